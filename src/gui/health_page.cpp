#include <QHeaderView>
#include <QVBoxLayout>
#include <map>
#include <tuple>

#include "core/model/defect_count.hpp"
#include "gui/data_page.hpp"
#include "gui/theme.hpp"
#include "gui/words.hpp"
#include "render/key_figures.hpp"

namespace firebreak::gui {

namespace {

constexpr int issues_role = Qt::UserRole;
constexpr int turn_role = Qt::UserRole + 1;

const char* severity_colour(Severity severity) {
  if (severity == Severity::serious) return "fail";
  return severity == Severity::doubtful ? "marginal" : "unknown";
}

QString sentences_of(const Issue& issue) {
  const QString detail = to_qt(issue.detail);
  return issue.effect.empty() ? detail : detail + "\n" + words("Effect: {}", issue.effect);
}

}  // namespace

HealthPage::HealthPage(Context& context) : context_(context) {
  summary_ = new QLabel;
  summary_->setObjectName("health_summary");
  summary_->setWordWrap(true);
  kinds_ = new QTreeWidget;
  kinds_->setObjectName("health_kinds");
  kinds_->setColumnCount(3);
  kinds_->setRootIsDecorated(false);
  kinds_->setUniformRowHeights(true);
  kinds_->setAlternatingRowColors(true);
  kinds_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
  kinds_->setMinimumHeight(120);
  say_tip(kinds_, tr_key("Double click: go to the next one on the map"));
  effect_ = new QLabel;
  effect_->setObjectName("health_effect");
  effect_->setWordWrap(true);
  effect_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(summary_);
  column->addWidget(kinds_, 1);
  column->addWidget(effect_);
  Document& document = context_.document;
  for (const auto signal : {&Document::city_changed, &Document::issues_retold,
                            &Document::language_changed, &Document::theme_changed})
    connect(&document, signal, this, &HealthPage::fill);
  connect(kinds_, &QTreeWidget::itemActivated, this, &HealthPage::go_to_next);
  connect(kinds_, &QTreeWidget::currentItemChanged, this, [this](QTreeWidgetItem* item) {
    if (item == nullptr || !context_.document.city()) return effect_->clear();
    effect_->setText(sentences_of(context_.document.issues()[static_cast<std::size_t>(
        item->data(0, issues_role).toList().front().toULongLong())]));
  });
  fill();
}

void HealthPage::fill() {
  const int current = kinds_->indexOfTopLevelItem(kinds_->currentItem());
  const auto city_before = std::exchange(city_, context_.document.city());
  kinds_->clear();
  effect_->clear();
  kinds_->setHeaderLabels({words("Defect"), words("Records"), words("What was done")});
  const auto city = context_.document.city();
  if (!city) return summary_->clear();
  struct Kind {
    std::uint64_t records = 0;
    QVariantList issues;
  };
  std::map<std::tuple<int, IssueKind, Action, std::uint32_t>, Kind> found;
  for (std::size_t i = 0; i < city->issues.size(); ++i) {
    const Issue& issue = city->issues[i];
    const auto severity = static_cast<std::size_t>(issue.severity);
    Kind& kind =
        found[{-static_cast<int>(severity), issue.kind, issue.action, issue.origin.source}];
    kind.records += issue.records;
    kind.issues.push_back(static_cast<qulonglong>(i));
  }
  const auto records = [&](Severity severity) {
    return render::grouped(static_cast<double>(count_defects(*city, severity).records));
  };
  QString summary =
      words("Records: {} with a serious defect, {} doubtful, {} with a note.",
            records(Severity::serious), records(Severity::doubtful), records(Severity::info));
  const DefectCount empty = count_defects(*city, Severity::doubtful);
  if (empty.columns > 0)
    summary += " " + words("Columns that are mostly empty: {} ({} cells).", empty.columns,
                           render::grouped(static_cast<double>(empty.cells)));
  summary_->setText(summary);
  for (const auto& [key, kind] : found) {
    const auto& [severity, what, action, source] = key;
    auto* item = new QTreeWidgetItem(kinds_);
    item->setText(0, word_of(issue_kind_name(what)));
    const std::string count = render::grouped(static_cast<double>(kind.records));
    item->setText(1,
                  what == IssueKind::missing_attribute ? words("{} cells", count) : to_qt(count));
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    item->setText(2, word_of(action_name(action)) + " · " + to_qt(city->sources[source].layer));
    item->setData(0, issues_role, kind.issues);
    item->setData(0, turn_role, 0);
    item->setForeground(0, meaning_colour(severity_colour(static_cast<Severity>(-severity)),
                                          context_.document.theme()));
    item->setToolTip(0, word_of(severity_name(static_cast<Severity>(-severity))));
  }
  // The same list in other words stays where it was.
  if (city == city_before && current >= 0) kinds_->setCurrentItem(kinds_->topLevelItem(current));
}

void HealthPage::go_to_next(QTreeWidgetItem* item) {
  const auto city = context_.document.city();
  if (item == nullptr || !city) return;
  const QVariantList issues = item->data(0, issues_role).toList();
  const qsizetype start = item->data(0, turn_role).toLongLong();
  for (qsizetype step = 0; step < issues.size(); ++step) {
    const qsizetype at = (start + step) % issues.size();
    const Issue& issue =
        context_.document.issues()[static_cast<std::size_t>(issues[at].toULongLong())];
    if (!issue.at && !issue.extent) continue;
    item->setData(0, turn_role, static_cast<qlonglong>(at + 1));
    context_.document.show_place(issue.extent ? *issue.extent : Box{*issue.at, *issue.at});
    effect_->setText(QStringLiteral("%1 / %2: ").arg(at + 1).arg(issues.size()) +
                     sentences_of(issue));
    return;
  }
  context_.document.tell(words("These defects have no place on the map."), Tone::notice);
}

}  // namespace firebreak::gui
