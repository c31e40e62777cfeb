#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "core/geo/point.hpp"
#include "core/model/ids.hpp"
#include "core/model/issue.hpp"

/// The typed features of a city. Units are part of the name; unknown is an empty optional, never a
/// magic number. Geometry stands in `Shapes` at the same position as the struct.
namespace firebreak {

/// Where a figure comes from.
enum class Basis : std::uint8_t { measured, declared, imputed, default_value, missing };
std::string_view basis_name(Basis basis);

/// What a rule says; `unknown` never becomes `pass`.
enum class Verdict : std::uint8_t { pass, marginal, fail, unknown, not_applicable };
inline constexpr std::size_t verdict_count = 5;
std::string_view verdict_name(Verdict verdict);   ///< "pass": the word in files
std::string_view verdict_words(Verdict verdict);  ///< English sentence key for people

/// Load-bearing material (planner.md 5.6).
enum class Structure : std::uint8_t {
  unknown,
  rc,
  steel_rc,
  steel,
  brick_concrete,
  brick_timber,
  earth_timber,
  timber,
  stone,
  bamboo,
  masonry,
  cave,
  sheet_sandwich,
  shack,
  mixed,
};
std::string_view structure_name(Structure structure);

enum class Use : std::uint8_t {
  unknown,
  residential,
  house,
  apartments,
  commercial,
  retail,
  office,
  industrial,
  storage,
  public_,
  school,
  health,
  religious,
  agricultural,
  garage,
  ancillary,
  hotel,
  transport,
  ruin,
  construction,
};
std::string_view use_name(Use use);

struct Building {
  Origin origin;
  std::optional<float> height_m;
  std::optional<float> storeys;  ///< above ground
  std::optional<float> people;
  std::optional<float> floor_area_m2;  ///< as declared
  std::optional<std::int16_t> year_built;
  std::optional<std::int16_t> year_built_to;  ///< latest year, when only a range is known
  std::optional<std::uint8_t> fire_grade;     ///< 1…4 for GB grade I…IV, declared
  std::optional<bool> sprinklered;
  Structure structure = Structure::unknown;
  Use use = Use::unknown;
  Use use_planned = Use::unknown;
  bool obstacle_only = false;  ///< sliver: stands in the way, is not judged as a building
  friend bool operator==(const Building&, const Building&) = default;
};

enum class RoadClass : std::uint8_t {
  unknown,
  motorway,
  trunk,
  primary,
  secondary,
  tertiary,
  residential,
  living_street,
  service,
  unclassified,
  track,
  alley,
  pedestrian,
  footway,
  path,
  steps,
  cycleway,
  construction,
};
std::string_view road_class_name(RoadClass road_class);

enum class OneWay : std::uint8_t { no, forward, backward };
enum class Access : std::uint8_t { yes, private_, no, emergency };

struct Road {
  Origin origin;
  RoadClass road_class = RoadClass::unknown;
  std::int8_t level = 0;  ///< bridges above 0, tunnels below
  bool bridge = false;
  bool tunnel = false;
  bool covered = false;  ///< arcade, building passage
  OneWay one_way = OneWay::no;
  Access access = Access::yes;
  bool fire_lane = false;            ///< declared as fire lane
  bool open = true;                  ///< switched off by an edit or planned only
  std::optional<float> width_m;      ///< declared width
  std::optional<float> max_width_m;  ///< signed limit
  std::optional<float> clear_height_m;
  std::optional<float> height_below_m;  ///< only an upper bound of the clear height is known
  std::optional<float> max_weight_t;
  std::optional<float> speed_kmh;
  friend bool operator==(const Road&, const Road&) = default;
};

enum class HydrantKind : std::uint8_t { hydrant, suction, tank, crane };
enum class HydrantStatus : std::uint8_t {
  working,
  defective,
  no_water,
  blocked,
  missing,
  disused,
  building,
  planned,
  unknown,
};
enum class MainLayout : std::uint8_t { unknown, ring, branch };
enum class Owner : std::uint8_t { unknown, public_, private_ };
std::string_view hydrant_kind_name(HydrantKind kind);
std::string_view hydrant_status_name(HydrantStatus status);
std::string_view owner_name(Owner owner);
std::string_view main_layout_name(MainLayout layout);

struct Hydrant {
  Origin origin;
  Xy at;
  HydrantKind kind = HydrantKind::hydrant;
  HydrantStatus status = HydrantStatus::working;
  bool planned = false;                       ///< added or moved by a scenario
  Basis status_basis = Basis::default_value;  ///< default: no status given, taken as working
  MainLayout main_layout = MainLayout::unknown;
  /// Of layout and diameter: imputed where one of them comes from the nearest main of a layer.
  Basis main_basis = Basis::missing;
  /// Where it hangs on a branch main of a layer of mains: the number of the first main of that
  /// branch, counted through the layers in the order of the city. Hydrants of one branch share it.
  std::optional<std::uint32_t> branch_main;
  Owner owner = Owner::unknown;
  std::optional<bool> below_ground;
  bool doubtful_position = false;  ///< in a building, in water, or far from every road
  bool switched_off = false;       ///< by an edit
  bool repaired = false;           ///< by an edit: it may give more than it was measured to
  std::optional<Id<Hydrant>> duplicate_of;  ///< the better record of the same hydrant
  std::optional<float> flow_lps;
  std::optional<float> flow_below_lps;  ///< of which no more is known than that it gives less
  std::optional<float> pressure_mpa;
  std::optional<float> pressure_below_mpa;
  std::optional<float> main_mm;
  std::optional<std::int16_t> built_from;  ///< first year it may have been built in
  std::optional<std::int16_t> built_to;    ///< and the last one

