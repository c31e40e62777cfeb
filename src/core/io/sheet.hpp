#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.hpp"
#include "core/io/read.hpp"
#include "core/model/raw.hpp"

namespace firebreak::io {

/// Reads a text table (comma, semicolon, tab or bar between the cells, found out by itself; quotes
/// as usual; titles above the header are skipped). Every column is text. Throws as `read_source`.
RawLayer read_text_table(const std::filesystem::path& path, const std::filesystem::path& shown,
                         const ReadOptions& options, const Job& job);

/// Puts a sheet right that was read without its header: where columns are called Field1 … FieldN,
/// the header is looked for among the first twelve rows, names the columns, and the rows above it
/// go. Empty rows, and rows that begin with a word for a sum (合计, 小计, 总计), go in any case.
/// `header_row`: the row of the sheet that names the columns, from 1. Throws `Error` (file) if the
/// sheet has no such row.
void tidy_sheet(RawLayer& layer, std::optional<int> header_row = {});

/// Gives the rows of a table their geometry from its columns: WKT, longitude and latitude, x and y
/// (by the names people use for them, English and Chinese), or one cell with both. Degrees with
/// minutes and seconds are understood; numbers are kept as they are and the CRS stays unknown. Rows
/// without coordinates keep none. Columns that `named` names are taken first, if the table has
/// them.
void locate_rows(RawLayer& layer, const PlaceColumns& named = {});

}  // namespace firebreak::io
