#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/geo/shape.hpp"
#include "core/model/features.hpp"

namespace firebreak {

/// A suspected defect that an analysis reports to the ledger (planner.md 1.2): a gap, a pinch
/// point, a zone. `key` is stable: the same place keeps it in the next run.
struct Finding {
  std::string key;    ///< gap_id, zone_id, pinch id
  std::string kind;   ///< "hydrant_gap", "fire_lane", "risk_zone": the ledger's words
  std::string place;  ///< name of the road or unit, if known
  Shapes shape;       ///< one feature
  std::optional<double> measured;
  std::optional<double> limit;
  std::string unit;
  std::string rule_key;  ///< parameter whose clause applies: "lanes.clear_width_m"
  double impact_buildings = 0;
  std::optional<double> impact_people;
  double impact_sites = 0;
  std::string obstacle;  ///< kind of what makes a lane too narrow: whose matter it is
  int grade = 3;         ///< 1 red, 2 orange, 3 yellow, 4 blue
  std::string measure;   ///< English sentence (translation key): what to do
};

}  // namespace firebreak
