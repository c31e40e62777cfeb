#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/json_text.hpp"
#include "core/base/error.hpp"
#include "core/base/plural.hpp"
#include "core/io/risk_file.hpp"
#include "core/io/schedule_book.hpp"
#include "core/session/schedules.hpp"

namespace firebreak::cli {

namespace {

struct Call {
  std::string input;
  std::string output;
  std::vector<int> sheets;  ///< empty: all that the result holds the layers for
  std::string by;
  bool overwrite = false;
};

int export_sheets(const Call& call, const Common& common, const Job& job) {
  if (call.output.empty()) throw Error(ErrorKind::usage, "Name the workbook: -o X.xlsx.");
  if (std::filesystem::path(call.output).extension() != ".xlsx")
    throw Error(ErrorKind::usage, "{}: the tables end in .xlsx.", call.output);
  const auto existing = call.overwrite ? io::Existing::replace : io::Existing::refuse;
  const io::RiskFile risk = io::open_risk_file(call.input);
  std::vector<std::filesystem::path> inputs{call.input};
  for (const auto& input : risk.record.inputs) inputs.emplace_back(input.path);
  io::check_writable(call.output, existing, inputs);
  const ScheduleBook book = schedules(risk, call.sheets.empty() ? schedules_of(risk) : call.sheets,
                                      call.by == "town", job);
  io::write_schedule_book(call.output, book, existing);
  if (common.json) {
    nlohmann::json out{{"output", call.output}, {"sheets", nlohmann::json::array()}};
    for (const ScheduleSheet& sheet : book.sheets)
      out["sheets"].push_back({{"table", sheet.number},
                               {"title", sheet.title},
                               {"town", sheet.town},
                               {"rows", sheet.rows.size()}});
    std::cout << json_text(out) << '\n';
  } else if (!common.quiet) {
    for (const ScheduleSheet& sheet : book.sheets)
      std::cout << text(for_count(sheet.rows.size(), tr_key("Table {}: {}, {} row"),
                                  tr_key("Table {}: {}, {} rows")),
                        sheet.number,
                        sheet.town.empty() ? sheet.title : sheet.town + " " + sheet.title,
                        sheet.rows.size())
                << '\n';
    std::cout << text("Tables: {}", call.output) << '\n';
  }
  return 0;
}

}  // namespace

void add_ledger(CLI::App& app, Run& run) {
  CLI::App* ledger = app.add_subcommand("ledger", text("The tables that planners hand in"));
  ledger->require_subcommand(1);
  auto call = std::make_shared<Call>();
  CLI::App* command =
      ledger->add_subcommand("export", text("Tables of a result as a workbook: 1 hydrants, 3 "
                                            "repairs, 4 arrears by town, 5 lanes to be put "
                                            "right, 6 all lanes, 7 housing compounds"));
  command->add_option("risk", call->input, text("Result of assess (.gpkg)"))->required();
  command->add_option("-o,--output", call->output, text("Workbook (.xlsx)"));
  command
      ->add_option("--sheet", call->sheets,
                   text("Tables to write, separated by commas (all there are if left out)"))
      ->delimiter(',');
  command->add_option("--by", call->by, text("town: a sheet for each of the largest units"))
      ->check(CLI::IsMember({"town"}));
  command->add_flag("--overwrite", call->overwrite, text("Replace the output if it exists"));
  command->final_callback([call, &run] {
    run = [call](const Common& common, const Job& job) {
      return export_sheets(*call, common, job);
    };
  });
}

}  // namespace firebreak::cli
