#include "gui/building_story.hpp"

#include <algorithm>
#include <cmath>
#include <set>

#include "core/geo/measure.hpp"
#include "core/model/cells.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

/// More sources than these make a picture that nobody reads.
constexpr std::size_t most_sources = 5;

StoryPicture::Source source_at(const FeatureTable& buildings, std::uint32_t row,
                               const TablePtr& hydrants, std::uint32_t hydrant) {
  StoryPicture::Source source;
  source.table = hydrants;
  source.row = hydrant;
  source.id = word_in(*hydrants, "hydrant_id", hydrant).value_or("?");
  source.line.to = hydrants->shapes.feature_points(hydrant)[0];
  source.line.from = source.line.to;
  source.line.metres = distance_m(buildings.shapes, row, source.line.to, &source.line.from);
  return source;
}

/// The hydrants that the account of the building counts, nearest first.
std::vector<std::uint32_t> counted_sources(const Document& document, const FeatureTable& buildings,
                                           std::uint32_t row, const FeatureTable& hydrants) {
  std::vector<std::uint32_t> rows;
  const auto results = document.results();
  const auto account =
      results ? water_account(buildings, row, hydrants, results->record()) : std::nullopt;
  if (account)
    for (const WaterAccount::Source& source : account->sources) rows.push_back(source.row);
  return rows;
}

/// The sources that count: those of its account, else the hydrants that count within the radius;
/// always the nearest one.
void add_sources(const Document& document, const FeatureTable& buildings, std::uint32_t row,
                 StoryPicture& picture) {
  const TablePtr reach = document.judged_table("hydrant_reach");
  const TablePtr hydrants = reach ? reach : document.table("hydrants");
  if (!hydrants) return;
  const auto add = [&](std::uint32_t hydrant) {
    const auto known = [&](const auto& source) { return source.row == hydrant; };
    if (std::ranges::none_of(picture.sources, known))
      picture.sources.push_back(source_at(buildings, row, hydrants, hydrant));
  };
  if (const auto nearest = word_in(buildings, "nearest_hydrant_id", row))
    if (const auto hydrant = row_with(*hydrants, "hydrant_id", *nearest)) add(*hydrant);
  const auto counted = counted_sources(document, buildings, row, *hydrants);
  for (const std::uint32_t hydrant : counted) add(hydrant);
  const auto results = document.results();
  const double radius_m =
      results ? results->record().value_used<double>("hydrants.radius_m").value_or(0) : 0;
  if (counted.empty())
    for (std::uint32_t hydrant = 0; hydrant < hydrants->rows(); ++hydrant)
      if (word_in(*hydrants, "verdict", hydrant) == "pass" &&
          distance_m(buildings.shapes, row, hydrants->shapes.feature_points(hydrant)[0]) <=
              radius_m)
        add(hydrant);
  std::ranges::stable_sort(picture.sources, {},
                           [](const auto& source) { return source.line.metres; });
  if (picture.sources.size() > most_sources) picture.sources.resize(most_sources);
}

/// The hose to it as it is laid along the roads: of the run, or of a file that holds the hoses of
/// some buildings.
void add_hose(const Document& document, const FeatureTable& buildings, std::uint32_t row,
              StoryPicture& picture) {
  if (const auto building = building_in_city(document, buildings, row);
      building && document.results()->hoses) {
    const HoseLay::Result& all = *document.results()->hoses;
    if (!all.buildings[*building].lay_m) return;
    const auto line = all.routes.only_part(*building);
    picture.hose.assign(line.begin(), line.end());
    picture.hose_m = all.buildings[*building].lay_m;
    return;
  }
  const TablePtr hoses = document.judged_table("hose_lines");
  const auto id = word_in(buildings, "building_id", row);
  const auto at = hoses && id ? row_with(*hoses, "building_id", *id) : std::nullopt;
  if (!at) return;
  const auto line = hoses->shapes.feature_points(*at);
  picture.hose.assign(line.begin(), line.end());
  picture.hose_m = number_in(*hoses, "hose_lay_m", *at);
}

}  // namespace

std::optional<std::uint32_t> building_in_city(const Document& document,
                                              const FeatureTable& buildings, std::uint32_t row) {
  const auto results = document.results();
  const auto id = word_in(buildings, "building_id", row);
  if (!results || !results->city || !id || results->find("building_risk").get() != &buildings)
    return std::nullopt;
  const Texts& ids = results->city->buildings->ids;
  for (std::uint32_t b = 0; b < ids.size(); ++b)
    if (ids[b] == *id) return b;
  return std::nullopt;
}

std::optional<WayRoute> route_to(const Document& document, const FeatureTable& buildings,
                                 std::uint32_t row) {
  const auto building = building_in_city(document, buildings, row);
  const auto results = document.results();
  return building && results->ways ? results->ways->route(*building) : std::nullopt;
}

