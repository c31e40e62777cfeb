#include <algorithm>
#include <set>

#include "core/base/error.hpp"
#include "gui/document.hpp"
#include "gui/project_state.hpp"
#include "gui/words.hpp"

/// What the document does with plans: their edits, the city they make, and what they change.
namespace firebreak::gui {

namespace {

/// Flipping to and fro between two plans is one entry of the undo list.
constexpr int flip_merge = 7301;

}  // namespace

std::string free_plan_name(const io::Project& project) {
  std::set<std::string> names;
  for (const Scenario& scenario : project.scenarios) names.insert(scenario.name);
  for (char letter = 'A'; letter <= 'Z'; ++letter)
    if (const std::string name = text("Plan {}", letter); !names.contains(name)) return name;
  return text("Plan {}", names.size() + 1);
}

const Scenario* Document::scenario() const {
  return scenario_of(project_);
}

void Document::add_edits(std::vector<Edit> edits) {
  if (edits.empty()) return;
  edit(tr_key("Remedy"), [&](io::Project& project) {
    if (scenario_of(project) == nullptr) {
      const std::string name = free_plan_name(project);
      project.scenarios.push_back({name, {}});
      project.scenario = name;
    }
    for (Scenario& scenario : project.scenarios) {
      if (scenario.name != project.scenario) continue;
      if (city_) scenario = in_crs_of(*city_, std::move(scenario));
      for (Edit& made : edits) scenario.edits.push_back(std::move(made));
    }
  });
  emit edits_made();
}

std::string Document::new_id() const {
  std::set<std::string> used;
  if (city_)
    for (const Texts* ids : {&city_->hydrants->ids, &city_->obstacles->ids, &city_->stations->ids})
      for (std::size_t i = 0; i < ids->size(); ++i)
        if ((*ids)[i].starts_with("new-")) used.emplace((*ids)[i]);
  for (const Scenario& scenario : project_.scenarios)
    for (const Edit& made : scenario.edits) used.insert(edit_target(made));
  std::size_t number = 1;
  while (used.contains("new-" + std::to_string(number))) ++number;
  return "new-" + std::to_string(number);
}

bool Document::base_is_current() const {
  return base_results_ && assessed_city_ == city_ && same_rules(assessed_, project_);
}

void Document::show_plan() {
  const Scenario* current = scenario();
  const bool as_it_is = current == nullptr || current->edits.empty();
  const auto kept = as_it_is ? nullptr : plan_runs_.find(*current);
  const bool data_as_said = same_data(loaded_, project_);
  if (!city_ || !base_is_current() || !data_as_said || loading_.running() || !(as_it_is || kept))
    return apply_scenario(data_as_said && (base_results_ || assessing_.running()));
  applying_.cancel();
  assessing_.cancel();
  partial_.clear();  // of the plan that was being assessed
  take_edited(as_it_is ? EditedCity{city_, {}, {}} : kept->edited);
  assessed_ = project_;
  results_city_ = shown_city_;
  set_results(base_results_, as_it_is ? base_results_ : kept->results);
  emit city_changed();
  if (!against_results()) assess();  // it may just have been at the plan compared with
}

void Document::apply_scenario(bool then_assess) {
  // The differences told so far are those of another plan.
  compare_plans();
  applying_.cancel();
  assess_when_applied_ = then_assess;
  const Scenario* current = scenario();
  if (!city_ || current == nullptr || current->edits.empty()) return show_edited({city_, {}, {}});
  applying_.start([city = city_, plan = *current,
                   before = shown_city_](const Job&) { return edited_city(city, &plan, before); },
                  [this](EditedCity edited) { show_edited(std::move(edited)); });
}

void Document::show_edited(EditedCity edited) {
  take_edited(std::move(edited));
  gather_tables();
  emit city_changed();
  if (std::exchange(assess_when_applied_, false)) assess();
}

void Document::take_edited(EditedCity edited) {
  plan_failed_ = false;
  for (const std::string& lost : edited.lost) tell(to_qt(lost), Tone::notice);
  shown_city_ = std::move(edited.city);
  edited_ = std::move(edited.tables);
}

void Document::compare_with(const std::string& plan) {
  edit(tr_key("Plan compared with"), [&](io::Project& project) { project.view.against = plan; });
}

void Document::flip_plans() {
  if (scenario() == nullptr && against().empty()) return;
  edit(
      tr_key("Plan shown"),
      [](io::Project& project) { std::swap(project.scenario, project.view.against); }, flip_merge);
}

std::shared_ptr<const Results> Document::against_results() const {
  const Scenario* other = plan_named(project_, against());
  if (other == nullptr || other->edits.empty()) return base_results_;
  const auto kept = plan_runs_.find(*other);
  return kept ? kept->results : nullptr;
}

void Document::compare_plans() {
  comparing_.cancel();
  if (comparison_) {
    comparison_.reset();
    if (selection_.table == "changed_buildings") select({});
    gather_tables();
  }
  start_comparing();
  emit comparison_changed();
}

void Document::start_comparing() {
  const auto base = against_results();
  const Scenario* current = scenario();
  const Scenario* other = plan_named(project_, against());
  if (!base || !results_ || base == results_ || outdated()) return;
  const auto side = [](std::shared_ptr<const Results> results, const Scenario* plan) {
    return ComparedResults{std::move(results),
                           plan == nullptr ? std::nullopt : std::optional<Scenario>(*plan)};
  };
  comparing_.start([base = side(base, other), plan = side(results_, current),
                    in = language()](const Job& job) { return compared(base, plan, in, job); },
                   [this](Comparison done) {
                     comparison_ = std::make_shared<const Comparison>(std::move(done));
                     gather_tables();
                     emit comparison_changed();
                   });
}

}  // namespace firebreak::gui
