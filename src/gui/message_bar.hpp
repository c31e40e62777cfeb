#pragma once

#include <QFrame>
#include <QLabel>
#include <QTimer>

#include "gui/document.hpp"

namespace firebreak::gui {

/// What the window has to say, above the map and never in the way: a notice goes by itself, a
/// failure stays until it is closed.
class MessageBar : public QFrame {
  Q_OBJECT
 public:
  explicit MessageBar(Document& document, QWidget* parent = nullptr);
  QString words() const { return label_->text(); }

 signals:
  void left();  ///< the bar goes and had the focus: somebody else has to take it

 private:
  void put_away();
  void show_message(const QString& words, Tone tone);

  Document& document_;
  QLabel* sign_;
  QLabel* label_;
  QTimer hide_later_;
};

}  // namespace firebreak::gui