  /// Counts as a water source: working, not a duplicate, not switched off.
  bool usable() const { return status == HydrantStatus::working && !duplicate_of && !switched_off; }
  /// Stands in no data: a scenario adds it. One that it moves does.
  bool added_by_plan() const { return planned && origin.fid < 0; }
  /// Belongs to the hydrants of the streets (GB 50974-2014 7.2.5): no tank, suction point or crane,
  /// and nobody's own. One of which no owner is told does.
  bool municipal() const { return kind == HydrantKind::hydrant && owner != Owner::private_; }
  friend bool operator==(const Hydrant&, const Hydrant&) = default;
};

struct Station {
  Origin origin;
  Xy at;
  bool active = true;
  std::optional<float> engines;
  std::optional<float> staff;
  friend bool operator==(const Station&, const Station&) = default;
};

/// When an obstacle stands (product.md 7.12).
enum class Occasion : std::uint8_t { always, day, night, market };
enum class ObstacleKind : std::uint8_t {
  unknown,
  parked,
  shed,
  bollard,
  gate,
  limit,
  wall,
  extension,
  stall,
  goods,
  pole,
  overhead,
  fixture,
  minor,
  arch,
  tree,
  fence,
  block,
  kerb,
};
std::string_view obstacle_kind_name(ObstacleKind kind);
enum class Opening : std::uint8_t { none, open, key, locked };
std::string_view opening_name(Opening opening);

struct Obstacle {
  Origin origin;
  ObstacleKind kind = ObstacleKind::unknown;
  Occasion occasion = Occasion::always;
  Opening opening = Opening::none;
  std::int8_t level = 0;
  bool removable = false;
  bool active = true;
  float probability_share = 1;
  std::optional<float> clear_width_m;
  std::optional<float> clear_height_m;
  std::optional<float> width_below_m;   ///< only an upper bound of the clear width is known
  std::optional<float> height_below_m;  ///< only an upper bound of the clear height is known
  std::optional<float> size_m;          ///< diameter of a point, thickness of a line
  friend bool operator==(const Obstacle&, const Obstacle&) = default;
};

enum class BarrierKind : std::uint8_t { wall, rail, water, motorway, fence };
struct Barrier {
  Origin origin;
  BarrierKind kind = BarrierKind::wall;
  std::int8_t level = 0;
  friend bool operator==(const Barrier&, const Barrier&) = default;
};

struct ManagementUnit {
  Origin origin;
  std::uint8_t level = 0;  ///< 1 = largest … 3; 0 = only one level
  std::optional<Id<ManagementUnit>> parent;
  friend bool operator==(const ManagementUnit&, const ManagementUnit&) = default;
};

}  // namespace firebreak
