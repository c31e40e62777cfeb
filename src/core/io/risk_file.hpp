#pragma once

#include <filesystem>
#include <memory>
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
  /// The rows of a table with `value` in a text column.
  FeatureTable read_rows(std::string_view table, std::string_view column,
                         std::string_view value) const;

  struct Impl;
  explicit RiskFile(std::shared_ptr<Impl> impl);

 private:
  friend RiskFile read_risk_file(const std::filesystem::path& file, const Job& job);
  std::shared_ptr<Impl> impl_;
};

/// True for a file that `assess` wrote; false for anything else, readable or not.
bool is_risk_file(const std::filesystem::path& file);
/// Opens a result without reading its tables. Throws `Error` (file) if it is none.
RiskFile open_risk_file(const std::filesystem::path& file);
/// Opens a result and reads all its tables.
RiskFile read_risk_file(const std::filesystem::path& file, const Job& job);

}  // namespace firebreak::io
