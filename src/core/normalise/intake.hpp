#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "core/geo/crs.hpp"
#include "core/model/place_steps.hpp"
#include "core/model/raw.hpp"
#include "core/normalise/china_offset.hpp"
#include "core/normalise/recognise.hpp"
#include "core/normalise/row_shift.hpp"
#include "core/normalise/similarity.hpp"

namespace firebreak {

/// What a mapping file remembered about a layer.
struct Remembered {
  std::string path;     ///< of the mapping file; empty: none knows such files
  std::string pattern;  ///< of the files it is for
  std::string layer;    ///< of the layers; empty: every one
  /// Settings that do not fit this file and were left out: ("fields.main_mm", "管径").
  std::vector<std::pair<std::string, std::string>> unfit;
  std::string sha256;  ///< of the mapping file

  bool any() const { return !path.empty(); }
  /// "As remembered in mapping.toml for files like 台账*.xlsx.", in the present language.
  std::string sentence() const;
  /// One for each setting left out.
  std::vector<std::string> complaints() const;
};

/// Who said what a layer is for.
enum class RoleFrom : std::uint8_t { content, project, mapping };

/// A layer as read, with what it was taken for; every item of the project file is applied already.
struct SourceLayer {
  RawLayer raw;
  Recognition recognition;
  Crs crs;               ///< declared by the user; unknown: the file's own or the recognised one
  std::string crs_note;  ///< what the user says about how it was found
  std::string accepted;  ///< the day its place was accepted as proposed; empty: it was not
  std::string accepted_by;
  CoordinateShift shift = CoordinateShift::none;  ///< declared: shifted back before use
  std::vector<RowShift> row_shifts;               ///< declared: shifts of single records
  std::vector<ControlPair> control_points;        ///< declared: moves its coordinates into `crs`
  std::optional<double> control_accepted_m;       ///< declared: RMS up to which they are taken
  bool packed_angles = false;  ///< declared: degrees are DDD.MMSSss and taken apart before use
  bool turned_axes = false;    ///< declared: x and y stand exchanged and are put right before use
  bool place_settled = false;  ///< declared: it lies right; nothing is proposed about its place
  std::optional<double> accuracy_m;  ///< declared; empty: by kind of source
  std::optional<double> relative_accuracy_m;
  std::string sha256;
  Remembered remembered;
  RoleFrom role_from = RoleFrom::content;
  /// Columns whose cells stand for others by the user's value lists, by position in `raw`; what the
  /// city is made from, while `raw` stays as the file has it.
  std::vector<std::pair<std::size_t, Column>> translated;
  std::size_t spec = SIZE_MAX;  ///< position of its source in the project; SIZE_MAX: none of them
};

/// A layer on its way into the city: its records, which of them were set aside, and from
/// `place_layers` on coordinates in city metres.
struct Intake {
  std::uint32_t source = 0;  ///< position in `City::sources`
  Role role = Role::reference;
  SourceLayer layer;
  Crs crs;                       ///< of the coordinates as read
  std::string crs_note;          ///< what was assumed or done about it
  std::string place_parameters;  ///< of a move by control points
  PlaceSteps steps;              ///< what was done to all of its coordinates
  /// What was done to single records, by their number in the source.
  std::vector<std::pair<std::int64_t, PlaceStep>> record_steps;
  /// The places of records as read, in degrees: of hydrants, among which phone positions may stand.
  std::unordered_map<std::int64_t, Xy> as_read;
  double rounding_m = 0;            ///< one sigma of what the rounding of its degrees leaves open
  bool unplaced = false;            ///< nobody knows its CRS: see `settle_unplaced`
  bool by_address = false;          ///< its records get their place from their address
  bool parted = false;              ///< taken out of another intake: its layer has a name of ours
  std::string sheet;                ///< what the layer is called in the file, where that is so
  std::vector<std::uint8_t> aside;  ///< one per record, 1 = set aside and reported

  const RawLayer& raw() const { return layer.raw; }
  Origin origin(std::size_t row) const { return {source, layer.raw.fids[row]}; }
  std::string place() const;  ///< "roads.gpkg, layer "roads"": how messages name it
};

}  // namespace firebreak
