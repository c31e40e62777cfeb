#include "core/model/place_basis.hpp"

#include <algorithm>
#include <filesystem>

#include "core/base/text.hpp"
#include "core/model/columns.hpp"

namespace firebreak {

namespace {

/// The role whose features are the rows of a table; empty: they are made of several.
std::string_view role_of_table(std::string_view table) {
  if (table == "building_risk") return role_name(Role::buildings);
  if (table == "hydrant_reach") return role_name(Role::hydrants);
  if (table == "fire_lanes" || table == "pinch_points" || table == "critical_segments" ||
      table == "dead_ends")
    return role_name(Role::roads);
  return role_from_name(table) ? table : std::string_view{};
}

}  // namespace

std::optional<Column> place_basis_column(const City& city, std::size_t rows,
                                         const std::function<Origin(std::size_t)>& origin_of) {
  const bool any =
      !city.placed_records.empty() ||
      std::ranges::any_of(city.sources, [](const Source& s) { return !s.place_steps.empty(); });
  if (!any) return std::nullopt;
  bool filled = false;
  Column column = filled_column("place_basis", ColumnType::text, tr_key("how its place was found"),
                                "", rows, [&](std::size_t i) -> std::optional<std::string> {
                                  std::string codes = place_codes(place_steps(city, origin_of(i)));
                                  if (codes.empty()) return std::nullopt;
                                  filled = true;
                                  return codes;
                                });
  return filled ? std::optional(std::move(column)) : std::nullopt;
}

std::vector<std::string> place_remarks(const std::vector<RunRecord::Input>& inputs,
                                       std::string_view table, Language in) {
  std::vector<std::string> remarks;
  const std::string_view role = role_of_table(table);
  if (role.empty()) return remarks;
  for (const RunRecord::Input& input : inputs) {
    if (input.role != role) continue;
    const std::string file = std::filesystem::path(input.path).filename().string();
    const auto add = [&](std::string remark) {
      if (std::ranges::find(remarks, remark) == remarks.end()) remarks.push_back(std::move(remark));
    };
    const PlaceSteps steps = steps_for_legend(place_steps_from(input.place_basis));
    if (!steps.empty())
      add(text_in(in, "{0}: {1}; accurate to about ± {2:g} m", file, place_words(steps, in),
                  input.accuracy_m));
    const PlaceSteps of_some = place_steps_from(input.row_basis);
    if (!of_some.empty())
      add(text_in(in, "{0}, some records: {1}; accurate to about ± {2:g} m", file,
                  place_words(of_some, in), input.accuracy_m));
  }
  return remarks;
}

std::vector<RunRecord::Input> record_inputs(const City& city, bool internal) {
  std::vector<RunRecord::Input> inputs;
  std::vector<PlaceSteps> of_some(city.sources.size());
  for (const PlacedRecord& record : city.placed_records)
    if (record.origin.source < of_some.size())
      of_some[record.origin.source] =
          of_some[record.origin.source].with(steps_for_legend(record.steps));
  for (std::size_t s = 0; s < city.sources.size(); ++s) {
    const Source& source = city.sources[s];
    std::string note = source.crs_note;
    if (internal && !source.place_parameters.empty()) note += "; " + source.place_parameters;
    const std::string_view role =
        source.state == LayerState::read ? role_name(source.role) : layer_state_name(source.state);
    inputs.push_back({source.path, source.layer, std::string(role), source.crs, std::move(note),
                      source.encoding, source.sha256, source.read, source.set_aside,
                      source.accuracy_m, place_codes(source.place_steps), place_codes(of_some[s]),
                      source.accepted, internal ? source.accepted_by : std::string(),
                      source.mapping, source.mapping_sha256});
  }
  return inputs;
}

}  // namespace firebreak
