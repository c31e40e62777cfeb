#include "core/analysis/lane_corridor.hpp"

#include <algorithm>
#include <cmath>

#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

constexpr double same_share = 1e-9;
/// A clipped bit that ends on a wall misses it by rounding.
constexpr double on_the_wall_m = 1e-6;

Xy unit(Xy v) {
  const double length = length_m(v);
  return length > 0 ? (1 / length) * v : Xy{1, 0};
}
Xy left_of(Xy direction) {
  return {-direction.y_m, direction.x_m};
}

double wall_gap_m(double gap_m) {
  return gap_m < on_the_wall_m ? 0 : gap_m;
}

double turn_rad(Xy u, Xy v) {
  return std::abs(std::atan2(cross(u, v), dot(u, v)));
}

/// Keeps the part of [from, to] where a + t (b - a) >= 0; true if something is left.
/// `cut_from` / `cut_to` tell which end moved.
bool keep(double a, double b, double& from, double& to, bool& cut_from, bool& cut_to) {
  if (a < 0 && b < 0) return false;
  if (a >= 0 && b >= 0) return true;
  const double at = a / (a - b);
  if (a < 0) {
    if (at > from) from = at, cut_from = true;
  } else if (at < to) {
    to = at, cut_to = true;
  }
  return from <= to;
}

}  // namespace

std::vector<LineStretch> turning_stretches(std::span<const Xy> line, double from_m, double to_m,
                                           double max_turn_deg, double overlap_m) {
  constexpr double degree = 3.14159265358979323846 / 180;
  std::vector<double> corner_m;  // chainage and turn of each inner vertex of [from, to]
  std::vector<double> turn;
  double along = 0;
  for (std::size_t v = 0; v + 2 < line.size(); ++v) {
    along += distance_m(line[v], line[v + 1]);
    if (along <= from_m || along >= to_m) continue;
    corner_m.push_back(along);
    turn.push_back(turn_rad(line[v + 1] - line[v], line[v + 2] - line[v + 1]));
  }
  std::vector<LineStretch> stretches{{from_m, to_m}};
  std::vector<std::size_t> cut_corner;
  double sum = 0;
  for (std::size_t c = 0; c < turn.size(); ++c) {
    if (sum + turn[c] > max_turn_deg * degree) {
      stretches.back().to_m = corner_m[c];
      stretches.push_back({corner_m[c], to_m});
      cut_corner.push_back(c);
      sum = 0;
    } else {
      sum += turn[c];
    }
  }
  const double hairpin = 100 * degree;
  for (std::size_t i = 0; i < cut_corner.size(); ++i) {
    // Forward over the cut and back over it, as long as the extra turning is no hairpin.
    const std::size_t c = cut_corner[i];
    double extra = 0;
    double ahead = std::min(corner_m[c] + overlap_m, to_m);
    for (std::size_t k = c; k < turn.size() && corner_m[k] < ahead; ++k)
      if ((extra += turn[k]) > hairpin) ahead = corner_m[k];
    extra = 0;
    double back = std::max(corner_m[c] - overlap_m, from_m);
    for (std::size_t k = c + 1; k-- > 0 && corner_m[k] > back;)
      if ((extra += turn[k]) > hairpin) back = corner_m[k];
    stretches[i].to_m = std::max(stretches[i].to_m, ahead);
    stretches[i + 1].from_m = std::min(stretches[i + 1].from_m, back);
  }
  return stretches;
}

