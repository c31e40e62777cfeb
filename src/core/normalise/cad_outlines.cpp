#include "core/normalise/cad_outlines.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"
#include "core/geo/spatial_index.hpp"

namespace firebreak {

namespace {

/// Ends nearer than this to a line are on it: what survey drawings leave open by their snapping.
constexpr double snap = 0.05;
/// How far the next line is looked for when an end is reported as open.
constexpr double look = 50;

struct Line {
  std::uint32_t entity;
  std::vector<Xy> points;
  bool closed;
};

/// A stretch of a line between two vertices.
struct Piece {
  std::uint32_t line;
  std::uint32_t from;
};

Box grown(Box box, double by) {
  return {{box.min.x_m - by, box.min.y_m - by}, {box.max.x_m + by, box.max.y_m + by}};
}

/// The lines of the drawing near its own origin, so that noding works on short numbers.
class OutlineFinder {
 public:
  OutlineFinder(const CadDrawing& drawing, const std::vector<std::uint32_t>& entities) {
    for (const std::uint32_t e : entities) {
      const auto& shapes = drawing.shapes;
      for (auto p = shapes.first_part(e); p < shapes.end_part(e); ++p) {
        const auto [kind, points] = shapes.part(p);
        if (kind != PartKind::line || points.size() < 2) continue;
        if (lines_.empty()) origin_ = points.front();
        add_line(e, points);
      }
    }
    index_pieces();
  }

  CadOutlines find() {
    CadOutlines out;
    for (const Line& line : lines_)
      if (line.closed) {
        out.shapes.add(PartKind::outer, line.points);
        out.outlines.push_back({line.entity, true, 0});
        out.open_lines.emplace_back();
      }
    join_ends();
    add_faces(out);
    report_loose(out);
    for (Xy& p : out.shapes.points) p = p + origin_;
    for (Box& b : out.shapes.boxes) b = {b.min + origin_, b.max + origin_};
    return out;
  }

 private:
  void add_line(std::uint32_t entity, std::span<const Xy> from) {
    Line line{entity, {}, false};
    for (const Xy p : from) {
      const Xy near = p - origin_;
      if (line.points.empty() || !(line.points.back() == near)) line.points.push_back(near);
    }
    auto& points = line.points;
    if (points.size() < 2) return;
    if (points.size() >= 4 && length_m(points.back() - points.front()) <= snap) {
      points.back() = points.front();
      line.closed = std::abs(ring_area_m2(points)) > 0;
    }
    lines_.push_back(std::move(line));
  }

  void index_pieces() {
    std::vector<Box> boxes;
    for (std::uint32_t l = 0; l < lines_.size(); ++l)
      for (std::uint32_t i = 0; i + 1 < lines_[l].points.size(); ++i) {
        Box box;
        box.add(lines_[l].points[i]);
        box.add(lines_[l].points[i + 1]);
        pieces_.push_back({l, i});
        boxes.push_back(box);
      }
    index_ = SpatialIndex(boxes);
  }

  struct Foot {
    std::size_t piece = SIZE_MAX;
    double distance = 0;
    Xy at;
  };

  /// The nearest place to `p` on a line other than the piece at end `end` of line `own`.
  Foot nearest(Xy p, std::uint32_t own, std::uint32_t own_piece, double within) const {
    Foot best;
    best.distance = within;
    Box around;
    around.add(p);
    index_.in_box(grown(around, within), [&](std::uint32_t item) {
      const Piece& piece = pieces_[item];
      if (piece.line == own && piece.from == own_piece) return;
      const Xy a = lines_[piece.line].points[piece.from];
      const Xy b = lines_[piece.line].points[piece.from + 1];
      double share = 0;
      const double d = std::sqrt(point_segment2_m2(p, a, b, &share));
      if (d > best.distance || (d == best.distance && item > best.piece)) return;
      best = {item, d, a + share * (b - a)};
    });
    return best;
  }

  /// Moves the ends of open lines onto the lines they nearly touch, and puts a vertex there.
  void join_ends() {
    struct Vertex {
      Piece piece;
      double share;
      Xy at;
    };
    std::vector<Vertex> vertices;
    for (std::uint32_t l = 0; l < lines_.size(); ++l) {
      if (lines_[l].closed) continue;
      const auto last = static_cast<std::uint32_t>(lines_[l].points.size() - 1);
      for (const bool front : {true, false}) {
        const Xy end = lines_[l].points[front ? 0 : last];
        const Foot foot = nearest(end, l, front ? 0 : last - 1, snap);
        if (foot.piece == SIZE_MAX) continue;
        const Piece piece = pieces_[foot.piece];
        const Xy a = lines_[piece.line].points[piece.from];
        const Xy b = lines_[piece.line].points[piece.from + 1];
        Xy at = foot.at;
        if (length_m(at - a) <= snap)
          at = a;
        else if (length_m(at - b) <= snap)
          at = b;
        else
          vertices.push_back({piece, length_m(at - a), at});
        // At once: of two ends that face each other only the first may move.
        lines_[l].points[front ? 0 : last] = at;
      }
    }
    // From the back, so that positions in front stay right.
    std::sort(vertices.begin(), vertices.end(), [](const Vertex& a, const Vertex& b) {
      return std::tuple(a.piece.line, a.piece.from, a.share) >
             std::tuple(b.piece.line, b.piece.from, b.share);
    });
    for (const Vertex& v : vertices) {
      auto& points = lines_[v.piece.line].points;
      points.insert(points.begin() + v.piece.from + 1, v.at);
    }
    pieces_.clear();
    index_pieces();
  }

