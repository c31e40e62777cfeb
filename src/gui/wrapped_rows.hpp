#pragma once

#include <QTreeWidget>

namespace firebreak::gui {

/// Gives one column of a list the room that the others leave, and its rows as many lines as their
/// texts need there: Qt's tree wraps texts, but counts one line for a row. To be called once.
void wrap_column(QTreeWidget& tree, int column);

/// Measures the rows anew; to be called after the list has been filled.
void fit_rows(QTreeWidget& tree, int column);

}  // namespace firebreak::gui
