#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "core/model/proposal.hpp"
#include "core/normalise/intake.hpp"
#include "core/normalise/issue_log.hpp"
#include "core/normalise/surroundings.hpp"

/// What may be said about the place of layers from where the others lie (planner.md 5.3). Nothing
/// here moves a layer.
namespace firebreak {

/// A proposal about some layers of one file.
Proposal proposal_for(std::span<const Intake> layers, std::span<const std::size_t> members,
                      std::string key, std::string value, std::string evidence);
/// "Write crs = … under the [[source]] …": what the user can do about it.
std::string how_to_accept(const Proposal& proposal);
/// Lists a proposal as a serious defect of its layer, of which nothing was moved.
void report_proposal(const Proposal& proposal, IssueKind kind, std::string detail,
                     std::string effect, IssueLog& log, std::uint64_t records = 1);
/// What it means for the results that a layer may lie beside the others.
std::string offset_effect();
/// "hydrants", "buildings", or "records" for all others.
std::string kind_words(Role role);

/// Sets aside what drawings hold at their origin (title block, insertion points) while most of them
/// lies far from it, in a grid: counted and reported, one word for each layer.
void drop_sheet_origin(std::vector<Intake>& layers, IssueLog& log);

/// Gives the layers of a drawing without CRS what all of them together say about it: they share one
/// sheet. Called before the layers are settled.
void share_drawing_crs(std::vector<Intake>& layers);

/// For every source whose CRS nobody knows: the grids in which it falls on the other layers.
std::vector<Proposal> propose_grids(std::span<const Intake> layers, Surroundings& around);

/// For every layer whose easting carries a zone and that lies more than 5 km from every other: the
/// neighbouring zones in which it falls on them; reported.
std::vector<Proposal> propose_zones(std::span<const Intake> layers, Surroundings& around,
                                    IssueLog& log);

/// For every layer that lies elsewhere than the others and falls on them with x and y exchanged:
/// that; reported.
std::vector<Proposal> propose_axes(std::span<const Intake> layers, Surroundings& around,
                                   IssueLog& log);
/// Whether the degrees of a layer look like packed ones and nobody has said so yet.
bool may_be_packed(const Intake& intake);
/// For every such layer that falls on the others only when its degrees are taken apart; reported.
std::vector<Proposal> propose_angles(std::span<const Intake> layers, Surroundings& around,
                                     IssueLog& log);

/// Takes the place from rows of a ledger of which more than five share one, but for alarms and
/// units of one address: they fill the cells. Each is reported. Called before the layer is settled.
void drop_repeats(Intake& intake, IssueLog& log);
/// The same for degrees with three decimals, or without seconds, which name a town, where that is
/// no chance. Called after it is settled.
void drop_coarse(Intake& intake, IssueLog& log);

/// What happens to layers without a place: throws `Error` (file) that tells of all of them with
/// what is proposed, or sets their records aside, counted and reported.
void settle_unplaced(std::vector<Intake>& layers, std::span<const Proposal> proposals, bool refuse,
                     IssueLog& log);

}  // namespace firebreak
