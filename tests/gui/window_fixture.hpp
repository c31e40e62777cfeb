#pragma once

#include <gmock/gmock.h>

#include <QComboBox>
#include <QElapsedTimer>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>
#include <QTreeWidget>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "gui/main_window.hpp"
#include "support/temp_dir.hpp"

namespace firebreak::test {

/// Writes a small town near 11.28° E, 49.51° N into a folder: two streets, a narrow lane, 60
/// houses, two hydrants, a station, a parked car, and its city.toml. Returns the project file.
std::filesystem::path write_town(const std::filesystem::path& folder);

/// A management unit of the town: an upright rectangle in degrees.
struct TownUnit {
  std::string id, name;
  int level = 0;  ///< 1: a town, 2: below it; 0: not said
  Box degrees;
};
/// Writes the units into a layer beside the project file and names it there. Returns the project.
std::filesystem::path add_units(const std::filesystem::path& project,
                                const std::vector<TownUnit>& units);
/// The west half of the town, with 30 of its houses.
std::filesystem::path add_west(const std::filesystem::path& project);

/// A window as a person has it before them: 1200 x 800, English, light, with settings of its own.
class WindowTest : public testing::Test {
 protected:
  WindowTest();
  ~WindowTest() override;

  /// Opens something and waits until it is read and drawn.
  void open(const std::filesystem::path& path);
  void open_town() { open(write_town(dir_.path())); }
  /// Drops files on the window, as the file manager does.
  void drop(const std::vector<std::filesystem::path>& files);
  /// Presses F9 and waits for the results.
  void assess();
  /// Waits until nothing is read, computed or painted any more.
  void settle();
  /// Waits until something is so; false if it has not come in a minute. For ASSERT_TRUE: the macros
  /// of QTest only leave a test of GoogleTest, which then has passed.
  template <class So>
  static bool becomes(So so) {
    return QTest::qWaitFor(so, 60000);
  }
  /// Ends this window and starts another with the same settings, as the next morning.
  void restart();

  template <class Widget = QWidget>
  Widget* find(const char* name) const {
    auto* found = window_->findChild<Widget*>(name);
    EXPECT_NE(found, nullptr) << name;
    return found;
  }
  gui::Document& document() { return window_->document(); }
  gui::MapCanvas& canvas() { return window_->canvas(); }
  void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
  /// Clicks on the map.
  void click(Xy place, Qt::KeyboardModifiers modifiers = Qt::NoModifier);
  void drag(QPoint from, QPoint to, Qt::KeyboardModifiers modifiers = Qt::NoModifier,
            Qt::MouseButton button = Qt::LeftButton);
  void trigger(const char* action);
  /// What the map looks like now.
  QImage picture();

  TempDir dir_;
  std::unique_ptr<gui::AppSettings> settings_;
  std::unique_ptr<gui::MainWindow> window_;

 private:
  void start();
};

/// How many pixels of a picture are of this colour, give or take `within` per channel.
int pixels_like(const QImage& picture, const QColor& colour, int within = 24);

}  // namespace firebreak::test
