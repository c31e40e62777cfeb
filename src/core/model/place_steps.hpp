#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

#include "core/base/text.hpp"
#include "core/model/issue.hpp"

namespace firebreak {

/// What was done to the coordinates of a record so that it lies where it lies, beyond reading what
/// its file says (planner.md 5.3). The code of each stands in the column `place_basis`.
enum class PlaceStep : std::uint8_t {
  crs_recognised,  ///< by the ranges of the numbers
  accepted,        ///< proposed by the other layers, accepted by a person
  control_points,  ///< moved out of a local system
  axes_turned,     ///< x and y stood exchanged
  zone_corrected,  ///< the zone in front of the easting was another one
  dms_unpacked,    ///< DDD.MMSSss
  gcj02,           ///< shifted back from GCJ-02
  bd09,            ///< shifted back from BD-09
  by_address,      ///< no coordinates: located by the address
};
inline constexpr std::size_t place_step_count = 9;

std::string_view place_step_code(PlaceStep step);

/// A set of steps.
class PlaceSteps {
 public:
  PlaceSteps() = default;
  PlaceSteps(std::initializer_list<PlaceStep> steps) {
    for (const PlaceStep step : steps) add(step);
  }
  void add(PlaceStep step) { bits_ |= bit(step); }
  bool has(PlaceStep step) const { return (bits_ & bit(step)) != 0; }
  bool empty() const { return bits_ == 0; }
  PlaceSteps with(PlaceSteps other) const {
    PlaceSteps both = *this;
    both.bits_ |= other.bits_;
    return both;
  }
  friend bool operator==(const PlaceSteps&, const PlaceSteps&) = default;

 private:
  static std::uint16_t bit(PlaceStep step) {
    return static_cast<std::uint16_t>(1U << static_cast<unsigned>(step));
  }
  std::uint16_t bits_ = 0;
};

/// A record whose place was found in more steps than that of its source.
struct PlacedRecord {
  Origin origin;
  PlaceSteps steps;
};

/// "accepted + gcj02"; empty for no step.
std::string place_codes(PlaceSteps steps);
/// The steps of such a text; words that are none are left out.
PlaceSteps place_steps_from(std::string_view codes);
/// "shifted back from GCJ-02; accepted as proposed", in a language; empty for no step.
std::string place_words(PlaceSteps steps, Language in);
/// Those that a map has to name: all but what the numbers themselves make certain.
PlaceSteps steps_for_legend(PlaceSteps steps);

}  // namespace firebreak
