#include "core/geo/crs.hpp"

#include <gmock/gmock.h>
#include <proj.h>

#include <array>
#include <thread>

#include "core/base/error.hpp"

namespace firebreak {
namespace {

TEST(Crs, KnowsWhatItIsGoodFor) {
  EXPECT_TRUE(Crs("EPSG:25832").metric());
  EXPECT_TRUE(Crs("EPSG:4326").geographic());
  EXPECT_FALSE(Crs("EPSG:3857").metric()) << "Web Mercator is never used to measure";
  EXPECT_FALSE(Crs("EPSG:2249").metric()) << "US feet";
  EXPECT_NEAR(Crs("EPSG:2249").metres_per_unit(), 0.3048006, 1e-6);
  EXPECT_EQ(Crs(Crs("EPSG:25832").wkt()).epsg(), 25832);
}

TEST(Crs, RefusesNonsenseWithARemedy) {
  EXPECT_THAT([] { Crs("EPSG:99999999"); },
              testing::ThrowsMessage<Error>(testing::HasSubstr("Give an EPSG code")));
}

TEST(Crs, EastingComesFirstWhateverTheRegistrySays) {
  const Transform to_utm(Crs("EPSG:4326"), Crs("EPSG:25832"));
  const Xy lauf = to_utm({11.28, 49.51});
  EXPECT_NEAR(lauf.x_m, 665056, 60);
  EXPECT_NEAR(lauf.y_m, 5486800, 600);
  const Transform back(Crs("EPSG:25832"), Crs("EPSG:4326"));
  EXPECT_NEAR(back(lauf).x_m, 11.28, 1e-9);
  const Xy beijing = Transform(Crs("EPSG:4490"), Crs("EPSG:4547"))({114.0, 30.0});
  EXPECT_NEAR(beijing.x_m, 500000, 1e-3) << "northing-first in the registry";
}

TEST(Crs, ScaleErrorGrowsFromTheCentralMeridian) {
  EXPECT_NEAR(Crs("EPSG:25832").scale_error_at({500000, 5500000}), 0.0004, 1e-6);
  EXPECT_LT(Crs("EPSG:4547").scale_error_at({510000, 3500000}), 2e-6);
  // k - 1 = x^2 / (2 R^2) at 100 km: 1.2e-4.
  EXPECT_NEAR(Crs("EPSG:4547").scale_error_at({600000, 3500000}), 1.23e-4, 2e-6);
}

TEST(Crs, MetricGridByPlace) {
  EXPECT_EQ(metric_crs_for({116.4, 24.0}).epsg(), 4548) << "CGCS2000 3-degree, 117 E";
  EXPECT_EQ(metric_crs_for({11.28, 49.5}).epsg(), 32632);
  EXPECT_EQ(metric_crs_for({-71.1, 42.37}).epsg(), 32619);
  EXPECT_EQ(metric_crs_for({18.6, -34.0}).epsg(), 32734);
  EXPECT_TRUE(metric_crs_for({135.0, 48.0}).metric());
}

TEST(Transform, MarksWhatCannotBeMoved) {
  const Transform t(Crs("EPSG:4326"), Crs("EPSG:25832"));
  std::vector<Xy> points{{11, 49}, {1e9, 1e9}};
  t.apply(points);
  EXPECT_TRUE(std::isfinite(points[0].x_m));
  EXPECT_FALSE(std::isfinite(points[1].x_m));
}

/// As PROJ itself moves a place, asked anew.
Xy by_proj(const char* from, const char* to, Xy place) {
  PJ_CONTEXT* context = proj_context_create();
  PJ* found = proj_create_crs_to_crs(context, from, to, nullptr);
  PJ* operation = proj_normalize_for_visualization(context, found);
  const PJ_COORD moved =
      proj_trans(operation, PJ_FWD, proj_coord(place.x_m, place.y_m, 0, HUGE_VAL));
  proj_destroy(operation);
  proj_destroy(found);
  proj_context_destroy(context);
  return {moved.v[0], moved.v[1]};
}

// DHDN has an operation for each part of Germany: which one is right is said by the place.
TEST(Transform, AnOperationAskedForAgainMovesAsTheFirstOneDidInEveryThread) {
  const char* from = "EPSG:4314";
  const char* to = "EPSG:25832";
  const std::array<Xy, 3> places{Xy{11.28, 49.51}, Xy{13.4, 52.5}, Xy{7.0, 51.4}};
  const auto check = [&] {
    const Transform t{Crs(from), Crs(to)};
    for (const Xy place : places) {
      const Xy ours = t(place);
      const Xy theirs = by_proj(from, to, place);
      EXPECT_EQ(ours.x_m, theirs.x_m) << place.x_m;
      EXPECT_EQ(ours.y_m, theirs.y_m) << place.x_m;
    }
  };
  check();
  std::thread first(check);
  std::thread second(check);
  first.join();
  second.join();
  check();
}

}  // namespace
}  // namespace firebreak
