#include "core/normalise/place_proposals.hpp"

#include <algorithm>
#include <filesystem>
#include <map>

#include "core/base/error.hpp"
#include "core/base/text.hpp"
#include "core/normalise/crs_zones.hpp"

namespace firebreak {

namespace {

/// Layers that share one unknown CRS: all of a drawing, else each of its own.
using Group = std::vector<std::size_t>;

std::vector<Group> unplaced_groups(std::span<const Intake> layers) {
  std::vector<Group> groups;
  std::map<std::string, std::size_t> of_drawing;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    if (!layers[i].unplaced) continue;
    if (layers[i].raw().driver == "DXF") {
      const auto [at, fresh] = of_drawing.try_emplace(layers[i].raw().path, groups.size());
      if (!fresh) {
        groups[at->second].push_back(i);
        continue;
      }
    }
    groups.push_back({i});
  }
  return groups;
}

/// Those of a group whose distance to a road tells most: hydrants, else buildings, else all.
Group telling_members(std::span<const Intake> layers, const Group& group) {
  for (const Role role : {Role::hydrants, Role::buildings}) {
    Group found;
    std::ranges::copy_if(group, std::back_inserter(found),
                         [&](std::size_t i) { return layers[i].role == role; });
    if (!found.empty()) return found;
  }
  return group;
}

/// Points of a group as they were read, x first.
std::vector<Xy> points_of(std::span<const Intake> layers, const Group& group, bool turned) {
  std::vector<Xy> points;
  for (const std::size_t i : group) {
    const auto more = some_points(layers[i], evidence::sample / group.size() + 1);
    points.insert(points.end(), more.begin(), more.end());
  }
  if (turned)
    for (Xy& p : points) std::swap(p.x_m, p.y_m);
  return points;
}

struct Candidate {
  Crs crs;
  int meridian = 0;  ///< 0: not a Gauss-Kruger grid
  double near_share = 0;
  double inside_share = 0;
};

std::vector<Candidate> candidates_of(const CrsProposal& seen) {
  std::vector<Candidate> out;
  if (seen.plain_grid)
    // The meridians of 6-degree zones are among those of 3-degree zones, and so are their grids.
    for (int meridian = 75; meridian <= 135; meridian += 3)
      out.push_back({Crs(fmt::format("EPSG:{}", code_of_meridian(meridian))), meridian});
  else if (seen.crs)
    out.push_back({*seen.crs, 0});
  return out;
}

/// The metric systems of the layers that have a place.
std::vector<Candidate> systems_of_others(std::span<const Intake> layers) {
  std::vector<Candidate> out;
  for (const Intake& intake : layers)
    if (!intake.unplaced && intake.crs.metric() &&
        std::ranges::none_of(out, [&](const Candidate& c) { return c.crs == intake.crs; }))
      out.push_back({intake.crs, 0});
  return out;
}

std::vector<Xy> brought(std::vector<Xy> points, const Crs& from, const Crs& to) {
  if (!(from == to)) Transform(from, to).apply(points);
  return points;
}

/// The sentences for one candidate among all.
std::string evidence_for(const Candidate& candidate, std::span<const Candidate> all,
                         std::span<const Intake> layers, const Group& group, bool turned,
                         Surroundings& around, const Surroundings::Counts& counts) {
  double next = 0;
  for (const Candidate& other : all)
    if (&other != &candidate) next = std::max(next, other.inside_share);
  std::string words =
      candidate.meridian != 0
          ? text(
                "As CGCS2000 with the central meridian {0}°, {1:.0f} % of it lie within the other "
                "layers; with any other meridian {2:.0f} % at most.",
                candidate.meridian, 100 * candidate.inside_share, 100 * next)
          : text("As {0}, {1:.0f} % of it lie within the other layers.", candidate.crs.definition(),
                 100 * candidate.inside_share);
  const Group telling = telling_members(layers, group);
  const auto places = brought(points_of(layers, telling, turned), candidate.crs, around.grid());
  if (const auto median = around.median_to_road_m(places, counts))
    words += " " + text(
                       "The median distance of its {0} to a road of the other layers is then "
                       "{1:.0f} m.",
                       kind_words(layers[telling.front()].role), *median);
  return words;
}

void propose_for(std::span<const Intake> layers, const Group& group, Surroundings& around,
                 std::vector<Proposal>& out) {
  const CrsProposal& seen = *layers[group.front()].layer.recognition.crs;
  std::vector<Candidate> all = candidates_of(seen);
  const Surroundings::Counts counts = [&](std::size_t layer) {
    return std::ranges::find(group, layer) == group.end();
  };
  const auto points = points_of(layers, group, seen.swap_xy);
  const auto weigh = [&](Candidate& candidate) {
    const auto places = brought(points, candidate.crs, around.grid());
    candidate.near_share = around.share_inside(places, evidence::near_m, counts);
    candidate.inside_share = around.share_inside(places, evidence::inside_m, counts);
  };
  const auto fits = [](const Candidate& c) { return c.near_share >= evidence::least_share; };
  std::ranges::for_each(all, weigh);
  if (!seen.crs && std::ranges::none_of(all, fits)) {
    all = systems_of_others(layers);
    std::ranges::for_each(all, weigh);
  }
  const bool only_one = std::ranges::count_if(all, fits) == 1;
  for (const Candidate& candidate : all) {
    if (!fits(candidate)) continue;
    Proposal proposal =
        proposal_for(layers, group, "crs", candidate.crs.definition(),
                     evidence_for(candidate, all, layers, group, seen.swap_xy, around, counts));
    proposal.only_one = only_one;
    out.push_back(std::move(proposal));
  }
}

bool about(const Proposal& proposal, std::uint32_t source) {
  return std::ranges::find(proposal.sources, source) != proposal.sources.end();
}

/// "roads.gpkg, layer …" for one layer, "plan.dxf" for a file.
std::string place_of(const Proposal& proposal) {
  std::string file = std::filesystem::path(proposal.path).filename().string();
  std::string names;
  for (const std::string& layer : proposal.layers) names += (names.empty() ? "" : ", ") + layer;
  return names.empty() ? file : text("{}, layer \"{}\"", file, names);
}

/// All that can be said to someone whose sources have no place, one paragraph each.
std::string refusal(std::span<const Intake> layers, std::span<const Proposal> proposals) {
  std::string words;
  const auto add = [&words](const std::string& more) {
    words += (words.empty() ? "" : "\n") + more;
  };
  for (const Proposal& proposal : proposals)
    if (proposal.key == "crs" && layers[proposal.sources.front()].unplaced)
      add(text("{0}: the source has no coordinate reference system. {1} {2}", place_of(proposal),
               proposal.evidence, how_to_accept(proposal)));
  for (const Group& group : unplaced_groups(layers)) {
    const Intake& intake = layers[group.front()];
    if (std::ranges::any_of(proposals, [&](const Proposal& p) { return about(p, intake.source); }))
      continue;
    const CrsProposal& seen = *intake.layer.recognition.crs;
    add(
        text("{}: the source has no coordinate reference system. {} Name one in city.toml, e.g. "
             "crs = \"EPSG:4547\".",
             intake.place(), seen.remedy.empty() ? seen.reason : seen.remedy));
  }
  return words;
}

void set_layer_aside(Intake& intake, std::span<const Proposal> proposals, IssueLog& log) {
  const CrsProposal& seen = *intake.layer.recognition.crs;
  Issue issue = layer_issue(
      intake, IssueKind::bad_coordinates, text("The layer has no place: its source has no CRS."),
      text("Its records are counted and take no part in any result until it has one."));
  issue.severity = Severity::serious;
  issue.action = Action::set_aside;
  issue.records = std::max<std::uint64_t>(1, intake.raw().size());
  bool proposed = false;
  for (const Proposal& proposal : proposals)
    if (about(proposal, intake.source)) {
      issue.detail += " " + proposal.evidence + " " + how_to_accept(proposal);
      proposed = true;
    }
  if (!proposed) issue.detail += " " + (seen.remedy.empty() ? seen.reason : seen.remedy);
  log.add(std::move(issue));
  std::ranges::fill(intake.aside, 1);
  const std::size_t count = intake.raw().size();
  intake.layer.raw.shapes = Shapes();
  for (std::size_t f = 0; f < count; ++f) intake.layer.raw.shapes.finish_feature();
}

/// The same for one layer of a drawing that lies far from its origin.
void drop_sheet_origin(Intake& intake, IssueLog& log) {
  const Shapes& shapes = intake.raw().shapes;
  Shapes kept;
  std::uint64_t dropped = 0;
  for (std::size_t f = 0; f < shapes.size(); ++f) {
    const auto points = shapes.feature_points(f);
    if (points.empty() || !std::ranges::all_of(points, at_sheet_origin)) {
      kept.add_copy(shapes, f);
      continue;
    }
    kept.finish_feature();
    intake.aside[f] = 1;
    ++dropped;
  }
  if (dropped == 0) return;
  intake.layer.raw.shapes = std::move(kept);
  Issue issue = layer_issue(
      intake, IssueKind::bad_coordinates,
      text("Drawn at the origin of the sheet, far from the rest of the drawing: a title "
           "block or insertion points, no places."),
      text("They take no part in any result."));
  issue.action = Action::set_aside;
  issue.records = dropped;
  log.add(std::move(issue));
}

}  // namespace

