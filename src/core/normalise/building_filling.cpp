#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>

#include "core/base/text.hpp"
#include "core/model/columns.hpp"
#include "core/normalise/building_sources.hpp"
#include "core/normalise/crs_choice.hpp"

/// What leading buildings take from the records that gave way to them, and what is told of it.
namespace firebreak {

namespace {

/// Moves values into a record that lacks them, and notes which.
class Filling {
 public:
  void take(Building& to, const Building& from, bool same) {
    take(to.height_m, from.height_m, "height_m");
    take(to.storeys, from.storeys, "storeys");
    take(to.fire_grade, from.fire_grade, "fire_grade");
    take(to.sprinklered, from.sprinklered, "sprinklered");
    take(to.structure, from.structure, Structure::unknown, "structure");
    take(to.use, from.use, Use::unknown, "use");
    take(to.use_planned, from.use_planned, Use::unknown, "use_planned");
    if (!to.year_built && !to.year_built_to && (from.year_built || from.year_built_to)) {
      to.year_built = from.year_built;
      to.year_built_to = from.year_built_to;
      note("year");
    }
    if (!same) return;
    take(to.people, from.people, "people");
    take(to.floor_area_m2, from.floor_area_m2, "floor_area_m2");
  }
  void note(std::string_view field) { taken_ += (taken_.empty() ? "" : ", ") + std::string(field); }
  const std::string& taken() const { return taken_; }

 private:
  template <class T>
  void take(std::optional<T>& to, const std::optional<T>& from, std::string_view field) {
    if (to || !from) return;
    to = from;
    note(field);
  }
  template <class T>
  void take(T& to, T from, T unknown, std::string_view field) {
    if (to != unknown || from == unknown) return;
    to = from;
    note(field);
  }

  std::string taken_;
};

/// Where a leader's facts and names come from.
class SameBuilding {
 public:
  explicit SameBuilding(std::span<const GivenWay> given) {
    for (const GivenWay& pair : given)
      if (pair.same) of_leader_[pair.leader].push_back(pair.building);
  }
  /// The leader itself where it tells, or none does; else the first record of its building that
  /// tells.
  template <class Tells>
  std::uint32_t teller(std::uint32_t leader, const Tells& tells) const {
    if (tells(leader)) return leader;
    const auto found = of_leader_.find(leader);
    if (found == of_leader_.end()) return leader;
    const auto first = std::ranges::find_if(found->second, tells);
    return first == found->second.end() ? leader : *first;
  }

