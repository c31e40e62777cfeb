#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "core/model/role.hpp"

namespace firebreak::io {

/// The roles that OpenStreetMap objects can have here, in the order of the layers read.
inline constexpr std::array<Role, 11> osm_roles{
    Role::buildings, Role::roads, Role::hydrants,  Role::stations, Role::obstacles,
    Role::barriers,  Role::water, Role::open_land, Role::land_use, Role::management_units,
    Role::key_sites};

/// Position of a role in `osm_roles`.
std::size_t osm_layer(Role role);

/// The tags of one object; null for a key it does not have.
class OsmTags {
 public:
  virtual ~OsmTags() = default;
  virtual const char* get(const char* key) const = 0;

  bool has(const char* key) const { return get(key) != nullptr; }
  bool is(const char* key, std::string_view value) const {
    const char* v = get(key);
    return v != nullptr && value == v;
  }
  bool is_any(const char* key, std::span<const std::string_view> values) const;
};

enum class OsmForm : std::uint8_t { node, open_way, closed_way, relation };

/// How an object enters a layer.
enum class OsmUse : std::uint8_t {
  none,
  point,  ///< the node, or the middle of a way or relation
  line,
  area,  ///< the polygon; for a node the point
};

/// How an object with these tags enters the layer of `role`.
OsmUse osm_use(Role role, OsmForm form, const OsmTags& tags);

/// The tag keys that become columns of the layer of `role`; "address" is made of several.
std::span<const char* const> osm_columns(Role role);

}  // namespace firebreak::io
