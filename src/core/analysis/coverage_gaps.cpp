#include "core/analysis/coverage_gaps.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include "core/base/hash.hpp"
#include "core/base/parallel.hpp"
#include "core/base/union_find.hpp"
#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

constexpr int closing_segments = 4;  // per quarter circle
constexpr double simplify_m = 1;
constexpr double crumb_m2 = 1;  // parts below this are leftovers of the cuts
constexpr std::size_t union_batch = 256;

using Group = std::vector<std::uint32_t>;

/// The failing buildings in groups that gaps between footprints of at most `reach_m` join. Two
/// groups cannot meet when each is closed by half of that.
std::vector<Group> connected_groups(const City& city, std::span<const GapRole> roles,
                                    double reach_m, const Job& job) {
  const auto& buildings = *city.buildings;
  std::vector<std::uint32_t> failing;
  for (std::uint32_t b = 0; b < roles.size(); ++b)
    if (roles[b] == GapRole::failing) failing.push_back(b);

  const double reach2 = reach_m * reach_m;
  const double limit2 = std::nextafter(reach2, 2 * reach2 + 1);
  std::vector<Group> near(failing.size());
  parallel_for(
      job, failing.size(), 256, "Finding gap groups",
      [&](std::size_t begin, std::size_t end, unsigned) {
        for (std::size_t i = begin; i < end; ++i) {
          const std::uint32_t b = failing[i];
          const Box& box = buildings.shapes.boxes[b];
          buildings.index.in_box(box.grown(reach_m), [&](std::uint32_t other) {
            if (other > b && roles[other] == GapRole::failing &&
                distance2_m2(buildings.shapes, b, buildings.shapes, other, limit2) <= reach2)
              near[i].push_back(other);
          });
        }
      });
  UnionFind sets(roles.size());
  for (std::size_t i = 0; i < failing.size(); ++i)
    for (const std::uint32_t other : near[i]) sets.join(failing[i], other);
  std::vector<std::uint32_t> group_of(roles.size(), UINT32_MAX);
  std::vector<Group> groups;
  for (const std::uint32_t b : failing) {
    std::uint32_t& group = group_of[sets.root(b)];
    if (group == UINT32_MAX) {
      group = static_cast<std::uint32_t>(groups.size());
      groups.emplace_back();
    }
    groups[group].push_back(b);
  }
  return groups;
}

/// Roads declared wider than the rule's limit, as areas.
Shapes wide_roads(const City& city, const GapRule& rule) {
  Shapes areas;
  const Geos geos;
  for (std::size_t r = 0; r < city.roads->size(); ++r) {
    const auto width = (*city.roads)[r].width_m;
    if (!width || !(static_cast<double>(*width) > rule.wide_road_m)) continue;
    Shapes line;
    line.add_copy(city.roads->shapes, r);
    areas.add_copy(geos.buffered(line, 0.5 * static_cast<double>(*width), 8, false, true), 0);
  }
  return areas;
}

/// What no gap may cover except under a failing footprint.
struct Cuts {
  Shapes areas;
  SpatialIndex index;
};

Cuts collect_cuts(const City& city, const GapRule& rule) {
  Cuts cuts;
  cuts.areas = wide_roads(city, rule);
  for (std::size_t w = 0; w < city.water->size(); ++w) cuts.areas.add_copy(*city.water, w);
  cuts.index = SpatialIndex(cuts.areas.boxes);
  return cuts;
}

/// The same areas with outer rings counter-clockwise, holes clockwise, and each ring starting at
/// its smallest point. Buffers and simplification depend on direction and start; outlines must not
/// depend on how the input happened to be drawn.
Shapes canonical(const Shapes& areas) {
  Shapes out;
  std::vector<Xy> turned;
  for (std::size_t f = 0; f < areas.size(); ++f) {
    for (auto p = areas.first_part(f); p < areas.end_part(f); ++p) {
      const auto [kind, ring] = areas.part(p);
      turned.assign(ring.begin(), ring.end() - 1);
      if ((ring_area_m2(ring) > 0) != (kind == PartKind::outer))
        std::reverse(turned.begin(), turned.end());
      const auto smallest = std::min_element(turned.begin(), turned.end(), [](Xy a, Xy b) {
        return a.x_m != b.x_m ? a.x_m < b.x_m : a.y_m < b.y_m;
      });
      std::rotate(turned.begin(), smallest, turned.end());
      turned.push_back(turned.front());
      out.add_part(kind, turned);
    }
    out.finish_feature();
  }
  return out;
}

