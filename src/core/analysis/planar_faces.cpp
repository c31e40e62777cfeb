#include <algorithm>
#include <numeric>

#include "core/analysis/planar_graph.hpp"
#include "core/base/parallel.hpp"
#include "core/base/union_find.hpp"
#include "core/geo/measure.hpp"
#include "core/geo/spatial_index.hpp"

namespace firebreak {

namespace {

constexpr std::uint32_t none = UINT32_MAX;

/// Sorted pieces as half-edges: 2p runs from a to b, 2p + 1 back. The face of a half-edge is on its
/// left.
class HalfEdges {
 public:
  HalfEdges(std::span<const MmPiece> pieces, std::span<const std::uint8_t> used)
      : pieces_(pieces), alive_(pieces.size(), 1), from_(2 * pieces.size()) {
    number_nodes();
    for (std::size_t p = 0; p < used.size(); ++p)
      if (used[p] == 0) alive_[p] = 0;
    list_around_nodes();
    drop_loose_ends();
  }

  std::size_t pieces() const { return alive_.size(); }
  std::size_t halves() const { return from_.size(); }
  std::size_t nodes() const { return nodes_; }
  bool alive(std::uint32_t half) const { return alive_[half / 2] != 0; }
  std::uint32_t from(std::uint32_t half) const { return from_[half]; }
  std::uint32_t to(std::uint32_t half) const { return from_[half ^ 1U]; }
  /// Where a half-edge starts.
  Xy place(std::uint32_t half) const { return to_metres(start(half)); }

  /// Takes a piece out; `drop_loose_ends` afterwards.
  void remove(std::size_t piece) { alive_[piece] = 0; }

  void drop_loose_ends() {
    std::vector<std::uint32_t> degree(nodes_, 0);
    for (std::uint32_t h = 0; h < from_.size(); ++h)
      if (alive(h)) ++degree[from_[h]];
    std::vector<std::uint32_t> loose;
    for (std::uint32_t n = 0; n < degree.size(); ++n)
      if (degree[n] == 1) loose.push_back(n);
    while (!loose.empty()) {
      const std::uint32_t n = loose.back();
      loose.pop_back();
      if (degree[n] != 1) continue;
      for (std::uint32_t k = around_start_[n]; k < around_start_[n + 1]; ++k) {
        const std::uint32_t h = around_[k];
        if (!alive(h)) continue;
        alive_[h / 2] = 0;
        --degree[n];
        if (--degree[to(h)] == 1) loose.push_back(to(h));
      }
    }
  }

  /// The half-edge that goes on along the same face: at the end of `half`, the first one clockwise
  /// from the way back.
  std::uint32_t next(std::uint32_t half) const {
    const std::uint32_t back = half ^ 1U;
    const std::uint32_t node = from_[back];
    const std::uint32_t first = around_start_[node];
    const std::uint32_t end = around_start_[node + 1];
    std::uint32_t k = first;
    while (around_[k] != back) ++k;
    for (std::uint32_t step = first; step < end; ++step) {
      k = k == first ? end - 1 : k - 1;
      if (alive(around_[k])) return around_[k];
    }
    return back;
  }

 private:
  MmPoint start(std::uint32_t half) const {
    const MmPiece& piece = pieces_[half / 2];
    return half % 2 == 0 ? piece.a : piece.b;
  }

