#include "core/session/unit_shown.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "core/analysis/assessment.hpp"
#include "core/base/error.hpp"
#include "core/session/unit_tree.hpp"

namespace firebreak {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

void add_square(FeatureTable& table, double x0, double y0, double side) {
  const std::vector<Xy> ring{
      {x0, y0}, {x0 + side, y0}, {x0 + side, y0 + side}, {x0, y0 + side}, {x0, y0}};
  table.shapes.add(PartKind::outer, ring);
}

FeatureTable empty_table(std::string name, std::vector<std::string> columns) {
  FeatureTable table;
  table.name = std::move(name);
  table.geometry = TableGeometry::multi_polygon;
  for (std::string& column : columns)
    table.columns.emplace_back(std::move(column), ColumnType::text, "");
  return table;
}

void add_unit(FeatureTable& units, double x0, double side, std::string id, std::string parent,
              std::string name) {
  add_square(units, x0, 0, side);
  units.columns[0].push(std::string_view(id));
  units.columns[1].push(std::string_view(parent));
  units.columns[2].push(std::string_view(name));
}

/// Two towns of 100 m beside each other; the western one holds two communities, one of them a grid.
Assessment county() {
  Assessment risk;
  FeatureTable units = empty_table("unit_summary", {"unit_id", "parent_id", "name"});
  add_unit(units, 0, 100, "t1", "", "West");
  add_unit(units, 0, 50, "c1", "t1", "Mill");
  add_unit(units, 50, 50, "c2", "t1", "Bridge");
  add_unit(units, 0, 20, "g1", "c1", "Grid 1");
  add_unit(units, 100, 100, "t2", "", "East");
  add_unit(units, 110, 20, "c3", "t2", "Bridge");
  FeatureTable buildings = empty_table("building_risk", {"building_id"});
  for (const auto& [x, id] : {std::pair{5.0, "a"}, {30.0, "b"}, {60.0, "c"}, {150.0, "d"}}) {
    add_square(buildings, x, 5, 4);
    buildings.columns[0].push(std::string_view(id));
  }
  risk.tables = {units, buildings};
  risk.record.origin_x_m = 1000;
  risk.record.figures = {{"buildings", "Buildings", 4, {}, {}, {}}};
  return risk;
}

const FeatureTable& table_of(const Assessment& risk, std::string_view name) {
  return *std::ranges::find(risk.tables, name, &FeatureTable::name);
}

std::vector<std::string> told(const Assessment& risk, const char* table, const char* column) {
  const FeatureTable& rows = table_of(risk, table);
  std::vector<std::string> words;
  for (std::size_t row = 0; row < rows.rows(); ++row)
    words.emplace_back(rows.column(column)->texts[row]);
  return words;
}

TEST(UnitShown, OneUnitAndThoseBelowItStayWithWhatLiesInThem) {
  Assessment risk = county();
  const UnitShown shown = show_unit_alone(risk.tables, risk.record, "West", "r.gpkg", Job());
  EXPECT_EQ(shown.name, "West");
  EXPECT_EQ(shown.extent.min.x_m, 1000);
  EXPECT_EQ(shown.extent.max.x_m, 1100);
  EXPECT_THAT(told(risk, "unit_summary", "unit_id"), ElementsAre("t1", "c1", "c2", "g1"));
  EXPECT_THAT(told(risk, "building_risk", "building_id"), ElementsAre("a", "b", "c"));
  EXPECT_THAT(risk.record.figures, IsEmpty()) << "they count the whole city";

  Assessment community = county();
  show_unit_alone(community.tables, community.record, "c1", "r.gpkg", Job());
  EXPECT_THAT(told(community, "unit_summary", "unit_id"), ElementsAre("c1", "g1"));
  EXPECT_THAT(told(community, "building_risk", "building_id"), ElementsAre("a", "b"));
}

TEST(UnitShown, AVillageBesideItsTownAddsUpIntoIt) {
  Assessment risk = county();
  FeatureTable& units = risk.tables[0];
  add_unit(units, 300, 50, "v1", "t1", "Far village");
  add_square(risk.tables[1], 310, 5, 4);
  risk.tables[1].columns[0].push(std::string_view("e"));
  const UnitShown shown = show_unit_alone(risk.tables, risk.record, "West", "r.gpkg", Job());
  EXPECT_THAT(told(risk, "unit_summary", "unit_id"), ElementsAre("t1", "c1", "c2", "g1", "v1"));
  EXPECT_THAT(told(risk, "building_risk", "building_id"), ElementsAre("a", "b", "c", "e"));
  EXPECT_EQ(shown.extent.max.x_m, 1350) << "the village is framed too";
}

TEST(UnitShown, WhatTwoTownsHoldBelongsToTheFinerUnitAsInTheSummary) {
  Assessment risk = county();
  // A grid cell of the eastern town reaches over the border.
  add_unit(risk.tables[0], 90, 15, "g9", "t2", "Grid 9");
  add_square(risk.tables[1], 93, 5, 4);
  risk.tables[1].columns[0].push(std::string_view("border"));
  Assessment other = risk;
  show_unit_alone(risk.tables, risk.record, "West", "r.gpkg", Job());
  EXPECT_THAT(told(risk, "building_risk", "building_id"), ElementsAre("a", "b", "c"));
  show_unit_alone(other.tables, other.record, "East", "r.gpkg", Job());
  EXPECT_THAT(told(other, "building_risk", "building_id"), ElementsAre("d", "border"));
}

TEST(UnitShown, WhatLiesInNoUnitIsShownByAWordOfItsOwn) {
  Assessment risk = county();
  FeatureTable& units = risk.tables[0];
  units.shapes.finish_feature();  // the last row of the summary: in no unit
  for (Column& column : units.columns) column.push(std::string_view(""));
  add_square(risk.tables[1], 500, 5, 4);
  risk.tables[1].columns[0].push(std::string_view("far"));
  Assessment named = risk;
  EXPECT_EQ(summary_row(units, outside_all_units), 6U);
  EXPECT_EQ(summary_row(units, "c2"), 2U);
  EXPECT_EQ(summary_row(units, "t9"), std::nullopt);
  const UnitShown shown = show_unit_alone(risk.tables, risk.record, "none", "r.gpkg", Job());
  EXPECT_EQ(shown.name, "Outside all units");
  EXPECT_THAT(told(risk, "building_risk", "building_id"), ElementsAre("far"));
  EXPECT_THAT(told(risk, "unit_summary", "unit_id"), ElementsAre(""));
  EXPECT_EQ(shown.extent.min.x_m, 1500);
  EXPECT_THAT(risk.record.figures, IsEmpty());

  add_unit(named.tables[0], 100, 50, "none", "t2", "A unit of that name");
  show_unit_alone(named.tables, named.record, "none", "r.gpkg", Job());
  EXPECT_THAT(told(named, "unit_summary", "unit_id"), ElementsAre("none")) << "it wins";

  Assessment covered = county();
  EXPECT_THROW(show_unit_alone(covered.tables, covered.record, "none", "r.gpkg", Job()), Error);
}

TEST(UnitShown, AnUnknownOrDoubledNameIsRefused) {
  for (const char* wanted : {"North", "Bridge", ""}) {
    Assessment risk = county();
    EXPECT_THROW(show_unit_alone(risk.tables, risk.record, wanted, "r.gpkg", Job()), Error)
        << wanted;
  }
}

TEST(UnitTree, AChainLeadsFromTheTownToTheFinestUnit) {
  const Assessment risk = county();
  const UnitTree units(table_of(risk, "unit_summary"));
  EXPECT_THAT(units.towns(), ElementsAre(0U, 4U));
  EXPECT_THAT(units.chain_at({5, 5}), ElementsAre(0U, 1U, 3U));
  EXPECT_THAT(units.chain_at({60, 5}), ElementsAre(0U, 2U));
  EXPECT_THAT(units.chain_at({500, 5}), IsEmpty());
}

TEST(UnitTree, UnitsThatNameEachOtherAsParentEndSomewhere) {
  FeatureTable units = empty_table("unit_summary", {"unit_id", "parent_id", "name"});
  add_unit(units, 0, 10, "a", "b", "A");
  add_unit(units, 0, 10, "b", "a", "B");
  EXPECT_FALSE(UnitTree(units).chain_of(0).empty());
  EXPECT_THAT(UnitTree(std::nullopt).chain_at({0, 0}), IsEmpty());
}

}  // namespace
}  // namespace firebreak
