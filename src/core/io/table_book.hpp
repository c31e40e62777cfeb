#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>

#include "core/base/job.hpp"
#include "core/io/table_file.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak::io {

/// Writes rows as a workbook of one sheet, for people: titles with units in the first row, numbers
/// as numbers, words as `words` says them, and behind them where the feature lies. `shown` stands
/// in messages. Throws `Error` (file).
void write_table_book(const std::filesystem::path& file, const std::filesystem::path& shown,
                      const FeatureTable& table, std::span<const Column* const> columns,
                      std::span<const std::uint32_t> rows, const TablePlace& place,
                      const CellWords& words, const Job& job);

}  // namespace firebreak::io
