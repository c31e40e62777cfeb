#pragma once

#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <functional>

#include "gui/document.hpp"

namespace firebreak::gui {

/// What is seldom said of a layer: which of its records count, how exact its distances are, and the
/// control points that bring it to its place. What cannot be used is refused with a sentence.
class IntakeMore : public QWidget {
  Q_OBJECT
 public:
  explicit IntakeMore(Document& document);

  /// `spec`: the source that the project reads the layer by; null: none.
  void show_layer(const IntakeRow& row, const io::SourceSpec* spec);
  /// Asks for a file of control points; replaced by tests.
  std::function<QString()> ask_control_points;

 signals:
  /// `change` is to be made to the source of the layer; `what` is the undo text.
  /// As `correction`, of the layer that was shown when it was asked for.
  void correction_of(const firebreak::gui::IntakeRow& row, const char* what,
                     const std::function<void(firebreak::io::SourceSpec&)>& change);
  void correction(const char* what, const std::function<void(firebreak::io::SourceSpec&)>& change);

 private:
  void take_where();
  void choose_control_points();
  void show_control_points(const io::SourceSpec* spec);

  Document& document_;
  QLineEdit* where_;
  QDoubleSpinBox* relative_;
  QLabel* points_told_;
  QPushButton* no_points_;
  QPushButton* accept_fit_;  ///< shown where the points fit worse than they may
  double fit_m_ = 0;         ///< RMS of the points shown
  IntakeRow row_;            ///< that is shown
  Task checking_;
  bool filling_ = false;
};

}  // namespace firebreak::gui
