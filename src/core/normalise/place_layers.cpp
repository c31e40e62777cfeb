#include "core/normalise/crs_choice.hpp"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numbers>

#include "core/base/error.hpp"
#include "core/base/parallel.hpp"
#include "core/base/text.hpp"

namespace firebreak {

namespace {

constexpr std::size_t point_chunk = 65536;
constexpr std::size_t feature_chunk = 16384;

/// Takes every coordinate of a layer to the CRS of the frame.
void transform_layer(Intake& intake, const Crs& to, const Job& job) {
  auto& points = intake.layer.raw.shapes.points;
  const CoordinateShift shift = intake.layer.shift;
  if (shift == CoordinateShift::none && intake.crs == to) return;
  std::vector<std::unique_ptr<Transform>> transforms(job.threads());
  parallel_for(job, points.size(), point_chunk, translate("moving coordinates"),
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 if (!transforms[thread])
                   transforms[thread] = std::make_unique<Transform>(intake.crs, to);
                 const auto part = std::span(points).subspan(begin, end - begin);
                 if (shift != CoordinateShift::none) unshift(part, shift);
                 transforms[thread]->apply(part);
               });
}

/// Shifts a layer by the origin and makes its boxes anew.
void shift_layer(Intake& intake, Xy origin, const Job& job) {
  Shapes& shapes = intake.layer.raw.shapes;
  parallel_for(job, shapes.size(), feature_chunk, translate("moving coordinates"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t f = begin; f < end; ++f) {
                   Box box;
                   const auto from = shapes.part_start[shapes.feature_start[f]];
                   const auto to = shapes.part_start[shapes.feature_start[f + 1]];
                   for (auto p = from; p < to; ++p) {
                     shapes.points[p] = shapes.points[p] - origin;
                     box.add(shapes.points[p]);
                   }
                   shapes.boxes[f] = box;
                 }
               });
}

void set_aside(Intake& intake, std::size_t row, IssueKind kind, std::string_view detail,
               IssueLog& log) {
  intake.aside[row] = 1;
  if (!log.wants({kind, Severity::serious, Action::set_aside, intake.source},
                 intake.origin(row).fid))
    return;
  Issue issue;
  issue.kind = kind;
  issue.severity = Severity::serious;
  issue.action = Action::set_aside;
  issue.origin = intake.origin(row);
  issue.detail = translate(detail);
  issue.effect = translate("It takes no part in any result.");
  log.add(std::move(issue));
}

/// Sets aside records without geometry or with coordinates that cannot be places, as read.
void drop_unplaced(Intake& intake, IssueLog& log) {
  const Shapes& shapes = intake.raw().shapes;
  const bool geographic = intake.crs.geographic();
  for (std::size_t f = 0; f < shapes.size(); ++f) {
    if (intake.aside[f] != 0) continue;
    const auto points = shapes.feature_points(f);
    if (points.empty()) {
      set_aside(intake, f, IssueKind::empty_geometry, "The record has no geometry.", log);
      continue;
    }
    const bool good = std::all_of(points.begin(), points.end(), [geographic](Xy p) {
      if (!std::isfinite(p.x_m) || !std::isfinite(p.y_m)) return false;
      return geographic ? in_degrees(p) && !(p == Xy{}) : true;
    });
    const bool nowhere = points.size() == 1 && points[0] == Xy{};
    if (!good || nowhere)
      set_aside(intake, f, IssueKind::bad_coordinates, "A coordinate is no place on the map.", log);
  }
}

/// Sets aside records that the projection could not take.
void drop_unmoved(Intake& intake, IssueLog& log) {
  const Shapes& shapes = intake.raw().shapes;
  for (std::size_t f = 0; f < shapes.size(); ++f) {
    if (intake.aside[f] != 0) continue;
    const auto points = shapes.feature_points(f);
    if (std::any_of(points.begin(), points.end(),
                    [](Xy p) { return !std::isfinite(p.x_m) || !std::isfinite(p.y_m); }))
      set_aside(intake, f, IssueKind::bad_coordinates,
                "A coordinate cannot be moved to the city's CRS.", log);
  }
}

/// Roles whose records are single places near the city; areas and networks may reach further.
bool local_role(Role role) {
  switch (role) {
    case Role::buildings:
    case Role::hydrants:
    case Role::roads:
    case Role::stations:
    case Role::obstacles:
    case Role::incidents:
    case Role::reports:
    case Role::key_sites:
      return true;
    default:
      return false;
  }
}

struct Reach {
  Xy middle;
  double limit_m = 0;
};

/// How far from its middle the city reaches: records beyond ten times the distance that holds
/// 95 % of it, plus 20 km, are elsewhere. None for a handful of records.
std::optional<Reach> reach_of(std::span<const Intake> layers) {
  std::vector<Xy> places;
  for (const Intake* intake : telling_layers(layers)) {
    const auto more = centres(*intake);
    places.insert(places.end(), more.begin(), more.end());
  }
  if (places.size() < 10) return std::nullopt;
  Reach reach;
  reach.middle = *median_place(places);
  std::vector<double> distance;
  distance.reserve(places.size());
  for (const Xy p : places) distance.push_back(distance_m(p, reach.middle));
  const auto most = distance.begin() +
                    static_cast<std::ptrdiff_t>(0.95 * static_cast<double>(distance.size() - 1));
  std::nth_element(distance.begin(), most, distance.end());
  reach.limit_m = 20000 + 10 * *most;
  return reach;
}

