#pragma once

#include <string>

#include "render/live_scene.hpp"

namespace firebreak::gui {

/// Names a layer of the map, or one entry of its legend, whatever scene is drawn meanwhile.
struct LayerKey {
  std::string table, title;
  std::string rule;  ///< title of the entry; empty: the layer itself
  friend bool operator==(const LayerKey&, const LayerKey&) = default;
};

/// Null if the scene does not draw it (any more).
const render::LiveLayer* find_layer(const render::LiveScene* scene, const LayerKey& key);
/// Position of the entry in the style's rules; empty for the layer itself and for an unknown one.
std::optional<std::size_t> find_rule(const LayerStyle& style, const LayerKey& key);

}  // namespace firebreak::gui
