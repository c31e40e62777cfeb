#include "core/analysis/declared_params.hpp"

#include <gmock/gmock.h>

#include <set>

#include "core/analysis/assessment.hpp"

namespace firebreak {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

const DeclaredParam& param(std::string_view key) {
  for (const DeclaredParam& declared : declared_params())
    if (declared.key == key) return declared;
  throw std::out_of_range(std::string(key));
}

TEST(DeclaredParams, AreAllThatARunKnows) {
  std::set<std::string> declared;
  for (const DeclaredParam& param : declared_params()) {
    EXPECT_TRUE(declared.insert(param.key).second) << param.key << " is there twice";
    EXPECT_NE(std::string(analysis_title(param.analysis)), "") << param.key;
    EXPECT_NO_THROW(check_value(param, param.fallback)) << param.key;
  }
  const auto known = known_keys(Profile{});
  EXPECT_EQ(declared, std::set<std::string>(known.begin(), known.end()));
}

TEST(DeclaredParams, KnowKindRangeAndChoices) {
  EXPECT_EQ(param("hydrants.radius_m").kind, DeclaredParam::Kind::number);
  EXPECT_EQ(param("hydrants.radius_m").max, 2000);
  EXPECT_EQ(param("hydrants.exclude_doubtful").kind, DeclaredParam::Kind::truth);
  EXPECT_THAT(param("hydrants.metric").choices, testing::ElementsAre("euclid", "hose_route"));
  EXPECT_EQ(choice_title("hydrants.metric", "euclid"), "straight line");
  EXPECT_EQ(param("lanes.classes").kind, DeclaredParam::Kind::words);
  for (const DeclaredParam& declared : declared_params())
    for (const std::string& choice : declared.choices)
      EXPECT_NE(translate(choice_title(declared.key, choice), Language::zh), choice)
          << declared.key;
}

TEST(DeclaredParams, RefuseWhatTheAnalysisWouldRefuse) {
  EXPECT_THAT([] { check_value(param("hydrants.radius_m"), 5000.0); },
              ThrowsMessage<Error>(HasSubstr("hydrants.radius_m = 5000 is outside 10 to 2000")));
  EXPECT_THAT([] { check_value(param("hydrants.metric"), std::string("crow")); },
              ThrowsMessage<Error>(HasSubstr("crow is not one of euclid|hose_route")));
  EXPECT_THROW(check_value(param("hydrants.exclude_doubtful"), 1.0), Error);
  EXPECT_THROW(check_value(param("districts.old_year"), 1980.5), Error);
  EXPECT_NO_THROW(check_value(param("hydrants.radius_m"), 120.0));
}

TEST(DeclaredParams, UnitsComeFromTheKey) {
  EXPECT_EQ(unit_of_key("hydrants.radius_m"), "m");
  EXPECT_EQ(unit_of_key("hydrants.minor_gap_m2"), "m²");
  EXPECT_EQ(unit_of_key("districts.smallest_zone_ha"), "ha");
  EXPECT_EQ(unit_of_key("districts.threshold"), "");
}

}  // namespace
}  // namespace firebreak
