/// Hydrants dragged, switched and put down over a city, timed edit by edit: what the hand waits
/// for. Prints the percentiles of each kind in ms as counters of Google Benchmark; the goal for
/// 30,175 buildings (5 x 5 Monaco) is 1 ms at the 95th, 30 ms round obstacles. usage: bench_live
/// city.gpkg [--benchmark_…]
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <exception>
#include <initializer_list>
#include <random>
#include <string>
#include <vector>

#include "core/analysis/geodesic_live.hpp"
#include "core/analysis/hose_live.hpp"
#include "core/analysis/hydrant_live.hpp"
#include "core/io/load.hpp"
#include "core/io/project.hpp"

namespace firebreak {
namespace {

/// The times of edits, in the order they were made.
class Times {
 public:
  template <class Edit>
  void take(benchmark::State& state, const Edit& edit) {
    const auto start = std::chrono::steady_clock::now();
    auto changes = edit();
    const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - start;
    benchmark::DoNotOptimize(changes.data());
    changed_ += changes.size();
    spent_ms_.push_back(1e3 * spent.count());
    state.SetIterationTime(spent.count());
  }
  void tell(benchmark::State& state) {
    std::ranges::sort(spent_ms_);
    for (const int per_cent : {50, 95, 99})
      state.counters[fmt::format("p{}_ms", per_cent)] = percentile(per_cent);
    state.counters["max_ms"] = spent_ms_.back();
    state.counters["changed"] =
        static_cast<double>(changed_) / static_cast<double>(spent_ms_.size());
  }

 private:
  double percentile(int per_cent) const {
    const double at = per_cent / 100.0 * static_cast<double>(spent_ms_.size() - 1);
    return spent_ms_[static_cast<std::size_t>(std::llround(at))];
  }
  std::vector<double> spent_ms_;
  std::size_t changed_ = 0;
};

/// A hydrant at random, every few edits another one.
class Hand {
 public:
  explicit Hand(const LiveHydrants& live) : live_(live) {}
  Id<Hydrant> hydrant() {
    if (edits_++ % edits_each == 0)
      held_.value = static_cast<std::uint32_t>(random_() % live_.hydrant_count());
    return held_;
  }
  /// Some metres from where it is, as from one event of the mouse to the next.
  Xy beside(Xy at) {
    std::uniform_real_distribution<double> metres(-15, 15);
    return at + Xy{metres(random_), metres(random_)};
  }

 private:
  static constexpr unsigned edits_each = 20;
  const LiveHydrants& live_;
  std::mt19937 random_{7};
  Id<Hydrant> held_;
  unsigned edits_ = 0;
};

void drag(benchmark::State& state, LiveHydrants& live) {
  Hand hand(live);
  Times times;
  for (auto _ : state) {
    const Id<Hydrant> hydrant = hand.hydrant();
    const Xy to = hand.beside(live.hydrant(hydrant).at);
    times.take(state, [&] { return live.move(hydrant, to); });
  }
  times.tell(state);
}

void switch_off_and_on(benchmark::State& state, LiveHydrants& live) {
  Hand hand(live);
  Times times;
  for (auto _ : state) {
    const Id<Hydrant> hydrant = hand.hydrant();
    const bool off = !live.hydrant(hydrant).switched_off;
    times.take(state, [&] { return live.switch_off(hydrant, off); });
  }
  times.tell(state);
}

void put_down_and_take_back(benchmark::State& state, LiveHydrants& live) {
  Hand hand(live);
  Times times;
  bool down = false;
  for (auto _ : state) {
    const Xy at = hand.beside(live.hydrant(hand.hydrant()).at);
    times.take(state, [&] { return down ? live.take_back_last() : live.add("put-down", at, {}); });
    down = !down;
  }
  if (down) live.take_back_last();
  times.tell(state);
}

int run(int argc, char** argv) {
  benchmark::Initialize(&argc, argv);
  if (argc != 2) {
    fmt::print(stderr, "usage: bench_live city.gpkg [--benchmark_…]\n");
    return 2;
  }
  const Job job;
  const City city = io::load(io::project_of_dataset(argv[1]), job);
  fmt::print("{} buildings, {} hydrants\n", city.buildings->size(), city.hydrants->size());
  HydrantLive straight(city, city, {}, job);
  HoseLive network(city, city, {}, job);
  GeodesicLive geodesic(city, city, {}, job);
  struct Model {
    std::string name;
    LiveHydrants& live;
    std::int64_t edits;
  };
  const std::initializer_list<Model> models{
      {"straight", straight, 4000}, {"network", network, 4000}, {"geodesic", geodesic, 400}};
  for (const Model& model : models) {
    const auto add = [&](const char* kind, void (*edit)(benchmark::State&, LiveHydrants&)) {
      benchmark::RegisterBenchmark(
          (model.name + "/" + kind).c_str(),
          [&live = model.live, edit](benchmark::State& state) { edit(state, live); })
          ->UseManualTime()
          ->Iterations(model.edits);
    };
    add("drag", &drag);
    add("switch", &switch_off_and_on);
    add("put_down", &put_down_and_take_back);
  }
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

}  // namespace
}  // namespace firebreak

int main(int argc, char** argv) {
  try {
    return firebreak::run(argc, argv);
  } catch (const std::exception& e) {
    fmt::print(stderr, "bench_live: {}\n", e.what());
    return 3;
  }
}
