#include "core/analysis/lane_story.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "support/lane_town.hpp"

namespace firebreak {
namespace {

using testing::Contains;
using testing::HasSubstr;
using testing::Not;

/// The tables of a town with one lane, as they are read back for it.
LaneRows rows_of(const test::CityBuilder& town) {
  const City city = test::with_network(town);
  const auto params = test::bare();
  auto out = Lanes::output(city, params, test::judged(city, params), Profile{});
  const auto table = [&](std::string_view name) {
    const auto found = std::ranges::find(out.tables, name, &FeatureTable::name);
    return found == out.tables.end() ? FeatureTable() : *found;
  };
  return {table("fire_lanes"), table("pinch_points"), table("lane_profile"),
          table("critical_segments")};
}

std::vector<std::string> told(const LaneRows& rows, Language in = Language::en) {
  RunRecord record;
  record.language = "en";
  return lane_sentences(rows, record, in);
}

/// 6 m between the houses, a car from 40.2 to 44.6 m on the left.
TEST(LaneStory, TellsTheNarrowestStretch) {
  test::CityBuilder town = test::street(6);
  town.obstacle_area({{40.2, 0.9}, {44.6, 0.9}, {44.6, 3}, {40.2, 3}});
  const LaneRows rows = rows_of(town);
  const auto sentences = told(rows);
  EXPECT_THAT(sentences[0], HasSubstr("which has no name: "));
  EXPECT_THAT(sentences, Contains("Its clear width is 3.90 m."));
  EXPECT_THAT(sentences, Contains("Less than 4.0 m are free in a straight line over 5 m, from 40 m "
                                  "to 45 m."));
  EXPECT_THAT(sentences, Contains("Its narrowest stretch is from 40 m to 45 m: a band of 3.90 m is "
                                  "free."));
  EXPECT_THAT(sentences,
              Contains("Beside its centre line, 0.90 m are free on the left and 3.00 m on "
                       "the right."));
  EXPECT_THAT(sentences, Contains(HasSubstr("m from its beginning, between obstacle ")));
  EXPECT_THAT(told(rows, Language::zh), Contains("最窄段自 40 m 至 45 m，通行带宽 3.90 m。"));
  EXPECT_THAT(told(rows, Language::zh), Contains(HasSubstr(" m，在障碍物 ")))
      << "what stands there in the language asked for";
  EXPECT_THAT(told(rows, Language::zh), Not(Contains(HasSubstr("原因"))))
      << "the reason stands in the other language";
}

TEST(LaneStory, AWideLaneHasNoNarrowestStretch) {
  const auto sentences = told(rows_of(test::street(7)));
  EXPECT_THAT(sentences, Contains("Its clear width is 7.00 m."));
  EXPECT_THAT(sentences, Not(Contains(HasSubstr("narrowest"))));
}

TEST(LaneStory, TellsWhomItCutsOffAndWhoGoesRound) {
  LaneRows rows = rows_of(test::street(3.5));
  const auto set = [](FeatureTable& table, std::string_view name, ColumnType type, double value) {
    std::erase_if(table.columns, [&](const Column& c) { return c.name == name; });
    Column column(std::string(name), type, "Title");
    type == ColumnType::integer ? column.push(static_cast<std::int64_t>(value))
                                : column.push(value);
    table.columns.push_back(std::move(column));
  };
  set(rows.lane, "buildings_cut_off", ColumnType::integer, 3);
  set(rows.lane, "buildings_detoured", ColumnType::integer, 2);
  set(rows.lane, "detour_s", ColumnType::real, 88.6);
  rows.critical = {};
  set(rows.critical, "buildings", ColumnType::integer, 1);
  EXPECT_THAT(told(rows),
              testing::IsSupersetOf({"It cuts 3 buildings off from the engine.",
                                     "As it is blocked, the engine goes round it to 2 buildings, "
                                     "which takes up to 89 s longer.",
                                     "It is the only way of the engine to 1 building."}));
}

}  // namespace
}  // namespace firebreak
