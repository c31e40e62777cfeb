#include <gmock/gmock.h>

#include "render/export.hpp"

int main(int argc, char** argv) {
  testing::InitGoogleMock(&argc, argv);
  firebreak::render::prepare_qt();
  return RUN_ALL_TESTS();
}
