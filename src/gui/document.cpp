#include "gui/document.hpp"

#include <algorithm>
#include <set>

#include "core/analysis/settings.hpp"
#include "core/base/error.hpp"
#include "core/io/load.hpp"
#include "core/io/risk_file.hpp"
#include "core/io/style_file.hpp"
#include "core/normalise/input_tables.hpp"
#include "core/normalise/normalise.hpp"
#include "core/session/result_file.hpp"
#include "core/session/run_settings.hpp"
#include "gui/sheet_job.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

/// One entry of the undo list: the project before and after.
class Document::Change : public QUndoCommand {
 public:
  Change(Document& document, const char* what, io::Project before, io::Project after, int merge_id)
      : document_(document),
        before_(std::move(before)),
        after_(std::move(after)),
        merge_id_(merge_id) {
    setText(QString::fromUtf8(what));  // the key; translated where it is shown
  }
  int id() const override { return merge_id_ == 0 ? -1 : merge_id_; }
  bool mergeWith(const QUndoCommand* later) override {
    after_ = static_cast<const Change*>(later)->after_;
    return true;
  }
  void undo() override { document_.put(before_); }
  void redo() override { document_.put(after_); }

 private:
  Document& document_;
  io::Project before_;
  io::Project after_;
  int merge_id_;
};

struct Document::Loaded {
  std::vector<IntakeRow> intake;
  std::shared_ptr<const City> city;
  std::vector<TablePtr> inputs;
  std::shared_ptr<const Results> results;  ///< of a result file
  std::optional<std::string> refusal;      ///< why there is no city
  io::Project project;                     ///< that was read
};

struct Document::Assessed {
  Pipeline base_pipeline;
  Pipeline shown_pipeline;
  std::shared_ptr<const Results> base;
  std::shared_ptr<const Results> shown;
};

namespace {

std::vector<TablePtr> shared_tables(std::vector<FeatureTable> tables) {
  std::vector<TablePtr> shared;
  for (FeatureTable& table : tables)
    shared.push_back(std::make_shared<const FeatureTable>(std::move(table)));
  return shared;
}

std::vector<IntakeRow> rows_of(const std::vector<SourceLayer>& layers) {
  std::vector<IntakeRow> rows;
  for (const SourceLayer& layer : layers) {
    IntakeRow row;
    row.path = layer.raw.path;
    row.layer = layer.raw.layer;
    row.driver = layer.raw.driver;
    row.encoding = layer.raw.encoding;
    row.crs = layer.crs.known() ? layer.crs.definition() : layer.raw.crs.definition();
    row.records = layer.raw.size();
    row.recognition = layer.recognition;
    row.source = layer.spec;
    rows.push_back(std::move(row));
  }
  return rows;
}

/// True if both read the same data in the same way.
bool same_data(const io::Project& a, const io::Project& b) {
  return a.sources == b.sources && a.crs == b.crs && a.study_area == b.study_area;
}

/// True if both judge by the same rules.
bool same_rules(const io::Project& a, const io::Project& b) {
  return a.profile == b.profile && a.engine == b.engine && a.overrides == b.overrides &&
         a.confirmations == b.confirmations && a.public_edition == b.public_edition;
}

const Scenario* scenario_of(const io::Project& project) {
  for (const Scenario& scenario : project.scenarios)
    if (!project.scenario.empty() && scenario.name == project.scenario) return &scenario;
  return nullptr;
}

bool same_scenario(const io::Project& a, const io::Project& b) {
  const Scenario* x = scenario_of(a);
  const Scenario* y = scenario_of(b);
  if (x == nullptr || y == nullptr) return x == y;
  return *x == *y;
}

std::optional<SpreadRule> spread_of(const io::Project& project) {
  try {
    DistrictRisk::Params params;
    std::vector<UsedParameter> used;
    apply_profile(params, DistrictRisk::id, settings_of(project).profile, used);
    return params.spread();
  } catch (const Error&) {
    return std::nullopt;
  }
}

}  // namespace

Document::Document(const std::filesystem::path& journal_folder, QObject* parent) : QObject(parent) {
  if (!journal_folder.empty()) journal_ = std::make_unique<io::Journal>(journal_folder);
  sheet_ = io::style_sheet(theme_);
  styled_ = sheet_;
  for (Task* task : {&loading_, &assessing_, &writing_}) {
    connect(task, &Task::progress, this, &Document::progress);
    connect(task, &Task::failed, this, &Document::fail);
    connect(task, &Task::failed, this, [this] {
      if (partial_.empty()) return;
      partial_.clear();
      gather_tables();
    });
    connect(task, &Task::running_changed, this, [this] { emit busy_changed(busy()); });
  }
  connect(&drawing_, &Task::failed, this, &Document::fail);
}

