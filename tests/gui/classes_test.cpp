#include <QPushButton>
#include <QSpinBox>

#include "core/io/gpkg_styles.hpp"
#include "core/model/class_breaks.hpp"
#include "core/model/colour_ramp.hpp"
#include "gui/layers_fixture.hpp"
#include "render/page.hpp"

/// Classes of a column that the user makes: on the map, in the legend, on the page, in the files.
namespace firebreak {
namespace {

class Classes : public test::LayersTest {
 protected:
  QDialog* open_dialog(const QString& title) {
    choose(layer(title), "layer_classes");
    auto* dialog = find<QDialog>("classes");
    wait();
    return dialog;
  }
  void wait() {
    ASSERT_TRUE(
        QTest::qWaitFor([this] { return find<QPushButton>("class_apply")->isEnabled(); }, 20000));
  }
  void take_column(const char* name) {
    auto* column = find<QComboBox>("class_column");
    ASSERT_GE(column->findData(name), 0) << name;
    column->setCurrentIndex(column->findData(name));
    wait();
  }
  const Graduated* graduated(const char* table, const std::string& title) {
    const LayerView* view = document().project().view.find(table, title);
    return view != nullptr && view->graduated ? &*view->graduated : nullptr;
  }
  const char* const title_ = "Buildings: hydrant cover";
};

TEST_F(Classes, AColumnInColoursOnMapLegendPageAndFiles) {
  open_town();
  assess();
  open_dialog(title_);
  take_column("nearest_hydrant_m");
  find<QSpinBox>("class_count")->setValue(4);
  wait();
  find<QComboBox>("class_ramp")->setCurrentIndex(1);  // blue
  EXPECT_EQ(find<QListWidget>("class_breaks")->count(), 3);
  find<QPushButton>("class_apply")->click();
  settle();
  const Graduated* made = graduated("building_risk", title_);
  ASSERT_NE(made, nullptr);
  EXPECT_EQ(made->column, "nearest_hydrant_m");
  EXPECT_EQ(made->ramp, "blue");
  ASSERT_EQ(made->breaks.size(), 3U);
  // The legend: a class a row, the highest first, and what has no value; all rows counted once.
  QTreeWidgetItem* legend = layer(title_);
  ASSERT_EQ(legend->childCount(), 5);
  EXPECT_TRUE(legend->child(0)->text(0).startsWith("≥ "));
  EXPECT_TRUE(legend->child(3)->text(0).startsWith("< "));
  EXPECT_EQ(legend->child(4)->text(0), "No value");
  int rows = 0;
  for (int i = 0; i < 5; ++i) rows += legend->child(i)->text(1).toInt();
  EXPECT_EQ(rows, 60);
  // The map.
  const Colour dark = ramp_colours("blue", 4).back();
  const QColor darkest(dark.red, dark.green, dark.blue);
  EXPECT_GT(test::pixels_like(picture(), darkest, 4), 50);
  // Page and files, by the very rules.
  const StyleSheet page = render::page_style(document().plain_style(), document().project().view,
                                             document().results()->assessment->tables);
  for (const LayerStyle& style : page.layers)
    if (style.table == "building_risk" && style.title == title_) {
      EXPECT_EQ(style.rules.front().symbol.fill, dark);
    }
  document().save();
  const io::Project saved = io::open_project(dir_.path() / "city.toml");
  EXPECT_EQ(saved.view, document().project().view);
  trigger("undo");
  settle();
  EXPECT_EQ(graduated("building_risk", title_), nullptr);
  EXPECT_NE(entry(title_, "Not covered by hydrants"), nullptr);
}

TEST_F(Classes, BreaksAreChangedAddedAndTakenAway) {
  open_town();
  assess();
  open_dialog(title_);
  take_column("nearest_hydrant_m");
  auto* list = find<QListWidget>("class_breaks");
  find<QSpinBox>("class_count")->setValue(3);
  wait();
  ASSERT_EQ(list->count(), 2);
  list->item(0)->setText("50");
  list->item(1)->setText("100");
  list->setCurrentRow(1);
  find<QPushButton>("class_add")->click();
  ASSERT_EQ(list->count(), 3);
  list->item(2)->setText("120.5");
  find<QPushButton>("class_apply")->click();
  settle();
  EXPECT_EQ(graduated("building_risk", title_)->breaks, (std::vector<double>{50, 100, 120.5}));
  EXPECT_NE(entry(title_, "100 – 120.5"), nullptr);
  list->setCurrentRow(0);
  find<QPushButton>("class_remove")->click();
  find<QPushButton>("class_apply")->click();
  settle();
  EXPECT_EQ(graduated("building_risk", title_)->breaks, (std::vector<double>{100, 120.5}));
  list->item(0)->setText("many");
  find<QPushButton>("class_apply")->click();
  EXPECT_TRUE(find<QLabel>("message")->text().contains("is left out"));
  find<QPushButton>("class_none")->click();
  settle();
  EXPECT_EQ(graduated("building_risk", title_), nullptr);
}

TEST_F(Classes, AreWrittenToTheFileAsQgisAndOthersReadThem) {
  open_town();
  assess();
  open_dialog(title_);
  take_column("nearest_hydrant_m");
  auto* list = find<QListWidget>("class_breaks");
  find<QSpinBox>("class_count")->setValue(2);
  wait();
  list->item(0)->setText("77");
  find<QPushButton>("class_apply")->click();
  settle();
  tree().setCurrentItem(layer(title_));
  find<QSlider>("layer_opacity")->setValue(50);
  settle();
  const StyleSheet sheet = file_style(document().plain_style(), document().project().view,
                                      [](auto, auto) { return true; });
  for (const LayerStyle& style : sheet.layers)
    if (style.title == title_) {
      EXPECT_EQ(style.rules.front().symbol.fill->alpha, 128);
    }
  io::FileTable table;
  table.name = "building_risk";
  table.geometry = io::BlobKind::multi_polygon;
  const auto style = std::ranges::find(sheet.layers, title_, &LayerStyle::title);
  ASSERT_NE(style, sheet.layers.end());
  const std::string qml = io::layer_qml(table, {&*style}, sheet, Language::en);
  EXPECT_THAT(qml, testing::HasSubstr("nearest_hydrant_m"));
  EXPECT_THAT(qml, testing::HasSubstr("&gt;= 77"));
  EXPECT_THAT(qml, testing::HasSubstr("label=\"≥ 77\""));
  const std::string sld = io::layer_sld(table, {&*style}, sheet, Language::en);
  EXPECT_THAT(sld, testing::HasSubstr("<ogc:Literal>77</ogc:Literal>"));
  EXPECT_THAT(sld, testing::HasSubstr("<se:SvgParameter name=\"fill-opacity\">0.502"));
}

TEST_F(Classes, OfAColumnThatIsNotThereAreKeptWhileThePlainLookIsDrawn) {
  open_town();
  assess();
  ASSERT_NE(entry(title_, "Not covered by hydrants"), nullptr);
  const Graduated classes{"gone_m", "blue", {50, 100}};
  document().edit("Look", [&](io::Project& project) {
    project.view.layer("building_risk", title_).graduated = classes;
  });
  settle();
  EXPECT_NE(entry(title_, "Not covered by hydrants"), nullptr) << "by the sheet's rules";
  EXPECT_TRUE(find<QLabel>("message")->text().contains("gone_m"));
  bool remarked = false;
  for (int i = 0; i < layer(title_)->childCount(); ++i)
    remarked = remarked || layer(title_)->child(i)->text(0).contains("gone_m");
  EXPECT_TRUE(remarked) << "it stays told where the layer stands";
  ASSERT_NE(graduated("building_risk", title_), nullptr);
  EXPECT_EQ(*graduated("building_risk", title_), classes) << "and is saved";
  open_dialog(title_);
  EXPECT_NE(find<QListWidget>("class_breaks")->item(0)->text(), "50")
      << "breaks of another column are not offered for the first one";
}

TEST(ClassBreaks, AreCutAsTheirMethodSays) {
  std::vector<double> values;
  for (int i = 0; i <= 100; ++i) values.push_back(i);
  EXPECT_EQ(class_breaks(values, ClassMethod::equal, 4, {}), (std::vector<double>{25, 50, 75}));
  EXPECT_EQ(class_breaks({1, 2, 3, 4, 5, 6, 1000, 2000}, ClassMethod::quantile, 2, {}),
            (std::vector<double>{5}));
  // Three heaps: the breaks lie in the gaps between them.
  const auto natural =
      class_breaks({1, 2, 3, 50, 51, 52, 53, 98, 99, 100}, ClassMethod::natural, 3, {});
  ASSERT_EQ(natural.size(), 2U);
  EXPECT_TRUE(natural[0] > 3 && natural[0] < 50);
  EXPECT_TRUE(natural[1] > 53 && natural[1] < 98);
  EXPECT_TRUE(class_breaks({7, 7, 7}, ClassMethod::natural, 4, {}).empty());
  EXPECT_TRUE(class_breaks({}, ClassMethod::equal, 4, {}).empty());
  EXPECT_EQ(class_breaks({0, HUGE_VAL, 10}, ClassMethod::equal, 2, {}), (std::vector<double>{5}));
}

TEST(ColourRamps, GetDarkerStepByStepOrMeetInThePaleMiddle) {
  const auto light = [](const Colour& c) {
    return 0.2126 * c.red + 0.7152 * c.green + 0.0722 * c.blue;
  };
  for (const char* ramp : {"heat", "blue", "grey"}) {
    const auto colours = ramp_colours(ramp, 6);
    for (std::size_t i = 1; i < colours.size(); ++i)
      EXPECT_LT(light(colours[i]), light(colours[i - 1])) << ramp << i;
  }
  const auto two_sided = ramp_colours("diverging", 5);
  EXPECT_GT(light(two_sided[2]), light(two_sided[1]));
  EXPECT_GT(light(two_sided[2]), light(two_sided[3]));
}

}  // namespace
}  // namespace firebreak
