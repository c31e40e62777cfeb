#include "core/analysis/district_risk.hpp"

#include <algorithm>
#include <cmath>
#include <memory>

#include "core/analysis/district_zones.hpp"
#include "core/base/parallel.hpp"
#include "core/base/union_find.hpp"
#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

using Params = DistrictRisk::Params;
using Needs = DistrictRisk::Needs;
using Result = DistrictRisk::Result;

/// Gaps up to here are measured whatever the rule: 12 m of bare timber times 1.5 (algorithms 4.2).
constexpr double gap_graph_m = 18;

void check_rule(const Params& params) {
  check(params, DistrictRisk::id);
  const auto rule = params.index_rule(true);
  for (std::size_t k = 0; k < indicator_count; ++k)
    if (rule.indicators[k].low == rule.indicators[k].high)
      throw Error(
          ErrorKind::usage,
          "districts: both anchors of {} are {}. Set one without and one of highest concern.",
          indicator_name(static_cast<Indicator>(k)), rule.indicators[k].low);
}

/// Whether the index may rest on fire classes (algorithms 4.5): at least half of the built ground
/// has one that is measured or imputed from donors. By ground, so that a shed more or less changes
/// nothing.
bool classes_known(std::span<const FireClass> classes, std::span<const std::uint8_t> counted,
                   std::span<const Exposure> exposure) {
  Ratio known;
  for (std::size_t b = 0; b < classes.size(); ++b)
    if (counted[b] != 0)
      known += {classes[b].source == ClassSource::rule ? 0.0 : exposure[b].footprint_m2,
                exposure[b].footprint_m2};
  return known.share().value_or(0) >= 0.5;
}

void check_needs(const City& city, const Needs& needs) {
  const std::size_t n = city.buildings->size();
  if ((needs.hydrant && needs.hydrant->size() != n) ||
      (needs.cut_off && needs.cut_off->size() != n) ||
      (needs.lane_width_m && needs.lane_width_m->size() != city.network->segments.size()))
    throw Error(ErrorKind::internal,
                "districts: the results of other analyses do not fit the city.");
}

/// Outlines of the clusters of two or more buildings, cluster after cluster. Only footprints that
/// touch are united; the others stand as parts of their own.
class ClusterOutlines {
 public:
  ClusterOutlines(const Shapes& buildings, const FireClusters& clusters,
                  std::span<const GapPair> pairs)
      : buildings_(buildings), clusters_(clusters), touching_(buildings.size()) {
    for (const GapPair& pair : pairs)
      if (pair.gap_m <= gap_tolerance_m) touching_.join(pair.a, pair.b);
    root_.resize(buildings.size());
    for (std::uint32_t b = 0; b < root_.size(); ++b) root_[b] = touching_.root(b);
  }

  Shapes draw(const Job& job) const {
    constexpr std::size_t chunk = 64;
    std::vector<Shapes> found((clusters_.clusters.size() + chunk - 1) / chunk);
    std::vector<std::unique_ptr<Geos>> geos(job.threads());
    parallel_for(job, clusters_.clusters.size(), chunk, translate("drawing fire clusters"),
                 [&](std::size_t begin, std::size_t end, unsigned thread) {
                   if (!geos[thread]) geos[thread] = std::make_unique<Geos>();
                   for (std::size_t k = begin; k < end; ++k)
                     if (clusters_.clusters[k].buildings >= 2)
                       add(*geos[thread], k, found[begin / chunk]);
                 });
    Shapes all;
    for (const Shapes& some : found)
      for (std::size_t f = 0; f < some.size(); ++f) all.add_copy(some, f);
    return all;
  }

 private:
  void add(const Geos& geos, std::size_t k, Shapes& out) const {
    const auto span = clusters_.members_of(k);
    std::vector<std::uint32_t> members(span.begin(), span.end());
    std::sort(members.begin(), members.end(), [&](std::uint32_t a, std::uint32_t b) {
      return root_[a] != root_[b] ? root_[a] < root_[b] : a < b;
    });
    for (std::size_t i = 0; i < members.size();) {
      const std::size_t first = i;
      while (i < members.size() && root_[members[i]] == root_[members[first]]) ++i;
      const auto group = std::span(members).subspan(first, i - first);
      if (group.size() == 1)
        add_parts(buildings_, group[0], out);
      else
        add_parts(geos.united(buildings_, group), 0, out);
    }
    out.finish_feature();
  }

