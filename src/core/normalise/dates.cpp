#include "core/normalise/dates.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <iterator>

#include "core/normalise/text_clean.hpp"
#include "core/normalise/values.hpp"

namespace firebreak {

namespace {

struct NamedSpan {
  std::string_view name;
  int from, to;  ///< 0: open
};
constexpr NamedSpan periods[] = {
    {"解放以前", 0, 1948}, {"解放前", 0, 1948},       {"建国以前", 0, 1948},
    {"建国前", 0, 1948},   {"新中国成立前", 0, 1948}, {"清末民初", 1875, 1928},
    {"清末", 1840, 1911},  {"晚清", 1840, 1911},      {"清代", 1644, 1911},
    {"清朝", 1644, 1911},  {"清", 1644, 1911},        {"明清", 1368, 1911},
    {"明代", 1368, 1644},  {"明朝", 1368, 1644},      {"明", 1368, 1644},
    {"文革", 1966, 1976},  {"解放初", 1949, 1957},    {"建国初", 1949, 1957}};

/// Eras whose first year is `zero` + 1.
struct Era {
  std::string_view name;
  int zero, last;
};
constexpr Era eras[] = {{"民国", 1911, 1948},       {"民國", 1911, 1948}, {"明治", 1867, 1912},
                        {"大正", 1911, 1926},       {"昭和", 1925, 1989}, {"平成", 1988, 2019},
                        {"令和", 2018, latest_year}};

constexpr std::string_view months[] = {
    "january",   "february", "march",    "april",    "may", "june", "july", "august",
    "september", "october",  "november", "december", "jan", "feb",  "mar",  "apr",
    "jun",       "jul",      "aug",      "sept",     "sep", "oct",  "nov",  "dec"};

/// Reads one date off the front.
class DateReading {
 public:
  explicit DateReading(Scanner& scan) : scan_(scan) {}

  std::optional<YearSpan> read() {
    scan_.blanks();
    if (const auto named = era_or_period()) return named;
    const int third = part_of_span();
    auto span = century_word();
    if (!span) span = month_name_date();
    if (!span) span = numeric();
    if (!span) return span;
    return third == 0 ? span : third_of(*span, third);
  }

 private:
  std::optional<YearSpan> era_or_period() {
    for (const Era& era : eras) {
      if (!scan_.take(era.name)) continue;
      if (scan_.take("元")) return scan_.take("年"), YearSpan{era.zero + 1, era.zero + 1, false};
      const Digits n = digits_ahead(scan_.rest, 2);
      scan_.rest.remove_prefix(n.count);
      scan_.take("年"), scan_.take("间"), scan_.take("时期"), scan_.take("以前");
      if (n.count == 0) return YearSpan{era.zero + 1, era.last, false};
      return YearSpan{era.zero + n.value, era.zero + n.value, false};
    }
    for (const NamedSpan& period : periods)
      if (scan_.take(period.name)) {
        scan_.take("时期"), scan_.take("年间");
        return YearSpan{period.from, period.to, true};
      }
    return std::nullopt;
  }

  /// 1 early, 2 middle, 3 late; 0 if nothing of that kind stands here.
  int part_of_span() {
    constexpr std::string_view words[][3] = {
        {"early ", "anfang ", "début "}, {"mid-", "mid ", "mitte "}, {"late ", "ende ", "fin "}};
    for (int third = 0; third < 3; ++third)
      if (take_any(scan_, words[third])) return third + 1;
    return 0;
  }

  static YearSpan third_of(YearSpan span, int third) {
    const int length = span.to - span.from + 1;
    return {span.from + (third - 1) * length / 3, span.from + third * length / 3 - 1, true};
  }

  static YearSpan century(int number) { return {(number - 1) * 100 + 1, number * 100, false}; }

  /// C18 as OpenStreetMap writes centuries.
  std::optional<YearSpan> century_word() {
    if (!scan_.rest.starts_with('c')) return std::nullopt;
    const Digits n = digits_ahead(scan_.rest.substr(1));
    if (n.count != 2 || n.value < 6 || n.value > 21) return std::nullopt;
    scan_.rest.remove_prefix(3);
    return century(n.value);
  }

  bool take_month_name() {
    if (!take_any(scan_, months)) return false;
    scan_.take(".");
    scan_.blanks();
    return true;
  }

  std::optional<YearSpan> month_name_date() {
    const Scanner start = scan_;
    const Digits day = digits_ahead(scan_.rest);
    if (day.count == 1 || day.count == 2) {
      scan_.rest.remove_prefix(day.count);
      scan_.take("."), scan_.blanks();
    }
    if (take_month_name()) {
      const Digits maybe_day = digits_ahead(scan_.rest);
      if (maybe_day.count <= 2) {
        scan_.rest.remove_prefix(maybe_day.count);
        scan_.take(","), scan_.blanks();
      }
      const Digits year = digits_ahead(scan_.rest);
      if (year.count == 4) {
        scan_.rest.remove_prefix(4);
        return YearSpan{year.value, year.value, false};
      }
    }
    scan_ = start;
    return std::nullopt;
  }

  std::optional<YearSpan> numeric() {
    const Digits n = digits_ahead(scan_.rest);
    if (n.count == 8) return eight_digits(n.value);
    if (n.count == 6) return six_digits(n.value);
    if (n.count == 4) return year_first(n.value);
    if (n.count == 3 && n.value >= earliest_year) {
      scan_.rest.remove_prefix(3);
      return YearSpan{n.value, n.value, false};
    }
    return n.count == 1 || n.count == 2 ? day_first(n) : std::nullopt;
  }

