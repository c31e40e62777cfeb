#include <QDate>
#include <fstream>

#include "core/io/project.hpp"
#include "core/model/cells.hpp"
#include "gui/remedy_fixture.hpp"
#include "gui/set_verdicts.hpp"
#include "gui/verdict_dialog.hpp"

/// A person sets a verdict in the window: form, map, undo, project file, and what becomes of it.
namespace firebreak {
namespace {

using State = OverrideOutcome::State;

class SetVerdict : public test::RemedyTest {
 protected:
  /// House 58 stands 330 m from the one hydrant that works.
  static constexpr const char* far_house = "House 58";

  void choose_house(const char* name) {
    const gui::TablePtr table = document().table("building_risk");
    const auto row = gui::row_with(*table, "name", name);
    ASSERT_TRUE(row) << name;
    document().show("building_risk", *row);
    settle();
  }
  /// Fills the form as somebody at the keyboard does: the verdict that many steps down its list.
  void fill_form(int steps_down, const char* by, const char* reason) {
    auto* verdict = find<QComboBox>("verdict_value");
    for (int step = 0; step < steps_down; ++step) QTest::keyClick(verdict, Qt::Key_Down);
    auto* name = find<QLineEdit>("verdict_by");
    name->selectAll();
    QTest::keyClicks(name, by);
    auto* grounds = find<QLineEdit>("verdict_reason");
    grounds->selectAll();
    QTest::keyClicks(grounds, reason);
  }
  /// Sets the far house to comply, and waits for the run.
  void set_far_house_to_pass() {
    choose_house(far_house);
    trigger("set_verdict");
    fill_form(2, "Wang", "hose tried through the yard");
    QTest::keyClick(find<QLineEdit>("verdict_reason"), Qt::Key_Return);
    settle();
  }
  /// A project that sets a verdict of a building that it does not have.
  std::filesystem::path town_with_a_verdict_on_nothing() {
    const auto project = test::write_town(dir_.path());
    std::ofstream(project, std::ios::app)
        << "\n[[override]]\nbuilding = \"nowhere\"\nverdict = \"pass\"\nby = \"Wang\"\n"
           "date = 2026-11-27\nreason = \"seen\"\ninputs = \"0123456789ab\"\n";
    return project;
  }
  std::string cell(const char* column) {
    const gui::TablePtr table = document().table("building_risk");
    return std::string(word_or_empty(*table, column, *gui::row_with(*table, "name", far_house)));
  }
  const std::vector<VerdictOverride>& verdicts() { return document().project().verdicts; }
  /// The class of the legend that marks such buildings; null: the map has none.
  const render::LiveLayer* mark() {
    for (const auto& layer : document().scene()->layers)
      if (layer.scene.style->rules.front().title == "Set by a person: hydrant radius")
        return &layer;
    return nullptr;
  }
  bool dialog_open() { return window_->findChild<QDialog*>("verdict_dialog") != nullptr; }
};

TEST_F(SetVerdict, ItStandsInTheProjectAndOnTheMapAndIsUndone) {
  open_town();
  assess();
  ASSERT_EQ(cell("hydrant_verdict"), "fail");
  EXPECT_EQ(mark(), nullptr) << "no class of the legend without any";
  QSignalSpy read(&document(), &gui::Document::intake_changed);
  set_far_house_to_pass();
  EXPECT_FALSE(dialog_open());
  ASSERT_EQ(verdicts().size(), 1U);
  EXPECT_EQ(verdicts()[0].building, cell("building_id"));
  EXPECT_EQ(verdicts()[0].verdict, "pass");
  EXPECT_EQ(verdicts()[0].by, "Wang");
  EXPECT_EQ(verdicts()[0].date, QDate::currentDate().toString(Qt::ISODate).toStdString());
  EXPECT_EQ(verdicts()[0].reason, "hose tried through the yard");
  EXPECT_EQ(verdicts()[0].inputs.size(), 12U);
  EXPECT_FALSE(document().outdated()) << "judged again by itself";
  EXPECT_EQ(read.count(), 0) << "nothing was read again";
  EXPECT_EQ(cell("hydrant_verdict"), "pass");
  EXPECT_EQ(cell("hydrant_computed"), "fail");
  EXPECT_EQ(cell("hydrant_override"), "1");
  EXPECT_TRUE(details().contains("Wang set this verdict")) << details().toStdString();
  ASSERT_NE(mark(), nullptr);
  EXPECT_TRUE(mark()->shown);
  EXPECT_EQ(mark()->counts.front(), 1U);

  trigger("undo");
  settle();
  EXPECT_TRUE(verdicts().empty());
  EXPECT_EQ(cell("hydrant_verdict"), "fail");
  EXPECT_EQ(mark(), nullptr);
  trigger("redo");
  settle();
  EXPECT_EQ(cell("hydrant_verdict"), "pass");
}

TEST_F(SetVerdict, TheFormWantsAllOfItAndStopsNothing) {
  open_town();
  assess();
  choose_house(far_house);
  trigger("set_verdict");
  auto* send = find<QPushButton>("verdict_send");
  EXPECT_FALSE(send->isEnabled());
  EXPECT_FALSE(find<QDialog>("verdict_dialog")->isModal());
  EXPECT_FALSE(find<QLabel>("verdict_computed")->text().isEmpty());
  fill_form(1, "Wang", "  ");
  EXPECT_FALSE(send->isEnabled()) << "blanks are no grounds";
  fill_form(0, "Wang", "seen");
  EXPECT_TRUE(send->isEnabled());
  auto* date = find<QLineEdit>("verdict_date");
  date->selectAll();
  QTest::keyClicks(date, "yesterday");
  EXPECT_FALSE(send->isEnabled());
  auto* refusal = find<QLabel>("verdict_refusal");
  EXPECT_TRUE(refusal->isVisible());
  EXPECT_EQ(refusal->text(), "Write the date like 2026-11-28.");
  date->selectAll();
  QTest::keyClicks(date, "2026/11/27");
  EXPECT_FALSE(refusal->isVisible());
  choose_house("House 7");
  EXPECT_TRUE(dialog_open()) << "the map stays in use";
  QTest::mouseClick(send, Qt::LeftButton);
  settle();
  ASSERT_EQ(verdicts().size(), 1U);
  EXPECT_EQ(verdicts()[0].building, cell("building_id")) << "the house the form was opened for";
  EXPECT_EQ(verdicts()[0].verdict, "fail");
  EXPECT_EQ(verdicts()[0].date, "2026-11-27") << "as all dates of a project file";

  choose_house("House 7");
  trigger("set_verdict");
  EXPECT_EQ(find<QLineEdit>("verdict_by")->text(), "Wang") << "remembered";
  EXPECT_TRUE(find<QLineEdit>("verdict_reason")->text().isEmpty());
  QTest::keyClick(find<QDialog>("verdict_dialog"), Qt::Key_Escape);
  EXPECT_EQ(verdicts().size(), 1U);
}

TEST_F(SetVerdict, TheFormFollowsTheLanguageAndKeepsWhatIsTyped) {
  open_town();
  assess();
  choose_house(far_house);
  trigger("set_verdict");
  fill_form(2, "Wang", "seen");
  auto* verdict = find<QComboBox>("verdict_value");
  const QString english = verdict->currentText();
  trigger("chinese");
  EXPECT_TRUE(find<QDialog>("verdict_dialog")->windowTitle().startsWith("认定结论"));
  EXPECT_EQ(find<QComboBox>("verdict_question")->currentText(), "消火栓保护半径");
  EXPECT_EQ(find<QPushButton>("verdict_send")->text(), "认定");
  EXPECT_NE(verdict->currentText(), english);
  EXPECT_EQ(verdict->currentData().toString(), "pass");
  EXPECT_EQ(find<QLineEdit>("verdict_reason")->text(), "seen");
  EXPECT_TRUE(find<QPushButton>("verdict_send")->isEnabled());
}

TEST_F(SetVerdict, AnotherOneOfTheSameQuestionTakesItsPlaceAndACommandTakesItBack) {
  open_town();
  assess();
  set_far_house_to_pass();
  emit find<QTextBrowser>("details_text")->anchorClicked(QUrl("verdict:set"));
  EXPECT_EQ(find<QComboBox>("verdict_value")->currentData().toString(), "pass");
  EXPECT_EQ(find<QLineEdit>("verdict_reason")->text(), "hose tried through the yard");
  QTest::keyClick(find<QComboBox>("verdict_value"), Qt::Key_Up);
  QTest::mouseClick(find<QPushButton>("verdict_send"), Qt::LeftButton);
  settle();
  ASSERT_EQ(verdicts().size(), 1U);
  EXPECT_EQ(verdicts()[0].verdict, "fail");
  EXPECT_EQ(cell("hydrant_verdict"), "fail");
  EXPECT_EQ(cell("hydrant_override"), "1");
  trigger("take_verdict_back");
  settle();
  EXPECT_TRUE(verdicts().empty());
  EXPECT_EQ(document().undo().count(), 3);
  trigger("take_verdict_back");
  EXPECT_EQ(document().undo().count(), 3) << "nothing to take back";
  EXPECT_THAT(said(), testing::HasSubstr("no verdict is set"));
}

TEST_F(SetVerdict, AClassOfWaterIsSetAsTheRadiusIs) {
  open_town();
  assess();
  choose_house(far_house);
  const auto settable = gui::settable_verdicts(document(), cell("building_id"));
  ASSERT_EQ(settable.size(), 2U);
  EXPECT_EQ(settable[1].subject, OverrideSubject::water);
  EXPECT_EQ(settable[1].computed, cell("water_verdict"));
  trigger("set_verdict");
  QTest::keyClick(find<QComboBox>("verdict_question"), Qt::Key_Down);
  ASSERT_EQ(find<QComboBox>("verdict_value")->count(), 4);
  fill_form(4, "Li", "pond beside it");
  QTest::mouseClick(find<QPushButton>("verdict_send"), Qt::LeftButton);
  settle();
  ASSERT_EQ(verdicts().size(), 1U);
  EXPECT_EQ(verdicts()[0].verdict, "G3");
  EXPECT_EQ(cell("water_verdict"), "G3");
  EXPECT_EQ(cell("water_computed"), settable[1].computed);
  EXPECT_EQ(cell("hydrant_verdict"), "fail") << "the other question is left alone";
}

TEST_F(SetVerdict, TheProjectFileKeepsIt) {
  open_town();
  assess();
  set_far_house_to_pass();
  document().save();
  const io::Project saved = io::read_project(dir_.path() / "city.toml");
  EXPECT_EQ(saved.verdicts, verdicts());
  restart();
  open(dir_.path() / "city.toml");
  assess();
  EXPECT_EQ(cell("hydrant_verdict"), "pass") << "in force in the next session";
}

TEST_F(SetVerdict, ItComesBackAfterACrash) {
  open_town();
  assess();
  set_far_house_to_pass();
  const auto folder = settings_->data_folder() / "journal";
  std::filesystem::path kept;
  ASSERT_TRUE(QTest::qWaitFor([&] {
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().extension() == ".toml") kept = entry.path();
    std::ifstream in(kept);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    return text.find("hose tried") != std::string::npos;
  }));
  std::filesystem::copy_file(kept, folder / "1-0.journal.toml");
  const auto before = verdicts();
  restart();
  window_->ask_recover = [](const QString&) { return true; };
  window_->offer_recovery();
  settle();
  EXPECT_EQ(verdicts(), before);
}

TEST_F(SetVerdict, OneThatAPlanLetsLapseIsListedAndConfirmedAgain) {
  open_town();
  assess();
  set_far_house_to_pass();
  EXPECT_FALSE(find<QWidget>("idle_verdicts")->isVisibleTo(window_.get()));
  document().add_edit(AddHydrant{document().new_id(), town({386, 3}) + document().grid().origin});
  settle();
  ASSERT_EQ(document().results()->assessment->overrides.size(), 1U);
  EXPECT_EQ(document().results()->assessment->overrides[0].state, State::lapsed);
  EXPECT_EQ(document().base_results()->assessment->overrides[0].state, State::in_force);
  EXPECT_EQ(cell("hydrant_verdict"), "pass") << "computed: the hydrant stands before the house";
  EXPECT_EQ(cell("hydrant_override"), "");

  window_->choose_step(gui::Step::assess);
  settle();
  auto* list = find<QListWidget>("idle_list");
  ASSERT_EQ(list->count(), 1);
  const QString told = list->item(0)->text();
  EXPECT_TRUE(told.contains("set by Wang")) << told.toStdString();
  EXPECT_TRUE(told.contains("has lapsed")) << told.toStdString();
  EXPECT_FALSE(find<QLabel>("assess_state")->text().contains("has lapsed")) << "told once";
  QTest::mouseClick(find<QPushButton>("idle_show"), Qt::LeftButton);
  EXPECT_TRUE(details().contains("has lapsed")) << details().toStdString();
  QTest::mouseClick(find<QPushButton>("idle_confirm"), Qt::LeftButton);
  ASSERT_TRUE(dialog_open());
  EXPECT_EQ(find<QLineEdit>("verdict_by")->text(), "Wang");
  QTest::keyClick(find<QLineEdit>("verdict_reason"), Qt::Key_Return);
  settle();
  EXPECT_EQ(document().results()->assessment->overrides[0].state, State::in_force);
  EXPECT_EQ(document().base_results()->assessment->overrides[0].state, State::lapsed)
      << "it was confirmed for what the plan has";
  EXPECT_EQ(list->count(), 0);
  EXPECT_EQ(cell("hydrant_override"), "1");
  EXPECT_EQ(verdicts().size(), 1U);
}

TEST_F(SetVerdict, OneOfABuildingThatIsGoneCanOnlyBeTakenBack) {
  open(town_with_a_verdict_on_nothing());
  assess();
  window_->choose_step(gui::Step::assess);
  settle();
  ASSERT_EQ(find<QListWidget>("idle_list")->count(), 1);
  EXPECT_FALSE(find<QPushButton>("idle_confirm")->isEnabled());
  QTest::mouseClick(find<QPushButton>("idle_take_back"), Qt::LeftButton);
  settle();
  EXPECT_TRUE(verdicts().empty());
  EXPECT_EQ(find<QListWidget>("idle_list")->count(), 0);
}

TEST_F(SetVerdict, OneTakenBackIsToldNoMoreBeforeTheNextRun) {
  open(town_with_a_verdict_on_nothing());
  assess();
  window_->choose_step(gui::Step::assess);
  document().edit("Value of a rule",
                  [](io::Project& project) { project.overrides["hydrants.radius_m"] = 90.0; });
  settle();
  ASSERT_EQ(find<QListWidget>("idle_list")->count(), 1);
  QTest::mouseClick(find<QPushButton>("idle_take_back"), Qt::LeftButton);
  settle();
  ASSERT_TRUE(document().outdated()) << "what was outdated before is not assessed by itself";
  EXPECT_EQ(find<QListWidget>("idle_list")->count(), 0);
  EXPECT_FALSE(find<QLabel>("assess_state")->text().contains("nowhere"));
}

}  // namespace
}  // namespace firebreak
