#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

#include "core/analysis/assessment.hpp"
#include "core/analysis/district_risk.hpp"
#include "core/analysis/hose_geodesic.hpp"
#include "core/analysis/hose_lay.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/analysis/hydrant_spacing.hpp"
#include "core/analysis/lanes.hpp"
#include "core/analysis/water_ledger.hpp"

namespace firebreak {

/// Runs the analyses and keeps each result with all it was made from: the tables it read, its
/// parameters, the results it was built on. What has the same makings again is not computed again.
/// Cheap to copy; copies share results. One pipeline is not for several threads at once.
class Pipeline {
 public:
  /// `keeps` = false: for a single run; each result is given up as soon as nothing needs it.
  explicit Pipeline(bool keeps = true) : keeps_(keeps) {}

  /// Called on the running thread as soon as an analysis is finished, with its own layers and with
  /// `building_risk` as far as it is known. Layers of one name replace each other. They are copies,
  /// which may be changed.
  using PartReady =
      std::function<void(std::string_view analysis, std::vector<FeatureTable>& tables)>;

  /// As the function `assess` (assessment.hpp): same results, same errors.
  Assessment assess(const City& city, const AssessSettings& settings, const Job& job,
                    const PartReady& ready = {});

  /// The lanes of the last call with what they were judged by; null if it did not compute them.
  std::shared_ptr<const Lanes::Result> lanes() const { return lanes_ ? lanes_->result : nullptr; }
  const HydrantCoverage::Params* hydrant_params() const {
    return hydrants_ ? &hydrants_->params : nullptr;
  }
  const Lanes::Params* lane_params() const { return lanes_ ? &lanes_->params : nullptr; }

  /// The water accounts of the last call; null if it kept none.
  std::shared_ptr<const WaterLedger::Result> water() const {
    return water_ ? water_->result : nullptr;
  }
  const WaterLedger::Params* water_params() const { return water_ ? &water_->params : nullptr; }

  /// The hoses of the last call; null if it did not lay any.
  std::shared_ptr<const HoseLay::Result> hoses() const { return hose_ ? hose_->result : nullptr; }
  const HoseLay::Params* hose_params() const { return hose_ ? &hose_->params : nullptr; }

  /// How many analyses the last call computed anew.
  unsigned computed() const { return computed_; }

 private:
  /// Pointers to what an analysis read; they are kept alive, so that an address is never reused.
  using Makings = std::vector<std::shared_ptr<const void>>;

  template <class Analysis>
  struct Kept {
    typename Analysis::Params params;
    std::vector<std::pair<double, double>> accuracies;  ///< of the city's sources
    Makings makings;
    std::vector<std::uint32_t> cut_ends;  ///< of lanes: see data_edge.hpp
    std::shared_ptr<const typename Analysis::Result> result;
  };

  template <class Analysis, class Run>
  std::shared_ptr<const typename Analysis::Result> result_of(
      std::optional<Kept<Analysis>>& kept, const City& city,
      const typename Analysis::Params& params, Makings makings, Run run);

  bool keeps_;
  std::optional<Kept<HydrantCoverage>> hydrants_;
  std::optional<Kept<HydrantSpacing>> spacing_;
  std::optional<Kept<HoseLay>> hose_;
  std::optional<Kept<WaterLedger>> water_;
  std::optional<Kept<HoseGeodesic>> geodesic_;
  std::optional<Kept<Lanes>> lanes_;
  std::optional<Kept<DistrictRisk>> districts_;
  unsigned computed_ = 0;
};

}  // namespace firebreak
