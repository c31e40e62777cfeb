#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/water_class.hpp"
#include "core/model/feature_table.hpp"

namespace firebreak {

/// The water account of one building, source by source, as the run reckoned it: found again from
/// the rows of its result alone, whether the building passes or not.
struct WaterAccount {
  /// Why a source may be none at all.
  enum class Doubt : std::uint8_t { none, state, too_far, too_near };

  struct Source {
    std::uint32_t row = 0;  ///< of `hydrant_reach`
    std::string id;
    std::string_view kind;         ///< "hydrant", "tank" …
    std::string_view told_layout;  ///< of its main, as on record; empty: not known
    std::string_view branch;       ///< the branch main it hangs on; empty: not known which
    std::optional<double> main_mm;
    double distance_m = 0;  ///< to the nearest wall
    WaterSource gives;
    Doubt doubt = Doubt::none;
    double sum_lps = 0;  ///< of this one and all nearer ones, at worst
    double sum_most_lps = 0;
  };

  /// A source on record within the distance that does not count.
  struct LeftOut {
    enum class Why : std::uint8_t { state, pressure, flow, too_near };
    std::uint32_t row = 0;
    std::string id;
    double distance_m = 0;
    Why why = Why::state;
    std::string_view state;  ///< the code of why it is no source: "defective"
    double pressure_mpa = 0;
  };

  std::string_view water_class;  ///< "G0" … "G3", "unknown"
  WaterClass at_worst = WaterClass::g0;
  WaterClass at_best = WaterClass::g0;
  double required_least_lps = 0;
  double required_lps = 0;
  WaterSupply worst;
  WaterSupply best;
  std::vector<Source> sources;             ///< nearest first
  std::optional<std::size_t> most_missed;  ///< the one whose loss costs most at worst
  std::vector<LeftOut> left_out;           ///< nearest first
  bool adds_up = true;  ///< sources and sums are those that the building's row has on record
};

/// None where the run kept no account of the building, or the result is of a version that does not
/// say what each hydrant counts for. `hydrants`: the table `hydrant_reach`; views into both tables
/// are kept.
std::optional<WaterAccount> water_account(const FeatureTable& buildings, std::uint32_t row,
                                          const FeatureTable& hydrants, const RunRecord& record);

}  // namespace firebreak
