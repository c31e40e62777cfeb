#include "core/io/cad_rules_file.hpp"

#include <toml++/toml.h>

#include <cctype>
#include <fstream>
#include <iterator>

#include "core/base/error.hpp"
#include "core/io/data_folder.hpp"
#include "core/normalise/text_clean.hpp"

namespace firebreak::io {

namespace {

namespace fs = std::filesystem;

class CadRulesReading {
 public:
  explicit CadRulesReading(const fs::path& file) : file_(file) {}

  CadRules read(std::string_view toml) const {
    CadRules rules;
    for (const auto& [key, node] : parsed(toml)) {
      const std::string group(key.str());
      if (group != "layers" && group != "blocks" && group != "codes")
        unknown(node, group, {"layers", "blocks", "codes"});
      if (!node.is_table()) refuse(node, group, "a table");
      for (const auto& [name, value] : *node.as_table()) add(group, name, value, rules);
    }
    return rules;
  }

 private:
  toml::table parsed(std::string_view toml) const {
    try {
      return toml::parse(toml, file_.string());
    } catch (const toml::parse_error& e) {
      throw Error(ErrorKind::file, "{}, line {}: this is not valid TOML ({}).", file_.string(),
                  e.source().begin.line, e.description());
    }
  }

  [[noreturn]] void refuse(const toml::node& at, std::string_view key,
                           std::string_view wanted) const {
    throw Error(ErrorKind::file, "{}, line {}: {} should be {}.", file_.string(),
                at.source().begin.line, key, translate(wanted));
  }

  [[noreturn]] void unknown(const toml::node& at, std::string_view word,
                            const std::vector<std::string_view>& known) const {
    throw Error(ErrorKind::file, "{}, line {}: {} is not known here; did you mean {}?",
                file_.string(), at.source().begin.line, word, closest(word, known));
  }

  void add(const std::string& group, const toml::key& key, const toml::node& value,
           CadRules& rules) const {
    const std::string name(key.str());
    if (group == "codes") {
      const auto word = value.value<std::string>();
      if (!word) refuse(value, name, "a text in quotes");
      rules.code_words[name] = *word;
    } else if (group == "layers") {
      const CadUse use = use_named(name, value);
      for (std::string& word : words(value, name))
        rules.layer_words.emplace_back(use, std::move(word));
    } else if (group == "blocks" && name == "hydrants") {
      rules.hydrant_blocks = words(value, name);
    } else {
      unknown(value, name, {"hydrants"});
    }
  }

  CadUse use_named(const std::string& name, const toml::node& at) const {
    std::vector<std::string_view> known;
    for (std::size_t u = 0; u < cad_use_count; ++u) {
      known.push_back(cad_use_name(static_cast<CadUse>(u)));
      if (known.back() == name) return static_cast<CadUse>(u);
    }
    unknown(at, name, known);
  }

  std::vector<std::string> words(const toml::node& node, const std::string& key) const {
    if (!node.is_array()) refuse(node, key, "a list of texts");
    std::vector<std::string> out;
    for (const toml::node& item : *node.as_array()) {
      auto value = item.value<std::string>();
      if (!value || value->empty()) refuse(item, key, "a text in quotes");
      for (char& c : *value) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
      out.push_back(std::move(*value));
    }
    return out;
  }

  const fs::path& file_;
};

}  // namespace

CadRules cad_rules_from(std::string_view toml, const fs::path& file) {
  return CadRulesReading(file).read(toml);
}

CadRules shipped_cad_rules() {
  const fs::path file = data_folder() / "mapping" / "cass.toml";
  std::error_code error;
  if (!fs::is_regular_file(file, error))
    throw Error(ErrorKind::file, "{}: no such file.", file.string());
  std::ifstream in(file, std::ios::binary);
  const std::string toml{std::istreambuf_iterator<char>(in), {}};
  return cad_rules_from(toml, file);
}

}  // namespace firebreak::io
