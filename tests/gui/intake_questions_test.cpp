#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <fstream>
#include <iomanip>
#include <map>

#include "gui/window_fixture.hpp"

/// Layers whose place has one cause are settled with one word (planner.md 4.2).
namespace firebreak {
namespace {

class IntakeQuestionsTest : public test::WindowTest {
 protected:
  /// A road in degrees and ledgers in metres beside it, whose grid nobody names.
  std::filesystem::path write_county(std::initializer_list<const char*> ledgers) {
    const auto folder = dir_.path() / "county";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "roads.geojson")
        << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)"
        << R"({"highway":"residential"},"geometry":{"type":"LineString","coordinates":)"
        << R"([[115.376195,24.036353],[115.376291,24.045379],[115.38612,24.04529]]}}]})";
    double from = 2660010.5;
    for (const char* name : ledgers) {
      std::ofstream ledger(folder / name);
      ledger << "id,x,y\n" << std::setprecision(10);
      for (int i = 0; i < 20; ++i) ledger << name << i << "," << from + i * 45 << ",640006.5\n";
      from += 20;
    }
    return folder;
  }

  /// Another road where the same grid with the next meridian would put the ledgers.
  void add_road_three_degrees_east(const std::filesystem::path& folder) {
    std::ofstream(folder / "roads_east.geojson")
        << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)"
        << R"({"highway":"residential"},"geometry":{"type":"LineString","coordinates":)"
        << R"([[118.376195,24.036353],[118.376291,24.045379],[118.38612,24.04529]]}}]})";
  }
  /// Hydrants 5 m beside the road, as the maps of phones in China draw them (GCJ-02).
  void add_ledger_of_a_phone(const std::filesystem::path& folder) {
    std::ofstream ledger(folder / "hydrants_phone.csv");
    ledger << "id,lon,lat\n" << std::setprecision(10);
    for (int i = 0; i < 20; ++i)
      ledger << "p" << i << "," << 115.3812714 + i * 0.0000048 << "," << 24.0340167 + i * 0.00043
             << "\n";
  }
  /// The answers offered above the list of layers.
  std::map<std::string, QPushButton*> answers() {
    std::map<std::string, QPushButton*> found;
    for (QPushButton* take : window_->findChildren<QPushButton*>("intake_take"))
      found.emplace(take->text().toStdString(), take);
    return found;
  }
  const io::SourceSpec& spec(const char* file) {
    const auto& sources = document().project().sources;
    return *std::ranges::find(sources, file, [](const io::SourceSpec& source) {
      return source.path.filename().string();
    });
  }

  void choose_layer(const QString& name) {
    auto* layers = find<QTreeWidget>("intake_layers");
    for (int i = 0; i < layers->topLevelItemCount(); ++i)
      if (layers->topLevelItem(i)->text(0).startsWith(name))
        return layers->setCurrentItem(layers->topLevelItem(i));
    ADD_FAILURE() << name.toStdString();
  }
};

TEST_F(IntakeQuestionsTest, LedgersOfOneGridAreSettledTogether) {
  open(write_county({"hydrants_east.csv", "hydrants_west.csv"}));
  EXPECT_EQ(document().city()->proposals.size(), 2U);
  choose_layer("hydrants_east");
  const QString others = find<QLabel>("intake_evidence_others")->text();
  EXPECT_TRUE(others.startsWith("hydrants_west.csv: ")) << "what speaks for it stands there";
  EXPECT_TRUE(others.contains("lie within the other layers")) << others.toStdString();
  auto* all = find<QPushButton>("intake_accept_all");
  EXPECT_EQ(all->text(), "The same for 2 layers");
  all->click();
  settle();
  EXPECT_TRUE(document().city()->proposals.empty());
  EXPECT_EQ(document().city()->hydrants->size(), 40U);
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(document().city()->proposals.size(), 2U) << "one step back for both";
}

TEST_F(IntakeQuestionsTest, EveryOpenQuestionStandsAboveTheListOfLayers) {
  open(write_county({"hydrants_east.csv", "hydrants_west.csv"}));
  ASSERT_TRUE(find<QWidget>("intake_questions")->isVisible());
  const QString asked = find<QLabel>("intake_question")->text();
  EXPECT_TRUE(asked.contains("hydrants_east.csv: ") && asked.contains("hydrants_west.csv: "))
      << asked.toStdString();
  EXPECT_EQ(window_->findChild<QPushButton*>("intake_take_all"), nullptr) << "it is one question";
  find<QPushButton>("intake_take")->click();
  settle();
  EXPECT_TRUE(document().city()->proposals.empty());
  EXPECT_EQ(document().city()->hydrants->size(), 40U);
  EXPECT_FALSE(find<QWidget>("intake_questions")->isVisible());
}

