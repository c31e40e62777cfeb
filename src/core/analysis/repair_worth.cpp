#include "core/analysis/repair_worth.hpp"

#include <algorithm>
#include <cmath>
#include <queue>

#include "core/analysis/hydrant_repairs.hpp"
#include "core/analysis/lanes.hpp"
#include "core/geo/measure.hpp"
#include "core/model/accuracy.hpp"
#include "core/model/scenario.hpp"

namespace firebreak {

namespace {

using Params = HydrantCoverage::Params;

constexpr double sample_m = 4;      ///< of facade (algorithms 2.3)
constexpr double candidate_m = 20;  ///< of street (algorithms 2.8)
/// What is planned is set out by survey (`apply`).
constexpr double planned_accuracy_m = 0.25;
constexpr double least_gain = 1e-12;

/// A point of facade that no usable hydrant reaches.
struct Sample {
  Xy at;
  std::uint32_t building = 0;
  double weight = 0;  ///< its part of what is missing at its building
};

/// Where a hydrant may stand.
struct Candidate {
  Xy at;
  std::uint32_t hydrant = UINT32_MAX;  ///< that would be repaired; UINT32_MAX: a new one
};

/// The facade points of the buildings that are to be brought into reach.
class Missing {
 public:
  Missing(const City& city, const Params& params, const DistanceSlack& slack,
          std::span<const std::uint8_t> usable, std::span<const std::uint8_t> helped)
      : city_(city), params_(params), slack_(slack) {
    const HydrantPoints sources(city, usable);
    const FacadeRule rule{params.party_wall_m, params.courtyard_m};
    FacadeFinder facades(*city.buildings, rule);
    std::vector<WallPiece> facade;
    for (std::uint32_t b = 0; b < helped.size(); ++b) {
      if (helped[b] == 0) continue;
      facade.clear();
      facades.append_exposed(b, facade);
      if (total_length_m(facade) < least_facade_m) {
        facade.clear();
        facades.append_adjoining(b, facade);
      }
      const std::size_t first = samples_.size();
      for (const WallPiece& wall : facade) {
        const auto pieces = static_cast<int>(std::ceil(distance_m(wall.a, wall.b) / sample_m));
        for (int i = 0; i <= pieces; ++i) {
          const double at = pieces == 0 ? 0 : static_cast<double>(i) / pieces;
          const Xy p{wall.a.x_m + at * (wall.b.x_m - wall.a.x_m),
                     wall.a.y_m + at * (wall.b.y_m - wall.a.y_m)};
          if (!reached(p, b, sources)) samples_.push_back({p, b, 0});
        }
      }
      for (std::size_t s = first; s < samples_.size(); ++s)
        samples_[s].weight = 1 / static_cast<double>(samples_.size() - first);
    }
    std::vector<Box> boxes;
    for (const Sample& sample : samples_) boxes.push_back({sample.at, sample.at});
    index_ = SpatialIndex(boxes);
    covered_by_.resize(samples_.size());
    // By the rule `any` one point of a building is enough for all of it.
    done_.resize(city.buildings->size());
  }

  const std::vector<Sample>& samples() const { return samples_; }
  double reach_m() const {
    return params_.radius_m + std::max(slack_.largest(), planned_slack_m(largest_accuracy_m()));
  }

