#include "core/io/lanes.hpp"

#include <algorithm>
#include <chrono>

namespace firebreak::io {

Lanes::~Lanes() {
  {
    const std::scoped_lock lock(mutex_);
    closing_ = true;
    waiting_.clear();
    for (const auto& task : running_) task->given_up = true;
  }
  asked_.notify_all();
}

void Lanes::run(Work work, const Job& job) {
  job.check();
  const auto task = std::make_shared<Task>();
  task->work = std::move(work);
  std::unique_lock lock(mutex_);
  waiting_.push_back(task);
  if (idle_ < waiting_.size() && threads_.size() < most_)
    threads_.emplace_back([this, lane = static_cast<unsigned>(threads_.size())] { serve(lane); });
  asked_.notify_one();
  while (!task->done) {
    answered_.wait_for(lock, std::chrono::milliseconds(10));
    try {
      if (!task->done) job.check();
    } catch (...) {
      task->given_up = true;
      waiting_.erase(std::remove(waiting_.begin(), waiting_.end(), task), waiting_.end());
      throw;
    }
  }
  if (task->error) std::rethrow_exception(task->error);
}

void Lanes::serve(unsigned lane) {
  std::unique_lock lock(mutex_);
  while (!closing_) {
    if (waiting_.empty()) {
      ++idle_;
      asked_.wait(lock);
      --idle_;
      continue;
    }
    const auto task = waiting_.front();
    waiting_.pop_front();
    running_.push_back(task);
    lock.unlock();
    std::exception_ptr error;
    try {
      task->work(lane, task->given_up);
    } catch (...) {
      error = std::current_exception();
    }
    task->work = nullptr;
    lock.lock();
    task->error = error;
    task->done = true;
    running_.erase(std::remove(running_.begin(), running_.end(), task), running_.end());
    answered_.notify_all();
  }
}

}  // namespace firebreak::io
