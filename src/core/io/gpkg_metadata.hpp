#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/feature_table.hpp"

namespace firebreak::io {

/// Where the run record stands in gpkg_metadata, and by what a firebreak result is known.
inline constexpr std::string_view run_record_uri = "urn:firebreak:run-record:1";

/// What the file says about one of its tables beyond what SQLite knows: titles are the English
/// translation keys.
struct TableAbout {
  std::string name;
  std::string title;
  std::string description;
  TableGeometry geometry = TableGeometry::none;
  struct ColumnAbout {
    std::string name;
    ColumnType type = ColumnType::text;
    std::string title, unit;
  };
  std::vector<ColumnAbout> columns;
};

/// The run record and the titles of the tables as JSON: the same bytes for the same record.
std::string record_to_json(const RunRecord& record, const std::vector<TableAbout>& tables);

/// Reads it back, every figure exactly. Throws `Error` (file) naming `file` if it is not one.
void record_from_json(const std::string& json, const std::string& file, RunRecord& record,
                      std::vector<TableAbout>& tables);

/// The moment that goes into files, "2026-11-23T10:00:00.000Z": SOURCE_DATE_EPOCH if set, else the
/// record's own, else now.
std::string file_stamp(const RunRecord& record);

}  // namespace firebreak::io
