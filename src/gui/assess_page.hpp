#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QWidget>

#include "gui/idle_verdicts.hpp"
#include "gui/panels.hpp"
#include "gui/verdict_bars.hpp"

namespace firebreak::gui {

/// Step 3: one button, how far hoses are followed, what it will judge by in one line, what could
/// not be computed and why, which verdicts that persons set are not in force, the figures of the
/// run with their clauses, their shares as bars, and the units side by side: all of the unit shown.
class AssessPage : public QWidget {
  Q_OBJECT
 public:
  explicit AssessPage(Context& context);
  static QWidget* make(Context& context) { return new AssessPage(context); }

 private:
  void show_rules();
  void fill();
  void fill_bars();
  void fill_units();
  void show_units();
  void narrow(std::size_t bar, std::size_t part);
  /// Of a bar by unit: that unit, or what lies in the unit shown and in none below it.
  void show_bar(std::size_t bar);
  void add_figure(const QString& title, const QString& value, const QString& tip);
  void fill_figures();
  void fill_unit_figures(const Results& results, const std::string& unit);
  void fill_city_figures(const RunRecord& record);

  /// What the list of figures was made of.
  struct Told {
    std::shared_ptr<const Results> results;
    std::string unit;
    Language language = Language::en;
    friend bool operator==(const Told&, const Told&) = default;
  };

  Context context_;
  Told told_;
  QPushButton* run_;
  QCheckBox* round_obstacles_;
  QLabel* rules_;
  QLabel* state_;
  IdleVerdicts* idle_;
  ShareBars* bars_;
  std::vector<Measure> measures_;  ///< of `bars_`
  QComboBox* by_what_;
  ShareBars* by_unit_;
  QTreeWidget* figures_;
};

}  // namespace firebreak::gui
