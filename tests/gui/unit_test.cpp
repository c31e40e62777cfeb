#include <QComboBox>

#include "gui/window_fixture.hpp"

/// Towns and grids: what is shown and counted of one of them alone.
namespace firebreak {
namespace {

class Units : public test::WindowTest {
 protected:
  /// The town with its west half as a unit.
  void open_with_units() { open(test::add_west(test::write_town(dir_.path()))); }
  void choose(const char* unit) {
    document().edit("Unit shown", [&](io::Project& project) { project.view.unit = unit; });
  }
  std::size_t buildings_shown() {
    const auto rows = document().rows_in_unit(document().table("buildings"));
    return rows ? static_cast<std::size_t>(std::count(rows->begin(), rows->end(), 1)) : 0;
  }
};

TEST_F(Units, TheirRowsAreFoundBesidesTheWindowsOwnWork) {
  open_with_units();
  ASSERT_EQ(document().city()->units->size(), 1U);
  const QString whole = find<QPushButton>("figure_read_buildings")->text();
  choose("west");
  EXPECT_FALSE(document().unit_known()) << "choosing a unit computes nothing itself";
  EXPECT_EQ(document().rows_in_unit(document().table("buildings")), nullptr);
  QTest::qWait(0);
  settle();
  EXPECT_TRUE(document().unit_known());
  EXPECT_EQ(buildings_shown(), 30U);
  const QString part = find<QPushButton>("figure_read_buildings")->text();
  EXPECT_TRUE(part.startsWith("30")) << part.toStdString();
  EXPECT_NE(part, whole);
  EXPECT_TRUE(find<QPushButton>("figure_read_buildings")->isEnabled());
  choose("");
  settle();
  EXPECT_EQ(find<QPushButton>("figure_read_buildings")->text(), whole);
}

TEST_F(Units, ResultsThatComeWhileAUnitIsShownAreCountedInIt) {
  open_with_units();
  choose("west");
  settle();
  assess();
  const gui::TablePtr judged = document().table("building_risk");
  ASSERT_TRUE(judged);
  const auto rows = document().rows_in_unit(judged);
  ASSERT_TRUE(rows);
  EXPECT_EQ(std::count(rows->begin(), rows->end(), 1), 30);
}

TEST_F(Units, WhatIsKnownOfAUnitIsNotFoundAgain) {
  open_with_units();
  choose("west");
  settle();
  const auto before = document().rows_in_unit(document().table("buildings"));
  assess();
  EXPECT_EQ(document().rows_in_unit(document().table("buildings")), before);
}

}  // namespace
}  // namespace firebreak
