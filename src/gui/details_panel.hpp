#pragma once

#include <QTextBrowser>
#include <QWidget>

#include "gui/building_story.hpp"
#include "gui/identify_tool.hpp"
#include "gui/panels.hpp"

class QUrl;

namespace firebreak::gui {

/// What the chosen feature is: of a building its story, one sentence first, then the clauses; of
/// anything else a sentence too, and its attributes on demand. What else lies at the place is one
/// click away. On the map a building shows its nearest hydrants, its way in with the pinch points,
/// and the neighbours fire would reach.
class DetailsPanel : public QWidget {
  Q_OBJECT
 public:
  explicit DetailsPanel(Context& context);
  static QWidget* make(Context& context) { return new DetailsPanel(context); }

  QTextBrowser* text() const { return text_; }
  /// How many pictures were found so far: one for each other feature, result or index of the map.
  unsigned pictures_found() const { return pictures_found_; }

 private:
  void fill();
  QString story(const FeatureTable& buildings, std::uint32_t row) const;
  /// Finds route and picture of the chosen feature, unless they are those that are there.
  void find_picture();
  QString attributes(const FeatureTable& table, std::uint32_t row) const;
  /// What it is in a sentence, and the rules that it is judged by.
  QString told(const FeatureTable& table, std::uint32_t row) const;
  /// Which number a coverage gap of a plan has in the city as it is.
  QString gap_as_it_is(const FeatureTable& table, std::uint32_t row) const;
  /// What the plan shown changes of a building.
  QString changes(std::string_view building) const;
  /// The water account of a building, line by line; where the result holds none, its sources.
  QString account(const FeatureTable& buildings, std::uint32_t row) const;
  /// The sources of water drawn on the map, one line each.
  QString sources() const;
  QString also_here(const FeatureTable& table, std::uint32_t row) const;
  /// Commands for the verdicts of a building that a person sets, and those that are not in force.
  QString verdict_links(std::string_view building) const;
  /// Id of the chosen building; empty where none is chosen, or it is not judged.
  std::string chosen_building() const;
  void set_verdict();
  void take_verdicts_back();
  void follow(const QUrl& link);

  Context context_;
  IdentifyTool arrow_;
  std::optional<WayRoute> route_;  ///< of the chosen building
  StoryPicture picture_;           ///< of the building told about
  StoryMakings makings_;           ///< of route and picture
  unsigned pictures_found_ = 0;
  QTextBrowser* text_;
};

}  // namespace firebreak::gui
