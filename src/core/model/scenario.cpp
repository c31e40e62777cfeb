#include "core/model/scenario.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <unordered_map>
#include <utility>

#include "core/model/lane_ids.hpp"

namespace firebreak {

namespace {

/// A table that is copied when the first edit touches it, and finished once at the end.
template <class T>
class Draft {
 public:
  explicit Draft(std::shared_ptr<const Table<T>> base) : base_(std::move(base)) {}

  /// The position of a feature; empty if there is none of this id.
  std::optional<std::uint32_t> find(const std::string& id) {
    Table<T>& table = edited();
    for (std::uint32_t i = static_cast<std::uint32_t>(known_.size()); i < table.size(); ++i)
      known_.emplace(std::string(table.ids[i]), i);
    const auto found = known_.find(id);
    return found == known_.end() ? std::nullopt : std::optional(found->second);
  }

  Table<T>& edited() {
    if (!draft_) draft_ = *base_;
    return *draft_;
  }

  void add(T row, PartKind kind, std::span<const Xy> shape, const std::string& id,
           const std::string& name) {
    Table<T>& table = edited();
    table.rows.push_back(std::move(row));
    table.shapes.add(kind, shape);
    table.ids.push_back(id);
    table.names.push_back(name);
  }

  std::shared_ptr<const Table<T>> finish() {
    if (!draft_) return base_;
    draft_->index = SpatialIndex(draft_->shapes.boxes);
    return std::make_shared<const Table<T>>(std::move(*draft_));
  }

 private:
  std::shared_ptr<const Table<T>> base_;
  std::optional<Table<T>> draft_;
  std::unordered_map<std::string, std::uint32_t> known_;
};

/// Moves the feature's only point.
template <class T>
void move_point(Table<T>& table, std::uint32_t row, Xy to) {
  const auto at = table.shapes.part_start[table.shapes.feature_start[row]];
  table.shapes.points[at] = to;
  table.shapes.boxes[row] = Box{to, to};
}

class Applying {
 public:
  Applying(const City& base, const std::string& name)
      : city_(base),
        hydrants_(base.hydrants),
        obstacles_(base.obstacles),
        stations_(base.stations),
        by_hand_{static_cast<std::uint32_t>(base.sources.size()), -1} {
    city_.sources.push_back(planned_source(base, name));
    if (!base.checks->empty() && !base.as_checked)
      city_.as_checked = std::make_shared<const City>(base);
  }

  void operator()(const AddHydrant& edit) {
    if (hydrants_.find(edit.id)) return taken(edit.id);
    const Hydrant hydrant = planned_hydrant(edit.facts, edit.at - city_.origin, by_hand_);
    hydrants_.add(hydrant, PartKind::point, std::span(&hydrant.at, 1), edit.id, edit.facts.name);
  }
  void operator()(const MoveHydrant& edit) {
    const auto row = hydrants_.find(edit.id);
    if (!row)
      return lose(edit.id, tr_key("Hydrant {} is not in the data any more; it was not moved."));
    Hydrant& hydrant = hydrants_.edited().rows[*row];
    move_hydrant(hydrant, edit.to - city_.origin);
    move_point(hydrants_.edited(), *row, hydrant.at);
  }
  void operator()(const SwitchHydrant& edit) {
    const auto row = hydrants_.find(edit.id);
    if (!row)
      return lose(edit.id, tr_key("Hydrant {} is not in the data any more; it was not switched."));
    switch_hydrant(hydrants_.edited().rows[*row], edit.off);
  }
  void operator()(const AddObstacle& edit) {
    if (obstacles_.find(edit.id)) return taken(edit.id);
    if (edit.line.empty()) return;
    Obstacle obstacle;
    obstacle.origin = by_hand_;
    obstacle.kind = edit.kind;
    obstacle.removable = edit.kind != ObstacleKind::wall;
    std::vector<Xy> line;
    for (const Xy p : edit.line) line.push_back(p - city_.origin);
    obstacles_.add(obstacle, line.size() == 1 ? PartKind::point : PartKind::line, line, edit.id,
                   {});
  }
  void operator()(const ClearObstacle& edit) {
    const auto row = obstacles_.find(edit.id);
    if (!row)
      return lose(edit.id, tr_key("Obstacle {} is not in the data any more; nothing was cleared."));
    obstacles_.edited().rows[*row].active = false;
  }
  void operator()(const WidenLane& edit) { widened_.insert_or_assign(edit.id, edit.width_m); }
  void operator()(const AddStation& edit) {
    if (stations_.find(edit.id)) return taken(edit.id);
    Station station;
    station.origin = by_hand_;
    station.at = edit.at - city_.origin;
    stations_.add(station, PartKind::point, std::span(&station.at, 1), edit.id, edit.name);
  }
  void operator()(const MoveStation& edit) {
    const auto row = stations_.find(edit.id);
    if (!row)
      return lose(edit.id, tr_key("Station {} is not in the data any more; it was not moved."));
    Station& station = stations_.edited().rows[*row];
    station.at = edit.to - city_.origin;
    move_point(stations_.edited(), *row, station.at);
  }
  void operator()(const SwitchStation& edit) {
    const auto row = stations_.find(edit.id);
    if (!row)
      return lose(edit.id, tr_key("Station {} is not in the data any more; it was not switched."));
    stations_.edited().rows[*row].active = !edit.off;
  }

