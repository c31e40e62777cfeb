#include "core/normalise/row_shift.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "core/base/hash.hpp"

namespace firebreak {

namespace {

/// More records in one range are a slip of the pen.
constexpr std::int64_t most_records = 1'000'000;

std::string_view without_blanks(std::string_view text) {
  const std::size_t from = text.find_first_not_of(' ');
  if (from == std::string_view::npos) return {};
  return text.substr(from, text.find_last_not_of(' ') - from + 1);
}

/// What stands before the next `mark`; the text goes on behind it.
std::string_view text_before(std::string_view& text, char mark) {
  const std::size_t end = text.find(mark);
  const std::string_view part = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
  return without_blanks(part);
}

std::optional<std::int64_t> record_number(std::string_view text) {
  text = without_blanks(text);
  std::int64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0) return std::nullopt;
  return value;
}

/// "3" or "7-9".
bool add_range(std::string_view text, std::vector<std::int64_t>& records) {
  std::string_view rest = text;
  const auto first = record_number(text_before(rest, '-'));
  const auto last = text.find('-') == std::string_view::npos ? first : record_number(rest);
  if (!first || !last || *last < *first || *last - *first >= most_records) return false;
  for (std::int64_t record = *first; record <= *last; ++record) records.push_back(record);
  return true;
}

std::optional<RowShift> row_shift_from(std::string_view text) {
  RowShift out;
  const auto shift = shift_from_name(text_before(text, ':'));
  if (!shift || *shift == CoordinateShift::none) return std::nullopt;
  out.shift = *shift;
  const bool marked = text.find('(') != std::string_view::npos;
  std::string_view list = text_before(text, '(');
  if (marked) {
    if (text.find(')') == std::string_view::npos) return std::nullopt;
    out.mark = text_before(text, ')');
    if (out.mark.empty() || !without_blanks(text).empty()) return std::nullopt;
  }
  while (!list.empty())
    if (!add_range(text_before(list, ','), out.records)) return std::nullopt;
  std::ranges::sort(out.records);
  const auto twice = std::ranges::unique(out.records);
  out.records.erase(twice.begin(), twice.end());
  if (out.records.empty()) return std::nullopt;
  return out;
}

}  // namespace

std::optional<std::vector<RowShift>> row_shifts_from(std::string_view text) {
  std::vector<RowShift> out;
  while (!text.empty()) {
    auto one = row_shift_from(text_before(text, ';'));
    if (!one) return std::nullopt;
    out.push_back(std::move(*one));
  }
  return out.empty() ? std::nullopt : std::optional(std::move(out));
}

std::string row_shifts_text(std::span<const RowShift> shifts) {
  std::string out;
  for (const RowShift& one : shifts) {
    out += (out.empty() ? "" : "; ") + std::string(shift_name(one.shift)) + ": ";
    for (std::size_t i = 0; i < one.records.size();) {
      std::size_t end = i + 1;
      while (end < one.records.size() && one.records[end] == one.records[end - 1] + 1) ++end;
      out += (i == 0 ? "" : ", ") + std::to_string(one.records[i]);
      if (end > i + 1) out += "-" + std::to_string(one.records[end - 1]);
      i = end;
    }
    if (!one.mark.empty()) out += " (" + one.mark + ")";
  }
  return out;
}

std::string places_mark(std::span<const Xy> places) {
  constexpr double per_degree = 1e7;  // a centimetre
  StableHash hash;
  for (const Xy at : places)
    hash.add(std::int64_t{std::llround(at.x_m * per_degree)})
        .add(std::int64_t{std::llround(at.y_m * per_degree)});
  return hash.id("");
}

}  // namespace firebreak