  /// Numbers the places where pieces end from west to east.
  void number_nodes() {
    // The starts of the pieces are sorted already, and their ends lie a little further on.
    std::vector<MmPoint> ends;
    ends.reserve(pieces_.size());
    for (const MmPiece& piece : pieces_) ends.push_back(piece.b);
    std::sort(ends.begin(), ends.end());
    std::vector<MmPoint> places;
    places.reserve(ends.size());
    std::size_t e = 0;
    const auto add = [&](MmPoint p) {
      if (places.empty() || places.back() != p) places.push_back(p);
    };
    for (const MmPiece& piece : pieces_) {
      for (; e < ends.size() && ends[e] < piece.a; ++e) add(ends[e]);
      add(piece.a);
    }
    for (; e < ends.size(); ++e) add(ends[e]);
    nodes_ = places.size();
    std::size_t at = 0;
    for (std::size_t p = 0; p < pieces_.size(); ++p) {
      while (places[at] < pieces_[p].a) ++at;
      std::size_t reach = 1;
      while (at + reach < nodes_ && places[at + reach] < pieces_[p].b) reach *= 2;
      const auto from = places.begin() + static_cast<std::ptrdiff_t>(at + reach / 2);
      const auto to =
          places.begin() + static_cast<std::ptrdiff_t>(std::min(at + reach + 1, nodes_));
      from_[2 * p] = static_cast<std::uint32_t>(at);
      from_[2 * p + 1] =
          static_cast<std::uint32_t>(std::lower_bound(from, to, pieces_[p].b) - places.begin());
    }
  }

  /// True if the direction of half-edge g is counter-clockwise of f's, from east.
  bool turns_before(std::uint32_t f, std::uint32_t g) const {
    const auto direction = [&](std::uint32_t h) {
      const MmPoint a = start(h);
      const MmPoint b = start(h ^ 1U);
      return MmPoint{b.x_mm - a.x_mm, b.y_mm - a.y_mm};
    };
    const auto lower_half = [](MmPoint d) { return d.y_mm < 0 || (d.y_mm == 0 && d.x_mm < 0); };
    const MmPoint u = direction(f);
    const MmPoint v = direction(g);
    if (lower_half(u) != lower_half(v)) return lower_half(v);
    return u.x_mm * v.y_mm - u.y_mm * v.x_mm > 0;
  }

  void list_around_nodes() {
    around_start_.assign(nodes_ + 1, 0);
    for (const std::uint32_t n : from_) ++around_start_[n + 1];
    std::partial_sum(around_start_.begin(), around_start_.end(), around_start_.begin());
    around_.resize(from_.size());
    std::vector<std::uint32_t> at(around_start_.begin(), around_start_.end() - 1);
    for (std::uint32_t h = 0; h < from_.size(); ++h) around_[at[from_[h]]++] = h;
    for (std::size_t n = 0; n < nodes_; ++n)
      std::sort(around_.begin() + around_start_[n], around_.begin() + around_start_[n + 1],
                [&](std::uint32_t f, std::uint32_t g) { return turns_before(f, g); });
  }

  std::span<const MmPiece> pieces_;
  std::vector<std::uint8_t> alive_;
  std::vector<std::uint32_t> from_;  ///< node a half-edge starts at
  std::size_t nodes_ = 0;
  std::vector<std::uint32_t> around_start_;  ///< half-edges leaving a node, counter-clockwise
  std::vector<std::uint32_t> around_;
};

struct Cycle {
  std::uint32_t first = 0;  ///< half-edge
  double area_m2 = 0;       ///< positive: bounds a face from outside
  std::uint32_t face = none;
};

struct Cycles {
  std::vector<Cycle> cycles;
  std::vector<std::uint32_t> of_half;
};

Cycles walk(const HalfEdges& edges) {
  Cycles found;
  found.of_half.assign(edges.halves(), none);
  for (std::uint32_t h = 0; h < found.of_half.size(); ++h) {
    if (!edges.alive(h) || found.of_half[h] != none) continue;
    Cycle cycle;
    cycle.first = h;
    const Xy base = edges.place(h);
    double twice = 0;
    std::uint32_t at = h;
    do {
      found.of_half[at] = static_cast<std::uint32_t>(found.cycles.size());
      twice += cross(edges.place(at) - base, edges.place(at ^ 1U) - base);
      at = edges.next(at);
    } while (at != h);
    cycle.area_m2 = twice / 2;
    found.cycles.push_back(cycle);
  }
  return found;
}

/// Takes out the pieces that have the same cycle on both sides; true if there were any.
bool drop_bridges(HalfEdges& edges, const Cycles& found) {
  bool dropped = false;
  for (std::size_t p = 0; p < edges.pieces(); ++p) {
    const auto h = static_cast<std::uint32_t>(2 * p);
    if (!edges.alive(h) || found.of_half[h] != found.of_half[h + 1]) continue;
    edges.remove(p);
    dropped = true;
  }
  if (dropped) edges.drop_loose_ends();
  return dropped;
}

/// Takes a cycle apart: where it comes back to a node, a ring of its own is split off.
class RingMaker {
 public:
  explicit RingMaker(const HalfEdges& edges) : edges_(edges), place_in_path_(edges.nodes(), none) {}

