#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "core/geo/point.hpp"

namespace firebreak {

/// Which record of which source: `source` is a position in `City::sources` (or in the list of raw
/// layers before there is a city), `fid` the record's own number there.
struct Origin {
  std::uint32_t source = 0;
  std::int64_t fid = -1;  ///< -1: the layer as a whole
  friend bool operator==(const Origin&, const Origin&) = default;
};

enum class Severity : std::uint8_t {
  info,      ///< nothing to do
  doubtful,  ///< the result may change by it
  serious,   ///< the result does change by it, or a feature was set aside
};

/// What was done about a defect.
enum class Action : std::uint8_t { repaired, set_aside, assumed, kept };

/// What is odd about a record. The name is the `kind` of `data_health`.
enum class IssueKind : std::uint8_t {
  invalid_geometry,    ///< self-intersection and the like, made valid
  area_changed,        ///< made valid, but the area changed by more than 5 %: set aside
  empty_geometry,      ///< null or empty
  wrong_geometry,      ///< a kind the role cannot use
  bad_coordinates,     ///< NaN, infinite, (0, 0) in degrees
  sliver,              ///< under 4 m2 or nearly a line: an obstacle, not a building
  duplicate_building,  ///< IoU > 0.9
  overlapping_buildings,
  duplicate_hydrant,
  hydrant_in_building,
  hydrant_in_water,
  hydrant_off_road,
  duplicate_road,
  short_link,      ///< undershoot joined
  overshoot,       ///< dangling piece trimmed
  crossing_split,  ///< crossing without node, split
  isolated_road,
  building_over_road,
  impossible_value,   ///< parsed, but cannot be true
  unreadable_value,   ///< could not be parsed: unknown
  doubtful_value,     ///< parsed with an assumption
  missing_attribute,  ///< a column the analyses would use is absent or mostly empty
  far_outside,        ///< far from everything else
  missing_nodes,      ///< OSM object cut by the extract
  encoding,           ///< text did not decode
  coordinate_offset,  ///< layers disagree by a datum shift
  scale_error,        ///< CRS scale error above 1e-3
  overlapping_units,
  curve_linearised,
  mixed_geometry,
  unit_nesting,
  ragged_row,    ///< a row of a text table with another number of cells than its header
  left_out_row,  ///< a row of a table that is no record: a sum, a signature, behind the table's end
  field_check_lost,   ///< a field check of a thing that is not in the data any more
  site_off_building,  ///< a key site that stands in no building, nor near one
  gate_off_road,      ///< a gate near a road, but on none
  source_not_read,    ///< a source of the project that was left out or could not be read
};
std::string_view issue_kind_name(IssueKind kind);
std::string_view severity_name(Severity severity);
std::string_view action_name(Action action);

/// One defect: where, what, what was done, what it does to the result. `detail` and `effect` are
/// English sentences (keys of their translation) with figures in `figures`.
struct Issue {
  IssueKind kind = IssueKind::unreadable_value;
  Severity severity = Severity::info;
  Action action = Action::kept;
  Origin origin;
  std::optional<Xy> at;  ///< in city metres
  std::optional<Box> extent;
  std::string detail;         ///< "width \"{}\" was read as {} m": complete, already filled in
  std::string effect;         ///< what it does to the result, complete sentence
  std::uint64_t records = 1;  ///< how many records it speaks for; above 1 only with fid -1
  /// Which those are, where it stands for records of a class too large to be listed.
  std::vector<std::int64_t> unlisted_fids;
};

}  // namespace firebreak
