#pragma once

#include <QPainter>
#include <memory>
#include <vector>

#include "core/base/text.hpp"
#include "gui/task.hpp"
#include "render/screen_labels.hpp"

namespace firebreak::gui {

/// The labels of the map, placed once per view on a worker thread and laid over the tiles. Until
/// those of a new view are there, the old ones move with the map, or rest while it is zoomed.
class MapLabels : public QObject {
  Q_OBJECT
 public:
  explicit MapLabels(QObject* parent = nullptr);

  /// Places the labels of the part `visible`, none of them on `kept_free` (both in units of
  /// `screen_view`); a newer call replaces it.
  void want(std::shared_ptr<const render::LiveScene> scene, double metres_per_px,
            double pixel_ratio, const QRectF& visible, std::vector<QRectF> kept_free);
  void clear();
  bool finished() const { return !task_.running(); }
  void paint(QPainter& painter, double metres_per_px, double pixel_ratio, QPointF top_left) const;

 signals:
  void changed();

 private:
  Task task_;
  std::vector<render::ScreenLabel> labels_;
  double metres_per_px_ = 0;
  double pixel_ratio_ = 0;
};

}  // namespace firebreak::gui
