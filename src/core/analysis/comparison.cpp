#include "core/analysis/comparison.hpp"

#include <algorithm>
#include <array>
#include <unordered_map>

#include "core/base/text.hpp"

namespace firebreak {

namespace {

/// A column that is compared, its words from best to worst.
struct Compared {
  const char* column;
  const char* title;
  const char* reason;  ///< column that says why
  std::vector<std::string_view> order;
};

const std::vector<Compared>& compared_columns() {
  static const std::vector<Compared> columns{
      {"hydrant_verdict",
       tr_key("hydrant rule"),
       "reason",
       {"pass", "marginal", "unknown", "fail"}},
      {"coverage", tr_key("hydrant coverage"), "reason", {"full", "partly", "unknown", "none"}},
      {"cut_off", tr_key("cut off"), "way_in_lane_id", {"no", "unknown", "yes"}},
      {"lane_verdict",
       tr_key("lane in front"),
       "way_in_lane_id",
       {"pass", "marginal", "unknown", "fail"}},
      {"risk_level", tr_key("risk level"), "zone_id", {"0", "1", "2", "3", "4"}}};
  return columns;
}

std::string cell(const Column& column, std::size_t row) {
  if (!column.has(row)) return {};
  if (column.type == ColumnType::text) return std::string(column.texts[row]);
  return std::to_string(column.integers[row]);
}

/// Negative: better, positive: worse, 0: neither can be said, as of what is or becomes unknown.
int direction(const Compared& what, std::string_view before, std::string_view after) {
  if (before == "unknown" || after == "unknown") return 0;
  const auto rank = [&](std::string_view word) {
    return std::find(what.order.begin(), what.order.end(), word) - what.order.begin();
  };
  const auto count = static_cast<std::ptrdiff_t>(what.order.size());
  if (rank(before) == count || rank(after) == count) return 0;
  return rank(after) < rank(before) ? -1 : 1;
}

}  // namespace

std::vector<FigureChange> changed_figures(const RunRecord& base, const RunRecord& plan) {
  std::vector<FigureChange> changes;
  for (const KeyFigure& after : plan.figures)
    for (const KeyFigure& before : base.figures)
      if (before.name == after.name && before.value != after.value)
        changes.push_back({after.name, after.title, after.unit, before.value, after.value});
  return changes;
}

FeatureTable changed_buildings(const FeatureTable& base, const FeatureTable& plan) {
  FeatureTable out;
  out.name = "changed_buildings";
  out.title = tr_key("Buildings whose state changes");
  out.geometry = TableGeometry::multi_polygon;
  Column id("building_id", ColumnType::text, tr_key("building id"));
  Column name("name", ColumnType::text, tr_key("name"));
  Column what("changed", ColumnType::text, tr_key("what changes"));
  Column before("before", ColumnType::text, tr_key("before"));
  Column after("after", ColumnType::text, tr_key("after"));
  Column effect("effect", ColumnType::text, tr_key("effect"));
  Column reason("reason", ColumnType::text, tr_key("reason"));
  const Column* ids = plan.column("building_id");
  const Column* base_ids = base.column("building_id");
  const Column* names = plan.column("name");
  if (ids != nullptr && base_ids != nullptr) {
    std::unordered_map<std::string_view, std::size_t> row_of;
    for (std::size_t row = 0; row < base_ids->size(); ++row)
      row_of.emplace(base_ids->texts[row], row);
    // What matters most comes first.
    for (const Compared& compared : compared_columns()) {
      const Column* x = base.column(compared.column);
      const Column* y = plan.column(compared.column);
      if (x == nullptr || y == nullptr || x->type != y->type) continue;
      for (std::size_t row = 0; row < ids->size(); ++row) {
        const auto found = row_of.find(ids->texts[row]);
        if (found == row_of.end()) continue;
        const std::string was = cell(*x, found->second);
        const std::string is = cell(*y, row);
        if (was == is) continue;
        out.shapes.add_copy(plan.shapes, row);
        id.push(ids->texts[row]);
        if (names != nullptr && names->has(row))
          name.push(names->texts[row]);
        else
          name.push_missing();
        what.push(std::string_view(compared.title));
        before.push(std::string_view(was));
        after.push(std::string_view(is));
        const int way = direction(compared, was, is);
        effect.push(std::string_view(way < 0   ? tr_key("better")
                                     : way > 0 ? tr_key("worse")
                                               : tr_key("changed")));
        const Column* why = plan.column(compared.reason);
        if (why != nullptr && why->type == ColumnType::text && why->has(row))
          reason.push(why->texts[row]);
        else
          reason.push_missing();
      }
    }
  }
  for (Column* column : {&id, &name, &what, &before, &after, &effect, &reason})
    out.columns.push_back(std::move(*column));
  return out;
}

}  // namespace firebreak
