#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/analysis/lane_obstacles.hpp"
#include "core/analysis/lane_openings.hpp"
#include "core/analysis/lane_walls.hpp"
#include "core/analysis/lane_width.hpp"
#include "core/analysis/lanes.hpp"
#include "core/model/city.hpp"

namespace firebreak {

/// What the geometry says about one lane, before any rule.
struct LaneMeasure {
  double width_m = 0;  ///< chain width, at most the cap
  double band_m = 0;   ///< straight band over the legal length, at most `width_m`
  double engine_band_m = 0;
  bool capped = true;
  bool kerbs = false;    ///< kerbs bound it
  bool covered = false;  ///< buildings are known all along it
  std::optional<PinchGap> gap;
  double gap_station_m = 0;
  std::optional<WalledPlace> walled;  ///< looked for where the rule asks for a width there
  /// Of a lane too narrow: what stands on its centre line where it is narrowest.
  std::vector<ObstacleRef> on_line;
  std::optional<ObstacleRef> across;   ///< one thing that spans the whole corridor
  double under_building_m = 0;         ///< length of the centre line inside buildings
  std::vector<std::uint32_t> sources;  ///< of everything in the corridor, rising
};

/// The record a thing beside a lane comes from; none for the edge of the corridor.
std::optional<Origin> origin_of(const City& city, const ObstacleRef& ref);

/// Measures lanes one by one. One object per thread; it holds scratch memory and references.
class LaneMeter {
 public:
  LaneMeter(const City& city, const LaneObstacles& obstacles, const Lanes::Params& params);

  /// Widths of one segment of the network, exact below `cap_m` and told as that above.
  LaneMeasure measure(std::uint32_t segment, double cap_m);

  /// The lane measured last from metre to metre, without what junctions take at its ends
  /// (algorithms 3.3): neighbouring metres that differ by less than 0.1 m as one.
  void add_width_runs(std::uint32_t segment, std::vector<Lanes::WidthRun>& runs);

 private:
  struct Trim {
    double from_m;
    double to_m;
  };
  struct Profile {
    double width_m;
    double band_m;
    double engine_band_m;
    std::optional<PinchGap> gap;
    std::optional<ObstacleRef> across;
    std::vector<ObstacleRef> on_line;
    std::optional<WalledPlace> walled;
    bool in_own;  ///< the width is decided in the lane itself
  };

  Trim trimmed(std::uint32_t segment) const;
  double node_trim_m(std::uint32_t node) const;
  std::size_t vehicle_degree(std::uint32_t node) const;
  std::vector<Xy> extended(std::uint32_t segment, const Trim& trim, double* before_m,
                           double* after_m) const;
  Profile profile(std::span<const Xy> line, std::int8_t level, bool kerbs, bool bands,
                  const LineStretch& own);
  void fill_corridor(std::span<const Xy> line, const LineStretch& stretch, std::int8_t level,
                     bool kerbs);
  void note_sources();
  void note_on_line(const PinchGap& gap, std::vector<ObstacleRef>& on_line) const;
  void find_kerb_sources(PinchGap& gap) const;
  void find_buildings_over(std::span<const Xy> line, LaneMeasure& found);
  bool near_buildings(std::span<const Xy> line) const;

  const City& city_;
  const LaneObstacles& obstacles_;
  const Lanes::Params& params_;
  double cap_m_ = 0;
  double half_width_m_ = 0;
  bool kerbs_ = false;  ///< they bound the lane measured last
  Corridor corridor_;
  WidthMeasure width_;
  LaneOpenings openings_;
  std::vector<std::uint32_t> skip_buildings_;  ///< a recorded passage leads through them
  std::vector<std::uint32_t> sources_;         ///< of what stands in the corridors of this lane
};

}  // namespace firebreak
