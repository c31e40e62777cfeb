#include "core/analysis/block_index.hpp"

#include <gmock/gmock.h>

#include "core/analysis/district_risk.hpp"

namespace firebreak {
namespace {

using Values = std::array<IndicatorValue, indicator_count>;

IndexRule classed() {
  return DistrictRisk::Params{}.index_rule(true);
}
IndexRule unclassed() {
  return DistrictRisk::Params{}.index_rule(false);
}

constexpr auto at = [](Indicator indicator) { return static_cast<std::size_t>(indicator); };

TEST(BlockIndex, GoldenCase2IncombustibleAreaRatio) {
  EXPECT_DOUBLE_EQ(fireproof_percent(20, 30, 25), 60);
  EXPECT_DOUBLE_EQ(fireproof_percent(20, 30, 25, false), 44);
}

TEST(BlockIndex, AllWorstIsAHundredAllBestIsZero) {
  Values worst;
  Values best;
  for (std::size_t k = 0; k < indicator_count; ++k) {
    worst[k].value = classed().indicators[k].high;
    best[k].value = classed().indicators[k].low;
  }
  EXPECT_DOUBLE_EQ(*composite_index(classed(), worst).score, 100);
  EXPECT_DOUBLE_EQ(*composite_index(classed(), best).score, 0);
  // Spread 0.40, access 0.25 of 0.35: fire hazards, response and the like are not computed.
  EXPECT_DOUBLE_EQ(composite_index(classed(), worst).coverage, 0.65);
}

TEST(BlockIndex, MissingWeightsStayInTheirPillarAndMissingPillarsGoToTheOthers) {
  Values values;
  values[at(Indicator::coverage_ratio)].value = 0.40;  // z 0.5, weight 0.15
  values[at(Indicator::tight_gaps)].value = 0.90;      // z 1, weight 0.10
  values[at(Indicator::water_gap)].value = 0.125;      // z 0.25, alone in its pillar
  const IndexResult result = composite_index(unclassed(), values);
  const double spread = (0.15 * 0.5 + 0.10 * 1) / 0.25;
  EXPECT_DOUBLE_EQ(*result.pillars[0], 100 * spread);
  EXPECT_DOUBLE_EQ(*result.pillars[1], 25);
  EXPECT_FALSE(result.pillars[2]);
  EXPECT_NEAR(*result.score, 100 * (0.40 * spread + 0.35 * 0.25) / 0.75, 1e-12);
  EXPECT_DOUBLE_EQ(result.coverage, 0.15 + 0.10 + 0.08);
  EXPECT_DOUBLE_EQ(*result.z[at(Indicator::coverage_ratio)], 0.5);
  EXPECT_FALSE(result.z[at(Indicator::burned_share)]);
}

TEST(BlockIndex, ADefaultCountsLessInTheCoverageOnly) {
  Values values;
  values[at(Indicator::burned_share)] = {0.1, 1};
  const IndexResult sure = composite_index(unclassed(), values);
  values[at(Indicator::burned_share)].certainty = 0.5;
  const IndexResult guessed = composite_index(unclassed(), values);
  EXPECT_EQ(sure.score, guessed.score);
  EXPECT_DOUBLE_EQ(*sure.score, 50);
  EXPECT_DOUBLE_EQ(guessed.coverage, sure.coverage / 2);
}

TEST(BlockIndex, NothingKnownNoScore) {
  const IndexResult result = composite_index(classed(), Values{});
  EXPECT_FALSE(result.score);
  EXPECT_EQ(result.coverage, 0);
}

TEST(BlockIndex, GoldenCase6OneIndicatorRanksAndDoublingChangesNothing) {
  IndexRule one;
  one.indicators[at(Indicator::water_gap)] = {Pillar::access, 1, 0, 0.5};
  double before = -1;
  for (const double share : {0.0, 0.1, 0.2, 0.35, 0.5}) {
    Values values;
    values[at(Indicator::water_gap)].value = share;
    values[at(Indicator::coverage_ratio)].value = 1 - share;
    const double score = *composite_index(one, values).score;
    EXPECT_GT(score, before);
    before = score;
  }

  Values values;
  double next = 0.05;
  for (IndicatorValue& value : values) value.value = next += 0.07;
  IndexRule doubled = classed();
  for (IndicatorRule& rule : doubled.indicators) rule.weight *= 2;
  for (double& weight : doubled.pillar_weights) weight *= 2;
  EXPECT_NEAR(*composite_index(doubled, values).score, *composite_index(classed(), values).score,
              1e-12);
}

TEST(BlockIndex, Levels) {
  EXPECT_EQ(risk_level(0), 0);
  EXPECT_EQ(risk_level(19.999), 0);
  EXPECT_EQ(risk_level(20), 1);
  EXPECT_EQ(risk_level(60), 3);
  EXPECT_EQ(risk_level(80), 4);
  EXPECT_EQ(risk_level(100), 4);
}

}  // namespace
}  // namespace firebreak
