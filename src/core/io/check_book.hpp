#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/io/atomic_file.hpp"
#include "core/model/check_list.hpp"

namespace firebreak::io {

/// Titles of the columns that people fill in and of the one that names the row: English, keys of
/// their translation. The reader knows both languages.
namespace check_column {
inline constexpr const char* measured = "Measured (m), or state";
inline constexpr const char* verdict = "Finding";
inline constexpr const char* photo = "Photo no.";
inline constexpr const char* person = "Checked by";
inline constexpr const char* date = "Date checked";
inline constexpr const char* remarks = "Remarks";
inline constexpr const char* limit = "Limit (m)";
inline constexpr const char* id = "Row id (leave as it is)";
}  // namespace check_column

/// Writes the field-check list as a workbook in the language set: a sheet for each town, titled,
/// filtered, ready to print, with empty columns for what is found on site. The same list gives the
/// same bytes when SOURCE_DATE_EPOCH is set. All or nothing; throws `Error` (file).
void write_check_book(const std::filesystem::path& output, const CheckList& list,
                      Existing existing);

}  // namespace firebreak::io