Document::~Document() {
  cancel();
}

void Document::fail(const QString& words) {
  tell(words, Tone::failure);
}

QString Document::title() const {
  if (!open_) return QStringLiteral("Firebreak");
  const std::string name = project_.name.empty() ? text("Untitled") : project_.name;
  return to_qt(name) + (unsaved() ? " *" : "");
}

void Document::open(const std::filesystem::path& path) {
  try {
    if (io::is_risk_file(path)) {
      io::Project project;
      project.name = path.stem().string();
      start_open(std::move(project), path);
    } else {
      start_open(io::open_project(path), {});
    }
  } catch (const Error& e) {
    fail(QString::fromUtf8(e.what()));
  }
}

void Document::open_as_new(const std::filesystem::path& path) {
  try {
    io::Project project = io::open_project(path);
    project.path.clear();
    start_open(std::move(project), {});
  } catch (const Error& e) {
    fail(QString::fromUtf8(e.what()));
  }
}

void Document::recover(const io::Recovered& recovered) {
  start_open(recovered.project, {});
  undo_.resetClean();
  keep(project_);
  emit project_changed();
}

void Document::start_open(io::Project project, const std::filesystem::path& result) {
  cancel();
  undo_.clear();
  if (journal_) journal_->clear();
  project_ = std::move(project);
  open_ = true;
  intake_.clear();
  inputs_.clear();
  preview_ = {};
  city_.reset();
  shown_city_.reset();
  partial_.clear();
  base_pipeline_ = shown_pipeline_ = Pipeline();
  scene_.reset();
  select({});
  styled_ = styled(sheet_, project_.view);
  set_results(nullptr, nullptr);
  emit project_changed();
  emit intake_changed();
  emit city_changed();
  emit scene_changed();
  if (result.empty()) {
    reload();
    return;
  }
  loading_.start(
      [result](const Job& job) {
        io::RiskFile file = io::read_risk_file(result, job);
        Assessment assessment;
        assessment.tables = std::move(file.tables);
        assessment.record = std::move(file.record);
        Loaded loaded;
        loaded.results = results_of(std::move(assessment));
        return loaded;
      },
      [this](Loaded loaded) { take_loaded(std::move(loaded)); });
}

void Document::reload() {
  assessing_.cancel();
  partial_.clear();
  loading_.start(
      [this, project = project_, first = city_ == nullptr, run = ++run_](const Job& job) {
        Loaded loaded;
        loaded.project = project;
        if (project.sources.empty()) return loaded;
        std::vector<SourceLayer> layers = io::read_and_recognise(project, job.part(0, 0.5));
        loaded.intake = rows_of(layers);
        if (first) {
          auto preview = std::make_shared<Preview>(preview_of(layers));
          QMetaObject::invokeMethod(
              this,
              [this, preview, intake = loaded.intake, run] {
                if (run != run_ || !loading_.running() || city_) return;
                intake_ = intake;
                preview_ = std::move(*preview);
                emit intake_changed();
                gather_tables();
              },
              Qt::QueuedConnection);
        }
        try {
          NormaliseOptions options;
          if (!project.crs.empty()) options.crs = Crs(project.crs);
          auto city = std::make_shared<const City>(
              normalise(std::move(layers), options, job.part(0.5, 0.95)));
          loaded.inputs = shared_tables(input_tables(*city));
          loaded.city = std::move(city);
        } catch (const Error& e) {
          loaded.refusal = e.what();  // the import page stays open, to put it right
        }
        return loaded;
      },
      [this](Loaded loaded) { take_loaded(std::move(loaded)); });
}

void Document::take_loaded(Loaded loaded) {
  assessing_.cancel();
  partial_.clear();
  loaded_ = std::move(loaded.project);
  intake_ = std::move(loaded.intake);
  city_ = std::move(loaded.city);
  preview_.tables.clear();
  inputs_ = std::move(loaded.inputs);
  base_pipeline_ = shown_pipeline_ = Pipeline();
  emit intake_changed();
  apply_scenario();
  if (loaded.results) {
    project_.name = loaded.results->record().title;
    loaded_ = assessed_ = project_;
    assessed_city_ = results_city_ = nullptr;
    set_results(loaded.results, loaded.results);
    emit project_changed();
  } else if (results_) {
    emit results_changed();
  }
  emit city_changed();
  gather_tables();
  if (loaded.refusal) fail(to_qt(*loaded.refusal));
}