  /// Calls `ring(points)` for each, closed.
  template <class Ring>
  void each(std::uint32_t first, const Ring& ring) {
    std::uint32_t h = first;
    do {
      const std::uint32_t seen = place_in_path_[edges_.from(h)];
      if (seen != none) split_off(seen, ring);
      place_in_path_[edges_.from(h)] = static_cast<std::uint32_t>(path_.size());
      path_.push_back(h);
      h = edges_.next(h);
    } while (h != first);
    split_off(0, ring);
  }

 private:
  /// Ends the ring that starts at that place of the path.
  template <class Ring>
  void split_off(std::size_t from, const Ring& ring) {
    points_.clear();
    for (std::size_t i = from; i < path_.size(); ++i) {
      points_.push_back(edges_.place(path_[i]));
      place_in_path_[edges_.from(path_[i])] = none;
    }
    points_.push_back(points_.front());
    path_.resize(from);
    ring(points_);
  }

  const HalfEdges& edges_;
  std::vector<std::uint32_t> place_in_path_;  ///< of a node
  std::vector<std::uint32_t> path_;           ///< half-edges
  std::vector<Xy> points_;
};

/// Turns cycles into faces: those that run counter-clockwise bound one, the others are the outer
/// edge of connected lines that lie inside a face of other lines, or outside of all.
class FaceBuilder {
 public:
  FaceBuilder(const HalfEdges& edges, Cycles& found)
      : edges_(edges), found_(found), connected_(edges.nodes()) {}

  PlanarFaces build(const Job& job) {
    for (std::uint32_t h = 0; h < edges_.halves(); h += 2)
      if (edges_.alive(h)) connected_.join(edges_.from(h), edges_.to(h));
    PlanarFaces faces;
    for (std::uint32_t c = 0; c < found_.cycles.size(); ++c) {
      if (!(found_.cycles[c].area_m2 > 0)) continue;
      found_.cycles[c].face = static_cast<std::uint32_t>(cycle_of_.size());
      cycle_of_.push_back(c);
      faces.area_m2.push_back(found_.cycles[c].area_m2);
    }
    const auto islands = place_islands(job);
    for (const auto& [face, cycle] : islands) faces.area_m2[face] += found_.cycles[cycle].area_m2;
    draw(islands, faces.shapes, job);
    faces.left.assign(edges_.pieces(), PlanarFaces::outside);
    faces.right.assign(edges_.pieces(), PlanarFaces::outside);
    for (std::uint32_t h = 0; h < edges_.halves(); ++h)
      if (edges_.alive(h))
        (h % 2 == 0 ? faces.left : faces.right)[h / 2] = found_.cycles[found_.of_half[h]].face;
    return faces;
  }

 private:
  /// A face and a cycle that is the outer edge of other lines in it.
  using Island = std::pair<std::uint32_t, std::uint32_t>;

  std::vector<Island> place_islands(const Job& job) {
    std::vector<Box> boxes(cycle_of_.size());
    for (std::uint32_t h = 0; h < edges_.halves(); ++h) {
      if (!edges_.alive(h)) continue;
      const std::uint32_t face = found_.cycles[found_.of_half[h]].face;
      if (face != none) boxes[face].add(edges_.place(h));
    }
    const SpatialIndex index(boxes);
    std::vector<Island> islands;
    for (std::uint32_t c = 0; c < found_.cycles.size(); ++c) {
      job.check();
      Cycle& cycle = found_.cycles[c];
      if (cycle.area_m2 > 0) continue;
      cycle.face = face_around(index, cycle);
      if (cycle.face != none) islands.emplace_back(cycle.face, c);
    }
    std::sort(islands.begin(), islands.end());
    return islands;
  }

