#pragma once

#include <QTreeWidget>

namespace firebreak::gui {

/// Gives one column of a list or tree the room that the others leave, and its rows as many lines as
/// their texts need there: Qt's tree wraps texts, but counts one line for a row. To be called once.
void wrap_column(QTreeWidget& tree, int column);

/// Measures the rows anew, those of folded branches too; to be called after the tree has been
/// filled. No `itemChanged` tells of it.
void fit_rows(QTreeWidget& tree, int column);

/// The pixels that the text of a row has beside its branch, check box and icon.
int text_room(const QTreeWidgetItem& item, int column);

}  // namespace firebreak::gui
