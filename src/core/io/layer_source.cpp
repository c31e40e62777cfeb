#include "core/io/layer_source.hpp"

#include <algorithm>

namespace firebreak::io {

SourceSpec* source_of(Project& project, const LayersOfFile& what) {
  std::size_t before = 0;
  for (SourceSpec& spec : project.sources) {
    const bool reads =
        spec.path == what.path && std::ranges::all_of(what.layers, [&](const std::string& layer) {
          return spec.layers.empty() || std::ranges::count(spec.layers, layer) > 0;
        });
    if (reads && before++ == what.turn) return &spec;
  }
  return nullptr;
}

SourceSpec* own_source(Project& project, const LayersOfFile& what) {
  SourceSpec* spec = source_of(project, what);
  if (spec == nullptr || what.layers.empty()) return spec;
  std::vector<std::string> rest = spec->layers.empty() ? what.all : spec->layers;
  std::erase_if(
      rest, [&](const std::string& layer) { return std::ranges::count(what.layers, layer) > 0; });
  if (rest.empty()) return spec;
  SourceSpec own = *spec;
  own.layers = what.layers;
  spec->layers = std::move(rest);
  const auto at = spec - project.sources.data() + 1;
  return &*project.sources.insert(project.sources.begin() + at, std::move(own));
}

bool take_out(Project& project, const LayersOfFile& what) {
  const SourceSpec* own = own_source(project, what);
  if (own == nullptr) return false;
  project.sources.erase(project.sources.begin() + (own - project.sources.data()));
  return true;
}

}  // namespace firebreak::io
