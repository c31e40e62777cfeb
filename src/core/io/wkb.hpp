#pragma once

#include <cstdint>
#include <span>

#include "core/io/shape_sink.hpp"

namespace firebreak::io {

/// What became of a geometry blob.
enum class BlobResult : std::uint8_t {
  read,     ///< its parts are in the sink (none if it is empty)
  broken,   ///< not a geometry, or cut short: parts may be left in the sink, reject the feature
  foreign,  ///< a kind this reader leaves to GDAL: curves
};

/// Adds the parts of a GeoPackage geometry (header and WKB, either byte order, with or without
/// envelope, Z and M) to the feature that `sink` is building. Heights are noted, not kept.
BlobResult add_gpkg_geometry(std::span<const unsigned char> blob, std::int64_t fid,
                             ShapeSink& sink);

}  // namespace firebreak::io
