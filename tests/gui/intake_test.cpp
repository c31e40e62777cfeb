#include <QCheckBox>
#include <QHeaderView>
#include <QScrollBar>
#include <QSplitter>
#include <QTableWidget>
#include <QTreeWidgetItemIterator>
#include <fstream>
#include <iomanip>

#include "core/io/saved_mapping.hpp"
#include "gui/data_page.hpp"
#include "gui/pick.hpp"
#include "gui/window_fixture.hpp"

/// The import page as a person uses it: a column is put right, remembered, and next month's ledger
/// opens without a question.
namespace firebreak {
namespace {

class IntakePageTest : public test::WindowTest {
 protected:
  std::filesystem::path write_ledger(const char* name, const char* status) {
    std::ofstream(dir_.path() / name)
        << "编号,经度,纬度,口子,等级\n"
        << "X1,113.1001,23.1001,DN150," << status << "\nX2,113.1002,23.1002,DN100,完好\n";
    return dir_.path() / name;
  }

  QComboBox* means(const QString& column) {
    auto* columns = find<QTableWidget>("intake_columns");
    for (int row = 0; row < columns->rowCount(); ++row)
      if (columns->item(row, 0)->text() == column)
        return qobject_cast<QComboBox*>(columns->cellWidget(row, 1));
    ADD_FAILURE() << column.toStdString();
    return nullptr;
  }

