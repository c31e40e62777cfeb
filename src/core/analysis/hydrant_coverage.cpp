#include "core/analysis/hydrant_coverage.hpp"

#include <algorithm>
#include <cmath>

#include "core/analysis/facade.hpp"
#include "core/base/parallel.hpp"
#include "core/geo/measure.hpp"
#include "core/model/accuracy.hpp"

namespace firebreak {

namespace {

using Params = HydrantCoverage::Params;
using Cover = HydrantCoverage::Cover;
using Coverage = HydrantCoverage::Coverage;
using Reason = HydrantCoverage::Reason;

/// 1.5 sigma of a distance for every pair of building source and hydrant source.
class Slack {
 public:
  Slack(const City& city, bool ignored) {
    for (const Building& b : city.buildings->rows) rows_ = std::max(rows_, b.origin.source + 1U);
    for (const Hydrant& h : city.hydrants->rows)
      columns_ = std::max(columns_, h.origin.source + 1U);
    table_.assign(static_cast<std::size_t>(rows_) * columns_, 0.0);
    if (ignored) return;
    for (std::uint32_t b = 0; b < rows_; ++b)
      for (std::uint32_t h = 0; h < columns_; ++h)
        if (b < city.sources.size() && h < city.sources.size())
          largest_ = std::max(largest_, table_[static_cast<std::size_t>(b) * columns_ + h] =
                                            marginal_sigmas * sigma_m(city, {b, 0}, {h, 0}));
  }
  double operator()(Origin building, Origin hydrant) const {
    return table_[static_cast<std::size_t>(building.source) * columns_ + hydrant.source];
  }
  double largest() const { return largest_; }

 private:
  std::uint32_t rows_ = 0;
  std::uint32_t columns_ = 0;
  std::vector<double> table_;
  double largest_ = 0;
};

/// The usable hydrants in flat arrays, with an index.
struct Sources {
  std::vector<Xy> at;
  std::vector<Origin> origin;
  std::vector<std::uint32_t> hydrant;  ///< position in the city's table
  SpatialIndex index;

  Sources(const City& city, std::span<const std::uint8_t> usable) {
    std::vector<Box> boxes;
    for (std::uint32_t h = 0; h < usable.size(); ++h) {
      if (usable[h] == 0) continue;
      const Hydrant& row = (*city.hydrants)[h];
      at.push_back(row.at);
      origin.push_back(row.origin);
      hydrant.push_back(h);
      boxes.push_back({row.at, row.at});
    }
    index = SpatialIndex(boxes);
  }
};

/// Squared distances from a point to the nearest and the farthest part of a polygon.
struct Span2 {
  double least_m2 = std::numeric_limits<double>::infinity();
  double most_m2 = 0;
};

Span2 span_to(const Shapes& shapes, std::size_t f, Xy p) {
  Span2 span;
  for (auto part = shapes.first_part(f); part < shapes.end_part(f); ++part) {
    const auto ring = shapes.part(part).points;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
      span.least_m2 = std::min(span.least_m2, point_segment2_m2(p, ring[i], ring[i + 1]));
      span.most_m2 = std::max(span.most_m2, distance2_m2(ring[i], p));
    }
  }
  if (span.least_m2 > 0 && shapes.boxes[f].contains(p) && contains(shapes, f, p)) span.least_m2 = 0;
  return span;
}

/// Judges one building after another. One object per thread: it keeps scratch memory.
class Judge {
 public:
  Judge(const City& city, const Params& params, const Sources& sources, const Slack& slack)
      : city_(city),
        params_(params),
        sources_(sources),
        slack_(slack),
        facade_rule_{params.party_wall_m, params.courtyard_m},
        facades_(*city.buildings, facade_rule_),
        served_(city.hydrants->size()),
        sole_(city.hydrants->size()) {}

  Cover judge(std::uint32_t b);
  std::span<const std::uint32_t> served() const { return served_; }
  std::span<const std::uint32_t> sole() const { return sole_; }

