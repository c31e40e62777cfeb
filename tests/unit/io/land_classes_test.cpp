#include <gmock/gmock.h>

#include <utility>
#include <vector>

#include "core/base/error.hpp"
#include "core/io/land_classes_file.hpp"

namespace firebreak::io {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(LandClasses, TheShippedFileReadsTheCodesOfTheSurvey) {
  const LandClasses classes = land_classes_named({});
  const std::vector<std::pair<const char*, LandClass>> codes{
      {"0701", LandClass::built_up}, {"0702", LandClass::village},   {"0601", LandClass::built_up},
      {"05H1", LandClass::built_up}, {"08H2A", LandClass::built_up}, {"09", LandClass::built_up},
      {"0603", LandClass::other},    {"1004", LandClass::road},      {"1001", LandClass::railway},
      {"1005", LandClass::other},    {"1101", LandClass::water},     {"1104A", LandClass::water},
      {"1109", LandClass::other},    {"0301", LandClass::forest},    {"0103", LandClass::other},
      {"07", LandClass::other},      {"", LandClass::other}};
  for (const auto& [code, land] : codes) EXPECT_EQ(classes.of(code), land) << code;
}

TEST(LandClasses, AWordThatIsNoClassAndACodeThatStandsTwiceAreRefused) {
  const auto read = [](const char* toml) { land_classes_from(toml, "codes.toml"); };
  EXPECT_THAT([&] { read("water = [\"11\"]\nbuild_up = [\"05\"]\n"); },
              ThrowsMessage<Error>(HasSubstr("did you mean built_up?")));
  EXPECT_THAT([&] { read("road = [\"10\", \"11\"]\nwater = [\"11\"]\n"); },
              ThrowsMessage<Error>(testing::AllOf(HasSubstr("line 2"), HasSubstr("stands once"))));
  EXPECT_THAT([&] { read("water = \"11\"\n"); }, ThrowsMessage<Error>(HasSubstr("line 1")));
}

}  // namespace
}  // namespace firebreak::io
