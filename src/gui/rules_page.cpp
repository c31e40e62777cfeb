#include "gui/rules_page.hpp"

#include <QFileDialog>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QSignalBlocker>
#include <QVBoxLayout>
#include <algorithm>

#include "core/base/error.hpp"
#include "core/base/plural.hpp"
#include "core/io/rule_file.hpp"
#include "core/session/run_settings.hpp"
#include "gui/theme.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

/// The group of values that analyses read from the profile alone.
constexpr std::string_view read_as_is = "read_as_is";

QLabel* faint_label() {
  auto* label = new QLabel;
  label->setWordWrap(true);
  label->setForegroundRole(QPalette::PlaceholderText);
  return label;
}

}  // namespace

RulesPage::RulesPage(Context& context) : document_(context.document), settings_(context.settings) {
  ask_profile_file = [this] {
    return QFileDialog::getOpenFileName(this, words("Code profile"), QString(),
                                        words("Code profile") + " (*.toml)");
  };
  make_head();
  const auto follow = [this] {
    if (isVisible()) refresh();  // otherwise it is filled when it is shown
  };
  connect(&document_, &Document::project_changed, this, follow);
  connect(&document_, &Document::language_changed, this, follow);
  connect(&document_, &Document::theme_changed, this, follow);
}

void RulesPage::make_head() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(6);
  auto* form = new QFormLayout;
  form->setLabelAlignment(Qt::AlignLeft);
  profiles_ = new QComboBox;
  profiles_->setObjectName("profile");
  profiles_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
  say_tip(profiles_, tr_key("The code whose values and clauses are used"));
  edition_ = faint_label();
  engine_ = new EngineBox(document_);
  auto* code = new QLabel;
  say(code, tr_key("Code"));
  code->setBuddy(profiles_);
  form->addRow(code, profiles_);
  form->addRow(edition_);
  column->addLayout(form);
  column->addWidget(engine_);

  auto* counts = new QHBoxLayout;
  open_count_ = new QLabel;
  open_count_->setObjectName("open_count");
  open_count_->setWordWrap(true);
  reset_all_ = new QPushButton;
  reset_all_->setObjectName("reset_all");
  say(reset_all_, tr_key("Reset all"));
  say_tip(reset_all_, tr_key("Back to the values of the code, all of them in one step"));
  counts->addWidget(open_count_, 1);
  counts->addWidget(reset_all_);
  column->addLayout(counts);

  auto* find = new QHBoxLayout;
  search_ = new QLineEdit;
  search_->setObjectName("search_values");
  search_->setClearButtonEnabled(true);
  say_placeholder(search_, tr_key("Find a value: radius, width, 7.2.5 …"));
  say_tip(search_, tr_key("Shows the values whose name, clause or key holds the text"));
  which_ = new QComboBox;
  which_->setObjectName("which_values");
  which_->setSizeAdjustPolicy(QComboBox::AdjustToContents);
  say_tip(which_, tr_key("Which values are listed"));
  find->addWidget(search_, 1);
  find->addWidget(which_);
  column->addLayout(find);
  auto* marks = faint_label();
  marks->setObjectName("marks_legend");
  say(marks, tr_key("Marks of value / clause number: V2 two published passages, V1 one, VP seen in "
                    "print, M from memory, D derived here; ⚠ to be confirmed, ✓ confirmed"));
  column->addWidget(marks);
  trouble_ = new QLabel;
  trouble_->setObjectName("rules_trouble");
  trouble_->setWordWrap(true);
  column->addWidget(trouble_);
  nothing_ = faint_label();
  say(nothing_, tr_key("No value fits this search."));
  column->addWidget(nothing_);
  scroll_ = new QScrollArea;
  scroll_->setObjectName("rules_list");
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  column->addWidget(scroll_, 1);

  connect(profiles_, &QComboBox::activated, this, &RulesPage::choose_profile);
  connect(engine_, &EngineBox::refused, this, &RulesPage::tell_trouble);
  connect(search_, &QLineEdit::textChanged, this, &RulesPage::filter);
  connect(which_, &QComboBox::currentIndexChanged, this, &RulesPage::filter);
  connect(reset_all_, &QPushButton::clicked, this, &RulesPage::reset_all);
}

RuleRowWidget* RulesPage::row(const std::string& key) const {
  const auto found = widgets_.find(key);
  return found == widgets_.end() ? nullptr : found->second;
}

