#pragma once

#include "core/base/job.hpp"
#include "core/model/city.hpp"
#include "core/normalise/issue_log.hpp"

namespace firebreak {

/// A hydrant this far from every road, beyond the accuracy of both layers, is doubtful.
inline constexpr double hydrant_off_road_m = 10;
/// A centre line that runs longer than this inside a footprint is a conflict: perhaps a passage.
inline constexpr double over_road_m = 3;

/// Whether a place lies inside a building that counts as one (not a mere obstacle).
bool in_building(const Table<Building>& buildings, Xy at);

/// Marks hydrants that stand in a building, in water, or far from every road as doubtful. They are
/// kept and counted (suction points and tanks may stand in water or in a building).
void check_hydrant_positions(Table<Hydrant>& hydrants, const Table<Building>& buildings,
                             const Table<Road>& roads, const Shapes& water,
                             std::span<const Source> sources, IssueLog& log, const Job& job);

/// Reports roads on the ground that run more than 3 m inside a footprint: one issue per road, at
/// the place where the longest such stretch begins.
void report_buildings_over_roads(const Table<Building>& buildings, const Table<Road>& roads,
                                 IssueLog& log, const Job& job);

/// Reports key sites that stand for no building (`building_of_sites`): one issue each.
void report_sites_off_buildings(const City& city, IssueLog& log);

}  // namespace firebreak
