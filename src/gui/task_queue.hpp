#pragma once

#include <QMetaObject>
#include <deque>
#include <functional>
#include <utility>

#include "gui/task.hpp"

namespace firebreak::gui {

/// Long calls off the main thread, one after the other in the order they were asked for: for files
/// that are written, of which none may fall out because another is wanted too. One that fails does
/// not keep the next from its turn.
class TaskQueue : public QObject {
  Q_OBJECT
 public:
  explicit TaskQueue(QObject* parent = nullptr) : QObject(parent) {
    connect(&task_, &Task::running_changed, this, [this](bool running) {
      if (!running && !waiting_.empty())
        QMetaObject::invokeMethod(this, &TaskQueue::next, Qt::QueuedConnection);
    });
  }

  /// As `Task::start`, in its turn.
  template <class Work, class Done>
  void add(Work work, Done done) {
    waiting_.emplace_back([this, work = std::move(work), done = std::move(done)]() mutable {
      task_.start(std::move(work), std::move(done));
    });
    next();
  }
  /// Stops the running call and drops those that wait. Returns at once.
  void cancel() {
    waiting_.clear();
    task_.cancel();
  }
  bool running() const { return task_.running() || !waiting_.empty(); }
  /// Whose signals tell of each call in turn.
  const Task& task() const { return task_; }

 private:
  void next() {
    if (task_.running() || waiting_.empty()) return;
    const auto start = std::move(waiting_.front());
    waiting_.pop_front();
    start();
  }

  std::deque<std::function<void()>> waiting_;
  Task task_;
};

}  // namespace firebreak::gui
