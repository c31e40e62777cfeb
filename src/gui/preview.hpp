#pragma once

#include <vector>

#include "core/normalise/intake.hpp"
#include "gui/results.hpp"

namespace firebreak::gui {

/// What a city will look like, drawn while it is still being made ready: the shapes as read, before
/// anything is checked or repaired. Only layers in one projected CRS in metres (that of the first
/// such layer), of the roles a map begins with; no attribute but the record number.
struct Preview {
  std::vector<TablePtr> tables;  ///< `buildings`, `roads` …; empty if nothing can be shown yet
  Xy origin;                     ///< subtracted from the coordinates
};
Preview preview_of(const std::vector<SourceLayer>& layers);

}  // namespace firebreak::gui
