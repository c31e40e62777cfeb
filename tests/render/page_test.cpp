#include "render/page.hpp"

#include <gmock/gmock.h>

#include <QImage>

#include "core/base/error.hpp"
#include "core/io/style_file.hpp"
#include "render/export.hpp"
#include "render/fixture.hpp"

namespace firebreak::render {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(Page, ScalesAreRound) {
  EXPECT_EQ(round_scale(500), 500);
  EXPECT_EQ(round_scale(501), 750);
  EXPECT_EQ(round_scale(1400), 1500);
  EXPECT_EQ(round_scale(2001), 2500);
  EXPECT_EQ(round_scale(9999), 10000);
  EXPECT_EQ(round_scale(10000), 10000);
  EXPECT_EQ(round_scale(13000), 15000);
  EXPECT_EQ(round_scale(76000), 100000);
}

TEST(Page, TheScaleBarIsRoundAndOfAHandyLength) {
  for (const double room : {40.0, 62.0})
    for (const double scale : {500.0, 1500.0, 2500.0, 10000.0, 15000.0, 25000.0, 123456.0}) {
      const ScaleBar bar = scale_bar(scale, room);
      EXPECT_DOUBLE_EQ(bar.segment_mm * scale / 1000, bar.segment_m);
      EXPECT_GT(4 * bar.segment_mm, 0.4 * room) << scale;
      EXPECT_LE(4 * bar.segment_mm, room + 1e-9) << scale;
    }
  EXPECT_EQ(scale_bar(10000, 62).segment_m, 100);
  EXPECT_EQ(scale_bar(10000, 62).segment_mm, 10);
  EXPECT_EQ(scale_bar(15000, 62).segment_m, 200);
  EXPECT_EQ(scale_bar(10000, 40).segment_m, 100);
}

TEST(Page, TheMapTakesMostOfTheSheet) {
  for (const char* paper : {"A4", "A3", "A2", "A1"})
    for (const bool landscape : {true, false}) {
      const SheetLayout layout = sheet_layout(paper_size_mm(paper, landscape));
      const double inside = (layout.paper.width() - 31) * (layout.paper.height() - 12);
      EXPECT_GE(layout.map.width() * layout.map.height() / inside, 0.70)
          << paper << (landscape ? " landscape" : " portrait");
      EXPECT_EQ(layout.map.left(), 25) << "binding margin";
      for (const QRectF& column : layout.columns) {
        EXPECT_FALSE(column.intersects(layout.map));
        EXPECT_LE(column.right(), layout.paper.width() - 6 + 1e-9);
        EXPECT_LE(column.bottom(), layout.paper.height() - 6 + 1e-9);
      }
    }
  EXPECT_EQ(sheet_layout(paper_size_mm("A3", true)).columns.front().width(), 90);
}

TEST(Page, PaperSizes) {
  EXPECT_EQ(paper_size_mm("A3", true), QSizeF(420, 297));
  EXPECT_EQ(paper_size_mm("a4", false), QSizeF(210, 297));
  EXPECT_THAT([] { paper_size_mm("B4", true); },
              ThrowsMessage<Error>("paper B4: this size is not known. Use A0 to A6."));
}

TEST(Page, TheDataFitAtALargeRoundScale) {
  const auto tables = test::small_town();
  const auto style = test::light();
  const Sheet sheet(tables, test::small_record(), style, {}, Job{});
  EXPECT_EQ(sheet.scale(), 3000);  // 800 m on 286.5 mm: 1:2793
  EXPECT_EQ(sheet.outside(), 0U);

  SheetOptions close;
  close.scale = 500;
  const Sheet cut(tables, test::small_record(), style, close, Job{});
  EXPECT_EQ(cut.scale(), 500);
  EXPECT_GT(cut.outside(), 0U);
}

TEST(Page, AnExtentIsInTheMapsCoordinates) {
  const auto tables = test::small_town();
  const auto style = test::light();
  SheetOptions options;
  options.extent = Box{{660000, 5480000}, {660100, 5480050}};
  EXPECT_EQ(Sheet(tables, test::small_record(), style, options, Job{}).scale(), 500);
  options.extent = Box{{660100, 5480000}, {660000, 5480050}};
  EXPECT_THAT([&] { Sheet(tables, test::small_record(), style, options, Job{}); },
              ThrowsMessage<Error>(HasSubstr("extent")));
}

TEST(Page, NothingToDrawIsAnAnswer) {
  const std::vector<FeatureTable> none;
  const auto style = test::light();
  EXPECT_THAT([&] { Sheet(none, test::small_record(), style, {}, Job{}); },
              ThrowsMessage<Error>(HasSubstr("none of the layers has a feature to draw")));
}

TEST(Page, EveryPaperHasRoomForTheWholeLegend) {
  const auto tables = test::small_town();
  const auto style = test::light();
  for (const char* paper : {"A4", "A3"})
    for (const bool landscape : {true, false}) {
      SheetOptions options;
      options.paper = paper;
      options.landscape = landscape;
      options.language = Language::zh;
      EXPECT_NO_THROW(Sheet(tables, test::small_record(), style, options, Job{})) << paper;
    }
}

TEST(Page, TextAndOverviewFitOnEveryPaper) {
  const auto tables = test::small_town();
  const auto style = test::light();
  for (const char* paper : {"A4", "A3", "A1"})
    for (const bool landscape : {true, false}) {
      SheetOptions options;
      options.paper = paper;
      options.landscape = landscape;
      options.text = "The brigade was asked in March; its answer is still to come.";
      options.overview = true;
      EXPECT_NO_THROW(Sheet(tables, test::small_record(), style, options, Job{})) << paper;
    }
}

TEST(Page, TheOverviewShowsWhereTheFrameIs) {
  const auto tables = test::small_town();
  const auto style = test::light();
  SheetOptions options;
  options.dpi = 127;  // 5 units a millimetre
  options.scale = 1000;
  options.layers = {"building_risk"};
  const QImage without = sheet_image(tables, test::small_record(), style, options, Job{});
  options.overview = true;
  const QImage with = sheet_image(tables, test::small_record(), style, options, Job{});
  const QRectF column =
      Sheet(tables, test::small_record(), style, options, Job{}).layout().columns.front();
  const auto red = [&](const QImage& image) {
    int count = 0;
    for (int y = qRound(5 * column.center().y()); y < qRound(5 * column.bottom()); ++y)
      for (int x = qRound(5 * column.left()); x < qRound(5 * column.right()); ++x) {
        const QColor pixel = image.pixelColor(x, y);
        count += pixel.red() > 180 && pixel.green() < 110 && pixel.blue() < 110 ? 1 : 0;
      }
    return count;
  };
  EXPECT_GT(red(with), red(without)) << "its failing buildings";
}

TEST(Page, AHiddenRuleIsNeitherDrawnNorInTheLegend) {
  const auto tables = test::small_town();
  const auto style = test::light();
  ViewSettings view;
  view.look("building_risk", "Buildings: hydrant cover", "Not covered by hydrants").hidden = true;
  const SheetOptions options = sheet_options({}, view, Language::en);
  const Sheet sheet(tables, test::small_record(), style, options, Job{});
  const Sheet whole(tables, test::small_record(), style, {}, Job{});
  const auto drawn = [](const Sheet& of, std::string_view title) {
    std::size_t rows = 0;
    for (const SceneLayer& layer : of.scene().layers)
      for (std::size_t r = 0; r < layer.style->rules.size(); ++r)
        if (layer.style->rules[r].title == title && layer.applies[r]) rows += layer.counts[r];
    return rows;
  };
  EXPECT_EQ(drawn(sheet, "Not covered by hydrants"), 0U);
  EXPECT_EQ(drawn(whole, "Not covered by hydrants"), 3U);
  EXPECT_EQ(drawn(sheet, "Covered by hydrants"), drawn(whole, "Covered by hydrants"));
}

TEST(Page, ALayerSwitchedOffIsNotOnThePage) {
  ViewSettings view;
  view.layer("fire_lanes", "Fire lanes: clear width").shown = false;
  const auto tables = test::small_town();
  const StyleSheet style = page_style(test::light(), view, tables);
  const Sheet sheet(tables, test::small_record(), style, {}, Job{});
  for (const SceneLayer& layer : sheet.scene().layers)
    EXPECT_NE(layer.style->title, "Fire lanes: clear width");
}

TEST(Page, ALogoThatCannotBeReadIsRefused) {
  const auto tables = test::small_town();
  const auto style = test::light();
  SheetOptions options;
  options.logo = "no_such_logo.png";
  EXPECT_THAT([&] { Sheet(tables, test::small_record(), style, options, Job{}); },
              ThrowsMessage<Error>(HasSubstr("no_such_logo.png: this picture cannot be read")));
}

TEST(Page, ABuildingIsRedOnTheFinishedSheetWhereItStands) {
  const auto tables = test::small_town();
  SheetOptions options;
  options.dpi = 127;  // 5 units a millimetre
  options.layers = {"building_risk"};
  const auto style = test::light();
  const QImage image = sheet_image(tables, test::small_record(), style, options, Job{});
  const Sheet sheet(tables, test::small_record(), style, options, Job{});
  ASSERT_EQ(image.width(), 2100);
  const double mm_per_m = 1000 / sheet.scale();
  const QPointF centre = sheet.layout().map.center();  // buildings lie in x 0…690, y 100…130
  const auto colour_at = [&](double x_m) {
    const QPointF mm = centre + QPointF((x_m - 345) * mm_per_m, 0);
    return image.pixelColor((mm * 5).toPoint()).name();
  };
  EXPECT_EQ(colour_at(375), "#d7301f");  // the seventh to ninth building fail
  EXPECT_EQ(colour_at(495), "#d7301f");
  EXPECT_EQ(colour_at(15), "#d5d0c4");  // the first passes
  EXPECT_EQ(colour_at(45), "#faf8f3");  // ground between them
}

TEST(KeyFigures, AreTextsOfNoMoreFiguresThanTheDataBear) {
  const auto text_of = [](double value, const char* unit) {
    return figure_text({"", "", value, unit, "", ""});
  };
  EXPECT_EQ(text_of(6492, ""), "6,492");
  EXPECT_EQ(text_of(41.73760157, "m"), "41.7 m");
  EXPECT_EQ(text_of(1059.85448, "m"), "1,059.9 m") << "in threes, as counts beside it are";
  EXPECT_EQ(text_of(-1789.2, "m2"), "-1,789.2 m²");
  EXPECT_EQ(text_of(999.96, "m"), "1,000.0 m");
  EXPECT_EQ(text_of(999.94, "m"), "999.9 m");
  EXPECT_EQ(text_of(91351.18557, "m2"), "91,351 m²");
  EXPECT_EQ(text_of(0.9990055934, ""), "0.999");
  EXPECT_EQ(text_of(0, ""), "0");
  EXPECT_EQ(text_of(-41.26, "m"), "-41.3 m");
}

TEST(KeyFigures, ComeFromTheRecordAndElseFromTheTables) {
  auto record = test::small_record();
  const auto tables = test::small_town();
  auto lines = headlines(tables, record);
  ASSERT_EQ(lines.size(), 4U);  // no column cut_off
  EXPECT_EQ(lines[0].value, 12);
  EXPECT_EQ(lines[1].value, 3);
  EXPECT_EQ(lines[1].unknown, 3);
  EXPECT_EQ(lines[2].value, 1);
  EXPECT_EQ(lines[3].value, 1);

  auto of_a_unit = tables;
  Column grades("water_verdict", ColumnType::text);
  for (const char* grade : {"G0", "G0", "G1", "G2", "unknown"})
    grades.push(std::string_view(grade));
  while (grades.size() < of_a_unit[0].rows()) grades.push(std::string_view("G3"));
  of_a_unit[0].columns.push_back(grades);
  lines = headlines(of_a_unit, record);
  ASSERT_EQ(lines.size(), 5U);
  EXPECT_EQ(lines[2].value, 3);
  EXPECT_EQ(lines[2].fragile, 1);
  EXPECT_EQ(lines[2].unknown, 1);

  KeyFigure figure;
  figure.name = "hydrant_fail";
  figure.value = 209;
  record.figures.push_back(figure);
  EXPECT_EQ(headlines(tables, record)[1].value, 209);
  const auto water = [&](const char* name, double value) {
    figure.name = name;
    figure.value = value;
    record.figures.push_back(figure);
  };
  water("water_g0", 137);
  water("water_g1", 123);
  water("water_g2", 66);
  water("water_unknown", 2746);
  lines = headlines(tables, record);
  ASSERT_EQ(lines.size(), 5U);
  EXPECT_EQ(lines[2].title, "Buildings short of water");
  EXPECT_EQ(lines[2].value, 260) << "none at all or too little";
  EXPECT_EQ(lines[2].fragile, 66);
  EXPECT_EQ(lines[2].unknown, 2746);
  EXPECT_EQ(grouped(1234567), "1,234,567");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
}

TEST(Paper, BreaksLinesBetweenWordsAndBetweenChineseCharacters) {
  const TextStyle style{2.5, false, Qt::black};
  const QString english = QStringLiteral("one two three four five");
  for (const QString& row : Paper::wrapped(english, style, 15))
    EXPECT_LE(Paper::width_mm(row, style), 15) << row.toStdString();
  EXPECT_EQ(Paper::wrapped(english, style, 15).join(QLatin1Char(' ')), english);

  const QString chinese = QStringLiteral("筛查结果，以现场核实为准。");
  const QStringList rows = Paper::wrapped(chinese, style, 11);
  EXPECT_EQ(rows.join(QString()), chinese);
  EXPECT_GT(rows.size(), 2);
  for (const QString& row : rows) {
    EXPECT_FALSE(row.startsWith(QStringLiteral("，")) || row.startsWith(QStringLiteral("。")));
  }
}

}  // namespace
}  // namespace firebreak::render