  void choose(const QString& column, const char* field) {
    test::pick(means(column), QString(field));
    settle();
  }
};

TEST_F(IntakePageTest, TheListTellsCrsAndEncodingAndWhatWasPassedOver) {
  write_ledger("消火栓台账.csv", "完好");
  dir_.write("notes.txt", "call the town");
  open(dir_.path());
  auto* layers = find<QTreeWidget>("intake_layers");
  ASSERT_EQ(layers->topLevelItemCount(), 1);
  EXPECT_EQ(layers->topLevelItem(0)->text(gui::crs_column), "EPSG:4490");
  EXPECT_EQ(layers->topLevelItem(0)->text(gui::encoding_column), "UTF-8");
  EXPECT_EQ(layers->header()->visualIndex(gui::crs_column), 3) << "before how sure it is";
  // A narrow page shows what each layer is and how much, a wide one how it was read.
  window_->resize(1400, 900);
  for (int language = 0; language < 2; ++language) {
    settle();
    EXPECT_TRUE(becomes([&] { return layers->horizontalScrollBar()->maximum() == 0; }));
    for (const int column : {0, gui::role_column, 2}) {
      const QRect cell = layers->visualRect(layers->model()->index(0, column));
      EXPECT_GT(cell.width(), 20) << column;
      EXPECT_LE(cell.right(), layers->viewport()->width()) << column;
    }
    EXPECT_TRUE(layers->isColumnHidden(gui::memory_column));
    trigger("chinese");
  }
  window_->resize(2000, 900);
  find<QSplitter>("split")->setSizes({1200, 480});
  EXPECT_TRUE(becomes([&] { return !layers->isColumnHidden(gui::memory_column); }));
  auto* passed_over = find<QLabel>("intake_passed_over");
  EXPECT_FALSE(passed_over->isHidden());
  EXPECT_TRUE(passed_over->text().contains("notes.txt")) << passed_over->text().toStdString();
  EXPECT_TRUE(passed_over->text().contains(".csv"));
  open(dir_.path() / "消火栓台账.csv");
  EXPECT_TRUE(passed_over->isHidden()) << "a file was opened, no folder";
}

TEST_F(IntakePageTest, ACorrectedLedgerIsRememberedAndNextMonthsOpensSilently) {
  open(write_ledger("消火栓台账2026-10.csv", "损坏"));
  EXPECT_FALSE(document().city()->hydrants->rows[0].main_mm.has_value());
  choose("口子", "main_mm");
  EXPECT_EQ(document().city()->hydrants->rows[0].main_mm, 150);
  EXPECT_TRUE(find<QLabel>("intake_effect")->text().contains("2 read, 0 not understood"))
      << find<QLabel>("intake_effect")->text().toStdString();
  choose("等级", "status");
  auto* remember = find<QCheckBox>("intake_remember");
  EXPECT_FALSE(remember->isChecked());
  EXPECT_TRUE(remember->text().contains("消火栓台账*.csv"));
  remember->click();
  settle();
  EXPECT_TRUE(remember->isChecked());
  ASSERT_TRUE(std::filesystem::exists(dir_.path() / "mapping.toml"));

  open(write_ledger("消火栓台账2026-11.csv", "完好"));
  ASSERT_EQ(document().intake().size(), 1U);
  const gui::IntakeRow& row = document().intake()[0];
  EXPECT_TRUE(row.remembered.any());
  EXPECT_TRUE(row.remembered.unfit.empty());
  EXPECT_TRUE(row.recognition.proposed.empty()) << "nothing is asked";
  EXPECT_EQ(document().city()->hydrants->rows[0].main_mm, 150);
  EXPECT_EQ(find<QTreeWidget>("intake_layers")->topLevelItem(0)->text(4), "as remembered");
  EXPECT_TRUE(remember->isChecked());

  open(write_ledger("消火栓台账城关镇.csv", "完好"));
  EXPECT_FALSE(document().intake()[0].remembered.any()) << "another ledger";

  open(dir_.path() / "消火栓台账2026-11.csv");
  remember->click();
  settle();
  EXPECT_FALSE(remember->isChecked());
  EXPECT_FALSE(document().intake()[0].remembered.any());
  EXPECT_FALSE(document().city()->hydrants->rows[0].main_mm.has_value());
}

TEST_F(IntakePageTest, AColumnIsTakenOutAndComesBackWithUndo) {
  open(write_ledger("消火栓台账2026-10.csv", "损坏"));
  auto* layers = find<QTreeWidget>("intake_layers");
  ASSERT_EQ(layers->topLevelItem(0)->childCount(), 5) << "a row opens to its columns";
  ASSERT_EQ(means("编号")->currentData().toString(), "id");
  choose("编号", "");
  EXPECT_EQ(means("编号")->currentData().toString(), "");
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(means("编号")->currentData().toString(), "id");
}

TEST_F(IntakePageTest, ThreeTextsShowWhetherTheEncodingIsRight) {
  std::ofstream(dir_.path() / "消火栓台账.csv")
      << "\xb1\xe0\xba\xc5,\xbe\xad\xb6\xc8,\xce\xb3\xb6\xc8,\xd7\xb4\xcc\xac\n"
      << "X1,113.1001,23.1001,\xcd\xea\xba\xc3\nX2,113.1002,23.1002,\xcb\xf0\xbb\xb5\n";
  open(dir_.path() / "消火栓台账.csv");
  const QString shown = find<QLabel>("intake_texts")->text();
  EXPECT_TRUE(shown.contains("完好")) << shown.toStdString();
  EXPECT_TRUE(shown.contains("损坏")) << shown.toStdString();
  EXPECT_EQ(shown.count('|'), 2) << shown.toStdString();
  test::pick(find<QComboBox>("intake_encoding"), QString("Big5"));
  settle();
  EXPECT_FALSE(find<QLabel>("intake_texts")->text().contains("完好"))
      << "it shows what is read now";
}

TEST_F(IntakePageTest, AValueThatIsNotUnderstoodIsGivenItsMeaning) {
  open(write_ledger("消火栓台账2026-10.csv", "三类"));
  choose("等级", "status");
  auto* value = find<QComboBox>("intake_value");
  ASSERT_NE(value, nullptr);
  EXPECT_EQ(value->property("cell").toString(), "三类");
  EXPECT_EQ(means("等级")->currentText(), "state");
  ASSERT_GE(value->findData("defective"), 0);
  EXPECT_LT(value->findData("brick"), 0) << "a word of another field";
  test::pick(value, QString("defective"));
  settle();
  EXPECT_EQ(document().project().sources[0].values.at("status").at("三类"), "defective");
  EXPECT_EQ(document().city()->hydrants->rows[0].status, HydrantStatus::defective);
  // It stays there to be changed, and undo takes it back.
  value = find<QComboBox>("intake_value");
  ASSERT_NE(value, nullptr);
  EXPECT_EQ(value->currentData().toString(), "defective");
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_FALSE(document().project().sources[0].values.contains("status"));
  EXPECT_EQ(find<QComboBox>("intake_value")->currentData().toString(), "");
}

TEST_F(IntakePageTest, AMeaningThatIsNoneIsRefused) {
  open(write_ledger("消火栓台账2026-10.csv", "三类"));
  choose("等级", "status");
  auto* value = find<QComboBox>("intake_value");
  ASSERT_NE(value, nullptr);
  value->setEditText("blue");
  QTest::keyClick(value->lineEdit(), Qt::Key_Return);
  settle();
  EXPECT_TRUE(find<QLabel>("message")->text().contains("blue"));
  EXPECT_TRUE(document().project().sources[0].values.empty());
}

TEST_F(IntakePageTest, CorrectingARememberedLedgerStaysInTheProjectUntilItIsRememberedAgain) {
  open(write_ledger("消火栓台账2026-10.csv", "损坏"));
  choose("口子", "main_mm");
  auto* remember = find<QCheckBox>("intake_remember");
  remember->click();
  settle();
  choose("等级", "status");
  EXPECT_FALSE(remember->isChecked());
  EXPECT_EQ(document().city()->hydrants->rows[0].main_mm, 150) << "what was remembered still holds";
  const auto saved = io::read_saved_mapping(dir_.path() / "mapping.toml");
  EXPECT_FALSE(saved.rules[0].settings.fields.contains("status"));
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_TRUE(remember->isChecked());
}

/// A road in degrees and a ledger of 20 hydrants beside it.
class PlaceProposalTest : public test::WindowTest {
 protected:
  std::filesystem::path write_county(const char* columns, double x, double y, double dx,
                                     double dy) {
    const auto folder = dir_.path() / "county";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "roads.geojson")
        << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)"
        << R"({"highway":"residential"},"geometry":{"type":"LineString","coordinates":)"
        << R"([[115.376195,24.036353],[115.376291,24.045379],[115.38612,24.04529]]}}]})";
    std::ofstream ledger(folder / "hydrants.csv");
    ledger << "id," << columns << std::setprecision(10) << "\n";
    for (int i = 0; i < 20; ++i)
      ledger << "h" << i << "," << x + i * dx << "," << y + i * dy << "\n";
    return folder;
  }

