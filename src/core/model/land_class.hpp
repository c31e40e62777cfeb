#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace firebreak {

/// What a parcel of the land survey is (planner.md 5.6).
enum class LandClass : std::uint8_t { other, built_up, village, road, railway, water, forest };

inline constexpr std::array<std::string_view, 7> land_class_names{
    "other", "built_up", "village", "road", "railway", "water", "forest"};
inline std::string_view land_class_name(LandClass land) {
  return land_class_names[static_cast<std::size_t>(land)];
}

/// The codes of the land survey and what they stand for (data/land_classes.toml).
struct LandClasses {
  std::map<std::string, LandClass, std::less<>> of_code;

  /// Of the longest code known that this one begins with; `other` if none is.
  LandClass of(std::string_view code) const {
    for (std::size_t length = code.size(); length > 0; --length)
      if (const auto found = of_code.find(code.substr(0, length)); found != of_code.end())
        return found->second;
    return LandClass::other;
  }
};

/// Land that counts as built-up: towns and villages.
inline bool is_built_up(LandClass land) {
  return land == LandClass::built_up || land == LandClass::village;
}

}  // namespace firebreak
