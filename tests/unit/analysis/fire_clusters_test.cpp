#include "core/analysis/fire_clusters.hpp"

#include <gmock/gmock.h>

#include "support/city_builder.hpp"

namespace firebreak {
namespace {

using testing::ElementsAre;

constexpr std::uint8_t resistive = 1;
constexpr std::uint8_t quasi = 2;
constexpr std::uint8_t retarded = 3;
constexpr std::uint8_t timber = 4;

std::vector<FireClass> classes(std::initializer_list<std::uint8_t> values) {
  std::vector<FireClass> out;
  for (const std::uint8_t value : values) out.push_back({value, ClassSource::grade});
  return out;
}

std::vector<Crossing> cross(const City& city, const std::vector<FireClass>& of,
                            SpreadRule rule = {}) {
  return crossings(city, gap_pairs(city.buildings->shapes, city.buildings->index, {}, 18, Job{}),
                   of, rule, Job{});
}

TEST(FireClusters, GoldenCase1ThreeUnitsInARow) {
  test::CityBuilder town;
  town.rectangle(0, 0, 10, 10);
  town.rectangle(12, 0, 22, 10);
  town.rectangle(30, 0, 40, 10);
  const City city = town.build();
  const auto pairs = gap_pairs(city.buildings->shapes, city.buildings->index, {}, 18, Job{});
  const std::vector<double> floor{100, 100, 100};
  const auto result = fire_clusters(crossings_within(pairs, 6), {}, floor, {});
  EXPECT_THAT(result.of_building, ElementsAre(0, 0, 1));
  EXPECT_THAT(result.members, ElementsAre(0, 1, 2));
  EXPECT_NEAR(result.expected_loss_m2, 500.0 / 3, 1e-9);
  EXPECT_EQ(result.largest, 2U);
  EXPECT_EQ(result.clusters[0].limit_m, 6);
  EXPECT_EQ(result.clusters[1].limit_m, 0);
}

TEST(FireClusters, GoldenCase3LimitsByClassPair) {
  const SpreadRule rule;
  EXPECT_EQ(rule.limit_m(timber, timber), 12);
  EXPECT_EQ(rule.limit_m(timber, quasi), 7.5);
  EXPECT_EQ(rule.limit_m(quasi, retarded), 4.5);
  EXPECT_EQ(rule.limit_m(timber, resistive), std::nullopt);
  EXPECT_EQ((SpreadRule{.factor = 1.5}).limit_m(timber, timber), 18);

  const auto joined = [&](double gap_m, std::uint8_t a, std::uint8_t b) {
    test::CityBuilder town;
    town.rectangle(0, 0, 10, 10);
    town.rectangle(10 + gap_m, 0, 30, 10);
    return cross(town.build(), classes({a, b})).size();
  };
  EXPECT_EQ(joined(12.0, timber, timber), 1U);
  EXPECT_EQ(joined(12.01, timber, timber), 0U);
  EXPECT_EQ(joined(7.5, timber, quasi), 1U);
  EXPECT_EQ(joined(7.51, timber, quasi), 0U);
  EXPECT_EQ(joined(0, timber, resistive), 0U);
}

TEST(FireClusters, AWallBetweenStopsFireAFenceDoesNot) {
  const auto joined = [](const std::vector<Xy>& line, Barrier barrier) {
    test::CityBuilder town;
    town.rectangle(0, 0, 10, 10);
    town.rectangle(14, 0, 24, 10);
    town.barrier(line, barrier);
    return cross(town.build(), classes({timber, timber})).size();
  };
  const std::vector<Xy> between{{12, -5}, {12, 15}};
  EXPECT_EQ(joined(between, {}), 0U);
  EXPECT_EQ(joined(between, {{}, BarrierKind::fence}), 1U);
  EXPECT_EQ(joined(between, {{}, BarrierKind::rail}), 0U);
  EXPECT_EQ(joined(between, {{}, BarrierKind::rail, 1}), 1U);
  // Beside the gap, or running along it from corner to corner: no protection.
  EXPECT_EQ(joined({{12, 20}, {12, 40}}, {}), 1U);
  EXPECT_EQ(joined({{10, 0}, {14, 0}}, {}), 1U);
  EXPECT_EQ(joined({{10, 0}, {10, -20}}, {}), 1U);
}

TEST(FireClusters, AFireWallAlongTheSharedWallParts) {
  test::CityBuilder town;
  town.rectangle(0, 0, 10, 10);
  town.rectangle(10, 0, 20, 10);
  town.barrier({{10, -1}, {10, 11}});
  EXPECT_EQ(cross(town.build(), classes({timber, timber})).size(), 0U);
}

TEST(FireClusters, AResistiveBuildingBetweenStopsFire) {
  const auto joined = [](std::uint8_t middle) {
    test::CityBuilder town;
    town.rectangle(0, 0, 10, 10);
    town.rectangle(12, 0, 14, 10);
    town.rectangle(16, 0, 26, 10);
    const City city = town.build();
    const auto of = classes({timber, middle, timber});
    return fire_clusters(cross(city, of), {}, std::vector<double>{1, 1, 1}, {}).largest;
  };
  EXPECT_EQ(joined(resistive), 1U);
  EXPECT_EQ(joined(retarded), 3U);
}

TEST(FireClusters, IdsNameTheMembersWhateverTheirOrder) {
  Texts ids;
  ids.push_back("b2");
  ids.push_back("b1");
  Texts other;
  other.push_back("b1");
  other.push_back("b2");
  const std::vector<Crossing> one{{{0, 1, 1.0}, 6}};
  const std::vector<double> floor{1, 1};
  const auto clusters = fire_clusters(one, {}, floor, {});
  EXPECT_EQ(cluster_ids(clusters, ids)[0], cluster_ids(clusters, other)[0]);
  const auto apart = fire_clusters({}, {}, floor, {});
  EXPECT_NE(cluster_ids(apart, ids)[0], cluster_ids(clusters, ids)[0]);
}

TEST(FireClusters, WhatDoesNotCountIsInNone) {
  const std::vector<std::uint8_t> counted{1, 0};
  const auto result = fire_clusters({}, counted, std::vector<double>{10, 10}, {});
  EXPECT_THAT(result.of_building, ElementsAre(0, FireClusters::none));
  EXPECT_EQ(result.expected_loss_m2, 10);
  EXPECT_EQ(fire_clusters({}, {}, {}, {}).expected_loss_m2, 0);
}

}  // namespace
}  // namespace firebreak
