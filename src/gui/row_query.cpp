#include "gui/row_query.hpp"

#include <algorithm>
#include <charconv>

#include "core/base/error.hpp"
#include "core/base/parallel.hpp"
#include "core/model/code_words.hpp"
#include "core/normalise/text_clean.hpp"
#include "gui/cell_words.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

constexpr std::size_t chunk = 8192;

bool is_quoted(std::string_view text) {
  return text.size() >= 2 && (text.front() == '"' || text.front() == '\'') &&
         text.back() == text.front();
}

std::string_view unquoted(std::string_view text) {
  text = trimmed(text);
  return is_quoted(text) ? text.substr(1, text.size() - 2) : text;
}

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// Splits at a word between blanks, or at a sign, outside quotes.
std::vector<std::string_view> split(std::string_view text, std::string_view word,
                                    std::string_view sign) {
  std::vector<std::string_view> parts;
  std::size_t from = 0;
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quote != 0) {
      if (text[i] == quote) quote = 0;
      continue;
    }
    if (text[i] == '"' || text[i] == '\'') {
      quote = text[i];
      continue;
    }
    std::size_t length = 0;
    if (text.substr(i).starts_with(sign)) length = sign.size();
    if (text[i] == ' ' && text.size() > i + word.size() + 1 &&
        folded_name(text.substr(i + 1, word.size())) == word && text[i + 1 + word.size()] == ' ')
      length = word.size() + 2;
    if (length == 0) continue;
    parts.push_back(text.substr(from, i - from));
    from = i + length;
    i = from - 1;
  }
  parts.push_back(text.substr(from));
  return parts;
}

/// Position and length of the first comparison sign outside quotes.
std::optional<std::pair<std::size_t, std::size_t>> sign_in(std::string_view text) {
  static constexpr std::string_view signs[] = {"<=", ">=", "!=", "<>", "==", "≤",
                                               "≥",  "≠",  "<",  ">",  "=",  "＝"};
  char quote = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (quote != 0) {
      if (text[i] == quote) quote = 0;
      continue;
    }
    if (text[i] == '"' || text[i] == '\'') quote = text[i];
    for (const std::string_view sign : signs)
      if (text.substr(i).starts_with(sign)) return std::pair(i, sign.size());
  }
  return std::nullopt;
}

bool is_called(const Column& column, const std::string& folded) {
  return folded_name(column.name) == folded || folded_name(column.title) == folded ||
         (!column.title.empty() && folded_name(translate(column.title, Language::zh)) == folded);
}

std::size_t column_named(const FeatureTable& table, std::string_view typed) {
  const std::string folded = folded_name(typed);
  for (std::size_t c = 0; c < table.columns.size(); ++c)
    if (is_called(table.columns[c], folded)) return c;
  std::vector<std::string_view> known;
  for (const Column& column : table.columns) known.push_back(column.name);
  throw Error(ErrorKind::usage, "There is no column \"{}\"; the nearest name is \"{}\".",
              std::string(typed), std::string(closest(folded, known)));
}

/// True for the key of a word that a code has in one column only: "main_layout=ring".
bool is_by_column(std::string_view key) {
  return key.find('=') != std::string_view::npos && key.find(' ') == std::string_view::npos;
}

bool is_missing_word(std::string_view typed) {
  const std::string folded = folded_name(typed);
  return folded == "missing" || folded == "null" || folded == "缺" || folded == "缺失" ||
         folded == "空";
}

}  // namespace

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

RowQuery::RowQuery(const FeatureTable& table, std::string_view typed) {
  typed = trimmed(typed);
  if (typed.empty()) return;
  if (!sign_in(typed)) {
    any_of_ = {{text_term(unquoted(typed))}};
    return;
  }
  // The blank makes an `and` at the end count as one, with nothing after it.
  const std::string whole = std::string(typed) + ' ';
  for (const std::string_view either : split(whole, "or", "或")) {
    auto& all_of = any_of_.emplace_back();
    for (const std::string_view part : split(either, "and", "且"))
      all_of.push_back(term_of(table, trimmed(part)));
  }
}

/// Codes whose Chinese is, or contains, what was typed.
std::vector<RowQuery::CodeMeant> RowQuery::codes_for(std::string_view typed, bool whole) {
  constexpr std::size_t longest_code = 40;
  std::vector<CodeMeant> codes;
  const Translations all = translations();
  for (std::size_t i = 0; i < all.count; ++i) {
    const Translation& t = all.first[i];
    if (t.english.size() >= longest_code ||
        (whole ? t.chinese != typed : t.chinese.find(typed) == std::string_view::npos))
      continue;
    const std::size_t sign = is_by_column(t.english) ? t.english.find('=') : 0;
    if (sign == 0)
      codes.push_back({{}, t.english});
    else
      codes.push_back({t.english.substr(0, sign), t.english.substr(sign + 1)});
  }
  return codes;
}

bool RowQuery::is_among(const std::vector<CodeMeant>& codes, const Column& column,
                        std::string_view cell) {
  if (codes.empty() || !holds_words(column)) return false;
  const auto meant = [&](std::string_view one) {
    return std::ranges::any_of(codes, [&](const CodeMeant& code) {
      if (code.code != one) return false;
      if (!code.column.empty()) return code.column == column.name;
      // In this column the code may have another word than elsewhere.
      return code_word(column.name, one, Language::zh) == translate(one, Language::zh);
    });
  };
  std::size_t from = 0;
  for (std::size_t end = cell.find(';'); end != std::string_view::npos;
       end = cell.find(';', from)) {
    if (meant(cell.substr(from, end - from))) return true;
    from = end + 1;
  }
  return meant(cell.substr(from));
}

