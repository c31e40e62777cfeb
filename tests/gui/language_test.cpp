#include <QDialogButtonBox>

#include "core/model/features.hpp"
#include "gui/intake_words.hpp"
#include "gui/window_fixture.hpp"
#include "gui/words.hpp"

/// The language changes while the window is open, and everything that is said changes with it.
namespace firebreak {
namespace {

bool holds_chinese(const QString& text) {
  return std::any_of(text.begin(), text.end(),
                     [](QChar c) { return c.unicode() >= 0x4e00 && c.unicode() < 0x9fff; });
}

class LiveLanguage : public test::WindowTest {
 protected:
  QString defect() { return find<QLabel>("health_effect")->text(); }
  void choose_first_defect() {
    auto* kinds = find<QTreeWidget>("health_kinds");
    ASSERT_GT(kinds->topLevelItemCount(), 0);
    kinds->setCurrentItem(kinds->topLevelItem(0));
  }
};

TEST(Words, AmountsAreGroupedAndTextsStayAsTheyAre) {
  EXPECT_EQ(gui::words("{} of {} rows", 1234, std::size_t{12345678}), "1,234 of 12,345,678 rows");
  EXPECT_EQ(gui::words("{0:.1f} m, {1}, {2}", 2527.46, "EPSG:4547", std::string("2026")),
            "2,527.5 m, EPSG:4547, 2026");
}

TEST_F(LiveLanguage, WhatIsSaidOfADefectChangesToo) {
  open_town();
  choose_first_defect();
  const QString english = defect();
  ASSERT_FALSE(english.isEmpty());
  ASSERT_FALSE(holds_chinese(english)) << english.toStdString();
  const auto city = document().city();
  trigger("chinese");
  ASSERT_TRUE(QTest::qWaitFor([&] { return holds_chinese(defect()); }, 60000))
      << defect().toStdString();
  EXPECT_EQ(document().issues().size(), city->issues.size());
  EXPECT_EQ(document().city(), city) << "results of it stay in force";
  trigger("chinese");
  EXPECT_EQ(defect(), english);
}

TEST_F(LiveLanguage, ACityReadDuringTheChangeIsToldInTheLanguageOfThen) {
  window_->open(test::write_town(dir_.path()));
  trigger("chinese");
  settle();
  ASSERT_TRUE(QTest::qWaitFor(
      [&] {
        return !document().issues().empty() &&
               holds_chinese(gui::to_qt(document().issues().front().detail));
      },
      60000));
}

TEST_F(LiveLanguage, QtsOwnButtonsChangeToo) {
  const auto cancel = [] {
    QDialogButtonBox box(QDialogButtonBox::Cancel);
    return box.button(QDialogButtonBox::Cancel)->text();
  };
  ASSERT_EQ(cancel(), "Cancel");
  trigger("chinese");
  EXPECT_EQ(cancel(), "取消");
  trigger("chinese");
  EXPECT_EQ(cancel(), "Cancel");
}

TEST_F(LiveLanguage, TheOwnNameOfALayerStaysBehindItsTitle) {
  EXPECT_EQ(gui::title_words("Key sites · schools"), "Key sites · schools");
  trigger("chinese");
  EXPECT_EQ(gui::title_words("Key sites · schools"), "重点单位（场所） · schools");
  EXPECT_EQ(gui::title_words("Buildings"), gui::to_qt(translate("Buildings")));
}

TEST_F(LiveLanguage, LayersThatTheProgramNamedAreNamedInTheLanguage) {
  EXPECT_EQ(gui::layer_name("open_land", "/towns/a.osm.pbf"), "open land");
  trigger("chinese");
  EXPECT_EQ(gui::layer_name("obstacles", "/towns/a.osm.pbf"), "障碍物");
  EXPECT_EQ(gui::layer_name("obstacles", "/towns/a.gpkg"), "obstacles") << "so its maker named it";
  EXPECT_EQ(gui::layer_name("points", "/towns/a.osm"), "points");
}

TEST_F(LiveLanguage, EveryKindOfObstacleHasAChineseName) {
  for (int kind = 0; kind <= static_cast<int>(ObstacleKind::kerb); ++kind) {
    const auto name = obstacle_kind_name(static_cast<ObstacleKind>(kind));
    EXPECT_NE(translate(name, Language::zh), name) << name;
  }
}

/// A name for one thing: two for it would be two things to a reader.
TEST_F(LiveLanguage, ABlockAndAFacadeHaveOneChineseNameEach) {
  const Translations all = translations();
  for (std::size_t i = 0; i < all.count; ++i)
    for (const char* other : {"街块", "街坊", "外立面"})
      EXPECT_EQ(all.first[i].chinese.find(other), std::string_view::npos) << all.first[i].chinese;
}

}  // namespace
}  // namespace firebreak
