#include <QColorDialog>
#include <QDialog>
#include <QDockWidget>
#include <QStyle>
#include <QTreeWidgetItemIterator>
#include <fstream>

#include "gui/layers_fixture.hpp"
#include "render/page.hpp"

/// The layer tree and its menus: looks that are changed, seen on the map, undone and kept.
namespace firebreak {
namespace {

class Layers : public test::LayersTest {
 protected:
  /// The town with a layer of the user's own that no style sheet knows: a square over everything.
  std::filesystem::path write_with_own_layer() {
    const auto project = test::write_town(dir_.path());
    write_square("heritage.geojson", 11.2795, 11.2850);
    std::ofstream(project, std::ios::app)
        << "\n[[source]]\npath = \"heritage.geojson\"\nrole = \"reference\"\n";
    return project;
  }
  void write_square(const char* name, double west, double east) {
    std::ofstream(dir_.path() / name)
        << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"a"},)"
        << R"("geometry":{"type":"Polygon","coordinates":[[[)" << west << ",49.509],[" << east
        << ",49.509],[" << east << ",49.5115],[" << west << ",49.5115],[" << west
        << ",49.509]]]}}]}";
  }
  const LayerView* view_of(const char* table, const std::string& title) {
    return document().project().view.find(table, title);
  }
};

TEST_F(Layers, AMenuThatIsOpenOutlivesTheSceneItWasMadeFor) {
  open_town();
  QMenu* menu = menu_of(layer("Buildings"));
  trigger("dark");  // another scene: the tree is filled anew
  settle();
  choose(menu, "layer_only");
  settle();
  for (const auto& shown : document().scene()->layers)
    EXPECT_EQ(shown.shown, shown.scene.style->table == "buildings");
  QMenu* colours = menu_of(entry("Buildings", "Building"));
  trigger("dark");
  settle();
  choose(colours, "layer_fill");
  auto* dialog = find<QColorDialog>("layer_colour");
  ASSERT_NE(dialog, nullptr);
  emit dialog->colorSelected(QColor(20, 200, 40));
  dialog->close();
  EXPECT_GT(test::pixels_like(picture(), QColor(20, 200, 40), 4), 500);
}

TEST_F(Layers, TheUsersOwnLayerHasLooksToo) {
  open(write_with_own_layer());
  const std::string table = "other_heritage";
  ASSERT_TRUE(document().table(table));
  QTreeWidgetItem* own = layer("heritage");
  own->setCheckState(0, Qt::Checked);
  settle();
  choose(layer("heritage")->child(0), "layer_line");
  auto* dialog = find<QColorDialog>("layer_colour");
  emit dialog->colorSelected(QColor(250, 10, 240));
  dialog->close();
  settle();
  choose(layer("heritage")->child(0), "layer_width");
  answer({1.5});
  const QColor line(250, 10, 240);
  const int thick = test::pixels_like(picture(), line, 6);
  EXPECT_GT(thick, 1500) << "a thick outline around the town";
  choose(layer("heritage"), "layer_scales");
  answer({0, 500});
  settle();
  EXPECT_EQ(test::pixels_like(picture(), line, 6), 0) << "from 1:500 on only";
  trigger("undo");
  settle();
  EXPECT_EQ(test::pixels_like(picture(), line, 6), thick);
  // Order: the lowest now.
  const auto place = [&] {
    const auto& layers = document().scene()->layers;
    return std::ranges::find(layers, table, [](const auto& l) { return l.scene.style->table; }) -
           layers.begin();
  };
  EXPECT_GT(place(), 0);
  document().edit("Order of layers", [&](io::Project& project) {
    std::vector<LayerView> order;
    for (const auto& l : document().scene()->layers) {
      LayerView view;
      view.table = l.scene.style->table;
      view.title = l.scene.style->title;
      view.shown = l.shown;
      if (view.table == table)
        order.push_back(view);
      else
        order.insert(order.begin(), view);
    }
    project.view.layers = order;
    project.view.ordered = true;
  });
  settle();
  EXPECT_EQ(place(), 0);
}

