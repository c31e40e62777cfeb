#include "core/normalise/surroundings.hpp"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

constexpr std::size_t extent_sample = 4000;
constexpr std::size_t distance_sample = 400;
constexpr double furthest_road_m = 1000;

bool is_finite(Xy p) {
  return std::isfinite(p.x_m) && std::isfinite(p.y_m);
}

double box_distance_m(const Box& a, const Box& b) {
  const double dx = std::max({0.0, a.min.x_m - b.max.x_m, b.min.x_m - a.max.x_m});
  const double dy = std::max({0.0, a.min.y_m - b.max.y_m, b.min.y_m - a.max.y_m});
  return std::hypot(dx, dy);
}

}  // namespace

std::vector<Xy> some_points(const Intake& intake, std::size_t count) {
  const auto& points = intake.raw().shapes.points;
  const std::size_t step =
      std::max<std::size_t>(1, points.size() / std::max<std::size_t>(1, count));
  std::vector<Xy> out;
  for (std::size_t i = 0; i < points.size(); i += step)
    if (is_finite(points[i]) && points[i] != Xy{}) out.push_back(points[i]);
  return out;
}

void bring(std::vector<Xy>& points, const Intake& intake, const Crs& grid) {
  if (intake.layer.shift != CoordinateShift::none) unshift(points, intake.layer.shift);
  if (!(intake.crs == grid)) Transform(intake.crs, grid).apply(points);
}

Box inner_extent(std::vector<Xy> points) {
  std::erase_if(points, [](Xy p) { return !is_finite(p); });
  Box box;
  if (points.empty()) return box;
  const auto low = static_cast<std::ptrdiff_t>(points.size() / 100);
  const auto high = static_cast<std::ptrdiff_t>(points.size()) - 1 - low;
  const auto by = [&points](std::ptrdiff_t at, double Xy::*axis) {
    std::nth_element(points.begin(), points.begin() + at, points.end(),
                     [axis](Xy a, Xy b) { return a.*axis < b.*axis; });
    return points[static_cast<std::size_t>(at)].*axis;
  };
  const Xy min{by(low, &Xy::x_m), by(low, &Xy::y_m)};
  const Xy max{by(high, &Xy::x_m), by(high, &Xy::y_m)};
  return {min, max};
}

Surroundings::Surroundings(std::span<const Intake> layers, const Crs& grid)
    : layers_(layers), grid_(grid), extents_(layers.size()) {
  for (std::size_t i = 0; i < layers.size(); ++i) {
    const Intake& intake = layers[i];
    if (intake.unplaced || !intake.crs.known() || intake.role == Role::terrain) continue;
    auto points = some_points(intake, extent_sample);
    bring(points, intake, grid_);
    extents_[i] = inner_extent(std::move(points));
  }
}

bool Surroundings::any(const Counts& counts) const {
  for (std::size_t i = 0; i < extents_.size(); ++i)
    if (!extents_[i].empty() && counts(i)) return true;
  return false;
}

double Surroundings::distance_m(const Box& to, const Counts& counts) const {
  double least = std::numeric_limits<double>::infinity();
  for (std::size_t i = 0; i < extents_.size(); ++i)
    if (!extents_[i].empty() && counts(i)) least = std::min(least, box_distance_m(to, extents_[i]));
  return least;
}

double Surroundings::share_inside(std::span<const Xy> places, double reach_m,
                                  const Counts& counts) const {
  if (places.empty()) return 0;
  std::vector<Box> boxes;
  for (std::size_t i = 0; i < extents_.size(); ++i)
    if (!extents_[i].empty() && counts(i)) boxes.push_back(extents_[i].grown(reach_m));
  const auto inside = std::ranges::count_if(places, [&boxes](Xy p) {
    return std::ranges::any_of(boxes, [p](const Box& box) { return box.contains(p); });
  });
  return static_cast<double>(inside) / static_cast<double>(places.size());
}

void Surroundings::gather_roads() {
  if (gathered_) return;
  gathered_ = true;
  for (std::size_t i = 0; i < layers_.size(); ++i) {
    if (layers_[i].role != Role::roads || extents_[i].empty()) continue;
    Roads roads{i, layers_[i].raw().shapes, {}};
    bring(roads.shapes.points, layers_[i], grid_);
    for (std::size_t f = 0; f < roads.shapes.size(); ++f) {
      Box box;
      for (const Xy p : roads.shapes.feature_points(f))
        if (is_finite(p)) box.add(p);
      roads.shapes.boxes[f] = box;
    }
    roads.index = SpatialIndex(roads.shapes.boxes);
    roads_.push_back(std::move(roads));
  }
}

std::optional<double> Surroundings::median_to_road_m(std::span<const Xy> places,
                                                     const Counts& counts) {
  gather_roads();
  std::vector<const Roads*> roads;
  for (const Roads& layer : roads_)
    if (counts(layer.layer)) roads.push_back(&layer);
  if (places.empty() || roads.empty()) return std::nullopt;
  std::vector<double> distances;
  const std::size_t step = std::max<std::size_t>(1, places.size() / distance_sample);
  for (std::size_t k = 0; k < places.size(); k += step) {
    double best2 = furthest_road_m * furthest_road_m;
    for (const Roads* layer : roads)
      layer->index.nearest(Box{places[k], places[k]}, best2, [&](std::uint32_t r, double) {
        best2 = std::min(best2, boundary_distance2_m2(layer->shapes, r, places[k]));
        return best2;
      });
    distances.push_back(std::sqrt(best2));
  }
  const auto middle = distances.begin() + static_cast<std::ptrdiff_t>(distances.size() / 2);
  std::nth_element(distances.begin(), middle, distances.end());
  return *middle;
}

}  // namespace firebreak
