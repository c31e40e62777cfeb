#include "render/fixture.hpp"

#include <array>

#include "core/io/style_file.hpp"

namespace firebreak::test {

namespace {

void put(Column& column, std::string_view value) {
  if (value.empty())
    column.push_missing();
  else
    column.push(value);
}

FeatureTable table_of(std::string_view name, std::string_view column, TableGeometry geometry) {
  FeatureTable table;
  table.name = name;
  table.geometry = geometry;
  table.columns.emplace_back(std::string(column), ColumnType::text);
  return table;
}

void add_ranks(FeatureTable& table, std::string_view name) {
  Column ranks{std::string(name), ColumnType::integer};
  for (std::size_t i = 0; i < table.shapes.size(); ++i)
    ranks.push(static_cast<std::int64_t>(i + 1));
  table.columns.push_back(ranks);
}

}  // namespace

FeatureTable squares(std::string_view name, std::string_view column,
                     const std::vector<Square>& rows) {
  FeatureTable table = table_of(name, column, TableGeometry::multi_polygon);
  for (const Square& s : rows) {
    const std::array<Xy, 5> ring{
        {{s.x0, s.y0}, {s.x1, s.y0}, {s.x1, s.y1}, {s.x0, s.y1}, {s.x0, s.y0}}};
    table.shapes.add(PartKind::outer, ring);
    put(table.columns.front(), s.value);
  }
  return table;
}

FeatureTable spots(std::string_view name, std::string_view column, const std::vector<Spot>& rows) {
  FeatureTable table = table_of(name, column, TableGeometry::point);
  for (const Spot& s : rows) {
    const std::array<Xy, 1> at{{{s.x, s.y}}};
    table.shapes.add(PartKind::point, at);
    put(table.columns.front(), s.value);
  }
  return table;
}

FeatureTable lines(std::string_view name, std::string_view column,
                   const std::vector<Square>& rows) {
  FeatureTable table = table_of(name, column, TableGeometry::line);
  for (const Square& s : rows) {
    const std::array<Xy, 2> line{{{s.x0, s.y0}, {s.x1, s.y1}}};
    table.shapes.add(PartKind::line, line);
    put(table.columns.front(), s.value);
  }
  return table;
}

std::vector<FeatureTable> small_town() {
  std::vector<Square> houses;
  double x = 0;
  for (const std::string_view verdict : {"pass", "marginal", "fail", "unknown"})
    for (int i = 0; i < 3; ++i, x += 60) houses.push_back({x, 100, x + 30, 130, verdict});
  std::vector<FeatureTable> tables;
  tables.push_back(squares("building_risk", "hydrant_verdict", houses));
  tables.push_back(squares("hydrant_gaps", "gap_id", {{350, 80, 540, 160, "g1"}}));
  add_ranks(tables.back(), "rank");
  add_ranks(tables.back(), "number");
  tables.push_back(
      lines("fire_lanes", "verdict", {{0, 60, 800, 60, "pass"}, {300, 60, 300, 500, "fail"}}));
  tables.push_back(spots("hydrant_reach", "status", {{100, 65, "working"}, {200, 65, ""}}));
  tables.push_back(spots("pinch_points", "lane_id", {{300, 200, "a"}, {302, 202, "b"}}));
  add_ranks(tables.back(), "gain_rank");
  tables.push_back(squares("risk_zones", "zone_id", {{0, 0, 800, 500, "z1"}}));
  add_ranks(tables.back(), "rank");
  Column level("level", ColumnType::integer);
  level.push(std::int64_t{4});
  tables.back().columns.push_back(level);
  return tables;
}

RunRecord small_record() {
  RunRecord record;
  record.program = "firebreak 0.1.0";
  record.title = "Kleinstadt";
  record.profile = "cn-gb";
  record.profile_title = "China";
  record.profile_title_zh = "中国国家标准";
  record.engine = "pumper";
  record.crs = "EPSG:25832";
  record.origin_x_m = 660000;
  record.origin_y_m = 5480000;
  record.attribution = "© OpenStreetMap contributors";
  record.made_utc = "2026-11-23T10:00:00Z";
  UsedParameter doubtful;
  doubtful.value.value_mark = "M";
  record.parameters.push_back(doubtful);
  return record;
}

StyleSheet sheet_of(std::string_view table, std::vector<StyleRule> rules) {
  StyleSheet sheet;
  sheet.name = "test";
  LayerStyle layer;
  layer.table = table;
  layer.title = "Layer";
  layer.rules = std::move(rules);
  sheet.layers.push_back(layer);
  return sheet;
}

StyleRule rule(std::string_view field, std::vector<std::string> values, Symbol symbol) {
  StyleRule made;
  made.title = "Rule";
  made.field = field;
  made.values = std::move(values);
  made.symbol = std::move(symbol);
  return made;
}

Symbol filled(Colour fill) {
  Symbol symbol;
  symbol.fill = fill;
  return symbol;
}

render::View metre_view() {
  render::View view;
  view.frame = QRectF(0, 0, 100, 100);
  view.top_left = {0, 100};
  view.units_per_mm = 10;
  view.scale = 10000;  // 10 units a millimetre x 1000 / 10000 = 1 unit a metre
  return view;
}

StyleSheet light() {
  return io::read_style_sheet(std::string(FIREBREAK_SOURCE) + "/styles/light.toml");
}

}  // namespace firebreak::test
