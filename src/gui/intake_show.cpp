#include <QHeaderView>
#include <QStyle>
#include <algorithm>

#include "core/base/plural.hpp"
#include "core/io/remembered.hpp"
#include "gui/crs_words.hpp"
#include "gui/data_page.hpp"
#include "gui/intake_words.hpp"
#include "gui/theme.hpp"
#include "gui/words.hpp"
#include "gui/wrapped_rows.hpp"
#include "render/key_figures.hpp"

/// The list of layers on the import page, and what a correction has changed.
namespace firebreak::gui {

namespace {

constexpr int key_role = Qt::UserRole;

/// A child for each column: what it became, how much of it is read, examples.
void add_columns(QTreeWidgetItem* item, const IntakeRow& row) {
  for (std::size_t c = 0; c < row.recognition.columns.size(); ++c) {
    const ColumnView& column = row.recognition.columns[c];
    auto* child = new QTreeWidgetItem(item);
    child->setText(0, to_qt(column.name));
    child->setText(1, column.field.empty() ? words("(kept as it is)") : field_words(column.field));
    if (c >= row.reports.size()) continue;
    const ColumnReport& report = row.reports[c];
    child->setText(2, to_qt(render::grouped(static_cast<double>(report.read + report.assumed))) +
                          (report.unread > 0 ? QStringLiteral(" ⚠") : QString()));
    child->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
    for (int at = 0; at < 3; ++at)
      child->setToolTip(at, (counts_of(report) + "\n" + not_read_of(report)).trimmed());
  }
}

/// A layer of which nothing was read.
void show_unread(QTreeWidgetItem* item, const IntakeRow& row, const std::string& theme) {
  const bool left_out = row.state == LayerState::left_out;
  item->setText(role_column, left_out ? words("left out") : words("cannot be read"));
  const QColor colour = meaning_colour(left_out ? "unknown" : "fail", theme);
  for (int at = 0; at < 2; ++at) item->setForeground(at, colour);
}

/// The CRS that a layer is read in: what was made of the city's sources, else what is said of it.
void show_crs(QTreeWidgetItem* item, const IntakeRow& row, const City* city, std::size_t source) {
  const bool known = city != nullptr && source < city->sources.size();
  const std::string crs = known                      ? city->sources[source].crs
                          : row.settings.crs.empty() ? row.crs
                                                     : row.settings.crs;
  if (crs.empty() || crs == "unknown") {
    item->setText(crs_column, words("unknown"));
    return;
  }
  // Definitions without a code are texts of many lines.
  try {
    const Crs of(crs);
    const std::string name = crs_words(of.name(), language());
    item->setText(crs_column,
                  of.epsg() != 0 ? QStringLiteral("EPSG:%1").arg(of.epsg()) : to_qt(name));
    item->setToolTip(crs_column, to_qt(name));
  } catch (const Error&) {
    item->setText(crs_column, to_qt(crs));
  }
  if (known && !city->sources[source].crs_note.empty())
    item->setToolTip(crs_column,
                     item->toolTip(crs_column) + "\n" + to_qt(city->sources[source].crs_note));
}

/// The layer that was chosen before, wherever it stands now; else another of its file, else the one
/// in its place.
QTreeWidgetItem* item_of(const QTreeWidget& list, const QString& key, int place) {
  const QString file = key.section('\n', 0, 0);
  QTreeWidgetItem* beside = nullptr;
  for (int i = 0; i < list.topLevelItemCount(); ++i) {
    QTreeWidgetItem* item = list.topLevelItem(i);
    const QString its = item->data(0, key_role).toString();
    if (its == key) return item;
    if (beside == nullptr && its.section('\n', 0, 0) == file) beside = item;
  }
  if (beside != nullptr) return beside;
  return list.topLevelItem(std::min(place, list.topLevelItemCount() - 1));
}

}  // namespace

void IntakePage::fill() {
  filling_ = true;
  const int before = std::max(0, current_index());
  QTreeWidgetItem* was = layers_->topLevelItem(before);
  const QString key = was == nullptr ? QString() : was->data(0, key_role).toString();
  std::vector<QString> open;
  for (int i = 0; i < layers_->topLevelItemCount(); ++i)
    if (layers_->topLevelItem(i)->isExpanded()) open.push_back(layers_->topLevelItem(i)->text(0));
  layers_->clear();
  layers_->setHeaderLabels({words("Layer"), words("Taken for"), words("Records"), words("How sure"),
                            words("Memory"), words("CRS"), words("Encoding")});
  std::size_t source = 0;
  for (const IntakeRow& row : context_.document.intake()) {
    const bool proposed = !proposals_about(context_.document, source++).empty();
    auto* item = new QTreeWidgetItem(layers_);
    item->setText(0, row.layer.empty()
                         ? file_name(row.path)
                         : layer_name(row.layer, row.path) + " · " + file_name(row.path));
    item->setToolTip(0, item->text(0) + "\n" + to_qt(row.path));
    item->setData(0, key_role, key_of(row));
    if (row.state != LayerState::read) {
      show_unread(item, row, context_.document.theme());
      for (int at = 1; at < 4; ++at) item->setToolTip(at, notes_of(row));
      continue;
    }
    const bool certain = row.recognition.proposed.empty() && !proposed;
    const QString role = word_of(role_name(row.recognition.role));
    item->setText(role_column, certain ? role : words("{} (to confirm)", role.toStdString()));
    if (!certain)
      item->setForeground(role_column, meaning_colour("marginal", context_.document.theme()));
    item->setText(2, to_qt(render::grouped(static_cast<double>(row.records))));
    item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
    item->setText(sure_column, certain ? QStringLiteral("%1 %").arg(
                                             std::lround(100 * row.recognition.confidence))
                                       : words("to confirm"));
    for (const int at : {role_column, sure_column}) item->setToolTip(at, to_qt(row.told().reason));
    show_crs(item, row, context_.document.city().get(), source - 1);
    item->setText(encoding_column, to_qt(row.encoding));
    if (row.remembered.any()) {
      item->setText(memory_column, row.remembered.unfit.empty() ? words("as remembered")
                                                                : words("remembered in part"));
      item->setToolTip(memory_column, to_qt(row.remembered.sentence()));
    }
    add_columns(item, row);
    item->setExpanded(std::ranges::count(open, item->text(0)) > 0);
  }
  fit_columns();
  layers_->setCurrentItem(item_of(*layers_, key, before));
  filling_ = false;
  show_passed_over();
  tell_effect();
  show_layer();
}

void IntakePage::fit_columns() {
  const QFontMetrics letters = layers_->fontMetrics();
  const auto needed = [&](int column) {
    constexpr int edges_px = 16;
    const int heading = letters.horizontalAdvance(layers_->headerItem()->text(column)) + edges_px;
    const QAbstractItemView& view = *layers_;
    return std::max(heading, view.sizeHintForColumn(column));
  };
  const int role_px = 13 * letters.averageCharWidth();
  layers_->header()->resizeSection(role_column, role_px);
  // As if the bar that scrolls the list were always there: it comes and goes with the lines.
  int room = layers_->width() - layers_->style()->pixelMetric(QStyle::PM_ScrollBarExtent) -
             20 * letters.averageCharWidth() - role_px - needed(2);
  for (const int column : {crs_column, encoding_column, sure_column, memory_column}) {
    room -= needed(column);
    layers_->setColumnHidden(column, room < 0);
  }
  for (const int column : {0, role_column}) fit_rows(*layers_, column);
}

void IntakePage::show_passed_over() {
  constexpr std::size_t most = 6;
  const auto& all = context_.document.passed_over();
  QStringList told;
  for (const io::PassedOver& file : all)
    told += words("{}: {}", file.path.filename().string(), translate(file.reason));
  const auto rest = told.size() - static_cast<qsizetype>(most);
  QString shown = told.mid(0, static_cast<qsizetype>(most)).join("; ");
  if (rest > 0)
    shown += "; " + words(for_count(rest, tr_key("and {} other"), tr_key("and {} others")), rest);
  passed_over_->setText(words("Not taken in: {}", shown.toStdString()));
  passed_over_->setToolTip(told.join("\n"));
  passed_over_->setVisible(!all.empty());
}

void IntakePage::tell_effect() {
  effect_->clear();
  const IntakeRow* row = current();
  if (!before_ || row == nullptr || before_->path != row->path || before_->layer != row->layer) {
    before_.reset();
    effect_->setVisible(false);
    return;
  }
  const IntakeRow& was = *before_;
  QString all;
  const auto add = [&](const QString& sentence) { all += (all.isEmpty() ? "" : "\n") + sentence; };
  if (was.recognition.role != row->recognition.role)
    add(words("{} → {}", translate(role_name(was.recognition.role)),
              translate(role_name(row->recognition.role))));
  if (was.records != row->records) add(words("Records: {} → {}", was.records, row->records));
  for (std::size_t c = 0; c < row->reports.size(); ++c) {
    const ColumnView& now = row->recognition.columns[c];
    const auto same = std::ranges::find_if(was.recognition.columns,
                                           [&](const ColumnView& v) { return v.name == now.name; });
    const bool known = same != was.recognition.columns.end();
    if (known && same->field == now.field && same->unit == now.unit) continue;
    const ColumnReport& report = row->reports[c];
    if (!now.field.empty())
      add(words("{} is now {}: {} read, {} not understood, {} empty", now.name,
                field_words(now.field).toStdString(), report.read + report.assumed, report.unread,
                report.empty));
    else if (known)
      add(words("{} is now kept as it is", now.name));
  }
  effect_->setText(all);
  effect_->setVisible(!all.isEmpty());
}

/// Ticked where the mapping file says just what holds now.
void IntakePage::show_remembered(const IntakeRow& row) {
  remember_->setText(words("Remember for files like {}", row.rule.file));
  remember_->setToolTip(remember_->text());
  bool same = false;
  try {
    const io::Project& project = context_.document.project();
    const std::filesystem::path file = row.remembered.any()
                                           ? std::filesystem::path(row.remembered.path)
                                           : io::mapping_file_of(project, row.path);
    std::error_code error;
    if (std::filesystem::is_regular_file(file, error)) {
      const auto saved = io::read_saved_mapping(file);
      const io::MappingRule* rule =
          saved.rule_for(std::filesystem::path(row.path).filename().string(), row.layer);
      same = rule != nullptr && *rule == row.rule;
    }
  } catch (const Error&) {
    same = false;  // told when it is read for the city
  }
  remember_->setChecked(same);
}

}  // namespace firebreak::gui
