#pragma once

#include <cstdint>
#include <functional>

namespace firebreak {

/// Position in the city's table of T. Ids survive every edit: nothing is erased, only switched off.
template <class T>
struct Id {
  std::uint32_t value = 0;
  friend auto operator<=>(const Id&, const Id&) = default;
};

}  // namespace firebreak