  /// The open line that has the place on it; none if only closed ones have.
  std::uint32_t open_line_at(Xy p) const {
    std::uint32_t found = UINT32_MAX;
    Box around;
    around.add(p);
    index_.in_box(grown(around, 1e-3), [&](std::uint32_t item) {
      const Piece& piece = pieces_[item];
      const Line& line = lines_[piece.line];
      if (!line.closed &&
          point_segment2_m2(p, line.points[piece.from], line.points[piece.from + 1]) < 1e-6)
        found = std::min(found, piece.line);
    });
    return found;
  }

  void add_faces(CadOutlines& out) {
    Shapes all;
    bool any_open = false;
    for (const Line& line : lines_) {
      all.add(PartKind::line, line.points);
      any_open = any_open || !line.closed;
    }
    bounded_.assign(lines_.size(), 0);
    if (!any_open) return;
    const SpatialIndex closed(out.shapes.boxes);
    const std::size_t closed_count = out.shapes.size();
    const Shapes faces = Geos().faces_of(all);
    for (std::size_t f = 0; f < faces.size(); ++f) {
      const Xy inside = interior_point(faces, f);
      bool covered = false;
      Box at;
      at.add(inside);
      closed.in_box(at, [&](std::uint32_t c) {
        covered = covered || (c < closed_count && contains(out.shapes, c, inside));
      });
      if (!covered) add_face(faces, f, out);
    }
  }

  void add_face(const Shapes& faces, std::size_t f, CadOutlines& out) {
    const auto ring = faces.only_part(f);
    double along = 0;
    double whole = 0;
    std::vector<std::uint32_t> open;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      const double length = length_m(ring[i + 1] - ring[i]);
      whole += length;
      const std::uint32_t line = open_line_at(0.5 * (ring[i] + ring[i + 1]));
      if (line == UINT32_MAX) continue;
      along += length;
      note_bounded(line, 0.5 * (ring[i] + ring[i + 1]), length);
      open.push_back(lines_[line].entity);
    }
    if (open.empty()) return;
    std::sort(open.begin(), open.end());
    open.erase(std::unique(open.begin(), open.end()), open.end());
    out.shapes.add_copy(faces, f);
    out.outlines.push_back({open.front(), false, along / whole});
    out.open_lines.push_back(std::move(open));
  }

  /// Counts a stretch once, though there may be outlines on both sides of it.
  void note_bounded(std::uint32_t line, Xy middle, double length) {
    const auto key =
        std::tuple(line, std::llround(1e3 * middle.x_m), std::llround(1e3 * middle.y_m));
    if (stretches_.insert(key).second) bounded_[line] += length;
  }

  void report_loose(CadOutlines& out) const {
    for (std::uint32_t l = 0; l < lines_.size(); ++l) {
      const Line& line = lines_[l];
      // A wall that a neighbour leans on does not make the rest of its outline closed.
      if (line.closed || (!bounded_.empty() && bounded_[l] > 0.5 * line_length_m(line.points)))
        continue;
      CadOutlines::Loose loose{line.entity, 0, line.points.front() + origin_};
      const auto last = static_cast<std::uint32_t>(line.points.size() - 1);
      for (const bool front : {true, false}) {
        const Xy end = line.points[front ? 0 : last];
        const Foot foot = nearest(end, l, front ? 0 : last - 1, look);
        if (foot.distance <= loose.gap) continue;
        loose.gap = foot.distance;
        loose.at = end + origin_;
      }
      out.loose.push_back(loose);
    }
  }

  std::vector<Line> lines_;
  std::vector<Piece> pieces_;
  std::vector<double> bounded_;  ///< of each line, how much is boundary of an outline
  std::set<std::tuple<std::uint32_t, long long, long long>> stretches_;
  SpatialIndex index_;
  Xy origin_;
};

}  // namespace

CadOutlines find_outlines(const CadDrawing& drawing, const std::vector<std::uint32_t>& entities) {
  return OutlineFinder(drawing, entities).find();
}

}  // namespace firebreak