  void misplaced(const std::string& id) {
    lose(id, tr_key("The place of {} does not exist in the city's CRS; this edit was left out."));
  }

  Applied finish() {
    city_.hydrants = hydrants_.finish();
    city_.obstacles = obstacles_.finish();
    city_.stations = stations_.finish();
    if (!widened_.empty()) widen();
    return {std::move(city_), std::move(lost_)};
  }

 private:
  /// Finds the lanes by their ids, all in one go: making the ids takes long.
  void widen() {
    std::vector<WidenedLane> widened;
    const Texts ids = lane_ids(city_);
    for (std::uint32_t segment = 0; segment < ids.size(); ++segment) {
      const auto found = widened_.find(std::string(ids[segment]));
      if (found == widened_.end()) continue;
      widened.push_back({segment, found->second});
      widened_.erase(found);
    }
    for (const auto& [id, width_m] : widened_)
      lose(id, tr_key("Lane {} is not in the data any more; it was not widened."));
    city_.widened = std::make_shared<const std::vector<WidenedLane>>(std::move(widened));
  }
  void lose(const std::string& id, const char* sentence) { lost_.push_back(text(sentence, id)); }
  void taken(const std::string& id) {
    lost_.push_back(text("{} is in the data already; it was not added again.", id));
  }

  City city_;
  Draft<Hydrant> hydrants_;
  Draft<Obstacle> obstacles_;
  Draft<Station> stations_;
  std::map<std::string, double> widened_;  ///< by lane id
  Origin by_hand_;
  std::vector<std::string> lost_;
};

std::optional<ObstacleKind> obstacle_kind(std::string_view name) {
  for (int k = 0; k <= static_cast<int>(ObstacleKind::kerb); ++k)
    if (obstacle_kind_name(static_cast<ObstacleKind>(k)) == name)
      return static_cast<ObstacleKind>(k);
  return std::nullopt;
}

std::optional<HydrantKind> hydrant_kind(std::string_view name) {
  for (int k = 0; k <= static_cast<int>(HydrantKind::crane); ++k)
    if (hydrant_kind_name(static_cast<HydrantKind>(k)) == name) return static_cast<HydrantKind>(k);
  return std::nullopt;
}

constexpr std::array<std::string_view, 3> layouts{"", "ring", "branch"};

std::optional<MainLayout> layout_from(std::string_view name) {
  const auto found = std::find(layouts.begin(), layouts.end(), name);
  if (found == layouts.end()) return std::nullopt;
  return static_cast<MainLayout>(found - layouts.begin());
}

/// A figure that can be meant: a flow, a diameter, a width.
bool is_positive(std::optional<double> figure) {
  return !figure || (std::isfinite(*figure) && *figure > 0);
}

std::optional<Edit> hydrant_from(const EditFields& f) {
  const auto kind = hydrant_kind(f.kind.empty() ? "hydrant" : f.kind);
  const auto layout = layout_from(f.main_layout);
  if (!kind || !layout || !is_positive(f.flow_lps) || !is_positive(f.main_mm)) return std::nullopt;
  return AddHydrant{f.id, f.places.front(), {*kind, f.flow_lps, f.main_mm, *layout, f.name}};
}

bool is_finite(Xy p) {
  return std::isfinite(p.x_m) && std::isfinite(p.y_m);
}

constexpr std::array<std::string_view, std::variant_size_v<Edit>> sentences{
    tr_key("Hydrant added"),  tr_key("Hydrant moved"),    tr_key("Hydrant switched"),
    tr_key("Obstacle added"), tr_key("Obstacle cleared"), tr_key("Lane widened"),
    tr_key("Station placed"), tr_key("Station moved"),    tr_key("Station switched")};

}  // namespace

Applied apply(const City& base, const Scenario& scenario) {
  if (scenario.edits.empty()) return {base, {}};
  Applying applying(base, scenario.name);
  for (const Edit& edit : in_crs_of(base, scenario).edits) {
    const auto places = fields_of(edit).places;
    if (std::all_of(places.begin(), places.end(), is_finite))
      std::visit(applying, edit);
    else
      applying.misplaced(edit_target(edit));
  }
  return applying.finish();
}

Hydrant planned_hydrant(const HydrantFacts& facts, Xy at, Origin origin) {
  Hydrant hydrant;
  hydrant.origin = origin;
  hydrant.at = at;
  hydrant.status_basis = Basis::declared;
  hydrant.planned = true;
  hydrant.kind = facts.kind;
  hydrant.main_layout = facts.main_layout;
  if (facts.flow_lps) hydrant.flow_lps = static_cast<float>(*facts.flow_lps);
  if (facts.main_mm) hydrant.main_mm = static_cast<float>(*facts.main_mm);
  if (facts.main_mm || facts.main_layout != MainLayout::unknown)
    hydrant.main_basis = Basis::declared;
  return hydrant;
}

void move_hydrant(Hydrant& hydrant, Xy to) {
  hydrant.at = to;
  hydrant.doubtful_position = false;
  hydrant.planned = true;
  // What the main at its old place told holds no longer.
  hydrant.branch_main.reset();
  if (hydrant.main_basis == Basis::imputed) {
    hydrant.main_layout = MainLayout::unknown;
    hydrant.main_mm.reset();
    hydrant.main_basis = Basis::missing;
  }
}

void switch_hydrant(Hydrant& hydrant, bool off) {
  const bool was_off = std::exchange(hydrant.switched_off, off);
  if (off) return;
  // One that only the plan took out comes back as it was: nobody works on it.
  if (was_off && hydrant.status == HydrantStatus::working) return;
  hydrant.status = HydrantStatus::working;
  hydrant.status_basis = Basis::declared;
  hydrant.repaired = true;
}

Source planned_source(const City& base, const std::string& scenario) {
  // What is planned is set out by survey, whatever the ledgers were noted with.
  Source planned;
  planned.path = text("plan \"{}\"", scenario);
  planned.layer = scenario;
  planned.crs = base.crs.definition();
  planned.accuracy_m = 0.25;
  planned.relative_accuracy_m = 0.1;
  return planned;
}

Scenario in_crs_of(const City& city, Scenario scenario) {
  if (!city.crs.known()) return scenario;
  if (!scenario.crs.empty() && scenario.crs != city.crs.definition()) {
    if (const Crs from(scenario.crs); !(from == city.crs)) {
      const Transform into(from, city.crs);
      for (Edit& edit : scenario.edits) {
        EditFields fields = fields_of(edit);
        into.apply(fields.places);
        edit = edit_from(fields).value_or(edit);
      }
    }
  }
  scenario.crs = city.crs.definition();
  return scenario;
}

EditFields fields_of(const Edit& edit) {
  struct Fill {
    EditFields operator()(const AddHydrant& e) {
      EditFields fields{"add_hydrant", e.id, e.facts.name, {}, {e.at}};
      if (e.facts.kind != HydrantKind::hydrant) fields.kind = hydrant_kind_name(e.facts.kind);
      fields.main_layout = layouts[static_cast<std::size_t>(e.facts.main_layout)];
      fields.flow_lps = e.facts.flow_lps;
      fields.main_mm = e.facts.main_mm;
      return fields;
    }
    EditFields operator()(const MoveHydrant& e) { return {"move_hydrant", e.id, {}, {}, {e.to}}; }
    EditFields operator()(const SwitchHydrant& e) {
      return {e.off ? "switch_off_hydrant" : "switch_on_hydrant", e.id, {}, {}, {}};
    }
    EditFields operator()(const AddObstacle& e) {
      return {"add_obstacle", e.id, {}, std::string(obstacle_kind_name(e.kind)), e.line};
    }
    EditFields operator()(const ClearObstacle& e) { return {"clear_obstacle", e.id, {}, {}, {}}; }
    EditFields operator()(const WidenLane& e) {
      EditFields fields{"widen_lane", e.id, {}, {}, {}};
      fields.width_m = e.width_m;
      return fields;
    }
    EditFields operator()(const MoveStation& e) { return {"move_station", e.id, {}, {}, {e.to}}; }
    EditFields operator()(const AddStation& e) { return {"add_station", e.id, e.name, {}, {e.at}}; }
    EditFields operator()(const SwitchStation& e) {
      return {e.off ? "switch_off_station" : "switch_on_station", e.id, {}, {}, {}};
    }
  };
  return std::visit(Fill{}, edit);
}

std::optional<Edit> edit_from(const EditFields& f) {
  if (f.id.empty()) return std::nullopt;
  const auto is = [&](std::string_view word) { return f.what == word; };
  if (is("switch_off_hydrant") || is("switch_on_hydrant"))
    return SwitchHydrant{f.id, is("switch_off_hydrant")};
  if (is("switch_off_station") || is("switch_on_station"))
    return SwitchStation{f.id, is("switch_off_station")};
  if (is("clear_obstacle")) return ClearObstacle{f.id};
  if (is("widen_lane"))
    return f.width_m && is_positive(f.width_m) ? std::optional<Edit>(WidenLane{f.id, *f.width_m})
                                               : std::nullopt;
  if (f.places.empty()) return std::nullopt;
  if (is("add_obstacle")) {
    const auto kind = obstacle_kind(f.kind.empty() ? "unknown" : f.kind);
    if (!kind) return std::nullopt;
    return AddObstacle{f.id, *kind, f.places};
  }
  if (f.places.size() != 1) return std::nullopt;
  if (is("add_hydrant")) return hydrant_from(f);
  if (is("move_station")) return MoveStation{f.id, f.places.front()};
  if (is("move_hydrant")) return MoveHydrant{f.id, f.places.front()};
  if (is("add_station")) return AddStation{f.id, f.name, f.places.front()};
  return std::nullopt;
}

std::string_view edit_words(const Edit& edit) {
  if (const auto* change = std::get_if<SwitchHydrant>(&edit))
    return change->off ? tr_key("Hydrant switched off") : tr_key("Hydrant put into service");
  if (const auto* change = std::get_if<SwitchStation>(&edit))
    return change->off ? tr_key("Station switched off") : tr_key("Station put into service");
  return sentences[edit.index()];
}

const std::string& edit_target(const Edit& edit) {
  return std::visit([](const auto& e) -> const std::string& { return e.id; }, edit);
}

}  // namespace firebreak
