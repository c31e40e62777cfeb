#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/text.hpp"
#include "core/io/gpkg_blob.hpp"
#include "core/io/gpkg_metadata.hpp"
#include "core/io/sqlite_file.hpp"

namespace firebreak::io {

/// A word that a column holds, and what people call it (English translation key).
struct CodeWord {
  std::string_view code;
  std::string_view words;
};

/// A column as a file declares it. `sql_type` is a GeoPackage type: INTEGER, REAL, TEXT, DATE …
struct FileColumn {
  std::string name;
  std::string sql_type = "TEXT";
  std::string title;  ///< English, the key of its translation
  std::string unit;
  std::span<const CodeWord> codes{};  ///< the words allowed, if the column has a list
  bool typed_by_people = false;       ///< no run ever overwrites it
  bool personal = false;              ///< stays out of the public edition
};

/// A table as a file declares it; `fid` is its key, `geom` its geometry column.
struct FileTable {
  std::string name;
  std::string title;
  std::string description;
  std::optional<BlobKind> geometry;
  std::vector<FileColumn> columns;
};

/// What every part of the writer needs to know about the file being made.
struct GpkgFile {
  SqliteFile& sqlite;
  const RunRecord& record;
  std::string stamp;
  Language language = Language::en;
  std::int32_t srs_id = 0;
  Xy origin;

  GpkgFile(SqliteFile& file, const RunRecord& run_record);
};

/// "distance (m)": a title with its unit, as people read it in `language`.
std::string with_unit(std::string_view english, std::string_view unit, Language language);
/// "hydrants in reach / 保护范围内消火栓数": the same in both languages.
std::string both_languages(std::string_view english, std::string_view unit = {});

/// Makes the tables that every GeoPackage has, with the CRS of the record.
void create_core_tables(GpkgFile& gpkg);
/// Makes an empty table and registers it with titles, units and code lists.
void create_table(GpkgFile& gpkg, const FileTable& table);
/// Sets the extent that gpkg_contents gives for a layer.
void set_extent(GpkgFile& gpkg, std::string_view table, const Box& in_crs);
/// Puts the run record into gpkg_metadata.
void write_record(GpkgFile& gpkg, const std::vector<TableAbout>& tables);
/// "INSERT INTO table(fid, geom, columns…) VALUES(?, …)" in the order of the declaration.
std::string insert_sql(const FileTable& table);

}  // namespace firebreak::io
