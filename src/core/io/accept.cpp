#include <algorithm>

#include "core/base/text.hpp"
#include "core/io/gpkg_metadata.hpp"
#include "core/io/project.hpp"

namespace firebreak::io {

namespace {

/// The source that reads what the proposal is about; null: none does any more.
SourceSpec* source_of(Project& project, const Proposal& proposal) {
  for (SourceSpec& spec : project.sources) {
    if (spec.path.string() != proposal.path) continue;
    const bool reads = std::ranges::all_of(proposal.layers, [&](const std::string& layer) {
      return spec.layers.empty() || std::ranges::find(spec.layers, layer) != spec.layers.end();
    });
    if (reads) return &spec;
  }
  return nullptr;
}

/// The source that reads nothing but what the proposal is about, parted from the rest if need be.
SourceSpec* own_source(Project& project, const Proposal& proposal) {
  SourceSpec* spec = source_of(project, proposal);
  if (spec == nullptr || proposal.layers.empty()) return spec;
  std::vector<std::string> rest = spec->layers.empty() ? proposal.others : spec->layers;
  std::erase_if(rest, [&](const std::string& layer) {
    return std::ranges::find(proposal.layers, layer) != proposal.layers.end();
  });
  if (rest.empty()) return spec;
  SourceSpec own = *spec;
  own.layers = proposal.layers;
  spec->layers = std::move(rest);
  const auto at = spec - project.sources.data() + 1;
  return &*project.sources.insert(project.sources.begin() + at, std::move(own));
}

}  // namespace

Project accepted(Project project, std::span<const Proposal> proposals, std::string_view by) {
  for (const Proposal& proposal : proposals) {
    if (!proposal.only_one) continue;
    SourceSpec* spec = own_source(project, proposal);
    if (spec == nullptr) continue;
    if (proposal.key == "crs") spec->crs = proposal.value;
    if (proposal.key == "shift") spec->shift = *shift_from_name(proposal.value);
    if (proposal.key == "angles") spec->packed_angles = proposal.value == "packed";
    if (proposal.key == "axes") spec->turned_axes = proposal.value == "turned";
    spec->accepted = file_stamp({}).substr(0, 10);
    spec->accepted_by = by;
    spec->crs_note +=
        (spec->crs_note.empty() ? "" : " ") + text("Accepted as proposed: {}", proposal.evidence);
  }
  return project;
}

}  // namespace firebreak::io
