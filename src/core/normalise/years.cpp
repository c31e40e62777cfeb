#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <iterator>

#include "core/normalise/number_scan.hpp"
#include "core/normalise/text_clean.hpp"
#include "core/normalise/values.hpp"

namespace firebreak {

namespace {

/// What one date says: first and last possible year.
struct Span {
  int from = 0;
  int to = 0;
  bool assumed = false;
};

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

template <std::size_t N>
bool take_any(Scanner& scan, const std::string_view (&words)[N]) {
  for (const auto word : words)
    if (scan.take(word)) return scan.blanks(), true;
  return false;
}

/// Up to `most` digits at the front as a number.
struct Digits {
  int value = 0;
  std::size_t count = 0;
};
Digits digits_ahead(std::string_view text, std::size_t most = 9) {
  Digits out;
  while (out.count < text.size() && out.count < most && text[out.count] >= '0' &&
         text[out.count] <= '9')
    out.value = out.value * 10 + (text[out.count++] - '0');
  return out;
}

int full_year(int two_digits) {
  return two_digits + (two_digits >= 30 ? 1900 : 2000);
}

/// Reads one date off the front.
class DateReading {
 public:
  explicit DateReading(Scanner& scan) : scan_(scan) {}

  std::optional<Span> read() {
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
  std::optional<Span> era_or_period() {
    for (const Era& era : eras) {
      if (!scan_.take(era.name)) continue;
      if (scan_.take("元")) return scan_.take("年"), Span{era.zero + 1, era.zero + 1, false};
      const Digits n = digits_ahead(scan_.rest, 2);
      scan_.rest.remove_prefix(n.count);
      scan_.take("年"), scan_.take("间"), scan_.take("时期"), scan_.take("以前");
      if (n.count == 0) return Span{era.zero + 1, era.last, false};
      return Span{era.zero + n.value, era.zero + n.value, false};
    }
    for (const NamedSpan& period : periods)
      if (scan_.take(period.name)) {
        scan_.take("时期"), scan_.take("年间");
        return Span{period.from, period.to, true};
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

  static Span third_of(Span span, int third) {
    const int length = span.to - span.from + 1;
    return {span.from + (third - 1) * length / 3, span.from + third * length / 3 - 1, true};
  }

  static Span century(int number) { return {(number - 1) * 100 + 1, number * 100, false}; }

  /// C18 as OpenStreetMap writes centuries.
  std::optional<Span> century_word() {
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

  std::optional<Span> month_name_date() {
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
        return Span{year.value, year.value, false};
      }
    }
    scan_ = start;
    return std::nullopt;
  }

  std::optional<Span> numeric() {
    const Digits n = digits_ahead(scan_.rest);
    if (n.count == 8) return eight_digits(n.value);
    if (n.count == 6) return six_digits(n.value);
    if (n.count == 4) return year_first(n.value);
    if (n.count == 3 && n.value >= earliest_year) {
      scan_.rest.remove_prefix(3);
      return Span{n.value, n.value, false};
    }
    return n.count == 1 || n.count == 2 ? day_first(n) : std::nullopt;
  }

  std::optional<Span> eight_digits(int packed) {
    const int month = packed / 100 % 100;
    if (month > 12 || packed % 100 > 31) return std::nullopt;
    scan_.rest.remove_prefix(8);
    return time_of_day(), Span{packed / 10000, packed / 10000, false};
  }

  std::optional<Span> six_digits(int packed) {
    if (packed % 100 < 1 || packed % 100 > 12) return std::nullopt;
    scan_.rest.remove_prefix(6);
    return Span{packed / 100, packed / 100, true};
  }

  std::optional<Span> year_first(int year) {
    scan_.rest.remove_prefix(4);
    if (scan_.take("年代") || scan_.take("'s") || scan_.take("s") || scan_.take("er"))
      return Span{year / 10 * 10, year / 10 * 10 + 9, false};
    if (scan_.take("年")) {
      number_before("月") && (number_before("日") || number_before("号"));
      return Span{year, year, false};
    }
    month_and_day();
    time_of_day();
    return Span{year, year, false};
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

  std::optional<Span> day_first(Digits first) {
    const std::string_view behind = scan_.rest.substr(first.count);
    for (const std::string_view word : {"世纪", "th century", "st century", ". jahrhundert"})
      if (behind.starts_with(word)) return century_of(first.value, behind.substr(word.size()));
    if (first.count == 2 && behind.starts_with("年代")) {
      scan_.rest = behind.substr(std::string_view("年代").size());
      const int decade = full_year(first.value / 10 * 10);
      return Span{decade, decade + 9, true};
    }
    if (first.count == 2 && behind.starts_with("年")) {
      scan_.rest = behind.substr(std::string_view("年").size());
      number_before("月") && number_before("日");
      return Span{full_year(first.value), full_year(first.value), true};
    }
    return day_month_year(behind);
  }

  /// "18世纪", "20世纪80年代".
  std::optional<Span> century_of(int number, std::string_view behind) {
    if (number < 6 || number > 21) return std::nullopt;
    scan_.rest = behind;
    const Digits decade = digits_ahead(scan_.rest, 2);
    if (decade.count == 2 && scan_.rest.substr(2).starts_with("年代")) {
      scan_.rest.remove_prefix(2 + std::string_view("年代").size());
      const int from = (number - 1) * 100 + decade.value / 10 * 10;
      return Span{from, from + 9, false};
    }
    return century(number);
  }

  std::optional<Span> day_month_year(std::string_view behind) {
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
    return Span{full, full, short_year};
  }

  Scanner& scan_;
};

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
    DateReading reading(scan);
    const auto first = reading.read();
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

  ParsedYear one(Span span) {
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

  ParsedYear two(Span first, Scanner& scan, bool range) {
    take_any(scan, about_words);
    if (take_any(scan, before_words)) out_.assumed = true;
    const Scanner start = scan;
    const Digits n = digits_ahead(scan.rest);
    std::optional<Span> second;
    if (n.count == 2 && scan.rest.size() == 2) {
      // "1998-99": the century of the first.
      second = Span{first.from / 100 * 100 + n.value, first.from / 100 * 100 + n.value, false};
      scan.rest.remove_prefix(2);
    } else {
      scan = start;
      second = DateReading(scan).read();
    }
    scan.blanks();
    behind(scan);
    while (second && take_any(scan, list_signs)) {
      const auto more = DateReading(scan).read();
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
  return YearReading().read(std::move(plain));
}

ParsedYear parse_year(const Column& column, std::size_t row, Unit unit) {
  if (!column.has(row)) return {};
  if (column.type == ColumnType::text) return parse_year(column.texts[row], unit);
  return parse_year(column.type == ColumnType::integer ? static_cast<double>(column.integers[row])
                                                       : column.reals[row],
                    unit);
}

}  // namespace firebreak
