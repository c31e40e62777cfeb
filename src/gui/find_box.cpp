#include "gui/find_box.hpp"

#include <QKeyEvent>
#include <algorithm>

#include "gui/status_line.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

constexpr std::size_t most_hits = 40;
constexpr int shown_hits = 12;

}  // namespace

FindBox::FindBox(Context& context, QWidget* parent) : QLineEdit(parent), context_(context) {
  setObjectName("find");
  setClearButtonEnabled(true);
  setMinimumWidth(120);
  say_placeholder(this, tr_key("Find: name, id, address, lon lat, street / street"));
  say_tip(this,
          tr_key("Type a name, an id, an address, a place as lon lat or in coordinates of the "
                 "map, or two streets with / between them; Enter goes there"));
  // A child of the window, not a window: the box keeps the keys.
  list_ = new QListWidget(&context.window);
  list_->setObjectName("find_hits");
  list_->setFocusPolicy(Qt::NoFocus);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setFrameShape(QFrame::StyledPanel);
  list_->setAutoFillBackground(true);
  list_->hide();
  typing_.setSingleShot(true);
  typing_.setInterval(150);
  connect(&typing_, &QTimer::timeout, this, &FindBox::look);
  connect(this, &QLineEdit::textEdited, this, [this] {
    go_when_found_ = false;
    typing_.start();
  });
  connect(this, &QLineEdit::textChanged, this, [this](const QString& typed) {
    if (typed.isEmpty()) list_->hide();
  });
  connect(list_, &QListWidget::itemClicked, this,
          [this](QListWidgetItem* item) { go(list_->row(item)); });
  connect(&searching_, &Task::failed, this,
          [this](const QString& words) { context_.document.tell(words, Tone::failure); });
  connect(&context.document, &Document::tables_changed, list_, &QWidget::hide);
  connect(&context.document, &Document::opened, this, &QLineEdit::clear);
}

FindBox::~FindBox() {
  delete list_;
}

void FindBox::look() {
  typing_.stop();
  const QString typed = text().trimmed();
  if (typed.isEmpty()) {
    searching_.cancel();
    return list_->hide();
  }
  const auto* status = context_.window.findChild<StatusLine*>("status_line");
  if (const auto place = status != nullptr ? status->place_of(typed) : std::nullopt) {
    searching_.cancel();
    return take({{typed.toStdString(), words("Place").toStdString(), {}, {}, {*place, *place}}});
  }
  searching_.start([tables = context_.document.tables(), typed = typed.toStdString()](
                       const Job& job) { return find_places(tables, typed, most_hits, job); },
                   [this](std::vector<FoundPlace> found) { take(std::move(found)); });
}

void FindBox::take(std::vector<FoundPlace> found) {
  found_ = std::move(found);
  list_->clear();
  for (const FoundPlace& hit : found_)
    list_->addItem(to_qt(hit.title) + "  —  " + to_qt(hit.about));
  if (found_.empty()) {
    list_->addItem(words("Nothing found for \"{}\"", text().trimmed().toStdString()));
    list_->item(0)->setFlags(Qt::NoItemFlags);
  } else {
    list_->setCurrentRow(0);
  }
  if (std::exchange(go_when_found_, false) && !found_.empty()) return go(0);
  if (hasFocus()) show_list();
}

void FindBox::show_list() {
  const int rows = std::clamp(list_->count(), 1, shown_hits);
  const int height = rows * list_->sizeHintForRow(0) + 2 * list_->frameWidth() + 2;
  const int width = std::max(this->width(), 420);
  const QPoint below = mapTo(&context_.window, QPoint(this->width() - width, this->height() + 2));
  list_->setGeometry(std::max(below.x(), 0), below.y(), width, height);
  list_->show();
  list_->raise();
}

void FindBox::go(int at) {
  if (at < 0 || at >= static_cast<int>(found_.size())) return;
  const FoundPlace& hit = found_[static_cast<std::size_t>(at)];
  list_->hide();
  Document& document = context_.document;
  if (document.table(hit.table) && !hit.rows.empty())
    document.select({hit.table, hit.rows, hit.rows.front()});  // a street: its first lane is told
  document.show_place(hit.box);
  context_.canvas.setFocus();
}

void FindBox::keyPressEvent(QKeyEvent* event) {
  const int last = list_->count() - 1;
  switch (event->key()) {
    case Qt::Key_Down:
    case Qt::Key_Up:
      if (!list_->isVisible()) return found_.empty() ? look() : show_list();
      return list_->setCurrentRow(
          std::clamp(list_->currentRow() + (event->key() == Qt::Key_Down ? 1 : -1), 0, last));
    case Qt::Key_Return:
    case Qt::Key_Enter:
      if (finished() && list_->isVisible()) return go(list_->currentRow());
      go_when_found_ = true;
      if (!searching_.running()) look();
      return;
    case Qt::Key_Escape:
      if (list_->isVisible()) return list_->hide();
      return context_.canvas.setFocus();
    default:
      QLineEdit::keyPressEvent(event);
  }
}

void FindBox::focusOutEvent(QFocusEvent* event) {
  QLineEdit::focusOutEvent(event);
  list_->hide();
}

}  // namespace firebreak::gui
