#include "gui/unit_rows.hpp"

#include <algorithm>
#include <unordered_map>

#include "core/base/text.hpp"
#include "core/model/cells.hpp"
#include "core/model/summary_row.hpp"
#include "core/session/unit_shown.hpp"
#include "core/session/unit_tree.hpp"

namespace firebreak::gui {

namespace {

void add_unit(Units& units, std::string_view id, std::string_view name, std::size_t row) {
  if (id.empty()) return;  // what lies in no unit
  units.list.push_back({std::string(id), std::string(name.empty() ? id : name), {}, row});
}

/// The parents, each named by its id; `id_above(row)` names the unit above.
template <class IdAbove>
void nest(Units& units, IdAbove id_above) {
  std::unordered_map<std::string_view, std::size_t> position;
  for (std::size_t u = 0; u < units.list.size(); ++u) position.emplace(units.list[u].id, u);
  for (Units::Unit& unit : units.list) {
    const std::string_view above = id_above(unit.row);
    const auto found = above.empty() ? position.end() : position.find(above);
    if (found != position.end()) unit.parent = found->second;
  }
}

}  // namespace

const Units::Unit* Units::find(const std::string& id) const {
  const auto found = std::ranges::find(list, id, &Unit::id);
  return id.empty() || found == list.end() ? nullptr : &*found;
}

bool Units::can_show(const std::string& id) const {
  return find(id) != nullptr || (id == outside_all_units && !list.empty());
}

std::string Units::shown_name(const std::string& id) const {
  if (const Unit* unit = find(id)) return unit->name;
  return can_show(id) ? text("Outside all units") : std::string();
}

Box Units::box(const std::string& id) const {
  const Unit* unit = find(id);
  return unit != nullptr ? places.box(*shapes, unit->row) : Box();
}

std::vector<std::size_t> Units::towns() const {
  std::vector<std::size_t> towns;
  for (std::size_t u = 0; u < list.size(); ++u)
    if (!list[u].parent) towns.push_back(u);
  std::ranges::stable_sort(towns, {}, [&](std::size_t u) { return list[u].name; });
  return towns;
}

Units units_of(const std::shared_ptr<const City>& city, const TablePtr& unit_summary) {
  Units units;
  if (city && !city->units->empty()) {
    const auto& rows = *city->units;
    units.owner = city->units;
    units.shapes = &rows.shapes;
    std::vector<UnitPlaces::Unit> places;
    for (std::size_t u = 0; u < rows.size(); ++u) {
      add_unit(units, rows.ids[u], rows.names[u], u);
      places.push_back({rows[u].level, {}});
      if (rows[u].parent) places.back().parent = rows[u].parent->value;
    }
    units.places = UnitPlaces(rows.shapes, std::move(places));
    nest(units, [&](std::size_t row) {
      const auto parent = rows[row].parent;
      return parent ? std::string_view(rows.ids[parent->value]) : std::string_view();
    });
  } else if (!city && unit_summary) {
    units.owner = unit_summary;
    units.shapes = &unit_summary->shapes;
    for (std::size_t row = 0; row < unit_summary->rows(); ++row)
      add_unit(units, word_or_empty(*unit_summary, "unit_id", row),
               word_or_empty(*unit_summary, "name", row), row);
    units.places = UnitTree(*unit_summary).places();
    nest(units, [&](std::size_t row) { return word_or_empty(*unit_summary, "parent_id", row); });
  }
  return units;
}

std::shared_ptr<const UnitRows> unit_rows(const Units& units, const std::string& unit,
                                          const std::vector<TablePtr>& tables,
                                          const std::shared_ptr<const UnitRows>& before,
                                          const Job& job) {
  auto rows = std::make_shared<UnitRows>();
  rows->owner = units.owner;
  rows->unit = unit;
  const Units::Unit* chosen = units.find(unit);
  const auto which = chosen != nullptr ? std::optional(chosen->row) : std::nullopt;
  const bool narrowed = units.can_show(unit);
  const bool same_unit = before && before->made_for(units, unit);
  for (const TablePtr& table : tables) {
    if (table->geometry == TableGeometry::none) continue;
    UnitRows::Rows& mine = rows->of[table];
    if (same_unit)
      if (const auto known = before->of.find(table); known != before->of.end())
        mine = known->second;
    if (mine) continue;
    mine = std::make_shared<const std::vector<std::uint8_t>>(
        narrowed ? rows_in_unit(units.places, *units.shapes, which, *table, job)
                 : std::vector<std::uint8_t>(table->shapes.size(), 1));
  }
  return rows;
}

}  // namespace firebreak::gui
