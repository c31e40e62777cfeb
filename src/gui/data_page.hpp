#pragma once

#include <QComboBox>
#include <QDoubleSpinBox>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QTableWidget>
#include <QTreeWidget>
#include <QWidget>

#include "gui/panels.hpp"

namespace firebreak::gui {

/// Step 1, what was recognised: one row per layer, everything correctable and kept in the project:
/// role, CRS, encoding, offset, accuracy, what each column means. A wrong row is put right here,
/// nothing is asked in between.
class IntakePage : public QWidget {
  Q_OBJECT
 public:
  explicit IntakePage(Context& context);
  static QWidget* make(Context& context) { return new IntakePage(context); }

 private:
  void fill();
  void show_layer();
  void show_columns(const IntakeRow& row);
  const IntakeRow* current() const;
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
  QLabel* notes_;
  QTableWidget* columns_;
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
  QLabel* summary_;
  QTreeWidget* kinds_;
  QLabel* effect_;
};

}  // namespace firebreak::gui
