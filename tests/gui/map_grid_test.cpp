#include <QPlainTextEdit>

#include "gui/crs_words.hpp"
#include "gui/window_fixture.hpp"

/// Where the map stands in the world: while a city is made ready, when its CRS changes, and of a
/// result opened alone.
namespace firebreak {
namespace {

class MapGrid : public test::WindowTest {
 protected:
  Xy degrees_of(const gui::CityGrid& grid, Xy place) {
    return Transform(grid.crs, Crs("EPSG:4326"))(place + grid.origin);
  }
  /// The town assessed and written; what is opened is the result alone.
  void open_result() {
    open_town();
    assess();
    const auto file = dir_.path() / "risk.gpkg";
    document().write_result(file);
    ASSERT_TRUE(QTest::qWaitFor([&] { return !document().busy(); }, 60000));
    open(file);
    ASSERT_EQ(document().city(), nullptr);
    ASSERT_TRUE(document().results());
  }
};

TEST_F(MapGrid, AnotherCrsKeepsThePlaceAndThePicture) {
  open_town();
  canvas().zoom_to(document().city()->buildings->shapes.boxes[20], 6);
  settle();
  const QColor house(0xd9, 0xd4, 0xc8);
  const int houses = test::pixels_like(picture(), house, 3);
  ASSERT_GT(houses, 500);
  const Xy before = degrees_of(document().grid(), canvas().view().centre);
  int told = 0;
  QObject::connect(&document(), &gui::Document::grid_changed, &canvas(), [&] {
    ++told;
    // Nothing is painted for the new grid yet: the old picture still stands where it stood …
    EXPECT_LT(distance_m(degrees_of(document().grid(), canvas().view().centre), before), 1e-7);
    EXPECT_GT(test::pixels_like(canvas().grab().toImage(), house, 3), houses / 2);
    // … also when it is moved just now, which asks for tiles.
    canvas().pan_by({600, 0});
    canvas().pan_by({-600, 0});
    EXPECT_GT(test::pixels_like(canvas().grab().toImage(), house, 3), houses / 2);
  });
  document().edit("CRS", [](io::Project& project) { project.crs = "EPSG:32633"; });
  settle();
  EXPECT_EQ(told, 1);
  ASSERT_EQ(document().grid().crs.epsg(), 32633);
  EXPECT_LT(distance_m(degrees_of(document().grid(), canvas().view().centre), before), 1e-7);
  const QImage come = picture();
  canvas().redraw();
  EXPECT_EQ(come, picture()) << "no tile of the old grid is left";
}

TEST_F(MapGrid, AResultThatHasCompletelyComeLeavesTheViewAlone) {
  open_result();
  canvas().zoom_by(4, {200, 200});
  const auto view = canvas().view();
  emit document().city_changed();  // as when the last of its tables has been read
  trigger("dark");
  settle();
  EXPECT_EQ(canvas().view(), view);
}

TEST_F(MapGrid, AResultAloneHasCoordinatesAndCrs) {
  open_result();
  EXPECT_TRUE(find<QToolButton>("crs")->isVisible());
  EXPECT_EQ(find<QToolButton>("crs")->text(), "ETRS89, UTM zone 32 north · EPSG:25832");
  QTest::mouseMove(&canvas(), QPoint(400, 300));
  QTest::mouseMove(&canvas(), QPoint(410, 300));
  EXPECT_TRUE(find<QLabel>("cursor_place")->text().contains("°"))
      << find<QLabel>("cursor_place")->text().toStdString();
  auto* go = find<QLineEdit>("go_to");
  go->setFocus();
  QTest::keyClicks(go, "11.281 49.5105");
  QTest::keyClick(go, Qt::Key_Return);
  const Xy there = degrees_of(document().grid(), canvas().view().centre);
  EXPECT_NEAR(there.x_m, 11.281, 1e-6);
  EXPECT_NEAR(there.y_m, 49.5105, 1e-6);
}

TEST_F(MapGrid, TheCrsTellsItsDefinitionAndLeadsToWhereItIsChanged) {
  open_town();
  trigger("step_rules");
  find<QToolButton>("crs")->click();
  auto* definition = find<QPlainTextEdit>("crs_definition");
  ASSERT_NE(definition, nullptr);
  EXPECT_TRUE(definition->toPlainText().contains("Transverse"));
  QTest::mouseClick(find<QPushButton>("crs_change"), Qt::LeftButton);
  auto* field = find<QLineEdit>("city_crs");
  ASSERT_TRUE(becomes([&] { return field->isVisible() && window_->focusWidget() == field; }));
  EXPECT_EQ(field->selectedText(), "EPSG:25832");
  trigger("chinese");
  EXPECT_TRUE(find<QToolButton>("crs")->text().startsWith("ETRS89，UTM"));
}

TEST(CrsWords, AreThoseOfPeople) {
  const auto zh = [](const char* name) { return gui::crs_words(name, Language::zh); };
  EXPECT_EQ(zh("CGCS2000 / 3-degree Gauss-Kruger zone 38"),
            "2000国家大地坐标系，3度带第38带，中央经线114°");
  EXPECT_EQ(zh("CGCS2000 / 3-degree Gauss-Kruger CM 114E"),
            "2000国家大地坐标系，3度带，中央经线114°");
  EXPECT_EQ(zh("CGCS2000 / Gauss-Kruger zone 20"), "2000国家大地坐标系，6度带第20带，中央经线117°");
  EXPECT_EQ(zh("Beijing 1954 / 3-degree Gauss-Kruger CM 120E"),
            "1954年北京坐标系，3度带，中央经线120°");
  EXPECT_EQ(gui::crs_words("CGCS2000 / 3-degree Gauss-Kruger zone 38", Language::en),
            "CGCS2000, 3-degree zone 38, central meridian 114° E");
  EXPECT_EQ(gui::crs_words("A grid of the town's own", Language::zh), "A grid of the town's own");
}

TEST_F(MapGrid, DrawAgainPaintsEveryTile) {
  open_town();
  const QImage before = picture();
  canvas().setFocus();
  press(Qt::Key_F5);
  EXPECT_FALSE(canvas().finished());
  EXPECT_EQ(canvas().grab().toImage(), before) << "what was seen stays until then";
  settle();
  EXPECT_EQ(picture(), before);
}

}  // namespace
}  // namespace firebreak
