#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <tuple>

#include "core/analysis/lane_cause.hpp"
#include "core/analysis/lane_findings.hpp"
#include "core/analysis/lane_layers.hpp"
#include "core/analysis/lane_reason.hpp"
#include "core/analysis/lanes.hpp"
#include "core/analysis/rule_value.hpp"
#include "core/base/hash.hpp"
#include "core/geo/measure.hpp"
#include "core/model/column_push.hpp"
#include "core/model/columns.hpp"
#include "core/model/place_basis.hpp"

namespace firebreak {

namespace {

using Lane = Lanes::Lane;
using Params = Lanes::Params;
using Pinch = Lanes::Pinch;
using Reason = Lanes::Reason;
using Result = Lanes::Result;

std::string_view occupancy_name(Lanes::Occupancy occupancy) {
  static constexpr std::array<std::string_view, 4> words{"", "agree", "narrowed", "wider_gap"};
  return words[static_cast<std::size_t>(occupancy)];
}

/// For each lane the dead end that it is part of, of several the longest; null for others.
std::vector<const Lanes::DeadEnd*> dead_end_of_lanes(const Result& result) {
  std::vector<const Lanes::DeadEnd*> of(result.lanes.size());
  for (const Lanes::DeadEnd& dead_end : result.dead_ends)
    for (const std::uint32_t s : dead_end.lanes)
      if (of[s] == nullptr || of[s]->length_m < dead_end.length_m) of[s] = &dead_end;
  return of;
}

FeatureTable lane_table(const LaneOutput& c) {
  const RoadNetwork& network = *c.city.network;
  FeatureTable table;
  table.name = "fire_lanes";
  table.title = "Fire lanes";
  table.description = "Lanes from junction to junction with their clear width and verdict";
  table.geometry = TableGeometry::line;
  table.shapes = network.lines;
  Column id("lane_id", ColumnType::text, "Lane");
  Column fid("source_fid", ColumnType::integer, "Record in the source");
  Column name("name", ColumnType::text, "Name");
  Column road_class("road_class", ColumnType::text, "Road class");
  Column declared("declared_width_m", ColumnType::real, "Declared width", "m");
  Column width("clear_width_m", ColumnType::real, "Clear width", "m");
  Column at_least("width_at_least", ColumnType::integer, "At least so wide, measured no farther");
  Column band("band_width_m", ColumnType::real, "Straight band", "m");
  Column sigma("width_sigma_m", ColumnType::real, "One sigma of the measured width", "m");
  Column source("width_source", ColumnType::text, "Width taken from");
  Column basis("basis", ColumnType::text, "Basis");
  Column height("clear_height_m", ColumnType::real, "Clear height", "m");
  Column verdict("verdict", ColumnType::text, "Verdict on the clear width");
  Column engine("verdict_" + c.params.engine.name, ColumnType::text, "Verdict for the engine");
  Column is_confirmed("confirmed", ColumnType::integer, "Value of the limit confirmed");
  Column code("reason_code", ColumnType::text, "Reason code");
  Column reason("reason", ColumnType::text, "Reason");
  Column rule_key("rule_key", ColumnType::text, "Parameter of the rule");
  Column occupancy("occupancy", ColumnType::text, "Declared against measured");
  Column cut_off("buildings_cut_off", ColumnType::integer, "Buildings cut off by it");
  Column detoured("buildings_detoured", ColumnType::integer, "Buildings with a detour round it");
  Column detour("detour_s", ColumnType::real, "Longest detour round it", "s");
  Column dead_end("dead_end_m", ColumnType::real, "Length of the dead end it is part of", "m");
  Column turnaround("turnaround", ColumnType::text, "Verdict on the room to turn");
  Column length("length_m", ColumnType::real, "Length", "m");
  const std::array columns{&id,       &fid,      &name,     &road_class, &declared,
                           &width,    &at_least, &band,     &sigma,      &source,
                           &basis,    &height,   &verdict,  &engine,     &is_confirmed,
                           &code,     &reason,   &rule_key, &occupancy,  &cut_off,
                           &detoured, &detour,   &dead_end, &turnaround, &length};
  for (Column* column : columns) column->reserve(network.segments.size());
  const auto dead_end_of = dead_end_of_lanes(c.result);
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const auto& segment = network.segments[s];
    const Road& road = (*c.city.roads)[segment.road.value];
    const Lane& lane = c.result.lanes[s];
    const ProfileValue* rule = rule_value(c.profile, lane_rule_of(lane));
    id.push(c.ids[s]);
    fid.push(road.origin.fid);
    push_word(name, c.city.roads->names[segment.road.value]);
    road_class.push(road_class_name(road.road_class));
    push_optional(declared, road.width_m);
    push_optional(width, lane.width_m);
    if (lane.width_m)
      at_least.push(std::int64_t{lane.capped});
    else
      at_least.push_missing();
    push_optional(band, lane.band_m);
    if (lane.sigma_m > 0 && lane.width_m)
      sigma.push(static_cast<double>(lane.sigma_m));
    else
      sigma.push_missing();
    source.push(lane_source_name(lane.source));
    basis.push(basis_name(lane.basis));
    push_optional(height, lane.height_m);
    verdict.push(verdict_name(lane.verdict));
    engine.push(verdict_name(lane.engine_verdict));
    is_confirmed.push(std::int64_t{rule != nullptr && rule->confirmed()});
    code.push(lane_reason_code(lane.reason));
    if (!lane.own_gate && lane.source != Lanes::Source::plan &&
        (lane.verdict == Verdict::pass || lane.verdict == Verdict::not_applicable))
      reason.push_missing();
    else
      reason.push(lane_reason_words(lane, road, c.params, rule));
    rule_key.push(lane_rule_of(lane));
    push_word(occupancy, occupancy_name(lane.occupancy));
    if (c.city.buildings->empty())
      cut_off.push_missing(), detoured.push_missing();
    else
      push_count(cut_off, lane.buildings_cut_off), push_count(detoured, lane.buildings_detoured);
    push_optional(detour, lane.detour_s);
    if (const Lanes::DeadEnd* part_of = dead_end_of[s]) {
      dead_end.push(part_of->length_m);
      turnaround.push(verdict_name(part_of->verdict));
    } else {
      dead_end.push_missing();
      turnaround.push_missing();
    }
    length.push(static_cast<double>(segment.length_m));
  }
  for (Column* column : columns) table.columns.push_back(std::move(*column));
  const auto road_origin = [&](std::size_t s) {
    return (*c.city.roads)[network.segments[s].road.value].origin;
  };
  std::vector<std::uint32_t> road_of;
  for (const auto& segment : network.segments) road_of.push_back(segment.road.value);
  for (const Column& fact : c.city.roads->facts) table.columns.push_back(picked(fact, road_of));
  if (auto place = place_basis_column(c.city, network.segments.size(), road_origin))
    table.columns.push_back(std::move(*place));
  return table;
}

bool fails(const Lane& lane) {
  return lane.verdict == Verdict::fail || lane.engine_verdict == Verdict::fail;
}

/// Pinches by what clearing them would open: buildings cut off behind, then those that surely are
/// too narrow, then width.
std::vector<std::uint32_t> by_gain(const LaneOutput& c) {
  std::vector<std::uint32_t> order(c.result.pinches.size());
  for (std::uint32_t p = 0; p < order.size(); ++p) order[p] = p;
  std::sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Pinch& pa = c.result.pinches[a];
    const Pinch& pb = c.result.pinches[b];
    const auto gain_a = c.result.lanes[pa.lane].buildings_cut_off;
    const auto gain_b = c.result.lanes[pb.lane].buildings_cut_off;
    if (gain_a != gain_b) return gain_a > gain_b;
    const bool fails_a = fails(c.result.lanes[pa.lane]);
    if (fails_a != fails(c.result.lanes[pb.lane])) return fails_a;
    if (pa.width_m != pb.width_m) return pa.width_m < pb.width_m;
    return c.ids[pa.lane] < c.ids[pb.lane];
  });
  return order;
}

