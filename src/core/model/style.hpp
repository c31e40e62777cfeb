#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/text.hpp"

namespace firebreak {

/// Colours and widths as styles/*.toml says them. The same rules draw the map sheet and are written
/// as QML and SLD, so that a layer looks alike everywhere.
struct Colour {
  std::uint8_t red = 0, green = 0, blue = 0, alpha = 255;
  friend bool operator==(const Colour&, const Colour&) = default;
};

/// "#rrggbb", or "#rrggbbaa" unless opaque, and back; empty for anything else.
std::string colour_text(const Colour& colour);
std::optional<Colour> colour_from_text(std::string_view text);

enum class Hatch : std::uint8_t { none, forward, backward, cross, dots };
enum class Marker : std::uint8_t { circle, square, triangle, diamond, cross, hydrant, station };

struct Symbol {
  std::optional<Colour> fill;
  std::optional<Colour> stroke;
  double stroke_mm = 0.2;
  std::vector<double> dash_mm;
  Hatch hatch = Hatch::none;  ///< drawn in the stroke colour over the fill; unknown is hatched
  Marker marker = Marker::circle;
  double size_mm = 2;
};

/// Which rows a symbol is for. Rules are tried in order, the first that fits draws the row.
struct StyleRule {
  std::string title;                ///< English legend text, the key of its translation
  std::string own_title;            ///< in place of it, as it is: a class whose breaks were changed
  std::string field;                ///< empty: every row
  std::vector<std::string> values;  ///< text or whole numbers that fit
  std::optional<double> from;       ///< smallest number that fits
  std::optional<double> below;      ///< numbers below this fit
  bool missing = false;             ///< rows without a value in `field`
  Symbol symbol;
  bool labelled = true;                   ///< rows of this rule get the layer's label
  std::optional<double> label_min_scale;  ///< and only when 1:scale is below this
};

/// What the legend says of a rule.
std::string_view legend_text(const StyleRule& rule, Language language);

/// "≥ 20", "< 10", "10 – 20": a class of numbers in every language.
std::string range_text(const std::optional<double>& from, const std::optional<double>& below);

/// How the rows of one table look. A table may have several: one for its fill by one field, one for
/// its outline by another.
struct LayerStyle {
  std::string table;             ///< "building_risk"
  std::string title;             ///< English, the key of its translation
  std::vector<StyleRule> rules;  ///< empty: a layer that is stored but not drawn
  std::string label_field;
  std::optional<double> min_scale;  ///< drawn only when 1:scale is below this (labels too)
  std::optional<double> max_scale;  ///< drawn only when 1:scale is at least this
  std::optional<double> label_min_scale;
  std::string label_text;     ///< English sentence with {} for the value: "Zone {}"
  double label_mm = 2.2;      ///< height of the label's text
  bool labels = true;         ///< rows are labelled, where there is a field for it
  bool label_inside = false;  ///< the label stands in its marker, in the paper's colour
  std::string order_field;    ///< labels come in ascending order of this column
  bool shown = true;          ///< part of a sheet for which no layers are named

  bool labelled() const { return labels && !label_field.empty(); }
};

/// Layers in drawing order, lowest first.
struct StyleSheet {
  std::string name;  ///< light, dark, print
  Colour paper{255, 255, 255, 255};
  Colour ink{30, 30, 30, 255};
  std::vector<LayerStyle> layers;
  Colour ground{255, 255, 255, 255};  ///< inside the map frame, under all layers
  const LayerStyle* find(std::string_view table) const {
    for (const auto& layer : layers)
      if (layer.table == table) return &layer;
    return nullptr;
  }
};

}  // namespace firebreak
