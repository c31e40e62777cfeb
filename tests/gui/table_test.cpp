#include <QAction>
#include <QClipboard>
#include <QHeaderView>
#include <QScrollBar>
#include <algorithm>

#include "core/geo/measure.hpp"
#include "core/io/read.hpp"
#include "gui/cell_words.hpp"
#include "gui/table_panel.hpp"
#include "gui/window_fixture.hpp"

/// The attribute table, and selecting on the map: one selection, seen from both sides.
namespace firebreak {
namespace {

using gui::TablePtr;

class Table : public test::WindowTest {
 protected:
  void open_table() {
    open_town();
    press(Qt::Key_F6);
    view_ = find<gui::RowView>("table_rows");
    ASSERT_TRUE(view_->isVisible());
    wait();
  }
  gui::TablePanel& panel() { return static_cast<gui::TablePanel&>(*window_->panel("table")); }
  gui::FeatureModel& model() { return static_cast<gui::FeatureModel&>(*view_->model()); }
  void wait() {
    ASSERT_TRUE(QTest::qWaitFor([this] { return panel().finished(); }, 60000));
  }
  void choose(const char* name) {
    auto* tables = find<QComboBox>("table_choice");
    const int at = tables->findData(QString::fromUtf8(name));
    ASSERT_GE(at, 0) << name;
    tables->setFocus();
    while (tables->currentIndex() != at)
      QTest::keyClick(tables, tables->currentIndex() < at ? Qt::Key_Down : Qt::Key_Up);
    wait();
  }
  void filter(const char* typed) {
    auto* line = find<QLineEdit>("table_filter");
    line->setFocus();
    line->selectAll();
    if (*typed == '\0') QTest::keyClick(line, Qt::Key_Delete);
    QTest::keyClicks(line, typed);
    wait();
  }
  int column(const char* name) {
    const auto& columns = model().table()->columns;
    for (std::size_t c = 0; c < columns.size(); ++c)
      if (columns[c].name == name) return static_cast<int>(c);
    ADD_FAILURE() << "no column " << name;
    return 0;
  }
  QString cell(int position, const char* name) {
    return model().index(position, column(name)).data().toString();
  }
  void click_header(const char* name) {
    QHeaderView* header = view_->horizontalHeader();
    const int c = column(name);
    view_->scrollTo(model().index(0, c));
    QTest::mouseClick(
        header->viewport(), Qt::LeftButton, Qt::NoModifier,
        {header->sectionViewportPosition(c) + header->sectionSize(c) / 2, header->height() / 2});
    wait();
  }
  QPoint place_of(int position) {
    view_->scrollTo(model().index(position, 0));
    return view_->visualRect(model().index(position, 0)).center();
  }
  void click_row(int position, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    QTest::mouseClick(view_->viewport(), Qt::LeftButton, modifiers, place_of(position));
  }
  std::uint32_t row_of(const char* table, const char* id) {
    const TablePtr found = document().table(table);
    const auto row = gui::row_with(*found, gui::id_column_of(*found), id);
    EXPECT_TRUE(row) << id;
    return row.value_or(0);
  }
  /// A box around houses of the row that lies apart, south of the main street.
  Box around_houses(int first, int last) {
    Box box;
    for (int i = first; i <= last; ++i)
      box.add(document()
                  .table("buildings")
                  ->shapes.boxes[row_of("buildings", fmt::format("b{}", 3 * i + 2).c_str())]);
    return box.grown(1.5);
  }
  std::vector<std::string> selected_ids() {
    const auto& selection = document().selection();
    const TablePtr table = document().table(selection.table);
    std::vector<std::string> ids;
    if (!table) return ids;
    const Column* id = table->column(gui::id_column_of(*table));
    for (const auto row : selection.rows) ids.emplace_back(id->texts[row]);
    std::sort(ids.begin(), ids.end());
    return ids;
  }
  void drag_box(const Box& box, Qt::KeyboardModifiers modifiers = Qt::NoModifier) {
    const auto before = document().selection();
    drag(canvas().to_screen({box.min.x_m, box.max.y_m}).toPoint(),
         canvas().to_screen({box.max.x_m, box.min.y_m}).toPoint(), modifiers);
    EXPECT_TRUE(QTest::qWaitFor([&] { return !(document().selection() == before); }, 20000));
  }