/// The limit that a pinch falls short of: the rule's, else the engine's.
double limit_of(const LaneOutput& c, const Lane& lane) {
  const bool by_rule = lane.verdict == Verdict::fail || lane.verdict == Verdict::marginal;
  return by_rule ? asked_width_m(c.params, lane.asked) : c.params.engine.required_width_m();
}

std::array<FeatureTable, 2> pinch_tables(const LaneOutput& c) {
  FeatureTable points;
  points.name = "pinch_points";
  points.title = "Pinch points";
  points.description = "Where lanes that fail or are marginal are narrowest, and between what";
  points.geometry = TableGeometry::point;
  FeatureTable lines;
  lines.name = "pinch_lines";
  lines.title = "Pinch lines";
  lines.description = "The gap at each pinch point whose width was measured, from thing to thing";
  lines.geometry = TableGeometry::line;
  Column lane_id("lane_id", ColumnType::text, "Lane");
  Column id("pinch_id", ColumnType::text, "Pinch point");
  Column width("clear_width_m", ColumnType::real, "Clear width", "m");
  Column station("station_m", ColumnType::real, "Chainage", "m");
  Column left("left_obstacle", ColumnType::text, "Left obstacle");
  Column right("right_obstacle", ColumnType::text, "Right obstacle");
  Column cause("cause", ColumnType::text, "Who can make it wider");
  Column rank("gain_rank", ColumnType::integer, "Rank by buildings cut off");
  Column limit("limit", ColumnType::real, "Limit", "m");
  Column rule_key("rule_key", ColumnType::text, "Parameter of the rule");
  Column line_id("pinch_id", ColumnType::text, "Pinch point");
  Column line_width("clear_width_m", ColumnType::real, "Clear width", "m");
  const auto order = by_gain(c);
  std::vector<std::size_t> rank_of(order.size());
  for (std::size_t r = 0; r < order.size(); ++r) rank_of[order[r]] = r + 1;
  for (std::uint32_t p = 0; p < c.result.pinches.size(); ++p) {
    const Pinch& pinch = c.result.pinches[p];
    const Xy middle = 0.5 * (pinch.gap.left_at + pinch.gap.right_at);
    const std::string key = pinch_id(c, pinch);
    points.shapes.add(PartKind::point, std::array{middle});
    lane_id.push(c.ids[pinch.lane]);
    id.push(key);
    width.push(pinch.width_m);
    station.push(pinch.station_m);
    push_word(left, pinch.measured ? thing_words(c.city, pinch.gap.left) : std::string{});
    push_word(right, pinch.measured ? thing_words(c.city, pinch.gap.right) : std::string{});
    push_known(cause, pinch_cause_name(cause_of(c.city, pinch)));
    push_count(rank, rank_of[p]);
    limit.push(limit_of(c, c.result.lanes[pinch.lane]));
    rule_key.push(width_rule_of(c.result.lanes[pinch.lane]));
    if (!pinch.measured) continue;
    lines.shapes.add(PartKind::line, std::array{pinch.gap.left_at, pinch.gap.right_at});
    line_id.push(key);
    line_width.push(pinch.width_m);
  }
  for (Column* column :
       {&lane_id, &id, &width, &station, &left, &right, &cause, &rank, &limit, &rule_key})
    points.columns.push_back(std::move(*column));
  for (Column* column : {&line_id, &line_width}) lines.columns.push_back(std::move(*column));
  return {std::move(points), std::move(lines)};
}

