#include "gui/document.hpp"

#include <algorithm>
#include <set>

#include "core/base/error.hpp"
#include "core/io/risk_file.hpp"
#include "core/io/style_file.hpp"
#include "gui/project_state.hpp"
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

Document::Document(const std::filesystem::path& journal_folder, QObject* parent) : QObject(parent) {
  if (!journal_folder.empty()) {
    journal_ = std::make_unique<JournalKeeper>(journal_folder);
    connect(journal_.get(), &JournalKeeper::failed, this, &Document::fail);
  }
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
  for (Task* task : {&placing_, &drawing_}) connect(task, &Task::failed, this, &Document::fail);
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
  if (journal_) {
    journal_->keep(project_);
    journal_->finish();  // what was recovered is forgotten next
  }
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
  grid_ = {};
  city_.reset();
  retold_.reset();
  shown_city_.reset();
  partial_.clear();
  base_pipeline_ = shown_pipeline_ = Pipeline();
  scene_.reset();
  select({});
  restyle();
  set_results(nullptr, nullptr);
  emit opened();
  emit project_changed();
  emit intake_changed();
  emit city_changed();
  emit scene_changed();
  if (result.empty())
    reload();
  else
    read_result(result);
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
  if (journal_) journal_->keep(next);
  const io::Project before = std::exchange(project_, std::move(next));
  const bool view_changed = !(before.view == project_.view);
  if (view_changed) restyle();
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
  try {
    Applied applied = apply(*city_, *current);
    for (const std::string& lost : applied.lost) tell(to_qt(lost), Tone::notice);
    shown_city_ = std::make_shared<const City>(std::move(applied.city));
  } catch (const Error& e) {
    fail(to_qt(e.what()));  // no way from the plan's CRS to the city's
  }
}

std::string free_plan_name(const io::Project& project) {
  std::set<std::string> names;
  for (const Scenario& scenario : project.scenarios) names.insert(scenario.name);
  for (char letter = 'A'; letter <= 'Z'; ++letter)
    if (const std::string name = text("Plan {}", letter); !names.contains(name)) return name;
  return text("Plan {}", names.size() + 1);
}

void Document::add_edit(Edit edit_made) {
  edit(tr_key("Remedy"), [&](io::Project& project) {
    if (scenario_of(project) == nullptr) {
      const std::string name = free_plan_name(project);
      project.scenarios.push_back({name, {}});
      project.scenario = name;
    }
    for (Scenario& scenario : project.scenarios) {
      if (scenario.name != project.scenario) continue;
      if (city_) scenario = in_crs_of(*city_, std::move(scenario));
      scenario.edits.push_back(std::move(edit_made));
    }
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

void Document::set_language(Language language) {
  firebreak::set_language(language);
  emit language_changed();
  retell_issues();
  rebuild_scene();
}

}  // namespace firebreak::gui
