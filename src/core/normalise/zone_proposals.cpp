#include <algorithm>

#include "core/base/text.hpp"
#include "core/normalise/crs_zones.hpp"
#include "core/normalise/place_proposals.hpp"

namespace firebreak {

namespace {

/// The neighbouring zones in which a layer of zone `zone` falls on the others.
void propose_neighbours(std::span<const Intake> layers, std::size_t i, int zone,
                        Surroundings& around, std::vector<Proposal>& out) {
  const Surroundings::Counts counts = [&](std::size_t j) {
    return layers[j].raw().path != layers[i].raw().path;
  };
  const Box& extent = around.extent(i);
  if (extent.empty() || !around.any(counts)) return;
  const double distance_m = around.distance_m(extent, counts);
  if (distance_m <= evidence::near_m) return;
  const std::size_t first = out.size();
  for (const int other : {zone - 1, zone + 1}) {
    if (!is_zone(other) || code_of_zone(other) - code_of_zone(zone) != other - zone) continue;
    const Crs crs(fmt::format("EPSG:{}", code_of_zone(other)));
    auto places = some_points(layers[i], evidence::sample);
    for (Xy& p : places) p.x_m += (other - zone) * 1e6;
    Transform(crs, around.grid()).apply(places);
    if (around.share_inside(places, evidence::near_m, counts) < evidence::least_share) continue;
    std::string evidence = text(
        "In zone {0} it lies {1:.0f} km from every other layer; in zone {2}, {3:.0f} % of it lie "
        "within them.",
        zone, distance_m / 1000, other,
        100 * around.share_inside(places, evidence::inside_m, counts));
    if (const auto median = around.median_to_road_m(places, counts))
      evidence += " " + text(
                            "The median distance of its {0} to a road of the other layers is then "
                            "{1:.0f} m.",
                            text("records"), *median);
    out.push_back(proposal_for(layers, std::span(&i, 1), "crs", crs.definition(), evidence));
  }
  for (std::size_t p = first; p < out.size(); ++p) out[p].only_one = out.size() - first == 1;
}

}  // namespace

std::vector<Proposal> propose_zones(std::span<const Intake> layers, Surroundings& around,
                                    IssueLog& log) {
  std::vector<Proposal> out;
  for (std::size_t i = 0; i < layers.size(); ++i)
    if (const auto zone = zone_of_code(layers[i].crs.epsg());
        zone && layers[i].layer.control_points.empty() && !layers[i].layer.place_settled)
      propose_neighbours(layers, i, *zone, around, out);
  // Of files that are each far from the other, either may be the wrong one.
  const bool several =
      std::ranges::any_of(out, [&](const Proposal& p) { return p.path != out.front().path; });
  for (Proposal& proposal : out) {
    proposal.only_one = proposal.only_one && !several;
    report_proposal(proposal, IssueKind::coordinate_offset,
                    text("The layer may be of another zone: {0} {1}", proposal.evidence,
                         how_to_accept(proposal)),
                    offset_effect(), log);
  }
  return out;
}

}  // namespace firebreak
