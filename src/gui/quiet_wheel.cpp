#include "gui/quiet_wheel.hpp"

#include <QAbstractSpinBox>
#include <QComboBox>
#include <QEvent>
#include <QSlider>

namespace firebreak::gui {

bool QuietWheel::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::Wheel && event->type() != QEvent::Polish) return false;
  auto* widget = qobject_cast<QWidget*>(watched);
  const bool edits = qobject_cast<QComboBox*>(watched) != nullptr ||
                     qobject_cast<QAbstractSpinBox*>(watched) != nullptr ||
                     qobject_cast<QSlider*>(watched) != nullptr;
  if (!edits) return false;
  if (event->type() == QEvent::Polish) {
    // The wheel does not choose a widget.
    if (widget->focusPolicy() == Qt::WheelFocus) widget->setFocusPolicy(Qt::StrongFocus);
    return false;
  }
  if (widget->hasFocus()) return false;
  event->ignore();  // the page below scrolls
  return true;
}

}  // namespace firebreak::gui
