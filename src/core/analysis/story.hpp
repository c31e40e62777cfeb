#pragma once

#include <string>
#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak {

/// The rule behind a parameter as a report cites it: "H1-CN, GB 50974-2014 7.2.5, protection
/// radius: 150 m [V2/VP]"; empty if the run did not use it.
std::string cited(const RunRecord& record, std::string_view key, Language in);

/// One paragraph of a building's story: a heading, complete sentences, and the rules they rest on.
struct StoryPart {
  std::string topic;  ///< "building", "water", "way_in", "neighbours", "district"
  std::string heading;
  std::vector<std::string> sentences;
  std::vector<std::string> rules;  ///< as `cited`
  std::size_t in_brief = 1;  ///< how many of the sentences stand in the paragraph of all parts
};

/// What is known of the building's way in beyond its row: how it is driven (lane_reach.hpp).
struct WayTold {
  double length_m = 0;
  std::size_t lanes = 0;
  std::string narrowest_id;
  bool narrows = false;       ///< false: nowhere narrower than widths are told
  bool holds = false;         ///< the lane named has the smallest known width of the way
  bool from_station = false;  ///< else from the main road network
};

/// A building's row of `building_risk` and the rows that it names; empty tables where there are
/// none.
struct StoryRows {
  FeatureTable building{};
  FeatureTable cluster{};     ///< of `fire_clusters`
  FeatureTable zone{};        ///< of `risk_zones`
  FeatureTable block{};       ///< of `street_blocks`
  FeatureTable lane{};        ///< of `fire_lanes`: the lane in front
  FeatureTable way_lane{};    ///< of `fire_lanes`: the narrowest of the way in
  FeatureTable unit{};        ///< of `unit_summary`
  FeatureTable compound{};    ///< of `compound_grades`
  FeatureTable gap{};         ///< of `hydrant_gaps`
  FeatureTable radius_set{};  ///< of `overrides`: the verdict on the radius that a person set
  FeatureTable water_set{};   ///< the same of the class of water supply
  FeatureTable too_weak{};    ///< of `hydrant_reach`: a nearer hydrant that gives too little
  FeatureTable hose_gap{};    ///< of `hose_gaps`
  FeatureTable round_gap{};   ///< of `geodesic_gaps`
};

/// The rows for `building`, found by `row(table, key, id)`: the row of a table whose column `key`
/// holds `id`, or an empty table.
template <class RowOf>
StoryRows story_rows(FeatureTable building, const RowOf& row) {
  const auto named = [&](const char* table, const char* key, const char* column) {
    const Column* id = building.column(column);
    return id == nullptr || !id->has(0) ? FeatureTable()
                                        : row(table, key, std::string(id->texts[0]));
  };
  StoryRows rows;
  rows.cluster = named("fire_clusters", "cluster_id", "cluster_id");
  rows.zone = named("risk_zones", "zone_id", "zone_id");
  rows.block = named("street_blocks", "block_id", "block_id");
  rows.lane = named("fire_lanes", "lane_id", "front_lane_id");
  rows.way_lane = named("fire_lanes", "lane_id", "way_in_lane_id");
  rows.unit = named("unit_summary", "unit_id", "unit_id");
  rows.compound = named("compound_grades", "compound_id", "compound_id");
  rows.gap = named("hydrant_gaps", "gap_id", "gap_id");
  rows.hose_gap = named("hose_gaps", "gap_id", "hose_gap_id");
  rows.round_gap = named("geodesic_gaps", "gap_id", "geodesic_gap_id");
  rows.radius_set = named("overrides", "number", "hydrant_override");
  rows.water_set = named("overrides", "number", "water_override");
  rows.too_weak = named("hydrant_reach", "hydrant_id", "weak_hydrant_id");
  rows.building = std::move(building);
  return rows;
}

/// The whole story of one building, in the language named, whatever language the file was made in:
/// sentences are made from codes and figures. What the run did not compute has no paragraph.
std::vector<StoryPart> building_story(const StoryRows& rows, const RunRecord& record,
                                      Language language, const WayTold* way = nullptr);

}  // namespace firebreak
