#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/geo/shape.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak::io {

/// What a geometry column holds: the kinds of a table, or anything (`GEOMETRY`).
enum class BlobKind : std::uint8_t { point, line, multi_line, multi_polygon, any };
BlobKind blob_kind(TableGeometry geometry);
/// The word of gpkg_geometry_columns: "MULTIPOLYGON".
std::string_view geometry_type_name(BlobKind kind);

/// Appends feature `f` as a GeoPackage geometry (little endian, XY envelope) with `origin` added.
/// Rings are closed, outer ones counter-clockwise, holes clockwise. With `any` a single part
/// stays single and several parts become the multi kind of the first. Returns false, and appends
/// nothing, for a feature without geometry. Throws `Error` (internal) if the parts do not fit.
bool append_blob(std::string& out, const Shapes& shapes, std::size_t f, BlobKind kind,
                 std::int32_t srs_id, Xy origin);

/// The envelope that a GeoPackage geometry covers, read from its header or its coordinates;
/// nothing if it is empty or not readable. In the coordinates stored.
std::optional<Box> blob_box(std::string_view blob);

/// Appends the geometry as one feature with `origin` subtracted (a third and fourth coordinate is
/// left away). False, with a feature without parts appended, if the blob is no points, lines and
/// polygons.
bool read_blob(std::string_view blob, Xy origin, Shapes& into);

}  // namespace firebreak::io
