#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "core/base/job.hpp"

namespace firebreak::io {

/// A few threads for calls that nobody can interrupt, such as those that wait for a network: who
/// asked may leave at once and the call ends behind him. What is given to a lane must own all it
/// needs.
class Lanes {
 public:
  /// `lane` is below the number of lanes: what belongs to a lane only its own thread touches.
  using Work = std::function<void(unsigned lane, const std::atomic<bool>& given_up)>;

  explicit Lanes(unsigned most) : most_(most) {}
  /// Waits for what is running.
  ~Lanes();
  Lanes(const Lanes&) = delete;
  Lanes& operator=(const Lanes&) = delete;

  /// Returns when the work is done, and throws what it threw. `Cancelled` within some milliseconds
  /// of the request, whatever the work does.
  void run(Work work, const Job& job);

 private:
  struct Task {
    Work work;
    std::atomic<bool> given_up = false;
    bool done = false;
    std::exception_ptr error;
  };
  void serve(unsigned lane);

  unsigned most_;
  std::mutex mutex_;
  std::condition_variable asked_, answered_;
  std::deque<std::shared_ptr<Task>> waiting_;
  std::vector<std::shared_ptr<Task>> running_;
  std::size_t idle_ = 0;
  bool closing_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace firebreak::io
