#include "gui/place_questions.hpp"

#include <QFrame>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <algorithm>

#include "core/io/same_answer.hpp"
#include "gui/place_proposals_box.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

/// Proposals of one answer together, in the order in which the first of each was found.
std::vector<std::vector<Proposal>> questions_of(const std::vector<Proposal>& proposals) {
  std::vector<std::vector<Proposal>> questions;
  for (const Proposal& proposal : proposals) {
    const auto same = std::ranges::find_if(questions, [&](const std::vector<Proposal>& asked) {
      return io::same_answer(asked.front(), proposal);
    });
    if (same == questions.end())
      questions.push_back({proposal});
    else
      same->push_back(proposal);
  }
  return questions;
}

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

void PlaceQuestions::clear() {
  while (QLayoutItem* item = column_->takeAt(0)) {
    if (QWidget* old = item->widget()) {
      old->hide();
      old->setParent(nullptr);
      old->deleteLater();
    }
    delete item;
  }
}

void PlaceQuestions::fill() {
  clear();
  const auto city = document_.city();
  const auto questions =
      city ? questions_of(city->proposals) : std::vector<std::vector<Proposal>>();
  setVisible(!questions.empty());
  if (questions.empty()) return;
  column_->addWidget(told(words("Where do these layers lie? What is proposed moves them only once "
                                "you take it."),
                          "intake_questions_title"));
  std::vector<Proposal> sure;
  for (const auto& together : questions) {
    add(together);
    if (together.front().only_one) sure.insert(sure.end(), together.begin(), together.end());
  }
  if (questions.size() < 2 || sure.empty()) return;
  auto* all = new QPushButton(words("Take all that have but one answer"));
  all->setObjectName("intake_take_all");
  connect(all, &QPushButton::clicked, this, [this, sure] { accept_proposals(document_, sure); });
  column_->addWidget(all, 0, Qt::AlignLeft);
}

void PlaceQuestions::add(const std::vector<Proposal>& together) {
  auto* frame = new QFrame;
  frame->setFrameShape(QFrame::StyledPanel);
  auto* column = new QVBoxLayout(frame);
  QStringList evidence;
  for (const Proposal& proposal : together) evidence += layer_words(proposal);
  column->addWidget(told(evidence.join("\n"), "intake_question"));
  if (!together.front().only_one)
    column->addWidget(told(words("Another answer fits as well: choose one."), "intake_rival"));
  auto* take = new QPushButton(answer_words(together.front()));
  take->setObjectName("intake_take");
  take->setToolTip(to_qt(together.front().line()));
  connect(take, &QPushButton::clicked, this,
          [this, together] { accept_proposals(document_, together); });
  auto* answers = new QHBoxLayout;
  answers->addWidget(take);
  if (QPushButton* leave = leave_button(document_, together)) answers->addWidget(leave);
  answers->addStretch();
  column->addLayout(answers);
  column_->addWidget(frame);
}

}  // namespace firebreak::gui
