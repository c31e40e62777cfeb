#include "gui/feature_model.hpp"

#include <QGuiApplication>
#include <QPalette>
#include <algorithm>

#include "gui/cell_words.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

void FeatureModel::show(TablePtr table, std::shared_ptr<const std::vector<std::uint32_t>> rows) {
  beginResetModel();
  table_ = std::move(table);
  rows_ = std::move(rows);
  const std::size_t count = table_ ? table_->rows() : 0;
  if (selected_->size() != count)
    selected_ = std::make_shared<const std::vector<std::uint8_t>>(count, std::uint8_t{0});
  endResetModel();
}

void FeatureModel::mark(const Selection& selection) {
  auto marks =
      std::make_shared<std::vector<std::uint8_t>>(table_ ? table_->rows() : 0, std::uint8_t{0});
  focus_.reset();
  if (table_ && selection.table == table_->name) {
    for (const std::uint32_t row : selection.rows)
      if (row < marks->size()) (*marks)[row] = 1;
    focus_ = selection.focus;
  }
  selected_ = std::move(marks);
}

std::optional<int> FeatureModel::position_of(std::uint32_t row) const {
  const auto found = std::find(rows_->begin(), rows_->end(), row);
  if (found == rows_->end()) return std::nullopt;
  return static_cast<int>(found - rows_->begin());
}

int FeatureModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(rows_->size());
}

int FeatureModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() || !table_ ? 0 : static_cast<int>(table_->columns.size());
}

QVariant FeatureModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || !table_) return {};
  const Column& column = table_->columns[static_cast<std::size_t>(index.column())];
  const std::uint32_t row = row_at(index.row());
  switch (role) {
    case Qt::DisplayRole:
      return column.has(row) ? to_qt(shown_cell(column, row)) : QStringLiteral("–");
    case Qt::ToolTipRole:
      return column.has(row) && column.type == ColumnType::text ? to_qt(shown_cell(column, row))
                                                                : QVariant();
    case Qt::TextAlignmentRole:
      return column.type == ColumnType::text ? int(Qt::AlignLeft | Qt::AlignVCenter)
                                             : int(Qt::AlignRight | Qt::AlignVCenter);
    case Qt::ForegroundRole:
      return column.has(row) ? QVariant()
                             : QGuiApplication::palette().brush(QPalette::PlaceholderText);
    default:
      return {};
  }
}

QVariant FeatureModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal || !table_) return {};
  const auto at = static_cast<std::size_t>(section);
  if (at >= table_->columns.size()) return {};
  if (role == Qt::DisplayRole) return column_title(table_->columns[at]);
  if (role == Qt::ToolTipRole)
    return words("{}: click to sort, again for the other way, a third time for the order read",
                 table_->columns[at].name);
  return {};
}

}  // namespace firebreak::gui
