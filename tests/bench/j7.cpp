/// Reading all buildings of a GeoPackage into the flat arrays of the core, timed.
/// usage: bench_j7 city.gpkg; prints one JSON line.
#include <fmt/format.h>

#include <cstdio>
#include <ctime>
#include <exception>

#include "core/io/read.hpp"

namespace {

/// Processor seconds of all threads since the start of the program.
double cpu_s() {
  timespec t{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::fputs("usage: bench_j7 city.gpkg\n", stderr);
    return 2;
  }
  try {
    const double start_s = cpu_s();
    firebreak::io::ReadOptions options;
    options.layers = {"buildings"};
    const auto layers = firebreak::io::read_source(argv[1], options, firebreak::Job{});
    fmt::print("{{\"job\": \"J7\", \"cpu_s\": {:.3f}, \"buildings\": {}, \"points\": {}}}\n",
               cpu_s() - start_s, layers.at(0).size(), layers.at(0).shapes.points.size());
    return 0;
  } catch (const std::exception& e) {
    fmt::print(stderr, "{}\n", e.what());
    return 1;
  }
}
