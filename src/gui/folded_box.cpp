#include "gui/folded_box.hpp"

#include <QVBoxLayout>

#include "gui/words.hpp"

namespace firebreak::gui {

FoldedBox::FoldedBox(const char* title, QWidget* content) : title_(new QToolButton) {
  title_->setObjectName("fold");
  title_->setCheckable(true);
  title_->setAutoRaise(true);
  title_->setArrowType(Qt::RightArrow);
  title_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
  title_->setFocusPolicy(Qt::StrongFocus);
  say(title_, title);
  say_tip(title_, tr_key("Unfolds what is seldom needed, and folds it again"));
  content->hide();
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(2);
  column->addWidget(title_, 0, Qt::AlignLeft);
  column->addWidget(content);
  connect(title_, &QToolButton::toggled, this, [this, content](bool open) {
    title_->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
    content->setVisible(open);
  });
}

}  // namespace firebreak::gui
