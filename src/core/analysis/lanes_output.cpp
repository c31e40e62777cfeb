#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <tuple>

#include "core/analysis/lanes.hpp"
#include "core/base/hash.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

using Lane = Lanes::Lane;
using Params = Lanes::Params;
using Pinch = Lanes::Pinch;
using Reason = Lanes::Reason;
using Result = Lanes::Result;

constexpr std::string_view width_key = "lanes.clear_width_m";
constexpr std::string_view height_key = "lanes.clear_height_m";

const ProfileValue* profile_value(const Profile& profile, std::string_view key) {
  const auto found = profile.values.find(std::string(key));
  return found == profile.values.end() ? nullptr : &found->second;
}

bool confirmed(const Profile& profile, std::string_view key) {
  const ProfileValue* value = profile_value(profile, key);
  return value != nullptr && value->confirmed();
}

void push_optional(Column& column, const std::optional<float>& value) {
  if (value)
    column.push(static_cast<double>(*value));
  else
    column.push_missing();
}
void push_word(Column& column, std::string_view word) {
  if (word.empty())
    column.push_missing();
  else
    column.push(word);
}
void push_count(Column& column, std::size_t count) {
  column.push(static_cast<std::int64_t>(count));
}

std::string_view occupancy_name(Lanes::Occupancy occupancy) {
  static constexpr std::array<std::string_view, 4> words{"", "agree", "narrowed", "wider_gap"};
  return words[static_cast<std::size_t>(occupancy)];
}

/// The rule a verdict rests on.
std::string_view rule_of(Reason reason) {
  return reason == Reason::too_low || reason == Reason::passage_height ? height_key : width_key;
}

/// What makes a lane narrow, as people read it: "building b17", "bollard o3".
std::string thing_words(const City& city, const ObstacleRef& ref) {
  switch (ref.thing) {
    case LaneThing::building:
      return "building " + std::string(city.buildings->ids[ref.row]);
    case LaneThing::obstacle:
      return std::string(obstacle_kind_name((*city.obstacles)[ref.row].kind)) + " " +
             std::string(city.obstacles->ids[ref.row]);
    case LaneThing::barrier:
      return "barrier " + std::string(city.barriers->ids[ref.row]);
    case LaneThing::kerb:
      return "kerb";
    case LaneThing::open:
      return "open";
  }
  return {};
}

/// The name of a measured width: without kerbs and obstacles it is only the gap between buildings.
std::string_view width_words(Lanes::Source source) {
  switch (source) {
    case Lanes::Source::building_gap:
      return "gap between buildings (upper bound)";
    case Lanes::Source::declared:
      return "declared width";
    case Lanes::Source::field_check:
      return "width measured on site";
    default:
      return "clear width";
  }
}

/// The sentence behind a verdict, in the language of the run.
std::string reason_words(const Lane& lane, const Road& road, const Params& params,
                         bool clause_confirmed) {
  const double width = lane.width_m ? static_cast<double>(*lane.width_m) : 0;
  const double height = lane.height_m ? static_cast<double>(*lane.height_m) : 0;
  const auto name = translate(width_words(lane.source));
  std::string sentence;
  switch (lane.reason) {
    case Reason::wide_enough:
      sentence =
          lane.capped
              ? text("{0} at least {1:.1f} m, {2:.1f} m wanted", name, width, params.clear_width_m)
              : text("{0} {1:.1f} m, {2:.1f} m wanted", name, width, params.clear_width_m);
      break;
    case Reason::manoeuvring:
      sentence =
          text("{0} {1:.1f} m, but not in a straight line; to be driven or measured", name, width);
      break;
    case Reason::within_accuracy:
      sentence =
          lane.capped
              ? text(
                    "{0} at least {1:.1f} m by data too coarse to be sure of {2:.1f} m, to be "
                    "measured",
                    name, width, params.clear_width_m)
              : text("{0} {1:.1f} m, {2:.1f} m wanted: too near to tell, to be measured", name,
                     width, params.clear_width_m);
      break;
    case Reason::declared_narrower:
      sentence = text(
          "{0} {1:.1f} m, but the road is declared {2:.1f} m wide of {3:.1f} m wanted: which part "
          "is carriageway is to be measured",
          name, width, static_cast<double>(road.width_m.value_or(0)), params.clear_width_m);
      break;
    case Reason::too_narrow:
      sentence = clause_confirmed
                     ? text("{0} {1:.1f} m, {2:.1f} m wanted: too narrow", name, width,
                            params.clear_width_m)
                     : text("{0} {1:.1f} m: below the value of {2:.1f} m, clause to be confirmed",
                            name, width, params.clear_width_m);
      break;
    case Reason::closed:
      sentence = text("something stands across the whole lane");
      break;
    case Reason::gate_locked:
      sentence = text("a locked gate closes the lane");
      break;
    case Reason::width_limit:
      sentence = text("a gate, sign or limit leaves {0:.1f} m, {1:.1f} m wanted", width,
                      params.clear_width_m);
      break;
    case Reason::too_low:
      sentence = text("clear height {0:.1f} m, {1:.1f} m wanted", height, params.clear_height_m);
      break;
    case Reason::no_data:
      sentence = text("no building, kerb or declared width near: to be measured");
      break;
    case Reason::gate_unknown:
      sentence = text("a gate whose opening is not recorded, or only from above: to be measured");
      break;
    case Reason::gate_unclear:
      sentence = text(
          "a gate at a junction or near the line: whether it closes this lane is to be "
          "checked");
      break;
    case Reason::passage_height:
      sentence = text("a clear height that is not recorded, or only from above: to be measured");
      break;
    case Reason::building_over:
      sentence = text("a building is drawn over the lane: passage or error, to be checked");
      break;
    case Reason::barrier_across:
      sentence =
          text("a wall, fence or kerb is drawn across the lane: opening or error, to be checked");
      break;
    case Reason::no_fire_lane:
      sentence = text("no fire lane: width for information");
      break;
  }
  if (lane.own_gate)
    sentence = text("{0}; the gate in the station's yard is taken as opened by its crew", sentence);
  return sentence;
}

