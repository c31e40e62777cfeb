#pragma once

#include <cstdint>

#include "core/model/city.hpp"

namespace firebreak {

/// How much of the input the defects of one severity touch.
struct DefectCount {
  /// Records with such a defect, each counted once however many it has. Where only a number of
  /// records is told of, it is added, up to all records of the source.
  std::uint64_t records = 0;
  std::uint64_t columns = 0;  ///< columns that are mostly empty
  std::uint64_t cells = 0;    ///< empty cells of those: no record is doubtful for them alone
};
DefectCount count_defects(const City& city, Severity severity);

}  // namespace firebreak
