#include "core/analysis/comparison.hpp"

#include <gmock/gmock.h>

namespace firebreak {
namespace {

struct House {
  const char* id;
  const char* verdict;
  const char* cut_off;
  std::int64_t level;
};

FeatureTable risk(const std::vector<House>& houses) {
  FeatureTable table;
  table.name = "building_risk";
  Column id("building_id", ColumnType::text);
  Column verdict("hydrant_verdict", ColumnType::text);
  Column reason("reason", ColumnType::text);
  Column cut_off("cut_off", ColumnType::text);
  Column level("risk_level", ColumnType::integer);
  for (const House& house : houses) {
    const Xy at{static_cast<double>(table.shapes.size()), 0};
    table.shapes.add(PartKind::point, std::span(&at, 1));
    id.push(std::string_view(house.id));
    verdict.push(std::string_view(house.verdict));
    reason.push(std::string_view("because"));
    cut_off.push(std::string_view(house.cut_off));
    level.push(house.level);
  }
  table.columns = {id, verdict, reason, cut_off, level};
  return table;
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
  const FeatureTable base =
      risk({{"a", "fail", "no", 2}, {"b", "pass", "yes", 1}, {"c", "pass", "no", 1}});
  const FeatureTable plan = risk({{"c", "pass", "no", 1},
                                  {"b", "marginal", "unknown", 1},
                                  {"a", "pass", "no", 1},
                                  {"d", "fail", "no", 4}});
  const FeatureTable changed = changed_buildings(base, plan);
  EXPECT_THAT(
      rows(changed),
      testing::ElementsAre("b hydrant rule pass marginal worse", "a hydrant rule fail pass better",
                           "b cut off yes unknown changed", "a risk level 2 1 better"));
  EXPECT_EQ(changed.shapes.size(), changed.rows());
  EXPECT_EQ(changed.shapes.feature_points(0)[0].x_m, 1) << "where the plan has it";
  EXPECT_EQ(changed.column("reason")->texts[0], "because");
}

TEST(Comparison, NothingChangedIsAnEmptyTable) {
  const FeatureTable base = risk({{"a", "fail", "no", 2}});
  EXPECT_EQ(changed_buildings(base, base).rows(), 0U);
  EXPECT_EQ(changed_buildings({}, {}).rows(), 0U);
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
