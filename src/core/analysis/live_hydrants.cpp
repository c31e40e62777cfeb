#include "core/analysis/live_hydrants.hpp"

namespace firebreak {

LiveHydrants::LiveHydrants(const City& base, const City& shown)
    : city_(shown),
      hydrants_(std::make_shared<Table<Hydrant>>(*shown.hydrants)),
      planned_{static_cast<std::uint32_t>(base.sources.size()), -1} {
  city_.hydrants = hydrants_;
  if (city_.sources.size() == base.sources.size())
    city_.sources.push_back(firebreak::planned_source(base, {}));
}

void LiveHydrants::write(std::uint32_t row, const Hydrant* record) {
  if (record == nullptr) {
    hydrants_->rows.pop_back();
    hydrants_->ids.pop_back();
  } else if (row == hydrants_->size()) {
    hydrants_->rows.push_back(*record);
  } else {
    hydrants_->rows[row] = *record;
  }
}

LiveHydrants::Changes LiveHydrants::add(std::string_view id, Xy at, const HydrantFacts& facts) {
  hydrants_->ids.push_back(id);
  const Hydrant record = planned_hydrant(facts, at, planned_);
  return change(static_cast<std::uint32_t>(hydrants_->size()), &record);
}

LiveHydrants::Changes LiveHydrants::move(Id<Hydrant> hydrant, Xy to) {
  Hydrant record = this->hydrant(hydrant);
  move_hydrant(record, to);
  return change(hydrant.value, &record);
}

LiveHydrants::Changes LiveHydrants::switch_off(Id<Hydrant> hydrant, bool off) {
  Hydrant record = this->hydrant(hydrant);
  switch_hydrant(record, off);
  return change(hydrant.value, &record);
}

LiveHydrants::Changes LiveHydrants::set(Id<Hydrant> hydrant, const Hydrant& record) {
  const Hydrant copy = record;  // it may be the one that is written
  return change(hydrant.value, &copy);
}

LiveHydrants::Changes LiveHydrants::take_back_last() {
  return change(static_cast<std::uint32_t>(hydrants_->size() - 1), nullptr);
}

}  // namespace firebreak
