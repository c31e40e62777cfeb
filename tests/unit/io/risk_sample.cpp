#include "risk_sample.hpp"

#include <stdexcept>

namespace firebreak::test {

namespace {

std::vector<Xy> ring(double x0, double y0, double x1, double y1, bool clockwise = false) {
  std::vector<Xy> points{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}};
  if (clockwise) points = {{x0, y0}, {x0, y1}, {x1, y1}, {x1, y0}, {x0, y0}};
  return points;
}

FeatureTable building_risk() {
  FeatureTable t;
  t.name = "building_risk";
  t.title = "buildings and their risk";
  t.description = "One row per building.";
  t.geometry = TableGeometry::multi_polygon;
  // Both rings run the wrong way round on purpose.
  t.shapes.add_part(PartKind::outer, ring(0, 0, 20, 20, true));
  t.shapes.add_part(PartKind::hole, ring(5, 5, 10, 10, false));
  t.shapes.finish_feature();
  t.shapes.add_part(PartKind::outer, ring(30, 0, 40, 10));
  t.shapes.add_part(PartKind::outer, ring(42, 0, 50, 10));
  t.shapes.finish_feature();
  t.shapes.add(PartKind::outer, ring(60, 0, 70, 10));
  t.shapes.finish_feature();
  Column id("building_id", ColumnType::text, "building");
  Column count("hydrants_in_reach", ColumnType::integer, "hydrants in reach");
  Column distance("nearest_hydrant_m", ColumnType::real, "distance to the nearest hydrant", "m");
  Column verdict("hydrant_verdict", ColumnType::text, "verdict on hydrants");
  for (const char* name : {"b1", "b2", "b3", "b'4 \"<&>"}) id.push(std::string_view(name));
  for (const int n : {3, 1, 0}) count.push(std::int64_t{n});
  count.push_missing();
  for (const double d : {12.5, 0.1, 1059.9000000000001}) distance.push(d);
  distance.push_missing();
  for (const char* word : {"pass", "marginal", "fail", "unknown"})
    verdict.push(std::string_view(word));
  t.columns = {id, count, distance, verdict};
  return t;
}

FeatureTable hydrants() {
  FeatureTable t;
  t.name = "hydrant_reach";
  t.title = "hydrants and whom they serve";
  t.geometry = TableGeometry::point;
  Column id("hydrant_id", ColumnType::text, "hydrant");
  for (int i = 0; i < 3; ++i) {
    t.shapes.add(PartKind::point, std::vector<Xy>{{10.0 * i, -5}});
    id.push(std::string_view("h" + std::to_string(i)));
  }
  t.columns = {id};
  return t;
}

FeatureTable lanes() {
  FeatureTable t;
  t.name = "fire_lanes";
  t.title = "fire lanes";
  t.geometry = TableGeometry::line;
  Column id("lane_id", ColumnType::text, "lane");
  Column width("clear_width_m", ColumnType::real, "clear width", "m");
  for (int i = 0; i < 2; ++i) {
    t.shapes.add(PartKind::line, std::vector<Xy>{{0, -10.0 - i}, {50, -10.0 - i}});
    id.push(std::string_view("lane " + std::to_string(i)));
    width.push(3.5 + i);
  }
  t.columns = {id, width};
  return t;
}

FeatureTable skipped_layer() {
  FeatureTable t;
  t.name = "response_log";
  t.title = "response log";
  Column id("name", ColumnType::text, "name");
  id.push(std::string_view("one"));
  Column note("note", ColumnType::text, "note");
  note.push(std::string_view(""));
  t.columns = {id, note};
  return t;
}

StyleRule rule(const char* title, const char* field, std::vector<std::string> values, Colour fill,
               Hatch hatch = Hatch::none) {
  StyleRule made;
  made.title = title;
  made.field = field;
  made.values = std::move(values);
  made.symbol.fill = fill;
  made.symbol.stroke = Colour{80, 80, 80, 255};
  made.symbol.hatch = hatch;
  return made;
}

}  // namespace

std::vector<FeatureTable> sample_tables() {
  return {building_risk(), hydrants(), lanes(), skipped_layer()};
}

RunRecord sample_record() {
  RunRecord r;
  r.program = "firebreak 0.1.0";
  r.versions = {{"GDAL", "3.6.2"}, {"SQLite", "3.40.1"}};
  r.title = "Lauf 劳夫";
  r.profile = "cn-gb";
  r.profile_title = "China, national standards";
  r.profile_title_zh = "中国国家标准";
  r.engine = "pumper";
  r.language = "en";
  r.crs = "EPSG:25832";
  r.origin_x_m = 667000.25;
  r.origin_y_m = 5486000.5;
  r.scale_error = 0.0003999;
  r.attribution = "(c) OpenStreetMap contributors, ODbL 1.0";
  r.made_utc = "2026-11-23T10:00:00Z";
  UsedParameter radius{"hydrants.radius_m", "protection radius", {}};
  radius.value.value = 150.1;
  radius.value.unit = "m";
  radius.value.clause = "GB 50974-2014 7.2.5";
  radius.value.value_mark = "V2";
  radius.value.clause_mark = "V2";
  radius.value.given_by = "profile";
  radius.value.sources = {"a", "b"};
  UsedParameter width{"lanes.clear_width_m", "clear width of a fire lane", {}};
  width.value.value = 4.0;
  width.value.clause = "GB 55037-2022 3.4.5";
  width.value.value_mark = "M";
  UsedParameter word{"hydrants.rule", "which rule", {}};
  word.value.value = std::string("all");
  UsedParameter flag{"accuracy.ignore", "judge the bare numbers", {}};
  flag.value.value = true;
  r.parameters = {radius, width, word, flag};
  r.figures = {{"buildings", "buildings", 4, "", "", ""},
               {"share", "share", 0.1 + 0.2, "%", "GB", "V1"}};
  r.inputs.resize(1);
  r.inputs[0].path = "lauf.osm.pbf";
  r.inputs[0].role = "buildings";
  r.inputs[0].sha256 = std::string(64, 'a');
  r.inputs[0].read = 6492;
  r.inputs[0].accuracy_m = 2.5;
  r.skipped = {{"response", "no stations"}};
  r.notices = {"No building can pass."};
  return r;
}

