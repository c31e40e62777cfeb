#include "core/analysis/coverage_gaps.hpp"

#include <gtest/gtest.h>

#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"
#include "support/city_builder.hpp"

namespace firebreak {
namespace {

/// Gaps of a city in which the buildings listed fail and all others do not.
CoverageGaps gaps_of(const City& city, const std::vector<std::uint32_t>& failing,
                     const GapRule& rule = {}) {
  std::vector<GapRole> roles(city.buildings->size(), GapRole::other);
  for (const auto b : failing) roles[b] = GapRole::failing;
  const std::vector<double> open(city.buildings->size(), 1.0);
  return coverage_gaps(city, roles, open, rule, Job{});
}

double overlap_m2(const Shapes& a, std::size_t f, const Shapes& b, std::size_t g) {
  const Geos geos;
  Shapes one;
  Shapes two;
  one.add_copy(a, f);
  two.add_copy(b, g);
  return area_m2(geos.intersection(one, two), 0);
}

TEST(CoverageGaps, BuildingsUpToThirtyMetresApartShareAGap) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 20, 20);
  builder.rectangle(50, 0, 70, 20);      // 30 m from the first
  builder.rectangle(100.5, 0, 120, 20);  // 30.5 m from the second
  const City city = builder.build();
  const auto found = gaps_of(city, {0, 1, 2});
  ASSERT_EQ(found.gaps.size(), 2U);
  EXPECT_EQ(found.gaps[0].buildings, (std::vector<std::uint32_t>{0, 1}));
  EXPECT_EQ(found.gaps[1].buildings, (std::vector<std::uint32_t>{2}));
  EXPECT_NE(found.gaps[0].id, found.gaps[1].id);
}

TEST(CoverageGaps, TheGroundBetweenFailingBuildingsBelongsToTheGap) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 20, 20);
  builder.rectangle(26, 0, 46, 20);
  const City city = builder.build();
  const auto found = gaps_of(city, {0, 1});
  ASSERT_EQ(found.gaps.size(), 1U);
  EXPECT_NEAR(found.gaps[0].area_m2, 46 * 20, 5);
  EXPECT_TRUE(contains(found.shapes, 0, {23, 10}));
  EXPECT_FALSE(found.gaps[0].minor);
}

TEST(CoverageGaps, OtherFootprintsAreCutOut) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 20, 20);
  builder.rectangle(22, 5, 28, 15);
  builder.rectangle(30, 0, 50, 20);
  const City city = builder.build();
  const auto found = gaps_of(city, {0, 2});
  ASSERT_EQ(found.gaps.size(), 1U);
  EXPECT_NEAR(overlap_m2(found.shapes, 0, city.buildings->shapes, 1), 0, 1e-9);
  EXPECT_NEAR(overlap_m2(found.shapes, 0, city.buildings->shapes, 0), 400, 1e-6);
  EXPECT_NEAR(found.gaps[0].area_m2, 50 * 20 - 60, 5);
}

TEST(CoverageGaps, WaterAndWideRoadsPartAGapExceptUnderFootprints) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 20, 20);
  builder.rectangle(26, 0, 46, 20);
  City city = builder.build();
  Shapes water;
  water.add(PartKind::outer, std::vector<Xy>{{18, -50}, {24, -50}, {24, 50}, {18, 50}, {18, -50}});
  city.water = std::make_shared<Shapes>(water);
  auto found = gaps_of(city, {0, 1});
  ASSERT_EQ(found.gaps.size(), 1U);
  EXPECT_FALSE(contains(found.shapes, 0, {22, 10}));
  EXPECT_TRUE(contains(found.shapes, 0, {19, 10}));

  city.water = std::make_shared<Shapes>();
  Road wide;
  wide.width_m = 31.0F;
  builder.road({{23, -100}, {23, 100}}, wide);
  city = builder.build();
  found = gaps_of(city, {0, 1});
  EXPECT_FALSE(contains(found.shapes, 0, {23, 10}));
  EXPECT_NEAR(found.gaps[0].area_m2, 800, 1e-6);
}

TEST(CoverageGaps, ASmallGapIsMinorUnlessItHoldsAKeySite) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  builder.rectangle(500, 0, 510, 10);
  City city = builder.build();
  Layer sites;
  sites.role = Role::key_sites;
  sites.shapes.add(PartKind::point, std::vector<Xy>{{505, 5}});
  city.others = std::make_shared<std::vector<Layer>>(std::vector<Layer>{sites});
  const auto found = gaps_of(city, {0, 1});
  ASSERT_EQ(found.gaps.size(), 2U);
  EXPECT_EQ(found.gaps[0].buildings.front(), 1U);  // the key site ranks first
  EXPECT_FALSE(found.gaps[0].minor);
  EXPECT_EQ(found.gaps[0].key_sites, 1U);
  EXPECT_TRUE(found.gaps[1].minor);
}

TEST(CoverageGaps, PeopleAreUnknownOnlyIfNobodyIsKnown) {
  test::CityBuilder builder;
  Building house;
  house.people = 4.0F;
  builder.rectangle(0, 0, 10, 10, house);
  builder.rectangle(12, 0, 22, 10);
  builder.rectangle(500, 0, 510, 10);
  const auto found = gaps_of(builder.build(), {0, 1, 2});
  ASSERT_EQ(found.gaps.size(), 2U);
  const bool first_is_pair = found.gaps[0].buildings.size() == 2;
  const auto& pair = found.gaps[first_is_pair ? 0 : 1];
  const auto& single = found.gaps[first_is_pair ? 1 : 0];
  EXPECT_DOUBLE_EQ(pair.people.value(), 4);
  EXPECT_FALSE(single.people);
  EXPECT_FALSE(single.floor_area_m2);
}

TEST(CoverageGaps, AFailingBuildingDrawnInsideAnotherKeepsItsFootprint) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 40, 40);
  builder.rectangle(10, 10, 20, 20);
  const auto found = gaps_of(builder.build(), {1});
  ASSERT_EQ(found.gaps.size(), 1U);
  EXPECT_NEAR(found.gaps[0].area_m2, 100, 1e-9);
}

TEST(CoverageGaps, TheIdComesFromTheBuildingsAlone) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  builder.rectangle(12, 0, 22, 10);
  const City city = builder.build();
  const auto one = gaps_of(city, {0, 1});
  builder.moved(0.4, 1000, -300);
  builder.rectangle(5000, 0, 5010, 10);
  const auto two = gaps_of(builder.build(), {0, 1});
  EXPECT_EQ(one.gaps[0].id, two.gaps[0].id);
  EXPECT_EQ(one.gaps[0].id.substr(0, 4), "gap-");
}

}  // namespace
}  // namespace firebreak
