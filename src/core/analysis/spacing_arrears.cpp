#include "core/analysis/spacing_arrears.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <queue>
#include <tuple>

#include "core/geo/measure.hpp"
#include "core/model/unit_chain.hpp"

namespace firebreak {

namespace {

using Arrears = HydrantSpacing::Arrears;
using Unit = std::optional<Id<ManagementUnit>>;

/// Candidates stand this many times as close as hydrants must.
constexpr double candidates_per_spacing = 24;
constexpr double rounding_m = 1e-6;

/// Adds to a unit and everything above it, and to the city.
class Sums {
 public:
  explicit Sums(const City& city) : city_(city) {
    if (!city.units->empty()) sums.units.resize(city.units->size() + 1);
  }
  template <class Add>
  void add(Unit unit, Add add_to) {
    add_to(sums.city);
    add_to_units(unit, add_to);
  }
  template <class Add>
  void add_to_units(Unit unit, Add add_to) {
    if (!unit && !sums.units.empty()) add_to(sums.units.back());
    for_unit_and_above(city_, unit, [&](Id<ManagementUnit> u) { add_to(sums.units[u.value]); });
  }
  SpacingArrears sums;

 private:
  const City& city_;
};

std::size_t hydrants_for(double length_m, double spacing_m) {
  return static_cast<std::size_t>(std::ceil((length_m - rounding_m) / spacing_m));
}

/// The upper estimate: per street, and per street within a unit. Streets are counted whole for the
/// city and cut at the borders of units.
void count_most(const City& city, const HydrantSpacing::Params& params,
                const SpacingStreets& streets, const SpacingGraph& graph, Sums& sums) {
  using Kerbs = std::size_t;
  std::map<std::pair<std::uint32_t, Kerbs>, double> by_street;
  std::map<std::tuple<std::uint32_t, std::uint32_t, Kerbs>, double> by_unit;
  for (const auto& stretch : streets.stretches) {
    const double length = stretch.to_m - stretch.from_m;
    const Kerbs kerbs = std::max<Kerbs>(graph.edges_of(stretch.segment).size(), 1);
    by_street[{stretch.stroke, kerbs}] += length;
    sums.sums.city.street_m += length;
    if (city.units->empty()) continue;
    const Xy middle = point_along(city.network->lines.only_part(stretch.segment),
                                  (stretch.from_m + stretch.to_m) / 2);
    const auto add = [&](std::uint32_t unit) {
      by_unit[{unit, stretch.stroke, kerbs}] += length;
      sums.sums.units[unit].street_m += length;
    };
    Unit unit = unit_at(city, middle);
    if (!unit) add(static_cast<std::uint32_t>(city.units->size()));
    for (; unit; unit = (*city.units)[unit->value].parent) add(unit->value);
  }
  for (const auto& [street, length] : by_street)
    sums.sums.city.needed_most += street.second * hydrants_for(length, params.spacing_m);
  for (const auto& [street, length] : by_unit)
    sums.sums.units[std::get<0>(street)].needed_most +=
        std::get<2>(street) * hydrants_for(length, params.spacing_m);
}

/// How many hydrants close a gap: by its red length, of either side of the street by itself. Where
/// more than two red parts meet, each part by itself.
std::size_t closing(const SpacingGraph& graph, const HydrantSpacing::Params& params,
                    std::span<const RedPart> parts) {
  std::map<std::uint32_t, int> meeting;
  std::map<HydrantSpacing::Side, double> by_side;
  std::size_t part_by_part = 0;
  for (const RedPart& part : parts) {
    const auto& edge = graph.edges()[part.edge];
    if (part.from_m <= 0) ++meeting[edge.from];
    if (part.to_m >= edge.length_m) ++meeting[edge.to];
    by_side[edge.side] += part.to_m - part.from_m;
    part_by_part += hydrants_for(part.to_m - part.from_m, params.spacing_m);
  }
  const bool forks =
      std::any_of(meeting.begin(), meeting.end(), [](const auto& at) { return at.second > 2; });
  if (forks) return part_by_part;
  std::size_t whole = 0;
  for (const auto& [side, length] : by_side) whole += hydrants_for(length, params.spacing_m);
  return whole;
}

void count_gaps_most(const SpacingGraph& graph, const HydrantSpacing::Params& params,
                     const RedGaps& red, std::span<const HydrantSpacing::Gap> gaps, Sums& sums) {
  std::vector<std::vector<RedPart>> parts(gaps.size());
  for (const RedPart& part : red.parts) parts[part.gap].push_back(part);
  for (std::size_t g = 0; g < gaps.size(); ++g)
    sums.add(gaps[g].unit, [&](Arrears& a) { a.gaps_most += closing(graph, params, parts[g]); });
}

/// A part of an edge of the graph.
struct Range {
  std::uint32_t edge = 0;
  double from_m = 0;
  double to_m = 0;
};

std::vector<Range> whole_streets(const SpacingStreets& streets, const SpacingGraph& graph) {
  std::vector<Range> ranges;
  for (const auto& stretch : streets.stretches)
    for (std::uint32_t k = 0; k < graph.edges_of(stretch.segment).size(); ++k)
      ranges.push_back({graph.first_edge_of(stretch.segment) + k, stretch.from_m, stretch.to_m});
  return ranges;
}

std::vector<Range> failing_parts(const RedGaps& red) {
  std::vector<Range> ranges;
  for (const RedPart& part : red.parts)
    if (red.gaps[part.gap].verdict == Verdict::fail)
      ranges.push_back({part.edge, part.from_m, part.to_m});
  return ranges;
}

/// Chooses points of some parts of streets farther apart than the spacing.
class Packing {
 public:
  /// `inside`: not the ends of the parts, where a hydrant is just near enough.
  Packing(const City& city, const HydrantSpacing::Params& params, const SpacingGraph& graph,
          std::span<const Range> ranges, bool inside)
      : spacing_m_(params.spacing_m),
        graph_(graph),
        node_m_(graph.nodes(), NearestHydrants::infinite),
        on_edge_(graph.edges().size()) {
    for (const Range& range : ranges) {
      const double length = range.to_m - range.from_m;
      const int steps =
          std::max(1, static_cast<int>(std::ceil(length * candidates_per_spacing / spacing_m_)));
      const auto line = city.network->lines.only_part(graph.edges()[range.edge].segment);
      for (int i = 0; i < (inside ? steps : steps + 1); ++i) {
        const double along = range.from_m + length * (i + (inside ? 0.5 : 0.0)) / steps;
        candidates_.push_back({point_along(line, along), range.edge, along});
      }
    }
    std::sort(candidates_.begin(), candidates_.end(), [](const Candidate& a, const Candidate& b) {
      if (a.at.x_m != b.at.x_m) return a.at.x_m < b.at.x_m;
      if (a.at.y_m != b.at.y_m) return a.at.y_m < b.at.y_m;
      return a.edge < b.edge;
    });
  }

