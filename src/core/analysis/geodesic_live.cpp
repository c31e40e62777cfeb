#include "core/analysis/geodesic_live.hpp"

#include <algorithm>
#include <utility>

#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/hydrant_ids.hpp"
#include "core/base/parallel.hpp"

namespace firebreak {

namespace {

const HoseGeodesic::Params& valid_reach(const HoseGeodesic::Params& params) {
  check(params, HydrantCoverage::id);
  return params;
}

bool same_way(const HoseGeodesic::Way& a, const HoseGeodesic::Way& b) {
  return a.reach == b.reach && a.share == b.share && a.share_most == b.share_most &&
         a.lay_m == b.lay_m && a.hydrant == b.hydrant;
}

}  // namespace

GeodesicLive::GeodesicLive(const City& base, const City& shown, const HoseGeodesic::Params& params,
                           const Job& job)
    : LiveHydrants(base, shown),
      params_(valid_reach(params)),
      barriers_(city()),
      reach_m_(geodesic_reach_m(params_)),
      field_(city(), barriers_, reach_m_),
      places_(city(), params_, job.part(0, 0.1)),
      reached_(places_.at.size()),
      places_of_(city().hydrants->size()),
      ranks_(hydrant_ranks(city())),
      ways_(city().buildings->size()),
      is_touched_(city().buildings->size()) {
  building_of_.reserve(places_.at.size());
  for (std::uint32_t b = 0; b < ways_.size(); ++b) building_of_.resize(places_.first[b + 1], b);
  measure_all(job.part(0.1, 1));
}

void GeodesicLive::measure_all(const Job& job) {
  const auto usable = usable_hydrants(city(), params_.sources);
  struct Found {
    std::uint32_t place;
    float way_m;
  };
  std::vector<std::vector<Found>> found(usable.size());
  std::vector<HoseField> fields(job.threads(), field_);
  parallel_for(job, usable.size(), 1, "Laying hoses round buildings",
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 for (std::size_t h = begin; h < end; ++h)
                   if (usable[h] != 0)
                     each_way_from((*city().hydrants)[h].at, city(), places_, reach_m_,
                                   fields[thread],
                                   [&](std::uint32_t, std::uint32_t p, float way_m) {
                                     found[h].push_back({p, way_m});
                                   });
               });
  for (std::uint32_t h = 0; h < found.size(); ++h)
    for (const Found& way : std::exchange(found[h], {})) {
      reached_[way.place].push_back({h, way.way_m});
      places_of_[h].push_back(way.place);
    }
  for (std::uint32_t b = 0; b < ways_.size(); ++b) ways_[b] = way_to(b);
}

void GeodesicLive::touch(std::uint32_t building) {
  if (std::exchange(is_touched_[building], std::uint8_t{1}) == 0) touched_.push_back(building);
}

void GeodesicLive::put(std::uint32_t row, Xy at) {
  each_way_from(at, city(), places_, reach_m_, field_,
                [&](std::uint32_t b, std::uint32_t p, float way_m) {
                  reached_[p].push_back({row, way_m});
                  places_of_[row].push_back(p);
                  touch(b);
                });
}

void GeodesicLive::take(std::uint32_t row) {
  for (const std::uint32_t p : std::exchange(places_of_[row], {})) {
    std::vector<Reached>& by = reached_[p];
    *std::ranges::find(by, row, &Reached::hydrant) = by.back();
    by.pop_back();
    touch(building_of_[p]);
  }
}

LiveHydrants::Changes GeodesicLive::change(std::uint32_t row, const Hydrant* record) {
  const bool added = row == city().hydrants->size();
  const bool empty_before = city().hydrants->empty();
  if (!added) take(row);
  write(row, record);
  if (added || record == nullptr) {
    places_of_.resize(city().hydrants->size());
    ranks_ = hydrant_ranks(city());
  }
  if (record != nullptr && counts_as_source(*record, params_.sources)) put(row, record->at);
  if (empty_before || city().hydrants->empty())
    for (std::uint32_t b = 0; b < ways_.size(); ++b) touch(b);
  return judge_touched();
}

HoseGeodesic::Way GeodesicLive::way_to(std::uint32_t building) {
  if (city().hydrants->empty()) return {};
  place_m_.clear();
  GeodesicLay best;
  for (const std::vector<Reached>& by : places_.of(building, reached_)) {
    float least_m = HoseField::infinite;
    for (const Reached& reached : by) {
      least_m = std::min(least_m, reached.way_m);
      const GeodesicLay lay{reached.way_m, reached.hydrant};
      if (shorter(lay, best, ranks_)) best = lay;
    }
    place_m_.push_back(least_m);
  }
  return judged_way(places_, building, place_m_, best, params_);
}

LiveHydrants::Changes GeodesicLive::judge_touched() {
  std::sort(touched_.begin(), touched_.end());
  Changes changes;
  for (const std::uint32_t b : touched_) {
    is_touched_[b] = 0;
    const HoseGeodesic::Way way = way_to(b);
    if (!same_way(way, ways_[b])) changes.push_back(b);
    ways_[b] = way;
  }
  touched_.clear();
  return changes;
}

}  // namespace firebreak
