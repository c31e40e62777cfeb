#include "core/model/site_category.hpp"

#include <algorithm>
#include <array>

namespace firebreak {

namespace {

constexpr std::array<std::string_view, site_category_count> names{
    "school",         "kindergarten", "hospital",    "elderly_home",  "welfare_home",
    "hotel",          "shopping",     "cinema",      "internet_cafe", "entertainment",
    "restaurant",     "stadium",      "library",     "transport_hub", "fuel_station",
    "gas_station",    "chemical",     "fireworks",   "warehouse",     "factory",
    "rental_housing", "mixed_use",    "self_built",  "heritage",      "ebike_charging",
    "energy_storage", "high_rise",    "underground", "beauty",        "worship",
    "tourism",        "office",       "custody",     "small_place",   "key_unit",
    "high_risk_unit"};

}  // namespace

std::string_view site_category_name(SiteCategory category) {
  return names[static_cast<std::size_t>(category)];
}

std::optional<SiteCategory> site_category_from(std::string_view name) {
  const auto found = std::ranges::find(names, name);
  if (found == names.end()) return std::nullopt;
  return static_cast<SiteCategory>(found - names.begin());
}

bool is_hazardous(SiteCategory category) {
  return category == SiteCategory::fuel_station || category == SiteCategory::gas_station ||
         category == SiteCategory::chemical || category == SiteCategory::fireworks;
}

}  // namespace firebreak
