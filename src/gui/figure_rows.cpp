#include "gui/figure_rows.hpp"

#include <QLayout>
#include <QRect>
#include <algorithm>
#include <utility>

namespace firebreak::gui {

FigureRows::FigureRows(QWidget* first) : first_(first) {
  first_->setParent(this);
}

void FigureRows::set_groups(std::vector<QWidget*> groups) {
  for (QWidget* old : groups_) {
    old->hide();
    old->deleteLater();
  }
  groups_ = std::move(groups);
  for (QWidget* group : groups_) {
    group->setParent(this);
    group->show();
  }
  arrange(width(), true);
  updateGeometry();
}

void FigureRows::refit() {
  first_->layout()->activate();
  // The rows of buttons within a group remember their old widths until they are laid out.
  for (const QWidget* group : groups_)
    if (group->layout() != nullptr) group->layout()->activate();
  if (arrange(width(), true).height > height()) updateGeometry();
}

QSize FigureRows::minimumSizeHint() const {
  QSize widest = first_->sizeHint();
  for (const QWidget* group : groups_) widest = widest.expandedTo(group->sizeHint());
  return widest;
}

FigureRows::Arranged FigureRows::arrange(int width, bool move) const {
  constexpr int between = 10;
  const QSize first = first_->sizeHint();
  if (move) first_->setGeometry(QRect(QPoint(), first));
  int x = first.isEmpty() ? 0 : first.width() + between;
  int y = 0;
  int row = first.height();
  int rows = groups_.empty() ? 0 : 1;
  for (QWidget* group : groups_) {
    const QSize size = group->sizeHint();
    if (x > 0 && x + size.width() > width) {
      x = 0;
      y += row + 2;
      row = 0;
      ++rows;
    }
    if (move) group->setGeometry(QRect(QPoint(x, y), size));
    x += size.width() + between;
    row = std::max(row, size.height());
  }
  return {y + row, rows};
}

}  // namespace firebreak::gui
