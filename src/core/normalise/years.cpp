#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "core/normalise/dates.hpp"
#include "core/normalise/number_scan.hpp"
#include "core/normalise/text_clean.hpp"
#include "core/normalise/values.hpp"

namespace firebreak {

namespace {

constexpr std::string_view about_words[] = {"~",     "circa",  "ca.",     "ca",     "c.",
                                            "about", "around", "approx.", "approx", "est.",
                                            "est",   "um",     "大约",    "约",     "="};
constexpr std::string_view before_words[] = {"before", "until", "prior to", "pre-", "pre",
                                             "<=",     "<",     "vor",      "bis",  "avant",
                                             "by",     "..",    "至"};
constexpr std::string_view after_words[] = {
    "after", "since", "from", "post", ">=", ">", "nach", "seit", "ab", "自"};
constexpr std::string_view range_signs[] = {"..", "-", "~", "至", "到", "to ", "bis "};
constexpr std::string_view list_signs[] = {";", "/", ",", "|", "&", "and ", "和", "+"};

ParsedYear checked(ParsedYear year) {
  for (auto* end : {&year.from, &year.to})
    if (*end && **end == 0) *end = std::nullopt;
  if (year.from && year.to && *year.from > *year.to) {
    std::swap(*year.from, *year.to);
    year.assumed = true;
  }
  const auto outside = [](std::optional<int> y) {
    return y && (*y < earliest_year || *y > latest_year);
  };
  if (year.from == 9999 || year.to == 9999) return {};
  if (outside(year.from) || outside(year.to)) {
    ParsedYear refused;
    refused.impossible = true;
    return refused;
  }
  return year;
}

ParsedYear unreadable_year() {
  ParsedYear out;
  out.unreadable = true;
  return out;
}

/// Reads a whole cell: words around one or two dates.
class YearReading {
 public:
  ParsedYear read(std::string plain) {
    ends(plain);
    Scanner scan{plain};
    qualifiers(scan);
    const auto first = read_date(scan);
    if (!first) return unreadable_year();
    scan.blanks();
    behind(scan);
    if (scan.done()) return one(*first);
    const bool range = take_any(scan, range_signs);
    if (!range && !take_any(scan, list_signs)) return unreadable_year();
    if (scan.done()) return out_.from = first->from, checked(out_);
    return two(*first, scan, range);
  }

 private:
  void ends(std::string& plain) {
    const auto drop = [&](std::string_view end) {
      if (plain.size() <= end.size() || !plain.ends_with(end)) return false;
      plain.erase(plain.size() - end.size());
      while (plain.ends_with(' ')) plain.pop_back();
      return true;
    };
    for (const std::string_view end : {"(?)", "?", "左右", "前后", "(约)"})
      if (drop(end)) out_.assumed = true;
    for (const std::string_view end : {"建成", "竣工", "建造", "建"}) drop(end);
  }

  void qualifiers(Scanner& scan) {
    for (bool more = true; more;) {
      more = false;
      if (take_any(scan, about_words)) out_.assumed = more = true;
      if (take_any(scan, before_words)) before_ = more = true;
      if (take_any(scan, after_words)) after_ = more = true;
    }
  }

  void behind(Scanner& scan) {
    if (scan.take("以前") || scan.take("之前") || scan.take("及以前") || scan.take("前"))
      before_ = true;
    if (scan.take("以后") || scan.take("之后") || scan.take("及以后") || scan.take("后"))
      after_ = true;
    scan.blanks();
  }

  ParsedYear one(YearSpan span) {
    if (before_ && after_) return unreadable_year();
    out_.assumed = out_.assumed || span.assumed;
    if (before_)
      out_.to = span.to - span.from > 1 && span.from > 0 ? span.from : span.to;
    else if (after_)
      out_.from = span.from;
    else
      out_.from = span.from, out_.to = span.to;
    return checked(out_);
  }

  ParsedYear two(YearSpan first, Scanner& scan, bool range) {
    take_any(scan, about_words);
    if (take_any(scan, before_words)) out_.assumed = true;
    const Scanner start = scan;
    const Digits n = digits_ahead(scan.rest);
    std::optional<YearSpan> second;
    if (n.count == 2 && scan.rest.size() == 2) {
      // "1998-99": the century of the first.
      second = YearSpan{first.from / 100 * 100 + n.value, first.from / 100 * 100 + n.value, false};
      scan.rest.remove_prefix(2);
    } else {
      scan = start;
      second = read_date(scan);
    }
    scan.blanks();
    behind(scan);
    while (second && take_any(scan, list_signs)) {
      const auto more = read_date(scan);
      if (!more) return unreadable_year();
      second->to = std::max(second->to, more->to);
      scan.blanks();
    }
    if (!second || !scan.done() || (before_ && after_)) return unreadable_year();
    out_.assumed = out_.assumed || !range || before_ || after_ || first.assumed || second->assumed;
    // "after 1905..1908": later than some year of that span, so the other end stays open.
    if (!before_) out_.from = std::min(first.from, second->from);
    if (!after_) out_.to = std::max(first.to, second->to);
    return checked(out_);
  }

