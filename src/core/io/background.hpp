#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "core/base/error.hpp"
#include "core/base/job.hpp"
#include "core/geo/crs.hpp"

namespace firebreak::io {

/// A part of a background in the city's CRS, north up.
struct BackgroundPicture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgba;  ///< rows from the north, premultiplied; nothing there: all zero

  bool empty() const;  ///< no pixel shows anything
};

/// The file holds several pictures and none was named.
struct SeveralRasters : Error {
  SeveralRasters(const std::string& file, std::vector<std::string> names);
  std::vector<std::string> names;
};

/// By its ending a picture with a place, or a .xml that describes a tile service for GDAL: never a
/// data set, as other .xml files may be. A GeoPackage may be either.
bool is_background_file(const std::filesystem::path& file);

/// A picture below the data, read only, through GDAL: GeoTIFF and its kin, MBTiles, a raster of a
/// GeoPackage, or a GDAL description (.xml) of a WMTS, XYZ, TMS or WMS service. May be used by any
/// number of threads at once.
class Background {
 public:
  struct Options {
    std::string raster;          ///< which one, if the file holds several
    int network_timeout_s = 10;  ///< for each answer of a service
  };

  /// Throws `Error` (file) for what cannot be used as a background (`SeveralRasters` if one of its
  /// pictures is to be named first), `Cancelled`. A WMTS description
  /// asks its service at once; if that hangs, even a cancelled call waits out its time.
  static std::shared_ptr<const Background> open(const std::filesystem::path& file,
                                                const Options& options, const Job& job);
  static std::shared_ptr<const Background> open(const std::filesystem::path& file,
                                                const Job& job = {});
  /// If a service hangs, waits until the time allowed to it is over.
  ~Background();
  Background(const Background&) = delete;
  Background& operator=(const Background&) = delete;

  const std::string& name() const;
  /// The names of the pictures that the file holds; empty if it is one.
  const std::vector<std::string>& rasters() const;
  /// Whom to name beside the map; empty if the file does not say.
  const std::string& attribution() const;
  const Crs& crs() const;
  /// True if pictures come over a network.
  bool remote() const;

  /// The part under `city_box` (city metres, `origin` being the city's origin in its CRS) in
  /// `width` x `height` pixels, from the next finer overview, bilinear. Throws `Error` (file) if
  /// the file or service fails, `Cancelled` within some milliseconds of the request.
  BackgroundPicture picture(const Crs& city_crs, Xy origin, const Box& city_box, int width,
                            int height, const Job& job) const;

 private:
  struct Impl;
  explicit Background(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace firebreak::io
