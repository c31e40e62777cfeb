#include "gui/remedy_page.hpp"

#include <QHBoxLayout>
#include <QHeaderView>
#include <QInputDialog>
#include <QToolButton>
#include <QVBoxLayout>

#include "core/analysis/comparison.hpp"
#include "gui/theme.hpp"
#include "gui/words.hpp"
#include "gui/wrapped_rows.hpp"
#include "render/key_figures.hpp"

namespace firebreak::gui {

namespace {

constexpr std::size_t most_listed = 2000;

QLabel* heading(const char* english) {
  auto* label = new QLabel;
  label->setProperty("role", "heading");
  say(label, english);
  return label;
}

}  // namespace

RemedyPage::RemedyPage(Context& context) : context_(context), tool_(context.document) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  scenarios_ = new QComboBox;
  scenarios_->setObjectName("plans");
  say_tip(scenarios_, tr_key("The plan that is shown and edited"));
  column->addWidget(scenarios_);
  auto* plan_row = new QHBoxLayout;
  const auto plan_button = [&](const char* name, const char* text, const char* tip, auto run) {
    auto* button = new QToolButton;
    button->setObjectName(name);
    say(button, text);
    say_tip(button, tip);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(button, &QToolButton::clicked, this, run);
    plan_row->addWidget(button);
  };
  plan_button("plan_new", tr_key("New"), tr_key("A plan without edits"),
              [this] { add_scenario(false); });
  plan_button("plan_copy", tr_key("Copy"), tr_key("A plan with the edits of this one"),
              [this] { add_scenario(true); });
  plan_button("plan_rename", tr_key("Rename"), tr_key("Gives the plan another name"),
              [this] { rename_scenario(); });
  plan_button("plan_remove", tr_key("Delete"), tr_key("Deletes the plan; undo brings it back"),
              [this] { remove_scenario(); });
  column->addLayout(plan_row);

  add_tool("add_hydrant", tr_key("Add hydrant"), tr_key("Click: a hydrant there"),
           QKeySequence("Alt+1"), RemedyTool::Kind::add_hydrant);
  add_tool("move_hydrant", tr_key("Move hydrant"), tr_key("Drag a hydrant to another place"),
           QKeySequence("Alt+2"), RemedyTool::Kind::move_hydrant);
  add_tool("switch_hydrant", tr_key("Hydrant off / on"),
           tr_key("Click a hydrant: out of service, or repaired"), QKeySequence("Alt+3"),
           RemedyTool::Kind::switch_hydrant);
  add_tool("add_obstacle", tr_key("Add obstacle"),
           tr_key("Click its corners; double click or Enter ends"), QKeySequence("Alt+4"),
           RemedyTool::Kind::add_obstacle);
  add_tool("clear_obstacle", tr_key("Clear obstacle"), tr_key("Click an obstacle: it is gone"),
           QKeySequence("Alt+5"), RemedyTool::Kind::clear_obstacle);
  add_tool("add_station", tr_key("Place station"),
           tr_key("Click: a fire station there; it changes ways in, no travel times yet"),
           QKeySequence("Alt+6"), RemedyTool::Kind::add_station);
  add_tool("switch_station", tr_key("Station off / on"),
           tr_key("Click a station: closed, or open again"), QKeySequence("Alt+7"),
           RemedyTool::Kind::switch_station);
  auto* grid = new QGridLayout;
  for (std::size_t i = 0; i < tools_.size(); ++i) {
    auto* button = new QToolButton;
    button->setDefaultAction(tools_[i]);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    grid->addWidget(button, static_cast<int>(i / 2), static_cast<int>(i % 2));
  }
  column->addLayout(grid);

  column->addWidget(heading(tr_key("Edits")));
  edits_ = new QListWidget;
  edits_->setObjectName("edits");
  edits_->setMaximumHeight(150);
  say_tip(edits_, tr_key("Double click: show on the map; Delete takes the edit out"));
  column->addWidget(edits_);
  auto* remove = new QAction(edits_);
  remove->setShortcut(QKeySequence::Delete);
  remove->setShortcutContext(Qt::WidgetShortcut);
  edits_->addAction(remove);

