#include <QCheckBox>
#include <QTableWidget>
#include <fstream>

#include "core/io/saved_mapping.hpp"
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
    auto* box = means(column);
    ASSERT_NE(box, nullptr);
    box->setCurrentIndex(box->findData(QString(field)));
    emit box->activated(box->currentIndex());
    settle();
  }
};

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

}  // namespace
}  // namespace firebreak
