#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>

#include "cli/city_source.hpp"
#include "cli/command.hpp"
#include "cli/console.hpp"
#include "cli/json_text.hpp"
#include "core/analysis/assessment.hpp"
#include "core/analysis/declared_params.hpp"
#include "core/analysis/gap_numbers.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/base/plural.hpp"
#include "core/io/atomic_file.hpp"
#include "core/io/load.hpp"
#include "core/model/scenario.hpp"
#include "core/session/result_file.hpp"
#include "core/session/run_settings.hpp"
#include "render/key_figures.hpp"

namespace firebreak::cli {

namespace {

struct Call {
  CitySource source;
  std::string output;
  bool overwrite = false;
  CallSettings settings;
  std::string scenario;
  std::string field_checks;
  std::string gate;
  Acceptance accept;
};

const KeyFigure* figure(const RunRecord& record, std::string_view name) {
  for (const KeyFigure& f : record.figures)
    if (f.name == name) return &f;
  return nullptr;
}

/// Serious defects of the input by kind and layer: what makes the figures mean little stands above
/// them.
void print_serious(const City& city) {
  struct Line {
    std::uint64_t records = 0;
    const Issue* first = nullptr;
  };
  std::map<std::pair<std::uint32_t, IssueKind>, Line> lines;
  for (const Issue& issue : city.issues) {
    if (issue.severity != Severity::serious) continue;
    Line& line = lines[{issue.origin.source, issue.kind}];
    line.records += issue.records;
    if (line.first == nullptr) line.first = &issue;
  }
  for (const auto& [key, line] : lines) {
    const Source& source = city.sources[key.first];
    const std::string name = source_words(source.path, source.layer);
    const std::string& detail = line.first->detail;
    const std::int64_t fid = line.first->origin.fid;
    const std::string record = record_words(source, fid);
    if (fid < 0 || detail.starts_with(record))
      std::cout << text(for_count(line.records, tr_key("Serious, {} record [{}]: {}"),
                                  tr_key("Serious, {} records [{}]: {}")),
                        line.records, name, detail);
    else
      std::cout << text(
          for_count(line.records, tr_key("Serious, {} record [{}], the first, record {}: {}"),
                    tr_key("Serious, {} records [{}], the first, record {}: {}")),
          line.records, name, record, detail);
    std::cout << '\n';
    if (!line.first->effect.empty())
      std::cout << "    " << text("Effect: {}", line.first->effect) << '\n';
  }
}

/// What was assumed about whole layers: a guessed CRS, turned axes.
void print_assumed(const City& city) {
  for (const Issue& issue : city.issues)
    if (issue.origin.fid == -1 && issue.action == Action::assumed &&
        issue.severity == Severity::doubtful)
      std::cout << text("Assumed [{}]: {}",
                        source_words(city.sources[issue.origin.source].path,
                                     city.sources[issue.origin.source].layer),
                        issue.detail)
                << (issue.effect.empty() ? "" : " ") << issue.effect << '\n';
}

void print_figures(const City& city, const Assessment& assessment, const std::string& output) {
  const RunRecord& record = assessment.record;
  for (std::size_t i = 0; i < record.inputs.size(); ++i) {
    const RunRecord::Input& input = record.inputs[i];
    std::cout << "  " << padded(translate(input.role), 22)
              << text("{} read, {} set aside", input.read, input.set_aside)
              << cut_off_words(city, i) << "  [" << source_words(input.path, input.layer) << "]\n";
  }
  for (const auto& [analysis, reason] : record.skipped)
    std::cout << text("Not computed: {}. {}", translate(analysis_title(analysis)),
                      translate(reason))
              << '\n';
  for (const std::string& notice : record.notices)
    std::cout << text("Note: {}", translate(notice)) << '\n';
  print_serious(city);
  print_assumed(city);
  std::cout << '\n';
  for (const KeyFigure& f : record.figures)
    std::cout << "  " << padded(translate(f.title), 56)
              << fmt::format("{:>12}", render::figure_text(f)) << '\n';
  std::cout << '\n'
            << text("Result: {}", output) << '\n'
            << text("Screening result, to be checked on site.") << '\n';
  if (!record.attribution.empty()) std::cout << record.attribution << '\n';
}

nlohmann::json figures_json(const Assessment& assessment, const std::string& output) {
  const RunRecord& record = assessment.record;
  nlohmann::json out{{"output", output},
                     {"title", record.title},
                     {"profile", record.profile},
                     {"engine", record.engine},
                     {"crs", record.crs},
                     {"figures", nlohmann::json::array()},
                     {"inputs", nlohmann::json::array()},
                     {"skipped", nlohmann::json::array()},
                     {"notices", nlohmann::json::array()},
                     {"attribution", record.attribution}};
  for (const KeyFigure& f : record.figures)
    out["figures"].push_back({{"name", f.name},
                              {"title", translate(f.title)},
                              {"value", f.value},
                              {"unit", f.unit},
                              {"clause", f.clause},
                              {"mark", f.mark}});
  for (const auto& input : record.inputs)
    out["inputs"].push_back({{"path", input.path},
                             {"layer", input.layer},
                             {"role", input.role},
                             {"read", input.read},
                             {"set_aside", input.set_aside},
                             {"sha256", input.sha256}});
  for (const auto& [analysis, reason] : record.skipped)
    out["skipped"].push_back({{"analysis", analysis}, {"reason", translate(reason)}});
  for (const std::string& notice : record.notices) out["notices"].push_back(translate(notice));
  return out;
}

/// True if `--gate` was given and what it watches for was found in any building.
bool gate_closes(const RunRecord& record, const std::string& gate) {
  if (gate.empty()) return false;
  const auto any = [&](std::initializer_list<std::string_view> names) {
    return std::any_of(names.begin(), names.end(), [&](std::string_view name) {
      const KeyFigure* f = figure(record, name);
      return f != nullptr && f->value > 0;
    });
  };
  if (any({"hydrant_fail", "buildings_cut_off"})) return true;
  return gate == "unknown" && any({"hydrant_unknown", "buildings_cut_off_unknown"});
}

/// The city without the plan as far as its coverage gaps go; none where it has no hydrants to
/// judge, or the run leaves them out.
std::optional<Assessment> gaps_as_it_is(const City& city, AssessSettings settings, const Job& job) {
  const std::string hydrants(HydrantCoverage::id);
  const bool judged =
      settings.only.empty() || std::ranges::find(settings.only, hydrants) != settings.only.end();
  if (!judged || city.hydrants->empty() || city.buildings->empty()) return std::nullopt;
  settings.only = {hydrants};
  return assess(city, settings, job);
}

int run_assess(const Call& call, const Common& common, const Job& job) {
  if (call.output.empty()) throw Error(ErrorKind::usage, "Name the result: -o RISK.gpkg.");
  if (!call.gate.empty() && call.gate != "fail" && call.gate != "unknown")
    throw Error(ErrorKind::usage, "--gate={}: write --gate or --gate=unknown.", call.gate);
  io::Project project = project_of(call.source);
  if (!call.field_checks.empty()) project.field_checks = call.field_checks;
  AssessSettings settings = settings_of(project, call.settings);
  const Scenario* scenario =
      call.scenario.empty() ? nullptr : &scenario_named(project, call.scenario);
  if (std::filesystem::path(call.output).extension() != ".gpkg")
    throw Error(ErrorKind::usage, "{}: the result of assess ends in .gpkg.", call.output);
  const auto existing = call.overwrite ? io::Existing::replace : io::Existing::refuse;
  io::check_writable(call.output, existing, files_of(project, call.settings));

  std::vector<Proposal> taken;
  if (call.accept.all) taken = io::accept_proposals(project, call.accept.by, job.part(0, 0.3));
  City city = io::load(project, job.part(call.accept.all ? 0.3 : 0, 0.4));
  std::vector<std::string> lost;
  std::optional<Assessment> as_it_is;
  if (scenario != nullptr) {
    as_it_is = gaps_as_it_is(city, settings, job.part(0.4, 0.5));
    settings.title += " – " + scenario->name;
    Applied applied = apply(city, *scenario);
    city = std::move(applied.city);
    lost = std::move(applied.lost);
  }
  Assessment assessment = assess(city, settings, job.part(as_it_is ? 0.5 : 0.4, 0.85));
  if (as_it_is) keep_gap_numbers(*as_it_is, assessment);
  // What is written stands in the tables of the assessment: room for the writing.
  city.buildings = std::make_shared<Table<Building>>();
  city.roads = std::make_shared<Table<Road>>();
  city.network = std::make_shared<RoadNetwork>();
  write_result(call.output, city, assessment, project, existing,
               std::string("firebreak ") + FIREBREAK_VERSION, job.part(0.85, 1));
  for (const std::string& sentence : lost) std::cerr << sentence << '\n';
  for (const std::string& sentence : looks_left_out(assessment, project))
    std::cerr << sentence << '\n';
  if (scenario == nullptr && !project.scenario.empty() && !common.quiet)
    std::cerr << text(
                     "The project's current plan \"{}\" is not part of this result: it is the "
                     "city as it is. To assess the plan: --scenario \"{}\".",
                     project.scenario, project.scenario)
              << '\n';
  if (common.json) {
    nlohmann::json out = figures_json(assessment, call.output);
    if (call.accept.all) out["accepted"] = proposals_json(taken);
    std::cout << json_text(out) << '\n';
  } else if (!common.quiet) {
    print_proposals(text("Accepted as proposed:"), taken);
    print_figures(city, assessment, call.output);
  }
  return gate_closes(assessment.record, call.gate) ? static_cast<int>(ErrorKind::gate) : 0;
}

}  // namespace

void add_assess(CLI::App& app, Run& run) {
  auto call = std::make_shared<Call>();
  CLI::App* command = app.add_subcommand(
      "assess", text("The main job: hydrants, lanes and districts of a city into one GeoPackage"));
  add_city_options(*command, call->source);
  command->add_option("-o,--output", call->output, text("Result (.gpkg)"));
  command->add_flag("--overwrite", call->overwrite, text("Replace the output if it exists"));
  command
      ->add_option("--only", call->settings.only,
                   text("Analyses to run, separated by commas: {}",
                        fmt::format("{}", fmt::join(analysis_ids(), ", "))))
      ->delimiter(',')
      ->check(CLI::IsMember(analysis_ids()));
  command->add_option("--profile", call->settings.profile,
                      text("Code profile, or a .toml file of your own (default: cn-gb)"));
  command->add_option("--engine", call->settings.engine,
                      text("Engine that must pass: light, pumper, aerial"));
  command
      ->add_option(
          "--reach", call->settings.reach,
          text("How far hydrants reach: network (radius and hose along the roads), geodesic "
               "(also the hose round buildings and barriers)"))
      ->check(CLI::IsMember({"network", "geodesic"}));
  command->add_option("--set", call->settings.set, text("Another value for a parameter: key=value"))
      ->take_all();
  command->add_option("--scenario", call->scenario,
                      text("Assess the city with the edits of a scenario of the project"));
  command->add_option("--field-checks", call->field_checks,
                      text("What was found on site, as fieldcheck merge writes it (.csv)"));
  add_accept_options(*command, call->accept);
  command->add_flag("--public", call->settings.public_edition,
                    text("Leave out persons, phones and what shows where hazardous sites are"));
  command->add_flag("--gate{fail}", call->gate,
                    text("Exit 1 if a building fails; --gate=unknown: also if one is unknown"));
  command->final_callback([call, &run] {
    run = [call](const Common& common, const Job& job) { return run_assess(*call, common, job); };
  });
}

}  // namespace firebreak::cli
