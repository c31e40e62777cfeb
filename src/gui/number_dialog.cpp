#include "gui/number_dialog.hpp"

#include <QDialog>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>
#include <QFormLayout>

namespace firebreak::gui {

void ask_numbers(QWidget* parent, const QString& title, const std::vector<AskedNumber>& asked,
                 std::function<void(const std::vector<std::optional<double>>&)> take) {
  auto* dialog = new QDialog(parent);
  dialog->setObjectName("numbers");
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(title);
  auto* form = new QFormLayout(dialog);
  std::vector<QDoubleSpinBox*> fields;
  for (const AskedNumber& number : asked) {
    auto* field = new QDoubleSpinBox;
    field->setObjectName(QStringLiteral("number_%1").arg(fields.size()));
    field->setDecimals(number.decimals);
    field->setRange(number.least, number.most);
    field->setStepType(QAbstractSpinBox::AdaptiveDecimalStepType);
    if (!number.none.isEmpty()) field->setSpecialValueText(number.none);
    field->setValue(number.value.value_or(number.least));
    form->addRow(number.label, field);
    fields.push_back(field);
  }
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
  form->addRow(buttons);
  QObject::connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::reject);
  QObject::connect(buttons, &QDialogButtonBox::accepted, dialog,
                   [dialog, asked, fields, take = std::move(take)] {
                     std::vector<std::optional<double>> values;
                     for (std::size_t i = 0; i < fields.size(); ++i) {
                       const double value = fields[i]->value();
                       const bool none = !asked[i].none.isEmpty() && value <= asked[i].least;
                       values.push_back(none ? std::nullopt : std::optional(value));
                     }
                     dialog->accept();
                     take(values);
                   });
  dialog->show();
  if (!fields.empty()) fields.front()->selectAll();
}

}  // namespace firebreak::gui
