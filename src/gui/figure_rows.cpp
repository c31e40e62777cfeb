#include "gui/figure_rows.hpp"

#include <QLayout>
#include <QRect>
#include <algorithm>
#include <utility>

namespace firebreak::gui {

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
  // The rows of buttons within a group remember their old widths until they are laid out.
  for (const QWidget* group : groups_)
    if (group->layout() != nullptr) group->layout()->activate();
  if (arrange(width(), true).height > height()) updateGeometry();
}

QSize FigureRows::minimumSizeHint() const {
  QSize widest(0, 0);
  for (const QWidget* group : groups_) widest = widest.expandedTo(group->sizeHint());
  return widest;
}

FigureRows::Arranged FigureRows::arrange(int width, bool move) const {
  constexpr int between = 10;
  int x = 0;
  int y = 0;
  int row = 0;
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
