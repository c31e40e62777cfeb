#pragma once

#include <QAction>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QWidget>
#include <string>
#include <string_view>
#include <type_traits>

#include "core/base/grouped.hpp"
#include "core/base/text.hpp"

namespace firebreak::gui {

/// A number of a sentence, written with thousands separators.
template <class Number>
struct Figure {
  const Number& number;
};

/// Numbers as figures; everything else, letters and flags too, as it is.
template <class Arg>
auto as_figure(const Arg& arg)
    -> std::conditional_t<std::is_arithmetic_v<Arg> && (sizeof(Arg) > 1), Figure<Arg>, const Arg&> {
  return {arg};
}

/// The sentence in the user's language with its figures filled in. What is no amount (a code, a
/// coordinate, a year) is handed over as a text.
template <class... Args>
QString words(std::string_view english, const Args&... args) {
  return QString::fromStdString(text(english, as_figure(args)...));
}

inline QString to_qt(std::string_view utf8) {
  return QString::fromUtf8(utf8.data(), static_cast<qsizetype>(utf8.size()));
}

/// Whole sentences as one paragraph: with a space between two, which Chinese does without.
QString in_one_paragraph(const QStringList& sentences);

/// Begun as a title or a sentence begins: with a capital, where the writing has such.
QString capital(QString words);

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

template <class Number>
struct fmt::formatter<firebreak::gui::Figure<Number>> : fmt::formatter<Number> {
  auto format(const firebreak::gui::Figure<Number>& figure, fmt::format_context& context) const {
    fmt::memory_buffer digits;
    fmt::format_context plain(fmt::appender(digits), {});
    fmt::formatter<Number>::format(figure.number, plain);
    return fmt::format_to(context.out(), "{}", firebreak::grouped(fmt::to_string(digits)));
  }
};
