#pragma once

#include "layer_builder.hpp"

namespace firebreak::test {

/// A place in the 3-degree zone 38 (114° E), as metres without the zone.
inline constexpr Xy county{640000, 2660000};

/// Streets every 300 m of the county, in its grid with the zone in front.
SourceLayer county_streets();

/// The options of a run that sets aside what has no place.
NormaliseOptions set_aside();

}  // namespace firebreak::test