  ParsedYear out_;
  bool before_ = false;
  bool after_ = false;
};

int year_of_days(std::chrono::days since_1970) {
  const std::chrono::year_month_day date{std::chrono::sys_days{since_1970}};
  return static_cast<int>(date.year());
}

ParsedYear year_of_seconds(double seconds, bool assumed) {
  constexpr double day_s = 86400;
  const double days = std::floor(seconds / day_s);
  if (std::abs(days) > 1e6) {
    ParsedYear out;
    out.impossible = true;
    return out;
  }
  const int year = year_of_days(std::chrono::days{static_cast<int>(days)});
  return checked({year, year, assumed});
}

ParsedYear year_of_spreadsheet_day(double day, bool assumed) {
  constexpr double day_of_1970 = 25569;
  return year_of_seconds((day - day_of_1970) * 86400, assumed);
}

constexpr std::size_t numeral_bytes = 3;

/// 0 to 9 of a Chinese numeral at the front.
std::optional<int> numeral_ahead(std::string_view text) {
  static constexpr std::array<std::pair<std::string_view, int>, 11> numerals{{{"〇", 0},
                                                                              {"零", 0},
                                                                              {"一", 1},
                                                                              {"二", 2},
                                                                              {"三", 3},
                                                                              {"四", 4},
                                                                              {"五", 5},
                                                                              {"六", 6},
                                                                              {"七", 7},
                                                                              {"八", 8},
                                                                              {"九", 9}}};
  for (const auto& [word, value] : numerals)
    if (text.starts_with(word)) return value;
  return std::nullopt;
}

/// "一九八五年", "九十年代" and "上世纪" in digits; what else stands in numerals stays.
std::string in_digits(std::string plain) {
  for (const std::string_view century : {"上世纪", "上个世纪", "二十世纪"})
    if (const auto at = plain.find(century); at != std::string::npos)
      plain.replace(at, century.size(), "20世纪");
  for (std::size_t at = 0; at < plain.size(); ++at) {
    std::string digits;
    for (auto n = numeral_ahead(std::string_view(plain).substr(at)); n;
         n = numeral_ahead(std::string_view(plain).substr(at + digits.size() * numeral_bytes)))
      digits += static_cast<char>('0' + *n);
    const std::size_t bytes = digits.size() * numeral_bytes;
    const std::string_view behind = std::string_view(plain).substr(at + bytes);
    if (digits.size() == 4)
      plain.replace(at, bytes, digits);
    else if (digits.size() == 1 && behind.starts_with("十年代"))
      plain.replace(at, bytes + numeral_bytes, digits + "0");
    else if (!digits.empty())
      at += bytes - 1;
  }
  return plain;
}

}  // namespace

ParsedYear parse_year(double number, Unit unit) {
  const bool sentinel = number == -9999 || number == -999 || number == -99 || number == -1;
  if (!std::isfinite(number) || number == 0 || sentinel || std::abs(number) > 1e30) return {};
  if (unit == Unit::epoch_ms) return year_of_seconds(number / 1000, false);
  if (unit == Unit::epoch_s) return year_of_seconds(number, false);
  if (unit == Unit::excel_day) return year_of_spreadsheet_day(number, false);
  const double size = std::abs(number);
  if (size >= 1e10) return year_of_seconds(number / 1000, false);
  if (size >= 1e8) return year_of_seconds(number, true);
  if (number < 0) return unreadable_year();
  const int whole = static_cast<int>(number);
  if (whole >= 10000101) {
    const bool date = whole / 100 % 100 <= 12 && whole % 100 <= 31;
    return date ? checked({whole / 10000, whole / 10000}) : unreadable_year();
  }
  if (whole >= 100001 && whole <= 999912 && whole % 100 >= 1 && whole % 100 <= 12)
    return checked({whole / 100, whole / 100, true});
  if (whole >= 10000 && whole <= 80000) return year_of_spreadsheet_day(number, true);
  if (whole >= 32 && whole <= 99) return checked({full_year(whole), full_year(whole), true});
  if (whole < 100) return unreadable_year();
  return checked({whole, whole});
}

ParsedYear parse_year(std::string_view text, Unit unit) {
  std::string plain = tidy(text);
  if (means_missing(plain) || plain == "0" || plain.starts_with("0000")) return {};
  const bool whole_number =
      plain.find_first_not_of("0123456789", plain[0] == '-' ? 1 : 0) == std::string::npos;
  if (whole_number && (unit != Unit::none || plain[0] == '-' || plain.size() != 4)) {
    double number = 0;
    std::from_chars(plain.data(), plain.data() + plain.size(), number);
    return parse_year(number, unit);
  }
  return YearReading().read(in_digits(std::move(plain)));
}

ParsedYear parse_year(const Column& column, std::size_t row, Unit unit) {
  if (!column.has(row)) return {};
  if (column.type == ColumnType::text) return parse_year(column.texts[row], unit);
  return parse_year(column.type == ColumnType::integer ? static_cast<double>(column.integers[row])
                                                       : column.reals[row],
                    unit);
}

}  // namespace firebreak
