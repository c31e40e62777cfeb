#include <algorithm>
#include <tuple>

#include "core/base/text.hpp"
#include "core/normalise/cad.hpp"
#include "core/normalise/cad_roads.hpp"

namespace firebreak {

namespace {

/// What objects of one layer that are listed together have in common.
struct Group {
  std::string layer;
  std::string kind;  ///< "lines", "texts" …; empty for symbols
  std::string block;
  auto operator<=>(const Group&) const = default;
};

std::string kind_of(const CadDrawing& drawing, std::uint32_t e) {
  if (!drawing.entities[e].text.empty()) return tr_key("texts");
  const auto part = drawing.shapes.first_part(e);
  if (part == drawing.shapes.end_part(e)) return tr_key("without geometry");
  switch (drawing.shapes.part_kind[part]) {
    case PartKind::point:
      return tr_key("points");
    case PartKind::line:
      return tr_key("lines");
    default:
      return tr_key("areas");
  }
}

std::string group_name(const Group& group) {
  if (!group.block.empty()) return text("{}: block {}", group.layer, group.block);
  return fmt::format("{}: {}", group.layer, translate(group.kind));
}

std::optional<Role> role_of(CadUse use) {
  switch (use) {
    case CadUse::annotation:
    case CadUse::aside:
    case CadUse::buildings:
    case CadUse::road_edges:
      return Role::reference;
    case CadUse::centrelines:
      return Role::roads;
    case CadUse::hydrants:
      return Role::hydrants;
    case CadUse::water_mains:
      return Role::water_mains;
    case CadUse::water:
      return Role::water;
    case CadUse::other:
      return std::nullopt;
  }
  return std::nullopt;
}

/// Only geometry that the role can use keeps it.
bool fits(Role role, const Group& group) {
  const bool symbol = !group.block.empty();
  if (role == Role::hydrants) return symbol || group.kind == "points";
  if (role == Role::roads || role == Role::water_mains) return group.kind == "lines";
  if (role == Role::water) return group.kind == "lines" || group.kind == "areas";
  return true;
}

Column& column_named(RawLayer& layer, const std::string& name, std::size_t rows) {
  for (Column& column : layer.columns)
    if (column.name == name) return column;
  Column& column = layer.columns.emplace_back(name, ColumnType::text);
  for (std::size_t row = 0; row < rows; ++row) column.push_missing();
  return column;
}

void put(RawLayer& layer, const std::string& name, const std::string& value, std::size_t row) {
  if (value.empty()) return;
  Column& column = column_named(layer, name, row);
  if (column.size() == row) column.push(std::string_view(value));
}

RawLayer made_of(const CadDrawing& drawing, const std::vector<std::uint32_t>& entities) {
  RawLayer layer = layer_of_drawing(drawing, {});
  for (std::size_t row = 0; row < entities.size(); ++row) {
    const CadEntity& entity = drawing.entities[entities[row]];
    layer.shapes.add_copy(drawing.shapes, entities[row]);
    layer.fids.push_back(entity.fid);
    for (const auto& [tag, value] : entity.attributes) put(layer, tag, value, row);
    put(layer, "cad_text", entity.text, row);
    put(layer, "cass_code", entity.code, row);
    for (Column& column : layer.columns)
      if (column.size() == row) column.push_missing();
  }
  return layer;
}

bool is_hydrant(const CadEntity& entity, const CadRules& rules) {
  return !entity.block.empty() && (is_hydrant_block(entity.block, rules) ||
                                   cad_layer_use(entity.layer, rules) == CadUse::hydrants);
}

}  // namespace

RawLayer layer_of_drawing(const CadDrawing& drawing, std::string name) {
  RawLayer layer;
  layer.path = drawing.path;
  layer.layer = std::move(name);
  layer.driver = "DXF";
  layer.encoding = drawing.encoding;
  layer.encoding_guessed = drawing.encoding_guessed;
  return layer;
}

std::vector<RawLayer> cad_layers(const CadDrawing& drawing, const CadRules& rules, const Job& job) {
  std::vector<RawLayer> out;
  std::map<std::string, CadUse> uses;
  for (const CadEntity& entity : drawing.entities)
    uses.emplace(entity.layer, cad_layer_use(entity.layer, rules));
  std::vector<std::uint8_t> used(drawing.entities.size(), 0);
  for (const auto& [name, use] : uses) {
    if (use != CadUse::buildings) continue;
    CadBuildings made = cad_buildings(drawing, name, rules, job);
    for (std::size_t e = 0; e < used.size(); ++e) used[e] |= made.used[e];
    out.push_back(std::move(made.buildings));
    if (made.ruins.size() > 0) out.push_back(std::move(made.ruins));
  }
  Shapes buildings;
  for (const RawLayer& layer : out)
    if (layer.role_hint == Role::buildings) buildings.append(layer.shapes);
  for (const auto& [name, use] : uses) {
    if (use != CadUse::road_edges) continue;
    CadRoads made = cad_roads(drawing, name, buildings, job);
    for (std::size_t e = 0; e < used.size(); ++e) used[e] |= made.used[e];
    for (RawLayer* layer : {&made.carriageway, &made.centrelines})
      if (layer->size() > 0) out.push_back(std::move(*layer));
  }
  std::map<Group, std::vector<std::uint32_t>> groups;
  for (std::uint32_t e = 0; e < drawing.entities.size(); ++e) {
    const CadEntity& entity = drawing.entities[e];
    if (used[e] != 0) continue;
    const std::string kind = entity.block.empty() ? kind_of(drawing, e) : std::string();
    groups[{entity.layer, kind, entity.block}].push_back(e);
  }
  for (const auto& [group, entities] : groups) {
    job.check();
    RawLayer layer = made_of(drawing, entities);
    layer.layer = group_name(group);
    layer.role_hint = role_of(uses[group.layer]);
    if (is_hydrant(drawing.entities[entities.front()], rules))
      layer.role_hint = Role::hydrants;
    else if (layer.role_hint && !fits(*layer.role_hint, group))
      layer.role_hint = Role::reference;
    out.push_back(std::move(layer));
  }
  if (!out.empty())
    out.front().issues.insert(out.front().issues.end(), drawing.issues.begin(),
                              drawing.issues.end());
  const auto scale = cad_scale(drawing);
  for (RawLayer& layer : out) layer.survey_scale = scale;
  return out;
}

}  // namespace firebreak
