#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/text.hpp"
#include "core/model/city.hpp"
#include "core/model/feature_table.hpp"

/// Which hydrants count as water sources.
namespace firebreak {

/// What is asked of a hydrant beside that it works.
struct SourceRule {
  bool exclude_doubtful = false;  ///< its position is not doubtful
  /// What it has to give in a fire; 0: nothing is asked. One of which nobody knows what it gives
  /// counts. The clause is of the mains of a town (GB 55036-2022 3.0.3): it is not asked of private
  /// hydrants, nor of tanks and suction points, which hang on no main.
  double least_flow_lps = 0;
  double least_pressure_mpa = 0;
  friend bool operator==(const SourceRule&, const SourceRule&) = default;
};

/// What a hydrant is known to give too little of, the pressure first.
struct TooLittle {
  enum class Of : std::uint8_t { nothing, flow, pressure };
  Of of = Of::nothing;
  std::optional<double> gives;  ///< none: no more is known than that it is too little
  double least = 0;             ///< what is asked
};

/// The codes of hydrants that would count if they gave enough.
inline constexpr std::string_view flow_too_low_code = "flow_too_low";
inline constexpr std::string_view pressure_too_low_code = "pressure_too_low";

/// `Of::nothing` as well for a hydrant that a plan repairs: what was measured before it did says
/// nothing of what it gives then.
TooLittle too_little(const Hydrant& hydrant, const SourceRule& rule);
/// What a row of the table `hydrant_reach` says of it, by its reason code.
TooLittle too_little(const FeatureTable& hydrants, std::size_t row, const RunRecord& record);
/// The parameter that asks for it: "hydrants.fire_flow_lps".
std::string_view asked_key(TooLittle::Of of);
/// "its pressure of 0.06 MPa is below 0.1 MPa"; empty where it is nothing.
std::string too_little_words(const TooLittle& little, Language in);

/// Whether a hydrant counts as a water source; `perhaps`: if it works, which nobody knows.
enum class CountsAs : std::uint8_t { nothing, perhaps, source };
CountsAs counts_as(const Hydrant& hydrant, const SourceRule& rule);
/// True for a hydrant that works, is placed well enough and gives enough, as far as is known.
bool counts_as_source(const Hydrant& hydrant, const SourceRule& rule);
/// One flag per hydrant: 1 = it counts as a source.
std::vector<std::uint8_t> usable_hydrants(const City& city, const SourceRule& rule);

}  // namespace firebreak
