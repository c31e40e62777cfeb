#include "core/analysis/hydrant_ids.hpp"

#include <algorithm>
#include <numeric>

namespace firebreak {

std::vector<std::uint32_t> hydrant_ranks(const City& city) {
  const Texts& ids = city.hydrants->ids;
  std::vector<std::uint32_t> by_id(city.hydrants->size());
  std::iota(by_id.begin(), by_id.end(), 0U);
  std::sort(by_id.begin(), by_id.end(), [&](std::uint32_t a, std::uint32_t b) {
    return ids[a] != ids[b] ? ids[a] < ids[b] : a < b;
  });
  std::vector<std::uint32_t> ranks(by_id.size());
  for (std::uint32_t i = 0; i < by_id.size(); ++i) ranks[by_id[i]] = i;
  return ranks;
}

}  // namespace firebreak
