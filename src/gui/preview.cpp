#include "gui/preview.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/text.hpp"

namespace firebreak::gui {

namespace {

struct Look {
  Role role;
  const char* table;
  const char* title;
  TableGeometry geometry;
};
constexpr Look looks[] = {
    {Role::water, "water", tr_key("Water"), TableGeometry::multi_polygon},
    {Role::buildings, "buildings", tr_key("Buildings"), TableGeometry::multi_polygon},
    {Role::roads, "roads", tr_key("Roads"), TableGeometry::multi_line},
    {Role::hydrants, "hydrants", tr_key("Hydrants"), TableGeometry::point},
    {Role::stations, "stations", tr_key("Fire stations"), TableGeometry::point},
};

const Crs& crs_of(const SourceLayer& layer) {
  return layer.crs.known() ? layer.crs : layer.raw.crs;
}

bool finite(const Shapes& shapes) {
  return std::all_of(shapes.boxes.begin(), shapes.boxes.end(), [](const Box& box) {
    return box.empty() || (std::isfinite(box.min.x_m) && std::isfinite(box.max.x_m) &&
                           std::isfinite(box.min.y_m) && std::isfinite(box.max.y_m));
  });
}

}  // namespace

Preview preview_of(const std::vector<SourceLayer>& layers) {
  Preview preview;
  const Crs* crs = nullptr;
  for (const Look& look : looks) {
    for (const SourceLayer& layer : layers) {
      if (layer.recognition.role != look.role || layer.raw.shapes.empty()) continue;
      if (!crs_of(layer).metric() || (crs != nullptr && !(crs_of(layer) == *crs))) continue;
      if (!finite(layer.raw.shapes)) continue;
      auto table = std::make_shared<FeatureTable>();
      table->name = look.table;
      table->title = look.title;
      table->geometry = look.geometry;
      table->shapes = layer.raw.shapes;
      if (crs == nullptr) {
        crs = &crs_of(layer);
        preview.origin =
            table->shapes.boxes.front().empty() ? Xy{} : table->shapes.boxes.front().min;
      }
      for (Xy& p : table->shapes.points) p = p - preview.origin;
      for (Box& box : table->shapes.boxes)
        if (!box.empty()) box = {box.min - preview.origin, box.max - preview.origin};
      Column fid("source_fid", ColumnType::integer, "record number in the source");
      fid.integers = layer.raw.fids;
      fid.missing.assign(layer.raw.fids.size(), 0);
      table->columns.push_back(std::move(fid));
      preview.tables.push_back(std::move(table));
      break;  // one layer of a role will do
    }
  }
  return preview;
}

}  // namespace firebreak::gui
