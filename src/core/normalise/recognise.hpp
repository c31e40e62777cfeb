#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "core/model/raw.hpp"
#include "core/normalise/dictionary.hpp"

namespace firebreak {

/// One column of a layer as the import list shows it.
struct ColumnView {
  std::string name;
  ColumnType type = ColumnType::text;
  std::string field;  ///< canonical name; empty: kept as it is
  Unit unit = Unit::none;
  std::vector<std::string> samples;  ///< up to three different values
  std::uint64_t filled = 0;          ///< cells with content
};

/// What the numbers say about the CRS of a layer that names none (planner.md 5.3).
struct CrsProposal {
  std::optional<Crs> crs;       ///< empty: none can be said, see `remedy`
  bool certain = false;         ///< may be applied without asking (and is reported)
  bool swap_xy = false;         ///< x and y stand exchanged: certain, since the ranges do not meet
  std::size_t turned_rows = 0;  ///< points with x and y exchanged among others that are not
  bool plain_grid = false;      ///< metres of a Gauss-Kruger grid that carry no zone
  bool packed_angles = false;   ///< proposal: DDD.MMSSss
  std::string reason;           ///< complete sentence: what was seen and taken
  std::string remedy;           ///< complete sentence: what the user has to give, if anything
};

/// What a layer was taken for, and why; every item can be overridden by the project file.
struct Recognition {
  Role role = Role::reference;
  double confidence = 0;              ///< 0 to 1; 1 = the format itself says so
  std::string reason;                 ///< complete sentence
  std::vector<FieldMatch> fields;     ///< canonical field -> column
  std::vector<ColumnView> columns;    ///< one per column of the layer
  std::optional<CrsProposal> crs;     ///< only when the layer has no CRS
  std::vector<std::string> assumed;   ///< complete sentences: what was applied without asking
  std::vector<std::string> proposed;  ///< complete sentences: what the user may want to confirm

  const FieldMatch* field(std::string_view name) const {
    for (const FieldMatch& match : fields)
      if (match.field->name == name) return &match;
    return nullptr;
  }
};

/// What the user has said about the coordinates of a layer: nothing is proposed about it.
struct SaidOfPlaces {
  bool crs = false;
  bool packed_angles = false;
};

/// Looks at hint, names, geometry and columns. Never throws for odd data.
Recognition recognise(const RawLayer& layer, const FieldDictionary& dictionary,
                      SaidOfPlaces said = {});
/// The same for a role that is already known (project file).
Recognition recognise_as(Role role, const RawLayer& layer, const FieldDictionary& dictionary,
                         SaidOfPlaces said = {});

/// Whether most records of a layer have a geometry that the role can use, or none at all.
bool fits_geometry(Role role, const RawLayer& layer);

/// Which way round a point stands by the ranges of planner.md 5.3, which do not meet: 1 = x is
/// longitude or easting in China, -1 = x and y are exchanged, 0 = it cannot be said.
int axis_order(Xy point);
/// Whether an x, y is degrees in China in the usual order.
bool is_china_degrees(Xy point);

/// Whether a point lies where sheets begin (title block, insertion point of a drawing), no place in
/// any grid of a country.
bool at_sheet_origin(Xy point);
/// Whether at least half of the points lie far from there: then those that do not are no places.
bool mostly_far_from_origin(std::span<const Xy> points);

/// From the coordinates alone: x and y of every point of a layer without CRS.
CrsProposal propose_crs(std::span<const Xy> points);

}  // namespace firebreak