void Corridor::begin(std::span<const Xy> line, double from_m, double half_width_m) {
  half_width_m_ = half_width_m;
  from_m_ = from_m;
  strips_.clear();
  bits_.clear();
  parent_.clear();
  touches_left_.clear();
  touches_right_.clear();
  parts_.clear();
  caps_.clear();
  open_part_ = UINT32_MAX;
  any_open_ = false;
  double start = from_m;
  for (std::size_t v = 0; v + 1 < line.size(); ++v) {
    Strip s;
    s.at = line[v];
    s.end = line[v + 1];
    s.length_m = distance_m(s.at, s.end);
    if (!(s.length_m > 0)) continue;
    s.along = unit(s.end - s.at);
    s.start_m = start;
    start += s.length_m;
    s.start_normal = s.end_normal = s.along;
    if (!strips_.empty()) {
      const Xy sum = strips_.back().along + s.along;
      // At a full turn back there is no bisector: both strips end square.
      if (length_m(sum) > 1e-6) s.start_normal = strips_.back().end_normal = unit(sum);
    }
    strips_.push_back(s);
  }
  to_m_ = start;
  box_ = {};
  for (Strip& s : strips_) {
    const Xy n = half_width_m * left_of(s.along);
    // On the outside of a bend a strip reaches to the bisector: 2 half widths hold a right angle.
    const Xy more = (2 * half_width_m) * s.along;
    const bool first = &s == &strips_.front();
    const bool last = &s == &strips_.back();
    const Xy a = first ? s.at : s.at - more;
    const Xy b = last ? s.end : s.end + more;
    for (const Xy p : {a + n, a - n, b + n, b - n}) s.box.add(p);
    box_.add(s.box);
  }
}

bool Corridor::solid_left(const OutlineRun& run) const {
  const bool counter_clockwise = run.turn != 0 ? run.turn > 0 : ring_area_m2(run.points) > 0;
  return (counter_clockwise != run.hole) != run.solid_outside;
}

void Corridor::add(const OutlineRun& run) {
  if (any_open_ && run.ref != open_ref_) finish_feature();
  const bool same_outline = any_open_ && run.part == open_part_;
  if (!same_outline) first_pieces_.clear();
  if (!same_outline || run.first_edge != open_edge_) last_pieces_.clear();
  open_ref_ = run.ref;
  open_part_ = run.part;
  any_open_ = true;
  const bool point = run.points.size() == 1;
  const std::uint32_t end = point ? 1 : run.end_edge;
  for (std::uint32_t e = run.first_edge; e < end; ++e) {
    now_pieces_.clear();
    clip(run, run.points[e], point ? run.points[e] : run.points[e + 1], now_pieces_);
    join_pieces(now_pieces_);
    for (const Piece& before : last_pieces_)
      for (const Piece& now : now_pieces_)
        if (before.to >= 1 - same_share && now.from <= same_share) join(before.bit, now.bit);
    if (run.ring && e == 0) first_pieces_ = now_pieces_;
    if (run.ring && e + 2 == run.points.size())
      for (const Piece& now : now_pieces_)
        for (const Piece& first : first_pieces_)
          if (now.to >= 1 - same_share && first.from <= same_share) join(now.bit, first.bit);
    std::swap(last_pieces_, now_pieces_);
  }
  open_edge_ = end;
}

void Corridor::clip(const OutlineRun& run, Xy p, Xy q, std::vector<Piece>& pieces) {
  Box edge;
  edge.add(p);
  edge.add(q);
  for (const Strip& s : strips_) {
    if (!s.box.intersects(edge)) continue;
    double from = 0;
    double to = 1;
    bool from_start = false, to_start = false, from_end = false, to_end = false;
    bool from_side = false, to_side = false;
    if (!keep(dot(p - s.at, s.start_normal), dot(q - s.at, s.start_normal), from, to, from_start,
              to_start))
      continue;
    if (!keep(dot(s.end - p, s.end_normal), dot(s.end - q, s.end_normal), from, to, from_end,
              to_end))
      continue;
    const double offset_p = cross(s.along, p - s.at);
    const double offset_q = cross(s.along, q - s.at);
    if (!keep(half_width_m_ - offset_p, half_width_m_ - offset_q, from, to, from_side, to_side))
      continue;
    if (!keep(half_width_m_ + offset_p, half_width_m_ + offset_q, from, to, from_side, to_side))
      continue;
    Bit bit;
    bit.a = from > 0 ? p + from * (q - p) : p;
    bit.b = to < 1 ? p + to * (q - p) : q;
    bit.offset_a = offset_p + from * (offset_q - offset_p);
    bit.offset_b = offset_p + to * (offset_q - offset_p);
    const auto along = [&](Xy at) {
      return s.start_m + std::clamp(dot(at - s.at, s.along), 0.0, s.length_m);
    };
    bit.along_a = along(bit.a);
    bit.along_b = along(bit.b);
    bit.radius_m = run.radius_m;
    bit.ref = run.ref;
    const auto id = static_cast<std::uint32_t>(bits_.size());
    bits_.push_back(bit);
    parent_.push_back(id);
    touches_left_.push_back(0);
    touches_right_.push_back(0);
    pieces.push_back({from, to, id});
    const bool first = &s == &strips_.front();
    const bool last = &s == &strips_.back();
    // The end that was moved last by a cap and not by a side afterwards lies on the cap.
    if (first && from_start && !from_side && dot(bit.a - s.at, s.along) < 1e-6)
      note_cap(run, s, p, q, from, false, id);
    if (first && to_start && !to_side && dot(bit.b - s.at, s.along) < 1e-6)
      note_cap(run, s, p, q, to, false, id);
    if (last && from_end && !from_side && dot(s.end - bit.a, s.along) < 1e-6)
      note_cap(run, s, p, q, from, true, id);
    if (last && to_end && !to_side && dot(s.end - bit.b, s.along) < 1e-6)
      note_cap(run, s, p, q, to, true, id);
  }
}

