#pragma once

#include <optional>

#include "core/normalise/intake.hpp"
#include "core/normalise/issue_log.hpp"

/// The Gauss-Kruger zones of CGCS2000: 3-degree zones 25 to 45, 6-degree zones 13 to 23, their EPSG
/// codes with and without the zone in front of the easting (planner.md 5.3).
namespace firebreak {

/// The zone in front of an easting: 38 of 38,412,345.6; none if it carries none.
std::optional<int> zone_prefix(double easting);
/// 4478 + z for 6-degree zones, 4488 + z for 3-degree zones.
int code_of_zone(int zone);
/// The zone whose prefix the eastings of an EPSG code carry; none for all other codes.
std::optional<int> zone_of_code(int epsg);
/// Degrees of the central meridian of a zone.
int meridian_of_zone(int zone);
/// Zones of the same width beside it.
bool is_zone(int zone);

/// The same grid without the zone in front of the easting: EPSG 4534 + (meridian - 75) / 3.
int code_of_meridian(int meridian);
/// Whether an EPSG code is such a grid, of 3-degree or 6-degree zones.
bool is_plain_grid(int epsg);

/// Brings the records of a layer in a CGCS2000 grid whose easting carries the prefix of another
/// zone to the layer's own, each with a word about it; if every record does, and the user has named
/// the grid, the prefix is taken as wrong and replaced.
void settle_zones(Intake& intake, IssueLog& log);

}  // namespace firebreak
