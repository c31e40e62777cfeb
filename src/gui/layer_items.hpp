#pragma once

#include <QTreeWidget>

#include "gui/document.hpp"
#include "gui/layer_key.hpp"
#include "gui/map_background.hpp"

/// The rows of the layer tree.
namespace firebreak::gui {

enum class RowKind : std::uint8_t { layer, rule, remark, background, raster };

RowKind kind_of(const QTreeWidgetItem& item);
/// What a layer or a legend entry is; of the background's rows, `rule` is the raster's name.
LayerKey key_of(const QTreeWidgetItem& item);

/// The row of a layer with its legend below it: counts of what is shown, of the unit chosen.
QTreeWidgetItem* add_layer_row(QTreeWidget& tree, const Document& document,
                               const render::LiveLayer& layer, double scale);
/// The row of the picture below the data, with the rasters that its file holds; none without one.
QTreeWidgetItem* add_background_row(QTreeWidget& tree, const Document& document,
                                    const MapBackground& background);

}  // namespace firebreak::gui
