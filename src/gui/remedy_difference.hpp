#pragma once

#include <QComboBox>
#include <QLabel>
#include <QToolButton>
#include <QTreeWidget>
#include <QWidget>
#include <memory>
#include <optional>

#include "gui/change_model.hpp"
#include "gui/panels.hpp"
#include "gui/row_view.hpp"
#include "gui/task.hpp"

namespace firebreak::gui {

/// What the plan shown changes against the city as it is or another plan: in words, in figures, and
/// building by building with the reason. Nothing is told of a plan that is not computed.
class RemedyDifference : public QWidget {
  Q_OBJECT
 public:
  explicit RemedyDifference(Context& context);

 private:
  void add_actions();
  void fill_plans();
  void fill();
  void fill_figures(const Comparison& comparison);
  /// No empty lists: before there is a plan, or where it changes nothing.
  void show_what_there_is();
  void sort_by(int column);
  void order();
  QString state_words() const;
  QString difference_words(const Comparison& comparison) const;
  /// The name of a plan, or that it is the city as it is.
  QString plan_words(const std::string& plan) const;
  void export_changes();

  Context context_;
  QWidget* choice_;  ///< what the plan is compared with
  QComboBox* against_;
  QLabel* words_;
  QTreeWidget* figures_;
  ChangeModel model_;
  RowView* buildings_;
  QWidget* foot_;  ///< what can be done with the list of buildings
  QToolButton* export_;
  std::shared_ptr<const Comparison> shown_;
  std::string unit_;        ///< that what is shown lies in; empty: the whole city
  UnitRows::Rows in_unit_;  ///< the rows of `shown_` in it; null: all
  std::optional<std::size_t> sort_column_;
  bool descending_ = false;
  Task ordering_;
};

}  // namespace firebreak::gui
