#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/command.hpp"
#include "cli/console.hpp"
#include "cli/json_text.hpp"
#include "core/analysis/assessment.hpp"
#include "core/analysis/settings.hpp"
#include "core/io/rule_file.hpp"

namespace firebreak::cli {

namespace {

/// The keys of the values that an analysis of this version reads, in order.
const std::vector<std::string>& judged_keys() {
  static const std::vector<std::string> keys = known_keys(Profile{});
  return keys;
}

bool is_judged(const std::string& key) {
  return std::ranges::binary_search(judged_keys(), key) ||
         std::ranges::binary_search(profile_only_keys(), key);
}

nlohmann::json to_json(const Profile& profile) {
  nlohmann::json out{{"name", profile.name},
                     {"title", profile.title},
                     {"title_zh", profile.title_zh},
                     {"edition", profile.edition},
                     {"values", nlohmann::json::object()}};
  for (const auto& [key, value] : profile.values) {
    nlohmann::json entry{{"unit", value.unit},
                         {"rule", value.rule},
                         {"clause", value.clause},
                         {"force", value.force},
                         {"edition", value.edition},
                         {"value_mark", value.value_mark},
                         {"clause_mark", value.clause_mark},
                         {"sources", value.sources},
                         {"confirmed", value.confirmed()},
                         {"judged", is_judged(key)},
                         {"note", value.note},
                         {"note_zh", value.note_zh}};
    std::visit([&](const auto& v) { entry["value"] = v; }, value.value);
    out["values"][key] = std::move(entry);
  }
  return out;
}

void list_profiles(const Common& common) {
  nlohmann::json all = nlohmann::json::array();
  for (const std::string& name : io::profile_names()) {
    const Profile profile = io::profile_named(name);
    const std::string& title = language() == Language::zh ? profile.title_zh : profile.title;
    if (common.json)
      all.push_back(
          {{"name", profile.name}, {"title", profile.title}, {"title_zh", profile.title_zh}});
    else
      std::cout << padded(name, 10) << padded(title, 40) << profile.edition << '\n';
  }
  if (common.json) std::cout << json_text(all) << '\n';
}

void show_profile(const Profile& profile) {
  const bool chinese = language() == Language::zh;
  std::cout << (chinese ? profile.title_zh : profile.title) << "  (" << profile.edition << ")\n\n"
            << padded(text("parameter"), 36) << padded(text("value"), 16)
            << padded(text("mark"), 10) << text("clause") << '\n';
  for (const auto& [key, value] : profile.values) {
    std::cout << padded(key, 36)
              << padded(param_text(value.value) + (value.unit.empty() ? "" : " " + value.unit), 16)
              << padded(value.value_mark + "/" + value.clause_mark, 10) << translate(value.clause);
    if (!value.confirmed()) std::cout << "  [" << text("to be confirmed") << ']';
    if (!is_judged(key)) std::cout << "  [" << text("not judged yet") << ']';
    const std::string& note = chinese && !value.note_zh.empty() ? value.note_zh : value.note;
    if (!note.empty()) std::cout << "\n" << padded("", 36) << note;
    std::cout << '\n';
  }
  std::cout
      << '\n'
      << marks_legend() << '\n'
      << text(
             "A value marked \"not judged yet\" is read by no analysis of this version: no result "
             "says whether it is kept.")
      << '\n';
}

}  // namespace

void add_profiles(CLI::App& app, Run& run) {
  struct Call {
    std::string name;
  };
  auto call = std::make_shared<Call>();
  CLI::App* command =
      app.add_subcommand("profiles", text("Code profiles: every value with its clause and mark"));
  CLI::App* show = command->add_subcommand("show", text("All values of one profile"));
  show->add_option("name", call->name, text("Name of a profile, or a .toml file"))->required();
  command->require_subcommand(0, 1);
  command->final_callback([call, show, &run] {
    run = [call, shown = show->parsed()](const Common& common, const Job&) {
      if (!shown) {
        list_profiles(common);
      } else {
        const Profile profile = io::profile_named(call->name);
        if (common.json)
          std::cout << json_text(to_json(profile)) << '\n';
        else
          show_profile(profile);
      }
      return 0;
    };
  });
}

}  // namespace firebreak::cli
