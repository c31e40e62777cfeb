#include "core/analysis/overrides.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/base/plural.hpp"
#include "core/model/column_push.hpp"

namespace firebreak {

namespace {

using State = OverrideOutcome::State;

struct SubjectColumns {
  std::string_view number, number_title, computed, computed_title;
};
constexpr SubjectColumns columns_of(OverrideSubject subject) {
  return subject == OverrideSubject::hydrant_radius
             ? SubjectColumns{"hydrant_override",
                              tr_key("Override that sets the verdict on the radius"),
                              "hydrant_computed",
                              tr_key("Verdict on the radius as computed, where it is overridden")}
             : SubjectColumns{"water_override",
                              tr_key("Override that sets the class of water supply"),
                              "water_computed",
                              tr_key("Class of water supply as computed, where it is overridden")};
}

std::size_t count_of(std::span<const OverrideOutcome> outcomes, State state) {
  return static_cast<std::size_t>(std::ranges::count(outcomes, state, &OverrideOutcome::state));
}

/// Whether the override holds, by what decides the verdict now.
void hold_against(const VerdictOverride& forced, std::string inputs_now, OverrideOutcome& outcome) {
  outcome.inputs_now = std::move(inputs_now);
  outcome.state = forced.inputs.empty()                 ? State::no_inputs
                  : forced.inputs == outcome.inputs_now ? State::in_force
                                                        : State::lapsed;
}

}  // namespace

std::string_view override_state_name(State state) {
  static constexpr std::array<std::string_view, 4> names{"in_force", "lapsed", "no_inputs",
                                                         "not_found"};
  return names[static_cast<std::size_t>(state)];
}

std::vector<OverrideOutcome> take_overrides(const City& city, OverrideSubject subject,
                                            const OverrideHooks& hooks) {
  std::vector<OverrideOutcome> outcomes;
  std::unordered_map<std::string_view, std::uint32_t> rows;
  for (std::uint32_t i = 0; i < city.overrides->size(); ++i) {
    const VerdictOverride& forced = (*city.overrides)[i];
    if (override_subject(forced.verdict) != subject) continue;
    if (rows.empty())
      for (std::uint32_t b = 0; b < city.buildings->size(); ++b)
        rows.emplace(city.buildings->ids[b], b);
    OverrideOutcome& outcome = outcomes.emplace_back();
    outcome.number = i;
    const auto row = rows.find(forced.building);
    if (row == rows.end()) continue;
    outcome.computed = hooks.computed(row->second);
    if (outcome.computed.empty()) continue;
    outcome.building = row->second;
    hold_against(forced, hooks.inputs(row->second), outcome);
  }
  // Each is decided by what was computed, whatever others set.
  for (const OverrideOutcome& outcome : outcomes)
    if (outcome.state == State::in_force)
      hooks.set(*outcome.building, (*city.overrides)[outcome.number]);
  return outcomes;
}

void retake_overrides(const City& city, std::uint32_t building, const OverrideHooks& hooks,
                      std::span<OverrideOutcome> outcomes) {
  for (OverrideOutcome& outcome : outcomes) {
    if (outcome.building != building) continue;
    outcome.computed = hooks.computed(building);
    const VerdictOverride& forced = (*city.overrides)[outcome.number];
    hold_against(forced, hooks.inputs(building), outcome);
    if (outcome.state == State::in_force) hooks.set(building, forced);
  }
}

std::string override_number(std::uint32_t position) {
  return std::to_string(position + 1);
}

std::vector<Column> override_columns(const City& city, OverrideSubject subject,
                                     std::span<const OverrideOutcome> outcomes) {
  if (outcomes.empty()) return {};
  std::unordered_map<std::uint32_t, const OverrideOutcome*> in_force;
  for (const OverrideOutcome& outcome : outcomes)
    if (outcome.state == State::in_force) in_force.emplace(*outcome.building, &outcome);
  const SubjectColumns names = columns_of(subject);
  std::vector<Column> columns;
  columns.emplace_back(std::string(names.number), ColumnType::text,
                       std::string(names.number_title));
  columns.emplace_back(std::string(names.computed), ColumnType::text,
                       std::string(names.computed_title));
  for (std::uint32_t b = 0; b < city.buildings->size(); ++b) {
    const auto found = in_force.find(b);
    if (found == in_force.end()) {
      for (Column& column : columns) column.push_missing();
      continue;
    }
    columns[0].push(std::string_view(override_number(found->second->number)));
    columns[1].push(std::string_view(found->second->computed));
  }
  return columns;
}

FeatureTable override_table(const City& city, std::span<const OverrideOutcome> outcomes,
                            bool public_edition) {
  FeatureTable table;
  table.name = "overrides";
  table.title = "Overrides";
  table.description =
      "Verdicts that persons set in place of the computed ones, by whom, when and why, and whether "
      "they are in force";
  table.geometry = TableGeometry::none;
  Column number("number", ColumnType::text, "Number of the override");
  Column building("building_id", ColumnType::text, "Building");
  Column verdict("verdict", ColumnType::text, "Verdict set");
  Column computed("computed", ColumnType::text, "Verdict as computed");
  Column by("by", ColumnType::text, "Set by");
  Column date("date", ColumnType::text, "Date set");
  Column reason("reason", ColumnType::text, "Reason");
  Column state("state", ColumnType::text, "Whether it is in force");
  Column inputs("inputs", ColumnType::text, "Fingerprint of what decided when it was set");
  Column now("inputs_now", ColumnType::text, "Fingerprint of what decides now");
  for (const OverrideOutcome& outcome : outcomes) {
    const VerdictOverride& forced = (*city.overrides)[outcome.number];
    number.push(std::string_view(override_number(outcome.number)));
    building.push(std::string_view(forced.building));
    verdict.push(std::string_view(forced.verdict));
    push_word(computed, outcome.computed);
    push_word(by, forced.by);
    push_word(date, forced.date);
    push_word(reason, forced.reason);
    state.push(override_state_name(outcome.state));
    push_word(inputs, forced.inputs);
    push_word(now, outcome.inputs_now);
  }
  for (Column* column : {&number, &building, &verdict, &computed})
    table.columns.push_back(std::move(*column));
  if (!public_edition) table.columns.push_back(std::move(by));
  table.columns.push_back(std::move(date));
  if (!public_edition) table.columns.push_back(std::move(reason));
  for (Column* column : {&state, &inputs, &now}) table.columns.push_back(std::move(*column));
  return table;
}

std::string idle_notice(const VerdictOverride& forced, const OverrideOutcome& outcome,
                        Language in) {
  const auto word = override_verdict_words(forced.verdict, in);
  switch (outcome.state) {
    case State::lapsed:
      return text_in(in,
                     "The override of building {0} ({1}, set on {2}) has lapsed: what decides its "
                     "verdict is not what it was then. The computed verdict counts: {3}. To set it "
                     "again, look at the building anew and write inputs = \"{4}\".",
                     forced.building, word, forced.date,
                     override_verdict_words(outcome.computed, in), outcome.inputs_now);
    case State::no_inputs:
      return text_in(in,
                     "The override of building {0} ({1}, set on {2}) is not in force: it does not "
                     "say what it was decided by. The computed verdict counts: {3}. To put it in "
                     "force, write inputs = \"{4}\".",
                     forced.building, word, forced.date,
                     override_verdict_words(outcome.computed, in), outcome.inputs_now);
    default:
      return text_in(in,
                     "The override of building {0} ({1}, set on {2}) is not in force: no building "
                     "that is judged has this id any more.",
                     forced.building, word, forced.date);
  }
}

void tell_overrides(const City& city, std::span<const OverrideOutcome> outcomes,
                    RunRecord& record) {
  if (outcomes.empty()) return;
  const auto add = [&](const char* name, const char* title, std::size_t count) {
    record.figures.push_back({name, title, static_cast<double>(count), {}, {}, {}});
  };
  const std::size_t in_force = count_of(outcomes, State::in_force);
  add("overrides_in_force", tr_key("Verdicts that persons set (overrides in force)"), in_force);
  add("overrides_idle", tr_key("Overrides that are not in force"), outcomes.size() - in_force);
  if (in_force > 0) {
    // Named as they stand in the project, as many as fit a sentence; the table has them all.
    constexpr std::size_t most_named = 10;
    std::string named;
    std::size_t count = 0;
    const std::string_view comma = language() == Language::zh ? "、" : ", ";
    for (const OverrideOutcome& outcome : outcomes) {
      if (outcome.state != State::in_force || ++count > most_named) continue;
      named += (named.empty() ? std::string() : std::string(comma)) +
               (*city.overrides)[outcome.number].building;
    }
    if (count > most_named) named += text(" and {} more", count - most_named);
    record.notices.push_back(
        text(for_count(in_force,
                       tr_key("{0} verdict was set by a person and not computed (override): "
                              "building {1}. The table overrides says when and how."),
                       tr_key("{0} verdicts were set by persons and not computed (overrides): "
                              "buildings {1}. The table overrides says when and how.")),
             in_force, named));
  }
  for (const OverrideOutcome& outcome : outcomes)
    if (outcome.state != State::in_force)
      record.notices.push_back(idle_notice((*city.overrides)[outcome.number], outcome, language()));
}

std::string override_sentence(const OverrideTold& told, Language in) {
  std::string out =
      told.by.empty() ? text_in(in, "A person set this verdict on {0} (override).", told.date)
                      : text_in(in, "{0} set this verdict on {1} (override).", told.by, told.date);
  const std::string_view blank = in == Language::en ? " " : "";
  if (!told.reason.empty())
    out += std::string(blank) + text_in(in, "Reason given: {0}.", told.reason);
  return out + std::string(blank) + text_in(in, "As computed: {0}.", told.computed);
}

std::string_view override_verdict_words(std::string_view verdict, Language in) {
  for (std::size_t v = 0; v < verdict_count; ++v)
    if (verdict_name(static_cast<Verdict>(v)) == verdict)
      return translate(verdict_words(static_cast<Verdict>(v)), in);
  return verdict;
}

}  // namespace firebreak