  static void add_parts(const Shapes& shapes, std::size_t f, Shapes& out) {
    for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p)
      out.add_part(shapes.part_kind[p], shapes.part(p).points);
  }

  const Shapes& buildings_;
  const FireClusters& clusters_;
  UnionFind touching_;
  std::vector<std::uint32_t> root_;
};

/// Sums over blocks and zones must agree with those over buildings, or the result is not given out.
void check_invariants(const City& city, const Result& result) {
  const auto require = [](bool holds, std::string_view what) {
    if (!holds) throw Error(ErrorKind::internal, "districts: {} does not hold.", what);
  };
  std::size_t in_blocks = 0;
  std::size_t in_clusters = 0;
  for (const auto& block : result.blocks) in_blocks += block.buildings;
  for (const auto& cluster : result.clusters.clusters) in_clusters += cluster.buildings;
  std::size_t judged = 0;
  std::size_t placed = 0;
  for (std::size_t b = 0; b < city.buildings->size(); ++b) {
    if (city.buildings->rows[b].obstacle_only) continue;
    ++judged;
    placed += result.streets.of_building[b] != UINT32_MAX ? 1U : 0U;
    require(result.streets.of_building[b] != UINT32_MAX || city.buildings->shapes.boxes[b].empty(),
            "every building is in a street block");
  }
  require(in_blocks == placed, "the sum of buildings over blocks");
  require(in_clusters == judged, "the sum of buildings over clusters");
  for (std::size_t k = 0; k < result.blocks.size(); ++k) {
    require(result.streets.area_m2[k] > 0, "every block has an area");
    require(result.blocks[k].covered.part <= result.streets.area_m2[k] * (1 + 1e-6) + 0.01,
            "no block is covered more than whole");
  }
  for (std::size_t z = 0; z < result.zones.size(); ++z)
    require(std::abs(area_m2(result.zone_shapes, z) - result.zones[z].area_m2) <=
                1e-6 * result.zones[z].area_m2 + 0.01,
            "the area of a zone is that of its blocks");
}

}  // namespace

Result DistrictRisk::run(const City& city, const Params& params, const Needs& needs,
                         const Job& job) {
  check_rule(params);
  check_needs(city, needs);
  const Shapes& shapes = city.buildings->shapes;
  const std::size_t n = shapes.size();
  std::vector<std::uint8_t> counted(n, 1);
  for (std::size_t b = 0; b < n; ++b)
    if (city.buildings->rows[b].obstacle_only) counted[b] = 0;

  Result result;
  result.exposure = exposure(city, job.part(0, 0.05));
  const SpreadRule spread = params.spread();
  const auto pairs = gap_pairs(shapes, city.buildings->index, counted,
                               std::max(gap_graph_m, spread.longest_m()), job.part(0.05, 0.4));
  result.gaps = nearest_gaps(shapes, city.buildings->index, counted, pairs, job.part(0.4, 0.45));
  result.streets = street_blocks(
      city, {params.block_min_m2, params.block_max_ha * 10000, params.grid_m, params.block_roads},
      job.part(0.45, 0.65));

  result.classes =
      fire_classes(city, result.streets.of_building, params.min_donors, job.part(0.65, 0.65));
  result.classes_known = classes_known(result.classes, counted, result.exposure);

  std::vector<double> floor(n);
  std::vector<double> people(n);
  for (std::size_t b = 0; b < n; ++b) {
    floor[b] = result.exposure[b].floor_area_m2.value_or(result.exposure[b].footprint_m2);
    people[b] = result.exposure[b].people.value_or(0);
  }
  result.clusters = fire_clusters(
      crossings(city, pairs, result.classes, spread, job.part(0.65, 0.7)), counted, floor, people);
  result.cluster_ids = cluster_ids(result.clusters, city.buildings->ids);
  result.cluster_shapes = ClusterOutlines(shapes, result.clusters, pairs).draw(job.part(0.7, 0.8));

  result.blocks = judged_blocks(city, params, needs, result, pairs, job.part(0.8, 0.95));
  form_zones(params, result, job.part(0.95, 1));
  check_invariants(city, result);
  return result;
}

}  // namespace firebreak
