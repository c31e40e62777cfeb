#include <algorithm>
#include <array>
#include <charconv>

#include "core/normalise/cad.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak {

namespace {

/// The scale that a text tells: 500 of "比例尺 1:500"; none for slopes and sheet numbers.
std::optional<double> scale_in(std::string_view text) {
  static constexpr std::array scales{200, 500, 1000, 2000, 5000, 10000};
  const std::string plain = tidy(text);
  for (std::size_t at = plain.find("1:"); at != std::string::npos; at = plain.find("1:", at + 1)) {
    const bool number_before =
        at > 0 && (plain[at - 1] == '.' || (plain[at - 1] >= '0' && plain[at - 1] <= '9'));
    const char* digits = plain.data() + at + 2;
    while (*digits == ' ') ++digits;
    int scale = 0;
    const auto read = std::from_chars(digits, plain.data() + plain.size(), scale);
    if (!number_before && read.ec == std::errc{} && std::ranges::count(scales, scale) > 0)
      return scale;
  }
  return std::nullopt;
}

}  // namespace

std::optional<double> cad_scale(const CadDrawing& drawing) {
  std::optional<double> coarsest;
  for (const CadEntity& entity : drawing.entities)
    if (const auto scale = scale_in(entity.text); scale && scale > coarsest) coarsest = scale;
  return coarsest;
}

}  // namespace firebreak
