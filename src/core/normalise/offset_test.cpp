#include "core/normalise/offset_test.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/text.hpp"
#include "core/geo/measure.hpp"
#include "core/normalise/mixed_offset.hpp"
#include "core/normalise/place_proposals.hpp"
#include "core/normalise/positions.hpp"

namespace firebreak {

double road_distance_m(const Table<Road>& roads, Xy at, double limit_m) {
  double best2 = limit_m * limit_m;
  roads.index.nearest(Box{at, at}, best2, [&](std::uint32_t r, double) {
    best2 = std::min(best2, boundary_distance2_m2(roads.shapes, r, at));
    return best2;
  });
  return std::sqrt(best2);
}

namespace {

constexpr std::size_t hypothesis_sample = 400;
constexpr std::size_t search_sample = 60;
constexpr std::size_t least_sample = 5;
constexpr double far_from_road_m = 15;
constexpr double inside_share = 0.2;
constexpr double road_inside_share = 0.1;
constexpr double clear_ratio = 1.0 / 3;
constexpr double near_enough_m = 20;
constexpr double search_m = 800;
constexpr double furthest_road_m = 1000;

/// Up to `count` of the places, evenly over their order by coordinates.
std::vector<Xy> sampled(std::vector<Xy> places, std::size_t count) {
  std::sort(places.begin(), places.end(),
            [](Xy a, Xy b) { return a.x_m != b.x_m ? a.x_m < b.x_m : a.y_m < b.y_m; });
  if (places.size() <= count) return places;
  std::vector<Xy> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(places[i * places.size() / count]);
  return out;
}

/// Slivers left out: among them are rings that hold a whole street network.
double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

/// Moves places between the city's grid and degrees.
class Degrees {
 public:
  explicit Degrees(const Frame& frame)
      : origin_(frame.origin),
        out_(frame.crs, Crs("EPSG:4326")),
        back_(Crs("EPSG:4326"), frame.crs) {}

  LonLat of(Xy at) const {
    const Xy p = out_(at + origin_);
    return {p.x_m, p.y_m};
  }
  Xy at(LonLat place) const { return back_({place.lon_deg, place.lat_deg}) - origin_; }

