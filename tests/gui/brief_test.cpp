#include <QCheckBox>
#include <QElapsedTimer>
#include <QPlainTextEdit>
#include <QProcess>
#include <QScrollBar>
#include <QToolButton>
#include <cstdlib>
#include <fstream>

#include "core/io/project.hpp"
#include "gui/brief_page.hpp"
#include "gui/sheet_job.hpp"
#include "gui/window_fixture.hpp"

/// The step "Brief": the page as it is seen, set and taken away.
namespace firebreak {
namespace {

class Brief : public test::WindowTest {
 protected:
  Brief() { setenv("SOURCE_DATE_EPOCH", "1764000000", 1); }
  ~Brief() override { unsetenv("SOURCE_DATE_EPOCH"); }

  void brief() {
    open_town();
    assess();
    window_->choose_step(gui::Step::brief);
    wait_page();
  }
  gui::BriefPage& page() { return *find<gui::BriefPage>("brief"); }
  gui::PagePreview& preview() { return page().preview(); }
  const SheetSettings& sheet() { return document().project().sheet; }
  /// The map is out of sight and need not be painted.
  void assess_again() {
    const auto before = document().results();
    press(Qt::Key_F9);
    ASSERT_TRUE(QTest::qWaitFor(
        [&] { return document().results() != before && !document().busy(); }, 60000));
  }
  void wait_page() {
    ASSERT_TRUE(QTest::qWaitFor(
        [this] { return preview().finished() && preview().picture().has_value(); }, 60000));
  }
  /// Writes by a command of the menu and waits until the file is there.
  std::filesystem::path taken(const char* action, const char* name) {
    const auto path = dir_ / name;
    page().outputs().ask_path = [path](const QString&, const QString&, const QString&) {
      return QString::fromStdString(path.string());
    };
    trigger(action);
    EXPECT_TRUE(QTest::qWaitFor([this] { return !document().busy(); }, 120000));
    QTest::qWait(1);
    return path;
  }
  void command_line(const QStringList& words) {
    QProcess firebreak;
    firebreak.setProcessChannelMode(QProcess::MergedChannels);
    firebreak.start(FIREBREAK_CLI, words);
    ASSERT_TRUE(firebreak.waitForFinished(120000));
    ASSERT_EQ(firebreak.exitCode(), 0) << firebreak.readAll().toStdString();
  }
  QString name(const char* file) { return QString::fromStdString((dir_ / file).string()); }
  void choose(const char* combo, const QString& words) {
    auto* box = find<QComboBox>(combo);
    const int at = box->findText(words);
    ASSERT_GE(at, 0) << words.toStdString();
    box->setCurrentIndex(at);
    emit box->activated(at);
  }
  QPoint on_page(double x_mm, double y_mm) { return preview().to_screen({x_mm, y_mm}).toPoint(); }
  QString words_of(const std::filesystem::path& pdf) {
    QProcess reader;
    reader.start("pdftotext", {"-layout", QString::fromStdString(pdf.string()), "-"});
    EXPECT_TRUE(reader.waitForFinished(30000));
    return QString::fromUtf8(reader.readAll());
  }
};

/// The first file's bytes against the second's; short on failure.
testing::AssertionResult same_bytes(const std::filesystem::path& a,
                                    const std::filesystem::path& b) {
  const std::string one = test::read_file(a);
  const std::string two = test::read_file(b);
  if (one.empty()) return testing::AssertionFailure() << a << " is empty";
  if (one == two) return testing::AssertionSuccess();
  std::size_t at = 0;
  while (at < std::min(one.size(), two.size()) && one[at] == two[at]) ++at;
  return testing::AssertionFailure()
         << a << " (" << one.size() << " bytes) and " << b << " (" << two.size()
         << " bytes) differ from byte " << at << ": ..." << one.substr(at > 60 ? at - 60 : 0, 120);
}

TEST_F(Brief, ThePageIsInTheMiddleAndTheMapComesBack) {
  brief();
  EXPECT_TRUE(preview().isVisible());
  EXPECT_FALSE(canvas().isVisible());
  const auto& picture = *preview().picture();
  EXPECT_EQ(picture.layout.paper, QSizeF(420, 297));
  EXPECT_NEAR(static_cast<double>(picture.image.width()) / picture.image.height(), 420.0 / 297,
              0.01);
  window_->choose_step(gui::Step::data);
  EXPECT_FALSE(preview().isVisible());
  EXPECT_TRUE(canvas().isVisible());
}

TEST_F(Brief, ThePictureIsWhatTheCommandLineDraws) {
  brief();
  auto job = *gui::sheet_job(document());
  job.options.dpi = preview().picture()->image.width() / 420.0 * 25.4;
  const QImage drawn = render::sheet_image(job.tables(), job.record, job.style, job.options, Job());
  const QImage shown = preview().picture()->image;
  ASSERT_LE(std::abs(drawn.width() - shown.width()), 1);
  EXPECT_LT(std::abs(test::pixels_like(drawn, QColor(0xd7, 0x30, 0x1f)) -
                     test::pixels_like(shown, QColor(0xd7, 0x30, 0x1f))),
            test::pixels_like(drawn, QColor(0xd7, 0x30, 0x1f)) / 10 + 5);
  EXPECT_GT(test::pixels_like(shown, QColor(0xd7, 0x30, 0x1f)), 20);
}

TEST_F(Brief, WithoutAResultThePageSaysSo) {
  open_town();
  window_->choose_step(gui::Step::brief);
  EXPECT_FALSE(preview().picture().has_value());
  for (const char* id : {"export_pdf", "print_sheet", "export_gpkg", "print_one_page",
                         "export_tables", "export_checks"})
    EXPECT_FALSE(window_->actions().find(id)->isEnabled()) << id;
  assess();
  wait_page();
  EXPECT_TRUE(window_->actions().find("export_pdf")->isEnabled());
  EXPECT_FALSE(window_->actions().find("print_one_page")->isEnabled()) << "nothing is chosen";
}

TEST_F(Brief, TheFileOfASheetIsNamedByTheTownThatItShows) {
  open(test::add_units(test::write_town(dir_.path()),
                       {{"w", "West/Old: town", 1, {{11.27, 49.50}, {11.2827, 49.52}}}}));
  assess();
  QString proposed;
  page().outputs().ask_path = [&](const QString&, const QString& name, const QString&) {
    proposed = name;
    return QString();
  };
  trigger("export_pdf");
  EXPECT_EQ(proposed, "Testhausen.pdf");
  document().edit("Unit shown", [](io::Project& project) { project.view.unit = "w"; });
  settle();
  trigger("export_png");
  EXPECT_EQ(proposed, "Testhausen West Old town.png");
  trigger("export_gpkg");
  EXPECT_EQ(proposed, "Testhausen.gpkg") << "the result is of everything";
  document().edit("Unit shown", [](io::Project& project) { project.view.unit = "none"; });
  settle();
  trigger("export_pdf");
  EXPECT_EQ(proposed, "Testhausen Outside all units.pdf");
}

TEST_F(Brief, TheTitleIsEditedByAClickOnIt) {
  brief();
  const QRectF title = preview().picture()->layout.title;
  QTest::mouseClick(preview().viewport(), Qt::LeftButton, {},
                    on_page(title.left() + 20, title.top() + 5));
  auto* field = find<QLineEdit>("page_title");
  ASSERT_TRUE(field->isVisible());
  EXPECT_EQ(field->text(), "Testhausen: fire safety screening map");
  QTest::keyClick(field, Qt::Key_A, Qt::ControlModifier);
  QTest::keyClicks(field, "For the council");
  EXPECT_EQ(document().undo().count(), 0);
  QTest::keyClick(field, Qt::Key_Return);
  EXPECT_FALSE(field->isVisible());
  EXPECT_EQ(sheet().title, "For the council");
  EXPECT_EQ(document().undo().count(), 1);
  wait_page();
  EXPECT_EQ(preview().picture()->title, "For the council");
  EXPECT_EQ(find<QLineEdit>("sheet_title")->text(), "For the council");
  document().undo().undo();
  wait_page();
  EXPECT_EQ(preview().picture()->title, "Testhausen: fire safety screening map");
}

TEST_F(Brief, EscLeavesTheTitleAsItWas) {
  brief();
  const QRectF title = preview().picture()->layout.title;
  QTest::mouseClick(preview().viewport(), Qt::LeftButton, {},
                    on_page(title.left() + 20, title.top() + 5));
  auto* field = find<QLineEdit>("page_title");
  QTest::keyClicks(field, "Nonsense");
  QTest::keyClick(field, Qt::Key_Escape);
  EXPECT_FALSE(field->isVisible());
  EXPECT_TRUE(sheet().title.empty());
}

TEST_F(Brief, TheMapIsDraggedInsideItsFrame) {
  brief();
  const auto before = *preview().picture();
  const QPointF middle = before.layout.map.center();
  const QPoint from = on_page(middle.x(), middle.y());
  const QPoint to = from + QPoint(60, -30);
  QTest::mousePress(preview().viewport(), Qt::LeftButton, {}, from);
  QTest::mouseMove(preview().viewport(), from + QPoint(30, -15));
  QTest::mouseMove(preview().viewport(), to);
  QTest::mouseRelease(preview().viewport(), Qt::LeftButton, {}, to);
  ASSERT_TRUE(sheet().extent.has_value());
  EXPECT_EQ(document().undo().count(), 1);
  wait_page();
  const auto after = *preview().picture();
  EXPECT_EQ(after.scale, before.scale);
  const double m_per_px = before.scale / 1000 / preview().zoom();
  EXPECT_NEAR(after.seen.centre().x_m - before.seen.centre().x_m, -60 * m_per_px, 0.1 * m_per_px);
  EXPECT_NEAR(after.seen.centre().y_m - before.seen.centre().y_m, -30 * m_per_px, 0.1 * m_per_px);
  QTest::mouseClick(find<QPushButton>("extent_whole"), Qt::LeftButton);
  EXPECT_FALSE(sheet().extent.has_value());
  wait_page();
  EXPECT_EQ(preview().picture()->seen, before.seen);
}

TEST_F(Brief, TheMapIsMovedInItsFrameByKeysToo) {
  brief();
  const auto before = *preview().picture();
  preview().setFocus();
  QTest::keyClick(&preview(), Qt::Key_Right, Qt::ShiftModifier);
  wait_page();
  ASSERT_TRUE(sheet().extent.has_value());
  const auto after = *preview().picture();
  EXPECT_NEAR(after.seen.min.x_m - before.seen.min.x_m, 0.05 * before.seen.width_m(),
              0.005 * before.seen.width_m());
  EXPECT_EQ(after.seen.min.y_m, before.seen.min.y_m);
  EXPECT_EQ(after.scale, before.scale);
}

TEST_F(Brief, TheViewOfTheMapBecomesTheExtent) {
  brief();
  window_->choose_step(gui::Step::data);
  canvas().zoom_to(document().table("buildings")->shapes.boxes.front(), 3);
  settle();
  const Box seen = canvas().visible();
  window_->choose_step(gui::Step::brief);
  QTest::mouseClick(find<QPushButton>("extent_view"), Qt::LeftButton);
  wait_page();
  const RunRecord& record = document().results()->record();
  EXPECT_NEAR(preview().picture()->seen.centre().x_m, seen.centre().x_m + record.origin_x_m, 0.5);
  EXPECT_NEAR(preview().picture()->seen.centre().y_m, seen.centre().y_m + record.origin_y_m, 0.5);
  EXPECT_FALSE(find<QPushButton>("extent_whole")->isChecked());
}

TEST_F(Brief, WhichExtentIsTakenIsSeenOnADarkGroundToo) {
  brief();
  trigger("dark");
  wait_page();
  auto* whole = find<QPushButton>("extent_whole");
  ASSERT_TRUE(whole->isChecked());
  const auto edge = [&] {
    return test::pixels_like(whole->grab().toImage(), whole->palette().color(QPalette::Highlight));
  };
  const int taken = edge();
  QTest::mouseClick(find<QPushButton>("extent_view"), Qt::LeftButton);
  wait_page();
  EXPECT_FALSE(whole->isChecked());
  EXPECT_GT(taken, edge() + 100);
  trigger("dark");
}

TEST_F(Brief, PaperTextScaleAndOverviewAreSetAndUndone) {
  brief();
  choose("paper", "A4");
  choose("orientation", "portrait");
  wait_page();
  EXPECT_EQ(preview().picture()->layout.paper, QSizeF(210, 297));
  auto* subtitle = find<QLineEdit>("sheet_subtitle");
  subtitle->setFocus();
  QTest::keyClicks(subtitle, "Draft of 3 December");
  QTest::keyClick(subtitle, Qt::Key_Return);
  EXPECT_EQ(sheet().subtitle, "Draft of 3 December");
  auto* words = find<QPlainTextEdit>("sheet_text");
  words->setFocus();
  QTest::keyClicks(words, "Ask the brigade.");
  EXPECT_TRUE(sheet().text.empty()) << "not while typing";
  subtitle->setFocus();
  EXPECT_EQ(sheet().text, "Ask the brigade.");
  auto* scale = find<QComboBox>("sheet_scale");
  scale->setFocus();
  QTest::keyClick(scale->lineEdit(), Qt::Key_A, Qt::ControlModifier);
  QTest::keyClicks(scale->lineEdit(), "1:7,000");
  QTest::keyClick(scale->lineEdit(), Qt::Key_Return);
  ASSERT_TRUE(sheet().scale.has_value());
  EXPECT_EQ(*sheet().scale, 7000);
  auto* overview = find<QCheckBox>("sheet_overview");
  QTest::mouseClick(overview, Qt::LeftButton, {}, {8, overview->height() / 2});
  EXPECT_TRUE(sheet().overview);
  EXPECT_EQ(document().undo().count(), 6);
  wait_page();
  EXPECT_EQ(preview().picture()->scale, 7000);
  const QString pdf = words_of(taken("export_pdf", "page.pdf"));
  for (const char* said : {"Draft of 3 December", "Ask the brigade.", "Overview", "1:7,000"})
    EXPECT_TRUE(pdf.contains(said)) << said;
  while (document().undo().canUndo()) document().undo().undo();
  EXPECT_EQ(sheet(), SheetSettings());
}

TEST_F(Brief, ALogoStandsOnThePageAndABadOneIsRefused) {
  brief();
  const auto bad = dir_.write("bad.png", "no picture");
  QImage logo(80, 40, QImage::Format_RGB32);
  logo.fill(QColor(0, 160, 0));
  logo.save(name("logo.png"));
  QString answer = QString::fromStdString(bad.string());
  page().ask_logo = [&] { return answer; };
  QTest::mouseClick(find<QPushButton>("sheet_logo"), Qt::LeftButton);
  EXPECT_TRUE(sheet().logo.empty());
  EXPECT_TRUE(find<QLabel>("message")->text().contains("bad.png"));
  answer = name("logo.png");
  QTest::mouseClick(find<QPushButton>("sheet_logo"), Qt::LeftButton);
  wait_page();
  EXPECT_GT(test::pixels_like(preview().picture()->image, QColor(0, 160, 0), 4), 100);
  QTest::mouseClick(find<QPushButton>("sheet_no_logo"), Qt::LeftButton);
  wait_page();
  EXPECT_EQ(test::pixels_like(preview().picture()->image, QColor(0, 160, 0), 4), 0);
}

TEST_F(Brief, ZoomKeepsTheProportionAndDrawsSharper) {
  brief();
  const int small = preview().picture()->image.width();
  QTest::mouseClick(find<QToolButton>("page_true"), Qt::LeftButton);
  QTest::mouseClick(find<QToolButton>("page_larger"), Qt::LeftButton);
  wait_page();
  const QImage& large = preview().picture()->image;
  EXPECT_GT(large.width(), small);
  EXPECT_NEAR(static_cast<double>(large.width()) / large.height(), 420.0 / 297, 0.01);
  EXPECT_GT(preview().horizontalScrollBar()->maximum(), 0);
  QTest::mouseClick(find<QToolButton>("page_fit"), Qt::LeftButton);
  wait_page();
  EXPECT_EQ(preview().picture()->image.width(), small);
}

TEST_F(Brief, AHiddenLegendEntryAndALayerSwitchedOffAreNotOnThePage) {
  brief();
  const QColor red(0xd7, 0x30, 0x1f);
  ASSERT_GT(test::pixels_like(preview().picture()->image, red), 20);
  document().edit("Value", [](io::Project& project) {
    project.view.layer("building_risk", "Buildings: hydrant cover").shown = false;
  });
  wait_page();
  const QString words = words_of(taken("export_pdf", "off.pdf"));
  EXPECT_FALSE(words.contains("Buildings: hydrant cover"));
  EXPECT_TRUE(words.contains("Fire lanes: clear width"));
  document().undo().undo();
  document().edit("Value", [](io::Project& project) {
    project.view.look("building_risk", "Buildings: hydrant cover", "Covered by hydrants").hidden =
        true;
  });
  wait_page();
  const QString some = words_of(taken("export_pdf", "some.pdf"));
  EXPECT_TRUE(some.contains("Not covered by hydrants"));
  EXPECT_FALSE(some.contains("Covered by hydrants"));
}

TEST_F(Brief, ItsToolsTurnChineseWhileAnotherStepIsShown) {
  trigger("chinese");
  trigger("step_brief");
  EXPECT_EQ(find<QToolButton>("page_fit")->text().toStdString(), "整页");
}

TEST_F(Brief, ThePageTurnsChinese) {
  brief();
  trigger("chinese");
  wait_page();
  EXPECT_EQ(preview().picture()->title, "Testhausen 消防安全筛查图");
  EXPECT_EQ(find<QComboBox>("orientation")->currentText(), "横向");
}

TEST_F(Brief, TheSameBytesAsTheCommandLine) {
  brief();
  QImage logo(60, 40, QImage::Format_RGB32);
  logo.fill(QColor(20, 90, 160));
  logo.save(name("logo.png"));
  document().edit("Paper of the sheet", [&](io::Project& project) {
    project.sheet.paper = "A4";
    project.sheet.landscape = false;
    project.sheet.title = "Both ways";
    project.sheet.text = "The same bytes.";
    project.sheet.overview = true;
    project.sheet.logo = name("logo.png").toStdString();
    project.view.look("building_risk", "Buildings: hydrant cover", "Covered by hydrants").hidden =
        true;
    project.overrides["hydrants.radius_m"] = 90.0;
    // Looks of the user's own: colours, breaks, widths, opacity, classes.
    RuleLook& gap =
        project.view.look("hydrant_gaps", "Hydrant gaps", "Area around buildings out of reach");
    gap.fill = Colour{10, 200, 210, 90};
    gap.stroke_mm = 0.7;
    LayerView& cover = project.view.layer("building_risk", "Buildings: hydrant cover");
    cover.opacity = 0.6;
    cover.graduated = Graduated{"nearest_hydrant_m", "blue", {60, 120}};
  });
  assess_again();
  ASSERT_TRUE(window_->save_to(dir_ / "city.toml"));
  command_line({"assess", name("city.toml"), "-o", name("line.gpkg")});
  EXPECT_TRUE(same_bytes(taken("export_gpkg", "window.gpkg"), dir_ / "line.gpkg"));
  const std::string file = test::read_file(dir_ / "window.gpkg");
  EXPECT_NE(file.find("label=\"60 – 120\""), std::string::npos)
      << "the classes, as QGIS reads them";
  EXPECT_NE(file.find("#0ac8d2"), std::string::npos) << "the colour, as SLD has it";
  for (const char* ending : {"pdf", "png", "svg"}) {
    const std::string line = std::string("line.") + ending;
    const std::string window = std::string("window.") + ending;
    command_line(
        {"map", name("line.gpkg"), "--project", name("city.toml"), "-o", name(line.c_str())});
    EXPECT_TRUE(
        same_bytes(taken((std::string("export_") + ending).c_str(), window.c_str()), dir_ / line));
  }
}

TEST_F(Brief, TablesAndFieldChecksAreTheCommandLinesToo) {
  brief();
  taken("export_gpkg", "window.gpkg");
  command_line({"ledger", "export", name("window.gpkg"), "-o", name("line.xlsx")});
  EXPECT_TRUE(same_bytes(taken("export_tables", "window.xlsx"), dir_ / "line.xlsx"));
  command_line({"fieldcheck", "export", name("window.gpkg"), "-o", name("checks.xlsx")});
  EXPECT_TRUE(same_bytes(taken("export_checks", "window-checks.xlsx"), dir_ / "checks.xlsx"));
  // From a result that was opened alone.
  open(dir_ / "window.gpkg");
  EXPECT_TRUE(same_bytes(taken("export_tables", "alone.xlsx"), dir_ / "line.xlsx"));
}

TEST_F(Brief, WithTownsTheTablesHaveASheetForEachAndTheArrears) {
  open(test::add_units(test::write_town(dir_.path()),
                       {{"west", "West", 0, {{11.2795, 49.508}, {11.2827, 49.512}}}}));
  assess();
  taken("export_gpkg", "window.gpkg");
  command_line({"ledger", "export", name("window.gpkg"), "--by", "town", "-o", name("line.xlsx")});
  EXPECT_TRUE(same_bytes(taken("export_tables", "window.xlsx"), dir_ / "line.xlsx"));
}

TEST_F(Brief, TheTownShownIsThePageInTheWindowAndOnTheCommandLine) {
  open(test::add_units(test::write_town(dir_.path()),
                       {{"west", "West", 0, {{11.2795, 49.508}, {11.2827, 49.512}}}}));
  assess();
  window_->choose_step(gui::Step::brief);
  wait_page();
  const Box whole = preview().picture()->seen;
  document().edit("Unit shown", [](io::Project& p) { p.view.unit = "west"; });
  ASSERT_TRUE(QTest::qWaitFor(
      [&] { return preview().finished() && preview().picture()->subtitle == "West"; }, 60000));
  EXPECT_LT(preview().picture()->seen.centre().x_m, whole.centre().x_m - 50);
  ASSERT_TRUE(window_->save_to(dir_ / "city.toml"));
  taken("export_gpkg", "west.gpkg");
  const auto window = taken("export_pdf", "window.pdf");
  command_line({"map", name("west.gpkg"), "--project", name("city.toml"), "-o", name("line.pdf")});
  EXPECT_TRUE(same_bytes(window, dir_ / "line.pdf"));
  EXPECT_TRUE(words_of(window).contains("West"));
  command_line({"map", name("west.gpkg"), "--unit", "west", "-o", name("unit.pdf")});
  EXPECT_TRUE(words_of(dir_ / "unit.pdf").contains("West"));
}

TEST_F(Brief, APaperThatThereIsNotIsRefusedWhereTheProjectIsRead) {
  const auto project = test::write_town(dir_.path());
  std::ofstream(project, std::ios::app) << "\n[sheet]\npaper = \"A9\"\n";
  window_->open(project);
  EXPECT_FALSE(document().is_open());
  EXPECT_TRUE(find<QLabel>("message")->text().contains("A0 to A6"))
      << find<QLabel>("message")->text().toStdString();
}

TEST_F(Brief, APlansResultIsTheCommandLinesScenario) {
  brief();
  document().add_edit(AddHydrant{"new-1", (*document().city()->hydrants)[0].at + Xy{200, 0}});
  ASSERT_TRUE(QTest::qWaitFor(
      [this] { return !document().busy() && document().results() != document().base_results(); },
      60000));
  ASSERT_TRUE(window_->save_to(dir_ / "city.toml"));
  command_line({"assess", name("city.toml"), "--scenario", "Plan A", "-o", name("line.gpkg")});
  EXPECT_TRUE(same_bytes(taken("export_gpkg", "window.gpkg"), dir_ / "line.gpkg"));
}

TEST_F(Brief, WhatCannotBeWrittenIsToldAndNothingIsLeft) {
  brief();
  const std::string before = test::read_file(dir_ / "buildings.geojson");
  taken("export_pdf", "no_such_folder/page.pdf");
  EXPECT_TRUE(find<QLabel>("message")->text().contains("no_such_folder"));
  taken("export_gpkg", "buildings.geojson");
  EXPECT_TRUE(find<QLabel>("message")->text().contains("buildings.geojson"));
  EXPECT_EQ(test::read_file(dir_ / "buildings.geojson"), before) << "sources are never overwritten";
  EXPECT_FALSE(std::filesystem::exists(dir_ / "no_such_folder"));
}

TEST_F(Brief, EscStopsTheWritingAndLeavesTheOldFile) {
  brief();
  const auto file = dir_.write("page.png", "old");
  choose("paper", "A0");
  page().outputs().write_sheet(file);
  ASSERT_TRUE(document().busy());
  press(Qt::Key_Escape);
  EXPECT_FALSE(document().busy());
  QTest::qWait(300);
  EXPECT_EQ(test::read_file(file), "old");
  EXPECT_TRUE(find<QLabel>("message")->text().contains("Stopped"));
  std::size_t leftovers = 0;
  for (const auto& entry : std::filesystem::directory_iterator(dir_.path()))
    leftovers += entry.path().string().ends_with(".part") ? 1U : 0U;
  EXPECT_EQ(leftovers, 0U);
}

TEST_F(Brief, OnePageAboutABuildingInUnderFiveSeconds) {
  brief();
  const Column* verdict = document().table("building_risk")->column("hydrant_verdict");
  ASSERT_NE(verdict, nullptr);
  std::uint32_t failing = 0;
  while (verdict->texts[failing] != "fail") ++failing;
  document().show("building_risk", failing);
  settle();
  QElapsedTimer clock;
  clock.start();
  const auto file = taken("print_one_page", "one.pdf");
  EXPECT_LT(clock.elapsed(), 5000);
  const QString words = words_of(file);
  const std::string id(document().table("building_risk")->column("building_id")->texts[failing]);
  for (const QString& said :
       {QString::fromStdString(id), QString("Water supply"), QString("GB 50974-2014 7.2.5"),
        QString("Testhausen"), QString("Screening result, to be checked on site.")})
    EXPECT_TRUE(words.contains(said)) << said.toStdString();
  document().show("fire_lanes", 0);
  settle();
  EXPECT_TRUE(words_of(taken("print_one_page", "lane.pdf")).contains("Main Street"));
}

TEST_F(Brief, TheSheetIsPrinted) {
  brief();
  page().outputs().ask_printer = [&](QPrinter& printer) {
    EXPECT_EQ(printer.pageLayout().orientation(), QPageLayout::Landscape);
    printer.setOutputFormat(QPrinter::PdfFormat);
    printer.setOutputFileName(name("printed.pdf"));
    return true;
  };
  trigger("print_sheet");
  ASSERT_TRUE(QTest::qWaitFor([this] { return !document().busy(); }, 60000));
  EXPECT_TRUE(words_of(dir_ / "printed.pdf").contains("Testhausen: fire safety screening map"));
}

TEST_F(Brief, TheSheetIsInTheSavedProject) {
  brief();
  choose("paper", "A1");
  ASSERT_TRUE(window_->save_to(dir_ / "city.toml"));
  EXPECT_EQ(io::read_project(dir_ / "city.toml").sheet.paper, "A1");
}

}  // namespace
}  // namespace firebreak
