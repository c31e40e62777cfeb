#include "core/normalise/duplicates.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>
#include <tuple>

#include "core/base/parallel.hpp"
#include "core/base/text.hpp"
#include "core/geo/measure.hpp"
#include "core/normalise/geometry.hpp"
#include "core/normalise/same_course.hpp"

namespace firebreak {

namespace {

double area_of(const Box& a, const Box& b) {
  const double width = std::min(a.max.x_m, b.max.x_m) - std::max(a.min.x_m, b.min.x_m);
  const double height = std::min(a.max.y_m, b.max.y_m) - std::max(a.min.y_m, b.min.y_m);
  return width > 0 && height > 0 ? width * height : 0;
}

int attributes(const Hydrant& h, std::string_view id) {
  return int{h.status_basis != Basis::default_value} + int{h.flow_lps.has_value()} +
         int{h.pressure_mpa.has_value()} + int{h.main_mm.has_value()} +
         int{h.main_layout != MainLayout::unknown} + int{h.owner != Owner::unknown} +
         int{!id.empty()};
}

double accuracy(std::span<const Source> sources, Origin origin) {
  return origin.source < sources.size() ? sources[origin.source].accuracy_m : 0;
}

Issue pair_issue(IssueKind kind, Action action, Origin origin, Xy at) {
  Issue issue;
  issue.kind = kind;
  issue.severity = action == Action::set_aside ? Severity::serious : Severity::doubtful;
  issue.action = action;
  issue.origin = origin;
  issue.at = at;
  return issue;
}

}  // namespace

int attributes_of(const Building& b) {
  return int{b.height_m.has_value()} + int{b.storeys.has_value()} + int{b.people.has_value()} +
         int{b.floor_area_m2.has_value()} + int{b.year_built.has_value()} +
         int{b.fire_grade.has_value()} + int{b.sprinklered.has_value()} +
         int{b.structure != Structure::unknown} + int{b.use != Use::unknown} +
         int{b.use_planned != Use::unknown};
}

std::vector<OverlapPair> overlap_pairs(const Shapes& shapes, const SpatialIndex& index,
                                       const Job& job) {
  constexpr std::size_t chunk = 4096;
  std::vector<std::vector<OverlapPair>> found((shapes.size() + chunk - 1) / chunk);
  parallel_for(job, shapes.size(), chunk, translate("looking for overlapping buildings"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t a = begin; a < end; ++a) {
                   double area_a = -1;
                   const Box& box = shapes.boxes[a];
                   const auto look = [&](std::uint32_t b) {
                     if (b <= a || area_of(box, shapes.boxes[b]) <= overlap_m2) return;
                     const double shared = shared_area_m2(shapes, a, shapes, b);
                     if (shared <= overlap_m2) return;
                     if (area_a < 0) area_a = area_m2(shapes, a);
                     const double joint = area_a + area_m2(shapes, b) - shared;
                     found[begin / chunk].push_back({static_cast<std::uint32_t>(a), b, shared,
                                                     shared > duplicate_overlap_share * joint});
                   };
                   index.in_box(box, look);
                 }
               });
  std::vector<OverlapPair> pairs;
  for (const auto& part : found) pairs.insert(pairs.end(), part.begin(), part.end());
  std::sort(pairs.begin(), pairs.end(), [](const OverlapPair& a, const OverlapPair& b) {
    return std::tie(a.first, a.second) < std::tie(b.first, b.second);
  });
  return pairs;
}

namespace {

/// Keeps the best record of each set of duplicates: a record goes if a better one that stays is its
/// duplicate. Returns for each record the one it gives way to, or itself.
template <class Better>
std::vector<std::uint32_t> give_way(std::size_t count,
                                    std::vector<std::pair<std::uint32_t, std::uint32_t>> pairs,
                                    const Better& better) {
  std::vector<std::uint32_t> keeper(count);
  std::iota(keeper.begin(), keeper.end(), 0U);
  if (pairs.empty()) return keeper;
  const std::size_t one_way = pairs.size();
  for (std::size_t i = 0; i < one_way; ++i) pairs.push_back({pairs[i].second, pairs[i].first});
  std::sort(pairs.begin(), pairs.end());
  std::vector<std::uint32_t> involved;
  for (const auto& pair : pairs)
    if (involved.empty() || involved.back() != pair.first) involved.push_back(pair.first);
  std::sort(involved.begin(), involved.end(), better);
  for (const auto best : involved) {
    if (keeper[best] != best) continue;
    const auto from = std::lower_bound(pairs.begin(), pairs.end(), std::pair{best, 0U});
    for (auto it = from; it != pairs.end() && it->first == best; ++it)
      if (keeper[it->second] == it->second && better(best, it->second)) keeper[it->second] = best;
  }
  return keeper;
}

}  // namespace

