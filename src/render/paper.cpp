#include "render/paper.hpp"

#include <QFontMetricsF>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "render/symbol.hpp"

namespace firebreak::render {

namespace {

constexpr double font_units_per_mm = 20;

/// Characters between which a Chinese line may be broken.
bool is_han(QChar c) {
  const auto u = c.unicode();
  return (u >= 0x2e80 && u <= 0x9fff) || (u >= 0xf900 && u <= 0xfaff) ||
         (u >= 0xff00 && u <= 0xffef);
}

bool may_not_begin(QChar c) {
  return QStringLiteral("，。；：、！？）》”’％%,.;:!?)").contains(c);
}

bool may_break_before(const QString& words, qsizetype i) {
  if (may_not_begin(words[i])) return false;
  if (words[i - 1].isSpace()) return true;
  if (QStringLiteral("（《“‘(").contains(words[i - 1])) return false;
  return is_han(words[i]) || is_han(words[i - 1]);
}

}  // namespace

QFont sheet_font(double size_mm, bool bold) {
  QFont font;
  font.setFamilies({QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Noto Sans SC"),
                    QStringLiteral("Source Han Sans SC"), QStringLiteral("WenQuanYi Zen Hei"),
                    QStringLiteral("WenQuanYi Micro Hei"), QStringLiteral("DejaVu Sans")});
  font.setPixelSize(std::max(1, static_cast<int>(std::lround(size_mm * font_units_per_mm))));
  font.setBold(bold);
  font.setHintingPreference(QFont::PreferNoHinting);
  font.setStyleStrategy(QFont::PreferNoShaping);  // ligatures cannot be found again in a PDF
  return font;
}

Paper::Paper(const StyleSheet& sheet, Language language) : sheet_(&sheet), language_(language) {}

Paper::Paper(QPainter& painter, double units_per_mm, const QRectF& part_mm, const StyleSheet& sheet,
             Language language)
    : painter_(&painter),
      per_mm_(units_per_mm),
      part_mm_(part_mm),
      sheet_(&sheet),
      language_(language) {}

QColor Paper::ink() const {
  return to_qt(sheet_->ink);
}
QColor Paper::paper() const {
  return to_qt(sheet_->paper);
}
QColor Paper::faint() const {
  const auto mixed = [](std::uint8_t a, std::uint8_t b) { return (7 * a + 3 * b) / 10; };
  return {mixed(sheet_->ink.red, sheet_->paper.red), mixed(sheet_->ink.green, sheet_->paper.green),
          mixed(sheet_->ink.blue, sheet_->paper.blue)};
}

bool Paper::seen(const QRectF& box_mm) const {
  return painter_ != nullptr && box_mm.adjusted(-2, -2, 2, 2).intersects(part_mm_);
}

double Paper::width_mm(const QString& words, const TextStyle& style) {
  return QFontMetricsF(sheet_font(style.size_mm, style.bold)).horizontalAdvance(words) /
         font_units_per_mm;
}

void Paper::text(QPointF at, const QString& words, const TextStyle& style, Align align) const {
  if (words.isEmpty()) return;
  const double width = align == Align::left ? 400 : width_mm(words, style);
  if (align == Align::right) at.rx() -= width;
  if (align == Align::centre) at.rx() -= 0.5 * width;
  if (!seen({at.x(), at.y() - 1.2 * style.size_mm, width, 1.6 * style.size_mm})) return;
  painter_->save();
  painter_->translate(device(at));
  painter_->scale(per_mm_ / font_units_per_mm, per_mm_ / font_units_per_mm);
  painter_->setFont(sheet_font(style.size_mm, style.bold));
  painter_->setPen(style.colour);
  painter_->drawText(QPointF(0, 0), words);
  painter_->restore();
}

void Paper::halo_text(QPointF at, const QString& words, const TextStyle& style, Align align) const {
  const double width = width_mm(words, style);
  if (align == Align::right) at.rx() -= width;
  if (align == Align::centre) at.rx() -= 0.5 * width;
  if (!seen({at.x(), at.y() - 1.2 * style.size_mm, width, 1.6 * style.size_mm})) return;
  painter_->save();
  painter_->translate(device(at));
  painter_->scale(per_mm_ / font_units_per_mm, per_mm_ / font_units_per_mm);
  QPainterPath edge;
  edge.addText(QPointF(0, 0), sheet_font(style.size_mm, style.bold), words);
  painter_->strokePath(edge, QPen(paper(), 0.28 * style.size_mm * font_units_per_mm, Qt::SolidLine,
                                  Qt::RoundCap, Qt::RoundJoin));
  painter_->restore();
  text(at, words, style);
}

QStringList Paper::wrapped(const QString& words, const TextStyle& style, double width_mm) {
  const QFontMetricsF metrics(sheet_font(style.size_mm, style.bold));
  const double width = width_mm * font_units_per_mm;
  QStringList lines;
  for (const QString& block : words.split(QLatin1Char('\n'))) {
    qsizetype start = 0;
    qsizetype fits = 0;  // the last break after which the line still fits
    for (qsizetype i = 1; i <= block.size(); ++i) {
      if (i < block.size() && !may_break_before(block, i)) continue;
      if (metrics.horizontalAdvance(block.mid(start, i - start).trimmed()) > width &&
          fits > start) {
        lines.push_back(block.mid(start, fits - start).trimmed());
        start = fits;
      }
      fits = i;
    }
    lines.push_back(block.mid(start).trimmed());
  }
  return lines;
}

double Paper::paragraph(QPointF top, double width_mm, const QString& words,
                        const TextStyle& style) const {
  const double step = line_height_mm(style);
  double y = top.y();
  for (const QString& row : wrapped(words, style, width_mm)) {
    text({top.x(), y + 1.05 * style.size_mm}, row, style);
    y += step;
  }
  return y - top.y();
}

void Paper::line(QPointF from, QPointF to, const QColor& colour, double width_mm) const {
  if (!seen(QRectF(from, to).normalized())) return;
  painter_->setPen(QPen(colour, width_mm * per_mm_, Qt::SolidLine, Qt::FlatCap));
  painter_->drawLine(device(from), device(to));
}

void Paper::fill(const QRectF& box, const QColor& colour) const {
  if (!seen(box)) return;
  painter_->setPen(Qt::NoPen);
  painter_->setBrush(colour);
  painter_->drawRect(device(box));
}

void Paper::frame(const QRectF& box, const QColor& colour, double width_mm) const {
  if (!seen(box)) return;
  painter_->setPen(QPen(colour, width_mm * per_mm_, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
  painter_->setBrush(Qt::NoBrush);
  painter_->drawRect(device(box));
}

void Paper::picture(const QRectF& box, const QImage& image) const {
  if (!seen(box)) return;
  painter_->save();
  painter_->setRenderHint(QPainter::SmoothPixmapTransform);
  painter_->setRenderHint(QPainter::LosslessImageRendering);
  painter_->drawImage(device(box), image);
  painter_->restore();
}

void Paper::polygon(const QList<QPointF>& corners, const QColor& fill, const QColor& stroke,
                    double width_mm) const {
  QList<QPointF> points;
  for (const QPointF& corner : corners) points.push_back(device(corner));
  if (painter_ == nullptr) return;
  painter_->setPen(QPen(stroke, width_mm * per_mm_, Qt::SolidLine, Qt::FlatCap, Qt::MiterJoin));
  painter_->setBrush(fill);
  painter_->drawPolygon(points.data(), static_cast<int>(points.size()));
}

}  // namespace firebreak::render
