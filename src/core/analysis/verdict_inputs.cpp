#include "core/analysis/verdict_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "core/base/hash.hpp"
#include "core/geo/measure.hpp"

namespace firebreak {

namespace {

/// Lengths count to the millimetre, flows to the millilitre.
std::int64_t thousandths(double value) {
  return std::llround(value * 1000);
}

/// Adds the pieces of wall, whatever way each of them runs.
void add_walls(std::string_view what, std::span<const WallPiece> walls, InputSet& inputs) {
  for (const WallPiece& wall : walls) {
    std::string a = inputs.place(wall.a), b = inputs.place(wall.b);
    if (b < a) std::swap(a, b);
    inputs.add(fmt::format("{} {} {}", what, a, b));
  }
}

double distance_to(std::span<const WallPiece> walls, Xy at) {
  double least2 = std::numeric_limits<double>::infinity();
  for (const WallPiece& wall : walls)
    least2 = std::min(least2, point_segment2_m2(at, wall.a, wall.b));
  return std::sqrt(least2);
}

}  // namespace

std::string InputSet::place(Xy at) const {
  // The lines of the grid lie off the round figures that coordinates are written with: the last
  // digit of a sum with another origin moves none of those into another cell.
  constexpr double cells_per_m = 100, off = 0.37;
  const Xy there = at + origin_;
  return fmt::format("{:.0f},{:.0f}", std::floor(there.x_m * cells_per_m + off),
                     std::floor(there.y_m * cells_per_m + off));
}

std::string InputSet::fingerprint() {
  std::sort(facts_.begin(), facts_.end());
  StableHash hash;
  for (const std::string& fact : facts_) hash.add(fact);
  return hash.id("");
}

std::string hydrant_inputs(const City& city, const HydrantCoverage::Params& params,
                           const CoverSources& sources, const DistanceSlack& slack,
                           std::uint32_t building) {
  InputSet inputs(city);
  inputs.add(
      fmt::format("rule {} {} {}", thousandths(params.radius_m), params.metric, params.rule));
  inputs.add(fmt::format("facade {} {}", thousandths(params.party_wall_m),
                         thousandths(params.courtyard_m)));
  for (const BuildingCheck& check : city.checks->buildings) {
    if (check.building != building) continue;
    if (check.hydrant_m) inputs.add(fmt::format("measured {}", thousandths(*check.hydrant_m)));
    if (check.hydrant_ok) inputs.add(fmt::format("found {}", *check.hydrant_ok));
  }
  const FacadeRule rule{params.party_wall_m, params.courtyard_m};
  FacadeFinder facades(*city.buildings, rule);
  std::vector<WallPiece> walls, facade;
  append_walls(city.buildings->shapes, building, rule, walls);
  facades.append_exposed(building, facade);
  if (total_length_m(facade) < least_facade_m) {
    facade.clear();
    facades.append_adjoining(building, facade);
  }
  add_walls("wall", walls, inputs);
  add_walls("free wall", facade, inputs);
  walls.insert(walls.end(), facade.begin(), facade.end());
  Box around = city.buildings->shapes.boxes[building];
  for (const WallPiece& wall : walls) around.add(wall.a), around.add(wall.b);
  const Origin origin = (*city.buildings)[building].origin;
  const HydrantPoints& points = sources.perhaps() != nullptr ? *sources.perhaps() : sources.sure();
  points.in_box(around.grown(params.radius_m + slack.largest()), [&](std::uint32_t s) {
    const double margin_m = slack(origin, points.origin[s]);
    if (distance_to(walls, points.at[s]) > params.radius_m + margin_m) return;
    inputs.add(fmt::format("hydrant {} {} {}", inputs.place(points.at[s]), thousandths(margin_m),
                           sources.counts(points.hydrant[s]) ? "counts" : "perhaps"));
  });
  return inputs.fingerprint();
}

std::string hydrant_inputs(const City& city, const HydrantCoverage::Params& params,
                           std::uint32_t building) {
  return hydrant_inputs(city, params, CoverSources(city, params),
                        DistanceSlack(city, params.ignore_accuracy), building);
}

std::string water_inputs(const City& city, const WaterLedger::Params& params,
                         const WaterLedger::Account& account,
                         std::span<const WaterLedger::Entry> entries) {
  InputSet inputs(city);
  inputs.add(fmt::format("wanted {} {}", thousandths(account.required.least_lps),
                         thousandths(account.required.most_lps)));
  inputs.add(fmt::format("of a branch {}", params.branch_credit_hydrants));
  const auto place = [&](const WaterLedger::Entry& entry) {
    return inputs.place((*city.hydrants)[entry.hydrant.value].at);
  };
  for (const WaterLedger::Entry& entry : entries) {
    const WaterSource& source = entry.source;
    std::string branch;
    if (source.branch != UINT32_MAX) {
      // The number of a branch is one of this run alone: the first of its hydrants names it.
      branch = place(entry);
      for (const WaterLedger::Entry& other : entries)
        if (other.source.branch == source.branch) branch = std::min(branch, place(other));
    }
    inputs.add(fmt::format("source {} {} {} {} {}", place(entry), thousandths(source.least_lps),
                           thousandths(source.most_lps), main_layout_name(source.layout), branch));
  }
  return inputs.fingerprint();
}

}  // namespace firebreak
