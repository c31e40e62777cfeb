#include "gui/document.hpp"

#include <algorithm>

#include "core/base/error.hpp"
#include "core/io/risk_file.hpp"
#include "core/io/style_file.hpp"
#include "gui/live_cover.hpp"
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
    setObsolete(before_ == after_);
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
  page_sheet_ = io::style_sheet("light");
  styled_ = sheet_;
  for (const Task* task :
       std::initializer_list<const Task*>{&loading_, &applying_, &assessing_, &writing_.task()}) {
    connect(task, &Task::progress, this, &Document::progress);
    connect(task, &Task::failed, this, &Document::fail);
    connect(task, &Task::failed, this, [this] {
      if (partial_.empty()) return;
      partial_.clear();
      gather_tables();
    });
    connect(task, &Task::running_changed, this, [this] { emit busy_changed(busy()); });
  }
  connect(&writing_.task(), &Task::failed, this, &Document::writing_failed);
  // No way from the plan's CRS to the city's: the city stays as it is.
  connect(&applying_, &Task::failed, this, [this] {
    assess_when_applied_ = false;
    show_edited({city_, {}, {}});
    plan_failed_ = true;
    emit results_changed();
  });
  connect(&comparing_, &Task::failed, this, &Document::comparison_changed);
  for (Task* task : {&placing_, &drawing_, &comparing_})
    connect(task, &Task::failed, this, &Document::fail);
  live_cover_ = std::make_unique<LiveCover>(*this);
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
      io::Project project = io::open_project(path);
      auto passed_over = io::passed_over(path);
      start_open(std::move(project), {});
      passed_over_ = std::move(passed_over);
      emit intake_changed();
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

bool Document::recover(const io::Recovered& recovered) {
  start_open(recovered.project, {});
  undo_.resetClean();
  bool kept = false;
  if (journal_) {
    journal_->keep(project_);
    kept = journal_->finish();
  }
  emit project_changed();
  return kept;
}

void Document::start_open(io::Project project, const std::filesystem::path& result) {
  cancel();
  undo_.clear();
  if (journal_) journal_->clear();
  project_ = std::move(project);
  keep_plans_apart(project_, project_);
  open_ = true;
  result_alone_ = !result.empty();
  result_file_ = result;
  loaded_ = {};
  assessed_city_.reset();
  results_city_.reset();
  unit_rows_.reset();
  intake_.clear();
  passed_over_.clear();
  inputs_.clear();
  preview_ = {};
  grid_ = {};
  city_.reset();
  retold_.reset();
  applying_.cancel();
  take_edited({});
  plan_runs_.clear();
  partial_.clear();
  base_pipeline_ = shown_pipeline_ = Pipeline();
  scene_.reset();
  looks_lost_.clear();
  old_looks_lost_.clear();
  select({});
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

bool is_whole_city(const std::filesystem::path& path) {
  return path.extension() == ".toml" || io::is_risk_file(path);
}

void Document::add_sources(const std::vector<std::filesystem::path>& paths) {
  if (paths.empty()) return;
  try {
    std::vector<io::SourceSpec> found;
    std::vector<io::PassedOver> passed_over;
    for (const auto& path : paths) {
      for (auto& source : io::open_project(path).sources) found.push_back(std::move(source));
      std::ranges::copy(io::passed_over(path), std::back_inserter(passed_over));
    }
    if (!open_) {
      io::Project project;
      project.name = paths.front().parent_path().filename().string();
      start_open(std::move(project), {});
    }
    std::ranges::move(passed_over, std::back_inserter(passed_over_));
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
  keep_plans_apart(project_, next);
  if (next == project_) return;
  undo_.push(new Change(*this, what, project_, std::move(next), merge_id));
}

void Document::put(io::Project next) {
  next.path = project_.path;  // saving under another name is not undone
  carry_looks(next);          // what undo gives back may be of an earlier version
  if (journal_) journal_->keep(next);
  const bool followed = assessing_.running() || assess_when_applied_ || (results_ && !outdated());
  const io::Project before = std::exchange(project_, std::move(next));
  const bool view_changed = !(before.view == project_.view);
  if (view_changed) restyle();
  if (filter_ && before.view.unit != project_.view.unit) drop_filter();
  emit project_changed();
  if (!same_data(before, project_)) {
    compare_plans();
    reload();
    gather_tables();
    emit results_changed();
    return;
  }
  if (before.verdicts != project_.verdicts) {
    take_verdicts();
    // Judging again is all there is to do, so it is done where the results were those of before.
    apply_scenario(followed && city_);
    emit results_changed();
    return;
  }
  if (!same_rules(before, project_)) compare_plans();
  if (results_ && (!same_rules(before, project_) || !same_scenario(before, project_)))
    emit results_changed();
  // The plan compared with may be the one that was changed.
  const bool plans_changed = before.scenarios != project_.scenarios;
  if (!same_scenario(before, project_)) {
    show_plan();
  } else if (plans_changed || before.view.against != project_.view.against) {
    compare_plans();
    // What is being assessed looks at its end whether another plan was chosen.
    if (base_results_ && !against_results() && (plans_changed || !assessing_.running())) assess();
  } else if (view_changed) {
    rebuild_scene();
  }
}

void Document::take_verdicts() {
  if (!city_ || *city_->overrides == project_.verdicts) return;
  City judged = *city_;
  judged.overrides = std::make_shared<const std::vector<VerdictOverride>>(project_.verdicts);
  city_ = std::make_shared<const City>(std::move(judged));
  plan_runs_.clear();
}

void Document::set_language(Language language) {
  firebreak::set_language(language);
  emit language_changed();
  retell_issues();
  compare_plans();
  rebuild_scene();
}

}  // namespace firebreak::gui
