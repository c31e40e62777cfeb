#include <QApplication>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QWheelEvent>
#include <cmath>

#include "gui/map_canvas.hpp"
#include "gui/tile_store.hpp"

/// What mouse and keys do on the map, whatever the tool.
namespace firebreak::gui {

bool MapCanvas::pans(const QMouseEvent* event) const {
  return event->button() == Qt::MiddleButton || (event->button() == Qt::LeftButton && space_);
}

void MapCanvas::end_pan() {
  drag_ = Drag::none;
  setCursor(space_             ? QCursor(Qt::OpenHandCursor)
            : tool_ != nullptr ? tool_->cursor()
                               : QCursor(Qt::ArrowCursor));
}

void MapCanvas::mousePressEvent(QMouseEvent* event) {
  setFocus(Qt::MouseFocusReason);
  // Another button while one is held; but if it is the only one, the other's release was lost.
  if (drag_ != Drag::none && event->buttons() != event->button()) return;
  drag_button_ = event->button();
  drag_from_ = drag_last_ = event->position();
  if (pans(event)) {
    drag_ = Drag::pan;
    setCursor(Qt::ClosedHandCursor);
  } else if (event->button() == Qt::RightButton) {
    if (tool_ != nullptr && tool_->end(event->modifiers(), *this)) return update();
    emit context_wanted(to_map(event->position()), event->globalPosition().toPoint());
  } else if (event->button() == Qt::LeftButton) {
    constexpr auto keys = Qt::ShiftModifier | Qt::ControlModifier | Qt::AltModifier;
    if ((event->modifiers() & keys) == Qt::ShiftModifier) {
      drag_ = Drag::zoom_box;
    } else if (tool_ != nullptr && tool_->press(to_map(event->position()), event, *this)) {
      drag_ = Drag::tool;
      update();
    } else {
      drag_ = Drag::press;
    }
  }
}

void MapCanvas::mouseMoveEvent(QMouseEvent* event) {
  const QPointF at = event->position();
  aim(false);
  emit cursor_at(to_map(at));
  if (drag_ == Drag::press &&
      (at - drag_from_).manhattanLength() >= QApplication::startDragDistance()) {
    drag_ = Drag::pan;
    setCursor(Qt::ClosedHandCursor);
  }
  if (drag_ == Drag::pan) {
    pan_by(at - drag_last_);
  } else if (drag_ == Drag::zoom_box) {
    update();
  } else if (tool_ != nullptr && tool_->move(to_map(at), event, *this)) {
    update();
  }
  drag_last_ = at;
}

void MapCanvas::mouseReleaseEvent(QMouseEvent* event) {
  if (event->button() != drag_button_) return;
  drag_button_ = Qt::NoButton;
  const Drag was = std::exchange(drag_, Drag::none);
  switch (was) {
    case Drag::pan:
      end_pan();
      break;
    case Drag::zoom_box: {
      const QRectF box = QRectF(drag_from_, event->position()).normalized();
      update();
      if (box.width() < 4 && box.height() < 4 && tool_ != nullptr)
        tool_->click(to_map(event->position()), event, *this);  // Shift and a click
      if (box.width() < 4 || box.height() < 4) break;
      Box wanted;
      wanted.add(to_map(box.topLeft()));
      wanted.add(to_map(box.bottomRight()));
      zoom_to(wanted, 1);
      break;
    }
    case Drag::press:
      if (tool_ != nullptr && event->button() == Qt::LeftButton)
        tool_->click(to_map(event->position()), event, *this);
      update();
      break;
    case Drag::tool:
      if (tool_ != nullptr) tool_->release(to_map(event->position()), event, *this);
      update();
      break;
    case Drag::none:
      break;
  }
}

void MapCanvas::mouseDoubleClickEvent(QMouseEvent* event) {
  if (event->button() != Qt::LeftButton) return;
  if (tool_ != nullptr && tool_->double_click(to_map(event->position()), event, *this))
    return update();
  zoom_by(2, event->position());
}

void MapCanvas::wheelEvent(QWheelEvent* event) {
  double steps = event->angleDelta().y() / 120.0;
  if ((event->modifiers() & Qt::ControlModifier) != 0) steps /= 4;  // fine
  if (steps != 0) zoom_by(std::pow(2, 0.5 * steps), event->position());
  event->accept();
}

void MapCanvas::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Space) {
    if (!event->isAutoRepeat()) {
      space_ = true;
      if (drag_ == Drag::none) setCursor(Qt::OpenHandCursor);
    }
    return;
  }
  if (tool_ != nullptr && tool_->key(event, *this)) return update();
  const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  if (enter && tool_ != nullptr && tool_->end(event->modifiers(), *this)) return update();
  if (const QPointF step = arrow_step(event); !step.isNull()) {
    pan_by(step);
    return aim_tool();
  }
  switch (event->key()) {
    case Qt::Key_PageUp:
    case Qt::Key_Plus:
    case Qt::Key_Equal:
      zoom_by(2, rect().center());
      break;
    case Qt::Key_PageDown:
    case Qt::Key_Minus:
      zoom_by(0.5, rect().center());
      break;
    case Qt::Key_Home:
      full_extent();
      break;
    case Qt::Key_Escape:
      // What was begun on the map goes first; else the window stops what is being computed.
      event->setAccepted(escape() || !document_.busy());
      break;
    default:
      QWidget::keyPressEvent(event);
  }
}

