#pragma once

#include <functional>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/city.hpp"

namespace firebreak {

/// Where a record says it lies: the management units that its words name.
class NamedUnits {
 public:
  /// Looks into the table.
  explicit NamedUnits(const Table<ManagementUnit>& table);

  /// Units called so, with or without the word for their kind (城关 for 城关镇); none if no unit
  /// is.
  std::span<const std::uint32_t> called(std::string_view name) const;
  /// Of the units called so the one of the coarsest level, if that is one.
  std::optional<std::uint32_t> town(std::string_view name) const;
  /// Whether it is the name of a town, and none of the towns on record.
  bool lack(std::string_view name) const;
  /// Units whose whole name stands in front of the road of an address, behind names of larger
  /// places at most; of several names the longest.
  std::span<const std::uint32_t> heading(std::string_view address, std::string_view road) const;
  /// Whether a place lies in one of them, or by their boundary.
  bool hold(std::span<const std::uint32_t> list, Xy at) const;
  std::string_view name(std::uint32_t unit) const { return units_.names[unit]; }

 private:
  const Table<ManagementUnit>& units_;
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_name_;
  bool towns_ = false;  ///< the units tell towns
};

}  // namespace firebreak
