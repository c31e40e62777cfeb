#pragma once

#include <QAbstractTableModel>
#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

#include "gui/results.hpp"
#include "gui/selection.hpp"

namespace firebreak::gui {

/// The rows of a table as a list shows them: a view on the table's own columns through an order of
/// its rows. Holds nothing per row but that order and which rows are selected.
class FeatureModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  using QAbstractTableModel::QAbstractTableModel;

  /// Shows these rows of the table, in this order.
  void show(TablePtr table, std::shared_ptr<const std::vector<std::uint32_t>> rows);
  /// Marks the rows that are selected.
  void mark(const Selection& selection);

  const TablePtr& table() const { return table_; }
  const std::vector<std::uint32_t>& rows() const { return *rows_; }
  std::shared_ptr<const std::vector<std::uint32_t>> shared_rows() const { return rows_; }
  /// The row of the table at a position of the list.
  std::uint32_t row_at(int position) const { return (*rows_)[static_cast<std::size_t>(position)]; }
  /// Where a row of the table stands in the list.
  std::optional<int> position_of(std::uint32_t row) const;
  bool is_selected(int position) const { return (*selected_)[row_at(position)] != 0; }
  bool is_focus(int position) const { return focus_ == row_at(position); }
  /// One per row of the table, 1: selected.
  std::shared_ptr<const std::vector<std::uint8_t>> selected() const { return selected_; }

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  TablePtr table_;
  std::shared_ptr<const std::vector<std::uint32_t>> rows_ =
      std::make_shared<const std::vector<std::uint32_t>>();
  std::shared_ptr<const std::vector<std::uint8_t>> selected_ =
      std::make_shared<const std::vector<std::uint8_t>>();
  std::optional<std::uint32_t> focus_;
};

}  // namespace firebreak::gui