void Document::add_sources(const std::vector<std::filesystem::path>& paths) {
  if (paths.empty()) return;
  if (!open_ || (paths.size() == 1 &&
                 (paths.front().filename() == "city.toml" || io::is_risk_file(paths.front())))) {
    if (paths.size() == 1) return open(paths.front());
    io::Project project;
    project.name = paths.front().parent_path().filename().string();
    start_open(std::move(project), {});
  }
  try {
    std::vector<io::SourceSpec> found;
    for (const auto& path : paths)
      for (auto& source : io::open_project(path).sources) found.push_back(std::move(source));
    edit(tr_key("Add data"), [&](io::Project& project) {
      for (auto& source : found) {
        const auto same = [&](const io::SourceSpec& s) { return s.path == source.path; };
        if (std::none_of(project.sources.begin(), project.sources.end(), same))
          project.sources.push_back(std::move(source));
      }
    });
  } catch (const Error& e) {
    fail(QString::fromUtf8(e.what()));
  }
}

void Document::close() {
  cancel();
  start_open(io::Project(), {});
  loading_.cancel();
  open_ = false;
  emit project_changed();
}

void Document::save_as(const std::filesystem::path& path) {
  io::save_project(project_, path);
  project_.path = path;
  undo_.setClean();
  if (journal_) journal_->clear();
  emit project_changed();
}

void Document::edit(const char* what, const std::function<void(io::Project&)>& change,
                    int merge_id) {
  io::Project next = project_;
  change(next);
  if (next == project_) return;
  undo_.push(new Change(*this, what, project_, std::move(next), merge_id));
}

void Document::put(io::Project next) {
  next.path = project_.path;  // saving under another name is not undone
  keep(next);
  const io::Project before = std::exchange(project_, std::move(next));
  const bool view_changed = !(before.view == project_.view);
  if (view_changed) styled_ = styled(sheet_, project_.view);
  emit project_changed();
  if (!same_data(before, project_)) {
    reload();
    gather_tables();
    emit results_changed();
    return;
  }
  if (results_ && (!same_rules(before, project_) || !same_scenario(before, project_)))
    emit results_changed();
  if (!same_scenario(before, project_)) {
    apply_scenario();
    gather_tables();
    emit city_changed();
    if (base_results_ && city_ && !loading_.running()) assess();
  } else if (view_changed) {
    rebuild_scene();
  }
}

const Scenario* Document::scenario() const {
  return scenario_of(project_);
}

void Document::apply_scenario() {
  shown_city_ = city_;
  const Scenario* current = scenario();
  if (!city_ || current == nullptr || current->edits.empty()) return;
  Applied applied = apply(*city_, *current);
  for (const std::string& lost : applied.lost) tell(to_qt(lost), Tone::notice);
  shown_city_ = std::make_shared<const City>(std::move(applied.city));
}

void Document::add_edit(Edit edit_made) {
  edit(tr_key("Remedy"), [&](io::Project& project) {
    if (scenario_of(project) == nullptr) {
      std::set<std::string> names;
      for (const Scenario& scenario : project.scenarios) names.insert(scenario.name);
      std::string name = text("Plan A");
      for (char letter = 'B'; names.contains(name) && letter <= 'Z'; ++letter)
        name = text("Plan {}", letter);
      project.scenarios.push_back({name, {}});
      project.scenario = name;
    }
    for (Scenario& scenario : project.scenarios)
      if (scenario.name == project.scenario) scenario.edits.push_back(std::move(edit_made));
  });
}

std::string Document::new_id() const {
  std::set<std::string> used;
  if (city_)
    for (const Texts* ids : {&city_->hydrants->ids, &city_->obstacles->ids, &city_->stations->ids})
      for (std::size_t i = 0; i < ids->size(); ++i)
        if ((*ids)[i].starts_with("new-")) used.emplace((*ids)[i]);
  for (const Scenario& scenario : project_.scenarios)
    for (const Edit& made : scenario.edits) used.insert(edit_target(made));
  std::size_t number = 1;
  while (used.contains("new-" + std::to_string(number))) ++number;
  return "new-" + std::to_string(number);
}

