#include "gui/main_window.hpp"

#include <QApplication>
#include <QCloseEvent>
#include <QDockWidget>
#include <QDragEnterEvent>
#include <QHBoxLayout>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>
#include <iterator>

#include "core/base/error.hpp"
#include "core/io/background.hpp"
#include "core/io/data_folder.hpp"
#include "gui/first_page.hpp"
#include "gui/message_bar.hpp"
#include "gui/page_scroll.hpp"
#include "gui/quiet_wheel.hpp"
#include "gui/status_line.hpp"
#include "gui/theme.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

constexpr int page_width = 320;
constexpr int dock_width = 280;
/// What the map is given at least: with page, rail and dock it fits on a screen of 1366 pixels.
constexpr int middle_width = 480;

std::optional<Step> step_of(Place place) {
  switch (place) {
    case Place::data:
      return Step::data;
    case Place::rules:
      return Step::rules;
    case Place::assess:
      return Step::assess;
    case Place::remedy:
      return Step::remedy;
    case Place::brief:
      return Step::brief;
    default:
      return std::nullopt;
  }
}

Qt::DockWidgetArea area_of(Place place) {
  if (place == Place::left) return Qt::LeftDockWidgetArea;
  return place == Place::bottom ? Qt::BottomDockWidgetArea : Qt::RightDockWidgetArea;
}

}  // namespace

