#include <algorithm>
#include <numeric>

#include "core/analysis/planar_graph.hpp"
#include "core/base/union_find.hpp"
#include "core/geo/measure.hpp"
#include "core/geo/spatial_index.hpp"

namespace firebreak {

namespace {

constexpr std::uint32_t none = UINT32_MAX;

/// Pieces as half-edges: 2p runs from a to b, 2p + 1 back. The face of a half-edge is on its left.
class HalfEdges {
 public:
  HalfEdges(std::span<const MmPiece> pieces, std::span<const std::uint8_t> used)
      : alive_(pieces.size(), 1), from_(2 * pieces.size()) {
    for (const MmPiece& p : pieces) {
      nodes_.push_back(p.a);
      nodes_.push_back(p.b);
    }
    std::sort(nodes_.begin(), nodes_.end());
    nodes_.erase(std::unique(nodes_.begin(), nodes_.end()), nodes_.end());
    for (std::size_t p = 0; p < pieces.size(); ++p) {
      from_[2 * p] = node_of(pieces[p].a);
      from_[2 * p + 1] = node_of(pieces[p].b);
      if (!used.empty() && used[p] == 0) alive_[p] = 0;
    }
    list_around_nodes();
    drop_loose_ends();
  }

  std::size_t pieces() const { return alive_.size(); }
  std::size_t nodes() const { return nodes_.size(); }
  bool alive(std::uint32_t half) const { return alive_[half / 2] != 0; }
  std::uint32_t from(std::uint32_t half) const { return from_[half]; }
  std::uint32_t to(std::uint32_t half) const { return from_[half ^ 1U]; }
  Xy place(std::uint32_t node) const { return to_metres(nodes_[node]); }

  /// Takes a piece out; `drop_loose_ends` afterwards.
  void remove(std::size_t piece) { alive_[piece] = 0; }

  void drop_loose_ends() {
    std::vector<std::uint32_t> degree(nodes_.size(), 0);
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
    const std::uint32_t count = around_start_[node + 1] - first;
    std::uint32_t k = position_[back];
    for (std::uint32_t step = 0; step < count; ++step) {
      k = k == 0 ? count - 1 : k - 1;
      if (alive(around_[first + k])) return around_[first + k];
    }
    return back;
  }

 private:
  std::uint32_t node_of(MmPoint p) const {
    return static_cast<std::uint32_t>(std::lower_bound(nodes_.begin(), nodes_.end(), p) -
                                      nodes_.begin());
  }

  /// True if the direction of half-edge g is counter-clockwise of f's, from east.
  bool turns_before(std::uint32_t f, std::uint32_t g) const {
    const auto direction = [&](std::uint32_t h) {
      const MmPoint a = nodes_[from_[h]];
      const MmPoint b = nodes_[to(h)];
      return MmPoint{b.x_mm - a.x_mm, b.y_mm - a.y_mm};
    };
    const auto lower_half = [](MmPoint d) { return d.y_mm < 0 || (d.y_mm == 0 && d.x_mm < 0); };
    const MmPoint u = direction(f);
    const MmPoint v = direction(g);
    if (lower_half(u) != lower_half(v)) return lower_half(v);
    return u.x_mm * v.y_mm - u.y_mm * v.x_mm > 0;
  }

  void list_around_nodes() {
    around_start_.assign(nodes_.size() + 1, 0);
    for (const std::uint32_t n : from_) ++around_start_[n + 1];
    std::partial_sum(around_start_.begin(), around_start_.end(), around_start_.begin());
    around_.resize(from_.size());
    position_.resize(from_.size());
    std::vector<std::uint32_t> at(around_start_.begin(), around_start_.end() - 1);
    for (std::uint32_t h = 0; h < from_.size(); ++h) around_[at[from_[h]]++] = h;
    for (std::size_t n = 0; n < nodes_.size(); ++n) {
      const auto first = around_.begin() + around_start_[n];
      const auto last = around_.begin() + around_start_[n + 1];
      std::sort(first, last, [&](std::uint32_t f, std::uint32_t g) { return turns_before(f, g); });
      for (std::uint32_t k = around_start_[n]; k < around_start_[n + 1]; ++k)
        position_[around_[k]] = k - around_start_[n];
    }
  }

