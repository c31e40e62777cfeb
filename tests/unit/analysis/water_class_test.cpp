#include "core/analysis/water_class.hpp"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <vector>

namespace firebreak {
namespace {

constexpr auto ring = MainLayout::ring;
constexpr auto branch = MainLayout::branch;
constexpr auto unknown = MainLayout::unknown;

using Sources = std::vector<WaterSource>;

WaterSource source(double lps, MainLayout layout) {
  return {lps, lps, layout};
}

/// Golden case 5 of algorithms 2.11.
TEST(WaterClass, TwoHydrantsOnABranchGiveOneOnARingBoth) {
  const Sources on_branch{source(15, branch), source(15, branch)};
  EXPECT_EQ(supply_at_worst(on_branch, 1), (WaterSupply{15, 15}));
  EXPECT_EQ(water_class(supply_at_worst(on_branch, 1), 25), WaterClass::g1);
  const Sources on_ring{source(15, ring), source(15, ring)};
  EXPECT_EQ(supply_at_worst(on_ring, 1), (WaterSupply{30, 15}));
  EXPECT_EQ(water_class(supply_at_worst(on_ring, 1), 25), WaterClass::g2);
  EXPECT_EQ(water_class(supply_at_worst(on_ring, 1), 15), WaterClass::g3);
}

TEST(WaterClass, SourcesNeededAreTheLargestThatSurelyGiveIt) {
  const Sources four{source(7, ring), source(13, branch), {0, 50, ring}, source(10, unknown)};
  EXPECT_EQ(sources_needed(four, 13), 1U);
  EXPECT_EQ(sources_needed(four, 23), 2U) << "13 and 10";
  EXPECT_EQ(sources_needed(four, 26.667), 3U);
  EXPECT_EQ(sources_needed(four, 30), 3U);
  EXPECT_EQ(sources_needed(four, 30.1), std::nullopt) << "the last may give nothing";
  EXPECT_EQ(sources_needed({}, 1), std::nullopt);
  EXPECT_EQ(sources_needed(Sources{source(13.333, ring), source(13.3333, ring)}, 26.667), 2U)
      << "as rounded in profiles";
}

TEST(WaterClass, WithoutSourcesThereIsNone) {
  EXPECT_EQ(water_class(supply_at_best({}, 1), 15), WaterClass::g0);
  EXPECT_EQ(water_class(supply_at_worst(Sources{{0, 15, ring}}, 1), 15), WaterClass::g0)
      << "it may not be there";
  EXPECT_EQ(water_class(supply_at_best(Sources{{0, 15, ring}}, 1), 15), WaterClass::g2);
}

TEST(WaterClass, TheNextOnTheBranchTakesThePlaceOfTheLargest) {
  const Sources mixed{source(15, branch), source(10, branch), source(12, ring)};
  EXPECT_EQ(supply_at_worst(mixed, 1), (WaterSupply{27, 15})) << "the ring's hydrant is the loss";
  const Sources small_ring{source(15, branch), source(10, branch), source(4, ring)};
  EXPECT_EQ(supply_at_worst(small_ring, 1), (WaterSupply{19, 14}));
  EXPECT_EQ(supply_at_worst(mixed, 2), (WaterSupply{37, 22})) << "two of a branch: 10 remain of it";
}

TEST(WaterClass, MainsOfUnknownLayoutAreABranchAtWorstAndARingAtBest) {
  const Sources two{source(15, unknown), source(15, unknown)};
  EXPECT_EQ(supply_at_worst(two, 1), (WaterSupply{15, 15}));
  EXPECT_EQ(supply_at_best(two, 1), (WaterSupply{30, 15}));
}

WaterSource source_on(double lps, std::uint32_t number) {
  WaterSource on = source(lps, branch);
  on.branch = number;
  return on;
}

TEST(WaterClass, EachKnownBranchGivesItsOwn) {
  const Sources apart{source_on(15, 1), source_on(15, 2)};
  EXPECT_EQ(supply_at_worst(apart, 1), (WaterSupply{30, 15}));
  const Sources three{source_on(15, 1), source_on(15, 1), source_on(12, 2)};
  EXPECT_EQ(supply_at_worst(three, 1), (WaterSupply{27, 15})) << "the second branch is the loss";
  EXPECT_EQ(supply_at_best(three, 1), (WaterSupply{27, 15}));
  EXPECT_EQ(supply_at_worst(three, 2), (WaterSupply{42, 27}));
  EXPECT_EQ(on_one_branch(three), 2U);
}

/// The one of an unknown branch adds least to the branch of 15; without that branch's largest, most
/// is lost where it stands with the one of 10.
TEST(WaterClass, OneOfAnUnknownBranchMayBeOnAnyOfThem) {
  const Sources open{source_on(10, 1), source_on(15, 2), source(12, branch)};
  EXPECT_EQ(supply_at_worst(open, 1), (WaterSupply{25, 12}));
  EXPECT_EQ(supply_at_best(open, 1), (WaterSupply{37, 22})) << "or on one of its own";
  EXPECT_EQ(on_one_branch(open), 2U);
  const Sources hidden{source_on(15, 1), source(12, unknown), source(9, unknown)};
  EXPECT_EQ(supply_at_worst(hidden, 1), (WaterSupply{15, 12}));
  EXPECT_EQ(on_one_branch(hidden), 3U);
  EXPECT_EQ(on_one_branch({}), 0U);
}

TEST(WaterClass, MoreNeverMakesItWorseAndOrderDoesNotMatter) {
  std::mt19937 random(5);
  const auto any = [&](double most) {
    return std::uniform_real_distribution<double>(0, most)(random);
  };
  for (int round = 0; round < 200; ++round) {
    Sources sources;
    WaterSupply before_worst;
    WaterSupply before_best;
    for (int n = 0; n < 6; ++n) {
      const double least = any(15);
      sources.push_back({least, least + any(10), std::array{ring, branch, unknown}[random() % 3],
                         std::array{1U, 2U, UINT32_MAX}[random() % 3]});
      const WaterSupply worst = supply_at_worst(sources, 1);
      const WaterSupply best = supply_at_best(sources, 1);
      EXPECT_GE(worst.all_lps + 1e-9, before_worst.all_lps);
      EXPECT_GE(worst.without_largest_lps + 1e-9, before_worst.without_largest_lps);
      EXPECT_GE(best.all_lps + 1e-9, worst.all_lps);
      EXPECT_GE(best.without_largest_lps + 1e-9, worst.without_largest_lps);
      EXPECT_LE(worst.without_largest_lps, worst.all_lps + 1e-9);
      before_worst = worst;
      before_best = best;
    }
    Sources turned(sources.rbegin(), sources.rend());
    EXPECT_NEAR(supply_at_worst(turned, 1).all_lps, before_worst.all_lps, 1e-9);
    EXPECT_NEAR(supply_at_best(turned, 1).without_largest_lps, before_best.without_largest_lps,
                1e-9);
  }
}

}  // namespace
}  // namespace firebreak
