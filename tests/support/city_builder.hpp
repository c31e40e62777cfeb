#pragma once

#include <initializer_list>
#include <string>
#include <vector>

#include "core/model/city.hpp"

namespace firebreak::test {

/// Builds a small city in code, in metres. `build()` makes the indexes; the road network is left
/// empty unless the test fills it (normalise/roads).
class CityBuilder {
 public:
  CityBuilder();

  /// An upright rectangle; returns the position in the city's building table. Buildings keep the
  /// order of the calls.
  std::size_t rectangle(double x0, double y0, double x1, double y1, Building attributes = {});
  /// Outer ring (closed if it is not) and holes.
  std::size_t building(const std::vector<Xy>& outer, const std::vector<std::vector<Xy>>& holes = {},
                       Building attributes = {});
  std::size_t hydrant(double x, double y, Hydrant attributes = {});
  std::size_t road(const std::vector<Xy>& line, Road attributes = {});
  std::size_t station(double x, double y);
  std::size_t obstacle_point(double x, double y, Obstacle attributes = {});
  std::size_t obstacle_area(const std::vector<Xy>& outer, Obstacle attributes = {});
  std::size_t obstacle_line(const std::vector<Xy>& line, Obstacle attributes = {});
  std::size_t barrier(const std::vector<Xy>& line, Barrier attributes = {});

  /// Moves everything added so far: turned by `turn_rad` about the origin, then shifted.
  CityBuilder& moved(double turn_rad, double dx, double dy);

  City build() const;

 private:
  Table<Building> buildings_;
  Table<Hydrant> hydrants_;
  Table<Road> roads_;
  Table<Station> stations_;
  Table<Obstacle> obstacles_;
  Table<Barrier> barriers_;
};

/// A random small town in about 300 x 300 m, the same for the same seed: rows of houses (some
/// touching, some turned), streets between them, hydrants along the streets, two stations.
CityBuilder random_town(unsigned seed, int rows = 6);

}  // namespace firebreak::test
