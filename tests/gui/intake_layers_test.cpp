#include <QCheckBox>
#include <QDoubleSpinBox>
#include <QSpinBox>
#include <QTableWidget>
#include <fstream>

#include "gui/pick.hpp"
#include "gui/window_fixture.hpp"

/// Corrections of single layers of a file, one after the other and faster than it is read, with
/// mouse and keys.
namespace firebreak {
namespace {

class IntakeLayers : public test::WindowTest {
 protected:
  /// Three layers in one file and a second file behind it.
  void open_layers() {
    std::ofstream kml(dir_.path() / "a.kml");
    kml << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
           "<kml xmlns=\"http://www.opengis.net/kml/2.2\"><Document>";
    int place = 0;
    for (const char* name : {"hydrants", "stations", "obstacles"}) {
      kml << "<Folder><name>" << name << "</name>";
      for (int i = 0; i < 3; ++i, ++place)
        kml << "<Placemark><name>p" << place << "</name><Point><coordinates>11.28" << place
            << ",49.51,0</coordinates></Point></Placemark>";
      kml << "</Folder>";
    }
    kml << "</Document></kml>\n";
    kml.close();
    test::write_town(dir_.path());
    dir_.write("many.toml",
               "crs = \"EPSG:25832\"\n[[source]]\npath = \"a.kml\"\n[[source]]\npath = "
               "\"buildings.geojson\"\n");
    open(dir_.path() / "many.toml");
    ASSERT_EQ(document().intake().size(), 4U);
  }

  void choose_layer(const QString& name) {
    auto* layers = find<QTreeWidget>("intake_layers");
    for (int i = 0; i < layers->topLevelItemCount(); ++i) {
      auto* item = layers->topLevelItem(i);
      if (!item->text(0).startsWith(name)) continue;
      layers->scrollToItem(item);
      // On its name: the columns behind may lie out of sight.
      QTest::mouseClick(layers->viewport(), Qt::LeftButton, {},
                        layers->visualItemRect(item).topLeft() + QPoint(20, 8));
      return;
    }
    ADD_FAILURE() << name.toStdString();
  }

  QString current() { return find<QTreeWidget>("intake_layers")->currentItem()->text(0); }

  void type_accuracy(const char* metres) {
    auto* accuracy = find<QDoubleSpinBox>("intake_accuracy");
    accuracy->setFocus();
    accuracy->selectAll();
    QTest::keyClicks(accuracy, metres);
    QTest::keyClick(accuracy, Qt::Key_Return);
  }

  void tick(const char* name) {
    auto* box = find<QCheckBox>(name);
    ASSERT_TRUE(box->isVisible() && box->isEnabled()) << name;
    QTest::mouseClick(box, Qt::LeftButton, {}, {8, box->height() / 2});
  }

