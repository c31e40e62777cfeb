#include <gtest/gtest.h>

#include "core/analysis/hydrant_coverage.hpp"
#include "core/model/scenario.hpp"
#include "support/city_builder.hpp"

namespace firebreak {
namespace {

HydrantCoverage::Params params() {
  HydrantCoverage::Params p;
  p.radius_m = 70;
  return p;
}

City with_status(const City& city, std::size_t hydrant, HydrantStatus status) {
  City out = city;
  auto hydrants = std::make_shared<Table<Hydrant>>(*city.hydrants);
  hydrants->rows[hydrant].status = status;
  out.hydrants = std::move(hydrants);
  return out;
}

class RepairLaws : public testing::TestWithParam<unsigned> {};

/// What a repair gives back is what a run with that hydrant in order finds.
TEST_P(RepairLaws, TheGainIsThatOfAFreshRun) {
  City city = test::random_town(GetParam()).build();
  const std::size_t count = city.hydrants->size();
  for (std::size_t h = 0; h < count; ++h)
    if (h % 2 == GetParam() % 2)
      city = with_status(city, h, h % 3 == 0 ? HydrantStatus::no_water : HydrantStatus::defective);
  const auto before = HydrantCoverage::run(city, params(), Job{});
  ASSERT_EQ(before.repair_gains.size(), count);
  for (std::size_t h = 0; h < count; ++h) {
    const bool broken = (*city.hydrants)[h].status != HydrantStatus::working;
    ASSERT_EQ(before.repair_gains[h].has_value(), broken) << h;
    if (!broken) continue;
    const auto after =
        HydrantCoverage::run(with_status(city, h, HydrantStatus::working), params(), Job{});
    std::uint32_t gained = 0;
    for (std::size_t b = 0; b < before.buildings.size(); ++b)
      gained += before.buildings[b].verdict == Verdict::fail &&
                after.buildings[b].verdict != Verdict::fail;
    EXPECT_EQ(*before.repair_gains[h], gained) << h;
  }
}

/// The same of all of them at once, and each alone never gives back what all together do not.
TEST_P(RepairLaws, TogetherTheyGiveBackWhatAFreshRunFinds) {
  City city = test::random_town(GetParam()).build();
  const City repaired = city;
  for (std::size_t h = 0; h < city.hydrants->size(); ++h)
    if (h % 2 == GetParam() % 2)
      city = with_status(city, h, h % 3 == 0 ? HydrantStatus::blocked : HydrantStatus::defective);
  const auto before = HydrantCoverage::run(city, params(), Job{});
  const auto after = HydrantCoverage::run(repaired, params(), Job{});
  std::uint32_t together = 0;
  for (std::size_t b = 0; b < before.buildings.size(); ++b) {
    const bool given_back =
        before.buildings[b].verdict == Verdict::fail && after.buildings[b].verdict != Verdict::fail;
    EXPECT_EQ(before.repaired_together[b] != 0, given_back) << b;
    together += given_back;
  }
  for (const auto& gain : before.repair_gains) EXPECT_LE(gain.value_or(0), together);
}

/// One that gives too little is repaired by a plan, and gives back what a run on it finds.
TEST_P(RepairLaws, TheGainOfOneThatGivesTooLittleIsThatOfItsRepair) {
  City city = test::random_town(GetParam()).build();
  auto hydrants = std::make_shared<Table<Hydrant>>(*city.hydrants);
  for (std::size_t h = 0; h < hydrants->size(); ++h) {
    if (h % 2 == GetParam() % 2) hydrants->rows[h].flow_lps = h % 3 == 0 ? 20.0F : 9.0F;
    if (h % 4 == 0) hydrants->rows[h].pressure_mpa = 0.05F;
  }
  city.hydrants = hydrants;
  HydrantCoverage::Params asked = params();
  asked.fire_flow_lps = 15;
  asked.fire_pressure_mpa = 0.1;
  const auto before = HydrantCoverage::run(city, asked, Job{});
  for (std::size_t h = 0; h < hydrants->size(); ++h) {
    const bool weak = too_little((*city.hydrants)[h], asked.sources()).of != TooLittle::Of::nothing;
    ASSERT_EQ(before.repair_gains[h].has_value(), weak) << h;
    ASSERT_EQ(before.usable[h] == 0, weak) << h;
    if (!weak) continue;
    const Scenario plan{"plan", {SwitchHydrant{std::string(city.hydrants->ids[h]), false}}};
    const auto after = HydrantCoverage::run(apply(city, plan).city, asked, Job{});
    std::uint32_t gained = 0;
    for (std::size_t b = 0; b < before.buildings.size(); ++b)
      gained += before.buildings[b].verdict == Verdict::fail &&
                after.buildings[b].verdict != Verdict::fail;
    EXPECT_EQ(*before.repair_gains[h], gained) << h;
  }
}

INSTANTIATE_TEST_SUITE_P(Seeds, RepairLaws, testing::Range(1U, 101U));

Hydrant of_status(HydrantStatus status) {
  Hydrant hydrant;
  hydrant.status = status;
  return hydrant;
}

TEST(Repairs, OnlyWhatStandsThereCanBeRepaired) {
  test::CityBuilder town;
  town.rectangle(0, 0, 10, 10);
  town.hydrant(20, 5, of_status(HydrantStatus::blocked));
  town.hydrant(21, 5, of_status(HydrantStatus::missing));
  town.hydrant(22, 5, of_status(HydrantStatus::planned));
  town.hydrant(23, 5, of_status(HydrantStatus::disused));
  town.hydrant(900, 5);
  const auto result = HydrantCoverage::run(town.build(), {}, Job{});
  EXPECT_EQ(result.repair_gains[0], 1U);
  for (const std::size_t h : {1U, 2U, 3U, 4U}) EXPECT_FALSE(result.repair_gains[h]) << h;
}

}  // namespace
}  // namespace firebreak
