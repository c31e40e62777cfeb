#include "core/model/view_settings.hpp"

#include <gmock/gmock.h>

#include "core/model/feature_table.hpp"

namespace firebreak {
namespace {

StyleSheet sheet() {
  StyleSheet out;
  for (const char* name : {"low", "middle", "high"}) {
    LayerStyle layer;
    layer.table = name;
    layer.title = std::string("Title of ") + name;
    StyleRule rule;
    rule.title = "all";
    rule.symbol.fill = Colour{1, 2, 3, 255};
    layer.rules.push_back(rule);
    out.layers.push_back(layer);
  }
  return out;
}

std::vector<std::string> order(const StyleSheet& sheet) {
  std::vector<std::string> names;
  for (const auto& layer : sheet.layers) names.push_back(layer.table);
  return names;
}

/// Every table has every column.
bool any(std::string_view, std::string_view) {
  return true;
}

TEST(ViewSettings, OrderCountsOnlyIfItIsOne) {
  ViewSettings view;
  view.layer("low", "Title of low");
  view.layer("high", "Title of high");
  EXPECT_THAT(order(styled(sheet(), view, any)), testing::ElementsAre("low", "middle", "high"));
  view.ordered = true;
  EXPECT_THAT(order(styled(sheet(), view, any)), testing::ElementsAre("middle", "high", "low"))
      << "the topmost is listed first, those not named lie below";
}

TEST(ViewSettings, AScaleLimitCanBeTakenAway) {
  StyleSheet limited = sheet();
  limited.layers[0].min_scale = 5000;
  ViewSettings view;
  view.layer("low", "Title of low").min_scale = 1e9;
  EXPECT_FALSE(styled(limited, view, any).layers[0].min_scale);
}

TEST(ViewSettings, LooksChangeOnlyWhatTheyName) {
  ViewSettings view;
  view.look("middle", "Title of middle", "all").fill = Colour{9, 9, 9, 128};
  view.look("middle", "Title of middle", "all").from = 5;
  view.layer("high", "Title of high").min_scale = 5000;
  const StyleSheet out = styled(sheet(), view, any);
  EXPECT_EQ(out.layers[1].rules[0].symbol.fill, (Colour{9, 9, 9, 128}));
  EXPECT_EQ(out.layers[1].rules[0].from, 5);
  EXPECT_EQ(out.layers[0].rules[0].symbol.fill, (Colour{1, 2, 3, 255}));
  EXPECT_EQ(out.layers[2].min_scale, 5000);
  EXPECT_FALSE(out.layers[1].min_scale);
}

TEST(Colour, TextAndBack) {
  for (const Colour c : {Colour{0, 0, 0, 255}, Colour{255, 128, 1, 255}, Colour{1, 2, 3, 0}})
    EXPECT_EQ(colour_from_text(colour_text(c)), c);
  EXPECT_EQ(colour_text({255, 0, 16, 255}), "#ff0010");
  for (const char* wrong : {"", "#12345", "ff0010", "#ff00zz", "#ff001", "#ff00100"})
    EXPECT_FALSE(colour_from_text(wrong)) << wrong;
}

TEST(ViewSettings, ChangedBreaksAreTheLegendsWordsInEveryLanguage) {
  StyleSheet classes = sheet();
  StyleRule& rule = classes.layers.front().rules.front();
  rule.field = "count";
  rule.from = 10;
  ViewSettings view;
  view.look("low", "Title of low", "all").from = 20.5;
  const StyleRule changed = styled(classes, view, any).layers.front().rules.front();
  EXPECT_EQ(legend_text(changed, Language::en), "≥ 20.5");
  EXPECT_EQ(legend_text(changed, Language::zh), "≥ 20.5");
  EXPECT_EQ(changed.title, "all") << "what looks are kept by";
}

TEST(ViewSettings, FilesHaveTheOpacityInTheirColours) {
  ViewSettings view;
  view.layer("low", "Title of low").opacity = 0.5;
  EXPECT_EQ(styled(sheet(), view, any).layers[0].rules[0].symbol.fill->alpha, 255);
  EXPECT_EQ(file_style(sheet(), view, any).layers[0].rules[0].symbol.fill->alpha, 128);
  EXPECT_EQ(file_style(sheet(), view, any).layers[1].rules[0].symbol.fill->alpha, 255);
}

TEST(ViewSettings, ClassesTakeThePlaceOfTheRules) {
  ViewSettings view;
  view.layer("low", "Title of low").graduated = Graduated{"height_m", "grey", {5, 10}};
  const auto rules = styled(sheet(), view, any).layers[0].rules;
  ASSERT_EQ(rules.size(), 4U);
  EXPECT_EQ(rules[0].from, 10);
  EXPECT_EQ(rules[1].title, "5 – 10");
  EXPECT_EQ(rules[2].below, 5);
  EXPECT_TRUE(rules[3].missing);
  EXPECT_EQ(rules[3].symbol.hatch, Hatch::backward) << "unknown is hatched";
  for (const StyleRule& rule : rules) EXPECT_EQ(rule.field, "height_m");
}

TEST(ViewSettings, ClassesOfAColumnThatIsNotThereAreKeptAndTold) {
  ViewSettings view;
  view.layer("low", "Title of low").graduated = Graduated{"height_m", "grey", {5, 10}};
  view.layer("high", "Title of high").graduated = Graduated{"height_m", "grey", {5, 10}};
  FeatureTable low;
  low.name = "low";
  low.columns.emplace_back("height_m", ColumnType::text, "height");
  const std::vector<FeatureTable> tables{low};
  const HasColumn has = columns_in(tables);
  for (const StyleSheet& out : {styled(sheet(), view, has), file_style(sheet(), view, has)}) {
    ASSERT_EQ(out.layers[0].rules.size(), 1U) << "words make no classes: drawn as the sheet says";
    EXPECT_EQ(out.layers[0].rules[0].title, "all");
    EXPECT_EQ(out.layers[2].rules.size(), 4U) << "its table is still to come";
  }
  const auto told = classes_without_column(sheet(), view, has);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_THAT(told[0], testing::StartsWith("Title of low: the column height_m that its classes"));
  EXPECT_TRUE(view.find("low", "Title of low")->graduated) << "for a run that has it again";
}

}  // namespace
}  // namespace firebreak
