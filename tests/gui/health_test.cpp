#include <QApplication>
#include <fstream>

#include "gui/window_fixture.hpp"

/// The data-health page, of a city and of an opened result.
namespace firebreak {
namespace {

class Health : public test::WindowTest {
 protected:
  /// A town with a hydrant inside house 1 and another inside house 4.
  void open_doubtful() {
    test::write_town(dir_.path());
    std::ofstream(dir_.path() / "hydrants.geojson") << R"({"type":"FeatureCollection","features":[
      {"type":"Feature","properties":{"id":"h1"},"geometry":{"type":"Point","coordinates":[11.28007,49.51010]}},
      {"type":"Feature","properties":{"id":"h2"},"geometry":{"type":"Point","coordinates":[11.28035,49.51010]}}]})";
    open(dir_.path() / "city.toml");
  }

  QTreeWidgetItem* kind(const QString& name) {
    auto* kinds = find<QTreeWidget>("health_kinds");
    for (int i = 0; i < kinds->topLevelItemCount(); ++i)
      if (kinds->topLevelItem(i)->text(0) == name) return kinds->topLevelItem(i);
    ADD_FAILURE() << name.toStdString();
    return nullptr;
  }

  void click(QTreeWidget* list, QTreeWidgetItem* item, bool twice) {
    ASSERT_TRUE(list->isVisible());
    list->scrollToItem(item);
    const QPoint at = list->visualItemRect(item).center();
    QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, at);
    if (twice) {  // the second press of a double click is an event of its own kind
      QTest::mouseDClick(list->viewport(), Qt::LeftButton, {}, at);
      QTest::mouseRelease(list->viewport(), Qt::LeftButton, {}, at);
    }
    settle();
    QTest::qWait(QApplication::doubleClickInterval() + 50);  // the next click is another one
  }

  double away_from(Xy place) { return distance_m(canvas().view().centre, place); }
};

TEST_F(Health, AKindTellsItsEffectAndItsDefectsOneByOne) {
  open_doubtful();
  auto* kinds = find<QTreeWidget>("health_kinds");
  auto* inside = kind("hydrant in building");
  ASSERT_NE(inside, nullptr);
  click(kinds, inside, false);
  EXPECT_TRUE(find<QLabel>("health_effect")->text().contains("Effect: "));
  auto* defects = find<QTreeWidget>("health_defects");
  ASSERT_EQ(defects->topLevelItemCount(), 2);
  EXPECT_EQ(defects->topLevelItem(0)->text(1), "hydrants");
  EXPECT_TRUE(defects->topLevelItem(0)->text(2).startsWith("E "));
  EXPECT_FALSE(defects->topLevelItem(0)->text(3).isEmpty());
  EXPECT_NE(defects->topLevelItem(0)->text(0), defects->topLevelItem(1)->text(0));
  for (const int i : {1, 0}) {
    canvas().full_extent();
    settle();
    click(defects, defects->topLevelItem(i), true);
    EXPECT_LT(away_from((*document().city()->hydrants)[static_cast<std::size_t>(i)].at), 8) << i;
  }
}

TEST_F(Health, AKindNamesItsLayerBesideIt) {
  open_doubtful();
  auto* kinds = find<QTreeWidget>("health_kinds");
  EXPECT_EQ(kinds->headerItem()->text(1), "Layer");
  EXPECT_EQ(kind("hydrant in building")->text(1), "hydrants");
  EXPECT_EQ(kind("hydrant in building")->text(2), "2");
  EXPECT_LT(kinds->columnViewportPosition(1) + kinds->fontMetrics().horizontalAdvance("hydrants"),
            kinds->viewport()->width())
      << "read without scrolling";
}

TEST_F(Health, ADoubleClickOnAKindGoesFromOneToTheNext) {
  open_doubtful();
  auto* kinds = find<QTreeWidget>("health_kinds");
  auto* inside = kind("hydrant in building");
  const Xy first = (*document().city()->hydrants)[0].at;
  const Xy second = (*document().city()->hydrants)[1].at;
  click(kinds, inside, true);
  EXPECT_LT(away_from(first), 8);
  EXPECT_TRUE(find<QLabel>("health_effect")->text().startsWith("1 / 2: "));
  canvas().full_extent();  // what is in sight is only lit up
  settle();
  click(kinds, inside, true);
  EXPECT_LT(away_from(second), 8);
  EXPECT_TRUE(find<QLabel>("health_effect")->text().startsWith("2 / 2: "));
}

TEST_F(Health, EveryKindSaysWhatItDoesToTheResult) {
  open_doubtful();
  auto* kinds = find<QTreeWidget>("health_kinds");
  ASSERT_GT(kinds->topLevelItemCount(), 1);
  for (int i = 0; i < kinds->topLevelItemCount(); ++i) {
    click(kinds, kinds->topLevelItem(i), false);
    EXPECT_FALSE(find<QLabel>("health_effect")->text().section("Effect: ", 1).trimmed().isEmpty())
        << kinds->topLevelItem(i)->text(0).toStdString();
  }
}

TEST_F(Health, AnOpenedResultShowsTheDefectsThatStandInIt) {
  open_doubtful();
  assess();
  const QString summary = find<QLabel>("health_summary")->text();
  const int of_the_city = find<QTreeWidget>("health_kinds")->topLevelItemCount();
  const Xy hydrant = (*document().city()->hydrants)[1].at;
  document().write_result(dir_.path() / "RISK.gpkg");
  settle();
  open(dir_.path() / "RISK.gpkg");
  ASSERT_EQ(document().city(), nullptr);
  EXPECT_TRUE(find<QLabel>("health_summary")->text().contains("Defects told in the result"));
  auto* kinds = find<QTreeWidget>("health_kinds");
  EXPECT_EQ(kinds->topLevelItemCount(), of_the_city);
  window_->choose_step(gui::Step::data);
  click(kinds, kind("hydrant in building"), false);
  auto* defects = find<QTreeWidget>("health_defects");
  ASSERT_EQ(defects->topLevelItemCount(), 2);
  click(defects, defects->topLevelItem(1), true);
  EXPECT_LT(away_from(hydrant), 8);
  EXPECT_TRUE(find<QLabel>("health_effect")->text().contains("Effect: "));
}

}  // namespace
}  // namespace firebreak
