#include "core/normalise/china_offset.hpp"

#include <cmath>
#include <numbers>

#include "core/normalise/text_clean.hpp"

namespace firebreak {

namespace {

using std::numbers::pi;

constexpr double krasovsky_axis_m = 6378245.0;
constexpr double krasovsky_e2 = 0.00669342162296594323;

double latitude_term(double x, double y) {
  double v = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x));
  v += (20 * std::sin(6 * x * pi) + 20 * std::sin(2 * x * pi)) * 2 / 3;
  v += (20 * std::sin(y * pi) + 40 * std::sin(y / 3 * pi)) * 2 / 3;
  v += (160 * std::sin(y / 12 * pi) + 320 * std::sin(y * pi / 30)) * 2 / 3;
  return v;
}

double longitude_term(double x, double y) {
  double v = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x));
  v += (20 * std::sin(6 * x * pi) + 20 * std::sin(2 * x * pi)) * 2 / 3;
  v += (20 * std::sin(x * pi) + 40 * std::sin(x / 3 * pi)) * 2 / 3;
  v += (150 * std::sin(x / 12 * pi) + 300 * std::sin(x / 30 * pi)) * 2 / 3;
  return v;
}

LonLat to_gcj02(LonLat p) {
  const double x = p.lon_deg - 105;
  const double y = p.lat_deg - 35;
  const double lat = p.lat_deg / 180 * pi;
  const double w2 = 1 - krasovsky_e2 * std::sin(lat) * std::sin(lat);
  const double w = std::sqrt(w2);
  const double meridian_m = krasovsky_axis_m * (1 - krasovsky_e2) / (w2 * w);
  const double parallel_m = krasovsky_axis_m / w * std::cos(lat);
  return {p.lon_deg + longitude_term(x, y) * 180 / (parallel_m * pi),
          p.lat_deg + latitude_term(x, y) * 180 / (meridian_m * pi)};
}

constexpr double bd09_angle = pi * 3000 / 180;

LonLat gcj02_to_bd09(LonLat p) {
  const double z = std::hypot(p.lon_deg, p.lat_deg) + 0.00002 * std::sin(p.lat_deg * bd09_angle);
  const double theta =
      std::atan2(p.lat_deg, p.lon_deg) + 0.000003 * std::cos(p.lon_deg * bd09_angle);
  return {z * std::cos(theta) + 0.0065, z * std::sin(theta) + 0.006};
}

LonLat shift_inside(LonLat wgs84, CoordinateShift shift) {
  const LonLat gcj02 = to_gcj02(wgs84);
  return shift == CoordinateShift::bd09 ? gcj02_to_bd09(gcj02) : gcj02;
}

}  // namespace

std::string_view shift_name(CoordinateShift shift) {
  constexpr std::string_view names[] = {"none", "gcj02", "bd09"};
  return names[static_cast<std::size_t>(shift)];
}

std::optional<CoordinateShift> shift_from_name(std::string_view name) {
  const std::string plain = folded_name(name);
  if (plain == "none" || plain == "wgs84" || plain == "cgcs2000") return CoordinateShift::none;
  if (plain == "gcj02" || plain == "gcj" || plain == "火星坐标" || plain == "高德")
    return CoordinateShift::gcj02;
  if (plain == "bd09" || plain == "bd09ll" || plain == "百度坐标" || plain == "百度")
    return CoordinateShift::bd09;
  return std::nullopt;
}

bool in_shift_range(LonLat place) {
  return place.lon_deg >= 72.004 && place.lon_deg <= 137.8347 && place.lat_deg >= 0.8293 &&
         place.lat_deg <= 55.8271;
}

LonLat shifted(LonLat wgs84, CoordinateShift shift) {
  if (shift == CoordinateShift::none || !in_shift_range(wgs84)) return wgs84;
  return shift_inside(wgs84, shift);
}

LonLat unshifted(LonLat place, CoordinateShift shift) {
  if (shift == CoordinateShift::none || !in_shift_range(place)) return place;
  LonLat guess = place;
  // The shift changes by at most some hundredths over its own length: each round gains a digit
  // and a half.
  for (int round = 0; round < 20; ++round) {
    const LonLat there = shift_inside(guess, shift);
    const double d_lon = place.lon_deg - there.lon_deg;
    const double d_lat = place.lat_deg - there.lat_deg;
    guess.lon_deg += d_lon;
    guess.lat_deg += d_lat;
    if (std::abs(d_lon) < 1e-10 && std::abs(d_lat) < 1e-10) break;
  }
  return guess;
}

void unshift(std::span<Xy> degrees, CoordinateShift shift) {
  for (Xy& p : degrees) {
    const LonLat place = unshifted({p.x_m, p.y_m}, shift);
    p = {place.lon_deg, place.lat_deg};
  }
}

}  // namespace firebreak
