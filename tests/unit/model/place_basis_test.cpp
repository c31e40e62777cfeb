#include "core/model/place_basis.hpp"

#include <gmock/gmock.h>

namespace firebreak {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

TEST(PlaceSteps, TheirCodesReadBack) {
  for (std::size_t i = 0; i < place_step_count; ++i)
    for (std::size_t j = 0; j < place_step_count; ++j) {
      const PlaceSteps steps{static_cast<PlaceStep>(i), static_cast<PlaceStep>(j)};
      EXPECT_EQ(place_steps_from(place_codes(steps)), steps) << place_codes(steps);
    }
  EXPECT_EQ(place_codes({PlaceStep::gcj02, PlaceStep::accepted}), "accepted + gcj02");
  EXPECT_EQ(place_codes({}), "");
  EXPECT_TRUE(place_steps_from("gcj").empty()) << "no code";
}

TEST(PlaceSteps, AMapNamesWhatTheNumbersDoNotMakeCertain) {
  EXPECT_TRUE(steps_for_legend(
                  {PlaceStep::crs_recognised, PlaceStep::axes_turned, PlaceStep::zone_corrected})
                  .empty());
  EXPECT_EQ(steps_for_legend({PlaceStep::axes_turned, PlaceStep::bd09}),
            PlaceSteps{PlaceStep::bd09});
}

/// Two ledgers of hydrants, one from a phone, and buildings as their file has them.
City city_of_three() {
  City city;
  city.sources.resize(3);
  city.sources[0].path = "/data/houses.gpkg";
  city.sources[0].role = Role::buildings;
  city.sources[1].path = "/data/phone.csv";
  city.sources[1].role = Role::hydrants;
  city.sources[1].place_steps = {PlaceStep::gcj02, PlaceStep::accepted};
  city.sources[1].accuracy_m = 8;
  city.sources[1].crs_note = "moved by control points (two pairs, unchecked)";
  city.sources[1].place_parameters = "E = 620000.0000";
  city.sources[1].accepted = "2026-11-26";
  city.sources[1].accepted_by = "王工";
  city.sources[1].mapping = "/data/mapping.toml";
  city.sources[1].mapping_sha256 = "abc";
  city.sources[2].path = "/data/survey.csv";
  city.sources[2].role = Role::hydrants;
  city.placed_records = {{{2, 7}, {PlaceStep::axes_turned}}, {{2, 9}, {PlaceStep::zone_corrected}}};
  return city;
}

TEST(PlaceBasis, ARecordHasTheStepsOfItsSourceAndItsOwn) {
  const City city = city_of_three();
  EXPECT_EQ(place_codes(place_steps(city, {1, 7})), "accepted + gcj02");
  EXPECT_EQ(place_codes(place_steps(city, {2, 7})), "axes_turned");
  EXPECT_EQ(place_codes(place_steps(city, {2, 8})), "");
  EXPECT_EQ(place_codes(place_steps(city, {2, 9})), "zone_corrected");
  EXPECT_TRUE(place_steps(city, {UINT32_MAX, -1}).empty()) << "a thing of a plan";
  const std::vector<Origin> rows{{0, 1}, {1, 1}, {2, 7}};
  const auto column = place_basis_column(city, 3, [&](std::size_t i) { return rows[i]; });
  ASSERT_TRUE(column.has_value());
  EXPECT_FALSE(column->has(0));
  EXPECT_EQ(column->texts[1], "accepted + gcj02");
  EXPECT_EQ(column->texts[2], "axes_turned");
}

TEST(PlaceBasis, WhereFilesSayItAllThereIsNoColumn) {
  const City city = city_of_three();
  EXPECT_FALSE(place_basis_column(city, 2, [](std::size_t) { return Origin{0, 1}; }));
  City plain = city;
  plain.placed_records.clear();
  plain.sources[1].place_steps = {};
  EXPECT_FALSE(place_basis_column(plain, 2, [](std::size_t) { return Origin{1, 1}; }));
}

TEST(PlaceBasis, TheLegendNamesTheSourceAndHowExactItIs) {
  const auto inputs = record_inputs(city_of_three(), true);
  EXPECT_THAT(
      place_remarks(inputs, "hydrant_reach", Language::en),
      ElementsAre("phone.csv: place proposed by the other layers and accepted; shifted back "
                  "from GCJ-02; accurate to about ± 8 m"));
  EXPECT_THAT(place_remarks(inputs, "hydrants", Language::zh),
              ElementsAre(HasSubstr("由 GCJ-02 转换，精度约 ±8 m")));
  EXPECT_THAT(place_remarks(inputs, "building_risk", Language::en), IsEmpty());
  EXPECT_THAT(place_remarks(inputs, "risk_zones", Language::en), IsEmpty());
}

TEST(PlaceBasis, AMapNamesWhatWasDoneToSomeRecordsOnly) {
  City city = city_of_three();
  city.placed_records.push_back({{2, 11}, {PlaceStep::accepted, PlaceStep::gcj02}});
  const auto inputs = record_inputs(city, true);
  EXPECT_EQ(inputs[1].row_basis, "");
  EXPECT_EQ(inputs[2].row_basis, "accepted + gcj02") << "what the numbers tell is left out";
  EXPECT_EQ(inputs[2].place_basis, "") << "not of all";
  const auto remarks = place_remarks(inputs, "hydrant_reach", Language::en);
  ASSERT_EQ(remarks.size(), 2U);
  EXPECT_THAT(remarks[1], HasSubstr("survey.csv, some records: place proposed"));
}

TEST(PlaceBasis, ParametersOfControlPointsAreNoPartOfAPublicRecord) {
  EXPECT_THAT(record_inputs(city_of_three(), true)[1].crs_note, HasSubstr("620000"));
  const auto inputs = record_inputs(city_of_three(), false);
  EXPECT_THAT(inputs[1].crs_note, Not(HasSubstr("620000")));
  EXPECT_EQ(inputs[1].place_basis, "accepted + gcj02");
  EXPECT_EQ(inputs[1].accepted, "2026-11-26");
  EXPECT_EQ(inputs[1].accepted_by, "") << "no person in a public record";
}

TEST(PlaceBasis, ARecordSaysWhoAcceptedAndWhichMappingFileHeld) {
  const auto inputs = record_inputs(city_of_three(), true);
  EXPECT_EQ(inputs[1].accepted_by, "王工");
  EXPECT_EQ(inputs[1].mapping, "/data/mapping.toml");
  EXPECT_EQ(inputs[1].mapping_sha256, "abc");
  EXPECT_EQ(inputs[2].mapping, "");
}

}  // namespace
}  // namespace firebreak
