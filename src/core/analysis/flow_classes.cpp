#include "core/analysis/flow_classes.hpp"

#include "core/analysis/rule_value.hpp"
#include "core/base/text.hpp"

namespace firebreak {

const std::array<FlowClass, 4>& flow_classes() {
  static constexpr std::array<FlowClass, 4> classes{{
      {"AA", tr_key("light blue"), "hydrants.nfpa291_aa_lps"},
      {"A", tr_key("green"), "hydrants.nfpa291_a_lps"},
      {"B", tr_key("orange"), "hydrants.nfpa291_b_lps"},
      {"C", tr_key("red"), ""},
  }};
  return classes;
}

ProfileFlowClasses::ProfileFlowClasses(const Profile& profile) : any_(true) {
  for (std::size_t c = 0; c < least_lps_.size(); ++c) {
    const ProfileValue* value = rule_value(profile, flow_classes()[c].key);
    const double* least = value == nullptr ? nullptr : std::get_if<double>(&value->value);
    any_ = any_ && least != nullptr;
    if (least != nullptr) least_lps_[c] = *least;
  }
}

std::size_t ProfileFlowClasses::of(double flow_lps) const {
  for (std::size_t c = 0; c < least_lps_.size(); ++c)
    if (flow_lps >= least_lps_[c]) return c;
  return least_lps_.size();
}

}  // namespace firebreak
