#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "core/analysis/hydrant_points.hpp"
#include "core/analysis/radius_judge.hpp"

/// What `HydrantCoverage` says of single buildings as they are drawn, and whose water it counts.
namespace firebreak {

/// How a hydrant counts: as a source; as one that may work, nobody knows; as one that would once
/// repaired, since it does not work or gives too little; not at all.
enum class Standing : std::uint8_t { out, counts, perhaps, awaits_repair, too_weak };
Standing standing_of(const Hydrant& hydrant, const SourceRule& rule);
inline bool counts_once_repaired(Standing standing) {
  return standing == Standing::awaits_repair || standing == Standing::too_weak;
}

/// The hydrants of a city by how they count. Of those sets of which nobody has a use none is made.
class CoverSources {
 public:
  CoverSources(const City& city, const HydrantCoverage::Params& params);

  const HydrantPoints& sure() const { return sure_; }
  /// With those that may work; null if there are none.
  const HydrantPoints* perhaps() const { return perhaps_ ? &*perhaps_ : nullptr; }
  /// With those that await repair as spares, and as though all of them worked; null if there are
  /// none.
  const HydrantPoints* repairable() const { return repairable_ ? &*repairable_ : nullptr; }
  const HydrantPoints* repaired() const { return repaired_ ? &*repaired_ : nullptr; }
  /// Those alone that give too little; null if there are none.
  const HydrantPoints* too_weak() const { return too_weak_ ? &*too_weak_ : nullptr; }
  bool counts(std::uint32_t hydrant) const { return standing_[hydrant] == Standing::counts; }
  bool awaits_repair(std::uint32_t hydrant) const {
    return counts_once_repaired(standing_[hydrant]);
  }

  /// From now on the hydrant, perhaps a new one, is what this record says. A set that was null may
  /// be one afterwards, and stays one.
  void set(std::uint32_t row, const Hydrant& record);
  /// Takes away the last hydrant.
  void pop();

 private:
  std::vector<std::uint8_t> flags(std::initializer_list<Standing> of) const;
  void make_sets();

  const City& city_;
  const HydrantCoverage::Params& params_;
  std::vector<Standing> standing_;
  HydrantPoints sure_;
  std::optional<HydrantPoints> perhaps_, repairable_, repaired_, too_weak_;
};

/// Judges one building after another. One object per thread: it keeps scratch memory.
class CoverJudge {
 public:
  /// All of them must outlive it.
  CoverJudge(const City& city, const HydrantCoverage::Params& params, const CoverSources& sources,
             const DistanceSlack& slack, WallMemory* memory = nullptr)
      : city_(city),
        params_(params),
        sources_(sources),
        slack_(slack),
        memory_(memory),
        sure_(city, params, sources.sure(), slack, memory) {}

  /// A building that fails and would not if hydrants of unknown state worked is unknown; its
  /// figures stay those of the hydrants that surely work.
  HydrantCoverage::Cover judge(std::uint32_t b);
  /// The hydrants that serve the building judged last. Those of unknown state serve a building
  /// that fails by the others alone.
  std::span<const std::uint32_t> serving() const { return serving_; }
  const JudgedWalls& walls(std::uint32_t b) { return sure_.walls(b); }

 private:
  void find_too_weak(std::uint32_t b, HydrantCoverage::Cover& cover);

  const City& city_;
  const HydrantCoverage::Params& params_;
  const CoverSources& sources_;
  const DistanceSlack& slack_;
  WallMemory* memory_;
  RadiusJudge sure_;
  std::optional<RadiusJudge> perhaps_, too_weak_;
  std::vector<std::uint32_t> serving_;
};

}  // namespace firebreak
