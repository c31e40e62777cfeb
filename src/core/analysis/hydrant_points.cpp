#include "core/analysis/hydrant_points.hpp"

#include <algorithm>

namespace firebreak {

namespace {

/// So many are asked one by one before the index is built anew.
constexpr std::size_t most_beside = 32;

template <class T>
void erase_at(std::vector<T>& list, std::uint32_t position) {
  list.erase(list.begin() + static_cast<std::ptrdiff_t>(position));
}

}  // namespace

HydrantPoints::HydrantPoints(const City& city, std::span<const std::uint8_t> usable,
                             std::span<const std::uint8_t> spares) {
  for (std::uint32_t h = 0; h < usable.size(); ++h) {
    const bool in_reserve = !spares.empty() && spares[h] != 0;
    if (usable[h] == 0 && !in_reserve) continue;
    append(h, (*city.hydrants)[h], usable[h] != 0 ? Use::counts : Use::spare);
  }
  pack();
}

void HydrantPoints::append(std::uint32_t row, const Hydrant& record, Use use) {
  if (row >= source_of_.size()) source_of_.resize(row + 1, none);
  source_of_[row] = static_cast<std::uint32_t>(at.size());
  at.push_back(record.at);
  origin.push_back(record.origin);
  hydrant.push_back(row);
  use_.push_back(use);
  ++there_;
}

void HydrantPoints::erase(std::uint32_t source) {
  erase_at(at, source);
  erase_at(origin, source);
  erase_at(hydrant, source);
  erase_at(use_, source);
  for (std::uint32_t s = source; s < hydrant.size(); ++s) source_of_[hydrant[s]] = s;
}

void HydrantPoints::pack() {
  std::uint32_t kept = 0;
  for (std::uint32_t s = 0; s < at.size(); ++s) {
    if (use_[s] == Use::gone) continue;
    at[kept] = at[s];
    origin[kept] = origin[s];
    hydrant[kept] = hydrant[s];
    use_[kept] = use_[s];
    source_of_[hydrant[kept]] = kept;
    ++kept;
  }
  at.resize(kept);
  origin.resize(kept);
  hydrant.resize(kept);
  use_.resize(kept);
  std::vector<Box> boxes;
  boxes.reserve(kept);
  for (const Xy p : at) boxes.push_back({p, p});
  index_ = SpatialIndex(boxes);
  indexed_ = kept;
}

void HydrantPoints::take(std::uint32_t row) {
  if (row >= source_of_.size() || source_of_[row] == none) return;
  const std::uint32_t source = source_of_[row];
  source_of_[row] = none;
  --there_;
  if (source < indexed_)
    use_[source] = Use::gone;
  else
    erase(source);
}

void HydrantPoints::put(std::uint32_t row, const Hydrant& record, bool spare) {
  append(row, record, spare ? Use::spare : Use::counts);
  if (at.size() - indexed_ > most_beside) pack();
}

}  // namespace firebreak
