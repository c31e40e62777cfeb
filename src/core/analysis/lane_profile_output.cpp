#include <utility>

#include "core/analysis/lane_layers.hpp"
#include "core/geo/measure.hpp"
#include "core/model/column_push.hpp"

namespace firebreak {

FeatureTable lane_profile_table(const LaneOutput& of) {
  const RoadNetwork& network = *of.city.network;
  FeatureTable table;
  table.name = "lane_profile";
  table.title = "Width along fire lanes";
  table.description =
      "How wide the fire lanes that fail or are marginal are from metre to metre, alike metres as "
      "one stretch";
  table.geometry = TableGeometry::line;
  Column id("lane_id", ColumnType::text, "Lane");
  Column name("name", ColumnType::text, "Name");
  Column from("from_m", ColumnType::real, "From chainage", "m");
  Column to("to_m", ColumnType::real, "To chainage", "m");
  Column left("left_m", ColumnType::real, "Free on the left of the centre line", "m");
  Column right("right_m", ColumnType::real, "Free on the right of the centre line", "m");
  Column band("free_m", ColumnType::real, "Widest free band", "m");
  Column at_least("free_at_least", ColumnType::integer, "At least so wide, measured no farther");
  Column on_line("on_centre_line", ColumnType::integer, "Something stands on the centre line");
  Column limit("limit_m", ColumnType::real, "Limit", "m");
  for (const Lanes::WidthRun& run : of.result.profile) {
    const auto line = network.lines.only_part(run.lane);
    table.shapes.add(PartKind::line, line_part(line, static_cast<double>(run.from_m),
                                               static_cast<double>(run.to_m)));
    id.push(of.ids[run.lane]);
    push_word(name, of.city.roads->names[network.segments[run.lane].road.value]);
    from.push(static_cast<double>(run.from_m));
    to.push(static_cast<double>(run.to_m));
    push_optional(left, run.left_m);
    push_optional(right, run.right_m);
    band.push(static_cast<double>(run.free_m));
    push_flag(at_least, run.at_least);
    push_flag(on_line, run.on_line);
    limit.push(asked_width_m(of.params, of.result.lanes[run.lane].asked));
  }
  for (Column* column : {&id, &name, &from, &to, &left, &right, &band, &at_least, &on_line, &limit})
    table.columns.push_back(std::move(*column));
  return table;
}

}  // namespace firebreak
