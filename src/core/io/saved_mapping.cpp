#include "core/io/saved_mapping.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <fstream>

#include "core/io/atomic_file.hpp"
#include "core/io/file_pattern.hpp"
#include "core/io/settings_reading.hpp"
#include "core/io/sha256.hpp"

namespace firebreak::io {

namespace {

namespace fs = std::filesystem;

/// Reads one mapping file; every refusal names file and line.
class SavedMappingReading : SettingsReading {
 public:
  explicit SavedMappingReading(const fs::path& file) : SettingsReading(file, ErrorKind::usage) {}

  SavedMapping read(std::string_view toml) const {
    SavedMapping out;
    out.path = file_;
    for (const auto& [key, node] :
         parsed_by<toml::parse_error>([&] { return toml::parse(toml, file_.string()); })) {
      if (key.str() != "layer") unknown(node, key.str(), "layer");
      if (!node.is_array())
        refuse(node, key.str(), "a list of tables, each under a double bracket");
      for (const toml::node& item : *node.as_array()) {
        if (!item.is_table())
          refuse(item, key.str(), "a list of tables, each under a double bracket");
        out.rules.push_back(rule(*item.as_table()));
      }
    }
    return out;
  }

 private:
  MappingRule rule(const toml::table& table) const {
    MappingRule out;
    for (const auto& [key, node] : table) {
      const std::string name(key.str());
      const std::string full = "layer." + name;
      if (name == "file") {
        out.file = text_of(node, full);
      } else if (name == "name") {
        out.layer = text_of(node, full);
      } else if (std::ranges::count(settings_keys, name) > 0) {
        take_setting(name, full, node, out.settings);
      } else {
        std::vector<std::string_view> known(settings_keys.begin(), settings_keys.end());
        known.insert(known.end(), {"file", "name"});
        unknown(node, full, "layer." + std::string(closest(name, known)));
      }
    }
    take_tables(table, out.settings);
    if (out.file.empty())
      throw Error(ErrorKind::usage,
                  "{}, line {}: this [[layer]] needs a file: the name of the files it is for, with "
                  "* for a date or number.",
                  file_.string(), table.source().begin.line);
    return out;
  }
};

/// Translated sentence by sentence: what the file is for, in the words of the user's language.
std::string head() {
  std::string out;
  for (const char* sentence :
       {tr_key("Firebreak: what files of these kinds are taken for. Change it and run again."),
        tr_key("file: name of the files; * is a date, a number or nothing, ** is anything."),
        tr_key("name: of the layer or sheet, likewise. Of several that fit the first one holds."),
        tr_key("fields: field = column of the file; keep: columns that are no field."),
        tr_key("values: what a cell holds = what it means. All keys: docs/mapping.md")})
    out += "# " + text(sentence) + "\n";
  return out;
}

}  // namespace

const MappingRule* SavedMapping::rule_for(std::string_view file_name,
                                          std::string_view layer) const {
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const MappingRule& rule) {
    return fits_pattern(rule.file, file_name) &&
           (rule.layer.empty() || fits_pattern(rule.layer, layer));
  });
  return found == rules.end() ? nullptr : &*found;
}

bool SavedMapping::names_file(std::string_view file_name) const {
  return std::ranges::any_of(
      rules, [&](const MappingRule& rule) { return fits_pattern(rule.file, file_name); });
}

SavedMapping read_saved_mapping_text(std::string_view toml, const fs::path& file) {
  return SavedMappingReading(file).read(toml);
}

SavedMapping read_saved_mapping(const fs::path& file) {
  SavedMapping out = read_saved_mapping_text(text_of_file(file), file);
  out.sha256 = sha256_of(file);
  return out;
}

namespace {

std::string rule_text(const MappingRule& rule) {
  std::string out = "[[layer]]\nfile = " + quoted_toml(rule.file) + "\n";
  if (!rule.layer.empty()) out += "name = " + quoted_toml(rule.layer) + "\n";
  out += single_settings_text(rule.settings);
  for (const std::string& remark : rule.remarks) out += "# " + remark + "\n";
  out += settings_tables_text(rule.settings, "layer");
  for (const std::string& remark : rule.value_remarks) out += "# " + remark + "\n";
  return out + "\n";
}

void write_text(const std::string& text, const fs::path& file) {
  AtomicFile target(file, Existing::replace);
  std::ofstream out(target.path(), std::ios::binary | std::ios::trunc);
  out << text;
  out.close();
  if (!out)
    throw Error(ErrorKind::file, "{}: the mapping could not be written. Is the disk full?",
                file.string());
  target.commit();
}

/// A mapping file in pieces: what stands before the first rule, then rule by rule with its
/// comments, so that changing one leaves the others as a person wrote them.
struct Pieces {
  std::string head;
  std::vector<std::string> blocks;
  std::vector<MappingRule> rules;  ///< one for each block

  std::string text() const {
    std::string out = head;
    for (const std::string& block : blocks) out += block;
    return out;
  }
};

Pieces pieces_of(const fs::path& file) {
  Pieces out;
  out.head = firebreak::io::head() + "\n";
  std::error_code error;
  if (!fs::exists(file, error)) return out;
  const std::string toml = text_of_file(file);
  out.rules = read_saved_mapping_text(toml, file).rules;
  std::string head;
  for (std::size_t at = 0; at < toml.size();) {
    const std::size_t end = std::min(toml.find('\n', at), toml.size() - 1) + 1;
    const std::string_view line = std::string_view(toml).substr(at, end - at);
    if (line.starts_with("[[layer]]")) out.blocks.emplace_back();
    (out.blocks.empty() ? head : out.blocks.back()) += line;
    at = end;
  }
  out.head = head;
  if (out.blocks.size() != out.rules.size()) {  // written in another way: anew from its rules
    out.blocks.clear();
    for (const MappingRule& rule : out.rules) out.blocks.push_back(rule_text(rule));
  }
  return out;
}

auto same_patterns(std::string_view file_pattern, std::string_view layer_pattern) {
  return [=](const MappingRule& rule) {
    return rule.file == file_pattern && rule.layer == layer_pattern;
  };
}

}  // namespace

std::string mapping_text(const std::vector<MappingRule>& rules) {
  std::string out = head() + "\n";
  for (const MappingRule& rule : rules) out += rule_text(rule);
  return out;
}

void save_mapping(const std::vector<MappingRule>& rules, const fs::path& file) {
  write_text(mapping_text(rules), file);
}

void remember(const MappingRule& rule, const fs::path& file) {
  Pieces pieces = pieces_of(file);
  const auto same = std::ranges::find_if(pieces.rules, same_patterns(rule.file, rule.layer));
  if (same == pieces.rules.end())
    pieces.blocks.insert(pieces.blocks.begin(), rule_text(rule));
  else
    pieces.blocks[static_cast<std::size_t>(same - pieces.rules.begin())] = rule_text(rule);
  write_text(pieces.text(), file);
}

bool forget(std::string_view file_pattern, std::string_view layer_pattern, const fs::path& file) {
  Pieces pieces = pieces_of(file);
  const auto same = std::ranges::find_if(pieces.rules, same_patterns(file_pattern, layer_pattern));
  if (same == pieces.rules.end()) return false;
  pieces.blocks.erase(pieces.blocks.begin() + (same - pieces.rules.begin()));
  write_text(pieces.text(), file);
  return true;
}

}  // namespace firebreak::io
