#pragma once

#include <functional>
#include <optional>

#include "gui/document.hpp"
#include "gui/layer_key.hpp"

/// Changes of the looks of layers, each one undoable, saved with the project, and the same on the
/// map, in the legend, on the page and in the files.
namespace firebreak::gui {

/// How the user sees a layer, made for the edit if nothing was said about it yet: it stays shown or
/// hidden as it is.
LayerView& view_of(io::Project& project, const render::LiveLayer& layer);

void show_layer(Document& document, const LayerKey& key, bool on);
/// Of a layer: it alone of all layers; of an entry: it alone in its layer.
void show_only(Document& document, const LayerKey& key);
void fade_layer(Document& document, const LayerKey& key, double opacity);

enum class ColourOf : std::uint8_t { fill, line };
void colour_rule(Document& document, const LayerKey& key, ColourOf what, const Colour& colour);
/// Of one entry or, if the key names the layer, of all of its entries.
void set_line_width(Document& document, const LayerKey& key, double mm);
void set_marker_size(Document& document, const LayerKey& key, double mm);

/// Moves the breaks of an entry; those of its neighbours that were the same move with them.
void set_breaks(Document& document, const LayerKey& key, std::optional<double> from,
                std::optional<double> below);
/// Classes of a column in place of the sheet's rules; empty: the sheet's rules again.
void set_classes(Document& document, const LayerKey& key, std::optional<Graduated> classes);

/// Drawn on scales from 1:finest to 1:coarsest; empty: no limit on that side.
void limit_scales(Document& document, const LayerKey& key, std::optional<double> finest,
                  std::optional<double> coarsest);
void set_labels(Document& document, const LayerKey& key, bool on);

/// Colours, breaks, widths, classes, scales and opacity of one layer as the sheet has them; it
/// stays where it is among the others.
void restore_look(Document& document, const LayerKey& key);
void restore_order(Document& document);

enum class Towards : std::uint8_t { top, bottom };
/// The layer of the same group that lies next to it on that side; null: it is the last there.
const render::LiveLayer* layer_beside(const Document& document, const LayerKey& key, Towards side);
/// Lets it change places with that one.
void move_layer(Document& document, const LayerKey& key, Towards side);
/// All layers of the scene, topmost first, in another order.
void order_layers(Document& document, const std::vector<const render::LiveLayer*>& order);

}  // namespace firebreak::gui
