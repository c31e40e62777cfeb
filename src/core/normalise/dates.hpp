#pragma once

#include <optional>
#include <string_view>

#include "core/normalise/number_scan.hpp"

/// Dates as real tables write them: what years one of them may mean.
namespace firebreak {

/// First and last possible year of a date; 0: open.
struct YearSpan {
  int from = 0;
  int to = 0;
  bool assumed = false;  ///< the date could be read in more than one way
};

/// Up to `most` digits at the front as a number.
struct Digits {
  int value = 0;
  std::size_t count = 0;
};
Digits digits_ahead(std::string_view text, std::size_t most = 9);

/// 30…99 of the last century, 00…29 of this one.
int full_year(int two_digits);

/// Reads one date off the front: eras and periods, centuries, decades, day, month and year in any
/// order, with the time of day behind. Empty, with nothing promised about the scanner, if there is
/// none.
std::optional<YearSpan> read_date(Scanner& scan);

}  // namespace firebreak