/// How far the ground moves by an arrow key.
QPointF MapCanvas::arrow_step(const QKeyEvent* event) const {
  constexpr double small_step_px = 8;
  const bool small = (event->modifiers() & Qt::ControlModifier) != 0;
  const double x = small ? small_step_px : 0.25 * width();
  const double y = small ? small_step_px : 0.25 * height();
  switch (event->key()) {
    case Qt::Key_Left:
      return {x, 0};
    case Qt::Key_Right:
      return {-x, 0};
    case Qt::Key_Up:
      return {0, y};
    case Qt::Key_Down:
      return {0, -y};
    default:
      return {};
  }
}

bool MapCanvas::escape() {
  const bool begun = drag_ == Drag::zoom_box || (tool_ != nullptr && tool_->begun());
  if (tool_ != nullptr) tool_->reset(*this);
  drag_ = Drag::none;
  if (!begun && !document_.busy()) leave_tool();
  update();
  return begun;
}

void MapCanvas::keyReleaseEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Space || event->isAutoRepeat())
    return QWidget::keyReleaseEvent(event);
  space_ = false;
  if (drag_ == Drag::none) end_pan();
}

void MapCanvas::focusOutEvent(QFocusEvent* event) {
  aim(false);
  // The keys are another window's now: their release will not be told.
  if (std::exchange(space_, false) && drag_ == Drag::none) end_pan();
  QWidget::focusOutEvent(event);
}

void MapCanvas::contextMenuEvent(QContextMenuEvent* event) {
  if (event->reason() == QContextMenuEvent::Keyboard) ask_menu();  // of the mouse the press told
}

void MapCanvas::ask_menu() {
  emit context_wanted(view_.centre, mapToGlobal(middle()).toPoint());
}

void MapCanvas::click_middle() {
  const QPointF global = mapToGlobal(middle());
  QMouseEvent press(QEvent::MouseButtonPress, middle(), global, Qt::LeftButton, Qt::LeftButton,
                    Qt::NoModifier);
  QMouseEvent release(QEvent::MouseButtonRelease, middle(), global, Qt::LeftButton, Qt::NoButton,
                      Qt::NoModifier);
  mousePressEvent(&press);
  mouseReleaseEvent(&release);
  aim(true);
}

void MapCanvas::aim_tool() {
  aim(true);
  if (tool_ == nullptr || drag_ != Drag::none) return;
  QMouseEvent move(QEvent::MouseMove, middle(), mapToGlobal(middle()), Qt::NoButton, Qt::NoButton,
                   Qt::NoModifier);
  if (tool_->move(view_.centre, &move, *this)) update();
}

void MapCanvas::aim(bool on) {
  if (std::exchange(aiming_, on) != on) update();
}

void MapCanvas::leaveEvent(QEvent*) {
  emit cursor_left();
}

}  // namespace firebreak::gui
