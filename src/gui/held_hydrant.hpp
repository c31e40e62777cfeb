#pragma once

#include <memory>
#include <optional>
#include <string>
#include <variant>

#include "core/analysis/live_hydrants.hpp"

namespace firebreak::gui {

/// What a hand does with one hydrant before the edit is made; places are in city metres.
struct DraggedHydrant {
  std::string id;
  Xy to;
};
struct PutHydrant {
  HydrantFacts facts;
  Xy at;
};
struct SwitchedHydrant {
  std::string id;
  bool off = true;
};
using HydrantInHand = std::variant<DraggedHydrant, PutHydrant, SwitchedHydrant>;

/// Makes the hydrant in the hand, one at a time, the one that an analysis follows.
class HeldHydrant {
 public:
  /// Both must outlive it. `live` has the hydrants of the city.
  HeldHydrant(LiveHydrants& live, std::shared_ptr<const City> city)
      : live_(live), city_(std::move(city)) {}

  /// The buildings of which something is told otherwise than before, some perhaps twice.
  LiveHydrants::Changes hold(const HydrantInHand& hand);
  /// The hydrant is again as the city has it.
  LiveHydrants::Changes take_back();

 private:
  /// The hydrant that `live_` has otherwise than the city.
  struct Touched {
    Id<Hydrant> row;
    std::string id;                 ///< empty: it was put down
    std::optional<Hydrant> before;  ///< none: it was put down
  };
  bool touch(const std::string& id, LiveHydrants::Changes& changes);

  LiveHydrants& live_;
  std::shared_ptr<const City> city_;
  std::optional<Touched> touched_;
};

}  // namespace firebreak::gui
