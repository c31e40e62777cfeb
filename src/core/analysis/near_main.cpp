#include "core/analysis/near_main.hpp"

#include <algorithm>
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

std::string BranchNames::id_of(std::uint32_t main) const {
  for (const Layer& layer : *city_.others) {
    if (layer.role != Role::water_mains) continue;
    if (main >= layer.shapes.size()) {
      main -= static_cast<std::uint32_t>(layer.shapes.size());
      continue;
    }
    for (const Column& column : layer.columns)
      if (column.name == "id" && column.type == ColumnType::text && column.has(main))
        return std::string(column.texts[main]);
    return {};
  }
  return {};
}

const std::string& BranchNames::of(std::uint32_t branch) {
  const auto found = names_.find(branch);
  if (found != names_.end()) return found->second;
  std::string name = id_of(branch);
  const bool taken = std::ranges::any_of(names_, [&](const auto& n) { return n.second == name; });
  const std::string number = "#" + std::to_string(branch + 1);
  if (name.empty())
    name = number;
  else if (taken)
    name += " " + number;
  return names_.emplace(branch, std::move(name)).first->second;
}

}  // namespace firebreak
