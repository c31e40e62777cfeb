#include "core/analysis/gap_numbers.hpp"

#include <gtest/gtest.h>

#include <utility>

#include "core/analysis/result_rows.hpp"
#include "unit/analysis/gap_runs.hpp"

namespace firebreak {
namespace {

using test::run_with_gaps;

std::vector<std::int64_t> numbers(const Assessment& run) {
  return table_in(run, "hydrant_gaps")->column("number")->integers;
}

/// As the city is: gap 1 of four buildings, 2 of two, 3 of one.
Assessment as_it_is() {
  return run_with_gaps({{"a", "x"},
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
  Assessment plan = run_with_gaps({{"a", ""}, {"e", "p"}, {"f", ""}, {"g", "q"}}, {"p", "q"});
  keep_gap_numbers(as_it_is(), plan);
  EXPECT_EQ(numbers(plan), (std::vector<std::int64_t>{2, 3}));
  EXPECT_EQ(table_in(plan, "hydrant_gaps")->column("rank")->integers,
            (std::vector<std::int64_t>{1, 2}))
      << "ranks are the plan's own";
}

TEST(GapNumbers, ThePartsOfAGapShareNoNumberAndNewOnesAreNotThoseOfClosedGaps) {
  // x comes apart into p (one building) and q (two); y is closed; h is out of reach anew.
  Assessment plan = run_with_gaps({{"a", "p"}, {"b", "q"}, {"c", "q"}, {"g", "s"}, {"h", "r"}},
                                  {"r", "p", "q", "s"});
  keep_gap_numbers(as_it_is(), plan);
  EXPECT_EQ(numbers(plan), (std::vector<std::int64_t>{4, 5, 1, 3}));
}

TEST(GapNumbers, GapsThatMergeBearTheNumberOfTheLargestPart) {
  Assessment plan = run_with_gaps({{"d", "p"}, {"e", "p"}, {"f", "p"}, {"g", "p"}}, {"p"});
  keep_gap_numbers(as_it_is(), plan);
  EXPECT_EQ(numbers(plan), (std::vector<std::int64_t>{2})) << "one building of 1, two of 2";
}

TEST(GapNumbers, TheSameRunKeepsItsNumbersAndARunWithoutGapsChangesNothing) {
  Assessment same = as_it_is();
  keep_gap_numbers(as_it_is(), same);
  EXPECT_EQ(numbers(same), (std::vector<std::int64_t>{1, 2, 3}));
  Assessment plan = run_with_gaps({{"a", "p"}}, {"p"});
  keep_gap_numbers(Assessment(), plan);
  EXPECT_EQ(numbers(plan), (std::vector<std::int64_t>{1}));
  Assessment none;
  keep_gap_numbers(as_it_is(), none);
  EXPECT_TRUE(none.tables.empty());
}

}  // namespace
}  // namespace firebreak
