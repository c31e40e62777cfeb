#include <gmock/gmock.h>

#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/speaking.hpp"
#include "gui/cell_words.hpp"
#include "gui/column_order.hpp"
#include "gui/row_query.hpp"

/// What the attribute table lists and in which order, without a window.
namespace firebreak {
namespace {

TEST(ColumnOrder, WhatIsAskedOfBuildingsStandsFirstAndWhatIsMostlyEmptyLast) {
  FeatureTable table;
  table.name = "building_risk";
  const auto add = [&](const char* name, int filled) {
    Column column(name, ColumnType::integer, name);
    for (int row = 0; row < 10; ++row)
      row < filled ? column.push(std::int64_t{row}) : column.push_missing();
    table.columns.push_back(std::move(column));
  };
  add("building_id", 10);
  add("structure", 0);
  add("storeys", 4);
  add("footprint_m2", 5);
  add("name", 9);
  add("gap_id", 1);
  add("water_verdict", 10);
  add("hydrant_verdict", 10);
  EXPECT_EQ(gui::column_order(table), (std::vector<int>{0, 4, 7, 6, 3, 1, 2, 5}));
  table.name = "buildings";
  EXPECT_EQ(gui::column_order(table), (std::vector<int>{0, 4, 3, 6, 7, 1, 2, 5}));
  for (Column& column : table.columns) column = Column(column.name, column.type, column.title);
  EXPECT_EQ(gui::column_order(table), (std::vector<int>{0, 4, 1, 2, 3, 5, 6, 7}))
      << "of no rows none is empty";
}

FeatureTable made_table() {
  FeatureTable table;
  table.name = "made";
  Column name("name", ColumnType::text);
  Column height("height_m", ColumnType::real, "height", "m");
  Column year("year", ColumnType::integer);
  const auto add = [&](const char* n, std::optional<double> h, std::optional<std::int64_t> y) {
    name.push(std::string_view(n));
    h ? height.push(*h) : height.push_missing();
    y ? year.push(*y) : year.push_missing();
  };
  add("Haus 10", 5, 1990);
  add("haus 9", std::nullopt, 1980);
  add("Änne", 12.5, std::nullopt);
  add("Haus 9", 5, 1970);
  add("解放路", 3, 1990);
  table.columns = {name, height, year};
  return table;
}

std::vector<std::uint32_t> rows(const char* filter, std::optional<std::size_t> sort = {},
                                bool descending = false) {
  gui::RowRequest request;
  request.filter = filter;
  request.sort_column = sort;
  request.descending = descending;
  return gui::rows_of(made_table(), request, Job());
}

using Rows = std::vector<std::uint32_t>;

TEST(RowQuery, SortsStablyWithMissingLast) {
  EXPECT_EQ(rows("", 1), (Rows{4, 0, 3, 2, 1}));
  EXPECT_EQ(rows("", 1, true), (Rows{2, 0, 3, 4, 1})) << "equal ones keep their order";
  EXPECT_EQ(rows("", 2), (Rows{3, 1, 0, 4, 2}));
  EXPECT_EQ(rows("", 2, true), (Rows{0, 4, 1, 3, 2}));
  const Rows by_name = rows("", 0);
  const auto at = [&](std::uint32_t row) {
    return std::find(by_name.begin(), by_name.end(), row) - by_name.begin();
  };
  EXPECT_LT(at(3), at(0)) << "Haus 9 before Haus 10";
  EXPECT_LT(at(1), at(0));
  EXPECT_LT(at(2), at(3)) << "Änne before Haus";
}

TEST(RowQuery, ComparesAsItIsWritten) {
  EXPECT_EQ(rows("haus"), (Rows{0, 1, 3}));
  EXPECT_EQ(rows("änne"), (Rows{2}));
  EXPECT_EQ(rows("12.5"), (Rows{2})) << "figures are found as they are shown";
  EXPECT_EQ(rows("height_m = 5"), (Rows{0, 3}));
  EXPECT_EQ(rows("height > 3.5"), (Rows{0, 2, 3})) << "by title";
  EXPECT_EQ(rows("height_m<=5"), (Rows{0, 3, 4}));
  EXPECT_EQ(rows("height_m != 5"), (Rows{1, 2, 4})) << "unknown is not 5";
  EXPECT_EQ(rows("height_m = missing"), (Rows{1}));
  EXPECT_EQ(rows("year != 缺"), (Rows{0, 1, 3, 4}));
  EXPECT_EQ(rows("year = 1990 and height_m > 4"), (Rows{0}));
  EXPECT_EQ(rows("year = 1970 or year = 1980 and height_m = missing"), (Rows{1, 3}));
}

TEST(RowQuery, FindsCodesByTheWordThatTheirColumnShows) {
  const Speaking chinese(Language::zh);
  FeatureTable table;
  Column owner("owner", ColumnType::text);
  Column layout("main_layout", ColumnType::text);
  for (const char* code : {"public", "private", "public;private"})
    owner.push(std::string_view(code));
  for (const char* code : {"branch", "ring", "ring"}) layout.push(std::string_view(code));
  table.columns = {owner, layout};
  const auto found = [&](const char* filter) {
    gui::RowRequest request;
    request.filter = filter;
    return gui::rows_of(table, request, Job());
  };
  EXPECT_EQ(gui::shown_cell(table.columns[0], 2), "市政；单位自管");
  EXPECT_EQ(found("市政"), (Rows{0, 2}));
  EXPECT_EQ(found("owner = 单位自管"), (Rows{1, 2})) << "one of several codes";
  EXPECT_EQ(found("main_layout = 环状"), (Rows{1, 2}));
  EXPECT_EQ(found("main_layout = 环状 且 owner = 市政"), (Rows{2}));
  EXPECT_TRUE(found("owner = 环状").empty()) << "a word of another column";
  const gui::ColumnSummary summary = gui::summary_of(table.columns[1], {0, 1, 2}, Job());
  ASSERT_EQ(summary.commonest.size(), 2U);
  EXPECT_EQ(summary.commonest[0].first, "环状");
}

TEST(RowQuery, TellsWhatIsWrong) {
  for (const char* wrong : {"heigth_m > 3", "height_m > tall", "> 3", "height_m >", "name = x and"})
    EXPECT_THROW(rows(wrong), Error) << wrong;
  try {
    rows("heigth_m > 3");
  } catch (const Error& e) {
    EXPECT_THAT(e.what(), testing::HasSubstr("height_m"));
  }
}

TEST(RowQuery, SummaryCountsWhatIsThere) {
  const FeatureTable table = made_table();
  const Rows all{0, 1, 2, 3, 4};
  const auto heights = gui::summary_of(table.columns[1], all, Job());
  EXPECT_EQ(heights.values, 4U);
  EXPECT_EQ(heights.missing, 1U);
  EXPECT_EQ(heights.min, 3);
  EXPECT_EQ(heights.max, 12.5);
  EXPECT_EQ(heights.sum, 25.5);
  EXPECT_EQ(heights.mean, 6.375);
  const auto names = gui::summary_of(table.columns[0], {0, 0, 1}, Job());
  EXPECT_EQ(names.different, 2U);
  EXPECT_EQ(names.commonest.front(), (std::pair<std::string, std::size_t>{"Haus 10", 2}));
}

}  // namespace
}  // namespace firebreak
