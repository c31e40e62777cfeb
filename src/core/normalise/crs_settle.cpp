#include "core/normalise/crs_choice.hpp"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <unordered_map>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/normalise/crs_zones.hpp"
#include "core/normalise/recognise.hpp"
#include "core/normalise/values.hpp"

namespace firebreak {

namespace {

void turn_axes(Intake& intake) {
  Shapes& shapes = intake.layer.raw.shapes;
  for (Xy& p : shapes.points) std::swap(p.x_m, p.y_m);
  for (Box& b : shapes.boxes) {
    std::swap(b.min.x_m, b.min.y_m);
    std::swap(b.max.x_m, b.max.y_m);
  }
  intake.steps.add(PlaceStep::axes_turned);
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
    intake.record_steps.emplace_back(intake.raw().fids[f], PlaceStep::axes_turned);
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
  intake.steps.add(PlaceStep::dms_unpacked);
  intake.crs_note = text("packed degrees, minutes and seconds") +
                    (intake.crs_note.empty() ? "" : "; " + intake.crs_note);
}

/// Adopts what the coordinates of a layer without CRS say about themselves; if that is not certain,
/// the layer stays without a place.
void adopt_proposal(Intake& intake, IssueLog& log) {
  RawLayer& raw = intake.layer.raw;
  const bool as_recognised = intake.layer.recognition.crs && !intake.layer.turned_axes;
  const CrsProposal proposal =
      as_recognised ? *intake.layer.recognition.crs : propose_crs(raw.shapes.points);
  if (!proposal.crs || !proposal.certain) {
    intake.unplaced = true;
    intake.layer.recognition.crs = proposal;
    return;
  }
  if (proposal.swap_xy) turn_axes(intake);
  intake.crs = *proposal.crs;
  intake.steps.add(PlaceStep::crs_recognised);
  intake.crs_note = text("recognised by the coordinates");
  std::string told = proposal.reason;
  if (proposal.swap_xy)
    told += " " + text("x and y stand exchanged and are put right: their ranges do not meet.");
  log.add(layer_issue(intake, IssueKind::doubtful_value, std::move(told),
                      text("Coordinates are taken as {}.", proposal.crs->definition())));
}

/// Moves a layer of a local system into the CRS that the user has named, by control points.
void move_by_control_points(Intake& intake, IssueLog& log) {
  const SourceLayer& layer = intake.layer;
  if (!layer.crs.metric())
    throw Error(
        ErrorKind::usage,
        "{}: control_points need the CRS of their E and N in metres. Name it under the same "
        "[[source]] in city.toml, e.g. crs = \"EPSG:4547\".",
        intake.place());
  const Similarity similarity = similarity_of(layer.control_points);
  const double limit = layer.control_accepted_m.value_or(control_limit_m);
  if (similarity.rms_m > limit)
    throw Error(ErrorKind::usage,
                "{}: the control points fit to {:.2f} m only (limit {:.2f} m). Look for a wrong "
                "pair; if they are as good as they get, write control_accepted_m = {:.2f} under "
                "the same [[source]] in city.toml.",
                intake.place(), similarity.rms_m, limit, std::ceil(100 * similarity.rms_m) / 100);
  Shapes& shapes = intake.layer.raw.shapes;
  for (Xy& p : shapes.points) p = similarity(p);
  for (std::size_t f = 0; f < shapes.size(); ++f) {
    shapes.boxes[f] = {};
    for (const Xy p : shapes.feature_points(f)) shapes.boxes[f].add(p);
  }
  const std::size_t pairs = layer.control_points.size();
  const std::string fit = pairs == 2 ? text("two pairs, unchecked")
                                     : text("{0} pairs, RMS {1:.3f} m", pairs, similarity.rms_m);
  const Xy shift = similarity.shift_m();
  intake.steps.add(PlaceStep::control_points);
  intake.crs_note = text("moved by control points ({0})", fit);
  intake.place_parameters =
      text("E = {0:.4f}, N = {1:.4f}, scale {2:.9f}, rotation {3:.9f} rad", shift.x_m, shift.y_m,
           similarity.scale(), similarity.rotation_rad());
  // Without the parameters: defects are part of every edition.
  log.add(layer_issue(
      intake, IssueKind::coordinate_offset,
      text("The layer was moved into {0} by control points: {1}.", layer.crs.definition(), fit),
      pairs == 2 ? text("Two pairs fit any mistake in them; a third would show it.")
                 : text("Its places are no better than the fit.")));
}

/// Whether a grid cannot have been made for a place, but for that with x and y exchanged: there
/// its lengths are off by more than 1 %, here they are as true as those of a zone.
bool made_for_turned_only(const Crs& grid, Xy place) {
  constexpr double useless = 1e-2;
  constexpr double of_a_zone = 4e-3;
  return grid.scale_error_at(place) > useless &&
         grid.scale_error_at({place.y_m, place.x_m}) < of_a_zone;
}

/// Turns x and y of a layer in a grid that the user has named, if they stand exchanged in every
/// record: the ranges of the two do not meet.
void turn_grid_axes(Intake& intake, IssueLog& log) {
  Shapes& shapes = intake.layer.raw.shapes;
  std::size_t turned = 0;
  Box box;
  for (const Xy p : shapes.points) {
    const int order = axis_order(p);
    if (order > 0) return;
    if (order == 0) continue;
    ++turned;
    box.add(Xy{p.y_m, p.x_m});
  }
  if (turned == 0) return;
  const Xy middle = box.centre();
  if (!is_china_degrees(Transform(intake.crs, wgs84())(middle)) &&
      !made_for_turned_only(intake.crs, {middle.y_m, middle.x_m}))
    return;
  turn_axes(intake);
  log.add(layer_issue(intake, IssueKind::bad_coordinates,
                      text("x and y stand exchanged and are put right: their ranges do not meet."),
                      text("None, if the places are right on the map.")));
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
  turn_axes(intake);
  log.add(layer_issue(intake, IssueKind::bad_coordinates,
                      text("Latitude stands before longitude; they were exchanged."),
                      text("None, if the places are right on the map.")));
}

/// Tells of records that were accepted as shifted: moved now, or not, where they are not the same.
void report_row_shift(const Intake& intake, const RowShift& accepted, bool same, IssueLog& log) {
  const char* shift = accepted.shift == CoordinateShift::gcj02 ? "GCJ-02" : "BD-09";
  const std::size_t count = accepted.records.size();
  Issue issue = layer_issue(
      intake, IssueKind::coordinate_offset,
      same ? text("Records shifted back from {0}, as accepted: {1}.", shift, count)
           : text("The file has changed since {1} of its records were accepted as {0}: none of "
                  "them was shifted.",
                  shift, count),
      same ? text("Their places are as exact as it is true that they carry the shift.")
           : text("Accept what is proposed now, or take shift_rows out of city.toml."));
  issue.records = count;
  if (!same) issue.severity = Severity::serious;
  if (!same) issue.action = Action::kept;
  log.add(std::move(issue));
}

/// Shifts back the records that a person has accepted as shifted, if they are still those.
void shift_single_records(Intake& intake, IssueLog& log) {
  const SourceLayer& layer = intake.layer;
  if (layer.row_shifts.empty()) return;
  if (!intake.crs.geographic() || layer.shift != CoordinateShift::none)
    throw Error(ErrorKind::file,
                "{}: shift_rows belongs to coordinates in degrees of which the others carry no "
                "shift. Take it out of city.toml.",
                intake.place());
  Shapes& shapes = intake.layer.raw.shapes;
  std::unordered_map<std::int64_t, std::size_t> row_of;
  for (std::size_t row = 0; row < shapes.size(); ++row) row_of.emplace(intake.raw().fids[row], row);
  for (const RowShift& accepted : layer.row_shifts) {
    std::vector<std::size_t> rows;
    std::vector<Xy> places;
    for (const std::int64_t record : accepted.records) {
      const auto found = row_of.find(record);
      if (found == row_of.end() || shapes.boxes[found->second].empty()) continue;
      rows.push_back(found->second);
      places.push_back(shapes.boxes[found->second].centre());
    }
    const bool same = rows.size() == accepted.records.size() &&
                      (accepted.mark.empty() || accepted.mark == places_mark(places));
    report_row_shift(intake, accepted, same, log);
    if (!same) continue;
    for (const std::size_t row : rows) {
      const auto from = shapes.part_start[shapes.feature_start[row]];
      const auto to = shapes.part_start[shapes.feature_start[row + 1]];
      unshift(std::span(shapes.points).subspan(from, to - from), accepted.shift);
      shapes.boxes[row] = {};
      for (const Xy p : shapes.feature_points(row)) shapes.boxes[row].add(p);
      const std::int64_t record = intake.raw().fids[row];
      intake.record_steps.emplace_back(
          record, accepted.shift == CoordinateShift::gcj02 ? PlaceStep::gcj02 : PlaceStep::bd09);
      if (!layer.accepted.empty()) intake.record_steps.emplace_back(record, PlaceStep::accepted);
    }
  }
}

/// Whether what was accepted about a layer is about all of its records.
bool accepted_as_a_whole(const SourceLayer& layer) {
  return !layer.accepted.empty() &&
         (layer.row_shifts.empty() || layer.crs.known() || layer.packed_angles ||
          layer.turned_axes || !layer.control_points.empty());
}

/// Keeps the places of hydrants as read, where phone positions may stand among them.
void keep_as_read(Intake& intake) {
  if (intake.role != Role::hydrants || !intake.crs.geographic() ||
      intake.layer.shift != CoordinateShift::none)
    return;
  const RawLayer& raw = intake.raw();
  for (std::size_t row = 0; row < raw.size(); ++row)
    if (const Box& box = raw.shapes.boxes[row]; !box.empty())
      intake.as_read.emplace(raw.fids[row], box.centre());
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
  if (layer.turned_axes) turn_axes(intake);
  if (!layer.control_points.empty()) move_by_control_points(intake, log);
  turn_single_records(intake, log);
  if (!intake.crs.known()) {
    if (layer.shift != CoordinateShift::none)
      intake.crs = wgs84();
    else
      adopt_proposal(intake, log);
  }
  if (intake.unplaced) return;
  if (layer.shift != CoordinateShift::none && !intake.crs.geographic())
    throw Error(ErrorKind::file,
                "{}: an offset of {} belongs to coordinates in degrees, but the coordinate "
                "reference system is {}. Take the offset out of city.toml.",
                intake.place(), shift_name(layer.shift), intake.crs.definition());
  if (layer.shift != CoordinateShift::none) {
    intake.steps.add(layer.shift == CoordinateShift::gcj02 ? PlaceStep::gcj02 : PlaceStep::bd09);
    intake.crs_note = text("shifted back from {}", shift_name(layer.shift));
  }
  if (accepted_as_a_whole(layer)) intake.steps.add(PlaceStep::accepted);
  if (!layer.crs_note.empty())
    intake.crs_note += (intake.crs_note.empty() ? "" : "; ") + layer.crs_note;
  if (layer.crs.known() && !layer.raw.crs.known() && intake.crs.metric())
    turn_grid_axes(intake, log);
  settle_zones(intake, log);
  check_against_crs(intake, log);
  if (layer.packed_angles) {
    if (!intake.crs.geographic())
      throw Error(ErrorKind::file,
                  "{}: packed angles are degrees, but the coordinate reference system is {}. Take "
                  "angles out of city.toml.",
                  intake.place(), intake.crs.definition());
    unpack_angles(intake);
  }
  keep_as_read(intake);
  shift_single_records(intake, log);
}

}  // namespace firebreak
