#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/analysis/cover_checks.hpp"
#include "core/analysis/cover_judge.hpp"
#include "core/analysis/cover_overrides.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/hydrant_repairs.hpp"
#include "core/analysis/hydrant_tally.hpp"
#include "core/analysis/live_hydrants.hpp"

namespace firebreak {

/// The coverage of a city while hydrants are dragged, put down, switched and taken back: each edit
/// judges only the buildings that it may matter to and keeps every count up to date (algorithms
/// 2.9). After any edits the answer is that of a fresh `HydrantCoverage::run` on the city with
/// them, checks on site and overrides included; the gaps, the built-up land, what buildings of a
/// sole hydrant expose and what repairs are worth in new hydrants are not followed. The only
/// analysis with a state; for one thread at a time.
///
///     HydrantLive live(city, city, params, job);          // long: on a worker
///     for (const auto b : live.move(hydrant, under_the_mouse)) paint(b,
///     live.result().buildings[b]); show(live.tally()[Verdict::fail]);
class HydrantLive : public LiveHydrants {
 public:
  /// `shown`: `base` with the edits of a plan, or `base` itself. An edit changes what is said of a
  /// building where it changes its verdict, reason or coverage, or whether a person set the
  /// verdict. Throws `Error` (usage) for parameters out of range, `Cancelled`.
  HydrantLive(const City& base, const City& shown, const HydrantCoverage::Params& params,
              const Job& job);

  /// Without gaps, land, sole exposure and worth.
  const HydrantCoverage::Result& result() const { return result_; }
  const HydrantTally& tally() const { return tally_; }

 private:
  static constexpr std::uint32_t none = UINT32_MAX;
  /// What a building adds to the counts of hydrants.
  struct Share {
    std::vector<std::uint32_t> serving;
    std::vector<std::uint32_t> rescuers;  ///< each alone would keep it from failing
  };
  /// Buildings in a row, which lie near each other (a city has them in Hilbert order).
  struct Block {
    Box box;
    double reach_m = -1;  ///< the largest of them
  };

  void find_boxes(const Job& job);
  void judge_all(const Job& job);
  void start_counts();
  void measure(std::uint32_t b, CoverJudge& judge);
  void settle(std::uint32_t b);
  void weigh(std::uint32_t b, RepairJudge& judge);
  void count_in(std::uint32_t b);
  void count_out(std::uint32_t b);
  void find_reach(std::uint32_t b);
  void widen(std::size_t block);
  void find_near(Xy at);
  void find_touched(std::uint32_t row, const Hydrant* record);
  void take_over(std::uint32_t row, const Hydrant* record);
  Changes change(std::uint32_t row, const Hydrant* record) override;

  std::shared_ptr<const City> before_;  ///< what was checked on site; null: nothing was
  HydrantCoverage::Params params_;
  DistanceSlack slack_;
  CoverSources sources_;
  WallMemory walls_;
  CoverJudge judge_;
  CoverChecks checks_;
  HydrantCoverage::Result result_;
  OverrideHooks override_hooks_;
  RepairJudge repairs_;
  HydrantTally tally_;
  std::vector<Share> shares_;            ///< one per building
  std::vector<std::uint8_t> outside_;    ///< one per building: outside the study area
  std::vector<std::uint32_t> check_of_;  ///< one per building if there are checks: its check
  std::vector<Box> boxes_;               ///< one per building: of the walls it is judged by
  std::vector<double> reach_m_;          ///< one per building: farther hydrants do not matter to it
  std::vector<Block> blocks_;
  std::vector<std::uint32_t> touched_;                 ///< that the edit may matter to
  std::vector<HydrantCoverage::Cover> covers_before_;  ///< of those
};

}  // namespace firebreak
