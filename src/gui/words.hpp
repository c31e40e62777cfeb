#pragma once

#include <QAction>
#include <QObject>
#include <QString>
#include <QWidget>
#include <string>
#include <string_view>

#include "core/base/text.hpp"

namespace firebreak::gui {

/// The sentence in the user's language with its figures filled in.
template <class... Args>
QString words(std::string_view english, const Args&... args) {
  return QString::fromStdString(text(english, args...));
}

inline QString to_qt(std::string_view utf8) {
  return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

/// A word of files ("set_aside") as people read it: translated, or with spaces.
QString word_of(std::string_view word);

/// A code, or several with semicolons between them, as they are called in a column or field: see
/// `code_word`.
QString word_of(std::string_view column, std::string_view code);

/// The title of a table or layer in the user's language. Behind " · " stands the layer's own name,
/// which has no other language.
QString title_words(std::string_view title);

/// Gives a label, button, action, dock or group box its fixed text: the English sentence is kept
/// with the object, so that `retranslate` can change the language live. Texts with figures are set
/// by their panels when Document::language_changed comes.
void say(QObject* object, const char* english);
/// The same for tool tips (also the status tip of an action) and for placeholders of line edits.
void say_tip(QObject* object, const char* english);
/// For F1 alone: of what is large, where a tip would lie over what one looks at.
void say_help(QWidget* widget, const char* english);
/// What F1 tells: the help of the widget, else its tip.
QString help_of(const QWidget& widget);
void say_placeholder(QObject* object, const char* english);

/// Puts every text given by `say…` below `root` into the present language.
void retranslate(QObject* root);

}  // namespace firebreak::gui
