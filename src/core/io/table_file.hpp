#pragma once

#include <filesystem>
#include <functional>
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

/// What a cell of text reads in a file for people.
using CellWords = std::function<std::string(const Column& column, std::size_t row)>;

/// Writes the rows named, in their order, as one layer, by the ending of `path`: .csv (UTF-8 with a
/// mark that spreadsheets know; points as X and Y, other geometry as WKT), .gpkg, .geojson or .json
/// (degrees), or .xlsx (for people: titles for names, texts as `words` says them, else as they
/// are). All or nothing. Throws `Error` (file) with the remedy.
void write_table(const std::filesystem::path& path, const FeatureTable& table,
                 std::span<const std::uint32_t> rows, const TablePlace& place, Existing existing,
                 const Job& job, const CellWords& words = {});

/// The shape of a row as well-known text, coordinates moved by `origin`; empty if it has none.
std::string wkt_of(const FeatureTable& table, std::size_t row, Xy origin);

}  // namespace firebreak::io
