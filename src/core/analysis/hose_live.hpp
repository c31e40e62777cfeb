#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "core/analysis/hose_layer.hpp"
#include "core/analysis/live_hydrants.hpp"

namespace firebreak {

/// Hoses laid while hydrants are dragged, put down, switched and taken back: each edit searches
/// only the roads whose nearest hydrant it changes, and lays anew only to the buildings along them
/// (algorithms 2.9). After any edits the answer is that of a fresh `HoseLay::run` on the city with
/// them, but for routes and gaps, which are not followed. Keeps some 5 kB for each building.
class HoseLive : public LiveHydrants {
 public:
  /// As `HydrantLive`.
  HoseLive(const City& base, const City& shown, const HoseLay::Params& params, const Job& job);

  /// One per building of the city.
  const std::vector<HoseLay::Lay>& buildings() const { return lays_; }

 private:
  Changes change(std::uint32_t row, const Hydrant* record) override;
  /// Why an edit may matter to a building: it stands beside a road, or beside the hydrant.
  enum class Touch : std::uint8_t { none, by_road, by_hydrant };

  void lay_all(const Job& job);
  /// Which buildings have places on a segment: known as soon as each of them was laid to.
  void list_beside();
  void touch(std::uint32_t building, Touch how);
  void touch(const Box& box, Touch how);
  void touch_along(const std::vector<std::uint32_t>& segments);
  Changes lay_touched();

  HoseLay::Params params_;
  HoseBarriers barriers_;
  HoseSight sight_;
  HoseWays ways_;
  HydrantPoints points_;
  std::vector<std::uint8_t> on_ground_;
  HoseLayer layer_;
  std::vector<HoseGround> grounds_;  ///< one per building
  std::vector<HoseLay::Lay> lays_;
  std::vector<std::uint32_t> beside_;        ///< buildings by segment
  std::vector<std::uint32_t> first_beside_;  ///< per segment and one more; empty: not listed yet
  std::vector<Touch> touch_;                 ///< one per building
  std::vector<std::uint8_t> searched_;       ///< one per segment: the edit may change ways there
  std::vector<std::uint32_t> searched_list_;
  std::vector<std::uint32_t> touched_;  ///< those that the edit may matter to
};

}  // namespace firebreak
