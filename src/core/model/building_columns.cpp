#include "core/model/building_columns.hpp"

#include <algorithm>

#include "core/geo/measure.hpp"
#include "core/model/columns.hpp"

namespace firebreak {

namespace {

constexpr auto integer = ColumnType::integer;
constexpr auto real = ColumnType::real;
constexpr auto words = ColumnType::text;

/// Of what few sources tell there is a column only where one of the rows has it.
void add_known(Column column, std::vector<Column>& to) {
  if (std::ranges::find(column.missing, 0) != column.missing.end()) to.push_back(std::move(column));
}

}  // namespace

void add_building_columns(const Table<Building>& buildings, std::span<const std::uint32_t> rows,
                          std::vector<Column>& to) {
  const std::size_t n = rows.size();
  const auto at = [&](std::size_t i) -> const Building& { return buildings[rows[i]]; };
  to.push_back(filled_column("use", words, "use", "", n,
                             [&](std::size_t i) { return known_word(use_name(at(i).use)); }));
  to.push_back(filled_column("structure", words, "structure", "", n, [&](std::size_t i) {
    return known_word(structure_name(at(i).structure));
  }));
  to.push_back(filled_column("storeys", real, "storeys above ground", "", n,
                             [&](std::size_t i) { return at(i).storeys; }));
  to.push_back(filled_column("height_m", real, "height", "m", n,
                             [&](std::size_t i) { return at(i).height_m; }));
  to.push_back(filled_column("year_built", integer, "year built", "", n,
                             [&](std::size_t i) { return at(i).year_built; }));
  to.push_back(filled_column("footprint_m2", real, "footprint area", "m²", n,
                             [&](std::size_t i) { return area_m2(buildings.shapes, rows[i]); }));
  add_known(filled_column("year_built_to", integer, "year built at the latest", "", n,
                          [&](std::size_t i) { return at(i).year_built_to; }),
            to);
  add_known(filled_column("use_planned", words, "planned use", "", n,
                          [&](std::size_t i) { return known_word(use_name(at(i).use_planned)); }),
            to);
  add_known(filled_column("fire_grade", integer, "fire resistance grade on record", "", n,
                          [&](std::size_t i) { return at(i).fire_grade; }),
            to);
  add_known(filled_column("floor_area_m2", real, "floor area on record", "m²", n,
                          [&](std::size_t i) { return at(i).floor_area_m2; }),
            to);
  add_known(
      filled_column("people", real, "people", "", n, [&](std::size_t i) { return at(i).people; }),
      to);
  add_known(filled_column("sprinklered", words, "sprinklered", "", n,
                          [&](std::size_t i) -> std::optional<std::string_view> {
                            if (!at(i).sprinklered) return std::nullopt;
                            return *at(i).sprinklered ? "yes" : "no";
                          }),
            to);
  for (const Column& fact : buildings.facts) add_known(picked(fact, rows), to);
}

}  // namespace firebreak