bool covers_nothing(const Shapes& one) {
  return one.empty() || one.boxes[0].empty();
}

/// Draws one gap. Belongs to one thread: owns a GEOS context.
class Outliner {
 public:
  Outliner(const City& city, std::span<const GapRole> roles, const Cuts& cuts, const GapRule& rule)
      : city_(city), roles_(roles), cuts_(cuts), rule_(rule) {}

  Shapes outline(const Group& group, const Job& job) const {
    const Shapes footprints = canonical(picked(city_.buildings->shapes, in_drawing_order(group)));
    // Closing and then opening, with their two shrinking steps in one.
    Shapes area = buffered(grown(footprints, job), -rule_.closing_m - rule_.opening_m);
    job.check();
    if (rule_.opening_m > 0 && !covers_nothing(area)) area = buffered(area, rule_.opening_m);
    // Before the footprints are put back and cut out: their walls stay as they are.
    if (!covers_nothing(area))
      area = geos_.simplified(canonical(area), std::min(simplify_m, rule_.closing_m / 4));
    if (const Shapes cut = touching(cuts_.areas, cuts_.index, area); !cut.empty())
      area = geos_.difference(area, cut);
    job.check();
    area = with_footprints(std::move(area), footprints);
    if (const Shapes others = other_footprints(area); !others.empty())
      area = without_crumbs(geos_.difference(area, others));
    return covers_nothing(area) ? geos_.united(footprints) : area;
  }

 private:
  static Shapes picked(const Shapes& from, const Group& features) {
    Shapes out;
    for (const auto f : features) out.add_copy(from, f);
    return out;
  }

  Shapes buffered(const Shapes& areas, double by_m) const {
    return geos_.buffered(canonical(areas), by_m, closing_segments);
  }

  /// A small group from west to east, whatever order the table has; a large one stays in the
  /// table's order, where neighbours stand together and batches are cheap to unite.
  Group in_drawing_order(Group group) const {
    if (group.size() > union_batch) return group;
    const auto& boxes = city_.buildings->shapes.boxes;
    std::sort(group.begin(), group.end(), [&](std::uint32_t a, std::uint32_t b) {
      const Xy p = boxes[a].min;
      const Xy q = boxes[b].min;
      if (p.x_m != q.x_m) return p.x_m < q.x_m;
      return p.y_m != q.y_m ? p.y_m < q.y_m : a < b;
    });
    return group;
  }

  /// The union of the footprints, each grown by the closing: in batches, so that a stop request is
  /// heard between them.
  Shapes grown(const Shapes& footprints, const Job& job) const {
    Shapes unions;
    for (std::size_t from = 0; from < footprints.size(); from += union_batch) {
      Shapes batch;
      for (std::size_t f = from; f < std::min(footprints.size(), from + union_batch); ++f)
        batch.add_copy(footprints, f);
      unions.add_copy(buffered(batch, rule_.closing_m), 0);
      job.check();
    }
    return unions.size() == 1 ? unions : geos_.united(unions);
  }

  static Shapes touching(const Shapes& areas, const SpatialIndex& index, const Shapes& one) {
    return covers_nothing(one) ? Shapes{} : picked(areas, index.in_box(one.boxes[0]));
  }

  /// The area and the footprints that opening, simplification and cuts took something of.
  Shapes with_footprints(Shapes area, const Shapes& footprints) const {
    if (covers_nothing(area)) return geos_.united(footprints);
    Group all(footprints.size());
    std::iota(all.begin(), all.end(), 0U);
    const auto lies = geos_.lie(area, footprints, all);
    for (const auto f : all)
      if (lies[f] != Geos::Lies::inside) area.add_copy(footprints, f);
    return area.size() == 1 ? area : geos_.united(area);
  }

