#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numbers>
#include <random>

#include "core/analysis/lane_width.hpp"
#include "core/analysis/lanes.hpp"
#include "core/normalise/roads.hpp"
#include "support/city_builder.hpp"
#include "support/raster_width.hpp"

namespace firebreak {
namespace {

/// Random numbers that are the same on every machine.
class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}
  double between(double low, double high) {
    return low + (high - low) * (static_cast<double>(random_()) / 4294967296.0);
  }

 private:
  std::mt19937 random_;
};

/// A thing beside or on a street, so that a test can move, drop or add it.
struct Thing {
  std::vector<Xy> outline;  ///< one point: a post
  bool building = false;
};

struct Street {
  std::vector<Xy> line;
  std::vector<Thing> things;
};

std::vector<Xy> turned_box(Xy centre, double length, double depth, double turn) {
  const Xy u{std::cos(turn) * length / 2, std::sin(turn) * length / 2};
  const Xy v{-std::sin(turn) * depth / 2, std::cos(turn) * depth / 2};
  return {centre - u - v, centre + u - v, centre + u + v, centre - u + v};
}

/// A street of some 60 m with a bend: turned houses on both sides, parked cars, posts.
Street random_street(unsigned seed) {
  Dice dice(seed);
  Street street;
  const double bend = dice.between(-0.4, 0.4);
  street.line = {{0, 0}, {30, dice.between(-0.7, 0.7)}};
  street.line.push_back(street.line[1] + Xy{30 * std::cos(bend), 30 * std::sin(bend)});
  for (const int side : {1, -1}) {
    for (double x = -6; x < 66;) {
      const double front = dice.between(6, 14);
      const double offset = dice.between(1.8, 5.5) + 4;
      const Xy centre{x + front / 2, side * offset + (x > 30 ? (x - 30) * std::sin(bend) : 0)};
      street.things.push_back({turned_box(centre, front, 8, dice.between(-0.25, 0.25)), true});
      x += front + dice.between(0.0, 6);
    }
  }
  const int cars = static_cast<int>(dice.between(0, 4));
  for (int c = 0; c < cars; ++c)
    street.things.push_back(
        {turned_box({dice.between(4, 56), dice.between(-3, 3)}, 4.2, 1.8, dice.between(-0.3, 0.3)),
         false});
  const int posts = static_cast<int>(dice.between(0, 4));
  for (int p = 0; p < posts; ++p)
    street.things.push_back({{{dice.between(4, 56), dice.between(-3, 3)}}, false});
  return street;
}

test::CityBuilder town_of(const Street& street) {
  test::CityBuilder town;
  for (const Thing& thing : street.things) {
    if (thing.building)
      town.building(thing.outline);
    else if (thing.outline.size() == 1)
      town.obstacle_point(thing.outline[0].x_m, thing.outline[0].y_m);
    else
      town.obstacle_area(thing.outline);
  }
  return town;
}

struct Measured {
  double width_m = 0;
  double band_m = 0;
};

Measured measured(const City& city, std::span<const Xy> line) {
  const LaneObstacles obstacles(city, Occasion::always, Job({}, {}, 1));
  Corridor corridor;
  corridor.begin(line, 0, 12);
  obstacles.in_box(corridor.box(), 0, true, [&](const OutlineRun& run) { corridor.add(run); });
  corridor.finish();
  const double width = WidthMeasure{}.measure(corridor, 8).width_m;
  return {width, band_width_m(corridor, 8, width)};
}

Measured measured(const Street& street) {
  return measured(town_of(street).build(), street.line);
}

class LaneProperty : public testing::TestWithParam<unsigned> {};
/// Compared with a slow twin: fewer seeds.
class LaneTwin : public testing::TestWithParam<unsigned> {};

TEST(LanePropertyStreets, MostHaveAWidthBetweenNothingAndTheCap) {
  int between = 0;
  for (unsigned seed = 1; seed <= 40; ++seed) {
    const double width = measured(random_street(seed)).width_m;
    if (width > 0 && width < 8) ++between;
  }
  EXPECT_GE(between, 30);
}

TEST_P(LaneTwin, AgreesWithTheRaster) {
  const Street street = random_street(GetParam());
  const City city = town_of(street).build();
  const double exact = measured(city, street.line).width_m;
  const LaneObstacles obstacles(city, Occasion::always, Job({}, {}, 1));
  EXPECT_NEAR(exact, test::raster_width_m(obstacles, street.line, 12, 8, 0.1), 0.12);
}

