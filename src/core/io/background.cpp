#include "core/io/background.hpp"

#include <cpl_conv.h>
#include <cpl_minixml.h>
#include <cpl_string.h>
#include <gdal_priv.h>
#include <gdal_utils.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string_view>

#include "core/base/error.hpp"
#include "core/io/gdal.hpp"
#include "core/io/lanes.hpp"
#include "core/io/source_files.hpp"

namespace firebreak::io {

namespace {

constexpr unsigned lane_count = 4;

/// What to open and how it is called in messages; owned by whoever works on it.
struct Source {
  std::string shown;   ///< the file's path
  std::string opened;  ///< name for GDAL: a path, or the text of a service description
  std::string attribution;
  bool remote = false;
  int timeout_s = 10;
};

struct XmlCloser {
  void operator()(CPLXMLNode* node) const { CPLDestroyXMLNode(node); }
};

/// An open file and its colour bands, seen as grey, RGB or RGBA.
struct Opened {
  Dataset file;
  Dataset bands;
  std::vector<std::string> rasters;  ///< of the file, if it holds several
};

/// How the thread's network calls behave, for those that no description rules.
class NetworkLimits {
 public:
  explicit NetworkLimits(int timeout_s)
      : whole_("GDAL_HTTP_TIMEOUT", std::to_string(timeout_s).c_str()),
        connecting_("GDAL_HTTP_CONNECTTIMEOUT", std::to_string(timeout_s).c_str()) {}

