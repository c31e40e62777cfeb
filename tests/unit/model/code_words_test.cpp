#include "core/model/code_words.hpp"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "core/analysis/compounds.hpp"
#include "core/analysis/lanes.hpp"
#include "core/model/features.hpp"
#include "core/model/land_class.hpp"
#include "core/normalise/attributes.hpp"

namespace firebreak {
namespace {

template <class Enum>
std::vector<std::string_view> all(std::string_view (*name)(Enum), int count) {
  std::vector<std::string_view> codes;
  for (int value = 0; value < count; ++value) codes.push_back(name(static_cast<Enum>(value)));
  return codes;
}

TEST(CodeWords, EveryCodeOfAnInputHasAChineseWord) {
  const std::map<std::string_view, std::vector<std::string_view>> columns{
      {"structure", all(structure_name, 15)}, {"use", all(use_name, 20)},
      {"class", all(road_class_name, 18)},    {"status", all(hydrant_status_name, 9)},
      {"owner", all(owner_name, 3)},          {"main_layout", all(main_layout_name, 3)},
      {"one_way", all(one_way_word, 3)},      {"access", all(access_word, 4)},
      {"opening", all(opening_name, 4)},      {"occasion", all(occasion_word, 4)},
      {"kind", all(obstacle_kind_name, 19)}};
  for (const auto& [column, codes] : columns)
    for (const std::string_view code : codes) {
      EXPECT_NE(code_word(column, code, Language::zh), code) << column;
      EXPECT_EQ(code_word(column, code, Language::en), code) << column;
    }
  for (const std::string_view code : all(hydrant_kind_name, 4))
    EXPECT_NE(code_word("kind", code, Language::zh), code);
  for (const std::string_view code : all(barrier_kind_word, 5))
    EXPECT_NE(code_word("kind", code, Language::zh), code);
}

TEST(CodeWords, EveryClassOfLandHasAChineseWord) {
  for (const std::string_view code : land_class_names)
    EXPECT_NE(code_word("land_class", code, Language::zh), code);
}

/// Why a hydrant is no source of water (`hydrant_reach`).
TEST(CodeWords, EveryReasonAgainstAHydrantHasAChineseWord) {
  for (const char* code : {"usable", "duplicate", "switched_off", "unknown", "defective",
                           "no_water", "blocked", "missing", "disused", "building", "planned",
                           "doubtful_position", "flow_too_low", "pressure_too_low"})
    EXPECT_NE(code_word("reason_code", code, Language::zh), code);
  for (const char* code : {"blocked", "missing", "building"})
    EXPECT_EQ(code_word("reason_code", code, Language::zh),
              code_word("status", code, Language::zh));
}

/// A result in the other language tells its reasons by their codes.
TEST(CodeWords, EveryReasonOfLanesAndGatesHasAChineseWord) {
  const std::vector<std::vector<std::string_view>> tables{all(lane_reason_code, 19),
                                                          all(turn_reason_code, 8),
                                                          all(entrance_reason_code, 8),
                                                          {"lanes_far_apart", "lanes_unknown"}};
  for (const auto& codes : tables)
    for (const std::string_view code : codes)
      EXPECT_NE(code_word("reason_code", code, Language::zh), code);
}

TEST(CodeWords, TheColumnSaysWhatIsMeant) {
  EXPECT_EQ(code_word("status", "closed", Language::zh), "已销号") << "a finding that is settled";
  EXPECT_EQ(code_word("reason_code", "closed", Language::zh), "道路被阻断") << "a lane";
  EXPECT_EQ(code_word("owner", "public", Language::zh), "市政");
  EXPECT_EQ(code_word("class", "residential", Language::zh), "居住区道路");
  EXPECT_EQ(code_word("use", "residential", Language::zh), translate("residential", Language::zh));
  EXPECT_EQ(code_word("owner", "no such code", Language::zh), "no such code");
}

TEST(CodeWords, WhatStandsBesideANarrowPlaceIsNamedByItsKind) {
  EXPECT_EQ(thing_words("building b17", Language::en), "building b17");
  EXPECT_EQ(thing_words("building b17", Language::zh), "建筑 b17");
  EXPECT_EQ(thing_words("barrier w2", Language::zh), "围墙或围栏 w2");
  EXPECT_EQ(thing_words("parked o3", Language::en), "obstacle o3 (parked)");
  EXPECT_EQ(thing_words("parked o3", Language::zh), "障碍物 o3（停放车辆）");
  EXPECT_EQ(thing_words("open", Language::zh), "空地");
  EXPECT_EQ(thing_words("", Language::zh), "—");
}

}  // namespace
}  // namespace firebreak
