#include "core/analysis/cover_overrides.hpp"

#include "core/analysis/verdict_inputs.hpp"

namespace firebreak {

OverrideHooks cover_override_hooks(const City& city, const HydrantCoverage::Params& params,
                                   const CoverSources& sources, const DistanceSlack& slack,
                                   std::vector<HydrantCoverage::Cover>& covers) {
  return {[&](std::uint32_t b) {
            const HydrantCoverage::Cover& cover = covers[b];
            const bool judged = cover.verdict != Verdict::not_applicable &&
                                !city.buildings->shapes.boxes[b].empty();
            return judged ? std::string(verdict_name(cover.verdict)) : std::string();
          },
          [&](std::uint32_t b) { return hydrant_inputs(city, params, sources, slack, b); },
          [&](std::uint32_t b, const VerdictOverride& forced) {
            covers[b].computed = covers[b].verdict;
            covers[b].verdict =
                forced.verdict == verdict_name(Verdict::pass) ? Verdict::pass : Verdict::fail;
          }};
}

}  // namespace firebreak
