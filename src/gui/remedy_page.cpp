#include "gui/remedy_page.hpp"

#include <QGridLayout>
#include <QHideEvent>
#include <QTimer>
#include <QToolButton>
#include <QVBoxLayout>
#include <cmath>

#include "core/analysis/near_main.hpp"
#include "core/base/error.hpp"
#include "core/model/building_at.hpp"
#include "gui/live_cover.hpp"
#include "gui/live_cover_overlay.hpp"
#include "gui/remedy_difference.hpp"
#include "gui/remedy_lanes.hpp"
#include "gui/remedy_plans.hpp"
#include "gui/words.hpp"

namespace firebreak::gui {

namespace {

/// Changes of one field of an edit, one after the other, are one entry of the undo list.
constexpr int form_merge = 7302;

}  // namespace

RemedyPage::RemedyPage(Context& context) : context_(context), tool_(context.document) {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(new RemedyPlans(context_));
  add_tools(*column);
  form_ = new RemedyForm;
  form_->setObjectName("edit_form");
  column->addWidget(form_);
  caution_ = new QLabel;
  caution_->setObjectName("edit_caution");
  caution_->setWordWrap(true);
  caution_->hide();
  column->addWidget(caution_);
  widen_ = new QPushButton;
  widen_->setObjectName("widen_offered");
  say_tip(widen_, tr_key("Plans the width above for the lane that cannot be cleared"));
  widen_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Fixed);  // however long the name
  widen_->hide();
  column->addWidget(widen_);
  add_edits(*column);
  column->addWidget(new RemedyDifference(context_), 1);

  Document& document = context_.document;
  connect(&document, &Document::project_changed, this, &RemedyPage::fill_edits);
  connect(&document, &Document::results_changed, this, &RemedyPage::name_edits);
  connect(&document, &Document::edits_made, this, &RemedyPage::choose_made);
  connect(&document, &Document::city_changed, this, &RemedyPage::show_caution);
  connect(&document, &Document::opened, this, [this] {
    tool_.set_next({});
    edits_->setCurrentRow(-1);
    offer_widening({});
  });
  connect(&document, &Document::language_changed, this, [this] {
    form_->retell();
    fill_edits();
    tell_offer();
  });
  connect(form_, &RemedyForm::edited, this, &RemedyPage::take_form);
  connect(widen_, &QPushButton::clicked, this, [this] {
    const std::string lane = narrow_lane_;
    // The button goes, and with it the focus, which the list would take for a choice.
    context_.canvas.setFocus();
    offer_widening({});
    context_.document.add_edit(WidenLane{lane, tool_.next().lane_width_m});
  });
  connect(&context_.canvas, &MapCanvas::tool_changed, this, [this] {
    if (context_.canvas.tool() == &tool_) return;
    context_.document.live_cover().want(false);
    for (QAction* action : tools_) action->setChecked(false);
    about_next_ = RemedyForm::About::nothing;
    offer_widening({});
  });
  show_live_cover();
  tool_.offer_widening = [this](const std::string& lane) { offer_widening(lane); };
  fill_edits();
}

void RemedyPage::show_live_cover() {
  LiveCover& live = context_.document.live_cover();
  context_.canvas.set_overlay("live_cover", [this, &live](QPainter& painter, const auto& canvas) {
    paint_live_cover(painter, canvas, live, context_.document.theme());
  });
  connect(&live, &LiveCover::told, &context_.canvas, qOverload<>(&QWidget::update));
  // What the cursor would put down is nowhere while it is not on the map.
  connect(&context_.canvas, &MapCanvas::cursor_left, this, [this, &live] {
    if (!tool_.begun()) live.take_back();
  });
}

void RemedyPage::hideEvent(QHideEvent* event) {
  QWidget::hideEvent(event);
  // Later: a window that is closed hides its pages too, when nobody is there any more to answer.
  QTimer::singleShot(0, this, [this] {
    if (!isVisible() && context_.canvas.tool() == &tool_) context_.canvas.leave_tool();
  });
}

