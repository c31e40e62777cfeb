/// Hydrant cover by the definition of the reference figures, timed.
/// usage: bench_j1 city.gpkg [threads]; prints one JSON line.
#include <fmt/format.h>

#include <cstdio>
#include <ctime>
#include <exception>
#include <string>

#include "support/footprints.hpp"
#include "support/reference_j1.hpp"

namespace {

/// Processor seconds of all threads since the start of the program.
double cpu_s() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

void print_job(const std::string& path, unsigned threads) {
  using namespace firebreak;
  const Shapes footprints = test::read_footprints(path);
  const auto hydrants = test::read_points(path, "hydrants");
  const double read_s = cpu_s();
  const auto figures =
      test::reference_j1(footprints, hydrants, 150, Job(std::stop_token{}, {}, threads));
  const double job_s = cpu_s() - read_s;
  fmt::print(
      "{{\"job\": \"J1\", \"threads\": {}, \"cpu_s\": {:.3f}, \"read_cpu_s\": {:.3f}, "
      "\"buildings\": {}, \"hydrants\": {}, \"none\": {}, \"part\": {}, \"whole\": {}, "
      "\"buildings_no_hydrant_150m\": {}, \"mean_hydrants\": {:.9f}, \"max_hydrants\": {}, "
      "\"footprint_m2\": {:.3f}, \"uncovered_footprint_m2\": {:.3f}, \"covered_area_m2\": {:.3f}, "
      "\"clipped\": {}}}\n",
      threads, job_s, read_s, footprints.size(), hydrants.size(), figures.none, figures.part,
      figures.whole, figures.no_hydrant, figures.mean_hydrants, figures.max_hydrants,
      figures.footprint_m2, figures.uncovered_footprint_m2, figures.covered_area_m2,
      figures.clipped);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    fmt::print(stderr, "usage: bench_j1 city.gpkg [threads]\n");
    return 2;
  }
  try {
    print_job(argv[1], argc > 2 ? static_cast<unsigned>(std::stoul(argv[2])) : 1U);
  } catch (const std::exception& e) {
    fmt::print(stderr, "bench_j1: {}\n", e.what());
    return 3;
  }
}
