#include "render/live_scene.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

namespace firebreak::render {

namespace {

bool ask_the_same(const LayerStyle& a, const LayerStyle& b) {
  return std::equal(a.rules.begin(), a.rules.end(), b.rules.begin(), b.rules.end(),
                    [](const StyleRule& x, const StyleRule& y) {
                      return x.field == y.field && x.values == y.values && x.from == y.from &&
                             x.below == y.below && x.missing == y.missing;
                    });
}

std::vector<std::size_t> counts_of(const LiveLayer& layer) {
  if (!layer.filter) return layer.scene.counts;
  std::vector<std::size_t> counts(layer.scene.counts.size(), 0);
  for (std::size_t row = 0; row < layer.scene.rule_of_row.size(); ++row)
    if (const auto rule = layer.scene.rule_of_row[row];
        rule != SceneLayer::no_rule && layer.filter->rows[row] != 0)
      ++counts[rule];
  return counts;
}

std::optional<SceneLayer> layer_of(const FeatureTable& table, const LayerStyle& style,
                                   const LiveScene& made, const LiveScene* previous,
                                   const Job& job) {
  std::shared_ptr<const SpatialIndex> index;
  for (const LiveScene* from : {previous, &made}) {
    if (from == nullptr) continue;
    for (const auto& old : from->layers) {
      if (old.scene.table != &table) continue;
      index = old.scene.index;
      if (!ask_the_same(*old.scene.style, style)) continue;
      SceneLayer layer = old.scene;
      layer.style = &style;
      return layer;
    }
  }
  return make_layer(table, style, index, job);
}

}  // namespace

bool LiveLayer::draws(std::size_t row) const {
  const auto rule = scene.rule_of_row[row];
  return rule != SceneLayer::no_rule && shown_rules[rule] != 0 &&
         (!filter || filter->others > 0 || filter->rows[row] != 0);
}

std::shared_ptr<const LiveScene> make_live_scene(
    std::vector<std::shared_ptr<const FeatureTable>> tables, StyleSheet style,
    const std::vector<LiveLook>& looks, const std::vector<RowFilter>& filters,
    const std::shared_ptr<const LiveScene>& previous, const Job& job) {
  auto scene = std::make_shared<LiveScene>();
  scene->tables = std::move(tables);
  scene->style = std::move(style);
  if (previous) scene->revision = previous->revision + 1;
  for (const auto& look : scene->style.layers) {
    job.check();
    const auto table = std::find_if(scene->tables.begin(), scene->tables.end(),
                                    [&](const auto& t) { return t->name == look.table; });
    if (table == scene->tables.end() || (*table)->geometry == TableGeometry::none) continue;
    auto made = layer_of(**table, look, *scene, previous.get(), job);
    if (!made) continue;
    LiveLayer layer;
    layer.scene = std::move(*made);
    layer.shown = look.shown;
    layer.shown_rules.assign(look.rules.size(), 1);
    for (const auto& chosen : looks) {
      if (chosen.table != look.table || chosen.title != look.title) continue;
      layer.shown = chosen.shown;
      layer.opacity = std::clamp(chosen.opacity, 0.0, 1.0);
      for (std::size_t r = 0; r < look.rules.size(); ++r)
        if (std::find(chosen.hidden_rules.begin(), chosen.hidden_rules.end(),
                      look.rules[r].title) != chosen.hidden_rules.end())
          layer.shown_rules[r] = 0;
    }
    for (const auto& filter : filters)
      if (filter.table == look.table) {
        if (filter.rows.size() != (*table)->shapes.size())
          throw std::invalid_argument("row filter of another table");
        layer.filter = std::make_shared<const RowFilter>(filter);
      }
    layer.counts = counts_of(layer);
    for (const Box& box : (*table)->shapes.boxes)
      if (!box.empty()) scene->extent.add(box);
    scene->layers.push_back(std::move(layer));
  }
  return scene;
}

}  // namespace firebreak::render
