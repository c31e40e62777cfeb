#include "core/normalise/cad_roads.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <tuple>

#include "core/base/text.hpp"
#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"
#include "core/geo/spatial_index.hpp"
#include "core/normalise/cad_strips.hpp"

namespace firebreak {

namespace {

/// Ends of middle lines nearer than this are one.
constexpr double join = 1;
/// How far a middle line is carried on over a crossing.
constexpr double reach = 30;
/// How far two middle lines that face each other may lie beside each other.
constexpr double beside = 3;

Box box_of(Xy a, Xy b, double by = 0) {
  Box box;
  box.add(a);
  box.add(b);
  box.min = box.min - Xy{by, by};
  box.max = box.max + Xy{by, by};
  return box;
}

/// Where ab and cd cross, as the share of ab; none if they do not.
std::optional<double> crossing(Xy a, Xy b, Xy c, Xy d) {
  const double turn = cross(b - a, d - c);
  if (std::abs(turn) < 1e-12) return std::nullopt;
  const double s = cross(c - a, d - c) / turn;
  const double t = cross(c - a, b - a) / turn;
  if (s < 0 || s > 1 || t < 0 || t > 1) return std::nullopt;
  return s;
}

/// A piece of a middle line.
struct Piece {
  Xy from, to;
  double width;
};

/// An end of a middle line that nothing goes on from.
struct End {
  std::size_t piece;
  bool front;
  Xy at;
  Xy forward;
  double width;
};

class RoadMaker {
 public:
  RoadMaker(const CadDrawing& drawing, std::string_view layer, const Shapes& buildings)
      : drawing_(drawing), layer_(layer), buildings_(buildings), building_index_(buildings.boxes) {}

  CadRoads make(const Job& job) {
    collect_edges();
    job.check();
    const auto free = [&](Xy a, Xy b) { return !in_building(a, b); };
    strips_ = road_strips(edges_, free);
    CadRoads out;
    out.used.assign(drawing_.entities.size(), 0);
    for (const RoadStrip& strip : strips_) {
      out.used[owner_[strip.edge_a]] = out.used[owner_[strip.edge_b]] = 1;
      pieces_.push_back({0.5 * (strip.a0 + strip.b0), 0.5 * (strip.a1 + strip.b1), strip.width});
    }
    join_ends();
    cross_over();
    end_on_roads();
    out.centrelines = centrelines();
    job.check();
    out.carriageway = carriageway();
    return out;
  }

 private:
  void collect_edges() {
    for (std::uint32_t e = 0; e < drawing_.entities.size(); ++e) {
      if (drawing_.entities[e].layer != layer_) continue;
      const Shapes& shapes = drawing_.shapes;
      for (auto p = shapes.first_part(e); p < shapes.end_part(e); ++p) {
        const auto [kind, points] = shapes.part(p);
        if (kind != PartKind::line) continue;
        if (edges_.empty() && !points.empty()) origin_ = points.front();
        for (std::size_t i = 0; i + 1 < points.size(); ++i) {
          const RoadEdge edge{points[i] - origin_, points[i + 1] - origin_};
          if (length_m(edge.to - edge.from) < 1e-6) continue;
          edges_.push_back(edge);
          owner_.push_back(e);
          edge_boxes_.push_back(box_of(edge.from, edge.to));
        }
      }
    }
    edge_index_ = SpatialIndex(edge_boxes_);
  }

  /// True if a quarter, the middle or three quarters of ab lie in a building.
  bool in_building(Xy a, Xy b) const {
    for (const double share : {0.25, 0.5, 0.75}) {
      const Xy p = a + share * (b - a) + origin_;
      for (const std::uint32_t item : building_index_.in_box(box_of(p, p)))
        if (contains(buildings_, item, p)) return true;
    }
    return false;
  }

  bool over_edge(Xy a, Xy b) const {
    bool found = false;
    edge_index_.in_box(box_of(a, b), [&](std::uint32_t item) {
      found = found || crossing(a, b, edges_[item].from, edges_[item].to).has_value();
    });
    return found;
  }

  std::vector<End> open_ends() const {
    std::vector<End> ends;
    for (std::size_t p = 0; p < pieces_.size(); ++p)
      for (const bool front : {true, false}) {
        const Xy at = front ? pieces_[p].from : pieces_[p].to;
        if (joined_.contains({p, front})) continue;
        const Xy along = pieces_[p].to - pieces_[p].from;
        const double length = length_m(along);
        if (length > 0)
          ends.push_back({p, front, at, (front ? -1.0 : 1.0) / length * along, pieces_[p].width});
      }
    return ends;
  }

  static SpatialIndex index_of(const std::vector<End>& ends) {
    std::vector<Box> boxes;
    for (const End& end : ends) boxes.push_back(box_of(end.at, end.at));
    return SpatialIndex(boxes);
  }

  Xy& end_point(const End& end) {
    return end.front ? pieces_[end.piece].from : pieces_[end.piece].to;
  }

  /// Pieces of one bent road meet in the middle between their ends.
  void join_ends() {
    const std::vector<End> ends = open_ends();
    const SpatialIndex index = index_of(ends);
    for (std::uint32_t e = 0; e < ends.size(); ++e) {
      if (joined_.contains({ends[e].piece, ends[e].front})) continue;
      for (const std::uint32_t o : index.in_box(box_of(ends[e].at, ends[e].at, join))) {
        const bool taken = joined_.contains({ends[o].piece, ends[o].front});
        if (o == e || taken || ends[o].piece == ends[e].piece) continue;
        if (length_m(ends[o].at - ends[e].at) > join ||
            dot(ends[o].forward, ends[e].forward) > -0.5)
          continue;
        const Xy middle = 0.5 * (ends[o].at + ends[e].at);
        end_point(ends[o]) = end_point(ends[e]) = middle;
        joined_.insert({ends[o].piece, ends[o].front});
        joined_.insert({ends[e].piece, ends[e].front});
        break;
      }
    }
  }

