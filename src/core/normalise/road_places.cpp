#include "core/normalise/road_places.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <span>
#include <tuple>

namespace firebreak {

std::uint32_t Places::add(const Visit& visit) {
  at.push_back(visit.at);
  level.push_back(visit.level);
  degree.push_back(0);
  return static_cast<std::uint32_t>(at.size() - 1);
}

namespace {

/// Lines of one level that pass or end here form a node. A level that only ends here is a ramp: it
/// joins the nearest level that passes, or, if none passes, all others that end.
void group_place(std::span<const Visit> place, Places& places) {
  std::array<std::optional<std::uint32_t>, 256> node_of_level{};
  const auto cell = [](std::int8_t level) { return static_cast<std::size_t>(level + 128); };
  std::vector<std::int8_t> passing;
  for (const Visit& v : place)
    if (!v.end && !node_of_level[cell(v.level)]) {
      node_of_level[cell(v.level)] = places.add(v);
      passing.push_back(v.level);
    }
  std::optional<std::uint32_t> ends;
  for (const Visit& v : place) {
    auto& node = node_of_level[cell(v.level)];
    if (!node && passing.empty()) {
      if (!ends) ends = places.add(v);
      node = ends;
    } else if (!node) {
      const auto nearest =
          std::min_element(passing.begin(), passing.end(), [&](std::int8_t a, std::int8_t b) {
            return std::pair(std::abs(a - v.level), a) < std::pair(std::abs(b - v.level), b);
          });
      node = node_of_level[cell(*nearest)];
    }
    places.node[v.slot] = *node;
    places.degree[*node] += v.end ? 1 : 2;
    // A node where levels meet counts for the one nearest to the ground.
    auto& level = places.level[*node];
    if (std::pair(std::abs(v.level), v.level) < std::pair(std::abs(level), level)) level = v.level;
  }
}

}  // namespace

Places group(std::vector<Visit> visits) {
  std::sort(visits.begin(), visits.end(), [](const Visit& a, const Visit& b) {
    if (a.at != b.at) return a.at < b.at;
    if (a.level != b.level) return a.level < b.level;
    return a.slot < b.slot;
  });
  Places places;
  places.node.resize(visits.size());
  std::size_t from = 0;
  for (std::size_t i = 1; i <= visits.size(); ++i)
    if (i == visits.size() || visits[i].at != visits[from].at) {
      group_place(std::span(visits).subspan(from, i - from), places);
      from = i;
    }
  return places;
}

}  // namespace firebreak
