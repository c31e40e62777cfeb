#include "core/analysis/comparison.hpp"

#include <gmock/gmock.h>

namespace firebreak {
namespace {

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
