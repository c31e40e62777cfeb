#pragma once

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace firebreak {

/// A number in plain digits with thousands separators: "-2527.5" as "-2,527.5".
inline std::string grouped(std::string digits) {
  const std::size_t first = digits.find_first_of("0123456789");
  if (first == std::string::npos) return digits;  // no number
  const std::size_t end = std::min(digits.find_first_not_of("0123456789", first), digits.size());
  for (std::size_t i = end; i > first + 3; i -= 3) digits.insert(i - 3, ",");
  return digits;
}

/// A count with thousands separators: "6,492".
inline std::string grouped(double count) {
  return grouped(fmt::format("{:.0f}", count));
}

/// The scale of a map: "1:15,000".
inline std::string scale_ratio(double scale) {
  return "1:" + grouped(scale);
}

}  // namespace firebreak
