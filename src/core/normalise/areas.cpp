#include <algorithm>
#include <unordered_map>

#include "core/base/text.hpp"
#include "core/geo/measure.hpp"
#include "core/normalise/geometry.hpp"
#include "core/normalise/table_tools.hpp"

namespace firebreak {

namespace {

bool has_area(const Shapes& shapes, std::size_t f) {
  for (auto p = shapes.first_part(f); p < shapes.end_part(f); ++p)
    if (shapes.part_kind[p] == PartKind::outer) return true;
  return false;
}

/// Checks the polygons of a layer; its lines, if they are somebody else's, stay untouched.
CheckedPolygons check_areas(Intake& intake, bool lines_too, IssueLog& log, const Job& job) {
  if (!lines_too) return check_polygons(intake, log, job);
  std::vector<std::uint32_t> lines;
  for (std::uint32_t row = 0; row < intake.raw().size(); ++row)
    if (intake.aside[row] == 0 && !has_area(intake.raw().shapes, row)) lines.push_back(row);
  for (const auto row : lines) intake.aside[row] = 1;
  CheckedPolygons checked = check_polygons(intake, log, job);
  for (const auto row : lines) intake.aside[row] = 0;
  return checked;
}

}  // namespace

Shapes make_areas(Workshop& shop, Role role, bool lines_too, const Job& job,
                  std::vector<std::uint32_t>* sources) {
  Shapes areas;
  for (Intake& intake : shop.intakes) {
    if (intake.role != role) continue;
    const CheckedPolygons checked = check_areas(intake, lines_too, shop.log, job);
    for (std::uint32_t row = 0; row < intake.raw().size(); ++row)
      if (usable(checked.state[row])) checked.append(areas, intake.raw().shapes, row);
    if (sources != nullptr) sources->resize(areas.size(), intake.source);
  }
  return areas;
}

namespace {

/// The number that a level column holds ("8" of OSM's admin_level), if it is one.
std::optional<int> plain_number(std::string_view text) {
  if (text.empty() || text.size() > 2) return std::nullopt;
  int value = 0;
  for (const char c : text) {
    if (c < '0' || c > '9') return std::nullopt;
    value = 10 * value + (c - '0');
  }
  return value;
}

/// Levels of the units of one layer: the words of the level column; numbers by their rank when they
/// are no 1 to 3 of our own, the finest three being kept.
class UnitLevels {
 public:
  explicit UnitLevels(const Intake& intake)
      : level_(FieldColumns(intake.layer)["level"]),
        words_(level_, parse_unit_level, unit_level_word) {
    std::string buffer;
    for (std::size_t row = 0; row < intake.raw().size(); ++row) {
      if (!level_.has(row)) continue;
      if (const auto number = plain_number(cell_view(*level_.column, row, buffer)))
        numbers_.push_back(*number);
    }
    std::sort(numbers_.begin(), numbers_.end());
    numbers_.erase(std::unique(numbers_.begin(), numbers_.end()), numbers_.end());
    ranked_ = !numbers_.empty() && (numbers_.front() < 1 || numbers_.back() > 3);
  }

  /// None: coarser than the three levels kept. 0: the layer says nothing about levels.
  std::optional<std::uint8_t> read(CellReader& cells, std::size_t row) {
    if (!level_.has(row)) return std::uint8_t{0};
    std::string buffer;
    const auto number = plain_number(cell_view(*level_.column, row, buffer));
    if (!number) return words_.read(cells, row).value_or(std::uint8_t{0});
    if (!ranked_) return static_cast<std::uint8_t>(*number);
    const auto rank =
        std::lower_bound(numbers_.begin(), numbers_.end(), *number) - numbers_.begin();
    const auto coarser = std::max<std::ptrdiff_t>(std::ssize(numbers_) - 3, 0);
    if (rank < coarser) return std::nullopt;
    return static_cast<std::uint8_t>(rank - coarser + 1);
  }

