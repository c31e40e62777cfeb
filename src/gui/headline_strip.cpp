#include "gui/headline_strip.hpp"

#include <QHBoxLayout>
#include <algorithm>

#include "gui/later.hpp"
#include "gui/theme.hpp"
#include "gui/words.hpp"
#include "render/key_figures.hpp"

namespace firebreak::gui {

namespace {

const std::vector<HeadlineFigure>& result_figures() {
  static const std::vector<HeadlineFigure> figures{
      {"figure_buildings",
       tr_key("Buildings"),
       tr_key("Buildings judged"),
       {"building_risk", "", {}},
       false},
      {"figure_hydrants",
       tr_key("Below the hydrant rule"),
       tr_key("Buildings that the hydrant rule fails"),
       {"building_risk", "hydrant_verdict", {"fail"}},
       true},
      {"figure_cut_off",
       tr_key("Cut off"),
       tr_key("Buildings that the engine cannot come near"),
       {"building_risk", "cut_off", {"yes"}},
       true},
      {"figure_lanes",
       tr_key("Lanes that fail"),
       tr_key("Fire lanes narrower or lower than the rule asks, or closed"),
       {"fire_lanes", "verdict", {"fail"}},
       true},
      {"figure_zones",
       tr_key("Risk zones"),
       tr_key("Quarters whose risk index reaches the threshold"),
       {"risk_zones", "", {}},
       true},
      {"figure_unknown_water",
       tr_key("Cover to be checked"),
       tr_key("Buildings near the limit of hydrant cover, or not to be judged from the data"),
       {"building_risk", "hydrant_verdict", {"unknown", "marginal"}},
       false},
      {"figure_unknown_way",
       tr_key("Way in to be checked"),
       tr_key("Buildings whose way in is not known from the data"),
       {"building_risk", "cut_off", {"unknown"}},
       false},
  };
  return figures;
}

const std::vector<HeadlineFigure>& input_figures() {
  static const std::vector<HeadlineFigure> figures{
      {"figure_read_buildings",
       tr_key("Buildings"),
       tr_key("Buildings read"),
       {"buildings", "", {}},
       false},
      {"figure_read_roads", tr_key("Roads"), tr_key("Roads read"), {"roads", "", {}}, false},
      {"figure_read_hydrants",
       tr_key("Hydrants"),
       tr_key("Hydrants and water points read"),
       {"hydrants", "", {}},
       false},
      {"figure_read_stations",
       tr_key("Stations"),
       tr_key("Fire stations read"),
       {"stations", "", {}},
       false},
      {"figure_read_obstacles",
       tr_key("Obstacles"),
       tr_key("Obstacles read"),
       {"obstacles", "", {}},
       false},
  };
  return figures;
}

}  // namespace

void FigureRows::set_buttons(std::vector<QPushButton*> buttons) {
  for (QPushButton* old : buttons_) {
    old->hide();
    old->deleteLater();
  }
  buttons_ = std::move(buttons);
  for (QPushButton* button : buttons_) {
    button->setParent(this);
    button->show();
  }
  arrange(width(), true);
  updateGeometry();
}

QSize FigureRows::minimumSizeHint() const {
  QSize widest(0, 0);
  for (const QPushButton* button : buttons_) widest = widest.expandedTo(button->sizeHint());
  return {widest.width(), widest.height()};
}

/// Height of the rows in this width.
int FigureRows::arrange(int width, bool move) const {
  int x = 0;
  int y = 0;
  int row = 0;
  for (QPushButton* button : buttons_) {
    const QSize size = button->sizeHint();
    if (x > 0 && x + size.width() > width) {
      x = 0;
      y += row;
      row = 0;
    }
    if (move) button->setGeometry(QRect(QPoint(x, y), size));
    x += size.width() + 2;
    row = std::max(row, size.height());
  }
  return y + row;
}

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
  figures_ = new FigureRows;
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(6, 3, 6, 3);
  row->addWidget(unit_);
  row->addWidget(scenario_);
  row->addWidget(figures_, 1);

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
  context_.actions.add("show_all", "map", tr_key("Show everything again"),
                       tr_key("Map and table show more than one headline figure again"),
                       QKeySequence("Ctrl+Alt+0"),
                       [this] { context_.document.set_filter(std::nullopt); });
  connect(unit_, &QComboBox::activated, this, [this](int at) {
    const std::string id = unit_->itemData(at).toString().toStdString();
    context_.document.edit(tr_key("Unit shown"),
                           [&](io::Project& project) { project.view.unit = id; });
  });
  connect(scenario_, &QComboBox::activated, this, [this](int at) {
    const std::string name = scenario_->itemData(at).toString().toStdString();
    context_.document.edit(tr_key("Scenario shown"),
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
  std::vector<QPushButton*> buttons;
  Document& document = context_.document;
  figures_->setEnabled(document.unit_known());
  if (!document.unit_known()) return;
  const bool judged = document.table("building_risk") || document.table("fire_lanes");
  for (const HeadlineFigure& figure : judged ? result_figures() : input_figures()) {
    if (!document.table(figure.rows.table)) continue;
    const TablePtr table = document.table(figure.rows.table);
    if (*figure.rows.column != '\0' && table->column(figure.rows.column) == nullptr) continue;
    const std::size_t count = count_of(document, figure.rows);
    auto* button = new QPushButton;
    button->setObjectName(figure.name);
    button->setFlat(true);
    button->setText(to_qt(render::grouped(static_cast<double>(count))) + "\n" +
                    words(figure.title));
    button->setCheckable(true);
    button->setToolTip(words(figure.tip) + "\n" +
                       words("Click: map and table show these alone; once more: everything"));
    button->setAccessibleName(words(figure.title));
    if (figure.bad && count > 0) {
      QPalette p = button->palette();
      p.setColor(QPalette::ButtonText, meaning_colour("fail", document.theme()));
      button->setPalette(p);
      QFont font = button->font();
      font.setBold(true);
      button->setFont(font);
    }
    connect(button, &QPushButton::clicked, this, [this, &figure] {
      narrow_to(context_.document, context_.canvas, figure.name, figure.rows);
      mark_filter();
    });
    buttons.push_back(button);
  }
  figures_->set_buttons(std::move(buttons));
  mark_filter();
}

void HeadlineStrip::mark_filter() {
  const auto& filter = context_.document.filter();
  for (auto* button : figures_->findChildren<QPushButton*>())
    button->setChecked(filter && button->objectName() == to_qt(filter->name));
}

}  // namespace firebreak::gui