 private:
  Xy origin_;
  Transform out_, back_;
};

/// A layer under test: its sampled places, and how badly they lie (smaller is better).
template <class Misfit>
std::optional<OffsetProposal> best_shift(const std::vector<Xy>& places, const Frame& frame,
                                         double largest_after, const Misfit& misfit) {
  const Degrees degrees(frame);
  if (!in_shift_range(degrees.of(places[places.size() / 2]))) return std::nullopt;
  std::vector<OffsetProposal> tried{{CoordinateShift::none, false, {}, 0, misfit(places)}};
  for (const CoordinateShift shift : {CoordinateShift::gcj02, CoordinateShift::bd09})
    for (const bool other : {false, true}) {
      std::vector<Xy> moved;
      for (const Xy p : places) {
        const LonLat from = degrees.of(p);
        // If the other layer is the shifted one, shifting this one brings both together.
        moved.push_back(degrees.at(other ? shifted(from, shift) : unshifted(from, shift)));
      }
      tried.push_back({shift, other, moved.front() - places.front(), 0, misfit(moved)});
    }
  const double before = tried.front().after;
  std::stable_sort(tried.begin(), tried.end(),
                   [](const auto& a, const auto& b) { return a.after < b.after; });
  OffsetProposal best = tried[0];
  best.before = before;
  if (best.shift == CoordinateShift::none || best.after >= largest_after ||
      best.after > clear_ratio * tried[1].after)
    return std::nullopt;
  return best;
}

/// The translation with the least misfit: a square of 20 m steps, then 5 m and 1 m around the best.
template <class Misfit>
std::optional<OffsetProposal> best_move(const std::vector<Xy>& places, double largest_after,
                                        const Job& job, const Misfit& misfit) {
  Xy best;
  double least = misfit(places);
  const double before = least;
  std::vector<Xy> moved(places.size());
  double within = search_m;
  for (const double step : {20.0, 5.0, 1.0}) {
    const Xy middle = best;
    const int steps = static_cast<int>(std::lround(within / step));
    for (int i = -steps; i <= steps; ++i) {
      job.check();
      for (int j = -steps; j <= steps; ++j) {
        const Xy move = middle + Xy{i * step, j * step};
        for (std::size_t k = 0; k < places.size(); ++k) moved[k] = places[k] + move;
        const double value = misfit(moved);
        if (value < least) {
          least = value;
          best = move;
        }
      }
    }
    within = step;
  }
  if (least >= largest_after || least > clear_ratio * before) return std::nullopt;
  return OffsetProposal{CoordinateShift::none, false, best, before, least};
}

}  // namespace

namespace {

auto road_misfit(const Table<Road>& roads, double limit_m) {
  return [&roads, limit_m](const std::vector<Xy>& places) {
    std::vector<double> distances;
    distances.reserve(places.size());
    for (const Xy p : places) distances.push_back(road_distance_m(roads, p, limit_m));
    return median(std::move(distances));
  };
}

}  // namespace

std::optional<OffsetProposal> shift_of_places(const std::vector<Xy>& given,
                                              const Table<Road>& roads, const Frame& frame) {
  if (given.size() < least_sample || roads.empty()) return std::nullopt;
  return best_shift(sampled(given, hypothesis_sample), frame, near_enough_m,
                    road_misfit(roads, furthest_road_m));
}

std::optional<OffsetProposal> hydrant_offset(const std::vector<Xy>& hydrants,
                                             const Table<Road>& roads,
                                             const Table<Building>& buildings, const Frame& frame,
                                             const Job& job) {
  if (hydrants.size() < least_sample || roads.empty()) return std::nullopt;
  const auto places = sampled(hydrants, hypothesis_sample);
  if (auto shift = shift_of_places(hydrants, roads, frame)) return shift;
  const auto misfit = road_misfit(roads, furthest_road_m);
  std::size_t inside = 0;
  for (const Xy p : places) inside += in_building(buildings, p) ? 1U : 0U;
  const bool odd =
      static_cast<double>(inside) > inside_share * static_cast<double>(places.size()) ||
      misfit(places) > far_from_road_m;
  if (!odd) return std::nullopt;
  // A free search over two unknowns fits a handful of places anywhere.
  if (places.size() < 4 * least_sample) return std::nullopt;
  // The mean, not the median: a move along one street fits the half of the hydrants that stand
  // beside it wherever it ends.
  const auto mean = [&roads](const std::vector<Xy>& at) {
    double sum = 0;
    for (const Xy p : at) sum += road_distance_m(roads, p, 60);
    return sum / static_cast<double>(at.size());
  };
  auto found = best_move(sampled(hydrants, search_sample), 0.5 * far_from_road_m, job, mean);
  if (!found) return std::nullopt;
  std::vector<Xy> moved;
  for (const Xy p : places) moved.push_back(p + found->move);
  found->before = misfit(places);
  found->after = misfit(moved);
  return found;
}

std::optional<OffsetProposal> road_offset(const Table<Road>& roads,
                                          const Table<Building>& buildings, const Frame& frame,
                                          const Job& job) {
  std::vector<Xy> along;
  for (std::size_t r = 0; r < roads.size(); ++r) {
    if (roads[r].level != 0 || roads[r].covered || roads[r].tunnel) continue;
    const auto line = roads.shapes.only_part(r);
    const double length = line_length_m(line);
    for (double at = std::min(10.0, length / 2); at < length; at += 20)
      along.push_back(point_along(line, at));
  }
  const auto places = sampled(std::move(along), 4 * hypothesis_sample);
  if (places.size() < 10 * least_sample || buildings.empty()) return std::nullopt;
  const auto misfit = [&buildings](const std::vector<Xy>& at) {
    std::size_t inside = 0;
    for (const Xy p : at) inside += in_building(buildings, p) ? 1U : 0U;
    return static_cast<double>(inside) / static_cast<double>(at.size());
  };
  if (misfit(places) <= road_inside_share) return std::nullopt;
  if (auto shift = best_shift(places, frame, 0.5 * road_inside_share, misfit)) return shift;
  return best_move(sampled(places, 4 * search_sample), 0.5 * road_inside_share, job, misfit);
}

namespace {

std::string shift_title(CoordinateShift shift) {
  return shift == CoordinateShift::gcj02 ? "GCJ-02" : "BD-09";
}

/// "the median distance to a road falls from 312 m to 11 m"
std::string gain(const OffsetProposal& found, bool roads) {
  if (roads)
    return text("the share of its length inside buildings falls from {:.0f} % to {:.0f} %",
                100 * found.before, 100 * found.after);
  return text("the median distance to a road falls from {:.0f} m to {:.0f} m", found.before,
              found.after);
}

void report(const OffsetProposal& found, std::uint32_t source, bool roads, IssueLog& log) {
  Issue issue;
  issue.kind = IssueKind::coordinate_offset;
  issue.severity = Severity::serious;
  issue.action = Action::kept;
  issue.origin = {source, -1};
  if (found.shift == CoordinateShift::none)
    issue.detail = text(
        "The layer seems to lie {:.0f} m too far west and {:.0f} m too far south "
        "(negative: east, north): moved by that, {}.",
        found.move.x_m, found.move.y_m, gain(found, roads));
  else if (found.other_layer)
    issue.detail = text(
        "The layers it is compared with look like {} coordinates: shifted back, {}. "
        "Declare shift = \"{}\" for them if that is right.",
        shift_title(found.shift), gain(found, roads), shift_name(found.shift));
  else
    issue.detail = text(
        "The layer looks like {} coordinates: shifted back, {}. Declare shift = "
        "\"{}\" for it if that is right.",
        shift_title(found.shift), gain(found, roads), shift_name(found.shift));
  if (found.shift == CoordinateShift::none)
    issue.detail +=
        " " + text(
                  "An old datum (Xi'an 80, Beijing 54) or a grid of the town's own lies "
                  "so: control points move it (control_points in city.toml).");
  issue.effect = offset_effect();
  log.add(std::move(issue));
}

/// What may be declared for phone positions among true ones; `fids` are the records of the places
/// tested.
Proposal mixed_proposal(const MixedOffset& found, std::span<const std::int64_t> fids,
                        std::span<const Intake> intakes, std::size_t layer) {
  RowShift rows;
  rows.shift = found.shift;
  for (const std::uint32_t i : found.shifted) rows.records.push_back(fids[i]);
  std::ranges::sort(rows.records);
  std::vector<Xy> places;
  for (const std::int64_t record : rows.records)
    places.push_back(intakes[layer].as_read.at(record));
  rows.mark = places_mark(places);
  Proposal proposal = proposal_for(
      intakes, std::span(&layer, 1), "shift_rows", row_shifts_text(std::span(&rows, 1)),
      text("{0} of {1} records lie beside a road only if they are taken as {2} and shifted back, "
           "the others as they stand: phone positions among true ones. The median distance of "
           "these records to a road falls from {3:.0f} m to {4:.0f} m. Of the others {5:.0f} % "
           "would come to lie beside a road, too, by chance: so may true places off the roads.",
           found.shifted.size(), fids.size(), shift_title(found.shift), found.before_m,
           found.after_m, 100 * found.by_chance));
  proposal.only_one = found.only_one;
  return proposal;
}

/// Whether the layer comes from another file than all layers of the role compared with.
bool from_elsewhere(const Intake& intake, const std::vector<Intake>& intakes, Role role) {
  bool any = false;
  for (const Intake& other : intakes) {
    if (other.role != role || other.raw().size() == 0) continue;
    if (other.raw().path == intake.raw().path) return false;
    any = true;
  }
  return any;
}

/// Whether a shift can be declared for a layer: it is in degrees, and none is yet.
bool may_carry_shift(const Intake& intake) {
  return intake.crs.geographic() && intake.layer.shift == CoordinateShift::none &&
         !intake.layer.place_settled;
}

/// Adds what a shift found may be declared for: the layer, or those that it was compared with.
void add_proposals(const OffsetProposal& found, std::span<const Intake> intakes, std::size_t layer,
                   Role compared, std::vector<Proposal>& out) {
  if (found.shift == CoordinateShift::none) return;
  const bool roads = intakes[layer].role == Role::roads;
  for (std::size_t i = 0; i < intakes.size(); ++i) {
    const bool meant = found.other_layer ? intakes[i].role == compared : i == layer;
    if (!meant || !may_carry_shift(intakes[i])) continue;
    Proposal proposal = proposal_for(
        intakes, std::span(&i, 1), "shift", std::string(shift_name(found.shift)),
        text("Taken as {0} and shifted back, {1}.", shift_title(found.shift), gain(found, roads)));
    proposal.only_one = !found.other_layer;
    out.push_back(std::move(proposal));
  }
}

/// Roles whose records stand at or beside a road.
bool of_interest(Role role) {
  return role == Role::stations || role == Role::incidents || role == Role::reports ||
         role == Role::key_sites;
}

}  // namespace

PlacesOfLayers places_of_interest(std::span<const Intake> intakes) {
  PlacesOfLayers places(intakes.size());
  for (std::size_t i = 0; i < intakes.size(); ++i)
    if (of_interest(intakes[i].role) && !intakes[i].by_address && may_carry_shift(intakes[i]))
      places[i] = centres(intakes[i]);
  return places;
}

std::vector<Proposal> propose_offsets(const std::vector<Intake>& intakes,
                                      const PlacesOfLayers& interest,
                                      const Table<Hydrant>& hydrants, const Table<Road>& roads,
                                      const Table<Building>& buildings, const Frame& frame,
                                      IssueLog& log, const Job& job) {
  std::vector<Proposal> out;
  for (std::size_t i = 0; i < intakes.size(); ++i) {
    const Intake& intake = intakes[i];
    if (intake.layer.place_settled) continue;
    const bool beside_roads = from_elsewhere(intake, intakes, Role::roads);
    if (intake.role == Role::hydrants && beside_roads && !intake.by_address) {
      std::vector<Xy> places;
      std::vector<std::int64_t> fids;
      for (const Hydrant& hydrant : hydrants.rows)
        if (hydrant.origin.source == intake.source)
          places.push_back(hydrant.at), fids.push_back(hydrant.origin.fid);
      const auto mixed = may_carry_shift(intake) ? mixed_offset(places, roads, frame)
                                                 : std::optional<MixedOffset>();
      if (mixed) {
        out.push_back(mixed_proposal(*mixed, fids, intakes, i));
        report_proposal(out.back(), IssueKind::coordinate_offset,
                        out.back().evidence + " " + how_to_accept(out.back()), offset_effect(), log,
                        mixed->shifted.size());
      } else if (const auto found = hydrant_offset(places, roads, buildings, frame, job)) {
        report(*found, intake.source, false, log);
        add_proposals(*found, intakes, i, Role::roads, out);
      }
    }
    if (!interest[i].empty() && beside_roads) {
      const auto found = shift_of_places(interest[i], roads, frame);
      if (found && !found->other_layer) {
        report(*found, intake.source, false, log);
        add_proposals(*found, intakes, i, Role::roads, out);
      }
    }
    if (intake.role == Role::roads && from_elsewhere(intake, intakes, Role::buildings))
      if (const auto found = road_offset(roads, buildings, frame, job)) {
        report(*found, intake.source, true, log);
        add_proposals(*found, intakes, i, Role::buildings, out);
      }
  }
  return out;
}

}  // namespace firebreak