  /// The smallest face of other lines that holds the cycle.
  std::uint32_t face_around(const SpatialIndex& index, const Cycle& cycle) {
    const Xy at = edges_.place(cycle.first);
    const std::uint32_t lines = connected_.root(edges_.from(cycle.first));
    std::uint32_t best = none;
    index.in_box(Box{at, at}, [&](std::uint32_t f) {
      const Cycle& around = found_.cycles[cycle_of_[f]];
      if (connected_.root(edges_.from(around.first)) == lines || !holds(around, at)) return;
      const double least = best == none ? 0 : found_.cycles[cycle_of_[best]].area_m2;
      if (best == none || around.area_m2 < least || (around.area_m2 == least && f < best)) best = f;
    });
    return best;
  }

  /// True if the cycle runs around a place that is none of its own.
  bool holds(const Cycle& cycle, Xy at) const {
    bool inside = false;
    std::uint32_t h = cycle.first;
    do {
      const Xy a = edges_.place(h);
      const Xy b = edges_.place(h ^ 1U);
      if ((a.y_m > at.y_m) != (b.y_m > at.y_m) && (cross(b - a, at - a) > 0) == (b.y_m > a.y_m))
        inside = !inside;
      h = edges_.next(h);
    } while (h != cycle.first);
    return inside;
  }

  /// Each face with its outer ring first.
  void draw(const std::vector<Island>& islands, Shapes& shapes, const Job& job) const {
    RingMaker rings(edges_);
    std::vector<std::vector<Xy>> holes;
    // Once and for all: growing step by step would hold the points twice.
    shapes.reserve(cycle_of_.size(), edges_.halves() + found_.cycles.size());
    auto island = islands.begin();
    for (std::uint32_t f = 0; f < cycle_of_.size(); ++f) {
      job.check();
      holes.clear();
      bool has_outer = false;
      rings.each(found_.cycles[cycle_of_[f]].first, [&](const std::vector<Xy>& ring) {
        if (has_outer || !(ring_area_m2(ring) > 0)) return holes.push_back(ring);
        shapes.add_part(PartKind::outer, ring);
        has_outer = true;
      });
      for (const auto& hole : holes) shapes.add_part(PartKind::hole, hole);
      for (; island != islands.end() && island->first == f; ++island)
        rings.each(found_.cycles[island->second].first,
                   [&](const std::vector<Xy>& ring) { shapes.add_part(PartKind::hole, ring); });
      shapes.finish_feature();
    }
  }

  const HalfEdges& edges_;
  Cycles& found_;
  UnionFind connected_;                  ///< nodes
  std::vector<std::uint32_t> cycle_of_;  ///< one per face
};

}  // namespace

std::vector<std::uint32_t> faces_at(const Shapes& faces, std::span<const Xy> places,
                                    const Job& job) {
  const SpatialIndex index(faces.boxes);
  std::vector<std::uint32_t> found(places.size(), PlanarFaces::outside);
  parallel_for(job, places.size(), 512, translate("drawing street blocks"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t i = begin; i < end; ++i)
                   index.in_box(Box{places[i], places[i]}, [&](std::uint32_t f) {
                     if (f < found[i] && contains(faces, f, places[i])) found[i] = f;
                   });
               });
  return found;
}

PlanarFaces planar_faces(std::span<const MmPiece> pieces, std::span<const std::uint8_t> used,
                         const Job& job) {
  HalfEdges edges(pieces, used);
  Cycles found = walk(edges);
  job.check();
  if (drop_bridges(edges, found)) found = walk(edges);
  return FaceBuilder(edges, found).build(job);
}

}  // namespace firebreak
