#include <QApplication>
#include <QClipboard>
#include <QDockWidget>
#include <QFileDialog>
#include <QMenu>
#include <algorithm>

#include "core/base/plural.hpp"
#include "core/io/table_file.hpp"
#include "gui/cell_words.hpp"
#include "gui/table_panel.hpp"
#include "gui/tool_toggle.hpp"
#include "gui/words.hpp"

/// What one can do with the rows listed and selected.
namespace firebreak::gui {

namespace {

/// One cell of a text that spreadsheets take apart at tabs and line ends.
std::string plain(std::string text) {
  for (char& c : text)
    if (c == '\t' || c == '\n' || c == '\r') c = ' ';
  return text;
}

std::vector<std::filesystem::path> sources_of(const io::Project& project) {
  std::vector<std::filesystem::path> paths;
  for (const io::SourceSpec& source : project.sources) paths.push_back(source.path);
  if (!project.path.empty()) paths.push_back(project.path);
  return paths;
}

}  // namespace

void TablePanel::add_actions() {
  Actions& actions = context_.actions;
  actions.add("show_table", "view", tr_key("Attribute table"),
              tr_key("Opens the list of all features and their values, or closes it"),
              QKeySequence("F6"), [this] {
                auto* dock = qobject_cast<QDockWidget*>(parentWidget());
                if (dock == nullptr || !isVisible() || visibleRegion().isEmpty())
                  return open_dock();
                dock->hide();
                context_.canvas.setFocus();
              });
  connect(&context_.document, &Document::rows_wanted, this, &TablePanel::open_dock);
  add_tool(context_, this, "select_box", "edit", tr_key("Select by box"),
           tr_key("Drag a box: what it touches is selected; Ctrl adds, Ctrl+Shift takes away"),
           QKeySequence("Ctrl+Shift+B"), box_);
  add_tool(
      context_, this, "select_polygon", "edit", tr_key("Select by polygon"),
      tr_key(
          "Click the corners, double or right click to close: what the area touches is selected; "
          "Ctrl adds, Ctrl+Shift takes away"),
      QKeySequence("Ctrl+Shift+P"), polygon_);
  actions.add("select_listed", "edit", tr_key("Select listed"),
              tr_key("Selects every row that the table lists: with a filter, those it finds"),
              QKeySequence("Ctrl+Shift+F"), [this] { select_listed(); });
  actions.add("invert_selection", "edit", tr_key("Invert selection"),
              tr_key("Selects what is not selected among the rows listed"),
              QKeySequence("Ctrl+Alt+I"), [this] { invert_selection(); });
  actions.add("select_none", "edit", tr_key("Select nothing"), tr_key("Clears the selection"),
              QKeySequence("Ctrl+D"), [this] { context_.document.select({}); });
  actions.add("copy_rows", "edit", tr_key("Copy rows"),
              tr_key("Copies the selected rows with their titles, for a spreadsheet"),
              QKeySequence::Copy, [this] { copy_rows(); });
  actions.add("copy_shapes", "edit", tr_key("Copy shapes (WKT)"),
              tr_key("Copies id and shape of the selected rows as well-known text, for other maps"),
              QKeySequence("Ctrl+Shift+C"), [this] { copy_shapes(); });
  actions.add("zoom_selection", "map", tr_key("Zoom to selection"),
              tr_key("Shows all that is selected"), QKeySequence("Ctrl+J"),
              [this] { zoom_to_selection(); });
  actions.add("export_rows", "output", tr_key("Export rows …"),
              tr_key("Writes the selected rows, or those listed, as CSV, GeoPackage or GeoJSON"),
              QKeySequence("Ctrl+Shift+E"), [this] { ask_export(); });
}

void TablePanel::open_dock() {
  if (auto* dock = qobject_cast<QDockWidget*>(parentWidget())) {
    dock->show();
    dock->raise();
  }
  view_->setFocus();
}

void TablePanel::popup(const QPoint& global) {
  QMenu menu;
  for (const char* id : {"zoom_selection", "copy_rows", "copy_shapes", "export_rows",
                         "select_listed", "invert_selection", "select_none"})
    menu.addAction(context_.actions.find(id));
  menu.exec(global);
}

void TablePanel::select_listed() {
  if (!isVisible()) return context_.actions.find("show_table")->trigger();
  if (typing_.isActive()) refresh();
  if (!model_.table()) return;
  Selection selection{model_.table()->name, model_.rows(), std::nullopt};
  std::sort(selection.rows.begin(), selection.rows.end());
  if (selection.rows.size() == 1) selection.focus = selection.rows.front();
  if (selection.rows.empty()) selection = {};
  context_.document.select(std::move(selection));
}

void TablePanel::invert_selection() {
  if (!isVisible()) return context_.actions.find("show_table")->trigger();
  if (!model_.table()) return;
  Selection selection{model_.table()->name, {}, std::nullopt};
  for (const std::uint32_t row : model_.rows())
    if ((*model_.selected())[row] == 0) selection.rows.push_back(row);
  std::sort(selection.rows.begin(), selection.rows.end());
  if (selection.rows.empty()) selection = {};
  context_.document.select(std::move(selection));
}

void TablePanel::zoom_to_selection() {
  const Selection& selection = context_.document.selection();
  const TablePtr table = context_.document.table(selection.table);
  if (!table) return;
  Box box;
  for (const std::uint32_t row : selection.rows)
    if (row < table->shapes.size()) box.add(table->shapes.boxes[row]);
  if (!box.empty()) context_.document.show_place(box);
}

std::pair<TablePtr, std::vector<std::uint32_t>> TablePanel::chosen_rows() const {
  const Selection& selection = context_.document.selection();
  const TablePtr& listed = model_.table();
  const TablePtr selected = context_.document.table(selection.table);
  if (!selected || selection.rows.empty()) return {listed, model_.rows()};
  if (selected != listed) return {selected, selection.rows};
  // In the order of the list; what the filter hides is selected all the same and comes after.
  std::vector<std::uint32_t> rows;
  auto left = *model_.selected();
  for (const std::uint32_t row : model_.rows())
    if (std::exchange(left[row], std::uint8_t{0}) != 0) rows.push_back(row);
  for (std::uint32_t row = 0; row < left.size(); ++row)
    if (left[row] != 0) rows.push_back(row);
  return {listed, std::move(rows)};
}

void TablePanel::copy_rows() {
  const auto [table, rows] = chosen_rows();
  if (!table || context_.document.selection().rows.empty())
    return context_.document.tell(words("Select rows first; they are copied with their titles."),
                                  Tone::notice);
  std::string all;
  for (std::size_t c = 0; c < table->columns.size(); ++c)
    all += (c == 0 ? "" : "\t") + plain(column_title(table->columns[c]).toStdString());
  all += '\n';
  for (const std::uint32_t row : rows) {
    for (std::size_t c = 0; c < table->columns.size(); ++c) {
      if (c > 0) all += '\t';
      all += plain(exact_cell(table->columns[c], row));
    }
    all += '\n';
  }
  QApplication::clipboard()->setText(QString::fromStdString(all));
  context_.document.tell(
      words(for_count(rows.size(), tr_key("{} row copied."), tr_key("{} rows copied.")),
            rows.size()),
      Tone::done);
}

void TablePanel::copy_shapes() {
  const auto [table, rows] = chosen_rows();
  if (!table || context_.document.selection().rows.empty())
    return context_.document.tell(words("Select rows first; their shapes are copied."),
                                  Tone::notice);
  const Xy origin = context_.document.grid().origin;
  const auto id = id_column_of(*table);
  const Column* ids = id.empty() ? nullptr : table->column(id);
  std::string all;
  for (const std::uint32_t row : rows) {
    if (ids != nullptr) all += plain(exact_cell(*ids, row)) + "\t";
    all += io::wkt_of(*table, row, origin) + "\n";
  }
  QApplication::clipboard()->setText(QString::fromStdString(all));
  context_.document.tell(
      words(for_count(rows.size(), tr_key("{} shape copied."), tr_key("{} shapes copied.")),
            rows.size()),
      Tone::done);
}

void TablePanel::ask_export() {
  const TablePtr table = chosen_rows().first;
  if (!table) return;
  QFileDialog dialog(this, words("Export rows"), QString(),
                     words("Table") + " (*.csv);;" + words("Spreadsheet") +
                         " (*.xlsx);;GeoPackage (*.gpkg);;GeoJSON (*.geojson)");
  dialog.setAcceptMode(QFileDialog::AcceptSave);
  dialog.setDefaultSuffix("csv");
  connect(&dialog, &QFileDialog::filterSelected, &dialog, [&dialog](const QString& filter) {
    dialog.setDefaultSuffix(filter.contains("xlsx")      ? "xlsx"
                            : filter.contains("gpkg")    ? "gpkg"
                            : filter.contains("geojson") ? "geojson"
                                                         : "csv");
  });
  dialog.selectFile(to_qt(table->name) + ".csv");
  if (dialog.exec() == QDialog::Accepted) export_to(dialog.selectedFiles().front().toStdString());
}

void TablePanel::export_to(const std::filesystem::path& path) {
  auto [table, rows] = chosen_rows();
  if (!table) return;
  const CityGrid& grid = context_.document.grid();
  const io::Project& project = context_.document.project();
  context_.document.writing().add(
      [path, table = table, rows = std::move(rows), sources = sources_of(project),
       place = io::TablePlace{grid.crs.known() ? grid.crs.wkt() : std::string(), grid.origin,
                              project.public_edition}](const Job& job) {
        io::check_writable(path, io::Existing::replace, sources);
        io::write_table(path, *table, rows, place, io::Existing::replace, job, &shown_cell);
        return rows.size();
      },
      [this, path](std::size_t count) {
        context_.document.tell(
            words(for_count(count, tr_key("{} row written to {}"), tr_key("{} rows written to {}")),
                  count, path.string()),
            Tone::done);
      });
}

}  // namespace firebreak::gui
