#include "gui/live_hoses.hpp"

#include <algorithm>
#include <utility>

namespace firebreak::gui {

LiveHoses::LiveHoses(QObject* parent) : QObject(parent) {
  // What an edit left half done is followed no further.
  for (const Task* task : {&making_, &working_})
    connect(task, &Task::failed, this, &LiveHoses::forget);
}

void LiveHoses::make(const std::shared_ptr<const City>& base,
                     const std::shared_ptr<const City>& shown, const HoseLay::Params& params) {
  forget();
  struct Made {
    std::shared_ptr<Followed> followed;
    std::vector<HoseLay::Reach> shown;
  };
  making_.start(
      [base, shown, params](const Job& job) {
        Made made{std::make_shared<Followed>(*base, shown, params, job), {}};
        for (const HoseLay::Lay& lay : made.followed->live.buildings())
          made.shown.push_back(lay.reach);
        return made;
      },
      [this](Made made) {
        followed_ = std::move(made.followed);
        shown_ = std::move(made.shown);
        next();
      });
}

void LiveHoses::forget() {
  making_.cancel();
  working_.cancel();
  followed_.reset();
  wish_.reset();
  if (changed_.empty()) return;
  changed_.clear();
  emit told();
}

void LiveHoses::hold(const HydrantInHand& hand) {
  wish_ = Wish{hand};
  next();
}

void LiveHoses::take_back() {
  wish_ = Wish{};
  next();
}

void LiveHoses::next() {
  if (!followed_ || working_.running() || !wish_) return;
  working_.start(
      [followed = followed_, wish = *std::exchange(wish_, std::nullopt)](const Job&) {
        const auto changes =
            wish.hand ? followed->held.hold(*wish.hand) : followed->held.take_back();
        std::vector<Now> now;
        for (const std::uint32_t b : changes)
          now.push_back({b, followed->live.buildings()[b].reach});
        return now;
      },
      [this](const std::vector<Now>& now) {
        note(now);
        next();
      });
}

void LiveHoses::note(const std::vector<Now>& now) {
  for (const auto& [b, reach] : now) {
    if (reach == shown_[b])
      changed_.erase(b);
    else
      changed_.insert_or_assign(b, reach);
  }
  emit told();
}

std::int64_t LiveHoses::more(std::span<const std::string_view> words,
                             const std::vector<std::uint8_t>* rows) const {
  const auto meant = [&](HoseLay::Reach reach) {
    return std::ranges::find(words, hose_reach_name(reach)) != words.end() ? 1 : 0;
  };
  std::int64_t more = 0;
  for (const auto& [b, reach] : changed_)
    if (rows == nullptr || (*rows)[b] != 0) more += meant(reach) - meant(shown_[b]);
  return more;
}

}  // namespace firebreak::gui
