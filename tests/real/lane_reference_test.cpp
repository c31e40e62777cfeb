#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "support/reference_j4.hpp"

namespace firebreak {
namespace {

test::J4Figures figures_of(const std::string& city, unsigned threads = 2) {
  const Job job({}, {}, threads);
  const auto path = std::filesystem::path(FIREBREAK_TEST_DATA) / "reference" / (city + ".gpkg");
  return test::reference_j4(test::read_j4(path, job), job);
}

// Widths by PostGIS in three cities, by the definition that stands with the data.
TEST(LaneReference, Monaco) {
  const auto figures = figures_of("monaco");
  EXPECT_EQ(figures.segments, 1261U);
  EXPECT_EQ(figures.samples, 13186U);
  EXPECT_EQ(figures.under_4m, 52U);
  EXPECT_EQ(figures.under_6m, 88U);
  EXPECT_EQ(figures.bounded, 990U);
  EXPECT_NEAR(figures.mean_width_m, 25.513000899816756, 1e-9);
}

TEST(LaneReference, Helsinki) {
  const auto figures = figures_of("helsinki");
  EXPECT_EQ(figures.segments, 1069U);
  EXPECT_EQ(figures.samples, 6288U);
  EXPECT_EQ(figures.under_4m, 3U);
  EXPECT_EQ(figures.under_6m, 4U);
  EXPECT_EQ(figures.bounded, 745U);
  EXPECT_NEAR(figures.mean_width_m, 29.396227436803233, 1e-9);
}

TEST(LaneReference, Liechtenstein) {
  const auto figures = figures_of("liechtenstein");
  EXPECT_EQ(figures.segments, 5732U);
  EXPECT_EQ(figures.samples, 175342U);
  EXPECT_EQ(figures.under_4m, 12U);
  EXPECT_EQ(figures.under_6m, 40U);
  EXPECT_EQ(figures.bounded, 2938U);
  EXPECT_NEAR(figures.mean_width_m, 31.46135014036043, 1e-6);
}

TEST(LaneReference, ThreadsDoNotMatter) {
  EXPECT_EQ(figures_of("monaco", 1).mean_width_m, figures_of("monaco", 4).mean_width_m);
}

}  // namespace
}  // namespace firebreak