  template <class Visit>
  void choose(const Job& job, Visit&& visit) {
    for (std::size_t i = 0; i < candidates_.size(); ++i) {
      if (i % 1024 == 0) job.check();
      if (!free(candidates_[i])) continue;
      take(candidates_[i]);
      visit(candidates_[i].at);
    }
  }

 private:
  struct Candidate {
    Xy at;
    std::uint32_t edge;
    double along_m;
  };

  bool free(const Candidate& c) const {
    const auto& edge = graph_.edges()[c.edge];
    const double limit_m = spacing_m_ + rounding_m;
    if (node_m_[edge.from] + c.along_m <= limit_m) return false;
    if (node_m_[edge.to] + edge.length_m - c.along_m <= limit_m) return false;
    return std::none_of(on_edge_[c.edge].begin(), on_edge_[c.edge].end(),
                        [&](double taken_m) { return std::abs(taken_m - c.along_m) <= limit_m; });
  }

  /// Measures the ways from the new point, as far as the spacing.
  void take(const Candidate& c) {
    const auto& edge = graph_.edges()[c.edge];
    on_edge_[c.edge].push_back(c.along_m);
    offer(edge.from, c.along_m);
    offer(edge.to, edge.length_m - c.along_m);
    while (!queue_.empty()) {
      const auto [way_m, node] = queue_.top();
      queue_.pop();
      if (way_m > node_m_[node]) continue;
      for (const auto& arc : graph_.arcs(node))
        offer(graph_.end_of(arc), way_m + graph_.edges()[arc.edge].length_m);
    }
  }
  void offer(std::uint32_t node, double way_m) {
    if (way_m > spacing_m_ + rounding_m || way_m >= node_m_[node]) return;
    node_m_[node] = way_m;
    queue_.push({way_m, node});
  }

