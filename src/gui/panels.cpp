#include "gui/panels.hpp"

#include <array>

namespace firebreak::gui {

std::span<const PanelSpec> panels() {
  static const std::array<PanelSpec, 0> all{};
  return all;
}

}  // namespace firebreak::gui
