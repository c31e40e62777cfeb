#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.hpp"
#include "core/geo/spatial_index.hpp"
#include "core/model/feature_table.hpp"
#include "core/model/style.hpp"

namespace firebreak::render {

/// One table ready to be drawn in one style: which rule draws each row, and how many rows each rule
/// has. Looks into the table and the style, which must outlive it.
struct SceneLayer {
  static constexpr std::uint8_t no_rule = 255;

  const FeatureTable* table = nullptr;
  const LayerStyle* style = nullptr;
  std::vector<std::uint8_t> rule_of_row;  ///< position in style->rules, or `no_rule`
  std::vector<std::size_t> counts;        ///< rows per rule
  std::vector<bool> applies;              ///< per rule: the table has the column it asks for
  std::shared_ptr<const SpatialIndex>
      index;  ///< over the rows' boxes; shared by all layers of a table

  bool polygonal() const { return table->geometry == TableGeometry::multi_polygon; }
};

/// What a sheet shows, lowest layer first, in city metres. Immutable once made: any number of
/// threads may draw it.
struct Scene {
  std::vector<SceneLayer> layers;

  /// The box that a sheet has to show: all polygons drawn but those of the ground and of units, or
  /// everything drawn when there are none. What lies beyond it is cut at the frame.
  Box extent() const;
};

/// `table` in the look of `style`; nothing if the table has no column that a rule asks for.
/// `index`, if given, is the one over the table's boxes.
std::optional<SceneLayer> make_layer(const FeatureTable& table, const LayerStyle& style,
                                     std::shared_ptr<const SpatialIndex> index, const Job& job);

/// The layers of `sheet` whose tables are present and hold a column one of their rules asks for;
/// only those named in `only` if it is not empty, else those the sheet shows by default. Throws
/// `Error` (usage) for a name in `only` that the style sheet does not draw.
Scene make_scene(std::span<const FeatureTable> tables, const StyleSheet& sheet,
                 const std::vector<std::string>& only, const Job& job);

/// The value of a cell as legends and labels show it; empty if it is missing.
std::string cell_text(const Column& column, std::size_t row);

}  // namespace firebreak::render
