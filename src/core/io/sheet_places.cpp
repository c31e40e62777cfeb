#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "core/base/error.hpp"
#include "core/io/gdal.hpp"
#include "core/io/ogr_geometry.hpp"
#include "core/io/sheet.hpp"
#include "core/io/source_files.hpp"
#include "core/normalise/recognise.hpp"
#include "core/normalise/values.hpp"

namespace firebreak::io {

namespace {

using Names = std::span<const std::string_view>;

constexpr std::array<std::string_view, 11> longitude_names{"经度", "东经",      "lon",     "lng",
                                                           "long", "longitude", "jd",      "jingdu",
                                                           "xlon", "gpslon",    "经度坐标"};
constexpr std::array<std::string_view, 10> latitude_names{
    "纬度", "北纬", "lat", "latitude", "wd", "weidu", "ylat", "gpslat", "纬度坐标", "latitud"};
constexpr std::array<std::string_view, 15> x_names{
    "x",      "x坐标",   "坐标x", "横坐标", "东坐标", "xcoord", "coordx", "xcoordinate",
    "pointx", "easting", "east",  "xzb",    "hzb",    "东",     "posx"};
constexpr std::array<std::string_view, 15> y_names{
    "y",      "y坐标",    "坐标y", "纵坐标", "北坐标", "ycoord", "coordy", "ycoordinate",
    "pointy", "northing", "north", "yzb",    "zzb",    "北",     "posy"};
constexpr std::array<std::string_view, 9> both_names{
    "坐标", "经纬度", "定位", "gps", "位置坐标", "经纬度坐标", "lonlat", "lnglat", "coordinates"};
constexpr std::array<std::string_view, 9> wkt_names{
    "wkt", "geometry", "geom", "thegeom", "shape", "wktgeom", "geomwkt", "wktgeometry", "几何"};

/// A column name without brackets and what is in them, spaces and marks, in lower case.
std::string cleaned(std::string_view name) {
  std::string out;
  const std::string lower = lower_case(name);
  int depth = 0;
  for (std::size_t i = 0; i < lower.size(); ++i) {
    const std::string_view rest = std::string_view(lower).substr(i);
    const bool wide_open = rest.starts_with("（");
    const bool wide_close = rest.starts_with("）");
    if (rest.front() == '(' || rest.front() == '[' || wide_open) ++depth;
    if (depth == 0 && rest.front() != ' ' && rest.front() != '_' && rest.front() != '-' &&
        rest.front() != '*' && rest.front() != '.')
      out += rest.front();
    if (rest.front() == ')' || rest.front() == ']' || wide_close) depth = std::max(0, depth - 1);
    if (wide_open || wide_close) i += 2;
  }
  return out;
}

const Column* find(const RawLayer& layer, Names names) {
  for (const std::string_view name : names)
    for (const Column& c : layer.columns)
      if (cleaned(c.name) == name) return &c;
  return nullptr;
}

std::optional<double> plain_number(std::string text) {
  const auto commas = std::ranges::count(text, ',');
  const bool point = text.find('.') != std::string::npos;
  if (commas == 1 && !point) {
    // "500,123" may be either; what is not clear is not a number.
    if (text.size() - text.find(',') == 4) return std::nullopt;
    text[text.find(',')] = '.';
  } else if (commas > 0) {
    std::erase(text, ',');
  }
  if (text.starts_with('+')) text.erase(0, 1);
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Degrees, minutes and, if given, seconds with any marks between them: 113°23′45.6″, 113度23分,
/// 113-23-45.6, E113 23 45.6.
std::optional<double> degrees_minutes(std::string_view text) {
  std::array<double, 3> parts{};
  std::size_t count = 0;
  bool negative = false;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    if (c >= '0' && c <= '9') {
      if (count == parts.size()) return std::nullopt;
      const auto [end, error] = std::from_chars(text.data() + i, text.data() + text.size(),
                                                parts[count], std::chars_format::fixed);
      if (error != std::errc{}) return std::nullopt;
      i = static_cast<std::size_t>(end - text.data());
      ++count;
      continue;
    }
    const std::string_view rest = text.substr(i);
    if (c == 'S' || c == 'W' || c == 's' || c == 'w' || rest.starts_with("南") ||
        rest.starts_with("西") || (c == '-' && count == 0))
      negative = true;
    ++i;
  }
  const auto whole = [](double v) { return v == static_cast<double>(static_cast<long>(v)); };
  if (count < 2 || !whole(parts[0]) || parts[0] > 180 || parts[1] >= 60 || parts[2] >= 60 ||
      (count == 3 && !whole(parts[1])))
    return std::nullopt;
  const double value = parts[0] + parts[1] / 60 + parts[2] / 3600;
  return negative ? -value : value;
}

std::string trimmed_text(std::string_view text) {
  while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') text.remove_prefix(1);
  while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') text.remove_suffix(1);
  return std::string(text);
}

std::optional<double> coordinate(const Column& column, std::size_t row) {
  if (!column.has(row)) return std::nullopt;
  if (column.type == ColumnType::integer) return static_cast<double>(column.integers[row]);
  if (column.type == ColumnType::real) return column.reals[row];
  const std::string text = trimmed_text(column.texts[row]);
  if (const auto value = plain_number(text)) return value;
  return degrees_minutes(text);
}

/// "1132345.6", "230830": degrees, minutes and seconds written together, where both are that and
/// the place lies in China.
std::optional<Xy> run_together(Xy p) {
  if (std::abs(p.x_m) <= 180 || std::abs(p.y_m) <= 180) return std::nullopt;
  const auto x = parse_angle_deg(fmt::format("{:.6f}", p.x_m)).value;
  const auto y = parse_angle_deg(fmt::format("{:.6f}", p.y_m)).value;
  if (!x || !y) return std::nullopt;
  const Xy at{*x, *y};
  return is_china_degrees(at) || is_china_degrees({*y, *x}) ? std::optional(at) : std::nullopt;
}

/// Two numbers in one cell, whatever stands between them.
std::optional<Xy> both_in(const Column& column, std::size_t row) {
  if (!column.has(row) || column.type != ColumnType::text) return std::nullopt;
  const std::string text = trimmed_text(column.texts[row]);
  for (const std::string_view mark : {"，", "；", "、", ",", ";", "/", " ", "\t"}) {
    const std::size_t at = text.find(mark);
    if (at == std::string::npos || text.find(mark, at + mark.size()) != std::string::npos) continue;
    const std::string first = trimmed_text(std::string_view(text).substr(0, at));
    const std::string second = trimmed_text(std::string_view(text).substr(at + mark.size()));
    auto x = plain_number(first);
    auto y = plain_number(second);
    if (!x) x = degrees_minutes(first);
    if (!y) y = degrees_minutes(second);
    if (x && y) return Xy{*x, *y};
  }
  return std::nullopt;
}

Issue place_issue(std::int64_t fid, IssueKind kind, std::string detail) {
  Issue issue;
  issue.kind = kind;
  issue.severity = Severity::serious;
  issue.action = Action::set_aside;
  issue.origin.fid = fid;
  issue.detail = std::move(detail);
  issue.effect = text("The record is kept without a place on the map.");
  return issue;
}

/// A number that is typed where nothing is known: 1, -1, 999, 9999 …
bool is_filler(double number) {
  if (std::abs(number) == 1 || number == 0) return true;
  for (double nines = 999; nines < 1e9; nines = 10 * nines + 9)
    if (std::abs(number) == nines) return true;
  return false;
}

/// Builds the layer's points by asking `place` for each row; `filled` tells rows that say something
/// about their place.
template <class Place, class Filled>
void set_points(RawLayer& layer, const Place& place, const Filled& filled) {
  Shapes shapes;
  shapes.reserve(layer.size(), layer.size());
  for (std::size_t row = 0; row < layer.size(); ++row) {
    const std::optional<Xy> at = place(row);
    const bool finite = at && std::isfinite(at->x_m) && std::isfinite(at->y_m);
    const bool filler = finite && is_filler(at->x_m) && is_filler(at->y_m);
    if (finite && !filler) {
      shapes.add(PartKind::point, std::span(&*at, 1));
      continue;
    }
    shapes.finish_feature();
    if (at)
      layer.issues.push_back(place_issue(
          layer.fids[row], IssueKind::bad_coordinates,
          !finite       ? text("a coordinate is infinite or not a number")
          : *at == Xy{} ? text("both coordinates are 0")
                        : text("the coordinates {:g} and {:g} fill the cells", at->x_m, at->y_m)));
    else if (filled(row))
      layer.issues.push_back(place_issue(layer.fids[row], IssueKind::unreadable_value,
                                         text("its coordinates cannot be read as numbers")));
  }
  layer.shapes = std::move(shapes);
}

bool looks_like_wkt(const Column& column) {
  if (column.type != ColumnType::text) return false;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (!column.has(row)) continue;
    const std::string lower = lower_case(trimmed_text(column.texts[row]));
    for (const char* word : {"point", "line", "polygon", "multi", "geometrycollection", "curve"})
      if (lower.starts_with(word)) return true;
    return false;
  }
  return false;
}

void set_wkt(RawLayer& layer, const Column& column) {
  const GdalMessages messages;
  ShapeSink sink;
  for (std::size_t row = 0; row < layer.size(); ++row) {
    if (column.has(row)) {
      const std::string wkt(column.texts[row]);
      OGRGeometry* raw = nullptr;
      OGRGeometryFactory::createFromWkt(wkt.c_str(), nullptr, &raw);
      const std::unique_ptr<OGRGeometry> geometry(raw);
      if (geometry)
        add_ogr_geometry(*geometry, 0.01, layer.fids[row], sink);
      else
        layer.issues.push_back(place_issue(layer.fids[row], IssueKind::unreadable_value,
                                           text("its WKT cannot be read")));
    }
    sink.end_feature(layer.fids[row]);
  }
  layer.shapes = sink.finish(layer.issues);
}

/// Rows whose pair of cells can be read.
std::size_t readable_rows(const Column* x, const Column* y) {
  if (x == nullptr || y == nullptr) return 0;
  std::size_t count = 0;
  for (std::size_t row = 0; row < x->size(); ++row)
    count += coordinate(*x, row) && coordinate(*y, row) ? 1U : 0U;
  return count;
}

bool locate_by(RawLayer& layer, const Column* x, const Column* y, const Column* both) {
  // Only where the columns are called so: a local grid may look the same.
  const bool degrees = x != nullptr && x == find(layer, longitude_names);
  if (readable_rows(x, y) > 0) {
    set_points(
        layer,
        [&](std::size_t row) -> std::optional<Xy> {
          const auto a = coordinate(*x, row);
          const auto b = coordinate(*y, row);
          if (!a || !b) return std::nullopt;
          const Xy at{*a, *b};
          return degrees ? run_together(at).value_or(at) : at;
        },
        [&](std::size_t row) { return x->has(row) || y->has(row); });
    return true;
  }
  if (both == nullptr) return false;
  for (std::size_t row = 0; row < both->size(); ++row)
    if (both_in(*both, row)) {
      set_points(
          layer, [&](std::size_t r) { return both_in(*both, r); },
          [&](std::size_t r) { return both->has(r); });
      return true;
    }
  return false;
}

}  // namespace

void locate_rows(RawLayer& layer, const PlaceColumns& named) {
  if (named.any() &&
      locate_by(layer, layer.column(named.x), layer.column(named.y), layer.column(named.both)))
    return;
  if (const Column* wkt = find(layer, wkt_names); wkt != nullptr && looks_like_wkt(*wkt))
    return set_wkt(layer, *wkt);
  const Column* x = find(layer, longitude_names);
  const Column* y = find(layer, latitude_names);
  const Column* other_x = find(layer, x_names);
  const Column* other_y = find(layer, y_names);
  if (readable_rows(other_x, other_y) > readable_rows(x, y)) {
    x = other_x;
    y = other_y;
  }
  locate_by(layer, x, y, find(layer, both_names));
}

}  // namespace firebreak::io
