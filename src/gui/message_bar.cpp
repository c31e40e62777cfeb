#include "gui/message_bar.hpp"

#include <QApplication>
#include <QHBoxLayout>
#include <QToolButton>

#include "gui/theme.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

MessageBar::MessageBar(Document& document, QWidget* parent) : QFrame(parent), document_(document) {
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
  hide();
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
}

}  // namespace firebreak::gui
