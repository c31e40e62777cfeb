#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "core/io/project.hpp"
#include "core/io/saved_mapping.hpp"

namespace firebreak::io {

/// The name of a mapping file that is found by itself.
inline constexpr std::string_view mapping_file_name = "mapping.toml";

/// Where a project keeps what it remembers about one of its files: the mapping file it names; else
/// mapping.toml beside the project file; else beside the file.
std::filesystem::path mapping_file_of(const Project& project, const std::filesystem::path& source);

/// The mapping files that hold for the files of a project. The one the project names, and no other;
/// else every mapping.toml beside the project file, in the folder of the data file and in the
/// folder above that, the nearer one first.
class Mappings {
 public:
  /// Throws `Error` (file) if the project names a mapping file that there is not.
  explicit Mappings(const Project& project);

  struct Found {
    const SavedMapping* mapping = nullptr;
    const MappingRule* rule = nullptr;
    explicit operator bool() const { return rule != nullptr; }
  };
  /// The first rule that fits a layer of a file. Throws as `read_saved_mapping`.
  Found rule_for(const std::filesystem::path& source, std::string_view layer);
  /// Whether any rule is for the file, whatever its layers. Throws as `read_saved_mapping`.
  bool knows(const std::filesystem::path& source);

 private:
  std::vector<const SavedMapping*> files_for(const std::filesystem::path& source);
  const SavedMapping* read(const std::filesystem::path& file);

  const Project& project_;
  std::map<std::filesystem::path, std::optional<SavedMapping>> read_;
};

/// What the project says about a file, and for what it does not say, what is remembered.
SourceSettings merged(const SourceSettings& said, const SourceSettings& remembered);

}  // namespace firebreak::io
