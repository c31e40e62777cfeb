#include "core/normalise/cell_meaning.hpp"

#include <gmock/gmock.h>

#include "core/model/features.hpp"

namespace firebreak {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

CellMeaning meaning(Role role, std::string_view field, std::string_view text,
                    Unit unit = Unit::none) {
  const Field* found = find_field(role, field);
  EXPECT_NE(found, nullptr) << field;
  return meaning_of(role, *found, unit, text);
}

Column column_of(std::initializer_list<std::string_view> cells) {
  Column out("c", ColumnType::text);
  for (const std::string_view cell : cells) cell.empty() ? out.push_missing() : out.push(cell);
  return out;
}

TEST(CellMeaning, SaysWhatTheCityWillHold) {
  EXPECT_EQ(meaning(Role::hydrants, "status", "完好").meaning, "working");
  EXPECT_EQ(meaning(Role::hydrants, "main_mm", "DN150").meaning, "150");
  EXPECT_EQ(meaning(Role::hydrants, "form", "地下式").meaning, "hydrant under");
  EXPECT_EQ(meaning(Role::hydrants, "lon", "113°30′").meaning, "113.5");
  EXPECT_EQ(meaning(Role::hydrants, "x", "38512345.6").meaning, "38512345.6");
  EXPECT_EQ(meaning(Role::buildings, "structure", "砖混结构").meaning, "brick_concrete");
  EXPECT_EQ(meaning(Role::buildings, "storeys", "6/-1").meaning, "6");
  EXPECT_EQ(meaning(Role::buildings, "year", "80年代").meaning, "1980–1989");
  EXPECT_EQ(meaning(Role::roads, "class", "主干路").meaning, "primary");
  EXPECT_EQ(meaning(Role::roads, "width_m", "350", Unit::cm).meaning, "3.5");
  EXPECT_EQ(meaning(Role::management_units, "level", "社区").state, CellState::read);
}

TEST(CellMeaning, TellsEmptyReadAssumedAndNotUnderstoodApart) {
  EXPECT_EQ(meaning(Role::hydrants, "status", "-").state, CellState::empty);
  // Not known is an answer: such a hydrant does not count as working.
  EXPECT_EQ(meaning(Role::hydrants, "status", "不详").state, CellState::read);
  EXPECT_EQ(meaning(Role::hydrants, "status", "不详").meaning, "unknown");
  EXPECT_EQ(meaning(Role::hydrants, "status", "甲").state, CellState::unread);
  EXPECT_EQ(meaning(Role::hydrants, "pressure_mpa", "2.5").state, CellState::assumed);
  EXPECT_EQ(meaning(Role::hydrants, "pressure_mpa", "0.25").state, CellState::read);
  EXPECT_EQ(meaning(Role::buildings, "structure", "4").state, CellState::unread);
  EXPECT_EQ(meaning(Role::hydrants, "lon", "东").state, CellState::unread);
}

/// A code written into a value list must be read as itself, or the list would not do what it says.
TEST(CellMeaning, EveryCodeIsReadAsItself) {
  const auto same = [](Role role, std::string_view field, std::string_view code) {
    const CellMeaning read = meaning(role, field, code);
    EXPECT_TRUE(read.meaning == code || (code == "unknown" && read.state != CellState::assumed))
        << field << ": " << code << " is read as " << read.meaning;
  };
  for (int s = 0; s <= static_cast<int>(HydrantStatus::unknown); ++s)
    same(Role::hydrants, "status", hydrant_status_name(static_cast<HydrantStatus>(s)));
  for (int s = 0; s <= static_cast<int>(Structure::mixed); ++s)
    same(Role::buildings, "structure", structure_name(static_cast<Structure>(s)));
  for (int u = 0; u <= static_cast<int>(Use::construction); ++u)
    same(Role::buildings, "use", use_name(static_cast<Use>(u)));
  for (int c = 0; c <= static_cast<int>(RoadClass::construction); ++c)
    same(Role::roads, "class", road_class_name(static_cast<RoadClass>(c)));
  for (int k = 0; k <= static_cast<int>(ObstacleKind::kerb); ++k)
    same(Role::obstacles, "kind", obstacle_kind_name(static_cast<ObstacleKind>(k)));
  for (const char* layout : {"ring", "branch"}) same(Role::hydrants, "main_layout", layout);
  for (const char* owner : {"public", "private"}) same(Role::hydrants, "owner", owner);
}

TEST(ColumnReport, CountsEveryCell) {
  const Column status = column_of({"完好", "完好", "甲", "甲", "乙", "", "损坏", "-", "疑似损坏"});
  const ColumnReport report =
      report_of(Role::hydrants, *find_field(Role::hydrants, "status"), Unit::none, status);
  EXPECT_EQ(report.empty + report.read + report.assumed + report.unread, status.size());
  EXPECT_EQ(report.unread, 3U);
  EXPECT_EQ(report.empty, 2U);
  EXPECT_THAT(report.not_read, ElementsAre(ValueCount{"甲", 2}, ValueCount{"乙", 1}));
  EXPECT_EQ(report.different_not_read, 2U);
  ASSERT_GE(report.examples.size(), 2U);
  EXPECT_EQ(report.examples[0], (ValueExample{"完好", "working"}));
  EXPECT_EQ(report.examples[1], (ValueExample{"损坏", "defective"}));
}

TEST(ColumnReport, ReadsNumbersInTheirUnit) {
  Column width("宽", ColumnType::real);
  width.push(350.0);
  width.push_missing();
  width.push(-7.0);
  const ColumnReport report =
      report_of(Role::roads, *find_field(Role::roads, "width_m"), Unit::cm, width);
  EXPECT_EQ(report.read, 1U);
  EXPECT_EQ(report.empty, 1U);
  EXPECT_EQ(report.unread, 1U);
  EXPECT_THAT(report.examples, ElementsAre(ValueExample{"350", "3.5"}));
  EXPECT_THAT(report.not_read, ElementsAre(ValueCount{"-7", 1}));
}

TEST(ColumnReport, ListsTheMostFrequentOfManyStrangeValues) {
  Column status("状态", ColumnType::text);
  for (int i = 0; i < 20; ++i)
    for (int k = 0; k <= i; ++k) status.push(std::string_view("怪" + std::to_string(i)));
  const ColumnReport report =
      report_of(Role::hydrants, *find_field(Role::hydrants, "status"), Unit::none, status);
  EXPECT_EQ(report.different_not_read, 20U);
  ASSERT_EQ(report.not_read.size(), listed_values);
  EXPECT_EQ(report.not_read.front(), (ValueCount{"怪19", 20}));
  EXPECT_THAT(report.examples, IsEmpty());
}

}  // namespace
}  // namespace firebreak
