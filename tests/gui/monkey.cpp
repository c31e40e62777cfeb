// A monkey before the window: random mouse, wheel, keys and commands for some minutes, from a seed.
//
// usage: gui_monkey CITY [MINUTES] [SEED]
//
// A command of its own (built with the tests, best with sanitizers); it ends with 0 if nothing
// broke. It acts on a copy of the city's folder, whatever it saves; files that are asked for are
// written to a folder of its own, other dialogs are turned down.
#include <QApplication>
#include <QDialog>
#include <QElapsedTimer>
#include <QMenu>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>
#include <array>
#include <cstdio>
#include <filesystem>
#include <random>
#include <set>

#include "gui/brief_page.hpp"
#include "gui/main_window.hpp"
#include "gui/theme.hpp"
#include "support/temp_dir.hpp"

namespace {

using namespace firebreak;

/// Commands that end the program or leave the city.
const std::set<QString>& left_out() {
  static const std::set<QString> names{"quit", "close", "open_sample", "open_sample_county",
                                       "full_screen"};
  return names;
}

/// The city's own folder, copied; the path in the copy that was named in the original.
std::filesystem::path copied(const std::filesystem::path& city, const std::filesystem::path& into) {
  namespace fs = std::filesystem;
  const fs::path from = fs::is_directory(city) ? city : city.parent_path();
  fs::copy(fs::absolute(from), into / "city", fs::copy_options::recursive);
  return fs::is_directory(city) ? into / "city" : into / "city" / city.filename();
}

class Monkey {
 public:
  Monkey(gui::MainWindow& window, unsigned seed) : window_(window), random_(seed) {}

  void act() {
    switch (number(10)) {
      case 0:
      case 1:
        wheel();
        break;
      case 2:
        drag();
        break;
      case 3:
        QTest::mouseClick(&window_.canvas(), Qt::LeftButton, modifiers(), place());
        break;
      case 4:
        key();
        break;
      case 5:
        command();
        break;
      case 6:
        widget();
        break;
      case 7:
        QTest::qWait(number(120));
        break;
      case 8:
        QTest::mouseDClick(&window_.canvas(), Qt::LeftButton, Qt::NoModifier, place());
        break;
      default:
        window_.document().undo().setIndex(number(window_.document().undo().count() + 1));
    }
  }

 private:
  int number(int below) {
    return std::uniform_int_distribution<>(0, std::max(0, below - 1))(random_);
  }
  QPoint place() { return {number(window_.canvas().width()), number(window_.canvas().height())}; }
  Qt::KeyboardModifiers modifiers() {
    static constexpr std::array all{Qt::NoModifier, Qt::ShiftModifier, Qt::ControlModifier};
    return all[static_cast<std::size_t>(number(3))];
  }
  void wheel() {
    const QPointF at = place();
    QWheelEvent event(at, window_.canvas().mapToGlobal(at), QPoint(),
                      QPoint(0, 120 * (number(7) - 3)), Qt::NoButton, modifiers(),
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&window_.canvas(), &event);
  }
  void drag() {
    const auto held = modifiers();
    QTest::mousePress(&window_.canvas(), Qt::LeftButton, held, place());
    for (int i = number(6); i > 0; --i) QTest::mouseMove(&window_.canvas(), place());
    QTest::mouseRelease(&window_.canvas(), Qt::LeftButton, held, place());
  }
  void key() {
    static constexpr std::array keys{
        Qt::Key_Left,     Qt::Key_Right,  Qt::Key_Up,     Qt::Key_Down,   Qt::Key_PageUp,
        Qt::Key_PageDown, Qt::Key_Home,   Qt::Key_Escape, Qt::Key_Return, Qt::Key_Backspace,
        Qt::Key_Tab,      Qt::Key_Delete, Qt::Key_A,      Qt::Key_5};
    QWidget* at = QApplication::focusWidget();
    QTest::keyClick(at != nullptr ? at : &window_.canvas(),
                    keys[static_cast<std::size_t>(number(static_cast<int>(keys.size())))],
                    modifiers());
  }
  void command() {
    const auto& all = window_.actions().all();
    QAction* action = all[static_cast<std::size_t>(number(static_cast<int>(all.size())))];
    if (!left_out().contains(action->objectName())) action->trigger();
  }
  void widget() {
    const auto all = window_.findChildren<QWidget*>();
    QWidget* at = all[number(static_cast<int>(all.size()))];
    if (!at->isVisible() || at->width() < 2 || at->height() < 2) return;
    QTest::mouseClick(at, Qt::LeftButton, modifiers(), {number(at->width()), number(at->height())});
    if (number(4) == 0 && at->hasFocus()) QTest::keyClicks(at, "12.5 North");
  }

  gui::MainWindow& window_;
  std::mt19937 random_;
};

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fputs("usage: gui_monkey CITY [MINUTES] [SEED]\n", stderr);
    return 2;
  }
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  QApplication application(argc, argv);
  gui::apply_theme(application, "light", false);
  const double minutes = argc > 2 ? std::atof(argv[2]) : 10;
  const auto seed = static_cast<unsigned>(argc > 3 ? std::atoi(argv[3]) : 1);
  const test::TempDir folder;
  gui::AppSettings settings(folder.path() / "window.ini");
  gui::MainWindow window(settings);
  window.ask_unsaved = [] { return gui::MainWindow::Answer::discard; };
  window.resize(1200, 800);
  window.show();
  auto& brief = static_cast<gui::BriefPage&>(*window.panel("brief"));
  brief.outputs().ask_path = [&](const QString&, const QString&, const QString& ending) {
    return QString::fromStdString((folder.path() / "taken.").string()) + ending;
  };
  brief.outputs().ask_printer = [&](QPrinter& printer) {
    printer.setOutputFormat(QPrinter::PdfFormat);
    printer.setOutputFileName(QString::fromStdString((folder.path() / "print.pdf").string()));
    return true;
  };
  brief.ask_logo = [] { return QString(); };
  window.open(copied(argv[1], folder.path()));
  // What asks a question is answered with no, or nothing would go on.
  QTimer closer;
  QObject::connect(&closer, &QTimer::timeout, [] {
    if (QWidget* popup = QApplication::activePopupWidget()) popup->close();
    if (auto* dialog = qobject_cast<QDialog*>(QApplication::activeModalWidget())) dialog->reject();
  });
  closer.start(40);
  QElapsedTimer time;
  time.start();
  Monkey monkey(window, seed);
  std::size_t acts = 0;
  while (static_cast<double>(time.elapsed()) < 60000 * minutes) {
    monkey.act();
    if (++acts % 50 == 0) QCoreApplication::processEvents();
    if (acts % 2000 == 0)
      std::printf("%zu acts, %.1f minutes\n", acts, double(time.elapsed()) / 6e4);
  }
  std::printf("%zu acts in %.1f minutes, seed %u: nothing broke\n", acts,
              double(time.elapsed()) / 6e4, seed);
  return 0;
}
