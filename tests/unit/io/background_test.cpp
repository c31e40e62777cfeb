#include "core/io/background.hpp"

#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <ogr_spatialref.h>

#include <array>
#include <atomic>
#include <chrono>
#include <cmath>
#include <thread>

#include "core/base/error.hpp"
#include "core/io/gdal.hpp"
#include "support/temp_dir.hpp"
#include "support/tile_server.hpp"

namespace firebreak::test {
namespace {

using io::Background;
using io::BackgroundPicture;
using std::chrono::steady_clock;
using testing::HasSubstr;

using Rgba = std::array<int, 4>;
constexpr Rgba red{250, 20, 20, 255}, green{20, 200, 40, 255}, blue{30, 60, 230, 255},
    yellow{240, 230, 10, 255}, nothing{0, 0, 0, 0};

/// Lauf lies near here.
const Xy middle_utm{664000, 5487000};
const Crs utm("EPSG:25832");

/// The four fields of every test picture: by the side of a place of Web Mercator.
Rgba field_at(Xy mercator, Xy middle) {
  if (mercator.y_m > middle.y_m) return mercator.x_m < middle.x_m ? red : green;
  return mercator.x_m < middle.x_m ? blue : yellow;
}

Xy middle_of(const Crs& crs) {
  return Transform(utm, crs)(middle_utm);
}

struct Raster {
  int epsg = 3857;
  int size = 400;
  double metres = 4;  ///< of a pixel
  bool coloured = true;
  bool placed = true;
  GDALDataType type = GDT_Byte;
  bool palette = false;
};

/// The four fields about the middle, north up, as a dataset in memory.
io::Dataset fields(const Raster& as) {
  io::register_gdal();
  const bool grey = !as.coloured || as.palette;
  io::Dataset made(GetGDALDriverManager()->GetDriverByName("MEM")->Create(
      "", as.size, as.size, grey ? 1 : 3, as.type, nullptr));
  if (as.placed) {
    const Xy middle = as.epsg == 0 ? Xy{} : middle_of(Crs("EPSG:" + std::to_string(as.epsg)));
    const double half = 0.5 * as.size * as.metres;
    double transform[6] = {middle.x_m - half, as.metres, 0, middle.y_m + half, 0, -as.metres};
    made->SetGeoTransform(transform);
  }
  OGRSpatialReference crs;
  if (as.epsg != 0) {
    crs.importFromEPSG(as.epsg);
    made->SetSpatialRef(&crs);
  }
  std::vector<std::uint8_t> row(static_cast<std::size_t>(as.size));
  for (int y = 0; y < as.size; ++y)
    for (int band = 1; band <= made->GetRasterCount(); ++band) {
      for (int x = 0; x < as.size; ++x) {
        const Rgba colour = field_at({x - 0.5 * as.size + 0.5, 0.5 * as.size - 0.5 - y}, {0, 0});
        const int value = as.palette ? (colour == red     ? 1
                                        : colour == green ? 2
                                        : colour == blue  ? 3
                                                          : 4)
                                     : colour[static_cast<std::size_t>(band - 1)];
        row[static_cast<std::size_t>(x)] = static_cast<std::uint8_t>(value);
      }
      EXPECT_EQ(made->GetRasterBand(band)->RasterIO(GF_Write, 0, y, as.size, 1, row.data(), as.size,
                                                    1, GDT_Byte, 0, 0, nullptr),
                CE_None);
    }
  if (as.palette) {
    GDALColorTable colours;
    short number = 1;
    for (const Rgba& c : {red, green, blue, yellow}) {
      const GDALColorEntry entry{static_cast<short>(c[0]), static_cast<short>(c[1]),
                                 static_cast<short>(c[2]), 255};
      colours.SetColorEntry(number++, &entry);
    }
    made->GetRasterBand(1)->SetColorTable(&colours);
  } else if (!grey) {
    const std::array colours{GCI_RedBand, GCI_GreenBand, GCI_BlueBand};
    for (int band = 1; band <= 3; ++band)
      made->GetRasterBand(band)->SetColorInterpretation(
          colours[static_cast<std::size_t>(band - 1)]);
  }
  return made;
}

void save(GDALDataset& dataset, const std::filesystem::path& path, const char* driver,
          std::vector<const char*> options = {}, bool overviews = false) {
  options.push_back(nullptr);
  const io::GdalMessages quiet;
  io::Dataset copy(GetGDALDriverManager()->GetDriverByName(driver)->CreateCopy(
      path.c_str(), &dataset, FALSE, const_cast<char**>(options.data()), nullptr, nullptr));
  ASSERT_TRUE(copy) << driver;
  const int level = 4;
  if (!overviews) return;
  ASSERT_EQ(copy->BuildOverviews("AVERAGE", 1, &level, 0, nullptr, nullptr, nullptr), CE_None);
}

Rgba pixel(const BackgroundPicture& picture, int x, int y) {
  const auto* p = &picture.rgba[4 * static_cast<std::size_t>(y * picture.width + x)];
  return {p[0], p[1], p[2], p[3]};
}

bool near(const Rgba& a, const Rgba& b, int by) {
  for (std::size_t i = 0; i < 4; ++i)
    if (std::abs(a[i] - b[i]) > by) return false;
  return true;
}

/// Asks for 1000 x 800 m about the middle in the city's CRS and holds every pixel whose place is
/// not at a border of the fields against the colour of its field.
void expect_fields(const Background& background, const Crs& city, const Crs& fields_in, int by) {
  const Xy middle = middle_of(city);
  const Xy origin{std::floor(middle.x_m) - 300, std::floor(middle.y_m) - 200};
  const Box box{{-200, -200}, {800, 600}};
  const int width = 250, height = 200;
  const auto picture = background.picture(city, origin, box, width, height, Job{});
  ASSERT_EQ(picture.width, width);
  ASSERT_EQ(picture.rgba.size(), 4U * 250 * 200);
  const Transform there(city, fields_in);
  const Xy centre = middle_of(fields_in);
  int checked = 0, wrong = 0;
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const Xy at = there(origin + Xy{box.min.x_m + 4 * (x + 0.5), box.max.y_m - 4 * (y + 0.5)});
      if (std::abs(at.x_m - centre.x_m) < 12 || std::abs(at.y_m - centre.y_m) < 12) continue;
      ++checked;
      wrong += near(pixel(picture, x, y), field_at(at, centre), by) ? 0 : 1;
    }
  EXPECT_GT(checked, 40000);
  EXPECT_EQ(wrong, 0) << background.name();
}

const Crs mercator("EPSG:3857");
const Crs gauss_krueger("EPSG:31468");  // 3-degree zone, turned against UTM 32 by two degrees

class Backgrounds : public testing::Test {
 protected:
  TempDir dir;

