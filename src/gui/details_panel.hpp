#pragma once

#include <QTextBrowser>
#include <QWidget>

#include "gui/identify_tool.hpp"
#include "gui/panels.hpp"

namespace firebreak::gui {

/// What the chosen feature is: of a building its story, one sentence first, then the clauses; of
/// anything else its attributes. What else lies at the place is one click away. On the map a
/// building shows its nearest hydrant, its way in with the pinch points, and the neighbours fire
/// would reach.
class DetailsPanel : public QWidget {
  Q_OBJECT
 public:
  explicit DetailsPanel(Context& context);
  static QWidget* make(Context& context) { return new DetailsPanel(context); }

  QTextBrowser* text() const { return text_; }

 private:
  void fill();
  QString story(const FeatureTable& table, std::uint32_t row) const;
  QString attributes(const FeatureTable& table, std::uint32_t row) const;
  QString also_here(const FeatureTable& table, std::uint32_t row) const;
  void follow(const QUrl& link);

  Context context_;
  IdentifyTool arrow_;
  QTextBrowser* text_;
};

/// The row of `building_risk` that a row of `buildings` or of itself stands for.
std::optional<std::uint32_t> judged_building(const Document& document, const FeatureTable& table,
                                             std::uint32_t row);

}  // namespace firebreak::gui
