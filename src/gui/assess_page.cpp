#include "gui/assess_page.hpp"

#include <QScrollArea>
#include <QVBoxLayout>
#include <algorithm>

#include "core/analysis/declared_params.hpp"
#include "gui/later.hpp"
#include "gui/rules_state.hpp"
#include "gui/share_bars.hpp"
#include "gui/theme.hpp"
#include "gui/words.hpp"
#include "gui/wrapped_rows.hpp"
#include "render/key_figures.hpp"

namespace firebreak::gui {

namespace {

/// How many rows of each verdict a table has, in the unit shown.
ShareBars::Bar bar_of(const Document& document, const char* table_name, const char* column_name,
                      const char* title) {
  ShareBars::Bar bar{words(title), {}};
  const TablePtr table = document.table(table_name);
  const Column* column = table ? table->column(column_name) : nullptr;
  if (column == nullptr || column->type != ColumnType::text) return bar;
  struct Kind {
    const char* word;
    const char* title;
    const char* meaning;
  };
  const bool cut_off = std::string_view(column_name) == "cut_off";
  static constexpr Kind verdicts[] = {{"fail", tr_key("fails"), "fail"},
                                      {"marginal", tr_key("near the limit"), "marginal"},
                                      {"unknown", tr_key("to be checked"), "unknown"},
                                      {"pass", tr_key("passes"), "pass"}};
  static constexpr Kind ways[] = {{"yes", tr_key("cut off"), "fail"},
                                  {"unknown", tr_key("to be checked"), "unknown"},
                                  {"no", tr_key("within reach of the engine"), "pass"}};
  const auto in_unit = document.rows_in_unit(table);
  const auto add = [&](const Kind& kind) {
    double count = 0;
    for (std::uint32_t row = 0; row < column->size(); ++row)
      if ((!in_unit || (*in_unit)[row] != 0) && column->has(row) && column->texts[row] == kind.word)
        ++count;
    bar.parts.push_back({words(kind.title), count, meaning_colour(kind.meaning, document.theme()),
                         std::string_view(kind.word) == "unknown"});
  };
  if (cut_off)
    for (const Kind& kind : ways) add(kind);
  else
    for (const Kind& kind : verdicts) add(kind);
  return bar;
}

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
  run_ = new QPushButton;
  run_->setObjectName("assess_run");
  run_->setMinimumHeight(44);
  say(run_, tr_key("Assess"));
  say_tip(run_, tr_key("Computes hydrant gaps, blocked lanes and dense old districts"));
  connect(run_, &QPushButton::clicked, assess, &QAction::trigger);
  rules_ = new QLabel;
  rules_->setObjectName("assess_rules");
  rules_->setWordWrap(true);
  state_ = new QLabel;
  state_->setObjectName("assess_state");
  state_->setWordWrap(true);
  bars_ = new ShareBars;
  bars_->setObjectName("assess_bars");
  figures_ = new QTreeWidget;
  figures_->setObjectName("assess_figures");
  figures_->setColumnCount(2);
  figures_->setRootIsDecorated(false);
  figures_->setAlternatingRowColors(true);
  wrap_column(*figures_, 0);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  for (QWidget* widget : {static_cast<QWidget*>(run_), static_cast<QWidget*>(rules_),
                          static_cast<QWidget*>(state_), static_cast<QWidget*>(bars_)})
    column->addWidget(widget);
  column->addWidget(figures_, 1);
  Document& document = context_.document;
  auto* later = new Later(this, [this] { fill(); });
  for (const auto signal :
       {&Document::project_changed, &Document::city_changed, &Document::results_changed,
        &Document::tables_changed, &Document::language_changed, &Document::theme_changed,
        &Document::unit_rows_changed})
    connect(&document, signal, later, &Later::ask);
  connect(&document, &Document::busy_changed, later, &Later::ask);
  fill();
}

void AssessPage::fill() {
  Document& document = context_.document;
  run_->setEnabled(document.city() != nullptr && !document.busy());
  rules_->setText(rules_summary(document.project()));
  QString state;
  if (!document.results())
    state = document.city() ? words("Not assessed yet.") : words("There is nothing to assess yet.");
  else if (document.outdated())
    state = words("Rules or edits have changed since: assess again.");
  if (document.results())
    for (const auto& [analysis, reason] : document.results()->record().skipped)
      state +=
          (state.isEmpty() ? "" : "\n") +
          words("Not computed: {}. {}", translate(analysis_title(analysis)), translate(reason));
  if (document.results())
    for (const std::string& notice : document.results()->record().notices)
      state += (state.isEmpty() ? "" : "\n") + words(notice);
  state_->setText(state);
  state_->setVisible(!state.isEmpty());
  bars_->setEnabled(document.unit_known());
  if (document.unit_known()) fill_bars();
  fill_figures();
}

void AssessPage::fill_bars() {
  const Document& document = context_.document;
  std::vector<ShareBars::Bar> bars;
  for (auto& bar :
       {bar_of(document, "building_risk", "hydrant_verdict", tr_key("Hydrant cover of buildings")),
        bar_of(document, "building_risk", "cut_off", tr_key("Way in to buildings")),
        bar_of(document, "fire_lanes", "verdict", tr_key("Clear width of fire lanes"))})
    if (!bar.parts.empty()) bars.push_back(bar);
  bars_->set_bars(std::move(bars));
}

void AssessPage::fill_figures() {
  figures_->clear();
  figures_->setHeaderLabels({words("Figure"), words("Value")});
  const auto results = context_.document.results();
  figures_->setVisible(results != nullptr);
  if (!results) return;
  for (const KeyFigure& figure : results->record().figures) {
    auto* item = new QTreeWidgetItem(figures_);
    item->setText(0, to_qt(translate(figure.title)));
    item->setText(1, to_qt(render::figure_text(figure)));
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    QString tip = item->text(0);
    if (!figure.clause.empty())
      tip += "\n" + to_qt(translate(figure.clause)) +
             (figure.mark.empty() ? "" : " [" + to_qt(figure.mark) + "]");
    item->setToolTip(0, tip);
    if (figure.name != "hydrant_gap_area_m2" || knows_people(results->record())) continue;
    auto* unknown = new QTreeWidgetItem(figures_);
    unknown->setText(0, words("People in the gaps, recorded or estimated by use and floor area"));
    unknown->setToolTip(0, unknown->text(0));
    unknown->setText(1, words("unknown"));
    unknown->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
  }
  fit_rows(*figures_, 0);
}

}  // namespace firebreak::gui
