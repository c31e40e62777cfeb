#include <CLI/CLI.hpp>
#include <iostream>
#include <memory>

#include "cli/command.hpp"
#include "core/io/atomic_file.hpp"
#include "core/io/risk_file.hpp"
#include "core/io/style_file.hpp"
#include "render/export.hpp"

namespace firebreak::cli {

namespace {

struct Call {
  std::string input;
  std::string output;
  bool overwrite = false;
  std::string style = "light";
  render::SheetOptions sheet;
};

int draw(const Call& call, const Common& common, const Job& job) {
  if (call.output.empty()) throw Error(ErrorKind::usage, "Name the map sheet: -o MAP.pdf.");
  const auto existing = call.overwrite ? io::Existing::replace : io::Existing::refuse;
  const std::string ending = std::filesystem::path(call.output).extension().string();
  if (ending != ".pdf" && ending != ".png" && ending != ".svg")
    throw Error(ErrorKind::usage, "{}: a map sheet ends in .pdf, .png or .svg.", call.output);
  io::check_writable(call.output, existing);
  const auto styles = io::style_sheet(call.style);
  const auto risk = io::read_risk_file(call.input, job.part(0, 0.5));
  render::prepare_qt();
  render::SheetOptions sheet = call.sheet;
  sheet.language = language();
  render::write_map_sheet(risk.tables, risk.record, styles, sheet, call.output, job.part(0.5, 1));
  if (!common.quiet) std::cout << text("Map sheet: {}", call.output) << '\n';
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
  command->add_option("--paper", call->sheet.paper, text("Paper: A4, A3, A2, A1 or A0"));
  command->add_option("--title", call->sheet.title, text("Title of the sheet"));
  command
      ->add_option("--scale", call->sheet.scale,
                   text("Scale number, e.g. 5000 (default: what fits)"))
      ->check(CLI::Range(100.0, 1e7));
  command->add_option("--layers", call->sheet.layers, text("Layers to draw, separated by commas"))
      ->delimiter(',');
  command->final_callback([call, &run] {
    run = [call](const Common& common, const Job& job) { return draw(*call, common, job); };
  });
}

}  // namespace firebreak::cli
