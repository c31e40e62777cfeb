#include "core/analysis/hydrant_spacing.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/spacing_arrears.hpp"
#include "core/analysis/spacing_gaps.hpp"
#include "core/analysis/spacing_graph.hpp"
#include "core/analysis/spacing_mains.hpp"
#include "core/analysis/spacing_streets.hpp"
#include "core/base/hash.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

using Params = HydrantSpacing::Params;
using Gap = HydrantSpacing::Gap;
using Side = HydrantSpacing::Side;
using Result = HydrantSpacing::Result;

/// Hydrants that count, those that nobody knows of whether they work, and those that stand there
/// but do not work.
struct Flags {
  std::vector<std::uint8_t> usable;
  std::vector<std::uint8_t> perhaps;  ///< usable or of unknown state
  bool any_unknown = false;

  Flags(const City& city, const SourceRule& rule) {
    for (Hydrant row : city.hydrants->rows) {
      const bool municipal = row.municipal();
      usable.push_back(municipal && counts_as_source(row, rule));
      if (row.status == HydrantStatus::unknown) row.status = HydrantStatus::working;
      perhaps.push_back(municipal && counts_as_source(row, rule));
      any_unknown = any_unknown || perhaps.back() != usable.back();
    }
  }
};

std::vector<std::uint8_t> placed(const City& city) {
  std::vector<std::uint8_t> all;
  for (const Hydrant& row : city.hydrants->rows)
    all.push_back(std::isfinite(row.at.x_m) && std::isfinite(row.at.y_m));
  return all;
}

std::vector<std::optional<double>> ways_to_next(const City& city, const NearestHydrants& nearest) {
  std::vector<std::optional<double>> next(city.hydrants->size());
  // Hydrants stand beside the centre line that is measured: never nearer than they really are.
  const auto take = [&](std::uint32_t hydrant, std::uint32_t other, double along_m) {
    const double way_m =
        std::max(along_m, distance_m((*city.hydrants)[hydrant].at, (*city.hydrants)[other].at));
    next[hydrant] = std::min(next[hydrant].value_or(way_m), way_m);
  };
  nearest.for_each_piece([&](const NearestHydrants::Piece& piece) {
    const bool two = piece.from_hydrant != piece.to_hydrant &&
                     piece.from_hydrant != SpacingGraph::none &&
                     piece.to_hydrant != SpacingGraph::none;
    if (!two) return;
    const double way_m = piece.from_way_m + piece.length_m() + piece.to_way_m;
    take(piece.from_hydrant, piece.to_hydrant, way_m);
    take(piece.to_hydrant, piece.from_hydrant, way_m);
  });
  return next;
}

/// Gives a gap what its parts tell: road, side, lines, buildings, id.
class Describer {
 public:
  Describer(const City& city, const Params& params, const SpacingGraph& graph, const RedGaps& red)
      : city_(city), params_(params), graph_(graph), red_(red), parts_(red.gaps.size()) {
    for (std::uint32_t p = 0; p < red.parts.size(); ++p) parts_[red.parts[p].gap].push_back(p);
  }

  void describe(std::uint32_t g, Gap& gap, Shapes& shape) const {
    std::map<std::uint32_t, double> by_road;
    for (const std::uint32_t p : parts_[g]) {
      const RedPart& part = red_.parts[p];
      const auto& edge = graph_.edges()[part.edge];
      by_road[city_.network->segments[edge.segment].road.value] += part.to_m - part.from_m;
      gap.side = p == parts_[g].front() || gap.side == edge.side ? edge.side : Side::both;
      shape.add_part(PartKind::line, line_of(part));
    }
    shape.finish_feature();
    name(by_road, gap);
    gap.buildings = buildings_near(parts_[g]);
    const RedPart& longest = red_.parts[*std::max_element(
        parts_[g].begin(), parts_[g].end(), [&](std::uint32_t a, std::uint32_t b) {
          return red_.parts[a].to_m - red_.parts[a].from_m <
                 red_.parts[b].to_m - red_.parts[b].from_m;
        })];
    gap.unit = unit_at(city_, point_along(line_of(longest), (longest.to_m - longest.from_m) / 2));
  }

