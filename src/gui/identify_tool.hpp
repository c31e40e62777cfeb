#pragma once

#include <optional>

#include "gui/document.hpp"
#include "gui/map_canvas.hpp"
#include "gui/map_tool.hpp"

namespace firebreak::gui {

/// The plain arrow: a click selects what is on top there; another click at the same place goes on
/// to what lies below; Ctrl adds to the selection; a click on nothing selects nothing.
class IdentifyTool : public MapTool {
 public:
  explicit IdentifyTool(Document& document) : document_(document) {}
  bool click(Xy at, QMouseEvent* event, MapCanvas& canvas) override;

 private:
  Document& document_;
  std::optional<Xy> last_;
  std::size_t turn_ = 0;
};

/// What can be picked at a place, topmost first; one hit per table and row.
std::vector<std::pair<TablePtr, std::uint32_t>> features_at(const Document& document, Xy at,
                                                            double tolerance_m);

}  // namespace firebreak::gui
