#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/console.hpp"
#include "cli/json_text.hpp"
#include "core/analysis/story.hpp"
#include "core/io/risk_file.hpp"
#include "core/io/sha256.hpp"

namespace firebreak::cli {

namespace {

struct Call {
  std::string input;
  std::string building;
};

/// Inputs that are no longer what the result was made from: they explain why a new run may differ.
std::vector<std::string> changed_inputs(const RunRecord& record) {
  std::vector<std::string> changed;
  for (const auto& input : record.inputs) {
    if (!changed.empty() && changed.back() == input.path) continue;
    if (input.used() && std::filesystem::exists(input.path) &&
        io::sha256_of(input.path) != input.sha256)
      changed.push_back(input.path);
  }
  return changed;
}

int explain(const Call& call, const Common& common) {
  const io::RiskFile risk = io::open_risk_file(call.input);
  const FeatureTable building = risk.read_rows("building_risk", "building_id", call.building);
  if (building.rows() == 0)
    throw Error(ErrorKind::usage,
                "{} has no building {}. Take an id from the column building_id of building_risk.",
                call.input, call.building);
  const StoryRows rows =
      story_rows(building, [&](const char* table, const char* key, const std::string& id) {
        return risk.has_table(table) ? risk.read_rows(table, key, id) : FeatureTable();
      });
  const auto story = building_story(rows, risk.record, language());
  const auto changed = changed_inputs(risk.record);
  if (common.json) {
    nlohmann::json out{{"building", call.building},
                       {"parts", nlohmann::json::array()},
                       {"changed_inputs", changed},
                       {"attribution", risk.record.attribution}};
    for (const StoryPart& part : story)
      out["parts"].push_back(
          {{"topic", part.topic}, {"sentences", part.sentences}, {"rules", part.rules}});
    std::cout << json_text(out) << '\n';
    return 0;
  }
  for (const StoryPart& part : story) {
    std::cout << part.heading << '\n';
    for (const std::string& sentence : part.sentences) std::cout << "  " << sentence << '\n';
    for (const std::string& rule : part.rules)
      std::cout << "    " << text("Rule: {}", rule) << '\n';
  }
  std::cout << marks_legend() << '\n';
  for (const std::string& path : changed)
    std::cout << text("{} has changed since this result was made: run assess again.", path) << '\n';
  std::cout << text("Screening result, to be checked on site.") << '\n';
  if (!risk.record.attribution.empty()) std::cout << risk.record.attribution << '\n';
  return 0;
}

}  // namespace

void add_explain(CLI::App& app, Run& run) {
  auto call = std::make_shared<Call>();
  CLI::App* command =
      app.add_subcommand("explain", text("One building's whole story, with clauses"));
  command->add_option("risk", call->input, text("Result of assess (.gpkg)"))->required();
  command->add_option("--building", call->building, text("The building's id in building_risk"))
      ->required();
  command->final_callback([call, &run] {
    run = [call](const Common& common, const Job&) { return explain(*call, common); };
  });
}

}  // namespace firebreak::cli
