#include <gmock/gmock.h>

#include <algorithm>
#include <string>
#include <vector>

#include "core/geo/measure.hpp"
#include "normalised_city.hpp"

/// Parcels of the land survey (三调) by their codes.
namespace firebreak {
namespace {

using test::issues_of;
using test::LayerBuilder;

NormaliseOptions with_codes() {
  NormaliseOptions options;
  options.land_classes.of_code = {{"05", LandClass::built_up},  {"06", LandClass::built_up},
                                  {"0603", LandClass::other},   {"0701", LandClass::built_up},
                                  {"0702", LandClass::village}, {"1001", LandClass::railway},
                                  {"1004", LandClass::road},    {"11", LandClass::water}};
  return options;
}

/// Parcels of a hectare with these codes, in a column of this name.
SourceLayer parcels(const std::string& column, const std::vector<std::string>& codes) {
  LayerBuilder layer(Role::land_use, "DLTB.shp");
  layer.text_column("code");
  for (std::size_t i = 0; i < codes.size(); ++i) {
    const double left = 100 * static_cast<double>(i);
    layer.rectangle(left, 0, left + 100, 100).cells({codes[i]});
  }
  SourceLayer built = layer.build();
  built.raw.columns.front().name = column;
  return built;
}

double sum_m2(const Shapes& shapes) {
  double sum = 0;
  for (std::size_t f = 0; f < shapes.size(); ++f) sum += area_m2(shapes, f);
  return sum;
}

/// What is told of the use of parcels, of those sentences that begin so.
std::vector<std::string> told(const City& city, const std::string& beginning) {
  std::vector<std::string> out;
  for (const Issue& issue : issues_of(city, IssueKind::doubtful_value))
    if (issue.detail.starts_with(beginning)) out.push_back(issue.detail);
  return out;
}

std::vector<BarrierKind> barriers_of(const City& city) {
  std::vector<BarrierKind> kinds;
  for (const Barrier& barrier : city.barriers->rows) kinds.push_back(barrier.kind);
  return kinds;
}

std::vector<std::string> classes_in(const City& city) {
  std::vector<std::string> out;
  for (const Layer& layer : *city.others)
    for (const Column& column : layer.columns)
      if (column.name == "land_class")
        for (std::size_t row = 0; row < column.size(); ++row)
          out.emplace_back(column.has(row) ? column.texts[row] : "");
  return out;
}

const std::vector<std::string> seven{"0701", "0702", "1004", "0103", "1104A", "0603", "05H1"};

TEST(LandSurvey, TownsAndVillagesAreTheBuiltUpLand) {
  const City city = normalise({parcels("DLBM", seven)}, with_codes(), Job{});
  EXPECT_NEAR(sum_m2(*city.built_up), 3 * 10000, 1e-3);
  EXPECT_EQ(classes_in(city), (std::vector<std::string>{"built_up", "village", "road", "other",
                                                        "water", "other", "built_up"}));
  EXPECT_THAT(told(city, "Built-up"),
              testing::ElementsAre(testing::HasSubstr("3 of 7 parcels, villages among them: 1.")));
}

TEST(LandSurvey, ALayerOfBuiltUpLandLeads) {
  LayerBuilder land(Role::built_up, "built_up.gpkg");
  land.rectangle(0, 0, 10, 10);
  const City city = normalise({parcels("地类编码", seven), land.build()}, with_codes(), Job{});
  EXPECT_NEAR(sum_m2(*city.built_up), 100, 1e-3);
  EXPECT_TRUE(told(city, "Built-up").empty());
  EXPECT_EQ(classes_in(city).size(), 7U) << "what the parcels are is told all the same";
}

/// Codes of land and sea use look alike: 0702 is a community service there, 1001 industry and 1101
/// a warehouse.
TEST(LandSurvey, CodesOfAnotherColumnOrKindAreNotThoseOfTheSurvey) {
  for (const SourceLayer& layer :
       {parcels("用地代码", seven), parcels("code", seven),
        parcels("DLBM", {"R2", "C1", "0701", "M1"}), parcels("DLBM", {"070102", "0802"}),
        parcels("DLBM", {"0701", "0701", "0702", "0801", "0901", "1001", "1101", "1101", "1207",
                         "1401"})}) {
    const City city = normalise({layer}, with_codes(), Job{});
    EXPECT_TRUE(city.built_up->empty()) << layer.raw.columns.front().name;
    EXPECT_TRUE(city.water->empty());
    EXPECT_TRUE(city.barriers->empty());
    EXPECT_TRUE(classes_in(city).empty());
  }
}

const std::vector<std::string> with_river_and_tracks{"0701", "1101", "1001", "1004", "1001"};

TEST(LandSurvey, WaterAndRailwaysAreBarriersWhereNoLayerTellsThem) {
  LayerBuilder station(Role::buildings, "houses.gpkg");
  station.rectangle(440, 40, 460, 60);  // in the last parcel
  const City city =
      normalise({parcels("DLBM", with_river_and_tracks), station.build()}, with_codes(), Job{});
  EXPECT_NEAR(sum_m2(*city.water), 10000, 1e-3);
  EXPECT_THAT(barriers_of(city),
              testing::UnorderedElementsAre(BarrierKind::water, BarrierKind::rail));
  for (std::size_t b = 0; b < 2; ++b) {
    const bool river = (*city.barriers)[b].kind == BarrierKind::water;
    EXPECT_EQ((*city.barriers)[b].origin.fid, river ? 2 : 3);
    EXPECT_NEAR(area_m2(city.barriers->shapes, b), 10000, 1e-3);
  }
  EXPECT_THAT(
      told(city, "Water"),
      testing::ElementsAre(testing::HasSubstr("1 of 5 parcels; ditches narrower than 3 m")));
  EXPECT_THAT(told(city, "Railways"),
              testing::ElementsAre(testing::EndsWith(
                  "1 of 5 parcels; left out because buildings stand in them: 1.")));
}

TEST(LandSurvey, LayersOfWaterAndRailwaysLead) {
  LayerBuilder lake(Role::water, "lake.gpkg");
  lake.rectangle(0, 200, 20, 220);
  LayerBuilder tracks(Role::barriers, "lines.gpkg");
  tracks.text_column("kind");
  tracks.line({{0, 300}, {100, 300}}).cells({"铁路"});
  const City city = normalise(
      {parcels("DLBM", with_river_and_tracks), lake.build(), tracks.build()}, with_codes(), Job{});
  EXPECT_NEAR(sum_m2(*city.water), 400, 1e-3);
  EXPECT_EQ(city.barriers->size(), 2U) << "the lake and the line";
  EXPECT_TRUE(told(city, "Water").empty());
  EXPECT_TRUE(told(city, "Railways").empty());

  LayerBuilder walls(Role::barriers, "walls.gpkg");
  walls.line({{0, 300}, {100, 300}});
  const City walled =
      normalise({parcels("DLBM", with_river_and_tracks), walls.build()}, with_codes(), Job{});
  EXPECT_THAT(barriers_of(walled),
              testing::UnorderedElementsAre(BarrierKind::wall, BarrierKind::water,
                                            BarrierKind::rail, BarrierKind::rail))
      << "walls say nothing about railways";
}

TEST(LandSurvey, ADitchIsNoBarrier) {
  LayerBuilder layer(Role::land_use, "DLTB.shp");
  layer.text_column("code");
  layer.rectangle(0, 0, 400, 2).cells({"1107"});    // 2 x 800 m2 / 804 m = 2.0 m wide
  layer.rectangle(0, 50, 400, 54).cells({"1107"});  // 2 x 1,600 m2 / 808 m = 4.0 m
  SourceLayer built = layer.build();
  built.raw.columns.front().name = "DLBM";
  const City city = normalise({built}, with_codes(), Job{});
  EXPECT_NEAR(sum_m2(*city.water), 1600, 1e-3);
  EXPECT_THAT(told(city, "Water"), testing::ElementsAre(testing::EndsWith("left out: 1.")));
}

}  // namespace
}  // namespace firebreak
