#include "core/normalise/rounded_places.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <string>
#include <vector>

#include "layer_builder.hpp"

namespace firebreak {
namespace {

using test::issues_of;
using test::LayerBuilder;
using testing::HasSubstr;

/// A ledger of twelve hydrants along a line, each at a multiple of `step`, written to `decimals`.
SourceLayer ledger(double step, int decimals) {
  LayerBuilder layer(Role::hydrants, "h.csv", "", "CSV");
  const double unit = std::pow(10, decimals);
  const auto written = [&](double degrees) { return std::round(degrees * unit) / unit; };
  for (int i = 1; i <= 12; ++i) layer.point(written(115.5 + i * step), written(24.1 + i * step));
  return layer.build();
}

std::vector<std::string> told(const City& city) {
  std::vector<std::string> out;
  for (const Issue& issue : issues_of(city, IssueKind::doubtful_value))
    if (issue.detail.find("apart") != std::string::npos) out.push_back(issue.detail);
  return out;
}

TEST(RoundedPlaces, FourDecimalsOpenElevenMetres) {
  const City city = normalise({ledger(1e-4, 4)}, {}, Job{});
  // 11.13 m / sqrt(12) = 3.21 m beside the 8 m of a phone; between two places sqrt(2) times that.
  EXPECT_NEAR(city.sources[0].accuracy_m, 8.62, 0.01);
  EXPECT_NEAR(city.sources[0].relative_accuracy_m, 9.20, 0.01);
  EXPECT_THAT(told(city), testing::ElementsAre(HasSubstr("four decimals only, 11 m apart")));
}

TEST(RoundedPlaces, WholeSecondsAreFoundBehindSixDecimals) {
  const City city = normalise({ledger(1.0 / 3600, 6)}, {}, Job{});
  // 30.92 m / sqrt(12) = 8.93 m
  EXPECT_NEAR(city.sources[0].accuracy_m, 11.99, 0.01);
  EXPECT_THAT(told(city), testing::ElementsAre(HasSubstr("whole seconds, 31 m apart")));
}

/// Outlines are no ledger: nobody looks for their address, so they keep their place.
TEST(RoundedPlaces, OutlinesToThreeDecimalsKeepTheirPlace) {
  LayerBuilder houses(Role::buildings, "b.geojson", "EPSG:4490", "GeoJSON");
  for (int i = 0; i < 3; ++i) {
    const double left = 115.5 + 0.004 * i;
    houses.rectangle(left, 24.1, left + 0.001, 24.101);
  }
  const City city = normalise({houses.build()}, {}, Job{});
  EXPECT_EQ(city.buildings->size(), 3U);
  // 111.32 m / sqrt(12) = 32.14 m
  EXPECT_NEAR(city.sources[0].accuracy_m, 32.20, 0.01);
  EXPECT_THAT(told(city), testing::ElementsAre(HasSubstr("three decimals only, 111 m apart")));
}

TEST(RoundedPlaces, FinerPlacesAndFewOnesSayNothing) {
  const City fine = normalise({ledger(1.3e-4, 5)}, {}, Job{});
  EXPECT_EQ(fine.sources[0].accuracy_m, 8);
  EXPECT_EQ(fine.sources[0].relative_accuracy_m, 8);
  EXPECT_TRUE(told(fine).empty());

  LayerBuilder few(Role::stations, "s.csv", "", "CSV");
  for (int i = 0; i < 9; ++i) few.point(115.5 + 0.0001 * i, 24.1);
  EXPECT_TRUE(told(normalise({few.build()}, {}, Job{})).empty());
}

TEST(RoundedPlaces, WhatTheUserSaysOfTheAccuracyStands) {
  SourceLayer layer = ledger(1e-4, 4);
  layer.accuracy_m = 5;
  const City city = normalise({layer}, {}, Job{});
  EXPECT_EQ(city.sources[0].accuracy_m, 5);
  EXPECT_TRUE(told(city).empty());
}

}  // namespace
}  // namespace firebreak
