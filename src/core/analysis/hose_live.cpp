#include "core/analysis/hose_live.hpp"

#include <algorithm>
#include <numeric>
#include <utility>

#include "core/analysis/hydrant_coverage.hpp"
#include "core/base/parallel.hpp"

namespace firebreak {

namespace {

const HoseLay::Params& valid(const HoseLay::Params& params) {
  check(params, HydrantCoverage::id);
  return params;
}

bool same_hose(const HoseLay::Lay& a, const HoseLay::Lay& b) {
  return a.reach == b.reach && a.share == b.share && a.lay_m == b.lay_m && a.hydrant == b.hydrant;
}

}  // namespace

HoseLive::HoseLive(const City& base, const City& shown, const HoseLay::Params& params,
                   const Job& job)
    : LiveHydrants(base, shown),
      params_(valid(params)),
      barriers_(city()),
      sight_(city(), barriers_),
      ways_(city(), sight_, usable_hydrants(city(), params.sources), params.last_stretch_m),
      points_(city(), usable_hydrants(city(), params.sources)),
      on_ground_(segments_on_ground(city())),
      layer_(city(), params_, sight_, ways_, points_, on_ground_),
      grounds_(city().buildings->size()),
      lays_(city().buildings->size()),
      touch_(city().buildings->size()),
      searched_(on_ground_.size()) {
  lay_all(job);
}

void HoseLive::lay_all(const Job& job) {
  if (city().network->segments.empty() || city().hydrants->empty()) return;
  std::vector<HoseLayer> layers(job.threads(), layer_);
  parallel_for(job, lays_.size(), 512, "Laying hoses",
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 for (std::size_t b = begin; b < end; ++b)
                   lays_[b] = layers[thread].lay(static_cast<std::uint32_t>(b), grounds_[b]);
               });
  list_beside();
}

void HoseLive::list_beside() {
  const auto each_pair = [&](const auto& visit) {
    for (std::uint32_t b = 0; b < grounds_.size(); ++b) {
      std::uint32_t last = HoseWays::none;
      // The places of one segment follow each other.
      for (const HoseGround::Place& place : grounds_[b].places)
        if (place.segment != last) visit(last = place.segment, b);
    }
  };
  first_beside_.assign(on_ground_.size() + 1, 0);
  each_pair([&](std::uint32_t s, std::uint32_t) { ++first_beside_[s + 1]; });
  std::partial_sum(first_beside_.begin(), first_beside_.end(), first_beside_.begin());
  beside_.resize(first_beside_.back());
  std::vector<std::uint32_t> next = first_beside_;
  each_pair([&](std::uint32_t s, std::uint32_t b) { beside_[next[s]++] = b; });
}

void HoseLive::touch(std::uint32_t building, Touch how) {
  if (touch_[building] == Touch::none) touched_.push_back(building);
  touch_[building] = std::max(touch_[building], how);
}

/// Notes the buildings to which a last stretch from there may lead.
void HoseLive::touch(const Box& box, Touch how) {
  city().buildings->index.in_box(box.grown(params_.last_stretch_m),
                                 [&](std::uint32_t b) { touch(b, how); });
}

void HoseLive::touch_along(const std::vector<std::uint32_t>& segments) {
  for (const std::uint32_t s : segments) {
    if (on_ground_[s] == 0 || std::exchange(searched_[s], std::uint8_t{1}) != 0) continue;
    searched_list_.push_back(s);
    if (first_beside_.empty()) continue;  // then every building is touched by the first hydrant
    for (auto i = first_beside_[s]; i < first_beside_[s + 1]; ++i)
      touch(beside_[i], Touch::by_road);
  }
}

LiveHydrants::Changes HoseLive::change(std::uint32_t row, const Hydrant* record) {
  if (city().network->segments.empty()) {
    write(row, record);
    return {};
  }
  const bool added = row == city().hydrants->size();
  const bool empty_before = city().hydrants->empty();
  if (!added) {
    const Xy at = hydrant({row}).at;
    touch({at, at}, Touch::by_hydrant);
    points_.take(row);
  }
  if (record == nullptr) {
    touch_along(ways_.set(row, std::nullopt));
    ways_.last_goes();
  }
  write(row, record);
  if (added) ways_.last_added();
  if (record != nullptr) {
    const bool usable = counts_as_source(*record, params_.sources);
    if (usable) {
      touch({record->at, record->at}, Touch::by_hydrant);
      points_.put(row, *record, false);
    }
    touch_along(ways_.set(row, usable ? std::optional(record->at) : std::nullopt));
  }
  if (empty_before || city().hydrants->empty())
    for (std::uint32_t b = 0; b < lays_.size(); ++b) touch(b, Touch::by_hydrant);
  Changes changes = lay_touched();
  if (first_beside_.empty() && !city().hydrants->empty()) list_beside();
  return changes;
}

LiveHydrants::Changes HoseLive::lay_touched() {
  std::sort(touched_.begin(), touched_.end());
  Changes changes;
  for (const std::uint32_t b : touched_) {
    const bool by_road = std::exchange(touch_[b], Touch::none) == Touch::by_road;
    const bool known = grounds_[b].has_places;
    const bool changed = layer_.renew_ways(grounds_[b], searched_);
    if (known && by_road && !changed) continue;
    HoseLay::Lay lay;
    if (!city().hydrants->empty()) lay = layer_.lay(b, grounds_[b]);
    if (!same_hose(lay, lays_[b])) changes.push_back(b);
    lays_[b] = lay;
  }
  touched_.clear();
  for (const std::uint32_t s : searched_list_) searched_[s] = 0;
  searched_list_.clear();
  return changes;
}

}  // namespace firebreak
