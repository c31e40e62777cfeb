#pragma once

#include <optional>
#include <span>

#include "core/analysis/cover_judge.hpp"

namespace firebreak {

/// True for a hydrant that stands there and does not work, but would once repaired: defective, dry
/// or blocked.
bool awaits_repair(const Hydrant& hydrant);

/// What repairs give back (algorithms 2.5: repairs come before new hydrants), for one building
/// after another. One object per thread: it keeps scratch memory.
class RepairJudge {
 public:
  /// All of them must outlive it.
  RepairJudge(const City& city, const HydrantCoverage::Params& params, const CoverSources& sources,
              const DistanceSlack& slack, WallMemory* memory = nullptr)
      : city_(city), params_(params), sources_(sources), slack_(slack), memory_(memory) {}

  /// Looks at a building of which the coverage says this. A building found wanting on site is no
  /// repair's.
  void weigh(std::uint32_t b, const HydrantCoverage::Cover& cover);
  /// The hydrants of which each would keep the building looked at last from failing, if it worked
  /// beside those that do.
  std::span<const std::uint32_t> alone() const { return alone_; }
  /// All that await repair would together.
  bool together() const { return together_; }

 private:
  const City& city_;
  const HydrantCoverage::Params& params_;
  const CoverSources& sources_;
  const DistanceSlack& slack_;
  WallMemory* memory_;
  std::optional<RadiusJudge> one_, all_;
  std::vector<std::uint32_t> near_, alone_;
  bool together_ = false;
};

}  // namespace firebreak
