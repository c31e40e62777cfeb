#include "core/analysis/land_cover.hpp"

#include <algorithm>
#include <cmath>

#include "core/base/parallel.hpp"
#include "core/base/text.hpp"

namespace firebreak {

namespace {

constexpr double most_step_m = 1;

/// A part of a line of constant y.
struct Span {
  double from = 0;
  double to = 0;
};
using Spans = std::vector<Span>;

/// Sorts the spans and joins those that meet.
void join(Spans& spans) {
  std::ranges::sort(spans, {}, &Span::from);
  std::size_t kept = 0;
  for (const Span& span : spans) {
    if (kept > 0 && span.from <= spans[kept - 1].to)
      spans[kept - 1].to = std::max(spans[kept - 1].to, span.to);
    else
      spans[kept++] = span;
  }
  spans.resize(kept);
}

double length_of(const Spans& spans) {
  double sum = 0;
  for (const Span& span : spans) sum += span.to - span.from;
  return sum;
}

/// What both hold; both joined.
void common(const Spans& a, const Spans& b, Spans& out) {
  out.clear();
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const double from = std::max(a[i].from, b[j].from), to = std::min(a[i].to, b[j].to);
    if (from < to) out.push_back({from, to});
    a[i].to < b[j].to ? ++i : ++j;
  }
}

/// The edges of polygons, found by the line that crosses them.
class Edges {
 public:
  Edges(const Shapes& shapes, const Box& box)
      : from_m_(box.min.y_m),
        buckets_(static_cast<std::size_t>(std::max(0.0, box.height_m()) / bucket_m) + 1) {
    for (std::uint32_t f = 0; f < shapes.size(); ++f)
      for (auto part = shapes.first_part(f); part < shapes.end_part(f); ++part) {
        const auto ring = shapes.part(part).points;
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) add(f, ring[i], ring[i + 1]);
      }
  }

  /// Calls `each(feature, spans)` for every feature that the line at `y_m` crosses (even-odd).
  template <class Each>
  void cross(double y_m, std::vector<std::pair<std::uint32_t, double>>& scratch, Spans& spans,
             const Each& each) const {
    scratch.clear();
    for (const Edge& edge : buckets_[bucket(y_m)])
      if (edge.low.y_m <= y_m && y_m < edge.high.y_m)
        scratch.emplace_back(edge.feature, edge.low.x_m + (edge.high.x_m - edge.low.x_m) *
                                                              (y_m - edge.low.y_m) /
                                                              (edge.high.y_m - edge.low.y_m));
    std::ranges::sort(scratch);
    for (std::size_t i = 0; i < scratch.size();) {
      const std::uint32_t feature = scratch[i].first;
      spans.clear();
      for (; i + 1 < scratch.size() && scratch[i + 1].first == feature; i += 2)
        spans.push_back({scratch[i].second, scratch[i + 1].second});
      if (i < scratch.size() && scratch[i].first == feature) ++i;  // a ring that is not closed
      each(feature, spans);
    }
  }

 private:
  struct Edge {
    std::uint32_t feature = 0;
    Xy low, high;
  };
  static constexpr double bucket_m = 32;

  std::size_t bucket(double y_m) const {
    const double at = std::floor((y_m - from_m_) / bucket_m);
    return static_cast<std::size_t>(std::clamp(at, 0.0, static_cast<double>(buckets_.size() - 1)));
  }
  void add(std::uint32_t feature, Xy a, Xy b) {
    if (a.y_m == b.y_m) return;
    if (b.y_m < a.y_m) std::swap(a, b);
    for (std::size_t at = bucket(a.y_m); at <= bucket(b.y_m); ++at)
      buckets_[at].push_back({feature, a, b});
  }

  double from_m_;
  std::vector<std::vector<Edge>> buckets_;
};

/// Circles of one radius, found by the line that crosses them.
class Circles {
 public:
  Circles(const City& city, std::span<const std::uint8_t> usable, double radius_m)
      : radius_m_(radius_m) {
    for (std::size_t h = 0; h < usable.size(); ++h)
      if (usable[h] != 0) centres_.push_back((*city.hydrants)[h].at);
    std::ranges::sort(centres_, {}, &Xy::y_m);
  }
  void cross(double y_m, Spans& spans) const {
    spans.clear();
    auto at = std::ranges::lower_bound(centres_, y_m - radius_m_, {}, &Xy::y_m);
    for (; at != centres_.end() && at->y_m <= y_m + radius_m_; ++at) {
      const double half =
          std::sqrt(std::max(0.0, radius_m_ * radius_m_ - (at->y_m - y_m) * (at->y_m - y_m)));
      if (half > 0) spans.push_back({at->x_m - half, at->x_m + half});
    }
    join(spans);
  }

