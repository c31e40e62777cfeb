#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/job.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak::io {

/// A result file read back. The file is opened read-only and never altered. Coordinates come back
/// in city metres; titles and units as they were written. The ledger's geometry may be of any kind,
/// whatever `FeatureTable::geometry` says. Not for use by several threads at once.
class RiskFile {
 public:
  RunRecord record;
  std::vector<std::string> table_names;  ///< layers, `assessment` and ledger, as written
  std::vector<FeatureTable> tables;      ///< filled by `read_risk_file`

  /// One of `tables`; null if it is not there.
  const FeatureTable* find(std::string_view name) const;
  bool has_table(std::string_view name) const;
  /// Reads a table from the file. Throws `Error` (file) if there is none of this name.
  FeatureTable read_table(std::string_view name, const Job& job = {}) const;
  /// Reads all tables into `into`, in the order of `table_names`, those named `first` before the
  /// others; large tables are read by several threads. `ready(i)` is called on one of them when
  /// `into[i]` is complete: it is not touched afterwards.
  void read_tables(std::vector<FeatureTable>& into, const Job& job,
                   std::span<const std::string_view> first = {},
                   const std::function<void(std::size_t)>& ready = {}) const;
  /// What is read of a table: all of it, or its shapes and those of the columns named that it has.
  struct TablePart {
    std::string name;
    std::optional<std::vector<std::string>> columns;
  };
  /// Reads parts of tables, in this order, with several threads. Throws `Error` (file) if one is
  /// not there.
  std::vector<FeatureTable> read_parts(std::span<const TablePart> parts, const Job& job) const;
  /// How many rows a table of the file has.
  std::int64_t rows_of(std::string_view table) const;
  /// The rows of a table with `value` in a text column.
  FeatureTable read_rows(std::string_view table, std::string_view column,
                         std::string_view value) const;

  struct Impl;
  explicit RiskFile(std::shared_ptr<Impl> impl);

 private:
  void read_in_order(std::span<const TablePart> parts, std::span<const std::size_t> order,
                     std::vector<FeatureTable>& into, const Job& job,
                     const std::function<void(std::size_t)>& ready) const;
  std::shared_ptr<Impl> impl_;
};

/// True for a file that `assess` wrote; false for anything else, readable or not.
bool is_risk_file(const std::filesystem::path& file);
/// Opens a result without reading its tables. Throws `Error` (file) if it is none.
RiskFile open_risk_file(const std::filesystem::path& file);
/// Opens a result and reads all its tables.
RiskFile read_risk_file(const std::filesystem::path& file, const Job& job);

}  // namespace firebreak::io
