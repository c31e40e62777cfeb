#include "gui/preview.hpp"

#include <algorithm>
#include <array>
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

/// Moves coordinates from degrees into metres by interpolation on a grid over their extent: a
/// picture for some seconds, of any number of points, costs a thousand exact ones.
class OnGrid {
 public:
  OnGrid(const Box& extent, const Crs& from, const Crs& to) : extent_(extent) {
    const Transform exact(from, to);
    for (std::size_t j = 0; j <= cells; ++j)
      for (std::size_t i = 0; i <= cells; ++i)
        places_.push_back(exact({extent.min.x_m + step(i) * (extent.max.x_m - extent.min.x_m),
                                 extent.min.y_m + step(j) * (extent.max.y_m - extent.min.y_m)}));
  }
  bool good() const { return std::all_of(places_.begin(), places_.end(), is_finite); }
  Xy operator()(Xy p) const {
    const auto [i, u] = cell(p.x_m, extent_.min.x_m, extent_.max.x_m);
    const auto [j, v] = cell(p.y_m, extent_.min.y_m, extent_.max.y_m);
    const auto at = [&](std::size_t x, std::size_t y) { return places_[y * (cells + 1) + x]; };
    return (1 - v) * ((1 - u) * at(i, j) + u * at(i + 1, j)) +
           v * ((1 - u) * at(i, j + 1) + u * at(i + 1, j + 1));
  }

 private:
  static constexpr std::size_t cells = 32;
  static double step(std::size_t i) { return static_cast<double>(i) / cells; }
  static bool is_finite(Xy p) { return std::isfinite(p.x_m) && std::isfinite(p.y_m); }
  /// The cell that a coordinate lies in, and how far along it.
  static std::pair<std::size_t, double> cell(double at, double from, double to) {
    const double along = to > from ? cells * std::clamp((at - from) / (to - from), 0.0, 1.0) : 0;
    const auto whole = std::min(static_cast<std::size_t>(along), cells - 1);
    return {whole, along - static_cast<double>(whole)};
  }

  Box extent_;
  std::vector<Xy> places_;
};

Box extent_of(const Shapes& shapes) {
  Box extent;
  for (const Box& box : shapes.boxes) extent.add(box);
  return extent;
}

/// Degrees on the globe that a city may have.
bool plausible_degrees(const Box& extent) {
  return !extent.empty() && extent.min.x_m >= -180 && extent.max.x_m <= 180 &&
         extent.min.y_m >= -85 && extent.max.y_m <= 85 && extent.max.x_m - extent.min.x_m < 3 &&
         extent.max.y_m - extent.min.y_m < 3;
}

bool shown_early(const SourceLayer& layer) {
  return std::any_of(std::begin(looks), std::end(looks),
                     [&](const Look& look) { return layer.recognition.role == look.role; }) &&
         !layer.raw.shapes.empty() && finite(layer.raw.shapes);
}

/// The CRS of the picture; unknown if no layer tells one.
Crs picture_crs(const std::vector<SourceLayer>& layers, const Crs& wanted) {
  if (wanted.metric()) return wanted;
  for (const SourceLayer& layer : layers)
    if (shown_early(layer) && crs_of(layer).metric()) return crs_of(layer);
  for (const SourceLayer& layer : layers) {
    const Box extent = extent_of(layer.raw.shapes);
    if (!shown_early(layer) || !crs_of(layer).geographic() || !plausible_degrees(extent)) continue;
    return metric_crs_for({extent.centre().x_m, extent.centre().y_m});
  }
  return {};
}

/// The shapes in metres of the CRS; empty where they cannot be shown yet.
std::optional<Shapes> in_metres(const SourceLayer& layer, const Crs& crs) {
  if (crs_of(layer) == crs) return layer.raw.shapes;
  const Box extent = extent_of(layer.raw.shapes);
  if (!crs_of(layer).geographic() || !plausible_degrees(extent)) return std::nullopt;
  const OnGrid grid(extent, crs_of(layer), crs);
  if (!grid.good()) return std::nullopt;
  Shapes shapes = layer.raw.shapes;
  for (Xy& p : shapes.points) p = grid(p);
  for (std::size_t f = 0; f < shapes.size(); ++f) {
    shapes.boxes[f] = {};
    for (const Xy p : shapes.feature_points(f)) shapes.boxes[f].add(p);
  }
  return shapes;
}

}  // namespace

Preview preview_of(const std::vector<SourceLayer>& layers, const Crs& wanted) {
  Preview preview;
  const Crs crs = picture_crs(layers, wanted);
  if (!crs.known()) return preview;
  preview.crs = crs;
  for (const Look& look : looks) {
    for (const SourceLayer& layer : layers) {
      if (layer.recognition.role != look.role || !shown_early(layer)) continue;
      auto shapes = in_metres(layer, crs);
      if (!shapes) continue;
      auto table = std::make_shared<FeatureTable>();
      table->name = look.table;
      table->title = look.title;
      table->geometry = look.geometry;
      table->shapes = std::move(*shapes);
      if (preview.tables.empty())
        preview.origin =
            table->shapes.boxes.front().empty() ? Xy{} : table->shapes.boxes.front().min;
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

std::span<const Role> preview_roles() {
  static const auto roles = [] {
    std::array<Role, std::size(looks)> all{};
    std::ranges::transform(looks, all.begin(), &Look::role);
    return all;
  }();
  return roles;
}

}  // namespace firebreak::gui
