#include "gui/layer_panel.hpp"

#include <QDropEvent>
#include <QHBoxLayout>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <set>

#include "gui/layer_edits.hpp"
#include "gui/layer_items.hpp"
#include "gui/words.hpp"
#include "gui/wrapped_rows.hpp"

namespace firebreak::gui {

namespace {

/// A tree whose layers can be dragged between those of their group, never into each other.
class LayerTree : public QTreeWidget {
 public:
  using QTreeWidget::QTreeWidget;

 protected:
  void dropEvent(QDropEvent* event) override {
    const QTreeWidgetItem* dragged = currentItem();
    const QTreeWidgetItem* at = itemAt(event->position().toPoint());
    const bool beside =
        dropIndicatorPosition() == AboveItem || dropIndicatorPosition() == BelowItem;
    if (!beside || dragged == nullptr || at == nullptr || at->parent() != dragged->parent())
      return event->ignore();
    QTreeWidget::dropEvent(event);
  }
};

}  // namespace

LayerPanel::LayerPanel(Context& context) : context_(context) {
  tree_ = new LayerTree;
  tree_->setObjectName("layer_tree");
  tree_->setColumnCount(2);
  tree_->setHeaderHidden(true);
  tree_->setIconSize({26, 16});
  tree_->setIndentation(10);
  tree_->setDragDropMode(QAbstractItemView::InternalMove);
  tree_->setContextMenuPolicy(Qt::CustomContextMenu);
  wrap_column(*tree_, 0);
  // A name without a place to break it: such names differ at their ends; the tip has them whole.
  tree_->setTextElideMode(Qt::ElideMiddle);
  say_tip(tree_, tr_key("Check boxes show and hide; drag a layer to order; right click for more"));
  opacity_ = new QSlider(Qt::Horizontal);
  opacity_->setObjectName("layer_opacity");
  opacity_->setRange(0, 100);
  opacity_->setPageStep(10);
  say_tip(opacity_, tr_key("How opaque the chosen layer is"));
  opacity_words_ = new QLabel;
  opacity_words_->setMinimumWidth(110);

  auto* row = new QHBoxLayout;
  row->addWidget(opacity_words_);
  row->addWidget(opacity_, 1);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(2, 4, 2, 4);
  column->addWidget(tree_, 1);
  column->addLayout(row);

  Document& document = context_.document;
  connect(&document, &Document::opened, this, [this] { hidden_with_group_ = {}; });
  connect(&document, &Document::scene_changed, this, &LayerPanel::fill);
  connect(&document, &Document::language_changed, this, &LayerPanel::fill);
  connect(&document, &Document::project_changed, this, [this] {
    if (shown_background_ != background_state()) fill();
  });
  connect(&context_.canvas.background(), &MapBackground::changed, this, [this] {
    if (shown_background_ != background_state()) fill();
  });
  connect(&context_.canvas, &MapCanvas::view_changed, this, [this] {
    if (layers_in_scale() != in_scale_) fill();
  });
  connect(tree_, &QTreeWidget::itemChanged, this, [this](QTreeWidgetItem* item, int) {
    if (!filling_) take_check(item);
  });
  connect(tree_, &QTreeWidget::currentItemChanged, this, &LayerPanel::show_current);
  connect(tree_->model(), &QAbstractItemModel::rowsInserted, this, [this] {
    if (!filling_) QMetaObject::invokeMethod(this, &LayerPanel::take_order, Qt::QueuedConnection);
  });
  connect(tree_, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
    if (tree_->itemAt(at) != nullptr) tree_->setCurrentItem(tree_->itemAt(at));
    popup(tree_->viewport()->mapToGlobal(at));
  });
  context_.actions.add("layer_menu", "map", tr_key("Layer …"),
                       tr_key("What can be done with the layer or the legend entry chosen"),
                       QKeySequence("Ctrl+Alt+G"), [this] {
                         const QRect at = tree_->visualItemRect(tree_->currentItem());
                         popup(tree_->viewport()->mapToGlobal(at.center()));
                       });
  connect(opacity_, &QSlider::valueChanged, this, &LayerPanel::fade);
  fill();
}

std::vector<bool> LayerPanel::layers_in_scale() const {
  std::vector<bool> in_scale;
  if (const auto scene = context_.document.scene())
    for (const render::LiveLayer& layer : scene->layers)
      in_scale.push_back(render::drawn_at(*layer.scene.style, context_.canvas.scale()));
  return in_scale;
}

