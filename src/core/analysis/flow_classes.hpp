#pragma once

#include <array>
#include <string_view>

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

/// The classes of a profile that has them.
class ProfileFlowClasses {
 public:
  explicit ProfileFlowClasses(const Profile& profile);
  /// False for a profile of a country that paints no classes.
  bool any() const { return any_; }
  /// The position in `flow_classes` of a hydrant with this flow.
  std::size_t of(double flow_lps) const;

 private:
  std::array<double, 3> least_lps_{};  ///< of all but the last class
  bool any_ = false;
};

}  // namespace firebreak