  column->addWidget(heading(tr_key("Against the city as it is")));
  difference_words_ = new QLabel;
  difference_words_->setObjectName("difference");
  difference_words_->setWordWrap(true);
  column->addWidget(difference_words_);
  const auto table = [&](const char* name) {
    auto* tree = new QTreeWidget;
    tree->setObjectName(name);
    tree->setRootIsDecorated(false);
    tree->setAlternatingRowColors(true);
    tree->setColumnCount(4);
    tree->setMinimumHeight(90);
    return tree;
  };
  figures_ = table("changed_figures");
  wrap_column(*figures_, 0);
  buildings_ = table("changed_buildings");
  wrap_column(*buildings_, 1);
  // Long ids do not squeeze the other columns below a word of five signs: the list scrolls.
  buildings_->header()->setMinimumSectionSize(
      buildings_->fontMetrics().horizontalAdvance(QStringLiteral("消火栓规则")) + 10);
  say_tip(buildings_, tr_key("Double click: show the building"));
  column->addWidget(figures_, 1);
  column->addWidget(buildings_, 2);

  Document& document = context_.document;
  connect(&document, &Document::project_changed, this, &RemedyPage::fill);
  connect(&document, &Document::results_changed, this, &RemedyPage::compare);
  connect(&document, &Document::theme_changed, this, [this] {
    compared_.reset();  // its colours are those of the other theme
    compare();
  });
  connect(&document, &Document::language_changed, this, [this] {
    compared_.reset();
    fill();
    compare();
  });
  connect(scenarios_, &QComboBox::activated, this, [this](int at) {
    const std::string name = scenarios_->itemData(at).toString().toStdString();
    context_.document.edit(tr_key("Scenario shown"),
                           [&](io::Project& project) { project.scenario = name; });
  });
  connect(remove, &QAction::triggered, this, &RemedyPage::remove_edit);
  connect(edits_, &QListWidget::itemActivated, this, [this](QListWidgetItem* item) {
    const auto city = context_.document.shown_city();
    const Scenario* scenario = context_.document.scenario();
    const auto at = static_cast<std::size_t>(edits_->row(item));
    if (!city || scenario == nullptr || at >= scenario->edits.size()) return;
    const auto places = fields_of(in_crs_of(*city, *scenario).edits[at]).places;
    Box box;
    for (const Xy p : places) box.add(p - city->origin);
    const std::string& id = edit_target(scenario->edits[at]);
    if (box.empty())
      for (const char* name : {"hydrants", "obstacles", "stations"})
        if (const TablePtr found = context_.document.table(name))
          if (const auto row = row_with(*found, id_column_of(*found), id))
            box.add(found->shapes.boxes[*row]);
    if (!box.empty()) context_.document.show_place(box);
  });
  connect(buildings_, &QTreeWidget::itemActivated, this, [this](QTreeWidgetItem* item) {
    const TablePtr risk = context_.document.table("building_risk");
    if (!risk) return;
    if (const auto row = row_with(*risk, "building_id", item->text(0).toStdString()))
      context_.document.show("building_risk", *row);
  });
  connect(&context_.canvas, &MapCanvas::tool_changed, this, [this] {
    if (context_.canvas.tool() == &tool_) return;
    for (QAction* action : tools_) action->setChecked(false);
  });
  fill();
  compare();
}

void RemedyPage::add_tool(const char* id, const char* text, const char* tip,
                          const QKeySequence& keys, RemedyTool::Kind kind) {
  QAction* action = context_.actions.add(id, "remedy", text, tip, keys, [] {});
  action->setCheckable(true);
  connect(action, &QAction::triggered, this, [this, action, kind] {
    for (QAction* other : tools_) other->setChecked(other == action);
    tool_.reset(context_.canvas);
    tool_.set_kind(kind);
    context_.canvas.set_tool(&tool_);
    context_.canvas.setFocus();
  });
  tools_.push_back(action);
}

