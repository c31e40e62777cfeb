#pragma once

#include <filesystem>
#include <string>

namespace firebreak::io {

/// Throws `Error` (file) if a .shp ends before the last record that its .shx (or, without one, its
/// own header) tells of: GDAL would read the records behind the end as empty shapes. `name` may lie
/// in a zip (/vsizip/…). ESRI Shapefile Technical Description (1998), p. 3 and 23.
void require_whole_shapes(const std::string& name, const std::filesystem::path& shown);

}  // namespace firebreak::io