  template <class Visit>
  void reached_from(const Candidate& candidate, const Visit& visit) const {
    index_.in_box(Box{candidate.at, candidate.at}.grown(reach_m()), [&](std::uint32_t s) {
      const double reach = reach_of(candidate, samples_[s].building);
      if (distance2_m2(samples_[s].at, candidate.at) <= reach * reach) visit(s);
    });
  }
  double gain(const Candidate& candidate) const {
    double sum = 0;
    std::vector<std::uint32_t> buildings;
    reached_from(candidate, [&](std::uint32_t s) {
      if (!open(s)) return;
      sum += samples_[s].weight;
      if (any()) buildings.push_back(samples_[s].building);
    });
    if (!any()) return sum;
    std::ranges::sort(buildings);
    return static_cast<double>(std::ranges::unique(buildings).begin() - buildings.begin());
  }
  void take(const Candidate& candidate) {
    reached_from(candidate, [&](std::uint32_t s) {
      ++covered_by_[s];
      ++done_[samples_[s].building];
    });
  }
  /// Gives a candidate up again if nothing hangs on it.
  bool give_up(const Candidate& candidate) {
    bool needless = true;
    std::vector<std::uint32_t> reached;
    reached_from(candidate, [&](std::uint32_t s) { reached.push_back(s); });
    if (any()) {
      std::vector<std::uint32_t> buildings;
      for (const std::uint32_t s : reached) buildings.push_back(samples_[s].building);
      std::ranges::sort(buildings);
      for (std::size_t i = 0; i < buildings.size();) {
        const auto end = std::ranges::upper_bound(buildings, buildings[i]);
        const auto own = static_cast<std::uint32_t>(end - buildings.begin() - std::ptrdiff_t(i));
        needless = needless && done_[buildings[i]] > own;
        i += own;
      }
    } else {
      for (const std::uint32_t s : reached) needless = needless && covered_by_[s] > 1;
    }
    if (needless)
      for (const std::uint32_t s : reached) --covered_by_[s], --done_[samples_[s].building];
    return needless;
  }

 private:
  bool any() const { return params_.rule == "any"; }
  bool open(std::uint32_t s) const {
    return any() ? done_[samples_[s].building] == 0 : covered_by_[s] == 0;
  }
  double planned_slack_m(double accuracy_m) const {
    return params_.ignore_accuracy ? 0
                                   : marginal_sigmas * std::hypot(accuracy_m, planned_accuracy_m);
  }
  double largest_accuracy_m() const {
    double most = 0;
    for (const Source& source : city_.sources) most = std::max(most, source.accuracy_m);
    return most;
  }
  double reach_of(const Candidate& candidate, std::uint32_t building) const {
    const Origin origin = (*city_.buildings)[building].origin;
    if (candidate.hydrant != UINT32_MAX)
      return params_.radius_m + slack_(origin, (*city_.hydrants)[candidate.hydrant].origin);
    const double accuracy_m =
        origin.source < city_.sources.size() ? city_.sources[origin.source].accuracy_m : 0;
    return params_.radius_m + planned_slack_m(accuracy_m);
  }
  bool reached(Xy p, std::uint32_t building, const HydrantPoints& sources) const {
    const Origin origin = (*city_.buildings)[building].origin;
    bool found = false;
    sources.in_box(Box{p, p}.grown(params_.radius_m + slack_.largest()), [&](std::uint32_t source) {
      const double reach = params_.radius_m + slack_(origin, sources.origin[source]);
      found = found || distance2_m2(p, sources.at[source]) <= reach * reach;
    });
    return found;
  }

