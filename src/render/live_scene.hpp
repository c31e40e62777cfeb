#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "core/base/job.hpp"
#include "render/painter.hpp"

namespace firebreak::render {

/// Rows of one table that are drawn full; the others are left out, or pale.
struct RowFilter {
  std::string table;
  std::vector<std::uint8_t> rows;  ///< one per row, 1: drawn full
  double others = 0;               ///< opacity of the others; 0 leaves them out
  friend bool operator==(const RowFilter&, const RowFilter&) = default;
};

/// What the user chose about a layer; table and title name it. Layers not named are as the style
/// says.
struct LiveLook {
  std::string table, title;
  bool shown = true;
  double opacity = 1;
  std::vector<std::string> hidden_rules;  ///< titles
};

struct LiveLayer {
  SceneLayer scene;
  std::vector<std::uint8_t> shown_rules;  ///< per rule
  std::vector<std::size_t> counts;        ///< per rule: rows that the filter, if any, holds
  double opacity = 1;
  bool shown = true;
  std::shared_ptr<const RowFilter> filter;  ///< null: all rows

  /// True if the window draws this row when the layer is drawn.
  bool draws(std::size_t row) const;
};

/// What the window draws: owns its tables and style. Immutable once made, so that any number of
/// threads may draw it; made only by `make_live_scene`, since its layers look into it.
struct LiveScene {
  LiveScene() = default;
  LiveScene(const LiveScene&) = delete;
  LiveScene& operator=(const LiveScene&) = delete;

  std::vector<std::shared_ptr<const FeatureTable>> tables;
  StyleSheet style;
  std::vector<LiveLayer> layers;  ///< lowest first
  Box extent;                     ///< of all layers, shown or not
  std::uint64_t revision = 1;     ///< one more than that of the scene it was made from
};

/// The scene of `tables` in the look of `style`. What `previous` has of the same table (by pointer)
/// is taken over: its index, and the rule of each row where the rules ask the same.
std::shared_ptr<const LiveScene> make_live_scene(
    std::vector<std::shared_ptr<const FeatureTable>> tables, StyleSheet style,
    const std::vector<LiveLook>& looks, const std::vector<RowFilter>& filters,
    const std::shared_ptr<const LiveScene>& previous, const Job& job);

}  // namespace firebreak::render
