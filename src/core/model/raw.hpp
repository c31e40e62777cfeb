#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "core/geo/crs.hpp"
#include "core/geo/shape.hpp"
#include "core/model/column.hpp"
#include "core/model/issue.hpp"
#include "core/model/role.hpp"

namespace firebreak {

/// Whether a layer was read. What was not has no records; it stands among the others so that
/// nobody takes the city for whole.
enum class LayerState : std::uint8_t {
  read,
  left_out,    ///< the project says so
  unreadable,  ///< it could not be, and the others were used without it
};
/// "left_out", "unreadable"; of a layer that was read "read".
std::string_view layer_state_name(LayerState state);

/// A layer as read, before anything is believed: coordinates in the layer's own CRS and unit (x =
/// easting or longitude), values as the file gives them. Features stand in file order.
struct RawLayer {
  std::string path;      ///< the file as named by the user
  std::string layer;     ///< layer, table or sheet; for OSM the role's name
  std::string driver;    ///< "GPKG", "ESRI Shapefile", "OSM" …
  std::string encoding;  ///< of its text: "UTF-8", "GB18030" …
  bool encoding_guessed = false;
  Crs crs;        ///< unknown if the file says nothing
  Shapes shapes;  ///< one feature per record, no part for records without geometry
  std::vector<std::int64_t> fids;
  std::vector<Column> columns;
  std::vector<Issue> issues;      ///< found while reading; origin.source is not set yet
  std::optional<Role> role_hint;  ///< OSM layers know theirs
  LayerState state = LayerState::read;
  std::optional<double> survey_scale;  ///< 500 of 1:500, where a drawing tells its scale
  std::string attribution;             ///< licence line that must travel with results

  std::size_t size() const { return fids.size(); }
  const Column* column(std::string_view name) const {
    for (const Column& c : columns)
      if (c.name == name) return &c;
    return nullptr;
  }
};

/// The features of `layer` listed, in that order (geometry, fids and columns).
RawLayer selected(const RawLayer& layer, std::span<const std::uint32_t> rows);

}  // namespace firebreak