  const City& city_;
  const Params& params_;
  const DistanceSlack& slack_;
  std::vector<Sample> samples_;
  SpatialIndex index_;
  std::vector<std::uint32_t> covered_by_;  ///< per sample: candidates taken
  std::vector<std::uint32_t> done_;        ///< per building: samples of it reached by them
};

/// The candidates that greedy choice takes, in their order. A gain only shrinks as others are
/// taken, so the best is the first whose gain reckoned anew is still the largest (CELF).
std::vector<std::uint32_t> chosen(Missing missing, std::span<const Candidate> candidates,
                                  const Job& job) {
  struct Entry {
    double gain;
    std::uint32_t candidate;
    bool operator<(const Entry& o) const {
      return gain != o.gain ? gain < o.gain : candidate > o.candidate;
    }
  };
  std::priority_queue<Entry> queue;
  for (std::uint32_t c = 0; c < candidates.size(); ++c) {
    job.check();
    if (const double gain = missing.gain(candidates[c]); gain > least_gain) queue.push({gain, c});
  }
  std::vector<std::uint32_t> taken;
  while (!queue.empty()) {
    job.check();
    Entry best = queue.top();
    queue.pop();
    const double now = missing.gain(candidates[best.candidate]);
    if (now <= least_gain) continue;
    if (now < best.gain - least_gain && !queue.empty() &&
        Entry{now, best.candidate} < queue.top()) {
      best.gain = now;
      queue.push(best);
      continue;
    }
    missing.take(candidates[best.candidate]);
    taken.push_back(best.candidate);
  }
  for (std::size_t i = taken.size(); i-- > 0;)
    if (missing.give_up(candidates[taken[i]])) taken.erase(taken.begin() + std::ptrdiff_t(i));
  std::ranges::sort(taken);
  return taken;
}

std::vector<Candidate> repairs_of(const City& city, const Params& params) {
  std::vector<Candidate> repairs;
  for (std::uint32_t h = 0; h < city.hydrants->size(); ++h) {
    const Hydrant& hydrant = (*city.hydrants)[h];
    if (counts_once_repaired(standing_of(hydrant, params.sources())))
      repairs.push_back({hydrant.at, h});
  }
  return repairs;
}

/// Points along the streets from which a hydrant may reach one of the samples.
std::vector<Candidate> street_points(const City& city, const Missing& missing) {
  Box around;
  for (const Sample& sample : missing.samples()) around.add(sample.at);
  std::vector<Candidate> points;
  if (around.empty()) return points;
  const RoadNetwork& network = *city.network;
  const Box reach = around.grown(missing.reach_m());
  for (std::uint32_t s = 0; s < network.segments.size(); ++s) {
    const Road& road = (*city.roads)[network.segments[s].road.value];
    const bool street = road.open && !road.bridge && !road.tunnel &&
                        road.road_class != RoadClass::motorway && engine_can_use(road.road_class);
    if (!street || !network.lines.boxes[s].intersects(reach)) continue;
    const auto line = network.lines.only_part(s);
    const double length = line_length_m(line);
    const auto steps = static_cast<int>(std::ceil(length / candidate_m));
    for (int i = 0; i <= steps; ++i) {
      const Xy at = point_along(line, steps == 0 ? 0 : length * i / steps);
      if (reach.contains(at)) points.push_back({at});
    }
  }
  return points;
}

/// How many of the buildings would not fail, by the rule itself.
std::vector<std::uint8_t> kept(const City& city, const Params& params,
                               std::span<const std::uint8_t> usable,
                               std::span<const std::uint8_t> helped, const Job& job) {
  const DistanceSlack slack(city, params.ignore_accuracy);
  const HydrantPoints sources(city, usable);
  RadiusJudge judge(city, params, sources, slack);
  std::vector<std::uint8_t> keeps(helped.size());
  for (std::uint32_t b = 0; b < helped.size(); ++b) {
    if (b % 256 == 0) job.check();
    keeps[b] = helped[b] != 0 && judge.judge(b).verdict != Verdict::fail;
  }
  return keeps;
}

std::size_t count(std::span<const std::uint8_t> flags) {
  return static_cast<std::size_t>(std::ranges::count(flags, std::uint8_t{1}));
}

}  // namespace

std::optional<RepairWorth> repair_worth(const City& city, const Params& params,
                                        std::span<const std::uint8_t> usable,
                                        std::span<const std::uint8_t> helped, const Job& job) {
  if (count(helped) == 0 || city.network->segments.empty()) return std::nullopt;
  const DistanceSlack slack(city, params.ignore_accuracy);
  const Missing missing(city, params, slack, usable, helped);
  RepairWorth worth;

  const std::vector<Candidate> repairs = repairs_of(city, params);
  std::vector<std::uint8_t> repaired(usable.begin(), usable.end());
  for (const std::uint32_t c : chosen(missing, repairs, job)) {
    worth.repairs.push_back(repairs[c].hydrant);
    repaired[repairs[c].hydrant] = 1;
  }
  worth.buildings = count(kept(city, params, repaired, helped, job));

  const std::vector<Candidate> streets = street_points(city, missing);
  Scenario plan;
  for (const std::uint32_t c : chosen(missing, streets, job)) {
    worth.places.push_back(streets[c].at);
    plan.edits.push_back(AddHydrant{"repair_worth_" + std::to_string(plan.edits.size()),
                                    city.to_crs(streets[c].at)});
  }
  if (worth.places.empty()) return std::nullopt;
  const City planned = apply(city, plan).city;
  worth.buildings_new =
      count(kept(planned, params, usable_hydrants(planned, params.sources()), helped, job));
  if (worth.buildings_new == 0) return std::nullopt;
  return worth;
}

}  // namespace firebreak
