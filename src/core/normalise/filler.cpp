#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "core/normalise/attributes.hpp"
#include "core/normalise/place_proposals.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak {

namespace {

constexpr std::size_t most_at_one_place = 5;
constexpr std::size_t least_rows = 10;  ///< for decimals to say anything
constexpr double whole = 1e-6;          ///< of a step: what binary fractions leave

bool is_ledger(const Intake& intake) {
  static constexpr std::array<std::string_view, 4> drivers{"CSV", "XLSX", "XLS", "ODS"};
  static constexpr std::array roles{Role::hydrants, Role::stations, Role::key_sites,
                                    Role::incidents, Role::reports};
  return std::ranges::find(drivers, intake.raw().driver) != drivers.end() &&
         std::ranges::find(roles, intake.role) != roles.end();
}

/// The place of a record that is one point.
std::optional<Xy> single_point(const Shapes& shapes, std::size_t f) {
  const auto points = shapes.feature_points(f);
  return points.size() == 1 ? std::optional(points[0]) : std::nullopt;
}

/// Whether all the rows name one address: several alarms of one house, or units in it, are no
/// filler. Hydrants and stations do not stand in one place, whatever their address says.
bool one_address(const Intake& intake, const std::vector<std::size_t>& rows) {
  if (intake.role == Role::hydrants || intake.role == Role::stations) return false;
  const FieldColumn address = FieldColumns(intake.layer)["address"];
  std::string first, buffer;
  for (const std::size_t row : rows) {
    if (!address.has(row)) return false;
    const std::string words = tidy(cell_view(*address.column, row, buffer));
    if (first.empty()) first = words;
    if (words.empty() || words != first) return false;
  }
  return true;
}

bool multiple_of(double value, double step) {
  const double steps = value / step;
  return std::abs(steps - std::round(steps)) < whole;
}

bool both_multiples(Xy p, double step) {
  return multiple_of(p.x_m, step) && multiple_of(p.y_m, step);
}

/// Degrees, minutes and seconds as text have no decimals that could be counted.
bool sexagesimal(const Intake& intake) {
  if (intake.layer.packed_angles) return true;
  for (const char* name : {"lon", "lat", "lonlat"}) {
    const FieldMatch* match = intake.layer.recognition.field(name);
    if (match == nullptr) continue;
    const Column& column = intake.raw().columns[match->column];
    std::string buffer;
    for (std::size_t row = 0; row < column.size(); ++row)
      if (column.has(row) && cell_view(column, row, buffer).find_first_not_of("0123456789.,+; ") !=
                                 std::string_view::npos)
        return true;
  }
  return false;
}

/// Steps of degrees that name a town, and those finer than which a place is meant.
struct Coarseness {
  double town_deg;
  double place_deg;
};
constexpr Coarseness of_decimals{1e-3, 1e-4};
constexpr Coarseness of_minutes{1.0 / 60, 1.0 / 3600};

/// Rows whose degrees have three decimals or fewer, or no seconds, where that means something: in
/// most rows, or among rows that are finer.
std::vector<std::size_t> coarse_rows(const Intake& intake, const Coarseness& steps) {
  const Shapes& shapes = intake.raw().shapes;
  std::vector<std::size_t> coarse;
  if (!intake.crs.geographic()) return coarse;
  std::size_t located = 0, fine = 0;
  for (std::size_t f = 0; f < shapes.size(); ++f) {
    const auto at = single_point(shapes, f);
    if (!at) continue;
    ++located;
    if (both_multiples(*at, steps.town_deg)) coarse.push_back(f);
    if (!both_multiples(*at, steps.place_deg)) ++fine;
  }
  const bool most = 2 * coarse.size() > located;
  const bool among_fine = 10 * (fine + coarse.size()) >= 9 * located;
  if (located < least_rows || (!most && !among_fine)) coarse.clear();
  return coarse;
}

void forget_place(Intake& intake, const std::map<std::size_t, std::string>& reasons,
                  IssueLog& log) {
  Shapes kept;
  const Shapes& shapes = intake.raw().shapes;
  for (std::size_t f = 0; f < shapes.size(); ++f) {
    const auto found = reasons.find(f);
    if (found == reasons.end()) {
      kept.add_copy(shapes, f);
      continue;
    }
    kept.finish_feature();
    Issue issue = layer_issue(intake, IssueKind::bad_coordinates, found->second,
                              text("Its place is unknown; its address is tried."));
    issue.origin = intake.origin(f);
    log.add(std::move(issue));
  }
  intake.layer.raw.shapes = std::move(kept);
}

}  // namespace

void drop_repeats(Intake& intake, IssueLog& log) {
  if (!is_ledger(intake) || intake.raw().shapes.points.empty()) return;
  const Shapes& shapes = intake.raw().shapes;
  std::map<std::pair<double, double>, std::vector<std::size_t>> at_place;
  for (std::size_t f = 0; f < shapes.size(); ++f)
    if (const auto at = single_point(shapes, f); at && std::isfinite(at->x_m + at->y_m))
      at_place[{at->x_m, at->y_m}].push_back(f);
  std::map<std::size_t, std::string> reasons;
  for (const auto& [at, rows] : at_place) {
    if (rows.size() <= most_at_one_place || one_address(intake, rows)) continue;
    for (const std::size_t row : rows)
      reasons[row] = text("{} rows have the same coordinates: they fill the cells.", rows.size());
  }
  if (reasons.empty()) return;
  forget_place(intake, reasons, log);
  if (intake.layer.recognition.crs)  // they spoke for it, too
    intake.layer.recognition.crs = propose_crs(intake.raw().shapes.points);
}

void drop_coarse(Intake& intake, IssueLog& log) {
  if (!is_ledger(intake) || intake.unplaced) return;
  std::map<std::size_t, std::string> reasons;
  const bool minutes = sexagesimal(intake);
  for (const std::size_t row : coarse_rows(intake, minutes ? of_minutes : of_decimals))
    reasons.try_emplace(
        row, minutes ? text("The place is told by degrees and minutes only: they name a town.")
                     : text("The degrees have three decimals only: they name a town."));
  if (!reasons.empty()) forget_place(intake, reasons, log);
}

}  // namespace firebreak