TEST_F(Layers, LooksOfAnEarlierVersionAreCarriedOverOrTold) {
  const auto file = write_with_own_layer();
  io::Project project = io::read_project(file);
  project.view.layer("other_1", "heritage").shown = true;
  project.view.look("other_1", "heritage", "heritage").stroke_mm = 2.5;
  project.view.layer("other_7", "Key sites").opacity = 0.5;
  io::save_project(project, file);
  open(file);
  EXPECT_EQ(style("other_heritage", "heritage")->rules.front().symbol.stroke_mm, 2.5);
  EXPECT_EQ(layer("heritage")->checkState(0), Qt::Checked);
  EXPECT_TRUE(find<QLabel>("message")->text().contains("other_7")) << "not clear which it was";
  const ViewSettings& view = document().project().view;
  EXPECT_EQ(view.find("other_1", "heritage"), nullptr);
  ASSERT_NE(view.find("other_7", "Key sites"), nullptr) << "kept, whatever it was";
  document().save();
  EXPECT_EQ(io::read_project(file).view, view);
}

TEST_F(Layers, LooksStayWithTheirLayerWhenAnotherComesBeforeIt) {
  open(write_with_own_layer());
  layer("heritage")->setCheckState(0, Qt::Checked);
  settle();
  choose(layer("heritage")->child(0), "layer_width");
  answer({2.5});
  write_square("archive.geojson", 11.2780, 11.2790);
  document().edit("Add data", [&](io::Project& project) {
    io::SourceSpec more;
    more.path = dir_.path() / "archive.geojson";
    more.role = Role::reference;
    project.sources.insert(project.sources.begin(), more);
  });
  settle();
  ASSERT_TRUE(document().table("other_archive"));
  EXPECT_EQ(style("other_heritage", "heritage")->rules.front().symbol.stroke_mm, 2.5);
  EXPECT_NE(style("other_archive", "archive")->rules.front().symbol.stroke_mm, 2.5);
  EXPECT_EQ(layer("heritage")->checkState(0), Qt::Checked);
  EXPECT_EQ(layer("archive")->checkState(0), Qt::Unchecked);
}

TEST_F(Layers, ChangedBreaksChangeTheWordsAndTheNeighbour) {
  open_town();
  assess();
  const QString clusters = "Fire clusters";
  QTreeWidgetItem* large = entry(clusters, "Ten and more buildings joined below the gap limit");
  ASSERT_NE(large, nullptr);
  const int before = large->text(1).toInt();
  ASSERT_EQ(before, 1) << "the close row burns together";
  choose(large, "layer_breaks");
  answer({50});
  settle();
  ASSERT_NE(entry(clusters, "≥ 50"), nullptr);
  EXPECT_EQ(entry(clusters, "≥ 50")->text(1), "0");
  ASSERT_NE(entry(clusters, "< 50"), nullptr) << "the neighbour's words tell of the same break";
  const auto& page = render::page_style(document().plain_style(), document().project().view,
                                        document().results()->assessment->tables);
  EXPECT_EQ(legend_text(page.find("fire_clusters")->rules.front(), Language::zh), "≥ 50");
  trigger("undo");
  settle();
  EXPECT_NE(entry(clusters, "Ten and more buildings joined below the gap limit"), nullptr);
}

TEST_F(Layers, ResultsAndDataStandInGroupsThatHideAndComeBackAsTheyWere) {
  open_town();
  ASSERT_EQ(tree().topLevelItemCount(), 1) << "there is data alone";
  EXPECT_EQ(tree().topLevelItem(0)->text(0), "Data as read");
  assess();
  ASSERT_EQ(tree().topLevelItemCount(), 2);
  const auto group = [&](int at) { return tree().topLevelItem(at); };
  EXPECT_EQ(group(0)->text(0), "Results");
  EXPECT_EQ(layer("Buildings")->parent(), group(1));
  EXPECT_EQ(group(0)->checkState(0), Qt::PartiallyChecked) << "some are shown";
  const auto shown = [&] {
    std::vector<std::string> titles;
    for (const auto& l : document().scene()->layers)
      if (l.shown) titles.push_back(l.scene.style->title);
    return titles;
  };
  const auto before = shown();
  const int undo_steps = document().undo().count();
  group(0)->setCheckState(0, Qt::Unchecked);
  QCoreApplication::processEvents();
  settle();
  EXPECT_EQ(document().undo().count(), undo_steps + 1);
  for (QTreeWidgetItem* row : gui::layer_rows(tree()))
    if (row->parent() == group(0)) {
      EXPECT_EQ(row->checkState(0), Qt::Unchecked);
    }
  EXPECT_EQ(group(0)->checkState(0), Qt::Unchecked);
  group(0)->setCheckState(0, Qt::Checked);
  QCoreApplication::processEvents();
  settle();
  EXPECT_EQ(shown(), before);
  group(1)->setExpanded(false);
  trigger("dark");  // filled anew
  settle();
  EXPECT_FALSE(group(1)->isExpanded());
}

