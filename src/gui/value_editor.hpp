#pragma once

#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QLineEdit>
#include <QTimer>
#include <QValidator>
#include <QWidget>

#include "core/analysis/declared_params.hpp"

namespace firebreak::gui {

/// A number with a range: what is typed beyond it is refused when it is finished, not swallowed
/// while typing; steps are told once they have come to rest.
class NumberBox : public QDoubleSpinBox {
  Q_OBJECT
 public:
  explicit NumberBox(QWidget* parent = nullptr);
  void stepBy(int steps) override;
  QValidator::State validate(QString& input, int& at) const override;
  void fixup(QString& input) const override;
  QString textFromValue(double value) const override;
  double valueFromText(const QString& text) const override;

 signals:
  void committed();
  void refused(double number) const;

 protected:
  void wheelEvent(QWheelEvent* event) override;

 private:
  QTimer rest_;
  mutable bool refused_now_ = false;  ///< the edit that ends now was refused
};

/// Edits one declared parameter, whatever its kind.
class ValueEditor : public QWidget {
  Q_OBJECT
 public:
  explicit ValueEditor(const DeclaredParam& param, QWidget* parent = nullptr);
  ~ValueEditor() override;

  void set_value(const ParamValue& value);
  ParamValue value() const;
  void set_unit(const QString& unit);
  /// The widget that takes the keys.
  QWidget* field() const { return field_; }
  void retranslate_choices();

 signals:
  /// The user has finished a value; it need not be another one than before.
  void committed();
  /// What the user typed does not fit; the value before is back.
  void refused(const QString& why);

 private:
  const DeclaredParam& param_;
  QWidget* field_ = nullptr;
  NumberBox* number_ = nullptr;
  QCheckBox* truth_ = nullptr;
  QComboBox* choice_ = nullptr;
  QLineEdit* words_ = nullptr;
};

}  // namespace firebreak::gui
