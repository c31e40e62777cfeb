#include "core/analysis/comparison.hpp"

#include <algorithm>
#include <array>

#include "core/analysis/change_reason.hpp"
#include "core/base/text.hpp"
#include "core/model/column_push.hpp"
#include "core/model/summary_row.hpp"

namespace firebreak {

namespace {

/// A column that is compared, its words from best to worst.
struct Compared {
  Changed what;
  const char* column;
  const char* title;
  std::vector<std::string_view> order;
};

const std::vector<Compared>& compared_columns() {
  static const std::vector<Compared> columns{
      {Changed::hydrant_rule,
       "hydrant_verdict",
       tr_key("hydrant rule"),
       {"pass", "marginal", "unknown", "fail"}},
      {Changed::coverage,
       "coverage",
       tr_key("hydrant coverage"),
       {"full", "partly", "unknown", "none"}},
      {Changed::water,
       "water_verdict",
       tr_key("water supply"),
       {"G3", "G2", "G1", "unknown", "G0"}},
      {Changed::cut_off, "cut_off", tr_key("cut off"), {"no", "unknown", "yes"}},
      {Changed::front_lane,
       "lane_verdict",
       tr_key("lane in front"),
       {"pass", "marginal", "unknown", "fail"}},
      {Changed::risk, "risk_level", tr_key("risk level"), {"0", "1", "2", "3", "4"}}};
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

std::vector<FigureChange> changed_unit_figures(const Assessment& base, const Assessment& plan,
                                               std::string_view unit) {
  std::vector<FigureChange> changes;
  const FeatureTable* before = table_in(base, "unit_summary");
  const FeatureTable* after = table_in(plan, "unit_summary");
  const auto was = before == nullptr ? std::nullopt : summary_row(*before, unit);
  const auto is = after == nullptr ? std::nullopt : summary_row(*after, unit);
  if (!was || !is) return changes;
  for (const Column& column : after->columns) {
    const auto x = number_in(*before, column.name, *was);
    const auto y = number_in(*after, column.name, *is);
    if (x && y && *x != *y) changes.push_back({column.name, column.title, column.unit, *x, *y});
  }
  return changes;
}

FeatureTable changed_buildings(const ComparedRun& base, const ComparedRun& plan, Language in,
                               const Job& job) {
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
  Column edited("edited", ColumnType::text, tr_key("what was edited"));
  const FeatureTable* was_table = table_in(base.run, "building_risk");
  const FeatureTable* is_table = table_in(plan.run, "building_risk");
  const Column* ids = is_table == nullptr ? nullptr : is_table->column("building_id");
  if (ids != nullptr && was_table != nullptr) {
    const ChangeReasons reasons(base, plan, in);
    const RowsById row_before(was_table, "building_id");
    const Column* names = is_table->column("name");
    // What matters most comes first.
    for (const Compared& compared : compared_columns()) {
      const Column* x = was_table->column(compared.column);
      const Column* y = is_table->column(compared.column);
      if (x == nullptr || y == nullptr || x->type != y->type) continue;
      for (std::size_t row = 0; row < ids->size(); ++row) {
        if (row % 4096 == 0) job.check();
        const auto found = row_before.find(ids->texts[row]);
        if (!found) continue;
        const std::string was = cell(*x, *found);
        const std::string is = cell(*y, row);
        if (was == is) continue;
        out.shapes.add_copy(is_table->shapes, row);
        id.push(ids->texts[row]);
        push_word(name,
                  names != nullptr && names->has(row) ? names->texts[row] : std::string_view());
        what.push(std::string_view(compared.title));
        before.push(std::string_view(was));
        after.push(std::string_view(is));
        const int way = direction(compared, was, is);
        effect.push(std::string_view(way < 0   ? tr_key("better")
                                     : way > 0 ? tr_key("worse")
                                               : tr_key("changed")));
        const ChangeReasons::Why why = reasons.why(compared.what, *found, row);
        push_word(reason, why.sentence);
        push_word(edited, why.edited);
      }
    }
  }
  for (Column* column : {&id, &name, &what, &before, &after, &effect, &reason, &edited})
    out.columns.push_back(std::move(*column));
  return out;
}

}  // namespace firebreak