  std::vector<MmPoint> nodes_;
  std::vector<std::uint8_t> alive_;
  std::vector<std::uint32_t> from_;          ///< node a half-edge starts at
  std::vector<std::uint32_t> around_start_;  ///< half-edges leaving a node, counter-clockwise
  std::vector<std::uint32_t> around_;
  std::vector<std::uint32_t> position_;  ///< of a half-edge among those around its start
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
  found.of_half.assign(2 * edges.pieces(), none);
  for (std::uint32_t h = 0; h < found.of_half.size(); ++h) {
    if (!edges.alive(h) || found.of_half[h] != none) continue;
    Cycle cycle;
    cycle.first = h;
    const Xy base = edges.place(edges.from(h));
    double twice = 0;
    std::uint32_t at = h;
    do {
      found.of_half[at] = static_cast<std::uint32_t>(found.cycles.size());
      twice += cross(edges.place(edges.from(at)) - base, edges.place(edges.to(at)) - base);
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

/// The rings of a cycle: where it comes back to a node, a ring of its own is split off.
std::vector<std::vector<Xy>> rings_of(const HalfEdges& edges, std::uint32_t first,
                                      std::vector<std::uint32_t>& place_in_path) {
  std::vector<std::vector<Xy>> rings;
  std::vector<std::uint32_t> path;
  std::uint32_t h = first;
  do {
    const std::uint32_t node = edges.from(h);
    if (place_in_path[node] != none) {
      const std::uint32_t start = place_in_path[node];
      std::vector<Xy> ring;
      for (std::size_t i = start; i < path.size(); ++i) {
        ring.push_back(edges.place(path[i]));
        place_in_path[path[i]] = none;
      }
      ring.push_back(ring.front());
      rings.push_back(std::move(ring));
      path.resize(start);
    }
    place_in_path[node] = static_cast<std::uint32_t>(path.size());
    path.push_back(node);
    h = edges.next(h);
  } while (h != first);
  std::vector<Xy> ring;
  for (const std::uint32_t node : path) {
    ring.push_back(edges.place(node));
    place_in_path[node] = none;
  }
  ring.push_back(ring.front());
  rings.push_back(std::move(ring));
  return rings;
}

/// A face before its islands are known.
struct Outline {
  std::vector<Xy> outer;
  std::vector<std::vector<Xy>> holes;
  double area_m2 = 0;
  std::uint32_t piece_of_city = 0;  ///< root node of the connected lines it belongs to
};

/// Turns cycles into faces: those that run counter-clockwise bound one, the others are the outer
/// edge of connected lines that lie inside a face of other lines, or outside of all.
class FaceBuilder {
 public:
  FaceBuilder(const HalfEdges& edges, Cycles& found) : edges_(edges), found_(found) {}

  PlanarFaces build(const Job& job) {
    UnionFind connected(edges_.nodes());
    for (std::uint32_t h = 0; h < found_.of_half.size(); h += 2)
      if (edges_.alive(h)) connected.join(edges_.from(h), edges_.to(h));
    std::vector<std::uint32_t> scratch(edges_.nodes(), none);
    for (Cycle& cycle : found_.cycles) {
      job.check();
      if (!(cycle.area_m2 > 0)) continue;
      cycle.face = static_cast<std::uint32_t>(outlines_.size());
      add_outline(cycle, connected.root(edges_.from(cycle.first)), scratch);
    }
    index_outlines();
    for (Cycle& cycle : found_.cycles) {
      if (cycle.face != none || cycle.area_m2 > 0) continue;
      cycle.face = face_around(cycle, connected.root(edges_.from(cycle.first)));
      if (cycle.face == none) continue;
      Outline& face = outlines_[cycle.face];
      for (auto& ring : rings_of(edges_, cycle.first, scratch)) face.holes.push_back(ring);
      face.area_m2 += cycle.area_m2;
    }
    return collect();
  }

 private:
  void add_outline(const Cycle& cycle, std::uint32_t piece_of_city,
                   std::vector<std::uint32_t>& scratch) {
    Outline face;
    face.area_m2 = cycle.area_m2;
    face.piece_of_city = piece_of_city;
    for (auto& ring : rings_of(edges_, cycle.first, scratch)) {
      if (ring_area_m2(ring) > 0 && face.outer.empty())
        face.outer = std::move(ring);
      else
        face.holes.push_back(std::move(ring));
    }
    outlines_.push_back(std::move(face));
  }

  void index_outlines() {
    for (const Outline& face : outlines_) outers_.add(PartKind::outer, face.outer);
    index_ = SpatialIndex(outers_.boxes);
  }

  /// The smallest face of other lines that holds the cycle.
  std::uint32_t face_around(const Cycle& cycle, std::uint32_t piece_of_city) const {
    const Xy at = edges_.place(edges_.from(cycle.first));
    std::uint32_t best = none;
    index_.in_box(Box{at, at}, [&](std::uint32_t f) {
      if (outlines_[f].piece_of_city == piece_of_city || !contains(outers_, f, at)) return;
      const double area = ring_area_m2(outlines_[f].outer);
      if (best == none || area < ring_area_m2(outlines_[best].outer) ||
          (area == ring_area_m2(outlines_[best].outer) && f < best))
        best = f;
    });
    return best;
  }

  PlanarFaces collect() const {
    PlanarFaces faces;
    faces.area_m2.reserve(outlines_.size());
    for (const Outline& face : outlines_) {
      faces.shapes.add_part(PartKind::outer, face.outer);
      for (const auto& hole : face.holes) faces.shapes.add_part(PartKind::hole, hole);
      faces.shapes.finish_feature();
      faces.area_m2.push_back(face.area_m2);
    }
    faces.left.assign(edges_.pieces(), PlanarFaces::outside);
    faces.right.assign(edges_.pieces(), PlanarFaces::outside);
    for (std::uint32_t h = 0; h < found_.of_half.size(); ++h)
      if (edges_.alive(h))
        (h % 2 == 0 ? faces.left : faces.right)[h / 2] = found_.cycles[found_.of_half[h]].face;
    return faces;
  }

  const HalfEdges& edges_;
  Cycles& found_;
  std::vector<Outline> outlines_;
  Shapes outers_;
  SpatialIndex index_;
};

}  // namespace

PlanarFaces planar_faces(std::span<const MmPiece> pieces, std::span<const std::uint8_t> used,
                         const Job& job) {
  HalfEdges edges(pieces, used);
  Cycles found = walk(edges);
  job.check();
  if (drop_bridges(edges, found)) found = walk(edges);
  return FaceBuilder(edges, found).build(job);
}

}  // namespace firebreak
