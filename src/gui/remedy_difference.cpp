#include "gui/remedy_difference.hpp"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>
#include <span>

#include "core/base/plural.hpp"
#include "core/model/cells.hpp"
#include "gui/narrow.hpp"
#include "gui/row_query.hpp"
#include "gui/words.hpp"
#include "gui/wrapped_rows.hpp"
#include "render/key_figures.hpp"

namespace firebreak::gui {

namespace {

/// Up to here the list is sorted at once; above, off the main thread.
constexpr std::size_t sorted_at_once = 20000;

/// How many rows tell how wide a column is to be.
constexpr int rows_measured = 60;

QString count_words(std::size_t count) {
  return QString::fromStdString(render::grouped(static_cast<double>(count)));
}

QString figure_words(double value) {
  KeyFigure figure;
  figure.value = value;
  return to_qt(render::figure_text(figure));
}

}  // namespace

RemedyDifference::RemedyDifference(Context& context) : context_(context) {
  add_actions();
  choice_ = new QWidget;
  auto* heading = new QLabel;
  heading->setProperty("role", "heading");
  say(heading, tr_key("What it changes, against"));
  against_ = new QComboBox;
  against_->setObjectName("against");
  say_tip(against_, tr_key("What the plan is compared with: the city as it is, or another plan"));
  auto* flip = new QToolButton;
  flip->setObjectName("flip");
  flip->setDefaultAction(context_.actions.find("flip_plans"));
  auto* choice = new QGridLayout(choice_);
  choice->setContentsMargins(0, 0, 0, 0);
  choice->addWidget(heading, 0, 0, 1, 2);
  choice->addWidget(against_, 1, 0);
  choice->addWidget(flip, 1, 1);
  choice->setColumnStretch(0, 1);
  words_ = new QLabel;
  words_->setObjectName("difference");
  words_->setWordWrap(true);
  figures_ = new QTreeWidget;
  figures_->setObjectName("changed_figures");
  say_help(figures_, tr_key("Key figures that the plan changes, before and after"));
  figures_->setRootIsDecorated(false);
  figures_->setAlternatingRowColors(true);
  figures_->setColumnCount(4);
  figures_->setMinimumHeight(90);
  wrap_column(*figures_, 0);
  buildings_ = new RowView(model_);
  buildings_->setObjectName("changed_buildings");
  buildings_->setMinimumHeight(110);
  buildings_->horizontalHeader()->setResizeContentsPrecision(rows_measured);
  say_tip(buildings_, tr_key("Click a title: sort; double click: show the building; Ctrl+C copies "
                             "the rows chosen"));
  export_ = new QToolButton;
  export_->setObjectName("export_changes");
  say(export_, tr_key("Export …"));
  say_tip(export_, tr_key("Writes the rows chosen, or all, as a table file"));
  foot_ = new QWidget;
  auto* foot = new QHBoxLayout(foot_);
  foot->setContentsMargins(0, 0, 0, 0);
  auto* mark = new QToolButton;
  mark->setDefaultAction(context_.actions.find("mark_changes"));
  foot->addWidget(mark);
  foot->addStretch(1);
  foot->addWidget(export_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(choice_);
  column->addWidget(words_);
  column->addWidget(figures_, 1);
  column->addWidget(buildings_, 2);
  column->addWidget(foot_);
  column->addStretch();  // takes what is left where there are no lists

  Document& document = context_.document;
  for (const auto signal : {&Document::comparison_changed, &Document::results_changed,
                            &Document::unit_rows_changed, &Document::project_changed})
    connect(&document, signal, this, &RemedyDifference::fill);
  connect(&document, &Document::busy_changed, this, &RemedyDifference::fill);
  connect(&document, &Document::theme_changed, this,
          [this] { model_.set_theme(context_.document.theme()); });
  connect(&document, &Document::language_changed, this, [this] {
    shown_.reset();
    fill();
  });
  connect(&document, &Document::selection_changed, this, [this] {
    model_.mark(context_.document.selection());
    buildings_->viewport()->update();
  });
  connect(against_, &QComboBox::activated, this, [this](int at) {
    context_.document.compare_with(against_->itemData(at).toString().toStdString());
  });
  connect(buildings_->horizontalHeader(), &QHeaderView::sectionClicked, this,
          &RemedyDifference::sort_by);
  connect(buildings_, &RowView::chosen, this,
          [this](const Selection& selection) { context_.document.select(selection); });
  connect(buildings_, &RowView::wanted, this, [this](std::uint32_t row) {
    if (model_.table()) context_.document.show(model_.table()->name, row);
  });
  connect(export_, &QToolButton::clicked, this, &RemedyDifference::export_changes);
  model_.set_theme(document.theme());
  fill_plans();
  fill();
}

void RemedyDifference::add_actions() {
  context_.actions.add("flip_plans", "remedy", tr_key("Flip plans"),
                       tr_key("Shows the plan compared with in the same view; again: back"),
                       QKeySequence("F8"), [this] { context_.document.flip_plans(); });
  context_.actions.add(
      "mark_changes", "remedy", tr_key("Mark changed buildings"),
      tr_key("Outlines the buildings that get better or worse on the map, or hides the outlines"),
      QKeySequence("Ctrl+Alt+M"), [this] {
        const LayerStyle* layer = context_.document.style().find("changed_buildings");
        if (layer == nullptr) return;
        const LayerView* said = context_.document.project().view.find(layer->table, layer->title);
        const bool shown = said == nullptr ? layer->shown : said->shown;
        context_.document.edit(tr_key("Layer shown or hidden"), [&](io::Project& project) {
          project.view.layer(layer->table, layer->title).shown = !shown;
        });
      });
}

void RemedyDifference::fill_plans() {
  const io::Project& project = context_.document.project();
  const QSignalBlocker quiet(against_);
  against_->clear();
  if (!project.scenario.empty()) against_->addItem(words("As it is"), QString());
  for (const Scenario& scenario : project.scenarios)
    if (scenario.name != project.scenario)
      against_->addItem(to_qt(scenario.name), to_qt(scenario.name));
  if (project.scenario.empty() && context_.document.against().empty())
    against_->insertItem(0, words("No plan is chosen."), QString());
  const int at = against_->findData(to_qt(context_.document.against()));
  against_->setCurrentIndex(std::max(0, at));
  against_->setEnabled(against_->count() > 1);
}

QString RemedyDifference::state_words() const {
  const Document& document = context_.document;
  if (document.scenario() == nullptr && document.against().empty())
    return words("No plan is chosen.");
  if (!document.base_results()) return words("Assess first: then every edit shows what it does.");
  if (document.busy() || document.comparing()) return words("Being computed …");
  if (document.outdated() || !document.against_known())
    return words("Not assessed: press F9 to see what the plan changes.");
  return words("The plan changes nothing yet.");
}

QString RemedyDifference::plan_words(const std::string& plan) const {
  return plan.empty() ? words("As it is") : to_qt(plan);
}

void RemedyDifference::fill() {
  fill_plans();
  const Document& document = context_.document;
  const auto comparison = document.comparison();
  const Scenario* scenario = document.scenario();
  const bool told = comparison != nullptr && document.unit_known();
  const std::string& chosen = document.project().view.unit;
  const std::string unit = document.units().can_show(chosen) ? chosen : std::string();
  const QString before = plan_words(document.against());
  const QString after = plan_words(scenario == nullptr ? std::string() : scenario->name);
  figures_->setHeaderLabels({figures_heading(document), before, after, words("Change")});
  for (int c = 0; c < 4; ++c)
    figures_->headerItem()->setToolTip(c, figures_->headerItem()->text(c));
  model_.set_plans(before, after);
  export_->setEnabled(told && comparison->buildings->rows() > 0);
  if (!told) {
    shown_.reset();
    figures_->clear();
    model_.show(nullptr, std::make_shared<const std::vector<std::uint32_t>>());
    words_->setText(comparison != nullptr ? words("Being computed …") : state_words());
    return show_what_there_is();
  }
  const auto in_unit = document.rows_in_unit(comparison->buildings);
  if (comparison == shown_ && unit == unit_ && in_unit == in_unit_) return;
  shown_ = comparison;
  unit_ = unit;
  in_unit_ = in_unit;
  fill_figures(*comparison);
  order();
  words_->setText(difference_words(*comparison));
  show_what_there_is();
}

void RemedyDifference::show_what_there_is() {
  const Document& document = context_.document;
  const bool plans = !document.project().scenarios.empty();
  choice_->setVisible(plans);
  words_->setVisible(plans);  // before, the list of edits says what to do
  // While they come the lists keep their room: the page does not jump at every edit.
  const bool compared = document.scenario() != nullptr || !document.against().empty();
  const bool coming =
      compared && !shown_ && (document.busy() || document.comparing() || document.comparison());
  figures_->setVisible(coming || figures_->topLevelItemCount() > 0);
  buildings_->setVisible(coming || model_.rowCount() > 0);
  foot_->setVisible(coming || model_.rowCount() > 0);
}

void RemedyDifference::fill_figures(const Comparison& comparison) {
  figures_->clear();
  for (const FigureChange& change : comparison.figures_in(unit_)) {
    auto* item = new QTreeWidgetItem(figures_);
    // The unit stands with the name: the list is narrow.
    const QString unit = to_qt(change.unit == "m2" ? "m²" : change.unit);
    item->setText(
        0, capital(to_qt(translate(change.title))) + (unit.isEmpty() ? "" : " (" + unit + ")"));
    item->setToolTip(0, item->text(0));
    const double by = change.plan - change.base;
    item->setText(1, figure_words(change.base));
    item->setText(2, figure_words(change.plan));
    item->setText(3, (by < 0 ? "−" : "+") + figure_words(std::abs(by)));
    for (int c = 1; c < 4; ++c) item->setTextAlignment(c, Qt::AlignRight | Qt::AlignVCenter);
  }
  fit_rows(*figures_, 0);
}

void RemedyDifference::sort_by(int column) {
  const auto at = static_cast<std::size_t>(column);
  if (sort_column_ != at)
    sort_column_ = at, descending_ = false;
  else if (!descending_)
    descending_ = true;
  else
    sort_column_.reset();  // a third time: what matters most comes first
  order();
}

void RemedyDifference::order() {
  if (!shown_) return;
  const TablePtr table = shown_->buildings;
  RowRequest request;
  request.sort_column = sort_column_;
  request.descending = descending_;
  request.in_unit = in_unit_;
  const auto take = [this, table](std::vector<std::uint32_t> rows) {
    model_.show(table, std::make_shared<const std::vector<std::uint32_t>>(std::move(rows)));
    model_.mark(context_.document.selection());
    buildings_->horizontalHeader()->setSortIndicatorShown(sort_column_.has_value());
    if (sort_column_)
      buildings_->horizontalHeader()->setSortIndicator(
          static_cast<int>(*sort_column_), descending_ ? Qt::DescendingOrder : Qt::AscendingOrder);
    const int sign = buildings_->fontMetrics().horizontalAdvance(QStringLiteral("消"));
    for (std::size_t c = 0; c < table->columns.size(); ++c) {
      const std::string& name = table->columns[c].name;
      const int at = static_cast<int>(c);
      buildings_->setColumnHidden(at, name == "name" || name == "edited");
      // The list is narrow: as much as the words need, and a whole line of the reason.
      buildings_->resizeColumnToContents(at);
      if (name == "reason" || buildings_->columnWidth(at) > 12 * sign)
        buildings_->setColumnWidth(at, sign * (name == "reason" ? 40 : 12) + 10);
    }
  };
  ordering_.cancel();
  if (table->rows() <= sorted_at_once) return take(rows_of(*table, request, Job()));
  std::vector<std::uint32_t> as_made;
  for (std::uint32_t row = 0; row < table->rows(); ++row)
    if (!in_unit_ || (*in_unit_)[row] != 0) as_made.push_back(row);
  take(std::move(as_made));
  ordering_.start([table, request](const Job& job) { return rows_of(*table, request, job); }, take);
}

QString RemedyDifference::difference_words(const Comparison& comparison) const {
  const auto among =
      in_unit_ ? std::span<const std::uint8_t>(*in_unit_) : std::span<const std::uint8_t>();
  const ChangedCount all = comparison.counter->buildings(among);
  const auto shown = [](std::size_t count) { return count_words(count).toStdString(); };
  QStringList told{words("Buildings: {} better, {} worse.", shown(all.better), shown(all.worse))};
  if (all.both > 0)
    told +=
        words(for_count(all.both, tr_key("{} of the worse ones gets better in another respect."),
                        tr_key("{} of the worse ones get better in another respect.")),
              shown(all.both));
  if (all.open > 0)
    told += words(
        for_count(all.open, tr_key("{} only becomes known or unknown: neither better nor worse."),
                  tr_key("{} only become known or unknown: neither better nor worse.")),
        shown(all.open));
  for (const std::string& sentence : comparison.idle) told += to_qt(sentence);
  for (const ChangedCounter::OfKind& kind : comparison.counter->kinds(among)) {
    const auto what = translate(kind.what);
    // Without these, figures would change above that nothing here accounts for.
    QString line =
        kind.open == 0
            ? words("{}: {} better, {} worse.", what, shown(kind.better), shown(kind.worse))
            : words(for_count(kind.open,
                              tr_key("{}: {} better, {} worse, {} becomes known or unknown."),
                              tr_key("{}: {} better, {} worse, {} become known or unknown.")),
                    what, shown(kind.better), shown(kind.worse), shown(kind.open));
    told += "· " + capital(line);
  }
  if (all.better + all.worse > 0)
    told += words(
        "Better means: a rule is kept more nearly, more of the walls lie in reach of hydrants, the "
        "engine comes through, or the risk level falls. Above, a building counts once; by what "
        "changes, once for each of these.");
  return told.join('\n');
}

void RemedyDifference::export_changes() {
  if (!model_.table()) return;
  Selection selection = context_.document.selection();
  if (selection.table != model_.table()->name || selection.rows.empty()) {
    selection = {model_.table()->name, model_.rows(), std::nullopt};
    std::ranges::sort(selection.rows);
    context_.document.select(std::move(selection));
  }
  context_.actions.find("export_rows")->trigger();
}

}  // namespace firebreak::gui
