#include "gui/spacing_words.hpp"

#include "core/analysis/hydrant_spacing.hpp"
#include "core/model/cells.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

bool on_one_side(const FeatureTable& gaps, std::uint32_t row) {
  const auto side = word_in(gaps, "side", row);
  return side == "left" || side == "right";
}

Verdict verdict_in(const FeatureTable& gaps, std::uint32_t row) {
  const auto word = word_in(gaps, "verdict", row);
  for (std::size_t v = 0; v < verdict_count; ++v)
    if (word == verdict_name(static_cast<Verdict>(v))) return static_cast<Verdict>(v);
  return Verdict::unknown;
}

}  // namespace

QString spacing_words(const FeatureTable& gaps, std::uint32_t row) {
  QStringList told;
  if (const auto street = word_in(gaps, "street", row)) told += words("Street: {}.", *street);
  const std::string from(word_in(gaps, "from_hydrant_id", row).value_or(""));
  const std::string to(word_in(gaps, "to_hydrant_id", row).value_or(""));
  told += to_qt(reason_sentence(
      {from, to, number_in(gaps, "gap_len_m", row), number_in(gaps, "limit_m", row).value_or(0),
       number_in(gaps, "red_m", row).value_or(0), on_one_side(gaps, row), verdict_in(gaps, row)},
      language()));
  return in_one_paragraph(told);
}

std::string_view spacing_rule_key(const FeatureTable& gaps, std::uint32_t row) {
  return on_one_side(gaps, row) ? "hydrants.both_sides_width_m" : "hydrants.spacing_m";
}

}  // namespace firebreak::gui
