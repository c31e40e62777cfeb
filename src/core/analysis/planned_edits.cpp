#include "core/analysis/planned_edits.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "core/analysis/result_rows.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

PlannedEdit::About about_of(const Edit& edit) {
  struct Tell {
    using About = PlannedEdit::About;
    About operator()(const AddHydrant&) { return About::water; }
    About operator()(const MoveHydrant&) { return About::water; }
    About operator()(const SwitchHydrant&) { return About::water; }
    About operator()(const AddObstacle&) { return About::lane; }
    About operator()(const ClearObstacle&) { return About::lane; }
    About operator()(const WidenLane&) { return About::lane; }
    About operator()(const AddStation&) { return About::station; }
    About operator()(const MoveStation&) { return About::station; }
    About operator()(const SwitchStation&) { return About::station; }
  };
  return std::visit(Tell{}, edit);
}

/// Adds the shape of the feature of this id, if the table has it.
template <class T>
void add_feature(const Table<T>& table, std::string_view id, Shapes& place) {
  for (std::size_t f = 0; f < table.size(); ++f) {
    if (table.ids[f] != id) continue;
    for (auto p = table.shapes.first_part(f); p < table.shapes.end_part(f); ++p)
      place.add_part(table.shapes.part_kind[p], table.shapes.part(p).points);
    return;
  }
}

/// Takes where the feature of an edit stands in one of the runs, and what its street is called.
void add_place(PlannedEdit& edit, const ComparedRun& run) {
  Shapes& place = edit.place;
  const std::string& id = edit.target();
  if (std::holds_alternative<WidenLane>(edit.edit)) {
    const FeatureTable* lanes = table_in(run.run, "fire_lanes");
    const auto row = lanes == nullptr ? std::nullopt : first_row(*lanes, "lane_id", id);
    if (!row) return;
    place.add_part(PartKind::line, lanes->shapes.feature_points(*row));
    edit.name = word_or_empty(*lanes, "name", *row);
  } else if (run.city != nullptr) {
    if (edit.about == PlannedEdit::About::water) add_feature(*run.city->hydrants, id, place);
    if (edit.about == PlannedEdit::About::lane) add_feature(*run.city->obstacles, id, place);
    if (edit.about == PlannedEdit::About::station) add_feature(*run.city->stations, id, place);
  }
}

/// The edits of a run that the other has not.
void add_edits(const ComparedRun& of, const ComparedRun& other, bool in_plan,
               std::vector<PlannedEdit>& out) {
  if (of.scenario == nullptr) return;
  const auto moved = [](const ComparedRun& run) {
    return run.city == nullptr ? run.scenario->edits : in_crs_of(*run.city, *run.scenario).edits;
  };
  const std::vector<Edit> edits = moved(of);
  const std::vector<Edit> others = other.scenario == nullptr ? std::vector<Edit>() : moved(other);
  for (std::size_t e = 0; e < edits.size(); ++e) {
    if (std::ranges::find(others, edits[e]) != others.end()) continue;
    PlannedEdit edit{edits[e], e + 1, in_plan, about_of(edits[e]), {}, {}};
    add_place(edit, of);
    // Where it stood before matters as much: a hydrant moved away leaves a gap there.
    add_place(edit, other);
    edit.place.finish_feature();
    out.push_back(std::move(edit));
  }
}

}  // namespace

std::vector<PlannedEdit> edits_apart(const ComparedRun& base, const ComparedRun& plan) {
  std::vector<PlannedEdit> edits;
  add_edits(plan, base, true, edits);
  add_edits(base, plan, false, edits);
  return edits;
}

std::vector<const PlannedEdit*> edits_near(std::span<const PlannedEdit> edits,
                                           PlannedEdit::About about, const Shapes& shapes,
                                           std::size_t feature, double reach_m) {
  std::vector<std::pair<double, const PlannedEdit*>> by_distance;
  if (feature >= shapes.size()) return {};
  const Box near_box = shapes.boxes[feature].grown(reach_m);
  const double reach2 = reach_m * reach_m;
  for (const PlannedEdit& edit : edits) {
    const Box& box = edit.place.boxes[0];
    if (edit.about != about || box.empty() || !near_box.intersects(box)) continue;
    const double d2 = distance2_m2(shapes, feature, edit.place, 0, reach2 * (1 + 1e-9));
    if (d2 <= reach2) by_distance.emplace_back(d2, &edit);
  }
  std::ranges::stable_sort(by_distance, {}, &std::pair<double, const PlannedEdit*>::first);
  std::vector<const PlannedEdit*> near;
  for (const auto& [d2, edit] : by_distance) near.push_back(edit);
  return near;
}

std::string edit_told(const PlannedEdit& edit, Language in) {
  const std::string told =
      text_in(in, "{0}. {1} ({2})", edit.number, translate(edit_words(edit.edit), in),
              edit.name.empty() ? edit.target() : edit.name);
  return edit.in_plan ? told : text_in(in, "without {}", told);
}

}  // namespace firebreak
