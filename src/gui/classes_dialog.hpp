#pragma once

#include <QComboBox>
#include <QDialog>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>

#include "gui/document.hpp"
#include "gui/layer_key.hpp"
#include "gui/task.hpp"

namespace firebreak::gui {

/// Colours a layer by a column of numbers: which column, how many classes and how they are cut, in
/// which colours; every break can be changed, added and taken away. Stops nothing; what is applied
/// is one undo step. Counts are those of the legend.
class ClassesDialog : public QDialog {
  Q_OBJECT
 public:
  ClassesDialog(Document& document, LayerKey key, QWidget* parent);

 private:
  void show_classes(const Graduated& classes);
  void cut();
  void show_breaks(const std::vector<double>& breaks);
  void add_break();
  std::vector<double> breaks() const;
  void apply();

  Document& document_;
  LayerKey key_;
  QComboBox* column_;
  QSpinBox* count_;
  QComboBox* method_;
  QComboBox* ramp_;
  QListWidget* breaks_;
  QPushButton* apply_;
  Task cutting_;
};

}  // namespace firebreak::gui
