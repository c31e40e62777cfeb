#include "gui/idle_verdicts.hpp"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "core/analysis/overrides.hpp"
#include "core/base/plural.hpp"
#include "gui/set_verdicts.hpp"
#include "gui/verdict_dialog.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

/// The list shows so many at once; the rest is scrolled to.
constexpr int lines_seen = 6;

}  // namespace

IdleVerdicts::IdleVerdicts(Context& context) : context_(context) {
  setObjectName("idle_verdicts");
  heading_ = new QLabel;
  heading_->setWordWrap(true);
  list_ = new QListWidget;
  list_->setObjectName("idle_list");
  say_help(list_,
           tr_key("Verdicts that were set and do not count now; Enter goes to the building"));
  list_->setWordWrap(true);
  list_->setAlternatingRowColors(true);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  const auto button = [&](const char* name, const char* text, const char* tip) {
    auto* made = new QPushButton;
    made->setObjectName(name);
    say(made, text);
    say_tip(made, tip);
    return made;
  };
  show_ = button("idle_show", tr_key("Show"), tr_key("Goes to the building on the map"));
  confirm_ = button("idle_confirm", tr_key("Confirm again …"),
                    tr_key("You have looked at the building anew: the verdict counts again"));
  take_back_ = button("idle_take_back", tr_key("Take back"),
                      tr_key("The verdict is no longer set: the computed one counts"));
  auto* buttons = new QHBoxLayout;
  for (QPushButton* made : {show_, confirm_, take_back_}) buttons->addWidget(made);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(heading_);
  column->addWidget(list_);
  column->addLayout(buttons);
  connect(list_, &QListWidget::currentRowChanged, this, &IdleVerdicts::allow);
  connect(list_, &QListWidget::itemActivated, this, &IdleVerdicts::show_building);
  connect(show_, &QPushButton::clicked, this, &IdleVerdicts::show_building);
  connect(confirm_, &QPushButton::clicked, this, &IdleVerdicts::confirm);
  connect(take_back_, &QPushButton::clicked, this, &IdleVerdicts::take_back);
  hide();
}

void IdleVerdicts::fill() {
  const int before = list_->currentRow();
  results_ = context_.document.results();
  idle_ = idle_verdicts(context_.document);
  list_->clear();
  for (const OverrideOutcome& outcome : idle_)
    list_->addItem(why_idle((*results_->city->overrides)[outcome.number], outcome));
  heading_->setText(words(for_count(idle_.size(), tr_key("{} verdict set by a person is idle"),
                                    tr_key("{} verdicts set by persons are idle")),
                          idle_.size()));
  const int lines = std::min(static_cast<int>(idle_.size()), lines_seen);
  list_->setFixedHeight(2 * list_->frameWidth() + lines * 4 * fontMetrics().lineSpacing());
  list_->setCurrentRow(std::min(std::max(before, 0), list_->count() - 1));
  setVisible(!idle_.empty());
  allow();
}

std::vector<std::string> IdleVerdicts::other_notices() const {
  std::vector<std::string> others;
  if (!results_) return others;
  const RunRecord& record = results_->record();
  const Language of_run = record.language == "zh" ? Language::zh : Language::en;
  // Those taken back since are told no more, though the run that knows of it is still to come.
  std::vector<std::string> told;
  for (const OverrideOutcome& outcome : results_->assessment->overrides)
    if (outcome.state != OverrideOutcome::State::in_force)
      told.push_back(idle_notice((*results_->city->overrides)[outcome.number], outcome, of_run));
  for (const std::string& notice : record.notices)
    if (std::ranges::find(told, notice) == told.end()) others.push_back(notice);
  return others;
}

const OverrideOutcome* IdleVerdicts::chosen() const {
  const int row = list_->currentRow();
  return row < 0 || row >= static_cast<int>(idle_.size()) ? nullptr
                                                          : &idle_[static_cast<std::size_t>(row)];
}

void IdleVerdicts::allow() {
  const OverrideOutcome* outcome = chosen();
  const bool judged = outcome != nullptr && outcome->building.has_value();
  show_->setEnabled(judged);
  confirm_->setEnabled(judged);
  take_back_->setEnabled(outcome != nullptr);
}

void IdleVerdicts::show_building() {
  const OverrideOutcome* outcome = chosen();
  const TablePtr table = context_.document.judged_table("building_risk");
  if (outcome == nullptr || !table) return;
  const VerdictOverride& set = (*results_->city->overrides)[outcome->number];
  if (const auto row = row_with(*table, "building_id", set.building))
    context_.document.show("building_risk", *row);
}

void IdleVerdicts::confirm() {
  const OverrideOutcome* outcome = chosen();
  if (outcome == nullptr) return;
  const VerdictOverride& set = (*results_->city->overrides)[outcome->number];
  show_building();
  auto* dialog = new VerdictDialog(context_.document, context_.settings, set.building,
                                   override_subject(set.verdict), this);
  dialog->show();
}

void IdleVerdicts::take_back() {
  const OverrideOutcome* outcome = chosen();
  if (outcome == nullptr) return;
  const VerdictOverride set = (*results_->city->overrides)[outcome->number];
  take_verdict_back(context_.document, *override_subject(set.verdict), set.building);
}

}  // namespace firebreak::gui
