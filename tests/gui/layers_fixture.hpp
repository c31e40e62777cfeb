#pragma once

#include <QMenu>

#include "gui/layer_items.hpp"
#include "gui/window_fixture.hpp"

namespace firebreak::test {

/// A window whose layer tree is used: rows by their words, commands of their menu by their names.
class LayersTest : public WindowTest {
 protected:
  QTreeWidget& tree() { return *find<QTreeWidget>("layer_tree"); }
  QTreeWidgetItem* layer(const QString& title) {
    for (QTreeWidgetItem* row : gui::layer_rows(tree()))
      if (row->text(0) == title) return row;
    ADD_FAILURE() << title.toStdString();
    return nullptr;
  }
  QTreeWidgetItem* entry(const QString& of_layer, const QString& words) {
    const QTreeWidgetItem* item = layer(of_layer);
    if (item == nullptr) return nullptr;
    for (QTreeWidgetItem* row : gui::legend_rows(*item))
      if (row->text(0) == words) return row;
    return nullptr;
  }
  /// Opens the menu of a row, by the key that a person without a mouse has.
  QMenu* menu_of(QTreeWidgetItem* item) {
    if (item == nullptr) return nullptr;
    tree().setCurrentItem(item);
    trigger("layer_menu");
    auto* menu = window_->findChild<QMenu*>("layer_menu_entries");
    EXPECT_NE(menu, nullptr);
    return menu;
  }
  static QAction* command(QMenu* menu, const char* name) {
    return menu == nullptr ? nullptr : menu->findChild<QAction*>(name);
  }
  void choose(QMenu* menu, const char* name) {
    QAction* action = command(menu, name);
    ASSERT_NE(action, nullptr) << name;
    action->trigger();
    menu->close();
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
  }
  void choose(QTreeWidgetItem* item, const char* name) { choose(menu_of(item), name); }
  /// Answers the question for numbers that is open.
  void answer(std::initializer_list<double> values);
  const LayerStyle* style(const char* table, const std::string& title) {
    for (const LayerStyle& found : document().style().layers)
      if (found.table == table && found.title == title) return &found;
    ADD_FAILURE() << table << " " << title;
    return nullptr;
  }
};

}  // namespace firebreak::test
