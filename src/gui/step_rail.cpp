#include "gui/step_rail.hpp"

#include <QVBoxLayout>

#include "core/model/defect_count.hpp"
#include "gui/words.hpp"
#include "render/key_figures.hpp"

namespace firebreak::gui {

namespace {

struct StepWords {
  const char* name;
  const char* tip;
};
constexpr std::array<StepWords, step_count> step_words{{
    {tr_key("Data"), tr_key("What was read, what was doubtful and what was refused")},
    {tr_key("Rules"), tr_key("The code that binds, the engine, and every value with its clause")},
    {tr_key("Assess"), tr_key("Compute hydrant gaps, blocked lanes and dense old districts")},
    {tr_key("Remedy"), tr_key("Try what helps: hydrants, cleared lanes, stations")},
    {tr_key("Brief"), tr_key("Map sheets and files to take away")},
}};

QString data_state(const Document& document) {
  if (!document.city()) return document.busy() ? words("reading …") : QString();
  const std::uint64_t serious = count_defects(*document.city(), Severity::serious).records;
  const DefectCount doubtful = count_defects(*document.city(), Severity::doubtful);
  QStringList told;
  if (serious > 0) told += words("{} serious", render::grouped(static_cast<double>(serious)));
  if (doubtful.records > 0)
    told += words("{} doubtful", render::grouped(static_cast<double>(doubtful.records)));
  if (!told.isEmpty()) return told.join('\n');
  if (doubtful.columns == 0) return QStringLiteral("✓");
  return words(doubtful.columns == 1 ? tr_key("{} empty column") : tr_key("{} empty columns"),
               doubtful.columns);
}

QString rules_state(const Document& document) {
  const auto changed = document.project().overrides.size();
  return changed == 0 ? QString() : words("{} changed", changed);
}

QString assess_state(const Document& document) {
  if (!document.city()) return {};
  if (!document.results()) return document.assessing() ? words("running …") : words("not run");
  return document.outdated() ? words("outdated") : QStringLiteral("✓");
}

QString remedy_state(const Document& document) {
  const Scenario* scenario = document.scenario();
  return scenario == nullptr
             ? QString()
             : words(scenario->edits.size() == 1 ? tr_key("{} edit") : tr_key("{} edits"),
                     scenario->edits.size());
}

}  // namespace

StepRail::StepRail(Document& document, QWidget* parent) : QWidget(parent), document_(document) {
  setObjectName("step_rail");
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(4, 6, 4, 6);
  column->setSpacing(4);
  for (int i = 0; i < step_count; ++i) {
    auto* button = new QToolButton;
    button->setObjectName(QStringLiteral("step_%1").arg(i + 1));
    button->setCheckable(true);
    button->setAutoRaise(true);
    button->setMinimumSize(104, 54);
    button->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    say_tip(button, step_words[static_cast<std::size_t>(i)].tip);
    group_.addButton(button, i);
    column->addWidget(button);
    buttons_[static_cast<std::size_t>(i)] = button;
  }
  column->addStretch();
  buttons_[0]->setChecked(true);
  connect(&group_, &QButtonGroup::idToggled, this, [this](int id, bool on) {
    if (on) emit chosen(static_cast<Step>(id));
  });
  connect(&group_, &QButtonGroup::idClicked, this, [this, last = 0](int id) mutable {
    if (std::exchange(last, id) == id) emit pressed_again();
  });
  for (const auto signal : {&Document::project_changed, &Document::city_changed,
                            &Document::results_changed, &Document::language_changed})
    connect(&document_, signal, this, &StepRail::tell_states);
  connect(&document_, &Document::busy_changed, this, &StepRail::tell_states);
  tell_states();
}

Step StepRail::step() const {
  return static_cast<Step>(group_.checkedId());
}

void StepRail::choose(Step step) {
  button(step)->setChecked(true);
}

void StepRail::tell_states() {
  const std::array states{data_state(document_), rules_state(document_), assess_state(document_),
                          remedy_state(document_), QString()};
  for (std::size_t i = 0; i < states.size(); ++i) {
    const QString name = QStringLiteral("%1 %2").arg(i + 1).arg(words(step_words[i].name));
    buttons_[i]->setText(states[i].isEmpty() ? name : name + "\n" + states[i]);
    buttons_[i]->setAccessibleName(buttons_[i]->text());
  }
}

}  // namespace firebreak::gui
