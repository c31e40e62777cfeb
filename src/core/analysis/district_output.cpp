#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <iterator>

#include "core/analysis/district_risk.hpp"
#include "core/model/column_push.hpp"

namespace firebreak {

namespace {

using Params = DistrictRisk::Params;
using Result = DistrictRisk::Result;
using Block = DistrictRisk::Block;
using Zone = DistrictRisk::Zone;

constexpr std::string_view threshold_key = "districts.threshold";

/// Columns that grow row by row, in the order they are declared.
class Rows {
 public:
  Column& add(std::string name, ColumnType type, std::string title, std::string unit = {}) {
    columns_.emplace_back(std::move(name), type, std::move(title), std::move(unit));
    return columns_.back();
  }
  std::vector<Column> take() {
    return {std::move_iterator(columns_.begin()), std::move_iterator(columns_.end())};
  }

 private:
  std::deque<Column> columns_;  ///< references to its elements stay valid
};

std::vector<Column> building_columns(const City& city, const Result& result) {
  Column fire_class("fire_class", ColumnType::integer, "Fire class");
  Column basis("fire_class_basis", ColumnType::text, "Basis of the fire class");
  Column source("fire_class_source", ColumnType::text, "Source of the fire class");
  Column gap("gap_m", ColumnType::real, "Gap to the nearest building", "m");
  Column cluster("cluster_id", ColumnType::text, "Fire cluster");
  Column density("density", ColumnType::real, "Building coverage ratio of the block");
  Column score("risk_score", ColumnType::real, "Risk index of the block");
  Column known("risk_known_share", ColumnType::real, "Known share of the block's index");
  Column level("risk_level", ColumnType::integer, "Risk level of the block");
  Column street_block("block_id", ColumnType::text, "Street block");
  Column zone("zone_id", ColumnType::text, "Risk zone");
  const std::array all{&fire_class, &basis, &source, &gap,          &cluster, &density,
                       &score,      &known, &level,  &street_block, &zone};
  for (Column* c : all) c->reserve(city.buildings->size());
  for (std::size_t b = 0; b < city.buildings->size(); ++b) {
    if (city.buildings->rows[b].obstacle_only) {
      for (Column* c : all) c->push_missing();
      continue;
    }
    fire_class.push(std::int64_t{result.classes[b].value});
    basis.push(basis_name(class_basis(result.classes[b].source)));
    source.push(class_source_name(result.classes[b].source));
    std::isfinite(result.gaps.gap_m[b]) ? gap.push(result.gaps.gap_m[b]) : gap.push_missing();
    const std::uint32_t c = result.clusters.of_building[b];
    c != FireClusters::none&& result.clusters.clusters[c].buildings >= 2
        ? cluster.push(result.cluster_ids[c])
        : cluster.push_missing();
    const std::uint32_t k = result.streets.of_building[b];
    const Block* block = k == UINT32_MAX ? nullptr : &result.blocks[k];
    push_optional(density, block ? block->covered.share() : std::nullopt);
    const auto index = block ? block->index.score : std::nullopt;
    push_optional(score, index);
    index ? known.push(block->index.coverage) : known.push_missing();
    index ? level.push(std::int64_t{risk_level(*index)}) : level.push_missing();
    block ? street_block.push(result.streets.ids[k]) : street_block.push_missing();
    block && block->zone ? zone.push(std::string_view(result.zones[*block->zone].id))
                         : zone.push_missing();
  }
  std::vector<Column> columns;
  for (Column* c : all) columns.push_back(std::move(*c));
  return columns;
}

FeatureTable cluster_table(const Result& result) {
  FeatureTable table;
  table.name = "fire_clusters";
  table.title = "Fire clusters";
  table.description =
      "Buildings that fire joins if nobody fights it: gaps within the reach of both fire classes";
  table.geometry = TableGeometry::multi_polygon;
  table.shapes = result.cluster_shapes;
  Rows rows;
  Column& id = rows.add("cluster_id", ColumnType::text, "Fire cluster");
  Column& buildings = rows.add("buildings", ColumnType::integer, "Buildings");
  Column& floor = rows.add("floor_area_m2", ColumnType::real, "Floor area", "m²");
  Column& people = rows.add("people", ColumnType::real, "People");
  Column& limit = rows.add("limit_m", ColumnType::real, "Largest gap limit", "m");
  Column& loss = rows.add("expected_loss_m2", ColumnType::real,
                          "Floor area burned by one ignition here", "m²");
  for (std::size_t k = 0; k < result.clusters.clusters.size(); ++k) {
    const FireCluster& cluster = result.clusters.clusters[k];
    if (cluster.buildings < 2) continue;
    id.push(result.cluster_ids[k]);
    push_count(buildings, cluster.buildings);
    floor.push(cluster.floor_area_m2);
    people.push(cluster.people);
    limit.push(cluster.limit_m);
    loss.push(cluster.floor_area_m2);
  }
  table.columns = rows.take();
  return table;
}

/// The shares that blocks and zones have in common.
class ShareColumns {
 public:
  explicit ShareColumns(Rows& rows)
      : coverage_(rows.add("coverage_ratio", ColumnType::real, "Building coverage ratio")),
        gaps_(rows.add("gap_fail_share", ColumnType::real, "Share of buildings with a tight gap")),
        timber_(
            rows.add("timber_ratio", ColumnType::real, "Ground covered by fire classes 3 and 4")),
        old_(rows.add("old_share", ColumnType::real, "Share of old floor area")),
        narrow_(rows.add("narrow_lane_share", ColumnType::real, "Share of narrow lanes")),
        cut_off_(rows.add("cut_off_share", ColumnType::real, "Share of people cut off")),
        uncovered_(rows.add("uncovered_share", ColumnType::real, "Share without hydrant")),
        imputed_(rows.add("imputed_share", ColumnType::real,
                          "Share of floor area with imputed fire class")) {}

