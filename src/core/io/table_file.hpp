#pragma once

#include <filesystem>
#include <span>
#include <string>

#include "core/base/job.hpp"
#include "core/io/atomic_file.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak::io {

/// Where the coordinates of a table stand, and for whom it is written.
struct TablePlace {
  std::string crs_wkt;          ///< empty: unknown
  Xy origin;                    ///< added to every coordinate
  bool public_edition = false;  ///< columns that name people are left out
};

/// Writes the rows named, in their order, as one layer, by the ending of `path`: .csv (UTF-8 with a
/// mark that spreadsheets know; points as X and Y, other geometry as WKT), .gpkg, .geojson or .json
/// (degrees). All or nothing. Throws `Error` (file) with the remedy.
void write_table(const std::filesystem::path& path, const FeatureTable& table,
                 std::span<const std::uint32_t> rows, const TablePlace& place, Existing existing,
                 const Job& job);

/// The shape of a row as well-known text, coordinates moved by `origin`; empty if it has none.
std::string wkt_of(const FeatureTable& table, std::size_t row, Xy origin);

}  // namespace firebreak::io
