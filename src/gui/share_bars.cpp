#include "gui/share_bars.hpp"

#include <QHelpEvent>
#include <QPainter>
#include <QToolTip>

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

void ShareBars::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  for (std::size_t b = 0; b < bars_.size(); ++b) {
    const QRect area = area_of(b);
    const double total = total_of(bars_[b]);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(area.left(), area.top() - 4, bars_[b].title);
    if (total <= 0) continue;
    double before = 0;
    for (const Part& part : bars_[b].parts) {
      const double left = area.left() + area.width() * before / total;
      before += part.count;
      const QRectF box(left, area.top(), area.width() * part.count / total, area.height());
      painter.fillRect(box, part.hatched ? palette().color(QPalette::Base) : part.colour);
      if (part.hatched) painter.fillRect(box, QBrush(part.colour, Qt::BDiagPattern));
      const QString count = QString::fromStdString(render::grouped(part.count));
      if (fontMetrics().horizontalAdvance(count) + 6 < box.width()) {
        const QRectF text(box.left() + 3, box.top(), box.width() - 6, box.height());
        const bool dark_ground = !part.hatched && part.colour.lightness() < 140;
        if (part.hatched) {
          QRectF ground(text.left(), text.top() + 2, fontMetrics().horizontalAdvance(count) + 2,
                        text.height() - 4);
          painter.fillRect(ground, palette().color(QPalette::Base));
        }
        painter.setPen(part.hatched  ? palette().color(QPalette::Text)
                       : dark_ground ? QColor(Qt::white)
                                     : QColor(Qt::black));
        painter.drawText(text, Qt::AlignVCenter | Qt::AlignLeft, count);
      }
    }
    painter.setPen(palette().color(QPalette::Mid));
    painter.drawRect(area.adjusted(0, 0, -1, -1));
  }
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
