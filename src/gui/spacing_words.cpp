#include "gui/spacing_words.hpp"

#include "core/model/cells.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

QString distance_words(const FeatureTable& gaps, std::uint32_t row) {
  const auto from = word_in(gaps, "from_hydrant_id", row);
  const auto to = word_in(gaps, "to_hydrant_id", row);
  const auto length_m = number_in(gaps, "gap_len_m", row);
  const double limit_m = number_in(gaps, "limit_m", row).value_or(0);
  if (length_m && from && to)
    return words(
        "Hydrants {0} and {1} stand {2:.0f} m apart along the street; at most {3:.0f} m is "
        "allowed.",
        *from, *to, *length_m, limit_m);
  if (length_m && (from || to))
    return words(
        "From hydrant {0} it is {1:.0f} m to the end of the street; at most {2:.0f} m is allowed.",
        from ? *from : *to, *length_m, limit_m);
  return words("{:.0f} m of this street lie too far from any hydrant.",
               number_in(gaps, "red_m", row).value_or(0));
}

}  // namespace

QString spacing_words(const FeatureTable& gaps, std::uint32_t row) {
  QStringList told;
  if (const auto street = word_in(gaps, "street", row)) told += words("Street: {}.", *street);
  told += distance_words(gaps, row);
  if (const auto verdict = word_in(gaps, "verdict", row))
    told += words("Verdict: {}.", translate(*verdict));
  return told.join(' ');
}

std::string_view spacing_rule_key(const FeatureTable& gaps, std::uint32_t row) {
  const auto side = word_in(gaps, "side", row);
  return side == "left" || side == "right" ? "hydrants.both_sides_width_m" : "hydrants.spacing_m";
}

}  // namespace firebreak::gui
