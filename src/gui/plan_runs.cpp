#include "gui/plan_runs.hpp"

#include <algorithm>

#include "core/analysis/idle_edits.hpp"
#include "core/normalise/input_tables.hpp"

namespace firebreak::gui {

namespace {

/// How many buildings the plans kept may have together: some hundred bytes stand for each.
constexpr std::size_t most_buildings = 1'500'000;

std::size_t buildings_of(const PlanRun& run) {
  const TablePtr table = run.results->find("building_risk");
  return table ? table->rows() : 0;
}

}  // namespace

EditedCity edited_city(const std::shared_ptr<const City>& city, const Scenario* scenario,
                       const std::shared_ptr<const City>& before) {
  if (scenario == nullptr || scenario->edits.empty()) return {city, {}, {}};
  Applied applied = apply(*city, *scenario);
  if (before) share_unchanged(applied.city, *before);
  EditedCity edited{
      std::make_shared<const City>(std::move(applied.city)), {}, std::move(applied.lost)};
  for (FeatureTable& table : edited_tables(*edited.city))
    edited.tables.push_back(std::make_shared<const FeatureTable>(std::move(table)));
  return edited;
}

void PlanRuns::keep(PlanRun run) {
  std::erase_if(runs_, [&](const auto& old) { return old->scenario.name == run.scenario.name; });
  runs_.insert(runs_.begin(), std::make_shared<const PlanRun>(std::move(run)));
  std::size_t buildings = 0;
  for (std::size_t r = 0; r < runs_.size(); ++r) {
    buildings += buildings_of(*runs_[r]);
    // The two newest are those that are compared.
    if (r >= 2 && buildings > most_buildings) return runs_.resize(r);
  }
}

std::shared_ptr<const PlanRun> PlanRuns::find(const Scenario& scenario) const {
  const auto found =
      std::ranges::find_if(runs_, [&](const auto& run) { return run->scenario == scenario; });
  return found == runs_.end() ? nullptr : *found;
}

Comparison compared(const ComparedResults& base, const ComparedResults& plan, Language in,
                    const Job& job) {
  const auto run_of = [](const ComparedResults& of) {
    return ComparedRun{*of.results->assessment, of.results->city.get(),
                       of.scenario ? &*of.scenario : nullptr};
  };
  Comparison out;
  out.against = base.scenario ? base.scenario->name : std::string();
  out.shown = plan.scenario ? plan.scenario->name : std::string();
  out.base = base.results;
  out.plan = plan.results;
  out.figures = changed_figures(base.results->record(), plan.results->record());
  out.buildings =
      std::make_shared<const FeatureTable>(changed_buildings(run_of(base), run_of(plan), in, job));
  out.counter = std::make_shared<const ChangedCounter>(*out.buildings);
  out.idle = idle_widenings(run_of(base), run_of(plan), *out.buildings, in);
  return out;
}

}  // namespace firebreak::gui