void report_overlaps(const Table<Building>& buildings, std::span<const OverlapPair> pairs,
                     std::span<const std::uint8_t> gone, IssueLog& log) {
  for (const OverlapPair& pair : pairs) {
    if (gone[pair.first] != 0 || gone[pair.second] != 0) continue;
    const Origin origin = buildings[pair.first].origin;
    if (!log.wants(
            {IssueKind::overlapping_buildings, Severity::doubtful, Action::kept, origin.source},
            origin.fid))
      continue;
    Issue issue = pair_issue(IssueKind::overlapping_buildings, Action::kept, origin,
                             buildings.shapes.boxes[pair.first].centre());
    issue.detail = text("Building {} overlaps building {} by {:.1f} m2.", buildings.ids[pair.first],
                        buildings.ids[pair.second], pair.shared_m2);
    issue.effect = text("Both are judged; ground that they share counts once in covered areas.");
    log.add(std::move(issue));
  }
}

std::vector<std::uint8_t> duplicate_buildings(const Table<Building>& buildings,
                                              std::span<const OverlapPair> pairs,
                                              std::span<const Source> sources, IssueLog& log) {
  std::vector<std::pair<std::uint32_t, std::uint32_t>> doubles;
  for (const OverlapPair& pair : pairs)
    if (pair.duplicate) doubles.push_back({pair.first, pair.second});
  const auto rank = [&](std::uint32_t b) {
    return std::tuple(-attributes_of(buildings[b]), accuracy(sources, buildings[b].origin),
                      buildings.ids[b]);
  };
  const auto keeper = give_way(buildings.size(), std::move(doubles),
                               [&](auto a, auto b) { return rank(a) < rank(b); });

  std::vector<std::uint8_t> gone(buildings.size(), 0);
  for (std::uint32_t b = 0; b < buildings.size(); ++b) {
    if (keeper[b] == b) continue;
    gone[b] = 1;
    Issue issue = pair_issue(IssueKind::duplicate_building, Action::set_aside, buildings[b].origin,
                             buildings.shapes.boxes[b].centre());
    issue.detail = text(
        "The same footprint as building {}, which has more attributes or stands "
        "first.",
        buildings.ids[keeper[b]]);
    issue.effect = text("The building counts once.");
    log.add(std::move(issue));
  }
  report_overlaps(buildings, pairs, gone, log);
  return gone;
}

namespace {

/// Gives each hydrant that stays the state its records declare. Where one says that it works and
/// another that it does not, it is unknown: a fuller record never makes a broken hydrant work. A
/// state that somebody does not know contradicts none; of two that both keep it out the better
/// attested stays. Returns 1 for those whose records contradict each other.
std::vector<std::uint8_t> agree_on_status(Table<Hydrant>& hydrants,
                                          std::span<const std::uint32_t> keeper) {
  std::vector<std::uint8_t> torn(hydrants.size(), 0);
  for (std::uint32_t h = 0; h < hydrants.size(); ++h) {
    const Hydrant& from = hydrants[h];
    Hydrant& to = hydrants.rows[keeper[h]];
    if (keeper[h] == h || from.status_basis == Basis::default_value) continue;
    if (torn[keeper[h]] != 0) continue;
    const auto works = [](const Hydrant& one) { return one.status == HydrantStatus::working; };
    const bool known = to.status_basis != Basis::default_value;
    if (!known || to.status == HydrantStatus::unknown) {
      if (!known || from.status != HydrantStatus::unknown) to.status = from.status;
      to.status_basis = from.status_basis;
    } else if (from.status != HydrantStatus::unknown && works(to) != works(from)) {
      to.status = HydrantStatus::unknown;
      torn[keeper[h]] = 1;
    }
  }
  return torn;
}

}  // namespace

namespace {

/// Finds the records that mean one hydrant.
class SameHydrants {
 public:
  using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;