MainWindow::MainWindow(AppSettings& settings, QWidget* parent)
    : QMainWindow(parent),
      settings_(settings),
      document_(settings.data_folder() / "journal"),
      actions_(*this) {
  setObjectName("main_window");
  setAcceptDrops(true);
  qApp->installEventFilter(new QuietWheel(this));
  setDockOptions(AnimatedDocks | AllowTabbedDocks | AllowNestedDocks);
  resize(1360, 860);

  canvas_ = new MapCanvas(document_);
  canvas_->setObjectName("map");
  say_help(canvas_,
           tr_key("The map: the wheel zooms at the cursor, dragging moves, Shift and dragging "
                  "zooms to a box, arrow and page keys do the same. A right click, or Shift+F10, "
                  "offers what can be done at a place."));
  map_column_ = new QWidget;
  auto* map_layout = new QVBoxLayout(map_column_);
  map_layout->setContentsMargins(0, 0, 0, 0);
  map_layout->setSpacing(0);
  map_layout->addWidget(canvas_, 1);

  auto* first = new FirstPage(document_, settings_);
  first_page_ = first;
  middle_ = new QStackedWidget;
  middle_->setMinimumWidth(middle_width);
  middle_->addWidget(first_page_);
  middle_->addWidget(map_column_);

  rail_ = new StepRail(document_);
  pages_ = new QStackedWidget;
  pages_->setObjectName("pages");
  pages_->setMinimumWidth(page_width);
  for (int i = 0; i < step_count; ++i) {
    auto* page = new QWidget;
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(6, 6, 6, 6);
    // A low window scrolls a page rather than taking the room of the docks.
    page_columns_.push_back(column);
    pages_->addWidget(new PageScroll(page));
  }

  auto* right = new QVBoxLayout;
  right->setContentsMargins(0, 0, 0, 0);
  right->setSpacing(0);
  right->addWidget(middle_, 1);
  auto* centre = new QWidget;
  auto* row = new QHBoxLayout(centre);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  row->addWidget(rail_);
  auto* split = new QSplitter;
  split->setObjectName("split");
  split->setChildrenCollapsible(false);
  split->addWidget(pages_);
  auto* right_side = new QWidget;
  right_side->setLayout(right);
  auto* messages = new MessageBar(document_, *right_side, *canvas_);  // its parent owns it
  connect(messages, &MessageBar::left, this, [this] {
    QWidget* map = canvas_;
    (map->isVisible() ? map : middle_->currentWidget())->setFocus(Qt::OtherFocusReason);
  });
  split->addWidget(right_side);
  split->setStretchFactor(1, 1);
  split->setSizes({page_width, 1000});
  row->addWidget(split, 1);
  setCentralWidget(centre);
  setStatusBar(new StatusLine(document_, *canvas_));

  add_file_actions();
  add_edit_actions();
  add_view_actions();
  make_panels();
  add_help_actions();

  connect(first, &FirstPage::open_wanted, actions_.find("open"), &QAction::trigger);
  connect(first, &FirstPage::recent_wanted, this, &MainWindow::open);
  connect(first, &FirstPage::sample_wanted, this, &MainWindow::open_sample);
  connect(first, &FirstPage::county_wanted, actions_.find("open_sample_county"), &QAction::trigger);
  connect(rail_, &StepRail::chosen, this, [this](Step step) {
    pages_->setCurrentIndex(static_cast<int>(step));
    pages_->setVisible(document_.is_open());
  });
  connect(rail_, &StepRail::pressed_again, this,
          [this] { pages_->setVisible(!pages_->isVisible() && document_.is_open()); });
  connect(&document_, &Document::project_changed, this, &MainWindow::update_title);
  connect(&document_, &Document::details_wanted, this, [this] { show_panel("details"); });
  connect(&document_, &Document::crs_wanted, this, [this] { show_panel("intake"); });
  make_map_menu();
  connect(&document_, &Document::city_changed, this, [this] {
    if (opening_.empty() || (!document_.city() && !document_.results())) return;
    settings_.add_recent(std::exchange(opening_, {}));
  });
  connect(&document_, &Document::message, this, [this](const QString&, Tone tone) {
    if (tone == Tone::failure) opening_.clear();
  });
  connect(&document_, &Document::project_changed, this, &MainWindow::update_actions);
  connect(&document_, &Document::city_changed, this, &MainWindow::update_actions);
  connect(&document_, &Document::results_changed, this, &MainWindow::update_actions);
  connect(&document_, &Document::busy_changed, this, &MainWindow::update_actions);
  connect(&document_, &Document::language_changed, this, &MainWindow::update_actions);
  connect(&document_, &Document::busy_changed, this, &MainWindow::close_when_written);
  connect(&document_, &Document::writing_failed, this, [this] { closing_ = false; });
  // Stopped: what was to be written is not, and the window stays.
  connect(&document_, &Document::stopped, this, [this] { closing_ = false; });
  connect(&document_.undo(), &QUndoStack::indexChanged, this, &MainWindow::update_actions);
  connect(&document_.undo(), &QUndoStack::cleanChanged, this, &MainWindow::update_title);

  ask_unsaved = [this] {
    QMessageBox question(
        QMessageBox::Question, words("Unsaved changes"),
        words("\"{}\" has changes that are not saved.",
              document_.project().name.empty() ? text("Untitled") : document_.project().name),
        QMessageBox::NoButton, this);
    auto* save = question.addButton(words("Save"), QMessageBox::AcceptRole);
    auto* discard = question.addButton(words("Discard"), QMessageBox::DestructiveRole);
    question.addButton(words("Cancel"), QMessageBox::RejectRole);
    question.setDefaultButton(save);
    question.exec();
    if (question.clickedButton() == save) return Answer::save;
    return question.clickedButton() == discard ? Answer::discard : Answer::cancel;
  };

  ask_recover = [this](const QString& name) {
    return QMessageBox::question(
               this, words("Unsaved work was found"),
               words("Firebreak ended without saving \"{}\". Take up what was kept?",
                     name.toStdString())) == QMessageBox::Yes;
  };

  document_.set_theme(settings_.theme());
  if (document_.theme() != settings_.theme())  // its sheet cannot be read
    apply_theme(*qApp, document_.theme(), settings_.large());
  restore_layout();
  update_title();
  update_actions();
}

MainWindow::~MainWindow() {
  document_.cancel();
  document_.blockSignals(true);
  document_.undo().blockSignals(true);
  // Panels look into the document until they are gone.
  for (auto& [id, panel] : panels_) delete panel;
}

