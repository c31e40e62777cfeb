#pragma once

#include <QAction>
#include <QKeySequence>
#include <QMainWindow>
#include <QObject>
#include <functional>
#include <map>
#include <string>
#include <vector>

class QMenu;

namespace firebreak::gui {

/// Ends the edit of the field under the focus, as leaving it does, and goes back to it: what a
/// field takes when it is left must not be lost to a command given by its key.
void end_typing(QWidget& window);

/// Every command of the window by its id, so that menus, keys, tests and the list of shortcuts know
/// the same ones. Menus: "file", "edit", "view", "map", "assess", "remedy", "output", "help".
class Actions : public QObject {
  Q_OBJECT
 public:
  explicit Actions(QMainWindow& window);

  /// Adds a command to a menu, at its end. `text` and `tip` are English keys; `tip` says in a
  /// sentence what it does. No two commands may have one id or one shortcut (asserted). What is
  /// being typed in a field counts before the command runs.
  QAction* add(const char* id, const char* menu, const char* text, const char* tip,
               const QKeySequence& keys, std::function<void()> run);
  /// A command that is on or off.
  QAction* add_toggle(const char* id, const char* menu, const char* text, const char* tip,
                      const QKeySequence& keys, std::function<void(bool)> run);
  /// Moves a command to the beginning of its menu, whatever was added before it.
  void put_first(const char* id, const char* menu);
  void add_separator(const char* menu);
  /// Adds a submenu, for what changes (recent files, bookmarks): filled when it is about to show.
  void add_submenu(const char* menu, const char* text, std::function<void(QMenu&)> fill);

  /// Null for an id that is not there.
  QAction* find(const std::string& id) const;
  const std::vector<QAction*>& all() const { return all_; }

 private:
  QMenu* menu(const std::string& name);

  QMainWindow& window_;
  std::map<std::string, QMenu*> menus_;
  std::map<std::string, QAction*> by_id_;
  std::vector<QAction*> all_;
};

}  // namespace firebreak::gui
