#pragma once

#include <QToolButton>
#include <QWidget>

namespace firebreak::gui {

/// A part of a page that is folded away until its title is clicked, for what is seldom needed.
class FoldedBox : public QWidget {
 public:
  /// `title` is an English key; `content` is what is folded.
  FoldedBox(const char* title, QWidget* content);
  void unfold() { title_->setChecked(true); }

 private:
  QToolButton* title_;
};

}  // namespace firebreak::gui