  SameHydrants(const Table<Hydrant>& hydrants, const Texts& given_ids,
               std::span<const Source> sources)
      : hydrants_(hydrants), ids_(given_ids), sources_(sources), index_(hydrants.shapes.boxes) {
    double worst = 0;
    for (const Hydrant& h : hydrants.rows) {
      worst = std::max(worst, accuracy(sources, h.origin));
      several_ = several_ || h.origin.source != hydrants[0].origin.source;
    }
    reach_ = std::max(same_hydrant_id_m,
                      several_ ? same_hydrant_id_sigmas * std::hypot(worst, worst) : 0);
  }

  Pairs pairs() const {
    Pairs out;
    for (std::uint32_t a = 0; a < hydrants_.size(); ++a)
      index_.in_box(hydrants_.shapes.boxes[a].grown(reach_), [&](std::uint32_t b) {
        if (b > a && are_one(a, b)) out.push_back({a, b});
      });
    return out;
  }

 private:
  bool from_one_source(std::uint32_t a, std::uint32_t b) const {
    return hydrants_[a].origin.source == hydrants_[b].origin.source;
  }
  bool share_id(std::uint32_t a, std::uint32_t b) const {
    return !ids_[a].empty() && ids_[a] == ids_[b];
  }
  double apart_m(std::uint32_t a, std::uint32_t b) const {
    return distance_m(hydrants_[a].at, hydrants_[b].at);
  }
  /// Of the distance between two positions.
  double sigma(std::uint32_t a, std::uint32_t b) const {
    return std::hypot(accuracy(sources_, hydrants_[a].origin),
                      accuracy(sources_, hydrants_[b].origin));
  }

  bool are_one(std::uint32_t a, std::uint32_t b) const {
    if (hydrants_[a].kind != hydrants_[b].kind) return false;
    const double apart = apart_m(a, b);
    if (apart <= (share_id(a, b) ? same_hydrant_id_m : same_hydrant_m)) return true;
    if (from_one_source(a, b)) return false;
    if (share_id(a, b)) return apart <= same_hydrant_id_sigmas * sigma(a, b);
    if (!ids_[a].empty() && !ids_[b].empty()) return false;
    return apart <= same_hydrant_sigmas * sigma(a, b) && nearest(a, b) && nearest(b, a);
  }

  /// Whether of the source of `b` no other record stands nearer to `a`, nor has its id.
  bool nearest(std::uint32_t a, std::uint32_t b) const {
    bool best = true;
    const double apart = apart_m(a, b);
    index_.in_box(hydrants_.shapes.boxes[a].grown(reach_), [&](std::uint32_t other) {
      if (other == a || other == b || hydrants_[other].kind != hydrants_[a].kind ||
          !from_one_source(other, b))
        return;
      best = best && !share_id(a, other) && apart_m(a, other) > apart;
    });
    return best;
  }

  const Table<Hydrant>& hydrants_;
  const Texts& ids_;
  std::span<const Source> sources_;
  SpatialIndex index_;
  bool several_ = false;
  double reach_ = same_hydrant_id_m;
};

}  // namespace

void mark_duplicate_hydrants(Table<Hydrant>& hydrants, const Texts& given_ids,
                             std::span<const Source> sources, IssueLog& log) {
  auto pairs = SameHydrants(hydrants, given_ids, sources).pairs();
  const auto rank = [&](std::uint32_t h) {
    return std::tuple(-attributes(hydrants[h], given_ids[h]), accuracy(sources, hydrants[h].origin),
                      hydrants.ids[h]);
  };
  const auto keeper = give_way(hydrants.size(), std::move(pairs),
                               [&](auto a, auto b) { return rank(a) < rank(b); });
  const auto torn = agree_on_status(hydrants, keeper);
  for (std::uint32_t h = 0; h < hydrants.size(); ++h) {
    if (keeper[h] == h) continue;
    hydrants.rows[h].duplicate_of = Id<Hydrant>{keeper[h]};
    Issue issue =
        pair_issue(IssueKind::duplicate_hydrant, Action::kept, hydrants[h].origin, hydrants[h].at);
    issue.detail =
        text("Stands {:.1f} m from hydrant {}, which is better attested.",
             distance_m(hydrants[h].at, hydrants[keeper[h]].at), hydrants.ids[keeper[h]]);
    issue.effect =
        torn[keeper[h]] != 0
            ? text(
                  "Both are kept as one hydrant. The records contradict each other about its "
                  "state, so it counts as unknown and covers nothing until it is checked on site.")
            : text("Both are kept as one hydrant and counted once.");
    if (torn[keeper[h]] != 0) issue.severity = Severity::serious;
    log.add(std::move(issue));
  }
}

