#include "gui/remedy_form.hpp"

#include <QVBoxLayout>
#include <array>

#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

constexpr std::array hydrant_kinds{HydrantKind::hydrant, HydrantKind::suction, HydrantKind::tank,
                                   HydrantKind::crane};
constexpr std::array obstacle_kinds{ObstacleKind::unknown, ObstacleKind::bollard,
                                    ObstacleKind::parked,  ObstacleKind::fence,
                                    ObstacleKind::stall,   ObstacleKind::wall};

QLabel* label(const char* english) {
  auto* made = new QLabel;
  say(made, english);
  return made;
}

/// A figure of which 0 stands for none.
QDoubleSpinBox* figure(const char* name, double most, double step, const char* tip) {
  auto* box = new QDoubleSpinBox;
  box->setObjectName(name);
  box->setRange(0, most);
  box->setSingleStep(step);
  box->setDecimals(1);
  box->setKeyboardTracking(false);
  say_tip(box, tip);
  return box;
}

std::optional<double> figure_in(const QDoubleSpinBox& box) {
  return box.value() > 0 ? std::optional(box.value()) : std::nullopt;
}

}  // namespace

RemedyForm::RemedyForm(QWidget* parent) : QWidget(parent) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  whose_ = new QLabel;
  whose_->setObjectName("edit_form_words");
  whose_->setWordWrap(true);
  column->addWidget(whose_);
  rows_ = new QFormLayout;
  column->addLayout(rows_);
  hydrant_kind_ = new QComboBox;
  hydrant_kind_->setObjectName("hydrant_kind");
  say_tip(hydrant_kind_, tr_key("What kind of water source it is"));
  flow_ = figure("hydrant_flow", 500, 5,
                 tr_key("What it gives; not stated: the flow that the rules take for a hydrant"));
  main_ = figure("hydrant_main", 2000, 50, tr_key("Inner diameter of the main it hangs on"));
  layout_ = new QComboBox;
  layout_->setObjectName("hydrant_layout");
  say_tip(layout_, tr_key("A branch main feeds few hydrants at a time"));
  obstacle_kind_ = new QComboBox;
  obstacle_kind_->setObjectName("obstacle_kind");
  say_tip(obstacle_kind_, tr_key("What stands in the way"));
  name_ = new QLineEdit;
  name_->setObjectName("edit_name");
  say_tip(name_, tr_key("The name it is called by"));
  width_ = figure("lane_width", 30, 0.5, tr_key("How wide the lane is to be"));
  width_->setMinimum(1);
  rows_->addRow(label(tr_key("Kind")), hydrant_kind_);
  rows_->addRow(label(tr_key("Flow")), flow_);
  rows_->addRow(label(tr_key("Main")), main_);
  rows_->addRow(label(tr_key("Layout")), layout_);
  rows_->addRow(label(tr_key("Obstacle")), obstacle_kind_);
  rows_->addRow(label(tr_key("Name")), name_);
  rows_->addRow(label(tr_key("Width")), width_);
  const auto tell = [this] {
    if (!filling_) emit edited();
  };
  for (QComboBox* box : {hydrant_kind_, layout_, obstacle_kind_})
    connect(box, &QComboBox::activated, this, tell);
  for (QDoubleSpinBox* box : {flow_, main_, width_})
    connect(box, &QDoubleSpinBox::valueChanged, this, tell);
  connect(name_, &QLineEdit::editingFinished, this, tell);
  retell();
  show_rows(About::nothing);
}

void RemedyForm::retell() {
  filling_ = true;
  const auto refill = [](QComboBox& box, const QStringList& texts) {
    const int at = std::max(0, box.currentIndex());
    box.clear();
    box.addItems(texts);
    box.setCurrentIndex(at);
  };
  QStringList kinds;
  for (const HydrantKind kind : hydrant_kinds) kinds << word_of(hydrant_kind_name(kind));
  refill(*hydrant_kind_, kinds);
  refill(*layout_, {words("Not stated"), words("Ring main"), words("Branch main")});
  QStringList obstacles{words("Post, or fence for a line")};
  for (std::size_t k = 1; k < obstacle_kinds.size(); ++k)
    obstacles << word_of(obstacle_kind_name(obstacle_kinds[k]));
  refill(*obstacle_kind_, obstacles);
  for (QDoubleSpinBox* box : {flow_, main_}) box->setSpecialValueText(words("Not stated"));
  flow_->setSuffix(QStringLiteral(" L/s"));
  main_->setSuffix(QStringLiteral(" mm"));
  width_->setSuffix(QStringLiteral(" m"));
  whose_->setText(number_ == 0 ? words("The next one:") : words("Edit {}:", number_));
  filling_ = false;
}

