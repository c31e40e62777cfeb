#include "core/analysis/way_checks.hpp"

#include <algorithm>
#include <optional>
#include <vector>

#include "core/analysis/lane_reach.hpp"
#include "core/base/parallel.hpp"

namespace firebreak {

namespace {

bool tells_way(const BuildingCheck& check) {
  return check.way_in_m || check.way_in_ok;
}

/// How far an obstacle may stand from a lane and still count for its width, generously: as far as
/// is looked at, and what a lane is drawn out beyond its ends.
double farthest_m(const City& city, const Lanes::Params& params) {
  constexpr double beyond_ends_m = 60;
  double accuracy_m = 0;
  for (const Source& source : city.sources)
    accuracy_m = std::max({accuracy_m, source.accuracy_m, source.relative_accuracy_m});
  const double enough_m =
      std::max(params.clear_width_m, params.engine.required_width_m()) + 3 * accuracy_m;
  return std::max({params.corridor_half_width_m, exact_cap_m(params), enough_m}) + beyond_ends_m;
}

/// The same for a vehicle that looks for a way: all that decides whether and how widely it passes.
bool passes_alike(const Lanes::Lane& a, const Lanes::Lane& b) {
  return a.width_m == b.width_m && a.surely_m == b.surely_m && a.maybe_m == b.maybe_m &&
         a.limit_surely_m == b.limit_surely_m && a.height_m == b.height_m && a.doubt == b.doubt &&
         a.capped == b.capped && a.basis == b.basis && a.source == b.source;
}

bool drawn_alike(const Lanes::WayIn& a, const Lanes::WayIn& b) {
  return a.cut_off == b.cut_off && a.width_m == b.width_m && a.lane == b.lane;
}

/// The city as it was when it was checked, beside the plan: which ways are drawn there as here.
class AsChecked {
 public:
  AsChecked(const City& city, const Lanes::Params& params, const LaneJudging& judging,
            std::span<const Lanes::Lane> lanes, const Job& job)
      : now_(city),
        before_(*city.as_checked),
        judging_(before_, params, job.part(0, 0.2)),
        lanes_(lanes.begin(), lanes.end()),
        changed_(lanes.size()) {
    judge_touched(params, judging, job);
    starts_ = nodes_of(judging_.exits());
    starts_now_ = nodes_of(judging.exits());
    finder_.emplace(before_, params, lanes_, judging_.exits().nodes(), exact_cap_m(params),
                    job.part(0.5, 1));
  }

  /// True if the way to the building is drawn in the plan as it was: `drawn` is what is drawn now.
  bool same_way(std::uint32_t building, const Lanes::WayIn& drawn) const {
    if (!drawn_alike(finder_->way_in(building), drawn)) return false;
    if (starts_.empty() != starts_now_.empty()) return false;  // other roads are the way's start
    const auto route = finder_->route(building);
    // No way was drawn: which lanes the one found on site leads over, nobody knows.
    if (!route) return std::ranges::find(changed_, true) == changed_.end();
    if (std::ranges::any_of(route->lanes, [&](std::uint32_t lane) { return changed_[lane]; }))
      return false;
    return !route->from_station || starts_there(*route);
  }

 private:
  static std::vector<std::uint32_t> nodes_of(const StationExits& exits) {
    return {exits.nodes().begin(), exits.nodes().end()};
  }

  /// Lanes near an edit are judged as they were; all others are what they are in the plan.
  void judge_touched(const Lanes::Params& params, const LaneJudging& judging, const Job& job) {
    const auto& lines = now_.network->lines;
    std::vector<std::uint8_t> touched(lanes_.size());
    const double reach_m = farthest_m(now_, params);
    const SpatialIndex segments(lines.boxes);
    if (now_.obstacles != before_.obstacles)
      for (std::uint32_t o = 0; o < now_.obstacles->size(); ++o)
        if (obstacle_edited(now_, o))
          segments.in_box(now_.obstacles->shapes.boxes[o].grown(reach_m),
                          [&](std::uint32_t s) { touched[s] = 1; });
    for (const WidenedLane& lane : *now_.widened) touched[lane.segment] = 1;
    for (std::uint32_t s = 0; s < touched.size(); ++s)
      if (judging.exits().in_yard(s) != judging_.exits().in_yard(s)) touched[s] = 1;
    std::vector<std::uint32_t> list;
    for (std::uint32_t s = 0; s < touched.size(); ++s)
      if (touched[s] != 0) list.push_back(s);
    std::vector<std::uint8_t> other(list.size());
    parallel_for(job.part(0.2, 0.5), list.size(), 16, translate("Measuring lanes"),
                 [&](std::size_t begin, std::size_t end, unsigned) {
                   LaneMeter meter = judging_.meter();
                   for (std::size_t i = begin; i < end; ++i) {
                     Lanes::Lane& lane = lanes_[list[i]];
                     const Lanes::Lane was = judging_.judge(list[i], meter).lane;
                     other[i] = !passes_alike(was, lane);
                     lane = was;
                   }
                 });
    for (std::size_t i = 0; i < list.size(); ++i) changed_[list[i]] = other[i] != 0;
  }

  /// The station that the way began at still lets engines out there.
  bool starts_there(const WayRoute& route) const {
    if (route.line.empty()) return false;
    return std::ranges::any_of(starts_now_, [&](std::uint32_t node) {
      return before_.network->nodes[node] == route.line.front();
    });
  }

  const City& now_;
  const City& before_;
  LaneJudging judging_;
  std::vector<Lanes::Lane> lanes_;
  std::vector<bool> changed_;  ///< by lane: the plan lets vehicles pass otherwise
  std::vector<std::uint32_t> starts_, starts_now_;
  std::optional<WayFinder> finder_;
};

/// True if edits can have changed a way in: of hydrants they cannot.
bool ways_edited(const City& city) {
  if (!city.as_checked) return false;
  const City& before = *city.as_checked;
  return city.obstacles != before.obstacles || city.stations != before.stations ||
         city.widened != before.widened;
}

}  // namespace

void take_way_checks(const City& city, const Lanes::Params& params, const LaneJudging& judging,
                     Lanes::Result& result, const Job& job) {
  std::vector<BuildingCheck> checks;
  for (const BuildingCheck& check : city.checks->buildings)
    if (tells_way(check) && result.buildings[check.building].judged) checks.push_back(check);
  if (checks.empty()) return;
  std::vector<std::uint8_t> holds(checks.size(), 1);
  if (ways_edited(city)) {
    const AsChecked before(city, params, judging, result.lanes, job.part(0, 0.5));
    parallel_for(job.part(0.5, 1), checks.size(), 4, translate("Finding ways in"),
                 [&](std::size_t begin, std::size_t end, unsigned) {
                   for (std::size_t c = begin; c < end; ++c)
                     holds[c] =
                         before.same_way(checks[c].building, result.buildings[checks[c].building]);
                 });
  }
  for (std::size_t c = 0; c < checks.size(); ++c) {
    const BuildingCheck& check = checks[c];
    Lanes::WayIn& way = result.buildings[check.building];
    if (holds[c] == 0 && way.cut_off != Lanes::CutOff::unknown) continue;
    const bool ok =
        check.way_in_m ? *check.way_in_m >= params.engine.required_width_m() : *check.way_in_ok;
    way.cut_off = ok ? Lanes::CutOff::no : Lanes::CutOff::yes;
    if (check.way_in_m) way.width_m = static_cast<float>(*check.way_in_m);
  }
}

}  // namespace firebreak
