#pragma once

#include <QLayout>
#include <QLayoutItem>
#include <QWidget>

namespace firebreak::gui {

/// Takes all widgets out of a layout; they go as soon as nothing that they do is running any more.
inline void clear_layout(QLayout& layout) {
  while (QLayoutItem* item = layout.takeAt(0)) {
    if (QWidget* old = item->widget()) {
      old->hide();
      old->setParent(nullptr);
      old->deleteLater();
    }
    delete item;
  }
}

}  // namespace firebreak::gui
