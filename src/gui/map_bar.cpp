#include "gui/map_bar.hpp"

#include <QInputDialog>
#include <QMenu>
#include <QToolButton>
#include <algorithm>

#include "gui/tool_toggle.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

Box moved(const Box& box, Xy by) {
  return {box.min + by, box.max + by};
}

}  // namespace

MapBar::MapBar(Context& context)
    : context_(context),
      length_(MeasureTool::What::length, context.document),
      area_(MeasureTool::What::area, context.document),
      outlines_(context.document, context.canvas),
      furniture_(context_) {
  setAutoFillBackground(true);
  find_ = new FindBox(context_);
  add_tool(
      context_, this, "measure_length", "map", tr_key("Measure length"),
      tr_key("Click along a way: metres, and how many hoses of 20 m; double or right click ends"),
      QKeySequence("Ctrl+Shift+M"), length_);
  add_tool(context_, this, "measure_area", "map", tr_key("Measure area"),
           tr_key("Click around a place: its area and outline; double or right click ends"),
           QKeySequence("Ctrl+Shift+J"), area_);
  context_.actions.add("find", "edit", tr_key("Find …"),
                       tr_key("Finds a name, an id, an address, a place or a crossing"),
                       QKeySequence::Find, [this] {
                         find_->setFocus(Qt::ShortcutFocusReason);
                         find_->selectAll();
                       });
  context_.actions.add("add_bookmark", "map", tr_key("Add bookmark …"),
                       tr_key("Keeps this view under a name, in the project"),
                       QKeySequence("Ctrl+B"), [this] { add_bookmark(); });
  context_.actions.add_submenu("map", tr_key("Bookmarks"),
                               [this](QMenu& menu) { fill_bookmarks(menu); });

  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(6, 2, 6, 2);
  row->setSpacing(2);
  for (const char* id :
       {"identify", "select_box", "select_polygon", "measure_length", "measure_area"}) {
    QAction* action = context_.actions.find(id);
    if (action == nullptr) continue;
    auto* button = new QToolButton;
    button->setAutoRaise(true);
    button->setDefaultAction(action);
    button->setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);  // never cut
    row->addWidget(button);
  }
  // On the bar short words do: the tips say the rest, and a narrow window cuts none.
  const auto shorten = [this] {
    const auto call = [this](const char* id, const char* english) {
      if (QAction* action = context_.actions.find(id)) action->setIconText(words(english));
    };
    call("select_box", tr_key("Box"));
    call("select_polygon", tr_key("Polygon"));
    call("measure_length", tr_key("Length"));
    call("measure_area", tr_key("Area"));
  };
  connect(&context_.document, &Document::language_changed, this, shorten);
  shorten();
  row->addStretch(1);
  row->addWidget(find_, 2);
  find_->setMaximumWidth(420);

  ask_name = [this](const QString& proposal) -> std::optional<QString> {
    bool agreed = false;
    const QString name =
        QInputDialog::getText(&context_.window, words("Add bookmark"), words("Name of this view"),
                              QLineEdit::Normal, proposal, &agreed);
    if (!agreed) return std::nullopt;
    return name;
  };
}

MapBar::~MapBar() {
  if (context_.canvas.tool() == &length_ || context_.canvas.tool() == &area_)
    context_.canvas.set_tool(nullptr);
}

void MapBar::add_bookmark() {
  Document& document = context_.document;
  if (!document.is_open()) return;
  const auto& bookmarks = document.project().view.bookmarks;
  const auto is_used = [&](const std::string& name) {
    return std::any_of(bookmarks.begin(), bookmarks.end(),
                       [&](const Bookmark& b) { return b.name == name; });
  };
  std::size_t number = bookmarks.size() + 1;
  while (is_used(text("View {}", number))) ++number;
  const auto name = ask_name(words("View {}", number));
  if (!name || name->trimmed().isEmpty()) return;
  const Bookmark made{name->trimmed().toStdString(),
                      moved(context_.canvas.visible(), document.grid().origin)};
  document.edit(tr_key("Add bookmark"), [&](io::Project& project) {
    auto& all = project.view.bookmarks;
    std::erase_if(all, [&](const Bookmark& b) { return b.name == made.name; });
    all.push_back(made);
  });
}

void MapBar::fill_bookmarks(QMenu& menu) {
  Document& document = context_.document;
  const auto bookmarks = document.project().view.bookmarks;
  qDeleteAll(menu.findChildren<QMenu*>(Qt::FindDirectChildrenOnly));  // of the time before
  for (const Bookmark& bookmark : bookmarks)
    menu.addAction(to_qt(bookmark.name).replace('&', "&&"), this, [this, bookmark] {
      context_.canvas.zoom_to(moved(bookmark.box, Xy{} - context_.document.grid().origin), 1);
    });
  if (bookmarks.empty()) {
    menu.addAction(words("None yet: Ctrl+B keeps the view"))->setEnabled(false);
    return;
  }
  menu.addSeparator();
  QMenu* gone = menu.addMenu(words("Delete"));
  for (const Bookmark& bookmark : bookmarks)
    gone->addAction(to_qt(bookmark.name).replace('&', "&&"), this, [this, name = bookmark.name] {
      context_.document.edit(tr_key("Delete bookmark"), [&](io::Project& project) {
        std::erase_if(project.view.bookmarks, [&](const Bookmark& b) { return b.name == name; });
      });
    });
}

}  // namespace firebreak::gui
