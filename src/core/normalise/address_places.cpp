#include "core/normalise/address_places.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/base/plural.hpp"
#include "core/base/text.hpp"
#include "core/geo/measure.hpp"
#include "core/normalise/address.hpp"
#include "core/normalise/attributes.hpp"
#include "core/normalise/table_tools.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak {

namespace {

constexpr double meeting_m = 30;          ///< centre lines this near meet, also of divided roads
constexpr double one_crossing_m = 60;     ///< places further apart are different crossings
constexpr double boundary_slack_m = 100;  ///< a town's boundary may run along the far kerb

bool placed_by_address(Role role) {
  static constexpr std::array roles{Role::hydrants, Role::stations, Role::key_sites,
                                    Role::incidents, Role::reports};
  return std::ranges::find(roles, role) != roles.end();
}

bool is_table(const RawLayer& raw) {
  static constexpr std::array<std::string_view, 4> drivers{"CSV", "XLSX", "XLS", "ODS"};
  return std::ranges::find(drivers, raw.driver) != drivers.end();
}

bool has_no_place(const Shapes& shapes, std::size_t row) {
  return shapes.first_part(row) == shapes.end_part(row);
}

bool has_address(const FieldColumn& column, std::size_t row) {
  if (!column.has(row)) return false;
  std::string buffer;
  return !means_missing(tidy(cell_view(*column.column, row, buffer)));
}

/// Turns an intake into one whose records are placed by their address.
void mark(Intake& intake) {
  intake.by_address = true;
  intake.crs_note = text("located by address");
  intake.steps = {PlaceStep::by_address};
  intake.record_steps.clear();
  intake.layer.accuracy_m = address_accuracy_m;
  intake.layer.relative_accuracy_m = address_accuracy_m;
}

}  // namespace

void part_by_address(std::vector<Intake>& intakes) {
  const bool named_roads = std::ranges::any_of(intakes, [](const Intake& intake) {
    return intake.role == Role::roads && intake.layer.recognition.field("name") != nullptr;
  });
  if (!named_roads) return;
  const std::size_t count = intakes.size();
  for (std::size_t i = 0; i < count; ++i) {
    if (intakes[i].unplaced || !placed_by_address(intakes[i].role) || !is_table(intakes[i].raw()))
      continue;
    const FieldColumn address = FieldColumns(intakes[i].layer)["address"];
    std::vector<std::uint32_t> here, elsewhere;
    for (std::uint32_t row = 0; row < intakes[i].raw().size(); ++row) {
      const bool words = has_no_place(intakes[i].raw().shapes, row) && has_address(address, row);
      (words ? elsewhere : here).push_back(row);
    }
    if (elsewhere.empty()) continue;
    if (intakes[i].raw().shapes.points.empty()) {
      mark(intakes[i]);
      continue;
    }
    Intake parted = intakes[i];
    parted.source = static_cast<std::uint32_t>(intakes.size());
    parted.layer.raw = selected(intakes[i].raw(), elsewhere);
    parted.layer.raw.issues.clear();
    parted.layer.raw.layer = text("{} (by address)", parted.layer.raw.layer);
    parted.aside.assign(elsewhere.size(), 0);
    parted.parted = true;
    mark(parted);
    intakes[i].layer.raw = selected(intakes[i].raw(), here);
    intakes[i].aside.assign(here.size(), 0);
    intakes.push_back(std::move(parted));
  }
}