void RemedyPage::add_tools(QVBoxLayout& column) {
  using Kind = RemedyTool::Kind;
  using About = RemedyForm::About;
  add_tool("add_hydrant", tr_key("Add hydrant"), tr_key("Click: a hydrant there"),
           QKeySequence("Alt+1"), Kind::add_hydrant, About::hydrant);
  add_tool("move_hydrant", tr_key("Move hydrant"),
           tr_key("Drag a hydrant to another place, or click it and then the place"),
           QKeySequence("Alt+2"), Kind::move_hydrant, About::nothing);
  add_tool("switch_hydrant", tr_key("Hydrant off / on"),
           tr_key("Click a hydrant: out of service, or repaired"), QKeySequence("Alt+3"),
           Kind::switch_hydrant, About::nothing);
  add_tool("add_obstacle", tr_key("Add obstacle"),
           tr_key("Click its corners; double click, right click or Enter ends"),
           QKeySequence("Alt+4"), Kind::add_obstacle, About::obstacle);
  add_tool("clear_obstacle", tr_key("Clear obstacle"), tr_key("Click an obstacle: it is gone"),
           QKeySequence("Alt+5"), Kind::clear_obstacle, About::nothing);
  add_tool("clear_lane", tr_key("Clear lane"),
           tr_key("Click a pinch point or a lane that fails: all that can be cleared and makes it "
                  "narrow is gone"),
           QKeySequence("Alt+8"), Kind::clear_lane, About::nothing);
  add_tool("widen_lane", tr_key("Widen lane"),
           tr_key("Click a lane: it is made as wide as said below, whatever stands there now"),
           QKeySequence("Alt+9"), Kind::widen_lane, About::lane);
  add_tool("add_station", tr_key("Place station"),
           tr_key("Click: a fire station there; it changes ways in, no travel times yet"),
           QKeySequence("Alt+6"), Kind::add_station, About::station);
  add_tool("move_station", tr_key("Move station"),
           tr_key("Drag a station to another place, or click it and then the place"),
           QKeySequence("Alt+0"), Kind::move_station, About::nothing);
  add_tool("switch_station", tr_key("Station off / on"),
           tr_key("Click a station: closed, or open again"), QKeySequence("Alt+7"),
           Kind::switch_station, About::nothing);
  auto* grid = new QGridLayout;
  for (std::size_t i = 0; i < tools_.size(); ++i) {
    auto* button = new QToolButton;
    button->setDefaultAction(tools_[i]);
    button->setToolButtonStyle(Qt::ToolButtonTextOnly);
    button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    grid->addWidget(button, static_cast<int>(i / 2), static_cast<int>(i % 2));
  }
  column.addLayout(grid);
}

void RemedyPage::add_tool(const char* id, const char* text, const char* tip,
                          const QKeySequence& keys, RemedyTool::Kind kind,
                          RemedyForm::About about) {
  QAction* action = context_.actions.add(id, "remedy", text, tip, keys, [] {});
  action->setCheckable(true);
  connect(action, &QAction::triggered, this, [this, action, kind, about] {
    for (QAction* other : tools_) other->setChecked(other == action);
    tool_.reset(context_.canvas);
    tool_.set_kind(kind);
    context_.canvas.set_tool(&tool_);
    context_.canvas.setFocus();
    context_.document.live_cover().want(tool_.about_hydrants());
    about_next_ = about;
    edits_->setCurrentRow(-1);
    NextEdit next = tool_.next();
    if (kind == RemedyTool::Kind::widen_lane)
      next.lane_width_m = lane_width_wanted_m(context_.document);
    tool_.set_next(next);
    offer_widening({});
  });
  tools_.push_back(action);
}