void MainWindow::make_panels() {
  Context context{document_, *canvas_, actions_, settings_, *this};
  QDockWidget* last_right = nullptr;
  QDockWidget* last_bottom = nullptr;
  for (const PanelSpec& spec : panels()) {
    QWidget* panel = spec.make(context);
    panel->setObjectName(spec.id);
    panels_[spec.id] = panel;
    if (const auto step = step_of(spec.place)) {
      step_of_panel_[spec.id] = *step;
      page_columns_[static_cast<std::size_t>(*step)]->addWidget(panel);
      continue;
    }
    if (spec.place == Place::top) {
      static_cast<QVBoxLayout*>(map_column_->layout())->insertWidget(0, panel);
      continue;
    }
    auto* dock = new QDockWidget;
    dock->setObjectName(QString("dock_") + spec.id);
    say(dock, spec.title);
    dock->setWidget(panel);
    panel->setMinimumWidth(spec.place == Place::bottom ? 200 : dock_width);
    addDockWidget(area_of(spec.place), dock);
    QDockWidget*& last = spec.place == Place::bottom ? last_bottom : last_right;
    if (spec.place != Place::left) {
      if (last != nullptr) tabifyDockWidget(last, dock);
      last = dock;
    }
    docks_[spec.id] = dock;
    if (spec.place == Place::bottom) dock->hide();
    QAction* toggle = dock->toggleViewAction();
    say(toggle, spec.title);
    panel_toggles_.push_back(toggle);
  }
  if (const auto layers = docks_.find("layers"); layers != docks_.end()) layers->second->raise();
}

QWidget* MainWindow::panel(const std::string& id) const {
  const auto found = panels_.find(id);
  return found == panels_.end() ? nullptr : found->second;
}

void MainWindow::show_panel(const std::string& id) {
  if (const auto step = step_of_panel_.find(id); step != step_of_panel_.end())
    return choose_step(step->second);
  if (const auto dock = docks_.find(id); dock != docks_.end()) {
    dock->second->show();
    dock->second->raise();
  }
}

void MainWindow::choose_step(Step step) {
  rail_->choose(step);
  pages_->setCurrentIndex(static_cast<int>(step));
  pages_->setVisible(document_.is_open());
}

void MainWindow::set_middle(QWidget* widget) {
  if (widget != nullptr && middle_->indexOf(widget) < 0) middle_->addWidget(widget);
  other_middle_ = widget;
  update_actions();
}

void MainWindow::update_title() {
  const QString name = document_.is_open() ? document_.title() + " — " : QString();
  setWindowTitle(name + QStringLiteral("Firebreak"));
}

void MainWindow::update_actions() {
  const bool open = document_.is_open();
  middle_->setCurrentWidget(!open ? first_page_ : other_middle_ ? other_middle_ : map_column_);
  pages_->setVisible(open && (pages_->isVisible() || !was_open_));
  rail_->setVisible(open);
  statusBar()->setVisible(open);
  for (auto& [id, dock] : docks_) {
    if (open && !was_open_)
      dock->setVisible(shown_docks_.empty() ? dockWidgetArea(dock) != Qt::BottomDockWidgetArea
                                            : shown_docks_.contains(id));
    if (!open) dock->hide();
  }
  if (const auto layers = docks_.find("layers"); open && !was_open_ && layers != docks_.end())
    layers->second->raise();
  was_open_ = open;
  const auto enable = [&](const char* id, bool on) {
    if (QAction* action = actions_.find(id)) action->setEnabled(on);
  };
  // A result opened alone has no project.
  const bool has_project = open && !document_.result_alone();
  enable("save", has_project);
  enable("save_as", has_project);
  enable("close", open);
  enable("reload", has_project);
  enable("assess", document_.city() != nullptr && !document_.busy());
  enable("stop", document_.busy());
  const bool map_seen = middle_->currentWidget() == map_column_;
  enable("here_menu", map_seen);
  enable("click_middle", map_seen);
  QUndoStack& undo = document_.undo();
  enable("undo", undo.canUndo());
  enable("redo", undo.canRedo());
  const auto named = [](const char* english, const QString& what) {
    return what.isEmpty() ? words(english)
                          : words(english) + ": " + to_qt(translate(what.toStdString()));
  };
  actions_.find("undo")->setText(named("Undo", undo.undoText()));
  actions_.find("redo")->setText(named("Redo", undo.redoText()));
}

