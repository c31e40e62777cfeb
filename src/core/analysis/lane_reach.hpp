#pragma once

#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "core/analysis/lanes.hpp"
#include "core/graph/driven_ways.hpp"

namespace firebreak {

/// How wide a lane is for an engine that looks for a way, up to the cap: surely, where what nobody
/// knows is closed, and at most, where it is open. 0: closed, or too low; negative: no lane for an
/// engine.
struct PassableWidth {
  float surely_m = -1;
  float maybe_m = -1;
};
PassableWidth passable_width(const City& city, const Lanes::Params& params, std::uint32_t segment,
                             const Lanes::Lane& lane, double cap_m);

/// For each lane 1 if the engine may get through, for all that is known, else 0.
std::vector<std::uint8_t> passable_lanes(const City& city, const Lanes::Params& params,
                                         std::span<const Lanes::Lane> lanes);

/// Which way the engine drives each lane: against a one-way rule only if it need not obey them;
/// none where it may drive all both ways.
std::vector<Driven> driven_ways(const City& city, const Lanes::Params& params);

/// The nodes where ways in begin: `stations` (nodes, station_exits.hpp), or the main road network
/// if there are none.
std::vector<std::uint32_t> ways_begin(const City& city, std::span<const std::uint32_t> stations);

/// The nodes where an engine may come in by a road beyond the data (data_edge.hpp).
std::vector<std::uint32_t> ways_from_outside(const City& city, const Lanes::Params& params);

/// The way in to one building as it is driven.
struct WayRoute {
  std::vector<std::uint32_t> lanes;  ///< one after the other; the last one only as far as needed
  std::vector<Xy> line;              ///< in city metres
  double length_m = 0;
  std::uint32_t narrowest = UINT32_MAX;  ///< the lane that decides, as `Lanes::WayIn::lane`
  bool narrows = false;                  ///< false: nowhere narrower than widths are told
  /// The width of `narrowest`, its margin left out, is the smallest known one of all lanes.
  bool holds = false;
  bool from_station = false;  ///< starts at a station, else at the main road network
};

/// Answers for one building after the other how the engine gets there; what it was made from has
/// to outlive it. For all buildings at once see `ways_in`.
class WayFinder {
 public:
  WayFinder(const City& city, const Lanes::Params& params, std::span<const Lanes::Lane> lanes,
            std::span<const std::uint32_t> stations, double cap_m, const Job& job);
  /// Over the lanes of a result, with what it was made from.
  WayFinder(const City& city, const Lanes::Params& params, const Lanes::Result& result,
            const Job& job);
  ~WayFinder();
  WayFinder(WayFinder&&) noexcept;
  WayFinder& operator=(WayFinder&&) noexcept;

  Lanes::WayIn way_in(std::uint32_t building) const;
  /// The route of `way_in`: of all routes as wide as that (each width less its margin; plus its
  /// margin for a building that is cut off) and with the same narrowest lane, the shortest one
  /// (widest_route.hpp). Empty where `way_in` names no lane.
  std::optional<WayRoute> route(std::uint32_t building) const;

 private:
  class Search;
  std::unique_ptr<Search> search_;
};

/// The engine's best way to every building (algorithms 3.10.1, 3.10.2): widest-path forests from
/// `stations` (nodes, station_exits.hpp), or from the main road network if there are none, once
/// with unknown widths closed and measured ones less their margin, once with unknown widths open
/// and measured ones plus their margin. A building is cut off if not even the second lets the
/// engine within `access_m` of it, reached if the first does, else unknown. Where roads outside the
/// data may lead in (data_edge.hpp) it is unknown too. Lanes on the ground near a building count,
/// entered from either end (one that is driven one way only, if that is obeyed, from where it
/// begins); the best is looked for among the eight nearest, and farther while none
/// is passable.
std::vector<Lanes::WayIn> ways_in(const City& city, const Lanes::Params& params,
                                  std::span<const Lanes::Lane> lanes,
                                  std::span<const std::uint32_t> stations, double cap_m,
                                  const Job& job);

}  // namespace firebreak
