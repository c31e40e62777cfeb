#include <algorithm>

#include "core/analysis/settings.hpp"
#include "core/base/error.hpp"
#include "core/session/result_file.hpp"
#include "core/session/run_settings.hpp"
#include "gui/document.hpp"
#include "gui/project_state.hpp"
#include "gui/sheet_job.hpp"
#include "gui/words.hpp"

/// What the document has done on worker threads when its data are read: assessing and writing.
namespace firebreak::gui {

struct Document::Assessed {
  Pipeline base_pipeline;
  Pipeline shown_pipeline;
  std::shared_ptr<const Results> base;
  std::shared_ptr<const Results> shown;
  std::vector<PlanRun> runs;  ///< of the plan shown, then of the one compared with
};

namespace {

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

void Document::assess() {
  if (!city_ || loading_.running()) return;
  if (applying_.running()) {
    assess_when_applied_ = true;  // the city with the edits is on the way
    return;
  }
  if (!same_data(loaded_, project_))
    return fail(
        words("The data have not been read as the project names them now. Read them again "
              "first."));
  const bool base_current = base_is_current();
  const bool with_scenario = shown_city_ != city_;
  AssessSettings settings;
  try {
    settings = settings_of(project_);
  } catch (const Error& e) {
    return fail(QString::fromUtf8(e.what()));
  }
  const auto wanted = [&](const Scenario* plan) {
    return plan == nullptr ? std::optional<Scenario>() : std::optional<Scenario>(*plan);
  };
  // A plan computed before need not be again.
  const auto plan = wanted(scenario());
  const auto kept = base_current && plan && with_scenario ? plan_runs_.find(*plan) : nullptr;
  const Scenario* other = plan_named(project_, against());
  if (other != nullptr && (other->edits.empty() || (base_current && plan_runs_.find(*other))))
    other = nullptr;
  const auto titled = [settings](const std::optional<Scenario>& of) {
    AssessSettings made = settings;  // named as `firebreak assess --scenario` names it
    if (of) made.title += " – " + of->name;
    return made;
  };
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
  // What a stopped run had finished is not computed again.
  const auto keep = [this, run = run_](Pipeline Document::*which, const Pipeline& so_far) {
    QMetaObject::invokeMethod(
        this,
        [this, which, so_far, run] {
          if (run == run_) this->*which = so_far;
        },
        Qt::QueuedConnection);
  };
  const EditedCity shown{shown_city_, edited_, {}};
  assessing_.start(
      [=, against = wanted(other), base_pipeline = base_pipeline_, shown_pipeline = shown_pipeline_,
       city = city_, base_results = base_results_](const Job& job) {
        Assessed done{base_pipeline, shown_pipeline, base_results, nullptr, {}};
        const double base_share = base_current ? 0 : !with_scenario && !against ? 1 : 0.6;
        const double plan_share = against ? 0.5 * (1 + base_share) : 1;
        if (!base_current)
          done.base = assessed(done.base_pipeline, city, settings, nullptr, job.part(0, base_share),
                               [&](auto name, auto& tables) {
                                 keep(&Document::base_pipeline_, done.base_pipeline);
                                 if (!with_scenario) ready(name, tables);
                               });
        done.shown = done.base;
        if (with_scenario) {
          if (!base_current) done.shown_pipeline = done.base_pipeline;
          done.shown =
              kept ? kept->results
                   : assessed(done.shown_pipeline, shown.city, titled(plan), done.base.get(),
                              job.part(base_share, plan_share), [&](auto name, auto& tables) {
                                keep(&Document::shown_pipeline_, done.shown_pipeline);
                                ready(name, tables);
                              });
          done.runs.push_back({*plan, shown, done.shown});
        }
        if (against) {
          Pipeline pipeline = done.base_pipeline;
          PlanRun run{*against, edited_city(city, &*against), nullptr};
          run.results = assessed(pipeline, run.edited.city, titled(against), done.base.get(),
                                 job.part(plan_share, 1));
          done.runs.push_back(std::move(run));
        }
        return done;
      },
      [this, project = project_, city = city_, shown_city = shown_city_,
       base_current](Assessed done) {
        base_pipeline_ = std::move(done.base_pipeline);
        shown_pipeline_ = std::move(done.shown_pipeline);
        assessed_ = project;
        assessed_city_ = city;
        results_city_ = shown_city;
        partial_.clear();
        if (!base_current) plan_runs_.clear();
        // The plan shown is the newest.
        while (!done.runs.empty()) {
          plan_runs_.keep(std::move(done.runs.back()));
          done.runs.pop_back();
        }
        set_results(std::move(done.base), std::move(done.shown));
        if (!against_results()) assess();  // another plan was chosen meanwhile
      });
}

void Document::cancel() {
  const bool was_assessing = assessing_.running();
  const bool was_busy = busy();
  assess_when_applied_ = false;  // the plan itself is made ready all the same
  loading_.cancel();
  retelling_.cancel();
  assessing_.cancel();
  writing_.cancel();
  emit stopped();
  if (was_assessing && !partial_.empty()) {
    partial_.clear();
    gather_tables();
  }
  emit busy_changed(busy());
  if (was_busy) tell(words("Stopped."), Tone::notice);
}

bool Document::outdated() const {
  return results_ && (plan_failed_ || assessed_city_ != city_ || !same_data(assessed_, project_) ||
                      !same_rules(assessed_, project_) || !same_scenario(assessed_, project_));
}

bool Document::busy() const {
  return loading_.running() || applying_.running() || assessing_.running() || writing_.running();
}

void Document::write_result(const std::filesystem::path& path) {
  if (!results_ || !results_city_) return fail(words("There is no result to write: assess first."));
  try {
    io::check_writable(path, io::Existing::replace, files_of(project_));
  } catch (const Error& e) {
    return fail(QString::fromUtf8(e.what()));
  }
  writing_.add(
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

Document::ResultFile Document::result_as_file() const {
  if (!results_) return {};
  if (!results_city_)
    return [file = result_file_](const std::filesystem::path&, const Job&) { return file; };
  return [city = results_city_, results = results_, project = project_](
             const std::filesystem::path& folder, const Job& job) {
    const std::filesystem::path file = folder / "result.gpkg";
    firebreak::write_result(file, *city, *results->assessment, project, io::Existing::replace,
                            program_name(), job);
    return file;
  };
}

void Document::set_results(std::shared_ptr<const Results> base,
                           std::shared_ptr<const Results> shown) {
  base_results_ = std::move(base);
  results_ = std::move(shown);
  spread_ = results_ ? spread_of(project_) : std::nullopt;
  comparison_.reset();
  gather_tables();
  emit results_changed();
  compare_plans();
}

}  // namespace firebreak::gui