#include "core/graph/road_graph.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/base/union_find.hpp"

namespace firebreak {

namespace {

void make_arcs(RoadNetwork& network) {
  network.arc_start.assign(network.nodes.size() + 1, 0);
  for (const RoadSegment& s : network.segments) {
    ++network.arc_start[s.from + 1];
    ++network.arc_start[s.to + 1];
  }
  std::partial_sum(network.arc_start.begin(), network.arc_start.end(), network.arc_start.begin());
  network.arcs.resize(2 * network.segments.size());
  std::vector<std::uint32_t> next(network.arc_start.begin(), network.arc_start.end() - 1);
  for (std::uint32_t i = 0; i < network.segments.size(); ++i) {
    const RoadSegment& s = network.segments[i];
    network.arcs[next[s.from]++] = {s.to, i, false};
    network.arcs[next[s.to]++] = {s.from, i, true};
  }
}

struct Piece {
  std::int64_t length_mm = 0;  ///< whole millimetres: the sum does not depend on the order
  Xy first{std::numeric_limits<double>::infinity(), 0};
};

bool before_in_space(Xy a, Xy b) {
  return a.x_m != b.x_m ? a.x_m < b.x_m : a.y_m < b.y_m;
}

void number_components(RoadNetwork& network) {
  UnionFind sets(network.nodes.size());
  for (const RoadSegment& s : network.segments) sets.join(s.from, s.to);
  std::vector<std::uint32_t> roots;
  std::vector<Piece> pieces(network.nodes.size());
  for (std::uint32_t n = 0; n < network.nodes.size(); ++n) {
    const auto root = sets.root(n);
    if (root == n) roots.push_back(n);
    if (before_in_space(network.nodes[n], pieces[root].first))
      pieces[root].first = network.nodes[n];
  }
  for (const RoadSegment& s : network.segments)
    pieces[sets.root(s.from)].length_mm += std::llround(1000.0 * static_cast<double>(s.length_m));
  std::sort(roots.begin(), roots.end(), [&](std::uint32_t a, std::uint32_t b) {
    if (pieces[a].length_mm != pieces[b].length_mm)
      return pieces[a].length_mm > pieces[b].length_mm;
    if (pieces[a].first != pieces[b].first)
      return before_in_space(pieces[a].first, pieces[b].first);
    return a < b;
  });
  std::vector<std::uint32_t> number(network.nodes.size());
  for (std::uint32_t i = 0; i < roots.size(); ++i) number[roots[i]] = i;
  network.component.resize(network.nodes.size());
  for (std::uint32_t n = 0; n < network.nodes.size(); ++n)
    network.component[n] = number[sets.root(n)];
}

}  // namespace

std::int8_t road_level(const Road& road) {
  if (road.level != 0 || road.covered) return road.level;
  return road.bridge ? std::int8_t{1} : road.tunnel ? std::int8_t{-1} : std::int8_t{0};
}

void connect(RoadNetwork& network) {
  make_arcs(network);
  number_components(network);
}

}  // namespace firebreak
