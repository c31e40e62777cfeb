#include "core/normalise/crs_zones.hpp"

#include <cmath>
#include <map>
#include <vector>

#include "core/base/text.hpp"
#include "core/normalise/crs_choice.hpp"

namespace firebreak {

namespace {

constexpr double prefix_m = 1e6;
constexpr double least_easting_m = 160000;
constexpr double largest_easting_m = 840000;
constexpr double least_northing_m = 400000;
constexpr double largest_northing_m = 5950000;

/// The zone whose prefix all points of a record carry; none if they carry none, or several.
std::optional<int> zone_of_record(const Shapes& shapes, std::size_t f) {
  const Box& box = shapes.boxes[f];
  if (box.empty() || box.min.y_m < least_northing_m || box.max.y_m > largest_northing_m)
    return std::nullopt;
  const auto zone = zone_prefix(box.min.x_m);
  return zone == zone_prefix(box.max.x_m) ? zone : std::nullopt;
}

bool has_place(const Box& box) {
  return !box.empty() && !(box.min == Xy{} && box.max == Xy{});
}

/// Changes the points of a record and makes its box anew.
template <class Change>
void change_record(Shapes& shapes, std::size_t f, const Change& change) {
  const auto from = shapes.part_start[shapes.feature_start[f]];
  const auto to = shapes.part_start[shapes.feature_start[f + 1]];
  Box box;
  for (auto p = from; p < to; ++p) {
    shapes.points[p] = change(shapes.points[p]);
    box.add(shapes.points[p]);
  }
  shapes.boxes[f] = box;
}

/// Replaces a wrong prefix in all records.
void replace_prefix(Intake& intake, int wrong, std::optional<int> right, IssueLog& log) {
  Shapes& shapes = intake.layer.raw.shapes;
  intake.steps.add(PlaceStep::zone_corrected);
  const double move = ((right ? *right : 0) - wrong) * prefix_m;
  for (std::size_t f = 0; f < shapes.size(); ++f)
    if (zone_of_record(shapes, f))
      change_record(shapes, f, [move](Xy p) { return p + Xy{move, 0}; });
  Issue issue = layer_issue(
      intake, IssueKind::bad_coordinates,
      text("The eastings carry the prefix of zone {0}, the project says {1}: the prefix "
           "was put right.",
           wrong, intake.crs.definition()),
      text("None, if the layer fits the others on the map."));
  issue.records = std::max<std::uint64_t>(1, shapes.size());
  log.add(std::move(issue));
}

}  // namespace

std::optional<int> zone_prefix(double easting) {
  if (!(easting >= 0 && easting < 46 * prefix_m)) return std::nullopt;
  const int zone = static_cast<int>(easting / prefix_m);
  const double rest = easting - zone * prefix_m;
  if (!is_zone(zone) || rest < least_easting_m || rest > largest_easting_m) return std::nullopt;
  return zone;
}

bool is_zone(int zone) {
  return (zone >= 13 && zone <= 23) || (zone >= 25 && zone <= 45);
}

int code_of_zone(int zone) {
  return zone + (zone <= 23 ? 4478 : 4488);
}

std::optional<int> zone_of_code(int epsg) {
  if (epsg >= 4491 && epsg <= 4501) return epsg - 4478;
  if (epsg >= 4513 && epsg <= 4533) return epsg - 4488;
  return std::nullopt;
}

int meridian_of_zone(int zone) {
  return zone <= 23 ? 6 * zone - 3 : 3 * zone;
}

int code_of_meridian(int meridian) {
  return 4534 + (meridian - 75) / 3;
}

bool is_plain_grid(int epsg) {
  return (epsg >= 4502 && epsg <= 4512) || (epsg >= 4534 && epsg <= 4554);
}

void settle_zones(Intake& intake, IssueLog& log) {
  const auto own = zone_of_code(intake.crs.epsg());
  if (!own && !is_plain_grid(intake.crs.epsg())) return;
  Shapes& shapes = intake.layer.raw.shapes;
  std::map<int, std::vector<std::size_t>> others;
  std::size_t located = 0;
  for (std::size_t f = 0; f < shapes.size(); ++f) {
    if (!has_place(shapes.boxes[f])) continue;
    ++located;
    const auto zone = zone_of_record(shapes, f);
    if (zone && zone != own) others[*zone].push_back(f);
  }
  if (others.empty()) return;
  if (intake.layer.crs.known() && others.size() == 1 && others.begin()->second.size() == located)
    return replace_prefix(intake, others.begin()->first, own, log);
  for (const auto& [zone, records] : others) {
    const Transform bring(Crs(fmt::format("EPSG:{}", code_of_zone(zone))), intake.crs);
    for (const std::size_t f : records) {
      change_record(shapes, f, [&bring](Xy p) { return bring(p); });
      intake.record_steps.emplace_back(intake.raw().fids[f], PlaceStep::zone_corrected);
      Issue issue;
      issue.kind = IssueKind::bad_coordinates;
      issue.severity = Severity::info;
      issue.action = Action::repaired;
      issue.origin = intake.origin(f);
      issue.detail = text(
          "The easting carries the prefix of zone {0}, the layer lies in {1}: the record was "
          "brought there.",
          zone, intake.crs.definition());
      issue.effect = text("None: the prefix says which zone the record is of.");
      log.add(std::move(issue));
    }
  }
}

}  // namespace firebreak
