#include <gdal_priv.h>

#include <chrono>
#include <fstream>
#include <thread>

#include "core/io/gdal.hpp"
#include "gui/layers_fixture.hpp"
#include "gui/map_background.hpp"
#include "support/tile_server.hpp"

/// The picture below the data: drawn, moved, faded, refused, asked again, and never waited for.
namespace firebreak {
namespace {

using std::chrono::steady_clock;

const QColor meadow(40, 210, 120);
const QColor dusk(90, 40, 200);

/// One colour over 4 km about the town of tests.
io::Dataset picture_of(const QColor& colour) {
  constexpr int size = 400;
  constexpr double metres = 10;
  const Crs utm("EPSG:25832");
  const Xy middle = Transform(Crs("EPSG:4326"), utm)({11.2825, 49.51});
  io::register_gdal();
  io::Dataset made(
      GetGDALDriverManager()->GetDriverByName("MEM")->Create("", size, size, 3, GDT_Byte, nullptr));
  double placed[6] = {middle.x_m - 0.5 * size * metres, metres, 0,
                      middle.y_m + 0.5 * size * metres, 0,      -metres};
  made->SetGeoTransform(placed);
  OGRSpatialReference crs;
  crs.importFromEPSG(25832);
  made->SetSpatialRef(&crs);
  const int channels[] = {colour.red(), colour.green(), colour.blue()};
  for (int band = 1; band <= 3; ++band) made->GetRasterBand(band)->Fill(channels[band - 1]);
  return made;
}

void save(const QColor& colour, const std::filesystem::path& path, const char* driver,
          std::vector<const char*> options = {}) {
  options.push_back(nullptr);
  io::register_gdal();
  const io::Dataset copy(GetGDALDriverManager()->GetDriverByName(driver)->CreateCopy(
      path.c_str(), picture_of(colour).get(), FALSE, const_cast<char**>(options.data()), nullptr,
      nullptr));
  ASSERT_TRUE(copy);
}

class BackgroundOnTheMap : public test::LayersTest {
 protected:
  int pixels(const QColor& colour) { return test::pixels_like(picture(), colour, 6); }
  QString message() { return find<QLabel>("message")->text(); }
  QTreeWidgetItem* row() { return tree().topLevelItem(tree().topLevelItemCount() - 1); }
};

TEST_F(BackgroundOnTheMap, LiesBelowTheDataAndMovesWithThem) {
  save(meadow, dir_.path() / "meadow.tif", "GTiff");
  open_town();
  const QColor house(0xd9, 0xd4, 0xc8);
  const int houses = test::pixels_like(picture(), house, 3);
  window_->set_background(dir_.path() / "meadow.tif");
  EXPECT_GT(pixels(meadow), 50000);
  EXPECT_GT(test::pixels_like(picture(), house, 3), houses * 3 / 4) << "the houses lie above";
  // Moved at once, before the new part has come.
  const int all = pixels(meadow);
  canvas().pan_by({150, 80});
  EXPECT_GT(test::pixels_like(canvas().grab().toImage(), meadow, 6), all / 2);
  settle();
  EXPECT_GT(pixels(meadow), all * 3 / 4);
  trigger("no_background");
  EXPECT_EQ(pixels(meadow), 0);
  trigger("undo");
  EXPECT_GT(pixels(meadow), all * 3 / 4);
}

TEST_F(BackgroundOnTheMap, IsDroppedAndHasARowInTheLayerTreeWithCheckBoxAndOpacity) {
  save(meadow, dir_.path() / "meadow.tif", "GTiff");
  drop({dir_.path() / "meadow.tif"});
  EXPECT_EQ(message(), "Open a city first.");
  EXPECT_FALSE(document().is_open());
  open_town();
  drop({dir_.path() / "meadow.tif", dir_.path() / "forest.tif"});
  EXPECT_EQ(message(), "Only one picture can lie below the data. It is meadow.tif now.");
  settle();
  EXPECT_EQ(document().project().sources.size(), 5U) << "it is no data set";
  ASSERT_EQ(row()->text(0), "Background: meadow.tif");
  const int all = pixels(meadow);
  row()->setCheckState(0, Qt::Unchecked);
  QTest::qWait(1);
  EXPECT_EQ(pixels(meadow), 0);
  row()->setCheckState(0, Qt::Checked);
  QTest::qWait(1);
  EXPECT_EQ(pixels(meadow), all);
  tree().setCurrentItem(row());
  auto* slider = find<QSlider>("layer_opacity");
  ASSERT_TRUE(slider->isEnabled());
  slider->setValue(50);
  EXPECT_EQ(pixels(meadow), 0);
  const QColor ground(document().style().ground.red, document().style().ground.green,
                      document().style().ground.blue);
  const QColor half((meadow.red() + ground.red()) / 2, (meadow.green() + ground.green()) / 2,
                    (meadow.blue() + ground.blue()) / 2);
  EXPECT_GT(pixels(half), all * 3 / 4);
  document().save();
  const io::Project saved = io::open_project(dir_.path() / "city.toml");
  EXPECT_EQ(saved.view.background_opacity, 0.5);
  trigger("undo");
  EXPECT_EQ(pixels(meadow), all);
}

TEST_F(BackgroundOnTheMap, OfSeveralPicturesOneIsChosenInTheTree) {
  const auto file = dir_.path() / "views.gpkg";
  save(meadow, file, "GPKG", {"RASTER_TABLE=day"});
  save(dusk, file, "GPKG", {"RASTER_TABLE=night", "APPEND_SUBDATASET=YES"});
  open_town();
  window_->set_background(file);
  settle();
  EXPECT_TRUE(message().contains("choose one in the layer list")) << message().toStdString();
  ASSERT_EQ(row()->childCount(), 2);
  const auto take = [&](const QString& name) {
    for (int i = 0; i < row()->childCount(); ++i)
      if (row()->child(i)->text(0) == name) return row()->child(i)->setCheckState(0, Qt::Checked);
    ADD_FAILURE() << name.toStdString();
  };
  take("night");
  QTest::qWait(1);
  settle();
  EXPECT_GT(pixels(dusk), 50000);
  EXPECT_EQ(document().project().view.background_raster, "night");
  take("day");
  QTest::qWait(1);
  settle();
  EXPECT_GT(pixels(meadow), 50000);
  EXPECT_EQ(pixels(dusk), 0);
  EXPECT_EQ(row()->child(0)->checkState(0) + row()->child(1)->checkState(0), int(Qt::Checked))
      << "one of them";
  trigger("undo");
  settle();
  EXPECT_GT(pixels(dusk), 50000);
}

TEST_F(BackgroundOnTheMap, WhatFailedIsToldAndAskedAgainByDrawAgain) {
  open_town();
  window_->set_background(dir_.path() / "later.tif");
  ASSERT_TRUE(QTest::qWaitFor([&] { return message().contains("later.tif"); }, 20000));
  EXPECT_EQ(pixels(meadow), 0);
  save(meadow, dir_.path() / "later.tif", "GTiff");
  press(Qt::Key_F5);
  settle();
  EXPECT_GT(pixels(meadow), 50000);
}

TEST_F(BackgroundOnTheMap, AServiceThatHangsNeverHoldsTheWindow) {
  test::TileServer server;
  std::ofstream(dir_.path() / "service.xml")
      << "<GDAL_WMS><Service name=\"TMS\"><ServerUrl>" << server.url()
      << "/${z}/${x}/${y}.png</ServerUrl></Service><DataWindow><UpperLeftX>-20037508.34"
         "</UpperLeftX><UpperLeftY>20037508.34</UpperLeftY><LowerRightX>20037508.34</LowerRightX>"
         "<LowerRightY>-20037508.34</LowerRightY><TileLevel>15</TileLevel><TileCountX>1"
         "</TileCountX><TileCountY>1</TileCountY><YOrigin>top</YOrigin></DataWindow>"
         "<Projection>EPSG:3857</Projection><BlockSizeX>256</BlockSizeX><BlockSizeY>256"
         "</BlockSizeY><Timeout>3</Timeout></GDAL_WMS>";
  server.hang();
  open_town();
  window_->set_background(dir_.path() / "service.xml");
  ASSERT_TRUE(QTest::qWaitFor([&] { return server.requests() > 0; }, 20000));
  auto slowest = steady_clock::duration::zero();
  const auto timed = [&](const auto& act) {
    const auto from = steady_clock::now();
    act();
    slowest = std::max(slowest, steady_clock::now() - from);
  };
  timed([&] { canvas().pan_by({300, 0}); });
  QTest::qWait(120);
  timed([&] { window_->set_background({}); });
  for (int i = 0; i < 10; ++i) {
    QTest::qWait(30);
    timed([&] { canvas().redraw(); });
    timed([&] { window_->set_background(i % 2 == 0 ? dir_.path() / "service.xml" : ""); });
  }
  EXPECT_LT(slowest, std::chrono::milliseconds(700));
}

/// What a call holds may take long to let go.
struct Heavy {
  std::shared_ptr<bool> gone;
  ~Heavy() {
    std::this_thread::sleep_for(std::chrono::milliseconds(600));
    *gone = true;
  }
};

TEST(Task, WhatItHeldIsLetGoBeforeAnyoneWaitsForIt) {
  const auto gone = std::make_shared<bool>(false);
  gui::Task task;
  bool done = false;
  task.start([heavy = std::make_shared<Heavy>(Heavy{gone})](const Job&) { return 1; },
             [&](int) { done = true; });
  *gone = false;  // the one that was only moved from is no matter
  ASSERT_TRUE(QTest::qWaitFor([&] { return done; }, 5000));
  QTest::qWait(20);
  const auto from = steady_clock::now();
  task.cancel();
  EXPECT_LT(steady_clock::now() - from, std::chrono::milliseconds(200));
}

}  // namespace
}  // namespace firebreak
