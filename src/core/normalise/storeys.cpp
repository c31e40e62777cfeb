#include <algorithm>
#include <iterator>
#include <vector>

#include "core/normalise/number_scan.hpp"
#include "core/normalise/text_clean.hpp"
#include "core/normalise/values.hpp"

namespace firebreak {

namespace {

constexpr std::string_view storey_words[] = {
    "stockwerke", "geschosse", "storeys", "stories", "storey", "levels", "floors",
    "floor",      "level",     "story",   "层",      "楼",     "階",     "fl.",
    "fl",         "og",        "st.",     "st",      "f",      "l"};
/// Structure words in front of the number in Chinese survey texts ("砼6").
constexpr std::string_view structure_words[] = {"砖混", "框架", "砖木", "钢混", "砼", "混",
                                                "砖",   "木",   "土",   "石",   "铁", "钢",
                                                "坯",   "竹",   "简",   "棚",   "建"};
constexpr std::string_view about_words[] = {"~", "ca.", "ca", "约", "approx.", "about"};

/// One number with the sign in front of it and the separator behind it.
struct Level {
  double value = 0;
  bool below = false;
  char separator = 0;
};

std::optional<double> take_level_number(Scanner& scan) {
  if (const auto number = scan.number()) return number->value;
  std::size_t bytes = 0;
  const auto numeral = chinese_numeral(scan.rest, bytes);
  if (!numeral) return std::nullopt;
  scan.rest.remove_prefix(bytes);
  return *numeral;
}

/// The numbers of a text like "6/-1", "12f/b2", "地上六层地下一层"; empty if it holds anything
/// else.
std::vector<Level> take_levels(Scanner& scan) {
  std::vector<Level> levels;
  for (;;) {
    Level level;
    scan.blanks();
    if (scan.take("地上") || scan.take("地面")) level.below = false;
    if (scan.take("地下") || scan.take("负") || scan.take("b") || scan.take("-"))
      level.below = true;
    scan.blanks();
    const auto value = take_level_number(scan);
    if (!value) return {};
    level.value = *value;
    scan.blanks();
    take_any(scan, storey_words);
    if (scan.take("半")) level.value += 0.5;
    scan.blanks();
    levels.push_back(level);
    if (scan.done()) return levels;
    for (const std::string_view sign : {"..", "-", "~", "/", ";", ",", "+", "至", "到"})
      if (scan.take(sign)) {
        levels.back().separator = sign[0];
        break;
      }
    if (levels.back().separator == 0 && !scan.rest.starts_with("地下") &&
        !scan.rest.starts_with("地上"))
      return {};
    if (scan.done()) return levels;
  }
}

Parsed storeys_parsed(Quantity quantity, double value, bool assumed) {
  Parsed out = parse_quantity(quantity, value);
  if (out.value) out.assumed = assumed;
  return out;
}

/// "6-1" and "12/1": the small second number counts the storeys below ground.
bool second_is_basement(const Level& first, const Level& second) {
  return (first.separator == '-' || first.separator == '/') && second.value <= 4 &&
         second.value < first.value;
}

ParsedStoreys from_levels(const std::vector<Level>& levels, bool survey_text, bool assumed) {
  ParsedStoreys out;
  std::vector<double> above;
  double below = 0;
  for (const Level& level : levels) {
    if (level.below)
      below = std::max(below, level.value);
    else
      above.push_back(level.value);
  }
  if (above.size() == 2 && levels.size() == 2 && second_is_basement(levels[0], levels[1])) {
    out.above = storeys_parsed(Quantity::storeys, above[0], assumed || !survey_text);
    out.below = storeys_parsed(Quantity::basement, above[1], assumed || !survey_text);
    return out;
  }
  if (below > 0) out.below = storeys_parsed(Quantity::basement, below, assumed);
  if (above.empty()) return out;
  if (levels[0].separator == '+') {
    // "3+1": three storeys and an attic or a basement.
    out.above = storeys_parsed(Quantity::storeys, above[0], true);
    return out;
  }
  const auto [low, high] = std::minmax_element(above.begin(), above.end());
  out.above = storeys_parsed(Quantity::storeys, *low, assumed || *high > *low);
  if (out.above.value && *high > *low && *high <= info(Quantity::storeys).max)
    out.above.upto = *high;
  return out;
}

/// "EG+2", "G+2", "R+2": ground floor and so many above it.
std::optional<double> above_ground_floor(std::string_view plain) {
  Scanner scan{plain};
  if (!scan.take("eg+") && !scan.take("g+") && !scan.take("r+")) return std::nullopt;
  const auto number = scan.number();
  return number && scan.done() ? std::optional(number->value + 1) : std::nullopt;
}

}  // namespace

ParsedStoreys parse_storeys(std::string_view text) {
  ParsedStoreys out;
  std::string plain = tidy(text);
  if (means_missing(plain)) return out;
  bool assumed = false;
  if (const auto open = plain.find('('); open != std::string::npos && open > 0)
    plain = tidy(plain.substr(0, open)), assumed = true;
  for (const std::string_view end : {"左右", "?", "以上", "多", "+"})
    if (plain.size() > end.size() && plain.ends_with(end))
      plain.erase(plain.size() - end.size()), assumed = true;
  if (plain == "平房" || plain == "单层") {
    out.above = storeys_parsed(Quantity::storeys, 1, plain == "平房");
    return out;
  }
  if (const auto storeys = above_ground_floor(plain)) {
    out.above = storeys_parsed(Quantity::storeys, *storeys, true);
    return out;
  }
  Scanner scan{plain};
  if (take_any(scan, about_words)) assumed = true;
  const bool survey_text = take_any(scan, structure_words);
  const auto levels = take_levels(scan);
  if (levels.empty())
    out.above.unreadable = true;
  else
    out = from_levels(levels, survey_text, assumed);
  return out;
}

ParsedStoreys parse_storeys(const Column& column, std::size_t row) {
  if (column.has(row) && column.type == ColumnType::text) return parse_storeys(column.texts[row]);
  return {parse_quantity(Quantity::storeys, column, row), {}};
}

}  // namespace firebreak
