#include "gui/rule_row_widget.hpp"

#include <QDate>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QVBoxLayout>

#include "gui/theme.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

RuleRowWidget::RuleRowWidget(const RuleRow& row, QWidget* parent) : QFrame(parent), key_(row.key) {
  setObjectName(to_qt("row_" + key_));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(2, 4, 2, 6);
  column->setSpacing(2);
  title_ = new QLabel;
  title_->setWordWrap(true);
  column->addWidget(title_);

  auto* line = new QHBoxLayout;
  line->setSpacing(6);
  if (row.param != nullptr) {
    editor_ = new ValueEditor(*row.param);
    line->addWidget(editor_, 1);
    title_->setBuddy(editor_->field());
    connect(editor_, &ValueEditor::committed, this, [this] {
      tell_refusal({});
      emit value_wanted(key_, editor_->value());
    });
    connect(editor_, &ValueEditor::refused, this, &RuleRowWidget::tell_refusal);
  } else {
    fixed_ = new QLabel;
    line->addWidget(fixed_, 1);
  }
  reset_ = new QToolButton;
  reset_->setObjectName(to_qt("reset_" + key_));
  reset_->setText(QStringLiteral("↺"));
  reset_->setAutoRaise(true);
  connect(reset_, &QToolButton::clicked, this, [this] { emit reset_wanted(key_); });
  line->addWidget(reset_);
  mark_ = new QLabel;
  mark_->setObjectName(to_qt("mark_" + key_));
  line->addWidget(mark_);
  column->addLayout(line);

  refusal_ = new QLabel;
  refusal_->setObjectName(to_qt("refusal_" + key_));
  refusal_->setWordWrap(true);
  refusal_->hide();
  column->addWidget(refusal_);

  clause_ = new QLabel;
  clause_->setWordWrap(true);
  clause_->setForegroundRole(QPalette::PlaceholderText);
  column->addWidget(clause_);
  confirm_ = new QPushButton;
  confirm_->setObjectName(to_qt("confirm_" + key_));
  confirm_->setFlat(true);
  confirm_->setCursor(Qt::PointingHandCursor);
  connect(confirm_, &QPushButton::clicked, this, [this] {
    if (confirmed_here_)
      emit take_back_wanted(key_);
    else
      open_form(form_ == nullptr || form_->isHidden());
  });
  column->addWidget(confirm_, 0, Qt::AlignLeft);
}

void RuleRowWidget::show_row(const RuleRow& row, const std::string& theme) {
  const QString title =
      row.param != nullptr ? to_qt(translate(row.param->help)) : to_qt(row.key).replace('_', ' ');
  title_->setText(title.isEmpty() ? title : title.left(1).toUpper() + title.mid(1));
  QFont font = title_->font();
  font.setBold(row.changed);
  title_->setFont(font);

  const QString about = clause_summary(row);
  QString range;
  if (editor_ != nullptr) {
    editor_->retranslate_choices();
    editor_->set_unit(unit_of(row));
    editor_->set_value(row.value);
    if (row.param->kind == DeclaredParam::Kind::number ||
        row.param->kind == DeclaredParam::Kind::whole)
      range = "\n" + words("From {} to {}.", row.param->min, row.param->max);
    editor_->field()->setToolTip(about + range);
    editor_->field()->setWhatsThis(about);
    editor_->field()->setAccessibleName(title_->text());
    editor_->field()->setFont(font);
  } else {
    fixed_->setText(value_words(row, row.value));
    fixed_->setToolTip(about);
  }
  setToolTip(about);
  setWhatsThis(about);

  reset_->setVisible(row.changed);
  reset_->setToolTip(words("Back to {}", value_words(row, row.given.value).toStdString()));
  const bool open = row.to_be_confirmed();
  const bool by_hand = row.changed || !row.in_profile;
  mark_->setText(open ? QStringLiteral("⚠ ") + to_qt(row.given.value_mark)
                 : row.confirmation != nullptr && !row.changed ? QStringLiteral("✓")
                 : by_hand                                     ? QString()
                                                               : to_qt(row.given.value_mark));
  mark_->setToolTip(words("Value: {}", mark_words(row.given.value_mark).toStdString()) + "\n" +
                    words("Clause number: {}", mark_words(row.given.clause_mark).toStdString()));
  QPalette palette;
  if (open) palette.setColor(QPalette::WindowText, meaning_colour("marginal", theme));
  mark_->setPalette(palette);
  QPalette red;
  red.setColor(QPalette::WindowText, meaning_colour("fail", theme));
  refusal_->setPalette(red);

  QString clause;
  if (!row.given.clause.empty()) {
    clause = to_qt(translate(row.given.clause)) + " · " + force_words(row.given.force);
    if (!row.given.edition.empty()) clause += " · " + to_qt(row.given.edition);
    clause += " · " + to_qt(row.given.value_mark + "/" + row.given.clause_mark);
  } else {
    clause = words("No clause: default of the program");
  }
  if (row.changed)
    clause =
        words("Your own value instead of {}", value_words(row, row.given.value).toStdString()) +
        " · " + clause;
  clause_->setText(clause);

  confirmed_here_ = row.confirmation != nullptr && !row.changed;
  confirm_->setVisible(open || confirmed_here_);
  if (confirmed_here_) {
    confirm_->setText(words("Confirmed by {}, {}, {}: take back", row.confirmation->by,
                            row.confirmation->date, row.confirmation->document));
    confirm_->setToolTip(words("The clause counts as to be confirmed again"));
  } else {
    confirm_->setText(words("Confirm clause …"));
    confirm_->setToolTip(words("You have looked the clause up in the printed standard"));
  }
  if (!open && form_ != nullptr) form_->hide();
  searched_ = (title_->text() + ' ' + to_qt(row.key) + ' ' + clause_->text() + ' ' + about);
  if (form_ != nullptr) retranslate(form_);
}

