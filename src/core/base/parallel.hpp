#pragma once

#include <atomic>
#include <cstddef>
#include <exception>
#include <mutex>
#include <string_view>
#include <thread>
#include <vector>

#include "core/base/job.hpp"

namespace firebreak {

/// Calls `work(begin, end, thread)` for chunks that cover [0, count), on up to `job.threads()`
/// threads; `thread` is below `job.threads()` and picks scratch memory. Each index must write only
/// its own slot, sums are made afterwards in order: then the result is the same on any number of
/// threads. The caller's thread takes part and reports progress as `doing`. The first exception
/// of any chunk, `Cancelled` included, ends the loop and is rethrown here.
template <class Work>
void parallel_for(const Job& job, std::size_t count, std::size_t chunk, std::string_view doing,
                  const Work& work) {
  if (count == 0) return;
  if (chunk == 0) chunk = 1;
  const std::size_t chunks = (count + chunk - 1) / chunk;
  const auto threads = static_cast<unsigned>(std::min<std::size_t>(job.threads(), chunks));
  std::atomic<std::size_t> next{0};
  std::atomic<bool> failed{false};
  std::exception_ptr first_error;
  std::mutex error_mutex;

  const auto drain = [&](unsigned thread) {
    try {
      while (!failed.load(std::memory_order_relaxed)) {
        const std::size_t c = next.fetch_add(1);
        if (c >= chunks) break;
        const std::size_t begin = c * chunk;
        work(begin, std::min(count, begin + chunk), thread);
        if (thread == 0)
          job.progress(static_cast<double>(c) / static_cast<double>(chunks), doing);
        else
          job.check();
      }
    } catch (...) {
      const std::scoped_lock lock(error_mutex);
      if (!first_error) first_error = std::current_exception();
      failed = true;
    }
  };

  {
    std::vector<std::jthread> helpers;
    helpers.reserve(threads > 0 ? threads - 1 : 0);
    for (unsigned t = 1; t < threads; ++t) helpers.emplace_back(drain, t);
    drain(0);
  }
  if (first_error) std::rethrow_exception(first_error);
}

}  // namespace firebreak
