#pragma once

#include <set>
#include <span>
#include <string>
#include <vector>

#include "core/io/check_book_read.hpp"
#include "core/io/risk_file.hpp"
#include "core/model/city.hpp"
#include "core/model/field_check.hpp"

namespace firebreak {

/// The stable ids that checks may speak of.
struct KnownIds {
  std::set<std::string, std::less<>> lanes, buildings, hydrants;
  bool knows(const CheckKey& key) const;
};
KnownIds ids_of(const io::RiskFile& risk);
KnownIds ids_of(const City& city);

/// What a row of a returned workbook is to what is stored.
enum class MergeKind : std::uint8_t {
  added,     ///< nothing was known
  changed,   ///< known, and checked again later
  conflict,  ///< contradicts what is known, another row or itself: not taken by itself
  same,      ///< known already
  refused,   ///< cannot be read, or is of nothing that is known
};

struct MergeLine {
  MergeKind kind = MergeKind::added;
  std::string sheet;
  std::int64_t row = 0;
  std::string key;
  std::string words;  ///< what was found, or why it was not taken
};

struct CheckMerge {
  std::vector<MergeLine> lines;
  std::vector<FieldCheck> merged;  ///< what is stored, with what was added and changed
  std::size_t count(MergeKind kind) const;
};

/// Compares the rows of a returned workbook with the stored checks. Nothing is dropped because a
/// row is missing. With `take_conflicts` the workbook wins where it contradicts what is stored; two
/// rows that contradict each other are never taken.
CheckMerge merge_checks(std::span<const io::ReturnedRow> rows, std::span<const FieldCheck> stored,
                        const KnownIds& known, bool take_conflicts);

/// "2026-11-25" of 2026/11/25, 2026.11.25, 2026年11月25日, 20261125 or a spreadsheet's day;
/// anything else as it is.
std::string iso_date(const std::string& written);

}  // namespace firebreak
