#include "gui/message_bar.hpp"

#include <QApplication>
#include <QEvent>
#include <QHBoxLayout>
#include <QToolButton>
#include <algorithm>

#include "gui/theme.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

MessageBar::MessageBar(Document& document, QWidget& over, QWidget& map)
    : QFrame(&over), document_(document), over_(over), map_(map) {
  setObjectName("message_bar");
  setFrameShape(QFrame::StyledPanel);
  setAutoFillBackground(true);
  sign_ = new QLabel;
  label_ = new QLabel;
  label_->setObjectName("message");
  label_->setWordWrap(true);
  label_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* close = new QToolButton;
  close->setObjectName("close_message");
  close->setAutoRaise(true);
  close->setText(QStringLiteral("✕"));
  say_tip(close, tr_key("Close this message"));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(8, 4, 4, 4);
  row->addWidget(sign_);
  row->addWidget(label_, 1);
  row->addWidget(close);
  hide_later_.setSingleShot(true);
  connect(close, &QToolButton::clicked, this, &MessageBar::put_away);
  connect(&hide_later_, &QTimer::timeout, this, &MessageBar::put_away);
  connect(&document_, &Document::message, this, &MessageBar::show_message);
  over_.installEventFilter(this);
  map_.installEventFilter(this);
  hide();
}

bool MessageBar::eventFilter(QObject* watched, QEvent* event) {
  switch (event->type()) {
    case QEvent::Resize:
    case QEvent::Move:
    case QEvent::Show:
    case QEvent::Hide:
      if (isVisible()) place();
      break;
    default:
      break;
  }
  return QFrame::eventFilter(watched, event);
}

void MessageBar::place() {
  constexpr int gap = 6;
  const bool over_map = map_.isVisible();
  const QRect room =
      over_map ? QRect(map_.mapTo(&over_, QPoint()), map_.size()) : QRect(QPoint(), over_.size());
  const int width = std::max(room.width() - 2 * gap, minimumSizeHint().width());
  const int height = heightForWidth(width);
  // The tools of a map stand above it, those of a page at its top.
  const int top = over_map ? room.top() + gap : std::max(gap, room.bottom() - height - gap);
  setGeometry(room.left() + gap, top, width, height);
  raise();
}

void MessageBar::put_away() {
  // Else the next field that can be typed into would get the focus, and with it Ctrl+Z.
  if (isAncestorOf(QApplication::focusWidget())) emit left();
  hide();
}

void MessageBar::show_message(const QString& words, Tone tone) {
  const char* verdict = tone == Tone::failure ? "fail" : tone == Tone::notice ? "marginal" : "pass";
  const QColor colour = meaning_colour(verdict, document_.theme());
  sign_->setText(tone == Tone::failure  ? QStringLiteral("⚠")
                 : tone == Tone::notice ? QStringLiteral("ⓘ")
                                        : QStringLiteral("✓"));
  QPalette palette = sign_->palette();
  palette.setColor(QPalette::WindowText, colour);
  sign_->setPalette(palette);
  label_->setText(words);
  hide_later_.stop();
  if (tone != Tone::failure) hide_later_.start(tone == Tone::notice ? 8000 : 4000);
  show();
  place();
}

}  // namespace firebreak::gui