TEST_P(LaneProperty, ShiftingTurningAndReversingChangeNothing) {
  const Street street = random_street(GetParam());
  const Measured here = measured(street);
  const double turn = 37 * std::numbers::pi / 180;
  for (const Xy shift : {Xy{0, 0}, Xy{5e5, 4e6}}) {
    std::vector<Xy> line;
    for (const Xy p : street.line)
      line.push_back(Xy{std::cos(turn) * p.x_m - std::sin(turn) * p.y_m,
                        std::sin(turn) * p.x_m + std::cos(turn) * p.y_m} +
                     shift);
    const City moved = town_of(street).moved(turn, shift.x_m, shift.y_m).build();
    const double tolerance = shift.x_m > 0 ? 1e-6 : 1e-9;
    EXPECT_NEAR(measured(moved, line).width_m, here.width_m, tolerance);
    std::reverse(line.begin(), line.end());
    EXPECT_NEAR(measured(moved, line).width_m, here.width_m, tolerance);
  }
}

TEST_P(LaneProperty, MirroringAndReversedRingsChangeNothing) {
  Street street = random_street(GetParam());
  const Measured here = measured(street);
  for (Thing& thing : street.things) std::reverse(thing.outline.begin(), thing.outline.end());
  EXPECT_NEAR(measured(street).width_m, here.width_m, 1e-9);
  EXPECT_NEAR(measured(street).band_m, here.band_m, 1e-9);
  for (Xy& p : street.line) p.y_m = -p.y_m;
  for (Thing& thing : street.things)
    for (Xy& p : thing.outline) p.y_m = -p.y_m;
  EXPECT_NEAR(measured(street).width_m, here.width_m, 1e-9);
  EXPECT_NEAR(measured(street).band_m, here.band_m, 1e-9);
}

TEST_P(LaneProperty, DoublingEverythingDoublesTheWidth) {
  const Street street = random_street(GetParam());
  Street twice = street;
  for (Xy& p : twice.line) p = 2.0 * p;
  for (Thing& thing : twice.things)
    for (Xy& p : thing.outline) p = 2.0 * p;
  Obstacle thick;
  thick.size_m = 0.6F;
  test::CityBuilder town;
  for (const Thing& thing : twice.things) {
    if (thing.building)
      town.building(thing.outline);
    else if (thing.outline.size() == 1)
      town.obstacle_point(thing.outline[0].x_m, thing.outline[0].y_m, thick);
    else
      town.obstacle_area(thing.outline);
  }
  const City doubled = town.build();
  const LaneObstacles near(doubled, Occasion::always, Job({}, {}, 1));
  Corridor corridor;
  corridor.begin(twice.line, 0, 24);
  near.in_box(corridor.box(), 0, true, [&](const OutlineRun& run) { corridor.add(run); });
  corridor.finish();
  EXPECT_NEAR(WidthMeasure{}.measure(corridor, 16).width_m, 2 * measured(street).width_m, 1e-6);
}

TEST_P(LaneProperty, DenserVerticesChangeNothing) {
  const Street street = random_street(GetParam());
  const double here = measured(street).width_m;
  Street denser = street;
  denser.line.clear();
  for (std::size_t v = 0; v + 1 < street.line.size(); ++v) {
    denser.line.push_back(street.line[v]);
    denser.line.push_back(0.5 * (street.line[v] + street.line[v + 1]));
  }
  denser.line.push_back(street.line.back());
  for (Thing& thing : denser.things) {
    if (thing.outline.size() == 1) continue;
    std::vector<Xy> ring;
    for (std::size_t v = 0; v < thing.outline.size(); ++v) {
      ring.push_back(thing.outline[v]);
      ring.push_back(0.5 * (thing.outline[v] + thing.outline[(v + 1) % thing.outline.size()]));
    }
    thing.outline = ring;
  }
  EXPECT_NEAR(measured(denser).width_m, here, 1e-9);
}