  QString notes() { return find<QLabel>("intake_notes")->text(); }

  void choose_layer(const QString& name) {
    auto* layers = find<QTreeWidget>("intake_layers");
    for (int i = 0; i < layers->topLevelItemCount(); ++i)
      if (layers->topLevelItem(i)->text(0).startsWith(name))
        return layers->setCurrentItem(layers->topLevelItem(i));
    ADD_FAILURE() << name.toStdString();
  }
};

TEST_F(PlaceProposalTest, AGridIsTakenWithAButtonAndGivenBackWithUndo) {
  open(write_county("x,y", 2660010.5, 640006.5, 45, 0));
  EXPECT_EQ(document().city()->hydrants->size(), 0U) << "nothing is moved unasked";
  choose_layer("roads");
  EXPECT_EQ(window_->findChild<QPushButton*>("intake_accept"), nullptr);
  choose_layer("hydrants");
  const auto* layer = find<QTreeWidget>("intake_layers")->currentItem();
  EXPECT_EQ(layer->text(gui::sure_column), "to confirm");
  EXPECT_EQ(layer->text(gui::role_column), "hydrants (to confirm)") << "seen in a narrow page too";
  const QString evidence = find<QLabel>("intake_evidence")->text();
  EXPECT_TRUE(evidence.contains("114°, 100 % of it lie within the other layers"))
      << evidence.toStdString();
  EXPECT_TRUE(evidence.contains("to a road of the other layers is then"));
  auto* accept = find<QPushButton>("intake_accept");
  EXPECT_EQ(accept->text(), "Take as EPSG:4547");
  accept->click();
  settle();
  EXPECT_EQ(document().city()->hydrants->size(), 20U);
  EXPECT_EQ(window_->findChild<QPushButton*>("intake_accept"), nullptr) << "nothing is left to ask";
  const auto& sources = document().project().sources;
  const auto ledger = std::ranges::find(sources, "hydrants.csv", [](const io::SourceSpec& spec) {
    return spec.path.filename().string();
  });
  ASSERT_NE(ledger, sources.end());
  EXPECT_EQ(ledger->crs, "EPSG:4547");
  EXPECT_EQ(ledger->accepted.size(), 10U) << "the day";
  EXPECT_TRUE(notes().contains("proposed by the other layers and accepted"))
      << notes().toStdString();
  EXPECT_TRUE(notes().contains(QString::fromStdString(ledger->accepted)));
  // The legend of the map says so too.
  auto* tree = find<QTreeWidget>("layer_tree");
  int remarks = 0;
  for (QTreeWidgetItemIterator item(tree); *item != nullptr; ++item)
    if ((*item)->text(0).startsWith("hydrants.csv: place proposed")) ++remarks;
  EXPECT_GE(remarks, 1);

  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(document().city()->hydrants->size(), 0U);
  EXPECT_EQ(find<QPushButton>("intake_accept")->text(), "Take as EPSG:4547");
}

