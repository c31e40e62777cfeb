#pragma once

#include <QComboBox>
#include <QLabel>
#include <QListWidget>
#include <QTreeWidget>
#include <QWidget>
#include <memory>
#include <vector>

#include "gui/panels.hpp"
#include "gui/remedy_tool.hpp"

namespace firebreak::gui {

/// Step 4: named plans as lists of edits made on the map, each computed at once; and what they
/// change against the city as it is: figures, and the buildings whose state changes, with the
/// reason.
class RemedyPage : public QWidget {
  Q_OBJECT
 public:
  explicit RemedyPage(Context& context);
  static QWidget* make(Context& context) { return new RemedyPage(context); }

 private:
  void add_tool(const char* id, const char* text, const char* tip, const QKeySequence& keys,
                RemedyTool::Kind kind);
  void fill();
  void fill_scenarios();
  void fill_edits();
  void compare();
  /// How many changes are for the better and what that means.
  void tell_difference(const FeatureTable& changed);
  void add_scenario(bool copy);
  void rename_scenario();
  void remove_scenario();
  void remove_edit();

  Context context_;
  RemedyTool tool_;
  std::vector<QAction*> tools_;
  QComboBox* scenarios_;
  QListWidget* edits_;
  QLabel* difference_words_;
  QTreeWidget* figures_;
  QTreeWidget* buildings_;
  std::shared_ptr<const Results> compared_base_;
  std::shared_ptr<const Results> compared_;
};

}  // namespace firebreak::gui
