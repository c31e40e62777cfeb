#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace firebreak {

/// What a key site is (planner.md 5.6).
enum class SiteCategory : std::uint8_t {
  school,
  kindergarten,
  hospital,
  elderly_home,
  welfare_home,
  hotel,
  shopping,
  cinema,
  internet_cafe,
  entertainment,
  restaurant,
  stadium,
  library,
  transport_hub,
  fuel_station,
  gas_station,
  chemical,
  fireworks,
  warehouse,
  factory,
  rental_housing,
  mixed_use,  ///< people sleep where goods are made, stored or sold: 三合一
  self_built,
  heritage,
  ebike_charging,
  energy_storage,
  high_rise,
  underground,
  beauty,
  worship,
  tourism,
  office,
  custody,
  small_place,     ///< one of the nine small kinds, not said which
  key_unit,        ///< on the list of key units, not said what it is
  high_risk_unit,  ///< on the list of units at high risk, not said what it is
};
inline constexpr std::size_t site_category_count = 36;

/// The word in files: "fuel_station".
std::string_view site_category_name(SiteCategory category);
std::optional<SiteCategory> site_category_from(std::string_view name);

/// 易燃易爆: what is kept there burns or explodes.
bool is_hazardous(SiteCategory category);

}  // namespace firebreak
