#include "core/base/parallel.hpp"

#include <gmock/gmock.h>

#include <numeric>
#include <vector>

namespace firebreak {
namespace {

Job with_threads(unsigned threads, Job::Report report = {}) {
  return Job({}, std::move(report), threads);
}

TEST(ParallelFor, VisitsEachIndexOnceOnAnyNumberOfThreads) {
  for (const unsigned threads : {1U, 2U, 5U}) {
    std::vector<int> seen(1003);
    parallel_for(with_threads(threads), seen.size(), 10, "counting",
                 [&](std::size_t begin, std::size_t end, unsigned thread) {
                   EXPECT_LT(thread, threads);
                   for (std::size_t i = begin; i < end; ++i) ++seen[i];
                 });
    EXPECT_THAT(seen, testing::Each(1));
  }
}

TEST(ParallelFor, RethrowsTheErrorOfAnyChunk) {
  const auto run = [] {
    parallel_for(with_threads(3), 100, 1, "failing", [](std::size_t begin, std::size_t, unsigned) {
      if (begin == 57) throw Error(ErrorKind::file, std::string("chunk 57"));
    });
  };
  EXPECT_THAT(run, testing::ThrowsMessage<Error>("chunk 57"));
}

TEST(ParallelFor, StopsWhenAsked) {
  std::stop_source source;
  std::atomic<int> done{0};
  const Job job(source.get_token(), {}, 2);
  EXPECT_THROW(parallel_for(job, 1000000, 1, "stopping",
                            [&](std::size_t, std::size_t, unsigned) {
                              if (++done == 10) source.request_stop();
                            }),
               Cancelled);
  EXPECT_LT(done, 1000000);
}

TEST(Job, PartsShareTheScaleOfTheWhole) {
  std::vector<double> reported;
  const Job job(
      {}, [&](double done, std::string_view) { reported.push_back(done); }, 1);
  job.part(0.5, 1.0).part(0.0, 0.5).progress(0.5, "half of the third quarter");
  EXPECT_THAT(reported, testing::ElementsAre(0.625));
}

}  // namespace
}  // namespace firebreak
