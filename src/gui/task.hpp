#pragma once

#include <QMetaObject>
#include <QObject>
#include <QString>
#include <atomic>
#include <chrono>
#include <memory>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "core/base/job.hpp"

namespace firebreak::gui {

/// Runs one long call at a time off the main thread. Starting another asks the one before it to
/// stop and does not wait for it: what a stopped call still delivers is dropped. Only the
/// destructor waits.
class Task : public QObject {
  Q_OBJECT
 public:
  explicit Task(QObject* parent = nullptr) : QObject(parent) {}
  ~Task() override {
    for (auto& worker : workers_) worker.thread.request_stop();
    workers_.clear();
  }
  Task(const Task&) = delete;
  Task& operator=(const Task&) = delete;

  /// `work(const Job&)` runs on a worker thread; `done(result)` is called on the main thread unless
  /// a newer start or a cancel came between.
  template <class Work, class Done>
  void start(Work work, Done done) {
    cancel();
    running_ = true;
    const unsigned mine = ++generation_;
    auto finished = std::make_shared<std::atomic<bool>>(false);
    std::jthread thread([this, mine, finished, work = std::optional(std::move(work)),
                         done = std::move(done)](std::stop_token stop) mutable {
      // Progress reaches the window at most every 30 ms.
      const auto report = [this, mine, last = std::chrono::steady_clock::time_point{}](
                              double share, std::string_view doing) mutable {
        const auto now = std::chrono::steady_clock::now();
        if (now - last < std::chrono::milliseconds(30)) return;
        last = now;
        post(mine, false, [this, share, words = QString::fromStdString(std::string(doing))] {
          emit progress(share, words);
        });
      };
      try {
        auto result = std::make_shared<decltype((*work)(Job()))>((*work)(Job(stop, report)));
        post(mine, true, [done = std::move(done), result]() mutable { done(std::move(*result)); });
      } catch (const Cancelled&) {
        post(mine, true, [this] { emit cancelled(); });
      } catch (const std::exception& e) {
        post(mine, true, [this, words = QString::fromUtf8(e.what())] { emit failed(words); });
      }
      // What the call held may take long to let go (a service that hangs): who joins a finished
      // thread must not wait for it.
      work.reset();
      *finished = true;
    });
    workers_.push_back({std::move(thread), std::move(finished)});
    emit running_changed(true);
  }

  /// Asks the running call to stop; its result will not be delivered. Returns at once.
  void cancel() {
    ++generation_;
    for (auto& worker : workers_) worker.thread.request_stop();
    std::erase_if(workers_, [](const Worker& worker) { return worker.finished->load(); });
    if (std::exchange(running_, false)) emit running_changed(false);
  }

  bool running() const { return running_; }

 signals:
  void progress(double share, const QString& doing);
  void failed(const QString& words);
  void cancelled();
  void running_changed(bool running);

 private:
  struct Worker {
    std::jthread thread;
    std::shared_ptr<std::atomic<bool>> finished;
  };

  /// Queues `call` for the main thread; it runs only if no newer start or cancel came between.
  template <class Call>
  void post(unsigned mine, bool last, Call call) {
    QMetaObject::invokeMethod(
        this,
        [this, mine, last, call = std::move(call)]() mutable {
          if (mine != generation_) return;
          if (last) {
            running_ = false;
            emit running_changed(false);
          }
          call();
        },
        Qt::QueuedConnection);
  }

  std::vector<Worker> workers_;
  unsigned generation_ = 0;
  bool running_ = false;
};

}  // namespace firebreak::gui
