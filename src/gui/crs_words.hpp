#pragma once

#include <string>

#include "core/base/text.hpp"

namespace firebreak::gui {

/// A CRS as people call it, from the name that the registry has for it: "CGCS2000 / 3-degree
/// Gauss-Kruger zone 38" becomes "CGCS2000, 3-degree zone 38, central meridian 114° E" and
/// "2000国家大地坐标系，3度带第38带，中央经线114°". Names of another kind stay as they are.
std::string crs_words(const std::string& name, Language language);

}  // namespace firebreak::gui
