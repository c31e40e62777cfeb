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
                                  {"0702", LandClass::village}, {"1004", LandClass::road},
                                  {"11", LandClass::water}};
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

double built_up_m2(const City& city) {
  double sum = 0;
  for (std::size_t f = 0; f < city.built_up->size(); ++f) sum += area_m2(*city.built_up, f);
  return sum;
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
  EXPECT_NEAR(built_up_m2(city), 3 * 10000, 1e-3);
  EXPECT_EQ(classes_in(city), (std::vector<std::string>{"built_up", "village", "road", "other",
                                                        "water", "other", "built_up"}));
  const auto told = issues_of(city, IssueKind::doubtful_value);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_THAT(told[0].detail, testing::HasSubstr("3 of 7 parcels, villages among them: 1."));
}

TEST(LandSurvey, ALayerOfBuiltUpLandLeads) {
  LayerBuilder land(Role::built_up, "built_up.gpkg");
  land.rectangle(0, 0, 10, 10);
  const City city = normalise({parcels("地类编码", seven), land.build()}, with_codes(), Job{});
  EXPECT_NEAR(built_up_m2(city), 100, 1e-3);
  EXPECT_TRUE(issues_of(city, IssueKind::doubtful_value).empty());
  EXPECT_EQ(classes_in(city).size(), 7U) << "what the parcels are is told all the same";
}

/// Codes of planned land use look alike: 0702 is a community service there.
TEST(LandSurvey, CodesOfAnotherColumnOrKindAreNotThoseOfTheSurvey) {
  for (const SourceLayer& layer :
       {parcels("用地代码", seven), parcels("code", seven),
        parcels("DLBM", {"R2", "C1", "0701", "M1"}), parcels("DLBM", {"070102", "0802"})}) {
    const City city = normalise({layer}, with_codes(), Job{});
    EXPECT_TRUE(city.built_up->empty()) << layer.raw.columns.front().name;
    EXPECT_TRUE(classes_in(city).empty());
  }
}

}  // namespace
}  // namespace firebreak
