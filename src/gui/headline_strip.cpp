#include "gui/headline_strip.hpp"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>

#include "core/model/summary_row.hpp"
#include "gui/later.hpp"
#include "gui/live_cover.hpp"
#include "gui/theme.hpp"
#include "gui/words.hpp"
#include "render/key_figures.hpp"

namespace firebreak::gui {

namespace {

const std::vector<HeadlineGroup>& result_groups() {
  using enum FigureTone;
  static const std::vector<HeadlineGroup> groups{
      {tr_key("Buildings"),
       {{"figure_buildings", "", tr_key("Buildings judged"), {"building_risk", "", {}}, plain}}},
      {tr_key("Hydrant cover"),
       {{"figure_hydrants",
         tr_key("{} fail"),
         tr_key("Buildings that the hydrant rule fails"),
         {"building_risk", "hydrant_verdict", {"fail"}},
         bad},
        {"figure_unknown_water",
         tr_key("{} to check"),
         tr_key("Buildings near the limit of hydrant cover, or not to be judged from the data"),
         {"building_risk", "hydrant_verdict", {"unknown", "marginal"}},
         open}}},
      {tr_key("Water supply"),
       {{"figure_water",
         tr_key("{} short"),
         tr_key("Buildings with no water or too little of it (G0, G1)"),
         {"building_risk", "water_verdict", {"G0", "G1"}},
         bad},
        {"figure_water_open",
         tr_key("{} to check"),
         tr_key("Buildings whose water is not known from the data, or short if one source fails "
                "(G2)"),
         {"building_risk", "water_verdict", {"unknown", "G2"}},
         open}}},
      {tr_key("Engine access"),
       {{"figure_cut_off",
         tr_key("{} cut off"),
         tr_key("Buildings that the engine cannot come near"),
         {"building_risk", "cut_off", {"yes"}},
         bad},
        {"figure_unknown_way",
         tr_key("{} to check"),
         tr_key("Buildings whose way in is not known from the data"),
         {"building_risk", "cut_off", {"unknown"}},
         open}}},
      {tr_key("Fire lanes"),
       {{"figure_lanes",
         tr_key("{} fail"),
         tr_key("Fire lanes narrower or lower than the rule asks, or closed"),
         {"fire_lanes", "verdict", {"fail"}},
         bad},
        {"figure_lanes_open",
         tr_key("{} to check"),
         tr_key("Fire lanes near the limit, or not to be judged from the data"),
         {"fire_lanes", "verdict", {"unknown", "marginal"}},
         open}}},
      {tr_key("Risk zones"),
       {{"figure_zones",
         "",
         tr_key("Quarters whose risk index reaches the threshold"),
         {"risk_zones", "", {}},
         bad}}},
  };
  return groups;
}

/// Where the map shows the reach of hoses.
const HeadlineGroup& hose_group() {
  static const HeadlineGroup group{
      tr_key("Hose along the roads"),
      {{"figure_hose",
        tr_key("{} out of reach"),
        tr_key("Buildings that no hose of the length allowed gets to along the roads"),
        {"building_risk", "hose_reach", {"none"}},
        FigureTone::bad},
       {"figure_hose_open",
        tr_key("{} to check"),
        tr_key("Buildings that a hose gets to in part, that no road sees, or whose hose is not "
               "known"),
        {"building_risk", "hose_reach", {"partly", "hidden", "off_road", "unknown"}},
        FigureTone::open}}};
  return group;
}

const std::vector<HeadlineGroup>& input_groups() {
  const auto read = [](const char* name, const char* title, const char* tip, const char* table) {
    return HeadlineGroup{title, {{name, "", tip, {table, "", {}}, FigureTone::plain}}};
  };
  static const std::vector<HeadlineGroup> groups{
      read("figure_read_buildings", tr_key("Buildings"), tr_key("Buildings read"), "buildings"),
      read("figure_read_roads", tr_key("Roads"), tr_key("Roads read"), "roads"),
      read("figure_read_hydrants", tr_key("Hydrants"), tr_key("Hydrants and water points read"),
           "hydrants"),
      read("figure_read_stations", tr_key("Stations"), tr_key("Fire stations read"), "stations"),
      read("figure_read_obstacles", tr_key("Obstacles"), tr_key("Obstacles read"), "obstacles"),
  };
  return groups;
}

/// True if the table is there, with the column that is counted.
bool can_count(const TablePtr& table, const RowsMeant& rows) {
  return table && (*rows.column == '\0' || table->column(rows.column) != nullptr);
}

/// As wide as its words: styles give a button more, and the strip a row more for it.
class FigureButton : public QPushButton {
 public:
  QSize sizeHint() const override {
    constexpr int edges_px = 14;
    return {fontMetrics().horizontalAdvance(text()) + edges_px, QPushButton::sizeHint().height()};
  }
  QSize minimumSizeHint() const override { return sizeHint(); }
};

QString count_words(std::size_t count) {
  return to_qt(render::grouped(static_cast<double>(count)));
}

}  // namespace

HeadlineStrip::HeadlineStrip(Context& context) : context_(context) {
  setAutoFillBackground(true);
  unit_ = new QComboBox;
  unit_->setObjectName("unit");
  unit_->hide();  // until there are units
  say_tip(unit_, tr_key("Town, community or grid cell: map, figures and tables show it alone"));
  scenario_ = new QComboBox;
  scenario_->setObjectName("scenario");
  say_tip(scenario_, tr_key("The city as it is, or with the edits of a plan"));
  for (QComboBox* box : {unit_, scenario_}) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    box->setMaximumWidth(220);
  }
  // One above the other, as a figure and its title are; the second row of figures begins below.
  auto* boxes = new QWidget;
  auto* chosen = new QVBoxLayout(boxes);
  chosen->setContentsMargins(0, 0, 0, 0);
  chosen->setSpacing(2);
  chosen->addWidget(unit_);
  chosen->addWidget(scenario_);
  figures_ = new FigureRows(boxes);
  figures_->setObjectName("figures");
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(6, 3, 6, 3);
  row->addWidget(figures_);

