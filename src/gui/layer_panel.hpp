#pragma once

#include <QLabel>
#include <QSlider>
#include <QTreeWidget>
#include <QWidget>

#include "gui/panels.hpp"

namespace firebreak::gui {

/// The layers, topmost first, with their legend: check boxes show and hide layers and single legend
/// entries, dragging orders layers, a slider fades the current one, counts are those of the map.
/// Right click: zoom to, only this, colours, class breaks, scale limit.
class LayerPanel : public QWidget {
  Q_OBJECT
 public:
  explicit LayerPanel(Context& context);
  static QWidget* make(Context& context) { return new LayerPanel(context); }

  QTreeWidget* tree() const { return tree_; }

 private:
  void fill();
  void fill_layer(QTreeWidgetItem& item, std::size_t layer);
  void take_check(QTreeWidgetItem* item);
  void take_order();
  void show_current();
  void fade();
  void menu(const QPoint& at);
  void choose_colour(QTreeWidgetItem* item, bool fill);
  void change_breaks(QTreeWidgetItem* item);
  void limit_scale(QTreeWidgetItem* item, bool limited);
  void isolate(QTreeWidgetItem* item);
  static int rule_of(const QTreeWidgetItem* item);  ///< -1: the layer itself
  std::vector<bool> layers_in_scale() const;
  const render::LiveLayer* layer_of(const QTreeWidgetItem* item) const;

  Context context_;
  QTreeWidget* tree_;
  QSlider* opacity_;
  QLabel* opacity_words_;
  std::vector<bool> in_scale_;  ///< per layer, as the tree shows it
  bool filling_ = false;
};

}  // namespace firebreak::gui