void MainWindow::open(const std::filesystem::path& path) {
  if (!may_discard()) return;
  opening_ = path;
  document_.open(path);
}

void MainWindow::open_or_add(const std::vector<std::filesystem::path>& paths) {
  std::vector<std::filesystem::path> pictures;
  std::vector<std::filesystem::path> sources;
  std::ranges::partition_copy(paths, std::back_inserter(pictures), std::back_inserter(sources),
                              &io::is_background_file);
  if (sources.size() == 1 && (!document_.is_open() || is_whole_city(sources.front())))
    open(sources.front());
  else
    document_.add_sources(sources);
  if (pictures.empty()) return;
  set_background(pictures.front());
  if (pictures.size() > 1 && document_.is_open())
    document_.tell(words("Only one picture can lie below the data. It is {} now.",
                         pictures.front().filename().string()),
                   Tone::notice);
}

bool MainWindow::may_discard() {
  if (!document_.is_open() || !document_.unsaved()) return true;
  switch (ask_unsaved()) {
    case Answer::save:
      return save(false);
    case Answer::discard:
      return true;
    case Answer::cancel:
      break;
  }
  return false;
}

void MainWindow::offer_recovery() {
  std::string why_not;
  const auto found = io::Journal::find(settings_.data_folder() / "journal", &why_not);
  if (!why_not.empty()) document_.tell(to_qt(why_not), Tone::failure);
  if (!found) return;
  if (!ask_recover(to_qt(found->project.name))) return io::Journal::set_aside(*found);
  // What was found is the only copy until it stands in this window's own journal.
  if (document_.recover(*found)) io::Journal::forget(*found);
}

void MainWindow::open_sample() {
  open_shipped("lauf-de");
}

void MainWindow::open_shipped(const char* folder) {
  try {
    // A copy: saving asks for a name and leaves the sample as it came.
    if (may_discard()) document_.open_as_new(io::sample_folder() / folder / "city.toml");
  } catch (const Error& e) {
    document_.tell(QString::fromUtf8(e.what()), Tone::failure);
  }
}

void MainWindow::closeEvent(QCloseEvent* event) {
  end_typing(*this);
  if (!std::exchange(may_close_, false) && !may_discard()) return event->ignore();
  if (document_.writing().running()) {
    closing_ = true;
    document_.tell(words("A file is still being written: the window closes when it is done. Esc "
                         "stops the writing."),
                   Tone::notice);
    return event->ignore();
  }
  settings_.set_bytes("geometry", saveGeometry());
  settings_.set_bytes("layout", saveState());
  settings_.set_bytes("split", findChild<QSplitter*>("split")->saveState());
  QStringList shown;
  for (auto& [id, dock] : docks_)
    if (was_open_ && !dock->isHidden()) shown << to_qt(id);
  if (was_open_) settings_.set_value("panels", shown);
  document_.close();
  QMainWindow::closeEvent(event);
}

void MainWindow::close_when_written() {
  if (!closing_ || document_.writing().running()) return;
  // What came of it is told first.
  QMetaObject::invokeMethod(
      this,
      [this] {
        may_close_ = std::exchange(closing_, false);
        if (may_close_) close();
      },
      Qt::QueuedConnection);
}

void MainWindow::restore_layout() {
  restoreGeometry(settings_.bytes("geometry"));
  restoreState(settings_.bytes("layout"));
  findChild<QSplitter*>("split")->restoreState(settings_.bytes("split"));
  for (const QString& id : settings_.value("panels").toStringList())
    shown_docks_.insert(id.toStdString());
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls()) event->acceptProposedAction();
}

void MainWindow::dropEvent(QDropEvent* event) {
  std::vector<std::filesystem::path> paths;
  for (const QUrl& url : event->mimeData()->urls())
    if (url.isLocalFile()) paths.emplace_back(url.toLocalFile().toStdString());
  if (paths.empty())
    return document_.tell(words("Only files and folders of this computer can be opened."),
                          Tone::notice);
  event->acceptProposedAction();
  open_or_add(paths);
}

void MainWindow::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && document_.busy()) return document_.cancel();
  QMainWindow::keyPressEvent(event);
}

}  // namespace firebreak::gui