 private:
  double radius_m_;
  std::vector<Xy> centres_;
};

/// Measures line by line; one object per thread.
class Measuring {
 public:
  Measuring(const Edges& land, const Edges* study_area, const Edges& units, std::size_t unit_count,
            const Circles& circles, double step_m)
      : land_(land), study_area_(study_area), units_(units), circles_(circles), step_m_(step_m) {
    sums.units.resize(unit_count + 1);
  }

  void line(double y_m) {
    union_at(land_, y_m, land_now_);
    if (land_now_.empty()) return;
    circles_.cross(y_m, circles_now_);
    common(land_now_, circles_now_, covered_);
    if (study_area_ == nullptr) {
      add(sums.all, length_of(land_now_), length_of(covered_));
    } else {
      union_at(*study_area_, y_m, area_now_);
      add_within(area_now_, sums.all);
    }
    Spans in_units;
    units_.cross(y_m, scratch_, spans_, [&](std::uint32_t unit, const Spans& spans) {
      Spans joined = spans;
      join(joined);
      add_within(joined, sums.units[unit]);
      in_units.insert(in_units.end(), joined.begin(), joined.end());
    });
    join(in_units);
    LandCover::Share inside;
    add_within(in_units, inside);
    add(sums.units.back(), length_of(land_now_) - inside.land_m2 / step_m_,
        length_of(covered_) - inside.covered_m2 / step_m_);
  }

  LandCover sums;

 private:
  void add(LandCover::Share& to, double land_m, double covered_m) const {
    to.land_m2 += land_m * step_m_;
    to.covered_m2 += covered_m * step_m_;
  }
  void add_within(const Spans& area, LandCover::Share& to) {
    common(land_now_, area, part_);
    const double land_m = length_of(part_);
    common(covered_, area, part_);
    add(to, land_m, length_of(part_));
  }
  void union_at(const Edges& edges, double y_m, Spans& out) {
    out.clear();
    edges.cross(y_m, scratch_, spans_, [&](std::uint32_t, const Spans& spans) {
      out.insert(out.end(), spans.begin(), spans.end());
    });
    join(out);
  }

  const Edges& land_;
  const Edges* study_area_;
  const Edges& units_;
  const Circles& circles_;
  double step_m_;
  std::vector<std::pair<std::uint32_t, double>> scratch_;
  Spans spans_, land_now_, area_now_, circles_now_, covered_, part_;
};

void add_up(const LandCover& part, LandCover& sum) {
  const auto add = [](const LandCover::Share& from, LandCover::Share& to) {
    to.land_m2 += from.land_m2;
    to.covered_m2 += from.covered_m2;
  };
  add(part.all, sum.all);
  for (std::size_t u = 0; u < part.units.size(); ++u) add(part.units[u], sum.units[u]);
}

}  // namespace

LandCover land_cover(const City& city, std::span<const std::uint8_t> usable, double radius_m,
                     const Job& job) {
  Box box;
  for (const Box& one : city.built_up->boxes)
    if (!one.empty()) box.add(one);
  if (box.empty()) return {};
  const Edges land(*city.built_up, box), units(city.units->shapes, box);
  const Edges area(*city.study_area, box);
  const Circles circles(city, usable, radius_m);
  const auto lines =
      static_cast<std::size_t>(std::max(1.0, std::ceil(box.height_m() / most_step_m)));
  const double step_m = box.height_m() / static_cast<double>(lines);
  // By chunk, not by thread: a sum must not hang on who adds it.
  constexpr std::size_t chunk = 256;
  std::vector<LandCover> parts((lines + chunk - 1) / chunk);
  parallel_for(job, lines, chunk, translate("Measuring the built-up land"),
               [&](std::size_t begin, std::size_t end, unsigned) {
                 Measuring measuring(land, city.study_area->empty() ? nullptr : &area, units,
                                     city.units->size(), circles, step_m);
                 for (std::size_t i = begin; i < end; ++i)
                   measuring.line(box.min.y_m + (static_cast<double>(i) + 0.5) * step_m);
                 parts[begin / chunk] = std::move(measuring.sums);
               });
  LandCover cover;
  cover.units.resize(city.units->size() + 1);
  for (const LandCover& part : parts)
    if (part.given()) add_up(part, cover);
  return cover;
}

}  // namespace firebreak
