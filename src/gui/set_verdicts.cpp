#include "gui/set_verdicts.hpp"

#include <algorithm>

#include "core/analysis/verdict_inputs.hpp"
#include "core/model/cells.hpp"
#include "gui/building_story.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

struct SubjectColumns {
  const char* verdict;
  const char* computed;  ///< where a person set the verdict
};
SubjectColumns columns_of(OverrideSubject subject) {
  return subject == OverrideSubject::hydrant_radius
             ? SubjectColumns{"hydrant_verdict", "hydrant_computed"}
             : SubjectColumns{"water_verdict", "water_computed"};
}

/// Fingerprint of what decides the verdict in the results shown; empty where they do not tell.
std::string inputs_now(const Document& document, OverrideSubject subject,
                       std::string_view building) {
  const auto results = document.results();
  const TablePtr table = document.judged_table("building_risk");
  const auto row = table ? row_with(*table, "building_id", building) : std::nullopt;
  const auto at = row ? building_in_city(document, *table, *row) : std::nullopt;
  if (!at) return {};
  if (subject == OverrideSubject::hydrant_radius)
    return results->hydrant_params ? hydrant_inputs(*results->city, *results->hydrant_params, *at)
                                   : std::string();
  return results->water ? water_inputs(*results->city, *results->water_params,
                                       results->water->buildings[*at], results->water->of(*at))
                        : std::string();
}

bool is_about(const VerdictOverride& verdict, OverrideSubject subject, std::string_view building) {
  return verdict.building == building && override_subject(verdict.verdict) == subject;
}

}  // namespace

std::vector<SettableVerdict> settable_verdicts(const Document& document,
                                               std::string_view building) {
  const auto results = document.results();
  const TablePtr table = document.judged_table("building_risk");
  const auto row = table ? row_with(*table, "building_id", building) : std::nullopt;
  if (!row || !results->city || document.result_alone()) return {};
  std::vector<SettableVerdict> settable;
  for (const auto subject : {OverrideSubject::hydrant_radius, OverrideSubject::water}) {
    const SubjectColumns columns = columns_of(subject);
    auto word = word_in(*table, columns.computed, *row);
    if (!word) word = word_in(*table, columns.verdict, *row);
    if (word && *word != verdict_name(Verdict::not_applicable))
      settable.push_back({subject, std::string(*word)});
  }
  return settable;
}

const char* subject_title(OverrideSubject subject) {
  return subject == OverrideSubject::hydrant_radius ? tr_key("Hydrant radius")
                                                    : tr_key("Water supply");
}

std::vector<std::string> verdicts_of(OverrideSubject subject) {
  if (subject == OverrideSubject::hydrant_radius) return {"fail", "pass"};
  return {"G0", "G1", "G2", "G3"};
}

const VerdictOverride* verdict_set(const io::Project& project, OverrideSubject subject,
                                   std::string_view building) {
  for (const VerdictOverride& verdict : project.verdicts)
    if (is_about(verdict, subject, building)) return &verdict;
  return nullptr;
}

std::vector<OverrideOutcome> idle_verdicts(const Document& document) {
  std::vector<OverrideOutcome> idle;
  const auto results = document.results();
  if (!results || !results->city) return idle;
  const auto& now = document.project().verdicts;
  for (const OverrideOutcome& outcome : results->assessment->overrides) {
    if (outcome.state == OverrideOutcome::State::in_force) continue;
    // What was changed or taken back since is told by the run that is on its way.
    if (std::ranges::find(now, (*results->city->overrides)[outcome.number]) != now.end())
      idle.push_back(outcome);
  }
  return idle;
}

QString why_idle(const VerdictOverride& set, const OverrideOutcome& outcome) {
  const auto verdict = override_verdict_words(set.verdict, language());
  const auto computed = override_verdict_words(outcome.computed, language());
  switch (outcome.state) {
    case OverrideOutcome::State::lapsed:
      return words(
          "Building {0}: {1}, set by {2} on {3}, has lapsed: what decides the verdict has changed "
          "since {3}. Computed now: {4}.",
          set.building, verdict, set.by, set.date, computed);
    case OverrideOutcome::State::no_inputs:
      return words(
          "Building {0}: {1}, set by {2} on {3}, is not in force: it does not say what it was "
          "decided by. Computed now: {4}.",
          set.building, verdict, set.by, set.date, computed);
    default:
      return words(
          "Building {0}: {1}, set by {2} on {3}, is not in force: no building that is judged has "
          "this id any more.",
          set.building, verdict, set.by, set.date);
  }
}

bool set_verdict(Document& document, VerdictOverride verdict) {
  const auto subject = override_subject(verdict.verdict);
  if (!subject) return false;
  verdict.inputs = inputs_now(document, *subject, verdict.building);
  if (verdict.inputs.empty()) return false;
  document.edit(tr_key("Set a verdict"), [&](io::Project& project) {
    const auto before = std::ranges::find_if(project.verdicts, [&](const VerdictOverride& other) {
      return is_about(other, *subject, verdict.building);
    });
    if (before == project.verdicts.end())
      project.verdicts.push_back(verdict);
    else
      *before = verdict;
  });
  return true;
}

void take_verdict_back(Document& document, OverrideSubject subject, const std::string& building) {
  document.edit(tr_key("Take a set verdict back"), [&](io::Project& project) {
    std::erase_if(project.verdicts, [&](const VerdictOverride& verdict) {
      return is_about(verdict, subject, building);
    });
  });
}

void take_verdicts_back(Document& document, const std::string& building) {
  document.edit(tr_key("Take a set verdict back"), [&](io::Project& project) {
    std::erase_if(project.verdicts,
                  [&](const VerdictOverride& verdict) { return verdict.building == building; });
  });
}

}  // namespace firebreak::gui
