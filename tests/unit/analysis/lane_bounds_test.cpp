#include <gtest/gtest.h>

#include "core/analysis/lane_verdict.hpp"
#include "core/analysis/lanes.hpp"
#include "support/lane_town.hpp"

/// What a width proves, and what it does not.
namespace firebreak {
namespace {

using test::declared;
using test::judged;
using test::street;
using test::with_network;
using Reason = Lanes::Reason;

/// A road that leaves the building data, between two sheds `gap_m` apart at its start.
test::CityBuilder sheds(double gap_m, const Road& road = {}) {
  test::CityBuilder town;
  town.road({{0, 0}, {600, 0}}, road);
  town.rectangle(10, gap_m / 2, 20, 20);
  town.rectangle(10, -20, 20, -gap_m / 2);
  return town;
}

TEST(LaneBounds, ShedsWhereTheDataEndProveNothingWide) {
  // Too narrow for the rule whatever else stands there; the pumper's 3.0 m are not proved.
  const auto lane = judged(with_network(sheds(3.5))).lanes[0];
  EXPECT_EQ(lane.verdict, Verdict::fail);
  EXPECT_FLOAT_EQ(*lane.width_m, 3.5F);
  EXPECT_TRUE(lane.upper_bound);
  EXPECT_EQ(lane.engine_verdict, Verdict::unknown);
  EXPECT_FALSE(lane.surely_m);
  EXPECT_FLOAT_EQ(*lane.maybe_m, 3.5F);
  const auto narrow = judged(with_network(sheds(2.5))).lanes[0];
  EXPECT_EQ(narrow.engine_verdict, Verdict::fail);
  // Within buildings all along it the same gap lets the pumper through.
  const auto street_lane = judged(with_network(street(3.5))).lanes[0];
  EXPECT_FALSE(street_lane.upper_bound);
  EXPECT_EQ(street_lane.engine_verdict, Verdict::pass);
}

TEST(LaneBounds, AWayInOverAnUpperBoundIsNotCertain) {
  test::CityBuilder town = sheds(3.5);
  town.rectangle(580, 10, 590, 20);
  town.station(0, 0);
  test::surround(town);
  const auto result = judged(with_network(town));
  EXPECT_EQ(result.buildings[2].cut_off, Lanes::CutOff::unknown);
}

TEST(LaneBounds, ADeclaredWidthBetweenShedsIsWhatIsKnown) {
  const auto lane = judged(with_network(sheds(3.5, declared(3.2)))).lanes[0];
  EXPECT_FALSE(lane.upper_bound);
  EXPECT_FLOAT_EQ(*lane.width_m, 3.2F);
  EXPECT_EQ(lane.basis, Basis::declared);
  EXPECT_EQ(lane.engine_verdict, Verdict::pass);
  const auto wider = judged(with_network(sheds(3.5, declared(6)))).lanes[0];
  EXPECT_TRUE(wider.upper_bound);
  EXPECT_EQ(wider.verdict, Verdict::fail);
  EXPECT_EQ(wider.engine_verdict, Verdict::unknown);
}

TEST(LaneBounds, AGapDoesNotPassARoadDeclaredTooNarrow) {
  const auto lane = [](double gap_m, double declared_m) {
    return judged(with_network(street(gap_m, declared(declared_m)))).lanes[0];
  };
  EXPECT_EQ(lane(6, 2.5).verdict, Verdict::marginal);
  EXPECT_EQ(lane(6, 2.5).reason, Reason::declared_narrower);
  EXPECT_EQ(lane(6, 2.5).occupancy, Lanes::Occupancy::wider_gap);
  EXPECT_EQ(lane(6, 2.5).engine_verdict, Verdict::marginal) << "3.0 m are more than 2.5 m";
  EXPECT_FLOAT_EQ(*lane(6, 2.5).surely_m, 2.5F);
  EXPECT_FLOAT_EQ(*lane(6, 2.5).maybe_m, 6);
  EXPECT_EQ(lane(6, 3.5).verdict, Verdict::marginal);
  EXPECT_EQ(lane(6, 3.5).engine_verdict, Verdict::pass);
  EXPECT_EQ(lane(4.2, 3.8).verdict, Verdict::marginal) << "also where they nearly agree";
  EXPECT_EQ(lane(6, 4).verdict, Verdict::pass);
  EXPECT_EQ(lane(3.5, 2.5).verdict, Verdict::fail) << "too narrow in any case";
}

TEST(LaneBounds, KerbsAreAsExactAsTheSourceTheyWereDrawnIn) {
  // The first source of carriageways is exact and far away; the second drew this street.
  test::CityBuilder town;
  town.road({{0, 0}, {100, 0}});
  City city = with_network(town);
  city.sources.resize(3);
  city.sources[1].role = city.sources[2].role = Role::carriageway;
  city.sources[1].relative_accuracy_m = 0.1;
  city.sources[2].relative_accuracy_m = 0.7;
  Shapes kerbs;
  kerbs.add(PartKind::outer, std::vector<Xy>{{900, 0}, {950, 0}, {950, 5}, {900, 5}, {900, 0}});
  kerbs.add(PartKind::outer, std::vector<Xy>{
                                 {-50, -2.25}, {150, -2.25}, {150, 2.25}, {-50, 2.25}, {-50, -2.25}});
  city.carriageway = std::make_shared<const Shapes>(kerbs);
  const auto lane = [&](const std::vector<std::uint32_t>& sources) {
    city.carriageway_sources = std::make_shared<const std::vector<std::uint32_t>>(sources);
    return judged(city, {}).lanes[0];
  };
  EXPECT_FLOAT_EQ(lane({1, 2}).sigma_m, 0.7F);
  EXPECT_EQ(lane({1, 2}).verdict, Verdict::marginal) << "4.5 m less 1.05 m";
  EXPECT_FLOAT_EQ(lane({2, 1}).sigma_m, 0.1F);
  EXPECT_EQ(lane({2, 1}).verdict, Verdict::pass) << "4.5 m less 0.15 m";
}

}  // namespace
}  // namespace firebreak
