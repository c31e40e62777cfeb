#include "gui/assess_page.hpp"

#include <fmt/format.h>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

#include "core/analysis/declared_params.hpp"
#include "core/model/summary_row.hpp"
#include "gui/cell_words.hpp"
#include "gui/later.hpp"
#include "gui/narrow.hpp"
#include "gui/rules_state.hpp"
#include "gui/share_bars.hpp"
#include "gui/words.hpp"
#include "gui/wrapped_rows.hpp"
#include "render/key_figures.hpp"

namespace firebreak::gui {

namespace {

bool knows_people(const RunRecord& record) {
  return std::any_of(record.figures.begin(), record.figures.end(),
                     [](const KeyFigure& f) { return f.name == "hydrant_gap_people"; });
}

}  // namespace

AssessPage::AssessPage(Context& context) : context_(context) {
  QAction* assess =
      context_.actions.add("assess", "assess", tr_key("&Assess"),
                           tr_key("Computes hydrant gaps, blocked lanes and dense old districts"),
                           QKeySequence("F9"), [this] { context_.document.assess(); });
  context_.actions.put_first("assess", "assess");
  run_ = new QPushButton;
  run_->setObjectName("assess_run");
  run_->setMinimumHeight(44);
  say(run_, tr_key("Assess"));
  say_tip(run_, tr_key("Computes hydrant gaps, blocked lanes and dense old districts"));
  connect(run_, &QPushButton::clicked, assess, &QAction::trigger);
  round_obstacles_ = new QCheckBox;
  round_obstacles_->setObjectName("assess_geodesic");
  say(round_obstacles_, tr_key("Lay hoses round obstacles too"));
  say_tip(round_obstacles_,
          tr_key("Besides the hose along the roads, lays the shortest hose round buildings, walls "
                 "and water to every building: takes longer, and tells where a hose really gets"));
  connect(round_obstacles_, &QCheckBox::clicked, this, [this](bool wanted) {
    context_.document.edit(tr_key("Lay hoses round obstacles too"),
                           [&](io::Project& project) { project.geodesic = wanted; });
  });
  rules_ = new QLabel;
  rules_->setObjectName("assess_rules");
  rules_->setWordWrap(true);
  state_ = new QLabel;
  state_->setObjectName("assess_state");
  state_->setWordWrap(true);
  idle_ = new IdleVerdicts(context_);
  bars_ = new ShareBars;
  bars_->setObjectName("assess_bars");
  say_tip(bars_, tr_key("Click a part: map and table show these alone; once more: everything"));
  by_what_ = new QComboBox;
  by_what_->setObjectName("assess_by_what");
  say_tip(by_what_, tr_key("What the units are compared by"));
  by_unit_ = new ShareBars;
  by_unit_->setObjectName("assess_by_unit");
  say_tip(by_unit_, tr_key("One bar a unit, the worst first; click: that unit alone"));
  connect(bars_, &ShareBars::chosen, this, &AssessPage::narrow);
  connect(by_what_, &QComboBox::activated, this, &AssessPage::show_units);
  connect(by_unit_, &ShareBars::chosen, this, &AssessPage::show_bar);
  figures_ = new QTreeWidget;
  figures_->setObjectName("assess_figures");
  say_tip(figures_, tr_key("Key figures of the run; the clause of each stands in its own tip"));
  figures_->setColumnCount(2);
  figures_->setRootIsDecorated(false);
  figures_->setAlternatingRowColors(true);
  wrap_column(*figures_, 0);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  for (QWidget* widget : {static_cast<QWidget*>(run_), static_cast<QWidget*>(round_obstacles_),
                          static_cast<QWidget*>(rules_), static_cast<QWidget*>(state_),
                          static_cast<QWidget*>(idle_), static_cast<QWidget*>(bars_),
                          static_cast<QWidget*>(by_what_), static_cast<QWidget*>(by_unit_)})
    column->addWidget(widget);
  column->addWidget(figures_, 1);
  column->addStretch();  // takes what is left while there are no figures
  Document& document = context_.document;
  auto* later = new Later(this, [this] { fill(); });
  for (const auto signal :
       {&Document::project_changed, &Document::city_changed, &Document::results_changed,
        &Document::tables_changed, &Document::language_changed, &Document::theme_changed,
        &Document::unit_rows_changed})
    connect(&document, signal, later, &Later::ask);
  connect(&document, &Document::busy_changed, later, &Later::ask);
  // A profile is a file: it is read when another may be meant, not at every sign of progress.
  auto* rules_later = new Later(this, [this] { show_rules(); });
  for (const auto signal :
       {&Document::project_changed, &Document::language_changed, &Document::city_changed})
    connect(&document, signal, rules_later, &Later::ask);
  show_rules();
  fill();
}

void AssessPage::show_rules() {
  rules_->setText(rules_summary(context_.document.project()));
}

void AssessPage::fill() {
  Document& document = context_.document;
  run_->setEnabled(document.city() != nullptr && !document.busy());
  round_obstacles_->setEnabled(document.city() != nullptr);
  round_obstacles_->setChecked(document.project().geodesic);
  QString state;
  if (!document.results() && document.assessing())
    state = words("Being computed …");
  else if (!document.results())
    state = document.city() ? words("Not assessed yet.") : words("There is nothing to assess yet.");
  else if (document.outdated())
    state = words("Rules or edits have changed since: assess again.");
  if (document.results())
    for (const auto& [analysis, reason] : document.results()->record().skipped)
      state +=
          (state.isEmpty() ? "" : "\n") +
          words("Not computed: {}. {}", translate(analysis_title(analysis)), translate(reason));
  idle_->fill();
  for (const std::string& notice : idle_->other_notices())
    state += (state.isEmpty() ? "· " : "\n· ") + words(notice);
  state_->setText(state);
  state_->setVisible(!state.isEmpty());
  bars_->setEnabled(document.unit_known());
  if (document.unit_known()) fill_bars();
  fill_figures();
}

void AssessPage::fill_bars() {
  const Document& document = context_.document;
  measures_ = measures_of(document);
  std::vector<ShareBars::Bar> bars;
  for (const Measure measure : measures_) bars.push_back(verdict_bar(document, measure));
  bars_->set_bars(std::move(bars));
  fill_units();
}

void AssessPage::fill_units() {
  const Document& document = context_.document;
  const QVariant before = by_what_->currentData();
  by_what_->clear();
  for (const Measure measure : measures_)
    if (!bars_by_unit(document, measure).empty())
      by_what_->addItem(words("{} by unit", translate(measure_title(measure))),
                        static_cast<int>(measure));
  by_what_->setCurrentIndex(std::max(0, by_what_->findData(before)));
  by_what_->setVisible(by_what_->count() > 0);
  by_unit_->setVisible(by_what_->count() > 0);
  show_units();
}

void AssessPage::show_units() {
  by_unit_->set_bars(
      by_what_->count() == 0
          ? std::vector<ShareBars::Bar>()
          : bars_by_unit(context_.document, static_cast<Measure>(by_what_->currentData().toInt())));
}

void AssessPage::narrow(std::size_t bar, std::size_t part) {
  const Measure measure = measures_[bar];
  const MeasureColumn at = column_of(measure);
  const std::string word = bars_->bars()[bar].parts[part].id;
  narrow_to(context_.document, context_.canvas, fmt::format("{}={}", at.column, word),
            {at.table, at.column, {word}});
}

void AssessPage::show_bar(std::size_t bar) {
  const std::string unit = by_unit_->bars()[bar].id;
  // What is in the unit shown and in none below it: the buildings that it is the finest unit of.
  if (unit == context_.document.project().view.unit)
    return narrow_to(context_.document, context_.canvas, fmt::format("unit_id={}", unit),
                     {"building_risk", "unit_id", {unit}});
  show_unit(context_.document, context_.canvas, unit);
}

void AssessPage::add_figure(const QString& title, const QString& value, const QString& tip) {
  auto* item = new QTreeWidgetItem(figures_);
  item->setText(0, title);
  item->setText(1, value);
  item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
  item->setToolTip(0, title + tip);
}

void AssessPage::fill_figures() {
  const Document& document = context_.document;
  const auto results = document.results();
  const Told now{results, document.project().view.unit, language()};
  if (results && now == told_) return;
  told_ = now;
  figures_->clear();
  figures_->setVisible(results != nullptr);
  if (!results) return;
  const std::string& unit = now.unit;
  figures_->setHeaderLabels({figures_heading(document), words("Value")});
  if (document.units().can_show(unit))
    fill_unit_figures(*results, unit);
  else
    fill_city_figures(results->record());
  fit_rows(*figures_, 0);
}

void AssessPage::fill_unit_figures(const Results& results, const std::string& unit) {
  const TablePtr summary = results.find("unit_summary");
  const auto row = summary ? summary_row(*summary, unit) : std::nullopt;
  if (!row) return;
  for (const Column& column : summary->columns)
    if (column.name != "level" && column.type != ColumnType::text && column.has(*row))
      add_figure(column_title(column), to_qt(render::grouped(shown_cell(column, *row))), {});
}

void AssessPage::fill_city_figures(const RunRecord& record) {
  for (const KeyFigure& figure : record.figures) {
    QString clause;
    if (!figure.clause.empty())
      clause = "\n" + to_qt(translate(figure.clause)) +
               (figure.mark.empty() ? "" : " [" + to_qt(figure.mark) + "]");
    add_figure(to_qt(translate(figure.title)), to_qt(render::figure_text(figure)), clause);
    if (figure.name == "hydrant_gap_area_m2" && !knows_people(record))
      add_figure(words("People in the gaps, recorded or estimated by use and floor area"),
                 words("unknown"), {});
  }
}

}  // namespace firebreak::gui