namespace {

struct Meeting {
  double apart_m;
  Xy at;
};

/// Where segments of two lines come near each other.
void add_meetings(std::span<const Xy> one, std::span<const Xy> other, std::vector<Meeting>& out) {
  for (std::size_t i = 0; i + 1 < one.size(); ++i)
    for (std::size_t j = 0; j + 1 < other.size(); ++j) {
      Xy from, to;
      const double apart2 =
          segment_segment2_m2(one[i], one[i + 1], other[j], other[j + 1], &from, &to);
      if (apart2 < meeting_m * meeting_m) out.push_back({std::sqrt(apart2), 0.5 * (from + to)});
    }
}

/// A unit's name without the word for its kind: ledgers write 城关 for 城关镇. Itself if nothing
/// would be left to tell it by.
std::string_view plain_unit_name(std::string_view name) {
  static constexpr std::array<std::string_view, 8> kinds{"街道办事处", "街道", "社区", "村委会",
                                                         "镇",         "乡",   "村",   "区"};
  for (const std::string_view kind : kinds)
    if (name.ends_with(kind) && character_count(name) > character_count(kind) + 1)
      return name.substr(0, name.size() - kind.size());
  return name;
}

bool names_town(std::string_view name) {
  static constexpr std::array<std::string_view, 4> kinds{"镇", "乡", "街道", "街道办事处"};
  return character_count(name) > 1 &&
         std::ranges::any_of(kinds, [&](std::string_view kind) { return name.ends_with(kind); });
}

/// Where a record says it lies: the management units that its words name.
class NamedUnits {
 public:
  explicit NamedUnits(const Table<ManagementUnit>& table) : units_(table) {
    for (std::uint32_t u = 0; u < table.size(); ++u) {
      towns_ = towns_ || names_town(table.names[u]);
      if (character_count(table.names[u]) > 1)
        by_name_[std::string(plain_unit_name(table.names[u]))].push_back(u);
    }
  }

  /// Whether it is the name of a town, and none of the towns on record.
  bool lack(std::string_view name) const {
    return towns_ && names_town(tidy(name)) && called(name).empty();
  }

  /// Units called so; none if no unit is.
  std::span<const std::uint32_t> called(std::string_view name) const {
    const auto found = by_name_.find(std::string(plain_unit_name(tidy(name))));
    return found == by_name_.end() ? std::span<const std::uint32_t>() : std::span(found->second);
  }
  /// Units whose whole name stands in front of the road of an address, behind names of larger
  /// places at most; of several names the longest.
  std::span<const std::uint32_t> heading(std::string_view address, std::string_view road) const {
    const std::string_view head = address.substr(0, address.find(road));
    std::span<const std::uint32_t> found;
    std::size_t longest = 0;
    for (const auto& [name, list] : by_name_)
      for (const std::uint32_t u : list) {
        const std::string_view whole = units_.names[u];
        const auto at = head.find(whole);
        if (whole.size() <= std::max(name.size(), longest) || at == std::string_view::npos ||
            !name_may_begin_behind(head.substr(0, at)))
          continue;
        found = list;
        longest = whole.size();
      }
    return found;
  }
  /// Whether a place lies in one of them, or by their boundary.
  bool hold(std::span<const std::uint32_t> list, Xy at) const {
    return std::ranges::any_of(list, [&](std::uint32_t u) {
      return units_.shapes.boxes[u].grown(boundary_slack_m).contains(at) &&
             distance_m(units_.shapes, u, at) <= boundary_slack_m;
    });
  }
  std::string_view name(std::uint32_t unit) const { return units_.names[unit]; }

 private:
  const Table<ManagementUnit>& units_;
  std::map<std::string, std::vector<std::uint32_t>, std::less<>> by_name_;
  bool towns_ = false;  ///< the units tell towns
};

/// Finds places on the road layer. Where the town of a record is known, by its column or by the
/// head of its address, only what lies there counts: towns share the names of their streets. One
/// of a town that is not on record is not looked for in the others.
class Gazetteer {
 public:
  Gazetteer(const Workshop& shop, const Table<Road>& roads, const Table<Building>& buildings,
            const Table<ManagementUnit>& named)
      : roads_(roads), units_(named) {
    for (std::uint32_t r = 0; r < roads.size(); ++r) {
      names_.add(roads.names[r]);
      rows_[plain_road_name(roads.names[r])].push_back(r);
    }
    add_houses(shop, buildings);
  }

