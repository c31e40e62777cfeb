#pragma once

#include <QLineEdit>
#include <QListWidget>
#include <QTimer>
#include <optional>
#include <vector>

#include "gui/panels.hpp"
#include "gui/place_search.hpp"
#include "gui/task.hpp"

namespace firebreak::gui {

/// The find box: names, ids, addresses, coordinates, crossings of two streets. What is found hangs
/// below it as a list; Enter flies to the chosen one and flashes it.
class FindBox : public QLineEdit {
  Q_OBJECT
 public:
  explicit FindBox(Context& context, QWidget* parent = nullptr);
  ~FindBox() override;

  QListWidget* hits() const { return list_; }
  bool finished() const { return !typing_.isActive() && !searching_.running(); }

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  void look();
  void take(std::vector<FoundPlace> found);
  void show_list();
  void go(int at);

  Context context_;
  QListWidget* list_;
  std::vector<FoundPlace> found_;
  bool go_when_found_ = false;
  QTimer typing_;
  Task searching_;
};

}  // namespace firebreak::gui
