#pragma once

#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QWidget>

#include "gui/document.hpp"

namespace firebreak::gui {

/// Layers in metres of which neither their file nor the other layers say the zone (planner.md 5.3):
/// whoever knows the survey chooses the central meridian, and sees where on the globe each would
/// put them. Hidden when there are none.
class MeridianBox : public QWidget {
  Q_OBJECT
 public:
  explicit MeridianBox(Document& document);

 private:
  void fill();
  void take();

  Document& document_;
  QLabel* told_;
  QComboBox* meridians_;
  QPushButton* take_;
};

}  // namespace firebreak::gui