  std::string message_of(const std::filesystem::path& path) {
    try {
      Background::open(path);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::file);
      return error.what();
    }
    return "no error";
  }
};

TEST_F(Backgrounds, GeoTiffInAnotherCrsThanTheCity) {
  auto raster = fields({.epsg = 25832});
  raster->SetMetadataItem("TIFFTAG_COPYRIGHT", "Vermessungsamt");
  save(*raster, dir / "ortho.tif", "GTiff", {"TILED=YES"}, true);
  const auto background = Background::open(dir / "ortho.tif");
  EXPECT_EQ(background->name(), "ortho");
  EXPECT_EQ(background->attribution(), "Vermessungsamt");
  EXPECT_EQ(background->crs().epsg(), 25832);
  EXPECT_FALSE(background->remote());
  expect_fields(*background, gauss_krueger, utm, 1);
  expect_fields(*background, utm, utm, 1);
}

TEST_F(Backgrounds, MbTiles) {
  save(*fields({}), dir / "tiles.mbtiles", "MBTiles", {"TILE_FORMAT=PNG"}, true);
  expect_fields(*Background::open(dir / "tiles.mbtiles"), utm, mercator, 3);
}

TEST_F(Backgrounds, GeoPackageRaster) {
  save(*fields({.epsg = 25832}), dir / "photo.gpkg", "GPKG", {"TILE_FORMAT=PNG"}, true);
  expect_fields(*Background::open(dir / "photo.gpkg"), gauss_krueger, utm, 3);
}

