#include <cmath>

#include "core/normalise/table_tools.hpp"

namespace firebreak {

namespace {

template <class T>
struct Rows {
  Table<T> table;
  std::vector<RowSource> from;
};

/// Ends a table: ids, facts and index.
template <class T>
Table<T> finished(Rows<T>& rows, const Workshop& shop, Role role, std::string_view prefix,
                  const Job& job) {
  Texts given;
  assign_ids(rows.table, rows.from, shop, prefix, given, job);
  rows.table.facts = read_facts(shop, role, rows.from);
  rows.table.index = SpatialIndex(rows.table.shapes.boxes);
  return std::move(rows.table);
}

std::optional<float> number(CellReader& cells, const FieldColumns& fields, std::string_view name,
                            std::size_t row) {
  return cells.number(fields[name], row);
}

}  // namespace

Table<Station> make_stations(Workshop& shop, const Job& job) {
  Rows<Station> rows;
  for (std::uint32_t i = 0; i < shop.intakes.size(); ++i) {
    Intake& intake = shop.intakes[i];
    if (intake.role != Role::stations) continue;
    const FieldColumns fields(intake.layer);
    CellReader cells(intake);
    for (std::uint32_t row = 0; row < intake.raw().size(); ++row) {
      if (intake.aside[row] != 0) continue;
      const auto at = place_of(intake.raw().shapes, row);
      if (!at) {
        set_aside(intake, row, IssueKind::wrong_geometry,
                  "The record is neither point nor polygon.", shop.log);
        continue;
      }
      Station station;
      station.origin = intake.origin(row);
      station.at = *at;
      station.engines = number(cells, fields, "engines", row);
      station.staff = number(cells, fields, "staff", row);
      rows.table.rows.push_back(station);
      append_any(rows.table.shapes, intake.raw().shapes, row);
      rows.table.names.push_back(cells.text(fields["name"], row));
      rows.from.push_back({i, row});
    }
    cells.report(shop.log);
  }
  return finished(rows, shop, Role::stations, "s", job);
}

namespace {

/// Reads the attributes of one layer's obstacles.
class ObstacleReader {
 public:
  explicit ObstacleReader(const Intake& intake)
      : cells_(intake),
        fields_(intake.layer),
        kind_(fields_["kind"], parse_obstacle_kind, obstacle_kind_name),
        opening_(fields_["opening"], parse_opening, opening_name),
        occasion_(fields_["occasion"], parse_occasion, occasion_word),
        removable_(fields_["removable"], parse_truth, truth_word) {}

  Obstacle read(std::size_t row) {
    Obstacle o;
    o.origin = cells_.origin(row);
    o.kind = kind_.read(cells_, row).value_or(ObstacleKind::unknown);
    o.opening = opening_.read(cells_, row).value_or(Opening::none);
    o.occasion = occasion_.read(cells_, row).value_or(Occasion::always);
    o.removable = removable_.read(cells_, row).value_or(usually_removable(o.kind));
    cells_.bounded(fields_["clear_width_m"], row, o.clear_width_m, o.width_below_m);
    cells_.bounded(fields_["clear_height_m"], row, o.clear_height_m, o.height_below_m);
    o.size_m = number(cells_, fields_, "size_m", row);
    o.probability_share = number(cells_, fields_, "probability", row).value_or(1.0F);
    if (const auto level = number(cells_, fields_, "layer", row))
      o.level = static_cast<std::int8_t>(std::lround(*level));
    return o;
  }
  std::string_view name(std::size_t row) { return cells_.text(fields_["name"], row); }
  CellReader& cells() { return cells_; }

 private:
  CellReader cells_;
  FieldColumns fields_;
  WordColumn<ObstacleKind> kind_;
  WordColumn<Opening> opening_;
  WordColumn<Occasion> occasion_;
  WordColumn<bool> removable_;
};

}  // namespace

Table<Obstacle> make_obstacles(Workshop& shop, const Job& job) {
  Rows<Obstacle> rows;
  for (std::uint32_t i = 0; i < shop.intakes.size(); ++i) {
    Intake& intake = shop.intakes[i];
    if (intake.role != Role::obstacles) continue;
    ObstacleReader reader(intake);
    for (std::uint32_t row = 0; row < intake.raw().size(); ++row) {
      if (intake.aside[row] != 0) continue;
      rows.table.rows.push_back(reader.read(row));
      rows.table.names.push_back(reader.name(row));
      append_any(rows.table.shapes, intake.raw().shapes, row);
      rows.from.push_back({i, row});
    }
    reader.cells().report(shop.log);
  }
  return finished(rows, shop, Role::obstacles, "o", job);
}

}  // namespace firebreak
