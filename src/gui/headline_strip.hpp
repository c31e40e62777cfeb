#pragma once

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QWidget>
#include <functional>
#include <vector>

#include "gui/figure_rows.hpp"
#include "gui/narrow.hpp"
#include "gui/panels.hpp"

namespace firebreak::gui {

/// What a figure of the headline strip counts.
enum class FigureTone { plain, bad, open };  ///< open: to be checked

/// One figure above the map: which rows of which table it counts.
struct HeadlineFigure {
  const char* name;   ///< object name of its button
  const char* words;  ///< English key with a place for the count; empty: the count alone
  const char* tip;    ///< English key
  RowsMeant rows;
  FigureTone tone = FigureTone::plain;
};

/// The figures of one subject, under its title.
struct HeadlineGroup {
  const char* title;  ///< English key
  std::vector<HeadlineFigure> figures;
};

/// Above the map: the town shown, the scenario shown, and the figures of both, each counted from
/// the rows on the map; a click narrows map and table to them. What is to be checked stands with
/// the same weight as what fails. Where a plan is shown, a figure that it changes is told as it is
/// and with the plan.
class HeadlineStrip : public QWidget {
  Q_OBJECT
 public:
  explicit HeadlineStrip(Context& context);
  static QWidget* make(Context& context) { return new HeadlineStrip(context); }

 private:
  void fill_units();
  void fill_scenarios();
  void fill_figures();
  void mark_filter();
  /// The figures of hydrant cover and of hoses with what the hydrant in the hand changes.
  void tell_live();
  /// The figure, as it is and with the plan where that changes it.
  QString words_of(const HeadlineFigure& figure) const;
  QWidget* group_of(const HeadlineGroup& group);
  QPushButton* button_of(const HeadlineFigure& figure, const QString& title);

  Context context_;
  std::pair<std::shared_ptr<const void>, Language> told_;  ///< the units that the list offers
  QComboBox* unit_;
  QComboBox* scenario_;
  FigureRows* figures_;
};

}  // namespace firebreak::gui