/// Everything the layers share.
struct Context {
  const City& city;
  const Params& params;
  const Result& result;
  const Profile& profile;
  Texts ids;
};

FeatureTable lane_table(const Context& c) {
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
  Column is_confirmed("confirmed", ColumnType::integer, "Clause confirmed");
  Column code("reason_code", ColumnType::text, "Reason code");
  Column reason("reason", ColumnType::text, "Reason");
  Column occupancy("occupancy", ColumnType::text, "Declared against measured");
  Column cut_off("buildings_cut_off", ColumnType::integer, "Buildings cut off by it");
  Column length("length_m", ColumnType::real, "Length", "m");
  const std::array columns{&id,    &fid,      &name,      &road_class, &declared,
                           &width, &at_least, &band,      &sigma,      &source,
                           &basis, &height,   &verdict,   &engine,     &is_confirmed,
                           &code,  &reason,   &occupancy, &cut_off,    &length};
  for (Column* column : columns) column->reserve(network.segments.size());
  const bool width_confirmed = confirmed(c.profile, width_key);
  const bool height_confirmed = confirmed(c.profile, height_key);
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const auto& segment = network.segments[s];
    const Road& road = (*c.city.roads)[segment.road.value];
    const Lane& lane = c.result.lanes[s];
    const bool clause = rule_of(lane.reason) == height_key ? height_confirmed : width_confirmed;
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
    is_confirmed.push(std::int64_t{clause});
    code.push(lane_reason_code(lane.reason));
    if (!lane.own_gate &&
        (lane.verdict == Verdict::pass || lane.verdict == Verdict::not_applicable))
      reason.push_missing();
    else
      reason.push(reason_words(lane, road, c.params, clause));
    push_word(occupancy, occupancy_name(lane.occupancy));
    push_count(cut_off, lane.buildings_cut_off);
    length.push(static_cast<double>(segment.length_m));
  }
  for (Column* column : columns) table.columns.push_back(std::move(*column));
  return table;
}

std::string pinch_id(const Context& c, const Pinch& pinch) {
  StableHash hash;
  hash.add(c.ids[pinch.lane]);
  hash.add(thing_words(c.city, pinch.gap.left));
  hash.add(thing_words(c.city, pinch.gap.right));
  return hash.id("pinch_");
}

bool fails(const Lane& lane) {
  return lane.verdict == Verdict::fail || lane.engine_verdict == Verdict::fail;
}

