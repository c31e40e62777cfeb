#include "core/io/risk_file.hpp"

#include <gmock/gmock.h>

#include <cmath>
#include <mutex>
#include <set>

#include "core/base/error.hpp"
#include "core/io/gpkg_metadata.hpp"
#include "core/io/gpkg_write.hpp"
#include "risk_sample.hpp"
#include "support/temp_dir.hpp"

namespace firebreak::io {
namespace {

using test::Database;
using test::TempDir;
using testing::HasSubstr;
using testing::ThrowsMessage;

class RiskRead : public testing::Test {
 protected:
  void SetUp() override {
    write_risk_file(file_, test::sample_tables(), test::sample_record(), test::sample_ledger(),
                    test::sample_styles(), Existing::refuse, Job{});
  }
  TempDir folder_;
  std::filesystem::path file_ = folder_ / "RISK 100%?.gpkg";
};

TEST_F(RiskRead, TheRunRecordComesBackExactly) {
  const RiskFile risk = open_risk_file(file_);
  EXPECT_EQ(record_to_json(risk.record, {}), record_to_json(test::sample_record(), {}));
  EXPECT_EQ(risk.record.origin_x_m, 667000.25);
  EXPECT_EQ(risk.record.figures[1].value, 0.1 + 0.2);
  EXPECT_EQ(std::get<double>(risk.record.parameters[0].value.value), 150.1);
  EXPECT_EQ(std::get<std::string>(risk.record.parameters[2].value.value), "all");
  EXPECT_TRUE(std::get<bool>(risk.record.parameters[3].value.value));
  EXPECT_EQ(risk.record.inputs[0].read, 6492U);
  EXPECT_EQ(risk.record.skipped[0].second, "no stations");
  EXPECT_EQ(risk.record.notices, std::vector<std::string>{"No building can pass."});
  EXPECT_EQ(risk.record.title, "Lauf 劳夫");
}

TEST_F(RiskRead, FiguresWithoutNumberSurvive) {
  RunRecord record = test::sample_record();
  record.figures[0].value = std::nan("");
  record.figures[1].value = -HUGE_VAL;
  RunRecord back;
  std::vector<TableAbout> tables;
  record_from_json(record_to_json(record, {}), "x", back, tables);
  EXPECT_TRUE(std::isnan(back.figures[0].value));
  EXPECT_EQ(back.figures[1].value, -HUGE_VAL);
}

TEST_F(RiskRead, TablesComeBackWithTitlesUnitsAndShapes) {
  const RiskFile risk = read_risk_file(file_, Job{});
  const auto written = test::sample_tables();
  for (const FeatureTable& before : written) {
    const FeatureTable* after = risk.find(before.name);
    ASSERT_NE(after, nullptr) << before.name;
    EXPECT_EQ(after->title, before.title);
    EXPECT_EQ(after->geometry, before.geometry);
    EXPECT_EQ(after->rows(), before.rows());
    ASSERT_EQ(after->columns.size(), before.columns.size());
    for (std::size_t c = 0; c < before.columns.size(); ++c) {
      EXPECT_EQ(after->columns[c].name, before.columns[c].name);
      EXPECT_EQ(after->columns[c].title, before.columns[c].title);
      EXPECT_EQ(after->columns[c].unit, before.columns[c].unit);
      EXPECT_EQ(after->columns[c].missing, before.columns[c].missing);
      EXPECT_EQ(after->columns[c].integers, before.columns[c].integers);
      EXPECT_EQ(after->columns[c].reals, before.columns[c].reals);
      EXPECT_EQ(after->columns[c].texts, before.columns[c].texts);
    }
    EXPECT_EQ(after->shapes.boxes, before.shapes.boxes) << before.name;
    EXPECT_EQ(after->shapes.part_kind, before.shapes.part_kind) << before.name;
  }
  EXPECT_EQ(risk.find("findings")->rows(), 2U);
  EXPECT_EQ(risk.find("no such table"), nullptr);
}

/// A table of many rows, so that it is read in parts.
FeatureTable long_table(std::size_t rows) {
  FeatureTable table;
  table.name = "pinch_lines";
  table.title = "Reach";
  table.geometry = TableGeometry::point;
  Column number("number", ColumnType::integer, "number");
  Column size("size_m", ColumnType::real, "size", "m");
  Column word("word", ColumnType::text, "word");
  for (std::size_t i = 0; i < rows; ++i) {
    const Xy at{static_cast<double>(i), static_cast<double>(i % 7)};
    table.shapes.add(PartKind::point, std::span(&at, 1));
    number.push(static_cast<std::int64_t>(i));
    if (i % 3 == 0)
      size.push_missing();
    else
      size.push(0.5 * static_cast<double>(i));
    word.push(std::string_view(i % 2 == 0 ? "" : "wörd"));
  }
  table.columns = {number, size, word};
  return table;
}

TEST_F(RiskRead, ThePartsOfALongTableComeTogetherOnAnyNumberOfThreads) {
  auto tables = test::sample_tables();
  tables.push_back(long_table(50000));
  write_risk_file(file_, tables, test::sample_record(), test::sample_ledger(),
                  test::sample_styles(), Existing::replace, Job{});
  const RiskFile risk = open_risk_file(file_);
  const FeatureTable& before = tables.back();
  for (const unsigned threads : {1U, 2U, 5U}) {
    const Job job({}, Job::Report(), threads);
    const std::string_view first[] = {"pinch_lines"};
    std::mutex mutex;
    std::vector<std::size_t> ready;
    std::vector<FeatureTable> read;
    risk.read_tables(read, job, first, [&](std::size_t i) {
      const std::scoped_lock lock(mutex);
      ready.push_back(i);
      EXPECT_EQ(read[i].name, risk.table_names[i]);
    });
    ASSERT_EQ(read.size(), risk.table_names.size());
    EXPECT_EQ(std::set(ready.begin(), ready.end()).size(), read.size()) << "each is told once";
    EXPECT_EQ(ready.size(), read.size());
    if (threads == 1) {
      EXPECT_EQ(risk.table_names[ready.front()], "pinch_lines");
    }
    const auto after = std::find_if(read.begin(), read.end(), [](const FeatureTable& table) {
      return table.name == "pinch_lines";
    });
    ASSERT_NE(after, read.end());
    EXPECT_EQ(after->shapes.points, before.shapes.points);
    EXPECT_EQ(after->shapes.part_start, before.shapes.part_start);
    EXPECT_EQ(after->shapes.feature_start, before.shapes.feature_start);
    for (std::size_t c = 0; c < 3; ++c) {
      EXPECT_EQ(after->columns[c].missing, before.columns[c].missing);
      EXPECT_EQ(after->columns[c].integers, before.columns[c].integers);
      EXPECT_EQ(after->columns[c].reals, before.columns[c].reals);
      EXPECT_EQ(after->columns[c].texts, before.columns[c].texts);
    }
  }
}

TEST_F(RiskRead, OneBuildingWithoutTheRest) {
  const RiskFile risk = open_risk_file(file_);
  EXPECT_TRUE(risk.tables.empty());
  const FeatureTable one = risk.read_rows("building_risk", "building_id", "b'4 \"<&>");
  ASSERT_EQ(one.rows(), 1U);
  EXPECT_EQ(one.column("hydrant_verdict")->texts[0], "unknown");
  EXPECT_THAT([&] { risk.read_table("risk_zones"); },
              ThrowsMessage<Error>(HasSubstr("has no layer risk_zones")));
}

TEST_F(RiskRead, ReadingChangesNoByte) {
  const std::string before = test::read_file(file_);
  { const RiskFile risk = read_risk_file(file_, Job{}); }
  EXPECT_TRUE(test::read_file(file_) == before);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1);
}

TEST_F(RiskRead, WhatAnotherProgramHasInItsJournalIsSeen) {
  const Database other(file_, true);
  // The triggers' functions are QGIS's and GDAL's, not plain SQLite's.
  other.run(
      "PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; DROP TRIGGER "
      "rtree_findings_geom_update3; DROP TRIGGER rtree_findings_geom_update4; UPDATE findings SET "
      "owner='Road office'");
  const std::string before = test::read_file(file_);
  const RiskFile risk = open_risk_file(file_);
  EXPECT_EQ(risk.read_table("findings").column("owner")->texts[1], "Road office");
  EXPECT_TRUE(test::read_file(file_) == before);
}

TEST_F(RiskRead, AFileLeftInWalModeIsReadInAReadOnlyFolder) {
  Database(file_, true).run("PRAGMA journal_mode=WAL; UPDATE assessment SET unit='m'");
  const std::string before = test::read_file(file_);
  ASSERT_EQ(before[18], 2);
  std::filesystem::permissions(folder_.path(), std::filesystem::perms(0555));
  const RiskFile risk = read_risk_file(file_, Job{});
  EXPECT_EQ(risk.find("assessment")->column("unit")->texts[0], "m");
  std::filesystem::permissions(folder_.path(), std::filesystem::perms(0755));
  EXPECT_TRUE(test::read_file(file_) == before);
  EXPECT_EQ(std::distance(std::filesystem::directory_iterator(folder_.path()), {}), 1);
}

TEST_F(RiskRead, OtherFilesAreNamedAsSuch) {
  EXPECT_THAT([&] { open_risk_file(folder_ / "none.gpkg"); },
              ThrowsMessage<Error>(HasSubstr("none.gpkg: no such file.")));
  EXPECT_THAT(
      [&] { open_risk_file(folder_.path()); },
      ThrowsMessage<Error>(HasSubstr("is not a firebreak result (it is no ordinary file)")));
  for (const char* content : {"", "hello", "SQLite format 3"}) {
    const auto file = folder_.write("text.gpkg", content);
    EXPECT_THAT([&] { open_risk_file(file); },
                ThrowsMessage<Error>(testing::AnyOf(HasSubstr("is not a firebreak result"),
                                                    HasSubstr("cannot be read as a database"))));
  }
  const auto other = folder_.write("other.gpkg", "");
  Database(other, true).run("CREATE TABLE roads(fid INTEGER PRIMARY KEY)");
  EXPECT_THAT([&] { open_risk_file(other); },
              ThrowsMessage<Error>(HasSubstr("is not a firebreak result (it has no run record)")));
}

TEST_F(RiskRead, AnyTornFileIsAnErrorAndNeverACrash) {
  const std::string whole = test::read_file(file_);
  for (std::size_t size = 100; size < whole.size(); size += 7919) {
    const auto torn = folder_.write("torn.gpkg", whole.substr(0, size));
    EXPECT_THROW(read_risk_file(torn, Job{}), Error) << size;
  }
}

}  // namespace
}  // namespace firebreak::io