  gui::RowView* view_ = nullptr;
};

TEST_F(Table, ListsEveryTableWithItsCount) {
  open_table();
  auto* tables = find<QComboBox>("table_choice");
  EXPECT_EQ(tables->count(), static_cast<int>(document().tables().size()));
  EXPECT_EQ(tables->currentText(), "Buildings  (60)");
  EXPECT_EQ(model().rowCount(), 60);
  choose("hydrants");
  EXPECT_EQ(model().rowCount(), 2);
  EXPECT_EQ(find<QLabel>("table_counts")->text(), "2 of 2 rows");
  assess();
  wait();
  EXPECT_EQ(find<QComboBox>("table_choice")->currentData().toString(), "hydrants")
      << "what the user chose stays when results come";
  EXPECT_GE(tables->findData("building_risk"), 0);
  EXPECT_LT(tables->findData("building_risk"), tables->findData("buildings"))
      << "what was found stands before what was read";
  EXPECT_LT(tables->findData("fire_lanes"), tables->findData("roads"));
}

TEST_F(Table, ColumnsOfBuildingsAreInTheOrderAskedForHoweverOneComesBackToThem) {
  open_table();
  assess();
  const auto place = [this](const char* name) {
    return view_->horizontalHeader()->visualIndex(column(name));
  };
  for (const char* other : {"hydrant_reach", "hydrants"}) {
    choose("building_risk");
    EXPECT_EQ(place("building_id"), 0);
    EXPECT_EQ(place("name"), 1);
    EXPECT_EQ(place("hydrant_verdict"), 2);
    EXPECT_GT(place("structure"), place("source_fid")) << "nobody recorded it";
    choose(other);
    EXPECT_EQ(view_->horizontalHeader()->logicalIndex(0), 0);
  }
}

TEST_F(Table, HeaderSortsBothWaysAndBack) {
  open_table();
  const QString first = cell(0, "name");
  click_header("name");
  EXPECT_EQ(cell(0, "name"), "House 1");
  EXPECT_EQ(cell(1, "name"), "House 2") << "numbers in names count by their value";
  EXPECT_EQ(cell(59, "name"), "House 60");
  click_header("name");
  EXPECT_EQ(cell(0, "name"), "House 60");
  click_header("name");
  EXPECT_EQ(cell(0, "name"), first);
}

TEST_F(Table, FilterFindsTextsAndComparesValues) {
  open_table();
  filter("house 7");
  EXPECT_EQ(model().rowCount(), 1);
  filter("house 1");
  EXPECT_EQ(model().rowCount(), 11) << "1 and 10 to 19";
  filter("storeys > 1");
  EXPECT_EQ(model().rowCount(), 60);
  filter("storeys > 2");
  EXPECT_EQ(model().rowCount(), 0);
  filter("name = \"House 7\" or building_id = b9");
  EXPECT_EQ(model().rowCount(), 2);
  filter("storeys >= 2 and name = \"House 7\"");
  EXPECT_EQ(model().rowCount(), 1);
  EXPECT_FALSE(find<QLabel>("table_wrong")->isVisible());
  filter("storys > 1");
  EXPECT_TRUE(find<QLabel>("table_wrong")->isVisible());
  EXPECT_TRUE(find<QLabel>("table_wrong")->text().contains("storeys")) << "what would be right";
  filter("storeys > many");
  EXPECT_TRUE(find<QLabel>("table_wrong")->text().contains("not a number"));
  filter("");
  EXPECT_EQ(model().rowCount(), 60);
  EXPECT_FALSE(find<QLabel>("table_wrong")->isVisible());
}

TEST_F(Table, TellsTheFiguresOfTheColumn) {
  open_table();
  click_header("footprint_m2");
  double sum = 0;
  for (const double area : document().table("buildings")->column("footprint_m2")->reals)
    sum += area;
  const QString told = find<QLabel>("table_summary")->text();
  EXPECT_TRUE(told.startsWith("Footprint area (m²): 60 values")) << told.toStdString();
  EXPECT_TRUE(told.contains("mean " + QString::fromStdString(gui::shown_number(sum / 60))))
      << told.toStdString();
  choose("hydrants");
  click_header("status");
  EXPECT_TRUE(find<QLabel>("table_summary")->text().contains("2 different"))
      << find<QLabel>("table_summary")->text().toStdString();
}

TEST_F(Table, RowsAreSelectedAsInAnyList) {
  open_table();
  click_header("name");
  click_row(2);
  EXPECT_EQ(selected_ids(), std::vector<std::string>{"b3"});
  EXPECT_EQ(document().selection().focus, row_of("buildings", "b3"));
  click_row(4, Qt::ControlModifier);
  EXPECT_EQ(selected_ids(), (std::vector<std::string>{"b3", "b5"}));
  click_row(6, Qt::ShiftModifier);
  EXPECT_EQ(selected_ids(), (std::vector<std::string>{"b5", "b6", "b7"}));
  click_row(6, Qt::ControlModifier);
  EXPECT_EQ(selected_ids(), (std::vector<std::string>{"b5", "b6"}));
  click_row(0);
  QTest::keyClick(view_, Qt::Key_Down);
  EXPECT_EQ(selected_ids(), std::vector<std::string>{"b2"});
  QTest::keyClick(view_, Qt::Key_Down, Qt::ShiftModifier);
  EXPECT_EQ(selected_ids(), (std::vector<std::string>{"b2", "b3"}));
  EXPECT_TRUE(
      std::is_sorted(document().selection().rows.begin(), document().selection().rows.end()));
  trigger("select_none");
  EXPECT_TRUE(document().selection().rows.empty());
}

TEST_F(Table, SelectedRowsAreOutlinedOnTheMap) {
  open_table();
  const QColor ink = canvas().palette().color(QPalette::Highlight);
  const int before = test::pixels_like(picture(), ink, 12);
  click_row(0);
  const int one = test::pixels_like(picture(), ink, 12);
  EXPECT_GT(one, before + 20);
  trigger("select_listed");
  EXPECT_EQ(document().selection().rows.size(), 60U);
  EXPECT_GT(test::pixels_like(picture(), ink, 12), 4 * (one - before));
  trigger("select_none");
  EXPECT_EQ(test::pixels_like(picture(), ink, 12), before);
}

TEST_F(Table, ClickOnTheMapBringsTheRowIntoSight) {
  open_table();
  choose("hydrants");
  const auto row = row_of("buildings", "b50");
  const Box house = document().table("buildings")->shapes.boxes[row];
  canvas().zoom_to(house, 6);
  settle();
  click(house.centre());
  wait();
  EXPECT_EQ(find<QComboBox>("table_choice")->currentData().toString(), "buildings");
  const auto position = model().position_of(row);
  ASSERT_TRUE(position);
  EXPECT_TRUE(model().is_selected(*position));
  EXPECT_TRUE(view_->viewport()->rect().intersects(view_->visualRect(model().index(*position, 0))));
}

TEST_F(Table, DoubleClickFliesToTheFeature) {
  open_table();
  click_header("name");
  QTest::mouseDClick(view_->viewport(), Qt::LeftButton, Qt::NoModifier, place_of(20));
  const auto row = row_of("buildings", "b21");
  EXPECT_EQ(document().selection().focus, row);
  const Box house = document().table("buildings")->shapes.boxes[row];
  EXPECT_TRUE(canvas().visible().contains(house.min) && canvas().visible().contains(house.max));
  EXPECT_LT(canvas().visible().width_m(), 45 * std::max(60.0, house.width_m()));
}

TEST_F(Table, OnlySelectedKeepsTheSelectionWhenARowIsClicked) {
  open_table();
  click_header("name");
  click_row(2);
  click_row(5, Qt::ShiftModifier);
  QTest::mouseClick(find<QToolButton>("only_selected"), Qt::LeftButton);
  wait();
  EXPECT_EQ(model().rowCount(), 4);
  click_row(1);
  EXPECT_EQ(model().rowCount(), 4);
  EXPECT_EQ(document().selection().rows.size(), 4U);
  EXPECT_EQ(document().selection().focus, row_of("buildings", "b4"));
  click_row(0, Qt::ControlModifier);
  wait();
  EXPECT_EQ(model().rowCount(), 3);
  QTest::mouseClick(find<QToolButton>("only_selected"), Qt::LeftButton);
  wait();
  EXPECT_EQ(model().rowCount(), 60);
}

TEST_F(Table, CopiesRowsForASpreadsheet) {
  open_table();
  click_header("name");
  click_row(2);
  click_row(4, Qt::ControlModifier);
  QTest::keyClick(view_, Qt::Key_C, Qt::ControlModifier);
  const QStringList lines = QApplication::clipboard()->text().split('\n', Qt::SkipEmptyParts);
  ASSERT_EQ(lines.size(), 3);
  EXPECT_TRUE(lines[0].startsWith("Building id\tName\t")) << lines[0].toStdString();
  EXPECT_TRUE(lines[1].startsWith("b3\tHouse 3\t"));
  EXPECT_TRUE(lines[2].startsWith("b5\tHouse 5\t"));
  EXPECT_EQ(lines[1].count('\t'), lines[0].count('\t'));
}

TEST_F(Table, ExportsTheSelectionInEveryFormat) {
  open_table();
  click_header("name");
  click_row(2);
  click_row(5, Qt::ShiftModifier);
  const auto city = document().city();
  const Box house = document().table("buildings")->shapes.boxes[row_of("buildings", "b3")];
  for (const char* name : {"out.csv", "out.gpkg", "out.geojson"}) {
    SCOPED_TRACE(name);
    panel().export_to(dir_ / name);
    wait();
    const auto layers = io::read_source(dir_ / name, {}, Job());
    ASSERT_EQ(layers.size(), 1U);
    const RawLayer& layer = layers.front();
    ASSERT_EQ(layer.size(), 4U);
    ASSERT_NE(layer.column("name"), nullptr);
    EXPECT_EQ(layer.column("name")->texts[0], "House 3");
    EXPECT_EQ(layer.column("name")->texts[3], "House 6");
    Xy corner = layer.shapes.boxes[0].min;
    if (std::string_view(name) == "out.geojson") {
      EXPECT_GT(corner.x_m, 11) << "degrees";
      EXPECT_LT(corner.x_m, 12);
    } else {
      EXPECT_LT(distance_m(corner, house.min + city->origin), 0.01);
    }
  }
  EXPECT_EQ(test::read_file(dir_ / "out.csv").substr(0, 3), "\xEF\xBB\xBF") << "spreadsheets ask";
  panel().export_to(dir_ / "out.xlsx");
  wait();
  EXPECT_EQ(test::read_file(dir_ / "out.xlsx").substr(0, 2), "PK");
  // Without a selection it is what the filter leaves.
  trigger("select_none");
  filter("name = \"House 9\"");
  panel().export_to(dir_ / "out.gpkg");
  wait();
  EXPECT_EQ(io::read_source(dir_ / "out.gpkg", {}, Job()).front().size(), 1U);
}

TEST_F(Table, ExportRefusesToHarmAnything) {
  open_table();
  const std::string before = test::read_file(dir_ / "buildings.geojson");
  panel().export_to(dir_ / "buildings.geojson");
  wait();
  EXPECT_EQ(test::read_file(dir_ / "buildings.geojson"), before) << "a source is never written";
  EXPECT_TRUE(find<QLabel>("message")->text().contains("buildings.geojson"));
  panel().export_to(dir_ / "no_folder/out.csv");
  wait();
  EXPECT_TRUE(find<QLabel>("message")->text().contains("does not exist"));
  panel().export_to(dir_ / "out.docx");
  wait();
  EXPECT_FALSE(std::filesystem::exists(dir_ / "out.docx"));
  EXPECT_TRUE(find<QLabel>("message")->text().contains(".csv"));
}

TEST_F(Table, BoxSelectsAddsAndTakesAway) {
  open_table();
  canvas().zoom_to(around_houses(0, 9), 1.5);
  settle();
  trigger("select_box");
  drag_box(around_houses(2, 4));
  EXPECT_EQ(document().selection().table, "buildings");
  EXPECT_EQ(selected_ids(), (std::vector<std::string>{"b11", "b14", "b8"}));
  drag_box(around_houses(6, 7), Qt::ControlModifier);
  EXPECT_EQ(selected_ids(), (std::vector<std::string>{"b11", "b14", "b20", "b23", "b8"}));
  drag_box(around_houses(4, 6), Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_EQ(selected_ids(), (std::vector<std::string>{"b11", "b23", "b8"}));
  wait();
  EXPECT_EQ(find<QLabel>("table_counts")->text(), "60 of 60 rows · 3 selected");
  QTest::keyClick(&canvas(), Qt::Key_Escape);
  EXPECT_FALSE(window_->actions().find("select_box")->isChecked());
  EXPECT_TRUE(window_->actions().find("identify") == nullptr || canvas().tool() != nullptr);
}

TEST_F(Table, PolygonSelectsWhatItTouches) {
  open_table();
  canvas().zoom_to(around_houses(0, 9), 1.5);
  settle();
  trigger("select_polygon");
  const Box box = around_houses(1, 3);
  const auto corners = {box.min, Xy{box.max.x_m, box.min.y_m}, box.max,
                        Xy{box.min.x_m, box.max.y_m}};
  for (const Xy corner : corners) click(corner);
  QTest::mouseDClick(&canvas(), Qt::LeftButton, Qt::NoModifier,
                     canvas().to_screen({box.min.x_m, box.max.y_m}).toPoint());
  ASSERT_TRUE(QTest::qWaitFor([this] { return !document().selection().rows.empty(); }, 20000));
  EXPECT_EQ(selected_ids(), (std::vector<std::string>{"b11", "b5", "b8"}));
  trigger("select_none");
  // Enter closes, too; Backspace takes a slip back.
  for (const Xy corner : corners) click(corner);
  click(around_houses(9, 9).centre());
  QTest::keyClick(&canvas(), Qt::Key_Backspace);
  QTest::keyClick(&canvas(), Qt::Key_Return);
  ASSERT_TRUE(QTest::qWaitFor([this] { return !document().selection().rows.empty(); }, 20000));
  EXPECT_EQ(selected_ids(), (std::vector<std::string>{"b11", "b5", "b8"}));
}

TEST_F(Table, FilterSelectsOnTheMap) {
  open_table();
  filter("house 1");
  trigger("select_listed");
  EXPECT_EQ(document().selection().rows.size(), 11U);
  filter("");
  trigger("invert_selection");
  EXPECT_EQ(document().selection().rows.size(), 49U);
  trigger("zoom_selection");
  for (const auto row : document().selection().rows)
    EXPECT_TRUE(canvas().visible().intersects(document().table("buildings")->shapes.boxes[row]));
}

TEST_F(Table, SpeaksChineseAtOnce) {
  open_table();
  assess();
  choose("building_risk");
  filter("hydrant_verdict = fail");
  const int fails = model().rowCount();
  EXPECT_GT(fails, 0);
  trigger("chinese");
  wait();
  EXPECT_TRUE(model()
                  .headerData(column("hydrant_verdict"), Qt::Horizontal, Qt::DisplayRole)
                  .toString()
                  .contains(QStringLiteral("栓")));
  EXPECT_EQ(cell(0, "hydrant_verdict"), QStringLiteral("不符合"));
  auto* line = find<QLineEdit>("table_filter");
  line->setText(QStringLiteral("hydrant_verdict = 不符合 且 building_id != 缺"));
  wait();
  EXPECT_EQ(model().rowCount(), fails) << "the word shown finds what the word stored finds";
}

TEST_F(Table, OnlyInViewListsWhatTheMapShowsAndFollowsIt) {
  open_table();
  choose("buildings");
  canvas().zoom_to(around_houses(0, 1));
  settle();
  QTest::mouseClick(find<QToolButton>("only_seen"), Qt::LeftButton);
  wait();
  const int near = model().rowCount();
  EXPECT_GE(near, 2);
  EXPECT_LT(near, 60);
  const Box seen = canvas().visible();
  for (const std::uint32_t row : model().rows())
    EXPECT_TRUE(model().table()->shapes.boxes[row].intersects(seen));
  canvas().full_extent();
  settle();
  wait();
  EXPECT_EQ(model().rowCount(), 60);
}

TEST_F(Table, ShapesAreCopiedAsWellKnownTextInTheCrsOfTheCity) {
  open_table();
  choose("hydrants");
  click_row(0);
  press(Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
  const Xy there = document().city()->to_crs((*document().city()->hydrants)[0].at);
  double x = 0;
  double y = 0;
  char id[16] = {};
  const std::string copied = QApplication::clipboard()->text().toStdString();
  ASSERT_EQ(std::sscanf(copied.c_str(), "%15s POINT (%lf %lf)", id, &x, &y), 3) << copied;
  EXPECT_STREQ(id, "h1");
  EXPECT_NEAR(x, there.x_m, 1e-6);
  EXPECT_NEAR(y, there.y_m, 1e-6);
}

}  // namespace
}  // namespace firebreak
