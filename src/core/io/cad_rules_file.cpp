#include "core/io/cad_rules_file.hpp"

#include <toml++/toml.h>

#include <cctype>

#include "core/io/data_folder.hpp"
#include "core/io/toml_reading.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak::io {

namespace {

namespace fs = std::filesystem;

class CadRulesReading : TomlReading {
 public:
  explicit CadRulesReading(const fs::path& file) : TomlReading(file, ErrorKind::file) {}

  CadRules read(std::string_view toml) const {
    CadRules rules;
    for (const auto& [key, node] :
         parsed_by<toml::parse_error>([&] { return toml::parse(toml, file_.string()); })) {
      const std::string group(key.str());
      if (group != "layers" && group != "blocks" && group != "codes")
        unknown(node, group, closest(group, {"layers", "blocks", "codes"}));
      if (!node.is_table()) refuse(node, group, "a table");
      for (const auto& [name, value] : *node.as_table()) add(group, name, value, rules);
    }
    return rules;
  }

 private:
  void add(const std::string& group, const toml::key& key, const toml::node& value,
           CadRules& rules) const {
    const std::string name(key.str());
    if (group == "codes") {
      rules.code_words[name] = text_of(value, name);
    } else if (group == "layers") {
      const CadUse use = use_named(name, value);
      for (std::string& word : words(value, name))
        rules.layer_words.emplace_back(use, std::move(word));
    } else if (group == "blocks" && name == "hydrants") {
      rules.hydrant_blocks = words(value, name);
    } else {
      unknown(value, name, "hydrants");
    }
  }

  CadUse use_named(const std::string& name, const toml::node& at) const {
    std::vector<std::string_view> known;
    for (std::size_t u = 0; u < cad_use_count; ++u) {
      known.push_back(cad_use_name(static_cast<CadUse>(u)));
      if (known.back() == name) return static_cast<CadUse>(u);
    }
    unknown(at, name, closest(name, known));
  }

  std::vector<std::string> words(const toml::node& node, const std::string& key) const {
    std::vector<std::string> out = texts_of(node, key);
    for (std::string& word : out) {
      if (word.empty()) refuse(node, key, "a list of texts");
      for (char& c : word) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    }
    return out;
  }
};

}  // namespace

CadRules cad_rules_from(std::string_view toml, const fs::path& file) {
  return CadRulesReading(file).read(toml);
}

CadRules shipped_cad_rules() {
  const fs::path file = data_folder() / "mapping" / "cass.toml";
  return cad_rules_from(text_of_file(file), file);
}

}  // namespace firebreak::io