void Corridor::note_cap(const OutlineRun& run, const Strip& strip, Xy p, Xy q, double t,
                        bool at_end, std::uint32_t bit) {
  const double offset = cross(strip.along, p + t * (q - p) - strip.at);
  const bool left_side_of_edge = cross(q - p, left_of(strip.along)) > 0;
  open_is_ring_ = run.ring;
  caps_.push_back({offset, bit, run.ring && left_side_of_edge == solid_left(run), at_end});
}

/// Joins what is left of one edge in neighbouring strips.
void Corridor::join_pieces(std::span<const Piece> pieces) {
  for (std::size_t i = 0; i < pieces.size(); ++i)
    for (std::size_t j = i + 1; j < pieces.size(); ++j)
      if (pieces[i].from <= pieces[j].to + same_share &&
          pieces[j].from <= pieces[i].to + same_share)
        join(pieces[i].bit, pieces[j].bit);
}

/// Along a cap, what lies between two crossings of one feature (rings and holes) is solid: the two
/// belong together; solid that goes on to the corner touches the wall there.
void Corridor::finish_feature() {
  if (!caps_.empty()) {
    std::sort(caps_.begin(), caps_.end(), [](const CapCrossing& a, const CapCrossing& b) {
      if (a.at_end != b.at_end) return b.at_end;
      if (a.offset_m != b.offset_m) return a.offset_m < b.offset_m;
      return a.opens_left != b.opens_left ? b.opens_left : a.bit < b.bit;
    });
    if (open_is_ring_) {
      link_cap(false);
      link_cap(true);
    } else {
      link_through_lines();
    }
    caps_.clear();
  }
  any_open_ = false;
}

void Corridor::link_cap(bool at_end) {
  const auto first = std::find_if(caps_.begin(), caps_.end(),
                                  [&](const CapCrossing& c) { return c.at_end == at_end; });
  const auto last =
      std::find_if(first, caps_.end(), [&](const CapCrossing& c) { return c.at_end != at_end; });
  for (auto c = first; c != last; ++c) {
    if (!c->opens_left) {
      if (c == first) touches_right_[c->bit] = 1;
      continue;
    }
    const auto next = c + 1;
    if (next == last)
      touches_left_[c->bit] = 1;
    else if (!next->opens_left)
      join(c->bit, next->bit);
  }
}

/// A wall or fence that runs beside the lane from cap to cap parts it from what lies behind: there
/// is no way there, however wide it is.
void Corridor::link_through_lines() {
  for (const CapCrossing& in : caps_) {
    if (in.at_end) continue;
    for (const CapCrossing& out : caps_) {
      if (!out.at_end || root(in.bit) != root(out.bit)) continue;
      if (in.offset_m > 0 && out.offset_m > 0) touches_left_[in.bit] = 1;
      if (in.offset_m < 0 && out.offset_m < 0) touches_right_[in.bit] = 1;
    }
  }
}

std::uint32_t Corridor::root(std::uint32_t bit) {
  while (parent_[bit] != bit) bit = parent_[bit] = parent_[parent_[bit]];
  return bit;
}

