#include "core/normalise/crs_choice.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <memory>

#include "core/base/error.hpp"
#include "core/base/parallel.hpp"
#include "core/base/text.hpp"
#include "core/normalise/recognise.hpp"
#include "core/normalise/values.hpp"

namespace firebreak {

namespace {

constexpr double largest_scale_error = 1e-3;

const Crs& degrees() {
  static const Crs crs("EPSG:4326");
  return crs;
}

bool in_degrees(Xy p) {
  return std::abs(p.x_m) <= 180 && std::abs(p.y_m) <= 90;
}

void turn_axes(Shapes& shapes) {
  for (Xy& p : shapes.points) std::swap(p.x_m, p.y_m);
  for (Box& b : shapes.boxes) {
    std::swap(b.min.x_m, b.min.y_m);
    std::swap(b.max.x_m, b.max.y_m);
  }
}

/// Turns the records whose x and y stand exchanged while most do not, each with a word about it.
void turn_single_records(Intake& intake, IssueLog& log) {
  Shapes& shapes = intake.layer.raw.shapes;
  std::size_t straight = 0;
  std::vector<std::size_t> turned;
  for (std::size_t f = 0; f < shapes.size(); ++f) {
    const auto points = shapes.feature_points(f);
    if (points.empty()) continue;
    const auto all = [&](int order) {
      return std::ranges::all_of(points, [order](Xy p) { return axis_order(p) == order; });
    };
    if (all(1)) ++straight;
    if (all(-1)) turned.push_back(f);
  }
  if (straight == 0) return;  // the layer as a whole
  for (const std::size_t f : turned) {
    const auto from = shapes.part_start[shapes.feature_start[f]];
    const auto to = shapes.part_start[shapes.feature_start[f + 1]];
    for (auto p = from; p < to; ++p) std::swap(shapes.points[p].x_m, shapes.points[p].y_m);
    std::swap(shapes.boxes[f].min.x_m, shapes.boxes[f].min.y_m);
    std::swap(shapes.boxes[f].max.x_m, shapes.boxes[f].max.y_m);
    Issue issue;
    issue.kind = IssueKind::bad_coordinates;
    issue.severity = Severity::info;
    issue.action = Action::repaired;
    issue.origin = intake.origin(f);
    issue.detail = text("x and y of the record stand exchanged; they were put right.");
    issue.effect = text("None: the ranges of the two do not meet, so the order is certain.");
    log.add(std::move(issue));
  }
}

/// Takes packed degrees, minutes and seconds (DDD.MMSSss) apart, as the user has said they are.
void unpack_angles(Intake& intake) {
  Shapes& shapes = intake.layer.raw.shapes;
  for (std::size_t f = 0; f < shapes.size(); ++f) {
    const auto from = shapes.part_start[shapes.feature_start[f]];
    const auto to = shapes.part_start[shapes.feature_start[f + 1]];
    Box box;
    for (auto p = from; p < to; ++p) {
      const auto x = packed_angle_deg(shapes.points[p].x_m);
      const auto y = packed_angle_deg(shapes.points[p].y_m);
      // Minutes or seconds of 60 and more: no such angle, and no place.
      shapes.points[p] = x && y ? Xy{*x, *y} : Xy{};
      box.add(shapes.points[p]);
    }
    shapes.boxes[f] = box;
  }
  intake.crs_note = text("packed degrees, minutes and seconds");
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

/// Adopts what the coordinates of a layer without CRS say about themselves.
void adopt_proposal(Intake& intake, IssueLog& log) {
  RawLayer& raw = intake.layer.raw;
  const CrsProposal proposal =
      intake.layer.recognition.crs ? *intake.layer.recognition.crs : propose_crs(raw.shapes.points);
  if (!proposal.crs || !proposal.certain)
    throw Error(ErrorKind::file,
                "{}: the source has no coordinate reference system. {} Name one in city.toml, e.g. "
                "crs = \"EPSG:4547\".",
                intake.place(), proposal.remedy.empty() ? proposal.reason : proposal.remedy);
  if (proposal.swap_xy) turn_axes(raw.shapes);
  intake.crs = *proposal.crs;
  intake.crs_note = text("recognised by the coordinates");
  log.add(layer_issue(intake, IssueKind::doubtful_value, proposal.reason,
                      text("Coordinates are taken as {}.", proposal.crs->definition())));
}

std::size_t records_in_degrees(const Shapes& shapes, bool turned, std::size_t& located) {
  std::size_t good = 0;
  located = 0;
  for (const Box& box : shapes.boxes) {
    if (box.empty() || (box.min == Xy{} && box.max == Xy{})) continue;
    ++located;
    const auto fits = [turned](Xy p) { return in_degrees(turned ? Xy{p.y_m, p.x_m} : p); };
    if (fits(box.min) && fits(box.max)) ++good;
  }
  return good;
}

/// Refuses a layer whose coordinates cannot be of its CRS; turns x and y when only that fits.
void check_against_crs(Intake& intake, IssueLog& log) {
  Shapes& shapes = intake.layer.raw.shapes;
  std::size_t located = 0;
  const std::size_t good = records_in_degrees(shapes, false, located);
  if (located == 0) return;
  if (!intake.crs.geographic()) {
    if (good < located) return;
    throw Error(ErrorKind::file,
                "{}: every coordinate looks like degrees, but the coordinate reference system is "
                "{} in metres. Name the right one in city.toml, e.g. crs = \"EPSG:4326\".",
                intake.place(), intake.crs.definition());
  }
  if (2 * good >= located) return;
  if (10 * records_in_degrees(shapes, true, located) < 9 * located)
    throw Error(ErrorKind::file,
                "{}: the coordinates are not degrees, but the coordinate reference system is {}. "
                "Name the right one in city.toml, e.g. crs = \"EPSG:4547\".",
                intake.place(), intake.crs.definition());
  turn_axes(shapes);
  log.add(layer_issue(intake, IssueKind::bad_coordinates,
                      text("Latitude stands before longitude; they were exchanged."),
                      text("None, if the places are right on the map.")));
}

}  // namespace

std::string Intake::place() const {
  const std::string file = std::filesystem::path(layer.raw.path).filename().string();
  if (layer.raw.layer.empty()) return file;
  return text("{}, layer \"{}\"", file, layer.raw.layer);
}

void settle_crs(Intake& intake, IssueLog& log) {
  const SourceLayer& layer = intake.layer;
  intake.crs = layer.crs.known() ? layer.crs : layer.raw.crs;
  if (layer.raw.shapes.points.empty()) return;
  turn_single_records(intake, log);
  if (!intake.crs.known()) {
    if (layer.shift != CoordinateShift::none)
      intake.crs = degrees();
    else
      adopt_proposal(intake, log);
  }
  if (layer.shift != CoordinateShift::none && !intake.crs.geographic())
    throw Error(ErrorKind::file,
                "{}: an offset of {} belongs to coordinates in degrees, but the coordinate "
                "reference system is {}. Take the offset out of city.toml.",
                intake.place(), shift_name(layer.shift), intake.crs.definition());
  if (layer.shift != CoordinateShift::none)
    intake.crs_note = text("shifted back from {}", shift_name(layer.shift));
  check_against_crs(intake, log);
  if (!layer.packed_angles) return;
  if (!intake.crs.geographic())
    throw Error(ErrorKind::file,
                "{}: packed angles are degrees, but the coordinate reference system is {}. Take "
                "angles out of city.toml.",
                intake.place(), intake.crs.definition());
  unpack_angles(intake);
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

namespace {

std::vector<Xy> centres(const Intake& intake) {
  std::vector<Xy> out;
  const auto& boxes = intake.raw().shapes.boxes;
  out.reserve(boxes.size());
  for (std::size_t f = 0; f < boxes.size(); ++f)
    if (intake.aside[f] == 0 && !boxes[f].empty()) out.push_back(boxes[f].centre());
  return out;
}

/// Layers that say where the city is: buildings if there are any, else roads, else hydrants, else
/// all.
std::vector<const Intake*> telling_layers(std::span<const Intake> layers) {
  for (const Role role : {Role::buildings, Role::roads, Role::hydrants}) {
    std::vector<const Intake*> found;
    for (const Intake& intake : layers)
      if (intake.role == role && !intake.raw().shapes.points.empty()) found.push_back(&intake);
    if (!found.empty()) return found;
  }
  std::vector<const Intake*> all;
  for (const Intake& intake : layers)
    if (!intake.raw().shapes.points.empty()) all.push_back(&intake);
  return all;
}

}  // namespace

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
  const Xy at = Transform(largest->crs, degrees())(*place);
  return {metric_crs_for({at.x_m, at.y_m}), {}, 0};
}

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
  if (!log.wants({kind, Severity::serious, Action::set_aside, intake.source})) return;
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

void drop_far(Intake& intake, const Reach& reach, IssueLog& log) {
  if (!local_role(intake.role)) return;
  std::vector<std::uint32_t> far;
  std::size_t all = 0;
  const auto& boxes = intake.raw().shapes.boxes;
  for (std::size_t f = 0; f < boxes.size(); ++f) {
    if (intake.aside[f] != 0) continue;
    ++all;
    if (distance_m(boxes[f].centre(), reach.middle) > reach.limit_m)
      far.push_back(static_cast<std::uint32_t>(f));
  }
  if (2 * far.size() < all || far.empty()) {
    for (const auto f : far)
      set_aside(intake, f, IssueKind::far_outside, "The record lies far outside all others.", log);
    return;
  }
  Issue issue =
      layer_issue(intake, IssueKind::coordinate_offset,
                  text("Most records of the layer lie more than {:.0f} km from the city: the zone, "
                       "the order of x and y, or the CRS may be wrong.",
                       reach.limit_m / 1000),
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
    if (intake.by_address) continue;
    drop_unplaced(intake, log);
    if (intake.raw().shapes.points.empty()) continue;
    if (intake.crs == frame.crs && intake.layer.shift == CoordinateShift::none) continue;
    transform_layer(intake, frame.crs, job);
    drop_unmoved(intake, log);
    shift_layer(intake, {0, 0}, job);
  }
  if (const auto reach = reach_of(layers))
    for (Intake& intake : layers) drop_far(intake, *reach, log);

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