  double spacing_m_;
  const SpacingGraph& graph_;
  std::vector<Candidate> candidates_;
  std::vector<double> node_m_;                ///< to the nearest point chosen
  std::vector<std::vector<double>> on_edge_;  ///< the points chosen
  using Reached = std::pair<double, std::uint32_t>;
  std::priority_queue<Reached, std::vector<Reached>, std::greater<>> queue_;
};

/// Hydrants on the streets judged.
void count_hydrants(const City& city, const SpacingStreets& streets, const SpacingGraph& graph,
                    std::span<const std::uint8_t> usable, Sums& sums) {
  std::vector<std::uint8_t> on_street(usable.size());
  for (const auto& stand : graph.stands())
    for (const auto& stretch : streets.of(graph.edges()[stand.edge].segment))
      if (stand.along_m >= stretch.from_m && stand.along_m <= stretch.to_m)
        on_street[stand.hydrant] = 1;
  for (std::size_t h = 0; h < usable.size(); ++h) {
    if (on_street[h] == 0) continue;
    const Hydrant& hydrant = (*city.hydrants)[h];
    const bool out =
        hydrant.municipal() && !hydrant.duplicate_of && !hydrant.switched_off &&
        (hydrant.status == HydrantStatus::defective || hydrant.status == HydrantStatus::no_water ||
         hydrant.status == HydrantStatus::blocked || hydrant.status == HydrantStatus::missing);
    if (usable[h] == 0 && !out) continue;
    sums.add(unit_at(city, hydrant.at),
             [&](Arrears& a) { ++(usable[h] != 0 ? a.there : a.out_of_order); });
  }
}

/// A surplus in one town makes up for nothing in another.
void add_up_lacking(const City& city, SpacingArrears& sums) {
  const auto add = [&](const Arrears& a) {
    sums.lacking_least += a.least();
    sums.lacking_most += a.most();
  };
  if (sums.units.empty()) return add(sums.city);
  for (std::size_t u = 0; u < city.units->size(); ++u)
    if (!(*city.units)[u].parent) add(sums.units[u]);
  add(sums.units.back());
}

}  // namespace

SpacingArrears spacing_arrears(const City& city, const HydrantSpacing::Params& params,
                               const SpacingStreets& streets, const SpacingGraph& graph,
                               std::span<const std::uint8_t> usable, const RedGaps& red,
                               std::span<const HydrantSpacing::Gap> gaps, const Job& job) {
  Sums sums(city);
  count_most(city, params, streets, graph, sums);
  Packing(city, params, graph, whole_streets(streets, graph), false).choose(job, [&](Xy at) {
    sums.add(unit_at(city, at), [](Arrears& a) { ++a.needed_least; });
  });
  count_gaps_most(graph, params, red, gaps, sums);
  Packing(city, params, graph, failing_parts(red), true).choose(job, [&](Xy at) {
    sums.add(unit_at(city, at), [](Arrears& a) { ++a.gaps_least; });
  });
  count_hydrants(city, streets, graph, usable, sums);
  // A street that forks can hold more such points than its length counts for.
  const auto settle = [](Arrears& a) {
    a.needed_most = std::max(a.needed_most, a.needed_least);
    a.gaps_most = std::max(a.gaps_most, a.gaps_least);
  };
  settle(sums.sums.city);
  for (Arrears& unit : sums.sums.units) settle(unit);
  add_up_lacking(city, sums.sums);
  return std::move(sums.sums);
}

}  // namespace firebreak