/// Over the globe, where both have a place on it; the grid stretches what is far from its middle.
double distance_on_globe_m(const Crs& grid, Xy a, Xy b) {
  const Transform degrees(grid, wgs84());
  const Xy from = degrees(a);
  const Xy to = degrees(b);
  if (!in_degrees(from) || !in_degrees(to)) return distance_m(a, b);
  constexpr double radius_m = 6371000;
  constexpr double per_degree = std::numbers::pi / 180;
  const double half_lat = std::sin((to.y_m - from.y_m) * per_degree / 2);
  const double half_lon = std::sin((to.x_m - from.x_m) * per_degree / 2);
  const double h = half_lat * half_lat + std::cos(from.y_m * per_degree) *
                                             std::cos(to.y_m * per_degree) * half_lon * half_lon;
  return 2 * radius_m * std::asin(std::min(1.0, std::sqrt(h)));
}

void drop_far(Intake& intake, const Crs& grid, const Reach& reach, IssueLog& log) {
  if (!local_role(intake.role) || intake.by_address) return;
  std::vector<std::uint32_t> far;
  std::vector<Xy> far_places;
  std::size_t all = 0;
  const auto& boxes = intake.raw().shapes.boxes;
  for (std::size_t f = 0; f < boxes.size(); ++f) {
    if (intake.aside[f] != 0 || boxes[f].empty()) continue;
    ++all;
    if (distance_m(boxes[f].centre(), reach.middle) <= reach.limit_m) continue;
    far.push_back(static_cast<std::uint32_t>(f));
    far_places.push_back(boxes[f].centre());
  }
  if (2 * far.size() < all || far.empty()) {
    for (const auto f : far)
      set_aside(intake, f, IssueKind::far_outside, "The record lies far outside all others.", log);
    return;
  }
  Issue issue =
      layer_issue(intake, IssueKind::coordinate_offset,
                  text("{0} of {1} records of the layer lie far from the city, most about "
                       "{2:.0f} km: the zone, the order of x and y, or the CRS may be wrong.",
                       far.size(), all,
                       distance_on_globe_m(grid, *median_place(far_places), reach.middle) / 1000),
                  text("The layer hardly meets the others; results from it mean little."));
  issue.severity = Severity::serious;
  issue.action = Action::kept;
  issue.records = far.size();
  log.add(std::move(issue));
}

Box kept_extent(std::span<const Intake> layers, bool local_only) {
  Box extent;
  for (const Intake& intake : layers) {
    if (local_only && !local_role(intake.role)) continue;
    for (std::size_t f = 0; f < intake.aside.size(); ++f)
      if (intake.aside[f] == 0) extent.add(intake.raw().shapes.boxes[f]);
  }
  return extent;
}

double scale_error_over(const Crs& crs, const Box& box) {
  double error = 0;
  const Xy middle = box.centre();
  for (const double x : {box.min.x_m, middle.x_m, box.max.x_m})
    for (const double y : {box.min.y_m, middle.y_m, box.max.y_m})
      error = std::max(error, crs.scale_error_at({x, y}));
  return error;
}

}  // namespace

void place_layers(std::vector<Intake>& layers, Frame& frame, IssueLog& log, const Job& job) {
  for (Intake& intake : layers) {
    if (intake.by_address || intake.unplaced) continue;
    drop_unplaced(intake, log);
    if (intake.raw().shapes.points.empty()) continue;
    if (intake.crs == frame.crs && intake.layer.shift == CoordinateShift::none) continue;
    transform_layer(intake, frame.crs, job);
    drop_unmoved(intake, log);
    shift_layer(intake, {0, 0}, job);
  }
  if (const auto reach = reach_of(layers))
    for (Intake& intake : layers) drop_far(intake, frame.crs, *reach, log);

  Box extent = kept_extent(layers, true);
  if (extent.empty()) extent = kept_extent(layers, false);
  if (extent.empty()) return;
  const Xy middle = extent.centre();
  frame.origin = {1000 * std::round(middle.x_m / 1000), 1000 * std::round(middle.y_m / 1000)};
  frame.scale_error = scale_error_over(frame.crs, extent);
  for (Intake& intake : layers) shift_layer(intake, frame.origin, job);
  if (frame.scale_error <= largest_scale_error) return;
  Issue issue;
  issue.kind = IssueKind::scale_error;
  issue.severity = Severity::doubtful;
  issue.extent = Box{extent.min - frame.origin, extent.max - frame.origin};
  issue.detail = text("{} is off by up to {:.2f} % in length over this city.",
                      frame.crs.definition(), 100 * frame.scale_error);
  issue.effect =
      text("Every distance and area carries this error; choose a CRS made for the place.");
  log.add(std::move(issue));
}

}  // namespace firebreak