 private:
  FieldColumn level_;
  WordColumn<std::uint8_t> words_;
  std::vector<int> numbers_;
  bool ranked_ = false;
};

/// Several layers of units without levels are levels themselves: the largest units on average come
/// first.
void levels_by_layer(Table<ManagementUnit>& units, std::span<const RowSource> from) {
  struct LayerSize {
    double area_m2 = 0;
    std::size_t count = 0;
    std::uint32_t intake = 0;
  };
  std::vector<LayerSize> layers;
  for (std::size_t u = 0; u < units.size(); ++u) {
    if (units[u].level != 0) return;
    if (layers.empty() || layers.back().intake != from[u].intake)
      layers.push_back({0, 0, from[u].intake});
    layers.back().area_m2 += area_m2(units.shapes, u);
    ++layers.back().count;
  }
  if (layers.size() < 2 || layers.size() > 3) return;
  std::sort(layers.begin(), layers.end(), [](const LayerSize& a, const LayerSize& b) {
    return a.area_m2 / static_cast<double>(a.count) > b.area_m2 / static_cast<double>(b.count);
  });
  for (std::size_t u = 0; u < units.size(); ++u)
    for (std::uint8_t l = 0; l < layers.size(); ++l)
      if (layers[l].intake == from[u].intake)
        units.rows[u].level = static_cast<std::uint8_t>(l + 1);
}

Issue unit_issue(IssueKind kind, const Table<ManagementUnit>& units, std::size_t u) {
  Issue issue;
  issue.kind = kind;
  issue.severity = Severity::doubtful;
  issue.action = Action::kept;
  issue.origin = units[u].origin;
  issue.at = units.shapes.boxes[u].centre();
  return issue;
}

using UnitAbove = std::vector<std::optional<std::uint32_t>>;  ///< one per unit

/// The unit that each unit names as the one above it, by its id or its name. Names that several
/// units bear, and one's own, say nothing.
UnitAbove units_named_above(const Table<ManagementUnit>& units, const Texts& given,
                            const std::vector<std::string>& above) {
  constexpr std::uint32_t several = UINT32_MAX;
  std::unordered_map<std::string_view, std::uint32_t> by_id;
  std::unordered_map<std::string_view, std::uint32_t> by_name;
  for (std::uint32_t u = 0; u < units.size(); ++u)
    for (const auto& [words, of] :
         {std::pair(given[u], &by_id), std::pair(units.names[u], &by_name)})
      if (const auto [known, fresh] = of->emplace(words, u); !fresh) known->second = several;
  UnitAbove named(units.size());
  for (std::uint32_t u = 0; u < units.size(); ++u) {
    if (above[u].empty()) continue;
    for (const auto* of : {&by_id, &by_name}) {
      const auto found = of->find(above[u]);
      if (found == of->end() || found->second == several || found->second == u) continue;
      named[u] = found->second;
      break;
    }
  }
  return named;
}

/// Units that tell no level but who is above them have the level that follows: under nobody 1.
void levels_by_named(Table<ManagementUnit>& units, const UnitAbove& named) {
  constexpr std::uint8_t finest = 3;
  for (std::size_t u = 0; u < units.size(); ++u)
    if (units[u].level != 0) return;
  std::vector<std::uint8_t> levels(units.size());
  for (std::uint32_t u = 0; u < units.size(); ++u) {
    std::optional<std::uint32_t> at = u;
    for (; at && levels[u] <= finest; at = named[*at]) ++levels[u];
    if (levels[u] > finest) return;  // deeper than units nest, or in a circle
  }
  if (std::ranges::all_of(levels, [](std::uint8_t level) { return level == 1; })) return;
  for (std::size_t u = 0; u < units.size(); ++u) units.rows[u].level = levels[u];
}

/// The unit of the next coarser level that holds a point inside a unit.
std::optional<std::uint32_t> unit_around(const Table<ManagementUnit>& units, std::uint32_t u) {
  const Xy inside = interior_point(units.shapes, u);
  std::optional<std::uint32_t> around;
  units.index.in_box(Box{inside, inside}, [&](std::uint32_t p) {
    if (units[p].level == 0 || units[p].level >= units[u].level) return;
    if (!contains(units.shapes, p, inside)) return;
    if (!around || units[p].level > units[*around].level ||
        (units[p].level == units[*around].level && p < *around))
      around = p;
  });
  return around;
}

/// Gives every unit the one above it: which it names, else which it lies in.
void nest(Table<ManagementUnit>& units, const UnitAbove& named, IssueLog& log) {
  std::uint8_t coarsest = 3;
  for (const ManagementUnit& unit : units.rows)
    if (unit.level != 0) coarsest = std::min(coarsest, unit.level);
  for (std::uint32_t u = 0; u < units.size(); ++u) {
    if (units[u].level <= 1) continue;
    const auto around = unit_around(units, u);
    const bool coarser = named[u] && units[*named[u]].level != 0 &&  //
                         units[*named[u]].level < units[u].level;
    const auto above = coarser ? named[u] : around;
    if (above) units.rows[u].parent = Id<ManagementUnit>{*above};
    const bool elsewhere =
        coarser && around && *around != *above && units[*around].level == units[*above].level;
    if (!elsewhere && (above || coarsest >= units[u].level)) continue;
    Issue issue = unit_issue(IssueKind::unit_nesting, units, u);
    if (elsewhere) {
      issue.detail = text("Unit {} lies in unit {}, but names {} as the unit above it.",
                          units.ids[u], units.ids[*around], units.ids[*above]);
      issue.effect = text("It counts for the unit that it names.");
    } else {
      issue.detail = text("Unit {} lies in no unit of a coarser level.", units.ids[u]);
      issue.effect = text("Sums of coarser units leave it out.");
    }
    log.add(std::move(issue));
  }
}

/// Shared borders drawn twice are no overlap.
constexpr double unit_overlap_m2 = 10;
constexpr double unit_overlap_share = 0.001;

void report_overlaps(const Table<ManagementUnit>& units, IssueLog& log) {
  for (std::uint32_t a = 0; a < units.size(); ++a) {
    const double area_a = area_m2(units.shapes, a);
    units.index.in_box(units.shapes.boxes[a], [&](std::uint32_t b) {
      if (b <= a || units[a].level != units[b].level) return;
      const double shared = shared_area_m2(units.shapes, a, units.shapes, b);
      const double smaller = std::min(area_a, area_m2(units.shapes, b));
      if (shared <= std::max(unit_overlap_m2, unit_overlap_share * smaller)) return;
      Issue issue = unit_issue(IssueKind::overlapping_units, units, a);
      issue.detail =
          text("Unit {} overlaps unit {} by {:.0f} m2.", units.ids[a], units.ids[b], shared);
      issue.effect = text("Buildings in both count for the unit that stands first.");
      log.add(std::move(issue));
    });
  }
}

/// Units without a responsible person, in layers that have a column for one.
void report_leaderless(const Table<ManagementUnit>& units, std::span<const RowSource> from,
                       Workshop& shop) {
  for (std::size_t u = 0; u < units.size(); ++u) {
    const Intake& intake = shop.intakes[from[u].intake];
    const FieldColumn leader = FieldColumns(intake.layer)["leader"];
    if (leader.column == nullptr || leader.has(from[u].row)) continue;
    Issue issue = unit_issue(IssueKind::missing_attribute, units, u);
    issue.severity = Severity::info;
    issue.detail = text("Unit {} has no responsible person.", units.ids[u]);
    issue.effect = text("Findings in it name nobody who is to settle them.");
    shop.log.add(std::move(issue));
  }
}

}  // namespace

Table<ManagementUnit> make_units(Workshop& shop, const Job& job) {
  Table<ManagementUnit> table;
  std::vector<RowSource> rows;
  std::vector<std::string> above;
  for (std::uint32_t i = 0; i < shop.intakes.size(); ++i) {
    Intake& intake = shop.intakes[i];
    if (intake.role != Role::management_units) continue;
    const CheckedPolygons checked = check_polygons(intake, shop.log, job);
    const FieldColumn name = FieldColumns(intake.layer)["name"];
    const FieldColumn parent = FieldColumns(intake.layer)["parent"];
    UnitLevels levels(intake);
    CellReader cells(intake);
    for (std::uint32_t row = 0; row < intake.raw().size(); ++row) {
      if (intake.aside[row] != 0) continue;
      const auto level = levels.read(cells, row);
      if (!level) {
        set_aside(intake, row, IssueKind::unit_nesting,
                  "The unit is coarser than the three finest levels.", shop.log);
        continue;
      }
      table.rows.push_back({intake.origin(row), *level, std::nullopt});
      table.names.push_back(cells.text(name, row));
      above.emplace_back(cells.text(parent, row));
      checked.append(table.shapes, intake.raw().shapes, row);
      rows.push_back({i, row});
    }
    cells.report(shop.log);
  }
  Texts given;
  assign_ids(table, rows, shop, "u", given, job);
  table.facts = read_facts(shop, Role::management_units, rows);
  table.index = SpatialIndex(table.shapes.boxes);
  levels_by_layer(table, rows);
  const UnitAbove named = units_named_above(table, given, above);
  levels_by_named(table, named);
  nest(table, named, shop.log);
  report_overlaps(table, shop.log);
  report_leaderless(table, rows, shop);
  return table;
}

}  // namespace firebreak
