#include "gui/sheet_job.hpp"

#include "core/io/versions.hpp"
#include "core/model/summary_row.hpp"
#include "core/session/unit_shown.hpp"
#include "gui/building_story.hpp"
#include "gui/words.hpp"
#include "render/scene.hpp"

namespace firebreak::gui {

namespace {

std::vector<render::PagePart> story_of(const Document& document, const FeatureTable& table,
                                       std::uint32_t row) {
  std::vector<render::PagePart> parts;
  for (StoryPart& part : story_parts(document, table, row, route_to(document, table, row)))
    parts.push_back({std::move(part.heading), std::move(part.sentences), std::move(part.rules)});
  return parts;
}

std::vector<render::PagePart> facts_of(const FeatureTable& table, std::uint32_t row) {
  render::PagePart part;
  part.heading = translate(table.title);
  for (const Column& column : table.columns) {
    if (!column.has(row) || column.title.empty()) continue;
    std::string value = render::cell_text(column, row);
    if (column.type == ColumnType::text) value = translate(value);
    part.sentences.push_back(text("{}: {}", translate(column.title), value) +
                             (column.unit.empty() ? "" : " " + column.unit));
  }
  return {part};
}

}  // namespace

std::string program_name() {
  return std::string("firebreak ") + FIREBREAK_VERSION;
}

std::optional<SheetJob> sheet_job(const Document& document) {
  if (!document.results()) return std::nullopt;
  SheetJob job;
  const auto results = document.results();
  job.all = {results, &results->assessment->tables};
  job.record = results->record();
  if (job.record.program.empty()) io::stamp(job.record, program_name());
  const io::Project& project = document.project();
  job.style = render::page_style(document.page_sheet(), project.view, *job.all);
  job.options = render::sheet_options(project.sheet, project.view, language());
  const TablePtr units = results->find("unit_summary");
  if (units && summary_row(*units, project.view.unit)) job.unit = project.view.unit;
  return job;
}

SheetJob SheetJob::of_unit(const Job& job) const {
  if (unit.empty()) return *this;
  SheetJob shown = *this;
  auto tables_shown = std::make_shared<std::vector<FeatureTable>>(*all);
  const UnitShown about = show_unit_alone(*tables_shown, shown.record, unit, record.title, job);
  if (!shown.options.extent) shown.options.extent = about.extent;
  if (shown.options.subtitle.empty()) shown.options.subtitle = about.name;
  shown.all = std::move(tables_shown);
  return shown;
}

std::optional<render::OnePage> page_about(const Document& document) {
  const Selection& selection = document.selection();
  const TablePtr chosen = document.table(selection.table);
  if (!document.results() || !chosen || selection.rows.empty()) return std::nullopt;
  std::uint32_t row = selection.focus.value_or(selection.rows.front());
  TablePtr table = document.results()->find(selection.table);
  if (const auto judged = judged_building(document, *chosen, row)) {
    table = document.results()->find("building_risk");
    row = *judged;
  }
  if (!table || row >= table->shapes.size()) return std::nullopt;
  render::OnePage page;
  page.language = language();
  page.table = table->name;
  page.row = row;
  const bool building = table->name == "building_risk";
  page.parts = building ? story_of(document, *table, row) : facts_of(*table, row);
  page.title = translate(building ? "Building" : std::string_view(table->title));
  const auto id = id_column_of(*table);
  const Column* named = id.empty() ? nullptr : table->column(id);
  if (named != nullptr && named->has(row)) page.title += " " + render::cell_text(*named, row);
  if (const Column* name = table->column("name"); name != nullptr && name->has(row))
    page.title += " – " + render::cell_text(*name, row);
  return page;
}

}  // namespace firebreak::gui
