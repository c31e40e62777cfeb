#include "render/export.hpp"

#include <gmock/gmock.h>

#include <QRegularExpression>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <filesystem>

#include "core/base/error.hpp"
#include "core/io/style_file.hpp"
#include "render/fixture.hpp"
#include "support/temp_dir.hpp"

namespace firebreak::render {
namespace {

using testing::HasSubstr;
using testing::ThrowsMessage;

Job on_threads(unsigned threads) {
  return Job({}, {}, threads);
}

std::string written(const std::filesystem::path& path, const SheetOptions& options = {},
                    unsigned threads = 2) {
  write_map_sheet(test::small_town(), test::small_record(), test::light(), options, path,
                  on_threads(threads));
  return test::read_file(path);
}

/// Short on failure: a sheet's text would fill the screen.
testing::AssertionResult holds(const std::string& text, std::string_view words) {
  if (text.find(words) != std::string::npos) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "it does not hold " << words;
}

/// The texts of an SVG one after the other without blanks: where lines break does not matter.
std::string run_on(const std::string& svg) {
  static const QRegularExpression markup(QStringLiteral("<[^>]*>|\\s+"));
  return QString::fromStdString(svg).remove(markup).toStdString();
}

SheetOptions chinese() {
  SheetOptions options;
  options.language = Language::zh;
  return options;
}

TEST(Export, SvgHoldsTitleCountsAndScaleAsText) {
  const test::TempDir folder;
  const std::string english = written(folder / "map.svg");
  for (const auto* words :
       {">Kleinstadt: fire safety screening map<", ">Not covered by hydrants<", ">3<",
        ">Scale 1:3,000<", ">EPSG:25832<", ">Zone 1<", ">© OpenStreetMap contributors<",
        ">2026-11-23<", ">Internal<", ">Screening result, to be checked on site.<",
        ">China (cn-gb)<", ">1 of the values used rest on 1 clause still to be confirmed.<"})
    EXPECT_TRUE(holds(english, words));
  EXPECT_TRUE(holds(english, ">Too narrow, too low or closed<"));
  EXPECT_FALSE(holds(english, ">Near the limit, to be measured<")) << "no lane is";
  EXPECT_TRUE(holds(english, "width=\"420mm\" height=\"297mm\""));

  const std::string zh = written(folder / "zh.svg", chinese());
  for (const auto* words :
       {"消防安全筛查图<", ">不符合（消火栓保护不到）<", ">北<", ">筛查结果，以现场核实为准。<",
        ">中国国家标准 (", ">片区", ">水罐消防车<", ">内部资料<"})
    EXPECT_TRUE(holds(zh, words));
}

TEST(Export, TheScaleBarAndTheMapAreExactInMillimetres) {
  const test::TempDir folder;
  const QString svg = QString::fromStdString(written(folder / "map.svg"));
  // 1:3000: segments of 50 m are 16.667 mm, that is 333.33 units of 1/20 mm.
  static const QRegularExpression rect(QStringLiteral(
      "<rect x=\"([0-9.]+)\" y=\"([0-9.]+)\" width=\"([0-9.]+)\" height=\"([0-9.]+)\""));
  double bar_mm = 0;
  for (auto it = rect.globalMatch(svg); it.hasNext();) {
    const auto found = it.next();
    if (std::abs(found.captured(4).toDouble() / 20 - 1.5) < 0.001)
      bar_mm = std::max(bar_mm, found.captured(3).toDouble() / 20);
  }
  EXPECT_NEAR(bar_mm, 4 * 50 * 1000.0 / 3000, 0.005);

  // The lane of 800 m is a line of 266.67 mm.
  static const QRegularExpression line(
      QStringLiteral("<polyline [^>]*points=\"([0-9.]+),([0-9.]+) ([0-9.]+),([0-9.]+) ?\""));
  double lane_mm = 0;
  for (auto it = line.globalMatch(svg); it.hasNext();) {
    const auto found = it.next();
    lane_mm = std::max(lane_mm, (found.captured(3).toDouble() - found.captured(1).toDouble()) / 20);
  }
  EXPECT_NEAR(lane_mm, 800 * 1000.0 / 3000, 0.01);
}

TEST(Export, APublicSheetSaysSo) {
  const test::TempDir folder;
  SheetOptions options;
  options.public_edition = true;
  const std::string svg = written(folder / "map.svg", options);
  EXPECT_TRUE(holds(svg, ">Public edition<"));
  EXPECT_FALSE(holds(svg, ">Internal<"));
}

TEST(Export, TheLegendSaysWhatWasDoneToPlaces) {
  const test::TempDir folder;
  RunRecord record = test::small_record();
  RunRecord::Input phone;
  phone.path = "/data/phone.csv";
  phone.role = "hydrants";
  phone.place_basis = "gcj02";
  phone.accuracy_m = 8;
  record.inputs.push_back(phone);
  const auto sheet = [&](const SheetOptions& options) {
    write_map_sheet(test::small_town(), record, test::light(), options, folder / "map.svg", Job{});
    return test::read_file(folder / "map.svg");
  };
  EXPECT_TRUE(holds(run_on(sheet({})), "phone.csv:shiftedbackfromGCJ-02;accuratetoabout±8m"));
  EXPECT_TRUE(holds(run_on(sheet(chinese())), "phone.csv：由GCJ-02转换，精度约±8m"));
  record.inputs.back().place_basis = "axes_turned";
  EXPECT_FALSE(holds(sheet({}), "phone.csv:")) << "certain by the numbers";
}

TEST(Export, ATableThatIsMissingHasNoLegendAndAnEmptyOneCountsZero) {
  const test::TempDir folder;
  auto tables = test::small_town();
  tables.pop_back();  // zones
  tables.pop_back();  // pinch points
  tables.back() = test::spots("hydrant_reach", "status", {});
  write_map_sheet(tables, test::small_record(), test::light(), {}, folder / "map.svg", Job{});
  const std::string svg = test::read_file(folder / "map.svg");
  EXPECT_FALSE(holds(svg, ">Risk zones<"));
  EXPECT_FALSE(holds(svg, ">Pinch points<"));
  EXPECT_TRUE(holds(svg, ">Hydrants and water points<"));
  EXPECT_FALSE(holds(svg, ">Working<")) << "a class without rows explains nothing";
  tables.pop_back();
  write_map_sheet(tables, test::small_record(), test::light(), {}, folder / "none.svg", Job{});
  const auto zeros = [](const std::string& of) { return QString::fromStdString(of).count(">0<"); };
  EXPECT_EQ(zeros(svg), zeros(test::read_file(folder / "none.svg")) + 1);
}

TEST(Export, OneAndFourThreadsPaintTheSamePicture) {
  SheetOptions options = chinese();
  options.dpi = 100;
  const QImage one =
      sheet_image(test::small_town(), test::small_record(), test::light(), options, on_threads(1));
  const QImage four =
      sheet_image(test::small_town(), test::small_record(), test::light(), options, on_threads(4));
  EXPECT_EQ(one, four);
  EXPECT_EQ(one.size(), QSize(1654, 1169));
}

TEST(Export, TheSameSheetHasTheSameBytes) {
  ASSERT_EQ(setenv("SOURCE_DATE_EPOCH", "1764000000", 1), 0);
  const test::TempDir folder;
  SheetOptions options = chinese();
  options.dpi = 60;
  for (const auto* name : {"map.pdf", "map.svg", "map.png"}) {
    const std::string first = written(folder / name, options, 1);
    ASSERT_EQ(setenv("TZ", "Asia/Shanghai", 1), 0);
    tzset();
    const std::string second = written(folder / name, options, 3);
    ASSERT_EQ(unsetenv("TZ"), 0);
    tzset();
    EXPECT_FALSE(first.empty());
    EXPECT_TRUE(first == second) << name;
  }
  EXPECT_TRUE(holds(test::read_file(folder / "map.pdf"), "(D:20251124160000Z)"));
  unsetenv("SOURCE_DATE_EPOCH");
}

/// What `pdftotext` says about a file, empty if the tool is not installed.
std::string pdf_text(const std::filesystem::path& path) {
  const std::string command = "pdftotext -layout '" + path.string() + "' - 2>/dev/null";
  std::string out;
  if (FILE* pipe = popen(command.c_str(), "r"); pipe != nullptr) {
    std::array<char, 4096> block{};
    while (const auto n = fread(block.data(), 1, block.size(), pipe)) out.append(block.data(), n);
    pclose(pipe);
  }
  return out;
}

TEST(Export, PdfTextCanBeSearched) {
  const test::TempDir folder;
  const std::string bytes = written(folder / "map.pdf", chinese());
  EXPECT_LT(bytes.size(), 400000U);
  const std::string words = pdf_text(folder / "map.pdf");
  if (words.empty()) GTEST_SKIP() << "pdftotext (poppler-utils) is not installed";
  for (const auto* sentence :
       {"Kleinstadt 消防安全筛查图", "消火栓与取水点", "不符合（消火栓保护不到）",
        "筛查结果，以现场核实为准。", "比例尺 1:3,000", "水罐消防车", "风险片区",
        "© OpenStreetMap contributors"})
    EXPECT_TRUE(holds(words, sentence));

  written(folder / "en.pdf");
  EXPECT_TRUE(holds(pdf_text(folder / "en.pdf"), "fire safety screening map"));
}

TEST(Export, RefusesWhatMakesNoSense) {
  const test::TempDir folder;
  const auto tables = test::small_town();
  const auto write = [&](const std::filesystem::path& path, const SheetOptions& options) {
    write_map_sheet(tables, test::small_record(), test::light(), options, path, Job{});
  };
  EXPECT_THAT([&] { write(folder / "map.jpg", {}); },
              ThrowsMessage<Error>(HasSubstr("a map sheet ends in .pdf, .png or .svg.")));
  SheetOptions coarse;
  coarse.dpi = 3;
  EXPECT_THAT([&] { write(folder / "map.png", coarse); },
              ThrowsMessage<Error>(HasSubstr("dpi = 3 is outside 20 to 1200")));
  EXPECT_THAT([&] { write(folder / "none" / "map.svg", {}); },
              ThrowsMessage<Error>(HasSubstr("the map sheet cannot be written")));
  EXPECT_TRUE(std::filesystem::is_empty(folder.path()));
}

TEST(Export, AStopLeavesTheOlderFileWhole) {
  const test::TempDir folder;
  const auto path = folder.write("map.png", "older");
  std::stop_source stop;
  stop.request_stop();
  EXPECT_THROW(write_map_sheet(test::small_town(), test::small_record(), test::light(), {}, path,
                               Job(stop.get_token(), {}, 2)),
               Cancelled);
  EXPECT_EQ(test::read_file(path), "older");
}

}  // namespace
}  // namespace firebreak::render