void Corridor::join(std::uint32_t a, std::uint32_t b) {
  a = root(a);
  b = root(b);
  if (a == b) return;
  if (b < a) std::swap(a, b);
  parent_[b] = a;
}

void Corridor::finish() {
  finish_feature();
  group_bits();
  free_left_m_ = free_right_m_ = half_width_m_;
  for (Part& part : parts_) {
    for (std::uint32_t b = part.first_bit; b < part.end_bit; ++b) {
      const Bit& bit = bits_[b];
      Box box;
      box.add(bit.a);
      box.add(bit.b);
      part.box.add(box.grown(bit.radius_m));
      part.from_m = std::min({part.from_m, bit.along_a - bit.radius_m, bit.along_b - bit.radius_m});
      part.to_m = std::max({part.to_m, bit.along_a + bit.radius_m, bit.along_b + bit.radius_m});
      const double high = std::max(bit.offset_a, bit.offset_b) + bit.radius_m;
      const double low = std::min(bit.offset_a, bit.offset_b) - bit.radius_m;
      const double left = touches_left_[b] != 0 ? 0 : wall_gap_m(half_width_m_ - high);
      const double right = touches_right_[b] != 0 ? 0 : wall_gap_m(half_width_m_ + low);
      if (left < part.left_gap_m) part.left_gap_m = left, part.left_bit = b;
      if (right < part.right_gap_m) part.right_gap_m = right, part.right_bit = b;
      if (high > 0) free_left_m_ = std::min(free_left_m_, std::max(low, 0.0));
      if (low < 0) free_right_m_ = std::min(free_right_m_, std::max(-high, 0.0));
    }
  }
}

/// The least and the greatest offset of a part.
std::pair<double, double> Corridor::offsets_of(const Part& part) const {
  double low = std::numeric_limits<double>::infinity();
  double high = -low;
  for (std::uint32_t b = part.first_bit; b < part.end_bit; ++b) {
    low = std::min({low, bits_[b].offset_a, bits_[b].offset_b});
    high = std::max({high, bits_[b].offset_a, bits_[b].offset_b});
  }
  return {low, high};
}

/// Puts the bits of one part side by side, parts in the order of their first bit.
void Corridor::group_bits() {
  const auto count = static_cast<std::uint32_t>(bits_.size());
  std::vector<std::uint32_t>& part_of = parent_;
  for (std::uint32_t b = 0; b < count; ++b) part_of[b] = root(b);
  for (std::uint32_t b = 0; b < count; ++b) {
    if (part_of[b] == b) {
      bits_[b].part = static_cast<std::uint32_t>(parts_.size());
      parts_.emplace_back();
    } else {
      bits_[b].part = bits_[part_of[b]].part;
    }
    ++parts_[bits_[b].part].end_bit;
  }
  std::uint32_t start = 0;
  for (Part& part : parts_) {
    const std::uint32_t size = part.end_bit;
    part.first_bit = part.end_bit = start;
    start += size;
  }
  sorted_.resize(count);
  std::vector<std::uint8_t> left(count);
  std::vector<std::uint8_t> right(count);
  for (std::uint32_t b = 0; b < count; ++b) {
    const std::uint32_t to = parts_[bits_[b].part].end_bit++;
    sorted_[to] = bits_[b];
    left[to] = touches_left_[b];
    right[to] = touches_right_[b];
  }
  bits_.swap(sorted_);
  touches_left_.swap(left);
  touches_right_.swap(right);
}

Xy Corridor::on_line_beside(Xy p) const {
  Xy nearest = p;
  double least2 = std::numeric_limits<double>::infinity();
  for (const Strip& s : strips_) {
    const Xy at = s.at + std::clamp(dot(p - s.at, s.along), 0.0, s.length_m) * s.along;
    if (const double d2 = distance2_m2(p, at); d2 < least2) least2 = d2, nearest = at;
  }
  return nearest;
}

Xy Corridor::place(double along_m, double offset_m) const {
  const Strip* strip = &strips_.front();
  for (const Strip& s : strips_)
    if (along_m >= s.start_m) strip = &s;
  const double along = std::clamp(along_m - strip->start_m, 0.0, strip->length_m);
  return strip->at + along * strip->along + offset_m * left_of(strip->along);
}

}  // namespace firebreak
