#include "gui/health_page.hpp"

#include <QHeaderView>
#include <QVBoxLayout>
#include <filesystem>
#include <map>

#include "core/base/plural.hpp"
#include "core/model/defect_count.hpp"
#include "gui/theme.hpp"
#include "gui/words.hpp"
#include "render/key_figures.hpp"

namespace firebreak::gui {

namespace {

constexpr int line_role = Qt::UserRole;      ///< of a kind: its position
constexpr int turn_role = Qt::UserRole + 1;  ///< of a kind: which of its defects comes next
constexpr int defect_role = Qt::UserRole;    ///< of a single defect: its position
constexpr std::size_t most_defects = 200;

const char* severity_colour(std::string_view severity) {
  if (severity == "serious") return "fail";
  return severity == "doubtful" ? "marginal" : "unknown";
}

QString layer_name(const DefectList::Kind& kind) {
  return kind.layer.empty() ? to_qt(std::filesystem::path(kind.file).filename().string())
                            : to_qt(kind.layer);
}

QString sentences_of(const DefectList& defects, std::size_t at) {
  return defects.detail(at) + "\n" + words("Effect: {}", defects.effect(at).toStdString());
}

QTreeWidget* list_of(const char* name, int columns, int height) {
  auto* list = new QTreeWidget;
  list->setObjectName(name);
  list->setColumnCount(columns);
  list->setRootIsDecorated(false);
  list->setUniformRowHeights(true);
  list->setAlternatingRowColors(true);
  list->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
  list->setMinimumHeight(height);
  return list;
}

}  // namespace

HealthPage::HealthPage(Context& context) : context_(context) {
  summary_ = new QLabel;
  summary_->setObjectName("health_summary");
  summary_->setWordWrap(true);
  kinds_ = list_of("health_kinds", 4, 120);
  say_tip(kinds_, tr_key("Double click: go to the next one on the map"));
  effect_ = new QLabel;
  effect_->setObjectName("health_effect");
  effect_->setWordWrap(true);
  effect_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  listed_ = new QLabel;
  listed_->setObjectName("health_listed");
  listed_->setWordWrap(true);
  defects_ = list_of("health_defects", 4, 120);
  say_tip(defects_, tr_key("Double click: go there on the map"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(summary_);
  column->addWidget(kinds_, 1);
  column->addWidget(effect_);
  column->addWidget(listed_);
  column->addWidget(defects_, 1);
  Document& document = context_.document;
  for (const auto signal :
       {&Document::city_changed, &Document::results_changed, &Document::issues_retold,
        &Document::language_changed, &Document::theme_changed})
    connect(&document, signal, this, &HealthPage::fill);
  connect(kinds_, &QTreeWidget::itemActivated, this, &HealthPage::go_to_next);
  connect(kinds_, &QTreeWidget::currentItemChanged, this, &HealthPage::show_kind);
  connect(defects_, &QTreeWidget::itemActivated, this,
          [this](QTreeWidgetItem* item) { go_to(item->data(0, defect_role).toULongLong()); });
  fill();
}

void HealthPage::fill() {
  const int current = kinds_->indexOfTopLevelItem(kinds_->currentItem());
  const auto city_before = std::exchange(city_, context_.document.city());
  kinds_->clear();
  kinds_defects_.clear();
  const DefectList defects(context_.document);
  summary_->setText(defects.known() ? summary_of(defects) : QString());
  // The layer beside the defect: one kind often stands there once per layer.
  kinds_->setHeaderLabels(
      {words("Defect"), words("Layer"), words("Records"), words("What was done")});
  defects_->setHeaderLabels(
      {words("Record"), words("Source"), words("Place"), words("What was found")});
  fill_kinds(defects);
  // The same list in other words stays where it was.
  if (city_ == city_before && current >= 0) kinds_->setCurrentItem(kinds_->topLevelItem(current));
  show_kind();
}

QString HealthPage::summary_of(const DefectList& defects) const {
  if (!city_) {
    std::map<std::string, std::uint64_t> found;
    for (std::size_t i = 0; i < defects.size(); ++i) ++found[defects.kind(i).severity];
    const auto counted = [&](const char* severity) {
      return render::grouped(static_cast<double>(found[severity]));
    };
    return words("Defects told in the result: {} serious, {} doubtful, {} notes.",
                 counted("serious"), counted("doubtful"), counted("info"));
  }
  const auto records = [&](Severity severity) {
    return render::grouped(static_cast<double>(count_defects(*city_, severity).records));
  };
  QStringList summary{words("Records: {} with a serious defect, {} doubtful, {} with a note.",
                            records(Severity::serious), records(Severity::doubtful),
                            records(Severity::info))};
  const DefectCount empty = count_defects(*city_, Severity::doubtful);
  if (empty.columns > 0)
    summary += words(for_count(empty.cells, tr_key("Columns that are mostly empty: {} ({} cell)."),
                               tr_key("Columns that are mostly empty: {} ({} cells).")),
                     empty.columns, render::grouped(static_cast<double>(empty.cells)));
  return in_one_paragraph(summary);
}

void HealthPage::fill_kinds(const DefectList& defects) {
  std::map<DefectList::Kind, std::vector<std::size_t>> found;
  for (std::size_t i = 0; i < defects.size(); ++i) found[defects.kind(i)].push_back(i);
  for (auto& [kind, at] : found) {
    std::uint64_t records = 0;
    for (const std::size_t defect : at) records += defects.records(defect);
    auto* item = new QTreeWidgetItem(kinds_);
    item->setText(0, word_of(kind.kind));
    const std::string count = render::grouped(static_cast<double>(records));
    item->setText(1, layer_name(kind));
    item->setText(2, kind.kind == "missing_attribute" && city_
                         ? words(for_count(records, tr_key("{} cell"), tr_key("{} cells")), count)
                         : to_qt(count));
    item->setTextAlignment(2, Qt::AlignRight | Qt::AlignVCenter);
    item->setText(3, word_of(kind.action));
    item->setData(0, line_role, static_cast<qulonglong>(kinds_defects_.size()));
    item->setData(0, turn_role, 0);
    item->setForeground(0,
                        meaning_colour(severity_colour(kind.severity), context_.document.theme()));
    item->setToolTip(0, word_of(kind.severity) + "\n" + defects.effect(at.front()));
    item->setToolTip(1, to_qt(kind.file));
    kinds_defects_.push_back(std::move(at));
  }
}

const std::vector<std::size_t>* HealthPage::chosen() const {
  const QTreeWidgetItem* item = kinds_->currentItem();
  if (item == nullptr) return nullptr;
  const auto at = item->data(0, line_role).toULongLong();
  return at < kinds_defects_.size() ? &kinds_defects_[at] : nullptr;
}

void HealthPage::show_kind() {
  defects_->clear();
  effect_->clear();
  const auto* of_kind = chosen();
  for (QWidget* widget : {static_cast<QWidget*>(listed_), static_cast<QWidget*>(defects_)})
    widget->setVisible(of_kind != nullptr);
  if (of_kind == nullptr) return;
  const DefectList defects(context_.document);
  effect_->setText(sentences_of(defects, of_kind->front()));
  const std::size_t shown = std::min(most_defects, of_kind->size());
  listed_->setText(shown < of_kind->size()
                       ? words("The first {} of {}:", shown,
                               render::grouped(static_cast<double>(of_kind->size())))
                       : words("One by one ({}):", shown));
  const QString layer = layer_name(defects.kind(of_kind->front()));
  for (std::size_t i = 0; i < shown; ++i) {
    const std::size_t at = (*of_kind)[i];
    auto* item = new QTreeWidgetItem(defects_);
    const QString record = defects.record(at);
    item->setText(0, record.isEmpty() ? words("the whole layer") : record);
    item->setText(1, layer);
    item->setText(2, defects.place_words(at));
    item->setText(3, defects.detail(at));
    item->setToolTip(3, sentences_of(defects, at));
    item->setData(0, defect_role, static_cast<qulonglong>(at));
  }
}

void HealthPage::go_to(std::size_t defect) {
  const DefectList defects(context_.document);
  if (defect >= defects.size()) return;
  effect_->setText(sentences_of(defects, defect));
  if (const auto place = defects.place(defect)) return context_.document.show_place(*place);
  context_.document.tell(words("This defect has no place on the map."), Tone::notice);
}

void HealthPage::go_to_next(QTreeWidgetItem* item) {
  const auto* of_kind = chosen();
  if (item == nullptr || of_kind == nullptr) return;
  const DefectList defects(context_.document);
  const std::size_t start = item->data(0, turn_role).toULongLong();
  for (std::size_t step = 0; step < of_kind->size(); ++step) {
    const std::size_t at = (start + step) % of_kind->size();
    if (!defects.place((*of_kind)[at])) continue;
    item->setData(0, turn_role, static_cast<qulonglong>(at + 1));
    go_to((*of_kind)[at]);
    effect_->setText(QStringLiteral("%1 / %2: ").arg(at + 1).arg(of_kind->size()) +
                     effect_->text());
    return;
  }
  context_.document.tell(words("These defects have no place on the map."), Tone::notice);
}

}  // namespace firebreak::gui
