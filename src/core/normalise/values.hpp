#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/geo/point.hpp"
#include "core/model/column.hpp"
#include "core/model/issue.hpp"
#include "core/normalise/units.hpp"

/// Reading numbers from what real files hold: "3,5", "ca. 2 m", "6'3\"", "约4米", "1908..1939".
/// Pure functions: text or number in, value in the base unit out; what was assumed, what cannot be
/// read and what cannot be true is said, never decided in silence.
namespace firebreak {

enum class Bound : std::uint8_t { exact, at_least, at_most };

/// A number as read. Exactly one of: `value` set, `impossible`, `unreadable`, or all clear = the
/// cell holds nothing.
struct Parsed {
  std::optional<double> value;  ///< in the base unit; the lower end of a range or list
  std::optional<double> upto;   ///< upper end of a range or list
  Bound bound = Bound::exact;   ///< "≥4m" is `at_least`, "不足3米" is `at_most`
  bool assumed = false;         ///< read with an assumption: an issue doubtful_value
  bool impossible = false;      ///< read, but outside the plausible range: no value
  bool unreadable = false;      ///< had content, none that can be read: no value
  bool missing() const { return !value && !impossible && !unreadable; }
};

/// Reads a quantity; a bare number counts in `unit`, or in the quantity's own if `none`.
Parsed parse_quantity(Quantity quantity, std::string_view text, Unit unit = Unit::none);
Parsed parse_quantity(Quantity quantity, double number, Unit unit = Unit::none);
/// The cell `row` of a column of any type; an empty cell is missing.
Parsed parse_quantity(Quantity quantity, const Column& column, std::size_t row,
                      Unit unit = Unit::none);

/// The common ones by name.
Parsed parse_length_m(std::string_view text, Unit unit = Unit::m);
Parsed parse_flow_lps(std::string_view text, Unit unit = Unit::lps);
/// A bare number under 1.6 is MPa; 1.6 to 16 is taken as kgf/cm2 and above 50 as kPa, both as
/// assumptions; between 16 and 50 nothing can be said (planner.md 5.4).
Parsed parse_pressure_mpa(std::string_view text, Unit unit = Unit::none);
/// "DN150", "Φ150", "D100", "150mm", "6寸" (25 mm each), "6\"".
Parsed parse_diameter_mm(std::string_view text, Unit unit = Unit::mm);
Parsed parse_speed_kmh(std::string_view text, Unit unit = Unit::kmh);
Parsed parse_mass_t(std::string_view text, Unit unit = Unit::t);
Parsed parse_count(std::string_view text);

/// Storeys above and below ground: "6", "6/-1", "砼6", "地上6层地下1层", "12F", "三层", "2½".
struct ParsedStoreys {
  Parsed above;
  Parsed below;
};
ParsedStoreys parse_storeys(std::string_view text);
ParsedStoreys parse_storeys(const Column& column, std::size_t row);

/// A year or a span of years, both ends included; an open end is empty.
struct ParsedYear {
  std::optional<int> from;
  std::optional<int> to;
  bool assumed = false;
  bool impossible = false;
  bool unreadable = false;
  bool missing() const { return !from && !to && !impossible && !unreadable; }
  bool exact() const { return from && to && *from == *to; }
};
inline constexpr int earliest_year = 500;
inline constexpr int latest_year = 2100;
ParsedYear parse_year(std::string_view text, Unit unit = Unit::none);
/// A number: year, two-digit year, yyyymmdd, spreadsheet day, or milliseconds since 1970 (from
/// 1e10 on, also negative); 1e8 to 1e10 are taken as seconds. `unit` settles it.
ParsedYear parse_year(double number, Unit unit = Unit::none);
ParsedYear parse_year(const Column& column, std::size_t row, Unit unit = Unit::none);

/// An angle in degrees: decimal, 113°23′45.6″, 113度23分45.6秒, "113-23-45.6", "113 23 45.6",
/// N/S/E/W, 东经/西经/南纬/北纬 before or after.
Parsed parse_angle_deg(std::string_view text);
/// DDD.MMSSss as a number, or no value if minutes or seconds are 60 or more.
std::optional<double> packed_angle_deg(double packed);
/// Whether two columns of degrees are likely to hold packed angles, to be proposed and never
/// applied: all values have minutes and seconds under 60 and at least 30 of them have digits there.
/// Within one county the minutes may all be the same; seconds under 60 alone come together by
/// chance in 0.6^30, less than one of a million.
bool looks_packed(std::span<const double> first, std::span<const double> second);

/// One cell with a place: "113.12,23.45", "113°12′E 23°10′N", the reverse order as well (the pair
/// is turned when only that gives a place in China or when the letters say so).
struct ParsedPlace {
  std::optional<LonLat> place;
  bool assumed = false;
  bool unreadable = false;
};
ParsedPlace parse_lonlat(std::string_view text);

/// The issue that `parsed` calls for, or none: complete sentence, nothing but kind, severity,
/// action, origin, detail and effect set. `field` is the canonical name, `raw` what the cell held.
std::optional<Issue> issue_of(const Parsed& parsed, std::string_view field, std::string_view raw,
                              Origin origin);
std::optional<Issue> issue_of(const ParsedYear& parsed, std::string_view field,
                              std::string_view raw, Origin origin);

/// What a cell of any type holds as text; empty if missing. Whole reals print without decimals.
std::string cell_text(const Column& column, std::size_t row);

}  // namespace firebreak
