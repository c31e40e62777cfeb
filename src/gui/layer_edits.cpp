#include "gui/layer_edits.hpp"

#include <QHash>
#include <algorithm>

#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

constexpr double every_scale = 1e9;  // as ViewSettings says it

/// Fading is one undo step a layer, however often the slider moves.
int merge_id_of(const LayerKey& key) {
  const std::size_t hash = std::hash<std::string>{}(key.table + "\n" + key.title);
  return static_cast<int>(hash & 0x3FFFFFFFU) | 0x40000000;
}

RuleLook& look_of(io::Project& project, const LayerKey& layer, const std::string& rule) {
  return project.view.look(layer.table, layer.title, rule);
}

/// Does something with the look of the entry, or of all entries of the layer.
void change_looks(Document& document, const char* what, const LayerKey& key,
                  const std::function<void(RuleLook&)>& change) {
  const render::LiveLayer* layer = find_layer(document.scene().get(), key);
  if (layer == nullptr) return;
  std::vector<std::string> rules{key.rule};
  if (key.rule.empty()) {
    rules.clear();
    for (const StyleRule& rule : layer->scene.style->rules) rules.push_back(rule.title);
  }
  document.edit(what, [&](io::Project& project) {
    for (const std::string& rule : rules) change(look_of(project, key, rule));
  });
}

void change_view(Document& document, const char* what, const LayerKey& key,
                 const std::function<void(LayerView&)>& change, int merge_id = 0) {
  const render::LiveLayer* layer = find_layer(document.scene().get(), key);
  if (layer == nullptr) return;
  document.edit(
      what, [&](io::Project& project) { change(view_of(project, *layer)); }, merge_id);
}

}  // namespace

const render::LiveLayer* find_layer(const render::LiveScene* scene, const LayerKey& key) {
  if (scene == nullptr) return nullptr;
  const auto found = std::ranges::find_if(scene->layers, [&](const render::LiveLayer& layer) {
    return layer.scene.style->table == key.table && layer.scene.style->title == key.title;
  });
  return found == scene->layers.end() ? nullptr : &*found;
}

std::optional<std::size_t> find_rule(const LayerStyle& style, const LayerKey& key) {
  if (key.rule.empty()) return std::nullopt;
  const auto found = std::ranges::find(style.rules, key.rule, &StyleRule::title);
  if (found == style.rules.end()) return std::nullopt;
  return static_cast<std::size_t>(found - style.rules.begin());
}

LayerView& view_of(io::Project& project, const render::LiveLayer& layer) {
  const LayerStyle& style = *layer.scene.style;
  const bool said = project.view.find(style.table, style.title) != nullptr;
  LayerView& view = project.view.layer(style.table, style.title);
  if (!said) view.shown = layer.shown;
  return view;
}

void show_layer(Document& document, const LayerKey& key, bool on) {
  if (key.rule.empty())
    return change_view(document, tr_key("Layer shown or hidden"), key,
                       [&](LayerView& view) { view.shown = on; });
  change_looks(document, tr_key("Legend entry shown or hidden"), key,
               [&](RuleLook& look) { look.hidden = !on; });
}

void show_only(Document& document, const LayerKey& key) {
  const auto scene = document.scene();
  const render::LiveLayer* chosen = find_layer(scene.get(), key);
  if (chosen == nullptr) return;
  document.edit(tr_key("Show only this"), [&](io::Project& project) {
    if (key.rule.empty()) {
      for (const render::LiveLayer& layer : scene->layers)
        view_of(project, layer).shown = &layer == chosen;
      return;
    }
    for (const StyleRule& rule : chosen->scene.style->rules)
      look_of(project, key, rule.title).hidden = rule.title != key.rule;
  });
}

void fade_layer(Document& document, const LayerKey& key, double opacity) {
  change_view(
      document, tr_key("Opacity"), key, [&](LayerView& view) { view.opacity = opacity; },
      merge_id_of(key));
}

void colour_rule(Document& document, const LayerKey& key, ColourOf what, const Colour& colour) {
  change_looks(document, tr_key("Colour"), key, [&](RuleLook& look) {
    (what == ColourOf::fill ? look.fill : look.stroke) = colour;
  });
}

void set_line_width(Document& document, const LayerKey& key, double mm) {
  change_looks(document, tr_key("Line width"), key, [&](RuleLook& look) { look.stroke_mm = mm; });
}

void set_marker_size(Document& document, const LayerKey& key, double mm) {
  change_looks(document, tr_key("Size of markers"), key,
               [&](RuleLook& look) { look.size_mm = mm; });
}

