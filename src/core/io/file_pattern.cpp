#include "core/io/file_pattern.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "core/normalise/text_clean.hpp"

namespace firebreak::io {

namespace {

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}
bool is_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_sign(char c) {
  return std::string_view("-_./ ()[]~").find(c) != std::string_view::npos;
}

/// Length of a sign at `at`, wide ones too; 0 for none.
std::size_t sign_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) return 0;
  if (is_sign(text[at])) return 1;
  for (const std::string_view wide : {"（", "）", "【", "】", "－", "＿", "．", "—", "　"})
    if (text.substr(at).starts_with(wide)) return wide.size();
  return 0;
}

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

std::size_t character_length(char first) {
  const auto byte = static_cast<unsigned char>(first);
  return byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : byte >= 0xC0 ? 2 : 1;
}

/// The first of `words` that stands at `at`; empty if none does.
template <std::size_t N>
std::string_view word_at(std::string_view text, std::size_t at,
                         const std::array<std::string_view, N>& words) {
  for (const std::string_view word : words)
    if (text.substr(at).starts_with(word)) return word;
  return {};
}

constexpr std::array<std::string_view, 13> chinese_digits{"一", "二", "三", "四", "五", "六", "七",
                                                          "八", "九", "十", "〇", "零", "元"};
/// What makes a number a date or a part of a series. "号" and "期" do not: "3号楼", "二期" are
/// names.
constexpr std::array<std::string_view, 9> date_words{"年度", "年", "月份", "月",  "日",
                                                     "季度", "周", "季",   "半年"};
constexpr std::array<std::string_view, 2> halves{"上半年", "下半年"};
constexpr std::array<std::string_view, 12> months{"jan", "feb", "mar", "apr", "may", "jun",
                                                  "jul", "aug", "sep", "oct", "nov", "dec"};

bool letter_at(std::string_view text, std::size_t at) {
  return at < text.size() && is_letter(text[at]);
}

/// Length of a date word in Chinese figures at `at`: "十月", "第三季度", "二〇二六年".
std::size_t chinese_date_at(std::string_view text, std::size_t at) {
  if (const auto half = word_at(text, at, halves); !half.empty()) return half.size();
  std::size_t end = at;
  if (text.substr(end).starts_with("第")) end += 3;
  const std::size_t from = end;
  while (!word_at(text, end, chinese_digits).empty()) end += 3;
  if (end == from) end += digits_at(text, end);
  if (end == from) return 0;
  const auto unit = word_at(text, end, date_words);
  if (unit.empty()) return 0;
  end += unit.size();
  const std::size_t day = unit == "月" ? digits_at(text, end) : 0;  // "10月5号"
  if (day > 0 && text.substr(end + day).starts_with("号")) end += day + 3;
  return end - at;
}

/// Length of a month's name or of a quarter at `at`: "oct", "october", "q3", "v2".
std::size_t latin_date_at(std::string_view text, std::size_t at) {
  if (at > 0 && letter_at(text, at - 1)) return 0;
  std::size_t end = at;
  while (letter_at(text, end)) ++end;
  const std::string_view word = text.substr(at, end - at);
  const std::size_t digits = digits_at(text, end);
  if ((word == "q" || word == "v" || word == "rev") && digits > 0 && digits <= 2 &&
      !letter_at(text, end + digits))
    return end + digits - at;
  if (word.size() < 3 || digits > 4) return 0;
  static constexpr std::array<std::string_view, 12> whole{
      "january", "february", "march",     "april",   "may",      "june",
      "july",    "august",   "september", "october", "november", "december"};
  const bool month =
      word == "sept" || std::ranges::count(months, word) > 0 || std::ranges::count(whole, word) > 0;
  return month ? word.size() : 0;
}

/// Length of "2026-10", "2026.10.31" at `at`.
std::size_t year_first_at(std::string_view text, std::size_t at) {
  const std::string_view century = text.substr(at, 2);
  if (digits_at(text, at) != 4 || (century != "20" && century != "19")) return 0;
  std::size_t end = at + 4;
  for (int part = 0; part < 2 && end < text.size(); ++part) {
    const std::size_t digits = is_sign(text[end]) ? digits_at(text, end + 1) : 0;
    if (digits == 0 || digits > 2) break;
    end += 1 + digits;
  }
  return end > at + 4 ? end - at : 0;
}

