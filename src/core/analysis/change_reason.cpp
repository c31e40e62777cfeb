#include "core/analysis/change_reason.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/analysis/hydrant_coverage.hpp"
#include "core/base/plural.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

using About = PlannedEdit::About;

/// A sentence names no more edits than these one by one.
constexpr std::size_t most_named = 3;

}  // namespace

ChangeReasons::ChangeReasons(const ComparedRun& base, const ComparedRun& plan, Language in)
    : base_(base.run),
      plan_(plan.run),
      in_(in),
      radius_m_(plan.run.record.value_used<double>("hydrants.radius_m").value_or(0)),
      beside_lane_m_(
          plan.run.record.value_used<double>("lanes.corridor_half_width_m").value_or(12)),
      edits_(edits_apart(base, plan)) {}

ChangeReasons::Why ChangeReasons::why(Changed what, std::size_t base_row,
                                      std::size_t plan_row) const {
  Why why;
  Edits edits;
  switch (what) {
    case Changed::hydrant_rule:
    case Changed::coverage:
      why.sentence = hydrant_sentence(base_row, plan_row);
      edits = water_edits(base_row, plan_row);
      break;
    case Changed::water:
      why.sentence = water_sentence(base_row, plan_row);
      edits = water_edits(base_row, plan_row);
      break;
    case Changed::cut_off:
      why.sentence = way_sentence(base_row, plan_row);
      edits = lane_edits("way_in_lane_id", base_row, plan_row);
      break;
    case Changed::front_lane:
      why.sentence = front_sentence(base_row, plan_row);
      edits = lane_edits("front_lane_id", base_row, plan_row);
      break;
    case Changed::risk:
      why.sentence = risk_sentence(base_row, plan_row);
      edits = any_edits(plan_row);
      break;
  }
  if (overridden_before(what, base_row, plan_row))
    why.sentence = text_in(in_,
                           "{0} Before, a person had set the verdict (override); the plan changes "
                           "what decides it, so that has lapsed.",
                           why.sentence);
  if (edits.empty()) return why;
  std::string told;
  const std::string_view comma = in_ == Language::zh ? "；" : "; ";
  for (std::size_t e = 0; e < edits.size(); ++e) {
    if (e < most_named) told += (e == 0 ? "" : std::string(comma)) + edit_told(*edits[e], in_);
    why.edited += (e == 0 ? "" : ", ") + edits[e]->target();
  }
  if (edits.size() > most_named) told += text_in(in_, " and {} more", edits.size() - most_named);
  why.sentence = text_in(in_, "{0} Edit of the plan: {1}.", why.sentence, told);
  return why;
}

bool ChangeReasons::overridden_before(Changed what, std::size_t base_row,
                                      std::size_t plan_row) const {
  const std::string_view column = what == Changed::hydrant_rule ? "hydrant_override"
                                  : what == Changed::water      ? "water_override"
                                                                : "";
  return !column.empty() && base_.buildings.word(base_row, column) &&
         !plan_.buildings.word(plan_row, column);
}

