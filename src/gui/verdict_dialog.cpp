#include "gui/verdict_dialog.hpp"

#include <QDialogButtonBox>
#include <QFormLayout>
#include <QSignalBlocker>
#include <algorithm>

#include "core/analysis/overrides.hpp"
#include "gui/set_verdicts.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

VerdictDialog::VerdictDialog(Document& document, AppSettings& settings, std::string building,
                             std::optional<OverrideSubject> subject, QWidget* parent)
    : QDialog(parent),
      document_(document),
      settings_(settings),
      building_(std::move(building)),
      wanted_(subject) {
  setObjectName("verdict_dialog");
  setAttribute(Qt::WA_DeleteOnClose);
  make_form();
  connect(question_, &QComboBox::currentIndexChanged, this, &VerdictDialog::show_question);
  connect(verdict_, &QComboBox::currentIndexChanged, this, &VerdictDialog::allow);
  for (const QLineEdit* field : {by_, date_, reason_})
    connect(field, &QLineEdit::textChanged, this, &VerdictDialog::allow);
  // What is computed may change while the form is open; another city has other buildings.
  connect(&document_, &Document::results_changed, this, &VerdictDialog::show_questions);
  connect(&document_, &Document::opened, this, &QDialog::reject);
  connect(&document_, &Document::language_changed, this, &VerdictDialog::retell);
  show_questions();
  retell();
}

void VerdictDialog::make_form() {
  question_ = new QComboBox;
  question_->setObjectName("verdict_question");
  computed_ = new QLabel;
  computed_->setObjectName("verdict_computed");
  verdict_ = new QComboBox;
  verdict_->setObjectName("verdict_value");
  by_ = new QLineEdit(settings_.person());
  by_->setObjectName("verdict_by");
  date_ = new QLineEdit(QDate::currentDate().toString(Qt::ISODate));
  date_->setObjectName("verdict_date");
  reason_ = new QLineEdit;
  reason_->setObjectName("verdict_reason");
  reason_->setMinimumWidth(320);
  say_placeholder(reason_, tr_key("e.g. hose tried through the gate of No. 12"));
  refusal_ = new QLabel;
  refusal_->setObjectName("verdict_refusal");
  refusal_->setWordWrap(true);
  refusal_->hide();
  auto* form = new QFormLayout(this);
  const auto add = [form](const char* title, QWidget* field) {
    auto* label = new QLabel;
    say(label, title);
    label->setBuddy(field);
    form->addRow(label, field);
  };
  add(tr_key("Question"), question_);
  add(tr_key("As computed"), computed_);
  add(tr_key("Verdict set"), verdict_);
  add(tr_key("Your name"), by_);
  add(tr_key("Date"), date_);
  add(tr_key("Grounds"), reason_);
  form->addRow(refusal_);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  send_ = buttons->addButton(QString(), QDialogButtonBox::AcceptRole);
  say(send_, tr_key("Set the verdict"));
  send_->setObjectName("verdict_send");
  send_->setDefault(true);
  form->addRow(buttons);
  connect(buttons, &QDialogButtonBox::accepted, this, &VerdictDialog::send);
  connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void VerdictDialog::retell() {
  setWindowTitle(words("Set a verdict: building {}", building_));
  verdict_->setPlaceholderText(words("Choose …"));
  for (int at = 0; at < question_->count(); ++at)
    question_->setItemText(
        at, words(subject_title(static_cast<OverrideSubject>(question_->itemData(at).toInt()))));
  for (int at = 0; at < verdict_->count(); ++at) {
    const std::string word = verdict_->itemData(at).toString().toStdString();
    verdict_->setItemText(at, to_qt(override_verdict_words(word, language())));
  }
  show_computed();
  allow();
}

OverrideSubject VerdictDialog::subject() const {
  return static_cast<OverrideSubject>(question_->currentData().toInt());
}

QDate VerdictDialog::date() const {
  return QDate::fromString(date_->text().trimmed(), Qt::ISODate);
}

void VerdictDialog::show_questions() {
  const auto settable = settable_verdicts(document_, building_);
  judged_ = !settable.empty();
  if (!judged_) return allow();
  const auto before = question_->count() > 0 ? std::optional(subject()) : std::nullopt;
  {
    const QSignalBlocker quiet(question_);
    question_->clear();
    for (const SettableVerdict& verdict : settable)
      question_->addItem(words(subject_title(verdict.subject)), static_cast<int>(verdict.subject));
    const auto wanted = before ? before : wanted_;
    const int at = wanted ? question_->findData(static_cast<int>(*wanted)) : 0;
    question_->setCurrentIndex(std::max(0, at));
  }
  if (before != subject()) return show_question();
  show_computed();  // what has been typed already stays
  allow();
}

void VerdictDialog::show_computed() {
  const auto settable = settable_verdicts(document_, building_);
  const auto found = std::ranges::find(settable, subject(), &SettableVerdict::subject);
  computed_->setText(found == settable.end()
                         ? QString()
                         : to_qt(override_verdict_words(found->computed, language())));
}

void VerdictDialog::show_question() {
  show_computed();
  const VerdictOverride* before = verdict_set(document_.project(), subject(), building_);
  const QSignalBlocker quiet(verdict_);
  verdict_->clear();
  for (const std::string& word : verdicts_of(subject()))
    verdict_->addItem(to_qt(override_verdict_words(word, language())), to_qt(word));
  verdict_->setCurrentIndex(before != nullptr ? verdict_->findData(to_qt(before->verdict)) : -1);
  reason_->setText(before != nullptr ? to_qt(before->reason) : QString());
  allow();
}

void VerdictDialog::allow() {
  refuse(!judged_            ? tr_key("The results do not judge this building any more.")
         : !date().isValid() ? tr_key("Write the date like 2026-11-28.")
                             : nullptr);
  send_->setEnabled(judged_ && verdict_->currentIndex() >= 0 && !by_->text().trimmed().isEmpty() &&
                    !reason_->text().trimmed().isEmpty() && date().isValid());
}

void VerdictDialog::refuse(const char* why) {
  refusal_->setText(why == nullptr ? QString() : words(why));
  refusal_->setVisible(why != nullptr);
}

void VerdictDialog::send() {
  if (!send_->isEnabled()) return;
  settings_.set_person(by_->text().trimmed());
  if (set_verdict(document_, {building_,
                              verdict_->currentData().toString().toStdString(),
                              by_->text().trimmed().toStdString(),
                              date().toString(Qt::ISODate).toStdString(),
                              reason_->text().trimmed().toStdString(),
                              {}}))
    return accept();
  refuse(tr_key("The results do not judge this building any more."));
}

}  // namespace firebreak::gui
