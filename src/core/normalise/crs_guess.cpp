#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "core/base/text.hpp"
#include "core/normalise/crs_zones.hpp"
#include "core/normalise/recognise.hpp"

namespace firebreak {

namespace {

struct Range {
  double low, high;
  bool holds(double v) const { return v >= low && v <= high; }
};

/// What most values of one axis are: the 1st and 99th percentile leave single wild points out.
struct Axis {
  double low = 0;
  double high = 0;
  bool within(Range range) const { return range.holds(low) && range.holds(high); }
};

Axis axis_of(std::vector<double>& values) {
  const std::size_t low = values.size() / 100;
  const std::size_t high = values.size() - 1 - low;
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(low), values.end());
  const double first = values[low];
  std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(high),
                   values.end());
  return {first, values[high]};
}

// Ranges of planner.md 5.3.
constexpr Range china_longitude{73, 136};
constexpr Range china_latitude{3, 54};
constexpr Range northing{400000, 5950000};
constexpr Range mainland_northing{1950000, 5950000};
constexpr Range easting{160000, 840000};
constexpr Range six_degree_easting{13160000, 23840000};
constexpr Range three_degree_easting{25290000, 45710000};
constexpr Range longitude{-180, 180};
constexpr Range latitude{-90, 90};

// Sheets of drawings begin at the origin; in every grid of a country both are far larger.
constexpr double sheet_m = 10000;
constexpr double far_m = 100000;

/// The zone number in front of an easting of 500 km ± 340 km, if both ends share it.
std::optional<int> shared_prefix(const Axis& axis) {
  const int low = static_cast<int>(axis.low / 1e6);
  const int high = static_cast<int>(axis.high / 1e6);
  if (low != high) return std::nullopt;
  const Range inside{low * 1e6 + easting.low, low * 1e6 + easting.high};
  return axis.within(inside) ? std::optional(low) : std::nullopt;
}

Crs epsg(int code) {
  return Crs("EPSG:" + std::to_string(code));
}

/// Degrees of China, in either order.
bool china_degrees(CrsProposal& out, const Axis& x, const Axis& y) {
  const bool straight = x.within(china_longitude) && y.within(china_latitude);
  const bool swapped = y.within(china_longitude) && x.within(china_latitude);
  if (!straight && !swapped) return false;
  out.crs = epsg(4490);
  out.certain = true;
  out.swap_xy = !straight;
  out.reason = text("No CRS is given; the numbers are degrees in China and are taken as CGCS2000.");
  return true;
}

bool zoned_metres(CrsProposal& out, const Axis& east, const Axis& north) {
  if (!north.within(northing)) return false;
  const bool six = east.within(six_degree_easting);
  const bool three = east.within(three_degree_easting);
  const auto zone = shared_prefix(east);
  if ((!six && !three) || !zone) return false;
  const int code = *zone + (six ? 4478 : 4488);
  out.crs = epsg(code);
  out.certain = true;
  out.reason = text(
      "No CRS is given; the eastings carry the prefix of {0}-degree zone {1} and are taken as "
      "CGCS2000, EPSG:{2}.",
      six ? 6 : 3, *zone, code);
  return true;
}

/// Eastings with the prefixes of several zones: the layer is of the one that most carry.
bool several_zones(CrsProposal& out, std::span<const double> east, std::span<const double> north) {
  std::map<int, std::size_t> count;
  for (std::size_t i = 0; i < east.size(); ++i) {
    const auto zone = zone_prefix(east[i]);
    if (!zone || !northing.holds(north[i])) return false;
    ++count[*zone];
  }
  const auto most = std::ranges::max_element(
      count, [](const auto& a, const auto& b) { return a.second < b.second; });
  if (count.size() < 2) return false;
  out.crs = epsg(code_of_zone(most->first));
  out.certain = true;
  out.reason = text(
      "No CRS is given; the eastings carry the prefixes of {0} zones. They are taken as CGCS2000 "
      "and "
      "brought to zone {1}, EPSG:{2}.",
      count.size(), most->first, code_of_zone(most->first));
  return true;
}

bool unzoned_metres(CrsProposal& out, const Axis& x, const Axis& y) {
  const bool straight = x.within(easting) && y.within(mainland_northing);
  const bool swapped = y.within(easting) && x.within(mainland_northing);
  if (!straight && !swapped) return false;
  out.swap_xy = !straight;
  out.plain_grid = true;
  out.reason = text(
      "No CRS is given; the numbers are metres of a transverse Mercator grid without zone prefix.");
  out.remedy = text(
      "Give crs for this source: the central meridian cannot be seen from the numbers. CGCS2000: "
      "3-degree zones EPSG:4534 (75°) to EPSG:4554 (135°), 6-degree zones EPSG:4502 (75°) to "
      "EPSG:4512 (135°).");
  return true;
}

