#include "gui/page_scroll.hpp"

#include <QEvent>
#include <algorithm>

namespace firebreak::gui {

PageScroll::PageScroll(QWidget* page) {
  setFrameShape(QFrame::NoFrame);
  setWidgetResizable(true);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setWidget(page);
}

void PageScroll::show_bar_if_needed() {
  if (widget() == nullptr) return;
  const int least = widget()->minimumSizeHint().height();
  const int wanted =
      widget()->hasHeightForWidth() ? std::max(least, widget()->heightForWidth(width())) : least;
  setVerticalScrollBarPolicy(wanted > height() ? Qt::ScrollBarAlwaysOn : Qt::ScrollBarAlwaysOff);
}

bool PageScroll::event(QEvent* event) {
  if (event->type() == QEvent::LayoutRequest || event->type() == QEvent::StyleChange)
    show_bar_if_needed();
  return QScrollArea::event(event);
}

bool PageScroll::eventFilter(QObject* watched, QEvent* event) {
  if (watched == widget() && event->type() == QEvent::LayoutRequest) show_bar_if_needed();
  return QScrollArea::eventFilter(watched, event);
}

void PageScroll::resizeEvent(QResizeEvent* event) {
  show_bar_if_needed();
  QScrollArea::resizeEvent(event);
}

}  // namespace firebreak::gui
