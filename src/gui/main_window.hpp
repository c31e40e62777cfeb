#pragma once

#include <QDockWidget>
#include <QLabel>
#include <QMainWindow>
#include <QStackedWidget>
#include <QVBoxLayout>
#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "gui/actions.hpp"
#include "gui/app_settings.hpp"
#include "gui/document.hpp"
#include "gui/map_canvas.hpp"
#include "gui/panels.hpp"
#include "gui/step_rail.hpp"

class QMenu;

namespace firebreak::gui {

class StatusLine;

/// The window: five steps on the left, the map in the middle, panels around it. It puts the pieces
/// together and owns what belongs to the window alone: files, language, theme, layout.
class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  explicit MainWindow(AppSettings& settings, QWidget* parent = nullptr);
  ~MainWindow() override;

  Document& document() { return document_; }
  MapCanvas& canvas() { return *canvas_; }
  Actions& actions() { return actions_; }
  /// A panel by its id; null if there is none.
  QWidget* panel(const std::string& id) const;
  /// Brings a panel into sight.
  void show_panel(const std::string& id);
  void choose_step(Step step);
  /// The middle shows another widget than the map (page preview); null: the map again.
  void set_middle(QWidget* widget);

  void open(const std::filesystem::path& path);
  /// Adds files and folders to the city; opens what is a city of its own, or if none is open. A
  /// picture with a place becomes the background, of several the first.
  void open_or_add(const std::vector<std::filesystem::path>& paths);
  /// Saves under a name; false, with a message, if the file cannot be written.
  bool save_to(const std::filesystem::path& path);
  /// A raster below the data; empty: none. Undoable.
  void set_background(const std::filesystem::path& path);
  /// Offers what a run before this one left unsaved when it was killed.
  void offer_recovery();
  /// False if the user wants to go on with what is unsaved.
  bool may_discard();
  /// The question of `may_discard`, replaced by tests: save, discard or cancel.
  enum class Answer { save, discard, cancel };
  std::function<Answer()> ask_unsaved;
  /// The question of `offer_recovery`, replaced by tests: take up what was found?
  std::function<bool(const QString& name)> ask_recover;

 protected:
  void closeEvent(QCloseEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void make_panels();
  void add_file_actions();
  void add_edit_actions();
  void redo(QUndoStack& undo);
  /// A word in the status bar on what a key has just done.
  void say_done(const QString& what);
  void add_view_actions();
  void make_map_menu();
  void add_help_actions();
  void fill_recent(QMenu& menu);
  void update_title();
  void update_actions();
  void set_language(Language language);
  void set_theme(const std::string& theme);
  bool save(bool as);
  void open_sample();
  void open_shipped(const char* folder);
  void restore_layout();
  void close_when_written();

  AppSettings& settings_;
  Document document_;
  Actions actions_;
  MapCanvas* canvas_;
  StepRail* rail_;
  QStackedWidget* pages_;  ///< one per step
  std::vector<QVBoxLayout*> page_columns_;
  QStackedWidget* middle_;  ///< first page, map, or another widget
  QWidget* map_column_;
  QWidget* first_page_;
  std::map<std::string, QWidget*> panels_;
  std::map<std::string, QDockWidget*> docks_;
  std::map<std::string, Step> step_of_panel_;
  std::vector<QAction*> panel_toggles_;
  std::set<std::string> shown_docks_;  ///< as the last session left them
  QWidget* other_middle_ = nullptr;
  std::filesystem::path opening_;  ///< joins the recent ones as soon as there is something of it
  bool was_open_ = false;
  bool closing_ = false;    ///< as soon as what is being written is
  bool may_close_ = false;  ///< what is unsaved was asked about already
};

}  // namespace firebreak::gui
