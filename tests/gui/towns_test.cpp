#include <QComboBox>

#include "core/session/unit_shown.hpp"
#include "gui/share_bars.hpp"
#include "gui/sheet_job.hpp"
#include "gui/window_fixture.hpp"

/// The town switcher and what follows it: figures, bars, list, and the files taken away.
namespace firebreak {
namespace {

using testing::ElementsAre;
using testing::UnorderedElementsAre;

class Towns : public test::WindowTest {
 protected:
  /// The town parted in West (30 houses) and East (30 houses), with a grid cell in the west.
  std::filesystem::path parted() {
    return test::add_units(test::write_town(dir_.path()),
                           {{"west", "West", 1, {{11.27, 49.50}, {11.2827, 49.52}}},
                            {"east", "East", 1, {{11.2827, 49.50}, {11.30, 49.52}}},
                            {"mill", "Mill", 2, {{11.27, 49.50}, {11.2814, 49.52}}}});
  }
  void pick(const QString& name) {
    auto* units = find<QComboBox>("unit");
    units->setFocus();
    // Letters that come too slowly on a busy machine begin another search: then once more.
    for (int tries = 0; tries < 3; ++tries) {
      QTest::keyClicks(units, name);
      if (units->currentText().trimmed().startsWith(name)) break;
      QTest::qWait(500);
    }
    QTest::keyClick(units, Qt::Key_Return);
    settle();
  }
  QStringList offered() {
    QStringList names;
    auto* units = find<QComboBox>("unit");
    for (int i = 0; i < units->count(); ++i) names << units->itemText(i).trimmed();
    return names;
  }
  QString figure_named(const QString& title) {
    auto* figures = find<QTreeWidget>("assess_figures");
    for (int i = 0; i < figures->topLevelItemCount(); ++i)
      if (figures->topLevelItem(i)->text(0).startsWith(title))
        return figures->topLevelItem(i)->text(1);
    return {};
  }
  static std::vector<std::string> titles(const gui::ShareBars& bars) {
    std::vector<std::string> all;
    for (const auto& bar : bars.bars()) all.push_back(bar.title.toStdString());
    return all;
  }
  static double counted(const gui::ShareBars& bars, std::size_t bar) {
    double all = 0;
    for (const auto& part : bars.bars()[bar].parts) all += part.count;
    return all;
  }
  static QPoint middle(const gui::ShareBars& bars, std::size_t bar, std::size_t part) {
    return bars.area_of(bar, part).center().toPoint();
  }
};

TEST_F(Towns, TheSwitcherNarrowsFiguresBarsAndTheirHeading) {
  open(parted());
  assess();
  window_->choose_step(gui::Step::assess);
  EXPECT_EQ(offered(), QStringList({"Whole city", "East", "West", "Mill", "Outside all units"}));
  auto* figures = find<QTreeWidget>("assess_figures");
  EXPECT_EQ(figures->headerItem()->text(0), "Whole city");
  auto* bars = find<gui::ShareBars>("assess_bars");
  EXPECT_EQ(counted(*bars, 0), 60);
  pick("West");
  EXPECT_EQ(document().project().view.unit, "west");
  EXPECT_EQ(figures->headerItem()->text(0), "West");
  EXPECT_EQ(figure_named("Buildings"), "30");
  EXPECT_EQ(counted(*bars, 0), 30);
  EXPECT_TRUE(find<QPushButton>("figure_buildings")->text().startsWith("30"));
  document().undo().undo();
  settle();
  EXPECT_EQ(figures->headerItem()->text(0), "Whole city");
  EXPECT_EQ(counted(*bars, 0), 60);
}

TEST_F(Towns, TheCountOfANarrowPartStandsBesideTheTitle) {
  const QColor red(200, 20, 20);
  gui::ShareBars bars;
  bars.resize(300, 60);
  const auto seen = [&](double failing) {
    bars.set_bars(
        {{"hydrants",
          "Hydrant cover",
          {{"fail", "fails", failing, red}, {"pass", "passes", 6000, QColor(20, 60, 160)}}}});
    const QImage picture = bars.grab().toImage();
    // Above the bar.
    const int line = static_cast<int>(bars.area_of(0, 1).top()) - 1;
    return test::pixels_like(picture.copy(0, 0, picture.width(), line), red, 8);
  };
  EXPECT_GT(seen(20), 20) << "the sign of what fails, too narrow for its count";
  EXPECT_EQ(seen(6000), 0) << "the count stands in the bar";
  EXPECT_EQ(seen(0), 0);
}

TEST_F(Towns, NoWaterAndTooLittleAreToldApart) {
  open(parted());
  assess();
  const auto& parts = find<gui::ShareBars>("assess_bars")->bars()[1].parts;
  ASSERT_EQ(parts[0].id, "G0");
  ASSERT_EQ(parts[1].id, "G1");
  EXPECT_GT(parts[1].colour.lightness() - parts[0].colour.lightness(), 30) << "the worse is darker";
}

TEST_F(Towns, TheTownsStandSideBySideTheWorstFirstAndAClickShowsOne) {
  open(parted());
  assess();
  window_->choose_step(gui::Step::assess);
  QTest::qWait(10);
  auto* by_unit = find<gui::ShareBars>("assess_by_unit");
  ASSERT_TRUE(by_unit->isVisible());
  // The one working hydrant stands in the west.
  EXPECT_THAT(titles(*by_unit), ElementsAre("East", "West"));
  EXPECT_EQ(counted(*by_unit, 0), 30);
  EXPECT_EQ(counted(*by_unit, 1), 30);
  const auto fails = [&](std::size_t bar) { return by_unit->bars()[bar].parts[0].count; };
  EXPECT_GT(fails(0), fails(1));
  QTest::mouseClick(by_unit, Qt::LeftButton, {}, middle(*by_unit, 0, 0));
  settle();
  EXPECT_EQ(document().project().view.unit, "east");
  EXPECT_FALSE(by_unit->isVisible()) << "East has no parts";
}

TEST_F(Towns, WhatLiesInATownAndInNoneOfItsCommunitiesHasABar) {
  open(parted());
  assess();
  window_->choose_step(gui::Step::assess);
  pick("West");
  QTest::qWait(10);
  auto* by_unit = find<gui::ShareBars>("assess_by_unit");
  ASSERT_TRUE(by_unit->isVisible());
  const std::string between = "In none of the units of West";
  EXPECT_THAT(titles(*by_unit), UnorderedElementsAre("Mill", between));
  const std::size_t at = by_unit->bars()[0].title.toStdString() == between ? 0 : 1;
  // The west holds ten columns of three houses, the mill's quarter the first five of them.
  EXPECT_EQ(counted(*by_unit, at), 15);
  EXPECT_EQ(counted(*by_unit, 1 - at), 15);
  const auto place_of = [&](std::size_t bar) {
    const auto& parts = by_unit->bars()[bar].parts;
    const auto drawn = std::ranges::find_if(parts, [](const auto& part) { return part.count > 0; });
    return middle(*by_unit, bar, static_cast<std::size_t>(drawn - parts.begin()));
  };
  const QPoint place = place_of(at);
  QTest::mouseClick(by_unit, Qt::LeftButton, {}, place);
  settle();
  ASSERT_TRUE(document().filter());
  EXPECT_EQ(document().project().view.unit, "west");
  const auto& selection = document().selection();
  EXPECT_EQ(selection.table, "building_risk");
  ASSERT_EQ(selection.rows.size(), 15U);
  for (const std::uint32_t row : selection.rows)
    EXPECT_EQ(document().table("building_risk")->column("unit_id")->texts[row], "west");
  QTest::mouseClick(by_unit, Qt::LeftButton, {}, place);
  settle();
  EXPECT_FALSE(document().filter()) << "everything again";
  QTest::mouseClick(by_unit, Qt::LeftButton, {}, place_of(1 - at));
  settle();
  EXPECT_EQ(document().project().view.unit, "mill");
  EXPECT_FALSE(by_unit->isVisible()) << "the quarter has no parts";
}

TEST_F(Towns, WhatLiesInNoTownHasABarAndNarrowsAllAsATownDoes) {
  open(test::add_west(test::write_town(dir_.path())));
  assess();
  window_->choose_step(gui::Step::assess);
  QTest::qWait(10);
  auto* by_unit = find<gui::ShareBars>("assess_by_unit");
  ASSERT_TRUE(by_unit->isVisible());
  EXPECT_THAT(titles(*by_unit), ElementsAre("Outside all units", "West"));
  EXPECT_EQ(counted(*by_unit, 0), 30);
  QTest::mouseClick(by_unit, Qt::LeftButton, {}, middle(*by_unit, 0, 0));
  settle();
  EXPECT_EQ(document().project().view.unit, outside_all_units);
  EXPECT_EQ(find<QComboBox>("unit")->currentText(), "Outside all units");
  EXPECT_EQ(find<QTreeWidget>("assess_figures")->headerItem()->text(0), "Outside all units");
  EXPECT_EQ(figure_named("Buildings"), "30");
  EXPECT_EQ(counted(*find<gui::ShareBars>("assess_bars"), 0), 30);
  EXPECT_TRUE(find<QPushButton>("figure_buildings")->text().startsWith("30"));
  const auto sheet = gui::sheet_job(document());
  ASSERT_TRUE(sheet);
  const auto alone = sheet->of_unit(Job());
  EXPECT_EQ(alone.options.subtitle, "Outside all units");
  const auto& tables = alone.tables();
  EXPECT_EQ(std::ranges::find(tables, "building_risk", &FeatureTable::name)->rows(), 30U);
  pick("Whole city");
  EXPECT_TRUE(find<QPushButton>("figure_buildings")->text().startsWith("60"));
}

TEST_F(Towns, ChoosingATownMovesTheMapThereInOneStepBackAndForward) {
  open(parted());
  assess();
  settle();
  auto& canvas = window_->canvas();
  const auto whole = canvas.view();
  const auto holds = [&](const Box& seen, const Box& box) {
    return seen.contains(box.min) && seen.contains(box.max);
  };
  const Box west = document().units().box("west");
  const Box east = document().units().box("east");
  pick("West");
  EXPECT_TRUE(holds(canvas.visible(), west));
  EXPECT_FALSE(holds(canvas.visible(), east));
  const auto there = canvas.view();
  assess();
  EXPECT_EQ(canvas.view(), there) << "new results move nothing";
  pick("East");  // at once after
  const auto east_view = canvas.view();
  EXPECT_TRUE(holds(canvas.visible(), east));
  canvas.back();
  EXPECT_EQ(canvas.view(), there);
  canvas.back();
  EXPECT_EQ(canvas.view(), whole);
  canvas.forward();
  canvas.forward();
  EXPECT_EQ(canvas.view(), east_view);
  pick("Whole city");
  EXPECT_TRUE(holds(canvas.visible(), west));
  EXPECT_TRUE(holds(canvas.visible(), east));
}

TEST_F(Towns, WhatLiesInNoTownIsGoneToAsSoonAsItIsFound) {
  open(test::add_west(test::write_town(dir_.path())));
  assess();
  pick("West");
  const Box west = window_->canvas().visible();
  pick("Outside all units");
  settle();
  const Box seen = window_->canvas().visible();
  EXPECT_GT(seen.centre().x_m, west.centre().x_m) << "the east half";
  const auto judged = document().table("building_risk");
  const auto rows = document().rows_in_unit(judged);
  ASSERT_TRUE(rows);
  for (std::size_t row = 0; row < rows->size(); ++row)
    if ((*rows)[row] != 0) {
      EXPECT_TRUE(seen.contains(judged->shapes.boxes[row].centre()));
    }
}

TEST_F(Towns, AProjectWithATownOpensWithoutMovingTheMapToIt) {
  open(parted());
  document().edit("Unit shown", [](io::Project& project) { project.view.unit = "west"; });
  document().save_as(dir_ / "west.toml");
  open(dir_ / "west.toml");
  const Box seen = canvas().visible();
  EXPECT_TRUE(seen.contains(document().units().box("east").centre()));
  EXPECT_TRUE(seen.contains(document().units().box("west").centre()));
  EXPECT_EQ(find<QComboBox>("unit")->currentText().trimmed(), "West");
}

TEST_F(Towns, APartOfABarNarrowsMapAndListAndGivesThemBack) {
  open(parted());
  assess();
  window_->choose_step(gui::Step::assess);
  window_->show_panel("table");
  settle();
  auto* bars = find<gui::ShareBars>("assess_bars");
  const auto failing = static_cast<std::size_t>(bars->bars()[0].parts[0].count);
  ASSERT_GT(failing, 0U);
  ASSERT_LT(failing, 60U);
  const QImage before = picture();
  QTest::mouseClick(bars, Qt::LeftButton, {}, middle(*bars, 0, 0));
  settle();
  ASSERT_TRUE(document().filter());
  EXPECT_EQ(document().selection().rows.size(), failing);
  auto* counts = find<QLabel>("table_counts");
  EXPECT_TRUE(counts->text().startsWith(QString::number(failing) + " of 60 rows"))
      << counts->text().toStdString();
  bars->setFocus();
  QTest::keyClick(bars, Qt::Key_Return);
  settle();
  EXPECT_FALSE(document().filter());
  EXPECT_TRUE(counts->text().startsWith("60 of 60 rows")) << counts->text().toStdString();
}

TEST_F(Towns, AHeadlineFigureIsAFilterUntilItIsPressedAgainOrAnotherTownIsChosen) {
  open(parted());
  assess();
  auto* figure = find<QPushButton>("figure_hydrants");
  QTest::mouseClick(figure, Qt::LeftButton);
  settle();
  ASSERT_TRUE(document().filter());
  EXPECT_TRUE(find<QPushButton>("figure_hydrants")->isChecked());
  const auto judged = document().table("building_risk");
  const auto shown = document().rows_shown(judged);
  ASSERT_TRUE(shown);
  EXPECT_EQ(static_cast<std::size_t>(std::count(shown->begin(), shown->end(), 1)),
            document().selection().rows.size());
  EXPECT_FALSE(document().rows_shown(document().table("fire_lanes"))) << "other layers stay";
  QTest::mouseClick(find<QPushButton>("figure_hydrants"), Qt::LeftButton);
  settle();
  EXPECT_FALSE(document().filter());
  EXPECT_FALSE(find<QPushButton>("figure_hydrants")->isChecked());
  QTest::mouseClick(find<QPushButton>("figure_lanes"), Qt::LeftButton);
  settle();
  ASSERT_TRUE(document().filter());
  pick("West");
  EXPECT_FALSE(document().filter());
  QTest::mouseClick(find<QPushButton>("figure_hydrants"), Qt::LeftButton);
  settle();
  press(Qt::Key_0, Qt::ControlModifier | Qt::AltModifier);
  EXPECT_FALSE(document().filter());
}

TEST_F(Towns, AnOpenedResultHasItsTownsToo) {
  open(parted());
  assess();
  const auto file = dir_ / "risk.gpkg";
  document().write_result(file);
  ASSERT_TRUE(QTest::qWaitFor([&] { return !document().busy(); }, 60000));
  open(file);
  ASSERT_FALSE(document().city());
  EXPECT_EQ(offered(), QStringList({"Whole city", "East", "West", "Mill", "Outside all units"}));
  ASSERT_TRUE(find<QComboBox>("unit")->isVisible());
  pick("East");
  EXPECT_TRUE(find<QPushButton>("figure_buildings")->text().startsWith("30"));
}

}  // namespace
}  // namespace firebreak
