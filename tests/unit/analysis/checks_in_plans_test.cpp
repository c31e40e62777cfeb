#include <gmock/gmock.h>

#include <algorithm>
#include <array>
#include <random>

#include "core/analysis/lane_reach.hpp"
#include "core/analysis/lane_verdict.hpp"
#include "core/analysis/lanes.hpp"
#include "core/analysis/pipeline.hpp"
#include "core/analysis/station_exits.hpp"
#include "core/io/rule_file.hpp"
#include "core/model/lane_ids.hpp"
#include "core/model/scenario.hpp"
#include "core/normalise/roads.hpp"
#include "support/city_builder.hpp"
#include "support/lane_town.hpp"

/// What was found on site holds in a plan wherever the plan leaves things as they were found.
namespace firebreak {
namespace {

using CutOff = Lanes::CutOff;

City finished(const test::CityBuilder& town) {
  City city = town.build();
  std::vector<Issue> issues;
  city.network = std::make_shared<const RoadNetwork>(
      build_network(*city.roads, issues, Job(), city.buildings.get()));
  return city;
}

City checked(City city, std::vector<BuildingCheck> found) {
  auto checks = std::make_shared<FieldChecks>();
  checks->buildings = std::move(found);
  city.checks = std::move(checks);
  return city;
}

Lanes::Params lane_params() {
  Lanes::Params params;
  params.engine = io::vehicle_named("pumper");
  return params;
}

/// Two streets from one station, a house at the end of each; wide as declared.
City two_streets() {
  test::CityBuilder town;
  Road wide;
  wide.width_m = 6.0F;
  wide.road_class = RoadClass::residential;
  town.road({{0, 0}, {200, 0}}, wide);
  town.road({{0, 0}, {0, 200}}, wide);
  town.rectangle(190, 10, 198, 18);
  town.rectangle(10, 190, 18, 198);
  town.station(1, 1);
  town.hydrant(190, 4);
  return finished(town);
}

BuildingCheck blocked(std::uint32_t building) {
  BuildingCheck check;
  check.building = building;
  check.way_in_ok = false;
  return check;
}

TEST(ChecksInPlans, AnEditElsewhereLeavesAWayInAsItWasFound) {
  const City city = checked(two_streets(), {blocked(0), blocked(1)});
  const auto ways = [&](std::vector<Edit> edits) {
    const City plan = apply(city, {"A", std::move(edits)}).city;
    const auto result = Lanes::run(plan, lane_params(), Job());
    return std::pair(result.buildings[0].cut_off, result.buildings[1].cut_off);
  };
  const auto found = std::pair(CutOff::yes, CutOff::yes);
  ASSERT_EQ(Lanes::run(two_streets(), lane_params(), Job()).buildings[0].cut_off, CutOff::no)
      << "as drawn";
  EXPECT_EQ(ways({}), found);
  EXPECT_EQ(ways({AddHydrant{"new", {100, 3}}}), found) << "no hydrant stands in a way";
  EXPECT_EQ(ways({AddStation{"new", "", {100, 3}}}), found) << "what blocks it is still there";
  EXPECT_EQ(ways({AddObstacle{"new", ObstacleKind::parked, {{300, 300}}}}), found);
  const std::string lane(lane_ids(city)[0]);
  EXPECT_EQ(ways({WidenLane{lane, 9}}), std::pair(CutOff::no, CutOff::yes))
      << "the way was made another one: the drawing tells about the first, the finding about the "
         "second";
  EXPECT_EQ(ways({MoveStation{std::string(city.stations->ids[0]), {199, 1}}}),
            std::pair(CutOff::no, CutOff::no))
      << "both ways begin elsewhere now";
}

TEST(ChecksInPlans, AWidthThatIsFoundToBeWrongIsNotTold) {
  const auto width_m = [](std::vector<BuildingCheck> found) {
    return Lanes::run(checked(two_streets(), std::move(found)), lane_params(), Job())
        .buildings[0]
        .width_m;
  };
  EXPECT_EQ(width_m({}), 6.0F);
  EXPECT_EQ(width_m({blocked(0)}), std::nullopt) << "an engine does not get through 6 m";
  BuildingCheck check = blocked(0);
  check.way_in_ok = true;
  EXPECT_EQ(width_m({check}), 6.0F);
  check.way_in_m = 2.1;
  EXPECT_EQ(width_m({check}), 2.1F) << "the figure that was measured is";
}

TEST(ChecksInPlans, AnEditElsewhereLeavesAHydrantDistanceAsItWasFound) {
  BuildingCheck beyond;
  beyond.building = 0;
  beyond.hydrant_ok = false;  // a canal lies between
  const City city = checked(two_streets(), {beyond});
  HydrantCoverage::Params params;
  params.radius_m = 100;
  const auto verdict = [&](std::vector<Edit> edits) {
    return HydrantCoverage::run(apply(city, {"A", std::move(edits)}).city, params, Job())
        .buildings[0]
        .verdict;
  };
  ASSERT_EQ(HydrantCoverage::run(two_streets(), params, Job()).buildings[0].verdict, Verdict::pass)
      << "as drawn";
  EXPECT_EQ(verdict({}), Verdict::fail);
  EXPECT_EQ(verdict({AddObstacle{"new", ObstacleKind::parked, {{190, 0}}}}), Verdict::fail);
  EXPECT_EQ(verdict({AddHydrant{"new", {4, 190}}}), Verdict::fail) << "far away";
  EXPECT_EQ(verdict({AddHydrant{"new", {194, 20}}}), Verdict::pass) << "beside it";
}

TEST(ChecksInPlans, WhatOnlyTakesAwayMakesNoFindingBetter) {
  // A street between houses 6 m apart, and one that leads elsewhere from its beginning.
  test::CityBuilder town;
  Road street;
  street.road_class = RoadClass::residential;
  town.road({{0, 0}, {300, 0}}, street);
  street.width_m = 2.5F;
  town.road({{0, 0}, {0, 100}}, street);
  town.rectangle(100, 3, 280, 13);
  town.rectangle(100, -13, 280, -3);
  town.station(1, -1);
  const City drawn = finished(town);
  const City city = checked(drawn, {blocked(0)});
  Lanes::Params params = lane_params();
  params.ignore_accuracy = true;
  const auto way = [&](const City& of, std::vector<Edit> edits) {
    const City plan = apply(of, {"A", std::move(edits)}).city;
    return Lanes::run(plan, params, Job()).buildings[0];
  };
  const AddObstacle car{"car", ObstacleKind::parked, {{150, 2}}};
  ASSERT_GT(way(drawn, {}).width_m, 5.9F);
  ASSERT_EQ(way(drawn, {car}).cut_off, CutOff::no) << "the engine passes it";
  ASSERT_LT(way(drawn, {car}).width_m, 4.2F);
  EXPECT_EQ(way(city, {}).cut_off, CutOff::yes);
  EXPECT_EQ(way(city, {car}).cut_off, CutOff::yes)
      << "what was found blocked is not opened by a parked car";
  const WidenLane other{std::string(lane_ids(city)[1]), 9};
  EXPECT_EQ(way(city, {car, other}).cut_off, CutOff::no)
      << "the plan gives something too: as drawn";
}

TEST(ChecksInPlans, OneHydrantLessBringsNoneNearer) {
  BuildingCheck beyond;
  beyond.building = 0;
  beyond.hydrant_ok = false;
  City wet = two_streets();
  wet = apply(wet, {"more", {AddHydrant{"second", {190, 9}}}}).city;
  wet = checked(wet, {beyond});
  HydrantCoverage::Params params;
  params.radius_m = 100;
  const City dry = apply(wet, {"A", {SwitchHydrant{"second", true}}}).city;
  EXPECT_EQ(HydrantCoverage::run(dry, params, Job()).buildings[0].verdict, Verdict::fail);
}

TEST(ChecksInPlans, WhatOnlyGivesMakesNoFindingWorse) {
  test::CityBuilder town;
  Road narrow;
  narrow.width_m = 2.0F;
  narrow.road_class = RoadClass::residential;
  town.road({{0, 0}, {200, 0}}, narrow);
  town.rectangle(190, 10, 198, 18);
  town.station(1, 1);
  town.hydrant(190, 150);
  test::surround(town);
  const City drawn = finished(town);
  BuildingCheck fine;
  fine.building = 0;
  fine.way_in_ok = true;
  fine.hydrant_ok = true;
  const City city = checked(drawn, {fine});
  const WidenLane wider{std::string(lane_ids(city)[0]), 2.5};
  ASSERT_EQ(
      Lanes::run(apply(drawn, {"A", {wider}}).city, lane_params(), Job()).buildings[0].cut_off,
      CutOff::yes);
  EXPECT_EQ(Lanes::run(apply(city, {"A", {wider}}).city, lane_params(), Job()).buildings[0].cut_off,
            CutOff::no)
      << "the engine came in before";

  HydrantCoverage::Params params;
  params.radius_m = 100;
  const auto covered = [&](const City& of, std::vector<Edit> edits) {
    const City plan = apply(of, {"A", std::move(edits)}).city;
    return HydrantCoverage::run(plan, params, Job()).buildings[0].verdict;
  };
  const AddHydrant nearer{"new", {190, 130}};
  ASSERT_EQ(covered(drawn, {nearer}), Verdict::fail);
  EXPECT_EQ(covered(city, {nearer}), Verdict::pass);
}

/// What was found of a hydrant that the plan takes out of service tells nothing of the next one.
TEST(ChecksInPlans, AFindingHoldsNoLongerWhereItsHydrantGoes) {
  test::CityBuilder town;
  town.rectangle(-5, -5, 5, 5);
  town.hydrant(60, 0);
  town.hydrant(0, 104);  // 109 m to the far corners, 99 m to the wall
  BuildingCheck fine;
  fine.building = 0;
  fine.hydrant_ok = true;
  HydrantCoverage::Params params;
  params.radius_m = 109;
  const City city = checked(town.build(), {fine});
  ASSERT_EQ(HydrantCoverage::run(city, params, Job()).buildings[0].verdict, Verdict::pass);
  const City plan =
      apply(city, {"A", {SwitchHydrant{std::string(city.hydrants->ids[0]), true}}}).city;
  EXPECT_EQ(HydrantCoverage::run(plan, params, Job()).buildings[0].verdict, Verdict::marginal)
      << "so near to the limit the drawing leaves it open";
}

/// A street between houses 6 m apart, on which something was measured.
City measured_street(double found_m, const std::vector<double>& cars_y) {
  test::CityBuilder town;
  town.rectangle(0, 3, 100, 13);
  town.rectangle(0, -13, 100, -3);
  Road road;
  road.road_class = RoadClass::residential;
  town.road({{0, 0}, {100, 0}}, road);
  Obstacle car;
  car.kind = ObstacleKind::parked;
  car.removable = true;
  for (const double y : cars_y) town.obstacle_point(50, y, car);
  City city = finished(town);
  auto checks = std::make_shared<FieldChecks>();
  checks->lanes.push_back({0, found_m, std::nullopt});
  city.checks = std::move(checks);
  return city;
}

TEST(ChecksInPlans, AWidthMeasuredOnSiteHoldsBesideWhatDoesNotTouchTheLane) {
  Lanes::Params params = lane_params();
  params.ignore_accuracy = true;
  const auto judged = [&](const City& city, std::vector<Edit> edits) {
    return Lanes::run(apply(city, {"A", std::move(edits)}).city, params, Job()).lanes[0];
  };
  const City built_in = measured_street(2.5, {11});  // the car stands inside a house as drawn
  const std::string car(built_in.obstacles->ids[0]);
  EXPECT_EQ(judged(built_in, {}).verdict, Verdict::fail);
  const Lanes::Lane cleared = judged(built_in, {ClearObstacle{car}});
  EXPECT_EQ(cleared.verdict, Verdict::fail) << "what narrows it to 2.5 m still stands there";
  EXPECT_EQ(cleared.source, Lanes::Source::field_check);
}

TEST(ChecksInPlans, AnEditBesideALaneTurnsAMeasureOneWayOnly) {
  Lanes::Params params = lane_params();
  params.ignore_accuracy = true;
  const auto judged = [&](const City& city, std::vector<Edit> edits) {
    return Lanes::run(apply(city, {"A", std::move(edits)}).city, params, Job()).lanes[0];
  };
  const AddObstacle small{"post", ObstacleKind::pole, {{70, 2.8}}};
  const Lanes::Lane drawn = judged(measured_street(6, {}), {small});
  ASSERT_EQ(drawn.verdict, Verdict::pass) << "between post and wall opposite it is wide enough";
  const Lanes::Lane narrower = judged(measured_street(2.5, {}), {small});
  EXPECT_EQ(narrower.verdict, Verdict::fail) << "a post does not make it wider than it was found";
  EXPECT_EQ(narrower.engine_verdict, Verdict::fail);
  EXPECT_EQ(
      judged(measured_street(6, {}), {AddObstacle{"car", ObstacleKind::parked, {{50, 0}}}}).verdict,
      Verdict::fail)
      << "but narrower it does";

  const City by_car = measured_street(5, {0});  // it stands elsewhere than drawn: 5 m were free
  const std::string car(by_car.obstacles->ids[0]);
  const City walled = measured_street(5, {0, -1.5});
  ASSERT_EQ(judged(by_car, {}).verdict, Verdict::pass);
  EXPECT_EQ(judged(by_car, {ClearObstacle{car}}).verdict, Verdict::pass);
  EXPECT_EQ(judged(walled, {ClearObstacle{std::string(walled.obstacles->ids[0])}}).verdict,
            Verdict::pass)
      << "one car less makes it no narrower than it was found";
  const City narrow = measured_street(2.5, {0});
  EXPECT_EQ(judged(narrow, {ClearObstacle{std::string(narrow.obstacles->ids[0])}}).verdict,
            Verdict::pass)
      << "what narrowed it as drawn is gone";
}

/// The same by comparing whole runs, without asking what an edit touches.
std::vector<Lanes::WayIn> expected(const City& city, const std::vector<BuildingCheck>& checks,
                                   const Scenario& scenario, int& kept, int& dropped) {
  const Lanes::Params params = lane_params();
  const City plan = apply(city, scenario).city;
  const auto before = Lanes::run(city, params, Job());
  const auto after = Lanes::run(plan, params, Job());
  const WayFinder finder(city, params, before, Job());
  const StationExits exits(plan);
  const auto changed = [&](std::uint32_t s) {
    const Lanes::Lane& a = before.lanes[s];
    const Lanes::Lane& b = after.lanes[s];
    return a.width_m != b.width_m || a.surely_m != b.surely_m || a.maybe_m != b.maybe_m ||
           a.limit_surely_m != b.limit_surely_m || a.height_m != b.height_m || a.doubt != b.doubt ||
           a.capped != b.capped || a.basis != b.basis || a.source != b.source;
  };
  bool any = false;
  bool takes = before.from_stations != after.from_stations;
  bool gives = takes;
  const double cap_m = exact_cap_m(params);
  for (std::uint32_t s = 0; s < after.lanes.size(); ++s) {
    any = any || changed(s);
    const auto was = passable_width(city, params, s, before.lanes[s], cap_m);
    const auto is = passable_width(plan, params, s, after.lanes[s], cap_m);
    takes = takes || is.surely_m < was.surely_m || is.maybe_m < was.maybe_m;
    gives = gives || is.surely_m > was.surely_m || is.maybe_m > was.maybe_m;
  }
  const StationExits starts(city);
  for (const auto node : starts.nodes()) takes = takes || !std::ranges::count(exits.nodes(), node);
  for (const auto node : exits.nodes()) gives = gives || !std::ranges::count(starts.nodes(), node);
  std::vector<Lanes::WayIn> ways = after.buildings;
  for (const BuildingCheck& check : checks) {
    Lanes::WayIn& way = ways[check.building];
    const Lanes::WayIn& was = before.buildings[check.building];
    bool holds = was.cut_off == way.cut_off && was.width_m == way.width_m && was.lane == way.lane &&
                 before.from_stations == after.from_stations;
    if (const auto route = finder.route(check.building); route && holds) {
      holds = std::ranges::none_of(route->lanes, changed);
      if (route->from_station)
        holds = holds && std::ranges::any_of(exits.nodes(), [&](std::uint32_t node) {
                  return city.network->nodes[node] == route->line.front();
                });
    } else if (!route) {
      holds = holds && !any;
    }
    holds = holds || !(*check.way_in_ok ? takes : gives);
    ++(holds ? kept : dropped);
    if (!holds) continue;
    way.cut_off = *check.way_in_ok ? CutOff::no : CutOff::yes;
    if (way.width_m && (*way.width_m >= params.engine.required_width_m()) != *check.way_in_ok)
      way.width_m.reset();
  }
  return ways;
}

TEST(ChecksInPlans, HoldExactlyWhereTheWholeRunsTellNoDifference) {
  int kept = 0;
  int dropped = 0;
  for (unsigned seed = 0; seed < 30; ++seed) {
    const City city = finished(test::random_town(seed, 4));
    std::mt19937 random(seed);
    const auto number = [&](double least, double most) {
      return least + (most - least) * (static_cast<double>(random()) / 4294967296.0);
    };
    std::vector<BuildingCheck> checks;
    for (std::uint32_t b = 0; b < city.buildings->size();
         b += 1U + static_cast<std::uint32_t>(random() % 4)) {
      checks.push_back(blocked(b));
      checks.back().way_in_ok = random() % 2 == 0;
    }
    const Texts lanes = lane_ids(city);
    Scenario plan{"A", {}};
    const auto edits = 1 + random() % 3;
    for (unsigned e = 0; e < edits; ++e) {
      const std::string id = "new-" + std::to_string(e);
      const Xy at{50 * std::floor(number(0, 5)) + number(-2, 2), number(0, 200)};
      switch (random() % 5) {
        case 0:
          plan.edits.emplace_back(AddObstacle{id, ObstacleKind::block, {at}});
          break;
        case 1:
          plan.edits.emplace_back(
              AddObstacle{id, ObstacleKind::parked, {at, at + Xy{number(-3, 3), 6}}});
          break;
        case 2:
          plan.edits.emplace_back(
              WidenLane{std::string(lanes[random() % lanes.size()]), number(2, 9)});
          break;
        case 3:
          plan.edits.emplace_back(MoveStation{std::string(city.stations->ids[0]), at});
          break;
        default:
          plan.edits.emplace_back(AddStation{id, "", at});
      }
    }
    const auto wanted = expected(city, checks, plan, kept, dropped);
    const City edited = apply(checked(city, checks), plan).city;
    const auto run = Lanes::run(edited, lane_params(), Job());
    ASSERT_EQ(run.buildings.size(), wanted.size());
    for (std::size_t b = 0; b < wanted.size(); ++b) {
      EXPECT_EQ(run.buildings[b].cut_off, wanted[b].cut_off) << seed << ": " << b;
      EXPECT_EQ(run.buildings[b].width_m, wanted[b].width_m) << seed << ": " << b;
      EXPECT_EQ(run.buildings[b].lane, wanted[b].lane) << seed << ": " << b;
    }
  }
  EXPECT_GT(kept, 50);
  EXPECT_GT(dropped, 50);
}

/// What was found on site at random, on lanes and of ways in.
City checked_at_random(City city, std::mt19937& random) {
  auto checks = std::make_shared<FieldChecks>();
  constexpr std::array widths_m{1.0, 2.5, 3.5, 5.0};
  for (std::uint32_t s = 0; s < city.network->segments.size();
       s += 1U + static_cast<std::uint32_t>(random() % 3))
    checks->lanes.push_back({s, widths_m[random() % widths_m.size()], std::nullopt});
  for (std::uint32_t b = 0; b < city.buildings->size();
       b += 1U + static_cast<std::uint32_t>(random() % 3)) {
    checks->buildings.push_back(blocked(b));
    checks->buildings.back().way_in_ok = random() % 2 == 0;
  }
  city.checks = std::move(checks);
  return city;
}

int badness_of(CutOff cut_off) {
  return cut_off == CutOff::yes ? 2 : cut_off == CutOff::unknown ? 1 : 0;
}

/// How many verdicts of lanes and ways are worse in `b`; none may be better.
int worse_in(const Lanes::Result& a, const Lanes::Result& b, const std::string& seed) {
  int worse = 0;
  for (std::size_t s = 0; s < a.lanes.size(); ++s) {
    EXPECT_GE(badness(b.lanes[s].verdict), badness(a.lanes[s].verdict)) << seed << ": lane " << s;
    EXPECT_GE(badness(b.lanes[s].engine_verdict), badness(a.lanes[s].engine_verdict))
        << seed << ": lane " << s;
    worse += badness(b.lanes[s].verdict) > badness(a.lanes[s].verdict) ? 1 : 0;
  }
  for (std::size_t w = 0; w < a.buildings.size(); ++w) {
    EXPECT_GE(badness_of(b.buildings[w].cut_off), badness_of(a.buildings[w].cut_off))
        << seed << ": building " << w;
    worse += badness_of(b.buildings[w].cut_off) > badness_of(a.buildings[w].cut_off) ? 1 : 0;
  }
  return worse;
}

/// Streets between blocks of houses that stand 3.6 to 8 m apart; stations at two corners.
City narrow_town(std::mt19937& random) {
  const auto beside_m = [&] { return 1.8 + static_cast<double>(random() % 23) / 10; };
  test::CityBuilder town;
  Road street;
  street.road_class = RoadClass::residential;
  for (int i = 0; i <= 4; ++i) {
    town.road({{-30, 50.0 * i}, {230, 50.0 * i}}, street);
    town.road({{50.0 * i, -30}, {50.0 * i, 230}}, street);
  }
  for (int x = 0; x < 200; x += 50)
    for (int y = 0; y < 200; y += 50)
      town.rectangle(x + beside_m(), y + beside_m(), x + 50 - beside_m(), y + 50 - beside_m());
  town.station(1, 1);
  town.station(199, 199);
  return finished(town);
}

TEST(ChecksInPlans, EditsOfOneDirectionTurnNothingTheOtherWay) {
  Lanes::Params params = lane_params();
  params.ignore_accuracy = true;
  int worse = 0;
  int better = 0;
  for (unsigned seed = 0; seed < 12; ++seed) {
    std::mt19937 random(seed);
    const City town = narrow_town(random);
    Scenario stand{"stand", {}};
    Scenario clear{"clear", {}};
    for (int o = 0; o < 16; ++o) {
      const double along = 10 + static_cast<double>(random() % 1750) / 10;
      const double off = static_cast<double>(random() % 60) / 10 - 3;
      const double street = 50.0 * static_cast<double>(1 + random() % 3);
      const std::string id = "o" + std::to_string(o);
      stand.edits.emplace_back(AddObstacle{
          id, ObstacleKind::parked, {Xy{along, street + off}, {along + 4, street + off}}});
      clear.edits.emplace_back(ClearObstacle{id});
    }
    const std::string at = "seed " + std::to_string(seed);
    const City free = checked_at_random(town, random);
    worse += worse_in(Lanes::run(free, params, Job()),
                      Lanes::run(apply(free, stand).city, params, Job()), at + ", put up");
    const City full = checked_at_random(apply(town, stand).city, random);
    better += worse_in(Lanes::run(apply(full, clear).city, params, Job()),
                       Lanes::run(full, params, Job()), at + ", cleared");
  }
  EXPECT_GT(worse, 10);
  EXPECT_GT(better, 10);
}

AssessSettings plain_settings() {
  AssessSettings out;
  out.profile = io::profile_named("cn-gb");
  out.engine = io::vehicle_named("pumper");
  return out;
}

TEST(ChecksInPlans, APipelineTellsWhatAFreshRunTells) {
  const City city = checked(two_streets(), {blocked(0), blocked(1)});
  Pipeline pipeline;
  pipeline.assess(city, plain_settings(), Job());
  std::vector<Edit> edits;
  City shown = city;
  const auto computed = [&](Edit edit) {
    edits.push_back(std::move(edit));
    City plan = apply(city, {"A", edits}).city;
    share_unchanged(plan, shown);  // the edits before this one are made again
    shown = plan;
    const Assessment kept = pipeline.assess(plan, plain_settings(), Job());
    const unsigned count = pipeline.computed();
    const Assessment fresh = assess(plan, plain_settings(), Job());
    EXPECT_EQ(kept.record.figures.size(), fresh.record.figures.size());
    for (std::size_t f = 0; f < fresh.record.figures.size(); ++f)
      EXPECT_EQ(kept.record.figures[f].value, fresh.record.figures[f].value)
          << fresh.record.figures[f].name;
    return count;
  };
  computed(AddHydrant{"new-1", {4, 190}});
  EXPECT_EQ(pipeline.lanes()->buildings[0].cut_off, CutOff::yes);
  EXPECT_GT(computed(AddStation{"new-2", "", {100, 3}}), 0U);
  EXPECT_LE(computed(AddHydrant{"new-3", {100, 4}}), 5U) << "no lane is measured for a hydrant";
  computed(WidenLane{std::string(lane_ids(city)[0]), 9});
  EXPECT_EQ(pipeline.lanes()->buildings[0].cut_off, CutOff::no);
  EXPECT_EQ(pipeline.lanes()->buildings[1].cut_off, CutOff::yes);
  EXPECT_LE(computed(AddHydrant{"new-4", {150, 4}}), 5U) << "nor for one after a lane was widened";
}

TEST(Pipeline, LanesAreComputedAnewWhereTheDefectsTellOfAnotherEdge) {
  const City city = two_streets();
  Pipeline pipeline;
  pipeline.assess(city, plain_settings(), Job());
  City cut = city;
  Issue edge;
  edge.kind = IssueKind::missing_nodes;
  edge.action = Action::kept;
  edge.origin = (*city.roads)[0].origin;
  cut.issues.push_back(edge);
  const Assessment kept = pipeline.assess(cut, plain_settings(), Job());
  EXPECT_EQ(pipeline.computed(), 2U) << "lanes and districts";
  const Assessment fresh = assess(cut, plain_settings(), Job());
  for (std::size_t f = 0; f < fresh.record.figures.size(); ++f)
    EXPECT_EQ(kept.record.figures[f].value, fresh.record.figures[f].value);
  pipeline.assess(cut, plain_settings(), Job());
  EXPECT_EQ(pipeline.computed(), 0U);
}

}  // namespace
}  // namespace firebreak
