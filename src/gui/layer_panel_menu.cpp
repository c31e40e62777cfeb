#include <QColorDialog>
#include <QMenu>
#include <tuple>

#include "gui/classes_dialog.hpp"
#include "gui/layer_edits.hpp"
#include "gui/layer_items.hpp"
#include "gui/layer_panel.hpp"
#include "gui/number_dialog.hpp"
#include "gui/words.hpp"
#include "render/key_figures.hpp"
#include "render/symbol.hpp"

/// What a right click on a layer or a legend entry offers. Nothing here waits for the user: while a
/// menu or a question is open the scene may be another, so each is kept with a name, never with a
/// row of the tree.
namespace firebreak::gui {

namespace {

bool is_of(const render::LiveLayer& layer, std::size_t row, std::optional<std::size_t> rule) {
  if (layer.filter && layer.filter->rows[row] == 0) return false;
  const auto has = layer.scene.rule_of_row[row];
  return rule ? has == *rule : has != render::SceneLayer::no_rule;
}

Selection rows_of(const Document& document, const LayerKey& key) {
  const auto scene = document.scene();
  const render::LiveLayer* layer = find_layer(scene.get(), key);
  if (layer == nullptr) return {};
  Selection selection{key.table, {}, std::nullopt};
  const auto rule = find_rule(*layer->scene.style, key);
  for (std::uint32_t row = 0; row < layer->scene.rule_of_row.size(); ++row)
    if (is_of(*layer, row, rule)) selection.rows.push_back(row);
  return selection;
}

Colour from_qt(const QColor& c) {
  return {static_cast<std::uint8_t>(c.red()), static_cast<std::uint8_t>(c.green()),
          static_cast<std::uint8_t>(c.blue()), static_cast<std::uint8_t>(c.alpha())};
}

/// The symbol that a question about an entry, or about a whole layer, begins with.
const StyleRule* rule_of(const render::LiveLayer& layer, const LayerKey& key) {
  const LayerStyle& style = *layer.scene.style;
  return style.rules.empty() ? nullptr : &style.rules[find_rule(style, key).value_or(0)];
}

QString name_of(const LayerKey& key, const StyleRule* rule) {
  return key.rule.empty() || rule == nullptr ? title_words(key.title)
                                             : to_qt(legend_text(*rule, language()));
}

}  // namespace

void LayerPanel::popup(const QPoint& global) {
  const QTreeWidgetItem* item = tree_->currentItem();
  if (item == nullptr || current_layer() == nullptr) return;
  auto* menu = new QMenu(this);
  menu->setObjectName("layer_menu_entries");
  menu->setAttribute(Qt::WA_DeleteOnClose);
  fill_menu(*menu, key_of(*item));
  menu->popup(global);
}

void LayerPanel::fill_menu(QMenu& menu, const LayerKey& key) {
  const auto scene = context_.document.scene();
  const render::LiveLayer* layer = find_layer(scene.get(), key);
  if (layer == nullptr) return;
  const auto add = [&](const char* name, const QString& text, auto run) {
    QAction* action = menu.addAction(text, this, run);
    action->setObjectName(name);
    return action;
  };
  add("layer_zoom", key.rule.empty() ? words("Zoom to layer") : words("Zoom to"), [this, key] {
    const TablePtr table = context_.document.table(key.table);
    if (!table) return;
    Box box;
    for (const std::uint32_t row : rows_of(context_.document, key).rows)
      if (row < table->shapes.size()) box.add(table->shapes.boxes[row]);
    context_.canvas.zoom_to(box);
  });
  add("layer_only", words("Show only this"), [this, key] { show_only(context_.document, key); });
  add("layer_select", words("Select its features"),
      [this, key] { context_.document.select(rows_of(context_.document, key)); });
  add("layer_rows", words("Open attribute table"),
      [this, key] { context_.document.show_rows(rows_of(context_.document, key)); });
  menu.addSeparator();
  add_looks(menu, *layer, key);
  menu.addSeparator();
  add_layer_looks(menu, *layer, key);
}

/// Of one entry or, where it makes sense, of all entries of the layer.
void LayerPanel::add_looks(QMenu& menu, const render::LiveLayer& layer, const LayerKey& key) {
  const auto add = [&](const char* name, const QString& text, auto run) {
    menu.addAction(text, this, run)->setObjectName(name);
  };
  const StyleRule* rule = rule_of(layer, key);
  if (rule == nullptr) return;
  if (!key.rule.empty() && rule->symbol.fill)
    add("layer_fill", words("Fill colour …"), [this, key] { choose_colour(key, true); });
  if (!key.rule.empty() && rule->symbol.stroke)
    add("layer_line", words("Line colour …"), [this, key] { choose_colour(key, false); });
  if (rule->symbol.stroke)
    add("layer_width", words("Line width …"), [this, key] { ask_size(key, true); });
  if (layer.scene.table->geometry == TableGeometry::point)
    add("layer_size", words("Size of markers …"), [this, key] { ask_size(key, false); });
  const LayerView* said = context_.document.project().view.find(key.table, key.title);
  const bool graduated = said != nullptr && said->graduated;
  if (!key.rule.empty() && !graduated && (rule->from || rule->below))
    add("layer_breaks", words("Class breaks …"), [this, key] { ask_breaks(key); });
  add("layer_classes", words("Classes of a column …"),
      [this, key] { (new ClassesDialog(context_.document, key, this))->show(); });
}

void LayerPanel::add_layer_looks(QMenu& menu, const render::LiveLayer& layer, const LayerKey& key) {
  const LayerStyle& style = *layer.scene.style;
  const auto add = [&](const char* name, const QString& text, auto run) {
    QAction* action = menu.addAction(text, this, run);
    action->setObjectName(name);
    return action;
  };
  add("layer_opacity_asked", words("Opacity …"), [this, key, now = layer.opacity] {
    ask_numbers(this, name_of(key, nullptr), {{words("Opacity") + " %", 100 * now, 0, 100, 0, {}}},
                [this, key](const auto& values) {
                  fade_layer(context_.document, key, values.front().value_or(0) / 100);
                });
  });
  if (!style.label_field.empty() && layer.scene.table->column(style.label_field) != nullptr) {
    QAction* labels = add("layer_labels", words("Labels"), [this, key, on = !style.labels] {
      set_labels(context_.document, key, on);
    });
    labels->setCheckable(true);
    labels->setChecked(style.labels);
  }
  if (style.min_scale || style.max_scale)
    add("layer_every_scale", words("Draw at every scale"),
        [this, key] { limit_scales(context_.document, key, std::nullopt, std::nullopt); });
  const double now = std::max(1.0, std::round(context_.canvas.scale()));
  add("layer_from_here", words("Draw from this scale on: 1:{}", render::grouped(now)),
      [this, key, now, finest = style.max_scale] {
        // A finest scale beyond this one would leave none at which the layer is drawn.
        limit_scales(context_.document, key, finest && *finest < now ? finest : std::nullopt, now);
      });
  add("layer_scales", words("Scales …"), [this, key] { ask_scales(key); });
  for (const auto& [name, title, side] :
       {std::tuple{"layer_up", tr_key("Move up"), Towards::top},
        std::tuple{"layer_down", tr_key("Move down"), Towards::bottom}}) {
    QAction* move = add(name, words(title),
                        [this, key, side = side] { move_layer(context_.document, key, side); });
    move->setEnabled(layer_beside(context_.document, key, side) != nullptr);
  }
  add("layer_as_it_came", words("Look as it came"),
      [this, key] { restore_look(context_.document, key); });
  if (context_.document.project().view.ordered)
    add("layers_as_they_came", words("Order as it came"),
        [this] { restore_order(context_.document); });
}

void LayerPanel::choose_colour(const LayerKey& key, bool fill) {
  const auto scene = context_.document.scene();
  const render::LiveLayer* layer = find_layer(scene.get(), key);
  const StyleRule* rule = layer == nullptr ? nullptr : rule_of(*layer, key);
  if (rule == nullptr) return;
  const auto now = fill ? rule->symbol.fill : rule->symbol.stroke;
  auto* dialog = new QColorDialog(render::to_qt(now.value_or(Colour{})), this);
  dialog->setObjectName("layer_colour");
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setOption(QColorDialog::ShowAlphaChannel);
  connect(&context_.document, &Document::opened, dialog, &QDialog::close);
  dialog->setWindowTitle(name_of(key, rule));
  connect(dialog, &QColorDialog::colorSelected, this, [this, key, fill](const QColor& chosen) {
    colour_rule(context_.document, key, fill ? ColourOf::fill : ColourOf::line, from_qt(chosen));
  });
  dialog->show();
}

void LayerPanel::ask_breaks(const LayerKey& key) {
  const auto scene = context_.document.scene();
  const render::LiveLayer* layer = find_layer(scene.get(), key);
  const StyleRule* rule = layer == nullptr ? nullptr : rule_of(*layer, key);
  if (rule == nullptr) return;
  constexpr double most = 1e9;
  std::vector<AskedNumber> asked;
  if (rule->from) asked.push_back({words("From"), rule->from, -most, most, 3, {}});
  if (rule->below) asked.push_back({words("Below"), rule->below, -most, most, 3, {}});
  const bool has_from = rule->from.has_value();
  ask_numbers(this, name_of(key, rule), asked, [this, key, has_from](const auto& values) {
    const auto from = has_from ? values.front() : std::nullopt;
    const auto below = has_from && values.size() == 1 ? std::nullopt : values.back();
    set_breaks(context_.document, key, from, below);
  });
}

void LayerPanel::ask_size(const LayerKey& key, bool line) {
  const auto scene = context_.document.scene();
  const render::LiveLayer* layer = find_layer(scene.get(), key);
  const StyleRule* rule = layer == nullptr ? nullptr : rule_of(*layer, key);
  if (rule == nullptr) return;
  constexpr double widest_mm = 10;
  const double now = line ? rule->symbol.stroke_mm : rule->symbol.size_mm;
  const AskedNumber asked{words("Millimetres"), now, line ? 0.0 : 0.2, widest_mm, 2, {}};
  ask_numbers(this, name_of(key, rule), {asked}, [this, key, line](const auto& values) {
    if (line)
      set_line_width(context_.document, key, *values.front());
    else
      set_marker_size(context_.document, key, *values.front());
  });
}

void LayerPanel::ask_scales(const LayerKey& key) {
  const auto scene = context_.document.scene();
  const render::LiveLayer* layer = find_layer(scene.get(), key);
  if (layer == nullptr) return;
  constexpr double most = 1e8;
  const LayerStyle& style = *layer->scene.style;
  const QString none = words("no limit");
  ask_numbers(this, name_of(key, nullptr),
              {{words("Finest scale 1:"), style.max_scale, 0, most, 0, none},
               {words("Coarsest scale 1:"), style.min_scale, 0, most, 0, none}},
              [this, key](const auto& values) {
                if (values[0] && values[1] && *values[0] >= *values[1])
                  return context_.document.tell(
                      words("Between 1:{} and 1:{} there is no scale.", render::grouped(*values[0]),
                            render::grouped(*values[1])),
                      Tone::notice);
                limit_scales(context_.document, key, values[0], values[1]);
              });
}

}  // namespace firebreak::gui
