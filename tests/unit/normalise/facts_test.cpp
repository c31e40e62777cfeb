#include "core/model/facts.hpp"

#include <gmock/gmock.h>

#include <map>
#include <string>
#include <utility>

#include "core/normalise/input_tables.hpp"
#include "normalised_city.hpp"

namespace firebreak {
namespace {

using test::city_of;
using test::LayerBuilder;
using test::street;
using testing::SizeIs;

const Column* find(const std::vector<Column>& columns, std::string_view name) {
  for (const Column& column : columns)
    if (column.name == name) return &column;
  return nullptr;
}

/// A record of a role, with the shape that the role has.
void add_record(LayerBuilder& layer, Role role) {
  switch (role) {
    case Role::roads:
    case Role::barriers:
    case Role::water_mains:
      layer.line({{0, 20}, {80, 20}});
      break;
    case Role::hydrants:
    case Role::stations:
    case Role::obstacles:
    case Role::incidents:
    case Role::reports:
    case Role::key_sites:
    case Role::terrain:
    case Role::reference:
      layer.point(40, 5);
      break;
    default:
      layer.rectangle(20, 10, 40, 30);
  }
}

/// What the window lists of a city of one street and one record with these cells.
std::vector<FeatureTable> shown(Role role, const std::vector<std::string>& fields,
                                const std::vector<std::string>& cells) {
  LayerBuilder layer(role, "layer.gpkg");
  for (const std::string& field : fields) layer.text_column(field);
  add_record(layer, role);
  layer.cells(cells);
  return input_tables(city_of(layer, street()));
}

bool same(const std::vector<FeatureTable>& a, const std::vector<FeatureTable>& b) {
  return std::ranges::equal(a, b, [](const FeatureTable& one, const FeatureTable& other) {
    return one.name == other.name && one.columns == other.columns;
  });
}

/// A cell that says something other than what is taken where there is none.
std::string cell_of(Role role, const Field& field) {
  static const std::map<std::pair<Role, std::string_view>, const char*> words{
      {{Role::buildings, "structure"}, "砖木"},
      {{Role::buildings, "fire_grade"}, "三级"},
      {{Role::buildings, "use"}, "学校"},
      {{Role::buildings, "use_planned"}, "住宅"},
      {{Role::buildings, "building_tag"}, "school"},
      {{Role::hydrants, "kind"}, "消防水鹤"},
      {{Role::hydrants, "form"}, "单位"},
      {{Role::hydrants, "owner"}, "单位"},
      {{Role::hydrants, "main_layout"}, "环状"},
      {{Role::hydrants, "status"}, "损坏"},
      {{Role::hydrants, "main_mm"}, "150"},
      {{Role::hydrants, "pressure_mpa"}, "0.3"},
      {{Role::water_mains, "pressure_mpa"}, "0.3"},
      {{Role::water_mains, "diameter_mm"}, "150"},
      {{Role::roads, "class"}, "主干路"},
      {{Role::roads, "one_way"}, "yes"},
      {{Role::roads, "access"}, "private"},
      {{Role::roads, "vehicle_access"}, "no"},
      {{Role::roads, "emergency"}, "yes"},
      {{Role::roads, "state"}, "规划"},
      {{Role::roads, "speed_kmh"}, "30"},
      {{Role::obstacles, "kind"}, "石墩"},
      {{Role::obstacles, "opening"}, "上锁"},
      {{Role::obstacles, "occasion"}, "夜间"},
      {{Role::obstacles, "access"}, "private"},
      {{Role::obstacles, "probability"}, "0.5"},
      {{Role::barriers, "waterway"}, "river"},
      {{Role::barriers, "railway"}, "rail"},
      {{Role::barriers, "highway"}, "motorway"},
      {{Role::barriers, "kind"}, "铁路"},
      {{Role::management_units, "level"}, "社区"}};
  if (const auto found = words.find({role, field.name}); found != words.end()) return found->second;
  switch (field.kind) {
    case FieldKind::truth:
      return "是";
    case FieldKind::year:
      return "1987";
    case FieldKind::time:
      return "2023-05-10";
    case FieldKind::quantity:
    case FieldKind::storeys:
      return "3";
    default:
      return "甲乙丙丁";
  }
}

// Coordinates are left out: they become the place of a record.
TEST(Facts, EveryRecognisedFieldEndsInATableOfTheCity) {
  for (std::size_t r = 0; r < role_count; ++r) {
    const auto role = static_cast<Role>(r);
    const auto plain = shown(role, {}, {});
    for (const Field& field : fields_of(role)) {
      if (field.kind == FieldKind::coordinate) continue;
      const std::string cell = cell_of(role, field);
      // A way kept free for emergencies says something only of one that is closed to others.
      const std::string closed = role == Role::roads && field.name == "emergency" ? "no" : "";
      const std::vector<std::string> fields{std::string(field.name), "access"};
      const bool two = !closed.empty();
      const auto without = two ? shown(role, fields, {"", closed}) : plain;
      const auto with =
          two ? shown(role, fields, {cell, closed}) : shown(role, {fields.front()}, {cell});
      EXPECT_FALSE(same(without, with))
          << role_name(role) << " " << field.name << " is recognised and ends nowhere";
    }
  }
}

TEST(Facts, OfBuildingsAreKeptAsTheSourcesTellThem) {
  LayerBuilder layer(Role::buildings, "b.gpkg");
  layer.text_column("basement").text_column("households").text_column("structure");
  layer.text_column("storeys").text_column("property");
  layer.rectangle(0, 10, 10, 20).cells({"2", "36户", "砖木/砖混", "6", "幸福物业"});
  layer.rectangle(30, 10, 40, 20).cells({"", "", "砼", "6/-1", ""});
  layer.rectangle(60, 10, 70, 20).cells({"", "不详", "", "6", "/"});
  const City city = city_of(layer, street());
  const auto& facts = city.buildings->facts;
  ASSERT_THAT(facts, SizeIs(4));
  // Buildings stand in Hilbert order: by their record.
  std::map<std::int64_t, std::size_t> at;
  for (std::size_t b = 0; b < city.buildings->size(); ++b) at[(*city.buildings)[b].origin.fid] = b;
  const Column* basement = find(facts, "basement");
  const Column* households = find(facts, "households");
  const Column* structure = find(facts, "structure_recorded");
  const Column* property = find(facts, "property");
  ASSERT_TRUE(basement != nullptr && households != nullptr && structure != nullptr &&
              property != nullptr);
  EXPECT_EQ(basement->reals[at[1]], 2);
  EXPECT_EQ(basement->reals[at[2]], 1) << "told with the storeys";
  EXPECT_FALSE(basement->has(at[3]));
  EXPECT_EQ(households->reals[at[1]], 36);
  EXPECT_FALSE(households->has(at[3]));
  EXPECT_EQ((*city.buildings)[at[1]].structure, Structure::unknown);
  EXPECT_EQ(structure->texts[at[1]], "砖木/砖混") << "unknown, with both words kept";
  EXPECT_EQ(property->texts[at[1]], "幸福物业");
  EXPECT_FALSE(property->has(at[3]));
}

TEST(Facts, NamesKeepTheirCapitals) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("address").text_column("keeper").text_column("photo");
  layer.point(40, 5).cells(
      {" Hersbrucker  Straße 64 ", "Stadtwerke Lauf GmbH", "DCIM/IMG_0042.JPG"});
  layer.point(60, 5).cells({"N/A", "UNKNOWN", "-"});
  const City city = city_of(layer, street());
  const auto& facts = city.hydrants->facts;
  const Column* address = find(facts, "address");
  const Column* keeper = find(facts, "keeper");
  const Column* photo = find(facts, "photo");
  ASSERT_TRUE(address != nullptr && keeper != nullptr && photo != nullptr);
  EXPECT_EQ(address->texts[0], "Hersbrucker Straße 64");
  EXPECT_EQ(keeper->texts[0], "Stadtwerke Lauf GmbH");
  EXPECT_EQ(photo->texts[0], "DCIM/IMG_0042.JPG") << "a file would not be found otherwise";
  for (const Column* fact : {address, keeper, photo})
    EXPECT_FALSE(fact->has(1)) << "no value, however it is written";
}

TEST(Facts, OfUnitsInSeveralFilesStayWithTheirUnit) {
  LayerBuilder towns(Role::management_units, "towns.gpkg");
  towns.text_column("name").text_column("level").text_column("leader").text_column("phone");
  towns.rectangle(0, 0, 400, 400).cells({"甲镇", "大", "张三", "13800000001"});
  LayerBuilder grids(Role::management_units, "grids.gpkg");
  grids.text_column("name").text_column("level").text_column("leader");
  grids.rectangle(0, 0, 200, 400).cells({"一格", "小", "李四"});
  grids.rectangle(200, 0, 400, 400).cells({"二格", "小", ""});
  const City city = city_of(towns, grids, street());
  const Column* leader = find(city.units->facts, "responsible");
  const Column* phone = find(city.units->facts, "phone");
  ASSERT_TRUE(leader != nullptr && phone != nullptr);
  EXPECT_EQ(leader->texts[0], "张三");
  EXPECT_EQ(leader->texts[1], "李四");
  EXPECT_FALSE(leader->has(2));
  EXPECT_EQ(phone->texts[0], "13800000001");
  EXPECT_FALSE(phone->has(1)) << "their file has no such column";
}

TEST(Facts, KeySitesHaveACodeAndTheDepartmentThatAnswersForIt) {
  LayerBuilder sites(Role::key_sites, "sites.csv");
  sites.text_column("name").text_column("category").text_column("department");
  sites.point(10, 5).cells({"甲", "中心小学", ""});
  sites.point(20, 5).cells({"乙", "加油站", "能源局"});
  sites.point(30, 5).cells({"丙", "二类", ""});
  std::vector<SourceLayer> layers;
  layers.push_back(sites.build());
  layers.push_back(street().build());
  NormaliseOptions options;
  options.departments.of_site = {{"school", "教育局"}, {"fuel_station", "商务局"}};
  const City city = normalise(std::move(layers), options, Job{});
  const std::vector<Column>& columns = city.others->front().columns;
  const auto cell = [&](std::string_view name, std::size_t row) {
    const Column* column = find(columns, name);
    return column != nullptr && column->has(row) ? std::string(column->texts[row]) : "-";
  };
  EXPECT_EQ(cell("category", 0), "school");
  EXPECT_EQ(cell("category_recorded", 0), "中心小学");
  EXPECT_EQ(cell("department", 0), "教育局");
  EXPECT_EQ(cell("department_basis", 0), "default");
  EXPECT_EQ(cell("department", 1), "能源局") << "the source speaks first";
  EXPECT_EQ(cell("department_basis", 1), "declared");
  EXPECT_EQ(cell("category", 2), "-");
  EXPECT_EQ(cell("category_recorded", 2), "二类") << "kept, whatever it may mean";
  EXPECT_EQ(cell("department_basis", 2), "-");
  EXPECT_THAT(test::issues_of(city, IssueKind::unreadable_value), SizeIs(1));
}

TEST(Facts, TimesOfIncidentsComeInOneForm) {
  LayerBuilder fires(Role::incidents, "fires.csv");
  fires.text_column("time").text_column("turnout").text_column("loss_wan");
  fires.point(10, 5).cells({"2023年5月10日13时20分", "13:22", "5000元"});
  fires.point(20, 5).cells({"45056.5", "夜里", "3.5万元"});
  const City city = city_of(fires, street());
  const std::vector<Column>& columns = city.others->front().columns;
  const Column* time = find(columns, "time");
  const Column* turnout = find(columns, "turnout");
  const Column* loss = find(columns, "loss_wan");
  ASSERT_TRUE(time != nullptr && turnout != nullptr && loss != nullptr);
  EXPECT_EQ(time->texts[0], "2023-05-10 13:20");
  EXPECT_EQ(time->texts[1], "2023-05-10 12:00");
  EXPECT_EQ(turnout->texts[0], "13:22");
  EXPECT_EQ(turnout->texts[1], "夜里") << "as it is written";
  EXPECT_EQ(loss->reals[0], 0.5);
  EXPECT_EQ(loss->reals[1], 3.5);
}

TEST(Facts, AFeatureThatAnEditAddsComesWithoutAny) {
  LayerBuilder layer(Role::stations, "s.gpkg");
  layer.text_column("class").text_column("phone");
  layer.point(0, 5).cells({"一级站", "119"});
  const City city = city_of(layer, street());
  const auto columns = fact_columns(city.stations->facts, 2);
  ASSERT_THAT(columns, SizeIs(2));
  EXPECT_EQ(columns[0].texts[0], "一级站");
  EXPECT_FALSE(columns[0].has(1));
  EXPECT_TRUE(is_personal(Role::stations, "phone"));
  EXPECT_FALSE(is_personal(Role::stations, "class"));
}

}  // namespace
}  // namespace firebreak
