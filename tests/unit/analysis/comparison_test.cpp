#include "core/analysis/comparison.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/analysis/changed_counter.hpp"
#include "core/analysis/gap_before.hpp"
#include "unit/analysis/gap_runs.hpp"

namespace firebreak {
namespace {

using test::run_with_gaps;

struct House {
  const char* id;
  const char* verdict;
  const char* cut_off;
  std::int64_t level;
  const char* water = "G1";
};

FeatureTable risk(const std::vector<House>& houses) {
  FeatureTable table;
  table.name = "building_risk";
  Column id("building_id", ColumnType::text);
  Column verdict("hydrant_verdict", ColumnType::text);
  Column water("water_verdict", ColumnType::text);
  Column cut_off("cut_off", ColumnType::text);
  Column level("risk_level", ColumnType::integer);
  for (const House& house : houses) {
    const Xy at{static_cast<double>(table.shapes.size()), 0};
    table.shapes.add(PartKind::point, std::span(&at, 1));
    id.push(std::string_view(house.id));
    verdict.push(std::string_view(house.verdict));
    water.push(std::string_view(house.water));
    cut_off.push(std::string_view(house.cut_off));
    level.push(house.level);
  }
  table.columns = {id, verdict, water, cut_off, level};
  return table;
}

Assessment run_of(FeatureTable risk) {
  Assessment run;
  run.tables.push_back(std::move(risk));
  return run;
}

FeatureTable changed(const Assessment& base, const Assessment& plan) {
  return changed_buildings({base}, {plan}, Language::en, Job());
}

std::vector<std::string> rows(const FeatureTable& table) {
  std::vector<std::string> all;
  for (std::size_t r = 0; r < table.rows(); ++r) {
    std::string row;
    for (const char* name : {"building_id", "changed", "before", "after", "effect"})
      row += (row.empty() ? "" : " ") + std::string(table.column(name)->texts[r]);
    all.push_back(row);
  }
  return all;
}

TEST(Comparison, ListsWhatChangesWaterFirst) {
  const Assessment base =
      run_of(risk({{"a", "fail", "no", 2}, {"b", "pass", "yes", 1}, {"c", "pass", "no", 1}}));
  const Assessment plan = run_of(risk({{"c", "pass", "no", 1},
                                       {"b", "marginal", "unknown", 1},
                                       {"a", "pass", "no", 1},
                                       {"d", "fail", "no", 4}}));
  const FeatureTable table = changed(base, plan);
  EXPECT_THAT(
      rows(table),
      testing::ElementsAre("b hydrant rule pass marginal worse", "a hydrant rule fail pass better",
                           "b cut off yes unknown changed", "a risk level 2 1 better"));
  EXPECT_EQ(table.shapes.size(), table.rows());
  EXPECT_EQ(table.shapes.feature_points(0)[0].x_m, 1) << "where the plan has it";
}

TEST(Comparison, TheClassOfWaterSupplyIsCompared) {
  const Assessment base =
      run_of(risk({{"a", "pass", "no", 1, "G1"}, {"b", "pass", "no", 1, "G3"}}));
  const Assessment plan =
      run_of(risk({{"a", "pass", "no", 1, "G2"}, {"b", "pass", "no", 1, "G0"}}));
  EXPECT_THAT(rows(changed(base, plan)),
              testing::ElementsAre("a water supply G1 G2 better", "b water supply G3 G0 worse"));
}

TEST(Comparison, ABuildingCountsOnceHoweverMuchOfItChanges) {
  const Assessment base = run_of(risk({{"a", "fail", "yes", 2},
                                       {"b", "fail", "no", 1},
                                       {"c", "pass", "unknown", 1},
                                       {"d", "pass", "no", 1}}));
  const Assessment plan = run_of(risk({{"a", "pass", "no", 1},     // three times better
                                       {"b", "pass", "yes", 1},    // better and worse
                                       {"c", "pass", "no", 1},     // becomes known
                                       {"d", "pass", "no", 2}}));  // worse
  const FeatureTable table = changed(base, plan);
  ASSERT_EQ(table.rows(), 7U);
  const ChangedCounter counter(table);
  const ChangedCount all = counter.buildings({});
  EXPECT_EQ(all.better, 1U);
  EXPECT_EQ(all.worse, 2U);
  EXPECT_EQ(all.both, 1U);
  EXPECT_EQ(all.open, 1U);
  std::size_t open = 0;
  for (const ChangedCounter::OfKind& kind : counter.kinds({})) open += kind.open;
  EXPECT_EQ(open, 1U) << "of its kind too";
  std::vector<std::uint8_t> of_a;
  for (std::size_t row = 0; row < table.rows(); ++row)
    of_a.push_back(table.column("building_id")->texts[row] == "a" ? 1 : 0);
  const ChangedCount one = counter.buildings(of_a);
  EXPECT_EQ(one.better, 1U);
  EXPECT_EQ(one.worse + one.open, 0U);
}

TEST(Comparison, ChangesAreCountedByKindInTheOrderOfTheTable) {
  const Assessment base = run_of(risk({{"a", "fail", "yes", 2}, {"b", "pass", "no", 1}}));
  const Assessment plan = run_of(risk({{"a", "pass", "no", 2}, {"b", "fail", "no", 1}}));
  const FeatureTable table = changed(base, plan);
  ASSERT_EQ(table.rows(), 3U) << "the rule twice, the way in once";
  const ChangedCounter counter(table);
  const auto told = [&](std::span<const std::uint8_t> among) {
    std::vector<std::string> lines;
    for (const ChangedCounter::OfKind& kind : counter.kinds(among))
      lines.push_back(fmt::format("{} {} {}", kind.what, kind.better, kind.worse));
    return lines;
  };
  const Column& what = *table.column("changed");
  const std::string rule(what.texts[0]);
  const std::string way(what.texts[2]);
  EXPECT_THAT(told({}), testing::ElementsAre(rule + " 1 1", way + " 1 0"));
  std::vector<std::uint8_t> of_b;
  for (std::size_t row = 0; row < table.rows(); ++row)
    of_b.push_back(table.column("building_id")->texts[row] == "b" ? 1 : 0);
  EXPECT_THAT(told(of_b), testing::ElementsAre(rule + " 0 1"))
      << "a kind without a row is left out";
}

/// A run whose `unit_summary` counts failing buildings by unit; no id: what lies in none.
Assessment with_units(const std::vector<std::pair<std::optional<std::string_view>, int>>& counts) {
  Assessment run;
  FeatureTable units;
  units.name = "unit_summary";
  Column id("unit_id", ColumnType::text);
  Column fails("hydrants_fail", ColumnType::integer, "buildings that fail");
  for (const auto& [unit, count] : counts) {
    unit ? id.push(*unit) : id.push_missing();
    fails.push(std::int64_t{count});
  }
  units.columns = {id, fails};
  run.tables.push_back(std::move(units));
  return run;
}

TEST(Comparison, TheFiguresOfOneUnitAreComparedApart) {
  const Assessment base = with_units({{"east", 7}, {"west", 3}});
  const Assessment plan = with_units({{"east", 5}, {"west", 3}});
  EXPECT_EQ(changed_unit_figures(base, plan, "east"),
            (std::vector<FigureChange>{{"hydrants_fail", "buildings that fail", "", 7, 5}}));
  EXPECT_TRUE(changed_unit_figures(base, plan, "west").empty());
  EXPECT_TRUE(changed_unit_figures(base, plan, "north").empty());
}

TEST(Comparison, TheFiguresOfWhatLiesInNoUnitAreComparedToo) {
  const Assessment base = with_units({{"east", 7}, {std::nullopt, 3}});
  const Assessment plan = with_units({{"east", 7}, {std::nullopt, 2}});
  EXPECT_EQ(changed_unit_figures(base, plan, "none"),
            (std::vector<FigureChange>{{"hydrants_fail", "buildings that fail", "", 3, 2}}));
}

TEST(Comparison, AGapOfAPlanIsFoundInTheCityAsItIsByItsBuildings) {
  const Assessment base =
      run_with_gaps({{"a", "x"}, {"b", "y"}, {"c", "y"}, {"d", "z"}}, {"x", "y", "z"});
  const Assessment plan =
      run_with_gaps({{"b", "p"}, {"c", "p"}, {"d", "p"}, {"e", "q"}}, {"p", "q"});
  const GapBefore was = gap_before(base, plan, "p");
  EXPECT_EQ(was.number, 2);
  EXPECT_EQ(was.shared, 2U);
  EXPECT_EQ(was.buildings, 3U);
  EXPECT_FALSE(gap_before(base, plan, "q").number);
}

TEST(Comparison, NothingChangedIsAnEmptyTable) {
  const Assessment base = run_of(risk({{"a", "fail", "no", 2}}));
  EXPECT_EQ(changed(base, base).rows(), 0U);
  EXPECT_EQ(changed(Assessment(), Assessment()).rows(), 0U);
}

TEST(Comparison, OnlyFiguresThatDifferAreListed) {
  RunRecord base;
  base.figures = {
      {"x", "X", 1, "m", "", ""}, {"y", "Y", 2, "", "", ""}, {"gone", "G", 3, "", "", ""}};
  RunRecord plan;
  plan.figures = {
      {"y", "Y", 2, "", "", ""}, {"x", "X", 4, "m", "", ""}, {"new", "N", 3, "", "", ""}};
  EXPECT_EQ(changed_figures(base, plan), (std::vector<FigureChange>{{"x", "X", "m", 1, 4}}));
}

}  // namespace
}  // namespace firebreak
