#pragma once

#include <random>
#include <string>

#include "core/analysis/live_hydrants.hpp"

namespace firebreak::test {

/// Makes random edits, in `live` and in a scenario.
class HydrantEditor {
 public:
  HydrantEditor(LiveHydrants& live, const City& city, unsigned seed)
      : live_(live), city_(city), random_(seed) {}

  LiveHydrants::Changes edit() {
    const auto choice = random_() % 8;
    if (choice < 2 || live_.hydrant_count() == 0) return add();
    if (choice == 2 && added_last_) return take_back();
    added_last_ = false;
    const Id<Hydrant> hydrant{static_cast<std::uint32_t>(random_() % live_.hydrant_count())};
    if (choice < 6) {
      const Xy to = place();
      scenario_.edits.push_back(MoveHydrant{id_of(hydrant), to});
      return live_.move(hydrant, to);
    }
    const bool off = choice == 6;
    scenario_.edits.push_back(SwitchHydrant{id_of(hydrant), off});
    return live_.switch_off(hydrant, off);
  }
  City edited() const { return apply(city_, scenario_).city; }

 private:
  LiveHydrants::Changes add() {
    added_last_ = true;
    const std::string id = "new-" + std::to_string(++ids_);
    const Xy at = place();
    scenario_.edits.push_back(AddHydrant{id, at});
    return live_.add(id, at, {});
  }
  LiveHydrants::Changes take_back() {
    added_last_ = false;
    scenario_.edits.pop_back();
    return live_.take_back_last();
  }
  Xy place() {
    const auto metre = [&] { return static_cast<double>(random_() % 340) - 20; };
    return {metre(), metre()};
  }
  std::string id_of(Id<Hydrant> hydrant) const {
    return std::string(edited().hydrants->ids[hydrant.value]);
  }

  LiveHydrants& live_;
  const City& city_;
  std::mt19937 random_;
  Scenario scenario_{"plan", {}};
  unsigned ids_ = 0;
  bool added_last_ = false;
};

}  // namespace firebreak::test
