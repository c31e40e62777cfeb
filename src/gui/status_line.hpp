#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QProgressBar>
#include <QStatusBar>
#include <QToolButton>
#include <optional>

#include "core/geo/crs.hpp"
#include "gui/document.hpp"
#include "gui/map_canvas.hpp"

namespace firebreak::gui {

/// The foot of the window: place under the cursor in the map's CRS and in degrees, a box to go to a
/// place, the scale, the CRS in plain words, and what is being computed, with its stop button.
class StatusLine : public QStatusBar {
  Q_OBJECT
 public:
  StatusLine(Document& document, MapCanvas& canvas, QWidget* parent = nullptr);

  /// A place typed by the user: "11.278 49.51" or "11.278, 49.51" in degrees, or easting and
  /// northing of the map's CRS; city metres. Empty if it is none or there is no city.
  std::optional<Xy> place_of(const QString& typed) const;

 private:
  void show_place(Xy place);
  void show_scale();
  void take_grid();
  void tell_crs();
  bool has_place() const;
  void go();

  Document& document_;
  MapCanvas& canvas_;
  QLabel* place_;
  QLineEdit* go_to_;
  QComboBox* scale_;
  QToolButton* crs_;
  QProgressBar* bar_;
  QToolButton* stop_;
  std::optional<Transform> to_degrees_;
  std::optional<Transform> from_degrees_;
  Xy origin_;
};

}  // namespace firebreak::gui
