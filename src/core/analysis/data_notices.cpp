#include "core/analysis/data_notices.hpp"

#include <algorithm>

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
  if (hydrants_set_aside(city) > 0)
    notices.emplace_back(tr_key(
        "Hydrant records were set aside, most for want of a usable place (the key figures say "
        "how many, the data health which). A building that fails may have one of them near: "
        "mend them before the gaps are acted on."));
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