  void link(const End& from, Xy to, double width) {
    pieces_.push_back({from.at, to, width});
    links_.push_back(pieces_.back());
    joined_.insert({from.piece, from.front});
    joined_.insert({pieces_.size() - 1, true});
    joined_.insert({pieces_.size() - 1, false});
  }

  /// Links ends that face each other over a crossing, the nearest first.
  void cross_over() {
    const std::vector<End> ends = open_ends();
    const SpatialIndex index = index_of(ends);
    std::vector<std::tuple<double, std::size_t, std::size_t>> pairs;
    for (std::size_t e = 0; e < ends.size(); ++e)
      index.in_box(box_of(ends[e].at, ends[e].at, reach), [&](std::uint32_t o) {
        if (o <= e) return;
        const Xy way = ends[o].at - ends[e].at;
        const double length = length_m(way);
        if (length > reach || dot(ends[e].forward, ends[o].forward) > -0.9) return;
        if (dot(way, ends[e].forward) <= 0) return;
        if (std::abs(cross(ends[e].forward, way)) > beside) return;
        if (over_edge(ends[e].at, ends[o].at) || in_building(ends[e].at, ends[o].at)) return;
        pairs.emplace_back(length, e, o);
      });
    std::sort(pairs.begin(), pairs.end());
    for (const auto& [length, e, o] : pairs) {
      if (joined_.contains({ends[e].piece, ends[e].front}) ||
          joined_.contains({ends[o].piece, ends[o].front}))
        continue;
      joined_.insert({ends[o].piece, ends[o].front});
      link(ends[e], ends[o].at, std::min(ends[e].width, ends[o].width));
    }
  }

  /// Carries the ends that are left on to the road they meet.
  void end_on_roads() {
    const std::vector<End> ends = open_ends();
    const std::vector<Piece> targets = pieces_;
    std::vector<Box> boxes;
    for (const Piece& piece : targets) boxes.push_back(box_of(piece.from, piece.to));
    const SpatialIndex index(boxes);
    for (const End& end : ends) {
      const Xy far = end.at + reach * end.forward;
      double nearest = 2;
      index.in_box(box_of(end.at, far), [&](std::uint32_t p) {
        if (p == end.piece) return;
        const auto share = crossing(end.at, far, targets[p].from, targets[p].to);
        if (share && *share > 0 && *share < nearest) nearest = *share;
      });
      if (nearest > 1) continue;
      const Xy at = end.at + nearest * reach * end.forward;
      if (!over_edge(end.at, at) && !in_building(end.at, at)) link(end, at, end.width);
    }
  }

  RawLayer layer_of(std::string name, Role role) const {
    RawLayer layer = layer_of_drawing(drawing_, std::move(name));
    layer.role_hint = role;
    return layer;
  }

  RawLayer centrelines() const {
    RawLayer out = layer_of(text("{}: middle lines", layer_), Role::roads);
    Column width("width_m", ColumnType::real);
    for (const Piece& piece : pieces_) {
      if (length_m(piece.to - piece.from) < 1e-3) continue;
      out.shapes.add(PartKind::line, std::vector<Xy>{piece.from + origin_, piece.to + origin_});
      out.fids.push_back(static_cast<std::int64_t>(out.fids.size()) + 1);
      width.push(std::round(100 * piece.width) / 100);
    }
    out.columns.push_back(std::move(width));
    return out;
  }

  RawLayer carriageway() const {
    RawLayer out = layer_of(text("{}: carriageway", layer_), Role::carriageway);
    Shapes parts;
    for (const RoadStrip& s : strips_)
      parts.add(PartKind::outer, std::vector<Xy>{s.a0, s.a1, s.b1, s.b0, s.a0});
    for (const Piece& link : links_) {
      const Xy way = link.to - link.from;
      const double length = length_m(way);
      if (length < 1e-3) continue;
      const Xy side = 0.5 * link.width / length * Xy{-way.y_m, way.x_m};
      parts.add(PartKind::outer, std::vector<Xy>{link.from - side, link.to - side, link.to + side,
                                                 link.from + side, link.from - side});
    }
    if (parts.empty()) return out;
    out.shapes = Geos::exploded(Geos().united(parts));
    for (Xy& p : out.shapes.points) p = p + origin_;
    for (Box& box : out.shapes.boxes) box = {box.min + origin_, box.max + origin_};
    for (std::size_t f = 0; f < out.shapes.size(); ++f)
      out.fids.push_back(static_cast<std::int64_t>(f) + 1);
    return out;
  }

  const CadDrawing& drawing_;
  std::string_view layer_;
  const Shapes& buildings_;
  SpatialIndex building_index_;
  std::vector<RoadEdge> edges_;
  std::vector<std::uint32_t> owner_;  ///< per edge the entity
  std::vector<Box> edge_boxes_;
  SpatialIndex edge_index_;
  std::vector<RoadStrip> strips_;
  std::vector<Piece> pieces_;
  std::vector<Piece> links_;
  std::set<std::pair<std::size_t, bool>> joined_;
  Xy origin_;
};

}  // namespace

CadRoads cad_roads(const CadDrawing& drawing, std::string_view layer, const Shapes& buildings,
                   const Job& job) {
  return RoadMaker(drawing, layer, buildings).make(job);
}

}  // namespace firebreak