 private:
  std::vector<Xy> line_of(const RedPart& part) const {
    return line_part(city_.network->lines.only_part(graph_.edges()[part.edge].segment), part.from_m,
                     part.to_m);
  }
  /// The road with most of it; the id is made of the roads and of the hydrants at its ends.
  void name(const std::map<std::uint32_t, double>& by_road, Gap& gap) const {
    const Texts& ids = city_.roads->ids;
    std::set<std::string_view> roads;
    double most_m = -1;
    for (const auto& [road, length] : by_road) {
      roads.insert(ids[road]);
      if (length > most_m || (length == most_m && ids[road] < ids[gap.road]))
        most_m = length, gap.road = road;
    }
    StableHash hash;
    for (const std::string_view road : roads) hash.add(road);
    for (const auto& end : {gap.from, gap.to})
      hash.add(end ? city_.hydrants->ids[end->value] : std::string_view{});
    hash.add(static_cast<std::int64_t>(gap.side));
    gap.id = hash.id("s");
  }
  std::uint32_t buildings_near(const std::vector<std::uint32_t>& parts) const {
    std::vector<std::uint32_t> near;
    const double limit2 = params_.built_up_m * params_.built_up_m;
    for (const std::uint32_t p : parts) {
      Shapes line;
      line.add(PartKind::line, line_of(red_.parts[p]));
      city_.buildings->index.in_box(line.boxes[0].grown(params_.built_up_m), [&](std::uint32_t b) {
        if ((*city_.buildings)[b].obstacle_only) return;
        if (distance2_m2(line, 0, city_.buildings->shapes, b, limit2 * (1 + 1e-12)) <= limit2)
          near.push_back(b);
      });
    }
    std::sort(near.begin(), near.end());
    return static_cast<std::uint32_t>(std::unique(near.begin(), near.end()) - near.begin());
  }

  const City& city_;
  const Params& params_;
  const SpacingGraph& graph_;
  const RedGaps& red_;
  std::vector<std::vector<std::uint32_t>> parts_;  ///< per gap
};

/// Failing gaps first, then the longest red; two gaps of one id are told apart by their order.
void sort_gaps(Result& result) {
  std::vector<std::uint32_t> order(result.gaps.size());
  for (std::uint32_t g = 0; g < order.size(); ++g) order[g] = g;
  std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
    const Gap& first = result.gaps[a];
    const Gap& second = result.gaps[b];
    const bool fails = first.verdict == Verdict::fail;
    if (fails != (second.verdict == Verdict::fail)) return fails;
    return first.red_m != second.red_m ? first.red_m > second.red_m : first.id < second.id;
  });
  std::vector<Gap> sorted;
  std::map<std::string, int> seen;
  for (const std::uint32_t g : order) {
    sorted.push_back(std::move(result.gaps[g]));
    const int before = seen[sorted.back().id]++;
    if (before > 0) sorted.back().id += "-" + std::to_string(before + 1);
  }
  result.shapes = reordered(result.shapes, order);
  result.gaps = std::move(sorted);
}

}  // namespace

std::span<const Param<HydrantSpacing::Params>> HydrantSpacing::Params::schema() {
  using P = Params;
  static const std::array params{
      Param<P>{"spacing_m", "largest distance between hydrants along a street", &P::spacing_m, 10,
               2000},
      Param<P>{"both_sides_width_m", "a street wider than this needs hydrants on both sides",
               &P::both_sides_width_m, 5, 1000},
      Param<P>{"snap_m", "a hydrant this near to a street stands on it", &P::snap_m, 1, 100},
      Param<P>{"built_up_m", "a street this near to a building is built-up", &P::built_up_m, 5,
               500},
  };
  return params;
}

HydrantSpacing::Result HydrantSpacing::run(const City& city, const Params& params, const Job& job) {
  check(params, "hydrants");
  Result result;
  const Flags flags(city, {.exclude_doubtful = params.exclude_doubtful});
  const SpacingStreets streets = spacing_streets(city, params, job.part(0, 0.5));
  for (const auto& stretch : streets.stretches) result.street_m += stretch.to_m - stretch.from_m;
  const SpacingGraph graph(city, params, streets, placed(city));
  const NearestHydrants nearest(graph, flags.usable);
  job.progress(0.7, translate(tr_key("Measuring the spacing of hydrants")));
  RedGaps red = red_gaps(city, params, streets, graph, nearest);
  if (flags.any_unknown)
    doubt_gaps(red, red_gaps(city, params, streets, graph, NearestHydrants(graph, flags.perhaps)));
  result.next_m = ways_to_next(city, nearest);

  std::vector<std::uint8_t> stands(city.hydrants->size());
  for (const auto& stand : graph.stands()) stands[stand.hydrant] = 1;
  for (std::size_t h = 0; h < stands.size(); ++h) {
    result.usable += flags.usable[h] != 0;
    result.off_streets += flags.usable[h] != 0 && stands[h] == 0;
  }

  const Describer describer(city, params, graph, red);
  result.gaps = red.gaps;
  for (std::uint32_t g = 0; g < red.gaps.size(); ++g) {
    job.check();
    describer.describe(g, result.gaps[g], result.shapes);
  }
  SpacingArrears arrears = spacing_arrears(city, params, streets, graph, flags.usable, red,
                                           result.gaps, job.part(0.8, 1));
  sort_gaps(result);
  result.city = arrears.city;
  result.units = std::move(arrears.units);
  result.lacking_least = arrears.lacking_least;
  result.lacking_most = arrears.lacking_most;
  find_unpiped(city, streets, result, job);
  return result;
}

}  // namespace firebreak
