#include "gui/layers_fixture.hpp"

#include <QDialog>
#include <QDialogButtonBox>
#include <QDoubleSpinBox>

namespace firebreak::test {

void LayersTest::answer(std::initializer_list<double> values) {
  auto* dialog = find<QDialog>("numbers");
  ASSERT_NE(dialog, nullptr);
  int number = 0;
  for (const double value : values) {
    auto* field = dialog->findChild<QDoubleSpinBox*>(QStringLiteral("number_%1").arg(number++));
    ASSERT_NE(field, nullptr);
    field->setValue(value);
  }
  QTest::mouseClick(dialog->findChild<QDialogButtonBox*>()->button(QDialogButtonBox::Ok),
                    Qt::LeftButton);
  QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
}

}  // namespace firebreak::test