void RemedyForm::show_rows(About about) {
  about_ = about;
  setVisible(about != About::nothing);
  for (QWidget* field : {static_cast<QWidget*>(hydrant_kind_), static_cast<QWidget*>(flow_),
                         static_cast<QWidget*>(main_), static_cast<QWidget*>(layout_)})
    rows_->setRowVisible(field, about == About::hydrant);
  rows_->setRowVisible(obstacle_kind_, about == About::obstacle);
  rows_->setRowVisible(name_, about == About::hydrant || about == About::station);
  rows_->setRowVisible(width_, about == About::lane);
  whose_->setText(number_ == 0 ? words("The next one:") : words("Edit {}:", number_));
}

void RemedyForm::set(const NextEdit& values) {
  filling_ = true;
  const auto choose = [](QComboBox& box, const auto& kinds, auto kind) {
    const auto found = std::ranges::find(kinds, kind);
    box.setCurrentIndex(found == kinds.end() ? 0 : static_cast<int>(found - kinds.begin()));
  };
  choose(*hydrant_kind_, hydrant_kinds, values.hydrant.kind);
  choose(*obstacle_kind_, obstacle_kinds, values.obstacle);
  flow_->setValue(values.hydrant.flow_lps.value_or(0));
  main_->setValue(values.hydrant.main_mm.value_or(0));
  layout_->setCurrentIndex(static_cast<int>(values.hydrant.main_layout));
  name_->setText(to_qt(about_ == About::station ? values.station_name : values.hydrant.name));
  width_->setValue(values.lane_width_m);
  filling_ = false;
}

void RemedyForm::show_next(About about, const NextEdit& next) {
  number_ = 0;
  show_rows(about);
  set(next);
}

RemedyForm::About RemedyForm::about_of(const Edit& edit) {
  if (std::holds_alternative<AddHydrant>(edit)) return About::hydrant;
  if (std::holds_alternative<AddObstacle>(edit)) return About::obstacle;
  if (std::holds_alternative<AddStation>(edit)) return About::station;
  return std::holds_alternative<WidenLane>(edit) ? About::lane : About::nothing;
}

void RemedyForm::show_edit(const Edit& edit, std::size_t number) {
  number_ = number;
  show_rows(about_of(edit));
  NextEdit values;
  if (const auto* hydrant = std::get_if<AddHydrant>(&edit)) values.hydrant = hydrant->facts;
  if (const auto* obstacle = std::get_if<AddObstacle>(&edit)) values.obstacle = obstacle->kind;
  if (const auto* station = std::get_if<AddStation>(&edit)) values.station_name = station->name;
  if (const auto* lane = std::get_if<WidenLane>(&edit)) values.lane_width_m = lane->width_m;
  set(values);
}

NextEdit RemedyForm::values(NextEdit over) const {
  const auto at = [](const QComboBox& box) {
    return static_cast<std::size_t>(std::max(0, box.currentIndex()));
  };
  switch (about_) {
    case About::nothing:
      break;
    case About::hydrant:
      over.hydrant = {hydrant_kinds[at(*hydrant_kind_)], figure_in(*flow_), figure_in(*main_),
                      static_cast<MainLayout>(at(*layout_)), name_->text().trimmed().toStdString()};
      break;
    case About::obstacle:
      over.obstacle = obstacle_kinds[at(*obstacle_kind_)];
      break;
    case About::station:
      over.station_name = name_->text().trimmed().toStdString();
      break;
    case About::lane:
      over.lane_width_m = width_->value();
      break;
  }
  return over;
}

Edit RemedyForm::changed(Edit edit) const {
  const NextEdit now = values({});
  if (auto* hydrant = std::get_if<AddHydrant>(&edit)) hydrant->facts = now.hydrant;
  if (auto* obstacle = std::get_if<AddObstacle>(&edit))
    obstacle->kind = obstacle_of(now.obstacle, obstacle->line.size());
  if (auto* station = std::get_if<AddStation>(&edit)) station->name = now.station_name;
  if (auto* lane = std::get_if<WidenLane>(&edit)) lane->width_m = now.lane_width_m;
  return edit;
}

ObstacleKind obstacle_of(ObstacleKind chosen, std::size_t points) {
  if (chosen != ObstacleKind::unknown) return chosen;
  return points == 1 ? ObstacleKind::bollard : ObstacleKind::fence;
}

}  // namespace firebreak::gui
