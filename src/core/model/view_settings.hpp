#pragma once

#include <array>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/geo/point.hpp"
#include "core/model/style.hpp"

namespace firebreak {

struct FeatureTable;

/// So many breaks a layer's classes may have: a legend of more tells nothing.
constexpr std::size_t most_breaks = 30;

/// Classes of a column of numbers that the user made in place of the sheet's rules.
struct Graduated {
  std::string column;
  std::string ramp;            ///< see colour_ramp.hpp
  std::vector<double> breaks;  ///< ascending; one class more than breaks
  friend bool operator==(const Graduated&, const Graduated&) = default;
};

/// How one layer of the style sheet is shown; table and title together name it.
struct LayerView {
  std::string table;
  std::string title;
  bool shown = true;
  double opacity = 1;
  std::optional<double> min_scale;  ///< drawn only when 1:scale is below this; 1e9: at every scale
  std::optional<double> max_scale;  ///< drawn only when 1:scale is at least this; 0: at every scale
  std::optional<bool> labels;       ///< empty: as the sheet says
  std::optional<Graduated> graduated;
  friend bool operator==(const LayerView&, const LayerView&) = default;
};

/// What the user changed about one entry of a legend.
struct RuleLook {
  std::string table;
  std::string layer;  ///< title of the layer
  std::string rule;   ///< title of the rule
  std::optional<Colour> fill;
  std::optional<Colour> stroke;
  std::optional<double> stroke_mm;
  std::optional<double> size_mm;
  std::optional<double> from;   ///< class break: smallest number that fits
  std::optional<double> below;  ///< class break: numbers below this fit
  bool hidden = false;          ///< its rows are not drawn
  friend bool operator==(const RuleLook&, const RuleLook&) = default;
};

/// A place to come back to, in the coordinates of the city's CRS.
struct Bookmark {
  std::string name;
  Box box;
  friend bool operator==(const Bookmark&, const Bookmark&) = default;
};

/// How the window shows a city; stored in the project, so that it opens as it was left.
struct ViewSettings {
  std::vector<LayerView> layers;
  bool ordered = false;  ///< `layers` also is the order, topmost first; those not named lie below
  std::vector<RuleLook> looks;
  std::vector<Bookmark> bookmarks;
  std::string unit;               ///< id of the management unit shown; empty: all
  std::string against;            ///< plan that the one shown is compared with; empty: none of them
  std::string background;         ///< raster below the data: a path; empty: none
  std::string background_raster;  ///< which one, if the file holds several
  bool background_shown = true;
  double background_opacity = 1;
  friend bool operator==(const ViewSettings&, const ViewSettings&) = default;

  const LayerView* find(std::string_view table, std::string_view title) const;
  const RuleLook* find(std::string_view table, std::string_view layer, std::string_view rule) const;
  /// The same, made with defaults if it is not there.
  LayerView& layer(std::string_view table, std::string_view title);
  RuleLook& look(std::string_view table, std::string_view layer, std::string_view rule);
};

/// The papers that a map sheet may have.
inline constexpr std::array<std::string_view, 7> sheet_papers{"A0", "A1", "A2", "A3",
                                                              "A4", "A5", "A6"};

/// What the user decided about the map sheet.
struct SheetSettings {
  std::string title, subtitle, text;
  std::string paper = "A3";
  bool landscape = true;
  std::string logo;             ///< path of a picture
  std::optional<double> scale;  ///< 1:scale; empty: what fits
  std::optional<Box> extent;    ///< in the coordinates of the city's CRS; empty: everything
  bool overview = false;
  friend bool operator==(const SheetSettings&, const SheetSettings&) = default;
};

/// Whether a table has a column of numbers; true for a table that is not there, of which nothing is
/// drawn.
using HasColumn = std::function<bool(std::string_view table, std::string_view column)>;
/// Looks into the tables, which must outlive it.
HasColumn columns_in(std::span<const FeatureTable> tables);
bool has_numbers(const FeatureTable& table, std::string_view column);

/// The sheet with the user's looks, order and scale limits applied; what is hidden or switched off
/// stays in it (the scene leaves it out). Classes of a column that is not there are passed over:
/// the layer is drawn by the sheet's rules.
StyleSheet styled(const StyleSheet& sheet, const ViewSettings& view, const HasColumn& has);

/// The same for files and paper, which know no opacity of a layer: it becomes one of its symbols.
StyleSheet file_style(const StyleSheet& sheet, const ViewSettings& view, const HasColumn& has);

/// One sentence for each layer of the sheet whose classes ask for a column that is not there. The
/// classes stay in the view, for a run that has the column again.
std::vector<std::string> classes_without_column(const StyleSheet& sheet, const ViewSettings& view,
                                                const HasColumn& has);
/// The sentence about one of them.
std::string no_column_words(std::string_view layer_title, std::string_view column);

/// The rules of classes: one for each, and one for rows without a value. Symbols as that of
/// `model`, in the colours of the ramp.
std::vector<StyleRule> graduated_rules(const Graduated& graduated, const Symbol& model);

}  // namespace firebreak