TEST_F(PlaceProposalTest, AnotherCrsTakesTheAcceptanceBack) {
  open(write_county("x,y", 2660010.5, 640006.5, 45, 0));
  choose_layer("hydrants");
  find<QPushButton>("intake_accept")->click();
  settle();
  choose_layer("hydrants");
  auto* crs = find<QLineEdit>("intake_crs");
  crs->setFocus();
  crs->selectAll();
  QTest::keyClicks(crs, "EPSG:4548");
  QTest::keyClick(crs, Qt::Key_Return);
  settle();
  for (const io::SourceSpec& spec : document().project().sources) {
    EXPECT_EQ(spec.accepted, "");
    EXPECT_EQ(spec.crs_note, "");
  }
}

TEST_F(PlaceProposalTest, XAndYAreExchangedAndSetBackByHand) {
  open(write_county("x,y", 2660010.5, 640006.5, 45, 0));
  const auto any_turned = [&] {
    return std::ranges::any_of(document().project().sources, &io::SourceSpec::turned_axes);
  };
  choose_layer("hydrants");
  EXPECT_FALSE(find<QCheckBox>("intake_turned")->isChecked());
  find<QCheckBox>("intake_turned")->click();
  settle();
  EXPECT_TRUE(any_turned());
  choose_layer("hydrants");
  EXPECT_TRUE(find<QCheckBox>("intake_turned")->isChecked());
  find<QCheckBox>("intake_turned")->click();
  settle();
  EXPECT_FALSE(any_turned());
}

TEST_F(PlaceProposalTest, ALayerThatLiesRightIsLeftAsItIs) {
  open(write_county("lon,lat", 115.3812714, 24.0340167, 0.0000048, 0.00043));
  ASSERT_FALSE(document().city()->proposals.empty());
  const Xy before = document().city()->hydrants->rows[0].at;
  find<QPushButton>("intake_leave")->click();
  settle();
  EXPECT_TRUE(document().city()->proposals.empty()) << "it is asked no more";
  EXPECT_EQ(document().city()->hydrants->rows[0].at, before);
  EXPECT_FALSE(find<QWidget>("intake_questions")->isVisible());
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_FALSE(document().city()->proposals.empty());
}

TEST_F(PlaceProposalTest, ALayerWithoutAPlaceCannotBeLeftThere) {
  open(write_county("x,y", 2660010.5, 640006.5, 45, 0));
  find<QPushButton>("intake_take");
  EXPECT_EQ(window_->findChild<QPushButton*>("intake_leave"), nullptr);
}

TEST_F(PlaceProposalTest, TheOffsetOfAPhoneIsShiftedBack) {
  // 5 m beside the road, as GCJ-02 draws them.
  open(write_county("lon,lat", 115.3812714, 24.0340167, 0.0000048, 0.00043));
  choose_layer("hydrants");
  auto* accept = find<QPushButton>("intake_accept");
  ASSERT_NE(accept, nullptr);
  EXPECT_EQ(accept->text(), "Shift back from GCJ-02");
  EXPECT_TRUE(find<QLabel>("intake_evidence")
                  ->text()
                  .contains("the median distance to a road falls "
                            "from"));
  accept->click();
  settle();
  EXPECT_EQ(place_codes(document().city()->sources[0].place_steps.with(
                document().city()->sources[1].place_steps)),
            "accepted + gcj02");
}

}  // namespace
}  // namespace firebreak