TEST_P(LaneProperty, OneThingLessNeverNarrowsOneMoreNeverWidens) {
  const Street street = random_street(GetParam());
  const Measured here = measured(street);
  EXPECT_LE(here.band_m, here.width_m + 1e-12);
  for (std::size_t t = 0; t < street.things.size(); ++t) {
    Street less = street;
    less.things.erase(less.things.begin() + static_cast<std::ptrdiff_t>(t));
    const Measured there = measured(less);
    EXPECT_GE(there.width_m, here.width_m - 1e-9) << "without thing " << t;
    EXPECT_GE(there.band_m, here.band_m - 1e-9) << "without thing " << t;
  }
  Street more = street;
  more.things.push_back(more.things.front());
  EXPECT_NEAR(measured(more).width_m, here.width_m, 1e-12) << "a duplicate changes nothing";
}

City with_network(const test::CityBuilder& town) {
  City city = town.build();
  std::vector<Issue> issues;
  city.network = std::make_shared<const RoadNetwork>(
      build_network(*city.roads, issues, Job({}, {}, 1), city.buildings.get()));
  return city;
}

Lanes::Params bare() {
  Lanes::Params params;
  params.ignore_accuracy = true;
  return params;
}

/// The free band and the sides from metre to metre, found from the boxes on a straight street.
TEST_P(LaneProperty, CrossSectionsAgreeWithTheBoxes) {
  Dice dice(GetParam());
  struct Block {
    double x0, x1, y0, y1;
  };
  std::vector<Block> blocks;
  test::CityBuilder town;
  for (int i = 0; i < 12; ++i) {
    const double x = dice.between(-2, 38);
    const double y = dice.between(-10, 9);
    const Block b{x, x + dice.between(0.3, 6), y, y + dice.between(0.2, 2.5)};
    blocks.push_back(b);
    town.obstacle_area({{b.x0, b.y0}, {b.x1, b.y0}, {b.x1, b.y1}, {b.x0, b.y1}});
  }
  const City city = town.build();
  const LaneObstacles obstacles(city, Occasion::always, Job({}, {}, 1));
  Corridor corridor;
  corridor.begin(std::vector<Xy>{{0, 0}, {40, 0}}, 0, 12);
  obstacles.in_box(corridor.box(), 0, true, [&](const OutlineRun& run) { corridor.add(run); });
  corridor.finish();
  double least_m = 8;
  for (int metre = 0; metre < 40; ++metre) {
    std::vector<std::pair<double, double>> there;
    for (const Block& b : blocks)
      if (b.x0 < metre + 1 && b.x1 > metre) there.emplace_back(b.y0, b.y1);
    std::ranges::sort(there);
    double free_m = 0;
    double from = -12;
    double left = 12;
    double right = 12;
    bool on_line = false;
    for (const auto& [low, high] : there) {
      free_m = std::max(free_m, low - from);
      from = std::max(from, high);
      on_line = on_line || (low <= 0 && high >= 0);
      if (low > 0) left = std::min(left, low);
      if (high < 0) right = std::min(right, -high);
    }
    free_m = std::max(free_m, 12 - from);
    const CrossSection section = cross_section(corridor, metre, metre + 1);
    EXPECT_NEAR(section.free_m, free_m, 1e-9) << metre;
    least_m = std::min(least_m, section.free_m);
    EXPECT_EQ(section.on_line, on_line) << metre;
    EXPECT_NEAR(section.left_m.value_or(12), on_line ? 0 : left, 1e-9) << metre;
    EXPECT_NEAR(section.right_m.value_or(12), on_line ? 0 : right, 1e-9) << metre;
  }
  EXPECT_LE(band_width_m(corridor, 8, 8), least_m + 1e-9)
      << "over a vehicle's length no more is free than over a metre of it";
}

TEST_P(LaneProperty, ThreadsDoNotMatter) {
  const City city = with_network(test::random_town(GetParam()));
  const auto one = Lanes::run(city, bare(), Job({}, {}, 1));
  const auto four = Lanes::run(city, bare(), Job({}, {}, 4));
  ASSERT_EQ(one.lanes.size(), four.lanes.size());
  ASSERT_EQ(one.pinches.size(), four.pinches.size());
  ASSERT_EQ(one.profile.size(), four.profile.size());
  for (std::size_t r = 0; r < one.profile.size(); ++r) {
    EXPECT_EQ(one.profile[r].lane, four.profile[r].lane);
    EXPECT_EQ(one.profile[r].from_m, four.profile[r].from_m);
    EXPECT_EQ(one.profile[r].free_m, four.profile[r].free_m);
  }
  for (std::size_t s = 0; s < one.lanes.size(); ++s) {
    EXPECT_EQ(one.lanes[s].width_m, four.lanes[s].width_m);
    EXPECT_EQ(one.lanes[s].band_m, four.lanes[s].band_m);
    EXPECT_EQ(one.lanes[s].verdict, four.lanes[s].verdict);
    EXPECT_EQ(one.lanes[s].buildings_cut_off, four.lanes[s].buildings_cut_off);
  }
  for (std::size_t b = 0; b < one.buildings.size(); ++b) {
    EXPECT_EQ(one.buildings[b].cut_off, four.buildings[b].cut_off);
    EXPECT_EQ(one.buildings[b].lane, four.buildings[b].lane);
  }
}