  std::optional<YearSpan> eight_digits(int packed) {
    const int month = packed / 100 % 100;
    if (month > 12 || packed % 100 > 31) return std::nullopt;
    scan_.rest.remove_prefix(8);
    return time_of_day(), YearSpan{packed / 10000, packed / 10000, false};
  }

  std::optional<YearSpan> six_digits(int packed) {
    if (packed % 100 < 1 || packed % 100 > 12) return std::nullopt;
    scan_.rest.remove_prefix(6);
    return YearSpan{packed / 100, packed / 100, true};
  }

  std::optional<YearSpan> year_first(int year) {
    scan_.rest.remove_prefix(4);
    if (scan_.take("年代") || scan_.take("'s") || scan_.take("s") || scan_.take("er"))
      return YearSpan{year / 10 * 10, year / 10 * 10 + 9, false};
    if (scan_.take("年")) {
      number_before("月") && (number_before("日") || number_before("号"));
      return YearSpan{year, year, false};
    }
    month_and_day();
    time_of_day();
    return YearSpan{year, year, false};
  }

  bool number_before(std::string_view word) {
    const Digits n = digits_ahead(scan_.rest, 2);
    if (n.count == 0 || !scan_.rest.substr(n.count).starts_with(word)) return false;
    scan_.rest.remove_prefix(n.count + word.size());
    return true;
  }

  /// "-12-31", ".5.10", "/12/31", "-05" behind a year; "1998-99" stays for the range.
  void month_and_day() {
    if (scan_.rest.empty() || std::string_view("-./").find(scan_.rest[0]) == std::string_view::npos)
      return;
    const char sign = scan_.rest[0];
    const Digits month = digits_ahead(scan_.rest.substr(1));
    if (month.count < 1 || month.count > 2 || month.value > 12) return;
    const std::string_view behind = scan_.rest.substr(1 + month.count);
    if (behind.starts_with(sign)) {
      const Digits day = digits_ahead(behind.substr(1));
      if (day.count >= 1 && day.count <= 2 && day.value <= 31) {
        scan_.rest = behind.substr(1 + day.count);
        return;
      }
    }
    if (month.count == 2 || sign != '-') scan_.rest = behind;
  }

  /// " 00:00:00", "T12:30:00Z" behind a day.
  void time_of_day() {
    std::string_view ahead = scan_.rest;
    while (ahead.starts_with(' ') || ahead.starts_with('t')) ahead.remove_prefix(1);
    const Digits hour = digits_ahead(ahead, 2);
    if (hour.count == 0 || !ahead.substr(hour.count).starts_with(':')) return;
    const auto end = ahead.find_first_not_of("0123456789:.+-z");
    scan_.rest = end == std::string_view::npos ? std::string_view() : ahead.substr(end);
  }

  std::optional<YearSpan> day_first(Digits first) {
    const std::string_view behind = scan_.rest.substr(first.count);
    for (const std::string_view word : {"世纪", "th century", "st century", ". jahrhundert"})
      if (behind.starts_with(word)) return century_of(first.value, behind.substr(word.size()));
    if (first.count == 2 && behind.starts_with("年代")) {
      scan_.rest = behind.substr(std::string_view("年代").size());
      const int decade = full_year(first.value / 10 * 10);
      return YearSpan{decade, decade + 9, true};
    }
    if (first.count == 2 && behind.starts_with("年")) {
      scan_.rest = behind.substr(std::string_view("年").size());
      number_before("月") && number_before("日");
      return YearSpan{full_year(first.value), full_year(first.value), true};
    }
    return day_month_year(behind);
  }

  /// "18世纪", "20世纪80年代".
  std::optional<YearSpan> century_of(int number, std::string_view behind) {
    if (number < 6 || number > 21) return std::nullopt;
    scan_.rest = behind;
    const Digits decade = digits_ahead(scan_.rest, 2);
    if (decade.count == 2 && scan_.rest.substr(2).starts_with("年代")) {
      scan_.rest.remove_prefix(2 + std::string_view("年代").size());
      const int from = (number - 1) * 100 + decade.value / 10 * 10;
      return YearSpan{from, from + 9, false};
    }
    return century(number);
  }

  std::optional<YearSpan> day_month_year(std::string_view behind) {
    if (behind.empty() || std::string_view("-./").find(behind[0]) == std::string_view::npos)
      return std::nullopt;
    const char sign = behind[0];
    const Digits second = digits_ahead(behind.substr(1));
    if (second.count < 1 || second.count > 2 || second.value > 31) return std::nullopt;
    const std::string_view last = behind.substr(1 + second.count);
    if (!last.starts_with(sign)) return std::nullopt;
    const Digits year = digits_ahead(last.substr(1));
    if (year.count != 4 && year.count != 2) return std::nullopt;
    scan_.rest = last.substr(1 + year.count);
    time_of_day();
    const bool short_year = year.count == 2;
    const int full = short_year ? full_year(year.value) : year.value;
    return YearSpan{full, full, short_year};
  }

  Scanner& scan_;
};

}  // namespace

Digits digits_ahead(std::string_view text, std::size_t most) {
  Digits out;
  while (out.count < text.size() && out.count < most && text[out.count] >= '0' &&
         text[out.count] <= '9')
    out.value = out.value * 10 + (text[out.count++] - '0');
  return out;
}

int full_year(int two_digits) {
  return two_digits + (two_digits >= 30 ? 1900 : 2000);
}

std::optional<YearSpan> read_date(Scanner& scan) {
  return DateReading(scan).read();
}

}  // namespace firebreak
