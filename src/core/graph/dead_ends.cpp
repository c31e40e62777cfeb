#include "core/graph/dead_ends.hpp"

#include <algorithm>
#include <array>
#include <limits>

namespace firebreak {

namespace {

constexpr std::uint32_t nothing = UINT32_MAX;
constexpr double endless = std::numeric_limits<double>::infinity();

/// How far each branch of each node leads. The trees that hang on rings, and on nodes that go on,
/// are taken off leaf by leaf; what is left leads on without end.
class Branches {
 public:
  Branches(const RoadNetwork& network, std::span<const std::uint8_t> open,
           std::span<const std::uint8_t> goes_on)
      : network_(network),
        open_(open),
        degree_(network.nodes.size()),
        taken_(network.nodes.size()),
        up_(network.nodes.size(), nothing),
        deepest_(network.nodes.size()),
        up_m_(network.nodes.size()) {
    take_trees_off(goes_on);
    for (auto node = order_.rbegin(); node != order_.rend(); ++node) measure_up(*node);
  }

  std::uint32_t degree(std::uint32_t node) const { return degree_[node]; }
  /// How far the branch leads that begins with this arc of a node.
  double reach_m(std::uint32_t node, std::uint32_t arc) const {
    const RoadNetwork::Arc& along = network_.arcs[arc];
    if (up_[node] == arc) return up_m_[node];
    const bool down = taken_[along.to] != 0 && up_[along.to] != nothing &&
                      network_.arcs[up_[along.to]].segment == along.segment;
    return down ? length_m(along.segment) + deepest_[along.to].first_m : endless;
  }
  double length_m(std::uint32_t segment) const {
    return static_cast<double>(network_.segments[segment].length_m);
  }

 private:
  /// How far the two farthest of the branches below a node lead.
  struct Deepest {
    double first_m = 0;
    double second_m = 0;
    std::uint32_t first = nothing;  ///< node that the farther one begins with
  };

  void take_trees_off(std::span<const std::uint8_t> goes_on) {
    for (std::uint32_t node = 0; node < degree_.size(); ++node)
      for (auto a = network_.arc_start[node]; a < network_.arc_start[node + 1]; ++a)
        if (open_[network_.arcs[a].segment] != 0) ++degree_[node];
    std::vector<std::uint32_t> left = degree_;
    for (std::uint32_t node = 0; node < left.size(); ++node)
      if (left[node] <= 1 && goes_on[node] == 0) order_.push_back(node);
    for (std::size_t i = 0; i < order_.size(); ++i) {
      const std::uint32_t node = order_[i];
      taken_[node] = 1;
      for (auto a = network_.arc_start[node]; a < network_.arc_start[node + 1]; ++a) {
        const RoadNetwork::Arc& arc = network_.arcs[a];
        if (open_[arc.segment] == 0 || taken_[arc.to] != 0) continue;
        up_[node] = a;
        add_below(arc.to, node, length_m(arc.segment) + deepest_[node].first_m);
        if (--left[arc.to] == 1 && goes_on[arc.to] == 0) order_.push_back(arc.to);
      }
    }
  }
  void add_below(std::uint32_t node, std::uint32_t child, double m) {
    Deepest& below = deepest_[node];
    if (m > below.first_m || below.first == nothing)
      below = {m, below.first_m, child};
    else
      below.second_m = std::max(below.second_m, m);
  }
  void measure_up(std::uint32_t node) {
    if (up_[node] == nothing) return;
    const RoadNetwork::Arc& arc = network_.arcs[up_[node]];
    const Deepest& beside = deepest_[arc.to];
    const double on = taken_[arc.to] == 0 ? endless : up_m_[arc.to];
    up_m_[node] = length_m(arc.segment) +
                  std::max(on, beside.first == node ? beside.second_m : beside.first_m);
  }

  const RoadNetwork& network_;
  std::span<const std::uint8_t> open_;
  std::vector<std::uint32_t> degree_;
  std::vector<std::uint8_t> taken_;
  std::vector<std::uint32_t> order_;  ///< of the nodes taken off
  std::vector<std::uint32_t> up_;     ///< arc by which a node taken off hung on the rest
  std::vector<Deepest> deepest_;
  std::vector<double> up_m_;  ///< how far that arc leads
};

/// Drives from each end to where the engine can turn; where one came by before, it follows it.
class WaysBack {
 public:
  WaysBack(const RoadNetwork& network, std::span<const std::uint8_t> open, const EndRules& rules)
      : network_(network),
        rules_(rules),
        branches_(network, open, rules.goes_on),
        open_(open),
        far_(network.nodes.size()),
        next_(network.arcs.size(), nothing),
        rest_m_(network.arcs.size()),
        way_of_(network.arcs.size(), nothing) {
    for (std::uint32_t node = 0; node < far_.size(); ++node) find_far(node);
  }