/// Length of the date or number at `at`, 0 for none. `free`: numbers need no signs around them,
/// since a pattern says where they stand.
std::size_t date_at(std::string_view text, std::size_t at, bool free) {
  if (const std::size_t date = chinese_date_at(text, at)) return date;
  if (const std::size_t date = latin_date_at(text, at)) return date;
  const std::size_t digits = digits_at(text, at);
  if (digits == 0) return 0;
  if (free) return digits;
  if (const std::size_t date = year_first_at(text, at)) return date;
  const std::size_t end = at + digits;
  if (at > 0 && (letter_at(text, at - 1) || is_digit(text[at - 1]))) return 0;  // "DN300"
  if (end < text.size() && sign_at(text, end) == 0) {
    // "1中队", "119警情", "110kv": of a name, unless it can be nothing but a date.
    const bool year = digits >= 4 && (text.substr(at, 2) == "20" || text.substr(at, 2) == "19");
    const bool compact = digits == 4 || digits == 6 || digits == 8;
    return year && compact ? digits : 0;
  }
  return digits;
}

/// A text that is nothing but dates, numbers and signs, with at least one of the former.
bool is_date_text(std::string_view text) {
  bool any = false;
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t length = date_at(text, at, true)) {
      any = true;
      at += length;
    } else if (is_sign(text[at]) || text.substr(at).starts_with("至")) {
      at += is_sign(text[at]) ? 1U : 3U;
    } else {
      return false;
    }
  }
  return any;
}

/// Lays a pattern along a name; a rest that did not fit once is not tried again, so that many stars
/// cost no more than the lengths multiplied.
class Fitting {
 public:
  Fitting(std::string_view pattern, std::string_view name)
      : pattern_(pattern), name_(name), failed_((pattern.size() + 1) * (name.size() + 1)) {}

  bool from(std::size_t p, std::size_t n) {
    char& failed = failed_[p * (name_.size() + 1) + n];
    if (failed != 0) return false;
    if (fits(p, n)) return true;
    failed = 1;
    return false;
  }

 private:
  bool fits(std::size_t p, std::size_t n) {
    const std::string_view pattern = pattern_.substr(p);
    if (pattern.empty()) return n == name_.size();
    if (pattern.front() != '*')
      return n < name_.size() && pattern.front() == name_[n] && from(p + 1, n + 1);
    const bool anything = pattern.starts_with("**");
    for (std::size_t end = n; end <= name_.size(); ++end)
      if ((anything || end == n || is_date_text(name_.substr(n, end - n))) &&
          from(p + (anything ? 2 : 1), end))
        return true;
    return false;
  }

  std::string_view pattern_;
  std::string_view name_;
  std::vector<char> failed_;  ///< by places in pattern and name
};

/// Where the ending begins; the size of the name if it has none.
std::size_t ending_of_name(std::string_view name) {
  const std::size_t dot = name.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return name.size();
  const std::string_view ending = name.substr(dot + 1);
  const bool letters =
      !ending.empty() && ending.size() <= 10 && std::ranges::any_of(ending, is_letter) &&
      std::ranges::all_of(ending, [](char c) { return is_letter(c) || is_digit(c); });
  return letters ? dot : name.size();
}

}  // namespace

std::string generalised_name(std::string_view name) {
  // Letters are compared small; tidying may change lengths, so only they are changed here.
  std::string plain(name);
  std::transform(plain.begin(), plain.end(), plain.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
  const std::size_t stem = ending_of_name(name);
  const std::string_view text = std::string_view(plain).substr(0, stem);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    // The signs around a date go with it.
    std::size_t end = at;
    while (const std::size_t sign = sign_at(text, end)) end += sign;
    if (const std::size_t length = end < text.size() ? date_at(text, end, false) : 0) {
      if (!out.ends_with('*')) out += '*';
      at = end + length;
      while (const std::size_t sign = sign_at(text, at)) at += sign;
      continue;
    }
    if (end == at) end = at + std::min(character_length(text[at]), text.size() - at);
    out += name.substr(at, end - at);
    at = end;
  }
  // Nothing but dates is no name.
  if (out == "*") return std::string(name);
  return out + std::string(name.substr(stem));
}

bool fits_pattern(std::string_view pattern, std::string_view name) {
  const std::string tidy_pattern = tidy(pattern);
  const std::string tidy_name = tidy(name);
  return Fitting(tidy_pattern, tidy_name).from(0, 0);
}

}  // namespace firebreak::io
