#include "core/model/place_steps.hpp"

#include <array>

namespace firebreak {

namespace {

struct StepWords {
  std::string_view code;
  const char* words;  ///< English, the key of its translation
  bool certain;       ///< by the numbers themselves
};

/// In the order of `PlaceStep`.
const std::array<StepWords, place_step_count> all_steps{{
    {"crs_recognised", tr_key("CRS recognised by the numbers"), true},
    {"accepted", tr_key("place proposed by the other layers and accepted"), false},
    {"control_points", tr_key("moved by control points"), false},
    {"axes_turned", tr_key("x and y put right"), true},
    {"zone_corrected", tr_key("zone put right"), true},
    {"dms_unpacked", tr_key("packed degrees, minutes and seconds taken apart"), false},
    {"gcj02", tr_key("shifted back from GCJ-02"), false},
    {"bd09", tr_key("shifted back from BD-09"), false},
    {"by_address", tr_key("located by address"), false},
}};

constexpr std::string_view between_codes = " + ";

PlaceStep step_at(std::size_t i) {
  return static_cast<PlaceStep>(i);
}

}  // namespace

std::string_view place_step_code(PlaceStep step) {
  return all_steps[static_cast<std::size_t>(step)].code;
}

std::string place_codes(PlaceSteps steps) {
  std::string out;
  for (std::size_t i = 0; i < all_steps.size(); ++i) {
    if (!steps.has(step_at(i))) continue;
    if (!out.empty()) out += between_codes;
    out += all_steps[i].code;
  }
  return out;
}

PlaceSteps place_steps_from(std::string_view codes) {
  PlaceSteps out;
  while (!codes.empty()) {
    const std::size_t end = codes.find(between_codes);
    const std::string_view code = codes.substr(0, end);
    for (std::size_t i = 0; i < all_steps.size(); ++i)
      if (all_steps[i].code == code) out.add(step_at(i));
    codes = end == std::string_view::npos ? "" : codes.substr(end + between_codes.size());
  }
  return out;
}

std::string place_words(PlaceSteps steps, Language in) {
  std::string out;
  for (std::size_t i = 0; i < all_steps.size(); ++i) {
    if (!steps.has(step_at(i))) continue;
    if (!out.empty()) out += "; ";
    out += translate(all_steps[i].words, in);
  }
  return out;
}

PlaceSteps steps_for_legend(PlaceSteps steps) {
  PlaceSteps out;
  for (std::size_t i = 0; i < all_steps.size(); ++i)
    if (steps.has(step_at(i)) && !all_steps[i].certain) out.add(step_at(i));
  return out;
}

}  // namespace firebreak