TEST_F(IntakeQuestionsTest, OfRivalAnswersAPersonChoosesOne) {
  const auto folder = write_county({"hydrants.csv"});
  add_road_three_degrees_east(folder);
  open(folder);
  ASSERT_TRUE(find<QWidget>("intake_questions")->isVisible());
  ASSERT_EQ(window_->findChildren<QLabel*>("intake_question").size(), 1) << "one question";
  EXPECT_EQ(find<QLabel>("intake_rival")->text(), "Another answer fits as well: choose one.");
  auto offered = answers();
  ASSERT_THAT(offered, testing::UnorderedElementsAre(testing::Key("Take as EPSG:4547"),
                                                     testing::Key("Take as EPSG:4548")));
  EXPECT_EQ(window_->findChild<QPushButton*>("intake_take_all"), nullptr)
      << "no answer is the only one";
  EXPECT_EQ(document().city()->hydrants->size(), 0U) << "nothing is moved unasked";
  QTest::mouseClick(offered["Take as EPSG:4548"], Qt::LeftButton);
  settle();
  EXPECT_EQ(spec("hydrants.csv").crs, "EPSG:4548");
  EXPECT_NE(spec("hydrants.csv").accepted, "") << "with the day";
  EXPECT_EQ(document().city()->hydrants->size(), 20U);
  EXPECT_FALSE(find<QWidget>("intake_questions")->isVisible());
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  offered = answers();
  ASSERT_EQ(offered.size(), 2U) << "the other may still be chosen";
  offered["Take as EPSG:4547"]->setFocus();
  QTest::keyClick(offered["Take as EPSG:4547"], Qt::Key_Space);
  settle();
  EXPECT_EQ(spec("hydrants.csv").crs, "EPSG:4547");
}

TEST_F(IntakeQuestionsTest, OneButtonTakesAllThatHaveButOneAnswer) {
  const auto folder = write_county({"hydrants_east.csv"});
  add_ledger_of_a_phone(folder);
  open(folder);
  ASSERT_THAT(answers(), testing::UnorderedElementsAre(testing::Key("Take as EPSG:4547"),
                                                       testing::Key("Shift back from GCJ-02")));
  EXPECT_EQ(window_->findChild<QLabel*>("intake_rival"), nullptr);
  const int steps = document().undo().count();
  auto* all = find<QPushButton>("intake_take_all");
  EXPECT_EQ(all->text(), "Take all that have but one answer");
  QTest::mouseClick(all, Qt::LeftButton);
  settle();
  EXPECT_EQ(document().undo().count(), steps + 1);
  EXPECT_EQ(spec("hydrants_east.csv").crs, "EPSG:4547");
  EXPECT_EQ(spec("hydrants_phone.csv").shift, CoordinateShift::gcj02);
  EXPECT_EQ(document().city()->hydrants->size(), 40U);
  EXPECT_TRUE(document().city()->proposals.empty());
  EXPECT_FALSE(find<QWidget>("intake_questions")->isVisible());
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(answers().size(), 2U) << "one step back for both";
}

TEST_F(IntakeQuestionsTest, OneOfThemMayBeSettledAlone) {
  open(write_county({"hydrants_east.csv", "hydrants_west.csv"}));
  choose_layer("hydrants_east");
  find<QPushButton>("intake_accept")->click();
  settle();
  ASSERT_EQ(document().city()->proposals.size(), 1U);
  EXPECT_EQ(document().city()->hydrants->size(), 20U);
}

TEST_F(IntakeQuestionsTest, WhereNoLayerHasAPlaceAPersonChoosesTheMeridian) {
  const auto folder = write_county({"hydrants_east.csv", "hydrants_west.csv"});
  std::filesystem::remove(folder / "roads.geojson");
  open(folder);
  ASSERT_TRUE(find<QWidget>("intake_meridian")->isVisible());
  EXPECT_TRUE(find<QLabel>("intake_meridian_told")
                  ->text()
                  .startsWith("hydrants_east.csv, hydrants_west.csv: "));
  auto* meridians = find<QComboBox>("intake_meridians");
  auto* take = find<QPushButton>("intake_meridian_take");
  EXPECT_EQ(meridians->count(), 22) << "75 to 135 degrees in steps of three, and none chosen";
  EXPECT_FALSE(take->isEnabled());
  const int at = meridians->findData("EPSG:4547");
  EXPECT_EQ(meridians->itemText(at), "114° E: it lies around 115.38° E, 24.04° N");
  meridians->setCurrentIndex(at);
  take->click();
  settle();
  EXPECT_EQ(document().city()->hydrants->size(), 40U);
  EXPECT_FALSE(find<QWidget>("intake_meridian")->isVisible());
  for (const io::SourceSpec& spec : document().project().sources) {
    EXPECT_EQ(spec.crs, "EPSG:4547");
    EXPECT_NE(spec.accepted, "") << "with the day";
  }
}

TEST_F(IntakeQuestionsTest, LayersThatOthersPlaceAreNotAskedFor) {
  open(write_county({"hydrants.csv"}));
  EXPECT_FALSE(find<QWidget>("intake_meridian")->isVisible()) << "one proposal is enough";
}

TEST_F(IntakeQuestionsTest, ALayerAloneHasOneButton) {
  open(write_county({"hydrants.csv"}));
  choose_layer("hydrants");
  find<QPushButton>("intake_accept");
  EXPECT_EQ(window_->findChild<QPushButton*>("intake_accept_all"), nullptr);
}

}  // namespace
}  // namespace firebreak
