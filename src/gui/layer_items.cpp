#include "gui/layer_items.hpp"

#include <algorithm>
#include <filesystem>
#include <numeric>
#include <span>

#include "core/model/place_basis.hpp"
#include "gui/swatch.hpp"
#include "gui/words.hpp"
#include "gui/zoom_sign.hpp"
#include "render/key_figures.hpp"
#include "render/symbol.hpp"

namespace firebreak::gui {

namespace {

constexpr int kind_role = Qt::UserRole;
constexpr int table_role = Qt::UserRole + 1;
constexpr int title_role = Qt::UserRole + 2;
constexpr int rule_role = Qt::UserRole + 3;

void give_key(QTreeWidgetItem& item, RowKind kind, const LayerKey& key) {
  item.setData(0, kind_role, static_cast<int>(kind));
  item.setData(0, table_role, to_qt(key.table));
  item.setData(0, title_role, to_qt(key.title));
  item.setData(0, rule_role, to_qt(key.rule));
}

void give_count(QTreeWidgetItem& item, std::size_t rows) {
  item.setText(1, to_qt(render::grouped(static_cast<double>(rows))));
  item.setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
}

/// What stands beside the classes of a layer: their rows; of what a plan changes the buildings, as
/// the words of the comparison count them, though a building may change in several respects.
std::vector<std::size_t> counts_told(const Document& document, const render::LiveLayer& layer) {
  const auto comparison = document.comparison();
  const auto& rules = layer.scene.style->rules;
  if (!comparison || comparison->buildings.get() != layer.scene.table) return layer.counts;
  const ChangedCount count = comparison->counter->buildings(
      layer.filter ? std::span<const std::uint8_t>(layer.filter->rows)
                   : std::span<const std::uint8_t>());
  std::vector<std::size_t> told;
  for (const StyleRule& rule : rules) {
    const bool rest = rule.field.empty() && &rule == &rules.back();
    if (!rest && (rule.field != "effect" || rule.values.size() != 1)) return layer.counts;
    told.push_back(rest                              ? count.open
                   : rule.values.front() == "better" ? count.better
                                                     : count.worse);
  }
  return told;
}

QString scale_words(const LayerStyle& style) {
  QString all;
  if (style.min_scale)
    all += "\n" + words("Drawn on scales larger than 1:{}", render::grouped(*style.min_scale));
  if (style.max_scale)
    all += "\n" + words("Drawn on scales not larger than 1:{}", render::grouped(*style.max_scale));
  return all;
}

QTreeWidgetItem* add_remark(QTreeWidgetItem& holder, const LayerKey& key, const QString& words,
                            const QColor& faint, RowKind kind = RowKind::remark) {
  auto* remark = new QTreeWidgetItem(&holder);
  give_key(*remark, kind, key);
  remark->setText(0, words);
  remark->setToolTip(0, words);
  remark->setFlags(Qt::ItemIsEnabled);
  remark->setForeground(0, faint);
  remark->setFirstColumnSpanned(true);
  return remark;
}

/// What is to be known about a layer: why it is not drawn as wanted, how its places were found. Of
/// that a layer of many files has much to say: it is folded, lest the legend drowns in it.
void add_remarks(QTreeWidgetItem& item, const Document& document, const LayerKey& key,
                 const FeatureTable& table, const QColor& faint) {
  QString tip = item.toolTip(0);
  const LayerView* said = document.project().view.find(key.table, key.title);
  if (said != nullptr && said->graduated && !has_numbers(table, said->graduated->column))
    tip += "\n" +
           add_remark(item, key, to_qt(no_column_words(key.title, said->graduated->column)), faint)
               ->text(0);
  const std::vector<std::string> places = place_remarks(document.inputs(), key.table, language());
  QTreeWidgetItem* holder = &item;
  if (places.size() > 1)
    holder = add_remark(item, key, words("How its places were found ({})", places.size()), faint);
  for (const std::string& place : places)
    tip += "\n" + add_remark(*holder, key, to_qt(place), faint)->text(0);
  if (holder != &item) holder->setToolTip(0, tip);
  item.setToolTip(0, tip);
}

}  // namespace

RowKind kind_of(const QTreeWidgetItem& item) {
  return static_cast<RowKind>(item.data(0, kind_role).toInt());
}

LayerKey key_of(const QTreeWidgetItem& item) {
  const auto word = [&](int role) { return item.data(0, role).toString().toStdString(); };
  return {word(table_role), word(title_role), word(rule_role)};
}

LayerGroup group_of(const Document& document, std::string_view table) {
  return document.is_input(table) ? LayerGroup::inputs : LayerGroup::results;
}

QTreeWidgetItem* add_group_row(QTreeWidget& tree, LayerGroup group) {
  auto* item = new QTreeWidgetItem(&tree);
  give_key(*item, RowKind::group, {group == LayerGroup::results ? "results" : "inputs", {}, {}});
  item->setText(0, group == LayerGroup::results ? words("Results") : words("Data as read"));
  item->setToolTip(0, words("Check box: shows and hides all layers of the group"));
  item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable |
                 Qt::ItemIsDropEnabled);  // its layers are dropped between each other
  QFont font = item->font(0);
  font.setBold(true);
  item->setFont(0, font);
  return item;
}

void check_group(QTreeWidgetItem& group) {
  int shown = 0;
  for (int i = 0; i < group.childCount(); ++i)
    shown += group.child(i)->checkState(0) == Qt::Checked ? 1 : 0;
  group.setCheckState(0, shown == 0                    ? Qt::Unchecked
                         : shown == group.childCount() ? Qt::Checked
                                                       : Qt::PartiallyChecked);
}

