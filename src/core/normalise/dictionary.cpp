#include "core/normalise/dictionary.hpp"

#include <algorithm>

#include "core/normalise/text_clean.hpp"

namespace firebreak {

namespace {

using K = FieldKind;
using Q = Quantity;

constexpr Field building_fields[] = {
    {"id"},
    {"name"},
    {"building_tag", K::word},  ///< OSM building=*, a use or plain "yes"
    {"structure", K::word, {}, true},
    {"fire_grade", K::word},
    {"storeys", K::storeys, Q::storeys, true},
    {"basement", K::quantity, Q::basement},
    {"height_m", K::quantity, Q::height, true},
    {"year", K::year, {}, true},
    {"footprint_m2", K::quantity, Q::footprint_area},
    {"floor_area_m2", K::quantity, Q::floor_area},
    {"use", K::word, {}, true},
    {"use_planned", K::word},
    {"people", K::quantity, Q::people},
    {"households", K::quantity, Q::households},
    {"sprinklered", K::truth},
    {"property"},
    {"address"},
    {"layer", K::quantity, Q::level},
    {"location"},
};
constexpr Field hydrant_fields[] = {
    {"id"},
    {"name"},
    {"address"},
    {"unit"},
    {"village"},
    {"lon", K::coordinate},
    {"lat", K::coordinate},
    {"x", K::coordinate},
    {"y", K::coordinate},
    {"lonlat", K::coordinate},
    {"kind", K::word},
    {"form", K::word},
    {"owner", K::word},
    {"interface"},
    {"main_mm", K::quantity, Q::main_diameter, true},
    {"main_layout", K::word},
    {"pressure_mpa", K::quantity, Q::pressure},
    {"flow_lps", K::quantity, Q::flow, true},
    {"status", K::word, {}, true},
    {"problem"},
    {"keeper"},
    {"built", K::year},
    {"checked", K::time},
    {"photo"},
};
constexpr Field road_fields[] = {
    {"id"},
    {"name"},
    {"class", K::word, {}, true},
    {"width_m", K::quantity, Q::road_width, true},
    {"width_planned_m", K::quantity, Q::road_width},
    {"max_width_m", K::quantity, Q::width_limit},
    {"clear_height_m", K::quantity, Q::clear_height, true},
    {"max_weight_t", K::quantity, Q::weight_limit},
    {"speed_kmh", K::quantity, Q::speed},
    {"lanes", K::quantity, Q::lanes},
    {"one_way", K::word, {}, true},
    {"access", K::word},
    {"vehicle_access", K::word},
    {"emergency", K::word},
    {"layer", K::quantity, Q::level},
    {"bridge", K::truth},
    {"tunnel", K::truth},
    {"covered", K::truth},
    {"surface"},
    {"fire_lane", K::truth},
    {"state", K::word},
    {"service"},
};
constexpr Field station_fields[] = {
    {"id"},
    {"name"},
    {"class"},
    {"engines", K::quantity, Q::engines},
    {"staff", K::quantity, Q::staff},
    {"address"},
    {"unit"},
    {"village"},
    {"phone"},
    {"lon", K::coordinate},
    {"lat", K::coordinate},
    {"x", K::coordinate},
    {"y", K::coordinate},
    {"lonlat", K::coordinate},
};
constexpr Field obstacle_fields[] = {
    {"id"},
    {"name"},
    {"kind", K::word, {}, true},
    {"clear_width_m", K::quantity, Q::width_limit},
    {"clear_height_m", K::quantity, Q::clear_height},
    {"size_m", K::quantity, Q::size},
    {"height_m", K::quantity, Q::height},
    {"opening", K::word},
    {"occasion", K::word},
    {"removable", K::truth},
    {"probability", K::quantity, Q::probability},
    {"layer", K::quantity, Q::level},
    {"since", K::time},
    {"access", K::word},
    {"lon", K::coordinate},
    {"lat", K::coordinate},
};
constexpr Field barrier_fields[] = {
    {"id"},
    {"name"},
    {"kind", K::word},
    {"waterway", K::word},
    {"railway", K::word},
    {"highway", K::word},
    {"layer", K::quantity, Q::level},
    {"bridge", K::truth},
    {"tunnel", K::truth},
    {"height_m", K::quantity, Q::height},
};
constexpr Field main_fields[] = {
    {"id"},
    {"diameter_mm", K::quantity, Q::main_diameter, true},
    {"material"},
    {"layout", K::word},
    {"pressure_mpa", K::quantity, Q::pressure},
    {"year", K::year},
};
constexpr Field incident_fields[] = {
    {"id"},
    {"time", K::time},
    {"kind"},
    {"address"},
    {"unit"},
    {"village"},
    {"place_type"},
    {"cause"},
    {"deaths", K::quantity, Q::people},
    {"injured", K::quantity, Q::people},
    {"loss_wan", K::quantity, Q::money},
    {"turnout", K::time},
    {"arrived", K::time},
    {"lon", K::coordinate},
    {"lat", K::coordinate},
};
constexpr Field report_fields[] = {
    {"id"},
    {"time", K::time},
    {"source"},
    {"what"},
    {"address"},
    {"unit"},
    {"village"},
    {"result"},
    {"state"},
    {"lon", K::coordinate},
    {"lat", K::coordinate},
};
constexpr Field unit_fields[] = {
    {"id"}, {"name", K::text, {}, true}, {"level", K::word}, {"parent"}, {"leader"}, {"phone"},
};
constexpr Field site_fields[] = {
    {"id"},
    {"name"},
    {"category", K::word},
    {"credit"},
    {"owner"},
    {"manager"},
    {"phone"},
    {"department"},
    {"people", K::quantity, Q::people},
    {"registered", K::truth},
    {"address"},
    {"unit"},
    {"village"},
    {"lon", K::coordinate},
    {"lat", K::coordinate},
};
constexpr Field area_fields[] = {
    {"id"},
    {"name"},
    {"kind"},
    {"code"},
    {"year", K::year},
    {"property"},
    {"households", K::quantity, Q::households},
    {"parking", K::quantity, Q::parking},
};
constexpr Field plain_fields[] = {{"id"}, {"name"}};

/// Chinese characters only (3 bytes each in UTF-8).
bool all_chinese(std::string_view text) {
  return text.size() % 3 == 0 && std::all_of(text.begin(), text.end(), [](char c) {
           return static_cast<unsigned char>(c) >= 0x80U;
         });
}

/// The text without a character cut off at its end.
std::string_view without_broken_end(std::string_view text) {
  std::size_t lead = text.size();
  while (lead > 0 && (static_cast<unsigned char>(text[lead - 1]) & 0xC0U) == 0x80U) --lead;
  if (lead == 0) return text;
  const auto first = static_cast<unsigned char>(text[lead - 1]);
  const std::size_t wanted = first >= 0xF0U ? 4 : first >= 0xE0U ? 3 : first >= 0xC0U ? 2 : 1;
  return text.size() - (lead - 1) < wanted ? text.substr(0, lead - 1) : text;
}

/// The unit of a column: its header's bracket wins over the dictionary.
Unit unit_of(const Field& field, std::string_view column_name, Unit from_dictionary) {
  const Unit unit = header_unit(field, column_name);
  return unit == Unit::none ? from_dictionary : unit;
}

/// How a column fits a field: match kind and position in the list of names.
struct Fit {
  NameMatch match = NameMatch::none;
  std::size_t rank = 0;
  Unit unit = Unit::none;
};
bool better(const Fit& a, const Fit& b) {
  if (a.match != b.match) return a.match > b.match;
  return a.match != NameMatch::none && a.rank < b.rank;
}

Fit best_fit(std::string_view column, const FieldDictionary::Entry& entry) {
  Fit best;
  for (std::size_t rank = 0; rank < entry.names.size(); ++rank) {
    const Fit fit{match_name(column, entry.names[rank]), rank, entry.names[rank].unit};
    if (better(fit, best)) best = fit;
  }
  return best;
}

}  // namespace

std::span<const Field> fields_of(Role role) {
  switch (role) {
    case Role::buildings:
      return building_fields;
    case Role::hydrants:
      return hydrant_fields;
    case Role::roads:
      return road_fields;
    case Role::stations:
      return station_fields;
    case Role::obstacles:
      return obstacle_fields;
    case Role::barriers:
      return barrier_fields;
    case Role::water_mains:
      return main_fields;
    case Role::incidents:
      return incident_fields;
    case Role::reports:
      return report_fields;
    case Role::management_units:
      return unit_fields;
    case Role::key_sites:
      return site_fields;
    case Role::open_land:
    case Role::water:
    case Role::compounds:
    case Role::land_use:
    case Role::carriageway:
      return area_fields;
    case Role::terrain:
    case Role::study_area:
    case Role::built_up:
    case Role::reference:
      return plain_fields;
  }
  return plain_fields;
}

const Field* find_field(Role role, std::string_view name) {
  for (const Field& field : fields_of(role))
    if (field.name == name) return &field;
  return nullptr;
}

FieldDictionary canonical_dictionary() {
  FieldDictionary out;
  for (std::size_t role = 0; role < role_count; ++role)
    for (const Field& field : fields_of(static_cast<Role>(role)))
      out.roles[role].fields.push_back(
          {&field, {{std::string(field.name), folded_name(field.name), Unit::none}}});
  return out;
}

std::string_view name_before_unit(std::string_view folded, std::string* unit) {
  std::size_t end = 0;
  while (end < folded.size() && static_cast<unsigned char>(folded[end]) >= 0x80U) ++end;
  if (end == 0 || end == folded.size()) return folded;
  std::string_view tail = folded.substr(end);
  if (tail.front() == '/' || tail.front() == ',') tail.remove_prefix(1);
  for (const Dimension dimension :
       {Dimension::length, Dimension::diameter, Dimension::flow, Dimension::pressure,
        Dimension::speed, Dimension::mass, Dimension::area, Dimension::money})
    if (unit_from_text(tail, dimension)) {
      if (unit != nullptr) *unit = tail;
      return folded.substr(0, end);
    }
  return folded;
}

Unit header_unit(const Field& field, std::string_view column_name) {
  if (field.kind != FieldKind::quantity && field.kind != FieldKind::year) return Unit::none;
  const Dimension dimension =
      field.kind == FieldKind::year ? Dimension::date : info(field.quantity).dimension;
  if (const auto unit = unit_from_text(header_bracket(column_name), dimension)) return *unit;
  std::string behind;
  name_before_unit(folded_name(column_name), &behind);
  return unit_from_text(behind, dimension).value_or(Unit::none);
}

NameMatch match_name(std::string_view column_name, const FieldName& name) {
  const std::string_view raw = without_broken_end(column_name);
  const std::string folded = folded_name(raw);
  if (folded.empty()) return NameMatch::none;
  if (folded == name.folded || name_before_unit(folded) == name.folded) return NameMatch::whole;
  if (folded.size() >= name.folded.size() || !name.folded.starts_with(folded))
    return NameMatch::none;
  // A shapefile keeps 10 bytes of a name: 5 characters in GBK, 3 and a rest in UTF-8, 10 in ASCII.
  const std::size_t characters = character_count(raw);
  const bool gbk = all_chinese(raw) && characters == 5;
  const bool utf8 =
      column_name.size() >= 9 && column_name.size() <= 10 && all_chinese(raw) && characters >= 3;
  const bool ascii = column_name.size() == 10 && characters == 10;
  return gbk || utf8 || ascii ? NameMatch::prefix : NameMatch::none;
}

std::vector<FieldMatch> match_fields(Role role, std::span<const std::string> column_names,
                                     const FieldDictionary& dictionary) {
  const auto& entries = dictionary.of(role).fields;
  std::vector<FieldMatch> out;
  std::vector<bool> column_used(column_names.size(), false);
  std::vector<bool> field_done(entries.size(), false);
  // Whole names before cut ones, better ranks before worse, fields in their order.
  struct Candidate {
    Fit fit;
    std::size_t field, column;
  };
  std::vector<Candidate> candidates;
  for (std::size_t f = 0; f < entries.size(); ++f)
    for (std::size_t c = 0; c < column_names.size(); ++c)
      if (const Fit fit = best_fit(column_names[c], entries[f]); fit.match != NameMatch::none)
        candidates.push_back({fit, f, c});
  // A cut name that begins names of several fields ("消火栓") says nothing.
  std::vector<std::size_t> fields_of_column(column_names.size(), 0);
  for (const Candidate& c : candidates) ++fields_of_column[c.column];
  std::erase_if(candidates, [&](const Candidate& c) {
    return c.fit.match == NameMatch::prefix && fields_of_column[c.column] > 1 &&
           all_chinese(without_broken_end(column_names[c.column]));
  });
  std::stable_sort(candidates.begin(), candidates.end(),
                   [](const auto& a, const auto& b) { return better(a.fit, b.fit); });
  for (const Candidate& c : candidates) {
    if (field_done[c.field] || column_used[c.column]) continue;
    field_done[c.field] = column_used[c.column] = true;
    const Field& field = *entries[c.field].field;
    out.push_back(
        {&field, c.column, c.fit.match, unit_of(field, column_names[c.column], c.fit.unit), false});
  }
  std::sort(out.begin(), out.end(),
            [](const FieldMatch& a, const FieldMatch& b) { return a.field < b.field; });
  return out;
}

}  // namespace firebreak
