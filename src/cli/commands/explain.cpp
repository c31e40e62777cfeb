#include <CLI/CLI.hpp>
#include <filesystem>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/console.hpp"
#include "cli/json_text.hpp"
#include "core/analysis/account_words.hpp"
#include "core/analysis/hydrant_words.hpp"
#include "core/analysis/lane_story.hpp"
#include "core/analysis/story.hpp"
#include "core/io/risk_file.hpp"
#include "core/io/sha256.hpp"
#include "core/model/cells.hpp"

namespace firebreak::cli {

namespace {

struct Call {
  std::string input;
  std::string building;
  std::string hydrant;
  std::string lane;
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

/// What the account of a building is found from, of the table of hydrants.
FeatureTable hydrants_of(const io::RiskFile& risk) {
  if (!risk.has_table("hydrant_reach")) return {};
  const io::RiskFile::TablePart part{
      "hydrant_reach",
      std::vector<std::string>{"hydrant_id", "kind", "status", "reason_code", "pressure_mpa",
                               "main_layout", "main_mm", "credit_lps", "credit_most_lps",
                               "credit_layout", "accuracy_m"}};
  return std::move(risk.read_parts(std::span(&part, 1), Job{}).front());
}

nlohmann::json account_json(const WaterAccount& account, const std::vector<AccountLine>& lines) {
  nlohmann::json out{{"class", account.water_class},
                     {"required_least_lps", account.required_least_lps},
                     {"required_lps", account.required_lps},
                     {"available_lps", account.worst.all_lps},
                     {"available_most_lps", account.best.all_lps},
                     {"remaining_lps", account.worst.without_largest_lps},
                     {"adds_up", account.adds_up},
                     {"sources", nlohmann::json::array()},
                     {"not_counted", nlohmann::json::array()},
                     {"lines", nlohmann::json::array()}};
  if (account.most_missed) out["most_missed"] = account.sources[*account.most_missed].id;
  for (const auto& source : account.sources) {
    nlohmann::json row{{"hydrant", source.id},
                       {"kind", source.kind},
                       {"distance_m", source.distance_m},
                       {"main_layout", main_layout_name(source.gives.layout)},
                       {"branch_main", source.branch},
                       {"credit_lps", source.gives.least_lps},
                       {"credit_most_lps", source.gives.most_lps},
                       {"sum_lps", source.sum_lps},
                       {"sum_most_lps", source.sum_most_lps}};
    if (source.main_mm) row["main_mm"] = *source.main_mm;
    out["sources"].push_back(std::move(row));
  }
  for (const auto& left : account.left_out)
    out["not_counted"].push_back({{"hydrant", left.id}, {"distance_m", left.distance_m}});
  for (const AccountLine& line : lines) out["lines"].push_back(line.words);
  return out;
}

/// What stands below every answer.
void say_below(const RunRecord& record, const std::vector<std::string>& changed) {
  std::cout << marks_legend() << '\n';
  for (const std::string& path : changed)
    std::cout << text("{} has changed since this result was made: run assess again.", path) << '\n';
  std::cout << text("Screening result, to be checked on site.") << '\n';
  if (!record.attribution.empty()) std::cout << record.attribution << '\n';
}

/// The answer about one feature: its sentences and the rules they rest on.
int say_sentences(std::string_view kind, const std::string& id,
                  const std::vector<std::string>& sentences, const std::vector<std::string>& keys,
                  const RunRecord& record, const Common& common) {
  const auto changed = changed_inputs(record);
  std::vector<std::string> rules;
  for (const std::string& key : keys)
    if (std::string line = cited(record, key, language()); !line.empty())
      rules.push_back(std::move(line));
  if (common.json) {
    std::cout << json_text({{kind, id},
                            {"sentences", sentences},
                            {"rules", rules},
                            {"changed_inputs", changed},
                            {"attribution", record.attribution}})
              << '\n';
    return 0;
  }
  for (const std::string& sentence : sentences) std::cout << sentence << '\n';
  for (const std::string& rule : rules) std::cout << "  " << text("Rule: {}", rule) << '\n';
  say_below(record, changed);
  return 0;
}

int explain_lane(const Call& call, const io::RiskFile& risk, const Common& common) {
  const auto rows_in = [&](const char* table) {
    return risk.has_table(table) ? risk.read_rows(table, "lane_id", call.lane) : FeatureTable();
  };
  const LaneRows rows{rows_in("fire_lanes"), rows_in("pinch_points"), rows_in("lane_profile"),
                      rows_in("critical_segments")};
  if (rows.lane.rows() == 0)
    throw Error(ErrorKind::usage,
                "{} has no lane {}. Take an id from the column lane_id of fire_lanes.", call.input,
                call.lane);
  const std::string key(word_in(rows.lane, "rule_key", 0).value_or("lanes.clear_width_m"));
  return say_sentences("lane", call.lane, lane_sentences(rows, risk.record, language()), {key},
                       risk.record, common);
}

int explain_hydrant(const Call& call, const io::RiskFile& risk, const Common& common) {
  const FeatureTable hydrant = risk.has_table("hydrant_reach")
                                   ? risk.read_rows("hydrant_reach", "hydrant_id", call.hydrant)
                                   : FeatureTable();
  if (hydrant.rows() == 0)
    throw Error(ErrorKind::usage,
                "{} has no hydrant {}. Take an id from the column hydrant_id of hydrant_reach.",
                call.input, call.hydrant);
  return say_sentences("hydrant", call.hydrant,
                       hydrant_sentences(hydrant, 0, &risk.record, language()),
                       hydrant_rule_keys(hydrant, 0, &risk.record), risk.record, common);
}

int explain(const Call& call, const Common& common) {
  const io::RiskFile risk = io::open_risk_file(call.input);
  const int asked =
      int{!call.building.empty()} + int{!call.hydrant.empty()} + int{!call.lane.empty()};
  if (asked != 1)
    throw Error(ErrorKind::usage,
                "Say what is to be explained: --building ID, --hydrant ID or --lane ID.");
  if (!call.lane.empty()) return explain_lane(call, risk, common);
  if (!call.hydrant.empty()) return explain_hydrant(call, risk, common);
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
  const FeatureTable hydrants = hydrants_of(risk);
  const auto account = water_account(building, 0, hydrants, risk.record);
  const auto lines =
      account ? account_lines(*account, risk.record, language()) : std::vector<AccountLine>();
  const auto changed = changed_inputs(risk.record);
  if (common.json) {
    nlohmann::json out{{"building", call.building},
                       {"parts", nlohmann::json::array()},
                       {"changed_inputs", changed},
                       {"attribution", risk.record.attribution}};
    for (const StoryPart& part : story)
      out["parts"].push_back(
          {{"topic", part.topic}, {"sentences", part.sentences}, {"rules", part.rules}});
    if (account) out["water_account"] = account_json(*account, lines);
    std::cout << json_text(out) << '\n';
    return 0;
  }
  for (const StoryPart& part : story) {
    std::cout << part.heading << '\n';
    for (const std::string& sentence : part.sentences) std::cout << "  " << sentence << '\n';
    if (part.topic == "water" && !lines.empty()) {
      std::cout << "  " << text("Water account:") << '\n';
      for (const AccountLine& line : lines) std::cout << "    " << line.words << '\n';
    }
    for (const std::string& rule : part.rules)
      std::cout << "    " << text("Rule: {}", rule) << '\n';
  }
  say_below(risk.record, changed);
  return 0;
}

}  // namespace

void add_explain(CLI::App& app, Run& run) {
  auto call = std::make_shared<Call>();
  CLI::App* command = app.add_subcommand(
      "explain", text("One building's whole story, a hydrant's or a lane's, with clauses"));
  command->add_option("risk", call->input, text("Result of assess (.gpkg)"))->required();
  command->add_option("--building", call->building, text("The building's id in building_risk"));
  command->add_option("--hydrant", call->hydrant, text("The hydrant's id in hydrant_reach"));
  command->add_option("--lane", call->lane, text("The lane's id in fire_lanes"));
  command->final_callback([call, &run] {
    run = [call](const Common& common, const Job&) { return explain(*call, common); };
  });
}

}  // namespace firebreak::cli
