#include "core/normalise/rounded_places.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <span>

#include "core/base/text.hpp"
#include "core/normalise/crs_choice.hpp"

namespace firebreak {

namespace {

constexpr double metres_per_degree = 111320;  ///< of latitude; of longitude it is less
constexpr std::size_t least_points = 10;      ///< for decimals to say anything
constexpr std::size_t most_points = 2000;     ///< looked at, evenly over the layer

/// A grid that degrees are written on.
struct Step {
  double deg;
  double tolerance;  ///< in steps
  const char* words;
};

constexpr double decimal = 1e-6;   ///< what binary fractions leave
constexpr double sixtieth = 2e-3;  ///< what six decimals leave of a second

/// The coarsest first. Five decimals are a metre, and no more than what surveys leave open.
constexpr std::array steps{
    Step{1e-1, decimal, tr_key("The degrees have one decimal only")},
    Step{1.0 / 60, sixtieth, tr_key("The places are whole minutes")},
    Step{1e-2, decimal, tr_key("The degrees have two decimals only")},
    Step{1e-3, decimal, tr_key("The degrees have three decimals only")},
    Step{1.0 / 3600, sixtieth, tr_key("The places are whole seconds")},
    Step{1e-4, decimal, tr_key("The degrees have four decimals only")},
};

bool on(const Step& step, double value) {
  const double count = value / step.deg;
  return std::abs(count - std::round(count)) < step.tolerance;
}

bool nearly_all_on(const Step& step, std::span<const Xy> points) {
  const std::size_t stride = points.size() / most_points + 1;
  const std::size_t looked_at = (points.size() + stride - 1) / stride;
  std::size_t off = 0;
  for (std::size_t i = 0; i < points.size(); i += stride)
    if (!on(step, points[i].x_m) || !on(step, points[i].y_m))
      if (10 * ++off > looked_at) return false;
  return true;
}

/// Layers whose places are measured against each other.
bool measured(Role role) {
  switch (role) {
    case Role::buildings:
    case Role::hydrants:
    case Role::roads:
    case Role::stations:
    case Role::obstacles:
    case Role::barriers:
    case Role::carriageway:
    case Role::water_mains:
    case Role::incidents:
    case Role::reports:
    case Role::key_sites:
      return true;
    default:
      return false;
  }
}

}  // namespace

void note_rounding(Intake& intake, IssueLog& log) {
  const auto& points = intake.raw().shapes.points;
  if (intake.unplaced || !intake.crs.geographic() || !measured(intake.role) ||
      points.size() < least_points || intake.layer.accuracy_m)
    return;
  const auto step =
      std::ranges::find_if(steps, [&](const Step& one) { return nearly_all_on(one, points); });
  if (step == steps.end()) return;
  const double step_m = step->deg * metres_per_degree;
  intake.rounding_m = step_m / std::sqrt(12.0);  // of a value that lies anywhere between two
  log.add(layer_issue(
      intake, IssueKind::doubtful_value,
      text("{0}, {1:.0f} m apart: nothing in the layer lies more exactly than that.",
           translate(step->words), step_m),
      text("Its positions count as that much less exact, and verdicts near a limit say so.")));
}

}  // namespace firebreak
