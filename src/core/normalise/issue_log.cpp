#include "core/normalise/issue_log.hpp"

#include <utility>

#include "core/base/plural.hpp"
#include "core/base/text.hpp"

namespace firebreak {

bool IssueLog::wants(const IssueClass& of, std::int64_t fid) {
  const auto found = tallies_.find(of);
  if (found == tallies_.end() || found->second.listed < listed_per_class) return true;
  found->second.more.push_back(fid);
  return false;
}

void IssueLog::add(Issue issue) {
  Tally& tally = tallies_[class_of(issue)];
  // An issue about the layer as a whole is never folded away: it already speaks for many records.
  const bool whole_layer = issue.origin.fid < 0;
  if (!whole_layer && tally.listed >= listed_per_class) {
    tally.more.push_back(issue.origin.fid);
    return;
  }
  if (!whole_layer && tally.listed++ == 0) tally.effect = issue.effect;
  issues_.push_back(std::move(issue));
}

void IssueLog::add_all(std::vector<Issue> issues) {
  for (Issue& issue : issues) add(std::move(issue));
}

std::vector<Issue> IssueLog::take() {
  for (auto& [key, tally] : tallies_) {
    if (tally.more.empty()) continue;
    Issue rest;
    rest.kind = key.kind;
    rest.severity = key.severity;
    rest.action = key.action;
    rest.origin = {key.source, -1};
    rest.records = tally.more.size();
    rest.detail = text(
        for_count(rest.records,
                  tr_key("{} more record has the same defect; only the first {} are listed."),
                  tr_key("{} more records have the same defect; only the first {} are listed.")),
        rest.records, listed_per_class);
    rest.effect = tally.effect;
    rest.unlisted_fids = std::move(tally.more);
    issues_.push_back(std::move(rest));
  }
  tallies_.clear();
  return std::move(issues_);
}

}  // namespace firebreak
