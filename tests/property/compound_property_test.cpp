#include <gtest/gtest.h>

#include <cmath>
#include <random>
#include <vector>

#include "core/analysis/compounds.hpp"
#include "support/compound_town.hpp"

namespace firebreak {
namespace {

/// The garden with random gates on and beside its boundary, lanes that lead in, and hydrants.
test::CityBuilder random_garden(unsigned seed) {
  std::mt19937 random(seed);
  const auto uniform = [&](double low, double high) {
    return low + (high - low) * (static_cast<double>(random()) / 4294967296.0);
  };
  test::CityBuilder town = test::garden_town();
  for (int gates = static_cast<int>(random() % 4); gates > 0; --gates) {
    Obstacle gate = test::gate(random() % 3 == 0 ? Opening::locked : Opening::open);
    if (random() % 4 != 0) gate.clear_width_m = static_cast<float>(uniform(2, 7));
    if (random() % 4 == 0) gate.clear_height_m = static_cast<float>(uniform(3, 5));
    town.obstacle_point(uniform(5, 195), uniform(-3, 3), gate);
  }
  const double widths[]{2, 3.5, 5};
  const auto some_road = [&] {
    const auto kind = static_cast<unsigned>(random() % 4);
    return kind == 3 ? Road{} : test::declared(widths[kind]);
  };
  std::vector<Xy> ends;
  for (const double x : {100.0, 150.0}) {
    if (random() % 3 == 0) continue;
    ends.push_back({x + 1, uniform(5, 90)});
    town.road({{x, -20}, {x, uniform(-10, 1.5)}, ends.back()}, some_road());
  }
  if (ends.size() == 2 && random() % 2 == 0) town.road({ends[0], ends[1]}, some_road());
  for (int hydrants = static_cast<int>(random() % 4); hydrants > 0; --hydrants)
    town.hydrant(uniform(-200, 400), uniform(-300, 300));
  return town;
}

class CompoundProperty : public testing::TestWithParam<unsigned> {
 protected:
  static Compounds::Result told(const test::CityBuilder& town, const std::vector<Xy>& outline) {
    const City city = test::with_compounds(town, {outline});
    const Lanes::Params judged = test::compound_params();
    return Compounds::run(city, {}, judged, test::judged(city, judged), Job({}, {}, 1));
  }
};

TEST_P(CompoundProperty, TurningAndShiftingChangesNothing) {
  const double turn = 0.1 + 0.37 * GetParam();
  const double dx = 1234.5, dy = -987.25;
  std::vector<Xy> outline = test::garden();
  for (Xy& p : outline)
    p = {std::cos(turn) * p.x_m - std::sin(turn) * p.y_m + dx,
         std::sin(turn) * p.x_m + std::cos(turn) * p.y_m + dy};
  const auto here = told(random_garden(GetParam()), test::garden());
  const auto there = told(random_garden(GetParam()).moved(turn, dx, dy), outline);
  const Compounds::Compound& a = here.compounds.at(0);
  const Compounds::Compound& b = there.compounds.at(0);
  EXPECT_EQ(a.reasons, b.reasons);
  EXPECT_EQ(a.grade, b.grade);
  EXPECT_EQ(a.ring, b.ring);
  EXPECT_EQ(a.reached, b.reached);
  EXPECT_EQ(a.cut_off, b.cut_off);
  EXPECT_EQ(a.hydrants_inside, b.hydrants_inside);
  EXPECT_EQ(a.hydrants_near, b.hydrants_near);
  EXPECT_EQ(here.of_building, there.of_building);
  ASSERT_EQ(here.entrances.size(), there.entrances.size());
  for (std::size_t e = 0; e < here.entrances.size(); ++e) {
    EXPECT_EQ(here.entrances[e].gate, there.entrances[e].gate);
    EXPECT_EQ(here.entrances[e].verdict, there.entrances[e].verdict);
    EXPECT_EQ(here.entrances[e].reason, there.entrances[e].reason);
    EXPECT_NEAR(here.entrances[e].width_m.value_or(-1), there.entrances[e].width_m.value_or(-1),
                1e-6);
  }
}

/// What is true of every grade, whatever stands there.
TEST_P(CompoundProperty, GradesFollowFromWhatIsCounted) {
  const auto result = told(random_garden(GetParam()), test::garden());
  const Compounds::Compound& c = result.compounds.at(0);
  EXPECT_EQ(c.entrances, result.entrances.size());
  EXPECT_LE(c.entrances_pass, c.entrances);
  EXPECT_LE(c.reached + c.cut_off, c.buildings);
  EXPECT_EQ(c.grade == Compounds::Grade::green, c.reasons == 0);
  if (c.grade == Compounds::Grade::green) {
    EXPECT_GE(c.entrances_pass, 2U);
    EXPECT_EQ(c.reached, c.buildings);
  }
  std::uint32_t last = 0;
  for (const Compounds::Entrance& e : result.entrances) {
    EXPECT_TRUE(e.gate || e.lane);
    EXPECT_GE(e.compound, last);
    last = e.compound;
    if (e.verdict == Verdict::pass && e.gate) {
      EXPECT_EQ(e.engine_verdict, Verdict::pass);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, CompoundProperty, testing::Range(1U, 61U));

}  // namespace
}  // namespace firebreak
