#pragma once

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
/// plainly say (then x and y are turned if they stand exchanged); what was assumed is reported.
/// Throws `Error` (file) with a remedy if there is none, or if the coordinates contradict it in
/// every record.
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

}  // namespace firebreak
