#pragma once

#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QWidget>
#include <vector>

#include "gui/lane_names.hpp"
#include "gui/panels.hpp"
#include "gui/remedy_form.hpp"
#include "gui/remedy_tool.hpp"

namespace firebreak::gui {

/// Step 4: named plans as lists of edits made on the map, each computed at once; what the next edit
/// will be; and what the plan changes.
class RemedyPage : public QWidget {
  Q_OBJECT
 public:
  explicit RemedyPage(Context& context);
  static QWidget* make(Context& context) { return new RemedyPage(context); }

 protected:
  /// Leaving the step puts its tool down.
  void hideEvent(QHideEvent* event) override;

 private:
  void add_tools(class QVBoxLayout& column);
  void add_tool(const char* id, const char* text, const char* tip, const QKeySequence& keys,
                RemedyTool::Kind kind, RemedyForm::About about);
  void add_edits(QVBoxLayout& column);
  void show_live_cover();
  void fill_edits();
  /// Lanes are called by their streets as soon as these are known.
  void name_edits();
  /// Chooses the edit just made, unless the form is about the next thing put on the map.
  void choose_made();
  /// What an edit is about, as the map calls it.
  QString target_words(const Edit& edit) const;
  void show_form();
  /// Warns of a hydrant planned far from every water main: the one chosen, or the last one made.
  void show_caution();
  void take_form();
  void offer_widening(const std::string& lane_id);
  void tell_offer();
  void show_edit(int row);
  void remove_edit();
  /// The edit chosen in the list; null if none is.
  const Edit* chosen_edit() const;

  Context context_;
  RemedyTool tool_;
  std::vector<QAction*> tools_;
  RemedyForm::About about_next_ = RemedyForm::About::nothing;  ///< of the tool in hand
  RemedyForm* form_;
  QLabel* caution_;
  QPushButton* widen_;
  std::string narrow_lane_;  ///< that `widen_` offers to make wider
  LaneNames lane_names_;     ///< of the lanes that edits are about
  QListWidget* edits_;
  std::string listed_plan_;  ///< whose edits the list shows
};

}  // namespace firebreak::gui