const render::LiveLayer* LayerPanel::current_layer() const {
  const QTreeWidgetItem* item = tree_->currentItem();
  return item == nullptr ? nullptr : find_layer(context_.document.scene().get(), key_of(*item));
}

std::vector<std::string> LayerPanel::background_state() const {
  const ViewSettings& view = context_.document.project().view;
  std::vector<std::string> state = context_.canvas.background().rasters();
  state.push_back(view.background);
  state.push_back(view.background_raster);
  state.emplace_back(view.background_shown ? "shown" : "hidden");
  return state;
}

void LayerPanel::fill() {
  filling_ = true;
  in_scale_ = layers_in_scale();
  shown_background_ = background_state();
  std::set<std::string> open;
  std::set<std::string> seen;
  const auto name_of = [](const QTreeWidgetItem& item) {
    const RowKind kind = kind_of(item);
    return key_of(item).table + "\n" + key_of(item).title +
           (kind == RowKind::remark          ? "\nremarks"
            : kind == RowKind::empty_classes ? "\nempty"
                                             : "");
  };
  const auto note = [&](const QTreeWidgetItem& item) {
    seen.insert(name_of(item));
    if (item.isExpanded()) open.insert(name_of(item));
  };
  for (int i = 0; i < tree_->topLevelItemCount(); ++i) note(*tree_->topLevelItem(i));
  for (const QTreeWidgetItem* item : layer_rows(*tree_)) {
    note(*item);
    for (const QTreeWidgetItem* fold : folds_of(*item)) note(*fold);
  }
  const auto unfold = [&](QTreeWidgetItem& item, bool at_first) {
    item.setExpanded(seen.contains(name_of(item)) ? open.contains(name_of(item)) : at_first);
  };
  const auto* now = tree_->currentItem();
  const LayerKey current = now == nullptr ? LayerKey{} : key_of(*now);
  const bool any = now != nullptr;
  const int scrolled = tree_->verticalScrollBar()->value();
  tree_->clear();
  const Document& document = context_.document;
  std::vector<QTreeWidgetItem*> rows;
  for (const LayerGroup group : {LayerGroup::results, LayerGroup::inputs}) {
    const auto scene = document.scene();
    QTreeWidgetItem* holder = nullptr;
    for (std::size_t at = scene ? scene->layers.size() : 0; at-- > 0;) {
      const render::LiveLayer& layer = scene->layers[at];
      if (group_of(document, layer.scene.style->table) != group) continue;
      if (holder == nullptr) holder = add_group_row(*tree_, group);
      rows.push_back(add_layer_row(*holder, document, layer, context_.canvas.scale()));
      unfold(*rows.back(), layer.shown);
      for (QTreeWidgetItem* fold : folds_of(*rows.back())) unfold(*fold, false);
    }
    if (holder == nullptr) continue;
    check_group(*holder);
    unfold(*holder, true);
    rows.push_back(holder);
  }
  if (auto* item = add_background_row(*tree_, document, context_.canvas.background())) {
    item->setExpanded(true);
    rows.push_back(item);
  }
  for (QTreeWidgetItem* item : rows) {
    if (any && key_of(*item) == LayerKey{current.table, current.title, {}})
      tree_->setCurrentItem(item);
    if (!any) continue;
    for (QTreeWidgetItem* entry : legend_rows(*item))
      if (key_of(*entry) == current) tree_->setCurrentItem(entry);
  }
  fit_rows(*tree_, 0);
  tree_->verticalScrollBar()->setValue(scrolled);
  filling_ = false;
  show_current();
}

void LayerPanel::take_check(QTreeWidgetItem* item) {
  const bool on = item->checkState(0) == Qt::Checked;
  const LayerKey key = key_of(*item);
  switch (kind_of(*item)) {
    case RowKind::layer:
    case RowKind::rule:
      return show_layer(context_.document, key, on);
    case RowKind::background:
    case RowKind::raster:
      // Such an edit fills the tree anew at once: not while it still tells of one of its rows.
      QMetaObject::invokeMethod(
          this, [this, key, on] { check_background(key.rule, on); }, Qt::QueuedConnection);
      return;
    case RowKind::group:
      // So does this one.
      QMetaObject::invokeMethod(
          this,
          [this, group = key.table == "results" ? LayerGroup::results : LayerGroup::inputs] {
            show_group(group);
          },
          Qt::QueuedConnection);
      return;
    case RowKind::remark:
    case RowKind::empty_classes:
      return;
  }
}