TEST_F(Layers, ALayerMovesWithinItsGroupAndTheOtherGroupStays) {
  open_town();
  assess();
  const auto order = [&](bool inputs) {
    std::vector<std::pair<std::size_t, std::string>> found;
    const auto& layers = document().scene()->layers;
    for (std::size_t at = 0; at < layers.size(); ++at)
      if (document().is_input(layers[at].scene.style->table) == inputs)
        found.emplace_back(at, layers[at].scene.style->title);
    return found;
  };
  const auto inputs = order(true);
  const auto results = order(false);
  QTreeWidgetItem* group = tree().topLevelItem(0);
  ASSERT_GT(group->childCount(), 3);
  QTreeWidgetItem* third = group->takeChild(2);
  const QString title = third->text(0);
  group->insertChild(0, third);  // as a drag leaves it
  QCoreApplication::processEvents();
  settle();
  EXPECT_TRUE(document().project().view.ordered);
  EXPECT_EQ(order(true), inputs);
  auto moved = results;
  const auto top = moved.size() - 1;
  std::string carried = moved[top - 2].second;
  moved[top - 2].second = moved[top - 1].second;
  moved[top - 1].second = moved[top].second;
  moved[top].second = carried;
  EXPECT_EQ(order(false), moved);
  EXPECT_EQ(tree().topLevelItem(0)->child(0)->text(0), title);
  // Without a mouse: the menu of the layer.
  choose(layer(title), "layer_down");
  settle();
  std::swap(moved[top].second, moved[top - 1].second);
  EXPECT_EQ(order(false), moved);
  EXPECT_EQ(order(true), inputs);
  EXPECT_EQ(tree().currentItem(), layer(title)) << "to be moved on";
  QMenu* menu = menu_of(tree().topLevelItem(0)->child(0));
  EXPECT_FALSE(command(menu, "layer_up")->isEnabled()) << "the topmost";
  EXPECT_TRUE(command(menu, "layer_down")->isEnabled());
  menu->close();
}

TEST_F(Layers, LookAsItCameLeavesTheOrderAlone) {
  open_town();
  const auto order = [&] {
    std::vector<std::string> tables;
    for (const auto& l : document().scene()->layers) tables.push_back(l.scene.style->table);
    return tables;
  };
  document().edit("Order of layers", [&](io::Project& project) {
    for (const auto& l : document().scene()->layers) {
      LayerView view;
      view.table = l.scene.style->table;
      view.title = l.scene.style->title;
      view.shown = l.shown;
      project.view.layers.push_back(view);  // the lowest becomes the topmost
    }
    project.view.ordered = true;
  });
  settle();
  const auto ordered = order();
  tree().setCurrentItem(layer("Buildings"));
  find<QSlider>("layer_opacity")->setValue(40);
  settle();
  choose(layer("Buildings"), "layer_as_it_came");
  settle();
  EXPECT_EQ(order(), ordered);
  EXPECT_EQ(view_of("buildings", "Buildings")->opacity, 1);
  choose(layer("Buildings"), "layers_as_they_came");
  settle();
  EXPECT_NE(order(), ordered);
}

