#include <QAction>
#include <QMenu>
#include <QMenuBar>
#include <cmath>

#include "core/geo/measure.hpp"
#include "gui/find_box.hpp"
#include "gui/map_bar.hpp"
#include "gui/place_search.hpp"
#include "gui/window_fixture.hpp"

/// Measuring, finding, bookmarks.
namespace firebreak {
namespace {

using gui::TablePtr;

class MapTools : public test::WindowTest {
 protected:
  gui::MapBar& bar() { return static_cast<gui::MapBar&>(*window_->panel("map_bar")); }
  gui::FindBox& box() { return bar().find_box(); }
  void look_for(const QString& typed) {
    window_->activateWindow();
    trigger("find");
    box().clear();
    QTest::keyClicks(&box(), typed);
    ASSERT_TRUE(QTest::qWaitFor([this] { return box().finished(); }, 20000));
  }
  /// The entries of a submenu as they are when it opens.
  QMenu* submenu(const QString& title) {
    for (QMenu* menu : window_->menuBar()->findChildren<QMenu*>())
      if (menu->title() == title) {
        emit menu->aboutToShow();
        return menu;
      }
    ADD_FAILURE() << title.toStdString();
    return nullptr;
  }
  void choose(QMenu* menu, const QString& entry) {
    ASSERT_NE(menu, nullptr);
    for (QAction* action : menu->actions())
      if (action->text() == entry) return action->trigger();
    FAIL() << entry.toStdString();
  }
};

TEST_F(MapTools, MeasuresLengthInMetresAndHoses) {
  open_town();
  canvas().set_view({canvas().view().centre, 0.5});
  settle();
  trigger("snapping");  // off
  trigger("measure_length");
  // Whole pixels are half metres.
  const QPoint from = canvas().rect().center();
  const Xy a = canvas().to_map(from);
  click(a);
  click(a + Xy{50, 0});
  click(a + Xy{50, -35.5});
  EXPECT_EQ(bar().length_tool().points().size(), 3U);
  EXPECT_EQ(bar().length_tool().summary(), "85.5 m on the ellipsoid · 5 × 20 m of hose");
  QTest::keyClick(&canvas(), Qt::Key_Backspace);
  EXPECT_EQ(bar().length_tool().points().size(), 2U);
  click(a + Xy{50, 30});
  QTest::mouseDClick(&canvas(), Qt::LeftButton, Qt::NoModifier,
                     canvas().to_screen(a + Xy{50, 30}).toPoint());
  EXPECT_TRUE(bar().length_tool().ended());
  EXPECT_EQ(bar().length_tool().summary(), "80.0 m on the ellipsoid · 4 × 20 m of hose");
  QTest::mouseMove(&canvas(), QPoint(10, 10));
  EXPECT_EQ(bar().length_tool().summary(), "80.0 m on the ellipsoid · 4 × 20 m of hose")
      << "ended stays";
  QTest::keyClick(&canvas(), Qt::Key_Escape);
  EXPECT_TRUE(bar().length_tool().points().empty());
  EXPECT_TRUE(window_->actions().find("measure_length")->isChecked());
  QTest::keyClick(&canvas(), Qt::Key_Escape);
  EXPECT_FALSE(window_->actions().find("measure_length")->isChecked()) << "back to the arrow";
}

TEST_F(MapTools, MeasuresArea) {
  open_town();
  canvas().set_view({canvas().view().centre, 0.5});
  settle();
  trigger("snapping");  // off
  trigger("measure_area");
  const Xy a = canvas().to_map(canvas().rect().center());
  for (const Xy d : {Xy{0, 0}, Xy{40, 0}, Xy{40, 25}, Xy{0, 25}}) click(a + d);
  QTest::keyClick(&canvas(), Qt::Key_Return);
  EXPECT_EQ(bar().area_tool().summary(), "1,000.1 m² on the ellipsoid, outline 130.0 m");
  const QColor ink = canvas().palette().color(QPalette::Highlight);
  EXPECT_GT(test::pixels_like(picture(), ink, 12), 200);
  QTest::keyClick(&canvas(), Qt::Key_Escape);
  for (const Xy d : {Xy{0, 0}, Xy{40, 0}, Xy{40, 25}}) click(a + d);
  EXPECT_FALSE(bar().area_tool().ended());
  const auto right_click = [&] {
    QTest::mouseClick(&canvas(), Qt::RightButton, Qt::NoModifier, QPoint(10, 10));
    return canvas().findChild<QMenu*>("map_menu");
  };
  EXPECT_EQ(right_click(), nullptr) << "it ends what is being drawn";
  EXPECT_TRUE(bar().area_tool().ended());
  EXPECT_EQ(bar().area_tool().points().size(), 3U);
  QMenu* menu = right_click();
  ASSERT_NE(menu, nullptr) << "nothing is being drawn";
  menu->close();
}

TEST_F(MapTools, OnlyOneToolIsInHand) {
  open_town();
  trigger("measure_length");
  trigger("measure_area");
  EXPECT_FALSE(window_->actions().find("measure_length")->isChecked());
  EXPECT_EQ(canvas().tool(), &bar().area_tool());
  press(Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);  // the key of QGIS
  EXPECT_FALSE(window_->actions().find("measure_area")->isChecked());
  QAction* identify = window_->actions().find("identify");
  EXPECT_TRUE(identify->isChecked());
  identify->trigger();
  EXPECT_TRUE(identify->isChecked()) << "it is still in hand";
  trigger("measure_area");
  EXPECT_FALSE(identify->isChecked());
  trigger("select_box");
  EXPECT_FALSE(window_->actions().find("measure_area")->isChecked());
  trigger("select_box");
  EXPECT_FALSE(window_->actions().find("select_box")->isChecked());
}

TEST_F(MapTools, FindsByNameAndFliesThere) {
  open_town();
  look_for("house 17");
  ASSERT_TRUE(box().hits()->isVisible());
  EXPECT_TRUE(box().hits()->item(0)->text().startsWith("House 17"));
  QTest::keyClick(&box(), Qt::Key_Return);
  EXPECT_FALSE(box().hits()->isVisible());
  const auto selection = document().selection();
  ASSERT_EQ(selection.table, "buildings");
  const TablePtr table = document().table("buildings");
  ASSERT_TRUE(selection.focus);
  EXPECT_EQ(table->column("name")->texts[*selection.focus], "House 17");
  const Box house = table->shapes.boxes[*selection.focus];
  EXPECT_TRUE(canvas().visible().contains(house.min) && canvas().visible().contains(house.max));
  EXPECT_LE(canvas().visible().width_m(), 2500);
  look_for("b23");
  QTest::keyClick(&box(), Qt::Key_Return);
  ASSERT_TRUE(document().selection().focus);
  EXPECT_EQ(table->column("name")->texts[*document().selection().focus], "House 23") << "by its id";
}

TEST_F(MapTools, AJudgedStreetIsFoundOnceNotAsItWasReadToo) {
  open_town();
  const auto hits_in = [this](const QString& layer) {
    look_for("Main Street");
    int hits = 0;
    for (int i = 0; i < box().hits()->count(); ++i)
      hits += box().hits()->item(i)->text() == "Main Street  —  " + layer ? 1 : 0;
    return hits;
  };
  EXPECT_EQ(hits_in("Roads"), 1);
  assess();
  EXPECT_EQ(hits_in("Fire lanes"), 1);
  EXPECT_EQ(hits_in("Roads"), 0);
}

TEST_F(MapTools, ArrowKeysChooseAmongHits) {
  open_town();
  look_for("house 2");
  ASSERT_GE(box().hits()->count(), 11);
  EXPECT_TRUE(box().hits()->item(0)->text().startsWith("House 2 ")) << "the whole name first";
  const QString second = box().hits()->item(1)->text();
  QTest::keyClick(&box(), Qt::Key_Down);
  QTest::keyClick(&box(), Qt::Key_Return);
  const auto focus = document().selection().focus;
  ASSERT_TRUE(focus);
  EXPECT_TRUE(second.startsWith(QString::fromStdString(
      std::string(document().table("buildings")->column("name")->texts[*focus]))));
}

TEST_F(MapTools, EnterBeforeTheListHasComeGoesAllTheSame) {
  open_town();
  trigger("find");
  QTest::keyClicks(&box(), "b41");
  QTest::keyClick(&box(), Qt::Key_Return);
  ASSERT_TRUE(QTest::qWaitFor([this] { return document().selection().focus.has_value(); }, 20000));
  EXPECT_EQ(
      document().table("buildings")->column("building_id")->texts[*document().selection().focus],
      "b41");
}

TEST_F(MapTools, FindsACrossing) {
  open_town();
  const TablePtr roads = document().table("roads");
  const auto side = gui::row_with(*roads, "road_id", "side");
  ASSERT_TRUE(side);
  const Xy corner = roads->shapes.feature_points(*side).front();  // where it leaves Main Street
  for (const QString& typed :
       {QStringLiteral("Main Street / Side Street"), QStringLiteral("side street与main street"),
        QStringLiteral("Side Street & Main Street")}) {
    SCOPED_TRACE(typed.toStdString());
    canvas().full_extent();
    document().select({});
    auto* line = &box();
    trigger("find");
    line->setText(typed);
    QTest::keyClick(line, Qt::Key_Return);
    ASSERT_TRUE(QTest::qWaitFor([this] { return box().finished(); }, 20000));
    QTest::qWait(1);
    EXPECT_LT(distance_m(canvas().view().centre, corner), 3);
    EXPECT_LT(canvas().visible().width_m(), 700);
  }
  const auto apart = gui::find_crossings(document().tables(), "Main Street", "Narrow Lane", Job());
  ASSERT_EQ(apart.size(), 1U);
  EXPECT_THAT(apart.front().about, testing::HasSubstr("17 m apart")) << "parallel, 17.2 m away";
  EXPECT_TRUE(
      gui::find_crossings(document().tables(), "Main Street", "Nowhere Street", Job()).empty());
}

TEST_F(MapTools, FindsPlacesAndSaysWhenThereIsNone) {
  open_town();
  look_for("11.281 49.5101");
  EXPECT_EQ(box().hits()->count(), 1);
  QTest::keyClick(&box(), Qt::Key_Return);
  // 72.3 m east of the start of Main Street's houses.
  const Box house =
      document()
          .table("buildings")
          ->shapes.boxes[*gui::row_with(*document().table("buildings"), "building_id", "b10")];
  EXPECT_LT(distance_m(canvas().view().centre, house.centre()), 40);
  look_for("zzz");
  ASSERT_EQ(box().hits()->count(), 1);
  EXPECT_TRUE(box().hits()->item(0)->text().contains("zzz"));
  const auto view = canvas().view();
  QTest::keyClick(&box(), Qt::Key_Return);
  EXPECT_EQ(canvas().view(), view);
  QTest::keyClick(&box(), Qt::Key_Escape);
  EXPECT_FALSE(box().hits()->isVisible());
}

TEST_F(MapTools, WhatWasTypedForOneCityGoesWithIt) {
  open_town();
  look_for("Main");
  auto* go_to = window_->findChild<QLineEdit*>("go_to");
  go_to->setText("11.281, 49.5101");
  open_town();
  EXPECT_EQ(box().text(), "");
  EXPECT_EQ(go_to->text(), "");
}

TEST_F(MapTools, BookmarksAreKeptUndoneAndDeleted) {
  open_town();
  const Box house = document().table("buildings")->shapes.boxes[5];
  canvas().zoom_to(house, 4);
  const auto there = canvas().view();
  bar().ask_name = [](const QString& proposal) {
    EXPECT_EQ(proposal, "View 1");
    return std::optional<QString>("Old town");
  };
  trigger("add_bookmark");
  ASSERT_EQ(document().project().view.bookmarks.size(), 1U);
  EXPECT_TRUE(document().unsaved());
  // In the coordinates of the CRS: far from the city's own origin.
  EXPECT_LT(distance_m(document().project().view.bookmarks[0].box.centre(),
                       there.centre + document().grid().origin),
            0.01);
  ASSERT_TRUE(window_->save_to(dir_ / "city.toml"));
  restart();
  open(dir_ / "city.toml");
  ASSERT_EQ(document().project().view.bookmarks.size(), 1U) << "saved with the project";
  choose(submenu("Bookmarks"), "Old town");
  EXPECT_LT(distance_m(canvas().view().centre, there.centre), 0.01);
  EXPECT_NEAR(canvas().view().metres_per_px, there.metres_per_px, 0.05 * there.metres_per_px);
  QMenu* menu = submenu("Bookmarks");
  ASSERT_NE(menu, nullptr);
  choose(menu->findChild<QMenu*>(), "Old town");
  EXPECT_TRUE(document().project().view.bookmarks.empty());
  trigger("undo");
  EXPECT_EQ(document().project().view.bookmarks.size(), 1U);
}

}  // namespace
}  // namespace firebreak
