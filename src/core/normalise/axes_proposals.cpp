#include <algorithm>
#include <set>
#include <string_view>

#include "core/base/text.hpp"
#include "core/normalise/crs_choice.hpp"
#include "core/normalise/place_proposals.hpp"

namespace firebreak {

namespace {

/// Formats whose coordinates cannot stand exchanged: each is named by what it is.
bool names_its_axes(const Intake& intake) {
  return intake.raw().driver == "OSM";
}

/// Whether x and y of a layer may stand exchanged at all.
bool may_be_turned(const Intake& intake) {
  return !intake.unplaced && intake.crs.known() && intake.role != Role::terrain &&
         intake.layer.control_points.empty() && !intake.layer.turned_axes &&
         !intake.layer.place_settled && !names_its_axes(intake);
}

/// Who says in which CRS a layer stands. GeoJSON is taken for degrees where it says nothing.
enum class SaysCrs { nobody, format, user_or_file };

SaysCrs says_crs(const Intake& intake) {
  if (intake.layer.crs.known()) return SaysCrs::user_or_file;
  if (!intake.raw().crs.known()) return SaysCrs::nobody;
  const std::string_view driver = intake.raw().driver;
  const bool by_default = driver == "GeoJSON" || driver == "GeoJSONSeq" || driver == "TopoJSON";
  return by_default && intake.raw().crs == wgs84() ? SaysCrs::format : SaysCrs::user_or_file;
}

/// Layers that lie together, and what speaks for their being where they are.
struct Group {
  std::vector<std::size_t> members;
  bool certain = false;   ///< one of them cannot be wrong
  bool anchored = false;  ///< it holds buildings or roads
  SaysCrs says = SaysCrs::nobody;
  std::size_t voices = 0;  ///< layers; a drawing and an OSM file have one for all of theirs
};

Group group_of(std::span<const Intake> layers, std::vector<std::size_t> members) {
  Group out;
  std::set<std::string> voices;
  for (const std::size_t i : members) {
    const Intake& intake = layers[i];
    out.certain |= names_its_axes(intake);
    out.anchored |= intake.role == Role::buildings || intake.role == Role::roads;
    out.says = std::max(out.says, says_crs(intake));
    const bool one_sheet = names_its_axes(intake) || intake.raw().driver == "DXF";
    voices.insert(intake.raw().path + (one_sheet ? "" : "\n" + intake.raw().layer));
  }
  out.voices = voices.size();
  out.members = std::move(members);
  return out;
}

std::vector<Group> groups_of(std::span<const Intake> layers, const Surroundings& around) {
  std::vector<Group> out;
  std::vector<std::uint8_t> taken(layers.size(), 0);
  for (std::size_t first = 0; first < layers.size(); ++first) {
    if (taken[first] != 0 || around.extent(first).empty()) continue;
    std::vector<std::size_t> members{first};
    taken[first] = 1;
    for (std::size_t k = 0; k < members.size(); ++k) {
      const Box near = around.extent(members[k]).grown(evidence::near_m);
      for (std::size_t j = 0; j < layers.size(); ++j) {
        if (taken[j] != 0 || around.extent(j).empty() || !near.intersects(around.extent(j)))
          continue;
        taken[j] = 1;
        members.push_back(j);
      }
    }
    out.push_back(group_of(layers, std::move(members)));
  }
  return out;
}

/// Of two groups that are far from each other: whether `a` is surely the one that lies right.
/// Neither is where what speaks for them does not agree.
bool is_believed(const Group& a, const Group& b) {
  if (a.certain != b.certain) return a.certain;
  if (b.anchored && !a.anchored) return false;
  const bool only_a_anchored = a.anchored && !b.anchored;
  if (a.voices > 1 && b.voices == 1) return only_a_anchored || a.says >= b.says;
  if (b.voices > 1 && a.voices == 1) return false;
  return a.says > b.says && (a.says == SaysCrs::user_or_file || only_a_anchored);
}

std::vector<Xy> places_of(const Intake& intake, bool turned, const Crs& grid) {
  std::vector<Xy> places = some_points(intake, evidence::sample);
  if (turned)
    for (Xy& p : places) std::swap(p.x_m, p.y_m);
  bring(places, intake, grid);
  return places;
}

/// Proposes for layer `i` of `own` that it falls on `other` with x and y exchanged, if it does.
void propose_for(std::span<const Intake> layers, std::size_t i, const Group& own,
                 const Group& other, Surroundings& around, std::vector<Proposal>& out) {
  const Surroundings::Counts counts = [&other](std::size_t j) {
    return std::ranges::find(other.members, j) != other.members.end();
  };
  const auto before = places_of(layers[i], false, around.grid());
  if (before.empty() ||
      around.share_inside(before, evidence::near_m, counts) >= evidence::least_share)
    return;
  const auto after = places_of(layers[i], true, around.grid());
  if (around.share_inside(after, evidence::near_m, counts) < evidence::least_share) return;
  std::string evidence = text(
      "As it stands, {0:.0f} % of it lie within the other layers; with x and y exchanged "
      "{1:.0f} %.",
      100 * around.share_inside(before, evidence::inside_m, counts),
      100 * around.share_inside(after, evidence::inside_m, counts));
  if (const auto median = around.median_to_road_m(after, counts))
    evidence += " " + text(
                          "The median distance of its {0} to a road of the other layers is then "
                          "{1:.0f} m.",
                          kind_words(layers[i].role), *median);
  out.push_back(proposal_for(layers, std::span(&i, 1), "axes", "turned", evidence));
  out.back().only_one = is_believed(other, own);
}

std::uint64_t records_of(std::span<const Intake> layers, std::uint32_t source) {
  const auto found = std::ranges::find(layers, source, &Intake::source);
  return found == layers.end() ? 1 : std::max<std::uint64_t>(1, found->raw().size());
}

}  // namespace

std::vector<Proposal> propose_axes(std::span<const Intake> layers, Surroundings& around,
                                   IssueLog& log) {
  std::vector<Proposal> out;
  const std::vector<Group> groups = groups_of(layers, around);
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (!may_be_turned(layers[i])) continue;
    const auto own = std::ranges::find_if(groups, [i](const Group& group) {
      return std::ranges::find(group.members, i) != group.members.end();
    });
    if (own == groups.end()) continue;
    const std::size_t known = out.size();
    for (const Group& other : groups)
      if (&other != &*own && out.size() == known && !is_believed(*own, other))
        propose_for(layers, i, *own, other, around, out);
  }
  for (const Proposal& proposal : out)
    report_proposal(
        proposal, IssueKind::bad_coordinates,
        text("x and y of the layer may stand exchanged: {0} {1}", proposal.evidence,
             how_to_accept(proposal)),
        text("Nothing was moved. The layer does not meet the others, and no result can be drawn "
             "from it where it lies."),
        log, records_of(layers, proposal.sources.front()));
  return out;
}

}  // namespace firebreak