TEST_F(Layers, FadingTwoLayersIsTwoUndoSteps) {
  open_town();
  auto* slider = find<QSlider>("layer_opacity");
  tree().setCurrentItem(layer("Buildings"));
  for (const int value : {90, 80, 70}) slider->setValue(value);
  tree().setCurrentItem(layer("Roads"));
  for (const int value : {60, 50}) slider->setValue(value);
  EXPECT_EQ(document().undo().count(), 2);
  trigger("undo");
  EXPECT_EQ(view_of("buildings", "Buildings")->opacity, 0.7);
  EXPECT_EQ(view_of("roads", "Roads"), nullptr);
  // By its number, where those who come from other map windows look for it.
  choose(layer("Roads"), "layer_opacity_asked");
  answer({40});
  EXPECT_NEAR(view_of("roads", "Roads")->opacity, 0.4, 1e-9);
  QMenu* menu = menu_of(layer("Buildings"));
  EXPECT_EQ(command(menu, "layer_zoom")->text(), "Zoom to layer");
  EXPECT_EQ(command(menu, "layer_rows")->text(), "Open attribute table");
  menu->close();
}

TEST_F(Layers, ClassesWithoutFeaturesAreFoldedAndStayAsTheyWereLeft) {
  open_town();
  assess();
  const auto fold_of = [this](const gui::LayerKey& key) -> QTreeWidgetItem* {
    for (const QTreeWidgetItem* row : gui::layer_rows(tree()))
      if (gui::key_of(*row) == key || key == gui::LayerKey{})
        for (QTreeWidgetItem* fold : gui::folds_of(*row))
          if (gui::kind_of(*fold) == gui::RowKind::empty_classes) return fold;
    return nullptr;
  };
  QTreeWidgetItem* fold = fold_of({});
  ASSERT_NE(fold, nullptr);
  EXPECT_FALSE(fold->isExpanded());
  const auto all = gui::legend_rows(*fold->parent());
  for (const QTreeWidgetItem* entry : all)
    EXPECT_EQ(entry->parent() == fold, entry->text(1) == "0") << entry->text(0).toStdString();
  EXPECT_GE(fold->childCount(), 2);
  EXPECT_EQ(fold->text(0), QString("Classes without features (%1)").arg(fold->childCount()));
  const gui::LayerKey key = gui::key_of(*fold->parent());
  fold->setExpanded(true);
  trigger("dark");  // filled anew
  settle();
  ASSERT_NE(fold_of(key), nullptr);
  EXPECT_TRUE(fold_of(key)->isExpanded());
}

TEST_F(Layers, CountsAreThoseOfTheUnitShown) {
  open(test::add_west(test::write_town(dir_.path())));
  EXPECT_EQ(layer("Buildings")->text(1), "60");
  document().edit("Unit shown", [](io::Project& p) { p.view.unit = "west"; });
  settle();
  EXPECT_EQ(layer("Buildings")->text(1), "30");
  EXPECT_EQ(entry("Buildings", "Building")->text(1), "30");
  // What the entry's rows are is also of the unit.
  choose(entry("Buildings", "Building"), "layer_rows");
  settle();
  EXPECT_EQ(document().selection().table, "buildings");
  EXPECT_EQ(document().selection().rows.size(), 30U);
}

TEST_F(Layers, ALegendEntryIsShownInTheTable) {
  open_town();
  assess();
  window_->panel("table")->parentWidget()->hide();
  const QString red = "Not covered by hydrants";
  const auto count = entry("Buildings: hydrant cover", red)->text(1).toULongLong();
  choose(entry("Buildings: hydrant cover", red), "layer_rows");
  settle();
  EXPECT_TRUE(window_->panel("table")->isVisible());
  EXPECT_EQ(document().selection().rows.size(), count);
  EXPECT_EQ(document().selection().table, "building_risk");
  EXPECT_EQ(find<QComboBox>("table_choice")->currentData().toString(), "building_risk");
}

