#include "support/city_builder.hpp"

#include <cmath>
#include <random>

namespace firebreak::test {

namespace {

std::vector<Xy> closed(std::vector<Xy> ring) {
  if (ring.front() != ring.back()) ring.push_back(ring.front());
  return ring;
}

template <class T>
std::size_t add_row(Table<T>& table, T row, const char* prefix) {
  const std::size_t at = table.rows.size();
  row.origin.fid = static_cast<std::int64_t>(at + 1);
  table.rows.push_back(row);
  table.ids.push_back(prefix + std::to_string(at + 1));
  table.names.push_back("");
  return at;
}

template <class T>
std::shared_ptr<const Table<T>> indexed(Table<T> table) {
  table.index = SpatialIndex(table.shapes.boxes);
  return std::make_shared<const Table<T>>(std::move(table));
}

template <class T>
void move_shapes(Table<T>& table, double cosine, double sine, double dx, double dy) {
  Shapes moved;
  for (Xy& p : table.shapes.points)
    p = {cosine * p.x_m - sine * p.y_m + dx, sine * p.x_m + cosine * p.y_m + dy};
  for (std::size_t f = 0; f < table.shapes.size(); ++f) moved.add_copy(table.shapes, f);
  table.shapes = std::move(moved);
}

}  // namespace

CityBuilder::CityBuilder() = default;

std::size_t CityBuilder::rectangle(double x0, double y0, double x1, double y1,
                                   Building attributes) {
  return building({{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}}, {}, attributes);
}

std::size_t CityBuilder::building(const std::vector<Xy>& outer,
                                  const std::vector<std::vector<Xy>>& holes, Building attributes) {
  buildings_.shapes.add_part(PartKind::outer, closed(outer));
  for (const auto& hole : holes) buildings_.shapes.add_part(PartKind::hole, closed(hole));
  buildings_.shapes.finish_feature();
  return add_row(buildings_, attributes, "b");
}

std::size_t CityBuilder::hydrant(double x, double y, Hydrant attributes) {
  attributes.at = {x, y};
  hydrants_.shapes.add(PartKind::point, std::vector<Xy>{{x, y}});
  return add_row(hydrants_, attributes, "h");
}

std::size_t CityBuilder::road(const std::vector<Xy>& line, Road attributes) {
  if (attributes.road_class == RoadClass::unknown) attributes.road_class = RoadClass::residential;
  roads_.shapes.add(PartKind::line, line);
  return add_row(roads_, attributes, "r");
}

std::size_t CityBuilder::station(double x, double y) {
  stations_.shapes.add(PartKind::point, std::vector<Xy>{{x, y}});
  Station station;
  station.at = {x, y};
  return add_row(stations_, station, "s");
}

std::size_t CityBuilder::obstacle_point(double x, double y, Obstacle attributes) {
  obstacles_.shapes.add(PartKind::point, std::vector<Xy>{{x, y}});
  return add_row(obstacles_, attributes, "o");
}

std::size_t CityBuilder::obstacle_area(const std::vector<Xy>& outer, Obstacle attributes) {
  obstacles_.shapes.add(PartKind::outer, closed(outer));
  return add_row(obstacles_, attributes, "o");
}

std::size_t CityBuilder::obstacle_line(const std::vector<Xy>& line, Obstacle attributes) {
  obstacles_.shapes.add(PartKind::line, line);
  return add_row(obstacles_, attributes, "o");
}

std::size_t CityBuilder::barrier(const std::vector<Xy>& line, Barrier attributes) {
  barriers_.shapes.add(PartKind::line, line);
  return add_row(barriers_, attributes, "w");
}

CityBuilder& CityBuilder::moved(double turn_rad, double dx, double dy) {
  const double cosine = std::cos(turn_rad);
  const double sine = std::sin(turn_rad);
  move_shapes(buildings_, cosine, sine, dx, dy);
  move_shapes(hydrants_, cosine, sine, dx, dy);
  move_shapes(roads_, cosine, sine, dx, dy);
  move_shapes(stations_, cosine, sine, dx, dy);
  move_shapes(obstacles_, cosine, sine, dx, dy);
  move_shapes(barriers_, cosine, sine, dx, dy);
  for (std::size_t i = 0; i < hydrants_.size(); ++i)
    hydrants_.rows[i].at = hydrants_.shapes.only_part(i)[0];
  for (std::size_t i = 0; i < stations_.size(); ++i)
    stations_.rows[i].at = stations_.shapes.only_part(i)[0];
  return *this;
}

City CityBuilder::build() const {
  City city;
  city.sources.resize(1);
  city.buildings = indexed(buildings_);
  city.hydrants = indexed(hydrants_);
  city.roads = indexed(roads_);
  city.stations = indexed(stations_);
  city.obstacles = indexed(obstacles_);
  city.barriers = indexed(barriers_);
  return city;
}

CityBuilder random_town(unsigned seed, int rows) {
  std::mt19937 random(seed);
  const auto uniform = [&](double low, double high) {
    return low + (high - low) * (static_cast<double>(random()) / 4294967296.0);
  };
  CityBuilder town;
  const double pitch = 50;
  const double side = rows * pitch;
  for (int i = 0; i <= rows; ++i) {
    town.road({{0, i * pitch}, {side, i * pitch}});
    town.road({{i * pitch, 0}, {i * pitch, side}});
  }
  for (int row = 0; row < rows; ++row) {
    for (int column = 0; column < rows; ++column) {
      double x = column * pitch + uniform(2, 6);
      const double y = row * pitch + uniform(2, 6);
      const double end = (column + 1) * pitch - 6;
      while (x + 5 < end) {
        const double width = std::min(uniform(5, 14), end - x);
        const double depth = uniform(6, 16);
        const double skew = uniform(-0.8, 0.8);
        Building house;
        if (uniform(0, 1) < 0.6) house.storeys = static_cast<float>(std::floor(uniform(1, 6)));
        if (uniform(0, 1) < 0.5)
          house.structure = uniform(0, 1) < 0.5 ? Structure::brick_timber : Structure::rc;
        town.building(
            {{x, y}, {x + width, y + skew}, {x + width, y + depth + skew}, {x, y + depth}}, {},
            house);
        x += width + (uniform(0, 1) < 0.4 ? 0.0 : uniform(0.5, 7));
      }
    }
  }
  const int hydrants = 2 + static_cast<int>(random() % 4);
  for (int i = 0; i < hydrants; ++i)
    town.hydrant(uniform(0, side), pitch * std::floor(uniform(0, rows)) + 1);
  town.station(1, 1);
  town.station(side - 1, side - 1);
  return town;
}

}  // namespace firebreak::test
