#include "gui/building_story.hpp"

#include <cmath>

#include "core/geo/measure.hpp"
#include "core/model/cells.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

void add_hydrant(const Document& document, const FeatureTable& buildings, std::uint32_t row,
                 StoryPicture& picture) {
  const auto id = word_in(buildings, "nearest_hydrant_id", row);
  if (!id) return;
  for (const char* name : {"hydrant_reach", "hydrants"}) {
    const TablePtr table = document.table(name);
    const auto at = table ? row_with(*table, "hydrant_id", *id) : std::nullopt;
    if (!at) continue;
    const Xy place = table->shapes.feature_points(*at)[0];
    Xy nearest = place;
    const double metres = distance_m(buildings.shapes, row, place, &nearest);
    picture.hydrant = {nearest, place, metres};
    return;
  }
}

/// The building of the city that the results were made from; empty where they come from a file.
std::optional<std::uint32_t> building_in_city(const Document& document,
                                              const FeatureTable& buildings, std::uint32_t row) {
  const auto results = document.results();
  const auto id = word_in(buildings, "building_id", row);
  if (!results || !results->ways || !id || results->find("building_risk").get() != &buildings)
    return std::nullopt;
  const Texts& ids = results->city->buildings->ids;
  for (std::uint32_t b = 0; b < ids.size(); ++b)
    if (ids[b] == *id) return b;
  return std::nullopt;
}

}  // namespace

std::optional<WayRoute> route_to(const Document& document, const FeatureTable& buildings,
                                 std::uint32_t row) {
  const auto building = building_in_city(document, buildings, row);
  return building ? document.results()->ways->route(*building) : std::nullopt;
}

namespace {

void add_way_in(const Document& document, const FeatureTable& buildings, std::uint32_t row,
                const std::optional<WayRoute>& route, StoryPicture& picture) {
  if (route) {
    picture.route = route->line;
    picture.from_station = route->from_station;
    if (!route->narrows) return;
  }
  const auto id = word_in(buildings, "way_in_lane_id", row);
  const TablePtr lanes = document.table("fire_lanes");
  const auto at = id && lanes ? row_with(*lanes, "lane_id", *id) : std::nullopt;
  if (!at) return;
  const auto points = lanes->shapes.feature_points(*at);
  picture.lane.assign(points.begin(), points.end());
  const Column* width_in = buildings.column("way_in_width_m");
  if (width_in != nullptr && width_in->has(row)) picture.lane_width_m = width_in->reals[row];
  picture.lane_blocks = word_in(buildings, "cut_off", row) == "yes";
  const TablePtr pinches = document.table("pinch_points");
  const Column* lane_id = pinches ? pinches->column("lane_id") : nullptr;
  const Column* width = pinches ? pinches->column("clear_width_m") : nullptr;
  if (lane_id == nullptr || width == nullptr) return;
  for (std::uint32_t p = 0; p < pinches->rows(); ++p)
    if (lane_id->has(p) && lane_id->texts[p] == *id)
      picture.pinches.emplace_back(pinches->shapes.feature_points(p)[0],
                                   width->has(p) ? std::optional(width->reals[p]) : std::nullopt);
}

/// The index over the buildings that the scene holds; null while it is being made.
const SpatialIndex* index_of(const Document& document, const FeatureTable& buildings) {
  if (const auto scene = document.scene())
    for (const auto& layer : scene->layers)
      if (layer.scene.table == &buildings) return layer.scene.index.get();
  return nullptr;
}

void add_neighbours(const Document& document, const FeatureTable& buildings, std::uint32_t row,
                    StoryPicture& picture) {
  const auto& rule = document.spread_rule();
  const Column* classes = buildings.column("fire_class");
  const SpatialIndex* index = index_of(document, buildings);
  if (!rule || classes == nullptr || index == nullptr || !classes->has(row)) return;
  const auto class_of = [&](std::uint32_t b) {
    return static_cast<std::uint8_t>(classes->integers[b]);
  };
  const Shapes& shapes = buildings.shapes;
  index->in_box(shapes.boxes[row].grown(rule->longest_m()), [&](std::uint32_t other) {
    if (other == row || !classes->has(other)) return;
    const auto limit = rule->limit_m(class_of(row), class_of(other));
    if (!limit) return;
    StoryPicture::Gap gap;
    const double limit2 = *limit * *limit;
    const double d2 =
        distance2_m2(shapes, row, shapes, other, limit2 * (1 + 1e-9), &gap.from, &gap.to);
    if (d2 > limit2) return;
    gap.metres = std::sqrt(d2);
    if (d2 > 0) picture.gaps.push_back(gap);
    for (auto p = shapes.first_part(other); p < shapes.end_part(other); ++p) {
      const auto ring = shapes.part(p).points;
      picture.neighbours.emplace_back(ring.begin(), ring.end());
    }
  });
}

}  // namespace

std::optional<std::uint32_t> judged_building(const Document& document, const FeatureTable& table,
                                             std::uint32_t row) {
  if (table.name == "building_risk") return row;
  const TablePtr judged = document.table("building_risk");
  const auto id = word_in(table, "building_id", row);
  if (table.name != "buildings" || !judged || !id) return std::nullopt;
  return row_with(*judged, "building_id", *id);
}

std::vector<StoryPart> story_parts(const Document& document, const FeatureTable& buildings,
                                   std::uint32_t row, const std::optional<WayRoute>& route) {
  const FeatureTable building = one_row(buildings, row);
  const auto results = document.results();
  std::optional<WayTold> way;
  if (route) {
    const auto lane = word_in(buildings, "way_in_lane_id", row);
    way = WayTold{route->length_m, route->lanes.size(), std::string(lane.value_or("?")),
                  route->narrows,  route->holds,        route->from_station};
  }
  const StoryRows rows =
      story_rows(building, [&](const char* name, const char* key, const std::string& id) {
        const TablePtr table = document.table(name);
        const auto at = table ? row_with(*table, key, id) : std::nullopt;
        return at ? one_row(*table, *at) : FeatureTable();
      });
  return building_story(rows, results ? results->record() : RunRecord(), language(),
                        way ? &*way : nullptr);
}

StoryPicture story_picture(const Document& document, const FeatureTable& buildings,
                           std::uint32_t row, const std::optional<WayRoute>& route) {
  StoryPicture picture;
  add_hydrant(document, buildings, row, picture);
  add_way_in(document, buildings, row, route, picture);
  add_neighbours(document, buildings, row, picture);
  return picture;
}

}  // namespace firebreak::gui