  Document& document = context_.document;
  connect(&document, &Document::tables_changed, this, &HeadlineStrip::fill_units);
  connect(&document, &Document::project_changed, this, &HeadlineStrip::fill_units);
  connect(&document, &Document::project_changed, this, &HeadlineStrip::fill_scenarios);
  for (const auto fill : {&HeadlineStrip::fill_units, &HeadlineStrip::fill_scenarios})
    connect(&document, &Document::language_changed, this, fill);
  auto* figures = new Later(this, [this] { fill_figures(); });
  for (const auto signal :
       {&Document::project_changed, &Document::tables_changed, &Document::results_changed,
        &Document::theme_changed, &Document::language_changed, &Document::unit_rows_changed})
    connect(&document, signal, figures, &Later::ask);
  connect(&document, &Document::filter_changed, this, &HeadlineStrip::mark_filter);
  connect(&document.live_cover(), &LiveCover::told, this, &HeadlineStrip::tell_live);
  connect(&document.live_cover(), &LiveCover::hoses_shown_changed, figures, &Later::ask);
  context_.actions.add("show_all", "map", tr_key("Show everything again"),
                       tr_key("Map and table show more than one headline figure again"),
                       QKeySequence("Ctrl+Alt+0"),
                       [this] { context_.document.set_filter(std::nullopt); });
  connect(unit_, &QComboBox::activated, this, [this](int at) {
    show_unit(context_.document, context_.canvas, unit_->itemData(at).toString().toStdString());
  });
  connect(scenario_, &QComboBox::activated, this, [this](int at) {
    const std::string name = scenario_->itemData(at).toString().toStdString();
    context_.document.edit(tr_key("Plan shown"),
                           [&](io::Project& project) { project.scenario = name; });
  });
  fill_units();
  fill_scenarios();
  fill_figures();
}

void HeadlineStrip::fill_units() {
  const auto& units = context_.document.units().list;
  const auto now = std::pair(context_.document.units().owner, language());
  const auto choose = [this] {
    const int at = unit_->findData(to_qt(context_.document.project().view.unit));
    unit_->setCurrentIndex(std::max(at, 0));
  };
  if (now == told_) return choose();
  told_ = now;
  unit_->clear();
  unit_->setVisible(!units.empty());
  if (units.empty()) return;
  unit_->addItem(words("Whole city"), QString());
  // Each unit under its parent.
  std::vector<std::vector<std::size_t>> children(units.size());
  for (std::size_t u = 0; u < units.size(); ++u)
    if (units[u].parent) children[*units[u].parent].push_back(u);
  const std::function<void(std::vector<std::size_t>, int)> add = [&](std::vector<std::size_t> level,
                                                                     int depth) {
    std::ranges::stable_sort(level, {}, [&](std::size_t u) { return units[u].name; });
    for (const std::size_t u : level) {
      unit_->addItem(QString(3 * depth, ' ') + to_qt(units[u].name), to_qt(units[u].id));
      if (depth < 3) add(children[u], depth + 1);
    }
  };
  add(context_.document.units().towns(), 0);
  const std::string outside(outside_all_units);
  if (context_.document.units().find(outside) == nullptr)
    unit_->addItem(to_qt(context_.document.units().shown_name(outside)), to_qt(outside));
  choose();
}

