#include <algorithm>
#include <cmath>

#include "core/analysis/block_footprints.hpp"
#include "core/analysis/district_ground.hpp"
#include "core/analysis/district_zones.hpp"
#include "core/analysis/lanes.hpp"
#include "core/base/parallel.hpp"

namespace firebreak {

namespace {

using Block = DistrictRisk::Block;

double floor_or_ground_m2(const Exposure& exposure) {
  return exposure.floor_area_m2.value_or(exposure.footprint_m2);
}

/// True, false, or empty where only a range of years across the limit is known.
std::optional<bool> built_before(const Building& building, int year) {
  if (!building.year_built) {  // "before 1939"
    if (building.year_built_to && *building.year_built_to < year) return true;
    return std::nullopt;
  }
  if (*building.year_built >= year) return false;
  if (building.year_built_to && *building.year_built_to >= year) return std::nullopt;
  return true;
}

class BlockSums {
 public:
  BlockSums(const City& city, const DistrictRisk::Params& params, const DistrictRisk::Needs& needs,
            const DistrictRisk::Result& result, std::vector<Block>& blocks)
      : city_(city), params_(params), needs_(needs), result_(result), blocks_(blocks) {}

  void add_buildings(std::uint32_t k) {
    const auto members = result_.streets.members_of(k);
    bool people_known = false;
    for (const std::uint32_t b : members)
      people_known |= !city_.buildings->rows[b].obstacle_only && result_.exposure[b].people;
    for (const std::uint32_t b : members)
      if (!city_.buildings->rows[b].obstacle_only) add_building(blocks_[k], b, people_known);
    blocks_[k].burned_share = burned_share(k, blocks_[k]);
  }

  /// `ground` may be empty: then the whole block counts.
  void add_ground(std::span<const FootprintPart> parts, std::span<const BlockGround> ground,
                  std::vector<Ratio>& resistive) {
    for (std::size_t k = 0; k < blocks_.size(); ++k) {
      blocks_[k].covered.whole = result_.streets.area_m2[k];
      blocks_[k].timber.whole =
          result_.streets.area_m2[k] - (ground.empty() ? 0.0 : ground[k].large_m2);
    }
    for (const FootprintPart& part : parts) {
      Block& block = blocks_[part.block];
      const std::uint8_t fire_class = result_.classes[part.building].value;
      block.covered.part += part.area_m2;
      if (fire_class >= 3) block.timber.part += part.area_m2;
      resistive[part.block] += Ratio{fire_class == 1   ? part.area_m2
                                     : fire_class == 2 ? 0.8 * part.area_m2
                                                       : 0.0,
                                     part.area_m2};
    }
    // Ground that is drawn both as built on and as open is built on.
    for (Block& block : blocks_)
      block.timber.whole = std::max(block.timber.whole, block.covered.part);
  }

  void add_lanes() {
    if (!needs_.lane_width_m) return;
    const RoadNetwork& network = *city_.network;
    for (std::size_t s = 0; s < network.segments.size(); ++s) {
      const auto& width = (*needs_.lane_width_m)[s];
      // A garden path or a flight of steps is no lane (algorithms 4.4, narrow share).
      if (!width || !engine_can_use((*city_.roads)[network.segments[s].road.value].road_class))
        continue;
      const bool narrow = *width < params_.narrow_lane_m;
      for (const BesideBlock& beside : blocks_beside(result_.streets, network.lines.only_part(s)))
        blocks_[beside.block].narrow += {narrow ? beside.length_m : 0.0, beside.length_m};
    }
  }

 private:
  void add_building(Block& block, std::uint32_t b, bool people_known) {
    const Building& building = city_.buildings->rows[b];
    const Exposure& exposure = result_.exposure[b];
    const double floor = floor_or_ground_m2(exposure);
    ++block.buildings;
    block.floor_area_m2 += floor;
    if (exposure.people) block.people = block.people.value_or(0) + *exposure.people;
    block.tight += {result_.gaps.gap_m[b] < params_.gap_limit_m ? 1.0 : 0.0, 1};
    if (const auto old = built_before(building, params_.old_year))
      block.old += {*old ? floor : 0.0, floor};
    const ClassSource source = result_.classes[b].source;
    block.imputed += {source >= ClassSource::block ? floor : 0.0, floor};
    block.by_default += {source == ClassSource::rule ? floor : 0.0, floor};
    if (needs_.cut_off && (*needs_.cut_off)[b]) {
      const double who = people_known ? exposure.people.value_or(0) : 1.0;
      block.cut_off += {*(*needs_.cut_off)[b] ? who : 0.0, who};
    }
    if (needs_.hydrant) {
      const Verdict verdict = (*needs_.hydrant)[b];
      if (verdict != Verdict::unknown && verdict != Verdict::not_applicable)
        block.uncovered += {verdict == Verdict::fail ? exposure.weight : 0.0, exposure.weight};
    }
  }