void RuleRowWidget::tell_refusal(const QString& why) {
  refusal_->setText(why.isEmpty() ? why : QStringLiteral("⚠ ") + why);
  refusal_->setVisible(!why.isEmpty());
}

bool RuleRowWidget::matches(const QStringList& words) const {
  return std::all_of(words.begin(), words.end(), [this](const QString& word) {
    return searched_.contains(word, Qt::CaseInsensitive);
  });
}

void RuleRowWidget::propose(const QString& name, std::size_t values) {
  proposed_ = name;
  values_ = values;
  if (whole_ != nullptr) show_whole();
}

void RuleRowWidget::show_whole() {
  whole_->setText(words("For all {} values of this clause", values_));
  whole_->setVisible(values_ > 1);
}

void RuleRowWidget::make_form() {
  form_ = new QFrame;
  form_->setObjectName(to_qt("form_" + key_));
  static_cast<QFrame*>(form_)->setFrameShape(QFrame::StyledPanel);
  auto* layout = new QFormLayout(form_);
  layout->setContentsMargins(8, 6, 8, 6);
  by_ = new QLineEdit;
  date_ = new QLineEdit;
  paper_ = new QLineEdit;
  by_->setObjectName("confirm_by");
  date_->setObjectName("confirm_date");
  paper_->setObjectName("confirm_document");
  say_placeholder(paper_, tr_key("e.g. printed standard, page 31"));
  const auto labelled = [&](QLineEdit* edit, const char* english) {
    auto* label = new QLabel;
    say(label, english);
    label->setBuddy(edit);
    layout->addRow(label, edit);
    connect(edit, &QLineEdit::textChanged, this, [this] {
      send_->setEnabled(!by_->text().trimmed().isEmpty() && !paper_->text().trimmed().isEmpty() &&
                        QDate::fromString(date_->text(), Qt::ISODate).isValid());
    });
    connect(edit, &QLineEdit::returnPressed, this, &RuleRowWidget::send_form);
  };
  auto* buttons = new QHBoxLayout;
  send_ = new QPushButton;
  send_->setObjectName("confirm_send");
  say(send_, tr_key("Confirm"));
  auto* cancel = new QPushButton;
  say(cancel, tr_key("Cancel"));
  labelled(by_, tr_key("Your name"));
  labelled(date_, tr_key("Date"));
  labelled(paper_, tr_key("Document"));
  whole_ = new QCheckBox;
  whole_->setObjectName("confirm_whole");
  whole_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);
  layout->addRow(whole_);
  buttons->addStretch();
  buttons->addWidget(cancel);
  buttons->addWidget(send_);
  layout->addRow(buttons);
  connect(send_, &QPushButton::clicked, this, &RuleRowWidget::send_form);
  connect(cancel, &QPushButton::clicked, this, [this] { open_form(false); });
  static_cast<QVBoxLayout*>(this->layout())->addWidget(form_);
}

void RuleRowWidget::open_form(bool open) {
  if (form_ == nullptr) make_form();
  form_->setVisible(open);
  if (!open) return confirm_->setFocus();
  by_->setText(proposed_);
  date_->setText(QDate::currentDate().toString(Qt::ISODate));
  paper_->clear();
  send_->setEnabled(false);
  whole_->setChecked(values_ > 1);
  show_whole();
  (proposed_.isEmpty() ? by_ : paper_)->setFocus();
}

void RuleRowWidget::send_form() {
  if (!send_->isEnabled()) return;
  const QDate date = QDate::fromString(date_->text(), Qt::ISODate);  // 2026/11/20 is one, too
  emit confirm_wanted(
      {key_, by_->text().trimmed().toStdString(), date.toString(Qt::ISODate).toStdString(),
       paper_->text().trimmed().toStdString()},
      whole_->isChecked() && values_ > 1);
}

void RuleRowWidget::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape && form_ != nullptr && form_->isVisible())
    return open_form(false);
  QFrame::keyPressEvent(event);
}

}  // namespace firebreak::gui