std::vector<QTreeWidgetItem*> folds_of(const QTreeWidgetItem& layer) {
  std::vector<QTreeWidgetItem*> folds;
  for (int i = 0; i < layer.childCount(); ++i)
    if (layer.child(i)->childCount() > 0) folds.push_back(layer.child(i));
  return folds;
}

std::vector<QTreeWidgetItem*> legend_rows(const QTreeWidgetItem& layer) {
  std::vector<QTreeWidgetItem*> rows;
  for (int i = 0; i < layer.childCount(); ++i) {
    QTreeWidgetItem* child = layer.child(i);
    if (kind_of(*child) == RowKind::rule) rows.push_back(child);
    if (kind_of(*child) != RowKind::empty_classes) continue;
    for (int r = 0; r < child->childCount(); ++r) rows.push_back(child->child(r));
  }
  return rows;
}

std::vector<QTreeWidgetItem*> layer_rows(const QTreeWidget& tree) {
  std::vector<QTreeWidgetItem*> rows;
  for (int g = 0; g < tree.topLevelItemCount(); ++g)
    if (QTreeWidgetItem* group = tree.topLevelItem(g); kind_of(*group) == RowKind::group)
      for (int i = 0; i < group->childCount(); ++i) rows.push_back(group->child(i));
  return rows;
}

QTreeWidgetItem* add_layer_row(QTreeWidgetItem& group, const Document& document,
                               const render::LiveLayer& layer, double scale) {
  const QTreeWidget& tree = *group.treeWidget();
  const LayerStyle& style = *layer.scene.style;
  const LayerKey key{style.table, style.title, {}};
  const QColor faint = tree.palette().color(QPalette::PlaceholderText);
  const QString title = title_words(style.title);
  auto* item = new QTreeWidgetItem(&group);
  give_key(*item, RowKind::layer, key);
  const bool in_scale = render::drawn_at(style, scale);
  const bool too_coarse = style.min_scale && scale >= *style.min_scale;
  item->setText(0, title);
  QString told = title;
  if (!in_scale && layer.shown) {
    told += " " + (too_coarse ? words("(zoom in)") : words("(zoom out)"));
    item->setIcon(0, zoom_sign(too_coarse, faint, tree.devicePixelRatioF()));
    item->setData(0, Qt::AccessibleTextRole, told);
  }
  const std::vector<std::size_t> counts = counts_told(document, layer);
  give_count(*item, std::accumulate(counts.begin(), counts.end(), std::size_t{0}));
  item->setCheckState(0, layer.shown ? Qt::Checked : Qt::Unchecked);
  item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable |
                 Qt::ItemIsDragEnabled);
  item->setToolTip(0, told + scale_words(style));
  add_remarks(*item, document, key, *layer.scene.table, faint);
  const bool pale = !in_scale || !layer.shown;
  if (pale) item->setForeground(0, faint);
  std::vector<std::size_t> entries;
  std::vector<std::size_t> empty;
  for (std::size_t r = 0; r < style.rules.size(); ++r)
    if (layer.scene.applies[r]) (counts[r] > 0 ? entries : empty).push_back(r);
  if (empty.size() == 1) {  // folded it would take the same line
    entries.insert(std::ranges::upper_bound(entries, empty.front()), empty.front());
    empty.clear();
  }
  const auto add_entry = [&](QTreeWidgetItem* holder, std::size_t r) {
    const StyleRule& rule = style.rules[r];
    auto* child = new QTreeWidgetItem(holder);
    give_key(*child, RowKind::rule, {key.table, key.title, rule.title});
    child->setText(0, to_qt(legend_text(rule, language())));
    give_count(*child, counts[r]);
    child->setIcon(0, swatch(rule.symbol, layer.scene.table->geometry, document.style().ground,
                             tree.devicePixelRatioF()));
    child->setCheckState(0, layer.shown_rules[r] != 0 ? Qt::Checked : Qt::Unchecked);
    child->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
    child->setToolTip(0, child->text(0));
    if (pale || counts[r] == 0)
      for (const int column : {0, 1}) child->setForeground(column, faint);
  };
  for (const std::size_t r : entries) add_entry(item, r);
  if (empty.empty()) return item;
  QTreeWidgetItem* folded =
      add_remark(*item, key, words("Classes without features ({})", empty.size()), faint,
                 RowKind::empty_classes);
  for (const std::size_t r : empty) add_entry(folded, r);
  return item;
}

QTreeWidgetItem* add_background_row(QTreeWidget& tree, const Document& document,
                                    const MapBackground& background) {
  const ViewSettings& view = document.project().view;
  if (view.background.empty()) return nullptr;
  const std::filesystem::path file(view.background);
  auto* item = new QTreeWidgetItem(&tree);
  give_key(*item, RowKind::background, {});
  item->setText(0, words("Background: {}", file.filename().string()));
  item->setToolTip(0, to_qt(file.string()));
  item->setCheckState(0, view.background_shown ? Qt::Checked : Qt::Unchecked);
  item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
  if (background.rasters().size() < 2) return item;
  for (const std::string& raster : background.rasters()) {
    auto* child = new QTreeWidgetItem(item);
    give_key(*child, RowKind::raster, {{}, {}, raster});
    child->setText(0, to_qt(raster));
    child->setToolTip(0, words("Show this picture of the file"));
    child->setCheckState(0, raster == view.background_raster ? Qt::Checked : Qt::Unchecked);
    child->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
  }
  return item;
}

}  // namespace firebreak::gui
