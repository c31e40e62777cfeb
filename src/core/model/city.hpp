#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/job.hpp"
#include "core/geo/crs.hpp"
#include "core/geo/shape.hpp"
#include "core/geo/spatial_index.hpp"
#include "core/model/column.hpp"
#include "core/model/features.hpp"
#include "core/model/field_check.hpp"
#include "core/model/issue.hpp"
#include "core/model/network.hpp"
#include "core/model/place_steps.hpp"
#include "core/model/proposal.hpp"
#include "core/model/raw.hpp"
#include "core/model/role.hpp"
#include "core/model/verdict_override.hpp"

namespace firebreak {

/// One input layer: what it was taken for, how many of its records were used, how exact it is.
struct Source {
  std::string path;
  std::string layer;
  std::string driver;
  std::string encoding;
  std::string crs;               ///< "EPSG:4326" or a name; "unknown"
  std::string crs_note;          ///< what was done: "from gcj02", "assumed degrees" …
  std::string place_parameters;  ///< of a move by control points: no part of a public edition
  PlaceSteps place_steps;        ///< of all of its records
  std::string accepted;          ///< the day a proposal about its place was accepted; empty: none
  std::string accepted_by;       ///< and who accepted it
  std::string mapping;           ///< the mapping file that settled what it is; empty: none
  std::string mapping_sha256;
  std::string sha256;  ///< of the file
  std::string attribution;
  Role role = Role::reference;
  LayerState state = LayerState::read;
  std::uint64_t read = 0;            ///< records, with those of which nothing could be made
  std::uint64_t set_aside = 0;       ///< of those
  double accuracy_m = 2.5;           ///< one sigma of a position (product.md 7.7)
  double relative_accuracy_m = 0.7;  ///< one sigma of a distance between two of its features
};

/// A table of features with their geometry and texts: an edit copies one table, everything else
/// stays shared. `ids` are stable across runs (source id or hash of the geometry).
template <class T>
struct Table {
  std::vector<T> rows;
  Shapes shapes;  ///< same positions as rows; points for point features
  Texts ids;
  Texts names;
  /// What the sources say beside (`facts_of`): one column per fact that any of them tells. A
  /// feature that an edit adds has none.
  std::vector<Column> facts;
  SpatialIndex index;  ///< over shapes.boxes
  std::size_t size() const { return rows.size(); }
  bool empty() const { return rows.empty(); }
  const T& operator[](std::size_t i) const { return rows[i]; }
  /// The index follows from the shapes.
  friend bool operator==(const Table& a, const Table& b) {
    return a.rows == b.rows && a.shapes == b.shapes && a.ids == b.ids && a.names == b.names &&
           a.facts == b.facts;
  }
};

/// A layer kept with its columns, for roles without a type of their own (incidents, key sites,
/// water mains …): canonical field names, units as in their suffix, coordinates in city metres.
struct Layer {
  Role role = Role::reference;
  std::string name;
  Shapes shapes;
  std::vector<Origin> origins;
  std::vector<Column> columns;
  friend bool operator==(const Layer&, const Layer&) = default;
};

/// The normalised data: typed features in metres, immutable, cheap to copy. Buildings stand in
/// Hilbert order. Everything is built eagerly, so that any number of threads may read.
struct City {
  Crs crs;
  Xy origin;               ///< subtracted from every coordinate of `crs`
  double scale_error = 0;  ///< largest |k - 1| over the extent
  std::vector<Source> sources;
  std::vector<PlacedRecord> placed_records;  ///< by source and record
  std::vector<Issue> issues;
  std::vector<Proposal> proposals;  ///< what may be settled about the places of its sources
  std::string attribution;          ///< licence lines of all sources, joined

  std::shared_ptr<const Table<Building>> buildings = std::make_shared<Table<Building>>();
  std::shared_ptr<const Table<Road>> roads = std::make_shared<Table<Road>>();
  std::shared_ptr<const Table<Hydrant>> hydrants = std::make_shared<Table<Hydrant>>();
  std::shared_ptr<const Table<Station>> stations = std::make_shared<Table<Station>>();
  std::shared_ptr<const Table<Obstacle>> obstacles = std::make_shared<Table<Obstacle>>();
  std::shared_ptr<const Table<Barrier>> barriers = std::make_shared<Table<Barrier>>();
  std::shared_ptr<const Table<ManagementUnit>> units = std::make_shared<Table<ManagementUnit>>();
  std::shared_ptr<const Shapes> carriageway = std::make_shared<Shapes>();
  std::shared_ptr<const std::vector<std::uint32_t>> carriageway_sources =
      std::make_shared<std::vector<std::uint32_t>>();  ///< source of each polygon
  std::shared_ptr<const Shapes> water = std::make_shared<Shapes>();
  std::shared_ptr<const Shapes> open_land = std::make_shared<Shapes>();
  std::shared_ptr<const Shapes> study_area = std::make_shared<Shapes>();
  std::shared_ptr<const Shapes> built_up = std::make_shared<Shapes>();
  std::shared_ptr<const std::vector<Layer>> others = std::make_shared<std::vector<Layer>>();
  /// What was found on site; hydrants' states stand in `hydrants` already.
  std::shared_ptr<const FieldChecks> checks = std::make_shared<FieldChecks>();
  /// The city that `checks` speak of, where the edits of a plan have made this another one
  /// (`apply`); null where they have not, or nothing was checked.
  std::shared_ptr<const City> as_checked;
  /// Verdicts that persons set, in the order of the project file. Whether one is in force is found
  /// where its verdict is computed.
  std::shared_ptr<const std::vector<VerdictOverride>> overrides =
      std::make_shared<std::vector<VerdictOverride>>();
  /// Noded roads; built from `roads` during normalisation.
  std::shared_ptr<const RoadNetwork> network = std::make_shared<RoadNetwork>();
  /// Lanes that a plan makes wider, by rising segment.
  std::shared_ptr<const std::vector<WidenedLane>> widened =
      std::make_shared<std::vector<WidenedLane>>();

  Xy to_crs(Xy city_metres) const { return city_metres + origin; }
};

/// Takes from `before` every table that says the same there, so that what was computed from it is
/// known to hold still (`Pipeline`). Nothing is taken from a city of another CRS or origin.
void share_unchanged(City& fresh, const City& before);

/// A source as people name it: the file, and its layer where that has a name of its own.
std::string source_words(std::string_view path, std::string_view layer);
/// A record as people find it in its source: "w45901558" in OpenStreetMap, else its number.
std::string record_words(const Source& source, std::int64_t fid);

/// How the place of a record was found: as its source, and what was done to it alone.
PlaceSteps place_steps(const City& city, Origin origin);

/// The unit of the finest level whose polygon holds the place; of several the smaller one, then the
/// first.
std::optional<Id<ManagementUnit>> unit_at(const City& city, Xy at);
/// For each building the unit that holds its interior point (`unit_at`). Throws `Cancelled`.
std::vector<std::optional<Id<ManagementUnit>>> unit_of_buildings(const City& city, const Job& job);

/// Sigma of a distance between two features: the relative figure when both come from one source
/// (one layer), else the root of the summed squares of the two positions (product.md 7.7).
double sigma_m(const City& city, Origin a, Origin b);

}  // namespace firebreak
