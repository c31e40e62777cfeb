#include "core/normalise/address.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <vector>

#include "core/normalise/text_clean.hpp"

namespace firebreak {

namespace {

constexpr std::array<std::string_view, 5> street_endings{"大道", "大街", "路", "街", "道"};
constexpr std::array<std::string_view, 12> joints{"与", "和", "及", "同", "跟", "/",
                                                  ",",  ";",  "·",  "-",  "+",  "&"};
constexpr double farthest_move_m = 500;

/// The name without its ending; empty if it has none or nothing else.
std::string stem_of(const std::string& name) {
  for (const std::string_view ending : street_endings)
    if (name.size() > ending.size() + 3 && name.ends_with(ending))
      return name.substr(0, name.size() - ending.size());
  return {};
}

/// Where characters begin, and the end of the text.
std::vector<std::size_t> character_starts(std::string_view text) {
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < text.size(); ++i)
    if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U) out.push_back(i);
  out.push_back(text.size());
  return out;
}

/// The longest known road that `text` ends with.
std::string road_at_end(std::string_view text, const RoadNames& roads) {
  for (const std::size_t from : character_starts(text)) {
    if (from == text.size() || !name_may_begin_behind(text.substr(0, from))) continue;
    if (auto name = roads.known(text.substr(from)); !name.empty()) return name;
  }
  return {};
}

/// The longest known road that `text` begins with; `rest` gets what follows.
std::string road_at_start(std::string_view text, const RoadNames& roads, std::string_view& rest) {
  const auto starts = character_starts(text);
  for (auto end = starts.rbegin(); end != starts.rend() && *end > 0; ++end)
    if (auto name = roads.known(text.substr(0, *end)); !name.empty()) {
      rest = text.substr(*end);
      return name;
    }
  return {};
}

bool take(std::string_view& text, std::string_view word) {
  if (!text.starts_with(word)) return false;
  text.remove_prefix(word.size());
  return true;
}

template <std::size_t N>
bool take_any(std::string_view& text, const std::array<std::string_view, N>& words) {
  return std::ranges::any_of(words, [&](std::string_view word) { return take(text, word); });
}

struct Direction {
  std::string_view word;
  double east, north;
};
constexpr double diagonal = 0.70710678118654752;
constexpr std::array<Direction, 8> directions{{{"东北", diagonal, diagonal},
                                               {"东南", diagonal, -diagonal},
                                               {"西北", -diagonal, diagonal},
                                               {"西南", -diagonal, -diagonal},
                                               {"东", 1, 0},
                                               {"南", 0, -1},
                                               {"西", -1, 0},
                                               {"北", 0, 1}}};

/// Metres behind a place, if that is what follows.
std::optional<double> take_distance(std::string_view& text) {
  std::string_view rest = text;
  static constexpr std::array<std::string_view, 4> about{"大约", "约", "近", "~"};
  take_any(rest, about);
  double metres = 0;
  const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), metres);
  if (error != std::errc{}) return std::nullopt;
  rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
  if (rest.starts_with("mm")) return std::nullopt;  // a diameter
  static constexpr std::array<std::string_view, 2> units{"米", "m"};
  if (!take_any(rest, units)) return std::nullopt;
  text = rest;
  return metres;
}

bool take_direction(std::string_view& text, Address& out) {
  for (const Direction& direction : directions)
    if (take(text, direction.word)) {
      out.direction = {direction.east, direction.north};
      return true;
    }
  return false;
}

/// The longest distance anywhere in the words, 0 for none: "12.5米", "40m", "2公里"; "100mm" is a
/// diameter.
double longest_distance_m(std::string_view text) {
  double longest = 0;
  const char* const end = text.data() + text.size();
  for (const char* at = text.data(); at != end;) {
    double number = 0;
    const auto [behind, error] = std::from_chars(at, end, number, std::chars_format::fixed);
    if (error != std::errc{} || *at < '0' || *at > '9') {
      ++at;
      continue;
    }
    at = behind;
    const std::string_view unit(behind, static_cast<std::size_t>(end - behind));
    if (unit.starts_with("公里") || unit.starts_with("千米") || unit.starts_with("km"))
      longest = std::max(longest, 1000 * number);
    else if (unit.starts_with("米") || (unit.starts_with("m") && !unit.starts_with("mm")))
      longest = std::max(longest, number);
  }
  return longest;
}

/// A direction and a distance, in the order in which people write them. False if the distance is
/// too far to be meant from there, or what follows leads on, nobody knows where.
bool read_move(std::string_view tail, Address& out) {
  static constexpr std::array<std::string_view, 4> towards{"往", "向", "以", "的"};
  take_any(tail, towards);
  const bool first = take_direction(tail, out);
  static constexpr std::array<std::string_view, 6> sides{"侧", "角", "方向", "边", "面", "行"};
  while (take_any(tail, sides)) {
  }
  const auto metres = take_distance(tail);
  out.distance_m = metres.value_or(0);
  static constexpr std::array<std::string_view, 2> there{"处", "的"};
  take_any(tail, there);
  if (!first) take_direction(tail, out);
  return out.distance_m >= 0 && out.distance_m <= farthest_move_m &&
         longest_distance_m(tail) <= address_accuracy_m;
}

constexpr std::array<std::string_view, 14> crossings{
    "十字路口", "丁字路口", "三岔路口", "交叉路口", "交叉口", "交汇处", "交汇口",
    "交界处",   "交接处",   "交口",     "路口",     "转盘",   "环岛",   "口"};
/// Words for how something stands to a house; where on its front it stands they do not say.
constexpr std::array<std::string_view, 14> besides{"大院", "院内", "院",   "门前",   "门口",
                                                   "门外", "对面", "对过", "斜对面", "旁边",
                                                   "旁",   "附近", "前",   "口"};

