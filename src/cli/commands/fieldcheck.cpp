#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/json_text.hpp"
#include "core/io/check_book.hpp"
#include "core/io/risk_file.hpp"
#include "core/session/check_list.hpp"

namespace firebreak::cli {

namespace {

struct ExportCall {
  std::string input;
  std::string output;
  bool overwrite = false;
  bool public_edition = false;
};

int run_export(const ExportCall& call, const Common& common, const Job& job) {
  if (call.output.empty()) throw Error(ErrorKind::usage, "Name the workbook: -o check.xlsx.");
  if (std::filesystem::path(call.output).extension() != ".xlsx")
    throw Error(ErrorKind::usage, "{}: the field-check list ends in .xlsx.", call.output);
  const auto existing = call.overwrite ? io::Existing::replace : io::Existing::refuse;
  const io::RiskFile risk = io::open_risk_file(call.input);
  std::vector<std::filesystem::path> inputs{call.input};
  for (const auto& input : risk.record.inputs) inputs.emplace_back(input.path);
  io::check_writable(call.output, existing, inputs);
  const CheckList list = check_list(risk, call.public_edition, job);
  io::write_check_book(call.output, list, existing);
  if (common.json) {
    nlohmann::json out{{"output", call.output}, {"sheets", nlohmann::json::array()}};
    for (const CheckSheet& sheet : list.sheets)
      out["sheets"].push_back({{"town", sheet.town}, {"places", sheet.items.size()}});
    std::cout << json_text(out) << '\n';
  } else if (!common.quiet) {
    for (const CheckSheet& sheet : list.sheets) {
      std::size_t first = 0;
      for (const CheckItem& item : sheet.items) first += item.priority == 1 ? 1U : 0U;
      std::cout << text(
                       "{}: {} places to be checked, {} of them first",
                       sheet.town.empty() ? std::string(translate("Field-check list")) : sheet.town,
                       sheet.items.size(), first)
                << '\n';
    }
    std::cout << text("Field-check list: {}", call.output) << '\n';
  }
  return 0;
}

}  // namespace

void add_fieldcheck(CLI::App& app, Run& run) {
  CLI::App* command = app.add_subcommand(
      "fieldcheck", text("The list of what is to be checked on site, and what came back from it"));
  command->require_subcommand(1);
  auto out = std::make_shared<ExportCall>();
  CLI::App* write = command->add_subcommand(
      "export", text("Everything marginal or unknown as a workbook, a sheet for each town"));
  write->add_option("result", out->input, text("Result of assess (.gpkg)"))->required();
  write->add_option("-o,--output", out->output, text("Workbook (.xlsx)"));
  write->add_flag("--overwrite", out->overwrite, text("Replace the output if it exists"));
  write->add_flag("--public", out->public_edition, text("Leave out persons and map coordinates"));
  write->final_callback([out, &run] {
    run = [out](const Common& common, const Job& job) { return run_export(*out, common, job); };
  });
}

}  // namespace firebreak::cli