  Shapes other_footprints(const Shapes& area) const {
    Group others;
    for (const auto b : city_.buildings->index.in_box(area.boxes[0]))
      if (roles_[b] == GapRole::other) others.push_back(b);
    const auto lies = geos_.lie(area, city_.buildings->shapes, others);
    Group meeting;
    for (std::size_t i = 0; i < others.size(); ++i)
      if (lies[i] != Geos::Lies::outside) meeting.push_back(others[i]);
    return picked(city_.buildings->shapes, meeting);
  }

  static Shapes without_crumbs(const Shapes& area) {
    const Shapes parts = Geos::exploded(area);
    Shapes kept;
    for (std::size_t p = 0; p < parts.size(); ++p)
      if (area_m2(parts, p) >= crumb_m2)
        for (auto ring = parts.first_part(p); ring < parts.end_part(p); ++ring)
          kept.add_part(parts.part_kind[ring], parts.part(ring).points);
    kept.finish_feature();
    return kept;
  }

  const City& city_;
  std::span<const GapRole> roles_;
  const Cuts& cuts_;
  GapRule rule_;
  Geos geos_;
};

std::string stable_id(const City& city, const Group& group) {
  std::vector<std::string_view> ids;
  ids.reserve(group.size());
  for (const auto b : group) ids.push_back(city.buildings->ids[b]);
  std::sort(ids.begin(), ids.end());
  StableHash hash;
  for (const auto id : ids) hash.add(id);
  return hash.id("gap-");
}

CoverageGap described(const City& city, Group group, const Shapes& shape,
                      std::span<const Exposure> exposures, std::span<const double> open_share,
                      const GapRule& rule) {
  CoverageGap gap;
  gap.id = stable_id(city, group);
  gap.area_m2 = area_m2(shape, 0);
  for (const auto b : group) {
    gap.score += exposures[b].weight * open_share[b];
    gap.add(exposures[b]);
  }
  gap.minor = gap.area_m2 < rule.minor_m2 && gap.key_sites == 0;
  gap.buildings = std::move(group);
  return gap;
}

bool ranks_before(const CoverageGap& a, const CoverageGap& b) {
  if (a.score != b.score) return a.score > b.score;
  if (a.key_sites != b.key_sites) return a.key_sites > b.key_sites;
  if (a.people.value_or(0) != b.people.value_or(0))
    return a.people.value_or(0) > b.people.value_or(0);
  return a.id < b.id;
}

}  // namespace

CoverageGaps coverage_gaps(const City& city, std::span<const GapRole> roles,
                           std::span<const double> open_share, const GapRule& rule,
                           const Job& job) {
  std::vector<Group> groups = connected_groups(city, roles, 2 * rule.closing_m, job.part(0, 0.2));
  if (groups.empty()) return {};
  const auto exposures = exposure(city, job.part(0.2, 0.3));
  const Cuts cuts = collect_cuts(city, rule);

  std::vector<std::unique_ptr<Outliner>> outliners;
  for (unsigned t = 0; t < job.threads(); ++t)
    outliners.push_back(std::make_unique<Outliner>(city, roles, cuts, rule));
  std::vector<Shapes> outlines(groups.size());
  std::vector<CoverageGap> gaps(groups.size());
  const Job drawing = job.part(0.3, 1);
  parallel_for(drawing, groups.size(), 1, "Drawing gaps",
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 for (std::size_t g = begin; g < end; ++g) {
                   outlines[g] = outliners[thread]->outline(groups[g], drawing);
                   gaps[g] = described(city, std::move(groups[g]), outlines[g], exposures,
                                       open_share, rule);
                 }
               });

  std::vector<std::size_t> order(gaps.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return ranks_before(gaps[a], gaps[b]); });
  CoverageGaps out;
  for (const std::size_t g : order) {
    out.gaps.push_back(std::move(gaps[g]));
    out.shapes.add_copy(outlines[g], 0);
  }
  return out;
}

}  // namespace firebreak
