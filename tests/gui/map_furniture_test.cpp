#include <QToolTip>
#include <fstream>

#include "core/geo/measure.hpp"
#include "core/model/cells.hpp"
#include "gui/map_bar.hpp"
#include "gui/map_furniture.hpp"
#include "gui/window_fixture.hpp"
#include "render/symbol.hpp"
#include "support/temp_dir.hpp"

/// What stands on the map besides the data, and what it tells of them.
namespace firebreak {
namespace {

class Furniture : public test::WindowTest {
 protected:
  gui::MapFurniture& furniture() {
    return static_cast<gui::MapBar&>(*window_->panel("map_bar")).furniture();
  }
  gui::MapBar& bar() { return static_cast<gui::MapBar&>(*window_->panel("map_bar")); }
  /// Pixels in the ink of the map in a part of the picture.
  int inked(const QRect& part) {
    return test::pixels_like(picture().copy(part), render::to_qt(document().style().ink), 30);
  }
  Box house() { return document().city()->buildings->shapes.boxes[10]; }
};

TEST_F(Furniture, AScaleBarAndANorthArrowCanBeTakenAwayAndStayAway) {
  open_town();
  canvas().set_view({{-2000, -2000}, 1});  // where nothing is drawn
  const QRect corner(0, canvas().height() - 50, 250, 50);
  const QRect top(canvas().width() - 60, 0, 60, 70);
  EXPECT_GT(inked(corner), 200);
  EXPECT_GT(inked(top), 100);
  // Four segments of a round length: 1 m a pixel makes as many pixels as metres.
  const QImage bar = picture().copy(corner);
  int last = 0;
  for (int x = 0; x < bar.width(); ++x)
    for (int y = 25; y < bar.height(); ++y)
      if (bar.pixelColor(x, y).lightness() < 60) last = x;
  EXPECT_NEAR(last - 14, 100, 60) << "between 40 and 160 m of room";
  trigger("scale_bar");
  EXPECT_EQ(inked(corner), 0);
  EXPECT_EQ(inked(top), 0);
  restart();
  open_town();
  EXPECT_FALSE(window_->actions().find("scale_bar")->isChecked());
}

TEST_F(Furniture, NoNameStandsUnderTheScaleBar) {
  open_town();
  const QRect corner(0, canvas().height() - 50, 100, 50);
  canvas().set_view({{-2000, -2000}, 0.5});  // where nothing is drawn
  settle();
  const int bar = inked(corner);
  // The fire station, whose name wants to stand to its right.
  const Xy station = document().table("stations")->shapes.boxes[0].centre();
  canvas().set_view(
      {station + 0.5 * Xy{0.5 * canvas().width() - 20, 0.5 * canvas().height() - 28}, 0.5});
  settle();
  const int with_bar = inked(corner);
  trigger("scale_bar");
  settle();
  const int name = inked(corner);
  EXPECT_GT(name, 60);
  EXPECT_LT(with_bar, bar + name / 3) << "the name makes room for the bar";
}

TEST_F(Furniture, TheOverviewShowsTheViewAndMovesIt) {
  open_town();
  auto* overview = find<gui::MapOverview>("overview_map");
  EXPECT_FALSE(overview->isVisible());
  trigger("overview");
  ASSERT_TRUE(QTest::qWaitFor([&] { return overview->finished(); }, 20000));
  ASSERT_TRUE(overview->isVisible());
  canvas().zoom_to(house(), 4);
  settle();
  const QPoint at = overview->to_screen(canvas().view().centre).toPoint();
  EXPECT_TRUE(overview->rect().contains(at));
  const QColor frame = canvas().palette().color(QPalette::Highlight);
  EXPECT_GT(test::pixels_like(overview->grab().toImage(), frame, 10), 10);
  EXPECT_GT(test::pixels_like(overview->grab().toImage(), QColor(0xd9, 0xd4, 0xc8), 12), 20)
      << "houses";
  const double scale = canvas().view().metres_per_px;
  QTest::mouseClick(overview, Qt::LeftButton, Qt::NoModifier, {40, 60});
  EXPECT_LT(distance_m(canvas().view().centre, overview->to_map({40, 60})), 1e-6);
  EXPECT_EQ(canvas().view().metres_per_px, scale);
}

TEST_F(Furniture, ATipTellsNameAndVerdictWhereTheMouseRests) {
  open_town();
  assess();
  const auto risk = document().table("building_risk");
  std::uint32_t row = 0;
  while (risk->column("hydrant_verdict")->texts[row] != "fail") ++row;
  canvas().zoom_to(risk->shapes.boxes[row], 4);
  settle();
  const QString told = furniture().tip().words_at(risk->shapes.boxes[row].centre());
  EXPECT_TRUE(told.contains(QString::fromStdString(std::string(risk->column("name")->texts[row]))))
      << told.toStdString();
  EXPECT_TRUE(told.contains("\n")) << "and the verdict: " << told.toStdString();
  const QPoint at = canvas().to_screen(risk->shapes.boxes[row].centre()).toPoint();
  QTest::mouseMove(&canvas(), at + QPoint(3, 0));
  QTest::mouseMove(&canvas(), at);
  EXPECT_FALSE(QToolTip::isVisible());
  EXPECT_TRUE(QTest::qWaitFor([] { return QToolTip::isVisible(); }, 2000));
  EXPECT_EQ(QToolTip::text(), told);
  trigger("map_tips");  // off
  QTest::mouseMove(&canvas(), at + QPoint(3, 0));
  QTest::qWait(gui::MapTip::rest_ms + 400);
  EXPECT_FALSE(QToolTip::isVisible());
}

TEST_F(Furniture, ATipCallsALaneByItsStreetNotByItsId) {
  const auto town = test::write_town(dir_.path());
  std::string roads = test::read_file(dir_.path() / "roads.geojson");
  const std::string_view name = R"("name":"Narrow Lane",)";
  roads.replace(roads.find(name), name.size(), "");
  std::ofstream(dir_.path() / "roads.geojson") << roads;
  open(town);
  assess();
  const auto lanes = document().table("fire_lanes");
  const auto tip_of = [&](std::string_view street) {
    std::uint32_t row = 0;
    while (word_or_empty(*lanes, "name", row) != street) ++row;
    const auto points = lanes->shapes.feature_points(row);
    const Xy middle = 0.5 * (points[0] + points[1]);
    canvas().zoom_to(Box{middle, middle}.grown(20));
    settle();
    return furniture().tip().words_at(middle);
  };
  EXPECT_TRUE(tip_of("").contains(" · unnamed lane")) << tip_of("").toStdString();
  EXPECT_TRUE(tip_of("Main Street").contains(" · Main Street"));
}

TEST_F(Furniture, ATipDoesNotHideWhereOneMeasures) {
  open_town();
  const QPoint at = canvas().to_screen(house().centre()).toPoint();
  trigger("measure_length");
  QTest::mouseMove(&canvas(), at + QPoint(3, 0));
  QTest::mouseMove(&canvas(), at);
  QTest::qWait(gui::MapTip::rest_ms + 400);
  EXPECT_FALSE(QToolTip::isVisible());
  trigger("identify");
  QTest::mouseMove(&canvas(), at + QPoint(3, 0));
  QTest::mouseMove(&canvas(), at);
  EXPECT_TRUE(QTest::qWaitFor([] { return QToolTip::isVisible(); }, 2000));
}

TEST_F(Furniture, NamesStandAboveWhatIsChosenAndPlanned) {
  open_town();
  canvas().set_view({canvas().view().centre, 0.5});
  const QColor ink = render::to_qt(document().style().ink);
  canvas().set_overlay("zone", [](QPainter& painter, const gui::MapCanvas& map) {
    painter.fillRect(map.rect(), Qt::yellow);
  });
  EXPECT_GT(test::pixels_like(picture(), ink, 40), 500) << "the names of houses and streets";
}

TEST_F(Furniture, MeasuringSnapsToCornersAndEdgesAndShowsIt) {
  open_town();
  canvas().zoom_to(house(), 3);
  settle();
  trigger("measure_length");
  const auto outline = document().city()->buildings->shapes.feature_points(10);
  const Xy corner = outline[0];
  const Xy middle = 0.5 * (outline[1] + outline[2]);
  const double m = canvas().view().metres_per_px;
  const auto near = [&](Xy place, Xy off_px) { return place + m * off_px; };
  QTest::mouseMove(&canvas(), QPoint(2, 2));
  const int before = test::pixels_like(canvas().grab().toImage(),
                                       canvas().palette().color(QPalette::Highlight), 6);
  QTest::mouseMove(&canvas(), canvas().to_screen(near(corner, {-4, -3})).toPoint());
  EXPECT_GT(test::pixels_like(canvas().grab().toImage(),
                              canvas().palette().color(QPalette::Highlight), 6),
            before + 20)
      << "a mark on the corner";
  click(near(corner, {-4, -3}));
  click(near(middle, {3, 4}));
  const auto& points = bar().length_tool().points();
  ASSERT_EQ(points.size(), 2U);
  EXPECT_LT(distance_m(points[0], corner), 1e-9);
  EXPECT_LT(point_segment2_m2(points[1], outline[1], outline[2]), 1e-12);
  // Switched off, a click is where it is.
  trigger("snapping");
  QTest::keyClick(&canvas(), Qt::Key_Escape);
  const QPoint pixel = canvas().to_screen(near(corner, {-4, -3})).toPoint();
  QTest::mouseClick(&canvas(), Qt::LeftButton, Qt::NoModifier, pixel);
  EXPECT_LT(distance_m(bar().length_tool().points()[0], canvas().to_map(QPointF(pixel))), 1e-9);
}

TEST_F(Furniture, BothMeasuresAreToldWhereTheyDiffer) {
  open_town();
  document().edit("CRS", [](io::Project& project) { project.crs = "EPSG:32631"; });  // far away
  settle();
  canvas().set_view({canvas().view().centre, 1});
  trigger("snapping");
  trigger("measure_length");
  const QPoint from = canvas().rect().center();
  for (const QPoint off : {QPoint(0, 0), QPoint(200, 0)})
    QTest::mouseClick(&canvas(), Qt::LeftButton, Qt::NoModifier, from + off);
  QTest::keyClick(&canvas(), Qt::Key_Return);
  // UTM 31 enlarges by some four thousandths here.
  const QString told = bar().length_tool().summary();
  EXPECT_TRUE(told.contains("(200.0 m in the plane of the map)")) << told.toStdString();
  EXPECT_NEAR(told.left(5).toDouble(), 200 / 1.004, 0.4);
}

TEST_F(Furniture, NamesOfStreetsAndHousesComeWithTheScaleAndCanBeSwitchedOff) {
  open_town();
  const auto with_labels = [&](double metres_per_px) {
    canvas().set_view({canvas().view().centre, metres_per_px});
    return picture();
  };
  const auto style = [&](const char* table) -> const LayerStyle& {
    return *document().style().find(table);
  };
  EXPECT_TRUE(style("roads").labelled());
  EXPECT_TRUE(style("buildings").labelled());
  const auto ink = [&](const QImage& seen) {
    return test::pixels_like(seen, render::to_qt(document().style().ink), 40);
  };
  trigger("scale_bar");
  const int near = ink(with_labels(0.5));
  EXPECT_GT(near, 1500) << "the names of the houses and the streets";
  const auto labels = [&](const char* table, const char* title, bool on) {
    document().edit("Labels", [&](io::Project& project) {
      LayerView& view = project.view.layer(table, title);
      view.labels = on;
    });
    settle();
  };
  labels("buildings", "Buildings", false);
  const int streets = ink(with_labels(0.5));
  EXPECT_LT(streets, near / 2);
  EXPECT_GT(streets, 100);
  labels("roads", "Roads", false);
  EXPECT_LT(ink(with_labels(0.5)), streets / 2);
  trigger("undo");
  trigger("undo");
  settle();
  EXPECT_EQ(ink(with_labels(0.5)), near);
  EXPECT_LT(ink(with_labels(9)), near / 10) << "from about 4 m a pixel on";
}

}  // namespace
}  // namespace firebreak