std::string ChangeReasons::hydrant_sentence(std::size_t base_row, std::size_t plan_row) const {
  const auto before_id = base_.buildings.word(base_row, "nearest_hydrant_id");
  const auto after_id = plan_.buildings.word(plan_row, "nearest_hydrant_id");
  const auto before_m = base_.buildings.number(base_row, "nearest_hydrant_m");
  const auto after_m = plan_.buildings.number(plan_row, "nearest_hydrant_m");
  const bool had = before_id && before_m;
  const bool has = after_id && after_m;
  if (had && has && (*before_id != *after_id || std::abs(*before_m - *after_m) >= 0.5))
    return *before_id == *after_id
               ? text_in(in_,
                         "Hydrant {0}, the nearest working one, now stands {1:.0f} m away; before, "
                         "it was {2:.0f} m off (limit {3:g} m).",
                         *after_id, *after_m, *before_m, radius_m_)
               : text_in(in_,
                         "Hydrant {0} now stands {1:.0f} m away; before, the nearest working one, "
                         "{2}, was {3:.0f} m off (limit {4:g} m).",
                         *after_id, *after_m, *before_id, *before_m, radius_m_);
  if (has && !had)
    return text_in(in_,
                   "Hydrant {0} now stands {1:.0f} m away; before, no working one was on record "
                   "near it (limit {2:g} m).",
                   *after_id, *after_m, radius_m_);
  if (had && !has)
    return text_in(in_,
                   "No working hydrant is on record near it now; before, {0} stood {1:.0f} m away "
                   "(limit {2:g} m).",
                   *before_id, *before_m, radius_m_);
  const auto share = [&](const Run& run, std::size_t row) {
    const auto value = run.buildings.number(row, "covered_share");
    return value ? facade_per_cent(*value) : unknown_number();
  };
  return text_in(in_,
                 for_count(plan_.buildings.number(plan_row, "hydrants_in_reach").value_or(0),
                           tr_key("{0} hydrant now reaches {1} % of its free facade; before, {2} "
                                  "reached {3} % (limit {4:g} m)."),
                           tr_key("{0} hydrants now reach {1} % of its free facade; before, {2} "
                                  "reached {3} % (limit {4:g} m).")),
                 figure(plan_, plan_row, "hydrants_in_reach"), share(plan_, plan_row),
                 figure(base_, base_row, "hydrants_in_reach"), share(base_, base_row), radius_m_);
}

std::string ChangeReasons::unknown_number() const {
  return std::string(translate("an unknown number", in_));
}

std::string ChangeReasons::figure(const Run& run, std::size_t row, std::string_view column) const {
  const auto value = run.buildings.number(row, column);
  return value ? fmt::format("{:.0f}", *value) : unknown_number();
}

std::string ChangeReasons::water_sentence(std::size_t base_row, std::size_t plan_row) const {
  const auto given = [&](const Run& run, std::size_t row) {
    return text_in(in_, "{0} to {1} L/s, at worst {2} without the largest",
                   figure(run, row, "available_lps"), figure(run, row, "available_most_lps"),
                   figure(run, row, "remaining_lps"));
  };
  return text_in(in_,
                 for_count(plan_.buildings.number(plan_row, "water_sources").value_or(0),
                           tr_key("{0} source now gives {1}; before, {2} gave {3}; up to {4} L/s "
                                  "are wanted."),
                           tr_key("{0} sources now give {1}; before, {2} gave {3}; up to {4} L/s "
                                  "are wanted.")),
                 figure(plan_, plan_row, "water_sources"), given(plan_, plan_row),
                 figure(base_, base_row, "water_sources"), given(base_, base_row),
                 figure(plan_, plan_row, "required_lps"));
}

std::string ChangeReasons::lane_name(std::string_view id) const {
  const auto street = plan_.lanes.word(plan_.lanes.find(id), "name");
  return std::string(street.value_or(id));
}

std::string ChangeReasons::width_words(const Run& run, std::string_view id) const {
  const auto row = run.lanes.find(id);
  const auto width_m = run.lanes.number(row, "clear_width_m");
  if (!width_m) return std::string(translate("of unknown width", in_));
  return run.lanes.number(row, "width_at_least").value_or(0) > 0
             ? text_in(in_, "at least {:.1f} m wide", *width_m)
             : text_in(in_, "{:.1f} m wide", *width_m);
}

std::string ChangeReasons::lane_pair(std::string_view before, std::string_view after) const {
  const std::string was = width_words(base_, before);
  const std::string is = width_words(plan_, after);
  if (before == after)
    return was == is ? text_in(in_, "Lane {0}, {1}, is judged anew.", lane_name(after), is)
                     : text_in(in_, "Lane {0} is now {1}; before, it was {2}.", lane_name(after),
                               is, was);
  return text_in(in_, "Lane {0} ({1}) now decides; before, it was lane {2} ({3}).",
                 lane_name(after), is, lane_name(before), was);
}

