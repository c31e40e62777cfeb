#pragma once

#include <QObject>
#include <QString>
#include <QUndoStack>
#include <array>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/analysis/pipeline.hpp"
#include "core/io/passed_over.hpp"
#include "core/io/project.hpp"
#include "core/io/saved_mapping.hpp"
#include "core/model/city.hpp"
#include "core/model/scenario.hpp"
#include "core/model/style.hpp"
#include "core/normalise/cell_meaning.hpp"
#include "core/normalise/intake.hpp"
#include "core/normalise/recognise.hpp"
#include "gui/city_grid.hpp"
#include "gui/journal_keeper.hpp"
#include "gui/plan_runs.hpp"
#include "gui/preview.hpp"
#include "gui/results.hpp"
#include "gui/selection.hpp"
#include "gui/task.hpp"
#include "gui/task_queue.hpp"
#include "gui/unit_rows.hpp"
#include "gui/word_counts.hpp"
#include "render/live_scene.hpp"

namespace firebreak::gui {

class LiveCover;

/// One layer of a source as the import page shows it.
struct IntakeRow {
  LayerState state = LayerState::read;
  std::size_t source = SIZE_MAX;  ///< position in project().sources; SIZE_MAX: none of them
  std::string path, driver, encoding;
  std::string layer;  ///< empty: all of a file of which nothing was read
  std::string crs;    ///< as the file says; empty: it says none
  std::uint64_t records = 0;
  /// The middle of a layer in metres of which nothing says the zone; x is east.
  std::optional<Xy> without_zone;
  Recognition recognition;
  io::SourceSettings settings;        ///< in effect: of the project, and as remembered
  Remembered remembered;              ///< by which mapping file
  std::vector<ColumnReport> reports;  ///< one for each column, once all of them are read
  /// As a mapping file would remember it.
  io::MappingRule rule;
  /// What the recognition says, in both languages.
  struct Told {
    std::string reason;
    std::vector<std::string> assumed, proposed;
  };
  std::array<Told, 2> in_language;
  const Told& told() const { return in_language[static_cast<std::size_t>(language())]; }
};

/// How serious a message is that the window shows.
enum class Tone { done, notice, failure };

/// A name for a new plan that no other has: "Plan A" …
std::string free_plan_name(const io::Project& project);

/// True for what is opened in place of the city that is open, rather than added to it: a project, a
/// result.
bool is_whole_city(const std::filesystem::path& path);

/// The document of the window: the project is its state, undo is a list of projects, the journal is
/// the project's text. Widgets read it and never each other; everything long runs off the main
/// thread. City, results and scene are immutable and replaced as a whole.
class Document : public QObject {
  Q_OBJECT
 public:
  /// `journal_folder`: where unsaved edits are kept; empty: none is (tests).
  explicit Document(const std::filesystem::path& journal_folder = {}, QObject* parent = nullptr);
  ~Document() override;

  // --- the project -----------------------------------------------------------------------------
  const io::Project& project() const { return project_; }
  /// False for the first-run page: nothing is open.
  bool is_open() const { return open_; }
  /// Opens a project file, a folder, a data set or a result of `assess`; what was open is gone.
  /// What cannot be opened is told by `message`, and what was open stays.
  void open(const std::filesystem::path& path);
  /// Opens a project as the start of another one that has no file yet.
  void open_as_new(const std::filesystem::path& path);
  /// Adds files or folders to the project as sources; starts one if nothing is open.
  void add_sources(const std::vector<std::filesystem::path>& paths);
  /// Starts from what a journal kept after a crash. False if it could not be put into the journal
  /// of this document, so that what was kept must be kept on.
  bool recover(const io::Recovered& recovered);
  void close();
  /// Throws `Error` (file).
  void save_as(const std::filesystem::path& path);
  void save() { save_as(project_.path); }
  /// False for a result without sources, too: it has no project file.
  bool unsaved() const { return !undo_.isClean() && !result_alone_; }
  /// A result of `assess` is open without the data it was made from.
  bool result_alone() const { return result_alone_; }
  QString title() const;

