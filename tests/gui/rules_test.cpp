#include <QCheckBox>
#include <QDate>
#include <QDoubleSpinBox>
#include <algorithm>
#include <set>
#include <utility>

#include "core/analysis/declared_params.hpp"
#include "core/io/project.hpp"
#include "core/io/rule_file.hpp"
#include "core/session/run_settings.hpp"
#include "gui/engine_box.hpp"
#include "gui/pick.hpp"
#include "gui/rules_page.hpp"
#include "gui/rules_state.hpp"
#include "gui/window_fixture.hpp"

/// The step "Rules", acted on with mouse and keys.
namespace firebreak {
namespace {

class Rules : public test::WindowTest {
 protected:
  void SetUp() override {
    open_town();
    window_->choose_step(gui::Step::rules);
    settle();
  }
  gui::RulesPage& page() { return *find<gui::RulesPage>("rules"); }
  const io::Project& project() { return document().project(); }
  QDoubleSpinBox* number(const char* key) {
    return find<QDoubleSpinBox>(("value_" + std::string(key)).c_str());
  }
  void type(QWidget* field, const QString& text) {
    field->setFocus();
    QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
    QTest::keyClicks(field, text);
  }
  void enter(QWidget* field, const QString& text) {
    type(field, text);
    QTest::keyClick(field, Qt::Key_Return);
  }
  bool bold(const char* key) { return number(key)->font().bold(); }
  bool shown(const char* key) { return page().row(key)->isVisible(); }
  void choose(const char* combo, const QString& data) { test::pick(find<QComboBox>(combo), data); }
  /// A key of the profile in force whose clause is still to be confirmed.
  std::string open_key() {
    const auto profile = settings_of(project()).profile;
    for (const auto& row : gui::rule_rows(project(), profile))
      if (row.param != nullptr && row.to_be_confirmed()) return row.key;
    ADD_FAILURE() << "every clause is confirmed";
    return {};
  }
};

TEST_F(Rules, EveryDeclaredParameterHasAnEditorOfItsKind) {
  std::set<std::string> kinds;
  for (const DeclaredParam& param : declared_params()) {
    auto* field = page().findChild<QWidget*>(QString::fromStdString("value_" + param.key));
    ASSERT_NE(field, nullptr) << param.key;
    kinds.insert(field->metaObject()->className());
    EXPECT_FALSE(field->accessibleName().isEmpty()) << param.key;
    EXPECT_TRUE(field->toolTip().contains(QString::fromStdString(param.key))) << param.key;
    if (const auto* box = qobject_cast<QDoubleSpinBox*>(field)) {
      EXPECT_EQ(box->minimum(), param.min) << param.key;
      EXPECT_EQ(box->maximum(), param.max) << param.key;
    }
    if (const auto* box = qobject_cast<QComboBox*>(field)) {
      EXPECT_EQ(box->count(), static_cast<int>(param.choices.size())) << param.key;
    }
  }
  EXPECT_EQ(kinds.size(), 4U) << "numbers, check boxes, choices, words";
  EXPECT_EQ(number("hydrants.radius_m")->text(), "150 m");
  EXPECT_TRUE(number("hydrants.radius_m")->toolTip().contains("GB 50974-2014 7.2.5"));
  EXPECT_TRUE(number("hydrants.radius_m")->toolTip().contains("every part of the building"));
}

TEST_F(Rules, ValuesThatAreReadFromTheCodeAloneAreNotCalledUnread) {
  choose("profile", "us-ifc");
  settle();
  const auto rows = gui::rule_rows(project(), io::profile_named("us-ifc"));
  const auto dwellings = std::ranges::find(rows, "hydrants.dwelling_radius_m", &gui::RuleRow::key);
  ASSERT_NE(dwellings, rows.end());
  EXPECT_EQ(dwellings->param, nullptr);
  EXPECT_TRUE(dwellings->is_read);
  EXPECT_TRUE(std::ranges::is_partitioned(rows, &gui::RuleRow::is_read));
  EXPECT_TRUE(std::ranges::any_of(rows, [](const auto& row) { return !row.is_read; }));
  const auto headings = [this](const char* words) {
    return std::ranges::count_if(page().findChildren<QLabel*>(), [words](const QLabel* label) {
      return label->text().startsWith(QString::fromUtf8(words));
    });
  };
  EXPECT_EQ(headings("Read from the code as they stand there"), 1);
  EXPECT_EQ(headings("Kept for checks to come"), 1);
}

TEST_F(Rules, ATypedNumberIsOneStepAndIsMarked) {
  type(number("hydrants.radius_m"), "120");
  EXPECT_TRUE(project().overrides.empty()) << "not while typing";
  QTest::keyClick(number("hydrants.radius_m"), Qt::Key_Return);
  ASSERT_EQ(project().overrides.count("hydrants.radius_m"), 1U);
  EXPECT_EQ(std::get<double>(project().overrides.at("hydrants.radius_m")), 120);
  EXPECT_EQ(document().undo().count(), 1);
  EXPECT_TRUE(bold("hydrants.radius_m"));
  EXPECT_FALSE(bold("lanes.clear_width_m"));
  EXPECT_EQ(std::get<double>(settings_of(project()).profile.values.at("hydrants.radius_m").value),
            120);
  auto* reset = find<QToolButton>("reset_hydrants.radius_m");
  ASSERT_TRUE(reset->isVisible());
  EXPECT_TRUE(reset->toolTip().contains("150 m"));
  QTest::mouseClick(reset, Qt::LeftButton);
  EXPECT_TRUE(project().overrides.empty());
  EXPECT_FALSE(bold("hydrants.radius_m"));
  EXPECT_EQ(number("hydrants.radius_m")->value(), 150);
  document().undo().undo();
  EXPECT_EQ(number("hydrants.radius_m")->value(), 120);
}

TEST_F(Rules, TheProfilesOwnValueIsNoChange) {
  enter(number("hydrants.radius_m"), "120");
  enter(number("hydrants.radius_m"), "150");
  EXPECT_TRUE(project().overrides.empty());
  EXPECT_EQ(document().undo().count(), 2);
}

TEST_F(Rules, StepsInARowAreOneChange) {
  auto* box = number("lanes.clear_width_m");
  box->setFocus();
  for (int i = 0; i < 5; ++i) QTest::keyClick(box, Qt::Key_Up);
  EXPECT_EQ(document().undo().count(), 0);
  ASSERT_TRUE(becomes([&] { return document().undo().count() == 1; }));
  EXPECT_NEAR(std::get<double>(project().overrides.at("lanes.clear_width_m")), 4.5, 1e-9);
}

TEST_F(Rules, ANumberBeyondItsRangeIsRefusedInThePage) {
  enter(number("hydrants.radius_m"), "5000");
  EXPECT_TRUE(project().overrides.empty());
  auto* refusal = find<QLabel>("refusal_hydrants.radius_m");
  EXPECT_TRUE(refusal->isVisible());
  EXPECT_TRUE(refusal->text().contains("5000")) << refusal->text().toStdString();
  EXPECT_TRUE(refusal->text().contains("2000")) << refusal->text().toStdString();
  EXPECT_EQ(number("hydrants.radius_m")->value(), 150);
  enter(number("hydrants.radius_m"), "200");
  EXPECT_FALSE(refusal->isVisible());
  EXPECT_EQ(project().overrides.size(), 1U);
}

TEST_F(Rules, WordsAreTakenWhenTheyAreFinished) {
  auto* classes = find<QLineEdit>("value_lanes.classes");
  type(classes, "residential service");
  EXPECT_TRUE(project().overrides.empty());
  QTest::keyClick(classes, Qt::Key_Return);
  EXPECT_EQ(std::get<std::string>(project().overrides.at("lanes.classes")), "residential service");
  EXPECT_EQ(document().undo().count(), 1);
}

TEST_F(Rules, ChoicesAndChecksAreChangedByMouseAndKeys) {
  auto* rule = find<QComboBox>("value_hydrants.rule");
  rule->setFocus();
  QTest::keyClick(rule, Qt::Key_Down);
  EXPECT_EQ(std::get<std::string>(project().overrides.at("hydrants.rule")), "any");
  auto* doubtful = find<QCheckBox>("value_hydrants.exclude_doubtful");
  QTest::mouseClick(doubtful, Qt::LeftButton, {}, {8, doubtful->height() / 2});
  EXPECT_TRUE(std::get<bool>(project().overrides.at("hydrants.exclude_doubtful")));
  QTest::mouseClick(find<QPushButton>("reset_all"), Qt::LeftButton);
  EXPECT_TRUE(project().overrides.empty());
  EXPECT_EQ(document().undo().count(), 3);
  EXPECT_EQ(rule->currentData().toString(), "all");
}

TEST_F(Rules, AChangedRuleMakesTheResultsOutdatedAndIsUsedByTheNextRun) {
  assess();
  ASSERT_FALSE(document().outdated());
  enter(number("hydrants.radius_m"), "20");
  EXPECT_TRUE(document().outdated());
  const auto failing = [this] {
    for (const KeyFigure& figure : document().results()->record().figures)
      if (figure.name == "hydrant_fail") return figure.value;
    return -1.0;
  };
  const double before = failing();
  assess();
  EXPECT_FALSE(document().outdated());
  EXPECT_GT(failing(), before);
}

TEST_F(Rules, HosesRoundObstaclesAreAskedForInTheStepAssess) {
  assess();
  const auto laid_round = [this] {
    const auto risk = document().judged_table("building_risk");
    return risk && risk->column("geodesic_reach") != nullptr;
  };
  EXPECT_FALSE(laid_round());
  window_->choose_step(gui::Step::assess);
  settle();
  auto* box = find<QCheckBox>("assess_geodesic");
  QTest::mouseClick(box, Qt::LeftButton, {}, {8, box->height() / 2});
  EXPECT_TRUE(project().geodesic);
  EXPECT_TRUE(document().outdated());
  assess();
  EXPECT_FALSE(document().outdated());
  EXPECT_TRUE(laid_round());
  trigger("undo");
  ASSERT_TRUE(becomes([&] { return !box->isChecked(); }));
  EXPECT_FALSE(project().geodesic);
}

TEST_F(Rules, TheSearchFindsByWordClauseAndKey) {
  auto* search = find<QLineEdit>("search_values");
  QTest::keyClicks(search, "radius hydrant");
  EXPECT_TRUE(shown("hydrants.radius_m"));
  EXPECT_FALSE(shown("lanes.clear_width_m"));
  search->clear();
  QTest::keyClicks(search, "7.2.5");
  EXPECT_TRUE(shown("hydrants.radius_m"));
  EXPECT_FALSE(shown("districts.threshold"));
  search->clear();
  QTest::keyClicks(search, "districts.threshold");
  EXPECT_TRUE(shown("districts.threshold"));
  EXPECT_FALSE(shown("hydrants.radius_m"));
  search->clear();
  EXPECT_TRUE(shown("hydrants.radius_m"));
  find<QComboBox>("which_values")->setCurrentIndex(1);
  EXPECT_FALSE(shown("hydrants.radius_m")) << "nothing is changed";
  enter(number("hydrants.radius_m"), "120");
  EXPECT_TRUE(shown("hydrants.radius_m"));
}

TEST_F(Rules, AClauseIsConfirmedWithNameDateAndDocumentAndTakenBack) {
  const std::string key = open_key();
  const QString count = find<QLabel>("open_count")->text();
  auto* button = find<QPushButton>(("confirm_" + key).c_str());
  ASSERT_TRUE(button->isVisible());
  EXPECT_TRUE(find<QLabel>(("mark_" + key).c_str())->text().startsWith("⚠"));
  QTest::mouseClick(button, Qt::LeftButton);
  auto* form = find<QFrame>(("form_" + key).c_str());
  ASSERT_TRUE(form->isVisible());
  auto* send = form->findChild<QPushButton*>("confirm_send");
  EXPECT_FALSE(send->isEnabled()) << "nothing is filled in";
  QTest::keyClicks(form->findChild<QLineEdit*>("confirm_by"), "Wang");
  auto* date = form->findChild<QLineEdit*>("confirm_date");
  EXPECT_EQ(date->text(), QDate::currentDate().toString(Qt::ISODate));
  enter(date, "2026-13-40");
  auto* paper = form->findChild<QLineEdit*>("confirm_document");
  QTest::keyClicks(paper, "printed standard, page 31");
  EXPECT_FALSE(send->isEnabled()) << "there is no such day";
  type(date, "2026/11/20");
  QTest::keyClick(paper, Qt::Key_Return);
  ASSERT_EQ(project().confirmations.size(), 1U);
  EXPECT_EQ(project().confirmations[0],
            (io::Confirmation{key, "Wang", "2026-11-20", "printed standard, page 31"}));
  EXPECT_TRUE(settings_of(project()).profile.values.at(key).confirmed());
  EXPECT_NE(find<QLabel>("open_count")->text(), count);
  EXPECT_FALSE(form->isVisible());
  EXPECT_TRUE(button->text().contains("Wang"));
  QTest::mouseClick(button, Qt::LeftButton);
  EXPECT_TRUE(project().confirmations.empty());
  EXPECT_EQ(find<QLabel>("open_count")->text(), count);
  EXPECT_EQ(document().undo().count(), 2);
}

TEST_F(Rules, EscClosesTheFormAndConfirmsNothing) {
  const std::string key = open_key();
  QTest::mouseClick(find<QPushButton>(("confirm_" + key).c_str()), Qt::LeftButton);
  auto* form = find<QFrame>(("form_" + key).c_str());
  QTest::keyClick(form->findChild<QLineEdit*>("confirm_by"), Qt::Key_Escape);
  EXPECT_FALSE(form->isVisible());
  EXPECT_TRUE(project().confirmations.empty());
}

TEST_F(Rules, AnotherCodeBringsItsValuesAndDropsConfirmations) {
  document().edit("Confirm a clause", [&](io::Project& project) {
    project.confirmations.push_back({"hydrants.radius_m", "Wang", "2026-11-20", "page 31"});
  });
  choose("profile", "us-ifc");
  EXPECT_EQ(project().profile, "us-ifc");
  EXPECT_TRUE(project().confirmations.empty()) << "they vouch for Chinese clauses";
  EXPECT_TRUE(find<QLabel>("message")->text().contains("1 confirmation was"));
  const auto profile = settings_of(project()).profile;
  EXPECT_EQ(number("hydrants.radius_m")->value(),
            std::get<double>(profile.values.at("hydrants.radius_m").value));
  document().undo().undo();
  EXPECT_EQ(project().profile, "cn-gb");
  EXPECT_EQ(project().confirmations.size(), 1U);
  EXPECT_EQ(find<QComboBox>("profile")->currentData().toString(), "cn-gb");
}

TEST_F(Rules, AProfileOfOnesOwnIsTakenAndABrokenOneRefused) {
  const auto write_rules = [this](const std::string& radius) {
    return dir_.write("town.toml", R"([profile]
name = "town"
title = "Town rules"
[hydrants.radius_m]
unit = "m"
clause = "Town 3"
value_mark = "V1"
clause_mark = "V1"
value = )" + radius + "\n");
  };
  const auto file = write_rules("80.0");
  const auto broken = dir_.write("broken.toml", "[profile\nname = 3");
  QString answer = QString::fromStdString(broken.string());
  page().ask_profile_file = [&] { return answer; };
  choose("profile", "");
  EXPECT_EQ(project().profile, "cn-gb");
  auto* trouble = find<QLabel>("rules_trouble");
  EXPECT_TRUE(trouble->isVisible());
  EXPECT_TRUE(trouble->text().contains("broken.toml")) << trouble->text().toStdString();
  EXPECT_EQ(find<QComboBox>("profile")->currentData().toString(), "cn-gb");
  answer = QString::fromStdString(file.string());
  choose("profile", "");
  EXPECT_EQ(project().profile, file.string());
  EXPECT_EQ(number("hydrants.radius_m")->value(), 80);
  EXPECT_FALSE(trouble->isVisible());
  EXPECT_TRUE(find<QComboBox>("profile")->currentText().startsWith("Town rules"));
  const auto* told = find<QLabel>("assess_rules");
  EXPECT_TRUE(becomes([&] { return told->text().contains("80 m"); }));
  write_rules("90.0");
  trigger("reload");
  EXPECT_TRUE(becomes([&] { return told->text().contains("90 m"); })) << "read again";
}

TEST_F(Rules, TheEngineIsChosenAndItsSizeTold) {
  auto* engines = find<QComboBox>("engine");
  ASSERT_EQ(engines->count(), 4) << "three, and a file";
  EXPECT_EQ(engines->itemData(0).toString(), "light");
  choose("engine", "aerial");
  EXPECT_EQ(project().engine, "aerial");
  EXPECT_TRUE(gui::rules_summary(project()).contains("aerial"));
  EXPECT_TRUE(engines->itemData(2, Qt::ToolTipRole).toString().contains("10.8 m long"));
}

TEST_F(Rules, EveryValueOfTheEngineIsTold) {
  auto* values = find<QTreeWidget>("engine_values");
  EXPECT_FALSE(values->isVisible());
  auto* fold = find<QWidget>("engine_box")->findChild<QToolButton*>("fold");
  fold->setFocus();
  QTest::keyClick(fold, Qt::Key_Space);
  ASSERT_TRUE(values->isVisible());
  std::map<QString, QString> told;
  for (int i = 0; i < values->topLevelItemCount(); ++i) {
    told[values->topLevelItem(i)->text(0)] = values->topLevelItem(i)->text(1);
    EXPECT_FALSE(values->topLevelItem(i)->text(2).isEmpty());
  }
  EXPECT_EQ(told.size(), 9U);
  EXPECT_EQ(told["Wheelbase"], "4.5 m");
  EXPECT_EQ(told["Overhang behind"], "2.2 m");
  EXPECT_EQ(told["Width that it needs"], "3 m");
  EXPECT_TRUE(values->topLevelItem(0)->text(2).contains("(D)"));
}

TEST_F(Rules, AnEngineOfTheBrigadesOwnIsTakenAndABrokenFileRefused) {
  const auto fleet = dir_.write("fleet.toml",
                                "[rescue]\nbody_width_m = 2.3\nside_margin_m = 0.2\n"
                                "length_m = 7.1\n[ladder]\nbody_width_m = 2.55\n");
  const auto broken = dir_.write("broken.toml", "[rescue]\nwings = 2\n");
  QString answer = QString::fromStdString(broken.string());
  find<gui::EngineBox>("engine_box")->ask_engine_file = [&] { return answer; };
  choose("engine", "");
  EXPECT_EQ(project().engine, "pumper");
  auto* trouble = find<QLabel>("rules_trouble");
  EXPECT_TRUE(trouble->isVisible());
  EXPECT_TRUE(trouble->text().contains("broken.toml")) << trouble->text().toStdString();
  EXPECT_EQ(find<QComboBox>("engine")->currentData().toString(), "pumper");
  answer = QString::fromStdString(fleet.string());
  choose("engine", "");
  EXPECT_EQ(project().engine, fleet.string() + "#rescue");
  EXPECT_DOUBLE_EQ(settings_of(project()).engine.required_width_m(), 2.7);
  EXPECT_EQ(find<QComboBox>("engine")->count(), 6) << "both of the file can be chosen";
  choose("engine", QString::fromStdString(fleet.string()) + "#ladder");
  EXPECT_DOUBLE_EQ(settings_of(project()).engine.body_width_m, 2.55);
  ASSERT_TRUE(window_->save_to(dir_ / "saved.toml"));
  EXPECT_NE(test::read_file(dir_ / "saved.toml").find("engine = \"fleet.toml#ladder\""),
            std::string::npos);
  EXPECT_EQ(io::read_project(dir_ / "saved.toml").engine, project().engine);
  assess();
  EXPECT_NE(document().table("fire_lanes")->column("verdict_ladder"), nullptr);
  document().undo().setIndex(0);
  EXPECT_EQ(project().engine, "pumper");
}

TEST_F(Rules, OneConfirmationCountsForAllValuesOfItsClause) {
  const auto rows = gui::rule_rows(project(), settings_of(project()).profile);
  std::vector<std::string> keys;
  for (const auto& row : rows)
    if (row.param != nullptr && keys.size() < 2) keys = gui::open_of_clause(rows, row.key);
  ASSERT_GE(keys.size(), 2U) << "a clause with several values";
  const std::size_t open = gui::open_clauses(rows);
  auto* button = find<QPushButton>(("confirm_" + keys[0]).c_str());
  find<QScrollArea>("rules_list")->ensureWidgetVisible(button);
  QTest::mouseClick(button, Qt::LeftButton);
  auto* form = find<QFrame>(("form_" + keys[0]).c_str());
  auto* whole = form->findChild<QCheckBox*>("confirm_whole");
  ASSERT_TRUE(whole->isVisible());
  EXPECT_TRUE(whole->isChecked());
  EXPECT_TRUE(whole->text().contains(QString::number(keys.size())));
  QTest::keyClicks(form->findChild<QLineEdit*>("confirm_by"), "Wang");
  auto* paper = form->findChild<QLineEdit*>("confirm_document");
  QTest::keyClicks(paper, "page 31");
  QTest::keyClick(paper, Qt::Key_Return);
  ASSERT_EQ(project().confirmations.size(), keys.size());
  for (const std::string& key : keys)
    EXPECT_TRUE(settings_of(project()).profile.values.at(key).confirmed()) << key;
  EXPECT_EQ(gui::open_clauses(gui::rule_rows(project(), io::profile_named("cn-gb"))), open - 1);
  EXPECT_EQ(document().undo().count(), 1) << "one step";
  document().undo().undo();
  EXPECT_TRUE(project().confirmations.empty());
  // One value alone leaves the clause open.
  QTest::mouseClick(button, Qt::LeftButton);
  QTest::keyClick(whole, Qt::Key_Space);
  EXPECT_FALSE(whole->isChecked());
  QTest::keyClicks(paper, "page 31");
  QTest::keyClick(paper, Qt::Key_Return);
  EXPECT_EQ(project().confirmations.size(), 1U);
  EXPECT_EQ(gui::open_clauses(gui::rule_rows(project(), io::profile_named("cn-gb"))), open);
}

TEST_F(Rules, WhatIsTypedCountsWhenACommandIsGivenByItsKey) {
  type(number("hydrants.radius_m"), "120");
  QTest::keyClick(number("hydrants.radius_m"), Qt::Key_F9);
  ASSERT_EQ(project().overrides.count("hydrants.radius_m"), 1U);
  ASSERT_TRUE(
      QTest::qWaitFor([this] { return document().results() && !document().busy(); }, 120000));
  EXPECT_FALSE(document().outdated()) << "the run was made with it";
  ASSERT_TRUE(window_->save_to(dir_ / "city.toml"));
  auto* classes = find<QLineEdit>("value_lanes.classes");
  type(classes, "residential service");
  QTest::keyClick(classes, Qt::Key_S, Qt::ControlModifier);
  EXPECT_EQ(io::read_project(dir_ / "city.toml").overrides.count("lanes.classes"), 1U);
  EXPECT_FALSE(document().unsaved());
}

TEST_F(Rules, ASummaryInOneLine) {
  EXPECT_EQ(gui::rules_summary(project()).toStdString(),
            "China, GB codes · 150 m / 4 m · pumper · 4 clauses to be confirmed");
  enter(number("hydrants.radius_m"), "120");
  EXPECT_TRUE(gui::rules_summary(project()).contains("120 m / 4 m"));
  EXPECT_TRUE(gui::rules_summary(project()).endsWith("1 changed"));
}

TEST_F(Rules, EverythingTurnsChineseAndBack) {
  auto* clause = page().row("hydrants.radius_m");
  trigger("chinese");
  EXPECT_TRUE(number("hydrants.radius_m")->accessibleName().contains("保护半径"));
  EXPECT_TRUE(clause->toolTip().contains("条文为半径"));
  EXPECT_EQ(find<QComboBox>("profile")->currentText(), "中国国家标准（GB）");
  EXPECT_EQ(find<QComboBox>("value_hydrants.metric")->currentText(), "直线距离");
  EXPECT_TRUE(find<QLabel>("open_count")->text().contains("待确认"));
  trigger("chinese");
  EXPECT_EQ(find<QComboBox>("profile")->currentText(), "China, GB codes");
}

TEST_F(Rules, AChoiceHasRoomForItsWordsInTheOtherLanguageToo) {
  const auto widths = [&] {
    return std::pair(find<QComboBox>("value_hydrants.rule")->sizeHint().width(),
                     find<QComboBox>("which_values")->sizeHint().width());
  };
  trigger("chinese");
  const auto chinese = widths();  // 外墙全部, 待确认
  trigger("chinese");
  const auto english = widths();  // all of the facade, To be confirmed
  EXPECT_GT(english.first, chinese.first);
  EXPECT_GT(english.second, chinese.second);
}

TEST_F(Rules, WhatWasChangedIsInTheSavedProject) {
  enter(number("hydrants.radius_m"), "120");
  choose("engine", "light");
  ASSERT_TRUE(window_->save_to(dir_ / "saved.toml"));
  const io::Project read = io::read_project(dir_ / "saved.toml");
  EXPECT_EQ(std::get<double>(read.overrides.at("hydrants.radius_m")), 120);
  EXPECT_EQ(read.engine, "light");
}

}  // namespace
}  // namespace firebreak
