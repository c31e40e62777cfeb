#include <algorithm>
#include <array>
#include <cmath>

#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/limit_words.hpp"

namespace firebreak {

namespace {

constexpr std::array<std::string_view, 13> reason_codes{
    "whole_in_reach",  "nearest_in_reach", "route_not_computed", "within_accuracy",
    "partly_in_reach", "out_of_reach",     "no_usable_hydrant",  "no_hydrant_data",
    "no_geometry",     "not_judged",       "checked_within",     "checked_beyond",
    "state_unknown"};

std::string_view main_sentence(const HydrantReason& figures) {
  using Reason = HydrantCoverage::Reason;
  switch (figures.reason) {
    case Reason::whole_in_reach:
      return "All of its facade is within {0:g} m of usable hydrants; the nearest, {1}, is {2} m "
             "away.";
    case Reason::nearest_in_reach:
      return "Its nearest wall is {2} m from hydrant {1}, within {0:g} m as the rule asks; {3} % "
             "of its facade is within reach.";
    case Reason::route_not_computed:
      return "In a straight line {3} % of its facade is within {0:g} m of usable hydrants (the "
             "nearest, {1}, is {2} m away), but the rule measures the route of the hose: to be "
             "verified.";
    case Reason::within_accuracy:
      return "The accuracy of the positions leaves open whether it is within {0:g} m of usable "
             "hydrants: {3} % of its facade is, as drawn, and the nearest hydrant, {1}, is {2} m "
             "away, give or take {4:.1f} m. Measure on site.";
    case Reason::partly_in_reach:
      return "Only {3} % of its facade is within {0:g} m of usable hydrants; the nearest, {1}, is "
             "{2} m away.";
    case Reason::out_of_reach:
      return figures.in_reach == 0
                 ? "No usable hydrant is within {0:g} m; the nearest, {1}, is {2} m away: {5:.1f} "
                   "m too far."
                 : "None of its free facade is within {0:g} m of usable hydrants; the nearest, "
                   "{1}, is {2} m from a party wall.";
    case Reason::no_usable_hydrant:
      return "None of the hydrants on record can be used.";
    case Reason::no_hydrant_data:
      return "There are no hydrants in the data: coverage cannot be judged.";
    case Reason::no_geometry:
      return "It has no footprint: coverage cannot be judged.";
    case Reason::not_judged:
      return "Too small or thin for a building: not judged.";
    case Reason::checked_within:
      return "Checked on site: within {0:g} m of a usable hydrant; as drawn the nearest, {1}, is "
             "{2} m away.";
    case Reason::checked_beyond:
      return "Checked on site: not within {0:g} m of a usable hydrant; as drawn the nearest, {1}, "
             "is {2} m away.";
    case Reason::state_unknown:
      return "Hydrants that surely work leave it short, {3} % of its facade is within {0:g} m of "
             "them; hydrants whose state is not known may reach it. Check their state on site.";
  }
  return "";
}

}  // namespace

std::string facade_per_cent(double share) {
  const double tenths = std::floor(share * 1000);
  if (share > 0 && tenths < 1) return "< 0.1";
  return fmt::format("{:.1f}", tenths / 10);
}

std::string_view coverage_name(HydrantCoverage::Coverage coverage) {
  static constexpr std::array<std::string_view, 4> names{"full", "partly", "none", "unknown"};
  return names[static_cast<std::size_t>(coverage)];
}

std::string_view reason_code(HydrantCoverage::Reason reason) {
  return reason_codes[static_cast<std::size_t>(reason)];
}

std::optional<HydrantCoverage::Reason> reason_from_code(std::string_view code) {
  const auto at = std::find(reason_codes.begin(), reason_codes.end(), code);
  if (at == reason_codes.end()) return std::nullopt;
  return static_cast<HydrantCoverage::Reason>(at - reason_codes.begin());
}

std::string reason_sentence(const HydrantReason& figures, Language in) {
  using Reason = HydrantCoverage::Reason;
  const std::string nearest = metres_against(figures.nearest_m, figures.radius_m);
  // From the figures as they are printed, so that they add up.
  const double too_far_m = std::stod(nearest) - figures.radius_m;
  std::string out;
  if (!figures.override_.date.empty())
    out = override_sentence(figures.override_, in) + (in == Language::en ? " " : "");
  out += text_in(in, main_sentence(figures), figures.radius_m, figures.nearest_id, nearest,
                 facade_per_cent(figures.covered_share), figures.margin_m, too_far_m);
  const auto add = [&](std::string_view sentence) {
    if (in == Language::en) out += ' ';
    out += text_in(in, sentence, figures.margin_m);
  };
  const bool fails =
      figures.reason == Reason::partly_in_reach || figures.reason == Reason::out_of_reach;
  // The nearest wall alone would leave it open; the farthest does not.
  if (fails && figures.margin_m > 0 && figures.nearest_m <= figures.radius_m + figures.margin_m)
    add("A part of its facade lies beyond that even where the positions err by {0:.1f} m in its "
        "favour.");
  if (!figures.too_weak_id.empty()) {
    if (in == Language::en) out += ' ';
    out += text_in(in,
                   figures.nearest_id.empty()
                       ? tr_key("Hydrant {0}, {1} m away, does not count: {2}.")
                       : tr_key("A nearer hydrant, {0}, {1} m away, does not count: {2}."),
                   figures.too_weak_id, metres_against(figures.too_weak_m, figures.radius_m),
                   too_little_words(figures.too_little, in));
  }
  if (figures.through_adjoining)
    add("It has no free facade of its own and is judged through the buildings it adjoins.");
  const bool speaks_of_the_limit = fails || figures.reason == Reason::within_accuracy;
  if (speaks_of_the_limit && !figures.confirmed)
    add("The clause of this limit is to be confirmed.");
  return out;
}

}  // namespace firebreak