TEST_F(Backgrounds, GeoPackageWithTwoRastersAsksWhich) {
  save(*fields({}), dir / "two.gpkg", "GPKG", {"RASTER_TABLE=summer", "TILE_FORMAT=PNG"});
  save(*fields({}), dir / "two.gpkg", "GPKG",
       {"RASTER_TABLE=winter", "TILE_FORMAT=PNG", "APPEND_SUBDATASET=YES"});
  EXPECT_THAT(message_of(dir / "two.gpkg"), HasSubstr("summer, winter"));
  const auto winter = Background::open(dir / "two.gpkg", {.raster = "winter"}, Job{});
  expect_fields(*winter, utm, mercator, 3);
}

TEST_F(Backgrounds, PaletteAndGreyBecomeColours) {
  save(*fields({.palette = true}), dir / "palette.tif", "GTiff");
  expect_fields(*Background::open(dir / "palette.tif"), utm, mercator, 1);
  save(*fields({.coloured = false}), dir / "grey.tif", "GTiff");
  const auto picture = Background::open(dir / "grey.tif")
                           ->picture(utm, middle_utm, {{-400, 200}, {-200, 400}}, 10, 10, Job{});
  EXPECT_EQ(pixel(picture, 5, 5), (Rgba{250, 250, 250, 255}));
}

TEST_F(Backgrounds, BesideThePictureIsNothingAndItsEdgeIsPremultiplied) {
  save(*fields({.epsg = 25832, .size = 100}), dir / "small.tif", "GTiff");
  const auto background = Background::open(dir / "small.tif");
  const auto half = background->picture(utm, middle_utm, {{-400, 0}, {0, 400}}, 100, 100, Job{});
  EXPECT_EQ(pixel(half, 20, 80), nothing);
  EXPECT_EQ(pixel(half, 80, 80), red);
  EXPECT_FALSE(half.empty());
  for (std::size_t i = 0; i < half.rgba.size(); i += 4)
    for (std::size_t c = 0; c < 3; ++c) ASSERT_LE(half.rgba[i + c], half.rgba[i + 3]);
  EXPECT_TRUE(
      background->picture(utm, middle_utm, {{9000, 0}, {9400, 400}}, 50, 50, Job{}).empty());
  EXPECT_TRUE(
      background->picture(utm, middle_utm, {{9e6, 0}, {9.1e6, 4e5}}, 50, 50, Job{}).empty());
}

TEST_F(Backgrounds, ManyThreadsAtOnce) {
  save(*fields({.epsg = 25832}), dir / "ortho.tif", "GTiff");
  const auto background = Background::open(dir / "ortho.tif");
  const auto ask = [&] {
    return background->picture(gauss_krueger, middle_of(gauss_krueger), {{-300, -300}, {300, 300}},
                               150, 150, Job{});
  };
  const auto alone = ask();
  std::array<BackgroundPicture, 8> together;
  {
    std::vector<std::jthread> threads;
    for (auto& picture : together) threads.emplace_back([&] { picture = ask(); });
  }
  for (const auto& picture : together) EXPECT_EQ(picture.rgba, alone.rgba);
}

TEST_F(Backgrounds, WhatCannotBeUsedIsSaidClearly) {
  EXPECT_THAT(message_of(dir / "missing.tif"), HasSubstr("no such file"));
  EXPECT_THAT(message_of(dir.write("notes.txt", "not a picture")),
              HasSubstr("cannot be used as a background"));
  EXPECT_THAT(message_of(dir.write("style.xml", "<style><layer/></style>")),
              HasSubstr("cannot be used as a background"));
  EXPECT_THAT(message_of(dir.write("broken.xml", "<GDAL_WMS><Service name=\"TMS\"/></GDAL_WMS>")),
              HasSubstr("broken.xml"));
  save(*fields({.epsg = 0}), dir / "lost.tif", "GTiff");
  EXPECT_THAT(message_of(dir / "lost.tif"), HasSubstr("no coordinate system"));
  save(*fields({.placed = false}), dir / "scan.tif", "GTiff");
  EXPECT_THAT(message_of(dir / "scan.tif"), HasSubstr("where on the ground"));
  save(*fields({.type = GDT_Float32}), dir / "heights.tif", "GTiff");
  EXPECT_THAT(message_of(dir / "heights.tif"), HasSubstr("Float32"));
}

