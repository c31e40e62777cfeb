#pragma once

#include <memory>
#include <vector>

#include "support/lane_town.hpp"

/// A housing compound to judge.
namespace firebreak::test {

/// The outline of a compound of 200 m by 100 m.
inline std::vector<Xy> garden() {
  return {{0, 0}, {200, 0}, {200, 100}, {0, 100}, {0, 0}};
}

/// A street 20 m south and west of it, from a fire station, two houses inside at the south, one
/// outside.
inline CityBuilder garden_town() {
  CityBuilder town;
  town.road({{-20, 200}, {-20, -20}, {50, -20}, {100, -20}, {150, -20}, {300, -20}}, declared(8));
  town.station(-20, 200);
  town.rectangle(20, 10, 40, 25);
  town.rectangle(60, 10, 80, 25);
  town.rectangle(260, 0, 270, 10);
  surround(town);
  return town;
}

/// Declared widths count: no house measures a lane.
inline Lanes::Params compound_params() {
  Lanes::Params params = bare();
  params.data_reach_m = 10;
  return params;
}

/// The town with these outlines as compounds K1, K2 …; the first is called "Garden" and has 120
/// parking spaces.
inline City with_compounds(const CityBuilder& town, const std::vector<std::vector<Xy>>& outlines) {
  City city = with_network(town);
  Layer layer;
  layer.role = Role::compounds;
  layer.name = "compounds";
  Column id("id", ColumnType::text);
  Column name("name", ColumnType::text);
  Column parking("parking", ColumnType::real);
  for (std::size_t c = 0; c < outlines.size(); ++c) {
    layer.shapes.add(PartKind::outer, outlines[c]);
    layer.origins.push_back({0, static_cast<std::int64_t>(c + 1)});
    id.push(std::string_view("K" + std::to_string(c + 1)));
    if (c == 0) {
      name.push(std::string_view("Garden"));
      parking.push(120.0);
    } else {
      name.push_missing();
      parking.push_missing();
    }
  }
  for (Column* column : {&id, &name, &parking}) layer.columns.push_back(std::move(*column));
  city.others = std::make_shared<const std::vector<Layer>>(std::vector<Layer>{std::move(layer)});
  return city;
}

}  // namespace firebreak::test
