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
       "building_risk",
       "",
       {},
       false},
      {"figure_hydrants",
       tr_key("Below the hydrant rule"),
       tr_key("Buildings that the hydrant rule fails"),
       "building_risk",
       "hydrant_verdict",
       {"fail"},
       true},
      {"figure_cut_off",
       tr_key("Cut off"),
       tr_key("Buildings that the engine cannot come near"),
       "building_risk",
       "cut_off",
       {"yes"},
       true},
      {"figure_lanes",
       tr_key("Lanes that fail"),
       tr_key("Fire lanes narrower or lower than the rule asks, or closed"),
       "fire_lanes",
       "verdict",
       {"fail"},
       true},
      {"figure_zones",
       tr_key("Risk zones"),
       tr_key("Quarters whose risk index reaches the threshold"),
       "risk_zones",
       "",
       {},
       true},
      {"figure_unknown_water",
       tr_key("Cover to be checked"),
       tr_key("Buildings near the limit of hydrant cover, or not to be judged from the data"),
       "building_risk",
       "hydrant_verdict",
       {"unknown", "marginal"},
       false},
      {"figure_unknown_way",
       tr_key("Way in to be checked"),
       tr_key("Buildings whose way in is not known from the data"),
       "building_risk",
       "cut_off",
       {"unknown"},
       false},
  };
  return figures;
}

const std::vector<HeadlineFigure>& input_figures() {
  static const std::vector<HeadlineFigure> figures{
      {"figure_read_buildings",
       tr_key("Buildings"),
       tr_key("Buildings read"),
       "buildings",
       "",
       {},
       false},
      {"figure_read_roads", tr_key("Roads"), tr_key("Roads read"), "roads", "", {}, false},
      {"figure_read_hydrants",
       tr_key("Hydrants"),
       tr_key("Hydrants and water points read"),
       "hydrants",
       "",
       {},
       false},
      {"figure_read_stations",
       tr_key("Stations"),
       tr_key("Fire stations read"),
       "stations",
       "",
       {},
       false},
      {"figure_read_obstacles",
       tr_key("Obstacles"),
       tr_key("Obstacles read"),
       "obstacles",
       "",
       {},
       false},
  };
  return figures;
}

}  // namespace

std::vector<std::uint32_t> rows_of(const Document& document, const HeadlineFigure& figure) {
  std::vector<std::uint32_t> rows;
  const TablePtr table = document.table(figure.table);
  if (!table) return rows;
  const auto in_unit = document.rows_in_unit(table);
  const Column* column = *figure.column == '\0' ? nullptr : table->column(figure.column);
  if (*figure.column != '\0' && (column == nullptr || column->type != ColumnType::text))
    return rows;
  for (std::uint32_t row = 0; row < table->rows(); ++row) {
    if (in_unit && (*in_unit)[row] == 0) continue;
    const bool counts =
        column == nullptr ||
        (column->has(row) && std::any_of(figure.values.begin(), figure.values.end(),
                                         [&](const char* v) { return column->texts[row] == v; }));
    if (counts) rows.push_back(row);
  }
  return rows;
}

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
  connect(&document, &Document::city_changed, this, &HeadlineStrip::fill_units);
  connect(&document, &Document::project_changed, this, &HeadlineStrip::fill_units);
  connect(&document, &Document::project_changed, this, &HeadlineStrip::fill_scenarios);
  for (const auto fill : {&HeadlineStrip::fill_units, &HeadlineStrip::fill_scenarios})
    connect(&document, &Document::language_changed, this, fill);
  auto* figures = new Later(this, [this] { fill_figures(); });
  for (const auto signal :
       {&Document::project_changed, &Document::tables_changed, &Document::results_changed,
        &Document::theme_changed, &Document::language_changed, &Document::unit_rows_changed})
    connect(&document, signal, figures, &Later::ask);
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
  unit_->clear();
  const auto city = context_.document.city();
  unit_->setVisible(city && !city->units->empty());
  if (!unit_->isVisibleTo(this)) return;
  unit_->addItem(words("Whole city"), QString());
  const auto& units = *city->units;
  // Each unit under its parent.
  std::vector<std::vector<std::uint32_t>> children(units.size());
  std::vector<std::uint32_t> roots;
  for (std::uint32_t u = 0; u < units.size(); ++u)
    (units[u].parent ? children[units[u].parent->value] : roots).push_back(u);
  const auto by_name = [&](std::uint32_t a, std::uint32_t b) {
    return units.names[a] < units.names[b];
  };
  const std::function<void(std::vector<std::uint32_t>, int)> add =
      [&](std::vector<std::uint32_t> level, int depth) {
        std::stable_sort(level.begin(), level.end(), by_name);
        for (const std::uint32_t u : level) {
          const auto name = units.names[u].empty() ? units.ids[u] : units.names[u];
          unit_->addItem(QString(3 * depth, ' ') + to_qt(name), to_qt(units.ids[u]));
          if (depth < 3) add(children[u], depth + 1);
        }
      };
  add(roots, 0);
  const int at = unit_->findData(to_qt(context_.document.project().view.unit));
  unit_->setCurrentIndex(std::max(at, 0));
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
    if (!document.table(figure.table)) continue;
    const TablePtr table = document.table(figure.table);
    if (*figure.column != '\0' && table->column(figure.column) == nullptr) continue;
    const auto rows = rows_of(document, figure);
    auto* button = new QPushButton;
    button->setObjectName(figure.name);
    button->setFlat(true);
    button->setText(to_qt(render::grouped(static_cast<double>(rows.size()))) + "\n" +
                    words(figure.title));
    button->setToolTip(words(figure.tip) + "\n" + words("Click: select them on the map"));
    button->setAccessibleName(words(figure.title));
    if (figure.bad && !rows.empty()) {
      QPalette p = button->palette();
      p.setColor(QPalette::ButtonText, meaning_colour("fail", document.theme()));
      button->setPalette(p);
      QFont font = button->font();
      font.setBold(true);
      button->setFont(font);
    }
    connect(button, &QPushButton::clicked, this, [this, &figure] { show_rows(figure); });
    buttons.push_back(button);
  }
  figures_->set_buttons(std::move(buttons));
}

void HeadlineStrip::show_rows(const HeadlineFigure& figure) {
  Document& document = context_.document;
  const auto rows = rows_of(document, figure);
  const TablePtr table = document.table(figure.table);
  document.select({figure.table, rows, std::nullopt});
  Box box;
  for (const auto row : rows) box.add(table->shapes.boxes[row]);
  if (!box.empty()) context_.canvas.zoom_to(box, 1.1);
}

}  // namespace firebreak::gui
