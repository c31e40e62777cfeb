#include "core/normalise/recognise.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <filesystem>

#include "core/base/plural.hpp"
#include "core/base/text.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak {

namespace {

/// What kinds of geometry a layer holds; the count of features by their first part.
struct GeometryKinds {
  std::size_t points = 0, lines = 0, polygons = 0, none = 0;
};

GeometryKinds kinds_of(const Shapes& shapes) {
  GeometryKinds out;
  for (std::size_t f = 0; f < shapes.size(); ++f) {
    const auto part = shapes.first_part(f);
    if (part == shapes.end_part(f))
      ++out.none;
    else if (shapes.part_kind[part] == PartKind::point)
      ++out.points;
    else if (shapes.part_kind[part] == PartKind::line)
      ++out.lines;
    else
      ++out.polygons;
  }
  return out;
}

enum Geometry : unsigned { point = 1, line = 2, polygon = 4 };

/// The kinds of geometry that a role can use.
unsigned usable_geometry(Role role) {
  switch (role) {
    case Role::buildings:
      return polygon;
    case Role::hydrants:
    case Role::incidents:
    case Role::reports:
      return point;
    case Role::roads:
    case Role::water_mains:
      return line;
    case Role::stations:
    case Role::key_sites:
      return point | polygon;
    case Role::barriers:
      return line | polygon;
    case Role::obstacles:
    case Role::reference:
      return point | line | polygon;
    case Role::carriageway:
    case Role::open_land:
    case Role::compounds:
    case Role::land_use:
    case Role::management_units:
    case Role::study_area:
    case Role::built_up:
      return polygon;
    case Role::water:
      return line | polygon;
    case Role::terrain:
      return 0;
  }
  return 0;
}

/// The share of features with geometry that the role can use; 1 for a table without any, whose
/// places stand in its columns.
double usable_share(Role role, const GeometryKinds& kinds) {
  const unsigned may = usable_geometry(role);
  const std::size_t all = kinds.points + kinds.lines + kinds.polygons;
  if (all == 0) return (may & point) != 0 ? 1 : 0;
  const std::size_t fits = ((may & point) != 0 ? kinds.points : 0) +
                           ((may & line) != 0 ? kinds.lines : 0) +
                           ((may & polygon) != 0 ? kinds.polygons : 0);
  return static_cast<double>(fits) / static_cast<double>(all);
}

bool is_short(std::string_view word) {
  const bool ascii = static_cast<unsigned char>(word.front()) < 0x80U;
  return ascii ? word.size() < 4 : character_count(word) < 2;
}

/// The tidied words of a name, parted by anything but letters.
std::vector<std::string> words_of(std::string_view name) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : tidy(name)) {
    const bool letter =
        std::isalpha(static_cast<unsigned char>(c)) != 0 || static_cast<unsigned char>(c) >= 0x80U;
    if (letter) {
      word.push_back(c);
    } else if (!word.empty()) {
      out.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) out.push_back(std::move(word));
  return out;
}

/// How many bytes of a role's longest word the name holds; 0 for none.
std::size_t word_hit(std::string_view name, const std::vector<std::string>& layer_words) {
  const std::string folded = folded_name(name);
  const auto words = words_of(name);
  std::size_t best = 0;
  for (const std::string& word : layer_words) {
    if (word.empty() || word.size() <= best) continue;
    const bool hit = is_short(word) ? std::find(words.begin(), words.end(), word) != words.end()
                                    : folded.find(word) != std::string::npos;
    if (hit) best = word.size();
  }
  return best;
}

/// The role whose word stands in the name, the longest word first; roles whose geometry does not
/// fit are left out.
std::optional<Role> role_by_name(std::string_view name, const GeometryKinds& kinds,
                                 const FieldDictionary& dictionary) {
  std::optional<Role> best;
  std::size_t best_hit = 0;
  for (std::size_t r = 0; r < role_count; ++r) {
    const Role role = static_cast<Role>(r);
    if (role == Role::reference) continue;  // only where nothing else speaks
    const std::size_t hit = word_hit(name, dictionary.of(role).layer_words);
    if (hit > best_hit && usable_share(role, kinds) > 0.5) {
      best = role;
      best_hit = hit;
    }
  }
  // A polygon layer named after roads holds their surface.
  if (!best && word_hit(name, dictionary.of(Role::roads).layer_words) > 0 &&
      usable_share(Role::carriageway, kinds) > 0.5)
    return Role::carriageway;
  return best;
}

