#pragma once

#include <cstdint>
#include <memory>
#include <string_view>
#include <vector>

#include "core/model/scenario.hpp"

namespace firebreak {

/// The hydrants of a city while they are dragged, put down, switched and taken back, for analyses
/// that follow them. Edits do what `apply` does with edits of single hydrants; places are in city
/// metres. For one thread at a time.
class LiveHydrants {
 public:
  /// Buildings of which an edit changed what is said, ascending.
  using Changes = std::vector<std::uint32_t>;

  LiveHydrants(const LiveHydrants&) = delete;
  LiveHydrants& operator=(const LiveHydrants&) = delete;
  virtual ~LiveHydrants() = default;

  /// The new hydrant is the last one.
  Changes add(std::string_view id, Xy at, const HydrantFacts& facts);
  Changes move(Id<Hydrant> hydrant, Xy to);
  Changes switch_off(Id<Hydrant> hydrant, bool off);
  /// Takes an edit back: the hydrant is again what this record says.
  Changes set(Id<Hydrant> hydrant, const Hydrant& record);
  /// Takes back that the last hydrant was added.
  Changes take_back_last();

  std::size_t hydrant_count() const { return hydrants_->size(); }
  const Hydrant& hydrant(Id<Hydrant> hydrant) const { return (*hydrants_)[hydrant.value]; }

 protected:
  /// `shown`: `base` with the edits of a plan, or `base` itself.
  LiveHydrants(const City& base, const City& shown);

  /// With the hydrants as they are now. Of their table rows and ids alone are kept up.
  const City& city() const { return city_; }
  /// The source of hydrants that are added.
  std::uint32_t planned_source() const { return planned_.source; }
  /// What the hydrant is from now on; null: the last one is taken back.
  void write(std::uint32_t row, const Hydrant* record);
  /// Called for every edit: writes it and finds what it changes.
  virtual Changes change(std::uint32_t row, const Hydrant* record) = 0;

 private:
  City city_;
  std::shared_ptr<Table<Hydrant>> hydrants_;
  Origin planned_;
};

}  // namespace firebreak
