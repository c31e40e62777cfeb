#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/io/source_settings.hpp"

namespace firebreak::io {

/// What was settled once about files and layers of one kind (docs/mapping.md).
struct MappingRule {
  std::string file;   ///< pattern of the file's name: "消火栓台账*.xlsx"
  std::string layer;  ///< pattern of the layer's or sheet's name; empty: every one
  SourceSettings settings;
  std::vector<std::string> remarks;        ///< comments behind its single settings
  std::vector<std::string> value_remarks;  ///< comments behind its tables
  friend bool operator==(const MappingRule& a, const MappingRule& b) {
    return a.file == b.file && a.layer == b.layer && a.settings == b.settings;
  }
};

/// A mapping file: of the rules that fit a layer the first one holds.
struct SavedMapping {
  std::filesystem::path path;
  std::string sha256;  ///< of the file, where it was read from one
  std::vector<MappingRule> rules;

  const MappingRule* rule_for(std::string_view file_name, std::string_view layer) const;
  bool names_file(std::string_view file_name) const;
};

/// Reads a mapping file. Throws `Error` (file) if there is none or it is no TOML, `Error` (usage)
/// with file, line and the nearest known word for a key, role, field, unit or value that does not
/// exist.
SavedMapping read_saved_mapping(const std::filesystem::path& file);
/// The same for a text that stands, or would stand, in `file`.
SavedMapping read_saved_mapping_text(std::string_view toml, const std::filesystem::path& file);

/// The rules as a file that a person can read and change, with what it is for at its head.
std::string mapping_text(const std::vector<MappingRule>& rules);
/// Writes them at once or not at all. Throws `Error` (file).
void save_mapping(const std::vector<MappingRule>& rules, const std::filesystem::path& file);

/// Puts a rule into a mapping file in place of the one for the same file and layer pattern, or in
/// front of all others; makes the file if there is none. The other rules stay as they are written.
/// Throws as `read_saved_mapping` and `save_mapping`.
void remember(const MappingRule& rule, const std::filesystem::path& file);
/// Takes the rule for these patterns out; true if there was one.
bool forget(std::string_view file_pattern, std::string_view layer_pattern,
            const std::filesystem::path& file);

}  // namespace firebreak::io
