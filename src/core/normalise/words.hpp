#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "core/model/features.hpp"
#include "core/model/site_category.hpp"
#include "core/normalise/values.hpp"

/// Reading classes from words: value lists of planner.md 5.6, OSM tag values and common English
/// terms. Bare digits are codes whose legend only the source knows: they are never guessed.
namespace firebreak {

/// A class as read. Neither `value` nor `unreadable`: the cell holds nothing, or a word that says
/// nothing about the class ("yes", "其他").
template <class T>
struct Word {
  std::optional<T> value;
  bool assumed = false;     ///< the word only suggests the class
  bool ambiguous = false;   ///< several words that disagree ("砖木/砖混"): no value
  bool unreadable = false;  ///< a word or code that no list knows: no value
};

/// true/yes/1/是/有/√ and their opposites, also as numbers.
Word<bool> parse_truth(std::string_view text);
Word<Structure> parse_structure(std::string_view text);
/// GB fire resistance grade 1 to 4: "二级", "II", "Ⅱ级", "2". "一、二级" is 2, assumed.
Word<std::uint8_t> parse_fire_grade(std::string_view text);
Word<Use> parse_use(std::string_view text);
Word<RoadClass> parse_road_class(std::string_view text);
Word<OneWay> parse_one_way(std::string_view text);
Word<Access> parse_access(std::string_view text);
Word<HydrantStatus> parse_hydrant_status(std::string_view text);

/// What a hydrant's form or type column says: kind, place and owner may stand in one word.
struct ParsedHydrantForm {
  std::optional<HydrantKind> kind;
  std::optional<bool> below_ground;
  std::optional<Owner> owner;
  bool unreadable = false;
};
ParsedHydrantForm parse_hydrant_form(std::string_view text);
Word<Owner> parse_owner(std::string_view text);
Word<MainLayout> parse_main_layout(std::string_view text);

Word<ObstacleKind> parse_obstacle_kind(std::string_view text);
/// True for kinds that can be carried or driven away (parked, shed, stall, goods …).
bool usually_removable(ObstacleKind kind);
Word<Opening> parse_opening(std::string_view text);
Word<Occasion> parse_occasion(std::string_view text);
Word<BarrierKind> parse_barrier_kind(std::string_view text);
/// Level of a management unit: 1 = 街道/乡镇 … 3 = 小组/网格, also 大/中/小.
Word<std::uint8_t> parse_unit_level(std::string_view text);
/// What a key site is: the word that says what the place is decides, "重点单位" alone is the list
/// it stands on. Assumed where another word says something else.
Word<SiteCategory> parse_site_category(std::string_view text);
/// State of a road or building: true = stands and is used; false = planned or under construction.
Word<bool> parse_in_use(std::string_view text);

/// The issue that a word calls for, or none (as `issue_of` for numbers). `meaning` is what it was
/// read as.
std::optional<Issue> issue_of_word(bool assumed, bool ambiguous, bool unreadable,
                                   std::string_view meaning, std::string_view field,
                                   std::string_view raw, Origin origin);
template <class T>
std::optional<Issue> issue_of(const Word<T>& word, std::string_view meaning, std::string_view field,
                              std::string_view raw, Origin origin) {
  return issue_of_word(word.assumed, word.ambiguous, word.unreadable, meaning, field, raw, origin);
}

}  // namespace firebreak
