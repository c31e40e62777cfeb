#include "core/normalise/doubled_roads.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <filesystem>
#include <map>
#include <set>

#include "core/base/text.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

/// Roads are compared by pieces of this length: of a road that crosses, no piece lies beside it.
constexpr double piece_m = 30;
/// Two sigmas of both positions, but within these bounds.
constexpr double sigmas = 2;
constexpr double least_reach_m = 2;
constexpr double largest_reach_m = 7;
/// What is told: this much length, and this share of the roads of a source.
constexpr double least_length_m = 100;
constexpr double least_share = 0.2;

/// Ways that have a street beside them by their nature do not count.
bool counts(const Road& road) {
  return road.open && road.road_class != RoadClass::footway && road.road_class != RoadClass::steps;
}

double reach_m(const Source& a, const Source& b) {
  return std::clamp(sigmas * std::hypot(a.accuracy_m, b.accuracy_m), least_reach_m,
                    largest_reach_m);
}

using SourcePair = std::pair<std::uint32_t, std::uint32_t>;

class DoubledRoads {
 public:
  DoubledRoads(const Table<Road>& roads, const RoadNetwork& network,
               std::span<const Source> sources)
      : roads_(roads),
        network_(network),
        sources_(sources),
        index_(network.lines.boxes),
        whole_(sources.size()) {}

  void measure(const Job& job) {
    for (std::uint32_t s = 0; s < network_.segments.size(); ++s) {
      if (s % 1024 == 0) job.check();
      if (counts(road_of(s)) && road_of(s).origin.source < sources_.size()) measure(s);
    }
  }

  void report(IssueLog& log) const {
    std::set<SourcePair> told;
    for (const auto& [pair, length] : beside_) {
      const auto [mine, other] = pair;
      const double share = length / whole_[mine];
      if (length < least_length_m || share < least_share || share_of({other, mine}) > share ||
          told.contains({other, mine}))
        continue;
      told.insert(pair);
      log.add(issue_of(pair, length, share));
    }
  }

 private:
  const Road& road_of(std::uint32_t segment) const {
    return roads_[network_.segments[segment].road.value];
  }

  void measure(std::uint32_t segment) {
    const auto line = network_.lines.only_part(segment);
    const double length = line_length_m(line);
    const std::uint32_t mine = road_of(segment).origin.source;
    whole_[mine] += length;
    const int pieces = std::max(1, static_cast<int>(std::round(length / piece_m)));
    const double piece = length / pieces;
    for (int i = 0; i < pieces; ++i) {
      find_beside(segment, point_along(line, i * piece), all_along_);
      for (const double along : {i + 0.5, i + 1.0}) {
        if (all_along_.empty()) break;
        find_beside(segment, point_along(line, along * piece), here_);
        std::erase_if(all_along_, [&](std::uint32_t source) { return !holds(here_, source); });
      }
      for (const std::uint32_t other : all_along_) beside_[{mine, other}] += piece;
    }
  }

  static bool holds(const std::vector<std::uint32_t>& sources, std::uint32_t source) {
    return std::ranges::find(sources, source) != sources.end();
  }

  /// The other sources that have a road of the same level beside a point of a segment: a few.
  void find_beside(std::uint32_t segment, Xy at, std::vector<std::uint32_t>& found) const {
    found.clear();
    const std::uint32_t mine = road_of(segment).origin.source;
    index_.in_box(Box{at, at}.grown(largest_reach_m), [&](std::uint32_t item) {
      const Road& road = road_of(item);
      const std::uint32_t other = road.origin.source;
      if (other == mine || other >= sources_.size() || holds(found, other)) return;
      if (!counts(road) || road.level != road_of(segment).level) return;
      const double reach = reach_m(sources_[mine], sources_[other]);
      if (nearest_on_line(network_.lines.only_part(item), at).distance2_m2 <= reach * reach)
        found.push_back(other);
    });
  }

  double share_of(SourcePair pair) const {
    const auto found = beside_.find(pair);
    return found == beside_.end() ? 0 : found->second / whole_[pair.first];
  }

  Issue issue_of(SourcePair pair, double length, double share) const {
    const Source& other = sources_[pair.second];
    Issue issue;
    issue.kind = IssueKind::duplicate_road;
    issue.severity = Severity::doubtful;
    issue.action = Action::kept;
    issue.origin = {pair.first, -1};
    issue.detail = text(
        "{0:.0f} m of its roads ({1:.0f} %) run within {2:.0f} m of those of {3}: the same streets "
        "may stand in both.",
        length, 100 * share, reach_m(sources_[pair.first], other),
        text("{}, layer \"{}\"", std::filesystem::path(other.path).filename().string(),
             other.layer));
    issue.effect = text(
        "Nothing was merged. Streets that stand in both count twice, in the number and the length "
        "of lanes; leave one of the two out, or take it as a reference layer.");
    return issue;
  }

  const Table<Road>& roads_;
  const RoadNetwork& network_;
  std::span<const Source> sources_;
  SpatialIndex index_;
  std::vector<double> whole_;             ///< length of the roads of each source
  std::map<SourcePair, double> beside_;   ///< of the first, beside roads of the second
  std::vector<std::uint32_t> all_along_;  ///< scratch
  std::vector<std::uint32_t> here_;
};

}  // namespace

void report_doubled_roads(const Table<Road>& roads, const RoadNetwork& network,
                          std::span<const Source> sources, IssueLog& log, const Job& job) {
  const bool several = std::ranges::any_of(roads.rows, [&](const Road& road) {
    return road.origin.source != roads.rows.front().origin.source;
  });
  if (!several) return;
  DoubledRoads doubled(roads, network, sources);
  doubled.measure(job);
  doubled.report(log);
}

}  // namespace firebreak
