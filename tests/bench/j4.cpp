// Lane widths by the definition of the reference figures (tests/data/reference). Prints one line of
// JSON with the figures and processor seconds.   usage: bench_j4 city.gpkg [threads]
#include <fmt/format.h>

#include <cstdio>
#include <ctime>
#include <exception>
#include <string>

#include "support/reference_j4.hpp"

namespace {

/// Processor seconds of all threads since the start of the program.
double cpu_s() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

void print_job(const std::string& path, unsigned threads) {
  using namespace firebreak;
  const Job job(std::stop_token{}, {}, threads);
  const auto input = test::read_j4(path, job);
  const double read_s = cpu_s();
  const auto figures = test::reference_j4(input, job);
  const double job_s = cpu_s() - read_s;
  fmt::print(
      "{{\"job\": \"J4\", \"threads\": {}, \"cpu_s\": {:.3f}, \"read_cpu_s\": {:.3f}, "
      "\"segments\": {}, \"samples\": {}, \"under_4m\": {}, \"under_6m\": {}, \"bounded\": {}, "
      "\"mean_width\": {:.9f}}}\n",
      threads, job_s, read_s, figures.segments, figures.samples, figures.under_4m, figures.under_6m,
      figures.bounded, figures.mean_width_m);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    fmt::print(stderr, "usage: bench_j4 city.gpkg [threads]\n");
    return 2;
  }
  try {
    print_job(argv[1], argc > 2 ? static_cast<unsigned>(std::stoul(argv[2])) : 1U);
  } catch (const std::exception& e) {
    fmt::print(stderr, "bench_j4: {}\n", e.what());
    return 3;
  }
}
