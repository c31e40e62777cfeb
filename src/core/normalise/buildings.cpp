#include <algorithm>
#include <numbers>

#include "core/base/parallel.hpp"
#include "core/base/text.hpp"
#include "core/geo/measure.hpp"
#include "core/model/columns.hpp"
#include "core/normalise/building_sources.hpp"
#include "core/normalise/duplicates.hpp"
#include "core/normalise/geometry.hpp"
#include "core/normalise/table_tools.hpp"

namespace firebreak {

namespace {

/// Smaller footprints are sheds, chimneys, drawing errors: in the way, but nothing to judge.
constexpr double least_building_m2 = 4;
/// 4 pi A / P^2 of a strip 240 times as long as wide; 1 for a circle, 0.79 for a square.
constexpr double least_compactness = 0.02;

constexpr std::size_t row_chunk = 16384;

/// Reads the attributes of one layer's records.
class BuildingReader {
 public:
  explicit BuildingReader(const Intake& intake)
      : BuildingReader(intake, FieldColumns(intake.layer)) {}

  Building read(std::size_t row) {
    Building b;
    b.origin = cells_.origin(row);
    b.height_m = cells_.number(height_, row);
    b.storeys = cells_.storeys(storeys_, row);
    b.people = cells_.number(people_, row);
    b.floor_area_m2 = cells_.number(floor_area_, row);
    const ParsedYear year = cells_.year(year_, row);
    if (year.from) b.year_built = static_cast<std::int16_t>(*year.from);
    if (year.to && year.to != year.from) b.year_built_to = static_cast<std::int16_t>(*year.to);
    b.fire_grade = grade_.read(cells_, row);
    b.sprinklered = sprinklered_.read(cells_, row);
    b.structure = structure_.read(cells_, row).value_or(Structure::unknown);
    b.use = use_.read(cells_, row).value_or(Use::unknown);
    if (b.use == Use::unknown) b.use = tag_.read(cells_, row).value_or(Use::unknown);
    b.use_planned = use_planned_.read(cells_, row).value_or(Use::unknown);
    return b;
  }

  CellReader& cells() { return cells_; }

 private:
  BuildingReader(const Intake& intake, const FieldColumns& fields)
      : cells_(intake),
        height_(fields["height_m"]),
        storeys_(fields["storeys"]),
        people_(fields["people"]),
        floor_area_(fields["floor_area_m2"]),
        year_(fields["year"]),
        grade_(fields["fire_grade"], parse_fire_grade, grade_word),
        sprinklered_(fields["sprinklered"], parse_truth, truth_word),
        structure_(fields["structure"], parse_structure, structure_name),
        use_(fields["use"], parse_use, use_name),
        tag_(fields["building_tag"], parse_use, use_name),
        use_planned_(fields["use_planned"], parse_use, use_name) {}