void RulesPage::make_rows() {
  widgets_.clear();
  groups_.clear();
  auto* inside = new QWidget;
  list_ = new QVBoxLayout(inside);
  list_->setContentsMargins(2, 0, 6, 0);
  list_->setSpacing(2);
  std::string group = "-";
  for (const RuleRow& row : rows_) {
    const std::string of = row.param != nullptr ? row.param->analysis
                           : row.is_read        ? std::string(read_as_is)
                                                : std::string();
    if (of != group) {
      group = of;
      auto* heading = new QLabel;
      heading->setProperty("role", "heading");
      heading->setWordWrap(true);
      heading->setContentsMargins(0, 10, 0, 2);
      say(heading, of.empty() ? tr_key("Kept for checks to come: nothing reads these values yet")
                   : of == read_as_is ? tr_key("Read from the code as they stand there")
                                      : analysis_title(of));
      list_->addWidget(heading);
      groups_.emplace_back(heading, std::vector<RuleRowWidget*>{});
    }
    add_row(row);
  }
  list_->addStretch();
  scroll_->setWidget(inside);
}

void RulesPage::add_row(const RuleRow& row) {
  auto* widget = new RuleRowWidget(row);
  widgets_[row.key] = widget;
  groups_.back().second.push_back(widget);
  list_->addWidget(widget);
  connect(widget, &RuleRowWidget::value_wanted, this, &RulesPage::set_value);
  connect(widget, &RuleRowWidget::reset_wanted, this, [this](const std::string& key) {
    document_.edit(tr_key("Reset a value"),
                   [&](io::Project& project) { project.overrides.erase(key); });
  });
  connect(widget, &RuleRowWidget::confirm_wanted, this,
          [this](const io::Confirmation& confirmation, bool whole_clause) {
            settings_.set_person(to_qt(confirmation.by));
            const auto keys = whole_clause ? open_of_clause(rows_, confirmation.key)
                                           : std::vector{confirmation.key};
            document_.edit(tr_key("Confirm a clause"), [&](io::Project& project) {
              for (const std::string& key : keys) {
                std::erase_if(project.confirmations,
                              [&](const io::Confirmation& other) { return other.key == key; });
                project.confirmations.push_back(confirmation);
                project.confirmations.back().key = key;
              }
            });
          });
  connect(widget, &RuleRowWidget::take_back_wanted, this, [this](const std::string& key) {
    document_.edit(tr_key("Take a confirmation back"), [&](io::Project& project) {
      std::erase_if(project.confirmations,
                    [&](const io::Confirmation& confirmation) { return confirmation.key == key; });
    });
  });
}

void RulesPage::set_value(const std::string& key, const ParamValue& value) {
  const auto found =
      std::find_if(rows_.begin(), rows_.end(), [&](const RuleRow& row) { return row.key == key; });
  if (found == rows_.end() || found->param == nullptr || found->value == value) return;
  try {
    check_value(*found->param, value);
  } catch (const Error& e) {
    widgets_.at(key)->show_row(*found, document_.theme());  // the value before is back
    return widgets_.at(key)->tell_refusal(QString::fromUtf8(e.what()));
  }
  const bool as_given = value == found->given.value;
  document_.edit(tr_key("Change a value"), [&](io::Project& project) {
    if (as_given)
      project.overrides.erase(key);
    else
      project.overrides[key] = value;
  });
}

void RulesPage::reset_all() {
  document_.edit(tr_key("Reset all values"),
                 [](io::Project& project) { project.overrides.clear(); });
}

void RulesPage::choose_profile(int at) {
  const QString name = profiles_->itemData(at).toString();
  if (!name.isEmpty()) return set_profile(name.toStdString());
  const QString path = ask_profile_file();
  if (path.isEmpty()) return refresh();  // the combo shows again what is in force
  set_profile(path.toStdString());
}

void RulesPage::set_profile(const std::string& name) {
  if (name == document_.project().profile) return;
  try {
    io::profile_named(name);
  } catch (const Error& e) {
    refresh();
    return tell_trouble(to_qt(e.what()));
  }
  const std::size_t confirmed = document_.project().confirmations.size();
  document_.edit(tr_key("Code"), [&](io::Project& project) {
    project.profile = name;
    project.confirmations.clear();  // they vouch for clauses of the other code
  });
  if (confirmed > 0)
    document_.tell(words(for_count(confirmed,
                                   tr_key("{} confirmation was of a clause of the other code and "
                                          "does not count here. Undo brings it back."),
                                   tr_key("{} confirmations were of clauses of the other code and "
                                          "do not count here. Undo brings them back.")),
                         confirmed),
                   Tone::notice);
}

