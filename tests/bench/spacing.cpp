// Spacing of hydrants along the streets of a city, timed. Prints one line of JSON.
// usage: bench_spacing city.gpkg [threads]
#include <fmt/format.h>

#include <cstdio>
#include <ctime>
#include <exception>
#include <string>

#include "core/analysis/hydrant_spacing.hpp"
#include "core/io/load.hpp"
#include "core/io/project.hpp"

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
  const City city = io::load(io::project_of_dataset(path), job);
  const double read_s = cpu_s();
  const auto result = HydrantSpacing::run(city, {}, job);
  const double job_s = cpu_s() - read_s;
  double red_m = 0;
  for (const auto& gap : result.gaps) red_m += gap.red_m;
  fmt::print(
      "{{\"job\": \"spacing\", \"threads\": {}, \"cpu_s\": {:.3f}, \"read_cpu_s\": {:.3f}, "
      "\"segments\": {}, \"hydrants\": {}, \"street_m\": {:.3f}, \"gaps\": {}, \"red_m\": {:.3f}, "
      "\"there\": {}, \"least\": {}, \"most\": {}}}\n",
      threads, job_s, read_s, city.network->segments.size(), city.hydrants->size(), result.street_m,
      result.gaps.size(), red_m, result.city.there, result.city.least(), result.city.most());
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 3) {
    fmt::print(stderr, "usage: bench_spacing city.gpkg [threads]\n");
    return 2;
  }
  try {
    print_job(argv[1], argc > 2 ? static_cast<unsigned>(std::stoul(argv[2])) : 1U);
  } catch (const std::exception& e) {
    fmt::print(stderr, "bench_spacing: {}\n", e.what());
    return 3;
  }
}
