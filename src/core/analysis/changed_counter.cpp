#include "core/analysis/changed_counter.hpp"

#include <string_view>
#include <unordered_map>
#include <utility>

#include "core/model/cells.hpp"

namespace firebreak {

ChangedCounter::ChangedCounter(const FeatureTable& changed) {
  std::unordered_map<std::string_view, std::uint32_t> number_of;
  building_of_.reserve(changed.rows());
  effects_.reserve(changed.rows());
  for (std::size_t row = 0; row < changed.rows(); ++row) {
    const auto next = static_cast<std::uint32_t>(number_of.size());
    const std::string_view id = word_or_empty(changed, "building_id", row);
    building_of_.push_back(number_of.emplace(id, next).first->second);
    const std::string_view effect = word_or_empty(changed, "effect", row);
    effects_.push_back(effect == "better"  ? Effect::better
                       : effect == "worse" ? Effect::worse
                                           : Effect::open);
    const std::string_view what = word_or_empty(changed, "changed", row);
    if (kinds_.empty() || kinds_.back().what != what) kinds_.push_back({std::string(what), 0});
    kinds_.back().end = row + 1;
  }
  buildings_ = number_of.size();
}

ChangedCount ChangedCounter::buildings(std::span<const std::uint8_t> among) const {
  constexpr std::uint8_t seen = 1;
  constexpr std::uint8_t better = 2;
  constexpr std::uint8_t worse = 4;
  std::vector<std::uint8_t> marks(buildings_);
  for (std::size_t row = 0; row < effects_.size(); ++row) {
    if (!among.empty() && among[row] == 0) continue;
    const Effect effect = effects_[row];
    std::uint8_t& mark = marks[building_of_[row]];
    mark = static_cast<std::uint8_t>(mark | seen | (effect == Effect::better ? better : 0) |
                                     (effect == Effect::worse ? worse : 0));
  }
  ChangedCount count;
  for (const std::uint8_t mark : marks) {
    if (mark == 0) continue;
    ++((mark & worse) != 0 ? count.worse : (mark & better) != 0 ? count.better : count.open);
    if ((mark & worse) != 0 && (mark & better) != 0) ++count.both;
  }
  return count;
}

std::vector<ChangedCounter::OfKind> ChangedCounter::kinds(
    std::span<const std::uint8_t> among) const {
  std::vector<OfKind> all;
  std::size_t row = 0;
  for (const Kind& kind : kinds_) {
    OfKind count{kind.what, 0, 0, 0};
    bool any = false;
    for (; row < kind.end; ++row) {
      if (!among.empty() && among[row] == 0) continue;
      any = true;
      count.better += effects_[row] == Effect::better ? 1U : 0U;
      count.worse += effects_[row] == Effect::worse ? 1U : 0U;
      count.open += effects_[row] == Effect::open ? 1U : 0U;
    }
    if (any) all.push_back(std::move(count));
  }
  return all;
}

}  // namespace firebreak
