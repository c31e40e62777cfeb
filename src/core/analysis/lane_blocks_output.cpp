#include <algorithm>
#include <cmath>
#include <string>
#include <tuple>
#include <utility>

#include "core/analysis/lane_layers.hpp"
#include "core/analysis/rule_value.hpp"
#include "core/base/hash.hpp"
#include "core/geo/measure.hpp"
#include "core/model/column_push.hpp"

namespace firebreak {

namespace {

constexpr const char* mesh_key = "lanes.mesh_m";

std::string mesh_words(const Lanes::Block& block, double mesh_m, bool confirmed) {
  if (block.verdict != Verdict::fail)
    return text("whether an engine gets through all lanes around it is not known: to be checked");
  std::string words =
      confirmed ? text("a circle {0:.0f} m wide lies between the lanes, {1:.0f} m allowed",
                       *block.depth_m, mesh_m)
                : text(
                      "a circle {0:.0f} m wide lies between the lanes, above the value of {1:.0f} "
                      "m, clause to be confirmed",
                      *block.depth_m, mesh_m);
  // Between villages the circle lies on fields.
  if (block.buildings_far == 0)
    words += text("; no building lies farther than {:g} m from a lane", mesh_m / 2);
  return words;
}

/// The blocks that do not pass: failing ones first, those with most buildings far from a lane
/// before others.
std::vector<std::uint32_t> blocks_to_tell(const Lanes::Result& result) {
  std::vector<std::uint32_t> told;
  for (std::uint32_t k = 0; k < result.blocks.size(); ++k)
    if (result.blocks[k].verdict != Verdict::pass) told.push_back(k);
  std::ranges::sort(told, {}, [&](std::uint32_t k) {
    const Lanes::Block& block = result.blocks[k];
    return std::tuple(block.verdict != Verdict::fail, -std::int64_t{block.buildings_far},
                      -block.depth_m.value_or(0), -std::int64_t{block.buildings}, k);
  });
  return told;
}

}  // namespace

FeatureTable lane_block_table(const LaneOutput& of) {
  FeatureTable table;
  table.name = "lane_blocks";
  table.title = "Blocks between fire lanes";
  table.description =
      "Built-up blocks between lanes for engines that lie farther apart than the rule allows, or "
      "may do so";
  table.geometry = TableGeometry::multi_polygon;
  Column id("lane_block_id", ColumnType::text, "Block");
  Column depth("depth_m", ColumnType::real, "Largest circle between the lanes", "m");
  Column limit("limit_m", ColumnType::real, "Limit", "m");
  Column buildings("buildings", ColumnType::integer, "Buildings");
  Column far("buildings_far", ColumnType::integer, "of them farther than half of it from a lane");
  Column area("area_m2", ColumnType::real, "Area", "m²");
  Column verdict("verdict", ColumnType::text, "Verdict on the distance of lanes");
  Column is_confirmed("confirmed", ColumnType::integer, "Value of the limit confirmed");
  Column code("reason_code", ColumnType::text, "Reason code");
  Column reason("reason", ColumnType::text, "Reason");
  Column rule_key("rule_key", ColumnType::text, "Parameter of the rule");
  const ProfileValue* rule = rule_value(of.profile, mesh_key);
  const bool confirmed = rule != nullptr && rule->confirmed();
  for (const std::uint32_t k : blocks_to_tell(of.result)) {
    const Lanes::Block& block = of.result.blocks[k];
    table.shapes.add_copy(of.result.block_shapes, k);
    const Xy inside = of.city.to_crs(interior_point(of.result.block_shapes, k));
    id.push(StableHash().add(std::llround(inside.x_m)).add(std::llround(inside.y_m)).id("e"));
    push_optional(depth, block.depth_m);
    limit.push(of.params.mesh_m);
    push_count(buildings, block.buildings);
    if (block.verdict == Verdict::fail)
      push_count(far, block.buildings_far);
    else
      far.push_missing();
    area.push(block.area_m2);
    verdict.push(verdict_name(block.verdict));
    push_flag(is_confirmed, confirmed);
    code.push(block.verdict == Verdict::fail ? "lanes_far_apart" : "lanes_unknown");
    reason.push(mesh_words(block, of.params.mesh_m, confirmed));
    rule_key.push(mesh_key);
  }
  for (Column* column : {&id, &depth, &limit, &buildings, &far, &area, &verdict, &is_confirmed,
                         &code, &reason, &rule_key})
    table.columns.push_back(std::move(*column));
  return table;
}

std::vector<KeyFigure> lane_block_figures(const LaneOutput& of) {
  const auto judged_as = [&](Verdict verdict) {
    return static_cast<double>(
        std::ranges::count(of.result.blocks, verdict, &Lanes::Block::verdict));
  };
  std::vector<KeyFigure> figures;
  const ProfileValue* rule = rule_value(of.profile, mesh_key);
  const auto add = [&](const char* name, const char* title, double value) {
    figures.push_back({name, title, value, {}, {}, {}});
    if (rule != nullptr)
      figures.back().clause = rule->clause, figures.back().mark = rule->value_mark;
  };
  add("lane_blocks", tr_key("Built-up blocks between lanes for engines"),
      static_cast<double>(of.result.blocks.size()));
  add("lane_blocks_fail", tr_key("of them with lanes too far apart"), judged_as(Verdict::fail));
  add("lane_blocks_fail_far",
      tr_key("of these with a building farther than half the limit from every lane"),
      static_cast<double>(std::ranges::count_if(of.result.blocks, [](const Lanes::Block& block) {
        return block.verdict == Verdict::fail && block.buildings_far > 0;
      })));
  add("lane_blocks_unknown", tr_key("of them with lanes of unknown width around"),
      judged_as(Verdict::unknown));
  return figures;
}

}  // namespace firebreak