  /// The place of an address, or the reason why there is none. `town` is what a column says.
  std::optional<Xy> find(std::string_view words, std::string_view town, std::string& reason) const {
    const auto address = parse_address(words, names_);
    if (!address) {
      reason = text("it names no two roads of the road layer that meet, and no house number");
      return std::nullopt;
    }
    if (units_.lack(town)) {
      reason = text("its town {} is none of the management units", tidy(town));
      return std::nullopt;
    }
    auto in = units_.called(town);
    if (in.empty()) in = units_.heading(words, address->road);
    auto places = address->number.empty() ? crossings(*address) : houses(*address);
    const bool elsewhere = !places.empty();
    if (!in.empty())
      std::erase_if(places, [&](const Meeting& m) { return !units_.hold(in, m.at); });
    const auto at = only_one(places);
    if (!at)
      reason = !places.empty()            ? several(*address)
               : elsewhere && !in.empty() ? none_in(*address, units_.name(in.front()))
                                          : none(*address);
    if (!at || !address->number.empty()) return at;
    return *at + address->distance_m * address->direction;
  }

 private:
  void add_houses(const Workshop& shop, const Table<Building>& buildings) {
    std::map<std::pair<std::uint32_t, std::int64_t>, std::string> keys;
    std::string buffer;
    for (const Intake& intake : shop.intakes) {
      if (intake.role != Role::buildings) continue;
      const FieldColumn column = FieldColumns(intake.layer)["address"];
      for (std::uint32_t row = 0; row < intake.raw().size(); ++row) {
        if (!column.has(row)) continue;
        std::string key = house_key(cell_view(*column.column, row, buffer), names_);
        if (!key.empty()) keys[{intake.source, intake.raw().fids[row]}] = std::move(key);
      }
    }
    if (keys.empty()) return;
    for (std::uint32_t b = 0; b < buildings.size(); ++b)
      if (const auto found = keys.find({buildings[b].origin.source, buildings[b].origin.fid});
          found != keys.end())
        houses_[found->second].push_back(interior_point(buildings.shapes, b));
  }

  /// Places beside the road in front of the houses with this number.
  std::vector<Meeting> houses(const Address& address) const {
    std::vector<Meeting> places;
    const auto found = houses_.find(address.road + address.number);
    if (found == houses_.end()) return places;
    for (const Xy house : found->second) {
      Xy best = house;
      double least2 = 100.0 * 100.0;
      for (const std::uint32_t r : rows_.at(address.road)) {
        Xy foot;
        const double distance2 = boundary_distance2_m2(roads_.shapes, r, house, &foot);
        if (distance2 < least2) least2 = distance2, best = foot;
      }
      places.push_back({0, best});
    }
    return places;
  }

  /// Where the two roads meet, or come near each other.
  std::vector<Meeting> crossings(const Address& address) const {
    std::vector<Meeting> meetings;
    for (const std::uint32_t a : rows_.at(address.road))
      for (const std::uint32_t b : rows_.at(address.crossing))
        if (roads_.shapes.boxes[a].grown(meeting_m).intersects(roads_.shapes.boxes[b]))
          add_meetings(roads_.shapes.only_part(a), roads_.shapes.only_part(b), meetings);
    return meetings;
  }

  /// The middle of places that are one; none if there are none, or several. Where roads truly meet,
  /// it does not matter where else they run side by side.
  static std::optional<Xy> only_one(std::vector<Meeting> places) {
    if (places.empty()) return std::nullopt;
    const double least = std::ranges::min(places, {}, &Meeting::apart_m).apart_m;
    std::erase_if(places, [&](const Meeting& m) { return m.apart_m > least + 1; });
    // Whatever order the records of the roads stand in.
    std::ranges::sort(places, {}, [](const Meeting& m) { return std::pair(m.at.x_m, m.at.y_m); });
    Xy sum;
    for (const Meeting& m : places) {
      for (const Meeting& other : places)
        if (distance_m(m.at, other.at) > one_crossing_m) return std::nullopt;
      sum = sum + m.at;
    }
    return (1.0 / static_cast<double>(places.size())) * sum;
  }

