#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/city_source.hpp"
#include "cli/command.hpp"
#include "cli/console.hpp"
#include "cli/json_text.hpp"
#include "core/analysis/assessment.hpp"
#include "core/analysis/settings.hpp"
#include "core/io/gpkg_write.hpp"
#include "core/io/load.hpp"
#include "core/io/rule_file.hpp"
#include "core/io/style_file.hpp"
#include "core/io/versions.hpp"

namespace firebreak::cli {

namespace {

struct Call {
  CitySource source;
  std::string output;
  bool overwrite = false;
  std::vector<std::string> only;
  std::string profile;
  std::string engine;
  std::vector<std::string> set;
  bool public_edition = false;
  std::string gate;
};

ParamValue value_from_text(const std::string& word) {
  if (word == "true") return true;
  if (word == "false") return false;
  double number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error == std::errc() && end == word.data() + word.size()) return number;
  return word;
}

/// The profile with what the project and the call put in its place.
Profile effective_profile(const io::Project& project, const Call& call, bool& ignore_accuracy) {
  Profile profile = io::profile_named(call.profile.empty() ? project.profile : call.profile);
  const auto known = known_keys(profile);
  const auto read = known_keys(Profile{});
  const auto put = [&](const std::string& key, const ParamValue& value, std::string_view by) {
    if (!std::binary_search(known.begin(), known.end(), key))
      throw Error(ErrorKind::usage, "{} is not a parameter. Did you mean {}?", key,
                  nearest_key(key, known));
    if (key == "accuracy.ignore") {
      const bool* truth = std::get_if<bool>(&value);
      if (truth == nullptr)
        throw Error(ErrorKind::usage, "accuracy.ignore is true or false, not {}.",
                    param_text(value));
      ignore_accuracy = *truth;
    } else if (!std::binary_search(read.begin(), read.end(), key)) {
      throw Error(ErrorKind::usage, "{}: no analysis of this version reads this value.", key);
    } else {
      override_value(profile, key, value, by);
    }
  };
  for (const auto& [key, value] : project.overrides) put(key, value, "project");
  for (const auto& confirmation : project.confirmations) {
    const auto found = profile.values.find(confirmation.key);
    if (found == profile.values.end())
      throw Error(ErrorKind::usage, "{} is not a value of the profile {}: nothing to confirm.",
                  confirmation.key, profile.name);
    found->second.confirmed_by =
        fmt::format("{}, {}, {}", confirmation.by, confirmation.date, confirmation.document);
  }
  for (const std::string& setting : call.set) {
    const auto equals = setting.find('=');
    if (equals == std::string::npos || equals == 0)
      throw Error(ErrorKind::usage, "--set {}: write it as key=value, e.g. hydrants.radius_m=120.",
                  setting);
    put(setting.substr(0, equals), value_from_text(setting.substr(equals + 1)), "command line");
  }
  return profile;
}

/// What the sources say of a management unit in a column that only people need: `leader`, `phone`.
std::string unit_words(const City& city, std::string_view field, std::size_t unit) {
  for (const Layer& layer : *city.others) {
    if (layer.role != Role::management_units || layer.origins.size() != city.units->size())
      continue;
    for (const Column& column : layer.columns)
      if (column.name == field && column.type == ColumnType::text && column.has(unit))
        return std::string(column.texts[unit]);
  }
  return {};
}

/// The ledger of this run: findings with the units they lie in.
io::LedgerInput ledger_of(const City& city, Assessment& assessment, const io::Project& project) {
  io::LedgerInput ledger;
  ledger.kinds_judged = assessment.kinds_judged;
  if (!project.ledger.empty()) ledger.previous = project.ledger;
  ledger.findings = std::move(assessment.findings);
  const auto& units = *city.units;
  if (units.empty()) return ledger;
  for (const auto& unit : assessment.finding_units) {
    io::FindingUnit entry;
    std::vector<std::uint32_t> chain;  // finest first
    for (auto at = unit; at && chain.size() < 3; at = units[at->value].parent)
      chain.push_back(at->value);
    if (!chain.empty()) {
      entry.person = unit_words(city, "leader", chain.front());
      entry.phone = unit_words(city, "phone", chain.front());
    }
    std::reverse(chain.begin(), chain.end());
    std::string* names[] = {&entry.l1, &entry.l2, &entry.l3};
    for (std::size_t i = 0; i < chain.size(); ++i) *names[i] = units.names[chain[i]];
    if (!chain.empty()) entry.code = units.ids[chain.front()];
    ledger.units.push_back(std::move(entry));
  }
  return ledger;
}

const KeyFigure* figure(const RunRecord& record, std::string_view name) {
  for (const KeyFigure& f : record.figures)
    if (f.name == name) return &f;
  return nullptr;
}

void print_figures(const Assessment& assessment, const std::string& output) {
  const RunRecord& record = assessment.record;
  for (const auto& input : record.inputs)
    std::cout << "  " << padded(translate(input.role), 22)
              << text("{} read, {} set aside", input.read, input.set_aside) << "  [" << input.layer
              << "]\n";
  for (const auto& [analysis, reason] : record.skipped)
    std::cout << text("Not computed: {}. {}", analysis, translate(reason)) << '\n';
  std::cout << '\n';
  for (const KeyFigure& f : record.figures)
    std::cout << "  " << padded(translate(f.title), 56) << fmt::format("{:>12.10g}", f.value)
              << (f.unit.empty() ? "" : " " + f.unit) << '\n';
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
  return gate == "unknown" && any({"hydrant_unknown", "cut_off_unknown"});
}

int run_assess(const Call& call, const Common& common, const Job& job) {
  if (call.output.empty()) throw Error(ErrorKind::usage, "Name the result: -o RISK.gpkg.");
  if (!call.gate.empty() && call.gate != "fail" && call.gate != "unknown")
    throw Error(ErrorKind::usage, "--gate={}: write --gate or --gate=unknown.", call.gate);
  const io::Project project = project_of(call.source);
  AssessSettings settings;
  settings.profile = effective_profile(project, call, settings.ignore_accuracy);
  settings.engine = io::vehicle_named(call.engine.empty() ? project.engine : call.engine);
  settings.only = call.only;
  settings.title = project.name;
  settings.public_edition = call.public_edition || project.public_edition;
  std::vector<std::filesystem::path> inputs;
  for (const auto& source : project.sources) inputs.push_back(source.path);
  for (const auto& path : {project.path, project.study_area})
    if (!path.empty()) inputs.push_back(path);
  if (project.profile.ends_with(".toml")) inputs.emplace_back(project.profile);
  if (call.profile.ends_with(".toml")) inputs.emplace_back(call.profile);
  if (std::filesystem::path(call.output).extension() != ".gpkg")
    throw Error(ErrorKind::usage, "{}: the result of assess ends in .gpkg.", call.output);
  const auto existing = call.overwrite ? io::Existing::replace : io::Existing::refuse;
  io::check_writable(call.output, existing, inputs);
  const StyleSheet styles = io::style_sheet("light");

  const City city = io::load(project, job.part(0, 0.4));
  Assessment assessment = assess(city, settings, job.part(0.4, 0.85));
  io::stamp(assessment.record, std::string("firebreak ") + FIREBREAK_VERSION);
  const io::LedgerInput ledger = ledger_of(city, assessment, project);
  io::write_risk_file(call.output, assessment.tables, assessment.record, ledger, styles, existing,
                      job.part(0.85, 1));
  if (common.json)
    std::cout << json_text(figures_json(assessment, call.output)) << '\n';
  else if (!common.quiet)
    print_figures(assessment, call.output);
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
      ->add_option("--only", call->only,
                   text("Analyses to run, separated by commas: {}",
                        fmt::format("{}", fmt::join(analysis_ids(), ", "))))
      ->delimiter(',')
      ->check(CLI::IsMember(analysis_ids()));
  command->add_option("--profile", call->profile,
                      text("Code profile, or a .toml file of your own (default: cn-gb)"));
  command->add_option("--engine", call->engine,
                      text("Engine that must pass: light, pumper, aerial"));
  command->add_option("--set", call->set, text("Another value for a parameter: key=value"))
      ->take_all();
  command->add_flag("--public", call->public_edition,
                    text("Leave out persons, phones and positions of hazardous sites"));
  command->add_flag("--gate{fail}", call->gate,
                    text("Exit 1 if a building fails; --gate=unknown: also if one is unknown"));
  command->final_callback([call, &run] {
    run = [call](const Common& common, const Job& job) { return run_assess(*call, common, job); };
  });
}

}  // namespace firebreak::cli
