#include <QApplication>
#include <QMessageBox>
#include <cstdio>
#include <string>

#include "core/base/error.hpp"
#include "core/base/heap.hpp"
#include "gui/app_settings.hpp"
#include "gui/main_window.hpp"
#include "gui/qt_texts.hpp"
#include "gui/theme.hpp"

namespace {

int run(QApplication& application, const QStringList& words) {
  using namespace firebreak;
  gui::AppSettings settings;
  set_language(settings.language());
  gui::set_language_of_qt(settings.language());
  gui::apply_theme(application, settings.theme(), settings.large());
  gui::MainWindow window(settings);
  window.show();
  window.offer_recovery();
  if (!words.isEmpty()) window.open(words.front().toStdString());
  return QApplication::exec();
}

}  // namespace

int main(int argc, char** argv) {
  using namespace firebreak;
  give_back_large_arrays();
  QCoreApplication::setApplicationName("firebreak");
  QCoreApplication::setApplicationVersion(FIREBREAK_VERSION);
  QHashSeed::setDeterministicGlobalSeed();  // the order of resources in files: the same every time
  QApplication application(argc, argv);
  const QStringList words = application.arguments().mid(1);
  if (words.contains("--help") || words.contains("-h")) {
    std::puts("firebreak-desktop [CITY|RISK.gpkg]");
    return 0;
  }
  if (words.contains("--version")) {
    std::puts("firebreak-desktop " FIREBREAK_VERSION);
    return 0;
  }
  try {
    return run(application, words);
  } catch (const Error& e) {
    // A damaged style sheet or data folder: nothing can be shown, but it is said what is wrong.
    std::fprintf(stderr, "%s\n", e.what());
    QMessageBox::critical(nullptr, QStringLiteral("Firebreak"), QString::fromUtf8(e.what()));
    return static_cast<int>(e.kind());
  }
}
