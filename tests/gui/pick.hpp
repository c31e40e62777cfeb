#pragma once

#include <gtest/gtest.h>

#include <QAbstractItemView>
#include <QComboBox>
#include <QTest>

namespace firebreak::test {

/// Chooses an item of a combo box as a person does: opens its list with a click and goes to the
/// item by keys. One choice, whatever lies between.
inline void pick(QComboBox* box, int item) {
  ASSERT_NE(box, nullptr);
  ASSERT_GE(item, 0) << "there is no such item";
  ASSERT_TRUE(box->isEnabled()) << box->objectName().toStdString();
  ASSERT_TRUE(box->isVisible()) << box->objectName().toStdString();
  QTest::mouseClick(box, Qt::LeftButton, {}, {box->width() - 8, box->height() / 2});
  QAbstractItemView* list = box->view();
  QWidget* window = box->window();
  ASSERT_TRUE(QTest::qWaitFor([&] { return list->isVisible(); }, 5000));
  QTest::keyClick(list, Qt::Key_Home);
  for (int i = 0; i < box->count() && list->currentIndex().row() != item; ++i)
    QTest::keyClick(list, Qt::Key_Down);
  QTest::keyClick(list, Qt::Key_Return);
  // Without a window manager nobody gives the keys back to the window.
  window->activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(window));
}

inline void pick(QComboBox* box, const QVariant& data) {
  ASSERT_NE(box, nullptr);
  pick(box, box->findData(data));
}

}  // namespace firebreak::test
