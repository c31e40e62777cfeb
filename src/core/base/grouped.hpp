#pragma once

#include <fmt/format.h>

#include <cmath>
#include <string>

namespace firebreak {

/// A count with thousands separators: "6,492".
inline std::string grouped(double count) {
  std::string digits = fmt::format("{:.0f}", std::abs(count));
  for (std::size_t i = digits.size(); i > 3; i -= 3) digits.insert(i - 3, ",");
  return count < 0 ? "-" + digits : digits;
}

}  // namespace firebreak