 private:
  struct Near {
    std::uint32_t source;  ///< position in Sources
    double slack_m;
    Span2 span;
  };

  void find_near(std::uint32_t b);
  void count(Cover& cover);
  void find_nearest(std::uint32_t b, Cover& cover);
  void judge_parts(std::uint32_t b, Cover& cover);
  void judge_nearest_point(Cover& cover) const;
  double share(std::uint32_t b, double sign);
  bool reaches(const Near& near, double sign) const;
  bool holds_all(const Near& near, double sign) const;
  bool any_reaches(double sign) const;
  bool any_holds_all(double sign) const;
  bool nearer(double d2, std::uint32_t source, double best2, std::uint32_t best) const;
  void prepare_facade(std::uint32_t b, Cover& cover);

  const City& city_;
  const Params& params_;
  const Sources& sources_;
  const Slack& slack_;
  FacadeRule facade_rule_;
  FacadeFinder facades_;
  std::vector<std::uint32_t> served_;
  std::vector<std::uint32_t> sole_;
  std::vector<Near> near_;
  std::vector<WallPiece> walls_;   ///< all walls of the building
  std::vector<WallPiece> facade_;  ///< what it is judged by
  std::vector<Disc> discs_;
  std::vector<Stretch> scratch_;
};

/// `sign` moves the radius: -1 to what is surely in reach, 0 to the bare radius, 1 to what may be.
bool Judge::reaches(const Near& near, double sign) const {
  const double radius = params_.radius_m + sign * near.slack_m;
  return radius >= 0 && near.span.least_m2 <= radius * radius;
}

bool Judge::holds_all(const Near& near, double sign) const {
  const double radius = params_.radius_m + sign * near.slack_m;
  return radius >= 0 && near.span.most_m2 <= radius * radius;
}

bool Judge::any_reaches(double sign) const {
  return std::any_of(near_.begin(), near_.end(), [&](const Near& n) { return reaches(n, sign); });
}

bool Judge::any_holds_all(double sign) const {
  return std::any_of(near_.begin(), near_.end(), [&](const Near& n) { return holds_all(n, sign); });
}

void Judge::find_near(std::uint32_t b) {
  near_.clear();
  const Shapes& shapes = city_.buildings->shapes;
  const Box& box = shapes.boxes[b];
  const Origin origin = (*city_.buildings)[b].origin;
  sources_.index.in_box(box.grown(params_.radius_m + slack_.largest()), [&](std::uint32_t s) {
    const double slack = slack_(origin, sources_.origin[s]);
    const double reach = params_.radius_m + slack;
    if (distance2_m2(box, sources_.at[s]) > reach * reach) return;
    const Span2 span = span_to(shapes, b, sources_.at[s]);
    if (span.least_m2 <= reach * reach) near_.push_back({s, slack, span});
  });
}

/// Equally near hydrants are told apart by their ids, which no order of the input changes.
bool Judge::nearer(double d2, std::uint32_t source, double best2, std::uint32_t best) const {
  if (d2 != best2) return d2 < best2;
  const Texts& ids = city_.hydrants->ids;
  const std::uint32_t h = sources_.hydrant[source];
  const std::uint32_t g = sources_.hydrant[best];
  return ids[h] != ids[g] ? ids[h] < ids[g] : h < g;
}

void Judge::find_nearest(std::uint32_t b, Cover& cover) {
  double best2 = std::numeric_limits<double>::infinity();
  std::uint32_t best = 0;
  for (const Near& n : near_)
    if (nearer(n.span.least_m2, n.source, best2, best)) best2 = n.span.least_m2, best = n.source;
  if (best2 > params_.radius_m * params_.radius_m) {
    // Nothing within the radius: the nearest may be one that was not looked at.
    const Shapes& shapes = city_.buildings->shapes;
    best2 = std::numeric_limits<double>::infinity();
    sources_.index.nearest(shapes.boxes[b], best2, [&](std::uint32_t s, double) {
      const double d2 = span_to(shapes, b, sources_.at[s]).least_m2;
      if (nearer(d2, s, best2, best)) best2 = d2, best = s;
      return best2;
    });
  }
  cover.nearest_m = std::sqrt(best2);
  cover.nearest = Id<Hydrant>{sources_.hydrant[best]};
  cover.margin_m = slack_((*city_.buildings)[b].origin, sources_.origin[best]);
}

void Judge::count(Cover& cover) {
  std::uint32_t last = 0;
  for (const Near& n : near_) {
    if (!reaches(n, 0)) continue;
    ++cover.in_reach;
    last = sources_.hydrant[n.source];
    ++served_[last];
  }
  if (cover.in_reach == 1) ++sole_[last];
}

/// Fills `walls_` and `facade_`: the walls the building is judged by if they are not all covered.
void Judge::prepare_facade(std::uint32_t b, Cover& cover) {
  walls_.clear();
  facade_.clear();
  append_walls(city_.buildings->shapes, b, facade_rule_, walls_);
  facades_.append_exposed(b, facade_);
  cover.through_adjoining = total_length_m(facade_) < least_facade_m;
  if (cover.through_adjoining) {
    facade_.clear();
    facades_.append_adjoining(b, facade_);
  }
}

/// Covered share of the prepared facade with radii moved by `sign` times the slack; 1 if all walls
/// of the building itself are covered.
double Judge::share(std::uint32_t b, double sign) {
  Box box;
  for (const auto* pieces : {&walls_, &facade_})
    for (const WallPiece& piece : *pieces) box.add(piece.a), box.add(piece.b);
  discs_.clear();
  const Origin origin = (*city_.buildings)[b].origin;
  sources_.index.in_box(box.grown(params_.radius_m + slack_.largest()), [&](std::uint32_t s) {
    const double radius = params_.radius_m + sign * slack_(origin, sources_.origin[s]);
    if (radius > 0) discs_.push_back({sources_.at[s], radius});
  });
  if (covered_share(walls_, discs_, scratch_) >= full_share) return 1;
  return covered_share(facade_, discs_, scratch_);
}

/// Rule `all`: coverage at the bare radius, verdict by the radii that accuracy leaves open.
void Judge::judge_parts(std::uint32_t b, Cover& cover) {
  if (any_holds_all(-1)) {
    cover.covered_share = 1;
    cover.verdict = Verdict::pass;
    return;
  }
  if (!any_reaches(1) && !facades_.enclosed(b)) {
    cover.verdict = Verdict::fail;
    return;
  }
  prepare_facade(b, cover);
  cover.covered_share = share(b, 0);
  if (cover.covered_share >= full_share) {
    cover.covered_share = 1;
    cover.verdict = share(b, -1) >= full_share ? Verdict::pass : Verdict::marginal;
  } else {
    cover.verdict = share(b, 1) >= full_share ? Verdict::marginal : Verdict::fail;
  }
}

void Judge::judge_nearest_point(Cover& cover) const {
  cover.verdict = any_reaches(-1)  ? Verdict::pass
                  : any_reaches(1) ? Verdict::marginal
                                   : Verdict::fail;
}

Coverage coverage_of(double share) {
  if (share >= full_share) return Coverage::full;
  return share > 1 - full_share ? Coverage::partly : Coverage::none;
}

Reason reason_of(const Cover& cover, bool any) {
  switch (cover.verdict) {
    case Verdict::pass:
      return any && cover.coverage != Coverage::full ? Reason::nearest_in_reach
                                                     : Reason::whole_in_reach;
    case Verdict::marginal:
      return Reason::within_accuracy;
    default:
      return cover.coverage == Coverage::none ? Reason::out_of_reach : Reason::partly_in_reach;
  }
}

Cover Judge::judge(std::uint32_t b) {
  Cover cover;
  if ((*city_.buildings)[b].obstacle_only) return cover;
  cover.verdict = Verdict::unknown;
  if (city_.hydrants->empty()) {
    cover.reason = Reason::no_hydrant_data;
    return cover;
  }
  if (city_.buildings->shapes.boxes[b].empty()) {
    cover.reason = Reason::no_geometry;
    return cover;
  }
  if (sources_.at.empty()) {
    cover.verdict = Verdict::fail;
    cover.coverage = Coverage::none;
    cover.reason = Reason::no_usable_hydrant;
    return cover;
  }
  find_near(b);
  count(cover);
  find_nearest(b, cover);
  judge_parts(b, cover);
  cover.coverage = coverage_of(cover.covered_share);
  const bool any = params_.rule == "any";
  if (any) judge_nearest_point(cover);
  cover.reason = reason_of(cover, any);
  if (params_.metric == "hose_route" && cover.verdict != Verdict::fail) {
    cover.verdict = Verdict::unknown;
    cover.reason = Reason::route_not_computed;
  }
  return cover;
}

/// Flags buildings whose interior point lies outside the study area, if there is one.
void mark_study_area(const City& city, std::vector<Cover>& covers, const Job& job) {
  if (city.study_area->empty()) return;
  const Shapes& area = *city.study_area;
  const SpatialIndex index(area.boxes);
  const Shapes& shapes = city.buildings->shapes;
  parallel_for(job, covers.size(), 4096, "Clipping to the study area",
               [&](std::size_t begin, std::size_t end, unsigned) {
                 for (std::size_t b = begin; b < end; ++b) {
                   if (shapes.boxes[b].empty()) continue;
                   const Xy at = interior_point(shapes, b);
                   bool inside = false;
                   index.in_box(Box{at, at},
                                [&](std::uint32_t a) { inside = inside || contains(area, a, at); });
                   covers[b].outside_study_area = !inside;
                 }
               });
}

/// What was found on site decides. In a scenario, whose hydrants are not those that were there,
/// only where the drawing leaves it open.
void take_checks(const City& city, const Params& params, std::vector<Cover>& covers) {
  const bool edited = city.sources.size() > city.checks->sources;
  for (const BuildingCheck& check : city.checks->buildings) {
    Cover& cover = covers[check.building];
    if (cover.verdict == Verdict::not_applicable || (!check.hydrant_m && !check.hydrant_ok))
      continue;
    if (edited && cover.verdict != Verdict::marginal && cover.verdict != Verdict::unknown) continue;
    const bool ok = check.hydrant_m ? *check.hydrant_m <= params.radius_m : *check.hydrant_ok;
    cover.verdict = ok ? Verdict::pass : Verdict::fail;
    cover.reason = ok ? Reason::checked_within : Reason::checked_beyond;
  }
}

std::vector<std::uint8_t> usable_hydrants(const City& city, bool exclude_doubtful) {
  std::vector<std::uint8_t> usable(city.hydrants->size());
  for (std::size_t h = 0; h < usable.size(); ++h)
    usable[h] = counts_as_source((*city.hydrants)[h], exclude_doubtful);
  return usable;
}

/// Usable hydrants and those of which nobody knows whether they work; empty if there are none.
std::vector<std::uint8_t> perhaps_usable(const City& city, const Params& params,
                                         std::span<const std::uint8_t> usable) {
  std::vector<std::uint8_t> perhaps(usable.begin(), usable.end());
  bool any = false;
  for (std::size_t h = 0; h < perhaps.size(); ++h) {
    Hydrant row = (*city.hydrants)[h];
    if (row.status != HydrantStatus::unknown) continue;
    row.status = HydrantStatus::working;
    perhaps[h] = counts_as_source(row, params.exclude_doubtful);
    any = any || perhaps[h] != 0;
  }
  return any ? perhaps : std::vector<std::uint8_t>{};
}

/// Judges the failing buildings again as if hydrants of unknown state worked: who would not fail
/// then is unknown. Their figures stay those of the hydrants that surely work.
void doubt_failures(const City& city, const Params& params, const Slack& slack,
                    HydrantCoverage::Result& result, const Job& job) {
  const auto perhaps = perhaps_usable(city, params, result.usable);
  if (perhaps.empty()) return;
  const Sources sources(city, perhaps);
  std::vector<Judge> judges(job.threads(), Judge(city, params, sources, slack));
  parallel_for(job, result.buildings.size(), 1024, "Measuring hydrant distances",
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 for (std::size_t b = begin; b < end; ++b) {
                   Cover& cover = result.buildings[b];
                   if (cover.verdict != Verdict::fail) continue;
                   const Cover then = judges[thread].judge(static_cast<std::uint32_t>(b));
                   if (then.verdict == Verdict::fail) continue;
                   cover.verdict = Verdict::unknown;
                   cover.reason = Reason::state_unknown;
                 }
               });
  for (const Judge& judge : judges)
    for (std::size_t h = 0; h < perhaps.size(); ++h)
      if (perhaps[h] != 0 && result.usable[h] == 0) {
        result.served[h] += judge.served()[h];
        result.sole_source[h] += judge.sole()[h];
      }
}