std::vector<Column> building_columns(const LaneOutput& c) {
  Column verdict("lane_verdict", ColumnType::text, "Verdict on the lane in front");
  Column width("way_in_width_m", ColumnType::real, "Narrowest place of the way in", "m");
  Column cut_off("cut_off", ColumnType::text, "Out of the engine's reach");
  Column detour("detour_s", ColumnType::real, "Detour of the engine", "s");
  Column lane("way_in_lane_id", ColumnType::text, "Narrowest lane of the way in");
  Column front("front_lane_id", ColumnType::text, "Lane in front");
  for (const Lanes::WayIn& way : c.result.buildings) {
    verdict.push(verdict_name(way.lane_verdict));
    push_optional(width, way.width_m);
    push_word(cut_off, way.judged ? cut_off_name(way.cut_off) : std::string_view{});
    push_optional(detour, way.detour_s);
    // Where it is nowhere narrower than widths are told, no lane is the narrowest.
    const bool narrows = !way.width_m || static_cast<double>(*way.width_m) < exact_cap_m(c.params);
    push_word(lane, narrows && way.lane != UINT32_MAX ? c.ids[way.lane] : std::string_view{});
    push_word(front, way.access != UINT32_MAX ? c.ids[way.access] : std::string_view{});
  }
  std::vector<Column> columns;
  for (Column* column : {&verdict, &width, &cut_off, &detour, &lane, &front})
    columns.push_back(std::move(*column));
  return columns;
}

