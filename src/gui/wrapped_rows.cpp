#include "gui/wrapped_rows.hpp"

#include <QHeaderView>
#include <QSignalBlocker>
#include <QStyle>
#include <QTreeWidgetItemIterator>
#include <algorithm>

#include "gui/later.hpp"

namespace firebreak::gui {

void wrap_column(QTreeWidget& tree, int column) {
  tree.setWordWrap(true);
  tree.setUniformRowHeights(false);
  tree.header()->setStretchLastSection(false);
  tree.header()->setTextElideMode(Qt::ElideRight);  // else it is cut amid a letter
  for (int c = 0; c < tree.columnCount(); ++c)
    tree.header()->setSectionResizeMode(
        c, c == column ? QHeaderView::Stretch : QHeaderView::ResizeToContents);
  auto* later = new Later(&tree, [&tree, column] { fit_rows(tree, column); });
  QObject::connect(tree.header(), &QHeaderView::sectionResized, later,
                   [later, column](int resized) {
                     if (resized == column) later->ask();
                   });
}

int text_room(const QTreeWidgetItem& item, int column) {
  const QTreeWidget& tree = *item.treeWidget();
  const QStyle& style = *tree.style();
  const int margin = style.pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, &tree) + 1;
  int room = item.isFirstColumnSpanned() ? tree.header()->length() : tree.columnWidth(column);
  room -= 2 * (margin + 1);  // a letter may stand out of its cell a little
  if (column == 0) {
    int branches = tree.rootIsDecorated() ? 1 : 0;
    for (const auto* above = item.parent(); above != nullptr; above = above->parent()) ++branches;
    room -= branches * tree.indentation();
  }
  if (item.data(column, Qt::CheckStateRole).isValid())
    room -= style.pixelMetric(QStyle::PM_IndicatorWidth, nullptr, &tree) + 2 * margin;
  if (!item.icon(column).isNull()) room -= tree.iconSize().width() + 2 * margin;
  return room;
}

void fit_rows(QTreeWidget& tree, int column) {
  constexpr int frame_px = 4;  // above and below a text
  const QSignalBlocker quiet(tree);
  for (QTreeWidgetItemIterator at(&tree); *at != nullptr; ++at) {
    QTreeWidgetItem& item = **at;
    const QRect room(0, 0, text_room(item, column), 10000);
    const QRect text = tree.fontMetrics().boundingRect(room, Qt::TextWordWrap, item.text(column));
    const int icon_px = item.icon(column).isNull() ? 0 : tree.iconSize().height();
    item.setSizeHint(column, {0, std::max(text.height(), icon_px) + frame_px});
  }
}

}  // namespace firebreak::gui
