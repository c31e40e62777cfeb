#include <QApplication>
#include <QDesktopServices>
#include <QDialog>
#include <QFileDialog>
#include <QHeaderView>
#include <QMenu>
#include <QMessageBox>
#include <QStatusBar>
#include <QTableWidget>
#include <QUndoStack>
#include <QVBoxLayout>

#include "core/base/error.hpp"
#include "gui/main_window.hpp"
#include "gui/qt_texts.hpp"
#include "gui/theme.hpp"
#include "gui/words.hpp"

/// The commands that belong to the window itself: files, undo, views, language and looks, help.
/// Panels add their own.
namespace firebreak::gui {

void MainWindow::add_file_actions() {
  actions_.add("open", "file", tr_key("&Open …"),
               tr_key("Opens a project, a data set or a result of an assessment"),
               QKeySequence::Open, [this] {
                 const QString path = QFileDialog::getOpenFileName(
                     this, words("Open"), QString(),
                     words("Projects, data and results") +
                         " (*.toml *.gpkg *.shp *.geojson *.json *.pbf *.osm *.csv *.xlsx *.ods "
                         "*.zip *.fgb *.kml *.dxf);;" +
                         words("All files") + " (*)");
                 if (!path.isEmpty()) open(path.toStdString());
               });
  actions_.add("open_folder", "file", tr_key("Open &folder …"),
               tr_key("Opens every data set of a folder as one city"), QKeySequence("Ctrl+Shift+O"),
               [this] {
                 const QString path = QFileDialog::getExistingDirectory(this, words("Open folder"));
                 if (!path.isEmpty()) open(path.toStdString());
               });
  actions_.add("add_data", "file", tr_key("&Add data …"),
               tr_key("Adds files to the city that is open"), QKeySequence("Ctrl+Shift+A"), [this] {
                 std::vector<std::filesystem::path> paths;
                 for (const QString& path : QFileDialog::getOpenFileNames(this, words("Add data")))
                   paths.emplace_back(path.toStdString());
                 open_or_add(paths);
               });
  actions_.add("open_sample", "file", tr_key("Sample &town"),
               tr_key("Opens Lauf an der Pegnitz, from OpenStreetMap"), {},
               [this] { open_sample(); });
  actions_.add(
      "open_sample_county", "file", tr_key("Sample count&y"),
      tr_key("Opens a synthetic county (演示数据) as counties hand it over: a CASS drawing, "
             "ledgers, shapefiles and the building census"),
      {}, [this] { open_shipped("demo-county"); });
  actions_.add_submenu("file", tr_key("&Recent"), [this](QMenu& menu) { fill_recent(menu); });
  actions_.add_separator("file");
  actions_.add("save", "file", tr_key("&Save project"),
               tr_key("Writes the project file that the command line runs, too"),
               QKeySequence::Save, [this] { save(false); });
  actions_.add("save_as", "file", tr_key("Save project &as …"),
               tr_key("Writes the project under another name"), QKeySequence("Ctrl+Shift+S"),
               [this] { save(true); });
  actions_.add("reload", "file", tr_key("Read again"),
               tr_key("Reads all sources again, after they changed outside"),
               QKeySequence("Ctrl+F5"), [this] { document_.reload(); });
  actions_.add("close", "file", tr_key("&Close"), tr_key("Closes the city, back to the first page"),
               QKeySequence::Close, [this] {
                 if (may_discard()) document_.close();
               });
  // What starts anew elsewhere does so here as well.
  actions_.find("close")->setShortcuts({QKeySequence::Close, QKeySequence::New});
  actions_.add_separator("file");
  actions_.add("quit", "file", tr_key("&Quit"), tr_key("Ends the program"), QKeySequence("Ctrl+Q"),
               [this] { QMainWindow::close(); });
}

void MainWindow::add_edit_actions() {
  QUndoStack& undo = document_.undo();
  actions_.add("undo", "edit", tr_key("Undo"), tr_key("Takes the last change back"),
               QKeySequence::Undo, [this, &undo] {
                 const QString what = undo.undoText();
                 undo.undo();
                 say_done(words("Undone: {}", translate(what.toStdString())));
               });
  actions_.add("redo", "edit", tr_key("Redo"), tr_key("Does again what was taken back"),
               QKeySequence("Ctrl+Shift+Z"), [this, &undo] { redo(undo); });
  actions_.find("redo")->setShortcuts({QKeySequence("Ctrl+Shift+Z"), QKeySequence("Ctrl+Y")});
  actions_.add_submenu("edit", tr_key("Undo back to"), [&undo](QMenu& menu) {
    for (int i = undo.index() - 1; i >= 0 && i > undo.index() - 11; --i)
      menu.addAction(to_qt(translate(undo.text(i).toStdString())),
                     [&undo, i] { undo.setIndex(i); });
  });
  actions_.add_separator("edit");
}

void MainWindow::redo(QUndoStack& undo) {
  if (!undo.canRedo()) return;
  const QString what = undo.redoText();
  undo.redo();
  say_done(words("Done again: {}", translate(what.toStdString())));
}

void MainWindow::say_done(const QString& what) {
  constexpr int shown_ms = 6000;
  statusBar()->showMessage(what, shown_ms);
}

void MainWindow::add_view_actions() {
  actions_.add("full_extent", "map", tr_key("Whole city"), tr_key("Shows everything there is"),
               QKeySequence("Ctrl+0"), [this] { canvas_->full_extent(); });
  actions_.add("zoom_in", "map", tr_key("Zoom in"), tr_key("Twice as large"), QKeySequence::ZoomIn,
               [this] { canvas_->zoom_by(2, canvas_->rect().center()); });
  actions_.add("zoom_out", "map", tr_key("Zoom out"), tr_key("Half as large"),
               QKeySequence::ZoomOut, [this] { canvas_->zoom_by(0.5, canvas_->rect().center()); });
  actions_.add("view_back", "map", tr_key("View before"), tr_key("Back to the view before"),
               QKeySequence("Alt+Left"), [this] { canvas_->back(); });
  actions_.add("view_forward", "map", tr_key("View after"), tr_key("Forward to the view after"),
               QKeySequence("Alt+Right"), [this] { canvas_->forward(); });
  actions_.add("redraw", "map", tr_key("Draw again"), tr_key("Paints the map again"),
               QKeySequence::Refresh, [this] { canvas_->redraw(); });
  actions_.add("here_menu", "map", tr_key("Menu of the place in the middle …"),
               tr_key("What a right click offers, at the middle of the map: arrow keys bring a "
                      "place there"),
               QKeySequence("Shift+F10"), [this] { canvas_->ask_menu(); });
  actions_.add("click_middle", "map", tr_key("Click in the middle"),
               tr_key("The tool in hand acts at the middle of the map: arrow keys bring a place "
                      "there, with Ctrl by small steps"),
               QKeySequence("Insert"), [this] { canvas_->click_middle(); });
  // With the focus elsewhere the keys are a list's or a field's own.
  for (const char* id : {"here_menu", "click_middle"}) {
    QAction* here = actions_.find(id);
    here->setShortcutContext(Qt::WidgetShortcut);
    canvas_->addAction(here);
  }
  actions_.add_separator("map");
  actions_.add("background", "map", tr_key("&Background …"),
               tr_key("A picture below the data: GeoTIFF, MBTiles, GeoPackage or a tile service "
                      "described in a .xml file"),
               QKeySequence("Ctrl+Alt+B"), [this] {
                 const QString path = QFileDialog::getOpenFileName(
                     this, words("Background"), QString(),
                     words("Pictures with a place") +
                         " (*.tif *.tiff *.jp2 *.vrt *.mbtiles *.gpkg *.xml *.png *.jpg);;" +
                         words("All files") + " (*)");
                 if (!path.isEmpty()) set_background(path.toStdString());
               });
  actions_.add("no_background", "map", tr_key("No background"),
               tr_key("Takes the picture below the data away"), {}, [this] { set_background({}); });
  actions_.add("stop", "assess", tr_key("Stop"),
               tr_key("Stops what is being computed; what was there before stays"), {},
               [this] { document_.cancel(); });
  for (int i = 0; i < step_count; ++i) {
    static constexpr const char* ids[] = {"step_data", "step_rules", "step_assess", "step_remedy",
                                          "step_brief"};
    static constexpr const char* titles[] = {tr_key("Data"), tr_key("Rules"), tr_key("Assess"),
                                             tr_key("Remedy"), tr_key("Brief")};
    actions_.add(ids[i], "view", titles[i], tr_key("Opens this step"),
                 QKeySequence(QStringLiteral("Ctrl+%1").arg(i + 1)),
                 [this, i] { choose_step(static_cast<Step>(i)); });
  }
  actions_.add_separator("view");
  actions_.add_submenu("view", tr_key("Panels"), [this](QMenu& menu) {
    for (QAction* toggle : panel_toggles_) menu.addAction(toggle);
  });
  actions_.add("full_screen", "view", tr_key("Full screen"), tr_key("The window fills the screen"),
               QKeySequence("F11"),
               [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
  actions_.add("dark", "view", tr_key("Dark / light"), tr_key("Changes between dark and light"),
               QKeySequence("Ctrl+Shift+D"),
               [this] { set_theme(document_.theme() == "dark" ? "light" : "dark"); });
  actions_.add("large", "view", tr_key("Large letters"),
               tr_key("Letters a fifth larger, for a meeting room"), {}, [this] {
                 settings_.set_large(!settings_.large());
                 apply_theme(*qApp, document_.theme(), settings_.large());
               });
  actions_.add_separator("view");
  actions_.add("chinese", "view", "中文", tr_key("Changes the language to Chinese"),
               QKeySequence("Ctrl+Shift+L"),
               [this] { set_language(language() == Language::zh ? Language::en : Language::zh); });
}

void MainWindow::set_background(const std::filesystem::path& path) {
  if (!document_.is_open()) return document_.tell(words("Open a city first."), Tone::notice);
  document_.edit(tr_key("Background"), [&](io::Project& project) {
    project.view.background = path.string();
    project.view.background_raster.clear();
    project.view.background_shown = true;
  });
}

void MainWindow::set_theme(const std::string& theme) {
  apply_theme(*qApp, theme, settings_.large());
  document_.set_theme(theme);
  // A sheet that cannot be read is told, and window and map stay of one look.
  if (document_.theme() != theme) return apply_theme(*qApp, document_.theme(), settings_.large());
  settings_.set_theme(theme);
}

void MainWindow::set_language(Language language) {
  settings_.set_language(language);
  firebreak::set_language(language);
  set_language_of_qt(language);
  retranslate(this);
  document_.set_language(language);
  actions_.find("chinese")->setText(language == Language::zh ? "English" : QStringLiteral("中文"));
  update_title();
}

void MainWindow::fill_recent(QMenu& menu) {
  for (const auto& path : settings_.recent())
    menu.addAction(to_qt(path.string()), [this, path] { open(path); });
  menu.addSeparator();
  menu.addAction(words("Clear this list"), [this] { settings_.clear_recent(); });
}

bool MainWindow::save(bool as) {
  std::filesystem::path path = document_.project().path;
  if (as || path.empty()) {
    QFileDialog dialog(this, words("Save project"), QString(), words("Project") + " (*.toml)");
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix("toml");
    dialog.selectFile(path.empty() ? QStringLiteral("city.toml") : to_qt(path.string()));
    if (dialog.exec() != QDialog::Accepted) return false;
    path = dialog.selectedFiles().front().toStdString();
  }
  return save_to(path);
}

bool MainWindow::save_to(const std::filesystem::path& path) {
  try {
    document_.save_as(path);
  } catch (const Error& e) {
    document_.tell(QString::fromUtf8(e.what()), Tone::failure);
    return false;
  }
  settings_.add_recent(path);
  document_.tell(words("Saved: {}", path.string()), Tone::done);
  return true;
}

void MainWindow::add_help_actions() {
  actions_.add("shortcuts", "help", tr_key("Keys and commands"),
               tr_key("Every command with its key"), QKeySequence("Shift+F1"), [this] {
                 auto* list = new QTableWidget(static_cast<int>(actions_.all().size()), 3);
                 list->setHorizontalHeaderLabels({words("Command"), words("Key"), words("What")});
                 list->setEditTriggers(QAbstractItemView::NoEditTriggers);
                 list->verticalHeader()->hide();
                 for (std::size_t i = 0; i < actions_.all().size(); ++i) {
                   const QAction* action = actions_.all()[i];
                   QString name = action->text();
                   const int row = static_cast<int>(i);
                   list->setItem(row, 0, new QTableWidgetItem(name.remove('&')));
                   list->setItem(
                       row, 1,
                       new QTableWidgetItem(action->shortcut().toString(QKeySequence::NativeText)));
                   list->setItem(row, 2, new QTableWidgetItem(action->statusTip()));
                 }
                 list->resizeColumnsToContents();
                 auto* window = new QDialog(this);  // Esc closes it; the map goes on beside it
                 window->setObjectName("keys_window");
                 window->setAttribute(Qt::WA_DeleteOnClose);
                 window->setWindowTitle(words("Keys and commands"));
                 auto* column = new QVBoxLayout(window);
                 column->setContentsMargins(0, 0, 0, 0);
                 column->addWidget(list);
                 window->resize(760, 620);
                 window->show();
               });
  actions_.add("help_here", "help", tr_key("Help here"),
               tr_key("Tells what the thing under the focus does"), QKeySequence::HelpContents,
               [this] {
                 QWidget* at = QApplication::focusWidget();
                 while (at != nullptr && help_of(*at).isEmpty()) at = at->parentWidget();
                 document_.tell(at == nullptr ? words("Point at something, or press Tab to go "
                                                      "through the window, then F1.")
                                              : help_of(*at),
                                Tone::notice);
               });
  actions_.add(
      "about", "help", tr_key("About Firebreak"), tr_key("Version, licence and libraries"), {},
      [this] {
        document_.tell(
            words("Firebreak {}, Apache-2.0. Built on GDAL, GEOS, PROJ and Qt. Results are "
                  "a screening, to be checked on site.",
                  QCoreApplication::applicationVersion().toStdString()),
            Tone::notice);
      });
}

}  // namespace firebreak::gui