std::optional<Role> role_by_columns(const RawLayer& layer, const GeometryKinds& kinds,
                                    const FieldDictionary& dictionary, std::string& column) {
  for (const auto& [name, role] : dictionary.telling_columns)
    for (const Column& c : layer.columns)
      if (folded_name(c.name) == name && usable_share(role, kinds) > 0.5) {
        column = c.name;
        return role;
      }
  return std::nullopt;
}

/// Fields whose names many roles share and that say nothing about the role.
bool common_field(std::string_view name) {
  static constexpr std::string_view names[] = {
      "id",   "name",    "kind", "address", "lon",    "lat",   "x",     "y",     "lonlat", "phone",
      "unit", "village", "type", "layer",   "access", "class", "owner", "photo", "year",   "code"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

/// Fields that any register of things to look after has: alone they say nothing about the role.
bool register_field(std::string_view name) {
  static constexpr std::string_view names[] = {"status", "checked", "built", "keeper", "problem"};
  return std::find(std::begin(names), std::end(names), name) != std::end(names);
}

/// The role with the most own fields among the columns; at least two, and not those of registers
/// alone.
std::optional<Role> role_by_fields(std::span<const std::string> names, const GeometryKinds& kinds,
                                   const FieldDictionary& dictionary) {
  std::optional<Role> best;
  std::size_t best_count = 1;
  for (std::size_t r = 0; r < role_count; ++r) {
    const Role role = static_cast<Role>(r);
    if (usable_share(role, kinds) <= 0.5) continue;
    const auto matches = match_fields(role, names, dictionary);
    const auto own = static_cast<std::size_t>(
        std::count_if(matches.begin(), matches.end(),
                      [](const FieldMatch& m) { return !common_field(m.field->name); }));
    const bool telling = std::any_of(matches.begin(), matches.end(), [](const FieldMatch& m) {
      return !common_field(m.field->name) && !register_field(m.field->name);
    });
    if (telling && own > best_count) {
      best = role;
      best_count = own;
    }
  }
  return best;
}

std::vector<std::string> column_names(const RawLayer& layer) {
  std::vector<std::string> out;
  for (const Column& c : layer.columns) out.push_back(c.name);
  return out;
}

ColumnView view_of(const Column& column) {
  ColumnView out;
  out.name = column.name;
  out.type = column.type;
  for (std::size_t row = 0; row < column.size(); ++row) {
    if (!column.has(row)) continue;
    if (column.type == ColumnType::text && column.texts[row].empty()) continue;
    ++out.filled;
    if (out.samples.size() == 3) continue;
    std::string sample = cell_text(column, row);
    if (std::find(out.samples.begin(), out.samples.end(), sample) == out.samples.end())
      out.samples.push_back(std::move(sample));
  }
  return out;
}

void set_role(Recognition& out, Role role, double confidence, std::string reason) {
  out.role = role;
  out.confidence = confidence;
  out.reason = std::move(reason);
}

void find_role(Recognition& out, const RawLayer& layer, const FieldDictionary& dictionary,
               std::span<const std::string> names) {
  const GeometryKinds kinds = kinds_of(layer.shapes);
  std::string column;
  if (layer.role_hint && layer.driver == "DXF")
    return set_role(out, *layer.role_hint, 0.9,
                    text("The name of its layer or block in the drawing says so."));
  if (layer.role_hint)
    return set_role(out, *layer.role_hint, 1, text("The format says what the layer is."));
  const auto by_layer = role_by_name(layer.layer, kinds, dictionary);
  const auto by_columns = role_by_columns(layer, kinds, dictionary, column);
  if (by_layer && by_columns && *by_layer == *by_columns)
    return set_role(out, *by_layer, 0.98,
                    text("The layer's name {0} and its column {1} say so.", layer.layer, column));
  if (by_columns && *by_columns == Role::land_use)
    return set_role(out, *by_columns, 0.95, text("Its column {} says so.", column));
  if (by_layer)
    return set_role(out, *by_layer, 0.9, text("The layer's name {} says so.", layer.layer));
  const std::string file = std::filesystem::path(layer.path).stem().string();
  if (const auto by_file = role_by_name(file, kinds, dictionary))
    return set_role(out, *by_file, by_columns == by_file ? 0.95 : 0.8,
                    text("The file's name {} says so.", file));
  if (by_columns) return set_role(out, *by_columns, 0.8, text("Its column {} says so.", column));
  // Parcels carry what their buildings are like; several fitting columns make them none.
  if (word_hit(layer.layer, dictionary.of(Role::reference).layer_words) > 0)
    return set_role(out, Role::reference, 0.9,
                    text("The layer's name {} says that it holds parcels of land, which are no "
                         "buildings; it is kept as reference.",
                         layer.layer));
  if (const auto by_fields = role_by_fields(names, kinds, dictionary))
    return set_role(out, *by_fields, 0.6, text("Several of its columns fit this role."));
  set_role(out, Role::reference, 0,
           text("Neither name nor columns say what the layer is; it is kept as reference."));
}

std::string crs_label(const Crs& crs) {
  return crs.name().empty() ? crs.definition() : crs.definition() + " " + crs.name();
}

void look_at_crs(Recognition& out, const RawLayer& layer, SaidOfPlaces said) {
  if (layer.crs.known() || said.crs) return;
  out.crs = propose_crs(layer.shapes.points);
  const CrsProposal& crs = *out.crs;
  if (crs.certain) {
    out.assumed.push_back(crs.reason);
    if (crs.swap_xy)
      out.assumed.push_back(
          text("x and y stand exchanged and are put right: their ranges do not meet."));
    if (crs.turned_rows > 0)
      out.assumed.push_back(text(for_count(crs.turned_rows,
                                           tr_key("x and y stand exchanged in {} record and are "
                                                  "put right there: their ranges do not meet."),
                                           tr_key("x and y stand exchanged in {} records and are "
                                                  "put right there: their ranges do not meet.")),
                                 crs.turned_rows));
  } else if (crs.crs) {
    out.proposed.push_back(
        text("{0} Taken as {1} only if you say so.", crs.reason, crs_label(*crs.crs)));
  }
  if (crs.packed_angles && !said.packed_angles)
    out.proposed.push_back(text(
        "The degrees look like packed degrees, minutes and seconds (DDD.MMSS); if a place of the "
        "map confirms it, write angles = \"packed\" under this source in city.toml."));
}

void look_at_fields(Recognition& out, const RawLayer& layer, const FieldDictionary& dictionary,
                    std::span<const std::string> names) {
  out.fields = match_fields(out.role, names, dictionary);
  out.columns.reserve(layer.columns.size());
  for (const Column& column : layer.columns) out.columns.push_back(view_of(column));
  for (const FieldMatch& match : out.fields) {
    ColumnView& column = out.columns[match.column];
    column.field = match.field->name;
    column.unit = match.unit;
    if (match.match == NameMatch::prefix)
      out.assumed.push_back(text("Column {0} is taken as {1}: its name was cut by the format.",
                                 column.name, translate(match.field->name)));
  }
}

}  // namespace

bool fits_geometry(Role role, const RawLayer& layer) {
  return usable_geometry(role) == 0 || usable_share(role, kinds_of(layer.shapes)) > 0.5;
}

Recognition recognise(const RawLayer& layer, const FieldDictionary& dictionary, SaidOfPlaces said) {
  Recognition out;
  const auto names = column_names(layer);
  find_role(out, layer, dictionary, names);
  look_at_fields(out, layer, dictionary, names);
  look_at_crs(out, layer, said);
  return out;
}

Recognition recognise_as(Role role, const RawLayer& layer, const FieldDictionary& dictionary,
                         SaidOfPlaces said) {
  Recognition out;
  const auto names = column_names(layer);
  set_role(out, role, 1, text("The project says so."));
  look_at_fields(out, layer, dictionary, names);
  look_at_crs(out, layer, said);
  return out;
}

}  // namespace firebreak
