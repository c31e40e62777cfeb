#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "core/base/job.hpp"
#include "core/io/read.hpp"

namespace firebreak::io {

/// True if the file is an SQLite database with the tables every GeoPackage has.
bool is_geopackage(const std::filesystem::path& path);

/// The layers and attribute tables of a GeoPackage, read by SQLite directly into flat arrays, split
/// by row number over `job.threads()` connections; the result does not depend on their number.
/// Layers with curves, and views, go through GDAL. `shown` is the path to put into messages and
/// layers. Throws as `read_source`.
std::vector<RawLayer> read_gpkg(const std::filesystem::path& path,
                                const std::filesystem::path& shown, const ReadOptions& options,
                                const Job& job);

/// Name, count and geometry type of each layer, from the tables of the file alone.
std::vector<LayerInfo> list_gpkg_layers(const std::filesystem::path& path);

}  // namespace firebreak::io