/// Pinches by what clearing them would open: buildings cut off behind, then those that surely are
/// too narrow, then width.
std::vector<std::uint32_t> by_gain(const Context& c) {
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
double limit_of(const Context& c, const Lane& lane) {
  const bool by_rule = lane.verdict == Verdict::fail || lane.verdict == Verdict::marginal;
  return by_rule ? c.params.clear_width_m : c.params.engine.required_width_m();
}

std::array<FeatureTable, 2> pinch_tables(const Context& c) {
  FeatureTable points;
  points.name = "pinch_points";
  points.title = "Pinch points";
  points.description = "Where lanes that fail or are marginal are narrowest, and between what";
  points.geometry = TableGeometry::point;
  FeatureTable lines;
  lines.name = "pinch_lines";
  lines.title = "Pinch lines";
  lines.description = "The gap at each pinch point, from thing to thing";
  lines.geometry = TableGeometry::line;
  Column lane_id("lane_id", ColumnType::text, "Lane");
  Column id("pinch_id", ColumnType::text, "Pinch point");
  Column width("clear_width_m", ColumnType::real, "Clear width", "m");
  Column station("station_m", ColumnType::real, "Chainage", "m");
  Column left("left_obstacle", ColumnType::text, "Left obstacle");
  Column right("right_obstacle", ColumnType::text, "Right obstacle");
  Column rank("gain_rank", ColumnType::integer, "Rank by buildings cut off");
  Column limit("limit", ColumnType::real, "Limit", "m");
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
    lines.shapes.add(PartKind::line, std::array{pinch.gap.left_at, pinch.gap.right_at});
    lane_id.push(c.ids[pinch.lane]);
    id.push(key);
    width.push(pinch.width_m);
    station.push(pinch.station_m);
    left.push(thing_words(c.city, pinch.gap.left));
    right.push(thing_words(c.city, pinch.gap.right));
    push_count(rank, rank_of[p]);
    limit.push(limit_of(c, c.result.lanes[pinch.lane]));
    line_id.push(key);
    line_width.push(pinch.width_m);
  }
  for (Column* column : {&lane_id, &id, &width, &station, &left, &right, &rank, &limit})
    points.columns.push_back(std::move(*column));
  for (Column* column : {&line_id, &line_width}) lines.columns.push_back(std::move(*column));
  return {std::move(points), std::move(lines)};
}

std::vector<Column> building_columns(const Context& c) {
  Column verdict("lane_verdict", ColumnType::text, "Verdict on the lane in front");
  Column width("way_in_width_m", ColumnType::real, "Narrowest place of the way in", "m");
  Column cut_off("cut_off", ColumnType::text, "Out of the engine's reach");
  Column lane("way_in_lane_id", ColumnType::text, "Narrowest lane of the way in");
  for (const Lanes::WayIn& way : c.result.buildings) {
    verdict.push(verdict_name(way.lane_verdict));
    push_optional(width, way.width_m);
    push_word(cut_off, way.judged ? cut_off_name(way.cut_off) : std::string_view{});
    // Where it is nowhere narrower than widths are told, no lane is the narrowest.
    const bool narrows = !way.width_m || static_cast<double>(*way.width_m) < exact_cap_m(c.params);
    push_word(lane, narrows && way.lane != UINT32_MAX ? c.ids[way.lane] : std::string_view{});
  }
  std::vector<Column> columns;
  for (Column* column : {&verdict, &width, &cut_off, &lane}) columns.push_back(std::move(*column));
  return columns;
}

/// What to do about what stands in the way.
std::string_view remedy(const City& city, const PinchGap& gap) {
  for (const ObstacleRef& ref : {gap.left, gap.right}) {
    if (ref.thing == LaneThing::barrier) return "open or move back the wall or fence";
    if (ref.thing != LaneThing::obstacle) continue;
    switch ((*city.obstacles)[ref.row].kind) {
      case ObstacleKind::parked:
        return "ban parking and mark the fire lane";
      case ObstacleKind::gate:
        return "unlock or widen the gate";
      case ObstacleKind::bollard:
      case ObstacleKind::block:
        return "make the bollards removable";
      default:
        return "clear the obstacle";
    }
  }
  return "plan a wider passage or another way in";
}

