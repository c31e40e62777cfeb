#include "cli/city_source.hpp"

#include <CLI/CLI.hpp>
#include <iostream>
#include <nlohmann/json.hpp>

#include "core/base/error.hpp"
#include "core/io/login_name.hpp"

namespace firebreak::cli {

namespace {

/// The option of a role: its word with dashes, e.g. --water-mains.
std::string option_of(Role role) {
  std::string word(role_name(role));
  std::replace(word.begin(), word.end(), '_', '-');
  return "--" + word;
}

}  // namespace

void add_city_options(CLI::App& command, CitySource& source) {
  command.add_option("city", source.city,
                     text("Project file (.toml), folder or dataset with the city's data"));
  for (std::size_t i = 0; i < role_count; ++i) {
    const auto role = static_cast<Role>(i);
    if (role == Role::reference) continue;
    command
        .add_option_function<std::vector<std::string>>(
            option_of(role),
            [&source, role](const std::vector<std::string>& files) {
              for (const std::string& file : files) source.by_role.emplace_back(role, file);
            },
            text("Dataset with {}", translate(role_name(role))))
        ->group(text("Sources by role, instead of CITY"))
        ->type_name("FILE");
  }
  command.add_option("--crs", source.crs, text("CRS to work in, e.g. EPSG:4547 (default: chosen)"));
  add_mapping_option(command, source.mapping);
}

void add_mapping_option(CLI::App& command, std::string& mapping) {
  command.add_option(
      "--mapping", mapping,
      text("What files of each kind are taken for (default: mapping.toml beside project or data)"));
}

void add_accept_options(CLI::App& command, Acceptance& accept) {
  command.add_flag("--accept-proposals", accept.all,
                   text("Take what is proposed about the places of layers (CRS, offset) where only "
                        "one answer fits; the result says what was taken"));
  accept.by = io::login_name();
  command.add_option("--accepted-by", accept.by,
                     text("Who accepts it, for the record (default: the login name)"));
}

std::uint64_t cut_off_count(const City& city, std::size_t source) {
  std::uint64_t count = 0;
  for (const Issue& issue : city.issues)
    if (issue.kind == IssueKind::missing_nodes && issue.action == Action::set_aside &&
        issue.severity != Severity::info && issue.origin.source == source)
      count += issue.records;
  return count;
}

std::string cut_off_words(const City& city, std::size_t source) {
  const std::uint64_t count = cut_off_count(city, source);
  return count == 0 ? std::string()
                    : text(", {} cut off by the edge of the data and missing", count);
}

void print_proposals(std::string_view title, std::span<const Proposal> proposals) {
  if (proposals.empty()) return;
  std::cout << title << '\n';
  for (const Proposal& proposal : proposals) {
    std::string names;
    for (const std::string& layer : proposal.layers) names += (names.empty() ? "" : ", ") + layer;
    std::cout << "  " << std::filesystem::path(proposal.path).filename().string()
              << (names.empty() ? "" : "  [" + names + "]") << "\n      " << proposal.evidence
              << "\n      " << proposal.line() << '\n';
  }
  std::cout << '\n';
}

nlohmann::json proposals_json(std::span<const Proposal> proposals) {
  nlohmann::json out = nlohmann::json::array();
  for (const Proposal& proposal : proposals)
    out.push_back({{"path", proposal.path},
                   {"layers", proposal.layers},
                   {"line", proposal.line()},
                   {"evidence", proposal.evidence},
                   {"only_one", proposal.only_one}});
  return out;
}

io::Project project_of(const CitySource& source) {
  if (source.city.empty() == source.by_role.empty())
    throw Error(ErrorKind::usage,
                source.city.empty()
                    ? text("Name the city: a project file, a folder or a dataset, or one file for "
                           "each role (--buildings FILE --hydrants FILE …).")
                    : text("Name the city or its files by role, not both."));
  io::Project project =
      source.city.empty() ? io::project_of_roles(source.by_role) : io::open_project(source.city);
  if (!source.crs.empty()) project.crs = source.crs;
  if (!source.mapping.empty()) project.mapping = source.mapping;
  return project;
}

}  // namespace firebreak::cli