void RemedyPage::fill() {
  fill_scenarios();
  fill_edits();
}

void RemedyPage::fill_scenarios() {
  const io::Project& project = context_.document.project();
  scenarios_->clear();
  scenarios_->addItem(words("As it is"), QString());
  for (const Scenario& scenario : project.scenarios)
    scenarios_->addItem(to_qt(scenario.name), to_qt(scenario.name));
  scenarios_->setCurrentIndex(std::max(0, scenarios_->findData(to_qt(project.scenario))));
  const bool plan = context_.document.scenario() != nullptr;
  for (const char* name : {"plan_copy", "plan_rename", "plan_remove"})
    findChild<QToolButton*>(name)->setEnabled(plan);
}

void RemedyPage::fill_edits() {
  const int before = edits_->currentRow();
  edits_->clear();
  if (const Scenario* scenario = context_.document.scenario())
    for (const Edit& edit : scenario->edits)
      edits_->addItem(QStringLiteral("%1. %2 · %3")
                          .arg(edits_->count() + 1)
                          .arg(words(edit_words(edit)), to_qt(edit_target(edit))));
  else
    edits_->addItem(words("The city as it is. The first edit makes a plan."));
  edits_->setEnabled(context_.document.scenario() != nullptr);
  edits_->setCurrentRow(std::min(before, edits_->count() - 1));
}

void RemedyPage::compare() {
  const auto base = context_.document.base_results();
  const auto plan = context_.document.results();
  figures_->setHeaderLabels({words("Figure"), words("As it is"), words("Plan"), words("Change")});
  buildings_->setHeaderLabels({words("Building"), words("What"), words("Before"), words("After")});
  if (!base || !plan || base == plan) {
    compared_.reset();
    figures_->clear();
    buildings_->clear();
    difference_words_->setText(context_.document.scenario() == nullptr ? words("No plan is chosen.")
                               : base ? (context_.document.outdated()
                                             ? words("Being computed, or not assessed yet.")
                                             : words("The plan changes nothing yet."))
                                      : words("Assess first: then every edit shows what it does."));
    return;
  }
  if (base == compared_base_ && plan == compared_) return;
  compared_base_ = base;
  compared_ = plan;
  figures_->clear();
  for (const FigureChange& change : changed_figures(base->record(), plan->record())) {
    auto* item = new QTreeWidgetItem(figures_);
    // The unit stands with the name: the list is narrow.
    const QString unit = to_qt(change.unit == "m2" ? "m²" : change.unit);
    item->setText(0, to_qt(translate(change.title)) + (unit.isEmpty() ? "" : " (" + unit + ")"));
    item->setToolTip(0, item->text(0));
    const auto shown = [](double value) {
      KeyFigure figure;
      figure.value = value;
      return to_qt(render::figure_text(figure));
    };
    const double by = change.plan - change.base;
    item->setText(1, shown(change.base));
    item->setText(2, shown(change.plan));
    item->setText(3, (by > 0 ? "+" : "") + shown(by));
    for (int c = 1; c < 4; ++c) item->setTextAlignment(c, Qt::AlignRight | Qt::AlignVCenter);
  }
  buildings_->clear();
  const TablePtr before = base->find("building_risk");
  const TablePtr after = plan->find("building_risk");
  if (!before || !after) return;
  const FeatureTable changed = changed_buildings(*before, *after);
  for (std::size_t row = 0; row < std::min(changed.rows(), most_listed); ++row) {
    const std::string_view effect = changed.column("effect")->texts[row];
    auto* item = new QTreeWidgetItem(buildings_);
    item->setText(0, to_qt(changed.column("building_id")->texts[row]));
    item->setToolTip(0, item->text(0));
    item->setText(1, word_of(changed.column("changed")->texts[row]));
    item->setText(2, word_of(changed.column("before")->texts[row]));
    item->setText(3, word_of(changed.column("after")->texts[row]));
    for (int c = 1; c < 4; ++c) item->setToolTip(c, item->text(c));
    if (changed.column("reason")->has(row))
      item->setToolTip(3, item->text(3) + "\n" + to_qt(changed.column("reason")->texts[row]));
    item->setForeground(3, meaning_colour(effect == "better"  ? "pass"
                                          : effect == "worse" ? "fail"
                                                              : "unknown",
                                          context_.document.theme()));
  }
  fit_rows(*figures_, 0);
  fit_rows(*buildings_, 1);
  tell_difference(changed);
}

