#pragma once

#include <string>
#include <string_view>

#include "core/model/profile.hpp"

namespace firebreak {

/// What the profile says of a parameter; null if it does not name it.
inline const ProfileValue* rule_value(const Profile& profile, std::string_view key) {
  const auto found = profile.values.find(std::string(key));
  return found == profile.values.end() ? nullptr : &found->second;
}

}  // namespace firebreak
