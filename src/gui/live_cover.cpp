#include "gui/live_cover.hpp"

#include <algorithm>

#include "core/base/grouped.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

/// Hoses that are followed take some 5 kB of memory for each building.
constexpr std::size_t most_buildings_with_hoses = 150'000;

}  // namespace

LiveCover::LiveCover(Document& document) : document_(document) {
  connect(&document_, &Document::results_changed, this, &LiveCover::follow_results);
  connect(&document_, &Document::tables_changed, this, &LiveCover::follow_results);
  connect(&document_, &Document::scene_changed, this, &LiveCover::look_at_map);
  connect(&document_, &Document::stopped, this, [this] {
    if (dropped_) forget_changes();
  });
  connect(&hoses_, &LiveHoses::told, this, &LiveCover::told);
}

void LiveCover::want(bool wanted) {
  if (wanted == wanted_) return;
  wanted_ = wanted;
  if (wanted) return make_ready();
  making_.cancel();
  if (!dropped_) {
    take_back();
    hoses_.forget();
  }
  held_.reset();
}

void LiveCover::follow_results() {
  const bool same = table_ && document_.table("building_risk") == table_;
  if (same && dropped_ && document_.outdated()) return;  // the full run is on its way
  if (same && !dropped_ && !document_.outdated() && (held_ || making_.running())) return;
  held_.reset();
  forget_changes();
  table_.reset();  // results that are gone are not kept for it
  make_ready();
}

bool LiveCover::can_follow() const {
  const auto results = document_.results();
  const TablePtr table = document_.judged_table("building_risk");
  return results && results->city && document_.city() && !document_.outdated() && table &&
         table == document_.table("building_risk");
}

void LiveCover::make_ready() {
  making_.cancel();
  held_.reset();
  hoses_.forget();
  if (!wanted_ || !can_follow() || !document_.results()->hydrant_params) return;
  const auto results = document_.results();
  table_ = document_.judged_table("building_risk");
  making_.start([base = document_.city(), shown = results->city, params = *results->hydrant_params](
                    const Job& job) { return std::make_shared<Held>(*base, shown, params, job); },
                [this](std::shared_ptr<Held> held) {
                  held_ = std::move(held);
                  shown_.clear();
                  for (const auto& cover : held_->live.result().buildings)
                    shown_.push_back(cover.verdict);
                  if (hand_) apply();
                });
  make_hoses();
}

void LiveCover::make_hoses() {
  hoses_.forget();
  if (!wanted_ || !hoses_shown_ || dropped_ || !can_follow()) return;
  if (table_ != document_.judged_table("building_risk")) return;
  const auto results = document_.results();
  if (!results->hose_params) return;
  if (results->city->buildings->size() > most_buildings_with_hoses) return tell_too_many();
  hoses_.make(document_.city(), results->city, *results->hose_params);
  if (hand_) hoses_.hold(*hand_);
}

void LiveCover::tell_too_many() {
  if (told_too_many_.lock() == document_.city()) return;
  told_too_many_ = document_.city();
  document_.tell(words("With more than {} buildings the hoses do not follow a hydrant in the hand: "
                       "they are found when it is put down.",
                       grouped(static_cast<double>(most_buildings_with_hoses))),
                 Tone::notice);
}

void LiveCover::look_at_map() {
  const auto scene = document_.scene();
  const bool shown =
      scene && std::ranges::any_of(scene->layers, [](const render::LiveLayer& layer) {
        const auto& rules = layer.scene.style->rules;
        return layer.shown && !rules.empty() && rules.front().field == "hose_reach";
      });
  if (shown == hoses_shown_) return;
  hoses_shown_ = shown;
  make_hoses();
  emit hoses_shown_changed();
}

void LiveCover::forget_changes() {
  dropped_ = false;
  hoses_.forget();
  if (changed_.empty()) return;
  changed_.clear();
  emit told();
}

void LiveCover::hold(HydrantInHand hand) {
  hand_ = std::move(hand);
  if (ready()) apply();
  if (!dropped_) hoses_.hold(*hand_);
}

void LiveCover::drop() {
  hand_.reset();
  // Without it nothing is told until the full run has it; with it, this is what that will say.
  dropped_ = held_ != nullptr;
}

void LiveCover::take_back() {
  hand_.reset();
  if (!dropped_) hoses_.take_back();
  if (!ready()) return;
  note(held_->held.take_back());
  emit told();
}

void LiveCover::apply() {
  note(held_->held.hold(*hand_));
  emit told();
}

void LiveCover::note(const HydrantLive::Changes& changes) {
  for (const std::uint32_t b : changes) {
    const Verdict now = held_->live.result().buildings[b].verdict;
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

std::int64_t LiveCover::more_hoses(std::span<const std::string_view> words) const {
  if (hoses_.changed().empty()) return 0;
  return hoses_.more(words, document_.rows_in_unit(table_).get());
}

}  // namespace firebreak::gui
