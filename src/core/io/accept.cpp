#include <algorithm>
#include <iterator>

#include "core/base/text.hpp"
#include "core/io/gpkg_metadata.hpp"
#include "core/io/layer_source.hpp"
#include "core/io/project.hpp"

namespace firebreak::io {

Project accepted(Project project, std::span<const Proposal> proposals, std::string_view by) {
  for (const Proposal& proposal : proposals) {
    if (!proposal.only_one) continue;
    SourceSpec* spec = own_source(project, {proposal.path, proposal.layers, proposal.others});
    if (spec == nullptr) continue;
    if (proposal.key == "crs") spec->crs = proposal.value;
    if (proposal.key == "shift") spec->shift = *shift_from_name(proposal.value);
    if (proposal.key == "angles") spec->packed_angles = proposal.value == "packed";
    if (proposal.key == "axes") spec->turned_axes = proposal.value == "turned";
    if (proposal.key == "shift_rows")
      std::ranges::copy(*row_shifts_from(proposal.value), std::back_inserter(spec->row_shifts));
    spec->accepted = file_stamp({}).substr(0, 10);
    spec->accepted_by = by;
    spec->crs_note +=
        (spec->crs_note.empty() ? "" : " ") + text("Accepted as proposed: {}", proposal.evidence);
  }
  return project;
}

Project left_as_is(Project project, std::span<const Proposal> proposals) {
  for (const Proposal& proposal : proposals)
    if (SourceSpec* spec = own_source(project, {proposal.path, proposal.layers, proposal.others}))
      spec->place_settled = true;
  return project;
}

}  // namespace firebreak::io
