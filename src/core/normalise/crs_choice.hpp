#pragma once

#include <cmath>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/base/job.hpp"
#include "core/geo/crs.hpp"
#include "core/normalise/intake.hpp"
#include "core/normalise/issue_log.hpp"

namespace firebreak {

/// The metric grid that a city is measured in (product.md section 2 and 7.1).
struct Frame {
  Crs crs;
  Xy origin;
  double scale_error = 0;
};

/// The CRS of a layer's coordinates: the one declared, else the file's, else what the coordinates
/// plainly say (then x and y are turned if they stand exchanged); what was assumed is reported. If
/// they do not say it, the intake stays `unplaced`. Throws `Error` (file) with a remedy if the
/// coordinates contradict the CRS in every record.
void settle_crs(Intake& intake, IssueLog& log);

/// Chooses the CRS: `wanted`; else that of the buildings if it is metric with a scale error under
/// 0.1 % here; else a registered one for the place. Throws `Error` (usage) if `wanted` cannot be
/// measured in. Reports a scale error above 0.1 %.
Frame choose_frame(std::span<const Intake> layers, const std::optional<Crs>& wanted,
                   const Job& job);

/// Moves all layers into the frame's CRS, sets aside what lies far outside the rest, fixes the
/// local origin and the scale error over what is left, and subtracts the origin.
void place_layers(std::vector<Intake>& layers, Frame& frame, IssueLog& log, const Job& job);

/// The middle of a set of places, coordinate by coordinate; empty places are left out.
std::optional<Xy> median_place(std::vector<Xy> places);

/// Relative error of lengths beyond which a CRS is not chosen, and reported.
inline constexpr double largest_scale_error = 1e-3;

/// Longitude and latitude.
const Crs& wgs84();
inline bool in_degrees(Xy p) {
  return std::abs(p.x_m) <= 180 && std::abs(p.y_m) <= 90;
}

/// The middles of the records that are not set aside.
std::vector<Xy> centres(const Intake& intake);

/// Layers that say where the city is: buildings if there are any, else roads, else hydrants, else
/// all.
std::vector<const Intake*> telling_layers(std::span<const Intake> layers);

/// An issue about a layer as a whole: doubtful, assumed.
Issue layer_issue(const Intake& intake, IssueKind kind, std::string detail, std::string effect);

}  // namespace firebreak
