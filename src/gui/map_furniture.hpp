#pragma once

#include <QObject>
#include <QPainter>

#include "gui/map_overview.hpp"
#include "gui/map_tip.hpp"
#include "gui/panels.hpp"

namespace firebreak::gui {

/// What stands on the map besides the data: scale bar and north arrow, the overview, tips under the
/// mouse. Each is switched in the menu "View" and remembered for the next time.
class MapFurniture : public QObject {
  Q_OBJECT
 public:
  explicit MapFurniture(Context& context, QObject* parent = nullptr);

  const MapTip& tip() const { return tip_; }
  MapOverview& overview() { return *overview_; }

 private:
  void add_switch(const char* id, const char* text, const char* tip, bool at_first,
                  std::function<void(bool)> take);
  void paint(QPainter& painter) const;

  Context context_;
  MapTip tip_;
  MapOverview* overview_;
};

}  // namespace firebreak::gui
