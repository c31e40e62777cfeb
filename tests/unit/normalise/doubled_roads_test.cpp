#include <gmock/gmock.h>

#include "layer_builder.hpp"

/// Streets that stand in two sources, a drawing and a layer of centre lines.
namespace firebreak {
namespace {

using test::issues_of;
using test::LayerBuilder;
using testing::HasSubstr;

/// A street of 400 m.
LayerBuilder street() {
  LayerBuilder layer(Role::roads, "centre lines.gpkg");
  layer.line({{0, 0}, {400, 0}});
  return layer;
}

LayerBuilder others(const std::vector<std::vector<Xy>>& lines) {
  LayerBuilder layer(Role::roads, "drawing.gpkg");
  for (const auto& line : lines) layer.line(line);
  return layer;
}

std::vector<Issue> told(const LayerBuilder& other) {
  const City city = normalise({street().build(), other.build()}, {}, Job{});
  std::vector<Issue> found = issues_of(city, IssueKind::duplicate_road);
  std::erase_if(found, [](const Issue& issue) { return issue.origin.fid >= 0; });
  return found;
}

TEST(DoubledRoads, AStreetInBothIsToldOnce) {
  const auto found = told(others({{{0, 4}, {130, 4}}, {{130, 4}, {400, 3}}}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].severity, Severity::doubtful);
  EXPECT_EQ(found[0].action, Action::kept);
  EXPECT_THAT(found[0].detail, HasSubstr("(100 %)"));
  EXPECT_THAT(found[0].detail, HasSubstr("may stand in both"));
}

TEST(DoubledRoads, TheSourceThatIsHeldByTheOtherIsNamed) {
  const auto found = told(others({{{100, 4}, {250, 4}}}));
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].origin.source, 1U) << "all of the drawing, a part of the centre lines";
  EXPECT_THAT(found[0].detail, HasSubstr("150 m"));
  EXPECT_THAT(found[0].detail, HasSubstr("centre lines.gpkg"));
}

TEST(DoubledRoads, OtherStreetsAreNot) {
  EXPECT_TRUE(told(others({{{100, -200}, {100, 200}}, {{300, -200}, {300, 200}}})).empty())
      << "they cross";
  EXPECT_TRUE(told(others({{{400, 0}, {900, 0}}})).empty()) << "the street goes on";
  EXPECT_TRUE(told(others({{{0, 20}, {400, 20}}})).empty()) << "the next street";
  EXPECT_TRUE(told(others({{{0, 4}, {60, 4}}, {{0, 90}, {900, 90}}})).empty())
      << "60 m are an overlap of two sheets";
}

TEST(DoubledRoads, AFootwayBesideAStreetIsNot) {
  LayerBuilder footways(Role::roads, "footways.gpkg");
  footways.text_column("class");
  footways.line({{0, 4}, {400, 4}}).cells({"footway"});
  EXPECT_TRUE(told(footways).empty());
}

TEST(DoubledRoads, TwoCarriagewaysOfOneSourceAreNot) {
  LayerBuilder both(Role::roads, "roads.gpkg");
  both.line({{0, 0}, {400, 0}}).line({{0, 5}, {400, 5}});
  const City city = normalise({both.build()}, {}, Job{});
  EXPECT_TRUE(issues_of(city, IssueKind::duplicate_road).empty());
}

TEST(DoubledRoads, WhatWasMergedIsNotToldAgain) {
  EXPECT_TRUE(told(others({{{0, 0.5}, {400, 0.5}}})).empty());
}

}  // namespace
}  // namespace firebreak
