#include <QDoubleSpinBox>
#include <QPlainTextEdit>
#include <fstream>

#include "gui/brief_page.hpp"
#include "gui/window_fixture.hpp"

/// Nothing that was typed, asked for or unsaved gets lost on the way.
namespace firebreak {
namespace {

class Keeping : public test::WindowTest {
 protected:
  gui::Outputs& outputs() { return find<gui::BriefPage>("brief")->outputs(); }
  void take(const char* action, const std::filesystem::path& path) {
    outputs().ask_path = [path](const QString&, const QString&, const QString&) {
      return QString::fromStdString(path.string());
    };
    trigger(action);
  }
  void wait_idle() {
    ASSERT_TRUE(QTest::qWaitFor([this] { return !document().busy(); }, 120000));
    QTest::qWait(5);
  }
};

TEST_F(Keeping, WhatIsBeingTypedCountsForTheCommandGivenByItsKey) {
  open_town();
  window_->choose_step(gui::Step::rules);
  auto* radius = find<QDoubleSpinBox>("value_hydrants.radius_m");
  radius->setFocus();
  QTest::keyClick(radius, Qt::Key_A, Qt::ControlModifier);
  QTest::keyClicks(radius, "90");
  EXPECT_TRUE(document().project().overrides.empty()) << "not ended yet";
  assess();
  EXPECT_EQ(document().results()->record().value_used<double>("hydrants.radius_m"), 90.0);
  EXPECT_TRUE(radius->hasFocus()) << "the typing goes on where it was";

  window_->choose_step(gui::Step::brief);
  auto* title = find<QLineEdit>("sheet_title");
  title->setFocus();
  QTest::keyClicks(title, "For the council");
  press(Qt::Key_S, Qt::ControlModifier);
  EXPECT_EQ(document().project().sheet.title, "For the council");
  EXPECT_FALSE(document().unsaved());
  EXPECT_NE(test::read_file(dir_ / "city.toml").find("For the council"), std::string::npos);
}

TEST_F(Keeping, TypedWordsAloneAreAskedForWhenTheWindowCloses) {
  open_town();
  window_->choose_step(gui::Step::brief);
  auto* words = find<QPlainTextEdit>("sheet_text");
  words->setFocus();
  QTest::keyClicks(words, "Seen on site.");
  int asked = 0;
  window_->ask_unsaved = [&] {
    ++asked;
    return gui::MainWindow::Answer::cancel;
  };
  window_->close();
  EXPECT_EQ(asked, 1);
  EXPECT_TRUE(window_->isVisible());
  EXPECT_EQ(document().project().sheet.text, "Seen on site.");
  window_->ask_unsaved = [] { return gui::MainWindow::Answer::discard; };
}

TEST_F(Keeping, FilesAskedForInARowAreAllWritten) {
  open_town();
  assess();
  take("export_pdf", dir_ / "sheet.pdf");
  take("export_gpkg", dir_ / "risk.gpkg");
  take("export_png", dir_ / "sheet.png");
  EXPECT_TRUE(document().busy());
  wait_idle();
  for (const char* name : {"sheet.pdf", "risk.gpkg", "sheet.png"})
    EXPECT_TRUE(std::filesystem::exists(dir_ / name)) << name;
}

TEST_F(Keeping, AFileThatCannotBeWrittenDoesNotKeepTheNextFromItsTurn) {
  open_town();
  assess();
  std::filesystem::create_directory(dir_ / "out");
  take("export_gpkg", dir_ / "out" / "risk.gpkg");
  take("export_pdf", dir_ / "sheet.pdf");
  std::filesystem::remove_all(dir_ / "out");
  wait_idle();
  EXPECT_TRUE(std::filesystem::exists(dir_ / "sheet.pdf"));
}

TEST_F(Keeping, EscStopsAllThatIsWritten) {
  open_town();
  assess();
  take("export_pdf", dir_ / "sheet.pdf");
  take("export_gpkg", dir_ / "risk.gpkg");
  press(Qt::Key_Escape);
  wait_idle();
  EXPECT_FALSE(std::filesystem::exists(dir_ / "risk.gpkg"));
  EXPECT_FALSE(std::filesystem::exists(dir_ / "sheet.pdf"));
}

TEST_F(Keeping, TheWindowClosesWhenWhatIsWrittenIsDone) {
  open_town();
  assess();
  take("export_pdf", dir_ / "sheet.pdf");
  window_->close();
  EXPECT_TRUE(window_->isVisible()) << "the sheet is still being written";
  ASSERT_TRUE(QTest::qWaitFor([this] { return !window_->isVisible(); }, 60000));
  EXPECT_TRUE(std::filesystem::exists(dir_ / "sheet.pdf"));
}

TEST_F(Keeping, EscKeepsTheWindowThatWaitedToClose) {
  open_town();
  assess();
  take("export_pdf", dir_ / "sheet.pdf");
  window_->close();
  press(Qt::Key_Escape);
  wait_idle();
  QTest::qWait(50);
  EXPECT_TRUE(window_->isVisible());
}

TEST_F(Keeping, AProjectDroppedOnUnsavedWorkIsAskedFor) {
  open_town();
  const test::TempDir other;
  const auto project = test::write_town(other.path());
  document().add_edit(AddHydrant{"new-1", {665000, 5487000}});
  settle();
  int asked = 0;
  window_->ask_unsaved = [&] {
    ++asked;
    return gui::MainWindow::Answer::cancel;
  };
  drop({project});
  EXPECT_EQ(asked, 1);
  ASSERT_NE(document().scenario(), nullptr) << "the work is still there";
  window_->ask_unsaved = [] { return gui::MainWindow::Answer::discard; };
  drop({project});
  settle();
  EXPECT_EQ(document().scenario(), nullptr);
  EXPECT_EQ(document().project().path, project);
}

TEST_F(Keeping, ADroppedLayerIsAddedToTheCityThatIsOpen) {
  open_town();
  const test::TempDir other;
  std::ofstream(other.path() / "hydrants.geojson")
      << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"id":"h9"},)"
      << R"("geometry":{"type":"Point","coordinates":[11.281,49.5101]}}]})";
  drop({other.path() / "hydrants.geojson"});
  settle();
  EXPECT_EQ(document().city()->hydrants->size(), 3U);
  EXPECT_TRUE(document().unsaved());
}

TEST_F(Keeping, WhatWasRecoveredIsKeptUntilItStandsInTheNewJournal) {
  open_town();
  document().add_edit(AddHydrant{"new-1", {665000, 5487000}});
  settle();
  const auto folder = settings_->data_folder() / "journal";
  std::filesystem::path kept;
  ASSERT_TRUE(QTest::qWaitFor([&] {
    for (const auto& entry : std::filesystem::directory_iterator(folder))
      if (entry.path().extension() == ".toml") kept = entry.path();
    return !kept.empty();
  }));
  std::filesystem::copy_file(kept, folder / "1-0.journal.toml");
  restart();
  // The disk does not take the new journal: something else stands where it would.
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    std::string own = entry.path().string();
    if (!own.ends_with(".lock")) continue;
    own.resize(own.size() - std::string(".lock").size());
    std::filesystem::create_directories(std::filesystem::path(own) / "in the way");
  }
  window_->ask_recover = [](const QString&) { return true; };
  window_->offer_recovery();
  settle();
  ASSERT_NE(document().scenario(), nullptr) << "the work itself is taken up";
  EXPECT_TRUE(std::filesystem::exists(folder / "1-0.journal.toml")) << "the only copy on disk";
  EXPECT_FALSE(find<QLabel>("message")->text().isEmpty());
}

}  // namespace
}  // namespace firebreak
