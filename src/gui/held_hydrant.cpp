#include "gui/held_hydrant.hpp"

namespace firebreak::gui {

namespace {

void append(LiveHydrants::Changes& changes, const LiveHydrants::Changes& more) {
  changes.insert(changes.end(), more.begin(), more.end());
}

}  // namespace

LiveHydrants::Changes HeldHydrant::take_back() {
  if (!touched_) return {};
  auto changes =
      touched_->before ? live_.set(touched_->row, *touched_->before) : live_.take_back_last();
  touched_.reset();
  return changes;
}

/// Takes the hydrant of the city into the hand. False if there is none of this id.
bool HeldHydrant::touch(const std::string& id, LiveHydrants::Changes& changes) {
  if (touched_ && touched_->before && touched_->id == id) return true;
  append(changes, take_back());
  const Texts& ids = city_->hydrants->ids;
  for (std::uint32_t row = 0; row < ids.size(); ++row)
    if (ids[row] == id) {
      touched_ = Touched{{row}, id, live_.hydrant({row})};
      return true;
    }
  return false;
}

LiveHydrants::Changes HeldHydrant::hold(const HydrantInHand& hand) {
  LiveHydrants::Changes changes;
  if (const auto* dragged = std::get_if<DraggedHydrant>(&hand)) {
    if (touch(dragged->id, changes)) append(changes, live_.move(touched_->row, dragged->to));
  } else if (const auto* switched = std::get_if<SwitchedHydrant>(&hand)) {
    if (touch(switched->id, changes))
      append(changes, live_.switch_off(touched_->row, switched->off));
  } else if (const auto* put = std::get_if<PutHydrant>(&hand)) {
    if (touched_ && !touched_->before) {
      append(changes, live_.move(touched_->row, put->at));
    } else {
      append(changes, take_back());
      // Of equally near hydrants the id decides which is named, never what is told here.
      append(changes, live_.add("", put->at, put->facts));
      touched_ = Touched{{static_cast<std::uint32_t>(live_.hydrant_count() - 1)}, "", {}};
    }
  }
  return changes;
}

}  // namespace firebreak::gui