std::vector<KeyFigure> detour_figures(const Lanes::Detours& detours) {
  std::vector<KeyFigure> figures;
  const auto add = [&](const char* name, const char* title, std::optional<double> value,
                       const char* unit = "") {
    if (value) figures.push_back({name, title, *value, unit, {}, {}});
  };
  add("people_cut_off", tr_key("People out of the engine's reach"), detours.cut_off.people);
  add("buildings_detoured", tr_key("Buildings that the engine reaches by a detour"),
      static_cast<double>(detours.buildings));
  add("detour_p50_s", tr_key("Detour of the engine: half of the buildings within"), detours.p50_s,
      "s");
  add("detour_p90_s", tr_key("Detour of the engine: nine in ten buildings within"), detours.p90_s,
      "s");
  add("detour_people_mean_s", tr_key("Mean detour of the engine, weighed by people"),
      detours.people_mean_s, "s");
  return figures;
}

std::size_t isolated_pieces(const RoadNetwork& network) {
  std::uint32_t highest = 0;
  for (const auto component : network.component) highest = std::max(highest, component);
  return highest;
}

std::vector<KeyFigure> figures(const LaneOutput& c) {
  std::array<std::size_t, verdict_count> lanes{};
  std::size_t conflicts = 0;
  std::size_t own_gates = 0;
  std::size_t by_drawn_gap = 0;
  double fail_mm = 0;
  for (std::uint32_t s = 0; s < c.result.lanes.size(); ++s) {
    const Lane& lane = c.result.lanes[s];
    ++lanes[static_cast<std::size_t>(lane.verdict)];
    if (lane.reason == Reason::building_over || lane.reason == Reason::barrier_across) ++conflicts;
    if (lane.own_gate) ++own_gates;
    if (lane.verdict == Verdict::pass && lane.source == Lanes::Source::building_gap) ++by_drawn_gap;
    if (lane.verdict == Verdict::fail)
      fail_mm += std::round(1000 * static_cast<double>(c.city.network->segments[s].length_m));
  }
  std::array<std::size_t, 3> buildings{};
  for (const Lanes::WayIn& way : c.result.buildings)
    if (way.judged) ++buildings[static_cast<std::size_t>(way.cut_off)];
  const auto count = [&](Verdict v) { return lanes[static_cast<std::size_t>(v)]; };
  std::vector<KeyFigure> out;
  const ProfileValue* rule = rule_value(c.profile, lane_width_key);
  const auto add = [&](std::string_view name, std::string_view title, double value,
                       std::string_view unit = {}) {
    KeyFigure figure{std::string(name), std::string(title), value, std::string(unit), {}, {}};
    if (rule != nullptr) figure.clause = rule->clause, figure.mark = rule->value_mark;
    out.push_back(std::move(figure));
  };
  const auto whole = [](std::size_t n) { return static_cast<double>(n); };
  add("lanes_judged", "Fire lanes judged",
      whole(c.result.lanes.size() - count(Verdict::not_applicable)));
  add("lanes_pass", "Fire lanes that pass", whole(count(Verdict::pass)));
  add("lanes_pass_by_gap", "of them by the gap between buildings, an upper bound",
      whole(by_drawn_gap));
  add("lanes_marginal", "Fire lanes to be measured", whole(count(Verdict::marginal)));
  add("lanes_fail", "Fire lanes that fail", whole(count(Verdict::fail)));
  add("lanes_unknown", "Fire lanes of unknown width", whole(count(Verdict::unknown)));
  add("lanes_not_applicable", "Other roads", whole(count(Verdict::not_applicable)));
  std::array<std::size_t, 4> causes{};
  for (const Pinch& pinch : c.result.pinches)
    ++causes[static_cast<std::size_t>(cause_of(c.city, pinch))];
  add("pinch_removable", "Pinch points that a patrol can clear", whole(causes[0]));
  add("pinch_enforceable", "Pinch points that an order can clear", whole(causes[1]));
  add("pinch_structural", "Pinch points that need a plan", whole(causes[2]));
  if (c.params.dead_end_m > 0) {
    const auto dead_ends = [&](auto counts) {
      return whole(static_cast<std::size_t>(std::ranges::count_if(c.result.dead_ends, counts)));
    };
    const auto judged_as = [](Verdict v) {
      return [v](const Lanes::DeadEnd& d) { return d.verdict == v; };
    };
    out.push_back(
        {"dead_ends",
         tr_key("Dead ends that need room to turn"),
         dead_ends([](const Lanes::DeadEnd& d) { return d.verdict != Verdict::not_applicable; }),
         {},
         {},
         {}});
    out.push_back({"dead_ends_fail",
                   tr_key("of them without room to turn"),
                   dead_ends(judged_as(Verdict::fail)),
                   {},
                   {},
                   {}});
    out.push_back({"dead_ends_unknown",
                   tr_key("of them with unknown room to turn"),
                   dead_ends(judged_as(Verdict::unknown)),
                   {},
                   {},
                   {}});
  }
  add("lanes_conflict", "Fire lanes with contradicting data", whole(conflicts));
  if (own_gates > 0)
    add("lanes_own_gate", "Lanes of a station's yard whose gates its crew opens", whole(own_gates));
  add("length_fail_m", "Length of fire lanes that fail", fail_mm / 1000, "m");
  // Without buildings there is no way in to judge: no figure is not nought.
  if (!c.city.buildings->empty()) {
    add("buildings_cut_off", "Buildings out of the engine's reach", whole(buildings[1]));
    add("buildings_cut_off_unknown", "Buildings whose way in is unknown", whole(buildings[2]));
    // No rule on width is behind these.
    for (KeyFigure& figure : detour_figures(c.result.detours)) out.push_back(std::move(figure));
    out.push_back({"critical_segments",
                   tr_key("Lanes that are the only way to buildings"),
                   whole(c.result.critical.size()),
                   {},
                   {},
                   {}});
    out.push_back({"buildings_on_one_way",
                   tr_key("Buildings that depend on such a lane"),
                   whole(c.result.on_one_way),
                   {},
                   {},
                   {}});
  }
  add("road_pieces_isolated", "Road pieces without connection",
      whole(isolated_pieces(*c.city.network)));
  return out;
}

}  // namespace

AnalysisOutput Lanes::output(const City& city, const Params& params, const Result& result,
                             const Profile& profile) {
  const LaneOutput context{city, params, result, profile, lane_ids(city)};
  AnalysisOutput out;
  out.tables.push_back(lane_table(context));
  for (FeatureTable& table : pinch_tables(context)) out.tables.push_back(std::move(table));
  out.tables.push_back(lane_profile_table(context));
  // Without buildings nothing is known to depend on a lane.
  if (!city.buildings->empty()) out.tables.push_back(critical_table(context));
  if (params.dead_end_m > 0) out.tables.push_back(dead_end_table(context));
  const bool meshed = params.mesh_m > 0 && !city.buildings->empty();
  if (meshed) out.tables.push_back(lane_block_table(context));
  out.building_columns = building_columns(context);
  out.findings = lane_findings(context);
  out.figures = figures(context);
  if (meshed)
    for (KeyFigure& figure : lane_block_figures(context)) out.figures.push_back(std::move(figure));
  return out;
}

}  // namespace firebreak