std::optional<Address> crossing_in(const std::string& plain, const RoadNames& roads) {
  for (const std::string_view joint : joints)
    for (std::size_t at = plain.find(joint); at != std::string::npos;
         at = plain.find(joint, at + joint.size())) {
      const std::string_view text = plain;
      std::string_view tail;
      Address out;
      out.road = road_at_end(text.substr(0, at), roads);
      if (out.road.empty()) continue;
      out.crossing = road_at_start(text.substr(at + joint.size()), roads, tail);
      if (out.crossing.empty() || out.crossing == out.road) continue;
      take_any(tail, crossings);
      if (!read_move(tail, out)) return std::nullopt;
      return out;
    }
  return std::nullopt;
}

/// "人民路建设街交叉口": two roads with nothing between them, where the word for a crossing
/// follows.
std::optional<Address> joined_crossing_in(const std::string& plain, const RoadNames& roads) {
  const std::string_view text = plain;
  for (const std::size_t at : character_starts(text)) {
    std::string_view tail;
    Address out;
    out.road = road_at_end(text.substr(0, at), roads);
    if (out.road.empty()) continue;
    out.crossing = road_at_start(text.substr(at), roads, tail);
    if (out.crossing.empty() || out.crossing == out.road || !take_any(tail, crossings)) continue;
    if (!read_move(tail, out)) return std::nullopt;
    return out;
  }
  return std::nullopt;
}

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

/// Digits right before 号, with a letter behind them at most ("16A号"), and the road right before.
std::optional<Address> number_in(const std::string& plain, const RoadNames& roads) {
  constexpr std::string_view mark = "号";
  for (std::size_t at = plain.find(mark); at != std::string::npos; at = plain.find(mark, at + 1)) {
    const auto letter = [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); };
    const std::size_t digits_end = at > 1 && letter(plain[at - 1]) ? at - 1 : at;
    std::size_t from = digits_end;
    while (from > 0 && (is_digit(plain[from - 1]) || (from < digits_end && plain[from - 1] == '-')))
      --from;
    if (from == digits_end) continue;
    Address out;
    out.road = road_at_end(std::string_view(plain).substr(0, from), roads);
    if (out.road.empty()) continue;
    out.number = plain.substr(from, at - from);
    if (digits_end < at) out.number.back() = static_cast<char>(out.number.back() & ~0x20);
    std::string_view tail = std::string_view(plain).substr(at + mark.size());
    while (take_any(tail, besides)) {
    }
    if (!read_move(tail, out)) return std::nullopt;
    return out;
  }
  return std::nullopt;
}

/// "人民路12弄口": lanes are numbered with the houses of the road they leave.
std::optional<Address> lane_in(const std::string& plain, const RoadNames& roads) {
  for (const std::string_view mark : {"弄", "巷", "胡同"})
    for (std::size_t at = plain.find(mark); at != std::string::npos;
         at = plain.find(mark, at + mark.size())) {
      std::size_t from = at;
      while (from > 0 && is_digit(plain[from - 1])) --from;
      if (from == at) continue;
      Address out;
      out.road = road_at_end(std::string_view(plain).substr(0, from), roads);
      if (out.road.empty()) continue;
      out.number = plain.substr(from, at - from);
      std::string_view tail = std::string_view(plain).substr(at + mark.size());
      while (take_any(tail, besides)) {
      }
      out.in_lane = !tail.empty() && is_digit(tail.front());
      if (!read_move(tail, out)) return std::nullopt;
      return out;
    }
  return std::nullopt;
}

std::string dense(std::string_view text) {
  std::string plain = tidy(text);
  std::erase(plain, ' ');
  return plain;
}

}  // namespace

bool name_may_begin_behind(std::string_view before) {
  if (before.empty() || static_cast<unsigned char>(before.back()) < 0x80U) return true;
  static constexpr std::array<std::string_view, 18> places{
      "省", "市",   "县", "区",   "州", "镇", "乡",   "村", "街道",
      "组", "委会", "城", "社区", "在", "于", "位于", "，", "。"};
  return std::ranges::any_of(places, [&](std::string_view p) { return before.ends_with(p); });
}

std::string plain_road_name(std::string_view name) {
  std::string plain = dense(name);
  const auto open = plain.find('(');
  if (open != std::string::npos && open > 0) plain.erase(open);
  return plain;
}

void RoadNames::add(std::string_view name) {
  const std::string plain = plain_road_name(name);
  if (character_count(plain) < 2 || !names_.insert(plain).second) return;
  const std::string stem = stem_of(plain);
  if (stem.empty()) return;
  const auto [at, fresh] = stems_.emplace(stem, plain);
  if (!fresh) at->second.clear();
}

std::string RoadNames::known(std::string_view name) const {
  const std::string plain(name);
  if (names_.contains(plain)) return plain;
  const std::string stem = stem_of(plain);
  if (stem.empty()) return {};
  const auto found = stems_.find(stem);
  return found == stems_.end() ? std::string() : found->second;
}

std::optional<Address> parse_address(std::string_view text, const RoadNames& roads) {
  const std::string plain = dense(text);
  if (means_missing(plain) || roads.empty()) return std::nullopt;
  if (auto found = crossing_in(plain, roads)) return found;
  if (auto found = joined_crossing_in(plain, roads)) return found;
  if (auto found = number_in(plain, roads)) return found;
  return lane_in(plain, roads);
}

std::optional<Address> house_of(std::string_view text, const RoadNames& roads) {
  return number_in(dense(text), roads);
}

}  // namespace firebreak
