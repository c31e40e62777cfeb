#include "core/model/colour_ramp.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/text.hpp"

namespace firebreak {

namespace {

using Stops = std::array<std::uint32_t, 7>;

// ColorBrewer 2.0 (C. Brewer, Apache 2.0), seven classes each: YlOrRd, Blues, PuOr and Greys, all
// marked safe for colour-blind readers there. The two sequential ones differ in lightness alone
// enough to be copied in grey.
constexpr std::array<Stops, 4> all_stops{
    Stops{0xffffb2, 0xfed976, 0xfeb24c, 0xfd8d3c, 0xfc4e2a, 0xe31a1c, 0xb10026},
    Stops{0xeff3ff, 0xc6dbef, 0x9ecae1, 0x6baed6, 0x4292c6, 0x2171b5, 0x084594},
    Stops{0x542788, 0x998ec3, 0xd8daeb, 0xf7f7f7, 0xfee0b6, 0xf1a340, 0xb35806},
    Stops{0xf7f7f7, 0xd9d9d9, 0xbdbdbd, 0x969696, 0x737373, 0x525252, 0x252525}};

constexpr std::array<ColourRamp, 4> all_ramps{
    ColourRamp{"heat", tr_key("Yellow to red")}, ColourRamp{"blue", tr_key("Light to dark blue")},
    ColourRamp{"diverging", tr_key("Purple to orange, pale in the middle")},
    ColourRamp{"grey", tr_key("Grey")}};

double channel(std::uint32_t colour, unsigned shift) {
  return static_cast<double>((colour >> shift) & 0xFFU);
}

}  // namespace

std::span<const ColourRamp> colour_ramps() {
  return all_ramps;
}

std::vector<Colour> ramp_colours(std::string_view name, std::size_t count) {
  const auto found = std::ranges::find(all_ramps, name, &ColourRamp::name);
  const Stops& stops =
      all_stops[found == all_ramps.end() ? 0 : static_cast<std::size_t>(found - all_ramps.begin())];
  std::vector<Colour> colours;
  for (std::size_t i = 0; i < count; ++i) {
    const double along = count < 2 ? 0.5 : static_cast<double>(i) / static_cast<double>(count - 1);
    const double at = along * static_cast<double>(stops.size() - 1);
    const auto low = std::min(static_cast<std::size_t>(at), stops.size() - 2);
    const double share = at - static_cast<double>(low);
    const auto mixed = [&](unsigned shift) {
      return static_cast<std::uint8_t>(std::lround((1 - share) * channel(stops[low], shift) +
                                                   share * channel(stops[low + 1], shift)));
    };
    colours.push_back({mixed(16), mixed(8), mixed(0), 255});
  }
  return colours;
}

}  // namespace firebreak
