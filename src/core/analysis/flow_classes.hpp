#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/model/city.hpp"
#include "core/model/feature_table.hpp"
#include "core/model/profile.hpp"

namespace firebreak {

/// One of the classes of flow by which hydrants are painted (NFPA 291).
struct FlowClass {
  std::string_view name;    ///< "AA"
  std::string_view colour;  ///< English, the key of its translation
  std::string_view key;     ///< of the least flow in a profile; empty: any flow
};
/// The largest first.
const std::array<FlowClass, 4>& flow_classes();

/// The column `flow_class`: the class of each hydrant of known flow; none where the profile has no
/// such classes.
std::optional<Column> flow_class_column(const City& city, const Profile& profile);

/// How many hydrants that count are of each class. `usable`: one flag per hydrant. Nothing where
/// the profile has no classes or no flow is known.
std::vector<KeyFigure> flow_class_figures(const City& city, std::span<const std::uint8_t> usable,
                                          const Profile& profile);

}  // namespace firebreak
