#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/normalise/china_offset.hpp"

/// Phone positions among true ones in one file: the records that are shifted back, and no others.
namespace firebreak {

/// Records of a layer that carry a shift, as a person has accepted it.
struct RowShift {
  CoordinateShift shift = CoordinateShift::gcj02;
  std::vector<std::int64_t> records;  ///< by their numbers in the file, rising, none twice
  std::string mark;  ///< `places_mark` of their places as read; empty: any places are taken
  friend bool operator==(const RowShift&, const RowShift&) = default;
};

/// "gcj02: 3, 7-9 (5k2m9q0c7xha); bd09: 12"; none for a text that is no such list.
std::optional<std::vector<RowShift>> row_shifts_from(std::string_view text);
std::string row_shifts_text(std::span<const RowShift> shifts);

/// Tells whether the places of some records are still those that were accepted.
std::string places_mark(std::span<const Xy> places);

}  // namespace firebreak
