#pragma once

#include <cstdint>
#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "core/io/project.hpp"
#include "core/model/city.hpp"

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

/// Whether what is proposed is taken, and in whose name.
struct Acceptance {
  bool all = false;
  std::string by;
};

/// Adds --accept-proposals and --accepted-by.
void add_accept_options(CLI::App& command, Acceptance& accept);

/// How many objects of a source never became records because the edge of the data cut them; those
/// wholly outside are not among them.
std::uint64_t cut_off_count(const City& city, std::size_t source);
/// ", 38 cut off by the edge of the data and missing"; empty if there are none.
std::string cut_off_words(const City& city, std::size_t source);

/// Prints proposals: file and layers, what speaks for each, and its line.
void print_proposals(std::string_view title, std::span<const Proposal> proposals);

/// The same for machines: path, layers, line, evidence.
nlohmann::json proposals_json(std::span<const Proposal> proposals);

/// The project that the call names. Throws `Error` (usage) if it names none or both ways at once.
io::Project project_of(const CitySource& source);

}  // namespace firebreak::cli
