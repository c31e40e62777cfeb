#include "core/analysis/gap_numbers.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "core/analysis/result_rows.hpp"

namespace firebreak {
namespace {

using Members = std::vector<std::pair<const char*, const char*>>;  ///< building, gap or ""

/// A run whose gaps are ranked as named, numbered by rank.
Assessment run_with(const Members& members, const std::vector<const char*>& ranked) {
  Assessment run;
  FeatureTable risk;
  risk.name = "building_risk";
  Column id("building_id", ColumnType::text);
  Column gap("gap_id", ColumnType::text);
  for (const auto& [building, in] : members) {
    id.push(std::string_view(building));
    if (*in == '\0')
      gap.push_missing();
    else
      gap.push(std::string_view(in));
  }
  risk.columns = {id, gap};
  FeatureTable gaps;
  gaps.name = "hydrant_gaps";
  Column gap_id("gap_id", ColumnType::text);
  Column rank("rank", ColumnType::integer);
  Column number("number", ColumnType::integer);
  for (const char* in : ranked) {
    gap_id.push(std::string_view(in));
    rank.push(static_cast<std::int64_t>(rank.size()) + 1);
    number.push(static_cast<std::int64_t>(number.size()) + 1);
  }
  gaps.columns = {gap_id, rank, number};
  run.tables = {risk, gaps};
  return run;
}

std::vector<std::int64_t> numbers(const Assessment& run) {
  return table_in(run, "hydrant_gaps")->column("number")->integers;
}

/// As the city is: gap 1 of four buildings, 2 of two, 3 of one.
Assessment as_it_is() {
  return run_with({{"a", "x"},
                   {"b", "x"},
                   {"c", "x"},
                   {"d", "x"},
                   {"e", "y"},
                   {"f", "y"},
                   {"g", "z"},
                   {"h", ""}},
                  {"x", "y", "z"});
}

TEST(GapNumbers, AGapThatIsStillThereKeepsItsNumberWhenAGreaterOneIsClosed) {
  Assessment plan = run_with({{"a", ""}, {"e", "p"}, {"f", ""}, {"g", "q"}}, {"p", "q"});
  keep_gap_numbers(as_it_is(), plan);
  EXPECT_EQ(numbers(plan), (std::vector<std::int64_t>{2, 3}));
  EXPECT_EQ(table_in(plan, "hydrant_gaps")->column("rank")->integers,
            (std::vector<std::int64_t>{1, 2}))
      << "ranks are the plan's own";
}

TEST(GapNumbers, ThePartsOfAGapShareNoNumberAndNewOnesAreNotThoseOfClosedGaps) {
  // x comes apart into p (one building) and q (two); y is closed; h is out of reach anew.
  Assessment plan =
      run_with({{"a", "p"}, {"b", "q"}, {"c", "q"}, {"g", "s"}, {"h", "r"}}, {"r", "p", "q", "s"});
  keep_gap_numbers(as_it_is(), plan);
  EXPECT_EQ(numbers(plan), (std::vector<std::int64_t>{4, 5, 1, 3}));
}

TEST(GapNumbers, GapsThatMergeBearTheNumberOfTheLargestPart) {
  Assessment plan = run_with({{"d", "p"}, {"e", "p"}, {"f", "p"}, {"g", "p"}}, {"p"});
  keep_gap_numbers(as_it_is(), plan);
  EXPECT_EQ(numbers(plan), (std::vector<std::int64_t>{2})) << "one building of 1, two of 2";
}

TEST(GapNumbers, TheSameRunKeepsItsNumbersAndARunWithoutGapsChangesNothing) {
  Assessment same = as_it_is();
  keep_gap_numbers(as_it_is(), same);
  EXPECT_EQ(numbers(same), (std::vector<std::int64_t>{1, 2, 3}));
  Assessment plan = run_with({{"a", "p"}}, {"p"});
  keep_gap_numbers(Assessment(), plan);
  EXPECT_EQ(numbers(plan), (std::vector<std::int64_t>{1}));
  Assessment none;
  keep_gap_numbers(as_it_is(), none);
  EXPECT_TRUE(none.tables.empty());
}

}  // namespace
}  // namespace firebreak
