#pragma once

#include <algorithm>
#include <functional>
#include <stop_token>
#include <string_view>
#include <thread>
#include <utility>

#include "core/base/error.hpp"

namespace firebreak {

/// What a long call needs from its caller: a way to stop, somewhere to report to, and how many
/// threads it may use. A default `Job` is silent and never stops.
class Job {
 public:
  /// Receives the share done, 0 to 1. Called on the thread that runs the job.
  using Report = std::function<void(double done, std::string_view doing)>;

  Job() = default;
  Job(std::stop_token stop, Report report, unsigned threads = std::thread::hardware_concurrency())
      : stop_(std::move(stop)), report_(std::move(report)), threads_(std::max(threads, 1U)) {}

  /// Throws `Cancelled` if a stop was requested. Cheap, and safe on any thread.
  void check() const {
    if (stop_.stop_requested()) throw Cancelled{};
  }

  /// Reports progress, then checks. Call it at least every 50 ms of work, on the job's own thread.
  void progress(double done, std::string_view doing) const {
    if (report_) report_(from_ + (to_ - from_) * std::clamp(done, 0.0, 1.0), doing);
    check();
  }

  /// The same job seen by one step of it: that step's 0…1 is `from`…`to` of ours.
  Job part(double from, double to) const {
    Job step = *this;
    step.from_ = from_ + (to_ - from_) * from;
    step.to_ = from_ + (to_ - from_) * to;
    return step;
  }

  unsigned threads() const noexcept { return threads_; }

 private:
  std::stop_token stop_;
  Report report_;
  unsigned threads_ = 1;
  double from_ = 0;
  double to_ = 1;
};

}  // namespace firebreak