 private:
  ThreadOption whole_, connecting_;
};

[[noreturn]] void no_picture(const std::string& shown, const std::string& why) {
  throw Error(ErrorKind::file,
              "{}: cannot be used as a background ({}). A background is a GeoTIFF, an MBTiles "
              "file, a GeoPackage with a raster, or a GDAL description (.xml) of a tile service.",
              shown, why);
}

void set_default(CPLXMLNode* root, const char* key, const std::string& value) {
  if (CPLGetXMLNode(root, key) == nullptr) CPLSetXMLValue(root, key, value.c_str());
}

/// A service description with the limits it does not set itself; nothing if it is none.
bool describe_service(const std::string& text, Source& source) {
  const std::unique_ptr<CPLXMLNode, XmlCloser> tree(CPLParseXMLString(text.c_str()));
  if (!tree) return false;
  CPLXMLNode* root = CPLGetXMLNode(tree.get(), "=GDAL_WMS");
  const bool tiles = root != nullptr;
  if (!tiles) root = CPLGetXMLNode(tree.get(), "=GDAL_WMTS");
  if (root == nullptr) return false;
  const int stated = std::atoi(CPLGetXMLValue(root, "Timeout", "0"));
  if (stated <= 0 || stated > source.timeout_s)
    CPLSetXMLValue(root, "Timeout", std::to_string(source.timeout_s).c_str());
  set_default(root, "UserAgent", "Firebreak");
  if (tiles) {
    // Tiles that a server does not have are empty, not a failure.
    set_default(root, "ZeroBlockHttpCodes", "204,404");
    set_default(root, "BandsCount", "4");
  }
  source.attribution = CPLGetXMLValue(root, "Attribution", "");
  char* written = CPLSerializeXMLTree(root);
  source.opened = written;
  CPLFree(written);
  source.remote = true;
  return true;
}

Source source_of(const std::filesystem::path& file, int timeout_s) {
  Source source;
  source.shown = source.opened = file.string();
  source.timeout_s = std::max(1, timeout_s);
  std::ifstream in(file, std::ios::binary);
  if (!in || std::filesystem::is_directory(file))
    throw Error(ErrorKind::file, "{}: no such file.", source.shown);
  std::string text(std::size_t{1} << 20, '\0');  // a description is far shorter
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  const auto first = text.find_first_not_of(" \t\r\n\xef\xbb\xbf");
  if (first == std::string::npos || text[first] != '<') return source;
  const GdalMessages messages;
  describe_service(text, source);
  return source;
}

/// The names of the rasters of a file that holds several.
std::vector<std::pair<std::string, std::string>> rasters_of(GDALDataset& dataset) {
  std::vector<std::pair<std::string, std::string>> found;
  char** list = dataset.GetMetadata("SUBDATASETS");
  for (int i = 1;; ++i) {
    const char* name = CSLFetchNameValue(list, CPLSPrintf("SUBDATASET_%d_NAME", i));
    if (name == nullptr) return found;
    const std::string full = name;
    found.emplace_back(full.substr(full.rfind(':') + 1), full);
  }
}

Dataset open_raster(const std::string& name) {
  return Dataset(GDALDataset::Open(name.c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY));
}

/// The file as opened, down to one raster; `names` of those it holds.
Dataset open_file(const Source& source, const std::string& wanted,
                  std::vector<std::string>& names) {
  GdalMessages messages;
  Dataset file = open_raster(source.opened);
  if (!file && source.remote)
    throw Error(ErrorKind::file,
                "{}: the service does not answer as described ({}). Check the address in the file "
                "and the network.",
                source.shown, messages.last());
  if (!file) no_picture(source.shown, messages.last());
  const auto rasters = rasters_of(*file);
  if (file->GetRasterCount() > 0 && wanted.empty()) return file;
  names.clear();
  for (const auto& [name, full] : rasters) names.push_back(name);
  for (const auto& [name, full] : rasters)
    if (name == wanted || (wanted.empty() && rasters.size() == 1)) return open_raster(full);
  if (rasters.empty()) no_picture(source.shown, text("it holds no raster"));
  throw SeveralRasters(source.shown, names);
}

std::string joined(const std::vector<std::string>& names) {
  std::string all;
  for (const std::string& name : names) all += (all.empty() ? "" : ", ") + name;
  return all;
}

/// The bands that make the colours, as options of gdal_translate.
std::vector<std::string> band_options(GDALDataset& file) {
  const auto colour = [&](int band) { return file.GetRasterBand(band)->GetColorInterpretation(); };
  if (file.GetRasterBand(1)->GetColorTable() != nullptr) return {"-b", "1", "-expand", "rgba"};
  std::array<int, 4> of{};  // red, green, blue, alpha
  for (int band = file.GetRasterCount(); band >= 1; --band)
    for (std::size_t i = 0; i < of.size(); ++i)
      if (colour(band) == std::array{GCI_RedBand, GCI_GreenBand, GCI_BlueBand, GCI_AlphaBand}[i])
        of[i] = band;
  if (of[0] == 0 || of[1] == 0 || of[2] == 0) {
    const bool three = file.GetRasterCount() - (of[3] > 0 ? 1 : 0) >= 3;
    of = three ? std::array{1, 2, 3, of[3]} : std::array{1, 0, 0, of[3]};
  }
  std::vector<std::string> options;
  for (const int band : of)
    if (band > 0) options.insert(options.end(), {"-b", std::to_string(band)});
  return options;
}

CPLStringList list_of(const std::vector<std::string>& options) {
  CPLStringList list;
  for (const auto& option : options) list.AddString(option.c_str());
  return list;
}

Opened open_source(const Source& source, const std::string& raster) {
  Opened opened;
  opened.file = open_file(source, raster, opened.rasters);
  GDALDataset& file = *opened.file;
  const GDALDataType type = file.GetRasterBand(1)->GetRasterDataType();
  if (type != GDT_Byte)
    throw Error(ErrorKind::file,
                "{}: its values are of type {}; a background needs bytes. Convert it: "
                "gdal_translate -ot Byte -scale.",
                source.shown, GDALGetDataTypeName(type));
  std::array<double, 6> placed{};
  if (file.GetGeoTransform(placed.data()) != CE_None)
    throw Error(ErrorKind::file,
                "{}: the picture does not say where on the ground it lies. Georeference it first.",
                source.shown);
  if (file.GetSpatialRef() == nullptr)
    throw Error(ErrorKind::file,
                "{}: the picture has no coordinate system. Give it one: gdal_edit.py -a_srs "
                "EPSG:… FILE.",
                source.shown);
  auto options = band_options(file);
  options.insert(options.end(), {"-of", "VRT"});
  const GdalMessages messages;
  CPLStringList list = list_of(options);
  auto* translate = GDALTranslateOptionsNew(list.List(), nullptr);
  opened.bands.reset(
      GDALDataset::FromHandle(GDALTranslate("", GDALDataset::ToHandle(&file), translate, nullptr)));
  GDALTranslateOptionsFree(translate);
  if (!opened.bands) no_picture(source.shown, messages.last());
  return opened;
}

std::string wkt_of(GDALDataset& dataset) {
  char* text = nullptr;
  dataset.GetSpatialRef()->exportToWkt(&text);
  const std::string wkt = text == nullptr ? "" : text;
  CPLFree(text);
  return wkt;
}

/// True if the box, given in a CRS, may show some of the dataset.
bool may_meet(GDALDataset& dataset, const Crs& dataset_crs, const Box& box, const Crs& crs) {
  std::vector<Xy> grid;
  constexpr int steps = 8;
  for (int i = 0; i <= steps; ++i)
    for (int j = 0; j <= steps; ++j)
      grid.push_back(
          {box.min.x_m + box.width_m() * i / steps, box.min.y_m + box.height_m() * j / steps});
  Transform(crs, dataset_crs).apply(grid);
  Box there, own;
  for (const Xy& p : grid)
    if (std::isfinite(p.x_m) && std::isfinite(p.y_m)) there.add(p);
  if (there.empty()) return false;
  std::array<double, 6> g{};
  dataset.GetGeoTransform(g.data());
  for (const double x : {0.0, static_cast<double>(dataset.GetRasterXSize())})
    for (const double y : {0.0, static_cast<double>(dataset.GetRasterYSize())})
      own.add(Xy{g[0] + g[1] * x + g[2] * y, g[3] + g[4] * x + g[5] * y});
  // The box's middle may bulge out over what its grid shows.
  return own.intersects(there.grown(0.1 * std::max(there.width_m(), there.height_m())));
}

void premultiply(std::vector<std::uint8_t>& rgba) {
  for (std::size_t i = 0; i < rgba.size(); i += 4)
    for (std::size_t c = 0; c < 3; ++c) {
      const unsigned product = rgba[i + c] * rgba[i + 3] + 128U;
      rgba[i + c] = static_cast<std::uint8_t>((product + (product >> 8)) >> 8);
    }
}

BackgroundPicture warp(const Source& source, Opened& opened, const Crs& crs, const Box& box,
                       int width, int height, const std::atomic<bool>& given_up) {
  BackgroundPicture picture{width, height, {}};
  picture.rgba.resize(4 * static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
  const auto number = [](double value) { return fmt::format("{:.6f}", value); };
  CPLStringList list =
      list_of({"-of", "MEM", "-t_srs", crs.wkt(), "-te", number(box.min.x_m), number(box.min.y_m),
               number(box.max.x_m), number(box.max.y_m), "-ts", std::to_string(width),
               std::to_string(height), "-r", "bilinear", "-dstalpha", "-ovr", "AUTO"});
  struct Stop {
    const std::atomic<bool>* given_up;
  } stop{&given_up};
  GdalMessages messages;
  auto* options = GDALWarpAppOptionsNew(list.List(), nullptr);
  GDALWarpAppOptionsSetProgress(
      options,
      [](double, const char*, void* given) {
        return static_cast<Stop*>(given)->given_up->load() ? FALSE : TRUE;
      },
      &stop);
  GDALDatasetH from = GDALDataset::ToHandle(opened.bands.get());
  const Dataset warped(GDALDataset::FromHandle(GDALWarp("", nullptr, 1, &from, options, nullptr)));
  GDALWarpAppOptionsFree(options);
  if (given_up) throw Cancelled{};
  if (!warped) {
    if (source.remote)
      throw Error(ErrorKind::file,
                  "{}: the service does not answer as described ({}). Check the address in the "
                  "file and the network.",
                  source.shown, messages.last());
    no_picture(source.shown, messages.last());
  }
  const int colours = warped->GetRasterCount() - 1;
  std::array<int, 4> bands{1, 1, 1, colours + 1};
  if (colours >= 3) bands = {1, 2, 3, colours + 1};
  if (warped->RasterIO(GF_Read, 0, 0, width, height, picture.rgba.data(), width, height, GDT_Byte,
                       4, bands.data(), 4, 4 * width, 1, nullptr) != CE_None)
    no_picture(source.shown, messages.last());
  premultiply(picture.rgba);
  return picture;
}

}  // namespace

SeveralRasters::SeveralRasters(const std::string& file, std::vector<std::string> found)
    : Error(ErrorKind::file, "{}: holds several rasters ({}). Name one of them.", file,
            joined(found)),
      names(std::move(found)) {}

bool BackgroundPicture::empty() const {
  for (std::size_t i = 3; i < rgba.size(); i += 4)
    if (rgba[i] != 0) return false;
  return true;
}

struct Background::Impl {
  std::shared_ptr<const Source> source;
  std::string raster, name, attribution;
  std::vector<std::string> rasters;
  Crs crs;
  std::array<Opened, lane_count> opened;  ///< each touched by its own lane only
  Lanes lanes{lane_count};                ///< goes first
};

Background::Background(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Background::~Background() = default;

const std::string& Background::name() const {
  return impl_->name;
}
const std::vector<std::string>& Background::rasters() const {
  return impl_->rasters;
}
const std::string& Background::attribution() const {
  return impl_->attribution;
}
const Crs& Background::crs() const {
  return impl_->crs;
}
bool Background::remote() const {
  return impl_->source->remote;
}

bool is_background_file(const std::filesystem::path& file) {
  static constexpr std::string_view endings[] = {".tif", ".tiff", ".jp2", ".mbtiles"};
  const std::string ending = lower_case(file.extension().string());
  if (ending != ".xml") return std::ranges::find(endings, ending) != std::end(endings);
  std::ifstream in(file, std::ios::binary);
  std::string text(4096, '\0');
  in.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(in.gcount()));
  return text.find("<GDAL_WMS") != std::string::npos ||
         text.find("<GDAL_WMTS") != std::string::npos;
}

std::shared_ptr<const Background> Background::open(const std::filesystem::path& file,
                                                   const Job& job) {
  return open(file, Options{}, job);
}

std::shared_ptr<const Background> Background::open(const std::filesystem::path& file,
                                                   const Options& options, const Job& job) {
  register_gdal();
  auto impl = std::make_unique<Impl>();
  impl->source = std::make_shared<const Source>(source_of(file, options.network_timeout_s));
  impl->raster = options.raster;
  impl->name = file.stem().string();
  Impl& self = *impl;
  impl->lanes.run(
      [&self](unsigned lane, const std::atomic<bool>&) {
        const NetworkLimits limits(self.source->timeout_s);
        Opened& opened = self.opened[lane] = open_source(*self.source, self.raster);
        self.crs = Crs(wkt_of(*opened.file));
        self.attribution = self.source->attribution;
        self.rasters = opened.rasters;
        for (const char* key : {"attribution", "TIFFTAG_COPYRIGHT", "ATTRIBUTION"})
          if (const char* words = opened.file->GetMetadataItem(key);
              words != nullptr && self.attribution.empty())
            self.attribution = words;
      },
      job);
  return std::shared_ptr<const Background>(new Background(std::move(impl)));
}

BackgroundPicture Background::picture(const Crs& city_crs, Xy origin, const Box& city_box,
                                      int width, int height, const Job& job) const {
  if (width < 1 || height < 1 || city_box.empty()) throw std::invalid_argument("no picture");
  const Box box{city_box.min + origin, city_box.max + origin};
  const auto result = std::make_shared<BackgroundPicture>();
  Impl& self = *impl_;
  self.lanes.run(
      [&self, result, city_crs, box, width, height](unsigned lane,
                                                    const std::atomic<bool>& given_up) {
        const NetworkLimits limits(self.source->timeout_s);
        Opened& opened = self.opened[lane];
        if (!opened.bands) opened = open_source(*self.source, self.raster);
        *result = {width, height, {}};
        if (may_meet(*opened.bands, self.crs, box, city_crs))
          *result = warp(*self.source, opened, city_crs, box, width, height, given_up);
        else
          result->rgba.resize(4 * static_cast<std::size_t>(width) *
                              static_cast<std::size_t>(height));
      },
      job);
  return std::move(*result);
}

}  // namespace firebreak::io
