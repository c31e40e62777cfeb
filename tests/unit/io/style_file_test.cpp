#include "core/io/style_file.hpp"

#include <gmock/gmock.h>

#include "core/base/error.hpp"
#include "core/io/gpkg_styles.hpp"
#include "support/temp_dir.hpp"

namespace firebreak::io {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::ThrowsMessage;

constexpr std::string_view small = R"(name = "mine"
paper = "#ffffff"
ink = "#01020380"
[[layer]]
table = "building_risk"
title = "Buildings"
label_field = "name"
label_text = "Zone {}"
min_scale = 25000
shown = false
[[layer.rule]]
title = "Bad"
field = "level"
values = ["fail", 4]
from = 1
below = 2.5
missing = true
fill = "#d7301f"
stroke = "#000000"
stroke_mm = 0.4
dash_mm = [1, 0.5]
hatch = "backward"
marker = "diamond"
size_mm = 3
)";

TEST(StyleFile, ReadsEveryKey) {
  const StyleSheet sheet = parse_style_sheet(small, "mine.toml");
  EXPECT_EQ(sheet.name, "mine");
  EXPECT_EQ(sheet.ink, (Colour{1, 2, 3, 128}));
  EXPECT_EQ(sheet.ground, sheet.paper);
  ASSERT_EQ(sheet.layers.size(), 1U);
  const LayerStyle& layer = sheet.layers[0];
  EXPECT_EQ(layer.table, "building_risk");
  EXPECT_EQ(layer.label_text, "Zone {}");
  EXPECT_EQ(layer.min_scale, 25000);
  EXPECT_FALSE(layer.shown);
  ASSERT_EQ(layer.rules.size(), 1U);
  const StyleRule& rule = layer.rules[0];
  EXPECT_THAT(rule.values, ElementsAre("fail", "4"));
  EXPECT_EQ(rule.from, 1);
  EXPECT_EQ(rule.below, 2.5);
  EXPECT_TRUE(rule.missing);
  EXPECT_EQ(rule.symbol.fill, (Colour{0xd7, 0x30, 0x1f, 255}));
  EXPECT_EQ(rule.symbol.stroke_mm, 0.4);
  EXPECT_THAT(rule.symbol.dash_mm, ElementsAre(1, 0.5));
  EXPECT_EQ(rule.symbol.hatch, Hatch::backward);
  EXPECT_EQ(rule.symbol.marker, Marker::diamond);
  EXPECT_EQ(rule.symbol.size_mm, 3);
  EXPECT_NE(sheet.find("building_risk"), nullptr);
  EXPECT_EQ(sheet.find("roads"), nullptr);
}

/// The message for the small sheet with one text replaced.
std::string complaint(std::string_view old_text, std::string_view new_text) {
  std::string toml(small);
  toml.replace(toml.find(old_text), old_text.size(), new_text);
  try {
    parse_style_sheet(toml, "mine.toml");
  } catch (const Error& error) {
    return error.what();
  }
  return "no error";
}

TEST(StyleFile, NamesFileLineAndKey) {
  EXPECT_EQ(complaint("\"#d7301f\"", "\"red\""),
            "mine.toml, line 18, fill: a colour as \"#rrggbb\" or \"#rrggbbaa\" is wanted.");
  EXPECT_EQ(complaint("stroke_mm = 0.4", "stroke_mm = \"thick\""),
            "mine.toml, line 20, stroke_mm: a number is wanted.");
  EXPECT_EQ(complaint("stroke_mm = 0.4", "stroke_mm = 400"),
            "mine.toml, line 20, stroke_mm: 400 is outside 0 to 20.");
  EXPECT_EQ(complaint("\"backward\"", "\"wavy\""),
            "mine.toml, line 22, hatch: one of none, forward, backward, cross, dots is wanted.");
  EXPECT_THAT(
      complaint("size_mm = 3", "sise_mm = 3"),
      HasSubstr("mine.toml, line 24, sise_mm: this key is not known here. Known are title,"));
  EXPECT_EQ(complaint("dash_mm = [1, 0.5]", "dash_mm = [1]"),
            "mine.toml, line 11, dash_mm: dashes and gaps come in pairs.");
  EXPECT_EQ(complaint("shown = false", "shown = \"no\""),
            "mine.toml, line 10, shown: true or false is wanted.");
  EXPECT_EQ(complaint("\"Zone {}\"", "\"Zone\""),
            "mine.toml, line 4, label_text: the place of the value, {}, is missing.");
  EXPECT_THAT(complaint("[[layer]]", "[[layer]"), HasSubstr("mine.toml, line 4, column"));
  EXPECT_EQ(complaint("table = \"building_risk\"\n", ""),
            "mine.toml, line 4, table: every layer needs its table.");
  EXPECT_EQ(
      complaint("stroke = \"#000000\"\n", ""),
      "mine.toml, line 11, hatch: a hatch is drawn in the colour of stroke, which is absent.");
}

