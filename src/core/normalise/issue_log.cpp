#include "core/normalise/issue_log.hpp"

#include "core/base/text.hpp"

namespace firebreak {

bool IssueLog::wants(IssueKind kind, std::uint32_t source) const {
  const auto found = tallies_.find({kind, source});
  return found == tallies_.end() || found->second.listed < listed_per_kind;
}

void IssueLog::add(Issue issue) {
  Tally& tally = tallies_[{issue.kind, issue.origin.source}];
  // An issue about the layer as a whole is never folded away: it already speaks for many records.
  const bool whole_layer = issue.origin.fid < 0;
  if (!whole_layer && tally.listed >= listed_per_kind) {
    tally.more += issue.records;
    return;
  }
  if (!whole_layer) {
    if (tally.listed++ == 0) {
      tally.severity = issue.severity;
      tally.action = issue.action;
      tally.effect = issue.effect;
    }
  }
  issues_.push_back(std::move(issue));
}

void IssueLog::add_all(std::vector<Issue> issues) {
  for (Issue& issue : issues) add(std::move(issue));
}

void IssueLog::count(IssueKind kind, std::uint32_t source) {
  ++tallies_[{kind, source}].more;
}

std::vector<Issue> IssueLog::take() {
  for (const auto& [key, tally] : tallies_) {
    if (tally.more == 0) continue;
    Issue rest;
    rest.kind = key.first;
    rest.severity = tally.severity;
    rest.action = tally.action;
    rest.origin = {key.second, -1};
    rest.records = tally.more;
    rest.detail = text("{} more records have the same defect; only the first {} are listed.",
                       tally.more, listed_per_kind);
    rest.effect = tally.effect;
    issues_.push_back(std::move(rest));
  }
  tallies_.clear();
  return std::move(issues_);
}

}  // namespace firebreak