TEST_F(Backgrounds, PicturesAreToldFromDataBeforeTheyAreOpened) {
  EXPECT_TRUE(io::is_background_file("Ortho.TIF"));
  EXPECT_TRUE(io::is_background_file("town.mbtiles"));
  EXPECT_FALSE(io::is_background_file("town.gpkg")) << "of data, as a rule";
  EXPECT_TRUE(io::is_background_file(dir.write(
      "tiles.xml", "<?xml version=\"1.0\"?>\n<GDAL_WMS><Service name=\"TMS\"/></GDAL_WMS>")));
  EXPECT_TRUE(io::is_background_file(dir.write("wmts.XML", "<GDAL_WMTS/>")));
  EXPECT_FALSE(io::is_background_file(dir.write("map.xml", "<osm version=\"0.6\"></osm>")))
      << "data of OpenStreetMap";
  EXPECT_FALSE(io::is_background_file(dir / "missing.xml"));
}

TEST_F(Backgrounds, OpenedFilesStayAsTheyAre) {
  save(*fields({}), dir / "tiles.mbtiles", "MBTiles", {"TILE_FORMAT=PNG"});
  const std::string before = read_file(dir / "tiles.mbtiles");
  expect_fields(*Background::open(dir / "tiles.mbtiles"), utm, mercator, 3);
  EXPECT_EQ(read_file(dir / "tiles.mbtiles"), before);
  const std::filesystem::directory_iterator files(dir.path());
  EXPECT_EQ(std::distance(begin(files), end(files)), 1) << "no side files";
}

TEST_F(Backgrounds, CoarsePicturesComeFromTheOverviews) {
  save(*fields({.epsg = 25832, .size = 800}), dir / "ortho.tif", "GTiff", {"TILED=YES"}, true);
  {
    // The full resolution is painted over, the overview of a quarter of it keeps the fields. (GDAL
    // leaves overviews below 128 pixels out of account.)
    const io::Dataset file(
        GDALDataset::Open((dir / "ortho.tif").c_str(), GDAL_OF_RASTER | GDAL_OF_UPDATE));
    for (int band = 1; band <= 3; ++band) ASSERT_EQ(file->GetRasterBand(band)->Fill(90), CE_None);
  }
  const auto background = Background::open(dir / "ortho.tif");
  const Box box{{-400, -400}, {400, 400}};
  const auto fine = background->picture(utm, middle_utm, box, 200, 200, Job{});
  EXPECT_EQ(pixel(fine, 50, 50), (Rgba{90, 90, 90, 255}));
  const auto coarse = background->picture(utm, middle_utm, box, 40, 40, Job{});
  EXPECT_EQ(pixel(coarse, 10, 10), red);
  EXPECT_EQ(pixel(coarse, 30, 30), yellow);
}

TEST_F(Backgrounds, ALocalPictureIsCancelledAndTheWorkEnds) {
  save(*fields({.size = 1500}), dir / "large.tif", "GTiff");
  auto background = Background::open(dir / "large.tif");
  std::stop_source stop;
  std::jthread stopper([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(30));
    stop.request_stop();
  });
  const auto from = steady_clock::now();
  // 100 million pixels: many seconds of work.
  EXPECT_THROW(background->picture(utm, middle_utm, {{-3000, -3000}, {3000, 3000}}, 10000, 10000,
                                   Job(stop.get_token(), {}, 1)),
               Cancelled);
  EXPECT_LT(steady_clock::now() - from, std::chrono::milliseconds(700));
  background.reset();  // waits for the work
  EXPECT_LT(steady_clock::now() - from, std::chrono::seconds(4));
}

