#include "core/normalise/china_offset.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numbers>

namespace firebreak {
namespace {

/// Metres between two places a short way apart.
double apart_m(LonLat a, LonLat b) {
  constexpr double metres_per_degree = 111320;
  const double parallel = std::cos(a.lat_deg / 180 * std::numbers::pi);
  return metres_per_degree * std::hypot((a.lon_deg - b.lon_deg) * parallel, a.lat_deg - b.lat_deg);
}

TEST(ChinaOffset, RoundTripUnderAMillimetreAllOverChina) {
  double worst_m = 0;
  double least_m = 1e9;
  double most_m = 0;
  for (double lon = 74; lon <= 135; lon += 0.37)
    for (double lat = 4; lat <= 53; lat += 0.41)
      for (const CoordinateShift shift : {CoordinateShift::gcj02, CoordinateShift::bd09}) {
        const LonLat place{lon, lat};
        const LonLat there = shifted(place, shift);
        worst_m = std::max(worst_m, apart_m(place, unshifted(there, shift)));
        least_m = std::min(least_m, apart_m(place, there));
        most_m = std::max(most_m, apart_m(place, there));
      }
  EXPECT_LT(worst_m, 0.001);
  EXPECT_GT(least_m, 1);
  EXPECT_LT(most_m, 3000);
}

TEST(ChinaOffset, KnownPlace) {
  // Tiananmen: the pair that the public conversion tables give.
  const LonLat wgs84{116.397477, 39.908692};
  const LonLat gcj02 = shifted(wgs84, CoordinateShift::gcj02);
  EXPECT_NEAR(gcj02.lon_deg, 116.403720, 2e-5);
  EXPECT_NEAR(gcj02.lat_deg, 39.910096, 2e-5);
  EXPECT_NEAR(apart_m(wgs84, gcj02), 555, 15);
  const LonLat bd09 = shifted(wgs84, CoordinateShift::bd09);
  EXPECT_NEAR(bd09.lon_deg - gcj02.lon_deg, 0.0064, 3e-4);
  EXPECT_NEAR(bd09.lat_deg - gcj02.lat_deg, 0.0063, 4e-4);
}

TEST(ChinaOffset, NothingOutsideChinaAndWithoutShift) {
  const LonLat lauf{11.28, 49.51};
  EXPECT_EQ(shifted(lauf, CoordinateShift::gcj02), lauf);
  EXPECT_EQ(unshifted(lauf, CoordinateShift::bd09), lauf);
  EXPECT_EQ(unshifted({116, 39}, CoordinateShift::none), (LonLat{116, 39}));
}

TEST(ChinaOffset, Names) {
  EXPECT_EQ(shift_from_name("gcj02"), CoordinateShift::gcj02);
  EXPECT_EQ(shift_from_name("GCJ-02"), CoordinateShift::gcj02);
  EXPECT_EQ(shift_from_name("bd09"), CoordinateShift::bd09);
  EXPECT_EQ(shift_from_name("none"), CoordinateShift::none);
  EXPECT_FALSE(shift_from_name("mars"));
  EXPECT_EQ(shift_name(CoordinateShift::bd09), "bd09");
}

TEST(ChinaOffset, InPlace) {
  const LonLat place{113.3, 23.1};
  const LonLat there = shifted(place, CoordinateShift::gcj02);
  std::vector<Xy> points{{there.lon_deg, there.lat_deg}};
  unshift(points, CoordinateShift::gcj02);
  EXPECT_NEAR(points[0].x_m, place.lon_deg, 1e-8);
  EXPECT_NEAR(points[0].y_m, place.lat_deg, 1e-8);
}

}  // namespace
}  // namespace firebreak
