#include "core/analysis/source_rule.hpp"

#include <cmath>

#include "core/model/cells.hpp"

namespace firebreak {

namespace {

/// More than what is lost where a figure is converted and stored.
constexpr double lost_lps = 1e-3;
constexpr double lost_mpa = 1e-6;

/// True if what is known of a quantity lies below what is asked; `below`: a bound that it keeps
/// under.
bool lacks(std::optional<float> known, std::optional<float> below, double least, double rounding) {
  if (least <= 0) return false;
  if (known) return static_cast<double>(*known) + rounding < least;
  return below && static_cast<double>(*below) <= least + rounding;
}

std::optional<double> number(std::optional<float> value) {
  return value ? std::optional(static_cast<double>(*value)) : std::nullopt;
}

}  // namespace

TooLittle too_little(const Hydrant& hydrant, const SourceRule& rule) {
  const bool on_main = hydrant.kind == HydrantKind::hydrant || hydrant.kind == HydrantKind::crane;
  if (!on_main || hydrant.owner == Owner::private_ || hydrant.repaired) return {};
  if (lacks(hydrant.pressure_mpa, hydrant.pressure_below_mpa, rule.least_pressure_mpa, lost_mpa))
    return {TooLittle::Of::pressure, number(hydrant.pressure_mpa), rule.least_pressure_mpa};
  if (lacks(hydrant.flow_lps, hydrant.flow_below_lps, rule.least_flow_lps, lost_lps))
    return {TooLittle::Of::flow, number(hydrant.flow_lps), rule.least_flow_lps};
  return {};
}

TooLittle too_little(const FeatureTable& hydrants, std::size_t row, const RunRecord& record) {
  const std::string_view code = word_or_empty(hydrants, "reason_code", row);
  TooLittle little;
  if (code == flow_too_low_code) little.of = TooLittle::Of::flow;
  if (code == pressure_too_low_code) little.of = TooLittle::Of::pressure;
  if (little.of == TooLittle::Of::nothing) return little;
  little.gives =
      number_in(hydrants, little.of == TooLittle::Of::flow ? "flow_lps" : "pressure_mpa", row);
  little.least = record.value_used<double>(asked_key(little.of)).value_or(0);
  return little;
}

std::string_view asked_key(TooLittle::Of of) {
  return of == TooLittle::Of::flow ? "hydrants.fire_flow_lps" : "hydrants.fire_pressure_mpa";
}

std::string too_little_words(const TooLittle& little, Language in) {
  switch (little.of) {
    case TooLittle::Of::nothing:
      break;
    case TooLittle::Of::flow:
      return little.gives ? text_in(in, "its flow of {0:g} L/s is below {1:g} L/s", *little.gives,
                                    little.least)
                          : text_in(in, "its flow is known to be below {:g} L/s", little.least);
    case TooLittle::Of::pressure:
      return little.gives ? text_in(in, "its pressure of {0:g} MPa is below {1:g} MPa",
                                    *little.gives, little.least)
                          : text_in(in, "its pressure is known to be below {:g} MPa", little.least);
  }
  return {};
}

CountsAs counts_as(const Hydrant& hydrant, const SourceRule& rule) {
  const bool there = !hydrant.duplicate_of && !hydrant.switched_off &&
                     std::isfinite(hydrant.at.x_m) && std::isfinite(hydrant.at.y_m);
  if (!there || (rule.exclude_doubtful && hydrant.doubtful_position) ||
      too_little(hydrant, rule).of != TooLittle::Of::nothing)
    return CountsAs::nothing;
  if (hydrant.status == HydrantStatus::working) return CountsAs::source;
  return hydrant.status == HydrantStatus::unknown ? CountsAs::perhaps : CountsAs::nothing;
}

bool counts_as_source(const Hydrant& hydrant, const SourceRule& rule) {
  return counts_as(hydrant, rule) == CountsAs::source;
}

std::vector<std::uint8_t> usable_hydrants(const City& city, const SourceRule& rule) {
  std::vector<std::uint8_t> usable(city.hydrants->size());
  for (std::size_t h = 0; h < usable.size(); ++h)
    usable[h] = counts_as_source((*city.hydrants)[h], rule);
  return usable;
}

}  // namespace firebreak
