#include "gui/change_model.hpp"

#include "core/model/cells.hpp"
#include "gui/theme.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

void ChangeModel::set_theme(const std::string& theme) {
  theme_ = theme;
  if (rowCount() > 0)
    emit dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1), {Qt::ForegroundRole});
}

void ChangeModel::set_plans(const QString& before, const QString& after) {
  before_ = before;
  after_ = after;
  if (columnCount() > 0) emit headerDataChanged(Qt::Horizontal, 0, columnCount() - 1);
}

QVariant ChangeModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (role == Qt::DisplayRole && orientation == Qt::Horizontal && table() && section >= 0 &&
      section < columnCount()) {
    const std::string& name = table()->columns[static_cast<std::size_t>(section)].name;
    if (name == "before" && !before_.isEmpty()) return before_;
    if (name == "after" && !after_.isEmpty()) return after_;
  }
  return FeatureModel::headerData(section, orientation, role);
}

QVariant ChangeModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || !table()) return {};
  const Column& column = table()->columns[static_cast<std::size_t>(index.column())];
  const std::uint32_t row = row_at(index.row());
  const bool of_ours = column.name == "changed" || column.name == "before" ||
                       column.name == "after" || column.name == "effect";
  if (role == Qt::DisplayRole && of_ours && column.has(row)) return word_of(column.texts[row]);
  if (role == Qt::ForegroundRole && (column.name == "after" || column.name == "effect")) {
    const auto effect = word_in(*table(), "effect", row);
    return meaning_colour(effect == "better"  ? "pass"
                          : effect == "worse" ? "fail"
                                              : "unknown",
                          theme_);
  }
  return FeatureModel::data(index, role);
}

}  // namespace firebreak::gui
