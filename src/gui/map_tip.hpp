#pragma once

#include <QObject>
#include <QTimer>

#include "gui/document.hpp"
#include "gui/map_canvas.hpp"

namespace firebreak::gui {

/// Tells what is under the mouse once it rests on the map: its name, what it is, and the verdict.
class MapTip : public QObject {
  Q_OBJECT
 public:
  static constexpr int rest_ms = 600;

  MapTip(Document& document, MapCanvas& canvas, QObject* parent = nullptr);
  void set_on(bool on);
  /// What it says of a place; empty where nothing is drawn.
  QString words_at(Xy place) const;

 private:
  void show();

  Document& document_;
  MapCanvas& canvas_;
  QTimer rest_;
  Xy place_;
  bool on_ = true;
};

}  // namespace firebreak::gui
