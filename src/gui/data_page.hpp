#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QSpinBox>
#include <QTableWidget>
#include <QTreeWidget>
#include <QWidget>

#include "gui/panels.hpp"
#include "gui/place_proposals_box.hpp"
#include "gui/value_list_box.hpp"

namespace firebreak::gui {

/// Step 1, what was recognised: one row per layer that opens to its columns, everything correctable
/// and kept in the project: role, CRS, encoding, offset, packed angles, exchanged x and y, header
/// row, accuracy, what each column means and in which unit; what the other layers say about its
/// place is taken with a button. A wrong row is put right here, nothing is asked in between; what
/// it changes is told, and remembered for the next files of its kind when the user says so.
class IntakePage : public QWidget {
  Q_OBJECT
 public:
  explicit IntakePage(Context& context);
  static QWidget* make(Context& context) { return new IntakePage(context); }

 private:
  void make_fields();
  void lay_out();
  void connect_fields();
  void connect_values();
  void fill();
  void show_layer();
  void show_columns(const IntakeRow& row);
  void show_remembered(const IntakeRow& row);
  void tell_effect();
  const IntakeRow* current() const;
  int current_index() const;
  /// Writes the current layer into the mapping file, or takes it out.
  void remember(bool wanted);
  /// Changes what the project says about the current layer, apart from the other layers of its
  /// file.
  void correct(const char* what, const std::function<void(io::SourceSpec&)>& change);

  Context context_;
  QTreeWidget* layers_;
  QGroupBox* form_;
  QComboBox* role_;
  QLineEdit* crs_;
  QComboBox* encoding_;
  QComboBox* shift_;
  QDoubleSpinBox* accuracy_;
  QCheckBox* packed_;
  QCheckBox* turned_;
  QSpinBox* header_row_;
  QCheckBox* remember_;
  QLabel* effect_;
  std::optional<IntakeRow> before_;  ///< the layer as it was before the last correction
  QLabel* notes_;
  PlaceProposalsBox* proposals_;
  QLabel* texts_;  ///< some of the layer's texts in the encoding chosen
  QTableWidget* columns_;
  ValueListBox* values_;
  bool filling_ = false;
};

/// Step 1, what was doubtful: defects by kind, with what was done and what it does to the result; a
/// click goes to the next of that kind on the map.
class HealthPage : public QWidget {
  Q_OBJECT
 public:
  explicit HealthPage(Context& context);
  static QWidget* make(Context& context) { return new HealthPage(context); }

 private:
  void fill();
  void go_to_next(QTreeWidgetItem* item);

  Context context_;
  std::shared_ptr<const City> city_;  ///< that is shown
  QLabel* summary_;
  QTreeWidget* kinds_;
  QLabel* effect_;
};

}  // namespace firebreak::gui
