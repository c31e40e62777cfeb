#pragma once

#include <QLabel>
#include <QMenu>
#include <QSlider>
#include <QTreeWidget>
#include <QWidget>
#include <array>
#include <string>
#include <vector>

#include "gui/layer_items.hpp"
#include "gui/layer_key.hpp"
#include "gui/panels.hpp"

namespace firebreak::gui {

/// The layers with their legend, results and data as read each in a group of their own, topmost
/// first, and the picture below the data: check boxes show and hide groups, layers and single
/// legend entries, dragging orders the layers of a group, a slider fades the current one, counts
/// are those of the map. Right click: what `fill_menu` offers.
class LayerPanel : public QWidget {
  Q_OBJECT
 public:
  explicit LayerPanel(Context& context);
  static QWidget* make(Context& context) { return new LayerPanel(context); }

  QTreeWidget* tree() const { return tree_; }

 private:
  void fill();
  void take_check(QTreeWidgetItem* item);
  void show_group(LayerGroup group);
  void check_background(const std::string& raster, bool on);
  void take_order();
  void show_current();
  void fade();
  void popup(const QPoint& global);
  void fill_menu(QMenu& menu, const LayerKey& key);
  void add_looks(QMenu& menu, const render::LiveLayer& layer, const LayerKey& key);
  void add_layer_looks(QMenu& menu, const render::LiveLayer& layer, const LayerKey& key);
  void choose_colour(const LayerKey& key, bool fill);
  void ask_breaks(const LayerKey& key);
  void ask_size(const LayerKey& key, bool line);
  void ask_scales(const LayerKey& key);
  std::vector<bool> layers_in_scale() const;
  std::vector<std::string> background_state() const;
  const render::LiveLayer* current_layer() const;

  Context context_;
  QTreeWidget* tree_;
  QSlider* opacity_;
  QLabel* opacity_words_;
  std::vector<bool> in_scale_;                 ///< per layer, as the tree shows it
  std::vector<std::string> shown_background_;  ///< what its rows were made of
  bool filling_ = false;
  /// The layers of a group that its check box hid, to be shown again by it.
  std::array<std::vector<LayerKey>, layer_group_count> hidden_with_group_;
};

}  // namespace firebreak::gui