std::string kind_words(Role role) {
  if (role == Role::hydrants) return text("hydrants");
  return role == Role::buildings ? text("buildings") : text("records");
}

void report_proposal(const Proposal& proposal, IssueKind kind, std::string detail,
                     std::string effect, IssueLog& log, std::uint64_t records) {
  Issue issue;
  issue.kind = kind;
  issue.severity = Severity::serious;
  issue.action = Action::kept;
  issue.origin = {proposal.sources.front(), -1};
  issue.records = records;
  issue.detail = std::move(detail);
  issue.effect = std::move(effect);
  log.add(std::move(issue));
}

std::string offset_effect() {
  return text(
      "Nothing was moved. If the layers do not fit together, distances between them "
      "are wrong by the offset.");
}

Proposal proposal_for(std::span<const Intake> layers, std::span<const std::size_t> members,
                      std::string key, std::string value, std::string evidence) {
  Proposal out;
  const Intake& first = layers[members.front()];
  out.path = first.raw().path;
  out.key = std::move(key);
  out.value = std::move(value);
  out.evidence = std::move(evidence);
  bool whole = true;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const bool mine = std::ranges::find(members, i) != members.end();
    if (mine) out.sources.push_back(layers[i].source);
    if (layers[i].layer.spec != first.layer.spec || layers[i].parted) continue;
    (mine ? out.layers : out.others).push_back(layers[i].raw().layer);
    whole = whole && mine;
  }
  if (whole || first.raw().driver == "DXF") out.layers.clear(), out.others.clear();
  return out;
}

