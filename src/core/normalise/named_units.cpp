#include "core/normalise/named_units.hpp"

#include <algorithm>
#include <array>

#include "core/geo/measure.hpp"
#include "core/normalise/address.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak {

namespace {

constexpr double boundary_slack_m = 100;  ///< a town's boundary may run along the far kerb

/// A unit's name without the word for its kind: ledgers write 城关 for 城关镇. Itself if nothing
/// would be left to tell it by.
std::string_view plain_unit_name(std::string_view name) {
  static constexpr std::array<std::string_view, 8> kinds{"街道办事处", "街道", "社区", "村委会",
                                                         "镇",         "乡",   "村",   "区"};
  for (const std::string_view kind : kinds)
    if (name.ends_with(kind) && character_count(name) > character_count(kind) + 1)
      return name.substr(0, name.size() - kind.size());
  return name;
}

bool names_town(std::string_view name) {
  static constexpr std::array<std::string_view, 4> kinds{"镇", "乡", "街道", "街道办事处"};
  return character_count(name) > 1 &&
         std::ranges::any_of(kinds, [&](std::string_view kind) { return name.ends_with(kind); });
}

}  // namespace

NamedUnits::NamedUnits(const Table<ManagementUnit>& table) : units_(table) {
  for (std::uint32_t u = 0; u < table.size(); ++u) {
    towns_ = towns_ || names_town(table.names[u]);
    if (character_count(table.names[u]) > 1)
      by_name_[std::string(plain_unit_name(table.names[u]))].push_back(u);
  }
}

bool NamedUnits::lack(std::string_view name) const {
  return towns_ && names_town(tidy(name)) && called(name).empty();
}

std::span<const std::uint32_t> NamedUnits::called(std::string_view name) const {
  const auto found = by_name_.find(std::string(plain_unit_name(tidy(name))));
  return found == by_name_.end() ? std::span<const std::uint32_t>() : std::span(found->second);
}

std::optional<std::uint32_t> NamedUnits::town(std::string_view name) const {
  const auto all = called(name);
  if (all.empty()) return std::nullopt;
  const auto level = [&](std::uint32_t u) { return units_[u].level; };
  const std::uint32_t coarsest = std::ranges::min(all, {}, level);
  return std::ranges::count(all, level(coarsest), level) == 1 ? std::optional(coarsest)
                                                              : std::nullopt;
}

std::span<const std::uint32_t> NamedUnits::heading(std::string_view address,
                                                   std::string_view road) const {
  const std::string_view head = address.substr(0, address.find(road));
  std::span<const std::uint32_t> found;
  std::size_t longest = 0;
  for (const auto& [name, list] : by_name_)
    for (const std::uint32_t u : list) {
      const std::string_view whole = units_.names[u];
      const auto at = head.find(whole);
      if (whole.size() <= std::max(name.size(), longest) || at == std::string_view::npos ||
          !name_may_begin_behind(head.substr(0, at)))
        continue;
      found = list;
      longest = whole.size();
    }
  return found;
}

bool NamedUnits::hold(std::span<const std::uint32_t> list, Xy at) const {
  return std::ranges::any_of(list, [&](std::uint32_t u) {
    return units_.shapes.boxes[u].grown(boundary_slack_m).contains(at) &&
           distance_m(units_.shapes, u, at) <= boundary_slack_m;
  });
}

}  // namespace firebreak
