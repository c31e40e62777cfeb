#include "core/analysis/data_notices.hpp"

#include <algorithm>

#include "core/analysis/data_edge.hpp"
#include "core/base/text.hpp"

namespace firebreak {

std::uint64_t hydrants_set_aside(const City& city) {
  std::uint64_t records = 0;
  for (const Source& source : city.sources)
    if (source.role == Role::hydrants) records += source.set_aside;
  return records;
}

std::vector<std::string> data_notices(const City& city) {
  std::vector<std::string> notices;
  const auto any_source = [&](LayerState state) {
    return std::ranges::any_of(city.sources,
                               [&](const Source& source) { return source.state == state; });
  };
  if (any_source(LayerState::left_out))
    notices.emplace_back(
        tr_key("Data of the project were left out on purpose: the list of inputs says which. What "
               "they hold is missing in every figure."));
  if (any_source(LayerState::unreadable))
    notices.emplace_back(
        tr_key("Data of the project could not be read: the list of inputs says which. What they "
               "hold is missing in every figure."));
  if (hydrants_set_aside(city) > 0)
    notices.emplace_back(tr_key(
        "Hydrant records were set aside, most for want of a usable place (the key figures say "
        "how many, the data health which). A building that fails may have one of them near: "
        "mend them before the gaps are acted on."));
  const auto without_state = std::ranges::count_if(
      city.hydrants->rows, [](const Hydrant& h) { return h.status_basis == Basis::default_value; });
  if (2 * static_cast<std::size_t>(without_state) > city.hydrants->size())
    notices.emplace_back(
        tr_key("Most hydrants have no recorded state and are taken as working: what one covers "
               "holds only if it works. Have their state checked first."));
  if (!cut_ends(city).empty())
    notices.emplace_back(
        tr_key("The road data are cut at their edge: hydrants and ways in beyond it are not in "
               "them. A gap or a cut-off at the edge may not be one."));
  const bool mains = std::ranges::any_of(
      *city.others, [](const Layer& layer) { return layer.role == Role::water_mains; });
  const bool layouts = std::ranges::any_of(
      city.hydrants->rows, [](const Hydrant& h) { return h.main_layout != MainLayout::unknown; });
  if (mains && !layouts && !city.hydrants->empty())
    notices.emplace_back(
        tr_key("Neither the ledger nor the layer of mains tells ring from branch for any hydrant: "
               "their mains count as unknown."));
  const bool doubled = std::ranges::any_of(city.issues, [](const Issue& issue) {
    return issue.kind == IssueKind::duplicate_road && issue.action == Action::kept;
  });
  if (doubled)
    notices.emplace_back(
        tr_key("Streets of two road layers run beside each other: those that stand in both count "
               "twice among the lanes. The data health says where."));
  return notices;
}

}  // namespace firebreak