TEST(StyleFile, FindsTheInstalledSheetsByName) {
  for (const auto* name : {"light", "dark", "print"}) {
    const StyleSheet sheet = style_sheet(name);
    EXPECT_EQ(sheet.name, name);
    EXPECT_NE(sheet.find("building_risk"), nullptr);
  }
  EXPECT_THAT([] { style_sheet("pink"); },
              ThrowsMessage<Error>(HasSubstr("It has: dark, light, print.")));
}

TEST(StyleFile, TakesAFileOfOnesOwn) {
  const test::TempDir folder;
  const auto path = folder.write("mine.toml", small);
  EXPECT_EQ(style_sheet(path.string()).name, "mine");
  EXPECT_THAT([&] { style_sheet((folder / "other.toml").string()); },
              ThrowsMessage<Error>(HasSubstr("the style sheet cannot be read")));
}

/// QGIS outlines the buildings whose verdict a person set, where the result has such a column.
TEST(StyleFile, AVerdictThatAPersonSetIsOutlinedInQgisToo) {
  const StyleSheet sheet = style_sheet("light");
  FileTable table;
  table.name = "building_risk";
  table.geometry = BlobKind::multi_polygon;
  table.columns.push_back({"hydrant_override", "TEXT", "", ""});
  const auto styles = styles_of(table, sheet);
  ASSERT_EQ(styles.size(), 1U);
  EXPECT_THAT(layer_qml(table, styles, sheet, Language::en),
              testing::AllOf(HasSubstr("Set by a person: hydrant radius"),
                             HasSubstr("&quot;hydrant_override&quot; IS NOT NULL")));
  EXPECT_THAT(layer_sld(table, styles, sheet, Language::en),
              HasSubstr("<ogc:Not><ogc:PropertyIsNull><ogc:PropertyName>hydrant_override<"));
  table.columns.clear();
  EXPECT_TRUE(styles_of(table, sheet).empty());
}

/// Labels of a point layer within all the limits there are.
std::pair<std::string, std::string> written(const LayerStyle& style) {
  io::FileTable table;
  table.name = "hydrants";
  table.geometry = io::BlobKind::point;
  const StyleSheet sheet;
  return {io::layer_qml(table, {&style}, sheet, Language::en),
          io::layer_sld(table, {&style}, sheet, Language::en)};
}

LayerStyle labelled_style() {
  LayerStyle style;
  style.table = "hydrants";
  style.title = "Hydrants";
  style.label_field = "name";
  StyleRule working;
  working.title = "working";
  working.field = "status";
  working.values = {"working"};
  StyleRule other;
  other.title = "other";
  style.rules = {working, other};
  return style;
}

/// The text symbolizers of an SLD with the limits of their rules.
std::vector<std::string> label_limits(const std::string& sld) {
  std::vector<std::string> found;
  for (std::size_t at = sld.find("<se:TextSymbolizer>"); at != std::string::npos;
       at = sld.find("<se:TextSymbolizer>", at + 1)) {
    const std::size_t rule = sld.rfind("<se:Rule>", at);
    const std::size_t limits = sld.find("ScaleDenominator>", rule);
    found.push_back(
        limits < at ? sld.substr(sld.rfind("<se:M", limits), at - sld.rfind("<se:M", limits)) : "");
  }
  return found;
}

TEST(StyleOfFiles, LabelsHaveTheScaleLimitsOfTheMap) {
  LayerStyle style = labelled_style();
  EXPECT_THAT(written(style).first,
              HasSubstr("scaleVisibility=\"0\" scaleMin=\"0\" scaleMax=\"0\""));
  EXPECT_THAT(label_limits(written(style).second), ElementsAre(""));
  style.label_min_scale = 15000;
  style.max_scale = 500;
  EXPECT_THAT(written(style).first,
              HasSubstr("scaleVisibility=\"1\" scaleMin=\"500\" scaleMax=\"15000\""));
  const std::string both =
      "<se:MinScaleDenominator>500</se:MinScaleDenominator>"
      "<se:MaxScaleDenominator>15000</se:MaxScaleDenominator>";
  EXPECT_THAT(label_limits(written(style).second), ElementsAre(both));
  // A layer that is not drawn has no labels either.
  style.min_scale = 5000;
  EXPECT_THAT(written(style).first, HasSubstr("scaleMin=\"500\" scaleMax=\"5000\""));
  style.min_scale.reset();
  style.label_min_scale.reset();
  EXPECT_THAT(written(style).first,
              HasSubstr("scaleVisibility=\"1\" scaleMin=\"500\" scaleMax=\"0\""));
}

TEST(StyleOfFiles, LabelsOfARuleHaveItsOwnLimit) {
  LayerStyle style = labelled_style();
  style.rules[0].label_min_scale = 4000;
  style.label_min_scale = 15000;
  const auto [qml, sld] = written(style);
  EXPECT_THAT(qml, HasSubstr("THEN CASE WHEN @map_scale &lt; 4000 THEN "));
  EXPECT_THAT(qml, HasSubstr("scaleMax=\"15000\""));
  EXPECT_THAT(label_limits(sld),
              ElementsAre("<se:MaxScaleDenominator>4000</se:MaxScaleDenominator>",
                          "<se:MaxScaleDenominator>15000</se:MaxScaleDenominator>"));
}

}  // namespace
}  // namespace firebreak::io
