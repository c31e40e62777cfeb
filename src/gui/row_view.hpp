#pragma once

#include <QTableView>
#include <optional>

#include "gui/feature_model.hpp"

namespace firebreak::gui {

/// A list of features. Which rows are selected is the document's to say: the view asks for a
/// selection by `chosen` and draws what the model marks, so that a million selected rows cost no
/// more than one. Click, Ctrl and Shift, dragging, arrow keys and the space bar work as in any
/// list.
class RowView : public QTableView {
  Q_OBJECT
 public:
  explicit RowView(FeatureModel& model, QWidget* parent = nullptr);

  /// While only selected rows are listed, a plain click moves the focus and keeps the others.
  void keep_selection(bool keep) { keep_selection_ = keep; }
  /// Makes a position current and brings it into sight, without choosing it.
  void go_to(int position);

 signals:
  void chosen(const firebreak::gui::Selection& selection);
  /// Double click or Enter.
  void wanted(std::uint32_t row);
  void current_column_changed(int column);
  void menu_wanted(const QPoint& global);

 protected:
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseDoubleClickEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  /// Typing a letter in a list of a million rows must not search them all.
  void keyboardSearch(const QString&) override {}
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

 private:
  void choose_one(int position);
  void choose_range(int to, bool add);
  void toggle(int position);

  FeatureModel& model_;
  std::optional<std::uint32_t> anchor_;  ///< row of the table where a range begins
  bool keep_selection_ = false;
};

}  // namespace firebreak::gui
