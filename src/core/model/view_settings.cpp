#include "core/model/view_settings.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/text.hpp"
#include "core/model/colour_ramp.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak {

namespace {

constexpr double every_scale = 1e9;

/// What classes are drawn like: the first symbol that shows something.
Symbol model_of(const LayerStyle& layer) {
  for (const StyleRule& rule : layer.rules)
    if (rule.symbol.fill && rule.symbol.fill->alpha > 0) return rule.symbol;
  return layer.rules.empty() ? Symbol() : layer.rules.front().symbol;
}

void take_view(LayerStyle& layer, const LayerView& said, const HasColumn& has) {
  if (said.min_scale) layer.min_scale = said.min_scale;
  if (layer.min_scale && *layer.min_scale >= every_scale) layer.min_scale.reset();
  if (said.max_scale) layer.max_scale = said.max_scale;
  if (layer.max_scale && *layer.max_scale <= 0) layer.max_scale.reset();
  if (said.labels) layer.labels = *said.labels;
  if (said.graduated && has(layer.table, said.graduated->column))
    layer.rules = graduated_rules(*said.graduated, model_of(layer));
}

void take_look(StyleRule& rule, const RuleLook& look) {
  if (look.fill) rule.symbol.fill = look.fill;
  if (look.stroke) rule.symbol.stroke = look.stroke;
  if (look.stroke_mm) rule.symbol.stroke_mm = *look.stroke_mm;
  if (look.size_mm) rule.symbol.size_mm = *look.size_mm;
  const auto from = look.from ? look.from : rule.from;
  const auto below = look.below ? look.below : rule.below;
  // The sheet's words tell of the sheet's breaks.
  if (from != rule.from || below != rule.below) rule.own_title = range_text(from, below);
  rule.from = from;
  rule.below = below;
}

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

bool has_numbers(const FeatureTable& table, std::string_view column) {
  const Column* found = table.column(column);
  return found != nullptr && found->type != ColumnType::text;
}

HasColumn columns_in(std::span<const FeatureTable> tables) {
  return [tables](std::string_view table, std::string_view column) {
    const auto found = std::ranges::find(tables, table, &FeatureTable::name);
    return found == tables.end() || has_numbers(*found, column);
  };
}

StyleSheet styled(const StyleSheet& sheet, const ViewSettings& view, const HasColumn& has) {
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
    if (const LayerView* named = view.find(layer.table, layer.title)) take_view(layer, *named, has);
    for (StyleRule& rule : layer.rules)
      if (const RuleLook* look = view.find(layer.table, layer.title, rule.title))
        take_look(rule, *look);
  }
  return out;
}

StyleSheet file_style(const StyleSheet& sheet, const ViewSettings& view, const HasColumn& has) {
  StyleSheet out = styled(sheet, view, has);
  for (LayerStyle& layer : out.layers) {
    const LayerView* named = view.find(layer.table, layer.title);
    if (named == nullptr || named->opacity == 1) continue;
    const auto fade = [&](std::optional<Colour>& colour) {
      if (colour)
        colour->alpha = static_cast<std::uint8_t>(
            std::lround(std::clamp(named->opacity, 0.0, 1.0) * colour->alpha));
    };
    for (StyleRule& rule : layer.rules) {
      fade(rule.symbol.fill);
      fade(rule.symbol.stroke);
    }
  }
  return out;
}

std::vector<std::string> classes_without_column(const StyleSheet& sheet, const ViewSettings& view,
                                                const HasColumn& has) {
  std::vector<std::string> sentences;
  for (const LayerStyle& layer : sheet.layers) {
    const LayerView* said = view.find(layer.table, layer.title);
    if (said != nullptr && said->graduated && !has(layer.table, said->graduated->column))
      sentences.push_back(no_column_words(layer.title, said->graduated->column));
  }
  return sentences;
}

std::string no_column_words(std::string_view layer_title, std::string_view column) {
  return text(
      "{}: the column {} that its classes ask for is not there, so it is drawn by the rules of the "
      "style sheet. The classes are kept; choose another column, or assess with what gives this "
      "one.",
      translate(layer_title), column);
}

std::vector<StyleRule> graduated_rules(const Graduated& graduated, const Symbol& model) {
  const std::size_t classes = graduated.breaks.size() + 1;
  const std::vector<Colour> colours = ramp_colours(graduated.ramp, classes);
  std::vector<StyleRule> rules;
  const auto add = [&](const Colour& colour) -> StyleRule& {
    StyleRule& rule = rules.emplace_back();
    rule.field = graduated.column;
    rule.symbol = model;
    rule.symbol.hatch = Hatch::none;
    (model.fill ? rule.symbol.fill : rule.symbol.stroke) = colour;
    return rule;
  };
  // The highest first, as legends of grades stand.
  for (std::size_t c = classes; c-- > 0;) {
    StyleRule& rule = add(colours[c]);
    if (c > 0) rule.from = graduated.breaks[c - 1];
    if (c + 1 < classes) rule.below = graduated.breaks[c];
    rule.title = classes == 1 ? graduated.column : range_text(rule.from, rule.below);
  }
  // Unknown is hatched or dashed grey, never a colour of the ramp.
  constexpr Colour unknown{0x6e, 0x6e, 0x6e, 255};
  StyleRule& none = add({0xf2, 0xf2, 0xf2, 255});
  none.missing = true;
  none.title = tr_key("No value");
  none.symbol.stroke = unknown;
  if (model.fill)
    none.symbol.hatch = Hatch::backward;
  else
    none.symbol.dash_mm = {0.6, 0.6};
  return rules;
}

}  // namespace firebreak
