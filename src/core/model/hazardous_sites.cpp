#include "core/model/hazardous_sites.hpp"

#include <algorithm>
#include <array>

#include "core/model/key_sites.hpp"
#include "core/model/site_category.hpp"

namespace firebreak {

namespace {

// Categories of planner.md 5.6 that are 易燃易爆, and how maps and registers write them.
constexpr std::array<std::string_view, 53> parts{"加油",        "加气站",         "加氢",
                                                 "加气母站",    "油库",           "油站",
                                                 "气化站",      "储气",           "液化气",
                                                 "液化石油",    "液化天然气",     "燃气站",
                                                 "煤气站",      "危化",           "危险品",
                                                 "危险化学",    "危险物品",       "化学品",
                                                 "化工厂",      "化工企业",       "化工公司",
                                                 "化工有限",    "化工园",         "化工仓",
                                                 "易燃",        "易爆",           "烟花",
                                                 "爆竹",        "炸药",           "民爆",
                                                 "火药",        "給油所",         "危険物",
                                                 "火薬",        "ガソリン",       "petrol",
                                                 "gasoline",    "gas station",    "filling station",
                                                 "hazardous",   "flammable",      "explosive",
                                                 "firework",    "oil depot",      "tank farm",
                                                 "refinery",    "chemical plant", "tankstelle",
                                                 "tanklager",   "gefahrgut",      "gefahrstoff",
                                                 "sprengstoff", "feuerwerk"};
constexpr std::array<std::string_view, 5> whole_words{"fuel", "hazmat", "lpg", "lng", "cng"};

constexpr std::size_t shortest_name = 4;   ///< bytes; less would hide what has no bearing
constexpr std::size_t shortest_phone = 6;  ///< an extension of three digits is in every figure

bool alphanumeric(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/// Where `word` stands in `text` by itself; npos if it does not.
std::size_t find_whole(std::string_view text, std::string_view word, std::size_t from = 0) {
  for (auto at = text.find(word, from); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    const std::size_t end = at + word.size();
    const bool runs_on_before = at > 0 && alphanumeric(word.front()) && alphanumeric(text[at - 1]);
    const bool runs_on_after =
        end < text.size() && alphanumeric(word.back()) && alphanumeric(text[end]);
    if (!runs_on_before && !runs_on_after) return at;
  }
  return std::string_view::npos;
}

void add_words(const Layer& sites, std::string_view field, std::size_t shortest,
               std::vector<std::string>& to) {
  const std::vector<bool> hazardous = hazardous_sites(sites);
  for (const Column& column : sites.columns) {
    if (column.name != field || column.type != ColumnType::text) continue;
    for (std::size_t row = 0; row < hazardous.size(); ++row)
      if (hazardous[row] && column.has(row) && column.texts[row].size() >= shortest)
        to.emplace_back(column.texts[row]);
  }
}

bool is_hazard_code(const Column& column, std::size_t row) {
  if (column.name != "category") return false;
  const auto category = site_category_from(column.texts[row]);
  return category && is_hazardous(*category);
}

}  // namespace

bool names_hazard(std::string_view text) {
  std::string small(text);
  for (char& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  const auto holds = [&](std::string_view part) { return small.find(part) != std::string::npos; };
  const auto says = [&](std::string_view word) {
    return find_whole(small, word) != std::string_view::npos;
  };
  return std::ranges::any_of(parts, holds) || std::ranges::any_of(whole_words, says);
}

std::vector<bool> hazardous_sites(const Layer& sites) {
  std::vector<bool> hazardous(sites.shapes.size(), false);
  for (const Column& column : sites.columns) {
    if (column.type != ColumnType::text || column.name.starts_with("addr")) continue;
    for (std::size_t row = 0; row < hazardous.size(); ++row)
      if (column.has(row) && (names_hazard(column.texts[row]) || is_hazard_code(column, row)))
        hazardous[row] = true;
  }
  return hazardous;
}

std::vector<std::uint32_t> buildings_of_hazardous_sites(const City& city) {
  std::vector<std::uint32_t> buildings;
  for (const Layer& layer : *city.others) {
    if (layer.role != Role::key_sites) continue;
    const std::vector<bool> hazardous = hazardous_sites(layer);
    const auto building = building_of_sites(city, layer);
    for (std::size_t s = 0; s < building.size(); ++s)
      if (hazardous[s] && building[s]) buildings.push_back(*building[s]);
  }
  for (std::uint32_t b = 0; b < city.buildings->size(); ++b)
    if (names_hazard(city.buildings->names[b])) buildings.push_back(b);
  std::ranges::sort(buildings);
  const auto repeated = std::ranges::unique(buildings);
  buildings.erase(repeated.begin(), repeated.end());
  return buildings;
}

std::vector<std::string> words_of_hazardous_sites(const City& city) {
  std::vector<std::string> words;
  for (const Layer& layer : *city.others) {
    if (layer.role != Role::key_sites) continue;
    add_words(layer, "name", shortest_name, words);
    add_words(layer, "phone", shortest_phone, words);
  }
  const Table<Building>& buildings = *city.buildings;
  for (std::size_t b = 0; b < buildings.size(); ++b)
    if (names_hazard(buildings.names[b])) words.emplace_back(buildings.names[b]);
  std::ranges::sort(words, [](const std::string& a, const std::string& b) {
    return a.size() != b.size() ? a.size() > b.size() : a < b;
  });
  const auto repeated = std::ranges::unique(words);
  words.erase(repeated.begin(), repeated.end());
  return words;
}

std::string without_words(std::string_view text, std::span<const std::string> words) {
  constexpr std::string_view gone = "…";
  std::string out(text);
  for (const std::string& word : words) {
    std::size_t at = find_whole(out, word);
    while (at != std::string::npos) {
      out.replace(at, word.size(), gone);
      at = find_whole(out, word, at + gone.size());
    }
  }
  return out == gone ? std::string() : out;
}

}  // namespace firebreak
