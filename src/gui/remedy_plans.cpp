#include "gui/remedy_plans.hpp"

#include <QHBoxLayout>
#include <QInputDialog>
#include <QToolButton>
#include <QVBoxLayout>
#include <algorithm>

#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

/// "Plan A (copy)", then "Plan A (copy 2)": what it was copied from stands first.
std::string copy_name(const io::Project& project, const std::string& of) {
  const auto taken = [&](const std::string& name) {
    return std::ranges::any_of(project.scenarios,
                               [&](const Scenario& scenario) { return scenario.name == name; });
  };
  std::string name = text("{} (copy)", of);
  for (int number = 2; taken(name); ++number) name = text("{0} (copy {1})", of, number);
  return name;
}

}  // namespace

RemedyPlans::RemedyPlans(Context& context) : context_(context) {
  ask_name = [this](const QString& before) -> std::optional<QString> {
    bool ok = false;
    const QString name = QInputDialog::getText(this, words("Rename"), words("Name of the plan"),
                                               QLineEdit::Normal, before, &ok);
    return ok ? std::optional(name) : std::nullopt;
  };
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  plans_ = new QComboBox;
  plans_->setObjectName("plans");
  say_tip(plans_, tr_key("The plan that is shown and edited"));
  column->addWidget(plans_);
  auto* row = new QHBoxLayout;
  const auto button = [&](const char* name, const char* text, const char* tip, auto run) {
    auto* made = new QToolButton;
    made->setObjectName(name);
    say(made, text);
    say_tip(made, tip);
    made->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(made, &QToolButton::clicked, this, run);
    row->addWidget(made);
  };
  button("plan_new", tr_key("New"), tr_key("A plan without edits"), [this] { add(false); });
  button("plan_copy", tr_key("Copy"), tr_key("A plan with the edits of this one"),
         [this] { add(true); });
  button("plan_rename", tr_key("Rename"), tr_key("Gives the plan another name"),
         [this] { rename(); });
  button("plan_remove", tr_key("Delete"), tr_key("Deletes the plan; undo brings it back"),
         [this] { remove(); });
  column->addLayout(row);
  connect(plans_, &QComboBox::activated, this, [this](int at) {
    const std::string name = plans_->itemData(at).toString().toStdString();
    context_.document.edit(tr_key("Plan shown"),
                           [&](io::Project& project) { project.scenario = name; });
  });
  connect(&context_.document, &Document::project_changed, this, &RemedyPlans::fill);
  connect(&context_.document, &Document::language_changed, this, &RemedyPlans::fill);
  fill();
}

void RemedyPlans::fill() {
  const io::Project& project = context_.document.project();
  plans_->clear();
  plans_->addItem(words("As it is"), QString());
  for (const Scenario& scenario : project.scenarios)
    plans_->addItem(to_qt(scenario.name), to_qt(scenario.name));
  plans_->setCurrentIndex(std::max(0, plans_->findData(to_qt(project.scenario))));
  const bool plan = context_.document.scenario() != nullptr;
  for (const char* name : {"plan_copy", "plan_rename", "plan_remove"})
    findChild<QToolButton*>(name)->setEnabled(plan);
}

void RemedyPlans::add(bool copy) {
  context_.document.edit(tr_key("New plan"), [&](io::Project& project) {
    Scenario made;
    made.name = free_plan_name(project);
    for (const Scenario& scenario : project.scenarios)
      if (copy && scenario.name == project.scenario)
        made = scenario, made.name = copy_name(project, scenario.name);
    project.scenario = made.name;
    project.scenarios.push_back(std::move(made));
  });
}

void RemedyPlans::rename() {
  const std::string before = context_.document.project().scenario;
  const auto asked = ask_name(to_qt(before));
  const std::string name = asked.value_or(QString()).trimmed().toStdString();
  if (name.empty() || name == before) return;
  for (const Scenario& scenario : context_.document.project().scenarios)
    if (scenario.name == name)
      return context_.document.tell(words("There is a plan of this name already: {}.", name),
                                    Tone::notice);
  context_.document.edit(tr_key("Plan renamed"), [&](io::Project& project) {
    for (Scenario& scenario : project.scenarios)
      if (scenario.name == before) scenario.name = name;
    project.scenario = name;
  });
}

void RemedyPlans::remove() {
  context_.document.edit(tr_key("Plan deleted"), [&](io::Project& project) {
    std::erase_if(project.scenarios,
                  [&](const Scenario& scenario) { return scenario.name == project.scenario; });
    project.scenario.clear();
  });
}

}  // namespace firebreak::gui
