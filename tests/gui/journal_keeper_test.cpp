#include "gui/journal_keeper.hpp"

#include <gtest/gtest.h>

#include <QSignalSpy>
#include <QTest>

#include "support/temp_dir.hpp"

/// The journal is written beside the window's own work.
namespace firebreak::gui {
namespace {

io::Project project_named(const std::string& name) {
  io::Project project;
  project.name = name;
  project.sources.emplace_back().path = "/data/buildings.gpkg";
  return project;
}

/// A copy under the name of a process that is no more, as kill -9 leaves it.
std::optional<io::Recovered> left_by_a_crash(const std::filesystem::path& folder,
                                             const std::filesystem::path& elsewhere) {
  std::filesystem::create_directories(elsewhere);
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    if (entry.path().extension() == ".toml")
      std::filesystem::copy_file(entry.path(), elsewhere / "1-0.journal.toml");
  return io::Journal::find(elsewhere, nullptr);
}

TEST(JournalKeeper, TheNewestOfManyStatesIsOnDisk) {
  const test::TempDir dir;
  JournalKeeper keeper(dir.path() / "journal");
  for (int edit = 0; edit <= 500; ++edit) keeper.keep(project_named(std::to_string(edit)));
  keeper.finish();
  const auto found = left_by_a_crash(dir.path() / "journal", dir.path() / "crash");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->project.name, "500");
}

TEST(JournalKeeper, WhatStillWaitsIsWrittenAtTheEnd) {
  const test::TempDir dir;
  {
    JournalKeeper keeper(dir.path());
    keeper.keep(project_named("last"));
  }
  const auto found = io::Journal::find(dir.path(), nullptr);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->project.name, "last");
}

TEST(JournalKeeper, ClearingComesAfterWhatWasKept) {
  const test::TempDir dir;
  {
    JournalKeeper keeper(dir.path());
    keeper.keep(project_named("saved since"));
    keeper.clear();
  }
  EXPECT_FALSE(io::Journal::find(dir.path(), nullptr));
}

TEST(JournalKeeper, ADiskThatTakesNothingIsToldOnce) {
  const test::TempDir dir;
  const auto folder = dir.path() / "journal";
  JournalKeeper keeper(folder);
  QSignalSpy told(&keeper, &JournalKeeper::failed);
  std::filesystem::remove_all(folder);
  for (int edit = 0; edit < 3; ++edit) {
    keeper.keep(project_named("lost"));
    keeper.finish();
  }
  QTest::qWait(1);
  ASSERT_EQ(told.size(), 1);
  EXPECT_FALSE(told[0][0].toString().isEmpty());
}

}  // namespace
}  // namespace firebreak::gui
