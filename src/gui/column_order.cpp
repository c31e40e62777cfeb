#include "gui/column_order.hpp"

#include <algorithm>
#include <array>
#include <numeric>
#include <string_view>

#include "gui/results.hpp"

namespace firebreak::gui {

namespace {

/// What is asked of a building first of all.
constexpr std::array<std::string_view, 13> asked_of_buildings{
    "hydrant_verdict", "nearest_hydrant_m", "covered_share", "water_verdict", "required_lps",
    "available_lps",   "hose_reach",        "hose_lay_m",    "lane_verdict",  "way_in_width_m",
    "cut_off",         "risk_level",        "reason"};

bool is_mostly_empty(const Column& column) {
  constexpr std::size_t sample = 200;
  const std::size_t step = std::max<std::size_t>(1, column.size() / sample);
  std::size_t looked_at = 0;
  std::size_t filled = 0;
  for (std::size_t row = 0; row < column.size(); row += step) {
    ++looked_at;
    filled += column.has(row);
  }
  return 2 * filled < looked_at;
}

}  // namespace

std::vector<int> column_order(const FeatureTable& table) {
  const std::string_view id = id_column_of(table);
  constexpr std::size_t others = asked_of_buildings.size() + 2;
  const auto rank = [&](const Column& column) -> std::size_t {
    if (column.name == id) return 0;
    if (is_mostly_empty(column)) return others + 1;
    if (column.name == "name") return 1;
    const auto asked = std::ranges::find(asked_of_buildings, column.name);
    if (table.name != "building_risk" || asked == asked_of_buildings.end()) return others;
    return 2 + static_cast<std::size_t>(asked - asked_of_buildings.begin());
  };
  std::vector<std::size_t> ranks;
  for (const Column& column : table.columns) ranks.push_back(rank(column));
  std::vector<int> order(table.columns.size());
  std::iota(order.begin(), order.end(), 0);
  std::ranges::stable_sort(order, {},
                           [&](int column) { return ranks[static_cast<std::size_t>(column)]; });
  return order;
}

}  // namespace firebreak::gui
