#include "core/io/project_files.hpp"

#include "core/io/rule_file.hpp"

namespace firebreak::io {

namespace fs = std::filesystem;

void each_file(Project& project, const std::function<void(fs::path&)>& visit) {
  const auto look_at = [&](fs::path& path) {
    if (!path.empty()) visit(path);
  };
  const auto look_at_text = [&](std::string& text) {
    fs::path path(text);
    look_at(path);
    text = path.string();
  };
  for (SourceSpec& spec : project.sources) look_at(spec.path);
  for (fs::path* path : {&project.study_area, &project.mapping, &project.ledger,
                         &project.field_checks, &project.departments, &project.land_classes})
    look_at(*path);
  // A shipped profile or engine is a name and no file.
  if (project.profile.ends_with(".toml")) look_at_text(project.profile);
  if (EngineName engine = engine_name_from(project.engine); !engine.file.empty()) {
    look_at(engine.file);
    project.engine = engine_text(engine);
  }
  look_at_text(project.view.background);
  look_at_text(project.sheet.logo);
}

std::vector<fs::path> files_named(Project project) {
  std::vector<fs::path> files;
  each_file(project, [&](const fs::path& path) { files.push_back(path); });
  return files;
}

}  // namespace firebreak::io
