#include "core/normalise/crs_choice.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/error.hpp"
#include "core/base/text.hpp"

namespace firebreak {

const Crs& wgs84() {
  static const Crs crs("EPSG:4326");
  return crs;
}

Issue layer_issue(const Intake& intake, IssueKind kind, std::string detail, std::string effect) {
  Issue issue;
  issue.kind = kind;
  issue.severity = Severity::doubtful;
  issue.action = Action::assumed;
  issue.origin = {intake.source, -1};
  issue.detail = std::move(detail);
  issue.effect = std::move(effect);
  return issue;
}

std::optional<Xy> median_place(std::vector<Xy> places) {
  if (places.empty()) return std::nullopt;
  const auto middle = places.begin() + static_cast<std::ptrdiff_t>(places.size() / 2);
  Xy median;
  std::nth_element(places.begin(), middle, places.end(), [](Xy a, Xy b) { return a.x_m < b.x_m; });
  median.x_m = middle->x_m;
  std::nth_element(places.begin(), middle, places.end(), [](Xy a, Xy b) { return a.y_m < b.y_m; });
  median.y_m = middle->y_m;
  return median;
}

std::vector<Xy> centres(const Intake& intake) {
  std::vector<Xy> out;
  const auto& boxes = intake.raw().shapes.boxes;
  out.reserve(boxes.size());
  for (std::size_t f = 0; f < boxes.size(); ++f)
    if (intake.aside[f] == 0 && !boxes[f].empty()) out.push_back(boxes[f].centre());
  return out;
}

std::vector<const Intake*> telling_layers(std::span<const Intake> layers) {
  for (const Role role : {Role::buildings, Role::roads, Role::hydrants}) {
    std::vector<const Intake*> found;
    for (const Intake& intake : layers)
      if (intake.role == role && !intake.unplaced && !intake.raw().shapes.points.empty())
        found.push_back(&intake);
    if (!found.empty()) return found;
  }
  std::vector<const Intake*> all;
  for (const Intake& intake : layers)
    if (!intake.unplaced && !intake.raw().shapes.points.empty()) all.push_back(&intake);
  return all;
}

Frame choose_frame(std::span<const Intake> layers, const std::optional<Crs>& wanted,
                   const Job& job) {
  job.check();
  if (wanted) {
    if (!wanted->metric())
      throw Error(ErrorKind::usage,
                  "{} ({}) cannot be measured in: it is not a projection in metres, or distorts "
                  "lengths. Choose a local one, e.g. EPSG:25832 or EPSG:4547.",
                  wanted->definition(), wanted->name());
    return {*wanted, {}, 0};
  }
  std::vector<const Intake*> telling = telling_layers(layers);
  if (telling.empty()) return {};
  // The largest layer decides, the first of equals.
  const Intake* largest = telling.front();
  for (const Intake* intake : telling)
    if (intake->raw().size() > largest->raw().size()) largest = intake;
  const auto place = median_place(centres(*largest));
  if (!place) return {};
  if (largest->role == Role::buildings && largest->crs.metric() &&
      largest->crs.scale_error_at(*place) < largest_scale_error)
    return {largest->crs, {}, 0};
  const Xy at = Transform(largest->crs, wgs84())(*place);
  return {metric_crs_for({at.x_m, at.y_m}), {}, 0};
}
}  // namespace firebreak
