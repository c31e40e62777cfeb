#include "core/geo/crs.hpp"

#include <gmock/gmock.h>

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

}  // namespace
}  // namespace firebreak