namespace {

/// Shorter pieces are links of a junction: neighbours among them lie within a metre by nature.
constexpr double least_road_m = 10;

bool nearly_equal(const Box& a, const Box& b, double by_m) {
  return std::abs(a.min.x_m - b.min.x_m) < by_m && std::abs(a.min.y_m - b.min.y_m) < by_m &&
         std::abs(a.max.x_m - b.max.x_m) < by_m && std::abs(a.max.y_m - b.max.y_m) < by_m;
}

template <class T>
void fill(std::optional<T>& to, const std::optional<T>& from) {
  if (!to) to = from;
}

void take_over(Road& to, const Road& from) {
  if (to.road_class == RoadClass::unknown) to.road_class = from.road_class;
  fill(to.width_m, from.width_m);
  fill(to.max_width_m, from.max_width_m);
  fill(to.clear_height_m, from.clear_height_m);
  fill(to.height_below_m, from.height_below_m);
  fill(to.max_weight_t, from.max_weight_t);
  fill(to.speed_kmh, from.speed_kmh);
  to.fire_lane = to.fire_lane || from.fire_lane;
}

}  // namespace

int attributes_of(const Road& r, std::string_view name) {
  return int{r.road_class != RoadClass::unknown} + int{r.width_m.has_value()} +
         int{r.max_width_m.has_value()} + int{r.clear_height_m || r.height_below_m} +
         int{r.max_weight_t.has_value()} + int{r.speed_kmh.has_value()} + int{!name.empty()} +
         int{r.one_way != OneWay::no};
}

std::vector<std::uint8_t> merge_duplicate_roads(Table<Road>& roads, IssueLog& log, const Job& job) {
  const SpatialIndex index(roads.shapes.boxes);
  constexpr std::size_t chunk = 2048;
  using Pairs = std::vector<std::pair<std::uint32_t, std::uint32_t>>;
  std::vector<Pairs> found((roads.size() + chunk - 1) / chunk);
  parallel_for(job, roads.size(), chunk, translate("looking for roads drawn twice"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (auto a = static_cast<std::uint32_t>(begin); a < end; ++a) {
                   const Box& box = roads.shapes.boxes[a];
                   // A duplicate's lower left corner is near this one's.
                   index.in_box(Box{box.min, box.min}.grown(same_road_m), [&](std::uint32_t b) {
                     if (b <= a || roads[a].level != roads[b].level ||
                         roads[a].open != roads[b].open ||
                         !nearly_equal(box, roads.shapes.boxes[b], same_road_m))
                       return;
                     const auto line_a = roads.shapes.only_part(a);
                     const auto line_b = roads.shapes.only_part(b);
                     if (std::min(line_length_m(line_a), line_length_m(line_b)) < least_road_m)
                       return;
                     if (run_together(line_a, line_b, same_road_m))
                       found[begin / chunk].push_back({a, b});
                   });
                 }
               });
  Pairs pairs;
  for (const auto& part : found) pairs.insert(pairs.end(), part.begin(), part.end());
  const auto rank = [&](std::uint32_t r) {
    return std::tuple(-attributes_of(roads[r], roads.names[r]), roads.ids[r]);
  };
  const auto keeper =
      give_way(roads.size(), std::move(pairs), [&](auto a, auto b) { return rank(a) < rank(b); });
  std::vector<std::uint8_t> gone(roads.size(), 0);
  for (std::uint32_t r = 0; r < roads.size(); ++r) {
    if (keeper[r] == r) continue;
    gone[r] = 1;
    take_over(roads.rows[keeper[r]], roads[r]);
    Issue issue = pair_issue(IssueKind::duplicate_road, Action::repaired, roads[r].origin,
                             roads.shapes.boxes[r].centre());
    issue.detail = text("Runs where road {} runs; the two were merged.", roads.ids[keeper[r]]);
    issue.effect = text("The road counts once; what one record lacks is taken from the other.");
    log.add(std::move(issue));
  }
  return gone;
}

}  // namespace firebreak
