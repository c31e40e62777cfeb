#include "core/normalise/input_tables.hpp"

#include <filesystem>
#include <numeric>
#include <set>

#include "core/base/text.hpp"
#include "core/geo/measure.hpp"
#include "core/model/building_columns.hpp"
#include "core/model/columns.hpp"
#include "core/model/facts.hpp"
#include "core/model/place_basis.hpp"
#include "core/normalise/attributes.hpp"

namespace firebreak {

namespace {

constexpr auto integer = ColumnType::integer;
constexpr auto real = ColumnType::real;
constexpr auto words = ColumnType::text;

std::optional<std::string_view> yes(bool truth) {
  return truth ? std::optional<std::string_view>("yes") : std::nullopt;
}

/// Most things stand on the ground, where a level says nothing.
std::optional<int> raised(std::int8_t level) {
  return level == 0 ? std::nullopt : std::optional<int>(level);
}

template <class T>
void add_facts(const Table<T>& rows, std::vector<Column>& to) {
  for (Column& fact : fact_columns(rows.facts, rows.size())) to.push_back(std::move(fact));
}

template <class T>
FeatureTable table_of(const Table<T>& rows, const City& city, const char* name, const char* title,
                      const char* id, const char* id_title, TableGeometry geometry) {
  FeatureTable table;
  table.name = name;
  table.title = title;
  table.geometry = geometry;
  table.shapes = rows.shapes;
  const std::size_t n = rows.size();
  table.columns.push_back(
      filled_column(id, words, id_title, "", n, [&](std::size_t i) { return rows.ids[i]; }));
  table.columns.push_back(filled_column("name", words, "name", "", n,
                                        [&](std::size_t i) { return known_word(rows.names[i]); }));
  table.columns.push_back(filled_column("source", words, "source", "", n,
                                        [&](std::size_t i) -> std::optional<std::string_view> {
                                          const auto source = rows[i].origin.source;
                                          if (source >= city.sources.size()) return std::nullopt;
                                          return city.sources[source].layer;
                                        }));
  table.columns.push_back(filled_column("source_fid", integer, "record number in the source", "", n,
                                        [&](std::size_t i) -> std::optional<std::int64_t> {
                                          if (rows[i].origin.fid < 0) return std::nullopt;
                                          return rows[i].origin.fid;
                                        }));
  if (auto basis = place_basis_column(city, n, [&](std::size_t i) { return rows[i].origin; }))
    table.columns.push_back(std::move(*basis));
  return table;
}

FeatureTable buildings_table(const City& city) {
  const auto& rows = *city.buildings;
  const std::size_t n = rows.size();
  FeatureTable table = table_of(rows, city, "buildings", tr_key("Buildings"), "building_id",
                                tr_key("building id"), TableGeometry::multi_polygon);
  auto& c = table.columns;
  std::vector<std::uint32_t> all(n);
  std::iota(all.begin(), all.end(), 0U);
  add_building_columns(rows, all, c);
  c.push_back(filled_column("obstacle_only", words, "too small for a building", "", n,
                            [&](std::size_t i) { return yes(rows[i].obstacle_only); }));
  return table;
}

FeatureTable roads_table(const City& city) {
  const auto& rows = *city.roads;
  const std::size_t n = rows.size();
  FeatureTable table = table_of(rows, city, "roads", tr_key("Roads"), "road_id", tr_key("road id"),
                                TableGeometry::multi_line);
  auto& c = table.columns;
  c.push_back(filled_column("class", words, "road class", "", n,
                            [&](std::size_t i) { return road_class_name(rows[i].road_class); }));
  c.push_back(filled_column("width_m", real, "declared width", "m", n,
                            [&](std::size_t i) { return rows[i].width_m; }));
  c.push_back(filled_column("max_width_m", real, "posted width limit", "m", n,
                            [&](std::size_t i) { return rows[i].max_width_m; }));
  c.push_back(filled_column("clear_height_m", real, "clear height", "m", n,
                            [&](std::size_t i) { return rows[i].clear_height_m; }));
  c.push_back(filled_column("height_below_m", real, "clear height known only to be less", "m", n,
                            [&](std::size_t i) { return rows[i].height_below_m; }));
  c.push_back(filled_column("max_weight_t", real, "posted weight limit", "t", n,
                            [&](std::size_t i) { return rows[i].max_weight_t; }));
  c.push_back(filled_column("speed_kmh", real, "posted speed", "km/h", n,
                            [&](std::size_t i) { return rows[i].speed_kmh; }));
  c.push_back(filled_column("one_way", words, "one-way", "", n, [&](std::size_t i) {
    return rows[i].one_way == OneWay::no ? std::nullopt
                                         : std::optional(one_way_word(rows[i].one_way));
  }));
  c.push_back(filled_column("access", words, "access", "", n,
                            [&](std::size_t i) { return access_word(rows[i].access); }));
  c.push_back(filled_column("bridge", words, "bridge", "", n,
                            [&](std::size_t i) { return yes(rows[i].bridge); }));
  c.push_back(filled_column("tunnel", words, "tunnel", "", n,
                            [&](std::size_t i) { return yes(rows[i].tunnel); }));
  c.push_back(filled_column("covered", words, "covered", "", n,
                            [&](std::size_t i) { return yes(rows[i].covered); }));
  c.push_back(filled_column("level", integer, "level, 0 on the ground", "", n,
                            [&](std::size_t i) { return raised(rows[i].level); }));
  c.push_back(filled_column("fire_lane", words, "declared as fire lane", "", n,
                            [&](std::size_t i) { return yes(rows[i].fire_lane); }));
  c.push_back(filled_column("not_in_use", words, "planned or closed", "", n,
                            [&](std::size_t i) { return yes(!rows[i].open); }));
  c.push_back(filled_column("length_m", real, "length", "m", n, [&](std::size_t i) {
    double length = 0;
    for (auto p = rows.shapes.first_part(i); p < rows.shapes.end_part(i); ++p)
      length += line_length_m(rows.shapes.part(p).points);
    return length;
  }));
  add_facts(rows, c);
  return table;
}

FeatureTable hydrants_table(const City& city) {
  const auto& rows = *city.hydrants;
  const std::size_t n = rows.size();
  FeatureTable table = table_of(rows, city, "hydrants", tr_key("Hydrants"), "hydrant_id",
                                tr_key("hydrant id"), TableGeometry::point);
  auto& c = table.columns;
  c.push_back(filled_column("kind", words, "kind of water point", "", n,
                            [&](std::size_t i) { return hydrant_kind_name(rows[i].kind); }));
  c.push_back(filled_column("status", words, "state", "", n, [&](std::size_t i) {
    return rows[i].switched_off ? std::string_view("disused") : hydrant_status_name(rows[i].status);
  }));
  c.push_back(filled_column("status_basis", words, "basis of the state", "", n, [&](std::size_t i) {
    return rows[i].planned ? std::string_view("plan") : basis_name(rows[i].status_basis);
  }));
  c.push_back(filled_column("flow_lps", real, "flow", "L/s", n,
                            [&](std::size_t i) { return rows[i].flow_lps; }));
  c.push_back(filled_column("pressure_mpa", real, "pressure", "MPa", n,
                            [&](std::size_t i) { return rows[i].pressure_mpa; }));
  c.push_back(filled_column("main_mm", real, "main diameter", "mm", n,
                            [&](std::size_t i) { return rows[i].main_mm; }));
  c.push_back(filled_column("main_layout", words, "main layout", "", n, [&](std::size_t i) {
    return known_word(main_layout_name(rows[i].main_layout));
  }));
  c.push_back(filled_column("main_basis", words, "basis of the main", "", n, [&](std::size_t i) {
    return rows[i].main_basis == Basis::missing ? std::nullopt
                                                : std::optional(basis_name(rows[i].main_basis));
  }));
  c.push_back(filled_column("owner", words, "owner", "", n,
                            [&](std::size_t i) { return known_word(owner_name(rows[i].owner)); }));
  c.push_back(filled_column("duplicate", words, "second record of a hydrant", "", n,
                            [&](std::size_t i) { return yes(rows[i].duplicate_of.has_value()); }));
  c.push_back(filled_column("doubtful_position", words, "doubtful position", "", n,
                            [&](std::size_t i) { return yes(rows[i].doubtful_position); }));
  add_facts(rows, c);
  return table;
}

FeatureTable stations_table(const City& city) {
  const auto& rows = *city.stations;
  const std::size_t n = rows.size();
  FeatureTable table = table_of(rows, city, "stations", tr_key("Fire stations"), "station_id",
                                tr_key("station id"), TableGeometry::point);
  table.columns.push_back(filled_column("engines", real, "engines", "", n,
                                        [&](std::size_t i) { return rows[i].engines; }));
  table.columns.push_back(
      filled_column("staff", real, "staff", "", n, [&](std::size_t i) { return rows[i].staff; }));
  table.columns.push_back(filled_column("active", words, "in service", "", n,
                                        [&](std::size_t i) { return truth_word(rows[i].active); }));
  add_facts(rows, table.columns);
  return table;
}

FeatureTable obstacles_table(const City& city) {
  const auto& rows = *city.obstacles;
  const std::size_t n = rows.size();
  FeatureTable table = table_of(rows, city, "obstacles", tr_key("Obstacles"), "obstacle_id",
                                tr_key("obstacle id"), TableGeometry::multi_polygon);
  auto& c = table.columns;
  c.push_back(filled_column("kind", words, "kind of obstacle", "", n,
                            [&](std::size_t i) { return obstacle_kind_name(rows[i].kind); }));
  c.push_back(filled_column("occasion", words, "when it stands", "", n,
                            [&](std::size_t i) { return occasion_word(rows[i].occasion); }));
  c.push_back(filled_column("opening", words, "opening", "", n,
                            [&](std::size_t i) -> std::optional<std::string_view> {
                              if (rows[i].opening == Opening::none) return std::nullopt;
                              return opening_name(rows[i].opening);
                            }));
  c.push_back(filled_column("removable", words, "removable", "", n,
                            [&](std::size_t i) { return yes(rows[i].removable); }));
  c.push_back(filled_column("probability", real, "share of the time it stands", "", n,
                            [&](std::size_t i) -> std::optional<float> {
                              if (rows[i].probability_share >= 1) return std::nullopt;
                              return rows[i].probability_share;
                            }));
  c.push_back(filled_column("active", words, "stands", "", n,
                            [&](std::size_t i) { return truth_word(rows[i].active); }));
  c.push_back(filled_column("clear_width_m", real, "clear width", "m", n,
                            [&](std::size_t i) { return rows[i].clear_width_m; }));
  c.push_back(filled_column("width_below_m", real, "clear width known only to be less", "m", n,
                            [&](std::size_t i) { return rows[i].width_below_m; }));
  c.push_back(filled_column("clear_height_m", real, "clear height", "m", n,
                            [&](std::size_t i) { return rows[i].clear_height_m; }));
  c.push_back(filled_column("height_below_m", real, "clear height known only to be less", "m", n,
                            [&](std::size_t i) { return rows[i].height_below_m; }));
  c.push_back(filled_column("size_m", real, "diameter or thickness", "m", n,
                            [&](std::size_t i) { return rows[i].size_m; }));
  c.push_back(filled_column("level", integer, "level, 0 on the ground", "", n,
                            [&](std::size_t i) { return raised(rows[i].level); }));
  add_facts(rows, c);
  return table;
}

FeatureTable barriers_table(const City& city) {
  const auto& rows = *city.barriers;
  FeatureTable table = table_of(rows, city, "barriers", tr_key("Barriers"), "barrier_id",
                                tr_key("barrier id"), TableGeometry::multi_line);
  table.columns.push_back(
      filled_column("kind", words, "kind of barrier", "", rows.size(),
                    [&](std::size_t i) { return barrier_kind_word(rows[i].kind); }));
  table.columns.push_back(filled_column("level", integer, "level, 0 on the ground", "", rows.size(),
                                        [&](std::size_t i) { return raised(rows[i].level); }));
  add_facts(rows, table.columns);
  return table;
}

/// What a table of mixed shapes is drawn as: polygons if it has any, else lines, else points.
TableGeometry geometry_of(const Shapes& shapes) {
  TableGeometry found = TableGeometry::point;
  for (const PartKind kind : shapes.part_kind) {
    if (kind == PartKind::outer || kind == PartKind::hole) return TableGeometry::multi_polygon;
    if (kind == PartKind::line) found = TableGeometry::multi_line;
  }
  return found;
}

void add_shapes(const Shapes& shapes, const char* name, const char* title,
                std::vector<FeatureTable>& out) {
  if (shapes.empty()) return;
  FeatureTable table;
  table.name = name;
  table.title = title;
  table.geometry = geometry_of(shapes);
  table.shapes = shapes;
  table.columns.push_back(filled_column("number", integer, "number", "", shapes.size(),
                                        [](std::size_t i) { return i + 1; }));
  out.push_back(std::move(table));
}

/// What the features of a role without a type of its own are called.
const char* role_title(Role role) {
  switch (role) {
    case Role::water_mains:
      return tr_key("Water mains");
    case Role::incidents:
      return tr_key("Incidents");
    case Role::reports:
      return tr_key("Reports");
    case Role::compounds:
      return tr_key("Compounds");
    case Role::land_use:
      return tr_key("Land use");
    case Role::key_sites:
      return tr_key("Key sites");
    case Role::terrain:
      return tr_key("Terrain");
    case Role::open_land:
      return tr_key("Open land as read");
    case Role::water:
      return tr_key("Water as read");
    case Role::built_up:
      return tr_key("Built-up area as read");
    default:
      return tr_key("Other layer");
  }
}

/// What a kept layer is called: "Key sites · schools". Always with the layer's own name, for looks
/// are kept by it: another layer of the role must not rename this one.
std::string title_of(const Layer& layer) {
  const std::string role = role_title(layer.role);
  if (layer.name.empty()) return role;
  return layer.role == Role::reference ? layer.name : role + " · " + layer.name;
}

/// The name of its table: by the file and the layer in it, so that it stays the same whatever other
/// sources there are. `used` are those given away.
std::string table_name_of(const Layer& layer, const City& city, std::set<std::string>& used) {
  std::string name = "other";
  const std::size_t source = layer.origins.empty() ? SIZE_MAX : layer.origins.front().source;
  if (source < city.sources.size()) {
    const std::string stem = std::filesystem::path(city.sources[source].path).stem().string();
    name += "_" + stem;
    if (city.sources[source].layer != stem) name += "_" + city.sources[source].layer;
  } else {
    name += "_" + layer.name;
  }
  std::string free = name;
  for (int number = 2; !used.insert(free).second; ++number)
    free = fmt::format("{}_{}", name, number);
  return free;
}

void add_others(const City& city, std::vector<FeatureTable>& out) {
  std::vector<OtherName> names = names_of_others(city);
  for (std::size_t i = 0; i < names.size(); ++i) {
    const Layer& layer = (*city.others)[i];
    if (layer.shapes.empty()) continue;
    FeatureTable table;
    table.name = std::move(names[i].table);
    table.title = std::move(names[i].title);
    table.description = role_name(layer.role);
    table.geometry = geometry_of(layer.shapes);
    table.shapes = layer.shapes;
    table.columns = layer.columns;
    for (Column& column : table.columns)
      if (column.title.empty()) column.title = column.name;
    if (table.columns.empty())
      table.columns.push_back(filled_column("number", integer, "number", "", layer.shapes.size(),
                                            [](std::size_t row) { return row + 1; }));
    out.push_back(std::move(table));
  }
}

}  // namespace

std::vector<OtherName> names_of_others(const City& city) {
  std::set<std::string> used;
  std::vector<OtherName> names;
  for (const Layer& layer : *city.others) {
    OtherName& name = names.emplace_back();
    if (layer.shapes.empty()) continue;
    name = {table_name_of(layer, city, used), title_of(layer), role_title(layer.role)};
  }
  return names;
}

std::vector<FeatureTable> edited_tables(const City& city) {
  std::vector<FeatureTable> out;
  out.push_back(obstacles_table(city));
  out.push_back(hydrants_table(city));
  out.push_back(stations_table(city));
  return out;
}

std::vector<FeatureTable> input_tables(const City& city) {
  std::vector<FeatureTable> out;
  add_shapes(*city.study_area, "study_area", tr_key("Study area"), out);
  add_shapes(*city.built_up, "built_up", tr_key("Built-up area"), out);
  add_shapes(*city.open_land, "open_land", tr_key("Open land"), out);
  add_shapes(*city.water, "water", tr_key("Water"), out);
  add_shapes(*city.carriageway, "carriageway", tr_key("Carriageway"), out);
  add_others(city, out);
  if (!city.buildings->empty()) out.push_back(buildings_table(city));
  if (!city.roads->empty()) out.push_back(roads_table(city));
  if (!city.barriers->empty()) out.push_back(barriers_table(city));
  for (FeatureTable& table : edited_tables(city))
    if (table.rows() > 0) out.push_back(std::move(table));
  return out;
}

}  // namespace firebreak
