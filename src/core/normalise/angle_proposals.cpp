#include <algorithm>

#include "core/base/text.hpp"
#include "core/normalise/place_proposals.hpp"
#include "core/normalise/values.hpp"

namespace firebreak {

namespace {

/// Those of the points that are angles, taken apart.
std::vector<Xy> unpacked(std::span<const Xy> points) {
  std::vector<Xy> out;
  for (const Xy p : points) {
    const auto x = packed_angle_deg(p.x_m);
    const auto y = packed_angle_deg(p.y_m);
    if (x && y) out.push_back({*x, *y});
  }
  return out;
}

}  // namespace

bool may_be_packed(const Intake& intake) {
  const auto& seen = intake.layer.recognition.crs;
  return seen && seen->packed_angles && !intake.layer.packed_angles &&
         !intake.layer.place_settled && !intake.unplaced && intake.crs.geographic();
}

std::vector<Proposal> propose_angles(std::span<const Intake> layers, Surroundings& around,
                                     IssueLog& log) {
  std::vector<Proposal> out;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (!may_be_packed(layers[i])) continue;
    const Surroundings::Counts counts = [&](std::size_t j) {
      return layers[j].raw().path != layers[i].raw().path && !may_be_packed(layers[j]);
    };
    auto decimal = some_points(layers[i], evidence::sample);
    auto apart = unpacked(decimal);
    bring(decimal, layers[i], around.grid());
    bring(apart, layers[i], around.grid());
    const double before = around.share_inside(decimal, evidence::inside_m, counts);
    const double after = around.share_inside(apart, evidence::inside_m, counts);
    if (after < evidence::least_share || before > after / 2) continue;
    out.push_back(proposal_for(
        layers, std::span(&i, 1), "angles", "packed",
        text("As packed degrees, minutes and seconds (DDD.MMSS), {0:.0f} % of it lie within the "
             "other layers; as decimal degrees {1:.0f} %.",
             100 * after, 100 * before)));
    report_proposal(out.back(), IssueKind::coordinate_offset,
                    out.back().evidence + " " + how_to_accept(out.back()), offset_effect(), log);
  }
  return out;
}

}  // namespace firebreak
