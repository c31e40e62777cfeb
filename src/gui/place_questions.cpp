#include "gui/place_questions.hpp"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>

#include "core/io/same_answer.hpp"
#include "gui/clear_layout.hpp"
#include "gui/folded_box.hpp"
#include "gui/place_proposals_box.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

QLabel* told(const QString& words, const char* name) {
  auto* label = new QLabel(words);
  label->setObjectName(name);
  label->setWordWrap(true);
  label->setTextInteractionFlags(Qt::TextSelectableByMouse);
  return label;
}

}  // namespace

PlaceQuestions::PlaceQuestions(Document& document) : document_(document) {
  setObjectName("intake_questions");
  column_ = new QVBoxLayout(this);
  column_->setContentsMargins(0, 0, 0, 0);
  for (const auto signal : {&Document::city_changed, &Document::language_changed})
    connect(&document_, signal, this, &PlaceQuestions::fill);
  fill();
}

void PlaceQuestions::fill() {
  clear_layout(*column_);
  const auto city = document_.city();
  const auto questions =
      city ? io::questions_of(city->proposals) : std::vector<std::vector<Proposal>>();
  setVisible(!questions.empty());
  if (questions.empty()) return;
  column_->addWidget(told(words("Where do these layers lie? What is proposed moves them only once "
                                "you take it."),
                          "intake_questions_title"));
  std::vector<std::vector<Proposal>> now, later;
  for (const auto& question : questions)
    (io::may_wait(question, city->sources) ? later : now).push_back(question);
  ask_all(now, *column_);
  if (later.empty()) return;
  auto* waiting = new QWidget;
  auto* below = new QVBoxLayout(waiting);
  below->setContentsMargins(0, 0, 0, 0);
  ask_all(later, *below);
  auto* folded = new FoldedBox(tr_key("Questions that may wait: no verdict needs them"), waiting);
  folded->setObjectName("intake_questions_later");
  column_->addWidget(folded);
}

void PlaceQuestions::ask_all(const std::vector<std::vector<Proposal>>& questions,
                             QVBoxLayout& column) {
  std::vector<Proposal> sure;
  std::size_t sure_questions = 0;
  for (const auto& question : questions) {
    if (question.front().only_one) {
      ++sure_questions;
      sure.insert(sure.end(), question.begin(), question.end());
    }
    ask(question, column);
  }
  if (sure_questions < 2) return;
  auto* all = new QPushButton(words("Take all that have but one answer"));
  all->setObjectName("intake_take_all");
  connect(all, &QPushButton::clicked, this, [this, sure] { accept_proposals(document_, sure); });
  column.addWidget(all, 0, Qt::AlignLeft);
}

void PlaceQuestions::ask(const std::vector<Proposal>& question, QVBoxLayout& into) {
  auto* frame = new QFrame;
  frame->setFrameShape(QFrame::StyledPanel);
  auto* column = new QVBoxLayout(frame);
  QStringList evidence;
  for (const Proposal& proposal : question) evidence += layer_words(proposal);
  column->addWidget(told(evidence.join("\n"), "intake_question"));
  auto* answers = new QHBoxLayout;
  if (question.front().only_one) {
    answers->addWidget(take_button(question));
  } else {
    column->addWidget(told(words("Another answer fits as well: choose one."), "intake_rival"));
    for (const Proposal& rival : question) answers->addWidget(take_button({rival}));
  }
  if (QPushButton* leave = leave_button(document_, question)) answers->addWidget(leave);
  answers->addStretch();
  column->addLayout(answers);
  into.addWidget(frame);
}

QPushButton* PlaceQuestions::take_button(const std::vector<Proposal>& taken) {
  auto* take = new QPushButton(answer_words(taken.front()));
  take->setObjectName("intake_take");
  take->setToolTip(to_qt(taken.front().line()));
  connect(take, &QPushButton::clicked, this, [this, taken] { accept_proposals(document_, taken); });
  return take;
}

}  // namespace firebreak::gui
