#include "core/graph/dominators.hpp"

#include <algorithm>

namespace firebreak {

namespace {

using Links = std::span<const std::pair<std::uint32_t, std::uint32_t>>;

/// For each place those that it is linked with, one after the other.
struct LinkedPlaces {
  std::vector<std::uint32_t> start;
  std::vector<std::uint32_t> places;

  LinkedPlaces(std::uint32_t count, Links links, bool backwards) : start(count + 1, 0) {
    const auto at = [&](const auto& link) { return backwards ? link.second : link.first; };
    for (const auto& link : links) ++start[at(link) + 1];
    for (std::uint32_t p = 0; p < count; ++p) start[p + 1] += start[p];
    places.resize(links.size());
    std::vector<std::uint32_t> next(start.begin(), start.end() - 1);
    for (const auto& link : links) places[next[at(link)]++] = backwards ? link.first : link.second;
  }
  std::span<const std::uint32_t> of(std::uint32_t place) const {
    return std::span(places).subspan(start[place], start[place + 1] - start[place]);
  }
};

/// Lengauer and Tarjan's search. Places are named by their number in the depth search.
class DominatorSearch {
 public:
  DominatorSearch(std::uint32_t places, Links links)
      : before_(places, links, true), number_(places, none) {
    search_in_depth(LinkedPlaces(places, links, false));
    const std::size_t reached = order_.size();
    ancestor_.assign(reached, none);
    dominator_.assign(reached, none);
    semi_.resize(reached);
    least_.resize(reached);
    for (std::uint32_t v = 0; v < reached; ++v) semi_[v] = least_[v] = v;
  }

  Dominators find() {
    const auto reached = static_cast<std::uint32_t>(order_.size());
    std::vector<std::uint32_t> first_of(reached, none);  // of those with this semidominator
    std::vector<std::uint32_t> next_of(reached, none);
    for (std::uint32_t w = reached; w-- > 1;) {
      for (const std::uint32_t place : before_.of(order_[w]))
        if (number_[place] != none)
          semi_[w] = std::min(semi_[w], semi_[least_above(number_[place])]);
      next_of[w] = first_of[semi_[w]];
      first_of[semi_[w]] = w;
      ancestor_[w] = parent_[w];
      std::uint32_t& of_parent = first_of[parent_[w]];
      for (; of_parent != none; of_parent = next_of[of_parent]) {
        const std::uint32_t least = least_above(of_parent);
        dominator_[of_parent] = semi_[least] < semi_[of_parent] ? least : parent_[w];
      }
    }
    for (std::uint32_t w = 1; w < reached; ++w)
      if (dominator_[w] != semi_[w]) dominator_[w] = dominator_[dominator_[w]];
    Dominators out{order_, std::vector<std::uint32_t>(number_.size(), none)};
    for (std::uint32_t w = 1; w < reached; ++w) out.immediate[order_[w]] = order_[dominator_[w]];
    return out;
  }

 private:
  static constexpr std::uint32_t none = Dominators::none;

  void enter(std::uint32_t place, std::uint32_t parent) {
    number_[place] = static_cast<std::uint32_t>(order_.size());
    order_.push_back(place);
    parent_.push_back(parent);
  }
  void search_in_depth(const LinkedPlaces& after) {
    std::vector<std::uint32_t> next(after.start.begin(), after.start.end() - 1);
    std::vector<std::uint32_t> path{0};
    enter(0, none);
    while (!path.empty()) {
      const std::uint32_t place = path.back();
      if (next[place] == after.start[place + 1]) {
        path.pop_back();
        continue;
      }
      const std::uint32_t to = after.places[next[place]++];
      if (number_[to] != none) continue;
      enter(to, number_[place]);
      path.push_back(to);
    }
  }
  /// Of the linked ancestors of a place, itself with them, the one with the least semidominator;
  /// shortens the way to them for the next time.
  std::uint32_t least_above(std::uint32_t v) {
    if (ancestor_[v] == none) return v;
    for (std::uint32_t u = v; ancestor_[ancestor_[u]] != none; u = ancestor_[u])
      chain_.push_back(u);
    for (; !chain_.empty(); chain_.pop_back()) {
      const std::uint32_t u = chain_.back();
      const std::uint32_t above = ancestor_[u];
      if (semi_[least_[above]] < semi_[least_[u]]) least_[u] = least_[above];
      ancestor_[u] = ancestor_[above];
    }
    return least_[v];
  }

  LinkedPlaces before_;
  std::vector<std::uint32_t> number_;  ///< per place
  std::vector<std::uint32_t> order_;
  std::vector<std::uint32_t> parent_;
  std::vector<std::uint32_t> semi_;
  std::vector<std::uint32_t> least_;  ///< up to the ancestor
  std::vector<std::uint32_t> ancestor_;
  std::vector<std::uint32_t> dominator_;
  std::vector<std::uint32_t> chain_;
};

}  // namespace

Dominators dominators(std::uint32_t places, Links links) {
  return DominatorSearch(places, links).find();
}

}  // namespace firebreak
