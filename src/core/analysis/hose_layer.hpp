#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "core/analysis/facade.hpp"
#include "core/analysis/hose_lay.hpp"
#include "core/analysis/hose_sight.hpp"
#include "core/analysis/hose_ways.hpp"
#include "core/analysis/hydrant_points.hpp"

/// The hose to single buildings: what `HoseLay` is made of.
namespace firebreak {

/// One flag per segment of the network: a hose can leave it to the side.
std::vector<std::uint8_t> segments_on_ground(const City& city);

/// What lies between the roads and a building, wherever the hydrants are. Lines of sight are found
/// when they are first asked for.
struct HoseGround {
  enum class Seen : std::uint8_t { unknown, measured, clear, hidden, far };
  /// A place of a road where a last stretch may start.
  struct Place {
    Xy at;
    std::uint32_t segment;
    double along_m;
    double box_m;  ///< to the building's box: no wall is nearer
    Seen seen = Seen::unknown;
    double stretch_m = 0;  ///< to the nearest wall
    Xy wall;
    HoseWays::Way way;
  };
  /// A place of the facade that stands for the wall around it.
  struct Sample {
    static constexpr std::size_t most = 8;
    Xy at;
    double length_m;
    std::uint8_t count = 0;                   ///< of the places of roads nearest to it
    std::array<std::uint32_t, most> place{};  ///< nearest first
    std::array<Seen, most> seen{};
  };
  std::vector<Place> places;
  std::vector<Sample> samples;
  double facade_m = 0;
  bool has_places = false;
  bool has_samples = false;
};

/// Finds the hose to one building after another. One object per thread: it keeps scratch memory.
class HoseLayer {
 public:
  /// All of them must outlive it.
  HoseLayer(const City& city, const HoseLay::Params& params, const HoseSight& sight,
            const HoseWays& ways, const HydrantPoints& hydrants,
            const std::vector<std::uint8_t>& on_ground)
      : city_(city),
        params_(params),
        sight_(sight),
        ways_(ways),
        hydrants_(hydrants),
        on_ground_(on_ground),
        facades_(*city.buildings, {params.party_wall_m, params.courtyard_m}) {}

  HoseLay::Lay lay(std::uint32_t b);
  /// The same with the ground, and the ways to its places, remembered from one call to the next.
  HoseLay::Lay lay(std::uint32_t b, HoseGround& ground);
  /// Asks the ways to the places on these segments (one flag each) anew. True if one is another.
  bool renew_ways(HoseGround& ground, std::span<const std::uint8_t> segments) const;

 private:
  /// A place where a last stretch may start: of a road, or a hydrant.
  struct Start {
    double least_m;      ///< lower bound of the hose to the building by way of this place
    std::uint32_t rank;  ///< of the hydrant: of two at the same distance the first counts
    HoseWays::Way way;
    Xy at;
    HoseGround::Place* place;  ///< null: a hydrant
    bool operator>(const Start& other) const;
  };

  void find_places(std::uint32_t b, HoseGround& ground) const;
  void find_samples(std::uint32_t b, HoseGround& ground);
  void find_starts(std::uint32_t b, HoseGround& ground);
  void measure(std::uint32_t b, HoseGround::Place& place) const;
  bool sees(std::uint32_t b, HoseGround::Place& place) const;
  void find_shortest(std::uint32_t b, HoseLay::Lay& lay);
  HoseLay::Reach out_of_reach(std::uint32_t b, HoseGround& ground) const;
  bool reached(std::uint32_t b, const HoseGround& ground, HoseGround::Sample& sample) const;
  double share_of(std::uint32_t b, HoseGround& ground);

  const City& city_;
  const HoseLay::Params& params_;
  const HoseSight& sight_;
  const HoseWays& ways_;
  const HydrantPoints& hydrants_;
  const std::vector<std::uint8_t>& on_ground_;
  FacadeFinder facades_;
  HoseGround ground_;          ///< of the building laid to last, where nobody remembers it
  std::vector<Start> starts_;  ///< a heap, the least first
  std::vector<WallPiece> facade_;
};

}  // namespace firebreak
