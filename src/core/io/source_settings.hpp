#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/role.hpp"
#include "core/normalise/china_offset.hpp"
#include "core/normalise/units.hpp"

namespace firebreak::io {

/// What a cell holds, by what it means: "甲" -> "working".
using ValueWords = std::map<std::string, std::string>;

/// What can be settled about a layer: by the project for one file, by a saved mapping for all files
/// of a kind. What is not said is recognised.
struct SourceSettings {
  std::optional<Role> role;
  std::string crs;  ///< overrides what the file says; empty: as the file says
  CoordinateShift shift = CoordinateShift::none;
  bool packed_angles = false;  ///< its degrees are DDD.MMSSss
  bool turned_axes = false;    ///< its x and y stand exchanged
  bool place_settled = false;  ///< it lies right as it is: nothing is proposed about its place
  std::string encoding;
  std::optional<int> header_row;              ///< row of a table that names its columns, from 1
  std::string where;                          ///< attribute filter in OGR SQL
  std::map<std::string, std::string> fields;  ///< canonical field -> column of the file
  std::map<std::string, Unit> units;          ///< canonical field -> unit of its bare numbers
  std::map<std::string, ValueWords> values;   ///< canonical field -> what its cells mean
  std::vector<std::string> keep;              ///< columns that are no field
  std::optional<double> accuracy_m;           ///< one sigma of a position
  std::optional<double> relative_accuracy_m;  ///< one sigma of a distance inside the source
  friend bool operator==(const SourceSettings&, const SourceSettings&) = default;
};

/// The single settings as lines of TOML; empty where nothing is said.
std::string single_settings_text(const SourceSettings& settings);
/// What stands behind them: `[PREFIX.fields]`, `[PREFIX.units]` and `[PREFIX.values.FIELD]`.
std::string settings_tables_text(const SourceSettings& settings, std::string_view prefix);
/// A text as TOML has it, in quotes.
std::string quoted_toml(std::string_view text);

}  // namespace firebreak::io
