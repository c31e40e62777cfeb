#include "core/model/view_settings.hpp"

#include <algorithm>

namespace firebreak {

namespace {

constexpr double every_scale = 1e9;

}  // namespace

const LayerView* ViewSettings::find(std::string_view table, std::string_view title) const {
  for (const LayerView& layer : layers)
    if (layer.table == table && layer.title == title) return &layer;
  return nullptr;
}

const RuleLook* ViewSettings::find(std::string_view table, std::string_view layer,
                                   std::string_view rule) const {
  for (const RuleLook& look : looks)
    if (look.table == table && look.layer == layer && look.rule == rule) return &look;
  return nullptr;
}

LayerView& ViewSettings::layer(std::string_view table, std::string_view title) {
  if (const LayerView* found = find(table, title))
    return layers[static_cast<std::size_t>(found - layers.data())];
  LayerView made;
  made.table = table;
  made.title = title;
  layers.push_back(std::move(made));
  return layers.back();
}

RuleLook& ViewSettings::look(std::string_view table, std::string_view layer,
                             std::string_view rule) {
  if (const RuleLook* found = find(table, layer, rule))
    return looks[static_cast<std::size_t>(found - looks.data())];
  RuleLook made;
  made.table = table;
  made.layer = layer;
  made.rule = rule;
  looks.push_back(std::move(made));
  return looks.back();
}

StyleSheet styled(const StyleSheet& sheet, const ViewSettings& view) {
  StyleSheet out = sheet;
  // The view lists the topmost first, the sheet the lowest.
  const auto rank = [&](const LayerStyle& layer) {
    const LayerView* named = view.find(layer.table, layer.title);
    return named == nullptr ? std::ptrdiff_t{-1}
                            : std::ptrdiff_t(view.layers.size()) - (named - view.layers.data());
  };
  if (view.ordered)
    std::stable_sort(out.layers.begin(), out.layers.end(),
                     [&](const LayerStyle& a, const LayerStyle& b) { return rank(a) < rank(b); });
  for (LayerStyle& layer : out.layers) {
    if (const LayerView* named = view.find(layer.table, layer.title); named && named->min_scale) {
      layer.min_scale = named->min_scale;
      if (*named->min_scale >= every_scale) layer.min_scale.reset();
    }
    for (StyleRule& rule : layer.rules) {
      const RuleLook* look = view.find(layer.table, layer.title, rule.title);
      if (look == nullptr) continue;
      if (look->fill) rule.symbol.fill = look->fill;
      if (look->stroke) rule.symbol.stroke = look->stroke;
      if (look->stroke_mm) rule.symbol.stroke_mm = *look->stroke_mm;
      if (look->size_mm) rule.symbol.size_mm = *look->size_mm;
      if (look->from) rule.from = look->from;
      if (look->below) rule.below = look->below;
    }
  }
  return out;
}

}  // namespace firebreak
