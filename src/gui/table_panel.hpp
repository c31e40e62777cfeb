#pragma once

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QTimer>
#include <QToolButton>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "gui/panels.hpp"
#include "gui/row_query.hpp"
#include "gui/row_view.hpp"
#include "gui/select_tool.hpp"
#include "gui/task.hpp"

namespace firebreak::gui {

/// The attribute table: every table of the document as a list, filtered, sorted, counted; its
/// selection is the map's. Big tables are filtered and sorted off the main thread.
class TablePanel : public QWidget {
  Q_OBJECT
 public:
  explicit TablePanel(Context& context);
  ~TablePanel() override;
  static QWidget* make(Context& context) { return new TablePanel(context); }

  /// Writes the selected rows, or those listed if none is, by the ending of `path`.
  void export_to(const std::filesystem::path& path);
  /// Lists, figures and files are all up to date.
  bool finished() const;

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  struct Shown {
    QString filter;
    std::optional<std::size_t> sort_column;
    bool descending = false;
  };

  void add_actions();
  void open_dock();
  void fill_tables();
  void show_table(const std::string& name);
  void refresh();
  void take_rows(const TablePtr& table, std::vector<std::uint32_t> rows);
  void show_rows(const TablePtr& table, std::vector<std::uint32_t> rows);
  void order_columns();
  void fit_columns();
  void sort_by(int column);
  void take_selection();
  void take_filter();
  void bring_into_sight();
  void summarise();
  void show_summary(const Column& column, const ColumnSummary& summary);
  void show_counts();
  void tell_wrong(const QString& words);
  void retell();
  void popup(const QPoint& global);

  void select_listed();
  void invert_selection();
  void zoom_to_selection();
  void copy_rows();
  void copy_shapes();
  void ask_export();
  /// What copying and exporting take: the selection or, without one, what is listed.
  std::pair<TablePtr, std::vector<std::uint32_t>> chosen_rows() const;

  Context context_;
  FeatureModel model_;
  std::string name_;                  ///< of the table shown
  bool picked_ = false;               ///< the user chose the table
  std::vector<std::string> ordered_;  ///< the columns that the header was put in order for
  std::map<std::string, Shown> shown_;
  /// What unit and filter left when the list was made.
  std::shared_ptr<const std::vector<std::uint8_t>> in_unit_;
  bool dirty_ = true;
  bool own_selection_ = false;
  QComboBox* tables_;
  QLineEdit* filter_;
  QToolButton* only_selected_;
  QToolButton* only_seen_;
  QLabel* counts_;
  QLabel* wrong_;
  RowView* view_;
  QLabel* summary_;
  QTimer typing_;  ///< or moving the map
  Task ordering_;
  Task summing_;
  SelectTool box_;
  SelectTool polygon_;
};

}  // namespace firebreak::gui
