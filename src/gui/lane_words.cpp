#include "gui/lane_words.hpp"

#include "core/model/cells.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

QString lane_words(const FeatureTable& lanes, std::uint32_t row) {
  if (!number_in(lanes, "clear_width_m", row))
    return words("No width: nothing is drawn near enough and none is declared. It is not known.");
  const std::string_view source = word_in(lanes, "width_source", row).value_or("");
  if (source == "declared")
    return words("The width is the one declared in the data; nothing that is drawn confirms it.");
  if (source == "building_gap")
    return words(
        "The width is the gap between drawn buildings, at most as far as it was measured: "
        "fences, steps and parked cars that nobody recorded may leave less.");
  if (source == "obstacle")
    return words("The width is measured between drawn buildings, walls and recorded obstacles.");
  if (source == "kerb") return words("The width is measured between kerbs.");
  if (source == "field_check") return words("The width was measured on site.");
  if (source == "limit") return words("The width is that of a gate, a sign or a posted limit.");
  return {};
}

}  // namespace firebreak::gui
