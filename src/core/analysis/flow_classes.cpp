#include "core/analysis/flow_classes.hpp"

#include <utility>

#include "core/analysis/rule_value.hpp"
#include "core/base/text.hpp"
#include "core/model/column_push.hpp"

namespace firebreak {

namespace {

/// The classes of a profile that has them.
class ProfileClasses {
 public:
  explicit ProfileClasses(const Profile& profile) {
    for (std::size_t c = 0; c < least_lps_.size(); ++c) {
      const ProfileValue* value = rule_value(profile, flow_classes()[c].key);
      const double* least = value == nullptr ? nullptr : std::get_if<double>(&value->value);
      any_ = any_ && least != nullptr;
      if (least != nullptr) least_lps_[c] = *least;
    }
  }
  bool any() const { return any_; }
  /// The position in `flow_classes` of a hydrant with this flow.
  std::size_t of(float flow_lps) const {
    for (std::size_t c = 0; c < least_lps_.size(); ++c)
      if (static_cast<double>(flow_lps) >= least_lps_[c]) return c;
    return least_lps_.size();
  }

 private:
  std::array<double, 3> least_lps_{};  ///< of all but the last class
  bool any_ = true;
};

}  // namespace

const std::array<FlowClass, 4>& flow_classes() {
  static constexpr std::array<FlowClass, 4> classes{{
      {"AA", tr_key("light blue"), "hydrants.nfpa291_aa_lps"},
      {"A", tr_key("green"), "hydrants.nfpa291_a_lps"},
      {"B", tr_key("orange"), "hydrants.nfpa291_b_lps"},
      {"C", tr_key("red"), ""},
  }};
  return classes;
}

std::optional<Column> flow_class_column(const City& city, const Profile& profile) {
  const ProfileClasses classes(profile);
  if (!classes.any()) return std::nullopt;
  Column column("flow_class", ColumnType::text, "NFPA 291 class by flow");
  for (const Hydrant& hydrant : city.hydrants->rows)
    push_word(column, hydrant.flow_lps ? flow_classes()[classes.of(*hydrant.flow_lps)].name
                                       : std::string_view());
  return column;
}

std::vector<KeyFigure> flow_class_figures(const City& city, std::span<const std::uint8_t> usable,
                                          const Profile& profile) {
  const ProfileClasses classes(profile);
  if (!classes.any()) return {};
  std::array<std::size_t, 4> counts{};
  std::size_t known = 0;
  for (std::size_t h = 0; h < city.hydrants->size(); ++h) {
    const auto& flow = (*city.hydrants)[h].flow_lps;
    if (!flow || usable[h] == 0) continue;
    ++counts[classes.of(*flow)];
    ++known;
  }
  if (known == 0) return {};
  constexpr std::array<std::pair<const char*, const char*>, 4> titles{{
      {"hydrants_class_aa", tr_key("Hydrants that count of NFPA 291 class AA (light blue)")},
      {"hydrants_class_a", tr_key("Hydrants that count of NFPA 291 class A (green)")},
      {"hydrants_class_b", tr_key("Hydrants that count of NFPA 291 class B (orange)")},
      {"hydrants_class_c", tr_key("Hydrants that count of NFPA 291 class C (red)")},
  }};
  const ProfileValue& rule = *rule_value(profile, flow_classes()[0].key);
  std::vector<KeyFigure> figures;
  for (std::size_t c = 0; c < counts.size(); ++c)
    figures.push_back({titles[c].first,
                       titles[c].second,
                       static_cast<double>(counts[c]),
                       {},
                       rule.clause,
                       rule.value_mark});
  return figures;
}

}  // namespace firebreak