/// Tiles of zoom level 15 about the middle, and the description of the service.
class Services : public Backgrounds {
 protected:
  TileServer server;
  static constexpr int zoom = 15;
  static constexpr double half_world = 20037508.342789244;

  void put_tiles() {
    const double side = 2 * half_world / (1 << zoom);
    const Xy middle = middle_of(mercator);
    const int cx = static_cast<int>((middle.x_m + half_world) / side);
    const int cy = static_cast<int>((half_world - middle.y_m) / side);
    for (int ty = cy - 2; ty <= cy + 2; ++ty)
      for (int tx = cx - 2; tx <= cx + 2; ++tx) {
        io::register_gdal();
        io::Dataset tile(GetGDALDriverManager()->GetDriverByName("MEM")->Create("", 256, 256, 3,
                                                                                GDT_Byte, nullptr));
        std::vector<std::uint8_t> rgb(3 * 256 * 256);
        for (std::size_t y = 0; y < 256; ++y)
          for (std::size_t x = 0; x < 256; ++x) {
            const Xy at{tx * side - half_world + (static_cast<double>(x) + 0.5) * side / 256,
                        half_world - ty * side - (static_cast<double>(y) + 0.5) * side / 256};
            for (std::size_t c = 0; c < 3; ++c)
              rgb[c * 256 * 256 + y * 256 + x] = static_cast<std::uint8_t>(field_at(at, middle)[c]);
          }
        ASSERT_EQ(tile->RasterIO(GF_Write, 0, 0, 256, 256, rgb.data(), 256, 256, GDT_Byte, 3,
                                 nullptr, 0, 0, 0, nullptr),
                  CE_None);
        save(*tile, dir / "tile.png", "PNG");
        server.put("/" + std::to_string(zoom) + "/" + std::to_string(tx) + "/" +
                       std::to_string(ty) + ".png",
                   read_file(dir / "tile.png"));
      }
  }

  std::filesystem::path description() {
    return dir.write("town.xml",
                     "<?xml version=\"1.0\"?>\n<GDAL_WMS><Service name=\"TMS\"><ServerUrl>" +
                         server.url() +
                         "/${z}/${x}/${y}.png</ServerUrl></Service>"
                         "<DataWindow><UpperLeftX>-20037508.34</UpperLeftX>"
                         "<UpperLeftY>20037508.34</UpperLeftY><LowerRightX>20037508.34"
                         "</LowerRightX><LowerRightY>-20037508.34</LowerRightY><TileLevel>15"
                         "</TileLevel><TileCountX>1</TileCountX><TileCountY>1</TileCountY>"
                         "<YOrigin>top</YOrigin></DataWindow><Projection>EPSG:3857</Projection>"
                         "<BlockSizeX>256</BlockSizeX><BlockSizeY>256</BlockSizeY>"
                         "<Attribution>Town survey</Attribution></GDAL_WMS>\n");
  }
};

TEST_F(Services, XyzTilesOfAServerOnThisMachine) {
  put_tiles();
  const auto background = Background::open(description());
  EXPECT_TRUE(background->remote());
  EXPECT_EQ(background->attribution(), "Town survey");
  expect_fields(*background, utm, mercator, 1);
  EXPECT_GT(server.requests(), 3);
  const auto far =
      background->picture(utm, middle_utm, {{9000, 9000}, {9200, 9200}}, 50, 50, Job{});
  EXPECT_TRUE(far.empty()) << "tiles that the server does not have are empty";
}

