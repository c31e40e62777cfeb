#include "core/io/rule_file.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <set>

#include "core/base/error.hpp"
#include "core/io/data_folder.hpp"

namespace firebreak::io {

namespace {

namespace fs = std::filesystem;

toml::table parsed(const fs::path& file) {
  if (!fs::exists(file)) throw Error(ErrorKind::file, "{}: no such file.", file.string());
  try {
    return toml::parse_file(file.string());
  } catch (const toml::parse_error& e) {
    throw Error(ErrorKind::file, "{}, line {}: this is not valid TOML ({}).", file.string(),
                e.source().begin.line, e.description());
  }
}

[[noreturn]] void refuse(const fs::path& file, const toml::node& at, std::string_view key,
                         std::string_view wanted) {
  throw Error(ErrorKind::file, "{}, line {}: {} should be {}.", file.string(),
              at.source().begin.line, key, translate(wanted));
}

std::string text_of(const fs::path& file, const toml::node& node, std::string_view key) {
  const auto value = node.value<std::string>();
  if (!value) refuse(file, node, key, "a text in quotes");
  return *value;
}

double number_of(const fs::path& file, const toml::node& node, std::string_view key) {
  if (!node.is_number()) refuse(file, node, key, "a number");
  return node.value<double>().value_or(0);
}

ParamValue param_value(const fs::path& file, const toml::node& node, std::string_view key) {
  if (node.is_boolean()) return node.value<bool>().value_or(false);
  if (node.is_number()) return number_of(file, node, key);
  if (node.is_string()) return text_of(file, node, key);
  refuse(file, node, key, "a number, a text in quotes, true or false");
}

ProfileValue profile_value(const fs::path& file, const toml::table& table, const std::string& key) {
  ProfileValue out;
  out.given_by = "profile";
  bool has_value = false;
  for (const auto& [name_key, node] : table) {
    const std::string name(name_key.str());
    const std::string full = key + "." + name;
    if (name == "value") {
      out.value = param_value(file, node, full);
      has_value = true;
    } else if (name == "sources") {
      if (!node.is_array()) refuse(file, node, full, "a list of texts");
      for (const auto& source : *node.as_array())
        out.sources.push_back(text_of(file, source, full));
    } else {
      const std::array<std::pair<std::string_view, std::string*>, 10> fields{
          {{"unit", &out.unit},
           {"rule", &out.rule},
           {"clause", &out.clause},
           {"force", &out.force},
           {"edition", &out.edition},
           {"superseded_by", &out.superseded_by},
           {"value_mark", &out.value_mark},
           {"clause_mark", &out.clause_mark},
           {"note", &out.note},
           {"note_zh", &out.note_zh}}};
      const auto* field = std::find_if(fields.begin(), fields.end(),
                                       [&](const auto& f) { return f.first == name; });
      if (field == fields.end())
        throw Error(ErrorKind::file, "{}, line {}: {} is not a key of a profile value.",
                    file.string(), node.source().begin.line, full);
      *field->second = text_of(file, node, full);
    }
  }
  static const std::set<std::string> marks{"V2", "V1", "VP", "M", "D"};
  if (!has_value || out.clause.empty() || !marks.contains(out.value_mark) ||
      !marks.contains(out.clause_mark))
    throw Error(ErrorKind::file,
                "{}, line {}: {} needs value, clause, value_mark and clause_mark (one of V2, V1, "
                "VP, M, D).",
                file.string(), table.source().begin.line, key);
  return out;
}

}  // namespace

Profile read_profile(const fs::path& file) {
  const toml::table document = parsed(file);
  Profile profile;
  for (const auto& [group_key, node] : document) {
    const std::string group(group_key.str());
    if (!node.is_table()) refuse(file, node, group, "a table");
    for (const auto& [name_key, value] : *node.as_table()) {
      const std::string name(name_key.str());
      const std::string full = group + "." + name;
      if (group != "profile") {
        if (!value.is_table()) refuse(file, value, full, "a table");
        profile.values[full] = profile_value(file, *value.as_table(), full);
      } else if (name == "name") {
        profile.name = text_of(file, value, full);
      } else if (name == "title") {
        profile.title = text_of(file, value, full);
      } else if (name == "title_zh") {
        profile.title_zh = text_of(file, value, full);
      } else if (name == "edition") {
        profile.edition = text_of(file, value, full);
      } else {
        throw Error(ErrorKind::file, "{}, line {}: {} is not a key of a profile.", file.string(),
                    value.source().begin.line, full);
      }
    }
  }
  if (profile.name.empty())
    throw Error(ErrorKind::file, "{}: a profile needs [profile] with a name.", file.string());
  if (profile.title_zh.empty()) profile.title_zh = profile.title;
  return profile;
}

std::vector<std::string> profile_names() {
  return {"cn-gb", "us-ifc", "jp", "de", "uk"};
}

Profile profile_named(const std::string& name_or_path) {
  const auto names = profile_names();
  if (std::find(names.begin(), names.end(), name_or_path) != names.end())
    return read_profile(data_folder() / "rules" / (name_or_path + ".toml"));
  if (name_or_path.ends_with(".toml")) return read_profile(name_or_path);
  throw Error(ErrorKind::usage, "There is no code profile {}. Name one of {}, or a .toml file.",
              name_or_path, fmt::format("{}", fmt::join(names, ", ")));
}

std::vector<std::string> vehicle_names(const fs::path& file) {
  std::vector<Vehicle> engines;
  for (const auto& [key, node] : parsed(file.empty() ? data_folder() / "vehicles.toml" : file))
    engines.push_back(vehicle_named(std::string(key.str()), file));
  std::stable_sort(engines.begin(), engines.end(), [](const Vehicle& a, const Vehicle& b) {
    return std::pair(a.required_width_m(), a.length_m) <
           std::pair(b.required_width_m(), b.length_m);
  });
  std::vector<std::string> names;
  for (const Vehicle& engine : engines) names.push_back(engine.name);
  return names;
}

Vehicle vehicle_named(const std::string& name, const fs::path& file) {
  const fs::path from = file.empty() ? data_folder() / "vehicles.toml" : file;
  const toml::table document = parsed(from);
  std::vector<std::string> names;
  for (const auto& [key, node] : document) {
    names.emplace_back(key.str());
    if (names.back() != name) continue;
    if (!node.is_table()) refuse(from, node, name, "a table");
    Vehicle vehicle;
    vehicle.name = name;
    const std::array<std::pair<std::string_view, double*>, 8> fields{
        {{"body_width_m", &vehicle.body_width_m},
         {"side_margin_m", &vehicle.side_margin_m},
         {"length_m", &vehicle.length_m},
         {"height_m", &vehicle.height_m},
         {"wheelbase_m", &vehicle.wheelbase_m},
         {"front_overhang_m", &vehicle.front_overhang_m},
         {"rear_overhang_m", &vehicle.rear_overhang_m},
         {"outer_radius_m", &vehicle.outer_radius_m}}};
    for (const auto& [field, value] : *node.as_table()) {
      const std::string_view member = field.str();
      const auto* found = std::find_if(fields.begin(), fields.end(),
                                       [&](const auto& f) { return f.first == member; });
      if (found == fields.end())
        throw Error(ErrorKind::file, "{}, line {}: {} is not a key of an engine.", from.string(),
                    value.source().begin.line, std::string(field.str()));
      const double number = number_of(from, value, field.str());
      if (!(number >= 0 && number <= 60)) refuse(from, value, field.str(), "0 to 60 metres");
      *found->second = number;
    }
    return vehicle;
  }
  throw Error(ErrorKind::usage, "There is no engine {}. Name one of {}.", name,
              fmt::format("{}", fmt::join(names, ", ")));
}

EngineName engine_name_from(const std::string& text) {
  if (text.ends_with(".toml")) return {text, {}};
  const auto mark = text.rfind(".toml#");
  if (mark == std::string::npos) return {{}, text};
  constexpr std::size_t ending = 5;
  return {text.substr(0, mark + ending), text.substr(mark + ending + 1)};
}

std::string engine_text(const EngineName& engine) {
  if (engine.file.empty()) return engine.name;
  return engine.file.string() + (engine.name.empty() ? "" : "#" + engine.name);
}

Vehicle engine_called(const std::string& text) {
  EngineName engine = engine_name_from(text);
  if (engine.name.empty() && !engine.file.empty()) {
    const auto names = vehicle_names(engine.file);
    if (names.empty())
      throw Error(ErrorKind::file, "{}: there is no engine in it. Begin one with [NAME].",
                  engine.file.string());
    engine.name = names.front();
  }
  return vehicle_named(engine.name, engine.file);
}

}  // namespace firebreak::io
