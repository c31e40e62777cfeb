#include "gui/share_bars.hpp"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>

#include "render/key_figures.hpp"

namespace firebreak::gui {

namespace {

double total_of(const ShareBars::Bar& bar) {
  double total = 0;
  for (const auto& part : bar.parts) total += part.count;
  return total;
}

QString count_words(const ShareBars::Part& part, double total) {
  return part.title + ": " + QString::fromStdString(render::grouped(part.count)) +
         QStringLiteral(" (%1 %)").arg(100 * part.count / total, 0, 'f', 1);
}

}  // namespace

ShareBars::ShareBars(QWidget* parent) : QWidget(parent) {
  setMouseTracking(true);
  setFocusPolicy(Qt::StrongFocus);
}

void ShareBars::set_bars(std::vector<Bar> bars) {
  bars_ = std::move(bars);
  updateGeometry();
  update();
}

int ShareBars::bar_height() const {
  return 2 * fontMetrics().height() + 10;
}

QSize ShareBars::sizeHint() const {
  return {200, static_cast<int>(bars_.size()) * bar_height()};
}

QRect ShareBars::area_of(std::size_t bar) const {
  const int line = fontMetrics().height();
  return {2, static_cast<int>(bar) * bar_height() + line + 3, width() - 4, line};
}

QRectF ShareBars::area_of(std::size_t bar, std::size_t part) const {
  const QRect area = area_of(bar);
  const double total = total_of(bars_[bar]);
  double before = 0;
  for (std::size_t p = 0; p < part; ++p) before += bars_[bar].parts[p].count;
  if (total <= 0) return {};
  return {area.left() + area.width() * before / total, static_cast<double>(area.top()),
          area.width() * bars_[bar].parts[part].count / total, static_cast<double>(area.height())};
}

std::vector<ShareBars::Place> ShareBars::places() const {
  std::vector<Place> all;
  for (std::size_t b = 0; b < bars_.size(); ++b)
    for (std::size_t p = 0; p < bars_[b].parts.size(); ++p)
      if (bars_[b].parts[p].count > 0) all.push_back({b, p});
  return all;
}

void ShareBars::paint_part(QPainter& painter, const Part& part, const QRectF& box) const {
  painter.fillRect(box, part.hatched ? palette().color(QPalette::Base) : part.colour);
  if (part.hatched) painter.fillRect(box, QBrush(part.colour, Qt::BDiagPattern));
  if (!fits(part, box)) return;
  const QString count = QString::fromStdString(render::grouped(part.count));
  const QRectF text(box.left() + 3, box.top(), box.width() - 6, box.height());
  if (part.hatched)
    painter.fillRect(QRectF(text.left(), text.top() + 2, fontMetrics().horizontalAdvance(count) + 2,
                            text.height() - 4),
                     palette().color(QPalette::Base));
  const bool dark_ground = !part.hatched && part.colour.lightness() < 140;
  painter.setPen(part.hatched  ? palette().color(QPalette::Text)
                 : dark_ground ? QColor(Qt::white)
                               : QColor(Qt::black));
  painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, count);
}

bool ShareBars::fits(const Part& part, const QRectF& box) const {
  return fontMetrics().horizontalAdvance(QString::fromStdString(render::grouped(part.count))) + 6 <
         box.width();
}

void ShareBars::paint_title(QPainter& painter, std::size_t bar) const {
  const QRect area = area_of(bar);
  painter.setPen(palette().color(QPalette::WindowText));
  painter.drawText(area.left(), area.top() - 4, bars_[bar].title);
  const int title = area.left() + fontMetrics().horizontalAdvance(bars_[bar].title);
  // What fails is often the narrowest part: its count stands beside the title, with its colour.
  const int square = fontMetrics().ascent() - 3;
  int right = area.right();
  for (std::size_t p = bars_[bar].parts.size(); p-- > 0;) {
    const Part& part = bars_[bar].parts[p];
    if (part.count <= 0 || fits(part, area_of(bar, p))) continue;
    const QString count = QString::fromStdString(render::grouped(part.count));
    const int left = right - fontMetrics().horizontalAdvance(count);
    if (left - square - 4 <= title + 6) return;
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(left, area.top() - 4, count);
    const QRect sign(left - square - 4, area.top() - 4 - square, square, square);
    painter.fillRect(sign, part.hatched ? palette().color(QPalette::Base) : part.colour);
    if (part.hatched) painter.fillRect(sign, QBrush(part.colour, Qt::BDiagPattern));
    right = sign.left() - 8;
  }
}

void ShareBars::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  for (std::size_t b = 0; b < bars_.size(); ++b) {
    const QRect area = area_of(b);
    paint_title(painter, b);
    if (total_of(bars_[b]) <= 0) continue;
    for (std::size_t p = 0; p < bars_[b].parts.size(); ++p)
      paint_part(painter, bars_[b].parts[p], area_of(b, p));
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(area.adjusted(0, 0, -1, -1));
    if (!hasFocus() || at_.bar != b || at_.part >= bars_[b].parts.size()) continue;
    painter.setPen(QPen(palette().color(QPalette::WindowText), 2));
    painter.drawRect(area_of(b, at_.part).adjusted(1, 1, -1, -1));
  }
}

void ShareBars::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return QWidget::mouseReleaseEvent(event);
  for (const Place& place : places()) {
    if (!area_of(place.bar, place.part).contains(event->position())) continue;
    at_ = place;
    emit chosen(place.bar, place.part);
    return;
  }
}

void ShareBars::keyPressEvent(QKeyEvent* event) {
  const auto all = places();
  const auto now = std::ranges::find(all, at_);
  const int key = event->key();
  const bool on = key == Qt::Key_Right || key == Qt::Key_Down;
  const bool back = key == Qt::Key_Left || key == Qt::Key_Up;
  if (all.empty() || (!on && !back && key != Qt::Key_Return && key != Qt::Key_Enter))
    return QWidget::keyPressEvent(event);
  if (now == all.end())
    at_ = all.front();
  else if (on && now + 1 != all.end())
    at_ = *(now + 1);
  else if (back && now != all.begin())
    at_ = *(now - 1);
  else if (!on && !back)
    emit chosen(at_.bar, at_.part);
  update();
}

bool ShareBars::event(QEvent* event) {
  if (event->type() != QEvent::ToolTip) return QWidget::event(event);
  const auto* help = static_cast<QHelpEvent*>(event);
  for (std::size_t b = 0; b < bars_.size(); ++b) {
    if (!area_of(b).adjusted(0, -fontMetrics().height(), 0, 0).contains(help->pos())) continue;
    QString tip = bars_[b].title;
    for (const Part& part : bars_[b].parts)
      if (part.count > 0) tip += "\n" + count_words(part, total_of(bars_[b]));
    QToolTip::showText(help->globalPos(), tip, this);
    return true;
  }
  QToolTip::hideText();
  return true;
}

}  // namespace firebreak::gui
