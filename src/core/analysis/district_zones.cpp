#include "core/analysis/district_zones.hpp"

#include <algorithm>

#include "core/base/hash.hpp"
#include "core/base/union_find.hpp"
#include "core/geo/geos.hpp"

namespace firebreak {

namespace {

using Block = DistrictRisk::Block;
using Zone = DistrictRisk::Zone;

void add(Block& sum, const Block& block) {
  sum.buildings += block.buildings;
  sum.floor_area_m2 += block.floor_area_m2;
  if (block.people) sum.people = sum.people.value_or(0) + *block.people;
  sum.covered += block.covered;
  sum.tight += block.tight;
  sum.timber += block.timber;
  sum.old += block.old;
  sum.narrow += block.narrow;
  sum.cut_off += block.cut_off;
  sum.uncovered += block.uncovered;
  sum.imputed += block.imputed;
  sum.by_default += block.by_default;
}

std::string zone_id(const Zone& zone, const Texts& block_ids) {
  std::vector<std::string_view> names;
  for (const std::uint32_t k : zone.blocks) names.push_back(block_ids[k]);
  std::sort(names.begin(), names.end());
  StableHash hash;
  for (const std::string_view name : names) hash.add(name);
  return hash.id("z");
}

/// What the buildings of the zone add to it: clusters, loss and key sites.
void add_buildings(const DistrictRisk::Result& result, Zone& zone) {
  double burned = 0;
  double units = 0;
  for (const std::uint32_t k : zone.blocks)
    for (const std::uint32_t b : result.streets.members_of(k)) {
      zone.key_sites += result.exposure[b].key_sites;
      const std::uint32_t c = result.clusters.of_building[b];
      if (c == FireClusters::none) continue;
      const FireCluster& cluster = result.clusters.clusters[c];
      zone.largest_cluster = std::max(zone.largest_cluster, cluster.buildings);
      burned += cluster.floor_area_m2;
      units += 1;
    }
  zone.expected_loss_m2 = units > 0 ? burned / units : 0;
}

Zone summed(const DistrictRisk::Params& params, const DistrictRisk::Result& result,
            std::vector<std::uint32_t> members) {
  Zone zone;
  zone.blocks = std::move(members);
  for (const std::uint32_t k : zone.blocks) {
    const Block& block = result.blocks[k];
    const double area = result.streets.area_m2[k];
    zone.area_m2 += area;
    zone.score += area * *block.index.score;
    zone.coverage += area * block.index.coverage;
    add(zone.sum, block);
  }
  zone.score /= zone.area_m2;
  zone.coverage /= zone.area_m2;
  zone.buildings = zone.sum.buildings;
  zone.indicative =
      zone.coverage < params.indicative_below_share || zone.sum.imputed.share().value_or(0) > 0.5;
  zone.id = zone_id(zone, result.streets.ids);
  add_buildings(result, zone);
  return zone;
}

}  // namespace

void form_zones(const DistrictRisk::Params& params, DistrictRisk::Result& result, const Job& job) {
  const std::size_t n = result.blocks.size();
  const auto in_zone = [&](std::uint32_t k) {
    const Block& block = result.blocks[k];
    return block.index.score && *block.index.score >= params.threshold &&
           block.covered.share().value_or(0) >= params.zone_min_bcr_share;
  };
  UnionFind sets(n);
  for (const StreetBlocks::Border& border : result.streets.borders)
    if (in_zone(border.a) && in_zone(border.b)) sets.join(border.a, border.b);
  std::vector<std::vector<std::uint32_t>> groups(n);
  for (std::uint32_t k = 0; k < n; ++k)
    if (in_zone(k)) groups[sets.root(k)].push_back(k);

  constexpr double hectare_m2 = 10000;
  std::vector<Zone> zones;
  for (auto& group : groups) {
    job.check();
    if (group.empty()) continue;
    Zone zone = summed(params, result, std::move(group));
    if (zone.area_m2 >= params.smallest_zone_ha * hectare_m2 || zone.key_sites > 0)
      zones.push_back(std::move(zone));
  }
  std::sort(zones.begin(), zones.end(), [](const Zone& a, const Zone& b) {
    if (a.score != b.score) return a.score > b.score;
    return a.area_m2 != b.area_m2 ? a.area_m2 > b.area_m2 : a.id < b.id;
  });
  const Geos geos;
  result.zone_shapes = {};
  for (std::uint32_t z = 0; z < zones.size(); ++z) {
    job.progress(static_cast<double>(z) / static_cast<double>(zones.size()),
                 translate("drawing risk zones"));
    const Shapes outline = geos.united(result.streets.shapes, zones[z].blocks);
    result.zone_shapes.add_copy(outline, 0);
    for (const std::uint32_t k : zones[z].blocks) result.blocks[k].zone = z;
  }
  result.zones = std::move(zones);
}

}  // namespace firebreak
