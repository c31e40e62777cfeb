#pragma once

#include <QComboBox>
#include <QPushButton>
#include <QWidget>
#include <functional>
#include <vector>

#include "gui/narrow.hpp"
#include "gui/panels.hpp"

namespace firebreak::gui {

/// One figure above the map: which rows of which table it counts.
struct HeadlineFigure {
  const char* name;   ///< object name of its button
  const char* title;  ///< English key
  const char* tip;    ///< English key
  RowsMeant rows;
  bool bad = false;  ///< counts what is wrong
};

/// Buttons side by side, in as many rows as the width asks for.
class FigureRows : public QWidget {
  Q_OBJECT
 public:
  using QWidget::QWidget;
  void set_buttons(std::vector<QPushButton*> buttons);
  QSize minimumSizeHint() const override;
  QSize sizeHint() const override { return minimumSizeHint(); }
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override { return arrange(width, false); }

 protected:
  void resizeEvent(QResizeEvent*) override { arrange(width(), true); }

 private:
  int arrange(int width, bool move) const;
  std::vector<QPushButton*> buttons_;
};

/// Above the map: the town shown, the scenario shown, and the figures of both, each counted from
/// the rows on the map; a click narrows map and table to them. What is to be checked stands with
/// the same weight as what fails.
class HeadlineStrip : public QWidget {
  Q_OBJECT
 public:
  explicit HeadlineStrip(Context& context);
  static QWidget* make(Context& context) { return new HeadlineStrip(context); }

 private:
  void fill_units();
  void fill_scenarios();
  void fill_figures();
  void mark_filter();

  Context context_;
  std::pair<std::shared_ptr<const void>, Language> told_;  ///< the units that the list offers
  QComboBox* unit_;
  QComboBox* scenario_;
  class FigureRows* figures_;
};

}  // namespace firebreak::gui
