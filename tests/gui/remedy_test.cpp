#include <QAbstractButton>
#include <QApplication>
#include <QClipboard>
#include <QHeaderView>
#include <QStatusBar>
#include <fstream>
#include <iomanip>
#include <set>

#include "core/model/cells.hpp"
#include "core/session/run_settings.hpp"
#include "gui/layer_items.hpp"
#include "gui/remedy_fixture.hpp"
#include "gui/remedy_plans.hpp"
#include "gui/results.hpp"
#include "gui/row_view.hpp"
#include "gui/table_panel.hpp"
#include "gui/theme.hpp"

/// Plans and what they change, on the page of step 4.
namespace firebreak {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class Remedy : public test::RemedyTest {
 protected:
  gui::RowView& changes() { return *find<gui::RowView>("changed_buildings"); }
  std::string difference() { return find<QLabel>("difference")->text().toStdString(); }
  /// The text of a cell of the list of changed buildings, by the title of its column.
  QString cell(int row, const QString& title) {
    const QAbstractItemModel& model = *changes().model();
    for (int c = 0; c < model.columnCount(); ++c)
      if (model.headerData(c, Qt::Horizontal).toString() == title)
        return model.index(row, c).data().toString();
    ADD_FAILURE() << title.toStdString();
    return {};
  }
  int rows() { return changes().model()->rowCount(); }
  std::vector<std::string> plans() {
    std::vector<std::string> names;
    for (const Scenario& plan : document().project().scenarios) names.push_back(plan.name);
    return names;
  }
  void click_button(const char* name) {
    QTest::mouseClick(find<QAbstractButton>(name), Qt::LeftButton);
  }
  /// Opens the town, assesses it, and makes Plan A with a hydrant at its far end.
  void make_plan_a() {
    open_town();
    assess();
    add_hydrant({380, 3});
    ASSERT_TRUE(document().comparison());
  }
};

TEST_F(Remedy, PlansAreMadeCopiedRenamedAndDeleted) {
  open_town();
  window_->choose_step(gui::Step::remedy);
  click_button("plan_new");
  EXPECT_THAT(plans(), ElementsAre("Plan A"));
  add_hydrant({100, 60});
  click_button("plan_copy");
  EXPECT_THAT(plans(), ElementsAre("Plan A", "Plan A (copy)"));
  EXPECT_EQ(document().scenario()->name, "Plan A (copy)");
  EXPECT_EQ(document().scenario()->edits.size(), 1U);
  EXPECT_EQ(document().scenario()->crs, "EPSG:25832") << "its places stay where they are";

  auto* box = window_->findChild<gui::RemedyPlans*>();
  box->ask_name = [](const QString&) { return QString("Plan A"); };
  click_button("plan_rename");
  EXPECT_THAT(plans(), ElementsAre("Plan A", "Plan A (copy)"));
  EXPECT_THAT(said(), HasSubstr("There is a plan of this name already: Plan A."));
  box->ask_name = [](const QString&) { return QString("Plan B south"); };
  click_button("plan_rename");
  EXPECT_THAT(plans(), ElementsAre("Plan A", "Plan B south"));
  box->ask_name = [](const QString&) { return std::nullopt; };
  click_button("plan_rename");
  EXPECT_EQ(document().scenario()->name, "Plan B south");

  click_button("plan_remove");
  settle();
  EXPECT_THAT(plans(), ElementsAre("Plan A"));
  EXPECT_EQ(document().scenario(), nullptr);
  EXPECT_FALSE(find<QToolButton>("plan_remove")->isEnabled());
  press(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_THAT(plans(), ElementsAre("Plan A", "Plan B south"));
}

TEST_F(Remedy, NoEmptyListsStandThereBeforeThereIsAPlan) {
  open_town();
  assess();
  window_->choose_step(gui::Step::remedy);
  settle();
  const auto seen = [&](const char* name) { return find(name)->isVisible(); };
  for (const char* name :
       {"changed_figures", "changed_buildings", "export_changes", "against", "flip", "difference"})
    EXPECT_FALSE(seen(name)) << name;
  EXPECT_TRUE(find<QListWidget>("edits")->item(0)->text().contains("The first edit makes a plan"));
  add_hydrant({380, 3});
  for (const char* name :
       {"changed_figures", "changed_buildings", "export_changes", "against", "flip", "difference"})
    EXPECT_TRUE(seen(name)) << name;
  const QHeaderView& titles = *changes().horizontalHeader();
  for (int c = 0; c < titles.count(); ++c) {
    if (titles.isSectionHidden(c)) continue;
    EXPECT_GE(titles.sectionSize(c), titles.sectionSizeHint(c))
        << changes().model()->headerData(c, Qt::Horizontal).toString().toStdString();
  }
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  ASSERT_TRUE(plans().empty());
  EXPECT_FALSE(seen("changed_buildings"));
  EXPECT_FALSE(seen("against"));
}

TEST_F(Remedy, ACopyIsNamedAfterWhatItWasCopiedFrom) {
  open_town();
  window_->choose_step(gui::Step::remedy);
  document().edit("New plan", [](io::Project& project) {
    project.scenarios.push_back({"方案A", {}});
    project.scenario = "方案A";
  });
  click_button("plan_copy");
  choose("plans", "方案A");
  click_button("plan_copy");
  EXPECT_THAT(plans(), ElementsAre("方案A", "方案A (copy)", "方案A (copy 2)"));
  trigger("chinese");
  settle();
  choose("plans", "方案A");
  click_button("plan_copy");
  EXPECT_EQ(plans().back(), "方案A（副本）");
}

TEST_F(Remedy, LeavingTheStepPutsItsToolDown) {
  open_town();
  look_at({100, 60});
  trigger("add_hydrant");
  ASSERT_TRUE(window_->actions().find("add_hydrant")->isChecked());
  window_->choose_step(gui::Step::assess);
  QTest::qWait(1);
  EXPECT_FALSE(window_->actions().find("add_hydrant")->isChecked());
  click(town({100, 60}));
  EXPECT_EQ(document().scenario(), nullptr) << "a click makes no hydrant any more";
}

TEST_F(Remedy, UndoReachesThePlanWhenAMessageWasClosed) {
  open_town();
  add_hydrant({100, 60});
  ASSERT_EQ(document().scenario()->edits.size(), 1U);
  document().tell("Something to be read", gui::Tone::failure);
  auto* message = find<QLabel>("message");
  QTest::mouseClick(message, Qt::LeftButton);
  QTest::mouseClick(find<QToolButton>("close_message"), Qt::LeftButton);
  ASSERT_FALSE(message->isVisible());
  QWidget* focus = QApplication::focusWidget();
  ASSERT_NE(focus, nullptr);
  EXPECT_EQ(qobject_cast<QLineEdit*>(focus), nullptr);
  QTest::keyClick(focus, Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(document().scenario(), nullptr);
}

TEST_F(Remedy, UndoingAFlipComparesAsBefore) {
  make_plan_a();
  click_button("plan_new");
  settle();
  choose("against", "Plan A");
  settle();
  press(Qt::Key_F8);
  settle();
  ASSERT_EQ(document().scenario()->name, "Plan A");
  ASSERT_EQ(document().against(), "Plan B");
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(document().scenario()->name, "Plan B");
  EXPECT_EQ(document().against(), "Plan A");
}

TEST_F(Remedy, ThePlanComparedWithIsUndoneAndFoundAgain) {
  make_plan_a();
  click_button("plan_new");
  settle();
  add_hydrant({250, 3});
  auto* against = find<QComboBox>("against");
  ASSERT_EQ(against->currentText(), "As it is");
  const int steps = document().undo().count();
  choose("against", "Plan A");
  settle();
  EXPECT_EQ(document().undo().count(), steps + 1);
  press(Qt::Key_Z, Qt::ControlModifier);
  EXPECT_EQ(find<QStatusBar>("status_line")->currentMessage(), "Undone: Plan compared with");
  settle();
  EXPECT_EQ(against->currentText(), "As it is");
  ASSERT_TRUE(document().comparison());
  EXPECT_EQ(document().comparison()->against, "");
  press(Qt::Key_Y, Qt::ControlModifier);
  settle();
  EXPECT_EQ(against->currentText(), "Plan A");
  EXPECT_EQ(document().comparison()->against, "Plan A");
  // Plan A is shown from now on: B is what it is compared with.
  choose("plans", "Plan A");
  settle();
  EXPECT_EQ(document().against(), "Plan B");
  ASSERT_TRUE(window_->save_to(dir_ / "city.toml"));
  open(dir_ / "city.toml");
  window_->choose_step(gui::Step::remedy);
  settle();
  EXPECT_EQ(against->currentText(), "Plan B") << "as it was left";
  click_button("plan_remove");
  settle();
  EXPECT_EQ(document().against(), "Plan B") << "the city as it is against the plan that is left";
  press(Qt::Key_Z, Qt::ControlModifier);
  settle();
  EXPECT_EQ(document().scenario()->name, "Plan A");
  EXPECT_EQ(against->currentText(), "Plan B");
}

TEST_F(Remedy, ThePlanComparedWithIsComputedWhateverIsShownMeanwhile) {
  make_plan_a();
  click_button("plan_new");
  settle();
  add_hydrant({250, 3});
  document().edit("Value of a rule",
                  [](io::Project& project) { project.overrides["hydrants.radius_m"] = 90.0; });
  assess();  // plan B, and the city as it is
  document().compare_with("Plan A");
  ASSERT_TRUE(document().busy()) << "plan A is computed by the new rule";
  document().edit("Plan shown", [](io::Project& project) { project.scenario.clear(); });
  settle();
  ASSERT_TRUE(document().comparison());
  EXPECT_EQ(document().comparison()->against, "Plan A");
  EXPECT_EQ(document().comparison()->shown, "");
}

TEST_F(Remedy, TheCityAsItIsAgainstAPlanIsCalledSoOverEveryColumn) {
  make_plan_a();
  press(Qt::Key_F8);
  settle();
  ASSERT_EQ(document().scenario(), nullptr);
  ASSERT_TRUE(document().comparison());
  const QTreeWidgetItem* titles = find<QTreeWidget>("changed_figures")->headerItem();
  EXPECT_EQ(titles->text(1), "Plan A");
  EXPECT_EQ(titles->text(2), "As it is");
  int fewer = 0;
  const auto* figures = find<QTreeWidget>("changed_figures");
  for (int i = 0; i < figures->topLevelItemCount(); ++i) {
    const QString change = figures->topLevelItem(i)->text(3);
    EXPECT_TRUE(change.startsWith("+") || change.startsWith("−")) << change.toStdString();
    fewer += change.startsWith("−") ? 1 : 0;
  }
  EXPECT_GT(fewer, 0) << "without the hydrant fewer buildings pass";
  ASSERT_GT(rows(), 0);
  EXPECT_EQ(cell(0, "Plan A"), "pass") << "with the hydrant";
  EXPECT_NE(cell(0, "As it is"), "pass");
  document().show("changed_buildings", 0);
  EXPECT_FALSE(details().contains("What the plan changes")) << details().toStdString();
  EXPECT_TRUE(details().contains("Plan A: pass; As it is: ")) << details().toStdString();
}

TEST_F(Remedy, BuildingsAreCountedNotTheirRows) {
  make_plan_a();
  std::set<QString> better;
  for (int row = 0; row < rows(); ++row)
    if (cell(row, "Effect") == "better") better.insert(cell(row, "Building id"));
  ASSERT_LT(static_cast<int>(better.size()), rows()) << "some change in two respects";
  EXPECT_THAT(difference(),
              HasSubstr("Buildings: " + std::to_string(better.size()) + " better, 0 worse."));
  for (const auto& kind : document().comparison()->counter->kinds({}))
    EXPECT_EQ(difference().find(std::to_string(kind.worse) + " worse, " +
                                std::to_string(kind.open) + " become") != std::string::npos,
              kind.open > 0)
        << kind.what << " in " << difference();
  for (QTreeWidgetItem* layer : gui::layer_rows(*find<QTreeWidget>("layer_tree"))) {
    if (gui::key_of(*layer).table != "changed_buildings") continue;
    EXPECT_EQ(layer->child(0)->text(0), "Gets better");
    EXPECT_EQ(layer->child(0)->text(1), QString::number(better.size()))
        << "the legend counts as the words do";
    return;
  }
  ADD_FAILURE() << "the layer of changed buildings is in the tree";
}

TEST_F(Remedy, WhatChangesIsToldOfTheTownChosen) {
  open(test::add_units(test::write_town(dir_.path()),
                       {{"west", "West", 1, {{11.27, 49.50}, {11.2827, 49.52}}},
                        {"east", "East", 1, {{11.2827, 49.50}, {11.30, 49.52}}}}));
  assess();
  add_hydrant({380, 3});
  const int all = rows();
  ASSERT_GT(all, 0);
  const auto choose_unit = [&](const std::string& id) {
    document().edit("Unit", [&](io::Project& project) { project.view.unit = id; });
    settle();
  };
  choose_unit("east");
  const int east = rows();
  EXPECT_EQ(find<QTreeWidget>("changed_figures")->headerItem()->text(0), "East");
  EXPECT_GT(find<QTreeWidget>("changed_figures")->topLevelItemCount(), 0);
  choose_unit("west");
  const int west = rows();
  EXPECT_EQ(east + west, all);
  EXPECT_GT(east, west) << "the hydrant stands in the east";
  choose_unit("none");
  EXPECT_EQ(find<QTreeWidget>("changed_figures")->headerItem()->text(0), "Outside all units");
  EXPECT_EQ(rows(), 0) << "both towns together hold all";
  EXPECT_EQ(find<QTreeWidget>("changed_figures")->topLevelItemCount(), 0);
  choose_unit("west");
  if (west == 0) {
    EXPECT_THAT(difference(), HasSubstr("Buildings: 0 better, 0 worse."));
    EXPECT_EQ(find<QTreeWidget>("changed_figures")->topLevelItemCount(), 0);
  }
  choose_unit("");
  EXPECT_EQ(rows(), all);
}

TEST_F(Remedy, TheStoryOfABuildingIsOfOneRun) {
  make_plan_a();
  document().show("building_risk", 0);
  EXPECT_FALSE(details().contains("Told as of the last run"));
  const gui::TablePtr judged = document().judged_table("building_risk");
  document().add_edit(SwitchHydrant{"h1", true});
  bool waited = false;
  while (document().busy()) {
    QTest::qWait(1);
    if (document().results()->find("building_risk") != judged) break;
    EXPECT_EQ(document().judged_table("building_risk"), judged) << "not one half done";
    EXPECT_TRUE(details().contains("Told as of the last run")) << details().toStdString();
    waited = true;
  }
  EXPECT_TRUE(waited);
  settle();
  EXPECT_FALSE(details().contains("Told as of the last run"));
  EXPECT_NE(document().judged_table("building_risk"), judged);
}

TEST_F(Remedy, APlanIsChosenFromTheList) {
  make_plan_a();
  choose("plans", "As it is");
  settle();
  EXPECT_EQ(document().scenario(), nullptr);
  EXPECT_EQ(difference(), "No plan is chosen.");
  EXPECT_EQ(document().results(), document().base_results());
  choose("plans", "Plan A");
  settle();
  EXPECT_EQ(document().scenario()->name, "Plan A");
  EXPECT_GT(rows(), 0);
}

TEST_F(Remedy, NothingIsToldOfAPlanUntilItIsComputed) {
  make_plan_a();
  ASSERT_GT(rows(), 0);
  document().edit("New plan", [&](io::Project& project) {
    project.scenarios.push_back({"Plan B", {SwitchHydrant{"h1", true}}});
    project.scenario = "Plan B";
  });
  EXPECT_EQ(rows(), 0) << "what stood there was of Plan A";
  EXPECT_EQ(find<QTreeWidget>("changed_figures")->topLevelItemCount(), 0);
  EXPECT_EQ(difference(), "Being computed …");
  EXPECT_FALSE(document().table("changed_buildings")) << "nor does the map mark it";
  press(Qt::Key_Escape);
  settle();
  EXPECT_EQ(rows(), 0);
  EXPECT_EQ(difference(), "Not assessed: press F9 to see what the plan changes.");
  press(Qt::Key_F9);
  settle();
  ASSERT_GT(rows(), 0);
  EXPECT_EQ(cell(0, "Effect"), "worse");
}

TEST_F(Remedy, ThePlansCityIsMadeOffTheMainThreadAndTheNewestWins) {
  open_town();
  assess();
  const auto city = document().shown_city();
  document().add_edit(AddHydrant{"new-1", {665000, 5487000}});
  EXPECT_TRUE(document().busy());
  EXPECT_EQ(document().shown_city(), city) << "nothing waits for it";
  document().add_edit(AddHydrant{"new-2", {665010, 5487000}});
  settle();
  EXPECT_EQ(document().shown_city()->hydrants->size(), city->hydrants->size() + 2);
  EXPECT_FALSE(document().outdated()) << "and it was assessed";
  EXPECT_EQ(document().table("hydrants")->rows(), document().shown_city()->hydrants->size());
}

TEST_F(Remedy, EveryChangeHasItsReasonInBothLanguages) {
  make_plan_a();
  ASSERT_GT(rows(), 0);
  const QString reason = cell(0, "Reason");
  EXPECT_TRUE(reason.startsWith("Hydrant new-1 now stands ")) << reason.toStdString();
  EXPECT_TRUE(reason.endsWith("Edit of the plan: 1. Hydrant added (new-1)."))
      << reason.toStdString();
  EXPECT_EQ(cell(0, "What changes"), "hydrant rule");
  trigger("chinese");
  settle();
  EXPECT_TRUE(cell(0, "原因").startsWith("现在消火栓 new-1 距离")) << cell(0, "原因").toStdString();
  EXPECT_TRUE(cell(0, "原因").contains("新增消火栓（new-1）"));
}

TEST_F(Remedy, TheListIsSortedCopiedAndExported) {
  make_plan_a();
  const int all = rows();
  ASSERT_GT(all, 2);
  QHeaderView& header = *changes().horizontalHeader();
  const auto click_title = [&] {
    const int x = header.sectionViewportPosition(0) + 8;
    QTest::mouseClick(header.viewport(), Qt::LeftButton, {}, {x, header.height() / 2});
  };
  const QString first = cell(0, "Building id");
  click_title();
  for (int row = 1; row < all; ++row)
    EXPECT_LE(cell(row - 1, "Building id").toStdString(), cell(row, "Building id").toStdString());
  click_title();
  EXPECT_GE(cell(0, "Building id").toStdString(), cell(all - 1, "Building id").toStdString());
  click_title();
  EXPECT_EQ(cell(0, "Building id"), first) << "as before";

  QTest::mouseClick(changes().viewport(), Qt::LeftButton, {},
                    changes().visualRect(changes().model()->index(1, 0)).center());
  QTest::keyClick(&changes(), Qt::Key_C, Qt::ControlModifier);
  const QString copied = QApplication::clipboard()->text();
  EXPECT_EQ(copied.count('\n'), 2) << "titles and one row";
  EXPECT_TRUE(copied.contains(cell(1, "Reason")));

  gui::Selection everything{"changed_buildings", {}, {}};
  for (int row = 0; row < all; ++row) everything.rows.push_back(static_cast<std::uint32_t>(row));
  document().select(everything);
  auto* panel = window_->findChild<gui::TablePanel*>();
  panel->export_to(dir_.path() / "changes.csv");
  ASSERT_TRUE(QTest::qWaitFor([&] { return said().find("rows written") != std::string::npos; }));
  std::ifstream in(dir_.path() / "changes.csv");
  const std::string written{std::istreambuf_iterator<char>(in), {}};
  EXPECT_EQ(std::count(written.begin(), written.end(), '\n'), all + 1);
  EXPECT_THAT(written, HasSubstr("Hydrant new-1 now stands"));
}

TEST_F(Remedy, ChangedBuildingsAreMarkedOnTheMapAndTheMarksGo) {
  make_plan_a();
  window_->actions().find("add_hydrant")->setChecked(false);
  const QColor better(0x08, 0x68, 0xac);
  look_at({380, 20});
  const int marked = test::pixels_like(picture(), better, 12);
  press(Qt::Key_M, Qt::ControlModifier | Qt::AltModifier);
  settle();
  const int without = test::pixels_like(picture(), better, 12);
  EXPECT_GT(marked, without + 200);
  press(Qt::Key_M, Qt::ControlModifier | Qt::AltModifier);
  settle();
  EXPECT_EQ(test::pixels_like(picture(), better, 12), marked);
}

TEST_F(Remedy, TwoPlansAreComparedAndFlipped) {
  make_plan_a();
  const auto results_a = document().results();
  click_button("plan_new");
  settle();
  add_hydrant({250, 3});
  const auto results_b = document().results();
  ASSERT_NE(results_a, results_b);
  choose("against", "Plan A");
  settle();
  ASSERT_TRUE(document().comparison());
  EXPECT_EQ(document().comparison()->against, "Plan A");
  EXPECT_EQ(document().results(), results_b);
  ASSERT_GT(rows(), 0);
  bool lacks = false;
  for (int row = 0; row < rows(); ++row)
    lacks = lacks || cell(row, "Reason").contains("without 1.");
  EXPECT_TRUE(lacks) << "what only the other plan has is named";
  EXPECT_EQ(find<QTreeWidget>("changed_figures")->headerItem()->text(1), "Plan A");

  const gui::MapView view = canvas().view();
  press(Qt::Key_F8);
  EXPECT_EQ(document().results(), results_a) << "at once: it was computed before";
  EXPECT_FALSE(document().busy());
  EXPECT_EQ(document().scenario()->name, "Plan A");
  EXPECT_EQ(document().against(), "Plan B");
  EXPECT_EQ(canvas().view(), view);
  EXPECT_EQ(document().shown_city()->hydrants->size(), 3U);
  press(Qt::Key_F8);
  EXPECT_EQ(document().results(), results_b);
  settle();
  EXPECT_EQ(find<QComboBox>("against")->currentText(), "Plan A");
  EXPECT_GT(rows(), 0);
}

TEST_F(Remedy, APlanThatWasNeverShownIsComputedToCompareWith) {
  make_plan_a();
  document().edit("Plan", [](io::Project& project) {
    project.scenarios.push_back({"Plan B", {SwitchHydrant{"h1", true}}});
  });
  settle();
  choose("against", "Plan B");
  settle();
  ASSERT_TRUE(document().comparison());
  EXPECT_EQ(document().comparison()->against, "Plan B");
  EXPECT_GT(rows(), 0);
  EXPECT_EQ(document().scenario()->name, "Plan A") << "the plan shown is still shown";
}

TEST_F(Remedy, ADoubleClickOnAChangeShowsTheBuildingAndItsStory) {
  make_plan_a();
  canvas().full_extent();
  settle();
  double_click_item(changes(), 0);
  const auto& selection = document().selection();
  EXPECT_EQ(selection.table, "changed_buildings");
  const Box box = document().table("changed_buildings")->shapes.boxes[*selection.focus];
  EXPECT_LT(distance_m(canvas().view().centre, box.centre()), 5);
  EXPECT_TRUE(details().contains("What the plan changes")) << details().toStdString();
  EXPECT_TRUE(details().contains(cell(0, "Reason")));
}

TEST_F(Remedy, AGapKeepsItsNumberWhenThePlanClosesAGreaterOne) {
  const auto file = test::write_town(dir_.path());
  const auto [lon, lat] = lon_lat({160, 3});
  std::ofstream(dir_.path() / "hydrants.geojson")
      << R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":)"
      << R"({"id":"h1","status":"working"},"geometry":{"type":"Point","coordinates":[)"
      << std::setprecision(10) << lon << "," << lat << "]}}]}\n";
  open(file);
  document().edit("Value of a rule",
                  [](io::Project& project) { project.overrides["hydrants.radius_m"] = 90.0; });
  assess();
  // House 1 stands at the west end; east of the hydrant twice as many houses are out of reach.
  const auto gap_of_house_1 = [&] {
    const gui::TablePtr risk = document().table("building_risk");
    const gui::TablePtr gaps = document().table("hydrant_gaps");
    const auto house = gui::row_with(*risk, "building_id", "b1");
    const std::string id(word_or_empty(*risk, "gap_id", house.value_or(0)));
    const auto gap = gui::row_with(*gaps, "gap_id", id);
    EXPECT_TRUE(gap) << id;
    return gap.value_or(0);
  };
  const auto figure = [&](const char* column) {
    return number_in(*document().table("hydrant_gaps"), column, gap_of_house_1());
  };
  ASSERT_EQ(figure("rank"), 2);
  EXPECT_EQ(figure("number"), 2);
  add_hydrant({330, 3});
  ASSERT_TRUE(document().comparison());
  EXPECT_EQ(figure("rank"), 1) << "the greater one is closed";
  EXPECT_EQ(figure("number"), 2);
  // Map, list and details agree.
  const LayerStyle* style = document().style().find("hydrant_gaps");
  ASSERT_NE(style, nullptr);
  EXPECT_EQ(style->label_field, "number");
  document().select({"hydrant_gaps", {gap_of_house_1()}, gap_of_house_1()});
  settle();
  EXPECT_THAT(details().toStdString(), HasSubstr("Coverage gap 2: "));
  EXPECT_THAT(details().toStdString(), HasSubstr("buildings lie in gap 2."));
  // So do the layers that are shown before the run is done.
  Pipeline pipeline;
  std::vector<std::int64_t> early;
  gui::assessed(pipeline, document().shown_city(), settings_of(document().project()),
                document().base_results().get(), Job(),
                [&](std::string_view, const std::vector<FeatureTable>& tables) {
                  for (const FeatureTable& table : tables)
                    if (table.name == "hydrant_gaps") early = table.column("number")->integers;
                });
  EXPECT_EQ(early, document().table("hydrant_gaps")->column("number")->integers);
}

}  // namespace
}  // namespace firebreak
