#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/plural.hpp"
#include "core/base/speaking.hpp"
#include "core/io/load.hpp"
#include "core/io/mapping_file.hpp"
#include "core/io/mapping_of.hpp"
#include "core/io/risk_file.hpp"
#include "core/normalise/column_reports.hpp"
#include "core/normalise/crs_choice.hpp"
#include "core/normalise/input_tables.hpp"
#include "core/normalise/normalise.hpp"
#include "gui/document.hpp"
#include "gui/words.hpp"

/// How the document reads: sources and results, on a worker thread, shown as they come.
namespace firebreak::gui {

struct Document::Loaded {
  std::vector<IntakeRow> intake;
  std::shared_ptr<const City> city;
  std::vector<TablePtr> inputs;
  std::shared_ptr<const Results> results;     ///< of a result file
  CityGrid grid;                              ///< of a result file
  std::optional<std::string> refusal;         ///< why there is no city
  io::Project project;                        ///< that was read
  Language language = firebreak::language();  ///< that sentences were made in
};

namespace {

/// The sentences of a recognition in one language: it looks once more and says it there.
IntakeRow::Told told_in(Language in, const SourceLayer& layer, const FieldDictionary& dictionary) {
  const Speaking speaking(in);
  io::ToldLayer told = io::told(layer, dictionary);
  return {std::move(told.reason), std::move(told.assumed), std::move(told.proposed)};
}

/// The middle of a layer in metres whose zone nobody says, x east.
std::optional<Xy> middle_without_zone(const SourceLayer& layer) {
  const auto& seen = layer.recognition.crs;
  if (!seen || !seen->plain_grid || layer.crs.known()) return std::nullopt;
  std::vector<Xy> middles;
  for (const Box& box : layer.raw.shapes.boxes)
    if (!box.empty()) middles.push_back(box.centre());
  auto middle = median_place(std::move(middles));
  if (middle && seen->swap_xy) std::swap(middle->x_m, middle->y_m);
  return middle;
}

std::vector<IntakeRow> rows_of(const io::ReadLayers& read) {
  std::vector<IntakeRow> rows;
  const FieldDictionary dictionary = io::shipped_dictionary();
  const Language now = language();
  const Language other = now == Language::zh ? Language::en : Language::zh;
  for (std::size_t i = 0; i < read.layers.size(); ++i) {
    const SourceLayer& layer = read.layers[i];
    const auto layers_of_file = std::ranges::count_if(
        read.layers, [&](const SourceLayer& l) { return l.raw.path == layer.raw.path; });
    IntakeRow row;
    row.state = layer.raw.state;
    row.path = layer.raw.path;
    row.layer = layer.raw.layer;
    row.driver = layer.raw.driver;
    row.encoding = layer.raw.encoding;
    row.crs = layer.crs.known() ? layer.crs.definition() : layer.raw.crs.definition();
    row.records = layer.raw.size();
    row.without_zone = middle_without_zone(layer);
    row.recognition = layer.recognition;
    row.settings = read.settings[i];
    row.remembered = layer.remembered;
    row.rule = io::rule_of(layer, read.settings[i], layers_of_file == 1);
    row.in_language[static_cast<std::size_t>(now)] = {
        layer.recognition.reason, layer.recognition.assumed, layer.recognition.proposed};
    row.in_language[static_cast<std::size_t>(other)] = told_in(other, layer, dictionary);
    row.source = layer.spec;
    rows.push_back(std::move(row));
  }
  return rows;
}

/// Why there is nothing to make a city of; empty: there is something.
std::optional<std::string> why_nothing_was_read(const std::vector<SourceLayer>& layers) {
  const auto state = [](const SourceLayer& layer) { return layer.raw.state; };
  if (std::ranges::count(layers, LayerState::read, state) > 0) return std::nullopt;
  const auto lost = std::ranges::find(layers, LayerState::unreadable, state);
  if (lost != layers.end()) return lost->recognition.reason;
  return text("Everything is left out: take a source in again, or add data.");
}

/// What a result is opened for, in the order in which it is read: each is shown as soon as it is
/// there, while the others are still on the way.
constexpr std::string_view shown_first[] = {"hydrant_gaps", "hydrant_spacing", "risk_zones",
                                            "pinch_points", "stations",        "building_risk",
                                            "fire_lanes"};

/// Of the buildings and lanes of a large result what a map draws: it stands long before the other
/// half a hundred columns are read.
std::vector<io::RiskFile::TablePart> drawn_first(const io::RiskFile& file,
                                                 const StyleSheet& style) {
  constexpr std::int64_t large = 100'000;
  std::vector<io::RiskFile::TablePart> parts;
  for (const auto& [name, id] :
       {std::pair<std::string_view, const char*>{"building_risk", "building_id"},
        {"fire_lanes", "lane_id"}}) {
    if (!file.has_table(name) || file.rows_of(name) < large) continue;
    std::vector<std::string> columns{id};
    for (const LayerStyle& layer : style.layers) {
      if (layer.table != name) continue;
      columns.push_back(layer.label_field);
      columns.push_back(layer.order_field);
      for (const StyleRule& rule : layer.rules) columns.push_back(rule.field);
    }
    parts.push_back({std::string(name), std::move(columns)});
  }
  return parts;
}

/// How many roles of a preview the layers have.
std::size_t roles_in(const std::vector<SourceLayer>& layers) {
  return static_cast<std::size_t>(std::ranges::count_if(preview_roles(), [&](Role role) {
    return std::ranges::any_of(
        layers, [&](const SourceLayer& layer) { return layer.recognition.role == role; });
  }));
}

/// The CRS that the project names; unknown if it names none, or none that there is.
Crs wanted_crs(const io::Project& project) {
  try {
    return project.crs.empty() ? Crs() : Crs(project.crs);
  } catch (const Error&) {
    return {};  // told when the city is made
  }
}

/// Where a result stands, by its record.
CityGrid grid_of(const RunRecord& record) {
  try {
    return {record.crs_wkt.empty() ? Crs() : Crs(record.crs_wkt),
            {record.origin_x_m, record.origin_y_m}};
  } catch (const Error&) {
    return {{}, {record.origin_x_m, record.origin_y_m}};  // the map's own coordinates still show
  }
}

}  // namespace

void Document::read_result(const std::filesystem::path& result) {
  // Every column that a look asks for is wanted; which of them there are shows when they are read.
  const auto wanted = [](std::string_view, std::string_view) { return true; };
  loading_.start(
      [this, result, style = styled(sheet_, project_.view, wanted), run = ++run_](const Job& job) {
        const io::RiskFile file = io::open_risk_file(result);
        auto assessment = std::make_shared<Assessment>();
        assessment->record = file.record;
        Loaded loaded;
        loaded.grid = grid_of(file.record);
        QMetaObject::invokeMethod(
            this, [this, grid = loaded.grid, run] { show_result_grid(grid, run); },
            Qt::QueuedConnection);
        const auto show = [&](const TablePtr& table) {
          QMetaObject::invokeMethod(
              this, [this, table, run] { show_early(table, run); }, Qt::QueuedConnection);
        };
        for (const TablePtr& table :
             shared_tables(file.read_parts(drawn_first(file, style), job.part(0, 0.2))))
          show(table);
        const auto ready = [&](std::size_t i) {
          const TablePtr table(assessment, &assessment->tables[i]);
          if (std::ranges::count(shown_first, table->name) > 0) show(table);
        };
        file.read_tables(assessment->tables, job.part(0.2, 1), shown_first, ready);
        loaded.results = results_of(std::move(assessment));
        return loaded;
      },
      [this](Loaded loaded) { take_loaded(std::move(loaded)); });
}

void Document::set_grid(CityGrid grid) {
  if (grid == grid_) return;
  grid_ = std::move(grid);
  drawing_.cancel();  // what is being drawn would come with the coordinates of before
  emit grid_changed();
}

void Document::show_result_grid(const CityGrid& grid, unsigned run) {
  if (run == run_ && loading_.running() && !results_) set_grid(grid);
}

void Document::show_preview(const Preview& preview, unsigned run) {
  if (run != run_ || !loading_.running() || city_) return;
  preview_ = preview;
  set_grid({preview.crs, preview.origin});
  gather_tables();
}

void Document::show_intake(const std::vector<IntakeRow>& intake, unsigned run) {
  if (run != run_ || !loading_.running() || city_) return;
  intake_ = intake;
  emit intake_changed();
}

void Document::show_early(const TablePtr& table, unsigned run) {
  if (run != run_ || !loading_.running() || city_ || results_) return;
  replace_table(preview_.tables, table);
  gather_tables();
}

void Document::reload() {
  assessing_.cancel();
  partial_.clear();
  loading_.start(
      [this, project = project_, before = city_, run = ++run_](const Job& job) {
        const bool first = before == nullptr;
        Loaded loaded;
        loaded.project = project;
        if (project.sources.empty()) return loaded;
        Preview preview;
        const auto show = [&] {
          QMetaObject::invokeMethod(
              this, [this, preview, run] { show_preview(preview, run); }, Qt::QueuedConnection);
        };
        if (first) {
          preview = preview_of(io::first_look(project, preview_roles(), job.part(0, 0.1)),
                               wanted_crs(project));
          if (!preview.tables.empty()) show();
        }
        io::ReadLayers read =
            io::read_layers_of(project, job.part(0.1, 0.5), io::Unreadable::set_aside);
        loaded.intake = rows_of(read);
        std::vector<SourceLayer> layers = std::move(read.layers);
        if (first) {
          QMetaObject::invokeMethod(
              this, [this, intake = loaded.intake, run] { show_intake(intake, run); },
              Qt::QueuedConnection);
          if (preview.tables.size() < roles_in(layers)) {
            preview = preview_of(layers, wanted_crs(project));
            show();
          }
        }
        if (auto why = why_nothing_was_read(layers)) {
          loaded.refusal = std::move(why);
          return loaded;
        }
        for (std::size_t i = 0; i < layers.size(); ++i)
          loaded.intake[i].reports = column_reports(layers[i], job.part(0.5, 0.5));
        try {
          NormaliseOptions options = io::normalise_options(project);
          // The rest is shown, and what is proposed for them stands with the defects.
          options.refuse_unplaced = false;
          City city = normalise(std::move(layers), options, job.part(0.5, 0.95));
          if (before) share_unchanged(city, *before);
          loaded.inputs = shared_tables(input_tables(city));
          loaded.city = std::make_shared<const City>(std::move(city));
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
  take_verdicts();  // some may have been set while it was read
  carry_looks(project_);
  issues_language_ = loaded.language;
  retold_.reset();
  preview_.tables.clear();
  inputs_ = std::move(loaded.inputs);
  plan_runs_.clear();
  shown_city_ = city_;
  edited_.clear();
  emit intake_changed();
  if (city_)
    set_grid({city_->crs, city_->origin});
  else if (loaded.results)
    set_grid(loaded.grid);
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
  compare_plans();
  gather_tables();
  if (scenario() != nullptr) apply_scenario(false);
  retell_issues();
  if (loaded.refusal) return fail(to_qt(*loaded.refusal));
  const auto lost = std::ranges::count(intake_, LayerState::unreadable, &IntakeRow::state);
  if (lost > 0)
    fail(words(
        for_count(lost,
                  tr_key("{} source could not be read; the others are used without it. The list of "
                         "the step Data says why, and there it is found again or left out."),
                  tr_key("{} sources could not be read; the others are used without them. The list "
                         "of the step Data says why, and there they are found again or left out.")),
        lost));
}

const std::vector<Issue>& Document::issues() const {
  static const std::vector<Issue> none;
  if (!city_) return none;
  return retold_ && language() != issues_language_ ? *retold_ : city_->issues;
}

void Document::retell_issues() {
  retelling_.cancel();
  if (!city_ || loading_.running() || language() == issues_language_ || retold_) return;
  retelling_.start(
      [project = loaded_](const Job& job) {
        NormaliseOptions options = io::normalise_options(project);
        options.refuse_unplaced = false;
        City again =
            normalise(io::read_and_recognise(project, job.part(0, 0.5), io::Unreadable::set_aside),
                      options, job.part(0.5, 1));
        return std::move(again.issues);
      },
      [this](std::vector<Issue> issues) {
        // Files that have changed since tell of another city: what was said of this one stays.
        if (!std::ranges::equal(issues, city_->issues, {}, &Issue::kind, &Issue::kind)) return;
        retold_ = std::make_shared<const std::vector<Issue>>(std::move(issues));
        emit issues_retold();
      });
}

}  // namespace firebreak::gui
