#pragma once

#include <QFrame>
#include <QLabel>
#include <QTimer>

#include "gui/document.hpp"

namespace firebreak::gui {

/// What the window has to say. It lies over the upper edge of the map, so that nothing moves when
/// it comes and goes; a notice goes by itself, a failure stays until it is closed.
class MessageBar : public QFrame {
  Q_OBJECT
 public:
  /// Lies in `over`, at the upper edge of `map` where that is seen, else at its own.
  MessageBar(Document& document, QWidget& over, QWidget& map);
  QString words() const { return label_->text(); }

 signals:
  void left();  ///< the bar goes and had the focus: somebody else has to take it

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void place();
  void put_away();
  void show_message(const QString& words, Tone tone);

  Document& document_;
  QWidget& over_;
  QWidget& map_;
  QLabel* sign_;
  QLabel* label_;
  QTimer hide_later_;
};

}  // namespace firebreak::gui