StyleSheet sample_styles() {
  StyleSheet sheet;
  sheet.name = "light";
  LayerStyle lanes_style;
  lanes_style.table = "fire_lanes";
  lanes_style.title = "fire lanes";
  lanes_style.label_field = "lane_id";
  lanes_style.min_scale = 25000;
  lanes_style.label_min_scale = 5000;
  StyleRule narrow = rule("narrow", "clear_width_m", {}, {0, 0, 0, 0});
  narrow.below = 4;
  narrow.symbol.stroke = Colour{200, 30, 30, 255};
  narrow.symbol.stroke_mm = 0.8;
  narrow.symbol.dash_mm = {2, 1};
  StyleRule others = rule("other lanes", "", {}, {0, 0, 0, 0});
  others.symbol.stroke = Colour{90, 90, 90, 255};
  lanes_style.rules = {narrow, others};
  LayerStyle buildings;
  buildings.table = "building_risk";
  buildings.title = "verdict on hydrants";
  StyleRule missing = rule("no verdict", "hydrant_verdict", {}, {220, 220, 220, 255});
  missing.missing = true;
  buildings.rules = {
      rule("fail", "hydrant_verdict", {"fail"}, {214, 47, 39, 255}),
      rule("marginal", "hydrant_verdict", {"marginal"}, {253, 174, 97, 255}),
      rule("pass", "hydrant_verdict", {"pass"}, {171, 217, 233, 255}),
      rule("unknown", "hydrant_verdict", {"unknown"}, {235, 235, 235, 255}, Hatch::forward),
      missing};
  LayerStyle hydrants;
  hydrants.table = "hydrant_reach";
  hydrants.title = "hydrants";
  StyleRule all = rule("hydrants", "", {}, {30, 90, 200, 255});
  all.symbol.marker = Marker::hydrant;
  all.symbol.size_mm = 3;
  hydrants.rules = {all};
  sheet.layers = {buildings, lanes_style, hydrants};
  return sheet;
}

Finding sample_finding(const std::string& key, const std::string& kind, Xy at) {
  Finding f;
  f.key = key;
  f.kind = kind;
  f.place = "Marktplatz";
  f.shape.add(PartKind::point, std::vector<Xy>{at});
  f.measured = 3.1;
  f.limit = 4.0;
  f.unit = "m";
  f.rule_key = "lanes.clear_width_m";
  f.impact_buildings = 12;
  f.grade = 2;
  f.measure = "Clear the lane.";
  return f;
}

io::LedgerInput sample_ledger() {
  io::LedgerInput input;
  Finding gap = sample_finding("gap-1", "hydrant_gap", {0, 0});
  gap.shape = Shapes{};
  gap.shape.add(PartKind::outer, ring(-10, -10, 80, 80));
  gap.rule_key = "hydrants.radius_m";
  input.findings = {gap, sample_finding("pinch-1", "fire_lane", {25, -10})};
  input.units = {{"441424105", "Town", "Quarter", "Plot", "Wang", "13800000000"}, {}};
  return input;
}

Database::Database(const std::filesystem::path& file, bool writing) {
  const int flags = writing ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY;
  if (sqlite3_open_v2(file.c_str(), &handle_, flags, nullptr) != SQLITE_OK)
    throw std::runtime_error("cannot open " + file.string());
}

Database::~Database() {
  sqlite3_close(handle_);
}

std::optional<std::string> Database::text(const std::string& sql) const {
  sqlite3_stmt* query = nullptr;
  if (sqlite3_prepare_v2(handle_, sql.c_str(), -1, &query, nullptr) != SQLITE_OK)
    throw std::runtime_error(sql + ": " + sqlite3_errmsg(handle_));
  std::optional<std::string> out;
  if (sqlite3_step(query) == SQLITE_ROW && sqlite3_column_type(query, 0) != SQLITE_NULL)
    out = static_cast<const char*>(static_cast<const void*>(sqlite3_column_text(query, 0)));
  sqlite3_finalize(query);
  return out;
}

long long Database::number(const std::string& sql) const {
  return std::stoll(text(sql).value());
}

std::string Database::list(const std::string& sql) const {
  std::string out;
  char* why = nullptr;
  const auto add = [](void* to, int, char** values, char**) {
    auto& joined = *static_cast<std::string*>(to);
    joined += (joined.empty() ? "" : ",") + std::string(values[0] == nullptr ? "NULL" : values[0]);
    return 0;
  };
  if (sqlite3_exec(handle_, sql.c_str(), add, &out, &why) != SQLITE_OK)
    throw std::runtime_error(sql + ": " + why);
  return out;
}

void Database::run(const std::string& sql) const {
  char* why = nullptr;
  if (sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, &why) != SQLITE_OK)
    throw std::runtime_error(sql + ": " + why);
}

}  // namespace firebreak::test