void HeadlineStrip::fill_scenarios() {
  scenario_->clear();
  const io::Project& project = context_.document.project();
  scenario_->setVisible(!project.scenarios.empty());
  scenario_->addItem(words("As it is"), QString());
  for (const Scenario& scenario : project.scenarios)
    scenario_->addItem(to_qt(scenario.name), to_qt(scenario.name));
  scenario_->setCurrentIndex(std::max(scenario_->findData(to_qt(project.scenario)), 0));
}

void HeadlineStrip::fill_figures() {
  Document& document = context_.document;
  figures_->setEnabled(document.unit_known());
  if (!document.unit_known()) return;
  const bool judged = document.table("building_risk") || document.table("fire_lanes");
  std::vector<QWidget*> groups;
  for (const HeadlineGroup& group : judged ? result_groups() : input_groups())
    if (QWidget* made = group_of(group)) groups.push_back(made);
  if (document.live_cover().hoses_shown())
    if (QWidget* made = group_of(hose_group())) groups.push_back(made);
  figures_->set_groups(std::move(groups));
  mark_filter();
}

/// The title over its figures; null where there is none to count.
QWidget* HeadlineStrip::group_of(const HeadlineGroup& group) {
  const QString title = words(group.title);
  std::vector<QPushButton*> buttons;
  for (const HeadlineFigure& figure : group.figures)
    if (can_count(context_.document.table(figure.rows.table), figure.rows))
      buttons.push_back(button_of(figure, title));
  if (buttons.empty()) return nullptr;
  auto* made = new QWidget;
  auto* column = new QVBoxLayout(made);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* heading = new QLabel(title);
  heading->setForegroundRole(QPalette::PlaceholderText);
  heading->setIndent(4);
  column->addWidget(heading);
  auto* row = new QHBoxLayout;
  row->setSpacing(0);
  for (QPushButton* button : buttons) row->addWidget(button);
  row->addStretch();
  column->addLayout(row);
  return made;
}

QString HeadlineStrip::words_of(const HeadlineFigure& figure) const {
  Document& document = context_.document;
  const std::size_t told = count_of(document, figure.rows);
  const std::size_t was = base_count_of(document, figure.rows).value_or(told);
  std::size_t now = told;
  const std::string_view column = figure.rows.column;
  if (column == "hydrant_verdict")
    now += static_cast<std::size_t>(document.live_cover().more(figure.rows.words));
  else if (column == "hose_reach")
    now += static_cast<std::size_t>(document.live_cover().more_hoses(figure.rows.words));
  const QString number = was != now ? count_words(was) + "→" + count_words(now) : count_words(now);
  return *figure.words == '\0' ? number : words(figure.words, number.toStdString());
}

void HeadlineStrip::tell_live() {
  const auto tell = [this](const HeadlineGroup& group, std::string_view column) {
    for (const HeadlineFigure& figure : group.figures)
      if (figure.rows.column == column)
        if (auto* button = figures_->findChild<QPushButton*>(figure.name)) {
          const QString told = words_of(figure);
          if (button->text() != told) button->setText(told);
        }
  };
  for (const HeadlineGroup& group : result_groups()) tell(group, "hydrant_verdict");
  tell(hose_group(), "hose_reach");
  figures_->refit();
}

QPushButton* HeadlineStrip::button_of(const HeadlineFigure& figure, const QString& title) {
  Document& document = context_.document;
  const std::size_t count = count_of(document, figure.rows);
  const auto base = base_count_of(document, figure.rows);
  const bool changed = base && *base != count;
  auto* button = new FigureButton;
  button->setObjectName(figure.name);
  button->setFlat(true);
  button->setText(words_of(figure));
  button->setCheckable(true);
  QString tip = words(figure.tip);
  if (changed)
    tip += "\n" + words("As it is: {}; with the plan: {}", count_words(*base).toStdString(),
                        count_words(count).toStdString());
  button->setToolTip(tip + "\n" +
                     words("Click: map and table show these alone; once more: everything"));
  button->setAccessibleName(title + ": " + button->text());
  if (figure.tone != FigureTone::plain && (count > 0 || changed)) {
    QPalette p = button->palette();
    p.setColor(
        QPalette::ButtonText,
        meaning_colour(figure.tone == FigureTone::bad ? "fail" : "marginal", document.theme()));
    button->setPalette(p);
    QFont font = button->font();
    font.setBold(true);
    button->setFont(font);
  }
  connect(button, &QPushButton::clicked, this, [this, &figure] {
    narrow_to(context_.document, context_.canvas, figure.name, figure.rows);
    mark_filter();
  });
  return button;
}

void HeadlineStrip::mark_filter() {
  const auto& filter = context_.document.filter();
  for (auto* button : figures_->findChildren<QPushButton*>())
    button->setChecked(filter && button->objectName() == to_qt(filter->name));
}

}  // namespace firebreak::gui
