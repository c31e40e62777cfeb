#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/console.hpp"
#include "cli/json_text.hpp"
#include "core/base/plural.hpp"
#include "core/io/check_book.hpp"
#include "core/io/check_file.hpp"
#include "core/io/load.hpp"
#include "core/io/risk_file.hpp"
#include "core/session/check_list.hpp"
#include "core/session/check_merge.hpp"

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
                       for_count(sheet.items.size(),
                                 tr_key("{}: {} place to be checked, {} of them first"),
                                 tr_key("{}: {} places to be checked, {} of them first")),
                       sheet.town.empty() ? std::string(translate("Field-check list")) : sheet.town,
                       sheet.items.size(), first)
                << '\n';
    }
    std::cout << text("Field-check list: {}", call.output) << '\n';
  }
  return 0;
}

struct MergeCall {
  std::string workbook;
  std::string into;
  bool apply = false;
  bool take_conflicts = false;
};

/// What the workbook is compared with, and where the checks stand.
struct Target {
  KnownIds known;
  std::filesystem::path checks;
  bool names_checks = true;  ///< false: the project file has to be told
  bool project = false;
};

Target target_of(const std::filesystem::path& into, const Job& job) {
  Target target;
  if (into.extension() == ".toml") {
    io::Project project = io::read_project(into);
    target.project = true;
    target.names_checks = !project.field_checks.empty();
    target.checks = target.names_checks
                        ? project.field_checks
                        : into.parent_path() / (into.stem().string() + "_checks.csv");
    // The ids of the data do not depend on what was found before.
    project.field_checks.clear();
    target.known = ids_of(io::load(project, job));
    return target;
  }
  target.known = ids_of(io::open_risk_file(into));
  target.checks = into.parent_path() / (into.stem().string() + "_checks.csv");
  return target;
}

/// Green, yellow, red; grey for what is known and magenta for what cannot be taken.
struct Look {
  MergeKind kind;
  const char* word;
  const char* json;
  const char* colour;
};
constexpr Look looks[] = {{MergeKind::added, tr_key("new"), "new", "\x1b[32m"},
                          {MergeKind::changed, tr_key("changed"), "changed", "\x1b[33m"},
                          {MergeKind::conflict, tr_key("conflict"), "conflict", "\x1b[31m"},
                          {MergeKind::same, tr_key("as stored"), "same", "\x1b[90m"},
                          {MergeKind::refused, tr_key("not taken"), "refused", "\x1b[35m"}};

void print_merge(const CheckMerge& merge, const Common& common) {
  const bool coloured = stdout_is_terminal();
  for (const MergeLine& line : merge.lines) {
    const Look& look = looks[static_cast<std::size_t>(line.kind)];
    if (common.quiet || line.kind == MergeKind::same) continue;
    std::cout << (coloured ? look.colour : "") << padded(translate(look.word), 10)
              << (coloured ? "\x1b[0m" : "")
              << text("sheet {}, row {}: {} {}", line.sheet, line.row, line.key, line.words)
              << '\n';
  }
  std::cout << text("{} new, {} changed, {} conflicts, {} as stored, {} not taken",
                    merge.count(MergeKind::added), merge.count(MergeKind::changed),
                    merge.count(MergeKind::conflict), merge.count(MergeKind::same),
                    merge.count(MergeKind::refused))
            << '\n';
}

nlohmann::json merge_json(const CheckMerge& merge) {
  nlohmann::json lines = nlohmann::json::array();
  for (const MergeLine& line : merge.lines)
    lines.push_back({{"kind", looks[static_cast<std::size_t>(line.kind)].json},
                     {"sheet", line.sheet},
                     {"row", line.row},
                     {"id", line.key},
                     {"words", line.words}});
  return lines;
}

int run_merge(const MergeCall& call, const Common& common, const Job& job) {
  const auto rows = io::read_check_book(call.workbook);
  const Target target = target_of(call.into, job);
  std::vector<FieldCheck> stored;
  if (std::filesystem::exists(target.checks)) stored = io::read_check_file(target.checks, job);
  const CheckMerge merge = merge_checks(rows, stored, target.known, call.take_conflicts);
  if (call.apply) {
    io::write_check_file(target.checks, merge.merged);
    if (!target.names_checks) io::name_field_checks(call.into, target.checks);
  }
  if (common.json) {
    std::cout << json_text(nlohmann::json{{"file", target.checks.string()},
                                          {"applied", call.apply},
                                          {"lines", merge_json(merge)}})
              << '\n';
    return 0;
  }
  print_merge(merge, common);
  if (!call.take_conflicts && merge.count(MergeKind::conflict) > 0)
    std::cout << text("Conflicts are not taken; correct the rows, or use --take-conflicts.")
              << '\n';
  if (!call.apply) {
    std::cout << text("Nothing was written. Use --apply to write {}.", target.checks.string())
              << '\n';
  } else {
    std::cout << text("Field checks: {}", target.checks.string()) << '\n';
    std::cout << (target.project
                      ? text("They count in the next run: firebreak assess {}", call.into)
                      : text("They count in the next run with --field-checks {}",
                             target.checks.string()))
              << '\n';
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
  auto in = std::make_shared<MergeCall>();
  CLI::App* read = command->add_subcommand(
      "merge", text("What a returned workbook adds to the field checks of a project or result"));
  read->add_option("workbook", in->workbook, text("Workbook that came back (.xlsx, .ods)"))
      ->required();
  read->add_option("--into", in->into, text("Project file (.toml) or result of assess (.gpkg)"))
      ->required();
  read->add_flag("--apply", in->apply, text("Write it; otherwise only the difference is shown"));
  read->add_flag("--take-conflicts", in->take_conflicts,
                 text("The workbook wins where it contradicts what is stored"));
  read->final_callback([in, &run] {
    run = [in](const Common& common, const Job& job) { return run_merge(*in, common, job); };
  });
}

}  // namespace firebreak::cli
