#pragma once

#include <QObject>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "core/analysis/hydrant_live.hpp"
#include "gui/document.hpp"
#include "gui/task.hpp"

namespace firebreak::gui {

/// What a hydrant in the hand changes: which buildings would be covered or no longer, at every move
/// of the mouse, before the edit is made. Made ready off the main thread for each result while a
/// tool for hydrants is in hand; what was dropped is shown until the full run has the same.
class LiveCover : public QObject {
  Q_OBJECT
 public:
  explicit LiveCover(Document& document);

  /// A tool for hydrants is in hand.
  void want(bool wanted);
  bool ready() const { return live_ != nullptr && !dropped_; }

  // What the hand holds, one hydrant at a time; places are in city metres.
  void drag(const std::string& id, Xy to) { hold(Dragged{id, to}); }
  void put(const HydrantFacts& facts, Xy at) { hold(Put{facts, at}); }
  void switch_off(const std::string& id, bool off) { hold(Switched{id, off}); }
  /// The edit is being made.
  void drop();
  /// There will be no edit.
  void take_back();

  /// Buildings, by their rows, whose verdict would be another one than the results say: this one.
  const std::map<std::uint32_t, Verdict>& changed() const { return changed_; }
  /// The table whose rows these are; null: there are none.
  const TablePtr& table() const { return table_; }
  /// How many more buildings of the unit shown would have one of these verdicts.
  std::int64_t more(std::span<const std::string_view> verdicts) const;

 signals:
  void told();  ///< other buildings would change, or none any more

 private:
  struct Dragged {
    std::string id;
    Xy to;
  };
  struct Put {
    HydrantFacts facts;
    Xy at;
  };
  struct Switched {
    std::string id;
    bool off = true;
  };
  using Hand = std::variant<Dragged, Put, Switched>;
  /// The hydrant that `live_` has otherwise than the city has it.
  struct Touched {
    Id<Hydrant> row;
    std::string id;                 ///< empty: it was put down
    std::optional<Hydrant> before;  ///< none: it was put down
  };

  void hold(Hand hand);
  void apply();
  void restore();
  bool touch(const std::string& id);
  void note(const HydrantLive::Changes& changes);
  void follow_results();
  void make_ready();
  void forget_changes();

  Document& document_;
  bool wanted_ = false;
  bool dropped_ = false;
  std::shared_ptr<const City> city_;
  TablePtr table_;
  std::shared_ptr<HydrantLive> live_;
  std::vector<Verdict> shown_;  ///< one per building: what the results say
  std::optional<Hand> hand_;
  std::optional<Touched> touched_;
  std::map<std::uint32_t, Verdict> changed_;
  Task making_;
};

}  // namespace firebreak::gui
