#pragma once

#include <vector>

#include "gui/document.hpp"
#include "gui/share_bars.hpp"

namespace firebreak::gui {

/// The verdicts that a bar splits its buildings or lanes by.
enum class Measure { hydrants, water, way_in, lanes };

/// Those that the tables shown can be split by.
std::vector<Measure> measures_of(const Document& document);
const char* measure_title(Measure measure);  ///< English key

/// The bar of a measure, counted from the rows of its layer in the unit shown; the id of a part is
/// the word it counts.
ShareBars::Bar verdict_bar(const Document& document, Measure measure);
/// Where those rows stand: a table and one of its columns.
struct MeasureColumn {
  const char* table;
  const char* column;
};
MeasureColumn column_of(Measure measure);

/// A bar for each unit directly below the one shown (each town, where all is shown) and for what
/// lies in none of them, from the summary by unit, those with the largest share of what fails
/// first. The id of a bar is its unit's, of the last one that of the unit shown or
/// `outside_all_units`. Empty where there would be one bar or none, or the summary does not hold
/// the measure.
std::vector<ShareBars::Bar> bars_by_unit(const Document& document, Measure measure);

}  // namespace firebreak::gui
