#pragma once

#include <optional>
#include <span>
#include <vector>

#include "core/base/job.hpp"
#include "core/model/city.hpp"
#include "core/normalise/china_offset.hpp"
#include "core/normalise/crs_choice.hpp"
#include "core/normalise/issue_log.hpp"

namespace firebreak {

/// How far a place is from the nearest road; `limit_m` where none is nearer.
double road_distance_m(const Table<Road>& roads, Xy at, double limit_m);

/// What the offset test found for one layer against another. Nothing is moved by it.
struct OffsetProposal {
  CoordinateShift shift = CoordinateShift::none;  ///< none: a plain translation by `move`
  bool other_layer = false;  ///< the layer compared with carries the shift, not this one
  Xy move;                   ///< translation that would bring the layer into place
  double before = 0;         ///< median distance to the nearest road in m, or share of the road
  double after = 0;          ///< length inside buildings: as the layer lies, and as proposed
};

/// Places beside roads under three hypotheses, WGS 84 / CGCS2000, GCJ-02 and BD-09, in either
/// layer: the one with the smallest median distance to a road, if it is a shift, a third of the
/// next or less, and below 20 m. Only where the services shift.
std::optional<OffsetProposal> shift_of_places(const std::vector<Xy>& places,
                                              const Table<Road>& roads, const Frame& frame);

/// Hydrants against roads: `shift_of_places`; failing that, when the median hydrant stands more
/// than 15 m from every road, or a fifth of them inside buildings, a translation of up to 800 m,
/// searched on 20 m and refined to 1 m.
std::optional<OffsetProposal> hydrant_offset(const std::vector<Xy>& hydrants,
                                             const Table<Road>& roads,
                                             const Table<Building>& buildings, const Frame& frame,
                                             const Job& job);

/// Centre lines against buildings: the same, when more than a tenth of their length runs inside
/// buildings.
std::optional<OffsetProposal> road_offset(const Table<Road>& roads,
                                          const Table<Building>& buildings, const Frame& frame,
                                          const Job& job);

/// Places of each intake, empty for those that are not asked about.
using PlacesOfLayers = std::vector<std::vector<Xy>>;
/// Those of stations, incidents, reports and key sites in degrees, in city metres.
PlacesOfLayers places_of_interest(std::span<const Intake> intakes);

/// Runs the tests over layers that come from different files, reports what they find, and returns
/// what may be declared.
std::vector<Proposal> propose_offsets(const std::vector<Intake>& intakes,
                                      const PlacesOfLayers& interest,
                                      const Table<Hydrant>& hydrants, const Table<Road>& roads,
                                      const Table<Building>& buildings, const Frame& frame,
                                      IssueLog& log, const Job& job);

}  // namespace firebreak
