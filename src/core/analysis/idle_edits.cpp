#include "core/analysis/idle_edits.hpp"

#include <algorithm>

#include "core/analysis/lanes.hpp"
#include "core/analysis/planned_edits.hpp"
#include "core/analysis/result_rows.hpp"

namespace firebreak {

namespace {

/// True if one of the buildings that change is said to do so by what was done to this feature.
bool moves_a_building(const FeatureTable& changed, std::string_view id) {
  const auto framed = [](std::string_view ids) { return ", " + std::string(ids) + ", "; };
  const std::string wanted = framed(id);
  for (std::size_t row = 0; row < changed.rows(); ++row)
    if (framed(word_or_empty(changed, "edited", row)).find(wanted) != std::string::npos)
      return true;
  return false;
}

/// True if the engine comes to a building now that was cut off, or may have been.
bool opens_a_way(const FeatureTable& changed) {
  for (std::size_t row = 0; row < changed.rows(); ++row)
    if (word_or_empty(changed, "after", row) == cut_off_name(Lanes::CutOff::no)) return true;
  return false;
}

std::string_view verdict_shown(std::string_view name, Language in) {
  for (std::size_t v = 0; v < verdict_count; ++v)
    if (verdict_name(static_cast<Verdict>(v)) == name)
      return translate(verdict_words(static_cast<Verdict>(v)), in);
  return name;
}

}  // namespace

std::vector<std::string> idle_widenings(const ComparedRun& base, const ComparedRun& plan,
                                        const FeatureTable& changed, Language in) {
  std::vector<std::string> told;
  const RowsById before(table_in(base.run, "fire_lanes"), "lane_id");
  const RowsById after(table_in(plan.run, "fire_lanes"), "lane_id");
  const std::string engine = "verdict_" + plan.run.record.engine;
  const bool same_language = (plan.run.record.language == "zh") == (in == Language::zh);
  for (const PlannedEdit& edit : edits_apart(base, plan)) {
    if (!edit.in_plan || !std::holds_alternative<WidenLane>(edit.edit)) continue;
    const auto was = before.find(edit.target());
    const auto is = after.find(edit.target());
    if (!was || !is || before.word(was, "verdict") != after.word(is, "verdict") ||
        before.word(was, engine) != after.word(is, engine) ||
        moves_a_building(changed, edit.target()))
      continue;
    const auto verdict = after.word(is, "verdict").value_or("unknown");
    // A lane without verdicts may be one of several that opened a way together.
    if (verdict == verdict_name(Verdict::not_applicable) && opens_a_way(changed)) continue;
    const std::string lane(after.word(is, "name").value_or(edit.target()));
    const auto reason = after.word(is, "reason");
    told.push_back(reason && same_language
                       ? text_in(in,
                                 "Edit {0} changes no verdict: lane {1}, made {2:g} m wide, is "
                                 "judged as before: {3} – {4}.",
                                 edit.number, lane, std::get<WidenLane>(edit.edit).width_m,
                                 verdict_shown(verdict, in), *reason)
                       : text_in(in,
                                 "Edit {0} changes no verdict: lane {1}, made {2:g} m wide, is "
                                 "judged as before: {3}.",
                                 edit.number, lane, std::get<WidenLane>(edit.edit).width_m,
                                 verdict_shown(verdict, in)));
  }
  return told;
}

}  // namespace firebreak
