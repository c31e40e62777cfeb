#include "core/normalise/text_clean.hpp"

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <numeric>

namespace firebreak {

namespace {

/// Decodes one character at `at`, moves `at` behind it; 0 for bytes that are not UTF-8.
std::uint32_t next_character(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const std::uint32_t first = byte(at);
  const std::size_t length = first < 0x80                    ? 1
                             : first >= 0xC2 && first < 0xE0 ? 2
                             : first >= 0xE0 && first < 0xF0 ? 3
                             : first >= 0xF0 && first < 0xF5 ? 4
                                                             : 0;
  if (length == 0 || at + length > text.size()) return ++at, 0U;
  if (length == 1) return ++at, first;
  std::uint32_t code = first & (0xFFU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    if ((byte(at + i) & 0xC0U) != 0x80U) return ++at, 0U;
    code = (code << 6U) | (byte(at + i) & 0x3FU);
  }
  at += length;
  return code;
}

struct Plain {
  std::uint32_t code;
  std::string_view text;
};

/// Signs that people and office programs write in place of ASCII, sorted by code.
constexpr std::array plain_signs{
    Plain{0x00A0, " "},    Plain{0x00AD, ""},     Plain{0x00B0, "°"},    Plain{0x00B1, "+-"},
    Plain{0x00B2, "2"},    Plain{0x00B3, "3"},    Plain{0x00B4, "'"},    Plain{0x00BC, " 1/4"},
    Plain{0x00BD, " 1/2"}, Plain{0x00BE, " 3/4"}, Plain{0x00D7, "x"},    Plain{0x00D8, "ø"},
    Plain{0x02B9, "'"},    Plain{0x02BA, "\""},   Plain{0x03A6, "ø"},    Plain{0x03C6, "ø"},
    Plain{0x200B, ""},     Plain{0x200C, ""},     Plain{0x200D, ""},     Plain{0x2010, "-"},
    Plain{0x2011, "-"},    Plain{0x2012, "-"},    Plain{0x2013, "-"},    Plain{0x2014, "-"},
    Plain{0x2015, "-"},    Plain{0x2018, "'"},    Plain{0x2019, "'"},    Plain{0x201C, "\""},
    Plain{0x201D, "\""},   Plain{0x2026, ".."},   Plain{0x202F, " "},    Plain{0x2032, "'"},
    Plain{0x2033, "\""},   Plain{0x205F, " "},    Plain{0x2153, " 1/3"}, Plain{0x2154, " 2/3"},
    Plain{0x2205, "ø"},    Plain{0x2212, "-"},    Plain{0x2236, ":"},    Plain{0x223C, "~"},
    Plain{0x2248, "~"},    Plain{0x2264, "<="},   Plain{0x2265, ">="},   Plain{0x2266, "<="},
    Plain{0x2267, ">="},   Plain{0x2300, "ø"},    Plain{0x2500, "-"},    Plain{0x3000, " "},
    Plain{0x3001, ";"},    Plain{0x300C, "\""},   Plain{0x300D, "\""},   Plain{0x3010, "("},
    Plain{0x3011, ")"},    Plain{0x3014, "("},    Plain{0x3015, ")"},    Plain{0x301C, "~"},
    Plain{0x338F, "kg"},   Plain{0x339C, "mm"},   Plain{0x339D, "cm"},   Plain{0x339E, "km"},
    Plain{0x33A1, "m2"},   Plain{0xFEFF, ""},     Plain{0xFFE5, "¥"},
};

void append_code(std::string& out, std::uint32_t code) {
  const auto put = [&](std::uint32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (code < 0x80U) {
    put(code);
  } else if (code < 0x800U) {
    put(0xC0U | (code >> 6U)), put(0x80U | (code & 0x3FU));
  } else if (code < 0x10000U) {
    put(0xE0U | (code >> 12U)), put(0x80U | ((code >> 6U) & 0x3FU)), put(0x80U | (code & 0x3FU));
  } else {
    put(0xF0U | (code >> 18U)), put(0x80U | ((code >> 12U) & 0x3FU));
    put(0x80U | ((code >> 6U) & 0x3FU)), put(0x80U | (code & 0x3FU));
  }
}

bool starts_with(std::string_view text, std::string_view start) {
  return text.starts_with(start);
}

}  // namespace

std::string plain_words(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  const auto add = [&](std::string_view more) {
    for (const char c : more) {
      const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\v' || c == '\f';
      if (blank && (out.empty() || out.back() == ' ')) continue;
      out.push_back(blank ? ' ' : c);
    }
  };
  for (std::size_t at = 0; at < text.size();) {
    std::uint32_t code = next_character(text, at);
    if (code == 0) continue;
    if (code >= 0xFF01U && code <= 0xFF5EU) code -= 0xFF01U - 0x21U;
    if (code >= 0x2000U && code <= 0x200AU) code = ' ';
    if (code < 0x80U) {
      const char c = static_cast<char>(code);
      add(std::string_view(&c, 1));
      continue;
    }
    const auto* sign = std::lower_bound(plain_signs.begin(), plain_signs.end(), code,
                                        [](const Plain& p, std::uint32_t c) { return p.code < c; });
    if (sign != plain_signs.end() && sign->code == code)
      add(sign->text);
    else
      append_code(out, code);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  // Spreadsheets mark a cell as text with a leading apostrophe.
  if (starts_with(out, "'")) out.erase(0, 1);
  return out;
}

std::string tidy(std::string_view text) {
  std::string out = plain_words(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  return out;
}

std::string folded_name(std::string_view name) {
  std::string plain = tidy(name);
  const auto open = plain.find('(');
  if (open != std::string::npos && open > 0) plain.erase(open);
  const auto square = plain.find('[');
  if (square != std::string::npos && square > 0) plain.erase(square);
  std::erase_if(plain, [](char c) { return c == ' ' || c == '_' || c == '-' || c == '*'; });
  return plain;
}

std::string header_bracket(std::string_view name) {
  const std::string plain = tidy(name);
  for (const auto& [open, close] : {std::pair{'(', ')'}, std::pair{'[', ']'}}) {
    const auto from = plain.rfind(open);
    const auto to = plain.rfind(close);
    if (from != std::string::npos && to != std::string::npos && from > 0 && to > from)
      return plain.substr(from + 1, to - from - 1);
  }
  // "流量/L/s" and "height, m": a unit behind the name without bracket.
  const auto mark = plain.find_first_of("/,");
  return mark != std::string::npos && mark > 0 ? tidy(std::string_view(plain).substr(mark + 1))
                                               : std::string();
}

bool means_missing(std::string_view tidied) {
  static constexpr std::string_view words[] = {"",
                                               "-",
                                               "--",
                                               "---",
                                               "/",
                                               "//",
                                               "\\",
                                               ".",
                                               "..",
                                               "?",
                                               "??",
                                               "???",
                                               "*",
                                               "_",
                                               "x",
                                               "n/a",
                                               "na",
                                               "n.a.",
                                               "#n/a",
                                               "nan",
                                               "null",
                                               "(null)",
                                               "<null>",
                                               "none",
                                               "nil",
                                               "unknown",
                                               "unknow",
                                               "unk",
                                               "unkn",
                                               "not known",
                                               "no data",
                                               "nodata",
                                               "no info",
                                               "not available",
                                               "unspecified",
                                               "undefined",
                                               "undetermined",
                                               "tbd",
                                               "tba",
                                               "unbekannt",
                                               "k.a.",
                                               "keine angabe",
                                               "inconnu",
                                               "default",
                                               "below_default",
                                               "fixme",
                                               "无",
                                               "没有",
                                               "暂无",
                                               "未知",
                                               "不详",
                                               "不明",
                                               "不清楚",
                                               "见图",
                                               "见附图",
                                               "详见图",
                                               "待查",
                                               "待核实",
                                               "待定",
                                               "未测",
                                               "未填",
                                               "空",
                                               "空白",
                                               "缺",
                                               "缺失数据",
                                               "无数据",
                                               "不适用",
                                               "-9999",
                                               "-999",
                                               "-99",
                                               "-9999.0",
                                               "-999.0",
                                               "99999",
                                               "不明確",
                                               "不明确",
                                               "なし"};
  return std::find(std::begin(words), std::end(words), tidied) != std::end(words);
}

std::size_t character_count(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(utf8.begin(), utf8.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  }));
}

std::optional<int> chinese_numeral(std::string_view text, std::size_t& bytes_read) {
  static constexpr std::string_view digits[] = {"零", "一", "二", "三", "四",
                                                "五", "六", "七", "八", "九"};
  int sum = 0;
  int digit = -1;
  std::size_t at = 0;
  while (at + 3 <= text.size()) {
    const std::string_view c = text.substr(at, 3);
    const auto* found = std::find(std::begin(digits), std::end(digits), c);
    if (found != std::end(digits)) {
      if (digit > 0) return std::nullopt;  // "一九九八": digits in a row are not a numeral
      digit = static_cast<int>(found - std::begin(digits));
    } else if (c == "两") {
      digit = 2;
    } else if (c == "十" || c == "百") {
      sum += (digit < 0 ? 1 : digit) * (c == "十" ? 10 : 100);
      digit = -1;
    } else {
      break;
    }
    at += 3;
    if (sum > 999) return std::nullopt;
  }
  bytes_read = at;
  if (at == 0) return std::nullopt;
  return sum + std::max(digit, 0);
}

std::vector<std::string> pieces(std::string_view text, std::string_view separators) {
  std::vector<std::string> out;
  while (!text.empty()) {
    const auto end = std::min(text.find_first_of(separators), text.size());
    if (auto piece = tidy(text.substr(0, end)); !piece.empty()) out.push_back(std::move(piece));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 0; i < a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 0; j < b.size(); ++j) {
      const std::size_t changed = diagonal + (a[i] == b[j] ? 0U : 1U);
      diagonal = row[j + 1];
      row[j + 1] = std::min({changed, row[j] + 1, row[j + 1] + 1});
    }
  }
  return row.back();
}

std::string_view closest(std::string_view word, const std::vector<std::string_view>& known) {
  const auto best =
      std::min_element(known.begin(), known.end(), [&](std::string_view a, std::string_view b) {
        return edit_distance(word, a) < edit_distance(word, b);
      });
  return best == known.end() ? std::string_view() : *best;
}

}  // namespace firebreak