RowQuery::Term RowQuery::text_term(std::string_view text) {
  Term term;
  term.text = text;
  term.numeric = text.find_first_not_of("0123456789.-") == std::string_view::npos;
  if (language() == Language::zh) term.codes = codes_for(text, false);
  return term;
}

RowQuery::Term RowQuery::term_of(const FeatureTable& table, std::string_view typed) {
  const auto sign = sign_in(typed);
  if (!sign && !typed.empty()) return text_term(unquoted(typed));
  if (!sign || sign->first == 0)
    throw Error(ErrorKind::usage, "\"{}\": a comparison reads column, sign, value: height_m > 10.",
                std::string(typed));
  const std::string_view symbol = typed.substr(sign->first, sign->second);
  const std::string_view value = unquoted(typed.substr(sign->first + sign->second));
  Term term;
  term.column = column_named(table, unquoted(typed.substr(0, sign->first)));
  term.compare = symbol == "<"                                       ? Compare::less
                 : symbol == ">"                                     ? Compare::more
                 : symbol == "<=" || symbol == "≤"                   ? Compare::at_most
                 : symbol == ">=" || symbol == "≥"                   ? Compare::at_least
                 : symbol == "!=" || symbol == "<>" || symbol == "≠" ? Compare::differs
                                                                     : Compare::equal;
  const bool ordered = term.compare != Compare::equal && term.compare != Compare::differs;
  const Column& column = table.columns[term.column];
  term.missing = is_missing_word(value) || value.empty();
  if (term.missing && ordered)
    throw Error(ErrorKind::usage, "\"{}\": say which value to compare with.", std::string(typed));
  if (term.missing) return term;
  term.text = value;
  if (column.type == ColumnType::text) {
    if (holds_words(column)) term.codes = codes_for(value, true);
    return term;
  }
  const auto number = number_in(value);
  if (!number)
    throw Error(ErrorKind::usage, "\"{}\" is not a number, and the column {} holds numbers.",
                std::string(value), column.name);
  term.number = *number;
  return term;
}

bool RowQuery::fits(const Term& term, const FeatureTable& table, std::size_t row) {
  if (term.compare == Compare::contains) {
    for (const Column& column : table.columns) {
      if (!column.has(row)) continue;
      if (column.type == ColumnType::text) {
        if (contains_text(column.texts[row], term.text)) return true;
        if (is_among(term.codes, column, column.texts[row])) return true;
      } else if (term.numeric && shown_cell(column, row).find(term.text) != std::string::npos) {
        return true;
      }
    }
    return false;
  }
  const Column& column = table.columns[term.column];
  const bool has = column.has(row);
  if (term.missing) return has == (term.compare == Compare::differs);
  if (!has) return term.compare == Compare::differs;
  int order = 0;
  if (column.type == ColumnType::text) {
    const std::string_view text = column.texts[row];
    if (text.size() == term.text.size() && contains_text(text, term.text))
      order = 0;
    else if (is_among(term.codes, column, text))
      order = 0;
    else
      order = text < term.text ? -1 : 1;
  } else {
    const double value = column.type == ColumnType::real
                             ? column.reals[row]
                             : static_cast<double>(column.integers[row]);
    order = value < term.number ? -1 : value > term.number ? 1 : 0;
  }
  switch (term.compare) {
    case Compare::equal:
      return order == 0;
    case Compare::differs:
      return order != 0;
    case Compare::less:
      return order < 0;
    case Compare::at_most:
      return order <= 0;
    case Compare::more:
      return order > 0;
    case Compare::at_least:
      return order >= 0;
    case Compare::contains:
      break;
  }
  return false;
}

bool RowQuery::fits(const FeatureTable& table, std::size_t row) const {
  return any_of_.empty() ||
         std::any_of(any_of_.begin(), any_of_.end(), [&](const std::vector<Term>& all_of) {
           return std::all_of(all_of.begin(), all_of.end(),
                              [&](const Term& term) { return fits(term, table, row); });
         });
}

std::vector<std::uint32_t> rows_of(const FeatureTable& table, const RowRequest& request,
                                   const Job& job) {
  const RowQuery query(table, request.filter);
  const std::size_t count = table.rows();
  std::vector<std::uint8_t> kept(count, 1);
  const auto in_sight = [&](std::size_t row) {
    if (!request.seen || row >= table.shapes.size()) return true;
    const Box& box = table.shapes.boxes[row];
    return box.empty() || box.intersects(*request.seen);
  };
  if (!query.empty() || request.among || request.in_unit || request.seen)
    parallel_for(job, count, chunk, tr_key("Filtering"),
                 [&](std::size_t begin, std::size_t end, unsigned) {
                   for (std::size_t row = begin; row < end; ++row)
                     kept[row] = (!request.among || (*request.among)[row] != 0) &&
                                 (!request.in_unit || row >= request.in_unit->size() ||
                                  (*request.in_unit)[row] != 0) &&
                                 in_sight(row) && query.fits(table, row);
                 });
  std::vector<std::uint32_t> rows;
  rows.reserve(count);
  for (std::size_t row = 0; row < count; ++row)
    if (kept[row] != 0) rows.push_back(static_cast<std::uint32_t>(row));
  if (request.sort_column && *request.sort_column < table.columns.size())
    sort_rows(rows, table.columns[*request.sort_column], request.descending, job);
  return rows;
}

}  // namespace firebreak::gui
