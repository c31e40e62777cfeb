#include "core/analysis/spacing_gaps.hpp"

#include <algorithm>
#include <cmath>
#include <tuple>

#include "core/analysis/station_exits.hpp"
#include "core/base/union_find.hpp"
#include "core/model/accuracy.hpp"

namespace firebreak {

namespace {

using Gap = HydrantSpacing::Gap;
using Piece = NearestHydrants::Piece;

constexpr std::uint32_t none = SpacingGraph::none;
constexpr double same_way_m = 1e-6;

/// A way between hydrants, or from one to the end of a street, that is too long.
struct LongWay {
  double length_m = 0;
  double limit_m = 0;
  double excess_m = -1;
  bool at_end = false;
  std::uint32_t from = none;
  std::uint32_t to = none;
  std::uint32_t segment = 0;
};

class Finder {
 public:
  Finder(const City& city, const HydrantSpacing::Params& params, const SpacingStreets& streets,
         const SpacingGraph& graph, const NearestHydrants& nearest)
      : city_(city),
        params_(params),
        streets_(streets),
        graph_(graph),
        nearest_(nearest),
        half_m_(params.spacing_m / 2) {}

  RedGaps find() {
    nearest_.for_each_piece([&](const Piece& piece) { add_parts(piece); });
    group();
    judge();
    return std::move(found_);
  }

 private:
  void add_parts(const Piece& piece) {
    // min(a + s, b + L - s) > half between these two places.
    const double from = std::max(piece.from_m + (half_m_ - piece.from_way_m), piece.from_m);
    const double to = std::min(piece.to_m - (half_m_ - piece.to_way_m), piece.to_m);
    if (!(from < to)) return;
    for (const auto& stretch : streets_.of(graph_.edges()[piece.edge].segment)) {
      const double red_from = std::max(from, stretch.from_m);
      const double red_to = std::min(to, stretch.to_m);
      if (!(red_to - red_from > same_way_m)) continue;
      found_.parts.push_back({piece.edge, red_from, red_to, stretch.stroke, 0});
      ways_.push_back(longest_in(piece, red_from, red_to));
    }
  }

  /// The longest way that ends or meets another within the part.
  LongWay longest_in(const Piece& piece, double from_m, double to_m) const {
    const std::uint32_t segment = graph_.edges()[piece.edge].segment;
    const double meet_m = (piece.from_m + piece.to_m + piece.to_way_m - piece.from_way_m) / 2;
    const bool meet_inside = meet_m > piece.from_m + same_way_m && meet_m < piece.to_m - same_way_m;
    if (meet_inside && meet_m >= from_m && meet_m <= to_m)
      return between(piece.from_way_m + piece.length_m() + piece.to_way_m, piece.from_hydrant,
                     piece.to_hydrant, segment);
    // On one side of the meeting the ways all come from one end.
    return meet_m > (from_m + to_m) / 2
               ? onward(piece, to_m, piece.from_hydrant, graph_.edges()[piece.edge].to)
               : onward(piece, from_m, piece.to_hydrant, graph_.edges()[piece.edge].from);
  }
  /// The way that reaches an end of a part from a hydrant, and on from the junction there to the
  /// next hydrant; to the end where the street ends.
  LongWay onward(const Piece& piece, double along_m, std::uint32_t hydrant,
                 std::uint32_t node) const {
    const auto& edge = graph_.edges()[piece.edge];
    const double way_m = piece.way_m(along_m);
    const bool at_node = node == edge.to ? along_m >= edge.length_m : along_m <= 0;
    std::pair<double, std::uint32_t> next{NearestHydrants::infinite, none};
    const auto nearer = [&](const auto& a, const auto& b) {
      return a.first != b.first ? a.first < b.first : rank(a.second) < rank(b.second);
    };
    if (at_node)
      for (const auto& arc : graph_.arcs(node))
        if (arc.edge != piece.edge && !served_from(node, arc))
          next = std::min(next, nearest_.by_arc(arc), nearer);
    return std::isfinite(next.first)
               ? between(way_m + next.first, hydrant, next.second, edge.segment)
               : to_end(way_m, hydrant, edge.segment);
  }
  /// True if the far end of an arc has its hydrant by way of the arc's node: no other lies behind.
  bool served_from(std::uint32_t node, const SpacingGraph::Arc& arc) const {
    const double way_m = nearest_.node_m(node);
    return nearest_.by_arc(arc).first >= way_m + 2 * graph_.edges()[arc.edge].length_m - same_way_m;
  }
  LongWay between(double length_m, std::uint32_t a, std::uint32_t b, std::uint32_t segment) const {
    if (a != none && b != none && graph_.rank()[b] < graph_.rank()[a]) std::swap(a, b);
    return {length_m, params_.spacing_m, length_m - params_.spacing_m, false, a, b, segment};
  }
  LongWay to_end(double length_m, std::uint32_t hydrant, std::uint32_t segment) const {
    // No hydrant is reached at all: then it is no way from the last one to the street's end.
    if (hydrant == none) return {length_m, params_.spacing_m, length_m, false, none, none, segment};
    return {length_m, half_m_, length_m - half_m_, true, hydrant, none, segment};
  }

