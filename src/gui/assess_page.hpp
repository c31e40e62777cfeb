#pragma once

#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QWidget>

#include "gui/panels.hpp"

namespace firebreak::gui {

/// Step 3: one button, what it will judge by in one line, what could not be computed and why, the
/// figures of the run with their clauses, and their shares as bars, for the unit shown.
class AssessPage : public QWidget {
  Q_OBJECT
 public:
  explicit AssessPage(Context& context);
  static QWidget* make(Context& context) { return new AssessPage(context); }

 private:
  void fill();
  void fill_bars();
  void fill_figures();

  Context context_;
  QPushButton* run_;
  QLabel* rules_;
  QLabel* state_;
  class ShareBars* bars_;
  QTreeWidget* figures_;
};

}  // namespace firebreak::gui
