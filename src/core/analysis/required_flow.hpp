#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/text.hpp"
#include "core/model/features.hpp"

namespace firebreak {

/// Rows of GB 50974-2014 table 3.3.2: what a building is, by fire-resistance grade.
enum class FlowRow : std::uint8_t {
  plant_ab,  ///< grades I and II: plants of fire hazard classes 甲 and 乙
  plant_c,   ///< 丙
  plant_de,  ///< 丁 and 戊
  store_ab,
  store_c,
  store_de,
  dwelling,
  civil,         ///< public, low and multi-storey
  civil_high,    ///< public, high-rise
  works_bc_iii,  ///< grade III: plants and stores 乙 and 丙
  works_de_iii,
  civil_iii,
  works_de_iv,
  civil_iv,
};
inline constexpr std::size_t flow_row_count = 14;

/// Upper bounds of the volume classes; the last column has none.
inline constexpr std::array<double, 5> flow_volumes_m3{1500, 3000, 5000, 20000, 50000};
inline constexpr std::size_t flow_volume_count = 6;

/// One row: litres per second by volume. Empty where the table has none: so large a building of
/// this kind is not allowed.
using FlowLine = std::array<std::optional<double>, flow_volume_count>;
using FlowTable = std::array<FlowLine, flow_row_count>;

/// Reads a row as a profile holds it: six numbers or "-", parted by blanks. Throws `Error` (usage)
/// that names `key`.
FlowLine parse_flow_line(std::string_view words, std::string_view key);

/// The row in words, each flow with the volume it is for: "L/s by volume of the building: up to
/// 1500 m³: 15, …".
/// What is no such row comes back as it is.
std::string flow_line_words(std::string_view words, Language in);

/// What a building is known to be, for the table.
struct FlowQuestion {
  Use use = Use::unknown;
  /// Volume above ground; equal where it is known. With `most_m3` the larger of the buildings that
  /// adjoin it may count as one with it (note 1 of the table).
  double least_m3 = 0;
  double most_m3 = 0;
  /// Height to tell a high-rise; empty: unknown, taken as low where the volume is small.
  std::optional<double> height_m;
  std::optional<std::uint8_t> grade;  ///< 1…4 for I…IV; empty: unknown
  double floor_area_m2 = 0;           ///< above 500,000 m2 the flow is doubled (note 4)
};

/// Outdoor flow wanted, in litres per second: one number where use, volume and grade are known well
/// enough to read one cell of the table, else the least and the most of the cells that may apply.
struct RequiredFlow {
  double least_lps = 0;
  double most_lps = 0;
  FlowRow most_row = FlowRow::dwelling;  ///< the row of `most_lps`
  friend bool operator==(const RequiredFlow&, const RequiredFlow&) = default;
};

/// GB 50974-2014 table 3.3.2 with 3.3.3: dormitories and serviced apartments as public buildings.
/// Where the table has no cell, the row's last one stands in. A use that is not known is between a
/// dwelling and a public building; plants and stores whose hazard class nobody gave are between the
/// classes.
RequiredFlow required_flow(const FlowTable& table, const FlowQuestion& asked);

}  // namespace firebreak