  void group() {
    const std::vector<Touch> touches = touching();
    UnionFind sets(found_.parts.size());
    for (std::size_t t = 1; t < touches.size(); ++t)
      if (touches[t].node == touches[t - 1].node && touches[t].stroke == touches[t - 1].stroke)
        sets.join(touches[t].part, touches[t - 1].part);
    std::vector<std::uint32_t> number(found_.parts.size(), none);
    for (std::uint32_t p = 0; p < found_.parts.size(); ++p) {
      const std::uint32_t root = sets.root(p);
      if (number[root] == none) {
        number[root] = static_cast<std::uint32_t>(found_.gaps.size());
        found_.gaps.emplace_back().verdict = Verdict::marginal;
        longest_.emplace_back();
      }
      RedPart& part = found_.parts[p];
      part.gap = number[root];
      found_.gaps[part.gap].red_m += part.to_m - part.from_m;
      take(part.gap, ways_[p]);
    }
  }

  /// A red part that reaches a node.
  struct Touch {
    std::uint32_t node;
    std::uint32_t stroke;
    std::uint32_t part;
  };
  /// By node, then by street.
  std::vector<Touch> touching() const {
    std::vector<Touch> touches;
    for (std::uint32_t p = 0; p < found_.parts.size(); ++p) {
      const RedPart& part = found_.parts[p];
      const auto& edge = graph_.edges()[part.edge];
      if (part.from_m <= 0) touches.push_back({edge.from, part.stroke, p});
      if (part.to_m >= edge.length_m) touches.push_back({edge.to, part.stroke, p});
    }
    std::sort(touches.begin(), touches.end(), [](const Touch& a, const Touch& b) {
      return std::tie(a.node, a.stroke, a.part) < std::tie(b.node, b.stroke, b.part);
    });
    return touches;
  }

  void take(std::uint32_t gap, const LongWay& way) {
    LongWay& longest = longest_[gap];
    const bool longer = way.excess_m != longest.excess_m ? way.excess_m > longest.excess_m
                        : way.at_end != longest.at_end   ? longest.at_end
                                                         : rank_of(way) < rank_of(longest);
    if (longer) longest = way;
    if (way.excess_m > margin_m(way)) found_.gaps[gap].verdict = Verdict::fail;
  }
  std::pair<std::uint32_t, std::uint32_t> rank_of(const LongWay& way) const {
    return {rank(way.from), rank(way.to)};
  }
  std::uint32_t rank(std::uint32_t hydrant) const {
    return hydrant == none ? none : graph_.rank()[hydrant];
  }
  /// 1.5 sigma of the distance between two hydrants, or between a hydrant and the end of its road.
  double margin_m(const LongWay& way) const {
    if (params_.ignore_accuracy || way.from == none) return 0;
    const Origin from = (*city_.hydrants)[way.from].origin;
    const Origin to =
        way.to == none ? road_of(city_, way.segment).origin : (*city_.hydrants)[way.to].origin;
    const std::size_t known = city_.sources.size();
    if (from.source >= known || to.source >= known) return 0;
    return marginal_sigmas * sigma_m(city_, from, to);
  }

  /// 1.5 sigma of a length along a road, whose ends have one source.
  double length_margin_m(std::uint32_t segment) const {
    const Origin road = road_of(city_, segment).origin;
    if (params_.ignore_accuracy || road.source >= city_.sources.size()) return 0;
    return marginal_sigmas * sigma_m(city_, road, road);
  }

  void judge() {
    for (std::size_t g = 0; g < found_.gaps.size(); ++g) {
      Gap& gap = found_.gaps[g];
      const LongWay& way = longest_[g];
      // However far the next hydrant is: no more of the street than its drawing can tell.
      if (gap.red_m <= length_margin_m(way.segment)) gap.verdict = Verdict::marginal;
      gap.limit_m = way.limit_m;
      gap.at_end = way.at_end;
      if (std::isfinite(way.length_m)) gap.length_m = way.length_m;
      if (way.from != none) gap.from = Id<Hydrant>{way.from};
      if (way.to != none) gap.to = Id<Hydrant>{way.to};
    }
  }

  const City& city_;
  const HydrantSpacing::Params& params_;
  const SpacingStreets& streets_;
  const SpacingGraph& graph_;
  const NearestHydrants& nearest_;
  double half_m_;
  RedGaps found_;
  std::vector<LongWay> ways_;     ///< per part
  std::vector<LongWay> longest_;  ///< per gap
};

}  // namespace

RedGaps red_gaps(const City& city, const HydrantSpacing::Params& params,
                 const SpacingStreets& streets, const SpacingGraph& graph,
                 const NearestHydrants& nearest) {
  return Finder(city, params, streets, graph, nearest).find();
}

void doubt_gaps(RedGaps& sure, const RedGaps& perhaps) {
  std::vector<std::uint8_t> fails(sure.gaps.size());
  for (const RedPart& part : perhaps.parts) {
    if (perhaps.gaps[part.gap].verdict != Verdict::fail) continue;
    // The last part of the surer ones that begins before the middle of this one holds it.
    const double middle_m = (part.from_m + part.to_m) / 2;
    const auto after =
        std::partition_point(sure.parts.begin(), sure.parts.end(), [&](const RedPart& s) {
          return s.edge != part.edge ? s.edge < part.edge : s.from_m <= middle_m;
        });
    if (after == sure.parts.begin()) continue;
    const RedPart& holder = *std::prev(after);
    if (holder.edge == part.edge && holder.to_m >= middle_m) fails[holder.gap] = 1;
  }
  for (std::size_t g = 0; g < sure.gaps.size(); ++g)
    if (sure.gaps[g].verdict == Verdict::fail && fails[g] == 0)
      sure.gaps[g].verdict = Verdict::unknown;
}

}  // namespace firebreak
