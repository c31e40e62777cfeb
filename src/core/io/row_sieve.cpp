#include "core/io/row_sieve.hpp"

#include "core/base/plural.hpp"
#include "core/base/text.hpp"
#include "core/io/sheet_header.hpp"

namespace firebreak::io {

namespace {

constexpr std::size_t end_of_table = 10;  ///< so many empty rows end a table

void add(RawLayer& layer, Severity severity, std::size_t records, std::string detail,
         std::string effect) {
  Issue issue;
  issue.kind = IssueKind::left_out_row;
  issue.severity = severity;
  issue.action = Action::set_aside;
  issue.records = records;
  issue.detail = std::move(detail);
  issue.effect = std::move(effect);
  layer.issues.push_back(std::move(issue));
}

}  // namespace

bool RowSieve::takes(std::span<const std::string_view> cells) {
  std::size_t filled = 0;
  std::size_t named = 0;
  std::string_view first;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    if (cells[c].empty()) continue;
    if (filled++ == 0) first = cells[c];
    named += c < names_.size() && cells[c] == names_[c] ? 1U : 0U;
  }
  if (filled == 0) {
    ++empty_;
    return false;
  }
  if (empty_ >= end_of_table && taken_ > 0) ended_ = true;
  empty_ = 0;
  if (ended_) {
    ++behind_;
    return false;
  }
  if (is_closing_row(first, filled) || (named == filled && named > 1)) {
    ++closing_;
    return false;
  }
  ++taken_;
  return true;
}

void RowSieve::report(RawLayer& layer) const {
  if (closing_ > 0)
    add(layer, Severity::info, closing_,
        text(for_count(closing_,
                       tr_key("{} row holds sums, signatures, remarks or the header once more and "
                              "is no record"),
                       tr_key("{} rows hold sums, signatures, remarks or the header once more and "
                              "are no records")),
             closing_),
        text("None: what they say is not about single records."));
  if (behind_ > 0)
    add(layer, Severity::doubtful, behind_,
        text(for_count(behind_, tr_key("{} row stands behind ten or more empty rows"),
                       tr_key("{} rows stand behind ten or more empty rows")),
             behind_),
        text("They are not read. Close the gap if they belong to the table."));
}

}  // namespace firebreak::io
