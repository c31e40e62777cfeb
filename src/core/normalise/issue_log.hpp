#pragma once

#include <compare>
#include <cstddef>
#include <map>
#include <string_view>
#include <vector>

#include "core/model/issue.hpp"

namespace firebreak {

/// Defects that may be told as one: nothing serious hides behind what is harmless.
struct IssueClass {
  IssueKind kind;
  Severity severity;
  Action action;
  std::uint32_t source;
  friend auto operator<=>(const IssueClass&, const IssueClass&) = default;
};
inline IssueClass class_of(const Issue& issue) {
  return {issue.kind, issue.severity, issue.action, issue.origin.source};
}

/// Collects defects while a city is made. Each is listed, up to `listed_per_class` of one class;
/// the rest are counted and end as one issue that says how many there are.
class IssueLog {
 public:
  static constexpr std::size_t listed_per_class = 1000;

  /// Whether one more of this class, of record `fid`, would still be listed; if not it is counted
  /// here, and callers spare its sentences.
  bool wants(const IssueClass& of, std::int64_t fid);
  void add(Issue issue);
  void add_all(std::vector<Issue> issues);
  /// One more of a class of which as many as are listed were added already.
  void count(const IssueClass& of, std::int64_t fid) { tallies_[of].more.push_back(fid); }

  /// All issues: those listed in the order they came, then one per class for the rest.
  std::vector<Issue> take();

 private:
  struct Tally {
    std::size_t listed = 0;
    std::vector<std::int64_t> more;
    std::string effect;
  };
  std::map<IssueClass, Tally> tallies_;
  std::vector<Issue> issues_;
};

}  // namespace firebreak
