#include "gui/identify_tool.hpp"

#include <algorithm>

#include "render/pick.hpp"

namespace firebreak::gui {

namespace {

constexpr double reach_px = 6;
constexpr double same_px = 4;

}  // namespace

std::vector<std::pair<TablePtr, std::uint32_t>> features_at(const Document& document, Xy at,
                                                            double tolerance_m) {
  std::vector<std::pair<TablePtr, std::uint32_t>> found;
  const auto scene = document.scene();
  if (!scene) return found;
  for (const render::Hit& hit : render::pick(*scene, at, tolerance_m)) {
    const FeatureTable* table = scene->layers[hit.layer].scene.table;
    const auto owner = std::find_if(scene->tables.begin(), scene->tables.end(),
                                    [&](const TablePtr& t) { return t.get() == table; });
    if (owner == scene->tables.end()) continue;
    if (document.table(table->name) != *owner) continue;  // another one is being drawn just now
    const std::pair<TablePtr, std::uint32_t> feature{*owner, hit.row};
    if (std::find(found.begin(), found.end(), feature) == found.end()) found.push_back(feature);
  }
  // What is drawn over a wide area says less about the place than what stands there; the outline of
  // a building that changes says less than the building, whose story tells the change.
  std::ranges::stable_sort(found, {}, [](const auto& feature) {
    if (covers_wide_areas(feature.first->name)) return 2;
    return feature.first->name == "changed_buildings" ? 1 : 0;
  });
  return found;
}

bool IdentifyTool::click(Xy at, QMouseEvent* event, MapCanvas& canvas) {
  const double px_m = canvas.view().metres_per_px;
  const auto found = features_at(document_, at, reach_px * px_m);
  // By the ground: the same spot of the window shows another place once the map has moved.
  const bool again = last_ && distance_m(*last_, at) <= same_px * px_m;
  last_ = at;
  turn_ = again ? turn_ + 1 : 0;
  const bool add = (event->modifiers() & Qt::ControlModifier) != 0;
  if (found.empty()) {
    if (!add) document_.select({});
    return true;
  }
  const auto& [table, row] = found[turn_ % found.size()];
  Selection selection{table->name, {row}, row, at};
  const Selection& before = document_.selection();
  if (add && before.table == table->name) {
    selection.rows = before.rows;
    const auto place = std::lower_bound(selection.rows.begin(), selection.rows.end(), row);
    if (place != selection.rows.end() && *place == row) {
      selection.rows.erase(place);
      selection.focus.reset();
    } else {
      selection.rows.insert(place, row);
    }
  }
  document_.select(std::move(selection));
  return true;
}

}  // namespace firebreak::gui
