#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/io/project.hpp"

namespace CLI {
class App;
}

namespace firebreak::cli {

/// How a call names its city: a project file, a folder, one dataset, or a file for each role.
struct CitySource {
  std::string city;
  std::vector<std::pair<Role, std::filesystem::path>> by_role;
  std::string crs;
  std::string mapping;
};

/// Adds CITY and an option for each role (`--buildings FILE` …), `--crs` and `--mapping`.
void add_city_options(CLI::App& command, CitySource& source);

/// Adds `--mapping`.
void add_mapping_option(CLI::App& command, std::string& mapping);

/// Adds --accept-proposals.
void add_accept_option(CLI::App& command, bool& accept);

/// Prints proposals: file and layers, what speaks for each, and its line.
void print_proposals(std::string_view title, std::span<const Proposal> proposals);

/// The same for machines: path, layers, line, evidence.
nlohmann::json proposals_json(std::span<const Proposal> proposals);

/// The project that the call names. Throws `Error` (usage) if it names none or both ways at once.
io::Project project_of(const CitySource& source);

}  // namespace firebreak::cli
