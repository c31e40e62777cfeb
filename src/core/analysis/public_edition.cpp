#include "core/analysis/public_edition.hpp"

#include <algorithm>
#include <set>
#include <string>

#include "core/model/key_sites.hpp"

namespace firebreak {

namespace {

constexpr std::string_view hazard_words[] = {
    "加油",     "加气",     "油库",      "储油",     "液化",     "燃气",        "煤气",
    "天然气站", "危险品",   "危化",      "易燃",     "易爆",     "烟花",        "爆竹",
    "化工",     "化学品",   "民爆",      "弹药",     "fuel",     "gas station", "petrol",
    "lpg",      "chemical", "explosive", "firework", "tank farm"};

struct Hazards {
  std::set<std::string, std::less<>> names;
  std::set<std::string, std::less<>> building_ids;

  explicit Hazards(const City& city) {
    const auto& buildings = *city.buildings;
    for (std::size_t b = 0; b < buildings.size(); ++b)
      if (tells_hazard(buildings.names[b])) take(city, static_cast<std::uint32_t>(b));
    for (const Layer& layer : *city.others) {
      if (layer.role != Role::key_sites) continue;
      const auto building = building_of_sites(city, layer);
      for (std::size_t row = 0; row < layer.origins.size(); ++row) {
        if (!hazardous(layer, row)) continue;
        if (const auto name = word(layer, "name", row); name.size() > 1) names.emplace(name);
        if (building[row]) take(city, *building[row]);
      }
    }
  }

 private:
  static std::string_view word(const Layer& layer, std::string_view field, std::size_t row) {
    for (const Column& column : layer.columns)
      if (column.name == field && column.type == ColumnType::text && column.has(row))
        return column.texts[row];
    return {};
  }
  static bool hazardous(const Layer& layer, std::size_t row) {
    return tells_hazard(word(layer, "name", row)) || tells_hazard(word(layer, "category", row));
  }
  void take(const City& city, std::uint32_t b) {
    building_ids.emplace(city.buildings->ids[b]);
    if (const auto name = city.buildings->names[b]; name.size() > 1) names.emplace(name);
  }
};

/// The column without the cells that `hide` names.
template <class Hide>
void blank(Column& column, const Hide& hide) {
  bool any = false;
  for (std::size_t row = 0; row < column.size() && !any; ++row) any = column.has(row) && hide(row);
  if (!any) return;
  Column kept(column.name, column.type, column.title, column.unit);
  for (std::size_t row = 0; row < column.size(); ++row)
    if (column.has(row) && !hide(row))
      kept.push(column.texts[row]);
    else
      kept.push_missing();
  column = std::move(kept);
}

}  // namespace

bool tells_hazard(std::string_view words) {
  if (words.empty()) return false;
  std::string small(words);
  std::ranges::transform(small, small.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
  });
  return std::any_of(std::begin(hazard_words), std::end(hazard_words),
                     [&](std::string_view word) { return small.find(word) != std::string::npos; });
}

void hide_hazardous_sites(const City& city, std::vector<FeatureTable>& tables,
                          std::vector<Finding>& findings) {
  const Hazards hazards(city);
  const auto names_one = [&](std::string_view text) {
    return std::any_of(hazards.names.begin(), hazards.names.end(), [&](const std::string& name) {
      return text.find(name) != std::string_view::npos;
    });
  };
  for (FeatureTable& table : tables) {
    const Column* id = table.column("building_id");
    for (Column& column : table.columns) {
      if (column.type != ColumnType::text || column.name.ends_with("_id")) continue;
      const bool own = id != nullptr && (column.name == "name" || column.name == "use");
      blank(column, [&](std::size_t row) {
        return names_one(column.texts[row]) ||
               (own && hazards.building_ids.contains(id->texts[row]));
      });
    }
  }
  for (Finding& finding : findings)
    if (names_one(finding.place)) finding.place.clear();
}

}  // namespace firebreak
