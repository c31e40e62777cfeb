#include "core/model/building_columns.hpp"

#include "core/geo/measure.hpp"
#include "core/model/columns.hpp"

namespace firebreak {

namespace {

constexpr auto integer = ColumnType::integer;
constexpr auto real = ColumnType::real;
constexpr auto words = ColumnType::text;

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
}

}  // namespace firebreak