void Document::assess() {
  if (!city_ || loading_.running()) return;
  if (!same_data(loaded_, project_))
    return fail(
        words("The data have not been read as the project names them now. Read them again "
              "first."));
  const bool base_current =
      base_results_ && assessed_city_ == city_ && same_rules(assessed_, project_);
  const bool with_scenario = shown_city_ != city_;
  AssessSettings settings;
  try {
    settings = settings_of(project_);
  } catch (const Error& e) {
    return fail(QString::fromUtf8(e.what()));
  }
  AssessSettings shown_settings = settings;  // named as `firebreak assess --scenario` names it
  if (const Scenario* plan = scenario()) shown_settings.title += " – " + plan->name;
  partial_.clear();
  const auto ready = [this, run = ++run_](std::string_view,
                                          const std::vector<FeatureTable>& tables) {
    auto shared = shared_tables(tables);
    QMetaObject::invokeMethod(
        this,
        [this, shared = std::move(shared), run] {
          if (run != run_ || !assessing_.running()) return;
          for (const TablePtr& table : shared) {
            std::erase_if(partial_, [&](const TablePtr& old) { return old->name == table->name; });
            partial_.push_back(table);
          }
          gather_tables();
        },
        Qt::QueuedConnection);
  };
  const bool first = !results_;
  assessing_.start(
      [=, base_pipeline = base_pipeline_, shown_pipeline = shown_pipeline_, city = city_,
       shown = shown_city_, base_results = base_results_](const Job& job) {
        Assessed done{base_pipeline, shown_pipeline, base_results, nullptr};
        if (!base_current)
          done.base = results_of(done.base_pipeline.assess(*city, settings,
                                                           job.part(0, with_scenario ? 0.6 : 1),
                                                           first ? ready : Pipeline::PartReady{}));
        done.shown = done.base;
        if (with_scenario) {
          if (!base_current) done.shown_pipeline = done.base_pipeline;
          done.shown = results_of(done.shown_pipeline.assess(*shown, shown_settings,
                                                             job.part(base_current ? 0 : 0.6, 1)));
        }
        return done;
      },
      [this, project = project_, city = city_, shown = shown_city_](Assessed done) {
        base_pipeline_ = std::move(done.base_pipeline);
        shown_pipeline_ = std::move(done.shown_pipeline);
        assessed_ = project;
        assessed_city_ = city;
        results_city_ = shown;
        partial_.clear();
        set_results(std::move(done.base), std::move(done.shown));
      });
}

void Document::cancel() {
  const bool was_assessing = assessing_.running();
  const bool was_busy = busy();
  loading_.cancel();
  assessing_.cancel();
  writing_.cancel();
  if (was_assessing && !partial_.empty()) {
    partial_.clear();
    gather_tables();
  }
  if (was_busy) tell(words("Stopped."), Tone::notice);
}

bool Document::outdated() const {
  return results_ && (assessed_city_ != city_ || !same_data(assessed_, project_) ||
                      !same_rules(assessed_, project_) || !same_scenario(assessed_, project_));
}

void Document::keep(const io::Project& project) {
  if (!journal_) return;
  try {
    journal_->write(project);
    journal_failed_ = false;
  } catch (const Error& e) {
    // The edit goes on; that it would be lost in a crash is said once.
    if (!std::exchange(journal_failed_, true)) fail(QString::fromUtf8(e.what()));
  }
}

bool Document::busy() const {
  return loading_.running() || assessing_.running() || writing_.running();
}

void Document::write_result(const std::filesystem::path& path) {
  if (!results_ || !results_city_) return fail(words("There is no result to write: assess first."));
  try {
    io::check_writable(path, io::Existing::replace, files_of(project_));
  } catch (const Error& e) {
    return fail(QString::fromUtf8(e.what()));
  }
  writing_.start(
      [path, city = results_city_, results = results_, project = project_](const Job& job) {
        firebreak::write_result(path, *city, *results->assessment, project, io::Existing::replace,
                                program_name(), job);
        return path;
      },
      [this](const std::filesystem::path& done) {
        tell(words("Written: {}", done.string()) +
                 (outdated() ? " " + words("It is of an earlier state: assess again.") : QString()),
             outdated() ? Tone::notice : Tone::done);
      });
}

void Document::set_results(std::shared_ptr<const Results> base,
                           std::shared_ptr<const Results> shown) {
  base_results_ = std::move(base);
  results_ = std::move(shown);
  spread_ = results_ ? spread_of(project_) : std::nullopt;
  gather_tables();
  emit results_changed();
}

void Document::set_language(Language language) {
  firebreak::set_language(language);
  emit language_changed();
  rebuild_scene();
}

}  // namespace firebreak::gui
