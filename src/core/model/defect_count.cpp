#include "core/model/defect_count.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace firebreak {

DefectCount count_defects(const City& city, Severity severity) {
  DefectCount count;
  struct Touched {
    std::set<std::int64_t> listed;
    std::uint64_t rest = 0;
  };
  std::vector<Touched> sources(city.sources.size());
  for (const Issue& issue : city.issues) {
    if (issue.severity != severity) continue;
    if (issue.kind == IssueKind::missing_attribute) {
      ++count.columns;
      count.cells += issue.records;
    } else if (issue.origin.source >= sources.size()) {
      count.records += issue.records;
    } else if (issue.origin.fid >= 0) {
      sources[issue.origin.source].listed.insert(issue.origin.fid);
    } else {
      sources[issue.origin.source].rest += issue.records;
    }
  }
  for (std::size_t s = 0; s < sources.size(); ++s) {
    const std::uint64_t listed = sources[s].listed.size();
    count.records += std::clamp(listed + sources[s].rest, listed,
                                std::max<std::uint64_t>(city.sources[s].read, listed));
  }
  return count;
}

}  // namespace firebreak
