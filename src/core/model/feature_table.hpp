#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/geo/shape.hpp"
#include "core/model/column.hpp"
#include "core/model/profile.hpp"

namespace firebreak {

enum class TableGeometry : std::uint8_t { none, point, line, multi_line, multi_polygon };

/// A result as rows: the only thing that files, maps, lists and reports read. Coordinates are in
/// city metres; the writer adds the city's origin.
struct FeatureTable {
  std::string name;         ///< layer name in the file: "building_risk"
  std::string title;        ///< English, the key of its translation
  std::string description;  ///< English, the key of its translation
  TableGeometry geometry = TableGeometry::none;
  Shapes shapes;  ///< one feature per row; empty if geometry is none
  std::vector<Column> columns;

  std::size_t rows() const { return columns.empty() ? shapes.size() : columns.front().size(); }
  const Column* column(std::string_view column_name) const {
    for (const Column& c : columns)
      if (c.name == column_name) return &c;
    return nullptr;
  }
};

/// One parameter as used: for the report and the table `assessment`.
struct UsedParameter {
  std::string key;
  std::string help;  ///< English, the key of its translation
  ProfileValue value;
};

/// One figure of the whole run: "buildings", "buildings_fail_hydrant" …
struct KeyFigure {
  std::string name;
  std::string title;  ///< English, the key of its translation
  double value = 0;
  std::string unit;
  std::string clause;
  std::string mark;
};

/// What made a file: enough to run it again and to defend every figure. Holds no duration and no
/// thread count; every date comes from SOURCE_DATE_EPOCH when set (product.md 7.14).
struct RunRecord {
  std::string program;                          ///< "firebreak 0.1.0"
  std::map<std::string, std::string> versions;  ///< GDAL, GEOS, PROJ, SQLite
  std::string title;                            ///< name of the city or project
  std::string profile;                          ///< "cn-gb"
  std::string profile_title;
  std::string profile_title_zh;
  std::string engine;    ///< "pumper"
  std::string language;  ///< "en" or "zh": of the `reason` columns
  std::string crs;       ///< "EPSG:25832"
  std::string crs_wkt;
  double origin_x_m = 0;  ///< added to coordinates by the writer
  double origin_y_m = 0;
  double scale_error = 0;
  std::string attribution;
  std::string made_utc;  ///< "2026-11-23T10:00:00Z"
  bool public_edition = false;
  std::vector<UsedParameter> parameters;
  std::vector<KeyFigure> figures;
  struct Input {
    std::string path, layer, role, crs, crs_note, encoding, sha256;
    std::uint64_t read = 0, set_aside = 0;
    double accuracy_m = 0;
    std::string place_basis;  ///< codes of `PlaceSteps`; empty: as the file says
    std::string row_basis;    ///< those that a map has to name, of some of its records only
    std::string accepted;     ///< the day a proposal about its place was accepted
    std::string accepted_by;  ///< and who accepted it
    std::string mapping;      ///< the mapping file that settled what it is; empty: none
    std::string mapping_sha256;
    /// False where the role is "left_out" or "unreadable": nothing of it was read.
    bool used() const { return role != "left_out" && role != "unreadable"; }
  };
  std::vector<Input> inputs;
  std::vector<std::pair<std::string, std::string>> skipped;  ///< analysis and the reason
  /// What a reader has to know before the figures: whole sentences, English, to be translated.
  std::vector<std::string> notices;

  /// The parameter as used; null if no analysis of the run has it.
  const UsedParameter* parameter(std::string_view parameter_key) const {
    for (const UsedParameter& used : parameters)
      if (used.key == parameter_key) return &used;
    return nullptr;
  }
  /// Its value, if it is of this type.
  template <class Value>
  std::optional<Value> value_used(std::string_view parameter_key) const {
    const UsedParameter* used = parameter(parameter_key);
    const Value* value = used == nullptr ? nullptr : std::get_if<Value>(&used->value.value);
    return value == nullptr ? std::nullopt : std::optional<Value>(*value);
  }
};

}  // namespace firebreak
