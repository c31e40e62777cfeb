#include "core/analysis/near_main.hpp"

#include <limits>

#include "core/geo/measure.hpp"

namespace firebreak {

std::optional<NearestMain> nearest_main(const City& city, Xy at) {
  std::optional<NearestMain> found;
  double best2 = std::numeric_limits<double>::infinity();
  for (const Layer& layer : *city.others) {
    if (layer.role != Role::water_mains) continue;
    for (std::size_t main = 0; main < layer.shapes.size(); ++main) {
      if (layer.shapes.boxes[main].empty() || distance2_m2(layer.shapes.boxes[main], at) >= best2)
        continue;
      const double away_m = distance_m(layer.shapes, main, at);
      if (away_m * away_m >= best2) continue;
      best2 = away_m * away_m;
      found = {away_m, layer.name};
    }
  }
  return found;
}

}  // namespace firebreak
