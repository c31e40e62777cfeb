#pragma once

#include <QButtonGroup>
#include <QToolButton>
#include <QWidget>
#include <array>

#include "gui/document.hpp"

namespace firebreak::gui {

enum class Step { data, rules, assess, remedy, brief };
inline constexpr int step_count = 5;

/// The five steps, always in sight and never a wizard that traps: any may be opened at any time.
/// Each tells its state: how many defects, how many values changed, outdated, how many edits.
class StepRail : public QWidget {
  Q_OBJECT
 public:
  explicit StepRail(Document& document, QWidget* parent = nullptr);

  Step step() const;
  void choose(Step step);
  QToolButton* button(Step step) const { return buttons_[static_cast<std::size_t>(step)]; }

 signals:
  void chosen(firebreak::gui::Step step);
  /// The step already open was pressed again: its page folds away or comes back.
  void pressed_again();

 private:
  void tell_states();

  Document& document_;
  QButtonGroup group_;
  std::array<QToolButton*, step_count> buttons_{};
};

}  // namespace firebreak::gui
