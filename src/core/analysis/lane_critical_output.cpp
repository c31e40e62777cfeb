#include <algorithm>
#include <array>
#include <string>
#include <tuple>

#include "core/analysis/lane_layers.hpp"
#include "core/analysis/station_exits.hpp"
#include "core/base/plural.hpp"
#include "core/model/column_push.hpp"
#include "core/model/place_basis.hpp"

namespace firebreak {

namespace {

/// By buildings behind, then key sites, then people.
std::vector<Lanes::Critical> by_what_is_behind(const LaneOutput& of) {
  std::vector<Lanes::Critical> order = of.result.critical;
  const auto key = [&](const Lanes::Critical& c) {
    return std::tuple(-std::int64_t{c.buildings}, -std::int64_t{c.key_sites}, -c.people.value_or(0),
                      of.ids[c.lane]);
  };
  std::ranges::sort(order, {}, key);
  return order;
}

std::string critical_words(const Lanes::Critical& critical, bool from_stations) {
  return from_stations
             ? text(for_count(
                        critical.buildings,
                        tr_key("the only way from the fire stations to {} building: blocked, it "
                               "cuts it off"),
                        tr_key("the only way from the fire stations to {} buildings: blocked, it "
                               "cuts them off")),
                    critical.buildings)
             : text(for_count(critical.buildings,
                              tr_key("the only way from the main roads to {} building: blocked, it "
                                     "cuts it off"),
                              tr_key("the only way from the main roads to {} buildings: blocked, "
                                     "it cuts them off")),
                    critical.buildings);
}

}  // namespace

FeatureTable critical_table(const LaneOutput& of) {
  const RoadNetwork& network = *of.city.network;
  FeatureTable table;
  table.name = "critical_segments";
  table.title = "Critical segments";
  table.description =
      "Lanes that every way of the engine to some buildings leads over: blocked at one place, they "
      "cut them off";
  table.geometry = TableGeometry::line;
  Column id("lane_id", ColumnType::text, "Lane");
  Column fid("source_fid", ColumnType::integer, "Record in the source");
  Column name("name", ColumnType::text, "Name");
  Column road_class("road_class", ColumnType::text, "Road class");
  Column rank("rank", ColumnType::integer, "Rank");
  Column buildings("buildings", ColumnType::integer, "Buildings that depend on it");
  Column reached("buildings_reached", ColumnType::integer, "of them surely reached now");
  Column floor("floor_area_m2", ColumnType::real, "Floor area", "m²");
  Column people("people", ColumnType::real, "People");
  Column sites("key_sites", ColumnType::integer, "Key sites");
  Column width("clear_width_m", ColumnType::real, "Clear width", "m");
  Column verdict("verdict", ColumnType::text, "Verdict on the clear width");
  Column code("reason_code", ColumnType::text, "Reason code");
  Column reason("reason", ColumnType::text, "Reason");
  Column length("length_m", ColumnType::real, "Length", "m");
  const auto order = by_what_is_behind(of);
  for (const Lanes::Critical& critical : order) {
    const Lanes::Lane& lane = of.result.lanes[critical.lane];
    const Road& road = road_of(of.city, critical.lane);
    table.shapes.add_copy(network.lines, critical.lane);
    id.push(of.ids[critical.lane]);
    fid.push(road.origin.fid);
    push_word(name, of.city.roads->names[network.segments[critical.lane].road.value]);
    road_class.push(road_class_name(road.road_class));
    push_count(rank, rank.size() + 1);
    push_count(buildings, critical.buildings);
    push_count(reached, critical.buildings_reached);
    push_optional(floor, critical.floor_area_m2);
    push_optional(people, critical.people);
    push_count(sites, critical.key_sites);
    push_optional(width, lane.width_m);
    verdict.push(verdict_name(lane.verdict));
    code.push(of.result.from_stations ? "only_way_from_stations" : "only_way_from_main_roads");
    reason.push(critical_words(critical, of.result.from_stations));
    length.push(static_cast<double>(network.segments[critical.lane].length_m));
  }
  for (Column* column : {&id, &fid, &name, &road_class, &rank, &buildings, &reached, &floor,
                         &people, &sites, &width, &verdict, &code, &reason, &length})
    table.columns.push_back(std::move(*column));
  const auto origin_of = [&](std::size_t row) { return road_of(of.city, order[row].lane).origin; };
  if (auto place = place_basis_column(of.city, order.size(), origin_of))
    table.columns.push_back(std::move(*place));
  return table;
}

}  // namespace firebreak
