#include "core/normalise/number_scan.hpp"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

namespace firebreak {

namespace {

bool digit(char c) {
  return c >= '0' && c <= '9';
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t n = 0;
  while (at + n < text.size() && digit(text[at + n])) ++n;
  return n;
}

double to_double(std::string_view text) {
  double value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

/// The run of digits, dots and commas at the start, without separators at its end and up to "..".
std::string_view separated_run(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size()) {
    const char c = text[end];
    if (digit(c)) {
      ++end;
    } else if ((c == '.' || c == ',') && end + 1 < text.size() && digit(text[end + 1])) {
      end += 2;
    } else {
      break;
    }
  }
  return text.substr(0, end);
}

/// All groups but the first have three digits, the first has one to three and no leading zero.
bool grouped_by_three(const std::vector<std::string_view>& groups) {
  return groups.size() > 1 && groups[0].size() <= 3 && !groups[0].empty() && groups[0][0] != '0' &&
         std::all_of(groups.begin() + 1, groups.end(),
                     [](std::string_view g) { return g.size() == 3; });
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  for (;;) {
    const auto end = text.find(separator);
    out.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return out;
    text.remove_prefix(end + 1);
  }
}

std::string joined(const std::vector<std::string_view>& groups) {
  std::string out;
  for (const auto g : groups) out += g;
  return out;
}

/// Reads a run that holds both kinds of separator or one of them.
std::optional<ScannedNumber> read_run(std::string_view run) {
  const auto commas = std::count(run.begin(), run.end(), ',');
  const auto dots = std::count(run.begin(), run.end(), '.');
  if (commas == 0 && dots == 0) return ScannedNumber{to_double(run), {}, false};
  if (commas > 0 && dots > 0) {
    // The last sign is the decimal one and must stand alone; the other groups thousands.
    const char decimal = run.rfind(',') > run.rfind('.') ? ',' : '.';
    if ((decimal == ',' ? commas : dots) != 1) return std::nullopt;
    const auto at = run.find(decimal);
    const auto groups = split(run.substr(0, at), decimal == ',' ? '.' : ',');
    if (!grouped_by_three(groups)) return std::nullopt;
    return ScannedNumber{
        to_double(joined(groups) + "." + std::string(run.substr(at + 1))), {}, true};
  }
  const char sign = commas > 0 ? ',' : '.';
  const auto groups = split(run, sign);
  if (groups.size() > 2) {
    if (!grouped_by_three(groups)) return std::nullopt;
    return ScannedNumber{to_double(joined(groups)), {}, false};
  }
  const double decimal = to_double(std::string(groups[0]) + "." + std::string(groups[1]));
  if (sign == ',' && grouped_by_three(groups))
    return ScannedNumber{to_double(joined(groups)), decimal, false};
  return ScannedNumber{decimal, {}, true};
}

}  // namespace

std::optional<ScannedNumber> Scanner::number() {
  if (!rest.empty() && rest[0] == '.' && digits_at(rest, 1) > 0) {
    const std::size_t n = digits_at(rest, 1);
    ScannedNumber fraction{to_double("0" + std::string(rest.substr(0, n + 1))), {}, true};
    rest.remove_prefix(n + 1);
    return fraction;
  }
  const std::string_view run = separated_run(rest);
  if (run.empty()) return std::nullopt;
  const std::size_t used = run.size();
  const bool whole = digits_at(run, 0) == run.size();

  // "2 1/2"
  if (whole && used < rest.size() && rest[used] == ' ') {
    const std::string_view after = rest.substr(used + 1);
    if (after.size() >= 3 && digit(after[0]) && after[1] == '/' && digit(after[2]) &&
        digits_at(after, 2) == 1 && after[0] < after[2]) {
      rest.remove_prefix(used + 4);
      return ScannedNumber{
          to_double(run) + (after[0] - '0') / static_cast<double>(after[2] - '0'), {}, true};
    }
  }
  // "12 345" and "12'345": groups of three after a blank or an apostrophe.
  if (whole && run.size() <= 3 && run[0] != '0') {
    std::string all(run);
    std::size_t at = used;
    while (at < rest.size() && (rest[at] == ' ' || rest[at] == '\'') &&
           digits_at(rest, at + 1) == 3) {
      all += rest.substr(at + 1, 3);
      at += 4;
    }
    if (at > used) {
      rest.remove_prefix(at);
      return ScannedNumber{to_double(all), {}, false};
    }
  }
  auto value = read_run(run);
  if (!value) return std::nullopt;
  rest.remove_prefix(used);
  return value;
}

}  // namespace firebreak
