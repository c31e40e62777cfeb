#include "cli/city_source.hpp"

#include <CLI/CLI.hpp>

#include "core/base/error.hpp"

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
