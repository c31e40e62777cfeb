#include "core/analysis/hydrant_coverage.hpp"

namespace firebreak {

std::span<const Param<HydrantCoverage::Params>> HydrantCoverage::Params::schema() {
  using P = Params;
  static const std::array params{
      Param<P>{"radius_m", "protection radius of a hydrant, in a straight line", &P::radius_m, 10,
               2000},
      Param<P>{"metric", "how the distance is measured: straight line or route of the hose",
               &P::metric, 0, 0, "euclid|hose_route"},
      Param<P>{"rule", "what must lie within the radius: all of the facade, or any point of it",
               &P::rule, 0, 0, "all|any"},
      Param<P>{"exclude_doubtful", "leave out hydrants whose position is doubtful",
               &P::exclude_doubtful},
      Param<P>{"fire_flow_lps",
               "a hydrant known to give less water in a fire does not count; 0: nothing is asked",
               &P::fire_flow_lps, 0, 500},
      Param<P>{
          "fire_pressure_mpa",
          "a hydrant known to have less pressure in a fire does not count; 0: nothing is asked",
          &P::fire_pressure_mpa, 0, 2},
      Param<P>{"party_wall_m", "walls nearer than this to another building are not facade",
               &P::party_wall_m, 0.01, 5},
      Param<P>{"courtyard_m", "walls of a courtyard count if its short side is wider than this",
               &P::courtyard_m, 0, 1000},
      Param<P>{"gap_closing_m", "half the distance up to which failing buildings share a gap",
               &P::gap_closing_m, 1, 200},
      Param<P>{"gap_opening_m", "half the width below which a neck of a gap is cut",
               &P::gap_opening_m, 0, 50},
      Param<P>{"minor_gap_m2", "a smaller gap without a key site is minor", &P::minor_gap_m2, 0,
               1e6},
  };
  return params;
}

}  // namespace firebreak
