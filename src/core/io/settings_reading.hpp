#pragma once

#include <algorithm>
#include <array>

#include "core/geo/crs.hpp"
#include "core/io/source_settings.hpp"
#include "core/io/toml_reading.hpp"
#include "core/normalise/cell_meaning.hpp"
#include "core/normalise/dictionary.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak::io {

/// The keys of `SourceSettings` in project and mapping files.
inline constexpr std::array<std::string_view, 15> settings_keys{
    "role",  "crs",  "shift",  "angles", "axes",   "place",      "encoding",           "header_row",
    "where", "keep", "fields", "units",  "values", "accuracy_m", "relative_accuracy_m"};

/// Reads `SourceSettings` from a table of a TOML file. `Node` and `Table` are those of toml++,
/// which only the readers know.
class SettingsReading : protected TomlReading {
 protected:
  using TomlReading::TomlReading;

  /// One of `settings_keys` except fields, units and values, which need the role: they wait for
  /// `take_tables`. `full` is how a message names the key.
  template <class Node>
  void take_setting(std::string_view key, const std::string& full, const Node& node,
                    SourceSettings& into) const {
    if (key == "role")
      into.role = role_of(node, full);
    else if (key == "crs")
      into.crs = crs_of(node, full);
    else if (key == "shift")
      into.shift = shift_of(node, full);
    else if (key == "angles")
      into.packed_angles = packed_of(node, full);
    else if (key == "axes")
      into.turned_axes = turned_of(node, full);
    else if (key == "place")
      into.place_settled = settled_of(node, full);
    else if (key == "encoding")
      into.encoding = text_of(node, full);
    else if (key == "header_row")
      into.header_row = row_of(node, full);
    else if (key == "where")
      into.where = text_of(node, full);
    else if (key == "keep")
      into.keep = texts_of(node, full);
    else if (key == "accuracy_m")
      into.accuracy_m = metres_of(node, full);
    else if (key == "relative_accuracy_m")
      into.relative_accuracy_m = metres_of(node, full);
    else if (!node.is_table())
      refuse(node, full, "a table");
  }

  /// The fields, units and values of a table whose other settings have been taken.
  template <class Table>
  void take_tables(const Table& table, SourceSettings& into) const {
    for (const auto& [key, node] : table) {
      if (!node.is_table()) continue;
      const auto& inner = *node.as_table();
      if (key.str() == "fields")
        for (const auto& [name, column] : inner)
          into.fields[std::string(field_of(into.role, name, column).name)] =
              text_of(column, std::string(name.str()));
      if (key.str() == "units")
        for (const auto& [name, unit] : inner)
          into.units[std::string(name.str())] = unit_of(field_of(into.role, name, unit), unit);
      if (key.str() == "values")
        for (const auto& [name, words] : inner) take_values(name, words, into);
    }
  }

  template <class Node>
  Role role_of(const Node& node, const std::string& key) const {
    const std::string name = text_of(node, key);
    if (const auto found = role_from_name(name)) return *found;
    std::vector<std::string_view> names;
    for (std::size_t r = 0; r < role_count; ++r) names.push_back(role_name(static_cast<Role>(r)));
    unknown(node, key + " = \"" + name + "\"", closest(name, names));
  }

  template <class Node>
  std::string crs_of(const Node& node, const std::string& key) const {
    std::string given = text_of(node, key);
    try {
      const Crs known(given);
    } catch (const Error&) {
      throw Error(ErrorKind::usage,
                  "{}, line {}: {} = \"{}\" is not a CRS that PROJ knows. Write an EPSG code such "
                  "as \"EPSG:4490\", WKT or a PROJ string.",
                  file_.string(), node.source().begin.line, key, given);
    }
    return given;
  }

 private:
  template <class Node>
  double metres_of(const Node& node, const std::string& key) const {
    const double value = node.is_number() ? node.template value<double>().value_or(-1) : -1;
    if (!(value >= 0 && value <= 1000)) refuse(node, key, "a number of metres from 0 to 1000");
    return value;
  }

  template <class Node>
  int row_of(const Node& node, const std::string& key) const {
    const auto value = node.template value<std::int64_t>();
    if (!node.is_integer() || !value || *value < 1 || *value > 1000)
      refuse(node, key, "the number of a row, from 1 to 1000");
    return static_cast<int>(*value);
  }

  template <class Node>
  bool packed_of(const Node& node, const std::string& key) const {
    const std::string word = text_of(node, key);
    if (word != "packed" && word != "decimal") refuse(node, key, "packed or decimal");
    return word == "packed";
  }

  template <class Node>
  bool turned_of(const Node& node, const std::string& key) const {
    const std::string word = text_of(node, key);
    if (word != "turned" && word != "straight") refuse(node, key, "turned or straight");
    return word == "turned";
  }

  template <class Node>
  bool settled_of(const Node& node, const std::string& key) const {
    const std::string word = text_of(node, key);
    if (word != "as it is" && word != "open") refuse(node, key, "as it is or open");
    return word == "as it is";
  }

  template <class Node>
  CoordinateShift shift_of(const Node& node, const std::string& key) const {
    const auto found = shift_from_name(text_of(node, key));
    if (!found) refuse(node, key, "none, gcj02 or bd09");
    return *found;
  }

  /// The canonical field of that name: of the role, or of any role while none is given.
  template <class Key, class Node>
  const Field& field_of(std::optional<Role> role, const Key& key, const Node& node) const {
    std::vector<std::string_view> names;
    for (std::size_t r = 0; r < role_count; ++r) {
      const Role candidate = static_cast<Role>(r);
      if (role && *role != candidate) continue;
      if (const Field* found = find_field(candidate, key.str())) return *found;
      for (const Field& f : fields_of(candidate)) names.push_back(f.name);
    }
    unknown(node, key.str(), closest(key.str(), names));
  }

  template <class Node>
  Unit unit_of(const Field& field, const Node& node) const {
    const std::string given = text_of(node, std::string(field.name));
    const bool counted = field.kind == FieldKind::quantity || field.kind == FieldKind::storeys;
    const Dimension dimension = counted ? info(field.quantity).dimension : Dimension::date;
    const auto unit = unit_from_text(given, dimension);
    if (!unit || (!counted && field.kind != FieldKind::year))
      throw Error(ErrorKind::usage, "{}, line {}: {} is not a unit of {}.", file_.string(),
                  node.source().begin.line, given, field.name);
    return *unit;
  }

  /// A meaning must be one that the field can be read from; the role must be known for that.
  template <class Key, class Node>
  void take_values(const Key& name, const Node& words, SourceSettings& into) const {
    const Field& field = field_of(into.role, name, words);
    const std::string full = "values." + std::string(field.name);
    if (!words.is_table()) refuse(words, full, "a table");
    for (const auto& [cell, node] : *words.as_table()) {
      const std::string meaning = text_of(node, full);
      const CellState state =
          into.role ? meaning_of(*into.role, field, Unit::none, meaning).state : CellState::read;
      if (state == CellState::unread)
        throw Error(ErrorKind::usage,
                    "{}, line {}: \"{}\" is no value of {}. Write a word or a number that the "
                    "field can be read from.",
                    file_.string(), node.source().begin.line, meaning, field.name);
      into.values[std::string(field.name)][std::string(cell.str())] = meaning;
    }
  }
};

}  // namespace firebreak::io
