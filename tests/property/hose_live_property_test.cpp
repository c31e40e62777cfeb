/// The law of `HoseLive`: after any edits it says what a fresh run says.
#include <gtest/gtest.h>

#include <random>

#include "core/analysis/hose_live.hpp"
#include "support/hydrant_editor.hpp"
#include "support/road_town.hpp"

namespace firebreak {
namespace {

using Lay = HoseLay::Lay;

bool same_hose(const Lay& a, const Lay& b) {
  return a.reach == b.reach && a.share == b.share && a.lay_m == b.lay_m && a.hydrant == b.hydrant;
}

void expect_fresh(const HoseLive& live, const City& city, const HoseLay::Params& params) {
  const auto fresh = HoseLay::run(city, params, Job({}, {}, 1)).buildings;
  ASSERT_EQ(live.buildings().size(), fresh.size());
  for (std::size_t b = 0; b < fresh.size(); ++b) {
    SCOPED_TRACE(testing::Message() << "building " << b);
    const Lay& now = live.buildings()[b];
    EXPECT_EQ(now.reach, fresh[b].reach);
    EXPECT_EQ(now.share, fresh[b].share);
    EXPECT_EQ(now.lay_m, fresh[b].lay_m);
    EXPECT_EQ(now.hydrant, fresh[b].hydrant);
    EXPECT_EQ(now.segment, fresh[b].segment);
    EXPECT_EQ(now.along_m, fresh[b].along_m);
    EXPECT_EQ(now.wall, fresh[b].wall);
  }
}

/// A town with roads, walls across its yards, and hydrants of which some do not work.
City town_of(unsigned seed) {
  test::CityBuilder town = test::random_town(seed);
  std::mt19937 random(seed);
  const auto metre = [&] { return static_cast<double>(random() % 300); };
  Obstacle wall;
  wall.kind = ObstacleKind::wall;
  for (int i = 0; i < 4; ++i) {
    const Xy from{metre(), metre()};
    town.obstacle_line({from, from + Xy{metre() / 5, metre() / 5}}, wall);
  }
  for (int i = 0; i < 3; ++i) {
    Hydrant hydrant;
    hydrant.status = random() % 2 == 0 ? HydrantStatus::defective : HydrantStatus::working;
    town.hydrant(metre(), metre(), hydrant);
  }
  return test::with_network(town);
}

class HoseLiveLaws : public testing::TestWithParam<unsigned> {};

TEST_P(HoseLiveLaws, AfterAnyEditsItEqualsAFreshRun) {
  const City city = town_of(GetParam());
  HoseLay::Params params;
  params.radius_m = 90;
  if (GetParam() % 3 == 0) params.hose_slack = 1.1;
  HoseLive live(city, city, params, Job({}, {}, 2));
  expect_fresh(live, city, params);
  test::HydrantEditor editor(live, city, GetParam());
  for (int step = 0; step < 16; ++step) {
    SCOPED_TRACE(testing::Message() << "step " << step);
    const std::vector<Lay> before = live.buildings();
    const HoseLive::Changes changes = editor.edit();
    HoseLive::Changes expected;
    for (std::uint32_t b = 0; b < before.size(); ++b)
      if (!same_hose(before[b], live.buildings()[b])) expected.push_back(b);
    EXPECT_EQ(changes, expected);
    if (step % 4 == 3 || step < 2) expect_fresh(live, editor.edited(), params);
    if (HasFailure()) return;
  }
}

/// All hydrants are switched off, one after the other, and on again.
TEST_P(HoseLiveLaws, NothingIsLeftOfEditsTakenBack) {
  const City city = town_of(GetParam());
  const HoseLay::Params params;
  HoseLive live(city, city, params, Job({}, {}, 1));
  for (std::uint32_t h = 0; h < city.hydrants->size(); ++h) live.switch_off(Id<Hydrant>{h}, true);
  for (const Lay& lay : live.buildings()) EXPECT_FALSE(lay.lay_m);
  for (std::uint32_t h = 0; h < city.hydrants->size(); ++h)
    live.set(Id<Hydrant>{h}, (*city.hydrants)[h]);
  expect_fresh(live, city, params);
}

INSTANTIATE_TEST_SUITE_P(Seeds, HoseLiveLaws, testing::Range(1U, 61U));

}  // namespace
}  // namespace firebreak
