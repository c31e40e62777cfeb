#pragma once

#include <QLabel>
#include <QTreeWidget>
#include <QWidget>
#include <vector>

#include "gui/defect_list.hpp"
#include "gui/panels.hpp"

namespace firebreak::gui {

/// Step 1, what was doubtful: defects by kind, with what was done and what it does to the result;
/// those of the kind chosen, one by one. A double click goes there on the map: to the next of a
/// kind, or to the one of the list. Of an opened result it shows the defects that stand in it.
class HealthPage : public QWidget {
  Q_OBJECT
 public:
  explicit HealthPage(Context& context);
  static QWidget* make(Context& context) { return new HealthPage(context); }

 private:
  void fill();
  void fill_kinds(const DefectList& defects);
  QString summary_of(const DefectList& defects) const;
  void show_kind();
  void go_to_next(QTreeWidgetItem* item);
  void go_to(std::size_t defect);
  const std::vector<std::size_t>* chosen() const;

  Context context_;
  std::shared_ptr<const City> city_;                     ///< that is shown
  std::vector<std::vector<std::size_t>> kinds_defects_;  ///< of each line of `kinds_`
  QLabel* summary_;
  QTreeWidget* kinds_;
  QLabel* effect_;
  QLabel* listed_;
  QTreeWidget* defects_;
};

}  // namespace firebreak::gui
