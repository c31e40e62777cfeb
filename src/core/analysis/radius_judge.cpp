#include "core/analysis/radius_judge.hpp"

#include <algorithm>
#include <cmath>

#include "core/geo/measure.hpp"
#include "core/model/accuracy.hpp"

namespace firebreak {

namespace {

using Cover = HydrantCoverage::Cover;
using Coverage = HydrantCoverage::Coverage;
using Reason = HydrantCoverage::Reason;

DistanceSpan span_to(const Shapes& shapes, std::size_t f, Xy p) {
  DistanceSpan span;
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

}  // namespace

DistanceSlack::DistanceSlack(const City& city, bool ignored, std::uint32_t planned) {
  for (const Building& b : city.buildings->rows) rows_ = std::max(rows_, b.origin.source + 1U);
  for (const Hydrant& h : city.hydrants->rows) columns_ = std::max(columns_, h.origin.source + 1U);
  if (planned != UINT32_MAX) columns_ = std::max(columns_, planned + 1U);
  table_.assign(static_cast<std::size_t>(rows_) * columns_, 0.0);
  if (ignored) return;
  std::vector<std::uint8_t> wanted(columns_);
  for (const Hydrant& h : city.hydrants->rows) wanted[h.origin.source] = 1;
  if (planned != UINT32_MAX) wanted[planned] = 1;
  for (std::uint32_t b = 0; b < rows_; ++b)
    for (std::uint32_t h = 0; h < columns_; ++h)
      if (wanted[h] != 0 && b < city.sources.size() && h < city.sources.size())
        largest_ = std::max(largest_, table_[static_cast<std::size_t>(b) * columns_ + h] =
                                          marginal_sigmas * sigma_m(city, {b, 0}, {h, 0}));
}

RadiusJudge::RadiusJudge(const City& city, const HydrantCoverage::Params& params,
                         const HydrantPoints& sources, const DistanceSlack& slack,
                         WallMemory* memory)
    : city_(city),
      params_(params),
      sources_(sources),
      slack_(slack),
      facade_rule_{params.party_wall_m, params.courtyard_m},
      facades_(*city.buildings, facade_rule_),
      memory_(memory) {}

/// `sign` moves the radius: -1 to what is surely in reach, 0 to the bare radius, 1 to what may be.
bool RadiusJudge::reaches(const Near& near, double sign) const {
  const double radius = params_.radius_m + sign * near.slack_m;
  return radius >= 0 && near.span.least_m2 <= radius * radius;
}

bool RadiusJudge::holds_all(const Near& near, double sign) const {
  const double radius = params_.radius_m + sign * near.slack_m;
  return radius >= 0 && near.span.most_m2 <= radius * radius;
}

bool RadiusJudge::any_reaches(double sign) const {
  return std::any_of(near_.begin(), near_.end(), [&](const Near& n) { return reaches(n, sign); });
}

bool RadiusJudge::any_holds_all(double sign) const {
  return std::any_of(near_.begin(), near_.end(), [&](const Near& n) { return holds_all(n, sign); });
}

void RadiusJudge::find_near(std::uint32_t b) {
  near_.clear();
  const Shapes& shapes = city_.buildings->shapes;
  const Box& box = shapes.boxes[b];
  const Origin origin = (*city_.buildings)[b].origin;
  sources_.in_box(box.grown(params_.radius_m + slack_.largest()), [&](std::uint32_t s) {
    if (!counts(s)) return;
    const double slack = slack_(origin, sources_.origin[s]);
    const double reach = params_.radius_m + slack;
    if (distance2_m2(box, sources_.at[s]) > reach * reach) return;
    const DistanceSpan span = span_to(shapes, b, sources_.at[s]);
    if (span.least_m2 <= reach * reach) near_.push_back({s, slack, span});
  });
}

/// Equally near hydrants are told apart by their ids, which no order of the input changes.
bool RadiusJudge::nearer(double d2, std::uint32_t source, double best2, std::uint32_t best) const {
  if (d2 != best2) return d2 < best2;
  const Texts& ids = city_.hydrants->ids;
  const std::uint32_t h = sources_.hydrant[source];
  const std::uint32_t g = sources_.hydrant[best];
  return ids[h] != ids[g] ? ids[h] < ids[g] : h < g;
}

void RadiusJudge::find_nearest(std::uint32_t b, Cover& cover) {
  double best2 = std::numeric_limits<double>::infinity();
  std::uint32_t best = 0;
  for (const Near& n : near_)
    if (nearer(n.span.least_m2, n.source, best2, best)) best2 = n.span.least_m2, best = n.source;
  if (best2 > params_.radius_m * params_.radius_m) {
    // Nothing within the radius: the nearest may be one that was not looked at.
    const Shapes& shapes = city_.buildings->shapes;
    best2 = std::numeric_limits<double>::infinity();
    sources_.nearest(shapes.boxes[b], best2, [&](std::uint32_t s, double) {
      if (!counts(s)) return best2;
      const double d2 = span_to(shapes, b, sources_.at[s]).least_m2;
      if (nearer(d2, s, best2, best)) best2 = d2, best = s;
      return best2;
    });
  }
  cover.nearest_m = std::sqrt(best2);
  cover.nearest = Id<Hydrant>{sources_.hydrant[best]};
  cover.margin_m = slack_((*city_.buildings)[b].origin, sources_.origin[best]);
}

std::optional<RadiusJudge::Nearest> RadiusJudge::nearest_in_reach(std::uint32_t b) const {
  const Shapes& shapes = city_.buildings->shapes;
  double best2 = std::numeric_limits<double>::infinity();
  std::uint32_t best = 0;
  sources_.in_box(shapes.boxes[b].grown(params_.radius_m), [&](std::uint32_t s) {
    if (!counts(s)) return;
    const double d2 = span_to(shapes, b, sources_.at[s]).least_m2;
    if (d2 <= params_.radius_m * params_.radius_m && nearer(d2, s, best2, best))
      best2 = d2, best = s;
  });
  if (std::isinf(best2)) return std::nullopt;
  return Nearest{{sources_.hydrant[best]}, std::sqrt(best2)};
}

void RadiusJudge::count(Cover& cover) {
  for (const Near& n : near_)
    if (reaches(n, 0)) in_reach_.push_back(sources_.hydrant[n.source]);
  cover.in_reach = static_cast<std::uint32_t>(in_reach_.size());
}

void RadiusJudge::find_walls(std::uint32_t b, JudgedWalls& walls) {
  walls.all.clear();
  walls.facade.clear();
  append_walls(city_.buildings->shapes, b, facade_rule_, walls.all);
  facades_.append_exposed(b, walls.facade);
  walls.through_adjoining = total_length_m(walls.facade) < least_facade_m;
  if (walls.through_adjoining) {
    walls.facade.clear();
    facades_.append_adjoining(b, walls.facade);
  }
  walls.box = {};
  for (const auto* pieces : {&walls.all, &walls.facade})
    for (const WallPiece& piece : *pieces) walls.box.add(piece.a), walls.box.add(piece.b);
}

const JudgedWalls& RadiusJudge::walls(std::uint32_t b) {
  if (memory_ == nullptr) {
    find_walls(b, walls_);
    return walls_;
  }
  const auto [found, fresh] = memory_->try_emplace(b);
  if (fresh) find_walls(b, found->second);
  return found->second;
}

/// Covered share of the facade with radii moved by `sign` times the slack; 1 if all walls of the
/// building itself are covered.
double RadiusJudge::share(std::uint32_t b, const JudgedWalls& walls, double sign) {
  discs_.clear();
  const Origin origin = (*city_.buildings)[b].origin;
  sources_.in_box(walls.box.grown(params_.radius_m + slack_.largest()), [&](std::uint32_t s) {
    if (!counts(s)) return;
    const double radius = params_.radius_m + sign * slack_(origin, sources_.origin[s]);
    if (radius > 0) discs_.push_back({sources_.at[s], radius});
  });
  if (covered_share(walls.all, discs_, scratch_) >= full_share) return 1;
  return covered_share(walls.facade, discs_, scratch_);
}

/// Rule `all`: coverage at the bare radius, verdict by the radii that accuracy leaves open.
void RadiusJudge::judge_parts(std::uint32_t b, Cover& cover) {
  if (any_holds_all(-1)) {
    cover.covered_share = 1;
    cover.verdict = Verdict::pass;
    return;
  }
  if (!any_reaches(1) && !facades_.enclosed(b)) {
    cover.verdict = Verdict::fail;
    return;
  }
  const JudgedWalls& walls = this->walls(b);
  cover.through_adjoining = walls.through_adjoining;
  cover.covered_share = share(b, walls, 0);
  if (cover.covered_share >= full_share) {
    cover.covered_share = 1;
    cover.verdict = share(b, walls, -1) >= full_share ? Verdict::pass : Verdict::marginal;
  } else {
    cover.verdict = share(b, walls, 1) >= full_share ? Verdict::marginal : Verdict::fail;
  }
}

void RadiusJudge::judge_nearest_point(Cover& cover) const {
  cover.verdict = any_reaches(-1)  ? Verdict::pass
                  : any_reaches(1) ? Verdict::marginal
                                   : Verdict::fail;
}

namespace {

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

}  // namespace

HydrantCoverage::Cover RadiusJudge::judge(std::uint32_t b) {
  Cover cover;
  in_reach_.clear();
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
  if (sources_.empty()) {
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

}  // namespace firebreak
