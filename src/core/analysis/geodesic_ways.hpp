#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "core/analysis/facade.hpp"
#include "core/analysis/hose_field.hpp"
#include "core/analysis/hose_geodesic.hpp"

/// The hose round obstacles to single buildings: what `HoseGeodesic` and `GeodesicLive` are made
/// of.
namespace firebreak {

/// Places every 2 m of the exposed facades, building by building, with the length each stands for.
struct FacadePlaces {
  std::vector<std::uint32_t> first{0};  ///< per building
  std::vector<Xy> at;
  std::vector<float> length_m;
  /// Per building: it has no facade of its own, these are those of the buildings it adjoins.
  std::vector<std::uint8_t> through_adjoining;

  FacadePlaces(const City& city, const HoseGeodesic::Params& params, const Job& job);

  /// The places of one building in an array of all.
  template <class T>
  std::span<const T> of(std::size_t building, const std::vector<T>& all) const {
    return std::span(all).subspan(first[building], first[building + 1] - first[building]);
  }
};

/// The shortest way to a building.
struct GeodesicLay {
  static constexpr std::uint32_t none = UINT32_MAX;
  float way_m = HoseField::infinite;
  std::uint32_t hydrant = none;
};
/// `ranks`: as `hydrant_ranks`; of two equal ways that of the smaller rank is the shorter.
bool shorter(const GeodesicLay& a, const GeodesicLay& b, std::span<const std::uint32_t> ranks);

/// Farther than this no hose is looked for, as the grid measures.
double geodesic_reach_m(const HoseGeodesic::Params& params);

/// What there is to say of a building. `place_m`: per place of its facade the shortest way.
HoseGeodesic::Way judged_way(const FacadePlaces& places, std::size_t building,
                             std::span<const float> place_m, const GeodesicLay& lay,
                             const HoseGeodesic::Params& params);

/// Calls `visit(building, place, way_m)` for every place that a hose from there gets to, each once.
template <class Visit>
void each_way_from(Xy from, const City& city, const FacadePlaces& places, double reach_m,
                   HoseField& field, const Visit& visit) {
  field.spread(from);
  city.buildings->index.in_box(Box{from, from}.grown(reach_m), [&](std::uint32_t b) {
    for (auto p = places.first[b]; p < places.first[b + 1]; ++p) {
      if (distance2_m2(places.at[p], from) > reach_m * reach_m) continue;
      const auto way_m = static_cast<float>(field.to(places.at[p]));
      if (way_m < HoseField::infinite) visit(b, p, way_m);
    }
  });
}

}  // namespace firebreak
