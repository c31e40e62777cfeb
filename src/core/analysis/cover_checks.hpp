#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "core/analysis/cover_judge.hpp"

namespace firebreak {

/// What was found on site decides over the drawing. In a plan it holds where the hydrants that
/// decide about the building are as they were. Where they are not, a hydrant that was found near
/// enough is one still if the plan takes none away around, and one that was found too far is if it
/// gives none; else the drawing decides, and what it leaves open stays open.
class CoverChecks {
 public:
  /// `before`: the city that the checks speak of, if a plan may have made it another one; null if
  /// none has. All must outlive it.
  CoverChecks(const City& city, const City* before, const HydrantCoverage::Params& params);
  ~CoverChecks();
  CoverChecks(const CoverChecks&) = delete;
  CoverChecks& operator=(const CoverChecks&) = delete;

  /// Hydrants farther away than this from a building decide about no check of it, however inexact
  /// their places are.
  static double around_m(const HydrantCoverage::Params& params) { return 2 * params.radius_m; }

  /// The hydrants of the city are others now.
  void hydrants_changed() { edits_known_ = false; }
  /// Corrects what the drawing says of the building that was checked.
  void settle(const BuildingCheck& check, HydrantCoverage::Cover& cover);

 private:
  class DrawnCover;
  void find_edits();
  bool holds(const BuildingCheck& check, bool ok, const HydrantCoverage::Cover& cover);

  const City& city_;
  const City* before_;
  const HydrantCoverage::Params& params_;
  bool edits_known_ = false;
  std::vector<Xy> taken_, given_;  ///< where the plan takes a hydrant away, or may, and gives one
  std::unique_ptr<DrawnCover> drawn_before_;
};

}  // namespace firebreak
