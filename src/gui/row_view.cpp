#include "gui/row_view.hpp"

#include <QContextMenuEvent>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QStyledItemDelegate>
#include <algorithm>

namespace firebreak::gui {

namespace {

/// Draws selected rows as selected, the one the panels tell about in bold; figures keep off the
/// words of the column beside them.
class RowDelegate : public QStyledItemDelegate {
 public:
  RowDelegate(FeatureModel& model, QObject* parent) : QStyledItemDelegate(parent), model_(model) {}

 protected:
  void initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const override {
    QStyledItemDelegate::initStyleOption(option, index);
    if (option->displayAlignment.testFlag(Qt::AlignRight))
      option->text += QString(2, QChar(QChar::Nbsp));
    if (!model_.is_selected(index.row())) return;
    option->state |= QStyle::State_Selected | QStyle::State_Active;
    option->palette.setCurrentColorGroup(QPalette::Active);
    if (model_.is_focus(index.row())) option->font.setBold(true);
  }

 private:
  FeatureModel& model_;
};

}  // namespace

RowView::RowView(FeatureModel& model, QWidget* parent) : QTableView(parent), model_(model) {
  setModel(&model);
  setItemDelegate(new RowDelegate(model, this));
  setSelectionMode(NoSelection);
  setEditTriggers(NoEditTriggers);
  setAlternatingRowColors(true);
  setWordWrap(false);
  setShowGrid(false);
  setTabKeyNavigation(false);
  setCornerButtonEnabled(false);
  setHorizontalScrollMode(ScrollPerPixel);
  verticalHeader()->hide();
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  verticalHeader()->setDefaultSectionSize(fontMetrics().height() + 6);
  horizontalHeader()->setSectionsClickable(true);
  horizontalHeader()->setHighlightSections(false);
  horizontalHeader()->setTextElideMode(Qt::ElideRight);  // else it is cut amid a letter
  horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
}

void RowView::go_to(int position) {
  const int column = std::max(currentIndex().column(), 0);
  setCurrentIndex(model_.index(position, column));
  anchor_ = model_.row_at(position);
}

void RowView::choose_one(int position) {
  const std::uint32_t row = model_.row_at(position);
  anchor_ = row;
  Selection selection{model_.table()->name, {row}, row};
  if (keep_selection_ && model_.is_selected(position)) {
    selection.rows.clear();
    const auto& marks = *model_.selected();
    for (std::uint32_t r = 0; r < marks.size(); ++r)
      if (marks[r] != 0) selection.rows.push_back(r);
  }
  emit chosen(selection);
}

void RowView::choose_range(int to, bool add) {
  const int from = (anchor_ ? model_.position_of(*anchor_) : std::nullopt).value_or(to);
  auto marks = add ? *model_.selected() : std::vector<std::uint8_t>(model_.selected()->size());
  for (int at = std::min(from, to); at <= std::max(from, to); ++at) marks[model_.row_at(at)] = 1;
  Selection selection{model_.table()->name, {}, model_.row_at(to)};
  for (std::uint32_t row = 0; row < marks.size(); ++row)
    if (marks[row] != 0) selection.rows.push_back(row);
  emit chosen(selection);
}

void RowView::toggle(int position) {
  const std::uint32_t row = model_.row_at(position);
  anchor_ = row;
  const bool on = !model_.is_selected(position);
  Selection selection{model_.table()->name, {}, std::nullopt};
  const auto& marks = *model_.selected();
  for (std::uint32_t r = 0; r < marks.size(); ++r)
    if (r == row ? on : marks[r] != 0) selection.rows.push_back(r);
  if (on) selection.focus = row;
  emit chosen(selection);
}

void RowView::mousePressEvent(QMouseEvent* event) {
  QTableView::mousePressEvent(event);
  const QModelIndex at = indexAt(event->pos());
  if (!at.isValid() || !model_.table()) return;
  if (event->button() == Qt::RightButton && !model_.is_selected(at.row()))
    return choose_one(at.row());
  if (event->button() != Qt::LeftButton) return;
  const bool add = (event->modifiers() & Qt::ControlModifier) != 0;
  if ((event->modifiers() & Qt::ShiftModifier) != 0)
    choose_range(at.row(), add);
  else if (add)
    toggle(at.row());
  else
    choose_one(at.row());
}

void RowView::mouseMoveEvent(QMouseEvent* event) {
  QTableView::mouseMoveEvent(event);
  if ((event->buttons() & Qt::LeftButton) == 0 || !anchor_ || keep_selection_) return;
  const QModelIndex at = indexAt(event->pos());
  if (!at.isValid() || model_.is_focus(at.row())) return;
  choose_range(at.row(), (event->modifiers() & Qt::ControlModifier) != 0);
}

void RowView::mouseDoubleClickEvent(QMouseEvent* event) {
  const QModelIndex at = indexAt(event->pos());
  if (at.isValid() && event->button() == Qt::LeftButton) emit wanted(model_.row_at(at.row()));
}

void RowView::keyPressEvent(QKeyEvent* event) {
  const int before = currentIndex().row();
  if (before >= 0 && before < model_.rowCount()) {
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
      return emit wanted(model_.row_at(before));
    if (event->key() == Qt::Key_Space) return toggle(before);
  }
  QTableView::keyPressEvent(event);
  const int now = currentIndex().row();
  if (now == before || now < 0 || (event->modifiers() & Qt::ControlModifier) != 0) return;
  if ((event->modifiers() & Qt::ShiftModifier) != 0)
    choose_range(now, false);
  else
    choose_one(now);
}

void RowView::contextMenuEvent(QContextMenuEvent* event) {
  emit menu_wanted(event->globalPos());
}

void RowView::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
  QTableView::currentChanged(current, previous);
  if (current.isValid() && current.column() != previous.column())
    emit current_column_changed(current.column());
}

}  // namespace firebreak::gui
