#pragma once

#include <QImage>
#include <QObject>

#include "gui/map_canvas.hpp"
#include "gui/task.hpp"

namespace firebreak::gui {

/// Outlines of what is selected, above the map. A few are drawn live; many are painted on a worker
/// thread, and what was painted last moves along with the map until the right picture has come.
class SelectionOverlay : public QObject {
  Q_OBJECT
 public:
  SelectionOverlay(Document& document, MapCanvas& canvas, QObject* parent = nullptr);
  ~SelectionOverlay() override;

  /// The picture shows the present selection in the present view.
  bool finished() const;

 private:
  struct Picture {
    QImage image;
    MapView view;
    QSize size;
    double ratio = 1;
    unsigned state = 0;  ///< which selection, table and colours
  };
  void take_selection();
  void paint(QPainter& painter);
  void ask();
  bool is_live() const { return rows_->size() <= 200; }

  Document& document_;
  MapCanvas& canvas_;
  TablePtr table_;
  std::shared_ptr<const std::vector<std::uint32_t>> rows_;
  unsigned state_ = 0;
  Picture picture_;
  Task painting_;
};

}  // namespace firebreak::gui