namespace {

/// The pinch points on the lanes of the way in, and on the lane that decides where the way is not
/// known.
void add_pinches(const Document& document, const std::optional<WayRoute>& route,
                 std::string_view narrowest, StoryPicture& picture) {
  const TablePtr pinches = document.judged_table("pinch_points");
  const auto results = document.results();
  if (!pinches || !results) return;
  std::set<std::string_view> lanes{narrowest};
  if (route)
    for (const std::uint32_t lane : route->lanes)
      if (lane < results->lane_ids.size()) lanes.insert(results->lane_ids[lane]);
  for (std::uint32_t p = 0; p < pinches->rows(); ++p) {
    const auto lane = word_in(*pinches, "lane_id", p);
    if (!lane || lane->empty() || !lanes.contains(*lane)) continue;
    picture.pinches.push_back({pinches->shapes.feature_points(p)[0],
                               number_in(*pinches, "clear_width_m", p), *lane == narrowest});
  }
}

void add_way_in(const Document& document, const FeatureTable& buildings, std::uint32_t row,
                const std::optional<WayRoute>& route, StoryPicture& picture) {
  if (route) {
    picture.route = route->line;
    picture.from_station = route->from_station;
  }
  const auto id = word_in(buildings, "way_in_lane_id", row);
  add_pinches(document, route, id.value_or(std::string_view()), picture);
  if (route && !route->narrows) return;
  const TablePtr lanes = document.judged_table("fire_lanes");
  const auto at = id && lanes ? row_with(*lanes, "lane_id", *id) : std::nullopt;
  if (!at) return;
  const auto points = lanes->shapes.feature_points(*at);
  picture.lane.assign(points.begin(), points.end());
  picture.lane_width_m = number_in(buildings, "way_in_width_m", row);
  picture.lane_blocks = word_in(buildings, "cut_off", row) == "yes";
}

/// The index over the buildings that the scene holds; null while it is being made.
std::shared_ptr<const SpatialIndex> index_of(const Document& document,
                                             const FeatureTable& buildings) {
  if (const auto scene = document.scene())
    for (const auto& layer : scene->layers)
      if (layer.scene.table == &buildings) return layer.scene.index;
  return nullptr;
}

void add_neighbours(const Document& document, const FeatureTable& buildings, std::uint32_t row,
                    StoryPicture& picture) {
  const auto& rule = document.spread_rule();
  const Column* classes = buildings.column("fire_class");
  const auto index = index_of(document, buildings);
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
  const TablePtr judged = document.judged_table("building_risk");
  if (judged.get() == &table) return row;
  const auto id = word_in(table, "building_id", row);
  const bool buildings = table.name == "building_risk" || table.name == "buildings" ||
                         table.name == "changed_buildings";
  if (!buildings || !judged || !id) return std::nullopt;
  return row_with(*judged, "building_id", *id);
}

StoryMakings story_makings(const Document& document, const TablePtr& table, std::uint32_t row) {
  StoryMakings makings{{table, document.results()}, row};
  // Tables that pictures read; the rules come with the results.
  for (const char* name :
       {"building_risk", "hydrant_reach", "hose_lines", "pinch_points", "fire_lanes"})
    makings.parts.push_back(document.judged_table(name));
  makings.parts.push_back(document.table("hydrants"));
  const TablePtr buildings = document.judged_table("building_risk");
  makings.parts.push_back(buildings ? index_of(document, *buildings) : nullptr);
  return makings;
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
        const TablePtr table = document.judged_table(name);
        const auto at = table ? row_with(*table, key, id) : std::nullopt;
        return at ? one_row(*table, *at) : FeatureTable();
      });
  return building_story(rows, results ? results->record() : RunRecord(), language(),
                        way ? &*way : nullptr);
}

std::vector<AccountLine> account_of(const Document& document, const FeatureTable& buildings,
                                    std::uint32_t row) {
  const auto results = document.results();
  const TablePtr hydrants = document.judged_table("hydrant_reach");
  if (!results || !hydrants) return {};
  const auto account = water_account(buildings, row, *hydrants, results->record());
  return account ? account_lines(*account, results->record(), language())
                 : std::vector<AccountLine>();
}

QString source_words(const StoryPicture::Source& source) {
  const FeatureTable& table = *source.table;
  QStringList told{words("Hydrant {0}: {1:.0f} m", source.id, source.line.metres),
                   word_of("status", word_or_empty(table, "status", source.row))};
  if (const auto flow = number_in(table, "flow_lps", source.row)) told += words("{:g} L/s", *flow);
  return told.join(words(", "));
}

StoryPicture story_picture(const Document& document, const FeatureTable& buildings,
                           std::uint32_t row, const std::optional<WayRoute>& route) {
  StoryPicture picture;
  add_sources(document, buildings, row, picture);
  add_hose(document, buildings, row, picture);
  add_way_in(document, buildings, row, route, picture);
  add_neighbours(document, buildings, row, picture);
  return picture;
}

}  // namespace firebreak::gui
