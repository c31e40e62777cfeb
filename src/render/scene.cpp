#include "render/scene.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "core/base/error.hpp"
#include "core/base/parallel.hpp"

namespace firebreak::render {

namespace {

/// A rule's test on one column, prepared so that a row costs no allocation.
class RuleTest {
 public:
  RuleTest(const StyleRule& rule, const FeatureTable& table) : rule_(&rule) {
    if (rule.field.empty()) return;
    column_ = table.column(rule.field);
    for (const auto& value : rule.values) {
      std::int64_t whole = 0;
      const auto* end = value.data() + value.size();
      const auto read = std::from_chars(value.data(), end, whole);
      if (read.ec == std::errc{} && read.ptr == end) numbers_.push_back(whole);
    }
  }

  bool applies() const { return rule_->field.empty() || column_ != nullptr; }

  bool fits(std::size_t row) const {
    if (rule_->field.empty()) return true;
    if (column_ == nullptr) return false;
    if (!column_->has(row)) return rule_->missing;
    if (!rule_->values.empty() && value_fits(row)) return true;
    if (rule_->from || rule_->below) return in_range(row);
    return rule_->values.empty() && !rule_->missing;
  }

 private:
  bool value_fits(std::size_t row) const {
    if (column_->type == ColumnType::text)
      return std::find(rule_->values.begin(), rule_->values.end(), column_->texts[row]) !=
             rule_->values.end();
    if (column_->type == ColumnType::integer)
      return std::find(numbers_.begin(), numbers_.end(), column_->integers[row]) != numbers_.end();
    return std::any_of(numbers_.begin(), numbers_.end(), [&](std::int64_t n) {
      return column_->reals[row] == static_cast<double>(n);
    });
  }

  bool in_range(std::size_t row) const {
    if (column_->type == ColumnType::text) return false;
    const double number = column_->type == ColumnType::integer
                              ? static_cast<double>(column_->integers[row])
                              : column_->reals[row];
    return (!rule_->from || number >= *rule_->from) && (!rule_->below || number < *rule_->below);
  }

  const StyleRule* rule_;
  const Column* column_ = nullptr;
  std::vector<std::int64_t> numbers_;
};

void check_names(const StyleSheet& sheet, const std::vector<std::string>& only) {
  for (const auto& name : only) {
    const auto* style = sheet.find(name);
    if (style != nullptr && !style->rules.empty()) continue;
    std::string all;
    for (const auto& layer : sheet.layers)
      if (!layer.rules.empty() && all.find(layer.table) == std::string::npos)
        all += (all.empty() ? "" : ", ") + layer.table;
    throw Error(ErrorKind::usage, "layer {}: the style sheet {} does not draw it. It draws {}.",
                name, sheet.name, all);
  }
}

}  // namespace

std::optional<SceneLayer> make_layer(const FeatureTable& table, const LayerStyle& style,
                                     std::shared_ptr<const SpatialIndex> index, const Job& job) {
  SceneLayer layer;
  layer.table = &table;
  layer.style = &style;
  std::vector<RuleTest> tests;
  for (const auto& rule : style.rules) tests.emplace_back(rule, table);
  for (const auto& test : tests) layer.applies.push_back(test.applies());
  if (std::find(layer.applies.begin(), layer.applies.end(), true) == layer.applies.end())
    return std::nullopt;

  const std::size_t rows = table.shapes.size();
  layer.rule_of_row.assign(rows, SceneLayer::no_rule);
  parallel_for(job, rows, 50000, text("sorting rows into the legend"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t row = begin; row < end; ++row) {
                   // What has no shape is not drawn: the row of what lies outside all units.
                   if (table.shapes.feature_points(row).empty()) continue;
                   for (std::size_t r = 0; r < tests.size(); ++r)
                     if (tests[r].fits(row)) {
                       layer.rule_of_row[row] = static_cast<std::uint8_t>(r);
                       break;
                     }
                 }
               });
  layer.counts.assign(style.rules.size(), 0);
  for (const auto rule : layer.rule_of_row)
    if (rule != SceneLayer::no_rule) ++layer.counts[rule];
  layer.index = index ? std::move(index) : std::make_shared<const SpatialIndex>(table.shapes.boxes);
  return layer;
}

namespace {

/// Ground and outlines reach as far as their source goes; they are no reason to shrink the town.
bool is_surroundings(std::string_view table) {
  static constexpr std::string_view tables[] = {"context",     "unit_summary", "study_area",
                                                "open_land",   "water",        "built_up",
                                                "carriageway", "land_use"};
  return std::ranges::find(tables, table) != std::end(tables);
}

}  // namespace

Box Scene::extent() const {
  Box polygons;
  Box all;
  for (const auto& layer : layers)
    for (std::size_t row = 0; row < layer.rule_of_row.size(); ++row) {
      if (layer.rule_of_row[row] == SceneLayer::no_rule || layer.table->shapes.boxes[row].empty())
        continue;
      all.add(layer.table->shapes.boxes[row]);
      if (layer.polygonal() && !is_surroundings(layer.table->name))
        polygons.add(layer.table->shapes.boxes[row]);
    }
  return polygons.empty() ? all : polygons;
}

Scene make_scene(std::span<const FeatureTable> tables, const StyleSheet& sheet,
                 const std::vector<std::string>& only, const Job& job) {
  check_names(sheet, only);
  Scene scene;
  for (const auto& style : sheet.layers) {
    const bool wanted =
        only.empty() ? style.shown : std::find(only.begin(), only.end(), style.table) != only.end();
    const auto table = std::find_if(tables.begin(), tables.end(),
                                    [&](const FeatureTable& t) { return t.name == style.table; });
    if (!wanted || table == tables.end() || table->geometry == TableGeometry::none) continue;
    if (auto layer = make_layer(*table, style, nullptr, job))
      scene.layers.push_back(std::move(*layer));
  }
  return scene;
}

std::string cell_text(const Column& column, std::size_t row) {
  if (!column.has(row)) return {};
  if (column.type == ColumnType::text) return std::string(column.texts[row]);
  if (column.type == ColumnType::integer) return fmt::format("{}", column.integers[row]);
  const double value = column.reals[row];
  return value == std::round(value) ? fmt::format("{:.0f}", value) : fmt::format("{:.1f}", value);
}

}  // namespace firebreak::render
