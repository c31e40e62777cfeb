#include "gui/wrapped_rows.hpp"

#include <QHeaderView>

namespace firebreak::gui {

void wrap_column(QTreeWidget& tree, int column) {
  tree.setWordWrap(true);
  tree.setUniformRowHeights(false);
  tree.header()->setStretchLastSection(false);
  for (int c = 0; c < tree.columnCount(); ++c)
    tree.header()->setSectionResizeMode(
        c, c == column ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
  QObject::connect(
      tree.header(), &QHeaderView::sectionResized, &tree,
      [&tree, column](int resized) {
        if (resized == column) fit_rows(tree, column);
      },
      Qt::QueuedConnection);
}

void fit_rows(QTreeWidget& tree, int column) {
  constexpr int frame_px = 4;  // beside and above a text
  const QRect room(0, 0, tree.columnWidth(column) - 2 * frame_px, 10000);
  for (int row = 0; row < tree.topLevelItemCount(); ++row) {
    QTreeWidgetItem* item = tree.topLevelItem(row);
    const QRect text = tree.fontMetrics().boundingRect(room, Qt::TextWordWrap, item->text(column));
    item->setSizeHint(column, {0, text.height() + frame_px});
  }
}

}  // namespace firebreak::gui
