/// The map window over a city, timed as a person feels it.
/// usage: bench_window CITY [steps]
/// Prints: wall seconds from opening to the first map and to the whole of it, milliseconds of a
/// frame in a scripted pan and zoom (median, 95th percentile, most), milliseconds until the picture
/// is finished after a jump, and the peak memory. Needs no display.
#include <fmt/format.h>
#include <sys/resource.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QTest>
#include <algorithm>
#include <cstdio>
#include <random>
#include <vector>

#include "gui/main_window.hpp"
#include "gui/theme.hpp"
#include "support/temp_dir.hpp"

namespace {

using namespace firebreak;

double ms(const QElapsedTimer& timer) {
  return 1e-6 * static_cast<double>(timer.nsecsElapsed());
}

void print(const char* what, std::vector<double> of) {
  std::sort(of.begin(), of.end());
  const auto at = [&](double share) {
    return of.empty() ? 0
                      : of[static_cast<std::size_t>(share * static_cast<double>(of.size() - 1))];
  };
  fmt::print("{:34} p50 {:8.1f}  p95 {:8.1f}  max {:8.1f} ms  (n = {})\n", what, at(0.5), at(0.95),
             at(1), of.size());
  std::fflush(stdout);
}

double peak_mb() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: bench_window CITY [steps]\n", stderr);
    return 2;
  }
  const int steps = argc > 2 ? std::atoi(argv[2]) : 200;
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  gui::apply_theme(application, "light", false);
  const test::TempDir folder;
  gui::AppSettings settings(folder.path() / "window.ini");
  gui::MainWindow window(settings);
  window.ask_unsaved = [] { return gui::MainWindow::Answer::discard; };
  window.resize(1920, 1080);
  window.show();
  gui::Document& document = window.document();
  gui::MapCanvas& canvas = window.canvas();
  const auto finished = [&] {
    return document.scene() && !document.drawing() && canvas.finished();
  };

  QElapsedTimer timer;
  timer.start();
  window.open(argv[1]);
  if (!QTest::qWaitFor(finished, 600000)) return 1;
  fmt::print("{:34} {:.2f} s\n", "first map", ms(timer) / 1000);
  if (!QTest::qWaitFor([&] { return finished() && !document.busy(); }, 600000)) return 1;
  fmt::print("{:34} {:.2f} s\n", "everything read and drawn", ms(timer) / 1000);
  fmt::print("{:34} {:.0f} MB\n", "peak memory", peak_mb());

  std::mt19937 random(1);
  std::vector<double> frames;
  std::vector<double> pictures;
  for (int i = 0; i < steps; ++i) {
    if (i % 20 < 14)
      canvas.pan_by({17, -9});
    else
      canvas.zoom_by(i % 40 < 20 ? 1.19 : 0.84, {900, 500});
    timer.restart();
    canvas.repaint();
    frames.push_back(ms(timer));
    QTest::qWait(5);
  }
  print("frame in a pan and zoom", frames);
  const Box all = document.scene()->extent;
  for (int i = 0; i < steps / 8; ++i) {
    const double x = std::uniform_real_distribution<>(all.min.x_m, all.max.x_m)(random);
    const double y = std::uniform_real_distribution<>(all.min.y_m, all.max.y_m)(random);
    static constexpr double resolutions[] = {0.5, 1, 2, 5, 10, 20};
    timer.restart();
    canvas.set_view({{x, y}, resolutions[i % 6]});
    if (!QTest::qWaitFor(finished, 60000)) return 1;
    pictures.push_back(ms(timer));
  }
  print("finished picture after a jump", pictures);
  fmt::print("{:34} {:.0f} MB\n", "peak memory", peak_mb());
  return 0;
}
