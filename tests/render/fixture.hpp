#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/model/feature_table.hpp"
#include "core/model/style.hpp"
#include "render/painter.hpp"

namespace firebreak::test {

struct Square {
  double x0, y0, x1, y1;
  std::string_view value;  ///< empty: missing
};

/// A polygon table with one text column.
FeatureTable squares(std::string_view table, std::string_view column,
                     const std::vector<Square>& rows);

struct Spot {
  double x, y;
  std::string_view value;
};
FeatureTable spots(std::string_view table, std::string_view column, const std::vector<Spot>& rows);

/// One straight line per row.
FeatureTable lines(std::string_view table, std::string_view column,
                   const std::vector<Square>& rows);

/// Three buildings of each verdict, a gap, two lanes, two hydrants, two pinch points and a zone in
/// 800 x 500 m.
std::vector<FeatureTable> small_town();
RunRecord small_record();

/// A style sheet of one layer whose rules are given.
StyleSheet sheet_of(std::string_view table, std::vector<StyleRule> rules);
StyleRule rule(std::string_view field, std::vector<std::string> values, Symbol symbol);
Symbol filled(Colour fill);

/// The styles that ship, for a light screen.
StyleSheet light();

/// One device unit a metre, north up, 100 x 100 units from the origin; ten units a millimetre.
render::View metre_view();

}  // namespace firebreak::test
