#pragma once

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QWidget>
#include <string>
#include <vector>

#include "gui/panels.hpp"

namespace firebreak::gui {

/// The verdicts that persons set and that are not in force in the results shown, each with why: to
/// be looked at, confirmed anew or taken back. Not seen where there are none.
class IdleVerdicts : public QWidget {
  Q_OBJECT
 public:
  explicit IdleVerdicts(Context& context);

  void fill();
  /// The notices of the run but for those about verdicts that are not in force.
  std::vector<std::string> other_notices() const;

 private:
  const OverrideOutcome* chosen() const;
  void allow();
  void show_building();
  void confirm();
  void take_back();

  Context context_;
  std::shared_ptr<const Results> results_;  ///< that is told about
  std::vector<OverrideOutcome> idle_;       ///< one per line
  QLabel* heading_;
  QListWidget* list_;
  QPushButton* show_;
  QPushButton* confirm_;
  QPushButton* take_back_;
};

}  // namespace firebreak::gui
