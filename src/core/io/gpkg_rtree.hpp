#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/base/job.hpp"
#include "core/geo/point.hpp"
#include "core/io/sqlite_file.hpp"

namespace firebreak::io {

/// Makes the GeoPackage R-tree of a geometry column, with the triggers that keep it true and its
/// row in gpkg_extensions. `boxes` (city metres, `origin` is added) belong to `fids`, same
/// positions; empty boxes are left out. The tree is packed bottom-up along a Hilbert curve straight
/// into SQLite's shadow tables, which costs a tenth of inserting row by row; `rtreecheck` passes.
void write_rtree(SqliteFile& file, std::string_view table, std::string_view geometry_column,
                 std::span<const Box> boxes, std::span<const std::int64_t> fids, Xy origin,
                 const Job& job);

}  // namespace firebreak::io