  static std::string several(const Address& address) {
    return address.number.empty()
               ? text("{0} and {1} meet at several places", address.road, address.crossing)
               : text("several buildings carry the house number {0} of {1}", address.number,
                      address.road);
  }
  static std::string none(const Address& address) {
    return address.number.empty()
               ? text("{0} and {1} do not meet on the road layer", address.road, address.crossing)
               : text("no building carries the house number {0} of {1}", address.number,
                      address.road);
  }
  static std::string none_in(const Address& address, std::string_view town) {
    return address.number.empty()
               ? text("{0} and {1} meet, but not in {2}", address.road, address.crossing, town)
               : text("no building in {2} carries the house number {0} of {1}", address.number,
                      address.road, town);
  }

  const Table<Road>& roads_;
  RoadNames names_;
  std::unordered_map<std::string, std::vector<std::uint32_t>> rows_;
  std::unordered_map<std::string, std::vector<Xy>> houses_;
  NamedUnits units_;
};

Issue issue_about(Origin origin, Severity severity, Action action, IssueKind kind) {
  Issue issue;
  issue.kind = kind;
  issue.severity = severity;
  issue.action = action;
  issue.origin = origin;
  return issue;
}

void place_records(Intake& intake, const Gazetteer& gazetteer, IssueLog& log) {
  const FieldColumns fields(intake.layer);
  const FieldColumn address = fields["address"];
  const FieldColumn unit = fields["unit"];
  Shapes placed;
  std::size_t found = 0;
  std::string buffer, unit_buffer;
  for (std::uint32_t row = 0; row < intake.raw().size(); ++row) {
    std::string reason = text("it has neither coordinates nor an address");
    std::optional<Xy> at;
    std::string words;
    if (has_address(address, row)) {
      words = cell_view(*address.column, row, buffer);
      const std::string_view town =
          unit.has(row) ? cell_view(*unit.column, row, unit_buffer) : std::string_view();
      at = gazetteer.find(words, town, reason);
    }
    if (at) {
      placed.add(PartKind::point, std::span(&*at, 1));
      ++found;
      continue;
    }
    placed.finish_feature();
    intake.aside[row] = 1;
    Issue issue = issue_about(intake.origin(row), Severity::serious, Action::set_aside,
                              IssueKind::empty_geometry);
    issue.detail = text("The record \"{0}\" has no place on the map: {1}.", words, reason);
    issue.effect = text("It is counted and takes no part in any result until it has coordinates.");
    log.add(std::move(issue));
  }
  intake.layer.raw.shapes = std::move(placed);
  Issue issue = issue_about({intake.source, -1}, Severity::doubtful, Action::assumed,
                            IssueKind::doubtful_value);
  issue.records = std::max<std::size_t>(found, 1);
  issue.detail = text(
      for_count(found, tr_key("{0} of {1} records without coordinates was located by its address."),
                tr_key("{0} of {1} records without coordinates were located by their address.")),
      found, intake.raw().size());
  issue.effect = text("Their places are good to {:.0f} m, and verdicts near a limit say so.",
                      address_accuracy_m);
  log.add(std::move(issue));
}

}  // namespace

void place_by_address(Workshop& shop, const Table<Road>& roads, const Table<Building>& buildings,
                      const Table<ManagementUnit>& units) {
  const bool any =
      std::ranges::any_of(shop.intakes, [](const Intake& intake) { return intake.by_address; });
  if (!any) return;
  const Gazetteer gazetteer(shop, roads, buildings, units);
  for (Intake& intake : shop.intakes)
    if (intake.by_address) place_records(intake, gazetteer, shop.log);
}

}  // namespace firebreak
