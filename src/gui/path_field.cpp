#include "gui/path_field.hpp"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QToolButton>

#include "gui/words.hpp"

namespace firebreak::gui {

PathField::PathField(const char* name, const QString& filter) : line_(new QLineEdit) {
  ask = [this, filter] {
    return QFileDialog::getOpenFileName(this, words("Choose a file"), shown_, filter);
  };
  line_->setObjectName(name);
  line_->setClearButtonEnabled(true);
  auto* choose = new QToolButton;
  choose->setObjectName(QString(name) + "_choose");
  choose->setText(QStringLiteral("…"));
  say_tip(choose, tr_key("Choose a file"));
  setFocusProxy(line_);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(line_, 1);
  row->addWidget(choose);
  connect(line_, &QLineEdit::editingFinished, this, [this] { finish(line_->text()); });
  connect(choose, &QToolButton::clicked, this, [this] {
    const QString chosen = ask();
    if (!chosen.isEmpty()) finish(chosen);
  });
}

void PathField::show_path(const std::filesystem::path& path) {
  shown_ = to_qt(path.string());
  if (!line_->isModified()) line_->setText(shown_);
}

void PathField::forget_typing() {
  line_->setModified(false);
}

void PathField::finish(const QString& typed) {
  const QString path = typed.trimmed();
  line_->setText(path);  // and is no longer being typed
  if (path == shown_) return;
  shown_ = path;  // the same answer is not asked about twice, however it is judged
  emit path_wanted(path.toStdString());
}

}  // namespace firebreak::gui
