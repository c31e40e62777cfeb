#include "core/io/osm_roles.hpp"

#include <algorithm>

namespace firebreak::io {

namespace {

using Values = std::span<const std::string_view>;

constexpr std::array<std::string_view, 4> water_points{"fire_hydrant", "suction_point",
                                                       "water_tank", "fire_water_pond"};
/// Values of "highway" on ways that lead nowhere.
constexpr std::array<std::string_view, 8> no_roads{"bus_stop",        "platform", "elevator",
                                                   "rest_area",       "services", "street_lamp",
                                                   "traffic_signals", "crossing"};
constexpr std::array<std::string_view, 5> rails{"rail", "light_rail", "tram", "subway",
                                                "narrow_gauge"};
constexpr std::array<std::string_view, 5> water_lines{"river", "canal", "stream", "drain", "ditch"};
constexpr std::array<std::string_view, 2> water_areas{"riverbank", "dock"};
constexpr std::array<std::string_view, 2> water_land_uses{"reservoir", "basin"};
constexpr std::array<std::string_view, 8> open_leisure{
    "park", "pitch", "garden", "playground", "golf_course", "nature_reserve", "common", "dog_park"};
constexpr std::array<std::string_view, 13> open_land_uses{
    "grass",      "forest",        "cemetery",          "meadow",        "farmland",
    "orchard",    "vineyard",      "recreation_ground", "village_green", "greenfield",
    "allotments", "plant_nursery", "brownfield"};
constexpr std::array<std::string_view, 8> open_natural{
    "wood", "scrub", "grassland", "heath", "wetland", "bare_rock", "sand", "beach"};
constexpr std::array<std::string_view, 20> key_amenities{
    "school",      "kindergarten",     "hospital",         "nursing_home", "social_facility",
    "fuel",        "place_of_worship", "college",          "university",   "clinic",
    "childcare",   "theatre",          "cinema",           "nightclub",    "marketplace",
    "arts_centre", "events_venue",     "community_centre", "library",      "prison"};
constexpr std::array<std::string_view, 6> key_tourism{"hotel", "hostel", "guest_house",
                                                      "motel", "museum", "attraction"};
constexpr std::array<std::string_view, 3> key_shops{"mall", "department_store", "supermarket"};

bool is_building(const OsmTags& tags) {
  return tags.has("building") && !tags.is("building", "no");
}

bool is_open_land(const OsmTags& tags) {
  return tags.is_any("leisure", open_leisure) || tags.is_any("landuse", open_land_uses) ||
         tags.is_any("natural", open_natural);
}

bool is_water_area(const OsmTags& tags) {
  return tags.is("natural", "water") || tags.is_any("waterway", water_areas) ||
         tags.is_any("landuse", water_land_uses);
}

bool is_key_site(const OsmTags& tags) {
  return tags.is_any("amenity", key_amenities) || tags.is_any("tourism", key_tourism) ||
         tags.is_any("shop", key_shops);
}

/// Things that are passed through, also where they are drawn from post to post.
constexpr std::array<std::string_view, 7> gates{"gate",          "lift_gate",    "swing_gate",
                                                "sliding_gate",  "sliding_beam", "wicket_gate",
                                                "hampshire_gate"};

bool is_barrier_line(const OsmTags& tags) {
  return (tags.has("barrier") && !tags.is("barrier", "no") && !tags.is_any("barrier", gates)) ||
         tags.is_any("railway", rails) || tags.is("man_made", "embankment");
}

}  // namespace

bool OsmTags::is_any(const char* key, std::span<const std::string_view> values) const {
  const char* v = get(key);
  return v != nullptr && std::ranges::find(values, std::string_view(v)) != values.end();
}

std::size_t osm_layer(Role role) {
  return static_cast<std::size_t>(std::ranges::find(osm_roles, role) - osm_roles.begin());
}

OsmUse osm_use(Role role, OsmForm form, const OsmTags& tags) {
  const bool node = form == OsmForm::node;
  const bool way = form == OsmForm::open_way || form == OsmForm::closed_way;
  const bool ring = form == OsmForm::closed_way || form == OsmForm::relation;
  const auto when = [](bool condition, OsmUse use) { return condition ? use : OsmUse::none; };
  switch (role) {
    case Role::buildings:
      return when(!node && is_building(tags), OsmUse::area);
    case Role::roads:
      return when(way && tags.has("highway") && !tags.is("area", "yes") &&
                      !tags.is_any("highway", no_roads),
                  OsmUse::line);
    case Role::hydrants:
      return when(tags.is_any("emergency", water_points), OsmUse::point);
    case Role::stations:
      return when(tags.is("amenity", "fire_station"), node || ring ? OsmUse::area : OsmUse::point);
    case Role::obstacles:
      if (way && tags.is_any("barrier", gates)) return OsmUse::line;
      return when(node && tags.has("barrier") && !tags.is("barrier", "no"), OsmUse::point);
    case Role::barriers:
      return when(way && is_barrier_line(tags), OsmUse::line);
    case Role::water:
      if (ring && is_water_area(tags)) return OsmUse::area;
      return when(way && tags.is_any("waterway", water_lines), OsmUse::line);
    case Role::open_land:
      return when(ring && is_open_land(tags), OsmUse::area);
    case Role::land_use:
      return when(ring && tags.has("landuse"), OsmUse::area);
    case Role::management_units:
      return when(form == OsmForm::relation && tags.is("boundary", "administrative"), OsmUse::area);
    case Role::key_sites:
      return when((node || ring) && is_key_site(tags), OsmUse::area);
    default:
      return OsmUse::none;
  }
}

std::span<const char* const> osm_columns(Role role) {
  static constexpr const char* buildings[] = {"name",
                                              "address",
                                              "building",
                                              "building:levels",
                                              "building:levels:underground",
                                              "building:min_level",
                                              "roof:levels",
                                              "height",
                                              "min_height",
                                              "est_height",
                                              "start_date",
                                              "building:material",
                                              "building:structure",
                                              "building:use",
                                              "building:fireproof",
                                              "building:condition",
                                              "building:flats",
                                              "roof:material",
                                              "heritage",
                                              "historic",
                                              "amenity",
                                              "shop",
                                              "office",
                                              "tourism",
                                              "leisure",
                                              "layer",
                                              "location",
                                              "capacity:persons",
                                              "fire_suppression",
                                              "ref",
                                              "note"};
  static constexpr const char* roads[] = {"highway",
                                          "name",
                                          "ref",
                                          "width",
                                          "est_width",
                                          "maxwidth",
                                          "maxwidth:physical",
                                          "maxheight",
                                          "maxheight:physical",
                                          "maxheight:signed",
                                          "maxweight",
                                          "oneway",
                                          "junction",
                                          "layer",
                                          "bridge",
                                          "tunnel",
                                          "covered",
                                          "access",
                                          "vehicle",
                                          "motor_vehicle",
                                          "motorcar",
                                          "emergency",
                                          "fire_lane",
                                          "service",
                                          "tracktype",
                                          "surface",
                                          "smoothness",
                                          "lanes",
                                          "maxspeed",
                                          "sidewalk",
                                          "parking:lane:both",
                                          "parking:lane:left",
                                          "parking:lane:right",
                                          "incline",
                                          "footway",
                                          "bicycle",
                                          "foot",
                                          "steps",
                                          "construction",
                                          "proposed",
                                          "area:highway",
                                          "noexit",
                                          "turning_circle",
                                          "narrow"};
  static constexpr const char* hydrants[] = {"emergency",
                                             "ref",
                                             "name",
                                             "address",
                                             "fire_hydrant:type",
                                             "fire_hydrant:diameter",
                                             "fire_hydrant:position",
                                             "fire_hydrant:pressure",
                                             "fire_hydrant:flow_capacity",
                                             "fire_hydrant:flow_rate",
                                             "fire_hydrant:count",
                                             "fire_hydrant:couplings",
                                             "fire_hydrant:coupling_type",
                                             "fire_hydrant:class",
                                             "fire_hydrant:style",
                                             "fire_hydrant:water_source",
                                             "fire_hydrant:reservoir",
                                             "fire_hydrant:city",
                                             "flow_rate",
                                             "pressure",
                                             "couplings",
                                             "water_source",
                                             "water_tank:volume",
                                             "water_volume",
                                             "capacity",
                                             "operational_status",
                                             "disused",
                                             "abandoned",
                                             "in_service",
                                             "survey:date",
                                             "check_date",
                                             "start_date",
                                             "operator",
                                             "access",
                                             "seasonal",
                                             "description",
                                             "note"};
  static constexpr const char* stations[] = {
      "name",     "address",           "amenity",           "operator",      "operator:type",
      "ref",      "fire_station:type", "fire_station:code", "fire_operator", "phone",
      "building", "building:levels",   "start_date"};
  static constexpr const char* obstacles[] = {"barrier",
                                              "name",
                                              "access",
                                              "motor_vehicle",
                                              "emergency",
                                              "locked",
                                              "bollard",
                                              "material",
                                              "width",
                                              "maxwidth",
                                              "maxwidth:physical",
                                              "opening",
                                              "height",
                                              "maxheight",
                                              "maxheight:physical",
                                              "operator",
                                              "start_date",
                                              "note"};
  static constexpr const char* barriers[] = {"barrier",    "railway", "man_made",   "name",
                                             "fence_type", "wall",    "material",   "height",
                                             "layer",      "bridge",  "tunnel",     "electrified",
                                             "usage",      "service", "embankment", "location"};
  static constexpr const char* water[] = {"name",         "natural",  "water",  "waterway",
                                          "landuse",      "width",    "tunnel", "layer",
                                          "intermittent", "seasonal", "depth",  "operator"};
  static constexpr const char* open_land[] = {"name",  "leisure", "landuse", "natural",
                                              "sport", "access",  "surface", "operator"};
  static constexpr const char* land_use[] = {"name",     "landuse",    "residential", "industrial",
                                             "operator", "start_date", "ref"};
  static constexpr const char* management_units[] = {"name",          "name:en",     "name:zh",
                                                     "admin_level",   "border_type", "ref",
                                                     "official_name", "population"};
  static constexpr const char* key_sites[] = {"name",
                                              "address",
                                              "amenity",
                                              "tourism",
                                              "shop",
                                              "social_facility",
                                              "social_facility:for",
                                              "school",
                                              "religion",
                                              "beds",
                                              "capacity",
                                              "capacity:persons",
                                              "operator",
                                              "building",
                                              "building:levels",
                                              "isced:level",
                                              "ref"};
  switch (role) {
    case Role::buildings:
      return buildings;
    case Role::roads:
      return roads;
    case Role::hydrants:
      return hydrants;
    case Role::stations:
      return stations;
    case Role::obstacles:
      return obstacles;
    case Role::barriers:
      return barriers;
    case Role::water:
      return water;
    case Role::open_land:
      return open_land;
    case Role::land_use:
      return land_use;
    case Role::management_units:
      return management_units;
    case Role::key_sites:
      return key_sites;
    default:
      return {};
  }
}

}  // namespace firebreak::io
