#include "gui/layer_panel.hpp"

#include <QColorDialog>
#include <QDropEvent>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QMenu>
#include <QScrollBar>
#include <QVBoxLayout>
#include <set>

#include "core/model/place_basis.hpp"
#include "gui/swatch.hpp"
#include "gui/words.hpp"
#include "render/key_figures.hpp"
#include "render/symbol.hpp"

namespace firebreak::gui {

namespace {

constexpr int layer_role = Qt::UserRole;     ///< position in LiveScene::layers
constexpr int rule_role = Qt::UserRole + 1;  ///< position in the style's rules; -1: the layer
constexpr int no_rule = -2;                  ///< a remark about the layer
constexpr int merge_opacity = 101;

/// A tree whose layers can be dragged between each other, never into each other.
class LayerTree : public QTreeWidget {
 public:
  using QTreeWidget::QTreeWidget;

 protected:
  void dropEvent(QDropEvent* event) override {
    if (dropIndicatorPosition() == OnItem || (itemAt(event->position().toPoint()) != nullptr &&
                                              itemAt(event->position().toPoint())->parent()))
      return event->ignore();
    QTreeWidget::dropEvent(event);
  }
};

std::string key_of(const LayerStyle& style) {
  return style.table + "\n" + style.title;
}

}  // namespace

LayerPanel::LayerPanel(Context& context) : context_(context) {
  tree_ = new LayerTree;
  tree_->setObjectName("layer_tree");
  tree_->setColumnCount(2);
  tree_->setHeaderHidden(true);
  tree_->header()->setStretchLastSection(false);
  tree_->header()->setSectionResizeMode(0, QHeaderView::Stretch);
  tree_->header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  tree_->setIconSize({26, 16});
  tree_->setIndentation(14);
  tree_->setDragDropMode(QAbstractItemView::InternalMove);
  tree_->setContextMenuPolicy(Qt::CustomContextMenu);
  tree_->setUniformRowHeights(true);
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
  column->setContentsMargins(4, 4, 4, 4);
  column->addWidget(tree_, 1);
  column->addLayout(row);

  Document& document = context_.document;
  connect(&document, &Document::scene_changed, this, &LayerPanel::fill);
  connect(&document, &Document::language_changed, this, &LayerPanel::fill);
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
  connect(tree_, &QWidget::customContextMenuRequested, this, &LayerPanel::menu);
  connect(opacity_, &QSlider::valueChanged, this, &LayerPanel::fade);
  fill();
}

int LayerPanel::rule_of(const QTreeWidgetItem* item) {
  return item->data(0, rule_role).toInt();
}

std::vector<bool> LayerPanel::layers_in_scale() const {
  std::vector<bool> in_scale;
  if (const auto scene = context_.document.scene())
    for (const render::LiveLayer& layer : scene->layers)
      in_scale.push_back(render::drawn_at(*layer.scene.style, context_.canvas.scale()));
  return in_scale;
}

const render::LiveLayer* LayerPanel::layer_of(const QTreeWidgetItem* item) const {
  const auto& scene = context_.document.scene();
  if (item == nullptr || !scene) return nullptr;
  const auto at = item->data(0, layer_role).toULongLong();
  return at < scene->layers.size() ? &scene->layers[at] : nullptr;
}

void LayerPanel::fill_layer(QTreeWidgetItem& item, std::size_t at) {
  const render::LiveLayer& layer = context_.document.scene()->layers[at];
  const LayerStyle& style = *layer.scene.style;
  const bool in_scale = in_scale_[at];
  std::size_t rows = 0;
  for (const auto count : layer.scene.counts) rows += count;
  const QString title = title_words(style.title);
  item.setText(0, in_scale || !layer.shown ? title : title + " " + words("(zoom in)"));
  item.setText(1, to_qt(render::grouped(static_cast<double>(rows))));
  item.setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
  item.setData(0, layer_role, QVariant::fromValue<qulonglong>(at));
  item.setData(0, rule_role, -1);
  item.setCheckState(0, layer.shown ? Qt::Checked : Qt::Unchecked);
  item.setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable |
                Qt::ItemIsDragEnabled);
  QString tip = title;
  if (style.min_scale)
    tip += "\n" + words("Drawn on scales larger than 1:{}", render::grouped(*style.min_scale));
  const QColor faint = palette().color(QPalette::PlaceholderText);
  for (const std::string& words :
       place_remarks(context_.document.inputs(), layer.scene.table->name, language())) {
    tip += "\n" + to_qt(words);
    auto* remark = new QTreeWidgetItem(&item);
    remark->setText(0, to_qt(words));
    remark->setToolTip(0, remark->text(0));
    remark->setData(0, layer_role, QVariant::fromValue<qulonglong>(at));
    remark->setData(0, rule_role, no_rule);
    remark->setFlags(Qt::ItemIsEnabled);
    remark->setForeground(0, faint);
    remark->setFirstColumnSpanned(true);
  }
  item.setToolTip(0, tip);
  if (!in_scale || !layer.shown) item.setForeground(0, faint);
  for (std::size_t r = 0; r < style.rules.size(); ++r) {
    if (!layer.scene.applies[r]) continue;
    auto* child = new QTreeWidgetItem(&item);
    child->setText(0, to_qt(translate(style.rules[r].title)));
    child->setText(1, to_qt(render::grouped(static_cast<double>(layer.scene.counts[r]))));
    child->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    child->setData(0, layer_role, QVariant::fromValue<qulonglong>(at));
    child->setData(0, rule_role, static_cast<int>(r));
    child->setIcon(0, swatch(style.rules[r].symbol, layer.scene.table->geometry,
                             context_.document.style().ground, devicePixelRatioF()));
    child->setCheckState(0, layer.shown_rules[r] != 0 ? Qt::Checked : Qt::Unchecked);
    child->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    child->setToolTip(0, child->text(0));
    if (!in_scale || !layer.shown) child->setForeground(0, faint);
  }
}

