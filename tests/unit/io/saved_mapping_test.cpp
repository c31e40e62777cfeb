#include "core/io/saved_mapping.hpp"

#include <gmock/gmock.h>

#include "core/base/error.hpp"
#include "support/temp_dir.hpp"

namespace firebreak {
namespace {

using testing::HasSubstr;

constexpr std::string_view full = R"toml(# ours
[[layer]]
file = "消火栓台账*.xlsx"
name = "*月"
role = "hydrants"
crs = "EPSG:4490"
shift = "gcj02"
angles = "packed"
encoding = "GB18030"
header_row = 3
where = "状态 <> '拆除'"
keep = ["备注"]
accuracy_m = 5
[layer.fields]
main_mm = "口径 (毫米)"
status = "等级"
[layer.units]
main_mm = "cm"
[layer.values.status]
"甲" = "working"
"乙 等" = "defective"

# roads need no words
[[layer]]
file = "道路.shp"
role = "roads"
)toml";

TEST(SavedMapping, ReadsEverything) {
  const auto read = io::read_saved_mapping_text(full, "mapping.toml");
  ASSERT_EQ(read.rules.size(), 2U);
  const io::MappingRule& rule = read.rules[0];
  EXPECT_EQ(rule.file, "消火栓台账*.xlsx");
  EXPECT_EQ(rule.layer, "*月");
  EXPECT_EQ(rule.settings.role, Role::hydrants);
  EXPECT_EQ(rule.settings.crs, "EPSG:4490");
  EXPECT_EQ(rule.settings.shift, CoordinateShift::gcj02);
  EXPECT_TRUE(rule.settings.packed_angles);
  EXPECT_EQ(rule.settings.encoding, "GB18030");
  EXPECT_EQ(rule.settings.header_row, 3);
  EXPECT_EQ(rule.settings.accuracy_m, 5);
  EXPECT_EQ(rule.settings.keep, std::vector<std::string>{"备注"});
  EXPECT_EQ(rule.settings.fields.at("main_mm"), "口径 (毫米)");
  EXPECT_EQ(rule.settings.units.at("main_mm"), Unit::cm);
  EXPECT_EQ(rule.settings.values.at("status").at("乙 等"), "defective");
}

TEST(SavedMapping, WhatIsWrittenReadsBackEqual) {
  auto rules = io::read_saved_mapping_text(full, "mapping.toml").rules;
  rules[0].settings.values["status"]["a \"b\" \\ c\nd = [e]"] = "missing";
  rules[0].settings.fields["address"] = "地址\"1\"";
  rules[1].remarks = {"as found", "kept: x"};
  const std::string text = io::mapping_text(rules);
  EXPECT_EQ(io::read_saved_mapping_text(text, "m.toml").rules, rules) << text;
  EXPECT_THAT(text, HasSubstr("# kept: x\n"));
}

TEST(SavedMapping, TheFirstRuleThatFitsHolds) {
  const auto read = io::read_saved_mapping_text(full, "mapping.toml");
  EXPECT_EQ(read.rule_for("消火栓台账2026-11.xlsx", "11月"), &read.rules[0]);
  EXPECT_EQ(read.rule_for("消火栓台账2026-11.xlsx", "说明"), nullptr);
  EXPECT_EQ(read.rule_for("道路.shp", "道路"), &read.rules[1]);
  EXPECT_EQ(read.rule_for("道路2.shp", "道路2"), nullptr);
}

std::string refusal(std::string_view toml) {
  try {
    io::read_saved_mapping_text(toml, "mapping.toml");
  } catch (const Error& error) {
    return error.what();
  }
  return "(read)";
}

TEST(SavedMapping, RefusesWhatItDoesNotKnowWithItsLine) {
  const std::string rule = "[[layer]]\nfile = \"a.csv\"\nrole = \"hydrants\"\n";
  EXPECT_THAT(refusal("[[layers]]\n"), HasSubstr("line 1: layers is not known here"));
  EXPECT_THAT(refusal("[[layer]]\nrole = \"roads\"\n"), HasSubstr("needs a file"));
  EXPECT_THAT(refusal(rule + "rolle = \"roads\"\n"), HasSubstr("did you mean layer.role?"));
  EXPECT_THAT(refusal("[[layer]]\nfile = \"a\"\nrole = \"hydrant\"\n"), HasSubstr("hydrants?"));
  EXPECT_THAT(refusal(rule + "header_row = 0\n"), HasSubstr("line 4"));
  EXPECT_THAT(refusal(rule + "[layer.fields]\nwidth_m = \"x\"\n"), HasSubstr("line 5: width_m"));
  EXPECT_THAT(refusal(rule + "[layer.units]\nmain_mm = \"MPa\"\n"), HasSubstr("not a unit of"));
  EXPECT_THAT(refusal(rule + "[layer.values.status]\n\"甲\" = \"wroking\"\n"),
              HasSubstr("line 5: \"wroking\" is no value of status"));
  EXPECT_THAT(refusal(rule + "crs = \"EPSG:99\"\n"), HasSubstr("not a CRS"));
  EXPECT_THAT(refusal("[[layer]\n"), HasSubstr("not valid TOML"));
}

TEST(SavedMapping, RememberingChangesOneRuleAndLeavesTheOthersAsTheyAreWritten) {
  const test::TempDir dir;
  const auto file = dir.write("mapping.toml", full);
  io::MappingRule changed;
  changed.file = "消火栓台账*.xlsx";
  changed.layer = "*月";
  changed.settings.role = Role::hydrants;
  io::remember(changed, file);
  auto read = io::read_saved_mapping(file);
  ASSERT_EQ(read.rules.size(), 2U);
  EXPECT_EQ(read.rules[0], changed);
  EXPECT_THAT(test::read_file(file), HasSubstr("# ours\n"));

  io::MappingRule another;
  another.file = "站点*.csv";
  another.settings.role = Role::stations;
  io::remember(another, file);
  read = io::read_saved_mapping(file);
  ASSERT_EQ(read.rules.size(), 3U);
  EXPECT_EQ(read.rules[0], another) << "a new rule comes first";

  EXPECT_TRUE(io::forget("消火栓台账*.xlsx", "*月", file));
  EXPECT_FALSE(io::forget("消火栓台账*.xlsx", "", file));
  read = io::read_saved_mapping(file);
  ASSERT_EQ(read.rules.size(), 2U);
  EXPECT_EQ(read.rules[1].file, "道路.shp");
}

TEST(SavedMapping, RememberingMakesTheFileAndRefusesToReplaceABrokenOne) {
  const test::TempDir dir;
  io::MappingRule rule;
  rule.file = "a*.csv";
  rule.settings.role = Role::roads;
  io::remember(rule, dir / "mapping.toml");
  EXPECT_EQ(io::read_saved_mapping(dir / "mapping.toml").rules, std::vector{rule});
  const auto broken = dir.write("broken.toml", "[[layer]]\nrolle = 1\n");
  EXPECT_THROW(io::remember(rule, broken), Error);
  EXPECT_EQ(test::read_file(broken), "[[layer]]\nrolle = 1\n");
}

}  // namespace
}  // namespace firebreak