std::string how_to_accept(const Proposal& proposal) {
  const std::string file = std::filesystem::path(proposal.path).filename().string();
  std::string names;
  for (const std::string& layer : proposal.layers)
    names += (names.empty() ? "\"" : ", \"") + layer + "\"";
  if (!names.empty()) names = ", layers = [" + names + "]";
  return text(
      "If that is right, write {0} under the [[source]] with path = \"{1}\"{2} in city.toml, or "
      "accept what is proposed with --accept-proposals.",
      proposal.line(), file, names);
}

void drop_sheet_origin(std::vector<Intake>& layers, IssueLog& log) {
  std::map<std::string, Group> drawings;
  for (std::size_t i = 0; i < layers.size(); ++i)
    if (layers[i].raw().driver == "DXF") drawings[layers[i].raw().path].push_back(i);
  for (const auto& [path, group] : drawings) {
    std::vector<Xy> points;
    for (const std::size_t i : group) {
      const auto& more = layers[i].raw().shapes.points;
      points.insert(points.end(), more.begin(), more.end());
    }
    if (mostly_far_from_origin(points))
      for (const std::size_t i : group) drop_sheet_origin(layers[i], log);
  }
}

void share_drawing_crs(std::vector<Intake>& layers) {
  std::map<std::string, Group> drawings;
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const SourceLayer& layer = layers[i].layer;
    if (layer.raw.driver == "DXF" && !layer.raw.crs.known() && !layer.crs.known() &&
        !layer.raw.shapes.points.empty())
      drawings[layer.raw.path].push_back(i);
  }
  for (const auto& [path, group] : drawings) {
    const CrsProposal together = propose_crs(points_of(layers, group, false));
    for (const std::size_t i : group) layers[i].layer.recognition.crs = together;
  }
}

std::vector<Proposal> propose_grids(std::span<const Intake> layers, Surroundings& around) {
  std::vector<Proposal> out;
  for (const Group& group : unplaced_groups(layers)) propose_for(layers, group, around, out);
  return out;
}

void settle_unplaced(std::vector<Intake>& layers, std::span<const Proposal> proposals, bool refuse,
                     IssueLog& log) {
  const bool needed = std::ranges::any_of(layers, [](const Intake& intake) {
    return intake.unplaced && intake.role != Role::reference;
  });
  if (needed && refuse) throw Error(ErrorKind::file, "{}", refusal(layers, proposals));
  for (Intake& intake : layers)
    if (intake.unplaced) set_layer_aside(intake, proposals, log);
}

}  // namespace firebreak
