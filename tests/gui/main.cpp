#include <gmock/gmock.h>

#include <QApplication>

#include "gui/theme.hpp"

int main(int argc, char** argv) {
  testing::InitGoogleMock(&argc, argv);
  if (qEnvironmentVariableIsEmpty("QT_QPA_PLATFORM")) qputenv("QT_QPA_PLATFORM", "offscreen");
  QHashSeed::setDeterministicGlobalSeed();  // as the program does: the same files every time
  QApplication application(argc, argv);
  firebreak::gui::apply_theme(application, "light", false);
  return RUN_ALL_TESTS();
}
