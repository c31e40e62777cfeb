#include <array>

#include "core/analysis/district_risk.hpp"

namespace firebreak {

std::span<const Param<DistrictRisk::Params>> DistrictRisk::Params::schema() {
  using P = Params;
  static constexpr std::array params{
      Param<P>{"threshold", "index at or above which a street block belongs to a risk zone",
               &P::threshold, 0, 100},
      Param<P>{"smallest_zone_ha", "smallest risk zone without a key site", &P::smallest_zone_ha, 0,
               100},
      Param<P>{"zone_min_bcr_share", "smallest building coverage ratio of a block in a risk zone",
               &P::zone_min_bcr_share},
      Param<P>{"old_year", "buildings built before this year count as old", &P::old_year, 1000,
               2100},
      Param<P>{"gap_limit_m", "gap to the next building that counts as tight", &P::gap_limit_m, 0,
               100},
      Param<P>{"narrow_lane_m", "clear width below which a lane counts as narrow",
               &P::narrow_lane_m, 0, 20},
      Param<P>{"reach_timber_m", "reach of fire from a bare timber building", &P::reach_timber_m, 0,
               50},
      Param<P>{"reach_fire_retarded_m", "reach of fire from a fire-retarded building",
               &P::reach_fire_retarded_m, 0, 50},
      Param<P>{"reach_quasi_m", "reach of fire from a quasi fire-resistive building",
               &P::reach_quasi_m, 0, 50},
      Param<P>{"reach_factor", "factor on every reach, 1.5 for a large fire or strong wind",
               &P::reach_factor, 0, 5},
      Param<P>{"min_donors", "known buildings needed to impute a fire class", &P::min_donors, 1,
               10000},
      Param<P>{"smallest_base", "buildings that a block counts as, at least, for its burned share",
               &P::smallest_base, 1, 10000},
      Param<P>{"indicative_below_share", "coverage of the index below which it is indicative",
               &P::indicative_below_share, 0, 1},
      Param<P>{"block_roads", "roads that part street blocks", &P::block_roads, 0, 1,
               "streets|vehicle|all"},
      Param<P>{"block_min_m2", "smaller street blocks join a neighbour", &P::block_min_m2, 0,
               100000},
      Param<P>{"block_max_ha", "larger street blocks are cut by the grid", &P::block_max_ha, 1,
               10000},
      Param<P>{"grid_m", "cell of the grid that stands in for street blocks", &P::grid_m, 50, 5000},
      Param<P>{"spread_weight", "weight of the pillar spread", &P::spread_weight},
      Param<P>{"access_weight", "weight of the pillar access and water", &P::access_weight},
      Param<P>{"exposure_weight", "weight of the pillar exposure and ignition",
               &P::exposure_weight},
      Param<P>{"bcr_weight", "weight of the building coverage ratio where no fire class is known",
               &P::bcr_weight},
      Param<P>{"bcr_low_share", "building coverage ratio without concern", &P::bcr_low_share},
      Param<P>{"bcr_high_share", "building coverage ratio of highest concern", &P::bcr_high_share},
      Param<P>{"gaps_weight", "weight of tight gaps where no fire class is known", &P::gaps_weight},
      Param<P>{"gaps_low_share", "share of tight gaps without concern", &P::gaps_low_share},
      Param<P>{"gaps_high_share", "share of tight gaps of highest concern", &P::gaps_high_share},
      Param<P>{"timber_weight", "weight of the timber coverage ratio", &P::timber_weight},
      Param<P>{"timber_low_share", "timber coverage ratio without concern", &P::timber_low_share},
      Param<P>{"timber_high_share", "timber coverage ratio of highest concern",
               &P::timber_high_share},
      Param<P>{"fireproof_weight", "weight of the incombustible area ratio", &P::fireproof_weight},
      Param<P>{"incombustible_low_percent", "incombustible area ratio of highest concern",
               &P::incombustible_low_percent, 0, 100},
      Param<P>{"incombustible_high_percent", "incombustible area ratio without concern",
               &P::incombustible_high_percent, 0, 100},
      Param<P>{"burned_weight", "weight of the burned share", &P::burned_weight},
      Param<P>{"burned_weight_unclassed", "weight of the burned share where no fire class is known",
               &P::burned_weight_unclassed},
      Param<P>{"burned_low_share", "burned share without concern", &P::burned_low_share},
      Param<P>{"burned_high_share", "burned share of highest concern", &P::burned_high_share},
      Param<P>{"narrow_weight", "weight of narrow lanes", &P::narrow_weight},
      Param<P>{"narrow_low_share", "share of narrow lanes without concern", &P::narrow_low_share},
      Param<P>{"narrow_high_share", "share of narrow lanes of highest concern",
               &P::narrow_high_share},
      Param<P>{"unreachable_weight", "weight of people cut off", &P::unreachable_weight},
      Param<P>{"unreachable_low_share", "share of people cut off without concern",
               &P::unreachable_low_share},
      Param<P>{"unreachable_high_share", "share of people cut off of highest concern",
               &P::unreachable_high_share},
      Param<P>{"water_weight", "weight of missing hydrants", &P::water_weight},
      Param<P>{"water_low_share", "share without hydrant that is without concern",
               &P::water_low_share},
      Param<P>{"water_high_share", "share without hydrant of highest concern",
               &P::water_high_share},
  };
  return params;
}

SpreadRule DistrictRisk::Params::spread() const {
  return {{0, reach_quasi_m, reach_fire_retarded_m, reach_timber_m}, reach_factor};
}

IndexRule DistrictRisk::Params::index_rule(bool classes_known) const {
  const double with = classes_known ? 1 : 0;
  const double without = 1 - with;
  IndexRule rule;
  rule.indicators = {{
      {Pillar::spread, without * bcr_weight, bcr_low_share, bcr_high_share},
      {Pillar::spread, without * gaps_weight, gaps_low_share, gaps_high_share},
      {Pillar::spread, with * timber_weight, timber_low_share, timber_high_share},
      {Pillar::spread, with * fireproof_weight, incombustible_high_percent / 100,
       incombustible_low_percent / 100},
      {Pillar::spread, classes_known ? burned_weight : burned_weight_unclassed, burned_low_share,
       burned_high_share},
      {Pillar::access, narrow_weight, narrow_low_share, narrow_high_share},
      {Pillar::access, unreachable_weight, unreachable_low_share, unreachable_high_share},
      {Pillar::access, water_weight, water_low_share, water_high_share},
  }};
  rule.pillar_weights = {spread_weight, access_weight, exposure_weight};
  return rule;
}

}  // namespace firebreak