TEST_P(LaneProperty, WiderEnginesReachFewerBuildings) {
  const City city = with_network(test::random_town(GetParam()));
  Lanes::Params params = bare();
  std::size_t cut_off_before = 0;
  std::size_t reached_before = city.buildings->size();
  for (const double width : {1.0, 2.0, 3.0, 4.0, 5.0}) {
    params.engine.body_width_m = width;
    const auto result = Lanes::run(city, params, Job({}, {}, 1));
    const auto count = [&](Lanes::CutOff c) {
      return static_cast<std::size_t>(
          std::count_if(result.buildings.begin(), result.buildings.end(),
                        [&](const Lanes::WayIn& w) { return w.cut_off == c; }));
    };
    EXPECT_GE(count(Lanes::CutOff::yes), cut_off_before);
    EXPECT_LE(count(Lanes::CutOff::no), reached_before);
    cut_off_before = count(Lanes::CutOff::yes);
    reached_before = count(Lanes::CutOff::no);
    std::size_t behind = 0;
    for (const auto& lane : result.lanes) behind += lane.buildings_cut_off;
    EXPECT_LE(behind, cut_off_before);
  }
}

TEST_P(LaneProperty, VerdictsAndFiguresAddUp) {
  const City city = with_network(test::random_town(GetParam()));
  const auto result = Lanes::run(city, {}, Job({}, {}, 2));
  const auto out = Lanes::output(city, {}, result, Profile{});
  std::map<std::string, double> figure;
  for (const auto& f : out.figures) figure[f.name] = f.value;
  EXPECT_EQ(figure["lanes_pass"] + figure["lanes_marginal"] + figure["lanes_fail"] +
                figure["lanes_unknown"],
            figure["lanes_judged"]);
  EXPECT_EQ(figure["lanes_judged"] + figure["lanes_not_applicable"],
            static_cast<double>(city.network->segments.size()));
  for (const auto& lane : result.lanes)
    if (lane.basis == Basis::missing) {
      EXPECT_FALSE(lane.width_m);
      EXPECT_NE(lane.verdict, Verdict::pass);
    }
}

/// A road cut into two records at a place far from junctions keeps its least width.
TEST_P(LaneProperty, SplittingARecordKeepsTheLeastWidth) {
  const Street street = random_street(GetParam());
  test::CityBuilder whole = town_of(street);
  whole.road(street.line);
  test::CityBuilder split = town_of(street);
  const Xy middle = 0.5 * (street.line[0] + street.line[1]);
  split.road({street.line[0], middle});
  split.road({middle, street.line[1], street.line[2]});
  const auto one = Lanes::run(with_network(whole), bare(), Job({}, {}, 1));
  const auto two = Lanes::run(with_network(split), bare(), Job({}, {}, 1));
  ASSERT_EQ(one.lanes.size(), 1U);
  ASSERT_EQ(two.lanes.size(), 2U);
  if (!one.lanes[0].measured_m || !two.lanes[0].measured_m || !two.lanes[1].measured_m) return;
  EXPECT_NEAR(static_cast<double>(std::min(*two.lanes[0].measured_m, *two.lanes[1].measured_m)),
              static_cast<double>(*one.lanes[0].measured_m), 1e-3);
}

INSTANTIATE_TEST_SUITE_P(Seeds, LaneProperty, testing::Range(1U, 41U));
// Streets where two ways round a car are equally wide between two starts of a stretch.
INSTANTIATE_TEST_SUITE_P(TwoWaysRound, LaneProperty, testing::Values(77U, 188U));
INSTANTIATE_TEST_SUITE_P(Seeds, LaneTwin, testing::Range(1U, 41U));

}  // namespace
}  // namespace firebreak