void RemedyPage::tell_difference(const FeatureTable& changed) {
  struct Count {
    std::size_t better = 0, worse = 0, open = 0;
  };
  Count all;
  std::vector<std::pair<std::string, Count>> by_kind;  // in the order of the list
  for (std::size_t row = 0; row < changed.rows(); ++row) {
    const std::string_view what = changed.column("changed")->texts[row];
    if (by_kind.empty() || by_kind.back().first != what) by_kind.emplace_back(what, Count{});
    const std::string_view effect = changed.column("effect")->texts[row];
    const auto part = effect == "better"  ? &Count::better
                      : effect == "worse" ? &Count::worse
                                          : &Count::open;
    ++(all.*part);
    ++(by_kind.back().second.*part);
  }
  const auto shown = [](std::size_t count) { return render::grouped(static_cast<double>(count)); };
  QStringList told{words("Changes of buildings: {} for the better, {} for the worse.",
                         shown(all.better), shown(all.worse))};
  if (all.open > 0)
    told += words("{} become known or unknown: neither better nor worse.", shown(all.open));
  for (const auto& [what, count] : by_kind) {
    QString line =
        words("{}: {} better, {} worse.", translate(what), shown(count.better), shown(count.worse));
    line[0] = line[0].toUpper();
    told += line;
  }
  if (all.better + all.worse > 0)
    told += words(
        "Better means: a rule is kept more nearly, more of the walls lie in reach of hydrants, the "
        "engine comes through, or the risk level falls. A building counts once for each of these.");
  if (changed.rows() > most_listed) told += words("The first {} are listed.", most_listed);
  difference_words_->setText(told.join('\n'));
}

void RemedyPage::add_scenario(bool copy) {
  context_.document.edit(tr_key("New plan"), [&](io::Project& project) {
    Scenario made;
    made.name = free_plan_name(project);
    for (const Scenario& scenario : project.scenarios)
      if (copy && scenario.name == project.scenario) made.edits = scenario.edits;
    project.scenario = made.name;
    project.scenarios.push_back(std::move(made));
  });
}

void RemedyPage::rename_scenario() {
  const std::string before = context_.document.project().scenario;
  bool ok = false;
  const std::string name = QInputDialog::getText(this, words("Rename"), words("Name of the plan"),
                                                 QLineEdit::Normal, to_qt(before), &ok)
                               .trimmed()
                               .toStdString();
  if (!ok || name.empty() || name == before) return;
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

void RemedyPage::remove_scenario() {
  context_.document.edit(tr_key("Plan deleted"), [&](io::Project& project) {
    std::erase_if(project.scenarios,
                  [&](const Scenario& scenario) { return scenario.name == project.scenario; });
    project.scenario.clear();
  });
}

void RemedyPage::remove_edit() {
  const Scenario* current = context_.document.scenario();
  const int at = edits_->currentRow();
  if (current == nullptr || at < 0 || at >= static_cast<int>(current->edits.size())) return;
  context_.document.edit(tr_key("Edit taken out"), [&](io::Project& project) {
    for (Scenario& scenario : project.scenarios)
      if (scenario.name == project.scenario) scenario.edits.erase(scenario.edits.begin() + at);
  });
}

}  // namespace firebreak::gui
