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

  /// Looks at a building of which the coverage says this. A building found wanting on site, or set
  /// to fail by a person, is no repair's.
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

/// None where no repair helps, or there are no streets for a new hydrant near. `helped`: one flag
/// per building, 1 = it fails and would not if all repairs were made (`repaired_together`). What is
/// told of the buildings is judged by the rule itself, not by the choice. Whether a main runs along
/// the street is not asked. Throws `Cancelled`.
std::optional<RepairWorth> repair_worth(const City& city, const HydrantCoverage::Params& params,
                                        std::span<const std::uint8_t> usable,
                                        std::span<const std::uint8_t> helped, const Job& job);

}  // namespace firebreak