  /// Changes the project: given to the journal, put on the undo list under `what` (an English
  /// key), then applied: what depends on it is read or computed again. Edits in a row with the same
  /// `merge_id` (not 0) become one.
  void edit(const char* what, const std::function<void(io::Project&)>& change, int merge_id = 0);
  QUndoStack& undo() { return undo_; }

  // --- what was read ---------------------------------------------------------------------------
  const std::vector<IntakeRow>& intake() const { return intake_; }
  /// What the folders that were opened or added hold and nothing was made of.
  const std::vector<io::PassedOver>& passed_over() const { return passed_over_; }
  /// As read; null while there is none.
  std::shared_ptr<const City> city() const { return city_; }
  /// Where the coordinates of what is shown stand: of the city, of what is shown of it while it is
  /// being made ready, or of a result opened alone.
  const CityGrid& grid() const { return grid_; }
  /// The defects of the city, in the present language as soon as they have been told in it.
  const std::vector<Issue>& issues() const;
  /// With the current scenario's edits; the city itself for the base.
  std::shared_ptr<const City> shown_city() const { return shown_city_; }
  void reload();
  /// The sources with what was done to them: of the results, else of what was read.
  std::vector<RunRecord::Input> inputs() const;

  // --- results ---------------------------------------------------------------------------------
  /// Of the current scenario, or of the base if it is current; null: not assessed.
  std::shared_ptr<const Results> results() const { return results_; }
  std::shared_ptr<const Results> base_results() const { return base_results_; }
  /// How far fire crosses under the project's rules; empty if they are refused.
  const std::optional<SpreadRule>& spread_rule() const { return spread_; }
  /// The results belong to another state of the project than the present one.
  bool outdated() const;
  /// Assesses the base, and the current scenario on top of it. Results appear as they finish.
  void assess();
  /// For files that panels write: one after the other, shown, and stopped by Esc, like everything
  /// that takes long.
  TaskQueue& writing() { return writing_; }
  /// Stops whatever runs. Returns at once.
  void cancel();
  bool busy() const;
  /// True while the picture is being made ready.
  bool drawing() const { return placing_.running() || drawing_.running() || comparing_.running(); }
  /// Writes the results shown as a GeoPackage, the same bytes as the command line; told by
  /// `message`.
  void write_result(const std::filesystem::path& path);
  /// Gives the results shown as a file, for what is made from one: the file that was opened, or one
  /// written into the folder. For a worker thread; keeps what it needs. Throws `Error` (file).
  using ResultFile =
      std::function<std::filesystem::path(const std::filesystem::path& folder, const Job& job)>;
  /// Empty while there are no results.
  ResultFile result_as_file() const;

  // --- scenarios -------------------------------------------------------------------------------
  const Scenario* scenario() const;  ///< the current one; null: the base
  /// Appends an edit to the current scenario; makes "Plan A" first if the base is current.
  void add_edit(Edit edit) { add_edits({std::move(edit)}); }
  /// The same for several at once: one entry of the undo list.
  void add_edits(std::vector<Edit> edits);
  /// An id for something new: "new-3" where new-1 and new-2 are used.
  std::string new_id() const;

  /// What a hydrant in the hand would change.
  LiveCover& live_cover() { return *live_cover_; }

  // --- comparing plans -------------------------------------------------------------------------
  /// The plan that the one shown is compared with; empty: the city as it is. Part of the project as
  /// the plan shown is: undone, and found again where it was left.
  const std::string& against() const { return project_.view.against; }
  /// Compares with another plan, computed first if it was not yet.
  void compare_with(const std::string& plan);
  /// Shows the plan compared with, and compares it with the one shown before.
  void flip_plans();
  /// What the plan shown changes; null while that is not known, or there is nothing to compare.
  std::shared_ptr<const Comparison> comparison() const { return comparison_; }
  bool comparing() const { return comparing_.running(); }
  bool assessing() const { return assessing_.running(); }
  /// The city with the last edit made is not there yet.
  bool applying() const { return applying_.running(); }
  /// False while the plan compared with is not computed.
  bool against_known() const { return against_results() != nullptr; }

