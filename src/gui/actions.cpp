#include "gui/actions.hpp"

#include <QMenu>
#include <QMenuBar>
#include <algorithm>
#include <cassert>

#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

struct MenuTitle {
  const char* name;
  const char* text;
};
constexpr MenuTitle menu_titles[] = {
    {"file", tr_key("&File")},     {"edit", tr_key("&Edit")},     {"view", tr_key("&View")},
    {"map", tr_key("&Map")},       {"assess", tr_key("&Assess")}, {"remedy", tr_key("&Remedy")},
    {"output", tr_key("&Output")}, {"help", tr_key("&Help")},
};

}  // namespace

void end_typing(QWidget& window) {
  QWidget* field = window.focusWidget();
  if (field == nullptr || !field->hasFocus()) return;
  field->clearFocus();
  field->setFocus();
}

Actions::Actions(QMainWindow& window) : QObject(&window), window_(window) {
  for (const auto& [name, title] : menu_titles) {
    QMenu* made = window_.menuBar()->addMenu(QString());
    made->setToolTipsVisible(true);
    say(made, title);
    menus_[name] = made;
  }
}

QMenu* Actions::menu(const std::string& name) {
  const auto found = menus_.find(name);
  assert(found != menus_.end());
  return found->second;
}

QAction* Actions::add(const char* id, const char* menu_name, const char* text, const char* tip,
                      const QKeySequence& keys, std::function<void()> run) {
  assert(!by_id_.contains(id));
  auto* action = new QAction(this);
  action->setObjectName(QString::fromUtf8(id));
  if (!keys.isEmpty()) {
    assert(std::none_of(all_.begin(), all_.end(),
                        [&](const QAction* other) { return other->shortcut() == keys; }));
    action->setShortcut(keys);
  }
  say(action, text);
  say_tip(action, tip);
  connect(action, &QAction::triggered, this, [this, run = std::move(run)] {
    end_typing(window_);
    run();
  });
  menu(menu_name)->addAction(action);
  window_.addAction(action);
  by_id_[id] = action;
  all_.push_back(action);
  return action;
}

QAction* Actions::add_toggle(const char* id, const char* menu_name, const char* text,
                             const char* tip, const QKeySequence& keys,
                             std::function<void(bool)> run) {
  QAction* action = add(id, menu_name, text, tip, keys, [] {});
  action->setCheckable(true);
  connect(action, &QAction::toggled, this, [run = std::move(run)](bool on) { run(on); });
  return action;
}

void Actions::put_first(const char* id, const char* menu_name) {
  QMenu* in = menu(menu_name);
  in->insertAction(in->actions().value(0), find(id));
}

void Actions::add_separator(const char* menu_name) {
  menu(menu_name)->addSeparator();
}

void Actions::add_submenu(const char* menu_name, const char* text,
                          std::function<void(QMenu&)> fill) {
  QMenu* sub = menu(menu_name)->addMenu(QString());
  say(sub, text);
  connect(sub, &QMenu::aboutToShow, this, [sub, fill = std::move(fill)] {
    sub->clear();
    fill(*sub);
  });
}

QAction* Actions::find(const std::string& id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : found->second;
}

}  // namespace firebreak::gui
