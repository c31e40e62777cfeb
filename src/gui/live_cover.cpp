#include "gui/live_cover.hpp"

#include <algorithm>

namespace firebreak::gui {

LiveCover::LiveCover(Document& document) : document_(document) {
  connect(&document_, &Document::results_changed, this, &LiveCover::follow_results);
  connect(&document_, &Document::tables_changed, this, &LiveCover::follow_results);
  connect(&document_, &Document::stopped, this, [this] {
    if (dropped_) forget_changes();
  });
}

void LiveCover::want(bool wanted) {
  if (wanted == wanted_) return;
  wanted_ = wanted;
  if (wanted) return make_ready();
  making_.cancel();
  if (!dropped_) take_back();
  live_.reset();
  touched_.reset();
}

void LiveCover::follow_results() {
  const bool same = table_ && document_.table("building_risk") == table_;
  if (same && dropped_ && document_.outdated()) return;  // the full run is on its way
  if (same && !dropped_ && !document_.outdated() && (live_ || making_.running())) return;
  live_.reset();
  touched_.reset();
  forget_changes();
  make_ready();
}

void LiveCover::make_ready() {
  making_.cancel();
  live_.reset();
  touched_.reset();
  const auto results = document_.results();
  if (!wanted_ || !results || !results->city || !results->hydrant_params || !document_.city() ||
      document_.outdated())
    return;
  const TablePtr table = document_.judged_table("building_risk");
  if (!table || table != document_.table("building_risk")) return;
  city_ = results->city;
  table_ = table;
  making_.start(
      [base = document_.city(), shown = city_, params = *results->hydrant_params](const Job& job) {
        return std::make_shared<HydrantLive>(*base, *shown, params, job);
      },
      [this](std::shared_ptr<HydrantLive> live) {
        live_ = std::move(live);
        shown_.clear();
        for (const auto& cover : live_->result().buildings) shown_.push_back(cover.verdict);
        if (hand_) apply();
      });
}

void LiveCover::forget_changes() {
  dropped_ = false;
  if (changed_.empty()) return;
  changed_.clear();
  emit told();
}

void LiveCover::hold(Hand hand) {
  hand_ = std::move(hand);
  if (ready()) apply();
}

void LiveCover::drop() {
  hand_.reset();
  // Without it nothing is told until the full run has it; with it, this is what that will say.
  dropped_ = live_ != nullptr;
}

void LiveCover::take_back() {
  hand_.reset();
  if (!ready()) return;
  restore();
  emit told();
}

/// Makes the hydrant the one that is held.
bool LiveCover::touch(const std::string& id) {
  if (touched_ && touched_->before && touched_->id == id) return true;
  restore();
  const Texts& ids = city_->hydrants->ids;
  for (std::uint32_t row = 0; row < ids.size(); ++row)
    if (ids[row] == id) {
      touched_ = Touched{{row}, id, live_->hydrant({row})};
      return true;
    }
  return false;
}

void LiveCover::apply() {
  if (const auto* dragged = std::get_if<Dragged>(&*hand_)) {
    if (touch(dragged->id)) note(live_->move(touched_->row, dragged->to));
  } else if (const auto* switched = std::get_if<Switched>(&*hand_)) {
    if (touch(switched->id)) note(live_->switch_off(touched_->row, switched->off));
  } else if (const auto* put = std::get_if<Put>(&*hand_)) {
    if (touched_ && !touched_->before) {
      note(live_->move(touched_->row, put->at));
    } else {
      restore();
      // Of equally near hydrants the id decides which is named, never the verdict.
      note(live_->add("", put->at, put->facts));
      touched_ = Touched{{static_cast<std::uint32_t>(live_->hydrant_count() - 1)}, "", {}};
    }
  }
  emit told();
}

void LiveCover::restore() {
  if (!touched_) return;
  note(touched_->before ? live_->set(touched_->row, *touched_->before) : live_->take_back_last());
  touched_.reset();
}

void LiveCover::note(const HydrantLive::Changes& changes) {
  for (const std::uint32_t b : changes) {
    const Verdict now = live_->result().buildings[b].verdict;
    if (now == shown_[b])
      changed_.erase(b);
    else
      changed_.insert_or_assign(b, now);
  }
}

std::int64_t LiveCover::more(std::span<const std::string_view> verdicts) const {
  if (changed_.empty()) return 0;
  const auto in_unit = document_.rows_in_unit(table_);
  const auto meant = [&](Verdict verdict) {
    return std::ranges::find(verdicts, verdict_name(verdict)) != verdicts.end() ? 1 : 0;
  };
  std::int64_t more = 0;
  for (const auto& [b, verdict] : changed_)
    if (!in_unit || (*in_unit)[b] != 0) more += meant(verdict) - meant(shown_[b]);
  return more;
}

}  // namespace firebreak::gui