  /// The source that reads a layer; each layer must be read once.
  const io::SourceSpec& source_of(const std::string& layer) {
    const io::SourceSpec* found = nullptr;
    for (const io::SourceSpec& spec : document().project().sources) {
      if (spec.path.filename() != "a.kml" || std::ranges::count(spec.layers, layer) == 0) continue;
      EXPECT_EQ(found, nullptr) << layer << " is read twice";
      found = &spec;
    }
    static const io::SourceSpec none;
    EXPECT_NE(found, nullptr) << layer;
    return found == nullptr ? none : *found;
  }
};

TEST_F(IntakeLayers, TwoQuickCorrectionsOfALayerAreBothThereAndTheLayerOnce) {
  open_layers();
  choose_layer("stations");
  type_accuracy("3.5");
  ASSERT_TRUE(document().busy()) << "it is still being read";
  tick("intake_turned");
  settle();
  EXPECT_EQ(document().project().sources.size(), 3U);
  EXPECT_EQ(source_of("stations").accuracy_m, 3.5);
  EXPECT_TRUE(source_of("stations").turned_axes);
  EXPECT_FALSE(source_of("hydrants").turned_axes);
  EXPECT_FALSE(source_of("obstacles").accuracy_m);
  EXPECT_EQ(document().undo().count(), 2);
}

TEST_F(IntakeLayers, AQuickCorrectionOfTheNextFileIsOfThatFile) {
  open_layers();
  choose_layer("hydrants");
  type_accuracy("2");
  choose_layer("buildings");
  type_accuracy("1");
  settle();
  ASSERT_EQ(document().project().sources.size(), 3U);
  EXPECT_EQ(source_of("hydrants").accuracy_m, 2);
  EXPECT_FALSE(source_of("stations").accuracy_m);
  const io::SourceSpec& buildings = document().project().sources.back();
  EXPECT_EQ(buildings.path.filename(), "buildings.geojson");
  EXPECT_EQ(buildings.accuracy_m, 1);
}

TEST_F(IntakeLayers, TheLayerStaysChosenAndWhatChangedIsTold) {
  open_layers();
  choose_layer("hydrants");
  auto* role = find<QComboBox>("intake_role");
  test::pick(role, role->findText("stations"));
  settle();
  EXPECT_TRUE(current().startsWith("hydrants")) << "it now stands behind the others of its file";
  EXPECT_EQ(role->currentText(), "stations");
  EXPECT_TRUE(find<QLabel>("intake_effect")->isVisible());
  EXPECT_TRUE(find<QLabel>("intake_effect")->text().contains("→ stations"))
      << find<QLabel>("intake_effect")->text().toStdString();
  choose_layer("buildings");
  EXPECT_FALSE(find<QLabel>("intake_effect")->isVisible()) << "it was of another layer";
}

TEST_F(IntakeLayers, OneLayerOfAFileIsTakenOutOrLeftOut) {
  open_layers();
  choose_layer("stations");
  QTest::keyClick(find<QTreeWidget>("intake_layers"), Qt::Key_Delete);
  settle();
  EXPECT_EQ(document().intake().size(), 3U);
  EXPECT_EQ(document().city()->stations->size(), 0U);
  EXPECT_EQ(document().city()->hydrants->size(), 3U);
  choose_layer("obstacles");
  QTest::mouseClick(find<QPushButton>("intake_leave_out"), Qt::LeftButton);
  settle();
  EXPECT_TRUE(source_of("obstacles").left_out);
  EXPECT_FALSE(source_of("hydrants").left_out);
  EXPECT_EQ(document().city()->obstacles->size(), 0U);
  EXPECT_TRUE(current().startsWith("obstacles"));
  press(Qt::Key_Z, Qt::ControlModifier);
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(document().intake().size(), 4U);
  EXPECT_EQ(document().city()->stations->size(), 3U);
}

TEST_F(IntakeLayers, HoweverLongTheNamesWhatALayerWasTakenForIsInSight) {
  const QString name =
      "hydrants of the eastern district, checked in autumn and once more in spring";
  dir_.write(name.toStdString() + ".csv", "id,lon,lat\nh1,11.28,49.51\nh2,11.281,49.51\n");
  open(dir_.path() / (name.toStdString() + ".csv"));
  auto* layers = find<QTreeWidget>("intake_layers");
  auto* item = layers->topLevelItem(0);
  EXPECT_TRUE(item->toolTip(0).contains(name)) << item->toolTip(0).toStdString();
  const QRect role = layers->visualRect(layers->indexFromItem(item, 1));
  EXPECT_TRUE(layers->viewport()->rect().contains(role));
}

/// A table of a town office, corrected by hand.
class IntakeTable : public IntakeLayers {};

TEST_F(IntakeTable, TheUnitOfAColumnIsChosen) {
  dir_.write("hydrants.csv", "id,lon,lat,pressure\nh1,11.28,49.51,0.3\nh2,11.281,49.51,0.25\n");
  open(dir_.path() / "hydrants.csv");
  EXPECT_NEAR(document().city()->hydrants->rows[0].pressure_mpa.value_or(0), 0.3, 1e-6);
  auto* columns = find<QTableWidget>("intake_columns");
  QComboBox* unit = nullptr;
  for (int row = 0; row < columns->rowCount(); ++row)
    if (columns->item(row, 0)->text() == "pressure")
      unit = qobject_cast<QComboBox*>(columns->cellWidget(row, 2));
  ASSERT_NE(unit, nullptr);
  test::pick(unit, unit->findText("bar"));
  settle();
  EXPECT_NEAR(document().city()->hydrants->rows[0].pressure_mpa.value_or(0), 0.03, 1e-6);
}

TEST_F(IntakeTable, TheHeaderRowIsNamed) {
  dir_.write("hydrants.csv", "a,b,c\nid,lon,lat\nh1,11.28,49.51\nh2,11.281,49.51\n");
  open(dir_.path() / "hydrants.csv");
  auto* row = find<QSpinBox>("intake_header_row");
  ASSERT_TRUE(row->isEnabled());
  row->setFocus();
  row->selectAll();
  QTest::keyClicks(row, "1");
  QTest::keyClick(row, Qt::Key_Return);
  settle();
  EXPECT_EQ(document().project().sources[0].header_row, 1);
  EXPECT_EQ(document().intake()[0].records, 3U) << "the names are a record now";
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(document().intake()[0].records, 2U);
}

TEST_F(IntakeTable, PackedAnglesAreTakenApart) {
  dir_.write("hydrants.csv", "id,lon,lat\nh1,11.3030,49.3030\nh2,11.3040,49.3030\n");
  open(dir_.path() / "hydrants.csv");
  tick("intake_packed");
  settle();
  EXPECT_TRUE(document().project().sources[0].packed_angles);
  EXPECT_TRUE(document().city()->sources[0].place_steps.has(PlaceStep::dms_unpacked));
}

TEST_F(IntakeTable, TheOffsetIsSaidByHand) {
  dir_.write("hydrants.csv", "id,lon,lat\nh1,113.1001,23.1001\nh2,113.1002,23.1002\n");
  open(dir_.path() / "hydrants.csv");
  const Xy before = (*document().city()->hydrants)[0].at + document().city()->origin;
  auto* shift = find<QComboBox>("intake_shift");
  test::pick(shift, shift->findText("GCJ-02"));
  settle();
  EXPECT_EQ(document().project().sources[0].shift, CoordinateShift::gcj02);
  const Xy after = (*document().city()->hydrants)[0].at + document().city()->origin;
  EXPECT_GT(distance_m(before, after), 300);
}

TEST_F(IntakeTable, EncodingsStandSideBySideBeforeOneIsTaken) {
  // "编号,经度,纬度,状态 / 完好 / 损坏" in GB18030, said to be Big5.
  dir_.write("hydrants.csv",
             "\xb1\xe0\xba\xc5,\xbe\xad\xb6\xc8,\xce\xb3\xb6\xc8,\xd7\xb4\xcc\xac\n"
             "X1,113.1001,23.1001,\xcd\xea\xba\xc3\nX2,113.1002,23.1002,\xcb\xf0\xbb\xb5\n");
  dir_.write("city.toml",
             "[[source]]\npath = \"hydrants.csv\"\nrole = \"hydrants\"\nencoding = \"Big5\"\n");
  open(dir_.path() / "city.toml");
  auto* list = find<QTreeWidget>("intake_encodings");
  ASSERT_TRUE(becomes([&] { return list->isVisible(); }));
  ASSERT_GE(list->topLevelItemCount(), 5);
  QTreeWidgetItem* right = nullptr;
  for (int i = 0; i < list->topLevelItemCount(); ++i) {
    auto* item = list->topLevelItem(i);
    QString all;
    for (int c = 1; c < 4; ++c) {
      EXPECT_FALSE(item->text(c).isEmpty()) << item->text(0).toStdString() << c;
      all += item->text(c) + "|";
    }
    if (item->text(0) == "GB18030") {
      right = item;
      EXPECT_TRUE(all.contains("完好")) << all.toStdString();
    } else {
      EXPECT_FALSE(all.contains("完好")) << item->text(0).toStdString();
    }
  }
  ASSERT_NE(right, nullptr);
  EXPECT_EQ(document().undo().count(), 0) << "looking changes nothing";
  list->scrollToItem(right);
  list->setFocus();
  list->setCurrentItem(right);
  QTest::keyClick(list, Qt::Key_Return);
  settle();
  EXPECT_EQ(document().project().sources[0].encoding, "GB18030");
  EXPECT_EQ(document().undo().count(), 1);
  EXPECT_EQ(document().city()->hydrants->rows[1].status, HydrantStatus::defective);
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(document().project().sources[0].encoding, "Big5");
}

}  // namespace
}  // namespace firebreak