  // --- what is shown ---------------------------------------------------------------------------
  /// Every table there is to show: inputs first, then results.
  const std::vector<TablePtr>& tables() const { return tables_; }
  TablePtr table(std::string_view name) const;
  /// True for a table of what was read, false for one of results.
  bool is_input(std::string_view table) const;
  /// Of the results shown, never of a run that is still going on or a result that is still being
  /// read: what is told together must be of one run. Null while there are none.
  TablePtr judged_table(std::string_view name) const;
  /// The towns, communities and grid cells there are to choose from; empty: none.
  const Units& units() const { return units_; }
  /// False while it is being found out which rows lie in the unit chosen: what is counted by
  /// `rows_in_unit` waits for `unit_rows_changed`.
  bool unit_known() const;
  /// Which rows lie in the unit shown, one per row; null: all of them, or not known yet.
  UnitRows::Rows rows_in_unit(const TablePtr& table) const;
  /// The words of a text column, counted over the rows in the unit shown.
  const WordCounts::Counts& counts_in_unit(const TablePtr& table, std::string_view column) const {
    return counts_.of(table, column, rows_in_unit(table));
  }
  /// What map and table are narrowed to besides the unit: the rows of one table that a headline
  /// figure counts. It goes when another unit is chosen or the table is replaced.
  struct Filter {
    std::string name;  ///< of the figure
    TablePtr table;
    UnitRows::Rows rows;
    friend bool operator==(const Filter&, const Filter&) = default;
  };
  const std::optional<Filter>& filter() const { return filter_; }
  void set_filter(std::optional<Filter> filter);
  /// Which rows the unit and the filter leave; null: all of them.
  UnitRows::Rows rows_shown(const TablePtr& table) const;
  std::shared_ptr<const render::LiveScene> scene() const { return scene_; }
  /// The style sheet with the user's looks.
  const StyleSheet& style() const { return styled_; }
  /// The sheet that printed pages are drawn by, whatever the theme.
  const StyleSheet& page_sheet() const { return page_sheet_; }
  /// The same without them: what "as it came" means.
  StyleSheet plain_style() const;
  /// light or dark: the sheet of the window.
  void set_theme(const std::string& name);
  const std::string& theme() const { return theme_; }
  void set_language(Language language);

  const Selection& selection() const { return selection_; }
  void select(Selection selection);
  /// Selects rows and asks for the list of them.
  void show_rows(Selection selection);
  /// Shows a feature: selects it and asks the map to go there.
  void show(const std::string& table, std::uint32_t row);
  /// Asks the map to show a place (city metres) and flash it.
  void show_place(const Box& box) { emit place_wanted(box); }

  /// Tells the user; also for what a panel has to say.
  void tell(const QString& words, Tone tone) { emit message(words, tone); }

 signals:
  void opened();           ///< another city: what was typed for the last one is void
  void project_changed();  ///< any edit, undo, open, save
  void intake_changed();
  void city_changed();
  void grid_changed();     ///< the same places have other coordinates; a new scene follows
  void issues_retold();    ///< the same defects in another language
  void results_changed();  ///< new, gone, or outdated
  void comparison_changed();
  void edits_made();  ///< by `add_edits`: they stand at the end of the current plan
  void tables_changed();
  void filter_changed();
  void unit_rows_changed();  ///< it has been found out which rows lie in the unit shown
  void scene_changed();      ///< what the map draws
  void selection_changed();
  void details_wanted();  ///< one feature was chosen, be it the one chosen before
  void rows_wanted();     ///< the table of what is selected
  void place_wanted(const firebreak::Box& box);
  void crs_wanted();  ///< the field where the CRS of the city is changed
  void language_changed();
  void theme_changed();
  void busy_changed(bool busy);
  void progress(double share, const QString& doing);
  void message(const QString& words, firebreak::gui::Tone tone);
  void stopped();         ///< the user stopped what was running
  void writing_failed();  ///< a file was not written; why is told by `message`

 private:
  class Change;
  struct Loaded;
  struct Assessed;

