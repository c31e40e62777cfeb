#include <gtest/gtest.h>

#include "support/lane_town.hpp"

/// A lane says how the place of its road was found (planner.md 5.3).
namespace firebreak {
namespace {

using test::bare;
using test::judged;
using test::street;
using test::with_network;

const Column* place_column(const City& city) {
  static FeatureTable lanes;
  const AnalysisOutput out = Lanes::output(city, bare(), judged(city), Profile{});
  for (const FeatureTable& table : out.tables)
    if (table.name == "fire_lanes") lanes = table;
  for (const Column& column : lanes.columns)
    if (column.name == "place_basis") return &column;
  return nullptr;
}

TEST(LanePlaces, ALaneOfAShiftedRoadSaysSo) {
  City city = with_network(street(6));
  city.sources[0].place_steps = {PlaceStep::gcj02, PlaceStep::accepted};
  const Column* place = place_column(city);
  ASSERT_NE(place, nullptr);
  ASSERT_EQ(place->size(), city.network->segments.size());
  EXPECT_EQ(place->texts[0], "accepted + gcj02");
}

TEST(LanePlaces, OnlyTheRecordThatWasTurned) {
  test::CityBuilder town = street(6);
  town.road({{0, 60}, {100, 60}});
  City city = with_network(town);
  const Origin second = (*city.roads)[1].origin;
  city.placed_records = {{second, {PlaceStep::axes_turned}}};
  const Column* place = place_column(city);
  ASSERT_NE(place, nullptr);
  for (std::size_t s = 0; s < city.network->segments.size(); ++s)
    EXPECT_EQ(place->has(s), city.network->segments[s].road.value == 1) << s;
}

TEST(LanePlaces, WhereTheFilesSayItAllThereIsNoColumn) {
  EXPECT_EQ(place_column(with_network(street(6))), nullptr);
}

}  // namespace
}  // namespace firebreak
