#include "core/base/params.hpp"

#include <gmock/gmock.h>

#include <array>

namespace firebreak {
namespace {

struct Sample {
  double reach_m = 50;
  int count = 3;
  bool strict = false;
  std::string rule = "all";
  static std::span<const Param<Sample>> schema() {
    static constexpr std::array params{
        Param<Sample>{"reach_m", "longest reach", &Sample::reach_m, 10, 100},
        Param<Sample>{"count", "how many", &Sample::count, 1, 9},
        Param<Sample>{"strict", "no mercy", &Sample::strict},
        Param<Sample>{"rule", "which rule", &Sample::rule, 0, 0, "all|any"}};
    return params;
  }
};

TEST(Params, AssignsEachKind) {
  Sample s;
  const auto schema = Sample::schema();
  assign(s, schema[0], "sample.reach_m", 60.0);
  assign(s, schema[1], "sample.count", 4.0);
  assign(s, schema[2], "sample.strict", true);
  assign(s, schema[3], "sample.rule", std::string("any"));
  EXPECT_EQ(s.reach_m, 60);
  EXPECT_EQ(s.count, 4);
  EXPECT_TRUE(s.strict);
  EXPECT_EQ(s.rule, "any");
  EXPECT_EQ(std::get<double>(value_of(s, schema[1])), 4.0);
}

TEST(Params, RefusesWhatDoesNotFit) {
  Sample s;
  const auto schema = Sample::schema();
  EXPECT_THAT(
      [&] { assign(s, schema[0], "sample.reach_m", 5.0); },
      testing::ThrowsMessage<Error>("sample.reach_m = 5 is outside 10 to 100: longest reach."));
  EXPECT_THAT([&] { assign(s, schema[0], "sample.reach_m", true); },
              testing::ThrowsMessage<Error>(testing::HasSubstr("a number is wanted here")));
  EXPECT_THAT([&] { assign(s, schema[3], "sample.rule", std::string("most")); },
              testing::ThrowsMessage<Error>(testing::HasSubstr("is not one of all|any")));
  s.count = 12;
  EXPECT_THAT([&] { check(s, "sample"); },
              testing::ThrowsMessage<Error>(testing::HasSubstr("sample.count = 12")));
}

TEST(Params, NaNIsOutsideEveryRange) {
  Sample s;
  EXPECT_THROW(assign(s, Sample::schema()[0], "sample.reach_m", std::nan("")), Error);
}

}  // namespace
}  // namespace firebreak
