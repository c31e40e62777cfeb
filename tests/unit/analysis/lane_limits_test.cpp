#include "core/analysis/lane_limits.hpp"

#include <gtest/gtest.h>

#include "core/analysis/lanes.hpp"
#include "support/lane_town.hpp"

namespace firebreak {
namespace {

using test::declared;
using test::gate;
using test::judged;
using test::street;
using test::with_network;
using Reason = Lanes::Reason;

Road of_class(RoadClass road_class) {
  Road road = declared(5);
  road.road_class = road_class;
  return road;
}

/// A residential street along x with a junction at (50, 0), where a locked gate stands, and the
/// arms that lead off there. Every road is declared 5 m wide: without the gate all pass.
std::vector<Lanes::Lane> junction(const std::vector<RoadClass>& arms,
                                  RoadClass through = RoadClass::residential) {
  test::CityBuilder town;
  town.road({{0, 0}, {50, 0}}, of_class(through));
  town.road({{50, 0}, {100, 0}}, of_class(through));
  const std::vector<Xy> ends{{50, 60}, {50, -60}};
  for (std::size_t a = 0; a < arms.size(); ++a) town.road({{50, 0}, ends[a]}, of_class(arms[a]));
  town.obstacle_point(50, 0, gate(Opening::locked));
  return judged(with_network(town)).lanes;
}

TEST(LaneLimits, AGateBesideTheStreetClosesNothing) {
  const auto lane = [](double y) {
    test::CityBuilder town = street(6);
    town.obstacle_point(50, y, gate(Opening::locked));
    return judged(with_network(town)).lanes[0];
  };
  for (const double y : {0.4, 1.5, -1.9}) {
    EXPECT_EQ(lane(y).verdict, Verdict::pass) << y;
    EXPECT_FLOAT_EQ(*lane(y).width_m, 6) << y;
  }
  EXPECT_EQ(lane(0.2).reason, Reason::gate_locked) << "drawing noise";
}

TEST(LaneLimits, AGateOfAnotherSourceMayBeMeantToStandOnTheRoad) {
  // 1.0 m each: sigma 1.41 m, 1.5 of it 2.12 m.
  const auto lane = [](double y, Opening opening, bool extract, double accuracy_m = 1) {
    test::CityBuilder town = street(6);
    Obstacle o = gate(opening);
    o.origin.source = 1;
    if (opening == Opening::open) o.clear_width_m = 4.5F;
    town.obstacle_point(50, y, o);
    City city = with_network(town);
    city.sources.resize(2);
    for (Source& source : city.sources) {
      source.accuracy_m = accuracy_m;
      if (extract) source.driver = "OSM";
    }
    city.sources[0].role = Role::roads;
    city.sources[1].role = Role::obstacles;
    return judged(city).lanes[0];
  };
  EXPECT_EQ(lane(1.3, Opening::locked, false).verdict, Verdict::unknown);
  EXPECT_EQ(lane(1.3, Opening::locked, false).reason, Reason::gate_unclear);
  EXPECT_EQ(lane_reason_code(Reason::gate_unclear), "gate_unclear");
  EXPECT_FALSE(lane(1.3, Opening::locked, false).width_m);
  EXPECT_EQ(lane(2.1, Opening::locked, false).reason, Reason::gate_unclear);
  EXPECT_EQ(lane(2.2, Opening::locked, false).verdict, Verdict::pass);
  EXPECT_EQ(lane(1.9, Opening::locked, false, 0.1).reason, Reason::gate_unclear)
      << "exact data too place gates beside the road";
  EXPECT_EQ(lane(2.1, Opening::locked, false, 0.1).verdict, Verdict::pass);
  EXPECT_EQ(lane(0.2, Opening::locked, false).reason, Reason::gate_locked);
  EXPECT_EQ(lane(1.3, Opening::open, false).verdict, Verdict::pass) << "4.5 m are enough";
  EXPECT_EQ(lane(1.3, Opening::locked, true).verdict, Verdict::pass)
      << "in one extract a gate of the road is a node of it";
}

TEST(LaneLimits, AGateAtAJunctionBelongsToTheServiceRoad) {
  const auto lanes = junction({RoadClass::service});
  ASSERT_EQ(lanes.size(), 3U);
  EXPECT_EQ(lanes[0].verdict, Verdict::pass);
  EXPECT_EQ(lanes[1].verdict, Verdict::pass);
  EXPECT_EQ(lanes[2].reason, Reason::gate_locked);
  EXPECT_EQ(lanes[2].verdict, Verdict::fail);
}

TEST(LaneLimits, AGateAtAJunctionOfEqualRoadsIsUnclear) {
  const auto drives = junction({RoadClass::service, RoadClass::service});
  ASSERT_EQ(drives.size(), 4U);
  for (const std::size_t street : {0U, 1U}) EXPECT_EQ(drives[street].verdict, Verdict::pass);
  for (const std::size_t drive : {2U, 3U}) {
    EXPECT_EQ(drives[drive].verdict, Verdict::unknown);
    EXPECT_EQ(drives[drive].reason, Reason::gate_unclear);
    EXPECT_TRUE(drives[drive].doubt) << "no way over it is certain";
  }
  for (const auto& lane : junction({RoadClass::residential}))
    EXPECT_EQ(lane.reason, Reason::gate_unclear);
}

TEST(LaneLimits, AGateWhereAFootwayJoins) {
  const auto street = junction({RoadClass::footway});
  EXPECT_EQ(street[0].verdict, Verdict::pass) << "it bars the footway";
  EXPECT_EQ(street[1].verdict, Verdict::pass);
  const auto drive = junction({RoadClass::footway}, RoadClass::service);
  EXPECT_EQ(drive[0].reason, Reason::gate_unclear) << "it may bar the drive, the footway goes by";
  EXPECT_EQ(drive[1].reason, Reason::gate_unclear);
}

TEST(LaneLimits, ADrawnGateHasToCrossTheLine) {
  const auto lane = [](const std::vector<Xy>& outline) {
    test::CityBuilder town = street(6);
    town.obstacle_area(outline, gate(Opening::locked));
    return judged(with_network(town)).lanes[0];
  };
  const auto along = lane({{40, 1.5}, {44, 1.5}, {44, 1.7}, {40, 1.7}});
  EXPECT_EQ(along.verdict, Verdict::pass);
  EXPECT_FLOAT_EQ(*along.width_m, 4.5F) << "it stands in the way like a wall";
  const auto across = lane({{50, -3.1}, {50.2, -3.1}, {50.2, 3.1}, {50, 3.1}});
  EXPECT_EQ(across.verdict, Verdict::fail);
}

TEST(LaneLimits, ADrawnGateIsOnlyAsWideAsTheDrawingIsExact) {
  // 1.5 times 0.7 m between two points of one source = 1.05 m.
  const auto lane = [](double width_m, bool recorded) {
    test::CityBuilder town = street(20);
    Obstacle o = gate(Opening::key);
    if (recorded) o.clear_width_m = static_cast<float>(width_m);
    town.obstacle_line({{50, -width_m / 2}, {50, width_m / 2}}, o);
    return judged(with_network(town), {}).lanes[0];
  };
  EXPECT_EQ(lane(2.9, false).verdict, Verdict::fail);
  EXPECT_EQ(lane(2.9, false).reason, Reason::width_limit);
  EXPECT_EQ(lane(3.0, false).verdict, Verdict::marginal);
  EXPECT_EQ(lane(3.0, false).reason, Reason::within_accuracy);
  EXPECT_EQ(lane(5.0, false).verdict, Verdict::marginal);
  EXPECT_NEAR(static_cast<double>(*lane(5.0, false).surely_m), 3.95, 1e-5);
  EXPECT_NEAR(static_cast<double>(*lane(5.0, false).maybe_m), 6.05, 1e-5);
  EXPECT_FLOAT_EQ(lane(5.0, false).sigma_m, 0.7F);
  EXPECT_EQ(lane(5.1, false).verdict, Verdict::pass);
  EXPECT_EQ(lane(3.9, true).verdict, Verdict::fail) << "a recorded width is exact";
  EXPECT_EQ(lane(4.0, true).verdict, Verdict::pass);
}

TEST(LaneLimits, ADrawnGateOfAnotherSourceNearTheRoadIsUnclear) {
  const auto lane = [](double from_y, std::uint32_t source) {
    test::CityBuilder town = street(20);
    Obstacle o = gate(Opening::locked);
    o.origin.source = source;
    town.obstacle_line({{50, from_y}, {50, from_y + 4}}, o);
    City city = with_network(town);
    city.sources.resize(2);
    for (Source& each : city.sources) each.accuracy_m = 1;
    city.sources[1].role = Role::obstacles;
    return judged(city).lanes[0];
  };
  EXPECT_EQ(lane(-2, 1).reason, Reason::gate_locked);
  EXPECT_EQ(lane(1.5, 1).reason, Reason::gate_unclear) << "it may be meant to bar the road";
  EXPECT_EQ(lane(2.5, 1).verdict, Verdict::pass);
  EXPECT_EQ(lane(1.5, 0).verdict, Verdict::pass) << "drawn in one layer: beside the road";
}

TEST(LaneLimits, AGateThatOpensByAnUnknownWidthIsUnknown) {
  const auto lane = [](Opening opening) {
    test::CityBuilder town = street(6);
    town.obstacle_point(50, 0, gate(opening));
    return judged(with_network(town)).lanes[0];
  };
  for (const Opening opening : {Opening::open, Opening::key}) {
    EXPECT_EQ(lane(opening).verdict, Verdict::unknown);
    EXPECT_EQ(lane(opening).reason, Reason::gate_unknown);
    EXPECT_TRUE(lane(opening).doubt);
  }
}

TEST(LaneLimits, AWallDrawnThroughAGateIsOpenThere) {
  // The wall shares a vertex with the gate, as in an extract.
  const auto lane = [](const std::vector<Xy>& wall, float gate_m) {
    test::CityBuilder town = street(8.5);
    Obstacle o = gate(Opening::key);
    o.clear_width_m = gate_m;
    town.obstacle_point(50, 0, o);
    town.barrier(wall);
    return judged(with_network(town)).lanes[0];
  };
  const std::vector<Xy> across{{50, -40}, {50, 0}, {50, 40}};
  EXPECT_EQ(lane(across, 4.5F).verdict, Verdict::pass);
  EXPECT_FLOAT_EQ(*lane(across, 4.5F).width_m, 4.5F);
  EXPECT_EQ(lane(across, 3.5F).reason, Reason::width_limit);
  EXPECT_EQ(lane({{60, -40}, {60, 0}, {60, 40}}, 4.5F).reason, Reason::barrier_across)
      << "the gate is not in this wall";
  // Only where the gate is: the same wall comes back over the lane.
  EXPECT_EQ(lane({{50, -40}, {50, 0}, {50, 40}, {70, 40}, {70, -40}}, 4.5F).reason,
            Reason::barrier_across);
}

TEST(LaneLimits, AGateInAWallBesideTheLaneOpensNoWay) {
  // An alley of 3 m between two walls of another source; the gate of the yard stands in one.
  test::CityBuilder town = street(20);
  Obstacle wall;
  wall.kind = ObstacleKind::wall;
  wall.origin.source = 1;
  Obstacle o = gate(Opening::open);
  o.clear_width_m = 5;
  o.origin.source = 1;
  town.obstacle_line({{-20, 1.5}, {50, 1.5}, {120, 1.5}}, wall);
  town.obstacle_line({{-20, -1.5}, {120, -1.5}}, wall);
  town.obstacle_point(50, 1.5, o);
  City city = with_network(town);
  city.sources.resize(2);
  for (Source& source : city.sources) source.accuracy_m = 1;
  city.sources[1].role = Role::obstacles;
  const auto lane = judged(city).lanes[0];
  EXPECT_EQ(lane.verdict, Verdict::fail);
  EXPECT_EQ(lane.reason, Reason::too_narrow);
}

TEST(LaneLimits, ALockedGateClosesTheLaneBeyondDoubt) {
  test::CityBuilder town = street(6);
  town.obstacle_point(50, 0, gate(Opening::locked));
  EXPECT_FALSE(judged(with_network(town)).lanes[0].doubt);
}

TEST(LaneLimits, ALimitAloneSaysHowWideALaneIsAtMost) {
  // A gate of 3.5 m and nothing else known: the pumper's 3.0 m are not proved.
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  Obstacle o = gate(Opening::open);
  o.clear_width_m = 3.5F;
  town.obstacle_point(50, 0, o);
  const auto lane = judged(with_network(town)).lanes[0];
  EXPECT_EQ(lane.verdict, Verdict::fail);
  EXPECT_EQ(lane.engine_verdict, Verdict::unknown);
  EXPECT_FLOAT_EQ(*lane.width_m, 3.5F);
  EXPECT_TRUE(lane.upper_bound);
  EXPECT_FALSE(lane.surely_m);
  EXPECT_FLOAT_EQ(*lane.maybe_m, 3.5F);
}

TEST(LaneLimits, AGateThatIsOnlyDrawnMayNotOpen) {
  const auto lane = [](double width_m, Opening opening) {
    test::CityBuilder town = street(20);
    town.obstacle_line({{50, -width_m / 2}, {50, width_m / 2}}, gate(opening));
    return judged(with_network(town)).lanes[0];
  };
  EXPECT_EQ(lane(6, Opening::none).verdict, Verdict::unknown) << "nobody said how it opens";
  EXPECT_EQ(lane(6, Opening::none).reason, Reason::gate_unknown);
  EXPECT_EQ(lane(6, Opening::open).verdict, Verdict::pass);
  EXPECT_EQ(lane(2, Opening::none).verdict, Verdict::fail) << "too narrow in any case";
}

TEST(LaneLimits, AnUpperBoundOfAHeightProvesNothingClear) {
  const auto road = [](std::optional<float> below_m) {
    Road r;
    r.covered = true;
    r.height_below_m = below_m;
    test::CityBuilder town = street(6, r);
    town.rectangle(40, -20, 50, 20);
    return judged(with_network(town)).lanes[0];
  };
  EXPECT_EQ(road(6.0F).verdict, Verdict::unknown);
  EXPECT_EQ(road(6.0F).reason, Reason::passage_height);
  EXPECT_TRUE(road(6.0F).doubt);
  EXPECT_EQ(road(3.9F).verdict, Verdict::fail);
  EXPECT_EQ(road(3.9F).reason, Reason::too_low);

  const auto arch = [](float below_m) {
    Obstacle o;
    o.kind = ObstacleKind::arch;
    o.height_below_m = below_m;
    test::CityBuilder town = street(6);
    town.obstacle_point(50, 0, o);
    return judged(with_network(town)).lanes[0];
  };
  EXPECT_EQ(arch(5).verdict, Verdict::unknown);
  EXPECT_EQ(arch(5).reason, Reason::passage_height);
  EXPECT_EQ(arch(3.9F).reason, Reason::too_low);
}

TEST(LaneLimits, AnUpperBoundOfAGateProvesNothingClear) {
  const auto lane = [](float below_m) {
    Obstacle o = gate(Opening::key);
    o.width_below_m = below_m;
    test::CityBuilder town = street(6);
    town.obstacle_point(50, 0, o);
    return judged(with_network(town)).lanes[0];
  };
  EXPECT_EQ(lane(5).verdict, Verdict::unknown);
  EXPECT_EQ(lane(5).reason, Reason::gate_unknown);
  EXPECT_FALSE(lane(5).width_m);
  EXPECT_TRUE(lane(5).doubt);
  EXPECT_EQ(lane(3.9F).verdict, Verdict::fail);
  EXPECT_EQ(lane(3.9F).reason, Reason::width_limit);
  EXPECT_EQ(lane(3.9F).engine_verdict, Verdict::unknown) << "3.0 m may be left, or not";
}

}  // namespace
}  // namespace firebreak
