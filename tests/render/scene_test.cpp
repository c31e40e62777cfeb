#include "render/scene.hpp"

#include <gmock/gmock.h>

#include "core/base/error.hpp"
#include "render/fixture.hpp"

namespace firebreak::render {
namespace {

using test::filled;
using test::rule;
using test::sheet_of;
using testing::ElementsAre;

const Symbol red = filled({255, 0, 0, 255});

TEST(Scene, TheFirstRuleThatFitsDrawsTheRow) {
  const auto table = test::squares(
      "t", "verdict",
      {{0, 0, 1, 1, "fail"}, {2, 0, 3, 1, "pass"}, {4, 0, 5, 1, ""}, {6, 0, 7, 1, "odd"}});
  auto unknown = rule("verdict", {"unknown"}, red);
  unknown.missing = true;
  const auto sheet = sheet_of(
      "t", {rule("verdict", {"fail"}, red), unknown, rule("verdict", {"fail", "pass"}, red)});
  const Scene scene = make_scene(std::span(&table, 1), sheet, {}, Job{});

  ASSERT_EQ(scene.layers.size(), 1U);
  EXPECT_THAT(scene.layers[0].rule_of_row, ElementsAre(0, 2, 1, SceneLayer::no_rule));
  EXPECT_THAT(scene.layers[0].counts, ElementsAre(1U, 1U, 1U));
}

TEST(Scene, NumbersFitByValueAndByRange) {
  auto table = test::spots("t", "name", {{0, 0, "a"}, {1, 0, "b"}, {2, 0, "c"}, {3, 0, "d"}});
  Column level("level", ColumnType::integer);
  Column score("score", ColumnType::real);
  for (const double v : {1.0, 4.0, 20.0, 21.0}) {
    level.push(static_cast<std::int64_t>(v));
    score.push(v + 0.5);
  }
  table.columns.push_back(level);
  table.columns.push_back(score);
  auto range = rule("score", {}, red);
  range.from = 1.5;
  range.below = 20.5;
  const auto sheet = sheet_of("t", {rule("level", {"4"}, red), range, rule("", {}, red)});
  const Scene scene = make_scene(std::span(&table, 1), sheet, {}, Job{});

  EXPECT_THAT(scene.layers[0].rule_of_row, ElementsAre(1, 0, 2, 2));
}

TEST(Scene, LeavesOutWhatTheTablesDoNotHave) {
  const auto table = test::squares("t", "verdict", {{0, 0, 1, 1, "fail"}});
  auto sheet = sheet_of("t", {rule("verdict", {"fail"}, red), rule("cut_off", {"yes"}, red)});
  sheet.layers.push_back(sheet.layers[0]);
  sheet.layers[1].rules.erase(sheet.layers[1].rules.begin());  // only a column that is not there
  sheet.layers.push_back(sheet.layers[0]);
  sheet.layers[2].table = "absent";
  const Scene scene = make_scene(std::span(&table, 1), sheet, {}, Job{});

  ASSERT_EQ(scene.layers.size(), 1U);
  EXPECT_THAT(scene.layers[0].applies, ElementsAre(true, false));
}

TEST(Scene, AnEmptyTableIsALayerWithCountZero) {
  const auto table = test::squares("t", "verdict", {});
  const auto sheet = sheet_of("t", {rule("verdict", {"fail"}, red)});
  const Scene scene = make_scene(std::span(&table, 1), sheet, {}, Job{});

  ASSERT_EQ(scene.layers.size(), 1U);
  EXPECT_THAT(scene.layers[0].counts, ElementsAre(0U));
  EXPECT_TRUE(scene.extent().empty());
}

TEST(Scene, LayersAreTheDefaultOnesOrThoseNamed) {
  const auto table = test::squares("t", "verdict", {{0, 0, 1, 1, "fail"}});
  auto sheet = sheet_of("t", {rule("", {}, red)});
  sheet.layers[0].shown = false;
  EXPECT_TRUE(make_scene(std::span(&table, 1), sheet, {}, Job{}).layers.empty());
  EXPECT_EQ(make_scene(std::span(&table, 1), sheet, {"t"}, Job{}).layers.size(), 1U);
  EXPECT_THAT(
      [&] { make_scene(std::span(&table, 1), sheet, {"x"}, Job{}); },
      testing::ThrowsMessage<Error>("layer x: the style sheet test does not draw it. It draws t."));
}

TEST(Scene, PolygonsDecideTheExtent) {
  const std::vector tables{test::squares("t", "v", {{0, 0, 10, 20, "a"}}),
                           test::spots("p", "v", {{500, 500, "a"}}),
                           test::squares("context", "v", {{-900, 0, 900, 5, "a"}}),
                           test::squares("unit_summary", "v", {{-9000, 0, 900, 800, "a"}})};
  auto sheet = sheet_of("t", {rule("", {}, red)});
  for (const auto* name : {"p", "context", "unit_summary"}) {
    sheet.layers.push_back(sheet.layers[0]);
    sheet.layers.back().table = name;
  }
  EXPECT_EQ(make_scene(tables, sheet, {}, Job{}).extent(), (Box{{0, 0}, {10, 20}}));
  EXPECT_EQ(make_scene(tables, sheet, {"p"}, Job{}).extent(), (Box{{500, 500}, {500, 500}}));
  EXPECT_EQ(make_scene(tables, sheet, {"unit_summary"}, Job{}).extent(),
            (Box{{-9000, 0}, {900, 800}}))
      << "units alone are what is to be seen";
}

}  // namespace
}  // namespace firebreak::render
