#include <algorithm>
#include <string>
#include <string_view>
#include <tuple>

#include "core/analysis/lane_dead_ends.hpp"
#include "core/analysis/lane_layers.hpp"
#include "core/analysis/rule_value.hpp"
#include "core/analysis/station_exits.hpp"
#include "core/model/column_push.hpp"
#include "core/model/place_basis.hpp"

namespace firebreak {

namespace {

constexpr std::string_view dead_end_key = "lanes.dead_end_m";
constexpr std::string_view square_key = "lanes.turnaround_m";
constexpr std::string_view circle_key = "lanes.turnaround_circle_m";

/// The rule that the verdict on a dead end rests on.
std::string_view dead_end_rule(const Lanes::Params& params, const Lanes::DeadEnd& dead_end) {
  using enum Lanes::TurnReason;
  if (dead_end.reason == length_unclear || dead_end.reason == size_unknown) return dead_end_key;
  return params.turnaround_m > 0 ? square_key : circle_key;
}

std::string wanted_words(const Lanes::Params& params) {
  if (params.turnaround_m <= 0)
    return text("a circle of {:.1f} m or a hammerhead is wanted", params.turnaround_circle_m);
  if (params.turnaround_circle_m <= 0)
    return text("a square of {:.1f} m is wanted", params.turnaround_m);
  return text("a square of {0:.1f} m, a circle of {1:.1f} m or a hammerhead is wanted",
              params.turnaround_m, params.turnaround_circle_m);
}

std::string room_words(const Lanes::DeadEnd& dead_end) {
  const double room_m = dead_end.room_m.value_or(0);
  if (!dead_end.kerbs)
    return dead_end.room_capped
               ? text("at its end a circle of at least {:.1f} m is free between what is drawn",
                      room_m)
               : text("at its end a circle of {:.1f} m is free between what is drawn", room_m);
  return dead_end.room_capped
             ? text("at its end a circle of at least {:.1f} m is free on the carriageway", room_m)
             : text("at its end a circle of {:.1f} m is free on the carriageway", room_m);
}

/// Whether the values may be relied on: the length that needs room, and the size of it.
bool values_confirmed(const LaneOutput& of, std::string_view size_key) {
  for (const std::string_view key : {dead_end_key, size_key})
    if (const ProfileValue* value = rule_value(of.profile, key);
        value == nullptr || !value->confirmed())
      return false;
  return true;
}

std::string dead_end_words(const LaneOutput& of, const Lanes::DeadEnd& dead_end, bool confirmed) {
  using enum Lanes::TurnReason;
  const std::string length = text("{0:.0f} m back to where an engine can turn, {1:.1f} m allowed",
                                  dead_end.length_m, of.params.dead_end_m);
  const std::string wanted = wanted_words(of.params);
  const std::string room = room_words(dead_end);
  switch (dead_end.reason) {
    case room_unclear:
      return text("{0}; {1}, {2}: to be measured", length, room, wanted);
    case length_unclear:
      return text("{}; no room to turn at its end: the length is to be measured", length);
    case no_room:
      return confirmed ? text("{0}; {1}, {2}: too small", length, room, wanted)
                       : text("{0}; {1}, {2}: below the value, clause to be confirmed", length,
                              room, wanted);
    case ground_unknown:
      return dead_end.room_m
                 ? text("{0}; {1}, {2}: whether an engine can drive there is to be checked", length,
                        room, wanted)
                 : text("{}; what is at its end is not known: to be checked", length);
    case size_unknown:
      return text("{}; the profile names no size of the place to turn", length);
    case has_room:
      return text("{0}; {1}, {2}", length, room, wanted);
    case short_enough:
    case no_rule:
      break;
  }
  return {};
}

/// The dead ends that need room: failing ones first, then long ones.
std::vector<const Lanes::DeadEnd*> judged_dead_ends(const LaneOutput& of) {
  std::vector<const Lanes::DeadEnd*> judged;
  for (const Lanes::DeadEnd& dead_end : of.result.dead_ends)
    if (dead_end.verdict != Verdict::not_applicable) judged.push_back(&dead_end);
  std::ranges::sort(judged, {}, [&](const Lanes::DeadEnd* d) {
    return std::tuple(d->verdict != Verdict::fail, -d->length_m, of.ids[d->lanes.back()]);
  });
  return judged;
}

}  // namespace

FeatureTable dead_end_table(const LaneOutput& of) {
  FeatureTable table;
  table.name = "dead_ends";
  table.title = "Dead ends";
  table.description =
      "Fire lanes that end without a way on, longer than the rule allows without room to turn";
  table.geometry = TableGeometry::line;
  Column id("lane_id", ColumnType::text, "Lane at the end");
  Column name("name", ColumnType::text, "Name");
  Column road_class("road_class", ColumnType::text, "Road class");
  Column length("length_m", ColumnType::real, "Length back to where an engine can turn", "m");
  Column limit("limit_m", ColumnType::real, "Length allowed without room to turn", "m");
  Column room("room_m", ColumnType::real, "Largest free circle at the end", "m");
  Column at_least("room_at_least", ColumnType::integer, "At least so large, looked for no farther");
  Column ground("on_carriageway", ColumnType::integer, "On a carriageway that is drawn");
  Column verdict("verdict", ColumnType::text, "Verdict on the room to turn");
  Column is_confirmed("confirmed", ColumnType::integer, "Value of the limit confirmed");
  Column code("reason_code", ColumnType::text, "Reason code");
  Column reason("reason", ColumnType::text, "Reason");
  Column rule_key("rule_key", ColumnType::text, "Parameter of the rule");
  const auto judged = judged_dead_ends(of);
  for (const Lanes::DeadEnd* dead_end : judged) {
    const std::uint32_t last = dead_end->lanes.back();
    const std::string_view key = dead_end_rule(of.params, *dead_end);
    const bool confirmed = values_confirmed(of, key);
    auto line = course_back(*of.city.network, *dead_end, dead_end->length_m + 1);
    std::ranges::reverse(line);
    table.shapes.add(PartKind::line, line);
    id.push(of.ids[last]);
    push_word(name, of.city.roads->names[of.city.network->segments[last].road.value]);
    road_class.push(road_class_name(road_of(of.city, last).road_class));
    length.push(dead_end->length_m);
    limit.push(of.params.dead_end_m);
    push_optional(room, dead_end->room_m);
    if (dead_end->room_m)
      push_flag(at_least, dead_end->room_capped);
    else
      at_least.push_missing();
    push_flag(ground, dead_end->kerbs);
    verdict.push(verdict_name(dead_end->verdict));
    push_flag(is_confirmed, confirmed);
    code.push(turn_reason_code(dead_end->reason));
    reason.push(dead_end_words(of, *dead_end, confirmed));
    rule_key.push(key);
  }
  for (Column* column : {&id, &name, &road_class, &length, &limit, &room, &at_least, &ground,
                         &verdict, &is_confirmed, &code, &reason, &rule_key})
    table.columns.push_back(std::move(*column));
  const auto origin_of_end = [&](std::size_t row) {
    return road_of(of.city, judged[row]->lanes.back()).origin;
  };
  if (auto place = place_basis_column(of.city, judged.size(), origin_of_end))
    table.columns.push_back(std::move(*place));
  return table;
}

}  // namespace firebreak
