#pragma once

#include <cstdint>
#include <vector>

#include "core/analysis/geodesic_ways.hpp"
#include "core/analysis/live_hydrants.hpp"

namespace firebreak {

/// Hoses laid round obstacles while hydrants are dragged, put down, switched and taken back: each
/// edit spreads one grid, that of its hydrant (algorithms 2.9), and judges the buildings anew that
/// it got to or gets to. After any edits the answer is that of a fresh `HoseGeodesic::run` on the
/// city with them. Keeps 12 bytes for each place of a facade and each hydrant that gets there.
class GeodesicLive : public LiveHydrants {
 public:
  /// As `HydrantLive`.
  GeodesicLive(const City& base, const City& shown, const HoseGeodesic::Params& params,
               const Job& job);

  /// One per building of the city.
  const std::vector<HoseGeodesic::Way>& buildings() const { return ways_; }

 private:
  /// The way from one hydrant to a place.
  struct Reached {
    std::uint32_t hydrant;
    float way_m;
  };

  Changes change(std::uint32_t row, const Hydrant* record) override;
  void measure_all(const Job& job);
  void put(std::uint32_t row, Xy at);
  void take(std::uint32_t row);
  void touch(std::uint32_t building);
  HoseGeodesic::Way way_to(std::uint32_t building);
  Changes judge_touched();

  HoseGeodesic::Params params_;
  HoseBarriers barriers_;
  double reach_m_;
  HoseField field_;
  FacadePlaces places_;
  std::vector<std::uint32_t> building_of_;             ///< per place
  std::vector<std::vector<Reached>> reached_;          ///< per place, in no order
  std::vector<std::vector<std::uint32_t>> places_of_;  ///< per hydrant: those it gets to
  std::vector<std::uint32_t> ranks_;
  std::vector<HoseGeodesic::Way> ways_;
  std::vector<float> place_m_;            ///< of the building that is judged
  std::vector<std::uint8_t> is_touched_;  ///< one per building
  std::vector<std::uint32_t> touched_;
};

}  // namespace firebreak