  CellReader cells_;
  FieldColumn height_, storeys_, people_, floor_area_, year_;
  WordColumn<std::uint8_t> grade_;
  WordColumn<bool> sprinklered_;
  WordColumn<Structure> structure_;
  WordColumn<Use> use_, tag_, use_planned_;
};

/// The usable footprints of all layers along a Hilbert curve.
std::vector<RowSource> gather_footprints(Workshop& shop, Shapes& shapes, const Job& job) {
  std::vector<CheckedPolygons> checked(shop.intakes.size());
  std::vector<RowSource> usable;
  std::vector<Box> boxes;
  std::size_t points = 0;
  for (std::uint32_t i = 0; i < shop.intakes.size(); ++i) {
    Intake& intake = shop.intakes[i];
    if (intake.role != Role::buildings) continue;
    checked[i] = check_polygons(intake, shop.log, job.part(0, 0.3));
    const Shapes& raw = intake.raw().shapes;
    points += raw.points.size();
    usable.reserve(usable.size() + raw.size());
    boxes.reserve(boxes.size() + raw.size());
    for (std::uint32_t row = 0; row < raw.size(); ++row) {
      if (intake.aside[row] != 0) continue;
      usable.push_back({i, row});
      boxes.push_back(raw.boxes[row]);
    }
  }
  const auto order = hilbert_order(boxes);
  std::vector<RowSource> rows;
  rows.reserve(order.size());
  shapes.reserve(order.size(), points);
  for (const auto at : order) {
    const RowSource from = usable[at];
    checked[from.intake].append(shapes, shop.intakes[from.intake].raw().shapes, from.row);
    rows.push_back(from);
  }
  return rows;
}

void read_rows(Workshop& shop, std::span<const RowSource> rows, Table<Building>& table,
               const Job& job) {
  table.rows.resize(rows.size());
  const std::size_t chunks = (rows.size() + row_chunk - 1) / row_chunk;
  std::vector<std::vector<std::unique_ptr<BuildingReader>>> readers(chunks);
  parallel_for(job, rows.size(), row_chunk, translate("reading attributes of buildings"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 auto& mine = readers[begin / row_chunk];
                 mine.resize(shop.intakes.size());
                 for (std::size_t i = begin; i < end; ++i) {
                   auto& reader = mine[rows[i].intake];
                   if (!reader)
                     reader = std::make_unique<BuildingReader>(shop.intakes[rows[i].intake]);
                   table.rows[i] = reader->read(rows[i].row);
                   const double area = area_m2(table.shapes, i);
                   const double around = perimeter_m(table.shapes, i);
                   table.rows[i].obstacle_only =
                       area < least_building_m2 ||
                       4 * std::numbers::pi * area < least_compactness * around * around;
                 }
               });
  for (const auto& chunk : readers)
    for (const auto& reader : chunk)
      if (reader) reader->cells().report(shop.log);
}

void report_slivers(const Table<Building>& table, IssueLog& log) {
  for (std::size_t b = 0; b < table.size(); ++b) {
    if (!table[b].obstacle_only) continue;
    const Origin origin = table[b].origin;
    if (!log.wants({IssueKind::sliver, Severity::info, Action::assumed, origin.source}, origin.fid))
      continue;
    Issue issue;
    issue.kind = IssueKind::sliver;
    issue.severity = Severity::info;
    issue.action = Action::assumed;
    issue.origin = origin;
    issue.at = table.shapes.boxes[b].centre();
    const double area = area_m2(table.shapes, b);
    issue.detail = area < least_building_m2
                       ? text("The footprint is tiny ({:.1f} m2).", area)
                       : text(
                             "The footprint is nearly a line or a ring ({:.0f} m2 within {:.0f} m "
                             "of outline).",
                             area, perimeter_m(table.shapes, b));
    issue.effect = text("It stands in the way like an obstacle and is not judged as a building.");
    log.add(std::move(issue));
  }
}

void report_unknown_use(const Table<Building>& table, const Workshop& shop) {
  std::vector<std::size_t> unknown(shop.sources.size(), 0);
  std::vector<std::size_t> all(shop.sources.size(), 0);
  for (const Building& b : table.rows) {
    ++all[b.origin.source];
    unknown[b.origin.source] += b.use == Use::unknown ? 1U : 0U;
  }
  for (std::uint32_t source = 0; source < all.size(); ++source)
    report_missing(source, "use", unknown[source], all[source],
                   effect_of_missing(Role::buildings, "use"), shop.log);
}

/// The facts of the buildings that stay: columns of which one of them has a value.
std::vector<Column> facts_of_rest(const Table<Building>& table,
                                  std::span<const std::uint8_t> gone) {
  std::vector<std::uint32_t> kept;
  for (std::uint32_t b = 0; b < table.size(); ++b)
    if (gone[b] == 0) kept.push_back(b);
  std::vector<Column> facts;
  for (const Column& fact : table.facts)
    if (Column rest = picked(fact, kept); std::ranges::find(rest.missing, 0) != rest.missing.end())
      facts.push_back(std::move(rest));
  return facts;
}

}  // namespace

Table<Building> make_buildings(Workshop& shop, const Job& job) {
  Table<Building> table;
  std::vector<RowSource> rows = gather_footprints(shop, table.shapes, job);
  // The layers' own coordinates are not needed any more; their boxes still locate issues.
  for (Intake& intake : shop.intakes)
    if (intake.role == Role::buildings) std::vector<Xy>().swap(intake.layer.raw.shapes.points);
  read_rows(shop, rows, table, job.part(0.3, 0.6));
  report_slivers(table, shop.log);
  report_unknown_use(table, shop);
  read_texts(shop, Role::buildings, rows, "name", table.names);
  Texts given;
  assign_ids(table, rows, shop, "b", given, job.part(0.6, 0.7));
  table.index = SpatialIndex(table.shapes.boxes);

  auto pairs = overlap_pairs(table.shapes, table.index, job.part(0.7, 1));
  const auto ranks = building_ranks(table, shop.sources);
  const auto across = std::ranges::stable_partition(pairs, [&](const OverlapPair& pair) {
    return ranks[table[pair.first].origin.source] == ranks[table[pair.second].origin.source];
  });
  auto gone =
      duplicate_buildings(table, std::span(pairs.begin(), across.begin()), shop.sources, shop.log);
  const auto ceded = give_way(table, across, ranks, gone);
  report_given_way(table, ceded, shop);
  report_overlaps(table, across, gone, shop.log);
  std::vector<Column> facts;
  if (!ceded.empty()) {
    table.facts = read_facts(shop, Role::buildings, rows);
    fill_leaders(table, ceded, shop.sources);
    facts = facts_of_rest(table, gone);
  }
  for (std::size_t b = 0; b < table.size(); ++b)
    if (gone[b] != 0) shop.intakes[rows[b].intake].aside[rows[b].row] = 1;
  remove_rows(table, rows, gone);
  table.facts = ceded.empty() ? read_facts(shop, Role::buildings, rows) : std::move(facts);
  return table;
}

}  // namespace firebreak
