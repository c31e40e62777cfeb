#include <algorithm>
#include <cmath>

#include "core/base/text.hpp"
#include "core/normalise/duplicates.hpp"
#include "core/normalise/table_tools.hpp"

namespace firebreak {

namespace {

/// Reads the attributes of one layer's roads.
class RoadReader {
 public:
  explicit RoadReader(const Intake& intake) : RoadReader(intake, FieldColumns(intake.layer)) {}

  Road read(std::size_t row) {
    Road r;
    r.origin = cells_.origin(row);
    r.road_class = class_.read(cells_, row).value_or(RoadClass::unknown);
    r.bridge = bridge_.read(cells_, row).value_or(false);
    r.tunnel = tunnel_.read(cells_, row).value_or(false);
    r.covered = covered_.read(cells_, row).value_or(false);
    const Parsed level = cells_.parsed(level_, row);
    // A bridge without a level lies one above the ground, a tunnel one below.
    const double storey = level.value ? *level.value : r.bridge ? 1 : r.tunnel ? -1 : 0;
    r.level = static_cast<std::int8_t>(std::lround(storey));
    r.one_way = one_way_.read(cells_, row).value_or(OneWay::no);
    r.access = access(row);
    r.fire_lane = fire_lane_.read(cells_, row).value_or(false);
    r.open = in_use_.read(cells_, row).value_or(true) && r.road_class != RoadClass::construction;
    r.max_width_m = cells_.number(max_width_, row);
    take_width(cells_.parsed(width_, row), r);
    cells_.bounded(height_, row, r.clear_height_m, r.height_below_m);
    r.max_weight_t = cells_.number(weight_, row);
    r.speed_kmh = cells_.number(speed_, row);
    return r;
  }
  std::string_view name(std::size_t row) { return cells_.text(name_, row); }
  CellReader& cells() { return cells_; }

 private:
  /// A width of which only an upper bound is known ("under 4 m") can prove a lane too narrow, never
  /// wide enough: it is a limit.
  static void take_width(const Parsed& read, Road& r) {
    if (!read.value) return;
    const auto width_m = static_cast<float>(*read.value);
    if (read.bound != Bound::at_most)
      r.width_m = width_m;
    else
      r.max_width_m = std::min(r.max_width_m.value_or(width_m), width_m);
  }

  RoadReader(const Intake& intake, const FieldColumns& fields)
      : cells_(intake),
        name_(fields["name"]),
        level_(fields["layer"]),
        width_(fields["width_m"]),
        max_width_(fields["max_width_m"]),
        height_(fields["clear_height_m"]),
        weight_(fields["max_weight_t"]),
        speed_(fields["speed_kmh"]),
        class_(fields["class"], parse_road_class, road_class_name),
        bridge_(fields["bridge"], parse_truth, truth_word),
        tunnel_(fields["tunnel"], parse_truth, truth_word),
        covered_(fields["covered"], parse_truth, truth_word),
        fire_lane_(fields["fire_lane"], parse_truth, truth_word),
        in_use_(fields["state"], parse_in_use, truth_word),
        one_way_(fields["one_way"], parse_one_way, one_way_word),
        access_(fields["access"], parse_access, access_word),
        vehicles_(fields["vehicle_access"], parse_access, access_word),
        emergency_(fields["emergency"], parse_access, access_word) {}

  /// What is said about vehicles beats what is said about everybody; a way kept free for
  /// emergencies is open to an engine whatever else is said.
  Access access(std::size_t row) {
    Access access = access_.read(cells_, row).value_or(Access::yes);
    if (const auto vehicles = vehicles_.read(cells_, row)) access = *vehicles;
    const auto emergency = emergency_.read(cells_, row);
    const bool kept_free = emergency == Access::yes || emergency == Access::emergency;
    return kept_free && access != Access::yes ? Access::emergency : access;
  }

  CellReader cells_;
  FieldColumn name_, level_, width_, max_width_, height_, weight_, speed_;
  WordColumn<RoadClass> class_;
  WordColumn<bool> bridge_, tunnel_, covered_, fire_lane_, in_use_;
  WordColumn<OneWay> one_way_;
  WordColumn<Access> access_, vehicles_, emergency_;
};

/// A line on the 1 mm grid, without points twice in a row; empty if nothing is left of it.
void snap(std::span<const Xy> line, std::vector<Xy>& out) {
  out.clear();
  for (const Xy p : line) {
    const Xy on_grid{std::round(1000 * p.x_m) / 1000, std::round(1000 * p.y_m) / 1000};
    if (out.empty() || out.back() != on_grid) out.push_back(on_grid);
  }
  if (out.size() < 2) out.clear();
}

/// Appends the lines of one layer as rows of the table.
void add_roads(Workshop& shop, std::uint32_t i, Table<Road>& table, std::vector<RowSource>& rows,
               const Job& job) {
  Intake& intake = shop.intakes[i];
  RoadReader reader(intake);
  const Shapes& shapes = intake.raw().shapes;
  std::vector<Xy> line;
  for (std::uint32_t row = 0; row < shapes.size(); ++row) {
    if (row % 8192 == 0) job.check();
    if (intake.aside[row] != 0) continue;
    bool lines = false;
    const std::size_t before = rows.size();
    std::optional<Road> road;
    for (auto p = shapes.first_part(row); p < shapes.end_part(row); ++p) {
      if (shapes.part_kind[p] != PartKind::line) continue;
      lines = true;
      snap(shapes.part(p).points, line);
      if (line.empty()) continue;
      if (!road) road = reader.read(row);
      table.rows.push_back(*road);
      table.names.push_back(reader.name(row));
      table.shapes.add(PartKind::line, line);
      rows.push_back({i, row});
    }
    if (rows.size() > before) continue;
    if (lines)
      set_aside(intake, row, IssueKind::empty_geometry, "The line has no length.", shop.log);
    else
      set_aside(intake, row, IssueKind::wrong_geometry, "The record is not a line.", shop.log);
  }
  reader.cells().report(shop.log);
}

}  // namespace

Table<Road> make_roads(Workshop& shop, const Job& job) {
  Table<Road> table;
  std::vector<RowSource> rows;
  for (std::uint32_t i = 0; i < shop.intakes.size(); ++i)
    if (shop.intakes[i].role == Role::roads) add_roads(shop, i, table, rows, job);
  Texts given;
  assign_ids(table, rows, shop, "r", given, job);
  const auto gone = merge_duplicate_roads(table, shop.log, job);
  // A record of which every line is merged into others is set aside as a whole.
  std::vector<std::vector<std::uint8_t>> stays(shop.intakes.size());
  for (std::size_t i = 0; i < stays.size(); ++i) stays[i].resize(shop.intakes[i].aside.size());
  for (std::size_t r = 0; r < table.size(); ++r)
    if (gone[r] == 0) stays[rows[r].intake][rows[r].row] = 1;
  for (std::size_t r = 0; r < table.size(); ++r)
    if (stays[rows[r].intake][rows[r].row] == 0)
      shop.intakes[rows[r].intake].aside[rows[r].row] = 1;
  table.index = SpatialIndex(table.shapes.boxes);
  remove_rows(table, rows, gone);
  table.facts = read_facts(shop, Role::roads, rows);
  return table;
}

}  // namespace firebreak
