#include <QAbstractItemView>
#include <QDialogButtonBox>
#include <QDockWidget>
#include <QGroupBox>
#include <QRegularExpression>
#include <QTabBar>

#include "core/model/features.hpp"
#include "gui/window_fixture.hpp"
#include "gui/words.hpp"

/// The language changes while the window is open, and everything that is said changes with it.
namespace firebreak {
namespace {

bool holds_chinese(const QString& text) {
  return std::any_of(text.begin(), text.end(),
                     [](QChar c) { return c.unicode() >= 0x4e00 && c.unicode() < 0x9fff; });
}

class LiveLanguage : public test::WindowTest {
 protected:
  QString defect() { return find<QLabel>("health_effect")->text(); }
  void choose_first_defect() {
    auto* kinds = find<QTreeWidget>("health_kinds");
    ASSERT_GT(kinds->topLevelItemCount(), 0);
    kinds->setCurrentItem(kinds->topLevelItem(0));
  }
};

TEST_F(LiveLanguage, WhatIsSaidOfADefectChangesToo) {
  open_town();
  choose_first_defect();
  const QString english = defect();
  ASSERT_FALSE(english.isEmpty());
  ASSERT_FALSE(holds_chinese(english)) << english.toStdString();
  const auto city = document().city();
  trigger("chinese");
  ASSERT_TRUE(QTest::qWaitFor([&] { return holds_chinese(defect()); }, 60000))
      << defect().toStdString();
  EXPECT_EQ(document().issues().size(), city->issues.size());
  EXPECT_EQ(document().city(), city) << "results of it stay in force";
  trigger("chinese");
  EXPECT_EQ(defect(), english);
}

TEST_F(LiveLanguage, ACityReadDuringTheChangeIsToldInTheLanguageOfThen) {
  window_->open(test::write_town(dir_.path()));
  trigger("chinese");
  settle();
  ASSERT_TRUE(QTest::qWaitFor(
      [&] {
        return !document().issues().empty() &&
               holds_chinese(gui::to_qt(document().issues().front().detail));
      },
      60000));
}

/// Everything that is to be read in a window, each with the widget that says it.
class Readings {
 public:
  static QStringList of(const QWidget& window) {
    Readings all;
    for (const QWidget* widget : window.findChildren<QWidget*>()) all.add(*widget);
    for (const QAction* action : window.findChildren<QAction*>())
      if (!action->isSeparator()) all.say("action", {action->text(), action->toolTip()});
    all.told_.sort();
    return all.told_;
  }

