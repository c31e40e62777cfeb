#include "core/normalise/positions.hpp"

#include <algorithm>
#include <cmath>
#include <optional>
#include <vector>

#include "core/base/parallel.hpp"
#include "core/base/text.hpp"
#include "core/geo/line_in_polygon.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

enum class Place : std::uint8_t { fine, in_building, in_water, off_road };

double accuracy_of(std::span<const Source> sources, Origin origin) {
  return origin.source < sources.size() ? sources[origin.source].accuracy_m : 0;
}

bool in_any(const Shapes& shapes, const SpatialIndex& index, Xy at) {
  bool inside = false;
  index.in_box(Box{at, at}, [&](std::uint32_t f) {
    inside = contains(shapes, f, at);
    return !inside;
  });
  return inside;
}

/// Whether a road lies within `limit_m` plus its own accuracy.
bool near_road(const Table<Road>& roads, std::span<const Source> sources, Xy at, double limit_m) {
  double widest = 0;
  for (const Source& source : sources)
    if (source.role == Role::roads) widest = std::max(widest, source.accuracy_m);
  bool near = false;
  roads.index.in_box(Box{at, at}.grown(limit_m + widest), [&](std::uint32_t r) {
    const double reach = limit_m + accuracy_of(sources, roads[r].origin);
    near = boundary_distance2_m2(roads.shapes, r, at) <= reach * reach;
    return !near;
  });
  return near;
}

struct PlaceWords {
  IssueKind kind;
  std::string_view detail;
};

PlaceWords words_for(Place place) {
  switch (place) {
    case Place::in_building:
      return {IssueKind::hydrant_in_building, "The hydrant stands inside a building."};
    case Place::in_water:
      return {IssueKind::hydrant_in_water, "The hydrant stands in water."};
    default:
      return {IssueKind::hydrant_off_road,
              "The hydrant stands further from every road than the accuracy of the data explains."};
  }
}

}  // namespace

bool in_building(const Table<Building>& buildings, Xy at) {
  bool inside = false;
  buildings.index.in_box(Box{at, at}, [&](std::uint32_t b) {
    inside = !buildings[b].obstacle_only && contains(buildings.shapes, b, at);
    return !inside;
  });
  return inside;
}

void check_hydrant_positions(Table<Hydrant>& hydrants, const Table<Building>& buildings,
                             const Table<Road>& roads, const Shapes& water,
                             std::span<const Source> sources, IssueLog& log, const Job& job) {
  const SpatialIndex water_index(water.boxes);
  std::vector<Place> places(hydrants.size(), Place::fine);
  parallel_for(
      job, hydrants.size(), 1024, translate("checking hydrant positions"),
      [&](std::size_t begin, std::size_t end, unsigned) {
        for (std::size_t h = begin; h < end; ++h) {
          const Hydrant& hydrant = hydrants[h];
          const bool street =
              hydrant.kind == HydrantKind::hydrant || hydrant.kind == HydrantKind::crane;
          const double limit = hydrant_off_road_m + accuracy_of(sources, hydrant.origin);
          if (street && in_building(buildings, hydrant.at))
            places[h] = Place::in_building;
          else if (street && in_any(water, water_index, hydrant.at))
            places[h] = Place::in_water;
          else if (street && !roads.empty() && !near_road(roads, sources, hydrant.at, limit))
            places[h] = Place::off_road;
        }
      });
  for (std::size_t h = 0; h < hydrants.size(); ++h) {
    if (places[h] == Place::fine) continue;
    hydrants.rows[h].doubtful_position = true;
    const PlaceWords words = words_for(places[h]);
    Issue issue;
    issue.kind = words.kind;
    issue.severity = Severity::doubtful;
    issue.action = Action::kept;
    issue.origin = hydrants[h].origin;
    issue.at = hydrants[h].at;
    issue.detail = translate(words.detail);
    issue.effect =
        text("It counts where it stands; hydrants.exclude_doubtful leaves such hydrants out.");
    log.add(std::move(issue));
  }
}

namespace {

/// The building that a road runs in furthest.
struct Conflict {
  double length_m = 0;
  std::uint32_t building = 0;
  Xy at;
};

/// Scratch of one thread.
struct Crossing {
  struct Length {
    std::uint32_t building;
    double length_m;
    Xy first;
  };
  std::vector<Length> lengths;  ///< the few buildings that one road meets
  std::vector<double> shares;
};

Conflict worst_conflict(std::span<const Xy> line, const Table<Building>& buildings,
                        Crossing& scratch) {
  scratch.lengths.clear();
  for (std::size_t i = 0; i + 1 < line.size(); ++i) {
    Box box;
    box.add(line[i]);
    box.add(line[i + 1]);
    buildings.index.in_box(box, [&](std::uint32_t b) {
      std::optional<Xy> first;
      const double length =
          segment_inside_m(line[i], line[i + 1], buildings.shapes, b, scratch.shares, first);
      if (!(length > 0)) return;
      const auto same = [b](const Crossing::Length& l) { return l.building == b; };
      const auto known = std::find_if(scratch.lengths.begin(), scratch.lengths.end(), same);
      if (known == scratch.lengths.end())
        scratch.lengths.push_back({b, length, *first});
      else
        known->length_m += length;
    });
  }
  Conflict worst;
  for (const auto& l : scratch.lengths)
    if (l.length_m > worst.length_m ||
        (l.length_m == worst.length_m && l.building < worst.building))
      worst = {l.length_m, l.building, l.first};
  return worst;
}

}  // namespace

void report_buildings_over_roads(const Table<Building>& buildings, const Table<Road>& roads,
                                 IssueLog& log, const Job& job) {
  std::vector<Conflict> worst(roads.size());
  parallel_for(job, roads.size(), 2048, translate("checking roads under buildings"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 Crossing scratch;
                 for (std::size_t r = begin; r < end; ++r) {
                   const Road& road = roads[r];
                   if (road.level != 0 || road.covered || road.tunnel || !road.open) continue;
                   worst[r] = worst_conflict(roads.shapes.only_part(r), buildings, scratch);
                 }
               });
  for (std::size_t r = 0; r < roads.size(); ++r) {
    if (worst[r].length_m <= over_road_m) continue;
    const Origin origin = roads[r].origin;
    if (!log.wants({IssueKind::building_over_road, Severity::doubtful, Action::kept, origin.source},
                   origin.fid))
      continue;
    Issue issue;
    issue.kind = IssueKind::building_over_road;
    issue.severity = Severity::doubtful;
    issue.action = Action::kept;
    issue.origin = origin;
    issue.at = worst[r].at;
    issue.detail = text("Road {} runs {:.1f} m inside building {}.", roads.ids[r],
                        worst[r].length_m, buildings.ids[worst[r].building]);
    issue.effect = text("It may be a passage: its width there is unknown until someone looks.");
    log.add(std::move(issue));
  }
}

}  // namespace firebreak
