/// The law of `GeodesicLive`: after any edits it says what a fresh run says.
#include <gtest/gtest.h>

#include <random>

#include "core/analysis/geodesic_live.hpp"
#include "support/hydrant_editor.hpp"
#include "support/road_town.hpp"

namespace firebreak {
namespace {

using Way = HoseGeodesic::Way;

bool same_way(const Way& a, const Way& b) {
  return a.reach == b.reach && a.share == b.share && a.share_most == b.share_most &&
         a.lay_m == b.lay_m && a.hydrant == b.hydrant;
}

void expect_fresh(const GeodesicLive& live, const City& city, const HoseGeodesic::Params& params) {
  const auto fresh = HoseGeodesic::run(city, params, Job({}, {}, 1)).buildings;
  ASSERT_EQ(live.buildings().size(), fresh.size());
  for (std::size_t b = 0; b < fresh.size(); ++b) {
    SCOPED_TRACE(testing::Message() << "building " << b);
    const Way& now = live.buildings()[b];
    EXPECT_EQ(now.reach, fresh[b].reach);
    EXPECT_EQ(now.share, fresh[b].share);
    EXPECT_EQ(now.share_most, fresh[b].share_most);
    EXPECT_EQ(now.lay_m, fresh[b].lay_m);
    EXPECT_EQ(now.hydrant, fresh[b].hydrant);
  }
}

/// A town with roads, walls across its yards, and hydrants of which some do not work.
City town_of(unsigned seed) {
  test::CityBuilder town = test::random_town(seed);
  std::mt19937 random(seed);
  const auto metre = [&] { return static_cast<double>(random() % 300); };
  for (int i = 0; i < 4; ++i) {
    const Xy from{metre(), metre()};
    town.barrier({from, from + Xy{metre() / 5, metre() / 5}});
  }
  for (int i = 0; i < 3; ++i) {
    Hydrant hydrant;
    hydrant.status = random() % 2 == 0 ? HydrantStatus::defective : HydrantStatus::working;
    town.hydrant(metre(), metre(), hydrant);
  }
  return test::with_network(town);
}

HoseGeodesic::Params params_of(unsigned seed) {
  HoseGeodesic::Params params;
  params.radius_m = 60;
  if (seed % 3 == 0) params.hose_slack = 1.1;
  return params;
}

class GeodesicLiveLaws : public testing::TestWithParam<unsigned> {};

TEST_P(GeodesicLiveLaws, AfterAnyEditsItEqualsAFreshRun) {
  const City city = town_of(GetParam());
  const HoseGeodesic::Params params = params_of(GetParam());
  GeodesicLive live(city, city, params, Job({}, {}, 2));
  expect_fresh(live, city, params);
  test::HydrantEditor editor(live, city, GetParam());
  for (int step = 0; step < 12; ++step) {
    SCOPED_TRACE(testing::Message() << "step " << step);
    const std::vector<Way> before = live.buildings();
    const GeodesicLive::Changes changes = editor.edit();
    GeodesicLive::Changes expected;
    for (std::uint32_t b = 0; b < before.size(); ++b)
      if (!same_way(before[b], live.buildings()[b])) expected.push_back(b);
    EXPECT_EQ(changes, expected);
    if (step % 4 == 3 || step == 0) expect_fresh(live, editor.edited(), params);
    if (HasFailure()) return;
  }
}

/// All hydrants are switched off, one after the other, and on again.
TEST_P(GeodesicLiveLaws, NothingIsLeftOfEditsTakenBack) {
  const City city = town_of(GetParam());
  const HoseGeodesic::Params params = params_of(GetParam());
  GeodesicLive live(city, city, params, Job({}, {}, 1));
  for (std::uint32_t h = 0; h < city.hydrants->size(); ++h) live.switch_off(Id<Hydrant>{h}, true);
  for (const Way& way : live.buildings()) EXPECT_FALSE(way.lay_m);
  for (std::uint32_t h = 0; h < city.hydrants->size(); ++h)
    live.set(Id<Hydrant>{h}, (*city.hydrants)[h]);
  expect_fresh(live, city, params);
}

INSTANTIATE_TEST_SUITE_P(Seeds, GeodesicLiveLaws, testing::Range(1U, 25U));

}  // namespace
}  // namespace firebreak