/// A WMTS with one layer whose one level are those tiles.
std::string capabilities(const std::string& url, int zoom, double half_world) {
  const double metres = 2 * half_world / 256 / (1 << zoom);
  const std::string tiles = std::to_string(1 << zoom);
  return "<?xml version=\"1.0\"?><Capabilities xmlns=\"http://www.opengis.net/wmts/1.0\" "
         "xmlns:ows=\"http://www.opengis.net/ows/1.1\" version=\"1.0.0\"><Contents><Layer>"
         "<ows:Title>Town</ows:Title><ows:Identifier>town</ows:Identifier><Style "
         "isDefault=\"true\">"
         "<ows:Identifier>plain</ows:Identifier></Style><Format>image/png</Format>"
         "<TileMatrixSetLink><TileMatrixSet>web</TileMatrixSet></TileMatrixSetLink>"
         "<ResourceURL format=\"image/png\" resourceType=\"tile\" template=\"" +
         url +
         "/{TileMatrix}/{TileCol}/{TileRow}.png\"/></Layer><TileMatrixSet><ows:Identifier>web"
         "</ows:Identifier><ows:SupportedCRS>urn:ogc:def:crs:EPSG::3857</ows:SupportedCRS>"
         "<TileMatrix><ows:Identifier>" +
         std::to_string(zoom) + "</ows:Identifier><ScaleDenominator>" +
         std::to_string(metres / 0.00028) +
         "</ScaleDenominator><TopLeftCorner>-20037508.342789 20037508.342789</TopLeftCorner>"
         "<TileWidth>256</TileWidth><TileHeight>256</TileHeight><MatrixWidth>" +
         tiles + "</MatrixWidth><MatrixHeight>" + tiles +
         "</MatrixHeight></TileMatrix></TileMatrixSet></Contents></Capabilities>";
}

TEST_F(Services, WmtsOfAServerOnThisMachine) {
  put_tiles();
  server.put("/wmts.xml", capabilities(server.url(), zoom, half_world));
  const auto file = dir.write("wmts.xml", "<GDAL_WMTS><GetCapabilitiesUrl>" + server.url() +
                                              "/wmts.xml</GetCapabilitiesUrl><Layer>town</Layer>"
                                              "</GDAL_WMTS>");
  const auto background = Background::open(file);
  EXPECT_TRUE(background->remote());
  expect_fields(*background, utm, mercator, 1);
  server.hang();
  const auto from = steady_clock::now();
  EXPECT_THROW(Background::open(file, {.raster = "", .network_timeout_s = 1}, Job{}), Error);
  EXPECT_THROW(Background::open(file, {.raster = "", .network_timeout_s = 1}, Job{})
                   ->picture(utm, middle_utm, {{-100, -100}, {100, 100}}, 50, 50, Job{}),
               Error);
  EXPECT_LT(steady_clock::now() - from, std::chrono::seconds(8));
}

TEST_F(Services, AServerThatHangsIsLeftAtOnce) {
  const auto background =
      Background::open(description(), {.raster = "", .network_timeout_s = 3}, Job{});
  server.hang();
  std::stop_source stop;
  std::atomic<steady_clock::time_point> asked{};
  std::jthread stopper([&] {
    while (server.requests() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    asked = steady_clock::now();
    stop.request_stop();
  });
  EXPECT_THROW(background->picture(utm, middle_utm, {{-100, -100}, {100, 100}}, 50, 50,
                                   Job(stop.get_token(), {}, 1)),
               Cancelled);
  EXPECT_LT(steady_clock::now() - asked.load(), std::chrono::milliseconds(700));
}

TEST_F(Services, AServerThatHangsIsAnErrorAfterItsTime) {
  const auto background =
      Background::open(description(), {.raster = "", .network_timeout_s = 1}, Job{});
  server.hang();
  const auto from = steady_clock::now();
  EXPECT_THROW(background->picture(utm, middle_utm, {{-100, -100}, {100, 100}}, 50, 50, Job{}),
               Error);
  EXPECT_LT(steady_clock::now() - from, std::chrono::seconds(8));
}

TEST_F(Services, AServerInTroubleIsAnErrorThatNamesTheFile) {
  put_tiles();
  const auto background = Background::open(description());
  server.fail();
  try {
    background->picture(utm, middle_utm, {{-100, -100}, {100, 100}}, 50, 50, Job{});
    ADD_FAILURE() << "no error";
  } catch (const Error& error) {
    EXPECT_THAT(error.what(), HasSubstr("town.xml"));
    EXPECT_THAT(error.what(), HasSubstr("500"));
  }
}

}  // namespace
}  // namespace firebreak::test
