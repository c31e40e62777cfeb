#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

/// What numbers are counted in, and between which limits they can be true.
namespace firebreak {

/// What a number is counted in. Base units: metre, litre per second, MPa, km/h, tonne, m2,
/// millimetre for pipe diameters, 10,000 yuan.
enum class Unit : std::uint8_t {
  none,
  m,
  cm,
  mm,
  km,
  inch,
  cun,
  foot,
  lps,
  lpm,
  m3h,
  us_gpm,
  uk_gpm,
  mpa,
  kpa,
  bar,
  kgf_cm2,
  psi,
  mh2o,
  kmh,
  mph,
  mps,
  t,
  kg,
  lb,
  short_ton,
  m2,
  ha,
  mu,
  ft2,
  km2,
  wan_yuan,
  yuan,
  epoch_ms,
  epoch_s,
  excel_day,
};
enum class Dimension : std::uint8_t {
  count,
  length,
  diameter,
  flow,
  pressure,
  speed,
  mass,
  area,
  money,
  date,
};
std::string_view unit_name(Unit unit);  ///< "L/s": as reports print it
/// The unit that a text names within a dimension ("公斤" is kgf/cm2 for pressures, kg for masses).
std::optional<Unit> unit_from_text(std::string_view text, Dimension dimension);
/// Base units in one unit: 0.0630902 for US gallons per minute; 1 for `none`.
double base_units_in(Unit unit, Dimension dimension);

/// What a column may hold; decides unit, plausible range and whether 0 means "not known".
enum class Quantity : std::uint8_t {
  height,
  storeys,
  basement,
  people,
  households,
  parking,
  floor_area,
  footprint_area,
  road_width,
  width_limit,
  clear_height,
  weight_limit,
  speed,
  lanes,
  level,
  flow,
  pressure,
  main_diameter,
  size,
  length,
  engines,
  staff,
  money,
  probability,
};
inline constexpr std::size_t quantity_count = 24;
struct QuantityInfo {
  std::string_view name;
  Dimension dimension;
  Unit unit;        ///< of a bare number; `none` for pressure: see `parse_pressure_mpa`
  double min, max;  ///< outside it cannot be true (base unit)
  bool zero_is_missing;
};
/// The one table of plausible ranges.
const QuantityInfo& info(Quantity quantity);

}  // namespace firebreak
