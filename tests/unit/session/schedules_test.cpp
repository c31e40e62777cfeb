#include "core/session/schedules.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/io/gpkg_write.hpp"
#include "core/io/risk_file.hpp"
#include "support/temp_dir.hpp"

/// The planners' tables as they are handed in.
namespace firebreak {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

std::vector<Xy> square(double x0, double y0, double side) {
  return {{x0, y0}, {x0 + side, y0}, {x0 + side, y0 + side}, {x0, y0 + side}, {x0, y0}};
}

FeatureTable table_of(std::string name, TableGeometry geometry,
                      const std::vector<std::string>& texts,
                      const std::vector<std::string>& numbers) {
  FeatureTable table;
  table.name = std::move(name);
  table.title = table.name;
  table.geometry = geometry;
  for (const std::string& column : texts) table.columns.emplace_back(column, ColumnType::text, "x");
  for (const std::string& column : numbers)
    table.columns.emplace_back(column, ColumnType::integer, "x");
  return table;
}

void push_texts(FeatureTable& table, const std::vector<std::string>& cells) {
  for (std::size_t c = 0; c < cells.size(); ++c)
    cells[c].empty() ? table.columns[c].push_missing()
                     : table.columns[c].push(std::string_view(cells[c]));
}

/// Two towns of one name, 100 m wide each, and what lies in neither.
FeatureTable units() {
  FeatureTable table =
      table_of("unit_summary", TableGeometry::multi_polygon, {"unit_id", "parent_id", "name"},
               {"level", "hydrants_on_streets", "hydrants_out_of_order"});
  const auto add = [&](const std::vector<std::string>& cells, std::int64_t broken) {
    push_texts(table, cells);
    table.columns[3].push(std::int64_t{1});
    table.columns[4].push(std::int64_t{0});
    table.columns[5].push(broken);
  };
  table.shapes.add(PartKind::outer, square(0, 0, 100));
  add({"t1", "", "Bridge"}, 1);
  table.shapes.add(PartKind::outer, square(200, 0, 100));
  add({"t2", "", "Bridge"}, 1);
  table.shapes.finish_feature();
  add({"", "", ""}, 1);
  return table;
}

FeatureTable hydrants() {
  FeatureTable table = table_of(
      "hydrant_reach", TableGeometry::point,
      {"hydrant_id", "kind", "status", "reason_code", "owner", "main_layout", "main_basis"},
      {"repair_buildings"});
  const auto add = [&](Xy at, const std::vector<std::string>& cells, std::int64_t gain) {
    table.shapes.add(PartKind::point, std::vector<Xy>{at});
    push_texts(table, cells);
    table.columns[7].push(gain);
  };
  add({50, 50}, {"west", "hydrant", "defective", "defective", "private", "", ""}, 4);
  add({250, 50}, {"east", "hydrant", "no_water", "no_water", "public", "ring", "imputed"}, 4);
  add({900, 50}, {"away", "hydrant", "blocked", "blocked", "", "ring", "declared"}, 0);
  return table;
}

class Schedules : public testing::Test {
 protected:
  void SetUp() override {
    RunRecord record;
    record.title = "County";
    record.language = "en";
    record.made_utc = "2026-11-23T10:00:00Z";
    record.crs = "EPSG:25832";
    record.origin_x_m = 667000;
    record.origin_y_m = 5486000;
    record.figures = {{"repair_all_buildings", "x", 5, {}, {}, {}}};
    io::write_risk_file(file_, {units(), hydrants()}, record, {}, {}, io::Existing::refuse, Job{});
  }
  std::vector<ScheduleSheet> sheets(int number, bool by_town) const {
    const std::array numbers{number};
    return schedules(io::open_risk_file(file_), numbers, by_town, Job{}).sheets;
  }
  test::TempDir folder_;
  std::filesystem::path file_ = folder_ / "risk.gpkg";
};

std::string words(const ScheduleCell& cell) {
  const auto* text = std::get_if<std::string>(&cell);
  return text == nullptr ? std::string() : *text;
}

std::vector<std::string> first_cells(const ScheduleSheet& sheet) {
  std::vector<std::string> cells;
  for (const auto& row : sheet.rows) cells.push_back(row.empty() ? "no cells" : words(row[0]));
  return cells;
}

TEST_F(Schedules, TownsOfOneNameHaveASheetEach) {
  for (const int number : {1, 3}) {
    const auto parts = sheets(number, true);
    ASSERT_EQ(parts.size(), 3U) << number;
    EXPECT_EQ(parts[0].town, "Bridge");
    EXPECT_EQ(parts[1].town, "Bridge");
    EXPECT_THAT(first_cells(parts[0]), ElementsAre("west")) << number;
    EXPECT_THAT(first_cells(parts[1]), ElementsAre("east")) << number;
    EXPECT_THAT(first_cells(parts[2]), ElementsAre("away")) << number;
  }
}

TEST_F(Schedules, WhatIsTakenFromTheMainsAndWhatIsPrivateIsSaid) {
  const auto now = sheets(1, false).at(0);
  ASSERT_EQ(now.rows.size(), 3U);
  EXPECT_EQ(now.columns.back().title, "Remarks");
  EXPECT_THAT(words(now.rows[0].back()), HasSubstr("private"));
  EXPECT_THAT(words(now.rows[1].back()), HasSubstr("nearest main drawn"));
  EXPECT_EQ(words(now.rows[2].back()), "");
  const auto repairs = sheets(3, false).at(0);
  EXPECT_THAT(first_cells(repairs), ElementsAre("east", "west", "away"));
  EXPECT_EQ(repairs.columns.back().title, "Remarks");
  EXPECT_EQ(words(repairs.rows[0].back()), "");
  EXPECT_THAT(words(repairs.rows[1].back()), HasSubstr("private"));
}

/// Either of two hydrants may give back the same buildings.
TEST_F(Schedules, WhatRepairsGiveBackIsNoSum) {
  const auto repairs = sheets(3, false).at(0);
  for (const ScheduleColumn& column : repairs.columns) EXPECT_FALSE(column.summed) << column.title;
  EXPECT_EQ(repairs.note, "all of them together keep 5 buildings from failing");
  for (const ScheduleSheet& town : sheets(3, true)) EXPECT_EQ(town.note, "") << "not the town's";
}

/// What works but gives too little is repaired as well, by the fault that the rule names.
TEST_F(Schedules, HydrantsThatGiveTooLittleAreAmongTheRepairs) {
  FeatureTable table = hydrants();
  table.shapes.add(PartKind::point, std::vector<Xy>{{60, 50}});
  push_texts(table, {"weak", "hydrant", "working", "pressure_too_low", "public", "", ""});
  table.columns[7].push(std::int64_t{9});
  RunRecord record;
  record.language = "en";
  record.crs = "EPSG:25832";
  const auto file = folder_ / "weak.gpkg";
  io::write_risk_file(file, {units(), table}, record, {}, {}, io::Existing::refuse, Job{});
  const std::array numbers{3};
  const auto repairs = schedules(io::open_risk_file(file), numbers, false, Job{}).sheets.at(0);
  ASSERT_EQ(repairs.rows.size(), 4U);
  EXPECT_EQ(words(repairs.rows[0][0]), "weak") << "it gives most back";
  EXPECT_EQ(words(repairs.rows[0][3]), "pressure_too_low");
}

TEST_F(Schedules, OutsideAllUnitsTheLedgerTellsTheTown) {
  FeatureTable table = hydrants();
  for (const char* name : {"unit", "village"}) {
    table.columns.emplace_back(name, ColumnType::text, "x");
    for (const char* cell : {"Elsewhere", "", "Ford"})
      table.columns.back().push(std::string_view(cell));
  }
  RunRecord record;
  record.language = "en";
  record.crs = "EPSG:25832";
  const auto file = folder_ / "told.gpkg";
  io::write_risk_file(file, {units(), table}, record, {}, {}, io::Existing::refuse, Job{});
  const std::array numbers{1, 3};
  const auto told = schedules(io::open_risk_file(file), numbers, false, Job{}).sheets;
  ASSERT_EQ(told.size(), 2U);
  for (const ScheduleSheet& sheet : told)
    for (const auto& row : sheet.rows) {
      const bool away = words(row[0]) == "away";
      EXPECT_EQ(words(row[1]), away ? "Ford" : "Bridge") << "where a unit holds it, that counts";
      if (sheet.number == 1 && away) {
        EXPECT_EQ(words(row[2]), "Ford") << "the community";
      }
    }
}

/// Two compounds of the west town: one of which much is known, one of which hardly anything is.
FeatureTable compounds() {
  FeatureTable table =
      table_of("compound_grades", TableGeometry::multi_polygon,
               {"compound_id", "name", "property", "grade", "reason_code", "ring_lane"},
               {"year", "households", "parking", "entrances", "gates", "gates_locked", "buildings",
                "buildings_reached", "buildings_cut_off", "buildings_unknown", "hydrants_inside",
                "hydrants_near"});
  table.columns.emplace_back("narrowest_m", ColumnType::real, "x");
  table.columns.emplace_back("lowest_m", ColumnType::real, "x");
  const auto add = [&](const std::vector<std::string>& words, const std::vector<int>& numbers) {
    push_texts(table, words);
    for (std::size_t n = 0; n < numbers.size(); ++n)
      numbers[n] < 0 ? table.columns[6 + n].push_missing()
                     : table.columns[6 + n].push(std::int64_t{numbers[n]});
  };
  table.shapes.add(PartKind::outer, square(10, 10, 20));
  add({"K2", "", "", "yellow", "no_entrance_known", "no_lanes"},
      {-1, -1, -1, 0, 0, 0, 3, 1, 0, 2, 0, 4});
  table.columns[18].push_missing();
  table.columns[19].push_missing();
  table.shapes.add(PartKind::outer, square(50, 10, 20));
  add({"K1", "Garden", "Lin & Co.", "red", "no_way_in buildings_cut_off", "yes"},
      {1998, 300, 120, 2, 2, 1, 8, 7, 1, 0, 2, 5});
  table.columns[18].push(2.9);
  table.columns[19].push(3.5);
  return table;
}

/// A lane that a parked car narrows, which makes a detour, and one of which no detour is reckoned.
TEST_F(Schedules, LanesToBePutRightTellWhatStandsThereAndTheTimeLost) {
  FeatureTable lanes =
      table_of("fire_lanes", TableGeometry::line, {"lane_id", "name", "reason_code"}, {});
  FeatureTable pinches = table_of("pinch_points", TableGeometry::point,
                                  {"pinch_id", "lane_id", "left_obstacle", "right_obstacle"}, {});
  lanes.columns.emplace_back("detour_s", ColumnType::real, "x");
  io::LedgerInput ledger;
  const auto add = [&](const std::string& lane, double y, const std::string& left,
                       const std::string& right) {
    lanes.shapes.add(PartKind::line, std::vector<Xy>{{0, y}, {100, y}});
    push_texts(lanes, {lane, "", "too_narrow"});
    pinches.shapes.add(PartKind::point, std::vector<Xy>{{50, y}});
    push_texts(pinches, {"p" + lane, lane, left, right});
    Finding finding;
    finding.key = "p" + lane;
    finding.kind = "fire_lane";
    finding.shape.add(PartKind::point, std::vector<Xy>{{50, y}});
    ledger.findings.push_back(std::move(finding));
  };
  add("1", 10, "parked o3", "barrier w1");
  add("2", 60, "building b1", "open");
  lanes.columns[3].push(150.0);
  lanes.columns[3].push_missing();
  const auto file = folder_ / "lanes.gpkg";
  RunRecord record;
  record.language = "en";
  record.crs = "EPSG:25832";
  io::write_risk_file(file, {lanes, pinches}, record, ledger, {}, io::Existing::refuse, Job{});
  const std::array numbers{5};
  const auto sheet = schedules(io::open_risk_file(file), numbers, false, Job{}).sheets.at(0);
  ASSERT_EQ(sheet.rows.size(), 2U);
  EXPECT_EQ(words(sheet.rows[0][9]), "obstacle o3 (parked)—wall or fence w1");
  EXPECT_EQ(words(sheet.rows[0][10]), "parked vehicles");
  EXPECT_EQ(words(sheet.rows[0][13]), "2.5") << "150 s";
  EXPECT_EQ(words(sheet.rows[1][9]), "building b1");
  EXPECT_EQ(words(sheet.rows[1][13]), "to be verified");
}

/// What nobody measured on site is not said to be measured.
TEST_F(Schedules, LanesTellWhereTheirWidthIsFrom) {
  FeatureTable lanes =
      table_of("fire_lanes", TableGeometry::line, {"lane_id", "verdict", "width_source"}, {});
  const std::array<std::pair<const char*, const char*>, 6> sources{
      {{"field_check", "measured"},
       {"declared", "recorded"},
       {"limit", "recorded"},
       {"kerb", "inferred from what is drawn"},
       {"obstacle", "inferred from what is drawn"},
       {"building_gap", "inferred from the gap between buildings"}}};
  for (std::size_t s = 0; s < sources.size(); ++s) {
    const double y = 10 * static_cast<double>(s);
    lanes.shapes.add(PartKind::line, std::vector<Xy>{{0, y}, {100, y}});
    push_texts(lanes, {std::to_string(s), "pass", sources[s].first});
  }
  const auto file = folder_ / "widths.gpkg";
  RunRecord record;
  record.language = "en";
  record.crs = "EPSG:25832";
  io::write_risk_file(file, {lanes}, record, {}, {}, io::Existing::refuse, Job{});
  const std::array numbers{6};
  const auto sheet = schedules(io::open_risk_file(file), numbers, false, Job{}).sheets.at(0);
  ASSERT_EQ(sheet.rows.size(), sources.size());
  for (std::size_t s = 0; s < sources.size(); ++s)
    EXPECT_EQ(words(sheet.rows[s][6]), sources[s].second) << sources[s].first;
}

TEST_F(Schedules, CompoundsThatAreRedComeFirstWithWhatHasToBeDone) {
  const auto file = folder_ / "compounds.gpkg";
  RunRecord record;
  record.language = "en";
  record.crs = "EPSG:25832";
  io::write_risk_file(file, {units(), compounds()}, record, {}, {}, io::Existing::refuse, Job{});
  const auto risk = io::open_risk_file(file);
  EXPECT_THAT(schedules_of(risk), ElementsAre(7));
  const std::array numbers{7};
  const auto sheet = schedules(risk, numbers, false, Job{}).sheets.at(0);
  ASSERT_EQ(sheet.rows.size(), 2U);
  const auto& garden = sheet.rows[0];
  EXPECT_EQ(words(garden[0]), "Garden");
  EXPECT_EQ(words(garden[1]), "Bridge");
  EXPECT_EQ(std::get<double>(garden[2]), 1998);
  EXPECT_EQ(words(garden[6]), "2/2.9/3.5/gates 2, locked 1");
  EXPECT_EQ(words(garden[8]), "7/1");
  EXPECT_EQ(words(garden[9]), "to be verified") << "no aerial ground is judged";
  EXPECT_EQ(words(garden[10]), "2/5");
  EXPECT_EQ(std::get<double>(garden[11]), 180) << "300 households, 120 spaces";
  EXPECT_EQ(words(garden[12]), "red");
  EXPECT_EQ(words(garden[13]),
            "widen, raise or unlock an entrance for engines; open a way to the buildings out of "
            "reach");
  const auto& other = sheet.rows[1];
  EXPECT_EQ(words(other[0]), "K2") << "it has no name";
  EXPECT_EQ(words(other[6]), "to be verified");
  EXPECT_EQ(words(other[8]), "1/0, 2 to be verified");
  EXPECT_EQ(words(other[11]), "to be verified");
  EXPECT_EQ(schedules(risk, numbers, true, Job{}).sheets.size(), 2U) << "a sheet for each town";
}

TEST_F(Schedules, AreThoseTheResultHoldsTheLayersOf) {
  EXPECT_THAT(schedules_of(io::open_risk_file(file_)), ElementsAre(1, 3, 4));
}

TEST_F(Schedules, ArrearsNameWhatIsOutOfOrderOutsideAllUnits) {
  const auto arrears = sheets(4, false).at(0);
  ASSERT_EQ(arrears.rows.size(), 3U) << "its broken hydrant is in the total too";
  EXPECT_EQ(words(arrears.rows[2][0]), "Outside all units");
  EXPECT_EQ(std::get<double>(arrears.totals[9]), 3);
  EXPECT_EQ(words(arrears.rows[0][1]), "to be verified") << "no built-up land is given";
  EXPECT_EQ(words(arrears.rows[0][11]), "to be verified/—");
}

TEST_F(Schedules, ArrearsTellTheLandCoveredAndWhatPersonsSet) {
  FeatureTable summary = units();
  const auto add = [&](const char* name, ColumnType type, std::vector<double> values) {
    Column column(name, type);
    for (const double value : values)
      type == ColumnType::integer ? column.push(static_cast<std::int64_t>(value))
                                  : column.push(value);
    summary.columns.push_back(std::move(column));
  };
  add("built_up_m2", ColumnType::real, {2e6, 0, 1e6});
  add("built_up_covered_percent", ColumnType::real, {75, 0, 30});
  add("hydrant_overridden", ColumnType::integer, {1, 0, 2});
  const auto file = folder_ / "land.gpkg";
  RunRecord record;
  record.language = "en";
  record.crs = "EPSG:25832";
  io::write_risk_file(file, {summary, hydrants()}, record, {}, {}, io::Existing::refuse, Job{});
  const std::array numbers{4};
  const auto arrears = schedules(io::open_risk_file(file), numbers, false, Job{}).sheets.at(0);
  EXPECT_EQ(std::get<double>(arrears.rows[0][1]), 2);
  EXPECT_EQ(words(arrears.rows[0][11]), "75.0/—");
  EXPECT_EQ(words(arrears.rows[1][11]), "—/—") << "no built-up land there";
  EXPECT_EQ(words(arrears.rows[0].back()), "1 building counts as a person set it");
  EXPECT_EQ(words(arrears.rows[1].back()), "");
  EXPECT_EQ(std::get<double>(arrears.totals[1]), 3);
  EXPECT_EQ(words(arrears.totals[11]), "60.0/—") << "1.5 km2 and 0.3 km2 of 3";
  EXPECT_EQ(words(arrears.totals.back()), "3 buildings count as a person set them");
}

}  // namespace
}  // namespace firebreak
