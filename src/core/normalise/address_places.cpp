#include "core/normalise/address_places.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "core/base/plural.hpp"
#include "core/base/text.hpp"
#include "core/normalise/attributes.hpp"
#include "core/normalise/gazetteer.hpp"
#include "core/normalise/table_tools.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak {

namespace {

bool placed_by_address(Role role) {
  static constexpr std::array roles{Role::hydrants, Role::stations, Role::key_sites,
                                    Role::incidents, Role::reports};
  return std::ranges::find(roles, role) != roles.end();
}

bool is_table(const RawLayer& raw) {
  static constexpr std::array<std::string_view, 4> drivers{"CSV", "XLSX", "XLS", "ODS"};
  return std::ranges::find(drivers, raw.driver) != drivers.end();
}

bool has_no_place(const Shapes& shapes, std::size_t row) {
  return shapes.first_part(row) == shapes.end_part(row);
}

bool has_address(const FieldColumn& column, std::size_t row) {
  if (!column.has(row)) return false;
  std::string buffer;
  return !means_missing(tidy(cell_view(*column.column, row, buffer)));
}

/// Turns an intake into one whose records are placed by their address.
void mark(Intake& intake) {
  intake.by_address = true;
  intake.crs_note = text("located by address");
  intake.steps = {PlaceStep::by_address};
  intake.record_steps.clear();
  intake.layer.accuracy_m = address_accuracy_m;
  intake.layer.relative_accuracy_m = address_accuracy_m;
}

}  // namespace

void part_by_address(std::vector<Intake>& intakes) {
  const bool named_roads = std::ranges::any_of(intakes, [](const Intake& intake) {
    return intake.role == Role::roads && intake.layer.recognition.field("name") != nullptr;
  });
  if (!named_roads) return;
  const std::size_t count = intakes.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (intakes[i].unplaced || !placed_by_address(intakes[i].role) || !is_table(intakes[i].raw()))
      continue;
    const FieldColumn address = FieldColumns(intakes[i].layer)["address"];
    std::vector<std::uint32_t> here, elsewhere;
    for (std::uint32_t row = 0; row < intakes[i].raw().size(); ++row) {
      const bool words = has_no_place(intakes[i].raw().shapes, row) && has_address(address, row);
      (words ? elsewhere : here).push_back(row);
    }
    if (elsewhere.empty()) continue;
    if (intakes[i].raw().shapes.points.empty()) {
      mark(intakes[i]);
      continue;
    }
    Intake parted = intakes[i];
    parted.sheet = intakes[i].raw().layer;
    parted.source = static_cast<std::uint32_t>(intakes.size());
    parted.layer.raw = selected(intakes[i].raw(), elsewhere);
    parted.layer.raw.issues.clear();
    parted.layer.raw.layer = text("{} (by address)", parted.layer.raw.layer);
    parted.aside.assign(elsewhere.size(), 0);
    parted.parted = true;
    mark(parted);
    intakes[i].layer.raw = selected(intakes[i].raw(), here);
    intakes[i].aside.assign(here.size(), 0);
    intakes.push_back(std::move(parted));
  }
}

namespace {

Issue issue_about(Origin origin, Severity severity, Action action, IssueKind kind) {
  Issue issue;
  issue.kind = kind;
  issue.severity = severity;
  issue.action = action;
  issue.origin = origin;
  return issue;
}

Issue between_houses_issue(Origin origin, Xy at, std::string_view words) {
  Issue issue = issue_about(origin, Severity::info, Action::assumed, IssueKind::doubtful_value);
  issue.at = at;
  issue.detail =
      text("No building carries the house number of \"{}\": it is placed between the known ones.",
           words);
  issue.effect = text("It may stand {:.0f} m away.", address_accuracy_m);
  return issue;
}

void place_records(Intake& intake, const Gazetteer& gazetteer, IssueLog& log) {
  const FieldColumns fields(intake.layer);
  const FieldColumn address = fields["address"];
  const FieldColumn unit = fields["unit"];
  const FieldColumn village = fields["village"];
  Shapes placed;
  std::size_t found = 0;
  std::string buffer, unit_buffer, village_buffer;
  const auto told = [](const FieldColumn& column, std::uint32_t row, std::string& into) {
    return column.has(row) ? cell_view(*column.column, row, into) : std::string_view();
  };
  for (std::uint32_t row = 0; row < intake.raw().size(); ++row) {
    FoundPlace place;
    place.reason = text("it has neither coordinates nor an address");
    std::string words;
    if (has_address(address, row)) {
      words = cell_view(*address.column, row, buffer);
      place =
          gazetteer.find(words, told(unit, row, unit_buffer), told(village, row, village_buffer));
    }
    if (place.at) {
      placed.add(PartKind::point, std::span(&*place.at, 1));
      if (place.between_houses) log.add(between_houses_issue(intake.origin(row), *place.at, words));
      ++found;
      continue;
    }
    placed.finish_feature();
    intake.aside[row] = 1;
    Issue issue = issue_about(intake.origin(row), Severity::serious, Action::set_aside,
                              IssueKind::empty_geometry);
    issue.detail = text("The record \"{0}\" has no place on the map: {1}.", words, place.reason);
    issue.effect = text("It is counted and takes no part in any result until it has coordinates.");
    log.add(std::move(issue));
  }
  intake.layer.raw.shapes = std::move(placed);
  Issue issue = issue_about({intake.source, -1}, Severity::doubtful, Action::assumed,
                            IssueKind::doubtful_value);
  issue.records = std::max<std::size_t>(found, 1);
  issue.detail = text(
      for_count(found, tr_key("{0} of {1} records without coordinates was located by its address."),
                tr_key("{0} of {1} records without coordinates were located by their address.")),
      found, intake.raw().size());
  issue.effect = text("Their places are good to {:.0f} m, and verdicts near a limit say so.",
                      address_accuracy_m);
  log.add(std::move(issue));
}

/// A table of a role whose records may say in which town they lie, and do not.
bool may_take_town(const Intake& intake) {
  return is_table(intake.raw()) && find_field(intake.role, "unit") != nullptr &&
         intake.layer.recognition.field("unit") == nullptr;
}

}  // namespace

void name_towns(std::vector<Intake>& intakes, const Table<ManagementUnit>& units) {
  if (units.empty()) return;
  const NamedUnits named(units);
  for (Intake& intake : intakes) {
    if (!may_take_town(intake)) continue;
    const auto unit = named.town(intake.sheet.empty() ? intake.raw().layer : intake.sheet);
    if (!unit) continue;
    RawLayer& raw = intake.layer.raw;
    Column town("镇街", ColumnType::text);
    for (std::size_t row = 0; row < raw.size(); ++row) town.push(named.name(*unit));
    intake.layer.recognition.fields.push_back(
        {find_field(intake.role, "unit"), raw.columns.size(), NameMatch::whole});
    raw.columns.push_back(std::move(town));
  }
}

void place_by_address(Workshop& shop, const Table<Road>& roads, const Table<Building>& buildings,
                      const Table<ManagementUnit>& units) {
  const bool any =
      std::ranges::any_of(shop.intakes, [](const Intake& intake) { return intake.by_address; });
  if (!any) return;
  const Gazetteer gazetteer(shop, roads, buildings, units);
  for (Intake& intake : shop.intakes)
    if (intake.by_address) place_records(intake, gazetteer, shop.log);
}

}  // namespace firebreak