void RemedyPage::add_edits(QVBoxLayout& column) {
  auto* heading = new QLabel;
  heading->setProperty("role", "heading");
  say(heading, tr_key("Edits"));
  column.addWidget(heading);
  edits_ = new QListWidget;
  edits_->setObjectName("edits");
  edits_->setMaximumHeight(110);
  edits_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  edits_->setTextElideMode(Qt::ElideMiddle);
  say_tip(edits_, tr_key("Choose: change what it is; double click: show on the map; Delete takes "
                         "the edit out"));
  column.addWidget(edits_);
  auto* remove = new QAction(edits_);
  remove->setShortcut(QKeySequence::Delete);
  remove->setShortcutContext(Qt::WidgetShortcut);
  edits_->addAction(remove);
  connect(remove, &QAction::triggered, this, &RemedyPage::remove_edit);
  connect(edits_, &QListWidget::currentRowChanged, this, &RemedyPage::show_form);
  connect(edits_, &QListWidget::itemActivated, this,
          [this](QListWidgetItem* item) { show_edit(edits_->row(item)); });
}

void RemedyPage::fill_edits() {
  const Scenario* scenario = context_.document.scenario();
  const std::string plan = scenario == nullptr ? std::string() : scenario->name;
  const int chosen = plan == listed_plan_ ? edits_->currentRow() : -1;
  listed_plan_ = plan;
  {
    const QSignalBlocker quiet(edits_);
    edits_->clear();
    if (scenario != nullptr)
      for (const Edit& edit : scenario->edits)
        (new QListWidgetItem(edits_))->setToolTip(to_qt(edit_target(edit)));
    else
      edits_->addItem(words("The city as it is. The first edit makes a plan."));
    name_edits();
    edits_->setEnabled(scenario != nullptr);
    edits_->setCurrentRow(std::min(chosen, edits_->count() - 1));
  }
  show_form();
}

void RemedyPage::name_edits() {
  const Scenario* scenario = context_.document.scenario();
  if (scenario == nullptr) return;
  std::vector<std::string> lanes;
  for (const Edit& edit : scenario->edits)
    if (std::holds_alternative<WidenLane>(edit)) lanes.push_back(edit_target(edit));
  if (!lanes.empty()) lane_names_.look_up(context_.document.table("fire_lanes"), lanes);
  const int known = std::min(edits_->count(), static_cast<int>(scenario->edits.size()));
  for (int row = 0; row < known; ++row) {
    const Edit& edit = scenario->edits[static_cast<std::size_t>(row)];
    edits_->item(row)->setText(QStringLiteral("%1. %2 · %3")
                                   .arg(row + 1)
                                   .arg(words(edit_words(edit)), target_words(edit)));
  }
}

void RemedyPage::choose_made() {
  const Scenario* scenario = context_.document.scenario();
  if (scenario == nullptr || scenario->edits.empty()) return;
  // Of things put on the map the form shows what the next one will be.
  const Edit& made = scenario->edits.back();
  const bool put_down = std::holds_alternative<AddHydrant>(made) ||
                        std::holds_alternative<AddObstacle>(made) ||
                        std::holds_alternative<AddStation>(made);
  edits_->setCurrentRow(put_down ? -1 : edits_->count() - 1);
}

QString RemedyPage::target_words(const Edit& edit) const {
  const std::string& id = edit_target(edit);
  return to_qt(std::holds_alternative<WidenLane>(edit) ? lane_names_.of(id) : id);
}

const Edit* RemedyPage::chosen_edit() const {
  const Scenario* scenario = context_.document.scenario();
  const int at = edits_->currentRow();
  if (scenario == nullptr || at < 0 || at >= static_cast<int>(scenario->edits.size()))
    return nullptr;
  return &scenario->edits[static_cast<std::size_t>(at)];
}

void RemedyPage::show_form() {
  if (const Edit* edit = chosen_edit())
    form_->show_edit(*edit, static_cast<std::size_t>(edits_->currentRow()) + 1);
  else
    form_->show_next(narrow_lane_.empty() ? about_next_ : RemedyForm::About::lane, tool_.next());
  show_caution();
}