 private:
  std::map<std::uint32_t, std::vector<std::uint32_t>> of_leader_;
};

using Notes = std::map<std::pair<std::uint32_t, std::uint32_t>, Filling>;  ///< leader, record

void fill_names(Table<Building>& buildings, const SameBuilding& same, Notes& notes) {
  Texts names;
  for (std::uint32_t b = 0; b < buildings.size(); ++b) {
    const auto from = same.teller(b, [&](auto o) { return !buildings.names[o].empty(); });
    names.push_back(buildings.names[from]);
    if (from != b) notes[{b, from}].note("name");
  }
  buildings.names = std::move(names);
}

void fill_fact(Column& fact, const SameBuilding& same, Notes& notes) {
  std::vector<std::uint32_t> rows(fact.size());
  for (std::uint32_t b = 0; b < rows.size(); ++b) {
    rows[b] = same.teller(b, [&](auto o) { return fact.has(o); });
    if (rows[b] != b) notes[{b, rows[b]}].note(fact.name);
  }
  fact = picked(fact, rows);
}

}  // namespace

void fill_leaders(Table<Building>& buildings, std::span<const GivenWay> given,
                  std::span<const Source> sources) {
  Notes notes;
  for (const GivenWay& pair : given)
    if (pair.told_of)
      notes[{pair.leader, pair.building}].take(buildings.rows[pair.leader],
                                               buildings[pair.building], pair.same);
  const SameBuilding same(given);
  fill_names(buildings, same, notes);
  for (Column& fact : buildings.facts) fill_fact(fact, same, notes);

  const auto words = [&](std::uint32_t b) {
    const Source& source = sources[buildings[b].origin.source];
    return source_words(source.path, source.layer);
  };
  std::vector<std::string> told(buildings.size());
  for (const GivenWay& pair : given) {
    const auto note = notes.find({pair.leader, pair.building});
    if (note == notes.end() || note->second.taken().empty()) continue;
    std::string& all = told[pair.leader];
    all += (all.empty() ? "" : "; ") + words(pair.building) + " " +
           std::string(buildings.ids[pair.building]) + ": " + note->second.taken();
  }
  buildings.facts.push_back(filled_column(
      "outline_source", ColumnType::text, tr_key("source of the outline"), "", buildings.size(),
      [&](std::size_t b) { return words(static_cast<std::uint32_t>(b)); }));
  buildings.facts.push_back(filled_column("told_by", ColumnType::text,
                                          tr_key("what other sources told"), "", buildings.size(),
                                          [&](std::size_t b) { return known_word(told[b]); }));
}

namespace {

bool differ(const Building& a, const Building& b) {
  const bool structure = a.structure != Structure::unknown && b.structure != Structure::unknown &&
                         a.structure != b.structure;
  return structure || (a.storeys && b.storeys && a.storeys != b.storeys);
}

}  // namespace

void report_given_way(const Table<Building>& buildings, std::span<const GivenWay> given,
                      const Workshop& shop) {
  struct Tally {
    std::set<std::uint32_t> gone, told, differing;
    std::set<std::string> leaders;
  };
  std::map<std::uint32_t, Tally> of_source;
  std::map<std::uint32_t, Building> filled;  ///< leaders, with what the records before gave them
  std::vector<std::size_t> all(shop.sources.size(), 0);
  for (const Building& building : buildings.rows) ++all[building.origin.source];
  const auto words = [&](std::uint32_t s) {
    return source_words(shop.sources[s].path, shop.sources[s].layer);
  };
  for (const GivenWay& pair : given) {
    const Building& building = buildings[pair.building];
    const Building& leader = buildings[pair.leader];
    Tally& tally = of_source[building.origin.source];
    tally.leaders.insert(words(leader.origin.source));
    const bool first = tally.gone.insert(pair.building).second;
    if (pair.told_of) {
      Filling filling;
      filling.take(filled.try_emplace(pair.leader, leader).first->second, building, pair.same);
      if (!filling.taken().empty()) tally.told.insert(pair.leader);
      if (differ(building, leader)) tally.differing.insert(pair.leader);
    }
    if (!first || !shop.log.wants({IssueKind::duplicate_building, Severity::info, Action::set_aside,
                                   building.origin.source},
                                  building.origin.fid))
      continue;
    Issue issue;
    issue.kind = IssueKind::duplicate_building;
    issue.severity = Severity::info;
    issue.action = Action::set_aside;
    issue.origin = building.origin;
    issue.at = buildings.shapes.boxes[pair.building].centre();
    issue.detail = text("Stands where building {0} of {1} does; that source leads.",
                        buildings.ids[pair.leader], words(leader.origin.source));
    issue.effect = text(
        "The building counts once; what the leading record lacks is taken from "
        "this one.");
    shop.log.add(std::move(issue));
  }
  for (const auto& [source, tally] : of_source) {
    std::string leaders;
    for (const std::string& leader : tally.leaders)
      leaders += (leaders.empty() ? "" : ", ") + leader;
    const auto intake = std::ranges::find(shop.intakes, source, &Intake::source);
    shop.log.add(layer_issue(
        *intake, IssueKind::duplicate_building,
        text(
            "Buildings that stand where {0} has some: {1} of {2}. There {0} leads. Leading "
            "buildings that were given values from here: {3}; that differ in structure or storeys: "
            "{4}, and keep theirs.",
            leaders, tally.gone.size(), all[source], tally.told.size(), tally.differing.size()),
        text("The more exact source leads, of equals the one that tells more. Another accuracy_m "
             "in city.toml makes another one lead.")));
  }
}

}  // namespace firebreak
