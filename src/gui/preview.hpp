#pragma once

#include <span>
#include <vector>

#include "core/normalise/intake.hpp"
#include "gui/results.hpp"

namespace firebreak::gui {

/// What a city will look like, drawn while it is still being made ready: the shapes as read, before
/// anything is checked or repaired. In metres of one CRS: `wanted` if that is known, else that of
/// the first layer in metres, else the one that fits the place of the first layer in degrees.
/// Layers in degrees are moved there on a grid, exact to a pixel; layers in another projected CRS
/// wait. Of the roles a map begins with; no attribute but the record number.
struct Preview {
  std::vector<TablePtr> tables;  ///< `buildings`, `roads` …; empty if nothing can be shown yet
  Crs crs;                       ///< that the coordinates are of
  Xy origin;                     ///< subtracted from the coordinates
};
Preview preview_of(const std::vector<SourceLayer>& layers, const Crs& wanted);

/// The roles that a preview shows.
std::span<const Role> preview_roles();

}  // namespace firebreak::gui
