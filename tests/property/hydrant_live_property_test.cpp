/// The law of `HydrantLive`: after any edits it says what a fresh run says.
#include <gtest/gtest.h>

#include <random>

#include "core/analysis/hydrant_live.hpp"
#include "core/analysis/verdict_inputs.hpp"
#include "support/city_builder.hpp"
#include "support/hydrant_editor.hpp"

namespace firebreak {
namespace {

using Params = HydrantCoverage::Params;
using Cover = HydrantCoverage::Cover;

void expect_same(const Cover& live, const Cover& fresh) {
  EXPECT_EQ(live.nearest_m, fresh.nearest_m);
  EXPECT_EQ(live.margin_m, fresh.margin_m);
  EXPECT_EQ(live.nearest, fresh.nearest);
  EXPECT_EQ(live.in_reach, fresh.in_reach);
  EXPECT_EQ(live.sole, fresh.sole);
  EXPECT_EQ(live.too_weak, fresh.too_weak);
  EXPECT_EQ(live.too_weak_m, fresh.too_weak_m);
  EXPECT_EQ(live.covered_share, fresh.covered_share);
  EXPECT_EQ(live.coverage, fresh.coverage);
  EXPECT_EQ(live.verdict, fresh.verdict);
  EXPECT_EQ(live.reason, fresh.reason);
  EXPECT_EQ(live.computed, fresh.computed);
  EXPECT_EQ(live.through_adjoining, fresh.through_adjoining);
  EXPECT_EQ(live.outside_study_area, fresh.outside_study_area);
}

void expect_same(const OverrideOutcome& live, const OverrideOutcome& fresh) {
  EXPECT_EQ(live.number, fresh.number);
  EXPECT_EQ(live.building, fresh.building);
  EXPECT_EQ(live.state, fresh.state);
  EXPECT_EQ(live.computed, fresh.computed);
  EXPECT_EQ(live.inputs_now, fresh.inputs_now);
}

/// `live` says what a run on the city with the edits says, to the last flag.
void expect_fresh(const HydrantLive& live, const City& city, const Params& params) {
  const auto fresh = HydrantCoverage::run(city, params, Job({}, {}, 1));
  const auto& now = live.result();
  ASSERT_EQ(now.buildings.size(), fresh.buildings.size());
  HydrantTally tally;
  for (std::size_t b = 0; b < fresh.buildings.size(); ++b) {
    SCOPED_TRACE(testing::Message() << "building " << b);
    expect_same(now.buildings[b], fresh.buildings[b]);
    tally.add(fresh.buildings[b]);
  }
  EXPECT_EQ(now.usable, fresh.usable);
  EXPECT_EQ(now.served, fresh.served);
  EXPECT_EQ(now.sole_source, fresh.sole_source);
  EXPECT_EQ(now.repair_gains, fresh.repair_gains);
  EXPECT_EQ(now.repaired_together, fresh.repaired_together);
  EXPECT_EQ(live.tally(), tally);
  ASSERT_EQ(now.overrides.size(), fresh.overrides.size());
  for (std::size_t i = 0; i < fresh.overrides.size(); ++i) {
    SCOPED_TRACE(testing::Message() << "override " << i);
    expect_same(now.overrides[i], fresh.overrides[i]);
  }
}

bool same_state(const Cover& a, const Cover& b) {
  return a.verdict == b.verdict && a.reason == b.reason && a.coverage == b.coverage &&
         a.computed == b.computed;
}

/// A town with hydrants of every standing, some of which give too little, of two sources, some of
/// doubtful position, and a study area over half of it.
City mixed_town(unsigned seed) {
  City city = test::random_town(seed, 4).build();
  city.sources.resize(2);
  city.sources[1].accuracy_m = 6;
  std::mt19937 random(seed);
  auto hydrants = std::make_shared<Table<Hydrant>>(*city.hydrants);
  constexpr std::array states{HydrantStatus::working,   HydrantStatus::working,
                              HydrantStatus::working,   HydrantStatus::unknown,
                              HydrantStatus::defective, HydrantStatus::no_water,
                              HydrantStatus::disused,   HydrantStatus::planned};
  for (Hydrant& hydrant : hydrants->rows) {
    hydrant.status = states[random() % states.size()];
    hydrant.origin.source = random() % 2;
    hydrant.doubtful_position = random() % 8 == 0;
    if (random() % 8 == 0) hydrant.owner = Owner::private_;
    if (random() % 4 == 0) hydrant.flow_lps = random() % 2 == 0 ? 8.0F : 20.0F;
    if (random() % 4 == 0) hydrant.pressure_mpa = random() % 2 == 0 ? 0.05F : 0.2F;
  }
  city.hydrants = std::move(hydrants);
  if (seed % 3 == 0) {
    Shapes area;
    area.add(PartKind::outer,
             std::vector<Xy>{{-50, -50}, {100, -50}, {100, 400}, {-50, 400}, {-50, -50}});
    city.study_area = std::make_shared<const Shapes>(std::move(area));
  }
  return city;
}

/// What was found on site at some of its buildings.
void add_checks(City& city, std::mt19937& random) {
  FieldChecks checks;
  for (std::uint32_t b = 0; b < city.buildings->size(); b += 3) {
    BuildingCheck check;
    check.building = b;
    if (random() % 2 == 0)
      check.hydrant_ok = random() % 2 == 0;
    else
      check.hydrant_m = static_cast<double>(random() % 120);
    checks.buildings.push_back(check);
  }
  city.checks = std::make_shared<const FieldChecks>(std::move(checks));
}

/// Verdicts that a person set on others of its buildings, by what decides now; some do not say.
void add_overrides(City& city, const Params& params, std::mt19937& random) {
  const CoverSources sources(city, params);
  const DistanceSlack slack(city, params.ignore_accuracy);
  std::vector<VerdictOverride> overrides;
  for (std::uint32_t b = 0; b < city.buildings->size(); b += 2) {
    std::string inputs;
    if (random() % 8 != 0) inputs = hydrant_inputs(city, params, sources, slack, b);
    overrides.push_back({std::string(city.buildings->ids[b]), random() % 2 == 0 ? "pass" : "fail",
                         "Wang", "2026-11-27", "seen on site", std::move(inputs)});
  }
  city.overrides = std::make_shared<const std::vector<VerdictOverride>>(std::move(overrides));
}

Params params_of(unsigned seed) {
  Params params;
  params.radius_m = 60;
  params.rule = seed % 5 == 1 ? "any" : "all";
  params.exclude_doubtful = seed % 2 == 0;
  params.ignore_accuracy = seed % 7 == 0;
  if (seed % 11 == 0) params.metric = "hose_route";
  if (seed % 3 != 0) params.fire_flow_lps = 15;
  if (seed % 4 != 1) params.fire_pressure_mpa = 0.1;
  return params;
}

class HydrantLiveLaws : public testing::TestWithParam<unsigned> {};

TEST_P(HydrantLiveLaws, AfterAnyEditsItEqualsAFreshRun) {
  City city = mixed_town(GetParam());
  std::mt19937 random(GetParam());
  if (GetParam() % 4 == 0) add_checks(city, random);
  const Params params = params_of(GetParam());
  if (GetParam() % 4 < 2) add_overrides(city, params, random);
  HydrantLive live(city, city, params, Job({}, {}, 2));
  expect_fresh(live, city, params);
  test::HydrantEditor editor(live, city, GetParam());
  for (int step = 0; step < 20; ++step) {
    SCOPED_TRACE(testing::Message() << "step " << step);
    const std::vector<Cover> before = live.result().buildings;
    const HydrantLive::Changes changes = editor.edit();
    HydrantLive::Changes expected;
    for (std::uint32_t b = 0; b < before.size(); ++b)
      if (!same_state(before[b], live.result().buildings[b])) expected.push_back(b);
    EXPECT_EQ(changes, expected);
    if (step % 4 == 3 || step < 2) expect_fresh(live, editor.edited(), params);
    if (HasFailure()) return;
  }
}

/// Begun on a plan, it goes on as the plan would.
TEST_P(HydrantLiveLaws, APlanGoesOnFromWhereItStands) {
  City city = mixed_town(GetParam());
  const Params params = params_of(GetParam());
  std::mt19937 random(GetParam());
  if (GetParam() % 2 == 0) add_overrides(city, params, random);
  Scenario plan{"plan", {AddHydrant{"a", {120, 80}}, MoveHydrant{"a", {60, 60}}}};
  const City shown = apply(city, plan).city;
  HydrantLive live(city, shown, params, Job({}, {}, 1));
  expect_fresh(live, shown, params);
  plan.edits.push_back(AddHydrant{"b", {30, 200}});
  live.add("b", {30, 200}, {});
  expect_fresh(live, apply(city, plan).city, params);
}

INSTANTIATE_TEST_SUITE_P(Seeds, HydrantLiveLaws, testing::Range(1U, 121U));

/// Every hydrant of a small town is taken out, one after the other, and put back.
TEST(HydrantLive, NothingIsLeftOfEditsTakenBack) {
  const City city = mixed_town(7);
  const Params params = params_of(7);
  HydrantLive live(city, city, params, Job{});
  for (std::uint32_t h = 0; h < city.hydrants->size(); ++h) live.switch_off(Id<Hydrant>{h}, true);
  for (const auto& cover : live.result().buildings)
    EXPECT_NE(cover.reason, HydrantCoverage::Reason::whole_in_reach);
  for (std::uint32_t h = 0; h < city.hydrants->size(); ++h)
    live.set(Id<Hydrant>{h}, (*city.hydrants)[h]);
  expect_fresh(live, city, params);
}

}  // namespace
}  // namespace firebreak
