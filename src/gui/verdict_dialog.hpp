#pragma once

#include <QComboBox>
#include <QDate>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <optional>
#include <string>

#include "gui/app_settings.hpp"
#include "gui/document.hpp"

namespace firebreak::gui {

/// Sets a verdict of one building in place of the computed one: which question, the verdict, who
/// answers for it, when and why. Stops nothing. What was set before stands in the form, to be
/// changed or confirmed anew.
class VerdictDialog : public QDialog {
  Q_OBJECT
 public:
  /// `subject`: the question asked first; empty: the first that is judged.
  VerdictDialog(Document& document, AppSettings& settings, std::string building,
                std::optional<OverrideSubject> subject, QWidget* parent);

 private:
  void make_form();
  /// In the present language; what has been chosen and typed stays.
  void retell();
  /// The questions that the results shown answer; the one chosen stays.
  void show_questions();
  /// The one chosen, with what the project has set already.
  void show_question();
  void show_computed();
  void allow();
  /// Says why it cannot be sent; null: nothing speaks against it.
  void refuse(const char* why);
  void send();
  OverrideSubject subject() const;
  QDate date() const;

  Document& document_;
  AppSettings& settings_;
  std::string building_;
  std::optional<OverrideSubject> wanted_;
  bool judged_ = false;  ///< the results answer at least one question about the building
  QComboBox* question_;
  QLabel* computed_;
  QComboBox* verdict_;
  QLineEdit* by_;
  QLineEdit* date_;
  QLineEdit* reason_;
  QLabel* refusal_;
  QPushButton* send_;
};

}  // namespace firebreak::gui
