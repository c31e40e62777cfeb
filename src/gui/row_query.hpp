#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/job.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak::gui {

/// A typed text without blanks and tabs at its ends.
std::string_view trimmed(std::string_view text);

/// What the filter line of a table asks. Either a text that any column may contain, or comparisons
/// such as `height_m > 10`, `hydrant_verdict = fail and people >= 50`, `width_m = missing`, joined
/// by `and` / `or` (且 / 或; `and` binds closer). Columns go by name or by title in either
/// language, values by the word stored or the word shown.
class RowQuery {
 public:
  RowQuery() = default;
  /// Throws `Error` (usage) that says what is wrong and what would be right.
  RowQuery(const FeatureTable& table, std::string_view typed);

  bool empty() const { return any_of_.empty(); }
  bool fits(const FeatureTable& table, std::size_t row) const;

 private:
  enum class Compare : std::uint8_t { contains, equal, differs, less, at_most, more, at_least };
  /// A code, in one column or in any whose word for it is the common one.
  struct CodeMeant {
    std::string_view column, code;  ///< no column: any
  };
  struct Term {
    Compare compare = Compare::contains;
    std::size_t column = 0;  ///< not used by `contains`
    bool missing = false;    ///< the value asked for is none
    double number = 0;
    std::string text;
    bool numeric = false;          ///< `contains`: could be part of a number
    std::vector<CodeMeant> codes;  ///< those whose word shown is or contains `text`
  };
  static std::vector<CodeMeant> codes_for(std::string_view typed, bool whole);
  /// True if one of the codes in a cell is meant.
  static bool is_among(const std::vector<CodeMeant>& codes, const Column& column,
                       std::string_view cell);
  static Term text_term(std::string_view text);
  static Term term_of(const FeatureTable& table, std::string_view typed);
  static bool fits(const Term& term, const FeatureTable& table, std::size_t row);

  std::vector<std::vector<Term>> any_of_;
};

/// Which rows a list shows and in which order.
struct RowRequest {
  std::string filter;
  std::optional<std::size_t> sort_column;
  bool descending = false;
  /// One per row, 1: may be shown; null: all may.
  std::shared_ptr<const std::vector<std::uint8_t>> among;
  std::shared_ptr<const std::vector<std::uint8_t>> in_unit;
  std::optional<Box> seen;  ///< rows whose box it meets; rows without a place stay
};

/// The rows asked for; rows that compare equal keep their order, missing values come last either
/// way. Throws `Error` (usage) for a wrong filter.
std::vector<std::uint32_t> rows_of(const FeatureTable& table, const RowRequest& request,
                                   const Job& job);

/// Sorts rows by a column; see `rows_of`.
void sort_rows(std::vector<std::uint32_t>& rows, const Column& column, bool descending,
               const Job& job);

/// What a column says over some rows.
struct ColumnSummary {
  std::size_t values = 0;
  std::size_t missing = 0;
  std::optional<double> min, max, mean, sum;                   ///< of numbers
  std::size_t different = 0;                                   ///< of texts
  std::vector<std::pair<std::string, std::size_t>> commonest;  ///< of texts, at most eight
};
ColumnSummary summary_of(const Column& column, const std::vector<std::uint32_t>& rows,
                         const Job& job);

}  // namespace firebreak::gui
