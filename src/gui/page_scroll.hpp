#pragma once

#include <QScrollArea>
#include <QWidget>

namespace firebreak::gui {

/// A page that scrolls up and down where the window is too low for it, and is as wide as the place
/// it has. Whether it needs the bar is settled by its height without one: Qt's own way of asking at
/// both widths may leave a page of wrapped texts wider than the place beside its bar.
class PageScroll final : public QScrollArea {
 public:
  explicit PageScroll(QWidget* page);

 protected:
  bool event(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void show_bar_if_needed();
};

}  // namespace firebreak::gui
