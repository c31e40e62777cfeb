#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "core/model/role.hpp"
#include "core/normalise/values.hpp"

namespace firebreak {

enum class FieldKind : std::uint8_t {
  text,
  word,
  truth,
  year,
  storeys,
  quantity,
  coordinate,
  time
};

/// One canonical field of a role: what the city is built from, whatever the file calls it.
struct Field {
  std::string_view name;  ///< "width_m"
  FieldKind kind = FieldKind::text;
  Quantity quantity = Quantity::length;  ///< for `quantity` only
  bool needed = false;  ///< the analyses use it: worth a word when the layer has no such column
};
/// The canonical fields of a role, in the order they are matched.
std::span<const Field> fields_of(Role role);
const Field* find_field(Role role, std::string_view name);

/// A name that a file may use for a field, and the unit that comes with it (`none`: the column's
/// header or the quantity decides).
struct FieldName {
  std::string name;    ///< as written in the mapping file
  std::string folded;  ///< as compared
  Unit unit = Unit::none;
};

/// Which names stand for which field, and which words in file and layer names stand for which role
/// (data/mapping/*.toml). Earlier names win over later ones.
struct FieldDictionary {
  struct Entry {
    const Field* field = nullptr;
    std::vector<FieldName> names;
  };
  struct RoleNames {
    std::vector<Entry> fields;             ///< same order as `fields_of`
    std::vector<std::string> layer_words;  ///< folded
  };
  std::array<RoleNames, role_count> roles;
  /// Column whose presence says what a layer is: ("highway", roads), ("dlbm", land_use).
  std::vector<std::pair<std::string, Role>> telling_columns;

  const RoleNames& of(Role role) const { return roles[static_cast<std::size_t>(role)]; }
  RoleNames& of(Role role) { return roles[static_cast<std::size_t>(role)]; }
};

/// An empty dictionary with one entry per canonical field, known by its own name only.
FieldDictionary canonical_dictionary();

/// A folded name without the unit that stands right behind its Chinese words: "管径" of "管径mm",
/// "流量" of "流量/l/s"; the name itself if there is none. `unit` gets what was taken off.
std::string_view name_before_unit(std::string_view folded, std::string* unit = nullptr);

/// The unit that a column's header names for a field, in brackets or behind its words.
Unit header_unit(const Field& field, std::string_view column_name);

/// How well a column name fits a dictionary name.
enum class NameMatch : std::uint8_t { none, prefix, whole };
/// Names are compared folded; a name cut by the shapefile limit of 10 bytes matches by its start
/// (planner.md 5.2): 5 Chinese characters, or 9 to 10 bytes of UTF-8 with at least 3 whole ones, or
/// 10 ASCII characters.
NameMatch match_name(std::string_view column_name, const FieldName& name);

/// Where a field comes from.
struct FieldMatch {
  const Field* field = nullptr;
  std::size_t column = 0;
  NameMatch match = NameMatch::none;
  Unit unit = Unit::none;  ///< of the header's bracket or of the dictionary; none: the default
  bool by_user = false;    ///< named in the project file
};

/// The best column for each field of a role. A column serves one field, except that a column that
/// is the only match of two fields serves the first. Order of `names` decides ties.
std::vector<FieldMatch> match_fields(Role role, std::span<const std::string> column_names,
                                     const FieldDictionary& dictionary);

}  // namespace firebreak
