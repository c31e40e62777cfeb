#pragma once

#include <cstdint>
#include <vector>

#include "core/geo/shape.hpp"
#include "core/model/issue.hpp"
#include "core/normalise/cad.hpp"

namespace firebreak {

/// A closed outline of a drawing.
struct CadOutline {
  std::uint32_t entity = 0;  ///< the line it was drawn with; of several the first
  bool closed = false;       ///< drawn as one closed line
  double open_share = 0;     ///< of its boundary, along open lines; 0 if closed
};

struct CadOutlines {
  Shapes shapes;                       ///< one polygon each
  std::vector<CadOutline> outlines{};  ///< in the same order
  /// Open lines most of which bounds no outline, and how far an end is from the next line.
  struct Loose {
    std::uint32_t entity;
    double gap;
    Xy at;
  };
  std::vector<Loose> loose{};
  /// Per outline the entities of open lines along its boundary, ascending.
  std::vector<std::vector<std::uint32_t>> open_lines{};
};

/// Outlines from the lines of the entities listed: closed lines first, then the faces that open
/// lines make with them and with each other.
CadOutlines find_outlines(const CadDrawing& drawing, const std::vector<std::uint32_t>& entities);

}  // namespace firebreak
