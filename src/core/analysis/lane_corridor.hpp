#pragma once

#include <cstdint>
#include <limits>
#include <span>
#include <utility>
#include <vector>

#include "core/analysis/lane_obstacles.hpp"
#include "core/geo/point.hpp"

namespace firebreak {

/// A stretch of a lane's centre line between two chainages.
struct LineStretch {
  double from_m = 0;
  double to_m = 0;
};

/// Cuts [from, to] of a line where its turning adds up to more than `max_turn_deg`, and lets
/// neighbouring stretches overlap by `overlap_m` on both sides, so that no gap slips through the
/// wedge at a cut. An overlap stops before a hairpin.
std::vector<LineStretch> turning_stretches(std::span<const Xy> line, double from_m, double to_m,
                                           double max_turn_deg = 60, double overlap_m = 5);

/// The band of `half_width_m` on both sides of a stretch of centre line, and what stands in it. The
/// band is made of strips, one per piece of the centre line, cut apart at the bisectors; in a strip
/// each point has a chainage and an offset (positive to the left). Its two long sides are the walls
/// of the width measure: a point at offset t is half_width - t from the left wall, which needs no
/// offset curve and so has none of its failures. Reused from stretch to stretch.
class Corridor {
 public:
  /// One clipped edge (or point) of an outline in one strip.
  struct Bit {
    Xy a, b;             ///< its ends
    double along_a = 0;  ///< chainage and offset of a and b
    double along_b = 0;
    double offset_a = 0;
    double offset_b = 0;
    double radius_m = 0;
    ObstacleRef ref;
    std::uint32_t part = 0;  ///< connected part it belongs to (after `finish`)
  };
  /// A connected part of an obstacle inside the corridor.
  struct Part {
    std::uint32_t first_bit = 0;  ///< bits stand grouped by part
    std::uint32_t end_bit = 0;
    Box box;                                                       ///< grown by the radius
    double left_gap_m = std::numeric_limits<double>::infinity();   ///< to the left wall
    double right_gap_m = std::numeric_limits<double>::infinity();  ///< to the right wall
    double from_m = std::numeric_limits<double>::infinity();       ///< chainages it stands at
    double to_m = -std::numeric_limits<double>::infinity();
    std::uint32_t left_bit = 0;  ///< bit nearest to the left wall
    std::uint32_t right_bit = 0;
  };

  /// Starts a new corridor along `line`; chainages begin at `from_m`.
  void begin(std::span<const Xy> line, double from_m, double half_width_m);
  /// Clips an outline. Runs of one feature must follow one another, by part and rising edge.
  void add(const OutlineRun& run);
  /// Groups bits into parts and finds their gaps to the walls.
  void finish();
  /// No way leads behind a building beside the lane: what lies there is its yard, however wide. A
  /// building that stands on the centre line closes the side with the greater part of it, if that
  /// reaches `half_way_m` far; a lesser one is an island. `way_at(place)` is true where a way is
  /// known to lead. To be called after `finish`.
  template <class WayAt>
  void close_behind_buildings(double half_way_m, WayAt&& way_at) {
    constexpr double behind_m = 1;
    for (Part& part : parts_) {
      if (bits_[part.first_bit].ref.thing != LaneThing::building) continue;
      const auto [low, high] = offsets_of(part);
      const double along = 0.5 * (part.from_m + part.to_m);
      if ((low > 0 || (high >= half_way_m && high > -low)) &&
          !way_at(place(along, high + behind_m)))
        part.left_gap_m = 0;
      if ((high < 0 || (low <= -half_way_m && -low > high)) &&
          !way_at(place(along, low - behind_m)))
        part.right_gap_m = 0;
    }
  }

  const Box& box() const { return box_; }
  double half_width_m() const { return half_width_m_; }
  double from_m() const { return from_m_; }
  double to_m() const { return to_m_; }
  std::span<const Bit> bits() const { return bits_; }
  std::span<const Part> parts() const { return parts_; }
  /// Free distance from the centre line to the nearest thing on each side. A thing on or across
  /// the centre line makes both 0.
  double free_left_m() const { return free_left_m_; }
  double free_right_m() const { return free_right_m_; }
  /// The point of the centre line nearest to `p`.
  Xy on_line_beside(Xy p) const;
  /// The point at a chainage (clamped) and an offset.
  Xy place(double along_m, double offset_m) const;

 private:
  struct Strip {
    Xy at;     ///< start of the piece
    Xy along;  ///< unit direction
    double length_m = 0;
    double start_m = 0;  ///< chainage
    Xy start_normal;     ///< points p of the strip have dot(p - at, start_normal) >= 0
    Xy end_normal;       ///< and dot(p - end, end_normal) <= 0
    Xy end;
    Box box;
  };
  struct Piece {  ///< what is left of an edge in a strip
    double from = 0;
    double to = 0;
    std::uint32_t bit = 0;
  };
  struct CapCrossing {
    double offset_m;
    std::uint32_t bit;
    bool opens_left;  ///< solid begins here and goes on to the left
    bool at_end;      ///< on the end cap, else on the start cap
  };

  void clip(const OutlineRun& run, Xy p, Xy q, std::vector<Piece>& pieces);
  void note_cap(const OutlineRun& run, const Strip& strip, Xy p, Xy q, double t, bool at_end,
                std::uint32_t bit);
  void join_pieces(std::span<const Piece> pieces);
  void finish_feature();
  void link_cap(bool at_end);
  void link_through_lines();
  bool solid_left(const OutlineRun& run) const;
  std::pair<double, double> offsets_of(const Part& part) const;
  std::uint32_t root(std::uint32_t bit);
  void join(std::uint32_t a, std::uint32_t b);
  void group_bits();

  double half_width_m_ = 12;
  double from_m_ = 0;
  double to_m_ = 0;
  double free_left_m_ = 0;
  double free_right_m_ = 0;
  Box box_;
  std::vector<Strip> strips_;
  std::vector<Bit> bits_;
  std::vector<std::uint32_t> parent_;       ///< union-find over bits
  std::vector<std::uint8_t> touches_left_;  ///< per bit: solid up to the wall
  std::vector<std::uint8_t> touches_right_;
  std::vector<Part> parts_;
  std::vector<Bit> sorted_;
  std::vector<CapCrossing> caps_;  ///< of the present feature
  ObstacleRef open_ref_;           ///< the present feature
  std::uint32_t open_part_ = UINT32_MAX;
  std::uint32_t open_edge_ = 0;  ///< edge that would follow
  bool any_open_ = false;
  bool open_is_ring_ = false;
  std::vector<Piece> first_pieces_;  ///< of edge 0 of the present outline
  std::vector<Piece> last_pieces_;   ///< of the edge before
  std::vector<Piece> now_pieces_;
};

}  // namespace firebreak
