#pragma once

#include <QColor>
#include <QIcon>

namespace firebreak::gui {

/// A magnifier with a plus or a minus, beside a layer that the scale of the map hides: which way to
/// zoom until it is drawn.
QIcon zoom_sign(bool zoom_in, const QColor& colour, double pixel_ratio);

}  // namespace firebreak::gui
