#include <algorithm>
#include <array>

#include "core/base/text.hpp"
#include "core/normalise/duplicates.hpp"
#include "core/normalise/table_tools.hpp"

namespace firebreak {

namespace {

/// Reads the attributes of one layer's hydrants.
class HydrantReader {
 public:
  explicit HydrantReader(const Intake& intake)
      : HydrantReader(intake, FieldColumns(intake.layer)) {}

  Hydrant read(std::size_t row) {
    Hydrant h;
    h.origin = cells_.origin(row);
    read_form(h, row);
    read_status(h, row);
    h.main_layout = layout_.read(cells_, row).value_or(MainLayout::unknown);
    if (const auto owner = owner_.read(cells_, row)) h.owner = *owner;
    cells_.bounded(flow_, row, h.flow_lps, h.flow_below_lps);
    cells_.bounded(pressure_, row, h.pressure_mpa, h.pressure_below_mpa);
    std::optional<float> below_mm;  // says neither that it is wide enough nor that it is not
    cells_.bounded(main_, row, h.main_mm, below_mm);
    if (h.main_mm || h.main_layout != MainLayout::unknown) h.main_basis = Basis::declared;
    return h;
  }
  std::string_view name(std::size_t row) { return cells_.text(name_, row); }
  /// What is painted on it or stands in the ledger; may be given twice, unlike the row's id.
  std::string_view number(std::size_t row) { return cells_.text(id_, row); }
  CellReader& cells() { return cells_; }

 private:
  HydrantReader(const Intake& intake, const FieldColumns& fields)
      : cells_(intake),
        id_(fields["id"]),
        name_(fields["name"]),
        kind_(fields["kind"]),
        form_(fields["form"]),
        status_column_(fields["status"]),
        flow_(fields["flow_lps"]),
        pressure_(fields["pressure_mpa"]),
        main_(fields["main_mm"]),
        problem_(fields["problem"]),
        status_(fields["status"], parse_hydrant_status, hydrant_status_name),
        layout_(fields["main_layout"], parse_main_layout, main_layout_name),
        owner_(fields["owner"], parse_owner, owner_name) {}

  /// Kind, place and owner may stand in one word, in either of two columns.
  void read_form(Hydrant& h, std::size_t row) {
    for (const FieldColumn* from : {&kind_, &form_}) {
      if (!from->has(row)) continue;
      const std::string_view raw = cells_.text(*from, row);
      const ParsedHydrantForm form = parse_hydrant_form(raw);
      if (form.kind) h.kind = *form.kind;
      if (form.below_ground) h.below_ground = form.below_ground;
      if (form.owner) h.owner = *form.owner;
      if (form.unreadable)
        cells_.note(
            issue_of_word(false, false, true, {}, from->field->name, raw, cells_.origin(row)), row);
    }
  }

  /// No word at all is taken as working, unless a fault is told; a word that no list knows, or
  /// words that disagree, are not.
  void read_status(Hydrant& h, std::size_t row) {
    const auto status = status_.read(cells_, row);
    if (status) {
      h.status = *status;
      h.status_basis = Basis::declared;
    } else if (status_column_.has(row)) {
      const auto word = parse_hydrant_status(cells_.text(status_column_, row));
      if (!word.unreadable && !word.ambiguous) return read_fault(h, row);
      h.status = HydrantStatus::unknown;
      h.status_basis = Basis::declared;
    } else {
      read_fault(h, row);
    }
  }

  /// Of a hydrant whose state nobody tells, a fault that its ledger tells of is its state. Other
  /// remarks say nothing of it: "规划一路" is where it stands.
  void read_fault(Hydrant& h, std::size_t row) {
    if (!problem_.has(row)) return;
    const std::string_view raw = cells_.text(problem_, row);
    Word<HydrantStatus> fault = parse_hydrant_status(raw);
    static constexpr std::array faults{HydrantStatus::defective, HydrantStatus::no_water,
                                       HydrantStatus::blocked,   HydrantStatus::missing,
                                       HydrantStatus::disused,   HydrantStatus::unknown};
    if (fault.ambiguous) fault.value = HydrantStatus::unknown;
    if (!fault.value || std::ranges::find(faults, *fault.value) == faults.end()) return;
    h.status = *fault.value;
    h.status_basis = Basis::declared;
    fault.assumed = true;
    cells_.note(issue_of(fault, hydrant_status_name(h.status), problem_.field->name, raw,
                         cells_.origin(row)),
                row);
  }

  CellReader cells_;
  FieldColumn id_, name_, kind_, form_, status_column_, flow_, pressure_, main_, problem_;
  WordColumn<HydrantStatus> status_;
  WordColumn<MainLayout> layout_;
  WordColumn<Owner> owner_;
};

/// The places of a record: each of its points, or one inside its polygon.
std::vector<Xy> places_of(const Shapes& shapes, std::size_t f) {
  std::vector<Xy> places;
  for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p)
    if (shapes.part_kind[p] == PartKind::point) places.push_back(shapes.part(p).points[0]);
  if (places.empty())
    if (const auto inside = place_of(shapes, f)) places.push_back(*inside);
  return places;
}

/// When each was built, as far as its ledger says.
void take_years(Table<Hydrant>& table) {
  for (const Column& fact : table.facts) {
    if (fact.name != "built") continue;
    for (std::size_t row = 0; row < table.size(); ++row) {
      if (!fact.has(row)) continue;
      const ParsedYear year = parse_year(fact.texts[row]);
      if (year.from) table.rows[row].built_from = static_cast<std::int16_t>(*year.from);
      if (year.to) table.rows[row].built_to = static_cast<std::int16_t>(*year.to);
    }
  }
}

}  // namespace

Table<Hydrant> make_hydrants(Workshop& shop, const Job& job) {
  Table<Hydrant> table;
  std::vector<RowSource> rows;
  Texts numbers;
  for (std::uint32_t i = 0; i < shop.intakes.size(); ++i) {
    Intake& intake = shop.intakes[i];
    if (intake.role != Role::hydrants) continue;
    HydrantReader reader(intake);
    std::size_t read = 0;
    std::size_t without_status = 0;
    for (std::uint32_t row = 0; row < intake.raw().size(); ++row) {
      if (intake.aside[row] != 0) continue;
      const std::vector<Xy> places = places_of(intake.raw().shapes, row);
      if (places.empty()) {
        set_aside(intake, row, IssueKind::wrong_geometry,
                  "The record is neither point nor polygon.", shop.log);
        continue;
      }
      const Hydrant hydrant = reader.read(row);
      ++read;
      if (hydrant.status_basis == Basis::default_value) ++without_status;
      for (const Xy at : places) {
        table.rows.push_back(hydrant);
        table.rows.back().at = at;
        table.shapes.add(PartKind::point, std::span(&at, 1));
        table.names.push_back(reader.name(row));
        numbers.push_back(reader.number(row));
        rows.push_back({i, row});
      }
    }
    reader.cells().report(shop.log);
    // Each of them counts as working: that must be said of a single one too.
    say_missing(intake.source, "status", without_status, read,
                effect_of_missing(Role::hydrants, "status"), shop.log);
  }
  Texts given;
  assign_ids(table, rows, shop, "h", given, job);
  table.index = SpatialIndex(table.shapes.boxes);
  table.facts = read_facts(shop, Role::hydrants, rows);
  take_years(table);
  mark_duplicate_hydrants(table, numbers, shop.sources, shop.log);
  return table;
}

}  // namespace firebreak
