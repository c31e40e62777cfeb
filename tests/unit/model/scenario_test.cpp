#include "core/model/scenario.hpp"

#include <gmock/gmock.h>

#include "support/city_builder.hpp"

namespace firebreak {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

City town() {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  builder.hydrant(20, 5);
  builder.hydrant(40, 5);
  builder.station(100, 100);
  builder.obstacle_point(30, 0);
  City city = builder.build();
  city.origin = {1000, 2000};
  return city;
}

TEST(Scenario, WithoutEditsIsTheCityItself) {
  const City city = town();
  const Applied same = apply(city, {"plan", {}});
  EXPECT_EQ(same.city.hydrants, city.hydrants);
  EXPECT_EQ(same.city.sources.size(), city.sources.size());
}

TEST(Scenario, PlacesOfAnotherCrsAreMovedIntoTheCitys) {
  City city = town();
  city.crs = Crs("EPSG:25832");
  city.origin = {665000, 5487000};
  const Xy degrees = Transform(city.crs, Crs("EPSG:4326"))({665007, 5487003});
  Scenario plan{"plan", {AddHydrant{"new-1", degrees}}, "EPSG:4326"};
  const Applied done = apply(city, plan);
  ASSERT_EQ(done.city.hydrants->size(), 3U);
  EXPECT_NEAR((*done.city.hydrants)[2].at.x_m, 7, 1e-3);
  EXPECT_NEAR((*done.city.hydrants)[2].at.y_m, 3, 1e-3);
  const Scenario moved = in_crs_of(city, plan);
  EXPECT_EQ(moved.crs, "EPSG:25832");
  EXPECT_NEAR(std::get<AddHydrant>(moved.edits[0]).at.x_m, 665007, 1e-3);

  plan.crs.clear();  // a file of before: the places are the city's
  plan.edits = {AddHydrant{"new-1", {665007, 5487003}}};
  EXPECT_EQ((*apply(city, plan).city.hydrants)[2].at, (Xy{7, 3}));

  plan.crs = "EPSG:4326";
  plan.edits = {AddHydrant{"new-1", {0, 400}}, SwitchStation{"s", true}};
  const Applied lost = apply(city, plan);
  EXPECT_EQ(lost.city.hydrants->size(), 2U);
  EXPECT_THAT(lost.lost, testing::Contains(HasSubstr("new-1")));
}

TEST(Scenario, AddedHydrantStandsAtItsPlaceAndWorks) {
  const City city = town();
  const Applied done = apply(city, {"plan", {AddHydrant{"new-1", {1007, 2003}}}});
  EXPECT_EQ(done.city.sources.back().path, "plan \"plan\"");
  ASSERT_EQ(done.city.hydrants->size(), 3U);
  const Hydrant& added = (*done.city.hydrants)[2];
  EXPECT_EQ(added.at, (Xy{7, 3}));
  EXPECT_TRUE(added.usable());
  EXPECT_EQ(added.status_basis, Basis::declared);
  EXPECT_TRUE(added.planned);
  EXPECT_EQ(done.city.hydrants->ids[2], "new-1");
  EXPECT_EQ(added.origin.source, city.sources.size()) << "its own source";
  EXPECT_EQ(done.city.sources.size(), city.sources.size() + 1);
  std::vector<std::uint32_t> found;
  done.city.hydrants->index.in_box(Box{{6, 2}, {8, 4}},
                                   [&](std::uint32_t h) { found.push_back(h); });
  EXPECT_THAT(found, ElementsAre(2U)) << "the index knows it";
  EXPECT_TRUE(done.lost.empty());
}

TEST(Scenario, UntouchedTablesStayTheSame) {
  const City city = town();
  const Applied done = apply(city, {"plan", {AddHydrant{"new-1", {1007, 2003}}}});
  EXPECT_NE(done.city.hydrants, city.hydrants);
  EXPECT_EQ(done.city.buildings, city.buildings);
  EXPECT_EQ(done.city.obstacles, city.obstacles);
  EXPECT_EQ(done.city.stations, city.stations);
  EXPECT_EQ(city.hydrants->size(), 2U) << "the base is not altered";
}

TEST(Scenario, MovesSwitchesAndClears) {
  const City city = town();
  const std::string first(city.hydrants->ids[0]);
  const std::string second(city.hydrants->ids[1]);
  const std::string obstacle(city.obstacles->ids[0]);
  const std::string station(city.stations->ids[0]);
  const Applied done = apply(city, {"plan",
                                    {MoveHydrant{first, {1001, 2001}}, SwitchHydrant{second, true},
                                     ClearObstacle{obstacle}, SwitchStation{station, true}}});
  EXPECT_EQ((*done.city.hydrants)[0].at, (Xy{1, 1}));
  EXPECT_EQ(done.city.hydrants->shapes.feature_points(0)[0], (Xy{1, 1}));
  EXPECT_EQ(done.city.hydrants->shapes.boxes[0], (Box{{1, 1}, {1, 1}}));
  EXPECT_FALSE((*done.city.hydrants)[1].usable());
  EXPECT_FALSE((*done.city.obstacles)[0].active);
  EXPECT_FALSE((*done.city.stations)[0].active);
  const Applied back =
      apply(city, {"plan", {SwitchHydrant{second, true}, SwitchHydrant{second, false}}});
  EXPECT_TRUE((*back.city.hydrants)[1].usable()) << "a later edit of the same thing wins";
  EXPECT_EQ((*back.city.hydrants)[1].repaired, !(*city.hydrants)[1].usable());
  const Applied first_back =
      apply(city, {"plan", {SwitchHydrant{first, true}, SwitchHydrant{first, false}}});
  EXPECT_EQ((*first_back.city.hydrants)[0], (*city.hydrants)[0]) << "it is what it was";
  EXPECT_FALSE((*done.city.hydrants)[1].repaired);
}

TEST(Scenario, AStationIsMovedWithItsPlaceAndIndex) {
  const City city = town();
  const std::string id(city.stations->ids[0]);
  const Applied done = apply(city, {"plan", {MoveStation{id, {1001, 2002}}}});
  EXPECT_EQ((*done.city.stations)[0].at, (Xy{1, 2}));
  EXPECT_EQ(done.city.stations->index.in_box(Box{{0, 1}, {2, 3}}).size(), 1U);
  EXPECT_EQ(apply(city, {"plan", {MoveStation{"gone", {0, 0}}}}).lost.size(), 1U);
}

TEST(Scenario, AnAddedHydrantHasWhatThePlanSaysOfIt) {
  const HydrantFacts facts{HydrantKind::suction, 25, 150, MainLayout::ring, "Pond"};
  const Applied done = apply(town(), {"plan", {AddHydrant{"new-1", {1007, 2003}, facts}}});
  const Hydrant& added = (*done.city.hydrants)[2];
  EXPECT_EQ(added.kind, HydrantKind::suction);
  EXPECT_EQ(added.flow_lps, 25.0F);
  EXPECT_EQ(added.main_mm, 150.0F);
  EXPECT_EQ(added.main_layout, MainLayout::ring);
  EXPECT_EQ(done.city.hydrants->names[2], "Pond");
}

TEST(Scenario, AnEditedThingMayBeNew) {
  const Applied done = apply(
      town(), {"plan", {AddHydrant{"new-1", {1007, 2003}}, MoveHydrant{"new-1", {1008, 2004}}}});
  EXPECT_EQ((*done.city.hydrants)[2].at, (Xy{8, 4}));
}

TEST(Scenario, EditsThatFindNothingAreTold) {
  const Applied done =
      apply(town(), {"plan", {MoveHydrant{"gone", {0, 0}}, ClearObstacle{"gone too"}}});
  ASSERT_EQ(done.lost.size(), 2U);
  EXPECT_THAT(done.lost[0], HasSubstr("gone"));
  const City city = town();
  const Applied twice =
      apply(city, {"plan", {AddHydrant{std::string(city.hydrants->ids[0]), {0, 0}}}});
  EXPECT_EQ(twice.lost.size(), 1U);
  EXPECT_EQ(twice.city.hydrants->size(), 2U);
}

TEST(Scenario, FieldsMakeTheSameEdit) {
  const std::vector<Edit> edits{
      AddHydrant{"a", {1, 2}},
      MoveHydrant{"b", {3, 4}},
      SwitchHydrant{"c", true},
      SwitchHydrant{"c", false},
      AddObstacle{"d", ObstacleKind::bollard, {{1, 1}}},
      AddObstacle{"e", ObstacleKind::fence, {{1, 1}, {2, 2}, {3, 1}}},
      ClearObstacle{"f"},
      AddStation{"g", "North", {5, 6}},
      MoveStation{"i", {7, 8}},
      WidenLane{"j", 4.5},
      AddHydrant{"k", {1, 2}, {HydrantKind::tank, 30, 200, MainLayout::branch, "Well"}},
      SwitchStation{"h", true},
      SwitchStation{"h", false}};
  for (const Edit& edit : edits) {
    const auto again = edit_from(fields_of(edit));
    ASSERT_TRUE(again) << fields_of(edit).what;
    EXPECT_EQ(*again, edit) << fields_of(edit).what;
    EXPECT_FALSE(edit_words(edit).empty());
  }
  EXPECT_FALSE(edit_from({"add_hydrant", "", {}, {}, {{1, 2}}})) << "no id";
  EXPECT_FALSE(edit_from({"add_hydrant", "a", {}, {}, {}})) << "no place";
  EXPECT_FALSE(edit_from({"add_castle", "a", {}, {}, {{1, 2}}}));
  EXPECT_FALSE(edit_from({"add_obstacle", "a", {}, "castle", {{1, 2}}}));
  EXPECT_FALSE(edit_from({"add_hydrant", "a", {}, "castle", {{1, 2}}}));
  EXPECT_FALSE(edit_from({"widen_lane", "a", {}, {}, {}})) << "no width";
  EditFields negative{"widen_lane", "a", {}, {}, {}};
  negative.width_m = -1;
  EXPECT_FALSE(edit_from(negative));
}

}  // namespace
}  // namespace firebreak