bool world_degrees(CrsProposal& out, const Axis& x, const Axis& y) {
  const bool straight = x.within(longitude) && y.within(latitude);
  const bool swapped = y.within(longitude) && x.within(latitude);
  if (!straight && !swapped) return false;
  const double span = std::max(x.high - x.low, y.high - y.low);
  out.crs = epsg(4326);
  // A drawing in local metres may look like degrees too; a city does not span 10 degrees.
  // Where only the other order holds, a latitude beyond 90 says so.
  out.certain = span < 10;
  out.swap_xy = !straight;
  out.reason = text("No CRS is given; the numbers are plainly degrees and are taken as WGS 84.");
  if (!out.certain)
    out.remedy = text("Give crs for this source to confirm that its numbers are degrees.");
  return true;
}

bool in_order(Xy p) {
  if (is_china_degrees(p)) return true;
  if (easting.holds(p.x_m)) return mainland_northing.holds(p.y_m);
  return (six_degree_easting.holds(p.x_m) || three_degree_easting.holds(p.x_m)) &&
         northing.holds(p.y_m);
}

}  // namespace

bool is_china_degrees(Xy point) {
  return china_longitude.holds(point.x_m) && china_latitude.holds(point.y_m);
}

int axis_order(Xy point) {
  if (in_order(point)) return 1;
  return in_order({point.y_m, point.x_m}) ? -1 : 0;
}

bool at_sheet_origin(Xy point) {
  return std::abs(point.x_m) < sheet_m && std::abs(point.y_m) < sheet_m;
}

bool mostly_far_from_origin(std::span<const Xy> points) {
  const auto far = std::ranges::count_if(
      points, [](Xy p) { return std::abs(p.x_m) >= far_m || std::abs(p.y_m) >= far_m; });
  return far > 0 && 2 * static_cast<std::size_t>(far) >= points.size();
}

CrsProposal propose_crs(std::span<const Xy> given) {
  CrsProposal out;
  std::vector<Xy> points(given.begin(), given.end());
  if (mostly_far_from_origin(points)) std::erase_if(points, at_sheet_origin);
  const auto straight = std::ranges::count_if(points, [](Xy p) { return axis_order(p) == 1; });
  const auto turned = std::ranges::count_if(points, [](Xy p) { return axis_order(p) == -1; });
  if (straight > 0 && turned > 0) {
    out.turned_rows = static_cast<std::size_t>(turned);
    for (Xy& p : points)
      if (axis_order(p) == -1) std::swap(p.x_m, p.y_m);
  }
  std::vector<double> xs, ys;
  xs.reserve(points.size());
  ys.reserve(points.size());
  for (const Xy p : points)
    if (std::isfinite(p.x_m) && std::isfinite(p.y_m) && !(p.x_m == 0 && p.y_m == 0)) {
      xs.push_back(p.x_m);
      ys.push_back(p.y_m);
    }
  if (xs.empty()) {
    out.reason = text("No CRS is given and no feature has coordinates.");
    return out;
  }
  // Packed angles are looked for in file order, before the values are sorted about.
  const std::size_t first = std::min<std::size_t>(xs.size(), 1000);
  const bool packed = looks_packed(std::span(xs).first(first), std::span(ys).first(first));
  if (several_zones(out, xs, ys)) return out;
  if (several_zones(out, ys, xs)) {
    out.swap_xy = true;
    return out;
  }
  const Axis x = axis_of(xs);
  const Axis y = axis_of(ys);
  if (china_degrees(out, x, y)) {
    out.packed_angles = packed;
    return out;
  }
  if (zoned_metres(out, x, y)) return out;
  if (zoned_metres(out, y, x)) {
    out.swap_xy = true;
    return out;
  }
  if (unzoned_metres(out, x, y) || world_degrees(out, x, y)) return out;
  out.reason = text(
      "No CRS is given and the numbers ({0} to {1}, {2} to {3}) fit none that is known: a local "
      "grid.",
      fmt::format("{:.0f}", x.low), fmt::format("{:.0f}", x.high), fmt::format("{:.0f}", y.low),
      fmt::format("{:.0f}", y.high));
  out.remedy = text(
      "Give crs for this source, an EPSG code or a PROJ string, or transform it with two or more "
      "control points.");
  return out;
}

}  // namespace firebreak
