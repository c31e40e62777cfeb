#include "gui/zoom_sign.hpp"

#include <QPainter>
#include <QPixmap>

namespace firebreak::gui {

QIcon zoom_sign(bool zoom_in, const QColor& colour, double pixel_ratio) {
  constexpr int side = 16;
  constexpr QPointF centre(6.5, 6.5);
  constexpr double radius = 5;
  constexpr double bar = 2.5;  // half of it
  QPixmap picture(QSize(side, side) * pixel_ratio);
  picture.setDevicePixelRatio(pixel_ratio);
  picture.fill(Qt::transparent);
  QPainter painter(&picture);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(colour, 1.5, Qt::SolidLine, Qt::RoundCap));
  painter.drawEllipse(centre, radius, radius);
  painter.drawLine(QPointF(10.2, 10.2), QPointF(14.5, 14.5));
  painter.drawLine(centre - QPointF(bar, 0), centre + QPointF(bar, 0));
  if (zoom_in) painter.drawLine(centre - QPointF(0, bar), centre + QPointF(0, bar));
  painter.end();
  return QIcon(picture);
}

}  // namespace firebreak::gui
