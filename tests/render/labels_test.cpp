#include "render/labels.hpp"

#include <gmock/gmock.h>

#include <set>

#include "render/fixture.hpp"

namespace firebreak::render {
namespace {

View sheet_view() {
  View view;
  view.frame = QRectF(0, 0, 200, 200);  // mm
  view.top_left = {0, 2000};
  view.units_per_mm = 1;
  view.scale = 10000;  // 0.1 mm a metre
  return view;
}

FeatureTable ranked(const std::vector<test::Spot>& at) {
  FeatureTable table = test::spots("p", "name", at);
  Column rank("rank", ColumnType::integer);
  for (std::size_t i = 0; i < at.size(); ++i) rank.push(static_cast<std::int64_t>(i + 1));
  table.columns.push_back(rank);
  return table;
}

StyleSheet labelled(bool inside) {
  Symbol symbol = test::filled({0, 0, 0, 255});
  symbol.size_mm = 4;
  StyleSheet sheet = test::sheet_of("p", {test::rule("", {}, symbol)});
  sheet.layers[0].label_field = "rank";
  sheet.layers[0].order_field = "rank";
  sheet.layers[0].label_text = inside ? "" : "Gap {}";
  sheet.layers[0].label_inside = inside;
  return sheet;
}

TEST(Labels, NumberedMarkersMoveAsideAndNoneIsLost) {
  std::vector<test::Spot> crowd;
  for (int i = 0; i < 12; ++i) crowd.push_back({1000.0 + i, 1000, "x"});
  const auto table = ranked(crowd);
  const auto style = labelled(true);
  const Scene scene = make_scene(std::span(&table, 1), style, {}, Job{});
  const auto labels = place_labels(scene, sheet_view(), Paper(style, Language::en));

  ASSERT_EQ(labels.size(), 12U);
  EXPECT_EQ(labels[0].marker_at, labels[0].anchor) << "the first stays where it is";
  std::set<std::string> numbers;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    numbers.insert(labels[i].text.toStdString());
    for (std::size_t j = 0; j < i; ++j) {
      const QPointF apart = labels[i].marker_at - labels[j].marker_at;
      EXPECT_GE(std::max(std::abs(apart.x()), std::abs(apart.y())), 4) << i << " and " << j;
    }
  }
  EXPECT_EQ(numbers.size(), 12U);
}

TEST(Labels, TextsDoNotCoverEachOtherAndStayInTheFrame) {
  std::vector<test::Spot> many;
  for (int i = 0; i < 300; ++i)
    many.push_back({20.0 + 97.0 * (i % 20), 20.0 + 131.0 * (i / 20), "x"});
  const auto table = ranked(many);
  const auto style = labelled(false);
  const Scene scene = make_scene(std::span(&table, 1), style, {}, Job{});
  const auto labels = place_labels(scene, sheet_view(), Paper(style, Language::en));

  ASSERT_GT(labels.size(), 100U);
  std::vector<QRectF> boxes;
  for (const Label& label : labels) {
    const double height = 0.7 * label.style.size_mm;
    boxes.emplace_back(label.baseline.x(), label.baseline.y() - height,
                       Paper::width_mm(label.text, label.style), height);
    EXPECT_TRUE(sheet_view().frame.contains(boxes.back()));
    for (std::size_t i = 0; i + 1 < boxes.size(); ++i)
      EXPECT_FALSE(boxes[i].intersects(boxes.back())) << label.text.toStdString();
  }
}

TEST(Labels, SpeakTheLanguageOfTheSheet) {
  const auto table = ranked({{1000, 1000, "x"}});
  const auto style = labelled(false);
  const Scene scene = make_scene(std::span(&table, 1), style, {}, Job{});
  const auto labels = place_labels(scene, sheet_view(), Paper(style, Language::zh));
  ASSERT_EQ(labels.size(), 1U);
  EXPECT_EQ(labels[0].text.toStdString(), "盲区 1");
}

TEST(Labels, ALayerCanKeepItsLabelsForLargeScales) {
  const auto table = ranked({{1000, 1000, "x"}});
  auto style = labelled(false);
  style.layers[0].label_min_scale = 10000;
  const Scene scene = make_scene(std::span(&table, 1), style, {}, Job{});
  EXPECT_TRUE(place_labels(scene, sheet_view(), Paper(style, Language::en)).empty());
}

}  // namespace
}  // namespace firebreak::render
