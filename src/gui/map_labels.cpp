#include "gui/map_labels.hpp"

#include "render/tile.hpp"

namespace firebreak::gui {

MapLabels::MapLabels(QObject* parent) : QObject(parent) {}

void MapLabels::want(std::shared_ptr<const render::LiveScene> scene, double metres_per_px,
                     double pixel_ratio, const QRectF& visible, std::vector<QRectF> kept_free) {
  task_.start(
      [scene = std::move(scene), metres_per_px, pixel_ratio, visible,
       kept_free = std::move(kept_free), in = language()](const Job& job) {
        return render::place_labels(*scene, render::screen_view(metres_per_px, pixel_ratio),
                                    visible, in, job, kept_free);
      },
      [this, metres_per_px, pixel_ratio](std::vector<render::ScreenLabel> labels) {
        labels_ = std::move(labels);
        metres_per_px_ = metres_per_px;
        pixel_ratio_ = pixel_ratio;
        emit changed();
      });
}

void MapLabels::clear() {
  task_.cancel();
  labels_.clear();
}

void MapLabels::paint(QPainter& painter, double metres_per_px, double pixel_ratio,
                      QPointF top_left) const {
  if (metres_per_px == metres_per_px_ && pixel_ratio == pixel_ratio_)
    render::paint_labels(painter, labels_, top_left, pixel_ratio);
}

}  // namespace firebreak::gui