void LayerPanel::fill() {
  filling_ = true;
  in_scale_ = layers_in_scale();
  std::set<std::string> open;
  std::set<std::string> seen;
  std::string current;
  int current_rule = -1;
  static constexpr int key_role = Qt::UserRole + 2;
  for (int i = 0; i < tree_->topLevelItemCount(); ++i) {
    const auto* item = tree_->topLevelItem(i);
    const std::string key = item->data(0, key_role).toString().toStdString();
    seen.insert(key);
    if (item->isExpanded()) open.insert(key);
    const auto* now = tree_->currentItem();
    if (now != nullptr && (now == item || now->parent() == item))
      current = key, current_rule = rule_of(now);
  }
  const int scrolled = tree_->verticalScrollBar()->value();
  tree_->clear();
  if (const auto scene = context_.document.scene())
    for (std::size_t at = scene->layers.size(); at-- > 0;) {
      auto* item = new QTreeWidgetItem(tree_);
      fill_layer(*item, at);
      const std::string key = key_of(*scene->layers[at].scene.style);
      item->setData(0, key_role, to_qt(key));
      item->setExpanded(seen.contains(key) ? open.contains(key) : scene->layers[at].shown);
      if (key != current) continue;
      tree_->setCurrentItem(item);
      for (int r = 0; r < item->childCount(); ++r)
        if (rule_of(item->child(r)) == current_rule) tree_->setCurrentItem(item->child(r));
    }
  tree_->verticalScrollBar()->setValue(scrolled);
  filling_ = false;
  show_current();
}

void LayerPanel::take_check(QTreeWidgetItem* item) {
  const render::LiveLayer* layer = layer_of(item);
  if (layer == nullptr) return;
  const LayerStyle style = *layer->scene.style;
  const bool on = item->checkState(0) == Qt::Checked;
  const int rule = rule_of(item);
  if (rule < 0) {
    if (on == layer->shown) return;
    const double opacity = layer->opacity;
    context_.document.edit(tr_key("Layer shown or hidden"), [&](io::Project& project) {
      LayerView& view = project.view.layer(style.table, style.title);
      view.shown = on;
      view.opacity = opacity;
    });
    return;
  }
  const auto r = static_cast<std::size_t>(rule);
  if (on == (layer->shown_rules[r] != 0)) return;
  context_.document.edit(tr_key("Legend entry shown or hidden"), [&](io::Project& project) {
    project.view.look(style.table, style.title, style.rules[r].title).hidden = !on;
  });
}

void LayerPanel::take_order() {
  const auto scene = context_.document.scene();
  if (!scene || filling_) return;
  std::vector<LayerView> order;
  for (int i = 0; i < tree_->topLevelItemCount(); ++i) {
    const render::LiveLayer* layer = layer_of(tree_->topLevelItem(i));
    if (layer == nullptr || rule_of(tree_->topLevelItem(i)) >= 0) return fill();
    LayerView view;
    view.table = layer->scene.style->table;
    view.title = layer->scene.style->title;
    view.shown = layer->shown;
    view.opacity = layer->opacity;
    view.min_scale = layer->scene.style->min_scale;
    order.push_back(std::move(view));
  }
  if (order.size() != scene->layers.size()) return fill();
  // Layers without a table just now keep their place below the others.
  for (const LayerStyle& style : context_.document.style().layers)
    if (std::none_of(order.begin(), order.end(), [&](const LayerView& v) {
          return v.table == style.table && v.title == style.title;
        }))
      if (const LayerView* said = context_.document.project().view.find(style.table, style.title))
        order.push_back(*said);
  context_.document.edit(tr_key("Order of layers"), [&](io::Project& project) {
    project.view.layers = order;
    project.view.ordered = true;
  });
}

void LayerPanel::show_current() {
  const render::LiveLayer* layer = layer_of(tree_->currentItem());
  opacity_->setEnabled(layer != nullptr);
  const QSignalBlocker quiet(opacity_);
  opacity_->setValue(layer == nullptr ? 100 : static_cast<int>(std::lround(100 * layer->opacity)));
  opacity_words_->setText(words("Opacity {} %", opacity_->value()));
}

void LayerPanel::fade() {
  opacity_words_->setText(words("Opacity {} %", opacity_->value()));
  const render::LiveLayer* layer = layer_of(tree_->currentItem());
  if (layer == nullptr) return;
  const std::string table = layer->scene.style->table;
  const std::string title = layer->scene.style->title;
  const bool shown = layer->shown;
  const int percent = opacity_->value();
  context_.document.edit(
      tr_key("Opacity"),
      [&](io::Project& project) {
        LayerView& view = project.view.layer(table, title);
        view.opacity = percent / 100.0;
        view.shown = shown;
      },
      merge_opacity);
}

}  // namespace firebreak::gui
