#include <algorithm>
#include <unordered_map>

#include "core/base/error.hpp"
#include "core/io/style_file.hpp"
#include "core/model/place_basis.hpp"
#include "core/normalise/old_looks.hpp"
#include "gui/document.hpp"
#include "gui/words.hpp"

/// What the document shows: its tables, the scene made of them, and what is selected in it.
namespace firebreak::gui {

namespace {

/// A plain look for tables that the sheet does not name: reference layers of the user's.
LayerStyle plain_look(const FeatureTable& table, const StyleSheet& sheet) {
  LayerStyle layer;
  layer.table = table.name;
  layer.title = table.title;
  layer.shown = false;
  StyleRule rule;
  rule.title = table.title;
  rule.symbol.stroke = sheet.ink;
  rule.symbol.stroke->alpha = 160;
  rule.symbol.stroke_mm = 0.25;
  rule.symbol.size_mm = 1.6;
  layer.rules.push_back(std::move(rule));
  return layer;
}

/// What is shown unless the user says otherwise: inputs until there are results, then what a map
/// sheet shows, over the streets and outlines that place it.
bool shown_by_default(const LayerStyle& layer, bool has_results) {
  static constexpr std::string_view inputs[] = {"study_area",  "built_up",  "open_land", "water",
                                                "carriageway", "buildings", "roads",     "barriers",
                                                "obstacles",   "hydrants"};
  const auto found = std::find(std::begin(inputs), std::end(inputs), layer.table);
  if (found == std::end(inputs)) return layer.shown;
  if (layer.table == "study_area" || layer.table == "obstacles") return true;
  return !has_results && layer.table != "built_up" && layer.table != "barriers";
}

std::vector<render::LiveLook> looks_of(const ViewSettings& view, const StyleSheet& style,
                                       bool has_results) {
  std::vector<render::LiveLook> looks;
  for (const LayerStyle& layer : style.layers) {
    render::LiveLook look;
    look.table = layer.table;
    look.title = layer.title;
    look.shown = shown_by_default(layer, has_results);
    if (const LayerView* said = view.find(layer.table, layer.title)) {
      look.shown = said->shown;
      look.opacity = said->opacity;
    }
    for (const StyleRule& rule : layer.rules) {
      const RuleLook* said = view.find(layer.table, layer.title, rule.title);
      if (said != nullptr && said->hidden) look.hidden_rules.push_back(rule.title);
    }
    looks.push_back(std::move(look));
  }
  return looks;
}

/// Counted as it is beside the plan.
constexpr std::string_view headline_tables[] = {"building_risk", "fire_lanes", "risk_zones"};

}  // namespace

void Document::gather_tables() {
  tables_ = inputs_.empty() ? preview_.tables : inputs_;
  if (city_)
    for (const TablePtr& table : edited_) replace_table(tables_, table);
  if (results_ && results_fit_city())
    for (const TablePtr& table : results_->tables) replace_table(tables_, table);
  for (const TablePtr& table : partial_) replace_table(tables_, table);
  if (comparison_ && results_fit_city() && comparison_->buildings->rows() > 0)
    replace_table(tables_, comparison_->buildings);
  const TablePtr summary = table("unit_summary");
  const std::shared_ptr<const void> owner =
      city_ ? std::shared_ptr<const void>(city_->units) : std::shared_ptr<const void>(summary);
  if (units_.owner != owner) units_ = units_of(city_, summary);
  counts_.clear();
  if (filter_ && table(filter_->table->name) != filter_->table) drop_filter();
  follow_selection();
  restyle();
  emit tables_changed();
  rebuild_scene();
}

bool Document::results_fit_city() const {
  if (!city_ || !results_city_) return true;
  return city_->crs == results_city_->crs && city_->origin == results_city_->origin;
}

StyleSheet Document::plain_style() const {
  StyleSheet sheet = sheet_;
  for (const TablePtr& table : tables_)
    if (table->geometry != TableGeometry::none && sheet.find(table->name) == nullptr)
      sheet.layers.push_back(plain_look(*table, sheet));
  return sheet;
}

void Document::restyle() {
  const HasColumn has = [this](std::string_view name, std::string_view column) {
    const TablePtr in = table(name);
    return !in || has_numbers(*in, column);
  };
  const StyleSheet plain = plain_style();
  styled_ = styled(plain, project_.view, has);
  if (!partial_.empty()) return;  // columns are still on the way
  std::vector<std::string> lost = classes_without_column(plain, project_.view, has);
  std::swap(lost, looks_lost_);
  for (const std::string& sentence : looks_lost_)
    if (std::ranges::find(lost, sentence) == lost.end()) tell(to_qt(sentence), Tone::notice);
}

void Document::carry_looks(io::Project& project) {
  if (!city_) return;
  std::vector<std::string> lost = carry_old_looks(project.view, *city_);
  std::swap(lost, old_looks_lost_);
  for (const std::string& sentence : old_looks_lost_)
    if (std::ranges::find(lost, sentence) == lost.end()) tell(to_qt(sentence), Tone::notice);
}

TablePtr Document::table(std::string_view name) const {
  for (const TablePtr& table : tables_)
    if (table->name == name) return table;
  return nullptr;
}

bool Document::is_input(std::string_view name) const {
  if (result_alone_) return false;
  const auto named = [&](const TablePtr& table) { return table->name == name; };
  const bool result = (results_ && results_->find(name)) || std::ranges::any_of(partial_, named);
  return !result && std::ranges::any_of(inputs_.empty() ? preview_.tables : inputs_, named);
}

TablePtr Document::judged_table(std::string_view name) const {
  return results_ && results_fit_city() ? results_->find(name) : nullptr;
}

void Document::rebuild_scene() {
  placing_.cancel();
  if (project_.view.unit.empty()) unit_rows_.reset();
  if (tables_.empty()) {
    drawing_.cancel();
    if (scene_) {
      scene_.reset();
      emit scene_changed();
    }
    return;
  }
  if (unit_known()) return draw_scene();
  placing_.start(
      [units = units_, unit = project_.view.unit, tables = placed_tables(),
       before = unit_rows_](const Job& job) { return unit_rows(units, unit, tables, before, job); },
      [this](std::shared_ptr<const UnitRows> rows) {
        unit_rows_ = std::move(rows);
        emit unit_rows_changed();
        draw_scene();
      });
}

void Document::draw_scene() {
  const bool has_results = (results_ && results_fit_city()) || !partial_.empty();
  drawing_.start(
      [tables = tables_, style = styled_, looks = looks_of(project_.view, styled_, has_results),
       filters = row_filters(), previous = scene_](const Job& job) {
        return render::make_live_scene(tables, style, looks, filters, previous, job);
      },
      [this](std::shared_ptr<const render::LiveScene> scene) {
        scene_ = std::move(scene);
        emit scene_changed();
      });
}

std::vector<TablePtr> Document::placed_tables() const {
  std::vector<TablePtr> tables = tables_;
  if (scenario() != nullptr && base_results_ && base_results_ != results_)
    for (const TablePtr& table : base_results_->tables)
      if (std::ranges::find(headline_tables, std::string_view(table->name)) !=
          std::end(headline_tables))
        tables.push_back(table);
  return tables;
}

bool Document::unit_known() const {
  if (project_.view.unit.empty() || units_.list.empty()) return true;
  return unit_rows_ && unit_rows_->made_for(units_, project_.view.unit) &&
         std::ranges::all_of(placed_tables(), [&](const TablePtr& table) {
           return table->geometry == TableGeometry::none || unit_rows_->of.contains(table);
         });
}

UnitRows::Rows Document::rows_in_unit(const TablePtr& table) const {
  if (project_.view.unit.empty() || !unit_rows_ ||
      !unit_rows_->made_for(units_, project_.view.unit))
    return nullptr;
  const auto found = unit_rows_->of.find(table);
  return found == unit_rows_->of.end() ? nullptr : found->second;
}

void Document::set_filter(std::optional<Filter> filter) {
  if (filter == filter_) return;
  filter_ = std::move(filter);
  emit filter_changed();
  rebuild_scene();
}

void Document::drop_filter() {
  filter_.reset();
  emit filter_changed();
}

UnitRows::Rows Document::rows_shown(const TablePtr& table) const {
  return filter_ && filter_->table == table ? filter_->rows : rows_in_unit(table);
}

std::vector<render::RowFilter> Document::row_filters() const {
  constexpr double pale = 0.25;
  std::vector<render::RowFilter> filters;
  for (const TablePtr& table : tables_) {
    if (table->name == "unit_summary") continue;
    if (const auto rows = rows_shown(table)) filters.push_back({table->name, *rows, pale});
  }
  return filters;
}

void Document::set_theme(const std::string& name) {
  if (name == theme_) return;
  try {
    sheet_ = io::style_sheet(name);
  } catch (const Error& e) {
    return fail(QString::fromUtf8(e.what()));  // the sheet before stays
  }
  theme_ = name;
  restyle();
  emit theme_changed();
  rebuild_scene();
}

void Document::follow_selection() {
  const TablePtr now = table(selection_.table);
  const TablePtr before = selected_in_;
  if (now == before || selection_.table.empty()) return;
  if (!now || !before) return select({});
  const auto name = id_column_of(*now);
  const Column* ids = name.empty() ? nullptr : now->column(name);
  const Column* were = name.empty() ? nullptr : before->column(name);
  if (ids == nullptr || were == nullptr) return select({});
  std::unordered_map<std::string_view, std::uint32_t> row_of;
  for (std::uint32_t row = 0; row < ids->size(); ++row)
    if (ids->has(row)) row_of.emplace(ids->texts[row], row);
  const auto carried = [&](std::uint32_t row) -> std::optional<std::uint32_t> {
    const auto found = were->has(row) ? row_of.find(were->texts[row]) : row_of.end();
    return found == row_of.end() ? std::nullopt : std::optional(found->second);
  };
  Selection moved{selection_.table, {}, std::nullopt, selection_.at};
  for (const std::uint32_t row : selection_.rows)
    if (const auto there = carried(row)) moved.rows.push_back(*there);
  std::ranges::sort(moved.rows);
  if (selection_.focus) moved.focus = carried(*selection_.focus);
  selected_in_ = now;
  if (moved.rows.empty()) return select({});
  if (moved == selection_) return;
  selection_ = std::move(moved);
  emit selection_changed();
}

void Document::select(Selection selection) {
  const TablePtr in = table(selection.table);
  // A list may name rows of a table that is not there any more.
  std::erase_if(selection.rows, [&](std::uint32_t row) { return !in || row >= in->rows(); });
  if (selection.focus && (!in || *selection.focus >= in->rows())) selection.focus.reset();
  if (selection.rows.empty()) selection = {};
  selected_in_ = selection.rows.empty() ? nullptr : in;
  if (!(selection == selection_)) {
    selection_ = std::move(selection);
    emit selection_changed();
  }
  if (selection_.focus) emit details_wanted();
}

void Document::show_rows(Selection selection) {
  select(std::move(selection));
  emit rows_wanted();
}

void Document::show(const std::string& name, std::uint32_t row) {
  const TablePtr shown = table(name);
  if (!shown || row >= shown->shapes.size()) return;
  select({name, {row}, row});
  emit place_wanted(shown->shapes.boxes[row]);
}

std::vector<RunRecord::Input> Document::inputs() const {
  if (results_) return results_->record().inputs;
  return city_ ? record_inputs(*city_, true) : std::vector<RunRecord::Input>();
}

}  // namespace firebreak::gui
