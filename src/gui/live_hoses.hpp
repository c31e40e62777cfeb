#pragma once

#include <QObject>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/analysis/hose_live.hpp"
#include "gui/held_hydrant.hpp"
#include "gui/task.hpp"

namespace firebreak::gui {

/// The hoses that a hydrant in the hand lays otherwise, building by building. Found off the main
/// thread, since an edit may take longer than a picture: of the places that the hand was at
/// meanwhile only the last is looked at.
class LiveHoses : public QObject {
  Q_OBJECT
 public:
  explicit LiveHoses(QObject* parent = nullptr);

  /// Makes ready for another city: `shown` is `base` with the edits of a plan, or `base` itself.
  void make(const std::shared_ptr<const City>& base, const std::shared_ptr<const City>& shown,
            const HoseLay::Params& params);
  /// Nothing is followed any more, and nothing is changed.
  void forget();
  bool ready() const { return followed_ != nullptr; }
  /// The hand is further on than what is told.
  bool behind() const { return ready() && (working_.running() || wish_); }

  void hold(const HydrantInHand& hand);
  void take_back();

  /// Buildings, by their rows, whose reach would be another one than the results say: this one.
  const std::map<std::uint32_t, HoseLay::Reach>& changed() const { return changed_; }
  /// How many more buildings would have one of these words as `hose_reach`. `rows`: one flag per
  /// building, 1 = it is counted; null: all are.
  std::int64_t more(std::span<const std::string_view> words,
                    const std::vector<std::uint8_t>* rows) const;

 signals:
  void told();  ///< other buildings would change, or none any more

 private:
  struct Followed {
    Followed(const City& base, const std::shared_ptr<const City>& shown,
             const HoseLay::Params& params, const Job& job)
        : live(base, *shown, params, job), held(live, shown) {}
    HoseLive live;
    HeldHydrant held;
  };
  /// What is to be followed next: a hydrant in the hand, or that it was put back.
  struct Wish {
    std::optional<HydrantInHand> hand;
  };
  struct Now {
    std::uint32_t building;
    HoseLay::Reach reach;
  };
  void next();
  void note(const std::vector<Now>& now);

  std::shared_ptr<Followed> followed_;
  std::vector<HoseLay::Reach> shown_;  ///< one per building: what the results say
  std::optional<Wish> wish_;
  std::map<std::uint32_t, HoseLay::Reach> changed_;
  Task making_;
  Task working_;
};

}  // namespace firebreak::gui
