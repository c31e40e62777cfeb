#pragma once

#include <QObject>

class QEvent;

namespace firebreak::gui {

/// Keeps the mouse wheel from changing lists, numbers and sliders that it merely passes while a
/// page is scrolled: only what was chosen by click or key takes it. Installed on the application.
class QuietWheel : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  bool eventFilter(QObject* watched, QEvent* event) override;
};

}  // namespace firebreak::gui
