#pragma once

#include <sqlite3.h>

#include <optional>
#include <string>
#include <vector>

#include "core/io/gpkg_write.hpp"

namespace firebreak::test {

/// Four buildings (a courtyard, two parts, one without geometry), three hydrants, two lanes, in
/// EPSG:25832 with an origin, and a table without geometry.
std::vector<FeatureTable> sample_tables();
RunRecord sample_record();
/// Verdict colours with hatched unknown, labelled lanes with a scale window.
StyleSheet sample_styles();
/// A gap and a pinch point with their units.
io::LedgerInput sample_ledger();
Finding sample_finding(const std::string& key, const std::string& kind, Xy at);

/// Asks a file with SQLite itself.
class Database {
 public:
  explicit Database(const std::filesystem::path& file, bool writing = false);
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;
  /// First column of the first row as text; nothing for no row or NULL.
  std::optional<std::string> text(const std::string& sql) const;
  long long number(const std::string& sql) const;
  /// First column of all rows, joined by commas.
  std::string list(const std::string& sql) const;
  void run(const std::string& sql) const;

 private:
  sqlite3* handle_ = nullptr;
};

}  // namespace firebreak::test
