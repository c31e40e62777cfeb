#include <array>

#include "core/model/features.hpp"
#include "core/model/issue.hpp"
#include "core/model/raw.hpp"
#include "core/model/role.hpp"

/// The words that files carry for each enumerator, in the enumerators' order.
namespace firebreak {

namespace {

template <class Enum, std::size_t n>
std::string_view name_of(const std::array<std::string_view, n>& names, Enum value) {
  const auto i = static_cast<std::size_t>(value);
  return i < n ? names[i] : std::string_view("unknown");
}

constexpr std::array<std::string_view, role_count> roles{
    "buildings", "hydrants",    "roads",       "stations",  "obstacles",
    "barriers",  "carriageway", "water_mains", "incidents", "reports",
    "open_land", "water",       "compounds",   "land_use",  "management_units",
    "key_sites", "terrain",     "study_area",  "built_up",  "reference"};

}  // namespace

std::string_view role_name(Role role) {
  return name_of(roles, role);
}

std::optional<Role> role_from_name(std::string_view name) {
  for (std::size_t i = 0; i < roles.size(); ++i)
    if (roles[i] == name) return static_cast<Role>(i);
  return std::nullopt;
}

std::string_view basis_name(Basis basis) {
  static constexpr std::array<std::string_view, 5> names{"measured", "declared", "imputed",
                                                         "default", "missing"};
  return name_of(names, basis);
}

std::string_view verdict_name(Verdict verdict) {
  static constexpr std::array<std::string_view, 5> names{"pass", "marginal", "fail", "unknown",
                                                         "not_applicable"};
  return name_of(names, verdict);
}

std::string_view verdict_words(Verdict verdict) {
  static constexpr std::array<std::string_view, 5> words{
      "meets the value", "marginal (to be measured)", "below the value", "to be verified",
      "not applicable"};
  return name_of(words, verdict);
}

std::string_view structure_name(Structure structure) {
  static constexpr std::array<std::string_view, 15> names{
      "unknown",      "rc",           "steel_rc",       "steel", "brick_concrete",
      "brick_timber", "earth_timber", "timber",         "stone", "bamboo",
      "masonry",      "cave",         "sheet_sandwich", "shack", "mixed"};
  return name_of(names, structure);
}

std::string_view use_name(Use use) {
  static constexpr std::array<std::string_view, 20> names{
      "unknown",   "residential", "house",      "apartments",   "commercial",
      "retail",    "office",      "industrial", "storage",      "civic",
      "school",    "health",      "religious",  "agricultural", "garage",
      "ancillary", "hotel",       "transport",  "ruin",         "construction"};
  return name_of(names, use);
}

std::string_view road_class_name(RoadClass road_class) {
  static constexpr std::array<std::string_view, 18> names{
      "unknown",     "motorway",      "trunk",   "primary",      "secondary", "tertiary",
      "residential", "living_street", "service", "unclassified", "track",     "alley",
      "pedestrian",  "footway",       "path",    "steps",        "cycleway",  "construction"};
  return name_of(names, road_class);
}

std::string_view hydrant_kind_name(HydrantKind kind) {
  static constexpr std::array<std::string_view, 4> names{"hydrant", "suction", "tank", "crane"};
  return name_of(names, kind);
}

std::string_view hydrant_status_name(HydrantStatus status) {
  static constexpr std::array<std::string_view, 9> names{"working",  "defective", "no_water",
                                                         "blocked",  "missing",   "disused",
                                                         "building", "planned",   "unknown"};
  return name_of(names, status);
}

std::string_view owner_name(Owner owner) {
  return owner == Owner::public_ ? "public" : owner == Owner::private_ ? "private" : "unknown";
}

std::string_view main_layout_name(MainLayout layout) {
  return layout == MainLayout::ring ? "ring" : layout == MainLayout::branch ? "branch" : "unknown";
}

std::string_view obstacle_kind_name(ObstacleKind kind) {
  static constexpr std::array<std::string_view, 19> names{
      "unknown",   "parked", "shed",  "bollard", "gate",     "limit",   "wall",
      "extension", "stall",  "goods", "pole",    "overhead", "fixture", "minor",
      "arch",      "tree",   "fence", "block",   "kerb"};
  return name_of(names, kind);
}

std::string_view opening_name(Opening opening) {
  static constexpr std::array<std::string_view, 4> names{"none", "open", "key", "locked"};
  return name_of(names, opening);
}

std::string_view layer_state_name(LayerState state) {
  static constexpr std::array<std::string_view, 3> names{"read", "left_out", "unreadable"};
  return name_of(names, state);
}

std::string_view severity_name(Severity severity) {
  static constexpr std::array<std::string_view, 3> names{"info", "doubtful", "serious"};
  return name_of(names, severity);
}

std::string_view action_name(Action action) {
  static constexpr std::array<std::string_view, 4> names{"repaired", "set_aside", "assumed",
                                                         "kept"};
  return name_of(names, action);
}

std::string_view issue_kind_name(IssueKind kind) {
  static constexpr std::array<std::string_view, 37> names{
      "invalid_geometry",   "area_changed",
      "empty_geometry",     "wrong_geometry",
      "bad_coordinates",    "sliver",
      "duplicate_building", "overlapping_buildings",
      "duplicate_hydrant",  "hydrant_in_building",
      "hydrant_in_water",   "hydrant_off_road",
      "duplicate_road",     "short_link",
      "overshoot",          "crossing_split",
      "isolated_road",      "building_over_road",
      "impossible_value",   "unreadable_value",
      "doubtful_value",     "missing_attribute",
      "far_outside",        "missing_nodes",
      "encoding",           "coordinate_offset",
      "scale_error",        "overlapping_units",
      "curve_linearised",   "mixed_geometry",
      "unit_nesting",       "ragged_row",
      "left_out_row",       "field_check_lost",
      "site_off_building",  "gate_off_road",
      "source_not_read"};
  return name_of(names, kind);
}

}  // namespace firebreak
