#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/model/field_check.hpp"

namespace firebreak::io {

/// A row of a returned workbook in which something was written: the cells as they stand.
struct ReturnedRow {
  std::string sheet;
  std::int64_t row = 0;         ///< as the spreadsheet counts
  std::optional<CheckKey> key;  ///< none: a row that people added
  std::string measured, verdict, photo, person, date, remarks, limit;
};

/// Reads a field-check list that came back, whatever people did to it: rows inserted, sorted or
/// deleted, sheets renamed, columns added or moved. Columns are known by their titles in either
/// language, rows by their id wherever it stands. XLSX, ODS or XLS. Throws `Error` (file) if no
/// sheet has a row of such a list.
std::vector<ReturnedRow> read_check_book(const std::filesystem::path& path);

}  // namespace firebreak::io