TEST_F(Layers, NamesAreReadWholeAtTheDefaultSizeInBothLanguages) {
  window_->resize(1400, 900);
  open_town();
  assess();
  const auto pixels = [&](QStyle::PixelMetric metric) {
    return tree().style()->pixelMetric(metric, nullptr, &tree());
  };
  const int margins = 2 * (pixels(QStyle::PM_FocusFrameHMargin) + 1);
  for (const bool chinese : {false, true}) {
    if (chinese) trigger("chinese");
    settle();
    tree().expandAll();
    QTest::qWait(50);
    int rows = 0;
    int wrapped = 0;
    for (QTreeWidgetItemIterator at(&tree()); *at != nullptr; ++at) {
      const QRect cell = tree().visualRect(tree().indexFromItem(*at, 0));
      int room = cell.width() - margins;
      if ((*at)->data(0, Qt::CheckStateRole).isValid())
        room -= pixels(QStyle::PM_IndicatorWidth) + margins;
      if (!(*at)->icon(0).isNull()) room -= tree().iconSize().width() + margins;
      const QFontMetrics letters = tree().fontMetrics();
      const QRect needed =
          letters.boundingRect(QRect(0, 0, room, 10000), Qt::TextWordWrap, (*at)->text(0));
      const std::string name = (*at)->text(0).toStdString();
      EXPECT_LE(needed.width(), room) << name;
      EXPECT_LE(needed.height(), cell.height()) << name;
      EXPECT_TRUE((*at)->toolTip(0).startsWith((*at)->text(0)) || (*at)->childCount() > 0) << name;
      ++rows;
      if (needed.height() > 3 * letters.height() / 2) ++wrapped;
    }
    EXPECT_GT(rows, 30) << "results, data and their classes";
    if (!chinese) {
      EXPECT_GT(wrapped, 0) << "some are longer than the panel is wide";
    }
  }
  EXPECT_FALSE(document().unsaved()) << "measuring is no edit";
}

TEST_F(Layers, ALayerIsZoomedToAndItsMarkersGrowAndShrink) {
  open_town();
  choose(layer("Hydrants as read"), "layer_zoom");
  Box both;
  for (const Box& place : document().table("hydrants")->shapes.boxes) both.add(place);
  EXPECT_NEAR(canvas().view().centre.x_m, both.centre().x_m, 1e-6);
  EXPECT_NEAR(canvas().visible().width_m(), 1.1 * both.width_m(), 0.01);
  canvas().set_scale(5000);
  settle();
  const auto size = [&] { return style("hydrants", "Hydrants as read")->rules.back().symbol; };
  choose(layer("Hydrants as read"), "layer_size");
  answer({6});
  settle();
  EXPECT_EQ(size().size_mm, 6);
  choose(layer("Hydrants as read"), "layer_width");
  answer({0.8});
  settle();
  EXPECT_EQ(size().stroke_mm, 0.8);
  EXPECT_EQ(document().undo().count(), 2);
  trigger("undo");
  trigger("undo");
  EXPECT_NE(size().size_mm, 6);
}

TEST_F(Layers, LabelsAreSwitchedInTheMenu) {
  open_town();
  QMenu* menu = menu_of(layer("Buildings"));
  EXPECT_TRUE(command(menu, "layer_labels")->isChecked());
  choose(menu, "layer_labels");
  settle();
  EXPECT_FALSE(style("buildings", "Buildings")->labelled());
  EXPECT_EQ(layer("Buildings")->checkState(0), Qt::Checked);
  trigger("undo");
  EXPECT_TRUE(style("buildings", "Buildings")->labelled());
}

TEST_F(Layers, FineAndCoarseLimitsAreKeptInTheProject) {
  open_town();
  choose(layer("Buildings"), "layer_scales");
  answer({2000, 20000});
  settle();
  const QColor house(0xd9, 0xd4, 0xc8);
  canvas().set_scale(5000);
  EXPECT_GT(test::pixels_like(picture(), house, 3), 500);
  canvas().set_scale(1500);
  EXPECT_LT(test::pixels_like(picture(), house, 3), 100);
  EXPECT_EQ(layer("Buildings")->checkState(0), Qt::Checked);
  EXPECT_TRUE(layer("Buildings")->toolTip(0).startsWith("Buildings (zoom out)\n"));
  canvas().set_scale(30000);
  EXPECT_LT(test::pixels_like(picture(), house, 3), 100);
  EXPECT_EQ(layer("Buildings")->checkState(0), Qt::Checked);
  EXPECT_TRUE(layer("Buildings")->toolTip(0).startsWith("Buildings (zoom in)\n"));
  document().save();
  const io::Project saved = io::open_project(dir_.path() / "city.toml");
  EXPECT_EQ(saved.view, document().project().view);
  EXPECT_EQ(saved.view.find("buildings", "Buildings")->max_scale, 2000);
}

}  // namespace
}  // namespace firebreak
