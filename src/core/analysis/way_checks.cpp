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

/// What was found of the way in, as a yes or no for the engine.
bool found_open(const BuildingCheck& check, const Lanes::Params& params) {
  return check.way_in_m ? *check.way_in_m >= params.engine.required_width_m() : *check.way_in_ok;
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
    compare_starts();
    finder_.emplace(before_, params, lanes_, judging_.exits().nodes(), exact_cap_m(params),
                    job.part(0.5, 1));
  }

  /// True if what was found holds in the plan: the way is still the one that was found, or the plan
  /// can only have changed it to what it was found to be. `drawn` is what is drawn now.
  bool holds(std::uint32_t building, bool open, const Lanes::WayIn& drawn) const {
    return same_way(building, drawn) || (open ? !takes_ : !gives_);
  }

 private:
  /// True if the way to the building is drawn in the plan as it was.
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

  static std::vector<std::uint32_t> nodes_of(const StationExits& exits) {
    return {exits.nodes().begin(), exits.nodes().end()};
  }

  /// Ways that begin elsewhere: of those from the main roads nothing can be said.
  void compare_starts() {
    const bool from_main_roads = starts_.empty() != starts_now_.empty();
    const auto misses = [](const auto& nodes, const auto& of) {
      return std::ranges::any_of(
          of, [&](std::uint32_t n) { return std::ranges::find(nodes, n) == nodes.end(); });
    };
    takes_ = takes_ || from_main_roads || misses(starts_now_, starts_);
    gives_ = gives_ || from_main_roads || misses(starts_, starts_now_);
  }

  /// Lanes near an edit are judged as they were; all others are what they are in the plan.
  void judge_touched(const Lanes::Params& params, const LaneJudging& judging, const Job& job) {
    const auto& lines = now_.network->lines;
    std::vector<std::uint8_t> touched(lanes_.size());
    const double reach_m = farthest_obstacle_m(now_, params);
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
    struct Change {
      bool any = false, takes = false, gives = false;
    };
    std::vector<Change> changes(list.size());
    const double cap_m = exact_cap_m(params);
    parallel_for(job.part(0.2, 0.5), list.size(), 16, translate("Measuring lanes"),
                 [&](std::size_t begin, std::size_t end, unsigned) {
                   LaneMeter meter = judging_.meter();
                   for (std::size_t i = begin; i < end; ++i) {
                     Lanes::Lane& lane = lanes_[list[i]];
                     const Lanes::Lane was = judging_.judge(list[i], meter).lane;
                     const auto then = passable_width(before_, params, list[i], was, cap_m);
                     const auto now = passable_width(now_, params, list[i], lane, cap_m);
                     changes[i] = {!passes_alike(was, lane),
                                   now.surely_m < then.surely_m ||
                                       now.maybe_m<then.maybe_m, now.surely_m> then.surely_m ||
                                       now.maybe_m > then.maybe_m};
                     lane = was;
                   }
                 });
    for (std::size_t i = 0; i < list.size(); ++i) {
      changed_[list[i]] = changes[i].any;
      takes_ = takes_ || changes[i].takes;
      gives_ = gives_ || changes[i].gives;
    }
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
  bool takes_ = false;         ///< the plan narrows a lane, or gives up a place to start from
  bool gives_ = false;         ///< it widens a lane, or adds a place to start from
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
                     holds[c] = before.holds(checks[c].building, found_open(checks[c], params),
                                             result.buildings[checks[c].building]);
                 });
  }
  const double required_m = params.engine.required_width_m();
  for (std::size_t c = 0; c < checks.size(); ++c) {
    const BuildingCheck& check = checks[c];
    Lanes::WayIn& way = result.buildings[check.building];
    if (holds[c] == 0) continue;
    const bool open = found_open(check, params);
    way.cut_off = open ? Lanes::CutOff::no : Lanes::CutOff::yes;
    if (check.way_in_m)
      way.width_m = static_cast<float>(*check.way_in_m);
    else if (way.width_m && open != (static_cast<double>(*way.width_m) >= required_m))
      way.width_m.reset();  // the way is not as wide as it is drawn
  }
}

}  // namespace firebreak
