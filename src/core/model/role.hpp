#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

namespace firebreak {

/// What a source layer is for. `reference` is kept and shown, nothing reads it.
enum class Role : std::uint8_t {
  buildings,
  hydrants,
  roads,
  stations,
  obstacles,
  barriers,
  carriageway,
  water_mains,
  incidents,
  reports,
  open_land,
  water,
  compounds,
  land_use,
  management_units,
  key_sites,
  terrain,
  study_area,
  built_up,
  reference,
};
inline constexpr std::size_t role_count = 20;

/// The word of the project file: "buildings", "water_mains" …
std::string_view role_name(Role role);
std::optional<Role> role_from_name(std::string_view name);

}  // namespace firebreak