CoverageGaps find_gaps(const City& city, const Params& params, std::vector<Cover>& covers,
                       const Job& job) {
  std::vector<GapRole> roles(covers.size());
  std::vector<double> open_share(covers.size());
  for (std::size_t b = 0; b < covers.size(); ++b) {
    const Cover& cover = covers[b];
    open_share[b] = 1 - cover.covered_share;
    roles[b] = cover.verdict == Verdict::fail             ? GapRole::failing
               : cover.verdict == Verdict::not_applicable ? GapRole::outside
                                                          : GapRole::other;
  }
  CoverageGaps found =
      coverage_gaps(city, roles, open_share,
                    {params.gap_closing_m, params.gap_opening_m, params.minor_gap_m2}, job);
  for (std::uint32_t g = 0; g < found.gaps.size(); ++g)
    for (const auto b : found.gaps[g].buildings) covers[b].gap = g;
  return found;
}

}  // namespace

bool counts_as_source(const Hydrant& hydrant, bool exclude_doubtful) {
  return hydrant.usable() && !(exclude_doubtful && hydrant.doubtful_position) &&
         std::isfinite(hydrant.at.x_m) && std::isfinite(hydrant.at.y_m);
}

HydrantCoverage::Result HydrantCoverage::run(const City& city, const Params& params,
                                             const Job& job) {
  check(params, id);
  Result result;
  result.usable = usable_hydrants(city, params.exclude_doubtful);
  result.buildings.resize(city.buildings->size());
  result.served.resize(city.hydrants->size());
  result.sole_source.resize(city.hydrants->size());

  const Sources sources(city, result.usable);
  const Slack slack(city, params.ignore_accuracy);
  std::vector<Judge> judges(job.threads(), Judge(city, params, sources, slack));
  parallel_for(job.part(0, 0.55), result.buildings.size(), 1024, "Measuring hydrant distances",
               [&](std::size_t begin, std::size_t end, unsigned thread) {
                 for (std::size_t b = begin; b < end; ++b)
                   result.buildings[b] = judges[thread].judge(static_cast<std::uint32_t>(b));
               });
  for (const Judge& judge : judges) {
    for (std::size_t h = 0; h < result.served.size(); ++h) {
      result.served[h] += judge.served()[h];
      result.sole_source[h] += judge.sole()[h];
    }
  }
  doubt_failures(city, params, slack, result, job.part(0.55, 0.6));
  take_checks(city, params, result.buildings);
  mark_study_area(city, result.buildings, job.part(0.6, 0.65));
  result.gaps = find_gaps(city, params, result.buildings, job.part(0.65, 1));
  return result;
}

}  // namespace firebreak
