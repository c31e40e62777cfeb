#include "core/graph/widest_route.hpp"

#include <algorithm>
#include <limits>
#include <queue>
#include <utility>

namespace firebreak {

namespace {

constexpr std::uint32_t none = WidestPaths::none;

/// A node to drive to, and what is still to be driven from there.
struct Goal {
  std::uint32_t node = none;
  double rest_m = 0;
};

struct Found {
  std::vector<RouteStep> steps;
  double length_m = 0;
  std::uint32_t goal = none;  ///< position in the list of goals
};

struct Visit {
  double length_m;
  std::uint32_t node;
  bool operator>(const Visit& o) const {
    return length_m != o.length_m ? length_m > o.length_m : node > o.node;
  }
};

/// The shortest way from a source to a goal over segments that `usable(segment, to)` lets pass.
template <class Usable>
std::optional<Found> shortest(const RoadNetwork& network, std::span<const std::uint32_t> sources,
                              std::span<const Goal> goals, DrivenWays driven,
                              const Usable& usable) {
  constexpr double infinite = std::numeric_limits<double>::infinity();
  std::vector<double> length_m(network.nodes.size(), infinite);
  std::vector<std::pair<std::uint32_t, RouteStep>> came(network.nodes.size(), {none, {}});
  std::priority_queue<Visit, std::vector<Visit>, std::greater<>> queue;
  for (const std::uint32_t source : sources) {
    length_m[source] = 0;
    queue.push({0, source});
  }
  double best_m = infinite;
  std::uint32_t best = none;
  while (!queue.empty() && queue.top().length_m < best_m) {
    const auto [here_m, node] = queue.top();
    queue.pop();
    if (here_m > length_m[node]) continue;
    for (std::uint32_t g = 0; g < goals.size(); ++g)
      if (goals[g].node == node && here_m + goals[g].rest_m < best_m)
        best_m = here_m + goals[g].rest_m, best = g;
    for (auto a = network.arc_start[node]; a < network.arc_start[node + 1]; ++a) {
      const auto& arc = network.arcs[a];
      const double there_m = here_m + static_cast<double>(network.segments[arc.segment].length_m);
      if (there_m >= length_m[arc.to] || !may_drive(driven, arc) || !usable(arc.segment, arc.to))
        continue;
      length_m[arc.to] = there_m;
      came[arc.to] = {node, {arc.segment, arc.against}};
      queue.push({there_m, arc.to});
    }
  }
  if (best == none) return std::nullopt;
  Found found{{}, best_m, best};
  for (std::uint32_t node = goals[best].node; came[node].first != none; node = came[node].first)
    found.steps.push_back(came[node].second);
  std::reverse(found.steps.begin(), found.steps.end());
  return found;
}

}  // namespace

std::optional<Route> widest_route(const RoadNetwork& network,
                                  std::span<const float> segment_width_m,
                                  std::span<const std::uint32_t> sources, const WidestPaths& paths,
                                  std::uint32_t last, double along_m, float wide_m,
                                  DrivenWays driven) {
  const auto& segment = network.segments[last];
  const float on_last = segment_width_m[last];
  // By an end from which it may not be driven nobody comes.
  const std::uint32_t start = may_drive(driven, last, false) ? segment.from : none;
  const std::uint32_t end = may_drive(driven, last, true) ? segment.to : none;
  const auto width_by = [&](std::uint32_t node) {
    return node == none ? -1 : std::min(paths.width_m[node], on_last);
  };
  const std::uint32_t by = width_by(end) > width_by(start) ? end : start;
  const float width = width_by(by);
  if (width < 0) return std::nullopt;
  const std::uint32_t narrowest = on_last < paths.width_m[by] ? last : paths.narrowest[by];
  if (narrowest == none) return std::nullopt;

  const double length_m = static_cast<double>(segment.length_m);
  const double along = std::clamp(along_m, 0.0, length_m);
  const std::vector<Goal> ends{{start, along}, {end, length_m - along}};
  const auto wider = [&](std::uint32_t s, std::uint32_t) { return segment_width_m[s] > width; };
  Route route;
  route.width_m = width;
  std::optional<Found> found;
  if (width >= wide_m) {
    found = shortest(network, sources, ends, driven,
                     [&](std::uint32_t s, std::uint32_t) { return segment_width_m[s] >= wide_m; });
  } else if (narrowest == last) {
    route.narrowest = last;
    found = shortest(network, sources, ends, driven, wider);
  } else {
    // Up to the narrowest segment everything is wider; beyond it every node is reached by this
    // width and no more, so the two parts of the way have no node in common.
    route.narrowest = narrowest;
    const auto& narrow = network.segments[narrowest];
    const bool against = paths.width_m[narrow.to] > paths.width_m[narrow.from];
    const std::vector<Goal> entry{{against ? narrow.to : narrow.from, 0}};
    const std::vector<std::uint32_t> beyond{against ? narrow.from : narrow.to};
    const auto before = shortest(network, sources, entry, driven, wider);
    found = shortest(network, beyond, ends, driven, [&](std::uint32_t s, std::uint32_t to) {
      return segment_width_m[s] >= width && paths.width_m[to] == width;
    });
    if (!before || !found) return std::nullopt;
    route.steps = before->steps;
    route.steps.push_back({narrowest, against});
    route.length_m = before->length_m + static_cast<double>(narrow.length_m);
  }
  if (!found) return std::nullopt;
  route.length_m += found->length_m;
  route.steps.insert(route.steps.end(), found->steps.begin(), found->steps.end());
  route.steps.push_back({last, found->goal == 1});
  return route;
}

}  // namespace firebreak
