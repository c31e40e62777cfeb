#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "core/model/profile.hpp"

namespace firebreak::io {

/// A code profile from a TOML file: a table [profile] with name and titles, then one table a value,
/// `[hydrants.radius_m]`, with value, unit, rule, clause, force, edition, value_mark, clause_mark.
/// Throws `Error` (file) naming the file, the line and the remedy for anything it cannot take: an
/// unknown key, a value without clause or mark, a mark that is none.
Profile read_profile(const std::filesystem::path& file);

/// One of the profiles shipped, by name ("cn-gb"), or a file of the user's own, by path. Throws
/// `Error` (usage) with the names there are.
Profile profile_named(const std::string& name_or_path);

/// Names of the profiles shipped, in the order they are offered.
std::vector<std::string> profile_names();

/// An engine of data/vehicles.toml or of `file`. Throws `Error` (usage) with the names there are.
Vehicle vehicle_named(const std::string& name, const std::filesystem::path& file = {});
/// Names of the engines of data/vehicles.toml or of `file`, narrowest first.
std::vector<std::string> vehicle_names(const std::filesystem::path& file = {});

/// What a project calls its engine: a name of data/vehicles.toml, or "FILE.toml#NAME" for one of a
/// file of the brigade's own; "FILE.toml" alone is its narrowest.
struct EngineName {
  std::filesystem::path file;  ///< empty: data/vehicles.toml
  std::string name;            ///< empty: the narrowest
};
EngineName engine_name_from(const std::string& text);
std::string engine_text(const EngineName& engine);
/// The engine of that name. Throws as `vehicle_named`.
Vehicle engine_called(const std::string& text);

}  // namespace firebreak::io
