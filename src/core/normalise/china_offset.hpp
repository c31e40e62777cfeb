#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/geo/point.hpp"

/// The public map services of China shift coordinates by 100 to 700 m. A source can be declared to
/// carry such a shift; nothing is ever shifted unasked.
namespace firebreak {

enum class CoordinateShift : unsigned char { none, gcj02, bd09 };
std::string_view shift_name(CoordinateShift shift);  ///< "none", "gcj02", "bd09"
/// Also takes "gcj-02", "bd-09", "火星坐标", "百度坐标", "wgs84" (= none).
std::optional<CoordinateShift> shift_from_name(std::string_view name);

/// Where the shift applies: the box in which the services shift.
bool in_shift_range(LonLat place);

/// WGS 84 / CGCS2000 to the shifted system; the same place outside China.
LonLat shifted(LonLat wgs84, CoordinateShift shift);
/// The inverse, by iteration to under a millimetre; the same place outside China.
LonLat unshifted(LonLat place, CoordinateShift shift);
/// In place: x is the longitude, y the latitude in degrees.
void unshift(std::span<Xy> degrees, CoordinateShift shift);

}  // namespace firebreak
