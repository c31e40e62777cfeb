#include "gui/table_panel.hpp"

#include <QDockWidget>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QScrollBar>
#include <QVBoxLayout>
#include <algorithm>
#include <cmath>

#include "core/base/error.hpp"
#include "core/base/plural.hpp"
#include "gui/cell_words.hpp"
#include "gui/column_order.hpp"
#include "gui/tool_toggle.hpp"
#include "gui/words.hpp"
#include "render/key_figures.hpp"

namespace firebreak::gui {

namespace {

/// Up to here a list is made at once; above, off the main thread.
constexpr std::size_t small_table = 20000;

QString counted(std::size_t count) {
  return QString::fromStdString(render::grouped(static_cast<double>(count)));
}

std::string shown_figure(double value) {
  return std::abs(value) >= 10000 ? render::grouped(value) : render::grouped(shown_number(value));
}

}  // namespace

TablePanel::TablePanel(Context& context)
    : context_(context),
      box_(SelectTool::Area::box, context.document,
           [this] { return isVisible() ? name_ : std::string(); }),
      polygon_(SelectTool::Area::polygon, context.document,
               [this] { return isVisible() ? name_ : std::string(); }) {
  tables_ = new QComboBox;
  tables_->setObjectName("table_choice");
  tables_->setMinimumWidth(220);
  tables_->setMaxVisibleItems(30);
  say_tip(tables_, tr_key("Which table is listed: what was read, and what was found"));
  filter_ = new QLineEdit;
  filter_->setObjectName("table_filter");
  filter_->setClearButtonEnabled(true);
  say_placeholder(filter_, tr_key("Filter: a text, or height_m > 10 and use = house"));
  say_tip(filter_,
          tr_key("Lists the rows that hold a text, or that fit comparisons: height_m > 10, "
                 "hydrant_verdict = fail, width_m = missing, joined by and / or"));
  only_selected_ = new QToolButton;
  only_selected_->setObjectName("only_selected");
  only_selected_->setCheckable(true);
  say(only_selected_, tr_key("Only selected"));
  say_tip(only_selected_, tr_key("Lists the selected rows alone"));
  only_seen_ = new QToolButton;
  only_seen_->setObjectName("only_seen");
  only_seen_->setCheckable(true);
  say(only_seen_, tr_key("Only in view"));
  say_tip(only_seen_, tr_key("Lists the rows that the map shows now, as it moves"));
  counts_ = new QLabel;
  counts_->setObjectName("table_counts");
  wrong_ = new QLabel;
  wrong_->setObjectName("table_wrong");
  wrong_->setWordWrap(true);
  wrong_->setForegroundRole(QPalette::BrightText);
  wrong_->hide();
  view_ = new RowView(model_);
  view_->setObjectName("table_rows");
  say_help(view_, tr_key("One row a feature: a click selects it on the map, too, a double click or "
                         "Enter goes there, Shift and Ctrl select more; a click on a title sorts"));
  summary_ = new QLabel;
  summary_->setObjectName("table_summary");
  summary_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  summary_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);

