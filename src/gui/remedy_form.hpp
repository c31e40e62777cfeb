#pragma once

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QFormLayout>
#include <QLabel>
#include <QLineEdit>
#include <QWidget>

#include "core/model/scenario.hpp"

namespace firebreak::gui {

/// What the next thing put on the map will be.
struct NextEdit {
  HydrantFacts hydrant;
  ObstacleKind obstacle = ObstacleKind::unknown;  ///< unknown: a post for a point, a fence else
  std::string station_name;
  double lane_width_m = 4;
};

/// The kind of an obstacle of so many points.
ObstacleKind obstacle_of(ObstacleKind chosen, std::size_t points);

/// The attributes of a hydrant, an obstacle, a station or a wider lane: of the next one that is put
/// on the map, or of an edit that was made. Rows that do not matter are hidden.
class RemedyForm : public QWidget {
  Q_OBJECT
 public:
  enum class About { nothing, hydrant, obstacle, station, lane };
  explicit RemedyForm(QWidget* parent = nullptr);

  /// Shows what the next one will be.
  void show_next(About about, const NextEdit& next);
  /// Shows an edit that was made, the `number`th of its plan; nothing if it has no attributes.
  void show_edit(const Edit& edit, std::size_t number);
  void retell();

  About about() const { return about_; }
  /// The fields as they stand, over what was there.
  NextEdit values(NextEdit over) const;
  /// The edit with the fields as they stand.
  Edit changed(Edit edit) const;

 signals:
  void edited();

 private:
  void show_rows(About about);
  void set(const NextEdit& values);
  static About about_of(const Edit& edit);

  About about_ = About::nothing;
  std::size_t number_ = 0;  ///< of the edit shown; 0: the next one
  bool filling_ = false;
  QFormLayout* rows_;
  QLabel* whose_;
  QComboBox* hydrant_kind_;
  QDoubleSpinBox* flow_;
  QDoubleSpinBox* main_;
  QComboBox* layout_;
  QComboBox* obstacle_kind_;
  QLineEdit* name_;
  QDoubleSpinBox* width_;
};

}  // namespace firebreak::gui
