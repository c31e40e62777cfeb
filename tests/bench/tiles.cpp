/// Tiles of the map window over an assessed city, timed.
/// usage: bench_tiles risk.gpkg [style [tiles a scale [layers]]]
/// Two lines a scale: processor milliseconds of a tile and of the labels of a window (median, 95th
/// percentile, most); with
/// `layers` also the median of each layer alone that takes more than 0.3 ms. The tiles of a scale
/// are spread evenly over those that show a building.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <ctime>
#include <exception>
#include <map>
#include <string>

#include "core/io/risk_file.hpp"
#include "core/io/style_file.hpp"
#include "render/export.hpp"
#include "render/screen_labels.hpp"
#include "render/tile.hpp"

namespace {

using namespace firebreak;
using namespace firebreak::render;
using Scene = std::shared_ptr<const LiveScene>;

/// Processor seconds of this thread.
double cpu_s() {
  timespec t{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
  return static_cast<double>(t.tv_sec) + 1e-9 * static_cast<double>(t.tv_nsec);
}

double percentile(std::vector<double> of, double share) {
  std::sort(of.begin(), of.end());
  return of.empty() ? 0 : of[static_cast<std::size_t>(share * static_cast<double>(of.size() - 1))];
}

/// Up to `wanted` tiles that hold the middle of a building, spread evenly.
std::vector<TileKey> tiles_of(const LiveScene& scene, double metres_per_pixel, std::size_t wanted) {
  const double side = metres_per_pixel * TileKey::size;
  std::map<std::pair<int, int>, int> seen;
  for (const auto& table : scene.tables)
    if (table->name == "building_risk")
      for (const Box& box : table->shapes.boxes)
        if (!box.empty())
          ++seen[{static_cast<int>(std::floor(-box.centre().y_m / side)),
                  static_cast<int>(std::floor(box.centre().x_m / side))}];
  std::vector<TileKey> all, chosen;
  for (const auto& [at, count] : seen) all.push_back({metres_per_pixel, 1, at.second, at.first});
  const std::size_t n = std::min(wanted, all.size());
  for (std::size_t i = 0; i < n; ++i) chosen.push_back(all[i * all.size() / n]);
  return chosen;
}

void time_scale(const LiveScene& scene, double metres_per_pixel, std::size_t wanted) {
  std::vector<double> each;
  for (const TileKey& key : tiles_of(scene, metres_per_pixel, wanted)) {
    const double from = cpu_s();
    const QImage tile = paint_tile(scene, key, Job{});
    each.push_back(1000 * (cpu_s() - from));
    if (tile.isNull()) throw std::runtime_error("no picture");
  }
  fmt::print("{:6.2f} m/px {:4} tiles: p50 {:7.2f}  p95 {:7.2f}  max {:7.2f} ms\n",
             metres_per_pixel, each.size(), percentile(each, 0.5), percentile(each, 0.95),
             percentile(each, 1));
}

/// Labels of views of 1920 x 1080 pixels with the middle of such tiles.
void time_labels(const LiveScene& scene, double metres_per_pixel, std::size_t wanted) {
  std::vector<double> each;
  std::size_t most = 0;
  for (const TileKey& key : tiles_of(scene, metres_per_pixel, wanted)) {
    const QRectF visible((key.x + 0.5) * TileKey::size - 960, (key.y + 0.5) * TileKey::size - 540,
                         1920, 1080);
    const double from = cpu_s();
    const auto labels =
        place_labels(scene, screen_view(metres_per_pixel, 1), visible, Language::en, Job{});
    each.push_back(1000 * (cpu_s() - from));
    most = std::max(most, labels.size());
  }
  fmt::print("           labels, up to {:4}:  p50 {:7.2f}  p95 {:7.2f}  max {:7.2f} ms\n", most,
             percentile(each, 0.5), percentile(each, 0.95), percentile(each, 1));
}

/// The scene with one layer of it alone, for the share of each.
void time_layers(const std::vector<std::shared_ptr<const FeatureTable>>& tables,
                 const StyleSheet& style, const Scene& all, double metres_per_pixel,
                 std::size_t wanted) {
  for (const auto& layer : style.layers) {
    std::vector<LiveLook> looks;
    for (const auto& other : style.layers)
      looks.push_back({other.table, other.title, &other == &layer, 1, {}});
    const auto scene = make_live_scene(tables, style, looks, {}, all, Job{});
    std::vector<double> each;
    for (const TileKey& key : tiles_of(*scene, metres_per_pixel, wanted)) {
      const double from = cpu_s();
      paint_tile(*scene, key, Job{});
      each.push_back(1000 * (cpu_s() - from));
    }
    if (percentile(each, 0.5) > 0.3)
      fmt::print("           {:32} p50 {:7.2f}\n", layer.title, percentile(each, 0.5));
  }
}

void run(int argc, char** argv) {
  const std::size_t wanted = argc > 3 ? std::stoul(argv[3]) : 40;
  auto risk = io::read_risk_file(argv[1], Job{});
  const StyleSheet style = io::style_sheet(argc > 2 ? argv[2] : "light");
  std::vector<std::shared_ptr<const FeatureTable>> tables;
  for (auto& table : risk.tables)
    tables.push_back(std::make_shared<const FeatureTable>(std::move(table)));
  std::vector<LiveLook> looks;
  for (const auto& layer : style.layers)
    looks.push_back({layer.table, layer.title, layer.shown, 1, {}});
  const auto scene = make_live_scene(tables, style, looks, {}, nullptr, Job{});
  for (const double metres_per_pixel : {0.5, 2.0, 5.0, 10.0, 28.0, 100.0}) {
    time_scale(*scene, metres_per_pixel, wanted);
    time_labels(*scene, metres_per_pixel, std::min<std::size_t>(wanted, 20));
    if (argc > 4)
      time_layers(tables, style, scene, metres_per_pixel, std::min<std::size_t>(wanted, 8));
  }
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2 || argc > 5) {
    fmt::print(stderr, "usage: bench_tiles risk.gpkg [style [tiles a scale [layers]]]\n");
    return 2;
  }
  try {
    prepare_qt();
    run(argc, argv);
  } catch (const std::exception& e) {
    fmt::print(stderr, "bench_tiles: {}\n", e.what());
    return 3;
  }
}
