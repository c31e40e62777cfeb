#pragma once

#include <cstddef>
#include <map>
#include <string_view>
#include <utility>
#include <vector>

#include "core/model/issue.hpp"

namespace firebreak {

/// Collects defects while a city is made. Each is listed, up to `listed_per_kind` of one kind in
/// one source; the rest are counted and end as one issue that says how many there are.
class IssueLog {
 public:
  static constexpr std::size_t listed_per_kind = 1000;

  /// Whether one more of this kind would still be listed: callers spare its sentences otherwise
  /// and call `count`.
  bool wants(IssueKind kind, std::uint32_t source) const;
  void add(Issue issue);
  void add_all(std::vector<Issue> issues);
  /// One more that is not listed; severity and action are those of the first one listed.
  void count(IssueKind kind, std::uint32_t source);

  /// All issues: those listed in the order they came, then one per kind and source for the rest.
  std::vector<Issue> take();

 private:
  struct Tally {
    std::size_t listed = 0;
    std::uint64_t more = 0;
    Severity severity = Severity::info;
    Action action = Action::kept;
    std::string effect;
  };
  std::map<std::pair<IssueKind, std::uint32_t>, Tally> tallies_;
  std::vector<Issue> issues_;
};

}  // namespace firebreak
