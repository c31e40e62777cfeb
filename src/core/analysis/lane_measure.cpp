#include "core/analysis/lane_measure.hpp"

#include <algorithm>
#include <cmath>

#include "core/analysis/lane_ends.hpp"
#include "core/analysis/station_exits.hpp"
#include "core/geo/line_in_polygon.hpp"
#include "core/geo/measure.hpp"
#include "core/graph/road_graph.hpp"

namespace firebreak {

namespace {

constexpr double overlap_m = 5;

/// Vertices of a line as seen from its other end.
std::vector<Xy> reversed(std::span<const Xy> line) {
  return {line.rbegin(), line.rend()};
}

/// The least of two widths that are as good as equal; false if they are not.
bool take_alike(std::optional<float>& run_m, const std::optional<float>& metre_m) {
  constexpr float alike_m = 0.1F;
  if (run_m.has_value() != metre_m.has_value()) return false;
  if (!run_m) return true;
  if (std::abs(*run_m - *metre_m) > alike_m) return false;
  run_m = std::min(*run_m, *metre_m);
  return true;
}

/// Draws a run out by the metre that follows it, if that is like it.
bool joined(Lanes::WidthRun& run, const Lanes::WidthRun& metre) {
  Lanes::WidthRun longer = run;
  std::optional<float> free_m = run.free_m;
  if (run.at_least != metre.at_least || run.on_line != metre.on_line ||
      !take_alike(longer.left_m, metre.left_m) || !take_alike(longer.right_m, metre.right_m) ||
      !take_alike(free_m, metre.free_m))
    return false;
  longer.free_m = *free_m;
  longer.to_m = metre.to_m;
  run = longer;
  return true;
}

}  // namespace

std::optional<Origin> origin_of(const City& city, const ObstacleRef& ref) {
  switch (ref.thing) {
    case LaneThing::building:
      return (*city.buildings)[ref.row].origin;
    case LaneThing::obstacle:
      return (*city.obstacles)[ref.row].origin;
    case LaneThing::barrier:
      return (*city.barriers)[ref.row].origin;
    case LaneThing::kerb:
      return Origin{ref.row, -1};
    case LaneThing::open:
      return {};
  }
  return {};
}

LaneMeter::LaneMeter(const City& city, const LaneObstacles& obstacles, const Lanes::Params& params)
    : city_(city), obstacles_(obstacles), params_(params) {}

std::size_t LaneMeter::vehicle_degree(std::uint32_t node) const {
  const RoadNetwork& network = *city_.network;
  std::size_t count = 0;
  for (auto a = network.arc_start[node]; a < network.arc_start[node + 1]; ++a) {
    const Road& road = (*city_.roads)[network.segments[network.arcs[a].segment].road.value];
    if (engine_can_use(road.road_class)) ++count;
  }
  return count;
}

/// How far the junction reaches into its lanes: half the width of the widest street, or 4 m, and a
/// metre. Footways make no junction.
double LaneMeter::node_trim_m(std::uint32_t node) const {
  const RoadNetwork& network = *city_.network;
  if (vehicle_degree(node) < 3) return 0;
  double widest = 0;
  for (auto a = network.arc_start[node]; a < network.arc_start[node + 1]; ++a) {
    const Road& road = (*city_.roads)[network.segments[network.arcs[a].segment].road.value];
    if (!engine_can_use(road.road_class)) continue;
    widest = std::max(widest, road.width_m ? static_cast<double>(*road.width_m) / 2 : 4.0);
  }
  return widest + 1;
}

LaneMeter::Trim LaneMeter::trimmed(std::uint32_t segment) const {
  const RoadNetwork& network = *city_.network;
  const RoadSegment& s = network.segments[segment];
  const auto line = network.lines.only_part(segment);
  const double length = line_length_m(line);
  const std::int8_t level = road_level((*city_.roads)[s.road.value]);
  const auto at_node = [&](std::uint32_t node, bool end) {
    double trim = node_trim_m(node);
    if (network.degree(node) == 1)
      trim = end ? dead_end_trim_m(city_, obstacles_, reversed(line), level, half_width_m_)
                 : dead_end_trim_m(city_, obstacles_, line, level, half_width_m_);
    return std::min(trim, 0.45 * length);
  };
  return {at_node(s.from, false), length - at_node(s.to, true)};
}

/// The trimmed line, drawn out by 5 m where the road merely changes its record, so that no gap
/// slips through between the two.
std::vector<Xy> LaneMeter::extended(std::uint32_t segment, const Trim& trim, double* before_m,
                                    double* after_m) const {
  const RoadNetwork& network = *city_.network;
  const RoadSegment& s = network.segments[segment];
  *before_m = *after_m = 0;
  const auto neighbour = [&](std::uint32_t node) -> std::vector<Xy> {
    if (vehicle_degree(node) != 2 || s.from == s.to) return {};
    for (auto a = network.arc_start[node]; a < network.arc_start[node + 1]; ++a) {
      const auto& arc = network.arcs[a];
      const Road& road = (*city_.roads)[network.segments[arc.segment].road.value];
      if (arc.segment == segment || !engine_can_use(road.road_class)) continue;
      if (road_level(road) != road_level((*city_.roads)[s.road.value])) return {};
      const auto line = network.lines.only_part(arc.segment);
      return arc.against ? line_part(reversed(line), 0, overlap_m) : line_part(line, 0, overlap_m);
    }
    return {};
  };
  std::vector<Xy> out;
  if (trim.from_m == 0) {
    const auto before = neighbour(s.from);
    if (before.size() >= 2) {
      out.assign(before.rbegin(), before.rend() - 1);
      *before_m = line_length_m(before);
    }
  }
  const auto line = network.lines.only_part(segment);
  const auto own = line_part(line, trim.from_m, trim.to_m);
  out.insert(out.end(), own.begin(), own.end());
  if (trim.to_m >= line_length_m(line)) {
    const auto after = neighbour(s.to);
    if (after.size() >= 2) {
      out.insert(out.end(), after.begin() + 1, after.end());
      *after_m = line_length_m(after);
    }
  }
  return out;
}

/// What stands beside a stretch of a line.
void LaneMeter::fill_corridor(std::span<const Xy> line, const LineStretch& stretch,
                              std::int8_t level, bool kerbs) {
  corridor_.begin(line_part(line, stretch.from_m, stretch.to_m), stretch.from_m, half_width_m_);
  obstacles_.in_box(corridor_.box(), level, kerbs, [&](const OutlineRun& run) {
    if (run.ref.thing == LaneThing::building &&
        std::find(skip_buildings_.begin(), skip_buildings_.end(), run.ref.row) !=
            skip_buildings_.end())
      return;
    openings_.each_closed(city_, run, [&](const OutlineRun& part) { corridor_.add(part); });
  });
  corridor_.finish();
  corridor_.close_behind_buildings(params_.clear_width_m / 2,
                                   [&](Xy p) { return kerbs && obstacles_.on_carriageway(p); });
}

/// Width and bands of a line: the least over its stretches.
LaneMeter::Profile LaneMeter::profile(std::span<const Xy> line, std::int8_t level, bool kerbs,
                                      bool bands, const LineStretch& own) {
  Profile least{cap_m_, cap_m_, cap_m_, {}, {}, {}, {}, false};
  const double length = line_length_m(line);
  for (const LineStretch& stretch : turning_stretches(line, 0, length)) {
    fill_corridor(line, stretch, level, kerbs);
    note_sources();
    if (params_.walled_width_m > 0) {
      const auto walled = walled_place(city_, corridor_, params_.walled_length_m);
      if (walled && (!least.walled || walled->width_m < least.walled->width_m))
        least.walled = walled;
    }
    const ClearWidth width = width_.measure(corridor_, cap_m_);
    // Overlapping stretches see the same place: rounding must not choose between them.
    const bool reaches =
        width_.decided_in(corridor_, width.width_m, own.from_m - 0.501, own.to_m + 0.501);
    if (width.width_m < least.width_m - 1e-6) {
      least.in_own = reaches;
      least.on_line.clear();
    } else if (width.width_m <= least.width_m + 1e-6) {
      least.in_own = least.in_own || reaches;
    }
    if (width.gap && width.width_m <= least.width_m + 1e-6 && width.width_m < params_.clear_width_m)
      note_on_line(*width.gap, least.on_line);
    if (width.width_m < least.width_m) {
      least.width_m = width.width_m;
      least.gap = width.gap;
    }
    if (width.width_m <= closed_m)
      for (const auto& part : corridor_.parts())
        if (part.left_gap_m <= 0 && part.right_gap_m <= 0)
          least.across = corridor_.bits()[part.first_bit].ref;
    if (!bands) continue;
    least.band_m =
        std::min(least.band_m, band_width_m(corridor_, params_.legal_band_m, width.width_m));
    least.engine_band_m = std::min(least.engine_band_m,
                                   band_width_m(corridor_, params_.engine.length_m, width.width_m));
  }
  return least;
}

/// Remembers the sources of what stands in the corridor.
void LaneMeter::note_sources() {
  const auto note = [&](std::uint32_t source) {
    const auto at = std::lower_bound(sources_.begin(), sources_.end(), source);
    if (at == sources_.end() || *at != source) sources_.insert(at, source);
  };
  bool kerbs = false;
  for (const auto& part : corridor_.parts()) {
    const ObstacleRef& ref = corridor_.bits()[part.first_bit].ref;
    kerbs = kerbs || ref.thing == LaneThing::kerb;
    if (ref.thing == LaneThing::kerb) continue;
    if (const auto origin = origin_of(city_, ref)) note(origin->source);
  }
  if (kerbs) obstacles_.kerb_sources_in_box(corridor_.box(), note);
}

/// Adds what stands on the centre line of the corridor, or touches it, at the gap: what crosses the
/// line elsewhere says nothing about this place. A thing that reaches from the line to a gap beside
/// it may do so aslant.
void LaneMeter::note_on_line(const PinchGap& gap, std::vector<ObstacleRef>& on_line) const {
  constexpr double at_the_gap_m = 1;
  constexpr double aslant = 1.5;
  const Xy beside = corridor_.on_line_beside(0.5 * (gap.left_at + gap.right_at));
  const double off_m = std::sqrt(point_segment2_m2(beside, gap.left_at, gap.right_at));
  for (const auto& bit : corridor_.bits()) {
    const auto [low, high] = std::minmax(bit.offset_a, bit.offset_b);
    if (low > bit.radius_m || high < -bit.radius_m) continue;
    if (std::find(on_line.begin(), on_line.end(), bit.ref) != on_line.end()) continue;
    const double reach_m = at_the_gap_m + bit.radius_m + aslant * off_m;
    const bool near =
        segment_segment2_m2(bit.a, bit.b, gap.left_at, gap.right_at) <= reach_m * reach_m;
    // A building may cover the line here and cross it farther along.
    const bool over = bit.ref.thing == LaneThing::building &&
                      (bit.ref == gap.left || bit.ref == gap.right) &&
                      contains(city_.buildings->shapes, bit.ref.row, beside);
    if (near || over) on_line.push_back(bit.ref);
  }
}

/// A kerb has the source of the carriageway whose edge makes the gap.
void LaneMeter::find_kerb_sources(PinchGap& gap) const {
  if (gap.left.thing == LaneThing::kerb) gap.left.row = obstacles_.kerb_source(gap.left_at);
  if (gap.right.thing == LaneThing::kerb) gap.right.row = obstacles_.kerb_source(gap.right_at);
}

void LaneMeter::find_buildings_over(std::span<const Xy> line, LaneMeasure& found) {
  Box box;
  for (const Xy p : line) box.add(p);
  city_.buildings->index.in_box(box, [&](std::uint32_t b) {
    const double inside = length_inside_m(line, city_.buildings->shapes, b);
    if (inside <= 0) return;
    found.under_building_m += inside;
    skip_buildings_.push_back(b);
  });
}

/// True if a building stands within the reach of the building layer of every place of the line
/// (looked at every 100 m).
bool LaneMeter::near_buildings(std::span<const Xy> line) const {
  const double length = line_length_m(line);
  const int steps = std::max(1, static_cast<int>(std::ceil(length / 100)));
  const double reach2 = params_.data_reach_m * params_.data_reach_m;
  for (int i = 0; i <= steps; ++i) {
    const Xy p = point_along(line, i * length / steps);
    bool near = false;
    city_.buildings->index.in_box(Box{p, p}.grown(params_.data_reach_m), [&](std::uint32_t b) {
      near = distance2_m2(city_.buildings->shapes.boxes[b], p) <= reach2;
      return !near;
    });
    if (!near) return false;
  }
  return true;
}

LaneMeasure LaneMeter::measure(std::uint32_t segment, double cap_m) {
  cap_m_ = cap_m;
  half_width_m_ = std::max(params_.corridor_half_width_m, cap_m);
  const RoadNetwork& network = *city_.network;
  const Road& road = (*city_.roads)[network.segments[segment].road.value];
  const std::int8_t level = road_level(road);
  const auto line = network.lines.only_part(segment);
  const Trim trim = trimmed(segment);
  const auto own = line_part(line, trim.from_m, trim.to_m);

  LaneMeasure found;
  skip_buildings_.clear();
  if (level == 0) find_buildings_over(own, found);
  // A recorded passage is measured between what stands inside it; any other building over the
  // road stays where it is drawn.
  if (!road.covered && !road.tunnel) skip_buildings_.clear();
  found.covered = level == 0 && near_buildings(own);
  found.kerbs = kerbs_ =
      level == 0 && obstacles_.has_kerbs() && obstacles_.share_on_carriageway(own) >= 0.9;

  double before_m = 0;
  double after_m = 0;
  const auto drawn_out = extended(segment, trim, &before_m, &after_m);
  const bool longer = before_m > 0 || after_m > 0;
  const double own_length = trim.to_m - trim.from_m;
  sources_.clear();
  openings_.find(city_, obstacles_, segment);
  Profile profile_ =
      profile(drawn_out, level, found.kerbs, !longer, {before_m, before_m + own_length});
  // The end of a record is no end of the walls: they are looked for on the line as drawn out.
  found.walled = profile_.walled;
  if (longer && profile_.width_m < cap_m_) {
    const Profile bare = profile(own, level, found.kerbs, true, {0, own_length});
    const bool closed = profile_.width_m <= closed_m;
    // A place beyond the end belongs to the next lane; one that is closed is left for both.
    if (!profile_.in_own && !closed) profile_ = bare;
    profile_.band_m = bare.band_m;
    profile_.engine_band_m = bare.engine_band_m;
    if (!closed || bare.across) profile_.across = bare.across;
  }
  found.width_m = profile_.width_m;
  found.band_m = std::min(profile_.band_m, profile_.width_m);
  found.engine_band_m = std::min(profile_.engine_band_m, profile_.width_m);
  found.capped = profile_.width_m >= cap_m_;
  found.gap = profile_.gap;
  if (found.gap) find_kerb_sources(*found.gap);
  found.across = profile_.across;
  found.on_line = std::move(profile_.on_line);
  found.sources = sources_;
  if (found.gap)
    found.gap_station_m =
        nearest_on_line(line, 0.5 * (found.gap->left_at + found.gap->right_at)).along_m;
  return found;
}

void LaneMeter::add_width_runs(std::uint32_t segment, std::vector<Lanes::WidthRun>& runs) {
  const std::int8_t level = road_level(road_of(city_, segment));
  const Trim trim = trimmed(segment);
  const auto own = line_part(city_.network->lines.only_part(segment), trim.from_m, trim.to_m);
  const double length = line_length_m(own);
  const auto stretches = turning_stretches(own, 0, length);
  const std::size_t first_run = runs.size();
  const auto optional_float = [](const std::optional<double>& value) {
    return value ? std::optional(static_cast<float>(*value)) : std::nullopt;
  };
  double at_m = 0;
  for (std::size_t i = 0; i < stretches.size(); ++i) {
    fill_corridor(own, stretches[i], level, kerbs_);
    // Each place of an overlap is looked at once, from the nearer stretch.
    const double end_m =
        i + 1 < stretches.size() ? 0.5 * (stretches[i].to_m + stretches[i + 1].from_m) : length;
    while (at_m < end_m - 1e-6) {
      const double to_m = std::min(std::floor(at_m + 1 + 1e-6), end_m);
      const CrossSection section = cross_section(corridor_, at_m, to_m);
      Lanes::WidthRun metre;
      metre.lane = segment;
      metre.from_m = static_cast<float>(trim.from_m + at_m);
      metre.to_m = static_cast<float>(trim.from_m + to_m);
      metre.left_m = optional_float(section.left_m);
      metre.right_m = optional_float(section.right_m);
      metre.free_m = static_cast<float>(std::min(section.free_m, cap_m_));
      metre.at_least = section.free_m >= cap_m_;
      metre.on_line = section.on_line;
      if (runs.size() == first_run || !joined(runs.back(), metre)) runs.push_back(metre);
      at_m = to_m;
    }
  }
}

}  // namespace firebreak
