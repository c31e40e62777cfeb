#include "gui/lane_words.hpp"

#include "gui/words.hpp"

namespace firebreak::gui {

QString lane_words(const FeatureTable& lanes, std::uint32_t row) {
  const auto word = [&](const char* name) -> std::string_view {
    const Column* column = lanes.column(name);
    return column != nullptr && column->type == ColumnType::text && column->has(row)
               ? column->texts[row]
               : std::string_view();
  };
  const Column* width = lanes.column("clear_width_m");
  if (width == nullptr || !width->has(row))
    return words("No width: nothing is drawn near enough and none is declared. It is not known.");
  const std::string_view source = word("width_source");
  if (source == "declared")
    return words("The width is the one declared in the data; nothing that is drawn confirms it.");
  if (source == "building_gap")
    return words(
        "The width is the gap between drawn buildings, at most as far as it was measured: "
        "fences, steps and parked cars that nobody recorded may leave less.");
  if (source == "obstacle")
    return words("The width is measured between drawn buildings, walls and recorded obstacles.");
  if (source == "kerb") return words("The width is measured between kerbs.");
  if (source == "limit") return words("The width is that of a gate, a sign or a posted limit.");
  return {};
}

}  // namespace firebreak::gui
