#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>
#include <optional>

#include "cli/command.hpp"
#include "core/io/atomic_file.hpp"
#include "core/io/project.hpp"
#include "core/io/risk_file.hpp"
#include "core/io/style_file.hpp"
#include "core/model/summary_row.hpp"
#include "core/session/run_settings.hpp"
#include "core/session/unit_shown.hpp"
#include "render/export.hpp"

namespace firebreak::cli {

namespace {

struct Call {
  std::string input;
  std::string output;
  bool overwrite = false;
  std::string style = "light";
  std::string project;  ///< its sheet and its looks; the options below win over it
  std::vector<std::string> layers;
  std::optional<std::string> title, subtitle, text, logo, paper;
  std::optional<double> scale;
  std::vector<double> extent;
  std::string unit;
  double dpi = 200;
  bool portrait = false, landscape = false, overview = false;
};

render::SheetOptions sheet_of(const Call& call, const io::Project& project) {
  SheetSettings settings = project.sheet;
  const auto put = [](std::string& setting, const std::optional<std::string>& said) {
    if (said) setting = *said;
  };
  put(settings.title, call.title);
  put(settings.subtitle, call.subtitle);
  put(settings.text, call.text);
  put(settings.logo, call.logo);
  put(settings.paper, call.paper);
  if (call.scale) settings.scale = call.scale;
  if (!call.extent.empty())
    settings.extent = Box{{call.extent[0], call.extent[1]}, {call.extent[2], call.extent[3]}};
  if (call.portrait) settings.landscape = false;
  if (call.landscape) settings.landscape = true;
  if (call.overview) settings.overview = true;
  render::SheetOptions sheet = render::sheet_options(settings, project.view, language());
  sheet.layers = call.layers;
  sheet.dpi = call.dpi;
  return sheet;
}

/// The unit that is shown alone: as said, or as the project shows it if the result has it.
std::string unit_of(const Call& call, const io::Project& project, const io::RiskFile& risk) {
  if (!call.unit.empty() || project.view.unit.empty()) return call.unit;
  const FeatureTable* units = risk.find("unit_summary");
  const bool known = units != nullptr && summary_row(*units, project.view.unit);
  return known ? project.view.unit : std::string();
}

/// Every file that the sheet is made from: it must not become one of them.
std::vector<std::filesystem::path> inputs_of(const Call& call, const io::Project& project) {
  std::vector<std::filesystem::path> inputs = files_of(project);
  inputs.emplace_back(call.input);
  if (call.logo && !call.logo->empty()) inputs.emplace_back(*call.logo);
  if (call.style.ends_with(".toml")) inputs.emplace_back(call.style);
  return inputs;
}

int draw(const Call& call, const Common& common, const Job& job) {
  if (call.output.empty()) throw Error(ErrorKind::usage, "Name the map sheet: -o MAP.pdf.");
  const auto existing = call.overwrite ? io::Existing::replace : io::Existing::refuse;
  const std::string ending = std::filesystem::path(call.output).extension().string();
  if (ending != ".pdf" && ending != ".png" && ending != ".svg")
    throw Error(ErrorKind::usage, "{}: a map sheet ends in .pdf, .png or .svg.", call.output);
  const io::Project project = call.project.empty() ? io::Project() : io::read_project(call.project);
  io::check_writable(call.output, existing, inputs_of(call, project));
  const StyleSheet plain = io::style_sheet(call.style);
  auto risk = io::read_risk_file(call.input, job.part(0, 0.5));
  const StyleSheet style = render::page_style(plain, project.view, risk.tables);
  for (const std::string& sentence :
       classes_without_column(plain, project.view, columns_in(risk.tables)))
    std::cerr << sentence << '\n';
  render::prepare_qt();
  render::SheetOptions sheet = sheet_of(call, project);
  if (const std::string unit = unit_of(call, project, risk); !unit.empty()) {
    const UnitShown shown =
        show_unit_alone(risk.tables, risk.record, unit, call.input, job.part(0.5, 0.6));
    // What was asked for on the command line wins over what the project's sheet says.
    if (!call.unit.empty() || !sheet.extent) sheet.extent = shown.extent;
    if (call.unit.empty() ? sheet.subtitle.empty() : !call.subtitle) sheet.subtitle = shown.name;
  }
  render::write_map_sheet(risk.tables, risk.record, style, sheet, call.output, job.part(0.6, 1));
  if (common.quiet) return 0;
  std::cout << text("Map sheet: {}", call.output) << '\n';
  const FeatureTable* units = risk.find("unit_summary");
  if (units != nullptr && units->rows() > 1 && !sheet.extent)
    std::cout << text("A sheet of one management unit: --unit, its id or its name.") << '\n';
  return 0;
}

}  // namespace

void add_map(CLI::App& app, Run& run) {
  auto call = std::make_shared<Call>();
  CLI::App* command = app.add_subcommand("map", text("A finished map sheet from a result"));
  command->add_option("risk", call->input, text("Result of assess (.gpkg)"))->required();
  command->add_option("-o,--output", call->output, text("Map sheet: .pdf, .png or .svg"));
  command->add_flag("--overwrite", call->overwrite, text("Replace the output if it exists"));
  command->add_option("--style", call->style,
                      text("Style sheet: light, dark, print, or a .toml file"));
  command->add_option("--project", call->project,
                      text("Project file whose sheet, colours and switched off layers are taken"));
  command->add_option("--paper", call->paper, text("Paper: A4, A3, A2, A1 or A0"));
  auto* portrait = command->add_flag("--portrait", call->portrait, text("Paper upright"));
  command->add_flag("--landscape", call->landscape, text("Paper lying (as without a project)"))
      ->excludes(portrait);
  command->add_option("--title", call->title, text("Title of the sheet"));
  command->add_option("--subtitle", call->subtitle, text("Line below the title"));
  command->add_option("--text", call->text, text("Words of your own beside the map"));
  command->add_option("--logo", call->logo, text("Picture at the head of the sheet"));
  command->add_flag("--overview", call->overview,
                    text("A small map of everything with the sheet's frame in it"));
  auto* unit = command->add_option(
      "--unit", call->unit,
      text("Show one management unit: its id or its name; none: what lies in no unit"));
  command
      ->add_option("--extent", call->extent,
                   text("What the map shows: west,south,east,north in the coordinates of the "
                        "result"))
      ->delimiter(',')
      ->expected(4)
      ->excludes(unit);
  command->add_option("--dpi", call->dpi, text("Points per inch of a PNG"))
      ->check(CLI::Range(20.0, 1200.0));
  command->add_option("--scale", call->scale, text("Scale number, e.g. 5000 (default: what fits)"))
      ->check(CLI::Range(100.0, 1e7));
  command->add_option("--layers", call->layers, text("Layers to draw, separated by commas"))
      ->delimiter(',');
  command->final_callback([call, &run] {
    run = [call](const Common& common, const Job& job) { return draw(*call, common, job); };
  });
}

}  // namespace firebreak::cli