 private:
  void say(const QString& where, const QStringList& words) {
    for (const QString& word : words)
      if (word.contains(QRegularExpression("\\p{L}"))) told_ << where + ": " + word;
  }
  static QString place_of(const QObject& object) {
    QString place;
    for (const QObject* at = &object; at != nullptr; at = at->parent())
      if (!at->objectName().isEmpty() && !at->objectName().startsWith("qt_"))
        return at->objectName() + "/" + object.metaObject()->className();
    return place;
  }
  void add(const QWidget& widget) {
    const QString where = place_of(widget);
    say(where + " tip", {widget.toolTip(), widget.accessibleName()});
    if (const auto* dock = qobject_cast<const QDockWidget*>(&widget))
      say(where, {dock->windowTitle()});
    if (const auto* label = qobject_cast<const QLabel*>(&widget)) {
      if (label->objectName() != "message") say(where, {label->text()});  // said in its time
    } else if (const auto* button = qobject_cast<const QAbstractButton*>(&widget)) {
      say(where, {button->text()});
    } else if (const auto* box = qobject_cast<const QGroupBox*>(&widget)) {
      say(where, {box->title()});
    } else if (const auto* edit = qobject_cast<const QLineEdit*>(&widget)) {
      say(where, {edit->placeholderText()});
    } else if (const auto* combo = qobject_cast<const QComboBox*>(&widget)) {
      for (int i = 0; i < combo->count(); ++i) say(where, {combo->itemText(i)});
    } else if (const auto* text = qobject_cast<const QTextBrowser*>(&widget)) {
      say(where, {text->toPlainText()});
    } else if (const auto* tabs = qobject_cast<const QTabBar*>(&widget)) {
      for (int i = 0; i < tabs->count(); ++i) say(where, {tabs->tabText(i)});
    } else if (const auto* view = qobject_cast<const QAbstractItemView*>(&widget)) {
      add_cells(where, view->model(), {});
    }
  }
  void add_cells(const QString& where, const QAbstractItemModel* model, const QModelIndex& under) {
    constexpr int enough = 100;
    if (model == nullptr) return;
    if (!under.isValid())
      for (int column = 0; column < model->columnCount(); ++column)
        say(where + " heading",
            {model->headerData(column, Qt::Horizontal).toString(),
             model->headerData(column, Qt::Horizontal, Qt::ToolTipRole).toString()});
    for (int row = 0; row < std::min(model->rowCount(under), enough); ++row)
      for (int column = 0; column < model->columnCount(under); ++column) {
        const QModelIndex at = model->index(row, column, under);
        say(where, {at.data().toString(), at.data(Qt::ToolTipRole).toString()});
        if (column == 0) add_cells(where, model, at);
      }
  }
  QStringList told_;
};

/// What one list has and the other has not.
QString missing_in(QStringList list, const QStringList& other) {
  for (const QString& line : other) list.removeOne(line);
  return list.join("\n");
}

/// A window that was switched says what one says that was opened in the language.
class EveryStep : public LiveLanguage {
 protected:
  /// Has everything in sight that says something about the town.
  void work() {
    open(test::add_west(test::write_town(dir_ / "town")));
    assess();
    for (int step = 0; step < gui::step_count; ++step) {
      window_->choose_step(static_cast<gui::Step>(step));
      QTest::qWait(20);
    }
    window_->choose_step(gui::Step::data);
    find<QTreeWidget>("intake_layers")
        ->setCurrentItem(find<QTreeWidget>("intake_layers")->topLevelItem(0));
    choose_first_defect();
    window_->show_panel("table");
    document().select({"building_risk", {0}, 0});
    trigger("add_hydrant");
    settle();
  }
};

TEST_F(EveryStep, TheWindowSaysTheSameSwitchedAsFreshlyOpened) {
  work();
  const QStringList english = Readings::of(*window_);
  trigger("chinese");
  settle();
  QTest::qWait(50);
  const QStringList switched = Readings::of(*window_);
  trigger("chinese");
  settle();
  QTest::qWait(50);
  const QStringList back = Readings::of(*window_);
  EXPECT_EQ(missing_in(back, english).toStdString(), "");
  EXPECT_EQ(missing_in(english, back).toStdString(), "");
  trigger("chinese");
  restart();
  work();
  const QStringList fresh = Readings::of(*window_);
  EXPECT_EQ(missing_in(switched, fresh).toStdString(), "");
  EXPECT_EQ(missing_in(fresh, switched).toStdString(), "");
}

TEST_F(LiveLanguage, QtsOwnButtonsChangeToo) {
  const auto cancel = [] {
    QDialogButtonBox box(QDialogButtonBox::Cancel);
    return box.button(QDialogButtonBox::Cancel)->text();
  };
  ASSERT_EQ(cancel(), "Cancel");
  trigger("chinese");
  EXPECT_EQ(cancel(), "取消");
  trigger("chinese");
  EXPECT_EQ(cancel(), "Cancel");
}

TEST_F(LiveLanguage, TheOwnNameOfALayerStaysBehindItsTitle) {
  EXPECT_EQ(gui::title_words("Key sites · schools"), "Key sites · schools");
  trigger("chinese");
  EXPECT_EQ(gui::title_words("Key sites · schools"), "重点单位（场所） · schools");
  EXPECT_EQ(gui::title_words("Buildings"), gui::to_qt(translate("Buildings")));
}

TEST_F(LiveLanguage, EveryKindOfObstacleHasAChineseName) {
  for (int kind = 0; kind <= static_cast<int>(ObstacleKind::kerb); ++kind) {
    const auto name = obstacle_kind_name(static_cast<ObstacleKind>(kind));
    EXPECT_NE(translate(name, Language::zh), name) << name;
  }
}

/// A name for one thing: two for it would be two things to a reader.
TEST_F(LiveLanguage, ABlockAndAFacadeHaveOneChineseNameEach) {
  const Translations all = translations();
  for (std::size_t i = 0; i < all.count; ++i)
    for (const char* other : {"街块", "街坊", "外立面"})
      EXPECT_EQ(all.first[i].chinese.find(other), std::string_view::npos) << all.first[i].chinese;
}

}  // namespace
}  // namespace firebreak
