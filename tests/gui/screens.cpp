// Pictures of the window: every step and panel, in both languages and both themes.
//
// usage: gui_screens CITY FOLDER [WIDTHxHEIGHT]
//
// A command of its own (built with the tests), for looking at with one's own eyes; the city is
// assessed first. Writes FOLDER/<language>-<theme>-<what>.png.
#include <QApplication>
#include <QTest>
#include <cstdio>
#include <filesystem>
#include <limits>
#include <optional>

#include "core/geo/measure.hpp"
#include "core/model/cells.hpp"
#include "gui/brief_page.hpp"
#include "gui/main_window.hpp"
#include "gui/qt_texts.hpp"
#include "gui/theme.hpp"
#include "support/temp_dir.hpp"

namespace {

using namespace firebreak;

class Photographer {
 public:
  Photographer(gui::MainWindow& window, std::filesystem::path folder)
      : window_(window), folder_(std::move(folder)) {}

  bool settle() {
    auto& preview = static_cast<gui::BriefPage&>(*window_.panel("brief")).preview();
    const bool done = QTest::qWaitFor(
        [&] {
          return !document().busy() && !document().drawing() &&
                 (window_.canvas().finished() || !window_.canvas().isVisible()) &&
                 (!preview.isVisible() || (preview.finished() && preview.picture()));
        },
        600000);
    QTest::qWait(120);
    return done;
  }
  /// All there is to see in the language and the theme set.
  void take_all(const std::string& prefix) {
    prefix_ = prefix;
    for (int step = 0; step < gui::step_count; ++step) {
      window_.choose_step(static_cast<gui::Step>(step));
      static constexpr const char* names[] = {"data", "rules", "assess", "remedy", "brief"};
      take(names[step]);
    }
    window_.choose_step(gui::Step::assess);
    const auto failing = show_failing_building();
    take("story");
    if (failing) take_plan(*failing);
    window_.show_panel("table");
    take("table");
    if (auto* table = window_.findChild<QWidget*>("dock_table")) table->hide();
    window_.show_panel("layers");
    take("layers");
    document().select({});
    window_.canvas().full_extent();
  }

 private:
  gui::Document& document() { return window_.document(); }
  void take(const std::string& what) {
    settle();
    if (!window_.grab().save(
            QString::fromStdString((folder_ / (prefix_ + "-" + what + ".png")).string())))
      std::fprintf(stderr, "%s: not written\n", what.c_str());
  }
  /// A plan with a hydrant in the street next to a building that fails, and what it changes.
  void take_plan(Xy beside) {
    window_.choose_step(gui::Step::remedy);
    const Xy at = on_a_lane(beside);
    document().add_edit(AddHydrant{document().new_id(), document().city()->to_crs(at)});
    settle();
    window_.canvas().zoom_to(Box{at, at}.grown(180));
    take("plan");
    document().undo().undo();
    settle();
    window_.choose_step(gui::Step::assess);
  }
  /// The place on the lanes next to a place.
  Xy on_a_lane(Xy from) {
    const gui::TablePtr lanes = document().table("fire_lanes");
    Xy next = from;
    double distance2_m2 = std::numeric_limits<double>::max();
    for (std::uint32_t row = 0; lanes && row < lanes->rows(); ++row) {
      const LineFoot found = nearest_on_line(lanes->shapes.feature_points(row), from);
      if (found.distance2_m2 >= distance2_m2) continue;
      distance2_m2 = found.distance2_m2;
      next = found.at;
    }
    return next;
  }
  /// A building that fails, in the middle of the map; where it stands.
  std::optional<Xy> show_failing_building() {
    const gui::TablePtr risk = document().table("building_risk");
    if (!risk) return std::nullopt;
    for (std::uint32_t row = 0; row < risk->rows(); ++row) {
      if (word_or_empty(*risk, "hydrant_verdict", row) != "fail" ||
          word_or_empty(*risk, "way_in_lane_id", row).empty())
        continue;
      document().show("building_risk", row);
      const Box& box = risk->shapes.boxes[row];
      return box.centre();
    }
    return std::nullopt;
  }

  gui::MainWindow& window_;
  std::filesystem::path folder_;
  std::string prefix_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::fputs("usage: gui_screens CITY FOLDER [WIDTHxHEIGHT]\n", stderr);
    return 2;
  }
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  const QStringList size = QString::fromUtf8(argc > 3 ? argv[3] : "1360x860").split('x');
  std::filesystem::create_directories(argv[2]);
  const test::TempDir own;
  gui::AppSettings settings(own.path() / "window.ini");
  settings.set_language(Language::en);
  set_language(Language::en);
  gui::apply_theme(application, "light", false);
  gui::MainWindow window(settings);
  window.ask_unsaved = [] { return gui::MainWindow::Answer::discard; };
  window.resize(size.value(0).toInt(), size.value(1).toInt());
  window.show();
  Photographer photographer(window, argv[2]);
  window.open(argv[1]);
  if (!photographer.settle()) return 1;
  window.document().assess();
  if (!photographer.settle()) return 1;
  for (const char* language : {"en", "zh"}) {
    for (const char* theme : {"light", "dark"}) {
      photographer.take_all(std::string(language) + "-" + theme);
      window.actions().find("dark")->trigger();
    }
    window.actions().find("chinese")->trigger();
  }
  return 0;
}
