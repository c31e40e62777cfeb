#include "core/model/defect_count.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace firebreak {

namespace {

/// Whether an issue says of a whole column that at least half of its cells are empty. A few empty
/// cells are defects of their records.
bool is_empty_column(const City& city, const Issue& issue) {
  if (issue.kind != IssueKind::missing_attribute) return false;
  if (issue.origin.source >= city.sources.size()) return true;
  const Source& source = city.sources[issue.origin.source];
  return 2 * issue.records + source.set_aside >= source.read;
}

}  // namespace

DefectCount count_defects(const City& city, Severity severity) {
  DefectCount count;
  struct Touched {
    std::set<std::int64_t> listed;
    std::uint64_t rest = 0;
  };
  std::vector<Touched> sources(city.sources.size());
  for (const Issue& issue : city.issues) {
    if (issue.severity != severity) continue;
    if (is_empty_column(city, issue)) {
      ++count.columns;
      count.cells += issue.records;
    } else if (issue.origin.source >= sources.size()) {
      count.records += issue.records;
    } else if (issue.origin.fid >= 0) {
      sources[issue.origin.source].listed.insert(issue.origin.fid);
    } else if (!issue.unlisted_fids.empty()) {
      sources[issue.origin.source].listed.insert(issue.unlisted_fids.begin(),
                                                 issue.unlisted_fids.end());
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
