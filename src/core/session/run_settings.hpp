#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/assessment.hpp"
#include "core/io/project.hpp"

namespace firebreak {

/// What one call asks for on top of the project: it wins over the project.
struct CallSettings {
  std::string profile;  ///< empty: the project's
  std::string engine;
  std::vector<std::string> set;   ///< "hydrants.radius_m=120"
  std::vector<std::string> only;  ///< analysis ids
  std::string reach;              ///< "geodesic" or "network"; empty: the project's
  bool public_edition = false;
};

/// The settings of a run: the profile with the project's overrides and confirmations, then the
/// call's. Throws `Error` (usage) for a key that no profile or analysis knows, naming the nearest.
AssessSettings settings_of(const io::Project& project, const CallSettings& call = {});

/// Every file that a run reads: no output may be one of them.
std::vector<std::filesystem::path> files_of(const io::Project& project,
                                            const CallSettings& call = {});

/// A scenario of the project. Throws `Error` (usage) with the names there are.
const Scenario& scenario_named(const io::Project& project, std::string_view name);

}  // namespace firebreak