  void put(io::Project project);
  /// The city with the verdicts that persons set as the project has them now; nothing is read.
  void take_verdicts();
  void start_open(io::Project project, const std::filesystem::path& result);
  void read_result(const std::filesystem::path& result);
  // What a running load has so far; nothing if that is no longer the latest one.
  void show_result_grid(const CityGrid& grid, unsigned run);
  void show_preview(const Preview& preview, unsigned run);
  void show_intake(const std::vector<IntakeRow>& intake, unsigned run);
  void show_early(const TablePtr& table, unsigned run);
  void take_loaded(Loaded loaded);
  /// Reads once more what the defects of the city are, if they were told in another language.
  void retell_issues();
  bool base_is_current() const;
  /// Shows the current plan: at once if it was computed before.
  void show_plan();
  /// Has the city with the current plan's edits made, and assessed after if the base is.
  void apply_scenario(bool then_assess);
  void show_edited(EditedCity edited);
  void take_edited(EditedCity edited);
  std::shared_ptr<const Results> against_results() const;
  void compare_plans();
  void start_comparing();
  void set_grid(CityGrid grid);
  void set_results(std::shared_ptr<const Results> base, std::shared_ptr<const Results> shown);
  /// False where the data were read anew since and lie in another CRS, or begin elsewhere: the old
  /// results would be drawn at a wrong place.
  bool results_fit_city() const;
  void gather_tables();
  void restyle();
  /// Names layers as the city has them whose looks an earlier version kept under other names.
  void carry_looks(io::Project& project);
  void rebuild_scene();
  void draw_scene();
  std::vector<render::RowFilter> row_filters() const;
  /// Those of which it is found out what lies in the unit shown: what is shown, and with a plan the
  /// tables that the headline figures count as it is.
  std::vector<TablePtr> placed_tables() const;
  void drop_filter();
  /// Finds what is selected in a table that has taken the place of the one it was selected in.
  void follow_selection();
  void fail(const QString& words);

  io::Project project_;
  io::Project assessed_;  ///< the project that the results belong to
  bool open_ = false;
  bool result_alone_ = false;
  bool plan_failed_ = false;  ///< the current plan's edits could not be made
  QUndoStack undo_;
  std::unique_ptr<JournalKeeper> journal_;
  std::vector<IntakeRow> intake_;
  std::vector<io::PassedOver> passed_over_;
  std::shared_ptr<const City> city_;
  std::shared_ptr<const City> shown_city_;
  Language issues_language_ = Language::en;           ///< of the city's own sentences
  std::shared_ptr<const std::vector<Issue>> retold_;  ///< in the other language; may be null
  Preview preview_;                                   ///< until there is a city
  CityGrid grid_;
  std::vector<TablePtr> inputs_;
  std::shared_ptr<const Results> results_;
  std::shared_ptr<const Results> base_results_;
  std::vector<TablePtr>
      partial_;         ///< tables of analyses that have finished in a running assessment
  io::Project loaded_;  ///< the project that the city was read for
  std::shared_ptr<const City> assessed_city_;  ///< that the base results were made from
  std::shared_ptr<const City> results_city_;   ///< that the results shown were made from
  std::filesystem::path result_file_;          ///< that was opened alone
  unsigned run_ = 0;                           ///< number of the assessment or load that may post
  std::optional<SpreadRule> spread_;
  Pipeline base_pipeline_;
  Pipeline shown_pipeline_;
  std::vector<TablePtr> edited_;  ///< of what the plan's edits may touch
  bool assess_when_applied_ = false;
  PlanRuns plan_runs_;
  std::shared_ptr<const Comparison> comparison_;
  std::vector<TablePtr> tables_;
  StyleSheet sheet_;
  StyleSheet page_sheet_;
  StyleSheet styled_;
  std::vector<std::string> old_looks_lost_;  ///< what was told of looks of earlier versions
  std::vector<std::string> looks_lost_;      ///< what was told of classes whose column is not there
  std::string theme_ = "light";
  std::shared_ptr<const render::LiveScene> scene_;
  Units units_;
  std::shared_ptr<const UnitRows> unit_rows_;
  mutable WordCounts counts_;
  std::optional<Filter> filter_;
  Selection selection_;
  TablePtr selected_in_;  ///< that the rows selected are counted in
  Task loading_;
  Task retelling_;
  Task applying_;  ///< makes the city of a plan
  Task assessing_;
  Task comparing_;
  Task placing_;  ///< finds the rows of a unit
  Task drawing_;
  TaskQueue writing_;
  std::unique_ptr<LiveCover> live_cover_;
};

}  // namespace firebreak::gui
