#include "core/io/departments_file.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <vector>

#include "core/base/text.hpp"
#include "core/io/data_folder.hpp"
#include "core/io/ledger_tables.hpp"
#include "core/io/toml_reading.hpp"
#include "core/model/features.hpp"
#include "core/model/site_category.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak::io {

namespace {

namespace fs = std::filesystem;

std::vector<std::string_view> site_categories() {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < site_category_count; ++i)
    names.push_back(site_category_name(static_cast<SiteCategory>(i)));
  return names;
}

std::vector<std::string_view> obstacle_kinds() {
  std::vector<std::string_view> names;
  for (auto i = static_cast<std::size_t>(ObstacleKind::parked);
       i <= static_cast<std::size_t>(ObstacleKind::kerb); ++i)
    names.push_back(obstacle_kind_name(static_cast<ObstacleKind>(i)));
  return names;
}

class DepartmentsReading : TomlReading {
 public:
  explicit DepartmentsReading(const fs::path& file) : TomlReading(file, ErrorKind::file) {}

  Departments read(std::string_view toml) const {
    const toml::table document =
        parsed_by<toml::parse_error>([&] { return toml::parse(toml, file_.string()); });
    Departments::Names names;
    if (const toml::node* node = document.get("departments")) names = names_of(*node);
    Departments out;
    for (const auto& [key, node] : document) {
      const std::string group(key.str());
      if (group == "departments") continue;
      if (group == "key_sites")
        out.of_site = named(node, group, site_categories(), names);
      else if (group == "findings")
        out.of_finding = named(node, group, finding_kinds(), names);
      else if (group == "obstacles")
        out.of_obstacle = named(node, group, obstacle_kinds(), names);
      else
        unknown(node, group, closest(group, {"departments", "key_sites", "findings", "obstacles"}));
    }
    return out;
  }

 private:
  /// What each department is called in the present language, or in the only one that is given.
  Departments::Names names_of(const toml::node& node) const {
    if (!node.is_table()) refuse(node, "departments", "a table");
    Departments::Names names;
    const std::string_view wanted = language() == Language::zh ? "zh" : "en";
    for (const auto& [key, value] : *node.as_table()) {
      const std::string word(key.str());
      if (!value.is_table()) {
        names[word] = text_of(value, word);
        continue;
      }
      const toml::table& languages = *value.as_table();
      const toml::node* name = languages.get(wanted);
      if (name == nullptr && !languages.empty()) name = &languages.begin()->second;
      if (name == nullptr) refuse(value, word, "a name");
      names[word] = text_of(*name, word);
    }
    return names;
  }

  Departments::Names named(const toml::node& node, const std::string& group,
                           const std::vector<std::string_view>& words,
                           const Departments::Names& names) const {
    if (!node.is_table()) refuse(node, group, "a table");
    std::vector<std::string_view> known;
    for (const auto& [word, name] : names) known.push_back(word);
    Departments::Names out;
    for (const auto& [key, value] : *node.as_table()) {
      const std::string word(key.str());
      if (std::ranges::find(words, word) == words.end()) unknown(value, word, closest(word, words));
      const std::string department = text_of(value, word);
      const auto name = names.find(department);
      if (name == names.end()) unknown(value, department, closest(department, known));
      out[word] = name->second;
    }
    return out;
  }
};

}  // namespace

Departments departments_from(std::string_view toml, const fs::path& file) {
  return DepartmentsReading(file).read(toml);
}

Departments departments_named(const fs::path& file) {
  const fs::path from = file.empty() ? data_folder() / "departments.toml" : file;
  return departments_from(text_of_file(from), from);
}

}  // namespace firebreak::io