void RemedyPage::show_caution() {
  const Scenario* scenario = context_.document.scenario();
  const auto city = context_.document.city();
  caution_->hide();
  if (!city || scenario == nullptr || scenario->edits.empty()) return;
  const int chosen = edits_->currentRow();
  const std::size_t last = scenario->edits.size() - 1;
  const std::size_t at = chosen < 0 ? last : std::min(static_cast<std::size_t>(chosen), last);
  const Edit& edit = scenario->edits[at];
  if (!std::holds_alternative<AddHydrant>(edit) && !std::holds_alternative<MoveHydrant>(edit))
    return;
  Xy place;
  try {
    const Scenario placed = in_crs_of(*city, {scenario->name, {edit}, scenario->crs});
    place = fields_of(placed.edits.front()).places.front() - city->origin;
  } catch (const Error&) {
    return;  // that the plan does not fit this city is told where it is applied
  }
  QStringList told;
  if (const auto building = building_at(*city, place))
    told += words(
        "Edit {}: this hydrant stands within the footprint of building {}: it cannot be put "
        "up there. Move it into the street.",
        at + 1, city->buildings->ids[*building]);
  const auto main = nearest_main(*city, place);
  if (main && std::isfinite(main->away_m) && main->away_m > near_main_m)
    told += words(
        "Edit {0}: no water main is drawn within {1:g} m of this hydrant; the nearest, of "
        "{2}, is {3:.0f} m away and would have to be led there. ({1:g} m is an assumption "
        "of the program, no rule.)",
        at + 1, near_main_m, main->layer, main->away_m);
  if (told.isEmpty()) return;
  caution_->setText(told.join('\n'));
  caution_->show();
}

void RemedyPage::take_form() {
  const Edit* chosen = chosen_edit();
  if (chosen == nullptr) {
    tool_.set_next(form_->values(tool_.next()));
    return tell_offer();
  }
  const Edit changed = form_->changed(*chosen);
  // Who makes one lane as wide as that means the next one too.
  if (const auto* lane = std::get_if<WidenLane>(&changed)) {
    NextEdit next = tool_.next();
    next.lane_width_m = lane->width_m;
    tool_.set_next(next);
  }
  const auto at = static_cast<std::size_t>(edits_->currentRow());
  context_.document.edit(
      tr_key("Edit changed"),
      [&](io::Project& project) {
        for (Scenario& scenario : project.scenarios)
          if (scenario.name == project.scenario) scenario.edits[at] = changed;
      },
      form_merge + static_cast<int>(at));
}

void RemedyPage::offer_widening(const std::string& lane_id) {
  narrow_lane_ = lane_id;
  if (!lane_id.empty()) {
    edits_->setCurrentRow(-1);
    NextEdit next = tool_.next();
    next.lane_width_m = lane_width_wanted_m(context_.document);
    tool_.set_next(next);
  }
  widen_->setVisible(!lane_id.empty());
  tell_offer();
  show_form();
}

void RemedyPage::tell_offer() {
  const WidenLane offered{narrow_lane_, tool_.next().lane_width_m};
  if (!narrow_lane_.empty())
    lane_names_.look_up(context_.document.table("fire_lanes"), {narrow_lane_});
  widen_->setText(
      words("Widen lane {0} to {1:g} m", target_words(offered).toStdString(), offered.width_m));
}

void RemedyPage::show_edit(int row) {
  const auto city = context_.document.shown_city();
  const Scenario* scenario = context_.document.scenario();
  const auto at = static_cast<std::size_t>(row);
  if (!city || scenario == nullptr || at >= scenario->edits.size()) return;
  Box box;
  for (const Xy p : fields_of(in_crs_of(*city, *scenario).edits[at]).places)
    box.add(p - city->origin);
  const std::string& id = edit_target(scenario->edits[at]);
  if (box.empty())
    for (const char* name : {"hydrants", "obstacles", "stations", "fire_lanes"})
      if (const TablePtr found = context_.document.table(name))
        if (const auto feature = row_with(*found, id_column_of(*found), id))
          box.add(found->shapes.boxes[*feature]);
  if (!box.empty()) context_.document.show_place(box);
}

void RemedyPage::remove_edit() {
  if (chosen_edit() == nullptr) return;
  const int at = edits_->currentRow();
  context_.document.edit(tr_key("Edit taken out"), [&](io::Project& project) {
    for (Scenario& scenario : project.scenarios)
      if (scenario.name == project.scenario) scenario.edits.erase(scenario.edits.begin() + at);
  });
}

}  // namespace firebreak::gui