  void push_row(const Block& block) {
    push_optional(coverage_, block.covered.share());
    push_optional(gaps_, block.tight.share());
    push_optional(timber_, block.timber.share());
    push_optional(old_, block.old.share());
    push_optional(narrow_, block.narrow.share());
    push_optional(cut_off_, block.cut_off.share());
    push_optional(uncovered_, block.uncovered.share());
    push_optional(imputed_, block.imputed.share());
  }

 private:
  Column &coverage_, &gaps_, &timber_, &old_, &narrow_, &cut_off_, &uncovered_, &imputed_;
};

/// The parts of the index that have a weight and no value, by the names of their columns; further
/// the fire classes where the rule set some, and the pillar that is not computed.
std::string unknown_parts(const Params& params, const IndexRule& rule, const Block& block) {
  std::string names;
  const auto add = [&](std::string_view name) {
    if (!names.empty()) names += ';';
    names += name;
  };
  for (std::size_t k = 0; k < indicator_count; ++k)
    if (rule.indicators[k].weight > 0 && !block.index.z[k])
      add(indicator_name(static_cast<Indicator>(k)));
  if (block.by_default.part > 0) add("fire_class");
  if (params.exposure_weight > 0) add("exposure");
  return names;
}

FeatureTable block_table(const Params& params, const Result& result) {
  FeatureTable table;
  table.name = "street_blocks";
  table.title = "Street blocks";
  table.description = "Units of the district index with every part of it";
  table.geometry = TableGeometry::multi_polygon;
  table.shapes = result.streets.shapes;
  Rows rows;
  Column& id = rows.add("block_id", ColumnType::text, "Street block");
  Column& zone = rows.add("zone_id", ColumnType::text, "Risk zone");
  Column& score = rows.add("score", ColumnType::real, "Risk index");
  Column& level = rows.add("level", ColumnType::integer, "Risk level");
  Column& spread = rows.add("pillar_spread", ColumnType::real, "Pillar spread");
  Column& access = rows.add("pillar_access", ColumnType::real, "Pillar access and water");
  Column& known = rows.add("attribute_share", ColumnType::real, "Known share of the index");
  Column& unknown =
      rows.add("index_unknown", ColumnType::text, "Parts of the index that are not known");
  Column& indicative = rows.add("indicative", ColumnType::integer, "Indicative only");
  Column& buildings = rows.add("buildings", ColumnType::integer, "Buildings");
  Column& area = rows.add("area_m2", ColumnType::real, "Area", "m²");
  Column& floor = rows.add("floor_area_m2", ColumnType::real, "Floor area", "m²");
  ShareColumns shares(rows);
  Column& fireproof = rows.add("fireproof_share", ColumnType::real, "Incombustible area ratio");
  Column& burned = rows.add("burned_share", ColumnType::real,
                            "Share burned by one ignition beyond its building");
  const IndexRule rule = params.index_rule(result.classes_known);
  for (std::size_t k = 0; k < result.blocks.size(); ++k) {
    const Block& block = result.blocks[k];
    id.push(result.streets.ids[k]);
    block.zone ? zone.push(std::string_view(result.zones[*block.zone].id)) : zone.push_missing();
    push_optional(score, block.index.score);
    block.index.score ? level.push(std::int64_t{risk_level(*block.index.score)})
                      : level.push_missing();
    push_optional(spread, block.index.pillars[static_cast<std::size_t>(Pillar::spread)]);
    push_optional(access, block.index.pillars[static_cast<std::size_t>(Pillar::access)]);
    known.push(block.index.coverage);
    const std::string parts = unknown_parts(params, rule, block);
    parts.empty() ? unknown.push_missing() : unknown.push(std::string_view(parts));
    indicative.push(std::int64_t{block.index.coverage < params.indicative_below_share ||
                                 block.imputed.share().value_or(0) > 0.5});
    push_count(buildings, block.buildings);
    area.push(result.streets.area_m2[k]);
    floor.push(block.floor_area_m2);
    shares.push_row(block);
    push_optional(fireproof, block.fireproof_share);
    burned.push(block.burned_share);
  }
  table.columns = rows.take();
  return table;
}

FeatureTable zone_table(const Result& result) {
  FeatureTable table;
  table.name = "risk_zones";
  table.title = "Risk zones";
  table.description =
      "Adjoining street blocks whose index reaches the threshold; a screening result";
  table.geometry = TableGeometry::multi_polygon;
  table.shapes = result.zone_shapes;
  Rows rows;
  Column& id = rows.add("zone_id", ColumnType::text, "Risk zone");
  Column& rank = rows.add("rank", ColumnType::integer, "Rank");
  Column& level = rows.add("level", ColumnType::integer, "Risk level");
  Column& score = rows.add("score", ColumnType::real, "Risk index");
  Column& buildings = rows.add("buildings", ColumnType::integer, "Buildings");
  Column& area = rows.add("area_m2", ColumnType::real, "Area", "m²");
  Column& floor = rows.add("floor_area_m2", ColumnType::real, "Floor area", "m²");
  Column& people = rows.add("people", ColumnType::real, "People");
  Column& largest = rows.add("largest_cluster", ColumnType::integer, "Largest fire cluster");
  // A fire that begins in the zone may burn more than the zone holds.
  Column& loss =
      rows.add("expected_loss_m2", ColumnType::real,
               "Floor area burned by one ignition here, in the zone and beyond its edge", "m²");
  ShareColumns shares(rows);
  Column& known = rows.add("attribute_share", ColumnType::real, "Known share of the index");
  Column& indicative = rows.add("indicative", ColumnType::integer, "Indicative only");
  for (std::size_t z = 0; z < result.zones.size(); ++z) {
    const Zone& zone = result.zones[z];
    id.push(std::string_view(zone.id));
    push_count(rank, z + 1);
    level.push(std::int64_t{risk_level(zone.score)});
    score.push(zone.score);
    push_count(buildings, zone.buildings);
    area.push(zone.area_m2);
    floor.push(zone.sum.floor_area_m2);
    push_optional(people, zone.sum.people);
    push_count(largest, zone.largest_cluster);
    loss.push(zone.expected_loss_m2);
    shares.push_row(zone.sum);
    known.push(zone.coverage);
    indicative.push(std::int64_t{zone.indicative});
  }
  table.columns = rows.take();
  return table;
}

std::vector<Finding> findings(const Params& params, const Result& result) {
  std::vector<Finding> found;
  for (std::size_t z = 0; z < result.zones.size(); ++z) {
    const Zone& zone = result.zones[z];
    Finding finding;
    finding.key = zone.id;
    finding.kind = "risk_zone";
    finding.shape.add_copy(result.zone_shapes, z);
    finding.measured = zone.score;
    finding.limit = params.threshold;
    finding.rule_key = threshold_key;
    finding.impact_buildings = zone.buildings;
    finding.impact_people = zone.sum.people;
    finding.impact_sites = zone.key_sites;
    // Level 4 is red, 3 orange, 2 yellow, below that blue.
    finding.grade = std::min(4, 5 - risk_level(zone.score));
    finding.measure =
        "Part the quarter by fire walls or cleared gaps, open its lanes, add hydrants, and put it "
        "into the renewal plan.";
    found.push_back(std::move(finding));
  }
  return found;
}

std::vector<KeyFigure> figures(const Params& params, const Result& result, const Profile& profile) {
  std::size_t joined = 0;
  std::size_t in_zones = 0;
  double zone_area = 0;
  Ratio imputed;
  for (const FireCluster& cluster : result.clusters.clusters)
    if (cluster.buildings >= 2) ++joined;
  for (const Zone& zone : result.zones) {
    in_zones += zone.buildings;
    zone_area += zone.area_m2;
  }
  for (const Block& block : result.blocks) imputed += block.imputed;
  std::vector<KeyFigure> list;
  const auto add = [&](std::string name, std::string title, double value, std::string unit = {}) {
    list.push_back({std::move(name), std::move(title), value, std::move(unit), {}, "D"});
  };
  add("fire_clusters", "Fire clusters of two or more buildings", static_cast<double>(joined));
  add("largest_cluster", "Buildings in the largest fire cluster", result.clusters.largest);
  add("expected_loss_m2", "Floor area burned by one ignition", result.clusters.expected_loss_m2,
      "m²");
  add("street_blocks", "Street blocks", static_cast<double>(result.blocks.size()));
  add("risk_zones", "Risk zones", static_cast<double>(result.zones.size()));
  if (!result.zones.empty())
    add("risk_zones_indicative", "Risk zones whose index is indicative only",
        static_cast<double>(std::ranges::count_if(result.zones, &Zone::indicative)));
  add("risk_zone_area_m2", "Area of the risk zones", zone_area, "m²");
  add("buildings_in_zones", "Buildings in risk zones", static_cast<double>(in_zones));
  add("zone_threshold", "Index from which a block belongs to a zone", params.threshold);
  std::optional<double> highest;
  std::size_t near_below = 0;
  for (const Block& block : result.blocks) {
    const auto& score = block.index.score;
    if (!score) continue;
    highest = std::max(highest.value_or(0), *score);
    near_below += *score < params.threshold && *score >= params.threshold - 10;
  }
  if (highest) {
    add("highest_index", "Highest index of a street block", *highest);
    add("blocks_near_threshold", "Street blocks less than 10 below it, to be looked at",
        static_cast<double>(near_below));
  }
  if (const auto share = imputed.share())
    add("imputed_class_percent", "Floor area whose fire class is imputed", 100 * *share, "%");
  if (const auto found = profile.values.find(std::string(threshold_key));
      found != profile.values.end())
    for (KeyFigure& figure : list) figure.clause = found->second.clause;
  return list;
}

/// What a reader of zones must be told before their figures; empty if every index is sound.
std::string_view notice_of(std::span<const Zone> zones) {
  const auto wholly = [](const Zone& zone) { return zone.sum.imputed.share().value_or(0) >= 1; };
  if (zones.empty() || std::ranges::none_of(zones, &Zone::indicative)) return {};
  if (std::ranges::all_of(zones, wholly))
    return tr_key(
        "The index of every risk zone is indicative only: no building there has a fire class from "
        "the data, each was imputed.");
  if (std::ranges::all_of(zones, &Zone::indicative))
    return tr_key(
        "The index of every risk zone is indicative only: most fire classes there are imputed, or "
        "too few of its parts are known.");
  return tr_key(
      "The index of some risk zones is indicative only: most fire classes there are imputed, or "
      "too few of its parts are known.");
}

}  // namespace

AnalysisOutput DistrictRisk::output(const City& city, const Params& params, const Result& result,
                                    const Profile& profile) {
  AnalysisOutput output;
  output.tables.push_back(zone_table(result));
  output.tables.push_back(cluster_table(result));
  output.tables.push_back(block_table(params, result));
  output.building_columns = building_columns(city, result);
  output.findings = findings(params, result);
  output.figures = figures(params, result, profile);
  if (const auto notice = notice_of(result.zones); !notice.empty())
    output.notices.emplace_back(notice);
  return output;
}

}  // namespace firebreak
