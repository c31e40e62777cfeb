#pragma once

#include <QHBoxLayout>
#include <functional>
#include <optional>

#include "gui/find_box.hpp"
#include "gui/map_furniture.hpp"
#include "gui/measure_tool.hpp"
#include "gui/panels.hpp"
#include "gui/selection_overlay.hpp"

class QMenu;

namespace firebreak::gui {

/// The strip above the map: its tools as buttons, and the find box. Also owns what belongs to the
/// map alone: measuring, the outlines of the selection, bookmarks,
/// and what stands on the map besides the data.
class MapBar : public QWidget {
  Q_OBJECT
 public:
  explicit MapBar(Context& context);
  ~MapBar() override;
  static QWidget* make(Context& context) { return new MapBar(context); }

  FindBox& find_box() { return *find_; }
  const MeasureTool& length_tool() const { return length_; }
  const MeasureTool& area_tool() const { return area_; }
  const SelectionOverlay& outlines() const { return outlines_; }
  MapFurniture& furniture() { return furniture_; }
  /// Asks for the name of a bookmark; replaced by tests.
  std::function<std::optional<QString>(const QString& proposal)> ask_name;

 private:
  void add_bookmark();
  void fill_bookmarks(QMenu& menu);

  Context context_;
  MeasureTool length_;
  MeasureTool area_;
  SelectionOverlay outlines_;
  MapFurniture furniture_;
  FindBox* find_;
};

}  // namespace firebreak::gui
