#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/analysis/hose_lay.hpp"

namespace firebreak {

/// Whether a hose gets to a building round everything in its way (algorithms 2.2, R2): the truth
/// behind radius and roads. Asked for by `--reach geodesic`, for it costs a grid per hydrant.
struct HoseGeodesic {
  static constexpr std::string_view id = "hose_geodesic";
  using Params = HoseLay::Params;

  /// `marginal`: as the grid measures not all of the facade is in reach, but it may say up to 2.8 %
  /// and 1.4 m too much.
  enum class Reach : std::uint8_t { full, marginal, partly, none, unknown };

  struct Way {
    Reach reach = Reach::unknown;
    double share = 0;       ///< of the exposed facade within reach, as the grid measures
    double share_most = 0;  ///< … at most, by what the grid may say too much
    /// Shortest hose to its own facade; none if it has no facade, or no hose gets to it.
    std::optional<double> lay_m;
    ///< no hose of the length allowed gets to it
    std::optional<Id<Hydrant>> hydrant;
  };

  struct Result {
    std::vector<Way> buildings;  ///< one per building of the city
    CoverageGaps gaps;           ///< of those that surely no hose gets to in full
  };

  /// Pure: the same city and parameters give the same result on any number of threads.
  /// Measured at places every 2 m of the exposed facade. Throws `Error` (usage) for parameters out
  /// of range, `Cancelled`.
  static Result run(const City& city, const Params& params, const Job& job);

  /// Columns of `building_risk`, layers `compliant_on_paper` and `geodesic_gaps`, figures.
  /// `passes`: one flag per building, 1 = it passes the rule of the radius.
  static AnalysisOutput output(const City& city, const Params& params, const Result& result,
                               std::span<const std::uint8_t> passes);
};

/// What the hoses say of each building, as its gaps are drawn by.
std::vector<HoseSaid> said_of(const City& city, const HoseGeodesic::Params& params,
                              std::span<const HoseGeodesic::Way> ways);

std::string_view geodesic_reach_name(HoseGeodesic::Reach reach);

}  // namespace firebreak
