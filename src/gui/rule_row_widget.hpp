#pragma once

#include <QCheckBox>
#include <QFrame>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QStringList>
#include <QToolButton>
#include <string>

#include "gui/rules_state.hpp"
#include "gui/value_editor.hpp"

namespace firebreak::gui {

/// One value on the rules page: what it is, its editor, the clause it rests on, and the form by
/// which a person confirms that clause. It knows no analysis and no document.
class RuleRowWidget : public QFrame {
  Q_OBJECT
 public:
  explicit RuleRowWidget(const RuleRow& row, QWidget* parent = nullptr);

  /// Shows the row as it is now. `theme` picks the colours of signs.
  void show_row(const RuleRow& row, const std::string& theme);
  const std::string& key() const { return key_; }
  /// What is wrong with a value just tried; empty: nothing is.
  void tell_refusal(const QString& why);
  /// True if every word is found in title, key, clause, rule or note.
  bool matches(const QStringList& words) const;
  /// What the form proposes: who confirms, and for how many values that rest on the clause.
  void propose(const QString& name, std::size_t values);

 signals:
  void value_wanted(const std::string& key, const firebreak::ParamValue& value);
  void reset_wanted(const std::string& key);
  /// `whole_clause`: for all values that rest on it.
  void confirm_wanted(const firebreak::io::Confirmation& confirmation, bool whole_clause);
  void take_back_wanted(const std::string& key);

 protected:
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void make_form();
  void show_whole();
  void open_form(bool open);
  void send_form();

  std::string key_;
  QString searched_;
  QString proposed_;
  QLabel* title_;
  ValueEditor* editor_ = nullptr;
  QLabel* fixed_ = nullptr;  ///< the value of a row that nothing reads
  QToolButton* reset_;
  QLabel* mark_;
  QLabel* clause_;
  QLabel* refusal_;
  QPushButton* confirm_;
  QWidget* form_ = nullptr;
  QLineEdit* by_ = nullptr;
  QLineEdit* date_ = nullptr;
  QLineEdit* paper_ = nullptr;
  QCheckBox* whole_ = nullptr;
  QPushButton* send_ = nullptr;
  std::size_t values_ = 1;  ///< that rest on the clause and are to be confirmed
  bool confirmed_here_ = false;
};

}  // namespace firebreak::gui
