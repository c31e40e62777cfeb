#pragma once

#include <QObject>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "core/analysis/hydrant_live.hpp"
#include "gui/document.hpp"
#include "gui/held_hydrant.hpp"
#include "gui/live_hoses.hpp"
#include "gui/task.hpp"

namespace firebreak::gui {

/// What a hydrant in the hand changes: which buildings would be covered or no longer, at every move
/// of the mouse, before the edit is made. Made ready off the main thread for each result while a
/// tool for hydrants is in hand; what was dropped is shown until the full run has the same. Where
/// the map shows the reach of hoses, that is followed too.
class LiveCover : public QObject {
  Q_OBJECT
 public:
  explicit LiveCover(Document& document);

  /// A tool for hydrants is in hand.
  void want(bool wanted);
  bool ready() const { return held_ != nullptr && !dropped_; }

  // What the hand holds, one hydrant at a time; places are in city metres.
  void drag(const std::string& id, Xy to) { hold(DraggedHydrant{id, to}); }
  void put(const HydrantFacts& facts, Xy at) { hold(PutHydrant{facts, at}); }
  void switch_off(const std::string& id, bool off) { hold(SwitchedHydrant{id, off}); }
  /// The edit is being made.
  void drop();
  /// There will be no edit.
  void take_back();

  /// Buildings, by their rows, whose verdict would be another one than the results say: this one.
  const std::map<std::uint32_t, Verdict>& changed() const { return changed_; }
  /// The table whose rows these are, and those of the hoses; null: there are none.
  const TablePtr& table() const { return table_; }
  /// How many more buildings of the unit shown would have one of these verdicts.
  std::int64_t more(std::span<const std::string_view> verdicts) const;

  /// The map shows the reach of hoses.
  bool hoses_shown() const { return hoses_shown_; }
  const LiveHoses& hoses() const { return hoses_; }
  /// How many more buildings of the unit shown would have one of these words as `hose_reach`.
  std::int64_t more_hoses(std::span<const std::string_view> words) const;

 signals:
  void told();  ///< other buildings would change, or none any more
  void hoses_shown_changed();

 private:
  void hold(HydrantInHand hand);
  void apply();
  void note(const HydrantLive::Changes& changes);
  void follow_results();
  void look_at_map();
  /// The results shown are those of the present city, and were made in this window.
  bool can_follow() const;
  void make_ready();
  void make_hoses();
  void tell_too_many();
  void forget_changes();

  Document& document_;
  bool wanted_ = false;
  bool dropped_ = false;
  bool hoses_shown_ = false;
  TablePtr table_;
  /// What follows the hydrant, which it keeps.
  struct Held {
    Held(const City& base, const std::shared_ptr<const City>& shown,
         const HydrantCoverage::Params& params, const Job& job)
        : live(base, *shown, params, job), held(live, shown) {}
    HydrantLive live;
    HeldHydrant held;
  };
  std::shared_ptr<Held> held_;
  std::vector<Verdict> shown_;  ///< one per building: what the results say
  std::optional<HydrantInHand> hand_;
  std::map<std::uint32_t, Verdict> changed_;
  LiveHoses hoses_;
  std::weak_ptr<const City> told_too_many_;  ///< the city of which it was told
  Task making_;
};

}  // namespace firebreak::gui
