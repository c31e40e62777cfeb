#include "gui/lane_words.hpp"

#include <gtest/gtest.h>

#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "gui/lane_names.hpp"

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

std::string words_for(const Told& lane, const char* language_of_run = "en") {
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
  RunRecord record;
  record.language = language_of_run;
  return lane_words(table, 0, &record).toStdString();
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
            "Verdict: fail – kerb to kerb 3.1 m, 4.0 m wanted: too narrow. The width is measured "
            "between kerbs.");
  EXPECT_EQ(words_for({"unknown", std::nullopt, false, nullptr, "to be measured"}),
            "Verdict: unknown – to be measured. No width: nothing is drawn near enough and none is "
            "declared. It is not known.");
}

TEST(LaneWords, AReasonInTheOtherLanguageIsToldByItsCode) {
  const Told closed{"unknown", {}, false, nullptr, "大门上锁，须核实", "gate_locked", 9};
  const std::string told = words_for(closed, "zh");
  EXPECT_TRUE(told.starts_with("Verdict: unknown – gate locked. ")) << told;
}

TEST(LaneWords, TheRuleShownIsTheOneThatDecided) {
  FeatureTable table;
  EXPECT_EQ(lane_rule_key(table, 0), "lanes.clear_width_m") << "of a result without the column";
  Column key("rule_key", ColumnType::text);
  key.push(std::string_view("lanes.clear_height_m"));
  table.columns.push_back(std::move(key));
  EXPECT_EQ(lane_rule_key(table, 0), "lanes.clear_height_m");
}

TEST(LaneNames, LanesAreCalledByTheirStreetsUntilTheLayerIsAnother) {
  const auto lanes = [](const std::vector<std::pair<const char*, const char*>>& rows) {
    FeatureTable table;
    table.name = "fire_lanes";
    Column id("lane_id", ColumnType::text);
    Column name("name", ColumnType::text);
    for (const auto& [lane, street] : rows) {
      id.push(std::string_view(lane));
      if (street == nullptr)
        name.push_missing();
      else
        name.push(std::string_view(street));
    }
    table.columns = {id, name};
    return std::make_shared<const FeatureTable>(std::move(table));
  };
  const TablePtr before = lanes({{"r1", "Main Street"}, {"r2", nullptr}, {"r1", "not the first"}});
  LaneNames names;
  EXPECT_EQ(names.of("r1"), "r1") << "not looked up yet";
  names.look_up(before, {"r1", "r2", "gone"});
  EXPECT_EQ(names.of("r1"), "Main Street");
  EXPECT_EQ(names.of("r2"), "r2");
  EXPECT_EQ(names.of("gone"), "gone");
  names.look_up(before, {"r1"});
  EXPECT_EQ(names.of("r1"), "Main Street");
  names.look_up(lanes({{"r1", "High Street"}}), {"r1"});
  EXPECT_EQ(names.of("r1"), "High Street");
  names.look_up(nullptr, {"r1"});
  EXPECT_EQ(names.of("r1"), "r1");
}

TEST(LaneNames, NamesKeepNoResultsAlive) {
  FeatureTable table;
  Column id("lane_id", ColumnType::text);
  id.push(std::string_view("r1"));
  table.columns = {id};
  TablePtr lanes = std::make_shared<const FeatureTable>(std::move(table));
  LaneNames names;
  names.look_up(lanes, {"r1"});
  const std::weak_ptr<const FeatureTable> left = lanes;
  lanes.reset();
  EXPECT_TRUE(left.expired());
  EXPECT_EQ(names.of("r1"), "r1");
}

}  // namespace
}  // namespace firebreak::gui