/// Hides the layers of the group that are shown; without any, shows those that it hid before, else
/// all.
void LayerPanel::show_group(LayerGroup group) {
  const auto scene = context_.document.scene();
  if (!scene) return;
  auto& hidden = hidden_with_group_[static_cast<std::size_t>(group)];
  std::vector<const render::LiveLayer*> layers;
  for (const render::LiveLayer& layer : scene->layers)
    if (group_of(context_.document, layer.scene.style->table) == group) layers.push_back(&layer);
  const bool hide = std::ranges::any_of(layers, &render::LiveLayer::shown);
  const auto key_of_layer = [](const render::LiveLayer& layer) {
    return LayerKey{layer.scene.style->table, layer.scene.style->title, {}};
  };
  const auto was_hidden = [&](const render::LiveLayer* layer) {
    return std::ranges::find(hidden, key_of_layer(*layer)) != hidden.end();
  };
  const bool known = std::ranges::any_of(layers, was_hidden);
  context_.document.edit(tr_key("Group of layers shown or hidden"), [&](io::Project& project) {
    for (const render::LiveLayer* layer : layers)
      if (hide ? layer->shown : !known || was_hidden(layer)) view_of(project, *layer).shown = !hide;
  });
  if (!hide) return hidden.clear();
  hidden.clear();
  for (const render::LiveLayer* layer : layers)
    if (layer->shown) hidden.push_back(key_of_layer(*layer));
}

void LayerPanel::check_background(const std::string& raster, bool on) {
  if (raster.empty())
    context_.document.edit(tr_key("Background shown or hidden"),
                           [&](io::Project& project) { project.view.background_shown = on; });
  else if (on)
    context_.document.edit(tr_key("Picture of the background"),
                           [&](io::Project& project) { project.view.background_raster = raster; });
  else
    fill();  // one of them is always chosen
}

void LayerPanel::take_order() {
  const auto scene = context_.document.scene();
  if (!scene || filling_) return;
  // The layers of a group change places among each other; those of the other stay where they are.
  std::array<std::vector<const render::LiveLayer*>, layer_group_count> in_group;
  const auto group = [&](const render::LiveLayer& layer) {
    return static_cast<std::size_t>(group_of(context_.document, layer.scene.style->table));
  };
  for (const QTreeWidgetItem* item : layer_rows(*tree_)) {
    const render::LiveLayer* layer = find_layer(scene.get(), key_of(*item));
    if (layer == nullptr || kind_of(*item) != RowKind::layer) return fill();
    in_group[group(*layer)].push_back(layer);
  }
  if (in_group[0].size() + in_group[1].size() != scene->layers.size()) return fill();
  std::vector<const render::LiveLayer*> order;  // topmost first
  std::array<std::size_t, layer_group_count> next{};
  for (std::size_t at = scene->layers.size(); at-- > 0;) {
    const std::size_t of = group(scene->layers[at]);
    if (next[of] == in_group[of].size()) return fill();
    order.push_back(in_group[of][next[of]++]);
  }
  order_layers(context_.document, order);
}

void LayerPanel::show_current() {
  const render::LiveLayer* layer = current_layer();
  const QTreeWidgetItem* item = tree_->currentItem();
  const bool background =
      layer == nullptr && item != nullptr && !shown_background_.empty() &&
      (kind_of(*item) == RowKind::background || kind_of(*item) == RowKind::raster);
  double opacity = 1;
  if (layer != nullptr)
    opacity = layer->opacity;
  else if (background)
    opacity = context_.document.project().view.background_opacity;
  opacity_->setEnabled(layer != nullptr || background);
  const QSignalBlocker quiet(opacity_);
  opacity_->setValue(static_cast<int>(std::lround(100 * opacity)));
  opacity_words_->setText(words("Opacity {} %", opacity_->value()));
}

void LayerPanel::fade() {
  opacity_words_->setText(words("Opacity {} %", opacity_->value()));
  const double opacity = opacity_->value() / 100.0;
  const QTreeWidgetItem* item = tree_->currentItem();
  if (item == nullptr) return;
  if (current_layer() != nullptr) return fade_layer(context_.document, key_of(*item), opacity);
  constexpr int merge_background = 101;
  context_.document.edit(
      tr_key("Opacity"), [&](io::Project& project) { project.view.background_opacity = opacity; },
      merge_background);
}

}  // namespace firebreak::gui