std::string ChangeReasons::way_sentence(std::size_t base_row, std::size_t plan_row) const {
  const auto before = base_.buildings.word(base_row, "way_in_lane_id");
  const auto after = plan_.buildings.word(plan_row, "way_in_lane_id");
  // The lane that decided before tells it best if it has another width now.
  for (const auto& lane : {before, after})
    if (lane && width_words(base_, *lane) != width_words(plan_, *lane))
      return lane_pair(*lane, *lane);
  if (before && after && *before != *after) return lane_pair(*before, *after);
  const auto was_m = base_.buildings.number(base_row, "way_in_width_m");
  const auto is_m = plan_.buildings.number(plan_row, "way_in_width_m");
  if (was_m && is_m && std::abs(*was_m - *is_m) >= 0.05)
    return text_in(in_, "The narrowest place of its way in is now {0:.1f} m; before, {1:.1f} m.",
                   *is_m, *was_m);
  return std::string(translate("The engine comes to it by another way now.", in_));
}

std::string ChangeReasons::front_sentence(std::size_t base_row, std::size_t plan_row) const {
  const auto before = base_.buildings.word(base_row, "front_lane_id");
  const auto after = plan_.buildings.word(plan_row, "front_lane_id");
  if (before && after) return lane_pair(*before, *after);
  return std::string(translate("Another lane lies in front of it now.", in_));
}

std::string ChangeReasons::risk_sentence(std::size_t base_row, std::size_t plan_row) const {
  return text_in(in_,
                 "The risk index of its street block {0} is now {1} of 100; before, it was {2}.",
                 plan_.buildings.word(plan_row, "block_id").value_or("?"),
                 figure(plan_, plan_row, "risk_score"), figure(base_, base_row, "risk_score"));
}

ChangeReasons::Edits ChangeReasons::water_edits(std::size_t base_row, std::size_t plan_row) const {
  Edits named;
  for (const auto& id : {plan_.buildings.word(plan_row, "nearest_hydrant_id"),
                         base_.buildings.word(base_row, "nearest_hydrant_id")})
    for (const PlannedEdit& edit : edits_)
      if (id && edit.about == About::water && edit.target() == *id &&
          std::ranges::find(named, &edit) == named.end())
        named.push_back(&edit);
  if (!named.empty()) return named;
  return edits_near(edits_, About::water, plan_.buildings.table()->shapes, plan_row, radius_m_);
}

ChangeReasons::Edits ChangeReasons::lane_edits(std::string_view column, std::size_t base_row,
                                               std::size_t plan_row) const {
  Edits here;
  for (const auto& id :
       {base_.buildings.word(base_row, column), plan_.buildings.word(plan_row, column)}) {
    const auto lane = id ? plan_.lanes.find(*id) : std::nullopt;
    if (!lane) continue;
    for (const PlannedEdit* edit :
         edits_near(edits_, About::lane, plan_.lanes.table()->shapes, *lane, beside_lane_m_)) {
      // A lane made wider narrows or opens no other one.
      if (std::holds_alternative<WidenLane>(edit->edit) && edit->target() != *id) continue;
      if (std::ranges::find(here, edit) == here.end()) here.push_back(edit);
    }
    if (!here.empty()) return here;
  }
  // No edit beside the lane: the engine comes another way, from another station or over a lane that
  // was opened elsewhere.
  return nearest_way(plan_row);
}

ChangeReasons::Edits ChangeReasons::any_edits(std::size_t plan_row) const {
  // A block answers to what is done in it or at its edge.
  constexpr double block_m = 250;
  Edits here;
  for (const About about : {About::water, About::lane, About::station})
    for (const PlannedEdit* edit :
         edits_near(edits_, about, plan_.buildings.table()->shapes, plan_row, block_m))
      here.push_back(edit);
  return here;
}

ChangeReasons::Edits ChangeReasons::nearest_way(std::size_t plan_row) const {
  const Shapes& shapes = plan_.buildings.table()->shapes;
  Edits best;
  double best2 = std::numeric_limits<double>::infinity();
  for (const PlannedEdit& edit : edits_) {
    if (edit.about == About::water || edit.place.boxes[0].empty() || plan_row >= shapes.size())
      continue;
    const double d2 = distance2_m2(shapes, plan_row, edit.place, 0, best2);
    if (d2 < best2) best = {&edit}, best2 = d2;
  }
  return best;
}

}  // namespace firebreak
