#include "gui/lane_words.hpp"

#include "core/model/cells.hpp"
#include "gui/cell_words.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

QString source_words(std::string_view source) {
  if (source == "declared")
    return words("The width is the one declared in the data; nothing that is drawn confirms it.");
  if (source == "building_gap")
    return words(
        "The width is the gap between drawn buildings: fences, steps and parked cars that nobody "
        "recorded may leave less.");
  if (source == "obstacle")
    return words("The width is measured between drawn buildings, walls and recorded obstacles.");
  if (source == "kerb") return words("The width is measured between kerbs.");
  if (source == "field_check") return words("The width was measured on site.");
  if (source == "plan") return words("The width is the one that the plan gives the lane.");
  if (source == "limit") return words("The width is that of a gate, a sign or a posted limit.");
  return {};
}

}  // namespace

std::string lane_name(const FeatureTable& lanes, std::uint32_t row) {
  return std::string(
      word_in(lanes, "name", row).value_or(word_in(lanes, "lane_id", row).value_or("?")));
}

QString lane_words(const FeatureTable& lanes, std::uint32_t row, const RunRecord* record) {
  QStringList told;
  const auto verdict = word_in(lanes, "verdict", row);
  const std::string reason = reason_words(lanes, row, record);
  const auto width_m = number_in(lanes, "clear_width_m", row);
  const bool at_least = number_in(lanes, "width_at_least", row).value_or(0) > 0;
  if (verdict == "not_applicable")
    told += words("This is no fire lane and is not judged: its width is for information.");
  else if (verdict == "pass" && width_m && at_least)
    told += words("Wide enough: at least {:.1f} m; it was measured no farther.", *width_m);
  else if (verdict == "pass" && width_m)
    told += words("Wide enough: {:.1f} m.", *width_m);
  else if (!reason.empty())
    told += words("Verdict: {} – {}.", translate(verdict.value_or("unknown")), reason);
  const auto declared_m = number_in(lanes, "declared_width_m", row);
  if (!width_m && declared_m)
    told += words(
        "No width is told: {:g} m are declared, but what is drawn or recorded there leaves open "
        "whether they hold.",
        *declared_m);
  else if (!width_m && word_in(lanes, "reason_code", row).value_or("no_data") != "no_data")
    told += words("No width is told: what is drawn or recorded there leaves it open.");
  else if (!width_m)
    told += words("No width: nothing is drawn near enough and none is declared. It is not known.");
  else
    told += source_words(word_in(lanes, "width_source", row).value_or(""));
  told.removeAll(QString());
  return in_one_paragraph(told);
}

std::string_view lane_rule_key(const FeatureTable& lanes, std::uint32_t row) {
  return word_in(lanes, "rule_key", row).value_or("lanes.clear_width_m");
}

}  // namespace firebreak::gui
