#include "core/normalise/moments.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cmath>
#include <optional>
#include <vector>

#include "core/normalise/dates.hpp"
#include "core/normalise/text_clean.hpp"
#include "core/normalise/values.hpp"

namespace firebreak {

namespace {

/// Days of spreadsheets from 1982 to 2118: smaller numbers are years, larger ones whole dates.
constexpr double first_serial = 30000;
constexpr double last_serial = 80000;

struct Time {
  int hour = 0, minute = 0;
  std::optional<int> second;
};

bool is_time(const Time& t) {
  return t.hour >= 0 && t.hour < 24 && t.minute >= 0 && t.minute < 60 && t.second.value_or(0) < 60;
}

std::string words_of(const Time& t) {
  std::string out = fmt::format("{:02}:{:02}", t.hour, t.minute);
  if (t.second) out += fmt::format(":{:02}", *t.second);
  return out;
}

/// A day of the calendar, or its month or year alone where what follows is 0.
std::string date_of(int year, int month, int day) {
  if (year < 1900 || year > 2100) return {};
  if (month == 0) return fmt::format("{:04}", year);
  if (month < 1 || month > 12) return {};
  if (day == 0) return fmt::format("{:04}-{:02}", year, month);
  const std::chrono::year_month_day date{std::chrono::year{year},
                                         std::chrono::month{static_cast<unsigned>(month)},
                                         std::chrono::day{static_cast<unsigned>(day)}};
  return date.ok() ? fmt::format("{:04}-{:02}-{:02}", year, month, day) : std::string();
}

std::string of_serial(double serial) {
  const double day = std::floor(serial);
  const std::chrono::sys_days from{std::chrono::year{1899} / 12 / 30};
  const std::chrono::year_month_day date{from + std::chrono::days{static_cast<int>(day)}};
  std::string out =
      date_of(static_cast<int>(date.year()), static_cast<int>(static_cast<unsigned>(date.month())),
              static_cast<int>(static_cast<unsigned>(date.day())));
  const auto seconds = static_cast<int>(std::lround(86400 * (serial - day)));
  if (seconds == 0 || seconds >= 86400) return out;
  Time time{seconds / 3600, seconds / 60 % 60, {}};
  if (seconds % 60 != 0) time.second = seconds % 60;
  return out + " " + words_of(time);
}

int number(std::string_view digits) {
  int value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

/// 20230510, 202305101320 and 20230510132000.
std::string of_digits(std::string_view digits) {
  if (digits.size() != 8 && digits.size() != 12 && digits.size() != 14) return {};
  std::string date = date_of(number(digits.substr(0, 4)), number(digits.substr(4, 2)),
                             number(digits.substr(6, 2)));
  if (date.size() != 10 || digits.size() == 8) return date.size() == 10 ? date : std::string();
  Time time{number(digits.substr(8, 2)), number(digits.substr(10, 2)), {}};
  if (digits.size() == 14) time.second = number(digits.substr(12, 2));
  return is_time(time) ? date + " " + words_of(time) : std::string();
}

/// The runs of digits of a text, with what stands right behind each.
struct Run {
  std::string_view digits;
  std::string_view behind;
};
std::vector<Run> runs_of(std::string_view text) {
  constexpr std::string_view all = "0123456789";
  std::vector<Run> runs;
  for (std::size_t at = text.find_first_of(all); at != std::string_view::npos;) {
    std::size_t end = text.find_first_not_of(all, at);
    if (end == std::string_view::npos) end = text.size();
    runs.push_back({text.substr(at, end - at), text.substr(end)});
    at = text.find_first_of(all, end);
  }
  return runs;
}

/// The time of day of runs from `first` on; none if they are none.
std::optional<Time> time_of(const std::vector<Run>& runs, std::size_t first, bool afternoon) {
  if (runs.size() < first + 2 || runs.size() > first + 3) return std::nullopt;
  for (std::size_t i = first; i < runs.size(); ++i)
    if (runs[i].digits.size() > 2) return std::nullopt;
  Time time{number(runs[first].digits), number(runs[first + 1].digits), {}};
  if (runs.size() == first + 3) time.second = number(runs[first + 2].digits);
  if (afternoon && time.hour < 12) time.hour += 12;
  return is_time(time) ? std::optional(time) : std::nullopt;
}

/// Words that may stand between the figures, and nothing else.
bool only_date_words(std::string_view text) {
  std::string rest(text);
  for (const std::string_view word : {"年", "月", "日", "号", "时", "点", "分", "秒", "上午",
                                      "下午", "晚上", "凌晨", "am", "pm", "t", "星期", "周"})
    for (std::size_t at = rest.find(word); at != std::string::npos; at = rest.find(word))
      rest.erase(at, word.size());
  return rest.find_first_not_of("0123456789-/.: ") == std::string::npos;
}

std::string of_runs(std::string_view plain) {
  if (!only_date_words(plain)) return {};
  const std::vector<Run> runs = runs_of(plain);
  const auto holds = [&](std::string_view word) { return plain.find(word) != plain.npos; };
  const bool afternoon = holds("下午") || holds("晚上") || holds("pm");
  if (runs.empty()) return {};
  const bool short_year = runs[0].digits.size() == 2 && runs[0].behind.starts_with("年");
  if (runs[0].digits.size() != 4 && !short_year) {
    const bool of_day = runs[0].behind.starts_with(":") || runs[0].behind.starts_with("时") ||
                        runs[0].behind.starts_with("点");
    const auto time = of_day ? time_of(runs, 0, afternoon) : std::nullopt;
    return time ? words_of(*time) : std::string();
  }
  const auto part = [&](std::size_t i) {
    return i < runs.size() && runs[i].digits.size() <= 2 ? number(runs[i].digits)
           : i < runs.size()                             ? -1
                                                         : 0;
  };
  const int year = short_year ? full_year(number(runs[0].digits)) : number(runs[0].digits);
  std::string date = date_of(year, part(1), part(2));
  if (runs.size() <= 3 || date.empty()) return date;
  if (runs.size() == 4 && !runs[3].behind.starts_with("时") && !runs[3].behind.starts_with("点"))
    return {};
  if (runs.size() == 4)  // "13时"
    return part(3) >= 0 && part(3) < 24
               ? date + " " + words_of({part(3) + (afternoon && part(3) < 12 ? 12 : 0), 0, {}})
               : std::string();
  const auto time = time_of(runs, 3, afternoon);
  return time ? date + " " + words_of(*time) : std::string();
}

}  // namespace

std::string iso_moment(std::string_view written) {
  const std::string plain = tidy(written);
  if (plain.find_first_not_of("0123456789") == std::string::npos && plain.size() > 5)
    return of_digits(plain);
  double serial = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), serial);
  if (error == std::errc() && end == plain.data() + plain.size() && serial > first_serial &&
      serial < last_serial)
    return of_serial(serial);
  return of_runs(plain);
}

std::string iso_moment(const Column& column, std::size_t row) {
  return column.has(row) ? iso_moment(cell_text(column, row)) : std::string();
}

}  // namespace firebreak
