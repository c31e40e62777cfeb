#pragma once

#include <string>

#include "gui/document.hpp"

namespace firebreak::gui {

/// Where the city metres of a document stand in the world.
struct CityGrid {
  std::string crs_wkt;  ///< empty: not known
  Xy origin;            ///< added to city metres it gives coordinates of that CRS
};

/// From the city or, of a result opened alone, from its record.
CityGrid grid_of(const Document& document);

}  // namespace firebreak::gui
