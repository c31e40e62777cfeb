#include "core/model/defect_count.hpp"

#include <gtest/gtest.h>

namespace firebreak {
namespace {

Issue issue(IssueKind kind, std::int64_t fid, std::uint64_t records = 1, std::uint32_t source = 0) {
  Issue made;
  made.kind = kind;
  made.severity = Severity::doubtful;
  made.origin = {source, fid};
  made.records = records;
  return made;
}

TEST(DefectCount, ARecordCountsOnceHoweverManyDefectsItHas) {
  City city;
  city.sources.resize(2);
  city.sources[0].read = city.sources[1].read = 100;
  city.issues = {issue(IssueKind::doubtful_value, 7), issue(IssueKind::impossible_value, 7),
                 issue(IssueKind::impossible_value, 8),
                 issue(IssueKind::impossible_value, 7, 1, 1)};
  EXPECT_EQ(count_defects(city, Severity::doubtful).records, 3U);
  EXPECT_EQ(count_defects(city, Severity::serious).records, 0U);
}

TEST(DefectCount, EmptyColumnsAreCellsAndNoRecordIsCountedTwice) {
  City city;
  city.sources.resize(1);
  city.sources[0].read = 5;
  city.issues = {issue(IssueKind::missing_attribute, -1, 4),
                 issue(IssueKind::missing_attribute, -1, 5), issue(IssueKind::sliver, 1),
                 issue(IssueKind::sliver, -1, 3), issue(IssueKind::doubtful_value, -1, 3)};
  const DefectCount count = count_defects(city, Severity::doubtful);
  EXPECT_EQ(count.records, 5U) << "no more than there are";
  EXPECT_EQ(count.columns, 2U);
  EXPECT_EQ(count.cells, 9U);
}

TEST(DefectCount, ARecordBehindTheListCountsOnceToo) {
  City city;
  city.sources.resize(1);
  city.sources[0].read = 100;
  Issue rest = issue(IssueKind::doubtful_value, -1, 3);
  rest.unlisted_fids = {7, 8, 9};
  city.issues = {issue(IssueKind::impossible_value, 7), issue(IssueKind::impossible_value, 8),
                 rest};
  EXPECT_EQ(count_defects(city, Severity::doubtful).records, 3U);
}

TEST(DefectCount, AFewEmptyCellsAreDefectsOfTheirRecords) {
  City city;
  city.sources.resize(1);
  city.sources[0].read = 100;
  city.sources[0].set_aside = 10;
  city.issues = {issue(IssueKind::missing_attribute, -1, 44)};
  EXPECT_EQ(count_defects(city, Severity::doubtful).columns, 0U);
  EXPECT_EQ(count_defects(city, Severity::doubtful).records, 44U);
  city.issues = {issue(IssueKind::missing_attribute, -1, 45)};
  EXPECT_EQ(count_defects(city, Severity::doubtful).columns, 1U) << "half of the 90 that are used";
  EXPECT_EQ(count_defects(city, Severity::doubtful).records, 0U);
}

}  // namespace
}  // namespace firebreak
