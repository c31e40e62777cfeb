#pragma once

#include <optional>
#include <string_view>

/// Finding one number after the other in a tidied text; used by the value parsers only.
namespace firebreak {

/// A number as digits and separators allow it.
struct ScannedNumber {
  double value = 0;
  /// "1,234" may be 1234 or 1.234: the other reading.
  std::optional<double> other;
  bool ended_decimal = false;  ///< had decimals
};

/// Takes words off the front of a tidied text.
struct Scanner {
  std::string_view rest;

  void blanks() {
    while (rest.starts_with(' ')) rest.remove_prefix(1);
  }
  bool done() const { return rest.empty(); }
  bool take(std::string_view word) {
    if (!rest.starts_with(word)) return false;
    rest.remove_prefix(word.size());
    return true;
  }
  /// A number without sign: "3", "3.5", "3,5", "1,234.5", "1.234,5", "12 345", "2 1/2", ".5".
  std::optional<ScannedNumber> number();
};

/// Takes the first of the words that stands in front, and blanks behind it.
template <std::size_t N>
bool take_any(Scanner& scan, const std::string_view (&words)[N]) {
  for (const auto word : words)
    if (scan.take(word)) return scan.blanks(), true;
  return false;
}

}  // namespace firebreak
