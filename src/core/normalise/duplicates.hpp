#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/job.hpp"
#include "core/model/city.hpp"
#include "core/normalise/issue_log.hpp"

namespace firebreak {

/// From this share of their common area on, two footprints are one building drawn twice.
inline constexpr double duplicate_overlap_share = 0.9;
/// Overlaps up to this are drawing noise.
inline constexpr double overlap_m2 = 1;
/// Two hydrants this near are one; also up to `same_hydrant_id_m` when kind and id are equal.
inline constexpr double same_hydrant_m = 3;
inline constexpr double same_hydrant_id_m = 5;
/// So are those of two sources up to these multiples of what one sigma of both positions makes
/// together: with the same id; and if one has none and each is the nearest of the other's source.
inline constexpr double same_hydrant_id_sigmas = 3;
inline constexpr double same_hydrant_sigmas = 2;
/// Two roads of one level that never part further than this are one.
inline constexpr double same_road_m = 1;

/// Two footprints that share ground; first < second.
struct OverlapPair {
  std::uint32_t first = 0;
  std::uint32_t second = 0;
  double shared_m2 = 0;
  bool duplicate = false;
};

/// All pairs of footprints that share more than 1 m2, ascending. Rings as `CheckedPolygons::append`
/// leaves them.
std::vector<OverlapPair> overlap_pairs(const Shapes& shapes, const SpatialIndex& index,
                                       const Job& job);

/// How much a record says of its building.
int attributes_of(const Building& building);

/// Reports overlaps of two buildings that both stay, one issue a pair.
void report_overlaps(const Table<Building>& buildings, std::span<const OverlapPair> pairs,
                     std::span<const std::uint8_t> gone, IssueLog& log);

/// Which buildings to leave out because a better record of the same building is there: the one with
/// more attributes stays, then the more exact source, then the smaller id. Reports duplicates and
/// overlaps. One flag per building. For layers of one rank (`building_ranks`).
std::vector<std::uint8_t> duplicate_buildings(const Table<Building>& buildings,
                                              std::span<const OverlapPair> pairs,
                                              std::span<const Source> sources, IssueLog& log);

/// Sets `duplicate_of` on all but the best-attested record of each hydrant. `given_ids` holds the
/// ids as the files give them (empty: none). Hydrants of different kinds are never one: a suction
/// point beside a hydrant is another source.
void mark_duplicate_hydrants(Table<Hydrant>& hydrants, const Texts& given_ids,
                             std::span<const Source> sources, IssueLog& log);

/// How much a record says of its road: of two that are one, the fuller stays.
int attributes_of(const Road& road, std::string_view name);

/// Which roads to leave out because another road runs in the same place (Hausdorff distance under
/// 1 m, same level). What the record that stays lacks is taken from the one that goes.
std::vector<std::uint8_t> merge_duplicate_roads(Table<Road>& roads, IssueLog& log, const Job& job);

}  // namespace firebreak
