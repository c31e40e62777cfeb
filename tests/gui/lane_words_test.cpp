#include "gui/lane_words.hpp"

#include <gtest/gtest.h>

#include <optional>

/// What is said of a lane first: the verdict, and how far its width can be believed.
namespace firebreak::gui {
namespace {

struct Told {
  const char* verdict;
  std::optional<double> width_m;
  bool at_least = false;
  const char* source = nullptr;
  const char* reason = nullptr;
  const char* reason_code = nullptr;
  std::optional<double> declared_m = {};
};

std::string words_for(const Told& lane) {
  FeatureTable table;
  table.name = "fire_lanes";
  const auto text_column = [&](const char* name, const char* value) {
    Column column(name, ColumnType::text);
    if (value == nullptr)
      column.push_missing();
    else
      column.push(std::string_view(value));
    table.columns.push_back(std::move(column));
  };
  text_column("verdict", lane.verdict);
  text_column("width_source", lane.source);
  text_column("reason", lane.reason);
  text_column("reason_code", lane.reason_code);
  Column declared("declared_width_m", ColumnType::real);
  lane.declared_m ? declared.push(*lane.declared_m) : declared.push_missing();
  table.columns.push_back(std::move(declared));
  Column width("clear_width_m", ColumnType::real);
  Column at_least("width_at_least", ColumnType::integer);
  if (lane.width_m) {
    width.push(*lane.width_m);
    at_least.push(std::int64_t{lane.at_least});
  } else {
    width.push_missing();
    at_least.push_missing();
  }
  table.columns.push_back(std::move(width));
  table.columns.push_back(std::move(at_least));
  return lane_words(table, 0).toStdString();
}

TEST(LaneWords, AWidthMeasuredNoFartherIsSaidToBeAtLeastSo) {
  EXPECT_EQ(
      words_for({"pass", 8, true, "kerb"}),
      "Wide enough: at least 8.0 m; it was measured no farther. The width is measured between "
      "kerbs.");
  EXPECT_EQ(words_for({"pass", 4.3, false, "kerb"}),
            "Wide enough: 4.3 m. The width is measured between kerbs.");
}

TEST(LaneWords, ADeclaredWidthIsNotDeniedWhereNoneIsTold) {
  const std::string crossed =
      words_for({"unknown", {}, false, nullptr, "a wall is drawn across", "barrier_across", 9});
  EXPECT_NE(crossed.find("No width is told: 9 m are declared"), std::string::npos) << crossed;
  EXPECT_EQ(crossed.find("none is declared"), std::string::npos) << crossed;
  const std::string gate =
      words_for({"unknown", {}, false, nullptr, "a gate is not recorded", "gate_unknown"});
  EXPECT_EQ(gate.find("nothing is drawn"), std::string::npos) << gate;
  const std::string bare = words_for({"unknown", {}, false, nullptr, "nothing near", "no_data"});
  EXPECT_NE(bare.find("nothing is drawn near enough and none is declared"), std::string::npos);
}

TEST(LaneWords, APathIsNotCalledWideEnough) {
  const std::string told = words_for({"not_applicable", 8, true, "building_gap"});
  EXPECT_TRUE(told.starts_with("This is no fire lane and is not judged")) << told;
  EXPECT_EQ(told.find("Wide enough"), std::string::npos);
}

TEST(LaneWords, ABadVerdictComesWithItsReason) {
  EXPECT_EQ(words_for({"fail", 3.1, false, "kerb", "kerb to kerb 3.1 m, 4.0 m wanted: too narrow"}),
            "Verdict: fail. kerb to kerb 3.1 m, 4.0 m wanted: too narrow. The width is measured "
            "between kerbs.");
  EXPECT_EQ(words_for({"unknown", std::nullopt, false, nullptr, "to be measured"}),
            "Verdict: unknown. to be measured. No width: nothing is drawn near enough and none is "
            "declared. It is not known.");
}

TEST(LaneWords, TheRuleShownIsTheOneThatDecided) {
  FeatureTable table;
  EXPECT_EQ(lane_rule_key(table, 0), "lanes.clear_width_m") << "of a result without the column";
  Column key("rule_key", ColumnType::text);
  key.push(std::string_view("lanes.clear_height_m"));
  table.columns.push_back(std::move(key));
  EXPECT_EQ(lane_rule_key(table, 0), "lanes.clear_height_m");
}

}  // namespace
}  // namespace firebreak::gui
