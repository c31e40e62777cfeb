#include <algorithm>

#include "core/base/text.hpp"
#include "core/normalise/place_proposals.hpp"

namespace firebreak {

namespace {

constexpr double far_m = 5000;
constexpr double inside_m = 100;
constexpr double least_share = 0.5;
constexpr std::size_t sample = 4000;

/// Whether x and y of a layer may stand exchanged at all.
bool may_be_turned(const Intake& intake) {
  return !intake.unplaced && intake.crs.known() && intake.role != Role::terrain &&
         intake.layer.control_points.empty() && !intake.layer.turned_axes;
}

std::vector<Xy> places_of(const Intake& intake, bool turned, const Crs& grid) {
  std::vector<Xy> places = some_points(intake, sample);
  if (turned)
    for (Xy& p : places) std::swap(p.x_m, p.y_m);
  bring(places, intake, grid);
  return places;
}

void propose_for(std::span<const Intake> layers, std::size_t i, Surroundings& around,
                 std::vector<Proposal>& out) {
  const Surroundings::Counts counts = [&](std::size_t j) {
    return layers[j].raw().path != layers[i].raw().path;
  };
  if (!around.any(counts)) return;
  const auto before = places_of(layers[i], false, around.grid());
  if (before.empty() || around.share_inside(before, far_m, counts) >= least_share) return;
  const auto after = places_of(layers[i], true, around.grid());
  if (around.share_inside(after, far_m, counts) < least_share) return;
  std::string evidence = text(
      "As it stands, {0:.0f} % of it lie within the other layers; with x and y exchanged "
      "{1:.0f} %.",
      100 * around.share_inside(before, inside_m, counts),
      100 * around.share_inside(after, inside_m, counts));
  if (const auto median = around.median_to_road_m(after, counts))
    evidence += " " + text(
                          "The median distance of its {0} to a road of the other layers is then "
                          "{1:.0f} m.",
                          kind_words(layers[i].role), *median);
  out.push_back(proposal_for(layers, std::span(&i, 1), "axes", "turned", evidence));
}

/// Of two files that are each far from the other, the one that says its own CRS is believed; where
/// that does not part them, either may be the wrong one.
void settle_rivals(std::vector<Proposal>& proposals, std::span<const Intake> layers) {
  const auto says_crs = [&](const Proposal& p) {
    return layers[p.sources.front()].raw().crs.known();
  };
  if (!std::ranges::all_of(proposals, says_crs)) std::erase_if(proposals, says_crs);
  const bool several = std::ranges::any_of(
      proposals, [&](const Proposal& p) { return p.path != proposals.front().path; });
  for (Proposal& proposal : proposals) proposal.only_one = !several;
}

std::uint64_t records_of(std::span<const Intake> layers, std::uint32_t source) {
  const auto found = std::ranges::find(layers, source, &Intake::source);
  return found == layers.end() ? 1 : std::max<std::uint64_t>(1, found->raw().size());
}

}  // namespace

std::vector<Proposal> propose_axes(std::span<const Intake> layers, Surroundings& around,
                                   IssueLog& log) {
  std::vector<Proposal> out;
  for (std::size_t i = 0; i < layers.size(); ++i)
    if (may_be_turned(layers[i])) propose_for(layers, i, around, out);
  settle_rivals(out, layers);
  for (const Proposal& proposal : out) {
    Issue issue;
    issue.kind = IssueKind::bad_coordinates;
    issue.severity = Severity::serious;
    issue.action = Action::kept;
    issue.origin = {proposal.sources.front(), -1};
    issue.records = records_of(layers, proposal.sources.front());
    issue.detail = text("x and y of the layer may stand exchanged: {0} {1}", proposal.evidence,
                        how_to_accept(proposal));
    issue.effect = text(
        "Nothing was moved. The layer does not meet the others, and no result can be drawn from it "
        "where it lies.");
    log.add(std::move(issue));
  }
  return out;
}

}  // namespace firebreak