  add_actions();
  auto* top = new QHBoxLayout;
  top->addWidget(tables_);
  top->addWidget(filter_, 1);
  top->addWidget(only_selected_);
  top->addWidget(only_seen_);
  for (const char* id : {"select_listed", "zoom_selection", "copy_rows", "export_rows"}) {
    auto* button = new QToolButton;
    button->setDefaultAction(context_.actions.find(id));
    top->addWidget(button);
  }
  auto* foot = new QHBoxLayout;
  foot->addWidget(summary_, 1);
  foot->addWidget(counts_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(6, 4, 6, 4);
  column->setSpacing(3);
  column->addLayout(top);
  column->addWidget(wrong_);
  column->addWidget(view_, 1);
  column->addLayout(foot);

  typing_.setSingleShot(true);
  typing_.setInterval(200);
  connect(&typing_, &QTimer::timeout, this, &TablePanel::refresh);
  connect(filter_, &QLineEdit::textChanged, this, [this](const QString& typed) {
    shown_[name_].filter = typed;
    typing_.start();
  });
  connect(filter_, &QLineEdit::returnPressed, this, &TablePanel::refresh);
  connect(only_selected_, &QToolButton::toggled, this, [this](bool on) {
    view_->keep_selection(on);
    refresh();
  });
  connect(only_seen_, &QToolButton::toggled, this, &TablePanel::refresh);
  connect(&context_.canvas, &MapCanvas::view_changed, this, [this] {
    if (only_seen_->isChecked()) typing_.start();
  });
  connect(tables_, &QComboBox::activated, this, [this](int at) {
    picked_ = true;
    show_table(tables_->itemData(at).toString().toStdString());
  });
  connect(view_->horizontalHeader(), &QHeaderView::sectionClicked, this, &TablePanel::sort_by);
  connect(view_, &RowView::current_column_changed, this, [this] { summarise(); });
  connect(view_, &RowView::menu_wanted, this, &TablePanel::popup);
  connect(view_, &RowView::chosen, this, [this](const Selection& selection) {
    own_selection_ = true;
    context_.document.select(selection);
    own_selection_ = false;
  });
  connect(view_, &RowView::wanted, this,
          [this](std::uint32_t row) { context_.document.show(name_, row); });
  connect(&ordering_, &Task::failed, this, &TablePanel::tell_wrong);
  connect(&summing_, &Task::failed, this, &TablePanel::tell_wrong);

  Document& document = context_.document;
  connect(&document, &Document::tables_changed, this, &TablePanel::fill_tables);
  connect(&document, &Document::selection_changed, this, &TablePanel::take_selection);
  for (const auto signal : {&Document::project_changed, &Document::unit_rows_changed})
    connect(&document, signal, this, [this] {
      const TablePtr table = context_.document.table(name_);
      if (table && isVisible() && context_.document.unit_known() &&
          context_.document.rows_shown(table) != in_unit_)
        refresh();
    });
  connect(&document, &Document::filter_changed, this, &TablePanel::take_filter);
  connect(&document, &Document::language_changed, this, &TablePanel::retell);
  fill_tables();
}

TablePanel::~TablePanel() {
  if (context_.canvas.tool() == &box_ || context_.canvas.tool() == &polygon_)
    context_.canvas.set_tool(nullptr);
}

bool TablePanel::finished() const {
  return !dirty_ && !typing_.isActive() && !ordering_.running() && !summing_.running() &&
         !context_.document.writing().running();
}

void TablePanel::showEvent(QShowEvent*) {
  // A list of two rows is none.
  constexpr int least = 200;
  if (auto* dock = qobject_cast<QDockWidget*>(parentWidget()); dock != nullptr && height() < least)
    QTimer::singleShot(0, this, [this, dock] {
      if (height() < least) context_.window.resizeDocks({dock}, {280}, Qt::Vertical);
    });
  if (dirty_) refresh();
}

// --- which table --------------------------------------------------------------------------------

void TablePanel::fill_tables() {
  const auto& tables = context_.document.tables();
  tables_->clear();
  // What was found before what was read, as in the tree of layers.
  for (const bool read : {false, true})
    for (const TablePtr& table : tables)
      if (context_.document.is_input(table->name) == read)
        tables_->addItem(table_title(*table) + "  (" + counted(table->rows()) + ")",
                         to_qt(table->name));
  std::string name = name_;
  if (!picked_ || !context_.document.table(name)) {
    name.clear();
    picked_ = false;
    for (const char* first : {"building_risk", "fire_lanes", "buildings"})
      if (name.empty() && context_.document.table(first)) name = first;
    if (name.empty() && !tables.empty()) name = tables.front()->name;
  }
  show_table(name);
}

void TablePanel::show_table(const std::string& name) {
  const bool another = name != name_;
  name_ = name;
  tables_->setCurrentIndex(tables_->findData(to_qt(name)));
  if (!another && context_.document.table(name) == model_.table()) return;
  if (another) {
    filter_->setText(shown_[name].filter);
    typing_.stop();
  }
  refresh();
}

void TablePanel::refresh() {
  typing_.stop();
  dirty_ = !isVisible();
  if (dirty_) return;
  wrong_->hide();
  const TablePtr table = context_.document.table(name_);
  if (!table) {
    ordering_.cancel();
    summing_.cancel();
    return take_rows(nullptr, {});
  }
  if (table != model_.table()) {
    // Marks belong to the table's own rows.
    show_rows(table, {});
    model_.mark(context_.document.selection());
  }
  const Shown& shown = shown_[name_];
  RowRequest request;
  request.filter = shown.filter.toStdString();
  request.sort_column = shown.sort_column;
  request.descending = shown.descending;
  if (only_selected_->isChecked()) request.among = model_.selected();
  if (only_seen_->isChecked()) request.seen = context_.canvas.visible();
  request.in_unit = in_unit_ = context_.document.rows_shown(table);
  if (table->rows() <= small_table) {
    ordering_.cancel();
    try {
      take_rows(table, rows_of(*table, request, Job()));
    } catch (const Error& e) {
      tell_wrong(QString::fromUtf8(e.what()));
    }
    return;
  }
  counts_->setText(words("Counting …"));
  ordering_.start(
      [table, request](const Job& job) { return rows_of(*table, request, job); },
      [this, table](std::vector<std::uint32_t> rows) { take_rows(table, std::move(rows)); });
}

void TablePanel::tell_wrong(const QString& words) {
  wrong_->setText(words);
  wrong_->show();
  show_counts();
}

void TablePanel::take_rows(const TablePtr& table, std::vector<std::uint32_t> rows) {
  const int scrolled = view_->horizontalScrollBar()->value();
  const int column = std::max(view_->currentIndex().column(), 0);
  const bool fresh = table && view_->property("fitted").toString() != to_qt(table->name);
  show_rows(table, std::move(rows));
  model_.mark(context_.document.selection());
  QHeaderView* header = view_->horizontalHeader();
  const Shown& shown = shown_[name_];
  header->setSortIndicatorShown(shown.sort_column.has_value());
  if (shown.sort_column)
    header->setSortIndicator(static_cast<int>(*shown.sort_column),
                             shown.descending ? Qt::DescendingOrder : Qt::AscendingOrder);
  if (fresh) fit_columns();
  if (model_.rowCount() > 0 && column < model_.columnCount())
    view_->setCurrentIndex(model_.index(0, fresh ? 0 : column));
  view_->horizontalScrollBar()->setValue(fresh ? 0 : scrolled);
  bring_into_sight();
  show_counts();
  summarise();
}

void TablePanel::show_rows(const TablePtr& table, std::vector<std::uint32_t> rows) {
  model_.show(table, std::make_shared<const std::vector<std::uint32_t>>(std::move(rows)));
  order_columns();
}

/// Only where other columns are shown than before: what a person looks at stays where it is.
void TablePanel::order_columns() {
  const TablePtr& table = model_.table();
  if (!table) return ordered_.clear();
  std::vector<std::string> columns{table->name};
  for (const Column& column : table->columns) columns.push_back(column.name);
  if (columns == ordered_) return;
  ordered_ = std::move(columns);
  QHeaderView* header = view_->horizontalHeader();
  int place = 0;
  for (const int column : column_order(*table))
    header->moveSection(header->visualIndex(column), place++);
}

void TablePanel::fit_columns() {
  constexpr int sample = 60;
  const QFontMetrics metrics = view_->fontMetrics();
  QFont focus = view_->font();
  focus.setBold(true);  // as the row is drawn that the panels tell about
  const QFontMetrics widest(focus);
  for (int c = 0; c < model_.columnCount(); ++c) {
    int width = metrics.horizontalAdvance(
                    model_.headerData(c, Qt::Horizontal, Qt::DisplayRole).toString()) +
                26;
    for (int r = 0; r < std::min(model_.rowCount(), sample); ++r)
      width = std::max(width, widest.horizontalAdvance(
                                  model_.data(model_.index(r, c), Qt::DisplayRole).toString()) +
                                  20);
    view_->setColumnWidth(c, std::min(width, 320));
  }
  view_->setProperty("fitted", to_qt(model_.table()->name));
}

void TablePanel::sort_by(int column) {
  Shown& shown = shown_[name_];
  const auto at = static_cast<std::size_t>(column);
  if (shown.sort_column != at) {
    shown.sort_column = at;
    shown.descending = false;
  } else if (!shown.descending) {
    shown.descending = true;
  } else {
    shown.sort_column.reset();
  }
  if (model_.rowCount() > 0)
    view_->setCurrentIndex(model_.index(std::max(view_->currentIndex().row(), 0), column));
  refresh();
}

void TablePanel::take_filter() {
  const auto& filter = context_.document.filter();
  if (filter && filter->table->name != name_) {
    picked_ = true;
    return show_table(filter->table->name);
  }
  refresh();
}

// --- the selection ------------------------------------------------------------------------------

void TablePanel::take_selection() {
  const Selection& selection = context_.document.selection();
  if (!isVisible()) {
    dirty_ = true;
    model_.mark(selection);
    if (!selection.table.empty() && context_.document.table(selection.table)) {
      picked_ = true;
      show_table(selection.table);
    }
    return;
  }
  if (!selection.table.empty() && selection.table != name_ &&
      context_.document.table(selection.table)) {
    picked_ = true;
    return show_table(selection.table);
  }
  model_.mark(selection);
  if (only_selected_->isChecked() &&
      !(own_selection_ && selection.rows.size() == model_.rows().size()))
    return refresh();
  view_->viewport()->update();
  if (!own_selection_) bring_into_sight();
  show_counts();
}

void TablePanel::bring_into_sight() {
  const Selection& selection = context_.document.selection();
  if (!model_.table() || selection.table != model_.table()->name || selection.rows.empty()) return;
  const auto& rows = model_.rows();
  auto found = rows.end();
  if (selection.focus) found = std::find(rows.begin(), rows.end(), *selection.focus);
  if (found == rows.end())
    found = std::find_if(rows.begin(), rows.end(),
                         [this](std::uint32_t row) { return (*model_.selected())[row] != 0; });
  if (found != rows.end()) view_->go_to(static_cast<int>(found - rows.begin()));
}

// --- figures ------------------------------------------------------------------------------------

void TablePanel::show_counts() {
  const TablePtr& table = model_.table();
  if (!table) return counts_->clear();
  QString shown =
      words(for_count(table->rows(), tr_key("{} of {} row"), tr_key("{} of {} rows")),
            counted(model_.rows().size()).toStdString(), counted(table->rows()).toStdString());
  const Selection& selection = context_.document.selection();
  if (selection.table == name_ && !selection.rows.empty())
    shown += " · " + words("{} selected", counted(selection.rows.size()).toStdString());
  counts_->setText(shown);
}

void TablePanel::summarise() {
  summary_->clear();
  const TablePtr table = model_.table();
  const int at = view_->currentIndex().column();
  if (!table || at < 0 || at >= model_.columnCount()) return summing_.cancel();
  const Column& column = table->columns[static_cast<std::size_t>(at)];
  if (model_.rows().size() <= small_table) {
    summing_.cancel();
    return show_summary(column, summary_of(column, model_.rows(), Job()));
  }
  summing_.start(
      [table, at, rows = model_.shared_rows()](const Job& job) {
        return summary_of(table->columns[static_cast<std::size_t>(at)], *rows, job);
      },
      [this, table, at](const ColumnSummary& summary) {
        show_summary(table->columns[static_cast<std::size_t>(at)], summary);
      });
}

void TablePanel::show_summary(const Column& column, const ColumnSummary& summary) {
  QStringList parts;
  parts << words(for_count(summary.values, tr_key("{} value"), tr_key("{} values")),
                 counted(summary.values).toStdString());
  if (summary.missing > 0) parts << words("{} missing", counted(summary.missing).toStdString());
  if (summary.min)
    parts << words("smallest {}", shown_figure(*summary.min))
          << words("largest {}", shown_figure(*summary.max))
          << words("mean {}", shown_figure(*summary.mean))
          << words("sum {}", shown_figure(*summary.sum));
  if (summary.different > 0) {
    parts << words("{} different", counted(summary.different).toStdString());
    // Names that all differ say nothing.
    if (summary.commonest.front().second > 1)
      for (const auto& [word, count] : summary.commonest)
        parts << to_qt(word) + " " + counted(count);
  }
  const QString shown = column_title(column) + ": " + parts.join(" · ");
  summary_->setText(shown);
  summary_->setToolTip(shown);
}

void TablePanel::retell() {
  fill_tables();
  if (model_.columnCount() > 0)
    emit model_.headerDataChanged(Qt::Horizontal, 0, model_.columnCount() - 1);
  refresh();
}

}  // namespace firebreak::gui
