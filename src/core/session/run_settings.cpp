#include "core/session/run_settings.hpp"

#include <algorithm>
#include <charconv>

#include "core/analysis/settings.hpp"
#include "core/base/error.hpp"
#include "core/io/project_files.hpp"
#include "core/io/rule_file.hpp"

namespace firebreak {

namespace {

ParamValue value_from_text(const std::string& word) {
  if (word == "true") return true;
  if (word == "false") return false;
  double number = 0;
  const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
  if (error == std::errc() && end == word.data() + word.size()) return number;
  return word;
}

/// The profile with what the project and the call put in its place.
Profile effective_profile(const io::Project& project, const CallSettings& call,
                          bool& ignore_accuracy) {
  Profile profile = io::profile_named(call.profile.empty() ? project.profile : call.profile);
  const auto known = known_keys(profile);
  auto read = known_keys(Profile{});
  for (const std::string& key : profile_only_keys())
    if (profile.values.contains(key)) read.push_back(key);
  std::ranges::sort(read);
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

}  // namespace

AssessSettings settings_of(const io::Project& project, const CallSettings& call) {
  AssessSettings settings;
  settings.profile = effective_profile(project, call, settings.ignore_accuracy);
  const std::string& engine = call.engine.empty() ? project.engine : call.engine;
  settings.engine = io::engine_called(engine);
  settings.own_engine = !io::engine_name_from(engine).file.empty();
  settings.only = call.only;
  settings.geodesic = call.reach.empty() ? project.geodesic : call.reach == "geodesic";
  settings.title = project.name;
  settings.targets = project.targets;
  settings.public_edition = call.public_edition || project.public_edition;
  return settings;
}

std::vector<std::filesystem::path> files_of(const io::Project& project, const CallSettings& call) {
  io::Project named = project;
  named.ledger.clear();  // a result may be written over the one whose findings it carries on
  std::vector<std::filesystem::path> files = io::files_named(std::move(named));
  if (!project.path.empty()) files.push_back(project.path);
  if (call.profile.ends_with(".toml")) files.emplace_back(call.profile);
  if (auto file = io::engine_name_from(call.engine).file; !file.empty())
    files.push_back(std::move(file));
  return files;
}

const Scenario& scenario_named(const io::Project& project, std::string_view name) {
  for (const Scenario& scenario : project.scenarios)
    if (scenario.name == name) return scenario;
  std::string names;
  for (const Scenario& scenario : project.scenarios)
    names += (names.empty() ? "" : ", ") + scenario.name;
  throw Error(ErrorKind::usage, "There is no scenario {} in this project; there is: {}.", name,
              names.empty() ? "-" : names);
}

}  // namespace firebreak
