#include "core/session/check_merge.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "core/base/error.hpp"
#include "core/io/check_file.hpp"
#include "core/io/project.hpp"
#include "core/session/check_list.hpp"
#include "support/temp_dir.hpp"

namespace firebreak {
namespace {

using ::testing::ElementsAre;

KnownIds known() {
  KnownIds ids;
  ids.lanes = {"w1"};
  ids.buildings = {"b1"};
  ids.hydrants = {"h1"};
  return ids;
}

io::ReturnedRow row_of(std::string_view key, std::string measured, std::string verdict = {}) {
  io::ReturnedRow row;
  row.sheet = "A";
  row.row = 4;
  row.key = check_key_from(key);
  row.measured = std::move(measured);
  row.verdict = std::move(verdict);
  return row;
}

CheckMerge merged(std::vector<io::ReturnedRow> rows, std::vector<FieldCheck> stored = {},
                  bool take_conflicts = false) {
  return merge_checks(rows, stored, known(), take_conflicts);
}

std::vector<MergeKind> kinds(const CheckMerge& merge) {
  std::vector<MergeKind> out;
  for (const MergeLine& line : merge.lines) out.push_back(line.kind);
  return out;
}

TEST(CheckKey, AnIdMayHoldBarsAndAKeyNeedsAllThreeParts) {
  const auto key = check_key_from(" lane|a|b_1|clear_width_m ");
  ASSERT_TRUE(key);
  EXPECT_EQ(key->id, "a|b_1");
  EXPECT_EQ(check_key_text(*key), "lane|a|b_1|clear_width_m");
  EXPECT_FALSE(check_key_from("lane|clear_width_m"));
  EXPECT_FALSE(check_key_from("street|a|clear_width_m"));
  EXPECT_FALSE(check_key_from("lane||clear_width_m"));
}

TEST(CheckMerge, LengthsAreReadAsPeopleWriteThem) {
  const std::pair<const char*, double> written[] = {{"3.2", 3.2},   {"3,2 m", 3.2}, {"约3.2", 3.2},
                                                    {"3.2米", 3.2}, {"320cm", 3.2}, {"0", 0}};
  for (const auto& [cell, metres] : written) {
    const CheckMerge merge = merged({row_of("lane|w1|clear_width_m", cell)});
    ASSERT_EQ(merge.merged.size(), 1U) << cell;
    ASSERT_TRUE(merge.merged[0].measured_m) << cell;
    EXPECT_NEAR(*merge.merged[0].measured_m, metres, 1e-9) << cell;
  }
  for (const char* cell : {"wide", "3-4", "≥4", "-2", "320"}) {
    const CheckMerge merge = merged({row_of("lane|w1|clear_width_m", cell)});
    EXPECT_THAT(kinds(merge), ElementsAre(MergeKind::refused)) << cell;
    EXPECT_TRUE(merge.merged.empty()) << cell;
  }
}

TEST(CheckMerge, StatesOfTheDropDownListAreReadInBothLanguages) {
  for (const char* key : {"working", "defective", "no water", "buried", "missing", "disused"})
    for (const Language in : {Language::en, Language::zh}) {
      const CheckMerge merge =
          merged({row_of("hydrant|h1|status", std::string(translate(key, in)))});
      EXPECT_EQ(merge.merged.size(), 1U) << key << translate(key, in);
    }
  EXPECT_EQ(merged({row_of("hydrant|h1|status", "埋压")}).merged[0].status, "blocked");
  EXPECT_THAT(kinds(merged({row_of("hydrant|h1|status", "3.2")})), ElementsAre(MergeKind::refused));
}

TEST(CheckMerge, WhatIsNotInTheDataIsRefusedAndNothingIsLostByMissingRows) {
  FieldCheck old;
  old.key = {CheckSubject::building, "gone", "hydrant_distance_m"};
  old.measured_m = 120;
  io::ReturnedRow added = row_of("", "3");
  const CheckMerge merge = merged({row_of("lane|w9|clear_width_m", "3"), added}, {old});
  EXPECT_THAT(kinds(merge), ElementsAre(MergeKind::refused, MergeKind::refused));
  EXPECT_EQ(merge.lines[0].key, "lane|w9|clear_width_m");
  EXPECT_EQ(merge.lines[0].row, 4);
  EXPECT_THAT(merge.merged, ElementsAre(old));
}

TEST(CheckMerge, ALaterDateChangesAnEarlierOneConflicts) {
  FieldCheck old;
  old.key = {CheckSubject::lane, "w1", "clear_width_m"};
  old.measured_m = 3.5;
  old.date = "2026-11-20";
  io::ReturnedRow row = row_of("lane|w1|clear_width_m", "4.1");
  row.date = "2026.11.25";
  EXPECT_THAT(kinds(merged({row}, {old})), ElementsAre(MergeKind::changed));
  EXPECT_EQ(merged({row}, {old}).merged[0].measured_m, 4.1);
  row.date = "2026/11/19";
  EXPECT_THAT(kinds(merged({row}, {old})), ElementsAre(MergeKind::conflict));
  EXPECT_EQ(merged({row}, {old}).merged[0].measured_m, 3.5);
  EXPECT_EQ(merged({row}, {old}, true).merged[0].measured_m, 4.1);
  row.measured = "3.5 m";
  row.date = "20261120";
  EXPECT_THAT(kinds(merged({row}, {old})), ElementsAre(MergeKind::same));
}

TEST(CheckMerge, RowsThatContradictEachOtherOrThemselvesAreConflicts) {
  const auto twins = merged(
      {row_of("lane|w1|clear_width_m", "3"), row_of("lane|w1|clear_width_m", "4")}, {}, true);
  EXPECT_THAT(kinds(twins), ElementsAre(MergeKind::conflict, MergeKind::conflict));
  EXPECT_TRUE(twins.merged.empty());
  io::ReturnedRow odd = row_of("lane|w1|clear_width_m", "3.2", "符合");
  odd.limit = "4.00";
  EXPECT_THAT(kinds(merged({odd})), ElementsAre(MergeKind::conflict));
  odd.verdict = "不符合";
  EXPECT_THAT(kinds(merged({odd})), ElementsAre(MergeKind::added));
  io::ReturnedRow far = row_of("building|b1|hydrant_distance_m", "140", "meets the rule");
  far.limit = "150";
  EXPECT_THAT(kinds(merged({far})), ElementsAre(MergeKind::added));
}

TEST(CheckMerge, DatesComeOutInOneForm) {
  for (const char* date : {"2026-11-25", "2026/11/25", "2026.11.25", "2026年11月25日", "20261125",
                           "46351", "2026/11/25 08:30:00"})
    EXPECT_EQ(iso_date(date), "2026-11-25") << date;
  EXPECT_EQ(iso_date("last week"), "last week");
  EXPECT_EQ(iso_date(""), "");
}

TEST(CheckFile, ReadsBackWhatItWrote) {
  const test::TempDir folder;
  FieldCheck lane;
  lane.key = {CheckSubject::lane, "北街,\"1\"_a", "clear_width_m"};
  lane.measured_m = 3.25;
  lane.verdict = "fail";
  lane.person = "王";
  lane.date = "2026-11-25";
  FieldCheck hydrant;
  hydrant.key = {CheckSubject::hydrant, "53", "status"};
  hydrant.status = "blocked";
  hydrant.note = "car on it; see photo";
  const auto file = folder.path() / "checks.csv";
  io::write_check_file(file, {hydrant, lane});
  EXPECT_THAT(io::read_check_file(file), ElementsAre(lane, hydrant));
  std::ofstream(file) << "subject,id,field,measured_m\nlane,w1,clear_width_m,wide\n";
  EXPECT_THROW(io::read_check_file(file), Error);
}

TEST(CheckFile, IsNamedInAProjectWithoutTouchingAnythingElse) {
  const test::TempDir folder;
  const auto file = folder.path() / "city.toml";
  const std::string before =
      "# ours\nname = \"A\"  # town\n\n# data\n[[source]]\npath = \"a.gpkg\" # old\n";
  std::ofstream(file) << before;
  io::name_field_checks(file, folder.path() / "checks.csv");
  std::ifstream in(file);
  const std::string after{std::istreambuf_iterator<char>(in), {}};
  std::string expected = before;
  expected.insert(expected.find("[[source]]"), "field_checks = \"checks.csv\"\n");
  EXPECT_EQ(after, expected);
  EXPECT_EQ(io::read_project(file).field_checks, folder.path() / "checks.csv");
}

TEST(CheckList, ChanceFollowsMarginAndSigma) {
  EXPECT_NEAR(chance_below(4, 4, 0.7), 0.5, 1e-12);
  EXPECT_NEAR(chance_below(4.7, 4, 0.7), 0.158655, 1e-6);
  EXPECT_NEAR(chance_below(3.3, 4, 0.7), 0.841345, 1e-6);
  EXPECT_EQ(chance_below(3.9, 4, 0), 1);
  EXPECT_EQ(chance_below(4, 4, 0), 0);
}

}  // namespace
}  // namespace firebreak
