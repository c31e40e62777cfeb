#include "core/io/rule_file.hpp"

#include <gmock/gmock.h>

#include "core/base/error.hpp"
#include "support/temp_dir.hpp"

namespace firebreak {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

double number(const Profile& profile, const std::string& key) {
  return std::get<double>(profile.values.at(key).value);
}

TEST(RuleFile, EveryShippedProfileCarriesClauseAndMarksForEveryValue) {
  for (const std::string& name : io::profile_names()) {
    const Profile profile = io::profile_named(name);
    EXPECT_EQ(profile.name, name);
    EXPECT_FALSE(profile.title_zh.empty());
    for (const auto& [key, value] : profile.values) {
      EXPECT_FALSE(value.clause.empty()) << name << " " << key;
      EXPECT_FALSE(value.rule.empty()) << name << " " << key;
      EXPECT_FALSE(value.force.empty()) << name << " " << key;
      EXPECT_FALSE(value.edition.empty()) << name << " " << key;
    }
  }
}

TEST(RuleFile, NumbersOfTheStandards) {
  const Profile cn = io::profile_named("cn-gb");
  EXPECT_EQ(number(cn, "hydrants.radius_m"), 150);
  EXPECT_EQ(number(cn, "hydrants.spacing_m"), 120);
  EXPECT_EQ(number(cn, "lanes.clear_width_m"), 4.0);
  EXPECT_EQ(number(cn, "gaps.high_rise_to_iii_m"), 11);
  EXPECT_EQ(cn.values.at("hydrants.radius_m").clause, "GB 50974-2014 7.2.5");
  EXPECT_TRUE(cn.values.at("hydrants.radius_m").confirmed()) << "V2 value, VP clause";
  EXPECT_FALSE(cn.values.at("hydrants.crane_spacing_m").confirmed()) << "from memory";
  EXPECT_EQ(number(io::profile_named("us-ifc"), "hydrants.radius_m"), 122);
  EXPECT_NEAR(number(io::profile_named("us-ifc"), "lanes.clear_width_m"), 20 * 0.3048, 1e-9);
  EXPECT_EQ(number(io::profile_named("jp"), "hydrants.radius_m"), 120);
  EXPECT_EQ(number(io::profile_named("de"), "lanes.clear_width_m"), 3.0);
  EXPECT_EQ(number(io::profile_named("uk"), "lanes.clear_width_m"), 3.7);
}

TEST(RuleFile, AConfirmedClauseCounts) {
  ProfileValue value;
  value.value_mark = "M";
  EXPECT_FALSE(value.confirmed());
  value.confirmed_by = "Wang, 2026-11-01, printed standard";
  EXPECT_TRUE(value.confirmed());
}

TEST(RuleFile, RefusalsNameFileLineAndRemedy) {
  const test::TempDir dir;
  const auto broken = dir.write("broken.toml", "[profile]\nname = \n");
  EXPECT_THAT([&] { io::read_profile(broken); }, ThrowsMessage<Error>(HasSubstr("line 2")));
  const auto unknown = dir.write("u.toml", "[profile]\nname = \"x\"\ncolour = \"red\"\n");
  EXPECT_THAT([&] { io::read_profile(unknown); },
              ThrowsMessage<Error>(HasSubstr("line 3: profile.colour is not a key")));
  const auto unmarked =
      dir.write("m.toml", "[profile]\nname = \"x\"\n[a.b]\nvalue = 1\nclause = \"c\"\n");
  EXPECT_THAT([&] { io::read_profile(unmarked); },
              ThrowsMessage<Error>(HasSubstr("value_mark and clause_mark")));
  EXPECT_THAT([] { io::profile_named("mars"); },
              ThrowsMessage<Error>(HasSubstr("cn-gb, us-ifc, jp, de, uk")));
}

TEST(RuleFile, Engines) {
  EXPECT_DOUBLE_EQ(io::vehicle_named("pumper").required_width_m(), 3.0);
  EXPECT_DOUBLE_EQ(io::vehicle_named("light").required_width_m(), 2.5);
  EXPECT_DOUBLE_EQ(io::vehicle_named("aerial").length_m, 10.8);
  EXPECT_THAT([] { io::vehicle_named("tank"); },
              ThrowsMessage<Error>(HasSubstr("aerial, light, pumper")));
}

}  // namespace
}  // namespace firebreak
