#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "core/analysis/spacing_streets.hpp"

namespace firebreak {

/// The roads an engine can use as the spacing along them is measured: one edge per segment, or two,
/// one per kerb, of a wide road. The kerbs of a wide road meet where others join it or where it
/// ends; hydrants stand on the edges.
class SpacingGraph {
 public:
  static constexpr std::uint32_t none = UINT32_MAX;
  using Side = HydrantSpacing::Side;

  struct Edge {
    std::uint32_t segment = 0;
    std::uint32_t from = 0;  ///< node of this graph
    std::uint32_t to = 0;
    double length_m = 0;
    Side side = Side::whole;
  };
  struct Arc {
    std::uint32_t edge = 0;
    bool against = false;
  };
  /// A hydrant on an edge. One hydrant may stand on several: at a corner, between two carriageways.
  struct Stand {
    std::uint32_t edge = 0;
    double along_m = 0;
    std::uint32_t hydrant = 0;
  };

  /// `hydrants`: one flag per hydrant of the city, 1 = put it on the edges near it.
  SpacingGraph(const City& city, const HydrantSpacing::Params& params,
               const SpacingStreets& streets, std::span<const std::uint8_t> hydrants);

  std::uint32_t nodes() const { return static_cast<std::uint32_t>(arc_start_.size() - 1); }
  std::span<const Edge> edges() const { return edges_; }
  /// The edges of a segment: none, one, or its left and its right kerb.
  std::span<const Edge> edges_of(std::uint32_t segment) const {
    return std::span(edges_).subspan(first_edge_[segment],
                                     first_edge_[segment + 1] - first_edge_[segment]);
  }
  std::uint32_t first_edge_of(std::uint32_t segment) const { return first_edge_[segment]; }
  std::span<const Arc> arcs(std::uint32_t node) const {
    return std::span(arcs_).subspan(arc_start_[node], arc_start_[node + 1] - arc_start_[node]);
  }
  std::uint32_t end_of(const Arc& arc) const {
    return arc.against ? edges_[arc.edge].from : edges_[arc.edge].to;
  }
  /// By edge, then along it, then by the hydrants' ids.
  std::span<const Stand> stands() const { return stands_; }
  /// Per hydrant its place in the order of the ids.
  std::span<const std::uint32_t> rank() const { return rank_; }

 private:
  void add_edges(const City& city, const HydrantSpacing::Params& params,
                 const SpacingStreets& streets);
  void add_arcs(std::uint32_t node_count);
  void add_stands(const City& city, const HydrantSpacing::Params& params,
                  std::span<const std::uint8_t> hydrants);

  std::vector<Edge> edges_;
  std::vector<std::uint32_t> first_edge_{0};
  std::vector<std::uint32_t> arc_start_{0};
  std::vector<Arc> arcs_;
  std::vector<Stand> stands_;
  std::vector<std::uint32_t> rank_;
};

/// The way along the roads to the nearest of some hydrants.
class NearestHydrants {
 public:
  static constexpr double infinite = std::numeric_limits<double>::infinity();

  /// A part of an edge between two neighbouring hydrants on it, or a hydrant and its end: the way
  /// from its ends to the nearest hydrant, and which that is (`SpacingGraph::none`: there is none).
  struct Piece {
    std::uint32_t edge = 0;
    double from_m = 0;
    double to_m = 0;
    double from_way_m = 0;
    double to_way_m = 0;
    std::uint32_t from_hydrant = SpacingGraph::none;
    std::uint32_t to_hydrant = SpacingGraph::none;

    double length_m() const { return to_m - from_m; }
    double way_m(double along_m) const {
      return std::min(from_way_m + (along_m - from_m), to_way_m + (to_m - along_m));
    }
  };

  /// `counts`: one flag per hydrant; the others are not looked for.
  NearestHydrants(const SpacingGraph& graph, std::span<const std::uint8_t> counts);

  double node_m(std::uint32_t node) const { return way_m_[node]; }
  /// All pieces, by edge and along it.
  template <class Visit>
  void for_each_piece(Visit&& visit) const;
  /// How far it is from an arc's node to the nearest hydrant along it, and to which.
  std::pair<double, std::uint32_t> by_arc(const SpacingGraph::Arc& arc) const;

 private:
  std::span<const SpacingGraph::Stand> on(std::uint32_t edge) const {
    return std::span(stands_).subspan(first_[edge], first_[edge + 1] - first_[edge]);
  }

  const SpacingGraph& graph_;
  std::vector<SpacingGraph::Stand> stands_;  ///< those that count
  std::vector<std::uint32_t> first_;         ///< per edge
  std::vector<double> way_m_;                ///< per node
  std::vector<std::uint32_t> hydrant_;       ///< per node
};

template <class Visit>
void NearestHydrants::for_each_piece(Visit&& visit) const {
  for (std::uint32_t e = 0; e < graph_.edges().size(); ++e) {
    const SpacingGraph::Edge& edge = graph_.edges()[e];
    Piece piece{e, 0, 0, way_m_[edge.from], 0, hydrant_[edge.from], SpacingGraph::none};
    for (const SpacingGraph::Stand& stand : on(e)) {
      piece.to_m = stand.along_m;
      piece.to_way_m = 0;
      piece.to_hydrant = stand.hydrant;
      visit(piece);
      piece.from_m = stand.along_m;
      piece.from_way_m = 0;
      piece.from_hydrant = stand.hydrant;
    }
    piece.to_m = edge.length_m;
    piece.to_way_m = way_m_[edge.to];
    piece.to_hydrant = hydrant_[edge.to];
    visit(piece);
  }
}

}  // namespace firebreak
