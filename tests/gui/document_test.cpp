#include <fstream>
#include <iterator>

#include "core/base/error.hpp"
#include "gui/window_fixture.hpp"

/// Project, undo, scenarios, journal: what the window works on.
namespace firebreak {
namespace {

class Documents : public test::WindowTest {};

std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

double figure(const gui::Results& results, std::string_view name) {
  for (const KeyFigure& f : results.record().figures)
    if (f.name == name) return f.value;
  ADD_FAILURE() << name;
  return -1;
}

TEST_F(Documents, ReadsTheTownAndShowsItBeforeItIsAssessed) {
  open_town();
  ASSERT_TRUE(document().city());
  EXPECT_EQ(document().city()->buildings->size(), 60U);
  EXPECT_EQ(document().table("buildings")->rows(), 60U);
  EXPECT_FALSE(document().results());
  EXPECT_FALSE(document().unsaved());
}

TEST_F(Documents, WhatCannotBeOpenedIsToldAndTheOldOneStays) {
  open_town();
  window_->open(dir_.path() / "nothing.toml");
  EXPECT_TRUE(find<QLabel>("message")->text().contains("no such file"));
  EXPECT_EQ(document().city()->buildings->size(), 60U);
  std::ofstream(dir_.path() / "bad.toml") << "name = \n";
  window_->open(dir_.path() / "bad.toml");
  EXPECT_TRUE(find<QLabel>("message")->text().contains("line 1"));
  EXPECT_EQ(document().project().name, "Testhausen");
}

TEST_F(Documents, EditsAreAPlanAndOnlyWhatTheyReachIsComputedAnew) {
  open_town();
  assess();
  const auto base = document().results();
  const auto city = document().city();
  const double failing = figure(*base, "hydrant_fail");
  ASSERT_GT(failing, 0) << "the far end of the street has no working hydrant";
  document().add_edit(SwitchHydrant{"h2", false});
  ASSERT_TRUE(
      QTest::qWaitFor([&] { return !document().busy() && document().results() != base; }, 60000));
  EXPECT_EQ(document().scenario()->name, "Plan A");
  EXPECT_EQ(document().city(), city) << "the city as it is was not touched";
  EXPECT_EQ(document().base_results(), base);
  EXPECT_LT(figure(*document().results(), "hydrant_fail"), failing);
  document().undo().undo();
  settle();
  EXPECT_EQ(document().scenario(), nullptr);
  EXPECT_EQ(figure(*document().results(), "hydrant_fail"), failing);
  document().undo().redo();
  settle();
  EXPECT_LT(figure(*document().results(), "hydrant_fail"), failing);
}

TEST_F(Documents, OneUndoForEditsLayersAndRules) {
  open_town();
  const io::Project before = document().project();
  document().add_edit(AddHydrant{"new-1", {0, 0}});
  document().edit("Opacity", [](io::Project& p) { p.view.layer("roads", "Roads").opacity = 0.5; });
  document().edit("Value", [](io::Project& p) { p.overrides["hydrants.radius_m"] = 100.0; });
  settle();
  EXPECT_EQ(document().undo().count(), 3);
  EXPECT_TRUE(document().unsaved());
  for (int i = 0; i < 3; ++i) press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(document().project(), before);
  EXPECT_FALSE(document().unsaved());
}

TEST_F(Documents, SavedProjectsOpenAsTheyWereLeft) {
  open_town();
  document().add_edit(AddHydrant{"new-1", {665000, 5487000}});
  document().edit("Opacity", [](io::Project& p) { p.view.layer("roads", "Roads").opacity = 0.5; });
  settle();
  ASSERT_TRUE(window_->save_to(dir_.path() / "city.toml"));
  EXPECT_FALSE(document().unsaved());
  EXPECT_TRUE(contents(dir_.path() / "city.toml").starts_with("# A town for tests.\n"));
  const io::Project saved = document().project();
  restart();
  open(dir_.path() / "city.toml");
  EXPECT_EQ(document().project(), saved);
  EXPECT_EQ(document().shown_city()->hydrants->size(), 3U);
}

TEST_F(Documents, WhatCannotBeWrittenIsToldAndNothingIsLost) {
  open_town();
  document().add_edit(AddHydrant{"new-1", {665000, 5487000}});
  EXPECT_FALSE(window_->save_to(dir_.path() / "no" / "city.toml"));
  EXPECT_TRUE(document().unsaved());
  EXPECT_FALSE(find<QLabel>("message")->text().isEmpty());
}

TEST_F(Documents, AKilledProgramLosesAtMostTheLastEdit) {
  open_town();
  document().add_edit(AddHydrant{"new-1", {665000, 5487000}});
  document().add_edit(AddHydrant{"new-2", {665010, 5487000}});
  settle();
  // What kill -9 leaves: the journal of a process that is no more.
  const auto folder = settings_->data_folder() / "journal";
  std::filesystem::path kept;
  const auto both_on_disk = [&] {
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().extension() == ".toml") kept = entry.path();
    std::ifstream in(kept);
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    return text.find("new-2") != std::string::npos;
  };
  ASSERT_TRUE(QTest::qWaitFor(both_on_disk)) << "an edit is on disk as soon as the disk takes it";
  std::filesystem::copy_file(kept, folder / "1-0.journal.toml");
  restart();
  QString asked;
  window_->ask_recover = [&](const QString& name) {
    asked = name;
    return true;
  };
  window_->offer_recovery();
  settle();
  EXPECT_EQ(asked, "Testhausen");
  ASSERT_NE(document().scenario(), nullptr);
  EXPECT_EQ(document().scenario()->edits.size(), 2U);
  EXPECT_TRUE(document().unsaved()) << "it is still not saved";
  EXPECT_FALSE(std::filesystem::exists(folder / "1-0.journal.toml"));
}

TEST_F(Documents, ACorruptedJournalIsToldAndMovedAside) {
  const auto folder = settings_->data_folder() / "journal";
  std::ofstream(folder / "1-0.journal.toml") << "rubbish";
  window_->ask_recover = [](const QString&) { return true; };
  window_->offer_recovery();
  EXPECT_FALSE(find<QLabel>("message")->text().isEmpty());
  EXPECT_FALSE(document().is_open());
}

TEST_F(Documents, EscapeStopsAndWhatWasThereStays) {
  open_town();
  assess();
  const auto before = document().results();
  document().edit("Value", [](io::Project& p) { p.overrides["hydrants.radius_m"] = 100.0; });
  document().assess();
  EXPECT_TRUE(document().busy());
  press(Qt::Key_Escape);
  EXPECT_FALSE(document().busy());
  settle();
  EXPECT_EQ(document().results(), before);
  EXPECT_TRUE(document().outdated());
}

TEST_F(Documents, ResultFilesOpenWithoutTheirSources) {
  open_town();
  assess();
  const auto file = dir_.path() / "risk.gpkg";
  document().write_result(file);
  ASSERT_TRUE(QTest::qWaitFor([&] { return !document().busy(); }, 60000));
  const double failing = figure(*document().results(), "hydrant_fail");
  bool gaps_first = false;
  QObject::connect(&document(), &gui::Document::tables_changed, window_.get(), [&] {
    const bool small = document().table("hydrant_gaps") || document().table("risk_zones");
    if (document().busy() && small && !document().table("building_risk")) gaps_first = true;
  });
  open(file);
  EXPECT_TRUE(gaps_first) << "small layers are shown while the buildings are being read";
  EXPECT_FALSE(document().city());
  ASSERT_TRUE(document().results());
  EXPECT_EQ(figure(*document().results(), "hydrant_fail"), failing);
  EXPECT_EQ(document().table("building_risk")->rows(), 60U);
}

TEST_F(Documents, AGeoPackageIsOnTheMapBeforeItIsRead) {
  bool early = false;
  QObject::connect(&document(), &gui::Document::tables_changed, window_.get(), [&] {
    if (document().table("buildings") && document().table("roads") && document().intake().empty())
      early = true;
  });
  open(std::filesystem::path(FIREBREAK_TEST_DATA) / "reference" / "monaco.gpkg");
  EXPECT_TRUE(early);
  ASSERT_TRUE(document().city());
  EXPECT_EQ(document().table("buildings")->rows(), document().city()->buildings->size());
}

TEST_F(Documents, UnsavedChangesAreAskedFor) {
  open_town();
  document().add_edit(AddHydrant{"new-1", {665000, 5487000}});
  int asked = 0;
  auto answer = gui::MainWindow::Answer::cancel;
  window_->ask_unsaved = [&] {
    ++asked;
    return answer;
  };
  EXPECT_FALSE(window_->close());
  EXPECT_EQ(asked, 1);
  EXPECT_NE(document().scenario(), nullptr) << "cancel: nothing happened";
  answer = gui::MainWindow::Answer::save;
  EXPECT_TRUE(window_->close());
  EXPECT_NE(contents(dir_.path() / "city.toml").find("add_hydrant"), std::string::npos);
}

TEST_F(Documents, ResultsOfDataThatLieElsewhereAreNotDrawnOverTheNewOnes) {
  open_town();
  assess();
  ASSERT_TRUE(document().table("building_risk"));
  document().edit("CRS", [](io::Project& p) { p.crs = "EPSG:25833"; });
  settle();
  ASSERT_TRUE(document().city());
  EXPECT_FALSE(document().table("building_risk")) << "it would lie hundreds of kilometres away";
  EXPECT_TRUE(document().outdated());
  document().undo().undo();
  settle();
  EXPECT_TRUE(document().table("building_risk")) << "the same frame again";
}

TEST_F(Documents, PartsOfALaterRunAreShownAsTheyFinishToo) {
  open_town();
  assess();
  const auto before = document().table("building_risk");
  bool early = false;
  QObject::connect(&document(), &gui::Document::tables_changed, window_.get(), [&] {
    if (document().busy() && document().table("building_risk") != before) early = true;
  });
  document().edit("Value", [](io::Project& p) { p.overrides["hydrants.radius_m"] = 100.0; });
  assess();
  EXPECT_TRUE(early);
}

}  // namespace
}  // namespace firebreak
