#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace firebreak {

/// A share that can be added up over blocks: unknown while nothing is known to be part of.
struct Ratio {
  double part = 0;
  double whole = 0;
  std::optional<double> share() const {
    return whole > 0 ? std::optional(part / whole) : std::nullopt;
  }
  Ratio& operator+=(const Ratio& other) {
    part += other.part;
    whole += other.whole;
    return *this;
  }
};

/// What the index is made of (algorithms 4.4, 4.5); shares 0…1.
enum class Indicator : std::uint8_t {
  coverage_ratio,  ///< ground covered by buildings; stands in where no fire class is known
  tight_gaps,      ///< buildings nearer than the limit to another; likewise
  timber_ratio,    ///< ground covered by classes 3 and 4
  fireproof,       ///< 不燃領域率 F: a low value is bad
  burned_share,    ///< floor area that one ignition burns beyond the building it starts in
  narrow_lanes,    ///< length of lanes under the limit
  unreachable,     ///< people in buildings that no engine reaches
  water_gap,       ///< weight of buildings that fail the hydrant rule
};
inline constexpr std::size_t indicator_count = 8;
std::string_view indicator_name(Indicator indicator);

enum class Pillar : std::uint8_t { spread, access, exposure };
inline constexpr std::size_t pillar_count = 3;

/// How one indicator enters the index: z = clamp((value - low) / (high - low), 0, 1).
struct IndicatorRule {
  Pillar pillar = Pillar::spread;
  double weight = 0;  ///< 0: not used
  double low = 0;
  double high = 1;
};

struct IndexRule {
  std::array<IndicatorRule, indicator_count> indicators;
  std::array<double, pillar_count> pillar_weights{0.40, 0.35, 0.25};
};

/// A value with how far it rests on data: 1, or less where part of it is a default.
struct IndicatorValue {
  std::optional<double> value;
  double certainty = 1;
};

struct IndexResult {
  std::optional<double> score;  ///< 0…100; empty if no indicator is known
  double coverage = 0;          ///< sum of the weights known, each times its certainty
  std::array<std::optional<double>, pillar_count> pillars;  ///< 0…100
  std::array<std::optional<double>, indicator_count> z;     ///< 0…1
};

/// The composite index: known indicators share the weight of their pillar, known pillars share the
/// whole (arithmetic mean).
IndexResult composite_index(const IndexRule& rule,
                            const std::array<IndicatorValue, indicator_count>& values);

/// 不燃領域率 in percent from percentages: F = K + (1 - K/100) N, where N counts the footprint of
/// class 1 and, by the Tokyo method, 0.8 of class 2.
double fireproof_percent(double open_percent, double resistive_percent, double quasi_percent,
                         bool tokyo = true);

/// 0 to 4 by 20, 40, 60 and 80.
int risk_level(double score);

}  // namespace firebreak
