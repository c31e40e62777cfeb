#include "core/io/remembered.hpp"

#include <algorithm>

namespace firebreak::io {

namespace {

namespace fs = std::filesystem;

fs::path folder_of(const fs::path& file) {
  return fs::absolute(file).lexically_normal().parent_path();
}

/// "town.gdb" of "town.gdb/"; names of folders count as names of files.
std::string file_name(const fs::path& source) {
  const fs::path name = source.filename();
  return (name.empty() ? source.parent_path().filename() : name).string();
}

}  // namespace

fs::path mapping_file_of(const Project& project, const fs::path& source) {
  if (!project.mapping.empty()) return project.mapping;
  return folder_of(project.path.empty() ? source : project.path) / mapping_file_name;
}

Mappings::Mappings(const Project& project) : project_(project) {
  if (!project.mapping.empty()) read_[project.mapping] = read_saved_mapping(project.mapping);
}

const SavedMapping* Mappings::read(const fs::path& file) {
  const auto known = read_.find(file);
  if (known != read_.end()) return known->second ? &*known->second : nullptr;
  auto& entry = read_[file];
  std::error_code error;
  if (fs::is_regular_file(file, error)) entry = read_saved_mapping(file);
  return entry ? &*entry : nullptr;
}

std::vector<const SavedMapping*> Mappings::files_for(const fs::path& source) {
  if (!project_.mapping.empty()) return {read(project_.mapping)};
  std::vector<fs::path> folders;
  if (!project_.path.empty()) folders.push_back(folder_of(project_.path));
  folders.push_back(folder_of(source));
  folders.push_back(folders.back().parent_path());
  std::vector<const SavedMapping*> found;
  for (const fs::path& folder : folders) {
    const SavedMapping* mapping = read(folder / mapping_file_name);
    if (mapping != nullptr && std::ranges::count(found, mapping) == 0) found.push_back(mapping);
  }
  return found;
}

Mappings::Found Mappings::rule_for(const fs::path& source, std::string_view layer) {
  for (const SavedMapping* mapping : files_for(source))
    if (const MappingRule* rule = mapping->rule_for(file_name(source), layer))
      return {mapping, rule};
  return {};
}

bool Mappings::knows(const fs::path& source) {
  return std::ranges::any_of(files_for(source), [&](const SavedMapping* mapping) {
    return mapping->names_file(file_name(source));
  });
}

SourceSettings merged(const SourceSettings& said, const SourceSettings& remembered) {
  SourceSettings out = remembered;
  if (said.role) out.role = said.role;
  if (!said.crs.empty()) out.crs = said.crs;
  if (said.shift != CoordinateShift::none) out.shift = said.shift;
  out.packed_angles = out.packed_angles || said.packed_angles;
  out.turned_axes = out.turned_axes || said.turned_axes;
  out.place_settled = out.place_settled || said.place_settled;
  if (!said.encoding.empty()) out.encoding = said.encoding;
  if (said.header_row) out.header_row = said.header_row;
  if (!said.where.empty()) out.where = said.where;
  if (said.accuracy_m) out.accuracy_m = said.accuracy_m;
  if (said.relative_accuracy_m) out.relative_accuracy_m = said.relative_accuracy_m;
  for (const auto& [field, column] : said.fields) {
    std::erase_if(out.fields, [&](const auto& entry) { return entry.second == column; });
    std::erase(out.keep, column);
    out.fields[field] = column;
  }
  for (const auto& [field, unit] : said.units) out.units[field] = unit;
  for (const auto& [field, words] : said.values)
    for (const auto& [cell, meaning] : words) out.values[field][cell] = meaning;
  for (const std::string& column : said.keep) {
    std::erase_if(out.fields, [&](const auto& entry) { return entry.second == column; });
    if (std::ranges::count(out.keep, column) == 0) out.keep.push_back(column);
  }
  return out;
}

}  // namespace firebreak::io
