#include <QColorDialog>
#include <QInputDialog>
#include <QMenu>

#include "gui/layer_panel.hpp"
#include "gui/words.hpp"
#include "render/key_figures.hpp"
#include "render/symbol.hpp"

/// What a right click on a layer or a legend entry offers.
namespace firebreak::gui {

namespace {

Box box_of_rule(const render::LiveLayer& layer, int rule) {
  Box box;
  const auto& rows = layer.scene.rule_of_row;
  for (std::size_t row = 0; row < rows.size(); ++row)
    if (rule < 0 || rows[row] == rule) box.add(layer.scene.table->shapes.boxes[row]);
  return box;
}

std::vector<std::uint32_t> rows_of_rule(const render::LiveLayer& layer, int rule) {
  std::vector<std::uint32_t> found;
  const auto& rows = layer.scene.rule_of_row;
  for (std::uint32_t row = 0; row < rows.size(); ++row)
    if (rule < 0 ? rows[row] != render::SceneLayer::no_rule : rows[row] == rule)
      found.push_back(row);
  return found;
}

Colour from_qt(const QColor& c) {
  return {static_cast<std::uint8_t>(c.red()), static_cast<std::uint8_t>(c.green()),
          static_cast<std::uint8_t>(c.blue()), static_cast<std::uint8_t>(c.alpha())};
}

}  // namespace

void LayerPanel::menu(const QPoint& at) {
  QTreeWidgetItem* item = tree_->itemAt(at);
  const render::LiveLayer* layer = layer_of(item);
  if (layer == nullptr) return;
  const int rule = rule_of(item);
  const LayerStyle& style = *layer->scene.style;
  QMenu menu;
  menu.addAction(words("Zoom to"),
                 [this, box = box_of_rule(*layer, rule)] { context_.canvas.zoom_to(box); });
  menu.addAction(words("Show only this"), [this, item] { isolate(item); });
  menu.addAction(words("Select its features"),
                 [this, table = style.table, rows = rows_of_rule(*layer, rule)] {
                   context_.document.select({table, rows, std::nullopt});
                 });
  menu.addSeparator();
  if (rule >= 0) {
    const StyleRule& entry = style.rules[static_cast<std::size_t>(rule)];
    if (entry.symbol.fill)
      menu.addAction(words("Fill colour …"), [this, item] { choose_colour(item, true); });
    if (entry.symbol.stroke)
      menu.addAction(words("Line colour …"), [this, item] { choose_colour(item, false); });
    if (entry.from || entry.below)
      menu.addAction(words("Class breaks …"), [this, item] { change_breaks(item); });
    menu.addSeparator();
  }
  menu.addAction(
      style.min_scale ? words("Draw at every scale")
                      : words("Draw from this scale on: 1:{}",
                              render::grouped(std::round(context_.canvas.scale()))),
      [this, item, limited = style.min_scale.has_value()] { limit_scale(item, !limited); });
  menu.addAction(words("Look as it came"), [this, table = style.table, title = style.title] {
    context_.document.edit(tr_key("Look as it came"), [&](io::Project& project) {
      std::erase_if(project.view.looks, [&](const RuleLook& look) {
        return look.table == table && look.layer == title;
      });
      std::erase_if(project.view.layers, [&](const LayerView& view) {
        return view.table == table && view.title == title;
      });
      project.view.ordered = false;
    });
  });
  menu.exec(tree_->viewport()->mapToGlobal(at));
}

void LayerPanel::choose_colour(QTreeWidgetItem* item, bool fill) {
  const render::LiveLayer* layer = layer_of(item);
  if (layer == nullptr || rule_of(item) < 0) return;
  const LayerStyle style = *layer->scene.style;
  const StyleRule rule = style.rules[static_cast<std::size_t>(rule_of(item))];
  const auto now = fill ? rule.symbol.fill : rule.symbol.stroke;
  const QColor chosen =
      QColorDialog::getColor(render::to_qt(now.value_or(Colour{})), this,
                             to_qt(translate(rule.title)), QColorDialog::ShowAlphaChannel);
  if (!chosen.isValid()) return;
  context_.document.edit(tr_key("Colour"), [&](io::Project& project) {
    RuleLook& look = project.view.look(style.table, style.title, rule.title);
    (fill ? look.fill : look.stroke) = from_qt(chosen);
  });
}

void LayerPanel::change_breaks(QTreeWidgetItem* item) {
  const render::LiveLayer* layer = layer_of(item);
  if (layer == nullptr || rule_of(item) < 0) return;
  const LayerStyle style = *layer->scene.style;
  const StyleRule rule = style.rules[static_cast<std::size_t>(rule_of(item))];
  std::optional<double> from = rule.from;
  std::optional<double> below = rule.below;
  bool ok = true;
  if (from)
    from = QInputDialog::getDouble(this, to_qt(translate(rule.title)), words("From"), *from, -1e9,
                                   1e9, 3, &ok);
  if (ok && below)
    below = QInputDialog::getDouble(this, to_qt(translate(rule.title)), words("Below"), *below,
                                    -1e9, 1e9, 3, &ok);
  if (!ok) return;
  if (from && below && *from >= *below)
    return context_.document.tell(
        words("A class from {} to below {} holds nothing.", *from, *below), Tone::notice);
  context_.document.edit(tr_key("Class breaks"), [&](io::Project& project) {
    RuleLook& look = project.view.look(style.table, style.title, rule.title);
    look.from = from;
    look.below = below;
  });
}

void LayerPanel::limit_scale(QTreeWidgetItem* item, bool limited) {
  const render::LiveLayer* layer = layer_of(item);
  if (layer == nullptr) return;
  const std::string table = layer->scene.style->table;
  const std::string title = layer->scene.style->title;
  const bool shown = layer->shown;
  constexpr double every_scale = 1e9;
  const double limit = limited ? std::round(context_.canvas.scale()) : every_scale;
  context_.document.edit(tr_key("Scale limit"), [&](io::Project& project) {
    LayerView& view = project.view.layer(table, title);
    view.shown = shown;
    view.min_scale = limit;
  });
}

void LayerPanel::isolate(QTreeWidgetItem* item) {
  const render::LiveLayer* chosen = layer_of(item);
  const auto scene = context_.document.scene();
  if (chosen == nullptr) return;
  const int rule = rule_of(item);
  context_.document.edit(tr_key("Show only this"), [&](io::Project& project) {
    if (rule < 0) {
      for (const render::LiveLayer& layer : scene->layers) {
        LayerView& view = project.view.layer(layer.scene.style->table, layer.scene.style->title);
        view.opacity = layer.opacity;
        view.shown = &layer == chosen;
      }
      return;
    }
    const LayerStyle& style = *chosen->scene.style;
    for (std::size_t r = 0; r < style.rules.size(); ++r)
      project.view.look(style.table, style.title, style.rules[r].title).hidden =
          static_cast<int>(r) != rule;
  });
}

}  // namespace firebreak::gui
