#pragma once

#include <QIcon>

#include "core/model/feature_table.hpp"
#include "core/model/style.hpp"

namespace firebreak::gui {

/// What a legend shows beside a rule, drawn by the painter of the map itself.
QIcon swatch(const Symbol& symbol, TableGeometry geometry, const Colour& ground,
             double pixel_ratio);

}  // namespace firebreak::gui
