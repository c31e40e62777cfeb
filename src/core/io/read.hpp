#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "core/base/job.hpp"
#include "core/io/source_files.hpp"
#include "core/model/raw.hpp"

namespace firebreak::io {

/// Columns of a table that hold its places, where they are not called as usual; x and y, or both
/// in one cell.
struct PlaceColumns {
  std::string x, y, both;
  bool any() const { return (!x.empty() && !y.empty()) || !both.empty(); }
  friend bool operator==(const PlaceColumns&, const PlaceColumns&) = default;
};

/// What to take from a source, and how.
struct ReadOptions {
  std::vector<std::string> layers{};  ///< by name; empty: all
  std::string encoding{};             ///< of its text, overriding name and content; empty: find out
  std::string where{};                ///< attribute filter in OGR SQL; empty: every record
  // For a first look; of GeoPackages alone, other formats are read whole all the same.
  std::int64_t sample = 0;          ///< about so many records of each layer; 0: all
  bool shapes_only = false;         ///< no columns
  std::optional<int> header_row{};  ///< row of a table that names its columns, from 1
  PlaceColumns places{};
};

/// One layer of a source, as `inspect` lists it.
struct LayerInfo {
  std::string layer;
  std::int64_t features = 0;
  std::string geometry;  ///< "Multi Polygon", "Point", "None" …
};

/// Every vector layer of a file as read: GeoPackage, Shapefile, GeoJSON, FlatGeobuf, FileGDB (a
/// folder), DXF, KML, GML, CSV, XLSX, ODS, OSM, a .zip that holds any of these, whatever else GDAL
/// opens. Nothing of the source changes, and no file appears beside it. Coordinates have easting or
/// longitude first; `Issue::at` is in the layer's own CRS. Throws `Error` (file) if the source
/// cannot be used at all, naming file, layer, reason and remedy; `Cancelled` on a stop request.
std::vector<RawLayer> read_source(const std::filesystem::path& path, const ReadOptions& options,
                                  const Job& job);

/// The layers of a source by their names and counts, without reading features where the format
/// allows that. Throws as `read_source`.
std::vector<LayerInfo> list_layers(const std::filesystem::path& path, const Job& job);

}  // namespace firebreak::io
