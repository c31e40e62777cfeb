#pragma once

#include <QImage>
#include <QWidget>

#include "gui/document.hpp"
#include "gui/map_canvas.hpp"
#include "gui/task.hpp"

namespace firebreak::gui {

/// A small map of everything in a corner of the canvas, with the view's frame in it; a click or a
/// drag in it moves the view. Painted on a worker thread.
class MapOverview : public QWidget {
  Q_OBJECT
 public:
  MapOverview(Document& document, MapCanvas& canvas);

  bool finished() const { return !painting_.running(); }
  QPointF to_screen(Xy place) const;
  Xy to_map(QPointF pixel) const;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void place();
  void ask_for_picture();

  Document& document_;
  MapCanvas& canvas_;
  Box shown_;  ///< what the whole widget shows
  QImage picture_;
  Task painting_;
};

}  // namespace firebreak::gui