void set_breaks(Document& document, const LayerKey& key, std::optional<double> from,
                std::optional<double> below) {
  const render::LiveLayer* layer = find_layer(document.scene().get(), key);
  if (layer == nullptr) return;
  const LayerStyle style = *layer->scene.style;
  const auto at = find_rule(style, key);
  if (!at) return;
  const StyleRule& rule = style.rules[*at];
  // The neighbours move along; none of them may be left without a number that fits.
  for (const StyleRule& other : style.rules) {
    if (other.field != rule.field) continue;
    auto first = other.from;
    auto last = other.below;
    if (other.title == rule.title) {
      first = from, last = below;
    } else {
      if (rule.from && other.below == rule.from) last = from;
      if (rule.below && other.from == rule.below) first = below;
    }
    if (first && last && *first >= *last)
      return document.tell(words("A class from {} to below {} holds nothing.", *first, *last),
                           Tone::notice);
  }
  document.edit(tr_key("Class breaks"), [&](io::Project& project) {
    for (const StyleRule& other : style.rules) {
      if (other.field != rule.field) continue;
      if (other.title == rule.title) {
        RuleLook& look = look_of(project, key, other.title);
        look.from = from;
        look.below = below;
      } else {
        if (rule.from && other.below == rule.from) look_of(project, key, other.title).below = from;
        if (rule.below && other.from == rule.below) look_of(project, key, other.title).from = below;
      }
    }
  });
}

void set_classes(Document& document, const LayerKey& key, std::optional<Graduated> classes) {
  const render::LiveLayer* layer = find_layer(document.scene().get(), key);
  if (layer == nullptr) return;
  document.edit(tr_key("Classes of a column"), [&](io::Project& project) {
    view_of(project, *layer).graduated = classes;
    // What was said of the classes before is void: these are others.
    std::erase_if(project.view.looks, [&](const RuleLook& look) {
      return look.table == key.table && look.layer == key.title;
    });
  });
}

void limit_scales(Document& document, const LayerKey& key, std::optional<double> finest,
                  std::optional<double> coarsest) {
  change_view(document, tr_key("Scale limit"), key, [&](LayerView& view) {
    view.max_scale = finest.value_or(0);
    view.min_scale = coarsest.value_or(every_scale);
  });
}

void set_labels(Document& document, const LayerKey& key, bool on) {
  change_view(document, tr_key("Labels"), key, [&](LayerView& view) { view.labels = on; });
}

void restore_look(Document& document, const LayerKey& key) {
  const render::LiveLayer* layer = find_layer(document.scene().get(), key);
  document.edit(tr_key("Look as it came"), [&](io::Project& project) {
    std::erase_if(project.view.looks, [&](const RuleLook& look) {
      return look.table == key.table && look.layer == key.title;
    });
    for (LayerView& view : project.view.layers) {
      if (view.table != key.table || view.title != key.title) continue;
      LayerView plain;
      plain.table = key.table;
      plain.title = key.title;
      plain.shown = layer == nullptr ? view.shown : layer->shown;
      view = std::move(plain);
    }
  });
}

void restore_order(Document& document) {
  document.edit(tr_key("Order as it came"),
                [](io::Project& project) { project.view.ordered = false; });
}

void order_layers(Document& document, const std::vector<const render::LiveLayer*>& order) {
  document.edit(tr_key("Order of layers"), [&](io::Project& project) {
    std::vector<LayerView> views;
    for (const render::LiveLayer* layer : order) views.push_back(view_of(project, *layer));
    // Layers without a table just now keep their place below the others.
    for (const LayerView& said : project.view.layers)
      if (std::ranges::none_of(views, [&](const LayerView& view) {
            return view.table == said.table && view.title == said.title;
          }))
        views.push_back(said);
    project.view.layers = std::move(views);
    project.view.ordered = true;
  });
}

const render::LiveLayer* layer_beside(const Document& document, const LayerKey& key, Towards side) {
  const auto scene = document.scene();
  const render::LiveLayer* layer = find_layer(scene.get(), key);
  if (layer == nullptr) return nullptr;
  const bool input = document.is_input(key.table);
  const std::ptrdiff_t step = side == Towards::top ? 1 : -1;
  const auto& layers = scene->layers;  // the lowest first
  for (auto at = layer - layers.data() + step; at >= 0 && at < std::ssize(layers); at += step)
    if (const auto& other = layers[static_cast<std::size_t>(at)];
        document.is_input(other.scene.style->table) == input)
      return &other;
  return nullptr;
}

void move_layer(Document& document, const LayerKey& key, Towards side) {
  const auto scene = document.scene();
  const render::LiveLayer* layer = find_layer(scene.get(), key);
  const render::LiveLayer* other = layer_beside(document, key, side);
  if (other == nullptr) return;
  std::vector<const render::LiveLayer*> order;
  for (std::size_t at = scene->layers.size(); at-- > 0;) order.push_back(&scene->layers[at]);
  std::swap(*std::ranges::find(order, layer), *std::ranges::find(order, other));
  order_layers(document, order);
}

}  // namespace firebreak::gui
