#include "gui/journal_keeper.hpp"

#include <utility>

#include "core/base/error.hpp"

namespace firebreak::gui {

JournalKeeper::JournalKeeper(const std::filesystem::path& folder)
    : journal_(folder), worker_([this](const std::stop_token& stop) { work(stop); }) {}

JournalKeeper::~JournalKeeper() {
  worker_.request_stop();
  worker_.join();
}

void JournalKeeper::keep(io::Project project) {
  {
    const std::lock_guard lock(mutex_);
    waiting_ = std::move(project);
  }
  changed_.notify_all();
}

bool JournalKeeper::finish() {
  std::unique_lock lock(mutex_);
  changed_.wait(lock, [this] { return !waiting_ && !writing_; });
  return !failed_;
}

void JournalKeeper::work(const std::stop_token& stop) {
  std::unique_lock lock(mutex_);
  while (changed_.wait(lock, stop, [this] { return waiting_.has_value(); })) {
    const io::Project project = *std::exchange(waiting_, std::nullopt);
    writing_ = true;
    lock.unlock();
    write(project);
    lock.lock();
    writing_ = false;
    changed_.notify_all();
  }
}

void JournalKeeper::write(const io::Project& project) {
  try {
    journal_.write(project);
    failed_ = false;
  } catch (const std::exception& e) {
    // The edit goes on; that it would be lost in a crash is said once.
    if (!failed_.exchange(true)) emit failed(QString::fromUtf8(e.what()));
  }
}

}  // namespace firebreak::gui
