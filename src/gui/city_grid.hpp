#pragma once

#include "core/geo/crs.hpp"

namespace firebreak::gui {

/// Where the city metres of a document stand in the world.
struct CityGrid {
  Crs crs;    ///< may be unknown
  Xy origin;  ///< added to city metres it gives coordinates of the CRS
  friend bool operator==(const CityGrid&, const CityGrid&) = default;
};

}  // namespace firebreak::gui
