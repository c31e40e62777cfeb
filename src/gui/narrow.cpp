#include "gui/narrow.hpp"

#include <algorithm>

#include "gui/words.hpp"

namespace firebreak::gui {

std::vector<std::uint32_t> rows_of(const Document& document, const RowsMeant& meant) {
  std::vector<std::uint32_t> rows;
  const TablePtr table = document.table(meant.table);
  if (!table) return rows;
  const auto in_unit = document.rows_in_unit(table);
  const bool every = *meant.column == '\0';
  const Column* column = every ? nullptr : table->column(meant.column);
  if (!every && (column == nullptr || column->type != ColumnType::text)) return rows;
  for (std::uint32_t row = 0; row < table->rows(); ++row) {
    if (in_unit && (*in_unit)[row] == 0) continue;
    if (every || (column->has(row) &&
                  std::ranges::find(meant.words, column->texts[row]) != meant.words.end()))
      rows.push_back(row);
  }
  return rows;
}

namespace {

std::size_t counted(const Document& document, const TablePtr& table, const RowsMeant& meant) {
  const auto& counts = document.counts_in_unit(table, meant.column);
  if (*meant.column == '\0') return counts.rows;
  std::size_t count = 0;
  for (const std::string_view word : meant.words) count += counts.of(word);
  return count;
}

}  // namespace

std::size_t count_of(const Document& document, const RowsMeant& meant) {
  const TablePtr table = document.table(meant.table);
  return table ? counted(document, table, meant) : 0;
}

std::optional<std::size_t> base_count_of(const Document& document, const RowsMeant& meant) {
  // Of an earlier state of the project, base and plan may be of different runs.
  if (document.scenario() == nullptr || !document.base_results() || document.outdated())
    return std::nullopt;
  const TablePtr table = document.base_results()->find(meant.table);
  if (!table || (*meant.column != '\0' && table->column(meant.column) == nullptr))
    return std::nullopt;
  if (document.units().can_show(document.project().view.unit) && !document.rows_in_unit(table))
    return std::nullopt;
  return counted(document, table, meant);
}

QString figures_heading(const Document& document) {
  const std::string& unit = document.project().view.unit;
  const Units& units = document.units();
  if (!units.can_show(unit)) return words("Whole city");
  return units.find(unit) == nullptr ? words("Outside all units") : to_qt(units.shown_name(unit));
}

void narrow_to(Document& document, MapCanvas& canvas, const std::string& name,
               const RowsMeant& meant) {
  if (document.filter() && document.filter()->name == name) {
    document.select({});
    return document.set_filter(std::nullopt);
  }
  const TablePtr table = document.table(meant.table);
  if (!table) return;
  const auto rows = rows_of(document, meant);
  std::vector<std::uint8_t> shown(table->rows());
  Box box;
  for (const std::uint32_t row : rows) {
    shown[row] = 1;
    box.add(table->shapes.boxes[row]);
  }
  document.set_filter(Document::Filter{
      name, table, std::make_shared<const std::vector<std::uint8_t>>(std::move(shown))});
  document.select({meant.table, rows, std::nullopt});
  if (!box.empty()) canvas.zoom_to(box, 1.1);
}

namespace {

/// Around the buildings in the unit shown; without any, around all that is in it.
Box box_of_rows(const Document& document) {
  Box buildings;
  Box all;
  for (const TablePtr& table : document.tables()) {
    const auto rows = document.rows_in_unit(table);
    if (!rows || table->name == "context") continue;
    const bool houses = table->name == "buildings" || table->name == "building_risk";
    for (std::size_t row = 0; row < rows->size(); ++row)
      if ((*rows)[row] != 0) (houses ? buildings : all).add(table->shapes.boxes[row]);
  }
  return buildings.empty() ? all : buildings;
}

}  // namespace

void show_unit(Document& document, MapCanvas& canvas, const std::string& id) {
  if (document.project().view.unit != id)
    document.edit(tr_key("Unit shown"), [&](io::Project& project) { project.view.unit = id; });
  if (id.empty() || document.units().find(id) != nullptr)
    return canvas.jump_to(document.units().box(id));
  // It has no outline: its rows have to be found before.
  const auto go = [&document, &canvas, id] {
    const Box box = box_of_rows(document);
    if (document.project().view.unit == id && !box.empty()) canvas.jump_to(box);
  };
  if (document.unit_known()) return go();
  // Another document may be opened until then: the wait is over with this one.
  auto* waiting = new QObject(&canvas);
  QObject::connect(&document, &Document::opened, waiting, &QObject::deleteLater);
  QObject::connect(&document, &Document::unit_rows_changed, waiting, [waiting, go] {
    waiting->deleteLater();
    go();
  });
}

}  // namespace firebreak::gui
