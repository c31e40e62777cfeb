#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

#include "core/base/text.hpp"
#include "core/io/gpkg_metadata.hpp"
#include "core/io/layer_source.hpp"
#include "core/io/project.hpp"

namespace firebreak::io {

namespace {

/// Adds shifts of single records. What is asked again of a record was not done: the file has
/// changed since it was accepted, and what was accepted with it goes.
void add_row_shifts(std::vector<RowShift>& accepted, std::vector<RowShift> more) {
  for (RowShift& shift : more) {
    std::erase_if(accepted, [&](const RowShift& before) {
      return std::ranges::any_of(before.records, [&](std::int64_t record) {
        return std::ranges::binary_search(shift.records, record);
      });
    });
    accepted.push_back(std::move(shift));
  }
}

}  // namespace

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
      add_row_shifts(spec->row_shifts, *row_shifts_from(proposal.value));
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