void RulesPage::showEvent(QShowEvent* event) {
  read_.clear();  // a profile of the user's own may have been edited meanwhile
  refresh();
  QWidget::showEvent(event);
}

void RulesPage::refresh() {
  const io::Project& project = document_.project();
  QString trouble;
  if (read_ != project.profile) {
    read_ = project.profile;
    try {
      profile_ = io::profile_named(project.profile);
    } catch (const Error& e) {
      profile_ = Profile();
      read_.clear();
      trouble = QString::fromUtf8(e.what());
    }
  }
  if (trouble.isEmpty()) {
    try {
      settings_of(project);
    } catch (const Error& e) {
      trouble = QString::fromUtf8(e.what());
    }
  }
  tell_trouble(trouble);
  QPalette red;
  red.setColor(QPalette::WindowText, meaning_colour("fail", document_.theme()));
  trouble_->setPalette(red);

  rows_ = rule_rows(project, profile_);
  const bool same = rows_.size() == widgets_.size() &&
                    std::all_of(rows_.begin(), rows_.end(),
                                [&](const RuleRow& row) { return widgets_.contains(row.key); });
  if (!same) make_rows();
  const QString name = settings_.person();
  for (const RuleRow& row : rows_) {
    widgets_.at(row.key)->show_row(row, document_.theme());
    widgets_.at(row.key)->propose(name, open_of_clause(rows_, row.key).size());
  }
  fill_profiles();
  engine_->refresh();
  const std::size_t open = open_clauses(rows_);
  open_count_->setText(
      open == 0 ? words("Every clause in use is confirmed or needs no confirming.")
                : QStringLiteral("⚠ ") +
                      words(for_count(open, tr_key("{} clause in use is to be confirmed"),
                                      tr_key("{} clauses in use are to be confirmed")),
                            open));
  reset_all_->setVisible(!project.overrides.empty());
  const QSignalBlocker quiet(which_);
  const int chosen = std::max(which_->currentIndex(), 0);
  which_->clear();
  which_->addItems({words("All values"), words("Changed ({})", project.overrides.size()),
                    words("To be confirmed ({})", open)});
  which_->setCurrentIndex(chosen);
  filter();
}

void RulesPage::fill_profiles() {
  const std::string& now = document_.project().profile;
  const QSignalBlocker quiet(profiles_);
  profiles_->clear();
  const auto shipped = io::profile_names();
  if (shipped_.empty())
    for (const std::string& name : shipped) shipped_[name] = io::profile_named(name);
  for (const std::string& name : shipped)
    profiles_->addItem(profile_title(shipped_.at(name)), to_qt(name));
  if (std::find(shipped.begin(), shipped.end(), now) == shipped.end()) {
    const QString file = to_qt(std::filesystem::path(now).filename().string());
    profiles_->addItem(profile_.name.empty() ? file : profile_title(profile_) + " – " + file,
                       to_qt(now));
  }
  profiles_->addItem(words("A file …"), QString());
  profiles_->setCurrentIndex(profiles_->findData(to_qt(now)));
  edition_->setText(to_qt(profile_.edition));
  edition_->setVisible(!profile_.edition.empty());
}

void RulesPage::tell_trouble(const QString& why) {
  trouble_->setText(QStringLiteral("⚠ ") + why);
  trouble_->setVisible(!why.isEmpty());
}

void RulesPage::filter() {
  const QStringList wanted = search_->text().split(' ', Qt::SkipEmptyParts);
  const int which = which_->currentIndex();
  std::map<std::string, bool> fits;
  for (const RuleRow& row : rows_)
    fits[row.key] = (which != 1 || row.changed) &&
                    (which != 2 || (row.param != nullptr && row.to_be_confirmed()));
  bool any = false;
  for (auto& [heading, group] : groups_) {
    bool shown = false;
    for (RuleRowWidget* widget : group) {
      const bool show = fits[widget->key()] && widget->matches(wanted);
      widget->setVisible(show);
      shown = shown || show;
    }
    heading->setVisible(shown);
    any = any || shown;
  }
  nothing_->setVisible(!any);
}

}  // namespace firebreak::gui
