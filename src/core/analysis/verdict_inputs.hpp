#pragma once

#include <string>
#include <vector>

#include "core/analysis/cover_judge.hpp"
#include "core/analysis/water_ledger.hpp"
#include "core/geo/point.hpp"

namespace firebreak {

/// Facts in no order. The same ones have the same fingerprint in whatever order they were found, in
/// whatever files they stood and wherever the city's origin lies.
class InputSet {
 public:
  explicit InputSet(const City& city) : origin_(city.origin) {}

  void add(std::string fact) { facts_.push_back(std::move(fact)); }
  /// A place as a fact names it: the cell of a grid of 1 cm in the city's CRS.
  std::string place(Xy at) const;
  /// Twelve characters.
  std::string fingerprint();

 private:
  Xy origin_;
  std::vector<std::string> facts_;
};

/// The fingerprint of what decides a building's verdict on the hydrant radius: its walls and free
/// facade, by which the buildings that adjoin it count too; the hydrants that reach any of them,
/// with place, margin of the distance, and whether they surely or only perhaps count; what was
/// found on site about the distance; and the rule: radius, metric, party walls, courtyards. The
/// hydrants are those of `sources`.
std::string hydrant_inputs(const City& city, const HydrantCoverage::Params& params,
                           const CoverSources& sources, const DistanceSlack& slack,
                           std::uint32_t building);

/// The same for one building of which the hydrants of the city are the sources.
std::string hydrant_inputs(const City& city, const HydrantCoverage::Params& params,
                           std::uint32_t building);

/// The same of its class of water supply: the flow wanted, in which its use, grade, volume and the
/// buildings that adjoin it count; the sources that count with place, flow and main, of which the
/// branches count by what shares them; and how many hydrants of a branch main count.
std::string water_inputs(const City& city, const WaterLedger::Params& params,
                         const WaterLedger::Account& account,
                         std::span<const WaterLedger::Entry> entries);

}  // namespace firebreak