  std::vector<DeadEnd> run() {
    for (std::uint32_t node = 0; node < far_.size(); ++node)
      if (rules_.is_end[node] != 0 && rules_.goes_on[node] == 0 && branches_.degree(node) == 1)
        drive_from(node);
    std::vector<DeadEnd> found;
    for (const Way& way : ways_)
      if (way.turns) found.push_back(dead_end(way));
    std::ranges::sort(found, {}, &DeadEnd::end);
    return found;
  }

 private:
  /// The branches of a node that lead far enough; two of them are known by their arcs.
  struct Far {
    std::uint32_t count = 0;
    std::array<std::uint32_t, 2> arcs{nothing, nothing};
  };
  struct Way {
    std::uint32_t end = 0;
    std::uint32_t first_arc = 0;
    double length_m = 0;
    std::uint32_t turn = 0;
    bool turns = false;
  };

  void find_far(std::uint32_t node) {
    for (auto a = network_.arc_start[node]; a < network_.arc_start[node + 1]; ++a) {
      if (open_[network_.arcs[a].segment] == 0) continue;
      if (branches_.reach_m(node, a) < rules_.branch_m) continue;
      Far& far = far_[node];
      if (far.count < far.arcs.size()) far.arcs[far.count] = a;
      ++far.count;
    }
  }
  /// The arc by which to drive on after `arc`; none where the engine turns or nothing leads on.
  std::uint32_t on_from(std::uint32_t arc, bool& turns) const {
    const RoadNetwork::Arc& driven = network_.arcs[arc];
    const Far& far = far_[driven.to];
    std::uint32_t ahead = nothing;
    std::uint32_t count = far.count;
    for (const std::uint32_t a : far.arcs) {
      if (a == nothing) continue;
      if (network_.arcs[a].segment == driven.segment)
        --count;
      else
        ahead = a;
    }
    // Of three and more that are far, two at least are not the one driven.
    turns = rules_.goes_on[driven.to] != 0 || far.count > far.arcs.size() || count >= 2;
    return turns ? nothing : ahead;
  }
  void drive_from(std::uint32_t end) {
    std::uint32_t arc = network_.arc_start[end];
    while (open_[network_.arcs[arc].segment] == 0) ++arc;
    const std::uint32_t first = arc;
    std::vector<std::uint32_t> driven;
    bool turns = false;
    while (arc != nothing && way_of_[arc] == nothing) {
      driven.push_back(arc);
      way_of_[arc] = static_cast<std::uint32_t>(ways_.size());
      next_[arc] = on_from(arc, turns);
      arc = next_[arc];
    }
    const bool joins = arc != nothing;
    const std::uint32_t way = joins ? way_of_[arc] : static_cast<std::uint32_t>(ways_.size());
    double rest_m = joins ? rest_m_[arc] + arc_length_m(arc) : 0;
    for (auto a = driven.rbegin(); a != driven.rend(); ++a) {
      rest_m_[*a] = rest_m;
      rest_m += arc_length_m(*a);
      way_of_[*a] = way;
    }
    if (!joins)
      ways_.push_back({end, first, rest_m, network_.arcs[driven.back()].to, turns});
    else if (rest_m > ways_[way].length_m)
      ways_[way].end = end, ways_[way].first_arc = first, ways_[way].length_m = rest_m;
  }
  double arc_length_m(std::uint32_t arc) const {
    return branches_.length_m(network_.arcs[arc].segment);
  }
  DeadEnd dead_end(const Way& way) const {
    DeadEnd found{way.end, way.turn, way.length_m, {}};
    for (std::uint32_t arc = way.first_arc; arc != nothing; arc = next_[arc])
      found.segments.push_back(network_.arcs[arc].segment);
    std::ranges::reverse(found.segments);
    return found;
  }

  const RoadNetwork& network_;
  const EndRules& rules_;
  Branches branches_;
  std::span<const std::uint8_t> open_;
  std::vector<Far> far_;
  std::vector<std::uint32_t> next_;    ///< arc after an arc
  std::vector<double> rest_m_;         ///< from the end of an arc to where the engine turns
  std::vector<std::uint32_t> way_of_;  ///< position in `ways_`
  std::vector<Way> ways_;
};

}  // namespace

std::vector<DeadEnd> dead_ends(const RoadNetwork& network, std::span<const std::uint8_t> open,
                               const EndRules& rules) {
  return WaysBack(network, open, rules).run();
}

}  // namespace firebreak
