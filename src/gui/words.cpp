#include "gui/words.hpp"

#include <QAbstractButton>
#include <QDockWidget>
#include <QGroupBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QToolBar>
#include <QVariant>

#include "core/model/code_words.hpp"

namespace firebreak::gui {

namespace {

constexpr const char* text_key = "say_text";
constexpr const char* tip_key = "say_tip";
constexpr const char* help_key = "say_help";
constexpr const char* placeholder_key = "say_placeholder";

void apply_text(QObject* object, const QString& in_language) {
  if (auto* label = qobject_cast<QLabel*>(object)) {
    label->setText(in_language);
  } else if (auto* button = qobject_cast<QAbstractButton*>(object)) {
    button->setText(in_language);
  } else if (auto* action = qobject_cast<QAction*>(object)) {
    action->setText(in_language);
  } else if (auto* box = qobject_cast<QGroupBox*>(object)) {
    box->setTitle(in_language);
  } else if (auto* menu = qobject_cast<QMenu*>(object)) {
    menu->setTitle(in_language);
  } else if (auto* widget = qobject_cast<QWidget*>(object)) {
    widget->setWindowTitle(in_language);
  }
}

void apply_tip(QObject* object, const QString& in_language) {
  if (auto* action = qobject_cast<QAction*>(object)) {
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    action->setToolTip(keys.isEmpty() ? in_language : in_language + " (" + keys + ")");
    action->setStatusTip(in_language);
  } else if (auto* widget = qobject_cast<QWidget*>(object)) {
    widget->setToolTip(in_language);
    widget->setAccessibleDescription(in_language);
  }
}

QString translated(const QVariant& english) {
  return to_qt(translate(english.toString().toStdString()));
}

void apply(QObject* object) {
  if (const auto kept = object->property(text_key); kept.isValid())
    apply_text(object, translated(kept));
  if (const auto kept = object->property(tip_key); kept.isValid())
    apply_tip(object, translated(kept));
  if (const auto kept = object->property(help_key); kept.isValid())
    if (auto* widget = qobject_cast<QWidget*>(object)) widget->setWhatsThis(translated(kept));
  if (const auto kept = object->property(placeholder_key); kept.isValid())
    if (auto* edit = qobject_cast<QLineEdit*>(object)) edit->setPlaceholderText(translated(kept));
}

}  // namespace

QString in_one_paragraph(const QStringList& sentences) {
  return sentences.join(language() == Language::zh ? QString() : QStringLiteral(" "));
}

QString capital(QString words) {
  if (!words.isEmpty()) words[0] = words[0].toUpper();
  return words;
}

QString word_of(std::string_view word) {
  // Several words in one cell.
  if (const std::size_t end = word.find(';'); end != std::string_view::npos)
    return word_of(word.substr(0, end)) + words("; ") + word_of(word.substr(end + 1));
  const std::string_view said = translate(word);
  return said == word ? to_qt(word).replace('_', ' ') : to_qt(said);
}

QString word_of(std::string_view column, std::string_view code) {
  if (const std::size_t end = code.find(';'); end != std::string_view::npos)
    return word_of(column, code.substr(0, end)) + words("; ") +
           word_of(column, code.substr(end + 1));
  const std::string_view said = code_word(column, code, language());
  return said == code ? to_qt(code).replace('_', ' ') : to_qt(said);
}

QString title_words(std::string_view title) {
  const std::size_t own_name = title.find(" · ");
  if (own_name == std::string_view::npos) return to_qt(translate(title));
  return to_qt(translate(title.substr(0, own_name))) + to_qt(title.substr(own_name));
}

void say(QObject* object, const char* english) {
  object->setProperty(text_key, QString::fromUtf8(english));
  apply(object);
}

void say_tip(QObject* object, const char* english) {
  object->setProperty(tip_key, QString::fromUtf8(english));
  apply(object);
}

void say_help(QWidget* widget, const char* english) {
  widget->setProperty(help_key, QString::fromUtf8(english));
  apply(widget);
}

QString help_of(const QWidget& widget) {
  return widget.whatsThis().isEmpty() ? widget.toolTip() : widget.whatsThis();
}

void say_placeholder(QObject* object, const char* english) {
  object->setProperty(placeholder_key, QString::fromUtf8(english));
  apply(object);
}

void retranslate(QObject* root) {
  apply(root);
  for (QObject* child : root->findChildren<QObject*>()) apply(child);
}

}  // namespace firebreak::gui
