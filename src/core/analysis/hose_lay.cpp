#include "core/analysis/hose_lay.hpp"

#include <array>

#include "core/analysis/hose_layer.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/base/parallel.hpp"

namespace firebreak {

namespace {

using Lay = HoseLay::Lay;

Shapes routes_of(const City& city, const HoseWays& ways, const std::vector<Lay>& lays) {
  Shapes routes;
  for (const Lay& lay : lays) {
    if (!lay.hydrant) {
      routes.finish_feature();
      continue;
    }
    std::vector<Xy> line = lay.segment == HoseWays::none
                               ? std::vector<Xy>{(*city.hydrants)[lay.hydrant->value].at}
                               : ways.route(lay.segment, lay.along_m);
    line.push_back(lay.wall);
    routes.add(PartKind::line, line);
  }
  return routes;
}

}  // namespace

std::span<const Param<HoseLay::Params>> HoseLay::Params::schema() {
  using P = Params;
  static const std::array params{
      Param<P>{"last_stretch_m", "longest straight stretch of a hose off the roads, at either end",
               &P::last_stretch_m, 5, 500},
      Param<P>{"hose_slack", "length of hose per metre of way: a hose never lies straight",
               &P::hose_slack, 1, 2},
  };
  return params;
}

std::vector<HoseSaid> said_of(const City& city, const HoseLay::Params& params,
                              std::span<const HoseLay::Lay> lays) {
  using Reach = HoseLay::Reach;
  std::vector<HoseSaid> said(lays.size());
  for (std::size_t b = 0; b < lays.size(); ++b) {
    if ((*city.buildings)[b].obstacle_only) continue;
    const bool partly = lays[b].reach == Reach::partly && !params.any_part;
    said[b].unreached = lays[b].reach == Reach::none;
    said[b].role = said[b].unreached || partly ? GapRole::failing : GapRole::other;
    said[b].open_share = 1 - lays[b].share;
    said[b].lay_m = lays[b].lay_m;
  }
  return said;
}

std::string_view hose_reach_name(HoseLay::Reach reach) {
  static constexpr std::array<std::string_view, 6> names{"full",   "partly",   "none",
                                                         "hidden", "off_road", "unknown"};
  return names[static_cast<std::size_t>(reach)];
}

HoseLay::Result HoseLay::run(const City& city, const Params& params, const Job& job) {
  check(params, HydrantCoverage::id);
  Result result;
  result.buildings.resize(city.buildings->size());
  if (city.network->segments.empty() || city.hydrants->empty()) {
    for (std::size_t b = 0; b < result.buildings.size(); ++b) result.routes.finish_feature();
    return result;
  }
  const std::vector<std::uint8_t> usable = usable_hydrants(city, params.sources);
  const HoseBarriers barriers(city);
  const HoseSight sight(city, barriers);
  const HoseWays ways(city, sight, usable, params.last_stretch_m);
  const HydrantPoints hydrants(city, usable);
  const auto on_ground = segments_on_ground(city);
  std::vector<HoseLayer> layers(job.threads(),
                                HoseLayer(city, params, sight, ways, hydrants, on_ground));
  parallel_for(job.part(0, 0.8), result.buildings.size(), 512, "Laying hoses",
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 for (std::size_t b = begin; b < end; ++b)
                   result.buildings[b] = layers[thread].lay(static_cast<std::uint32_t>(b));
               });
  result.routes = routes_of(city, ways, result.buildings);
  result.gaps = hose_gaps(city, HoseModel::along_roads, said_of(city, params, result.buildings),
                          params.gaps, job.part(0.8, 1));
  return result;
}

}  // namespace firebreak
