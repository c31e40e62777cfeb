#include <algorithm>
#include <array>

#include "core/base/error.hpp"
#include "core/io/project.hpp"
#include "core/io/risk_file.hpp"
#include "core/io/source_files.hpp"

/// Projects without a project file: of a folder, a data set, or files by role.
namespace firebreak::io {

namespace {

namespace fs = std::filesystem;

/// Endings of data sets that a folder is searched for; .gdb is a folder itself.
constexpr std::array<std::string_view, 21> data_endings{
    ".gpkg", ".shp", ".geojson", ".json", ".geojsonl", ".geojsons", ".topojson",
    ".fgb",  ".gdb", ".dxf",     ".kml",  ".kmz",      ".gml",      ".csv",
    ".xlsx", ".ods", ".xls",     ".pbf",  ".osm",      ".zip",      ".tab"};

bool is_data(const fs::path& path) {
  std::string ending = path.extension().string();
  std::transform(ending.begin(), ending.end(), ending.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return !path.filename().string().starts_with('.') &&
         std::find(data_endings.begin(), data_endings.end(), ending) != data_endings.end();
}

SourceSpec whole_file(const fs::path& path) {
  SourceSpec spec;
  spec.path = path;
  return spec;
}

/// The file's name without its ending; "town" for "town.osm.pbf" too.
std::string city_name(const fs::path& path) {
  const fs::path stem = path.stem();
  return (stem.extension() == ".osm" ? stem.stem() : stem).string();
}

void require(const fs::path& path) {
  std::error_code error;
  if (!fs::exists(path, error)) throw Error(ErrorKind::file, "{}: no such file.", path.string());
}

}  // namespace

Project project_of_folder(const fs::path& folder) {
  require(folder);
  std::vector<fs::path> found = data_files(folder);
  std::erase_if(found, is_risk_file);
  if (found.empty())
    throw Error(
        ErrorKind::file,
        "{}: no data set in this folder. Put GeoPackage, Shapefile, GeoJSON, DXF, XLSX, CSV "
        "or OSM files there, or name one.",
        folder.string());
  Project project;
  std::error_code error;
  project.name = fs::weakly_canonical(folder, error).filename().string();
  for (const fs::path& path : found) project.sources.push_back(whole_file(path));
  return project;
}

Project project_of_dataset(const fs::path& dataset) {
  require(dataset);
  Project project;
  project.name = city_name(dataset);
  project.sources.push_back(whole_file(dataset));
  return project;
}

Project project_of_roles(std::span<const std::pair<Role, fs::path>> files) {
  Project project;
  for (const auto& [role, path] : files) {
    require(path);
    project.sources.push_back(whole_file(path));
    project.sources.back().role = role;
    if (project.name.empty()) project.name = city_name(path);
  }
  return project;
}

Project open_project(const fs::path& city) {
  require(city);
  std::error_code error;
  if (fs::is_directory(city, error) && !is_data(city)) {
    const fs::path inside = city / "city.toml";
    return fs::exists(inside, error) ? read_project(inside) : project_of_folder(city);
  }
  return city.extension() == ".toml" ? read_project(city) : project_of_dataset(city);
}

}  // namespace firebreak::io