  /// What an ignition in a building drawn at random takes of the block's floor area beyond that
  /// building: (sum of n_k F_k - F) / n over F, where n_k and F_k count the members of cluster k in
  /// this block. A block of few buildings is counted as one of `smallest_base`, so that two
  /// touching houses by themselves are not a burning quarter.
  double burned_share(std::uint32_t k, const Block& block) const {
    std::vector<std::pair<std::uint32_t, double>> floors;
    for (const std::uint32_t b : result_.streets.members_of(k))
      if (result_.clusters.of_building[b] != FireClusters::none)
        floors.emplace_back(result_.clusters.of_building[b],
                            floor_or_ground_m2(result_.exposure[b]));
    std::sort(floors.begin(), floors.end());
    double burned = 0;
    for (std::size_t i = 0; i < floors.size();) {
      const std::size_t first = i;
      double floor = 0;
      for (; i < floors.size() && floors[i].first == floors[first].first; ++i)
        floor += floors[i].second;
      burned += static_cast<double>(i - first) * floor;
    }
    if (!(block.floor_area_m2 > 0)) return 0;
    const double n = block.buildings;
    const double base = std::max(1.0, params_.smallest_base / n);
    return std::max(0.0, (burned - block.floor_area_m2) / n / (block.floor_area_m2 * base));
  }

  const City& city_;
  const DistrictRisk::Params& params_;
  const DistrictRisk::Needs& needs_;
  const DistrictRisk::Result& result_;
  std::vector<Block>& blocks_;
};

IndexResult index_of(const Block& block, const IndexRule& rule) {
  const auto value = [](std::optional<double> share) { return IndicatorValue{share, 1}; };
  // A class set by rule counts half in the coverage (algorithms 4.1).
  const double certainty = 1 - 0.5 * block.by_default.share().value_or(0);
  return composite_index(rule, {value(block.covered.share()),
                                value(block.tight.share()),
                                {block.timber.share(), certainty},
                                {block.fireproof_share, certainty},
                                {block.burned_share, certainty},
                                value(block.narrow.share()),
                                value(block.cut_off.share()),
                                value(block.uncovered.share())});
}

}  // namespace

std::vector<Block> judged_blocks(const City& city, const DistrictRisk::Params& params,
                                 const DistrictRisk::Needs& needs,
                                 const DistrictRisk::Result& result, std::span<const GapPair> pairs,
                                 const Job& job) {
  const StreetBlocks& streets = result.streets;
  std::vector<Block> blocks(streets.size());
  std::vector<std::uint8_t> counted(city.buildings->size(), 1);
  for (std::size_t b = 0; b < counted.size(); ++b)
    if (city.buildings->rows[b].obstacle_only) counted[b] = 0;

  BlockSums sums(city, params, needs, result, blocks);
  std::vector<BlockGround> ground;
  if (result.classes_known) ground = block_ground(city, streets, job.part(0, 0.3));
  std::vector<Ratio> resistive(blocks.size());
  sums.add_ground(footprint_parts(city, streets, counted, pairs, job.part(0.3, 0.9)), ground,
                  resistive);
  parallel_for(job.part(0.9, 1), blocks.size(), 64, translate("judging street blocks"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t k = begin; k < end; ++k)
                   sums.add_buildings(static_cast<std::uint32_t>(k));
               });
  sums.add_lanes();
  // Without any layer of open ground its share is not known, and roads alone would not tell it.
  const bool open_known = !city.open_land->empty() || !city.water->empty();
  for (std::size_t k = 0; open_known && k < ground.size(); ++k)
    blocks[k].fireproof_share = fireproof_percent(100 * ground[k].open_m2 / streets.area_m2[k],
                                                  100 * resistive[k].share().value_or(0), 0) /
                                100;
  const IndexRule rule = params.index_rule(result.classes_known);
  for (Block& block : blocks)
    if (block.buildings > 0) block.index = index_of(block, rule);
  return blocks;
}

}  // namespace firebreak