/// What a lane that fails falls short of, and where; a lane without a pinch and one that is too
/// low are shown at their middle.
Finding finding_of(const Context& c, std::uint32_t s) {
  const Lane& lane = c.result.lanes[s];
  const bool low = lane.reason == Reason::too_low;
  const Pinch* pinch = low || lane.pinch == UINT32_MAX ? nullptr : &c.result.pinches[lane.pinch];
  Finding finding;
  finding.kind = "fire_lane";
  finding.place = std::string(c.city.roads->names[c.city.network->segments[s].road.value]);
  finding.unit = "m";
  if (pinch != nullptr) {
    finding.key = pinch_id(c, *pinch);
    const Xy middle = 0.5 * (pinch->gap.left_at + pinch->gap.right_at);
    finding.shape.add(PartKind::point, std::array{middle});
  } else {
    StableHash hash;
    hash.add(c.ids[s]);
    hash.add(lane_reason_code(lane.reason));
    finding.key = hash.id("lane_");
    const auto line = c.city.network->lines.only_part(s);
    finding.shape.add(PartKind::point, std::array{point_along(line, line_length_m(line) / 2)});
  }
  if (low) {
    finding.measured = static_cast<double>(*lane.height_m);
    finding.limit = c.params.clear_height_m;
    finding.measure = "raise what hangs over the lane or plan another way in";
  } else {
    if (lane.width_m) finding.measured = static_cast<double>(*lane.width_m);
    finding.limit = c.params.clear_width_m;
    finding.measure = std::string(pinch != nullptr ? remedy(c.city, pinch->gap)
                                                   : "plan a wider passage or another way in");
  }
  finding.rule_key = std::string(rule_of(lane.reason));
  finding.impact_buildings = lane.buildings_cut_off;
  finding.grade = lane.buildings_cut_off >= 50   ? 1
                  : lane.buildings_cut_off >= 10 ? 2
                  : lane.buildings_cut_off > 0   ? 3
                                                 : 4;
  return finding;
}

std::vector<Finding> findings(const Context& c) {
  std::vector<Finding> out;
  for (std::uint32_t s = 0; s < c.result.lanes.size(); ++s)
    if (c.result.lanes[s].verdict == Verdict::fail) out.push_back(finding_of(c, s));
  return out;
}

std::size_t isolated_pieces(const RoadNetwork& network) {
  std::uint32_t highest = 0;
  for (const auto component : network.component) highest = std::max(highest, component);
  return highest;
}

std::vector<KeyFigure> figures(const Context& c) {
  std::array<std::size_t, verdict_count> lanes{};
  std::size_t conflicts = 0;
  std::size_t own_gates = 0;
  double fail_mm = 0;
  for (std::uint32_t s = 0; s < c.result.lanes.size(); ++s) {
    const Lane& lane = c.result.lanes[s];
    ++lanes[static_cast<std::size_t>(lane.verdict)];
    if (lane.reason == Reason::building_over || lane.reason == Reason::barrier_across) ++conflicts;
    if (lane.own_gate) ++own_gates;
    if (lane.verdict == Verdict::fail)
      fail_mm += std::round(1000 * static_cast<double>(c.city.network->segments[s].length_m));
  }
  std::array<std::size_t, 3> buildings{};
  for (const Lanes::WayIn& way : c.result.buildings)
    if (way.judged) ++buildings[static_cast<std::size_t>(way.cut_off)];
  const auto count = [&](Verdict v) { return lanes[static_cast<std::size_t>(v)]; };
  std::vector<KeyFigure> out;
  const ProfileValue* rule = profile_value(c.profile, width_key);
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
  add("lanes_marginal", "Fire lanes to be measured", whole(count(Verdict::marginal)));
  add("lanes_fail", "Fire lanes that fail", whole(count(Verdict::fail)));
  add("lanes_unknown", "Fire lanes of unknown width", whole(count(Verdict::unknown)));
  add("lanes_not_applicable", "Other roads", whole(count(Verdict::not_applicable)));
  add("lanes_conflict", "Fire lanes with contradicting data", whole(conflicts));
  if (own_gates > 0)
    add("lanes_own_gate", "Lanes of a station's yard whose gates its crew opens", whole(own_gates));
  add("length_fail_m", "Length of fire lanes that fail", fail_mm / 1000, "m");
  add("buildings_cut_off", "Buildings out of the engine's reach", whole(buildings[1]));
  add("buildings_cut_off_unknown", "Buildings whose way in is unknown", whole(buildings[2]));
  add("road_pieces_isolated", "Road pieces without connection",
      whole(isolated_pieces(*c.city.network)));
  return out;
}

}  // namespace

AnalysisOutput Lanes::output(const City& city, const Params& params, const Result& result,
                             const Profile& profile) {
  const Context context{city, params, result, profile, lane_ids(city)};
  AnalysisOutput out;
  out.tables.push_back(lane_table(context));
  for (FeatureTable& table : pinch_tables(context)) out.tables.push_back(std::move(table));
  out.building_columns = building_columns(context);
  out.findings = findings(context);
  out.figures = figures(context);
  return out;
}

}  // namespace firebreak
