#pragma once

#include <QTreeWidget>
#include <string_view>
#include <vector>

#include "gui/document.hpp"
#include "gui/layer_key.hpp"
#include "gui/map_background.hpp"

/// The rows of the layer tree.
namespace firebreak::gui {

enum class RowKind : std::uint8_t {
  layer,
  rule,
  remark,
  empty_classes,  ///< folds the entries of a legend that count nothing
  background,
  raster,
  group
};
/// What a layer is: found out by the program, or given to it.
enum class LayerGroup : std::uint8_t { results, inputs };
inline constexpr std::size_t layer_group_count = 2;

RowKind kind_of(const QTreeWidgetItem& item);
/// What a layer or a legend entry is; of the background's rows, `rule` is the raster's name.
LayerKey key_of(const QTreeWidgetItem& item);

LayerGroup group_of(const Document& document, std::string_view table);
/// The row that holds the layers of a group, whose key names it; its check box is set by
/// `check_group`.
QTreeWidgetItem* add_group_row(QTreeWidget& tree, LayerGroup group);
/// Checked where all its layers are shown, in part where some are.
void check_group(QTreeWidgetItem& group);
/// The rows of a layer that fold others: its remarks, the classes that nothing is of.
std::vector<QTreeWidgetItem*> folds_of(const QTreeWidgetItem& layer);
/// The entries of a layer's legend, the folded ones last.
std::vector<QTreeWidgetItem*> legend_rows(const QTreeWidgetItem& layer);
/// The layer rows of the tree from the topmost down, without their groups.
std::vector<QTreeWidgetItem*> layer_rows(const QTreeWidget& tree);
/// The row of a layer with its legend below it: counts of what is shown, of the unit chosen. The
/// sign beside a name says which way to zoom until the layer is drawn, its tip says it in words.
QTreeWidgetItem* add_layer_row(QTreeWidgetItem& group, const Document& document,
                               const render::LiveLayer& layer, double scale);
/// The row of the picture below the data, with the rasters that its file holds; none without one.
QTreeWidgetItem* add_background_row(QTreeWidget& tree, const Document& document,
                                    const MapBackground& background);

}  // namespace firebreak::gui
