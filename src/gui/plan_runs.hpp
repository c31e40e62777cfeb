#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/analysis/changed_counter.hpp"
#include "core/analysis/comparison.hpp"
#include "core/model/scenario.hpp"
#include "gui/results.hpp"

namespace firebreak::gui {

/// A city with the edits of a plan, and the tables of what they may touch, ready to be shown.
struct EditedCity {
  std::shared_ptr<const City> city;
  std::vector<TablePtr> tables;
  std::vector<std::string> lost;  ///< sentences about edits whose feature is not there
};
/// The city itself for no plan, or one without edits. Tables that say the same in `before`, the
/// city shown until now, are taken from there: what was computed from them holds. Throws `Error`
/// (file).
EditedCity edited_city(const std::shared_ptr<const City>& city, const Scenario* scenario,
                       const std::shared_ptr<const City>& before = nullptr);

/// What was computed for one plan.
struct PlanRun {
  Scenario scenario;
  EditedCity edited;
  std::shared_ptr<const Results> results;
};

/// The plans computed in this session, as long as the city and the rules stay: going back to one of
/// them costs nothing. Of big cities only the last few are kept.
class PlanRuns {
 public:
  void keep(PlanRun run);
  /// The run of exactly this plan; null if there is none.
  std::shared_ptr<const PlanRun> find(const Scenario& scenario) const;
  void clear() { runs_.clear(); }

 private:
  std::vector<std::shared_ptr<const PlanRun>> runs_;  ///< newest first
};

/// Two runs of the window beside each other.
struct Comparison {
  std::string against;  ///< name of the plan compared with; empty: the city as it is
  std::string shown;    ///< name of the plan shown; empty: the city as it is
  std::vector<FigureChange> figures;
  TablePtr buildings;                             ///< `changed_buildings`
  std::shared_ptr<const ChangedCounter> counter;  ///< of its rows
  std::vector<std::string> idle;                  ///< sentences about lanes made wider for nothing
  std::shared_ptr<const Results> base, plan;

  /// The figures of one management unit; of the whole city if none is named.
  std::vector<FigureChange> figures_in(const std::string& unit) const {
    return unit.empty() ? figures
                        : changed_unit_figures(*base->assessment, *plan->assessment, unit);
  }
};

/// Two results with the plans that they were made for; null for the city as it is.
struct ComparedResults {
  std::shared_ptr<const Results> results;
  std::optional<Scenario> scenario;
};
Comparison compared(const ComparedResults& base, const ComparedResults& plan, Language in,
                    const Job& job);

}  // namespace firebreak::gui
