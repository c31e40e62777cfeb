#include "core/io/read_dxf.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>

#include "core/geo/measure.hpp"
#include "core/io/cad_rules_file.hpp"
#include "core/io/load.hpp"
#include "core/normalise/normalise.hpp"
#include "support/dxf_text.hpp"
#include "unit/io/read_fixture.hpp"

namespace firebreak {
namespace {

using test::count_issues;
using test::DxfText;
using test::text_of;

std::string gbk(const std::string& utf8) {
  char* bytes = CPLRecode(utf8.c_str(), "UTF-8", "GBK");
  std::string out = bytes;
  CPLFree(bytes);
  return out;
}

class Dxf : public testing::Test {
 protected:
  std::vector<RawLayer> read(const DxfText& drawing) {
    return io::read_source(dir.write("plan.dxf", gbk(drawing.str())), {}, Job{});
  }
  static const RawLayer& named(const std::vector<RawLayer>& layers, std::string_view name) {
    static const RawLayer none;
    for (const RawLayer& layer : layers)
      if (layer.layer == name) return layer;
    ADD_FAILURE() << "no layer " << name;
    return none;
  }
  static std::vector<std::string> names(const std::vector<RawLayer>& layers) {
    std::vector<std::string> out;
    for (const RawLayer& layer : layers) out.push_back(layer.layer);
    return out;
  }
  test::TempDir dir;
};

TEST(DxfText, EscapesAreExactlyFourHexDigits) {
  EXPECT_EQ(io::decode_cad_text("\\U+783C6"), "砼6");
  EXPECT_EQ(io::decode_cad_text("A\\U+6DF73-1"), "A混3-1");
  EXPECT_EQ(io::decode_cad_text("\\U+78"), "\\U+78");
  EXPECT_EQ(io::decode_cad_text("\\U+78ZZ6"), "\\U+78ZZ6");
  EXPECT_EQ(io::decode_cad_text("%%178%%214"), "仓");
  EXPECT_EQ(io::decode_cad_text("%%13012"), "Φ12");
  EXPECT_EQ(io::decode_cad_text("100%%"), "100%%");
  EXPECT_EQ(io::decode_cad_text("%%999"), "%%999");
}

TEST(CadRules, NamesOfLayersSayTheirUse) {
  const CadRules rules = io::shipped_cad_rules();
  const auto use = [&](const char* name) { return cad_use_name(cad_layer_use(name, rules)); };
  EXPECT_EQ(use("JMD"), "buildings");
  EXPECT_EQ(use("0-jmd"), "buildings");
  EXPECT_EQ(use("JZW"), "buildings");
  EXPECT_EQ(use("JZD"), "aside");
  EXPECT_EQ(use("DLSS"), "road_edges");
  EXPECT_EQ(use("道路"), "road_edges");
  EXPECT_EQ(use("道路中心线"), "centrelines");
  EXPECT_EQ(use("DL_ZX"), "centrelines");
  EXPECT_EQ(use("道路注记"), "annotation");
  EXPECT_EQ(use("DLTB"), "other");
  EXPECT_EQ(use("XHS"), "hydrants");
  EXPECT_EQ(use("FHX"), "other");
  EXPECT_EQ(use("GX_JS"), "water_mains");
  EXPECT_EQ(use("JSJ"), "other");
  EXPECT_EQ(use("TK"), "aside");
  EXPECT_EQ(use("STKL"), "other");
  EXPECT_EQ(use("SXSS"), "water");
  EXPECT_EQ(use("0"), "other");
  EXPECT_TRUE(is_hydrant_block("gc_xhs", rules));
  EXPECT_TRUE(is_hydrant_block("地上消火栓", rules));
  EXPECT_FALSE(is_hydrant_block("XHSJ", rules));
  EXPECT_FALSE(is_hydrant_block("路灯", rules));
}

TEST(CadRules, AFileThatIsWrongIsRefusedWithItsLine) {
  const auto refusal = [](std::string_view toml) {
    try {
      io::cad_rules_from(toml, "own.toml");
    } catch (const Error& error) {
      return std::string(error.what());
    }
    return std::string();
  };
  EXPECT_EQ(refusal("[layers]\nbuildings = [\"JMD\"]\n"), "");
  EXPECT_THAT(refusal("[layers]\nbuilding = [\"JMD\"]\n"),
              testing::AllOf(testing::HasSubstr("line 2"), testing::HasSubstr("buildings")));
  EXPECT_THAT(refusal("[codes]\n141111 = 3\n"), testing::HasSubstr("line 2"));
  EXPECT_THAT(refusal("[layer]\n"), testing::HasSubstr("layers"));
}

TEST(OutlineText, SurveyTextsAndTheirNearMisses) {
  const auto says = [](const char* text, bool number_counts = true) {
    const auto out = parse_outline_text(text, number_counts);
    return out ? out->structure + "|" + out->storeys : std::string("no");
  };
  EXPECT_EQ(says("砼6"), "砼|6");
  EXPECT_EQ(says("混3-1"), "混|3/-1");
  EXPECT_EQ(says("砼12/1"), "砼|12/-1");
  EXPECT_EQ(says("砼６—１"), "砼|6/-1");
  EXPECT_EQ(says("砖"), "砖|");
  EXPECT_EQ(says("砖2"), "砖|2");
  EXPECT_EQ(says("砖木2"), "砖木|2");
  EXPECT_EQ(says("棚"), "棚|");
  EXPECT_EQ(says("破"), "破|");
  EXPECT_EQ(says("12F"), "|12");
  EXPECT_EQ(says("12层"), "|12");
  EXPECT_EQ(says("6-1"), "|6/-1");
  EXPECT_EQ(says("6"), "|6");
  EXPECT_EQ(says("6", false), "no");
  EXPECT_EQ(says("41"), "no");
  EXPECT_EQ(says("砼6A"), "no");
  EXPECT_EQ(says("院"), "no");
  EXPECT_EQ(says("36.5"), "no");
  EXPECT_EQ(says("砼0"), "no");
  EXPECT_EQ(says("木材公司"), "no");
  EXPECT_EQ(says("建设路"), "no");
  EXPECT_EQ(says("6-"), "no");
  EXPECT_EQ(says(""), "no");
}

TEST_F(Dxf, AClosedLineIsABuildingAndItsTextSaysWhatOf) {
  DxfText drawing;
  drawing.rectangle("JMD", 0, 0, 10, 8, "141161").label("ZJ", 5, 4, "\\U+783C6-1");
  const auto layers = read(drawing);
  EXPECT_THAT(names(layers), testing::ElementsAre("JMD"));
  const RawLayer& jmd = layers.front();
  ASSERT_EQ(jmd.size(), 1U);
  EXPECT_EQ(jmd.role_hint, Role::buildings);
  EXPECT_EQ(jmd.shapes.part_kind[0], PartKind::outer);
  EXPECT_NEAR(area_m2(jmd.shapes, 0), 80, 1e-9);
  EXPECT_EQ(text_of(jmd, "structure", 0), "砼");
  EXPECT_EQ(text_of(jmd, "storeys", 0), "6/-1");
  EXPECT_EQ(text_of(jmd, "cass_code", 0), "141161");
  EXPECT_EQ(count_issues(jmd, IssueKind::doubtful_value), 1U) << "text and code disagree";
  EXPECT_FALSE(jmd.crs.known());
}

/// What a drawing with these texts is taken to be good for.
TEST_F(Dxf, ItsScaleSaysHowExactItIs) {
  const auto accuracy = [&](const std::vector<const char*>& texts) {
    DxfText drawing;
    drawing.rectangle("JMD", 0, 0, 10, 8);
    for (const char* words : texts) drawing.label("TK", 50, 50, words);
    return default_accuracy(named(read(drawing), "JMD"));
  };
  const Accuracy fine = accuracy({"比例尺 1：500"});
  EXPECT_NEAR(fine.position_m, 0.25, 1e-9);
  EXPECT_NEAR(fine.relative_m, 0.1, 1e-9);
  EXPECT_NEAR(accuracy({"1:2000"}).position_m, 1, 1e-9);
  EXPECT_NEAR(accuracy({"1:2000"}).relative_m, 0.3, 1e-9);
  EXPECT_NEAR(accuracy({"1:500", "1:1000"}).position_m, 0.5, 1e-9) << "the coarser of two";
  // Nothing told, a slope, a proportion in a longer number: the coarser of the usual surveys.
  for (const char* none : {"i=1:2", "图号 21:500", "1:50", "混3"})
    EXPECT_NEAR(accuracy({none}).position_m, 1, 1e-9) << none;
}

TEST_F(Dxf, TheCodeSpeaksWhereNoTextDoes) {
  DxfText drawing;
  drawing.rectangle("JMD", 0, 0, 10, 8, "141151").rectangle("JMD", 20, 0, 10, 8, "999999");
  const auto layers = read(drawing);
  const RawLayer& jmd = named(layers, "JMD");
  ASSERT_EQ(jmd.size(), 2U);
  EXPECT_EQ(text_of(jmd, "structure", 0), "木");
  EXPECT_EQ(text_of(jmd, "structure", 1), "(missing)");
  EXPECT_EQ(count_issues(jmd, IssueKind::doubtful_value), 0U);
}

TEST_F(Dxf, TheLargestTextWinsAndANearOneHelpsOut) {
  DxfText drawing;
  drawing.rectangle("JMD", 0, 0, 10, 8)
      .label("ZJ", 2, 2, "棚", 1)
      .label("ZJ", 5, 4, "混4", 3)
      .label("ZJ", 6, 6, "砖1", 2);
  drawing.rectangle("JMD", 30, 0, 10, 8).label("ZJ", 41.5, 4, "砖2");
  drawing.rectangle("JMD", 60, 0, 10, 8).label("ZJ", 72.5, 4, "砖2");
  drawing.rectangle("JMD", 90, 0, 10, 8).label("GCD", 95, 4, "12");
  const auto layers = read(drawing);
  const RawLayer& jmd = named(layers, "JMD");
  ASSERT_EQ(jmd.size(), 4U);
  EXPECT_EQ(text_of(jmd, "cad_text", 0), "混4");
  EXPECT_EQ(text_of(jmd, "storeys", 1), "2");
  EXPECT_EQ(text_of(jmd, "storeys", 2), "(missing)") << "2.5 m away is another matter";
  EXPECT_EQ(text_of(jmd, "storeys", 3), "(missing)") << "a spot height is no number of storeys";
  EXPECT_EQ(named(layers, "GCD: texts").size(), 1U);
}

TEST_F(Dxf, OpenOutlinesJoinWithinFiveCentimetres) {
  DxfText drawing;
  drawing.rectangle("JMD", 0, 0, 10, 8).label("ZJ", 5, 4, "混3");
  // Shares its left side with the first; one end misses it by 3 cm, the other by 4 cm.
  drawing.line("JMD", {{10.03, 1}, {20, 1}, {20, 7}, {9.96, 7}}).label("ZJ", 15, 4, "砖2");
  // The same with 8 cm.
  drawing.line("JMD", {{0, 28}, {0, 20}, {10, 20}, {10, 28}, {0.08, 28}});
  const auto layers = read(drawing);
  const RawLayer& jmd = named(layers, "JMD");
  ASSERT_EQ(jmd.size(), 2U);
  EXPECT_NEAR(area_m2(jmd.shapes, 1), 60, 0.01);
  EXPECT_EQ(text_of(jmd, "structure", 1), "砖");
  ASSERT_EQ(count_issues(jmd, IssueKind::wrong_geometry), 1U);
  EXPECT_THAT(jmd.issues.front().detail, testing::HasSubstr("0.08 m"));
  EXPECT_EQ(named(layers, "JMD: lines").size(), 1U) << "what is left is still there";
}

TEST_F(Dxf, TwoOpenEndsMeetOnce) {
  DxfText drawing;
  drawing.line("JMD", {{0, 0}, {10, 0}, {10, 8}})
      .line("JMD", {{10.02, 8.01}, {0, 8}, {0.01, 0.02}})
      .label("ZJ", 5, 4, "砖1");
  const auto layers = read(drawing);
  const RawLayer& jmd = named(layers, "JMD");
  ASSERT_EQ(jmd.size(), 1U);
  EXPECT_NEAR(area_m2(jmd.shapes, 0), 80, 0.3);
}

TEST_F(Dxf, AYardBetweenBuildingsIsNoBuilding) {
  DxfText drawing;
  // Three buildings round a yard, closed off by a short piece of wall.
  drawing.rectangle("JMD", 0, 0, 30, 8)
      .rectangle("JMD", 0, 8, 8, 20)
      .rectangle("JMD", 22, 8, 8, 20)
      .line("JMD", {{8, 28}, {22, 28}});
  const auto layers = read(drawing);
  EXPECT_EQ(named(layers, "JMD").size(), 3U);
  EXPECT_EQ(named(layers, "JMD: lines").size(), 1U);
}

TEST_F(Dxf, ACourtIsCutOutAndATowerStandsAlone) {
  DxfText drawing;
  drawing.rectangle("JMD", 0, 0, 30, 30).label("ZJ", 2, 2, "混3");
  drawing.rectangle("JMD", 10, 10, 10, 10).label("ZJ", 15, 15, "天井");
  drawing.rectangle("JMD", 50, 0, 30, 30).label("ZJ", 52, 2, "混3");
  drawing.rectangle("JMD", 60, 10, 10, 10).label("ZJ", 65, 15, "砼9");
  const auto layers = read(drawing);
  const RawLayer& jmd = named(layers, "JMD");
  ASSERT_EQ(jmd.size(), 3U);
  EXPECT_NEAR(area_m2(jmd.shapes, 0), 800, 1e-6);
  EXPECT_NEAR(area_m2(jmd.shapes, 1), 800, 1e-6);
  EXPECT_NEAR(area_m2(jmd.shapes, 2), 100, 1e-6);
  EXPECT_EQ(text_of(jmd, "structure", 2), "砼");
}

TEST_F(Dxf, ARuinStandsInTheWayButIsNoBuilding) {
  DxfText drawing;
  drawing.rectangle("JMD", 0, 0, 10, 8).label("ZJ", 5, 4, "破");
  drawing.rectangle("JMD", 20, 0, 10, 8).label("ZJ", 25, 4, "破旧");
  const auto layers = read(drawing);
  EXPECT_EQ(named(layers, "JMD").size(), 1U);
  const RawLayer& ruins = named(layers, "JMD: ruins");
  ASSERT_EQ(ruins.size(), 1U);
  EXPECT_EQ(ruins.role_hint, Role::barriers);
}

TEST_F(Dxf, SymbolsBecomeHydrantsWithTheirAttributes) {
  DxfText drawing;
  drawing.block("消火栓").block("路灯");
  drawing.symbol("DLDW", 3, 4, "消火栓", {{"编号", "XH-001"}, {"状态", "损坏"}})
      .symbol("DLDW", 30, 4, "消火栓")
      .symbol("DLDW", 8, 4, "路灯");
  const auto layers = read(drawing);
  const RawLayer& hydrants = named(layers, "DLDW: block 消火栓");
  ASSERT_EQ(hydrants.size(), 2U);
  EXPECT_EQ(hydrants.role_hint, Role::hydrants);
  EXPECT_EQ(hydrants.shapes.points[0], (Xy{3, 4}));
  EXPECT_EQ(text_of(hydrants, "编号", 0), "XH-001");
  EXPECT_EQ(text_of(hydrants, "状态", 0), "损坏");
  EXPECT_EQ(text_of(hydrants, "状态", 1), "(missing)");
  EXPECT_NE(named(layers, "DLDW: block 路灯").role_hint, Role::hydrants);
}

TEST_F(Dxf, TwoEdgesMakeARoadWithItsWidth) {
  DxfText drawing;
  drawing.line("DLSS", {{0, 0}, {100, 0}}).line("DLSS", {{100, 7}, {0, 7}});
  // One edge alone, one pair too narrow (a kerb drawn twice), one too far apart.
  drawing.line("DLSS", {{0, 100}, {100, 100}}).line("DLSS", {{0, 100.3}, {100, 100.3}});
  drawing.line("DLSS", {{0, 200}, {100, 200}}).line("DLSS", {{0, 245}, {100, 245}});
  const auto layers = read(drawing);
  const RawLayer& middle = named(layers, "DLSS: middle lines");
  ASSERT_EQ(middle.size(), 1U);
  EXPECT_EQ(middle.role_hint, Role::roads);
  EXPECT_EQ(middle.column("width_m")->reals[0], 7);
  EXPECT_NEAR(middle.shapes.points[0].y_m, 3.5, 1e-9);
  const RawLayer& surface = named(layers, "DLSS: carriageway");
  EXPECT_EQ(surface.role_hint, Role::carriageway);
  ASSERT_EQ(surface.size(), 1U);
  EXPECT_NEAR(area_m2(surface.shapes, 0), 700, 1e-6);
  EXPECT_EQ(named(layers, "DLSS: lines").size(), 4U);
}

TEST_F(Dxf, ABlockBetweenTwoStreetsIsNoStreet) {
  DxfText drawing;
  for (const double y : {0.0, 8.0, 23.0, 31.0}) drawing.line("DLSS", {{0, y}, {100, y}});
  // And one narrower than the street beside it, with a house on it.
  drawing.line("DLSS", {{0, 100}, {100, 100}})
      .line("DLSS", {{0, 112}, {100, 112}})
      .line("DLSS", {{0, 122}, {100, 122}})
      .rectangle("JMD", 10, 113, 80, 8);
  const auto layers = read(drawing);
  const RawLayer& middle = named(layers, "DLSS: middle lines");
  std::vector<double> at;
  for (std::size_t m = 0; m < middle.size(); ++m) at.push_back(middle.shapes.boxes[m].centre().y_m);
  EXPECT_THAT(at, testing::UnorderedElementsAre(4, 27, 106));
}

TEST_F(Dxf, MiddleLinesMeetOnACrossing) {
  DxfText drawing;
  // A street from west to east, 10 m wide; one from the south, 6 m, that ends on it.
  drawing.line("DLSS", {{0, 10}, {100, 10}})
      .line("DLSS", {{0, 0}, {47, 0}, {47, -50}})
      .line("DLSS", {{100, 0}, {53, 0}, {53, -50}});
  const auto layers = read(drawing);
  const RawLayer& middle = named(layers, "DLSS: middle lines");
  bool from_south = false, through = false;
  for (std::size_t m = 0; m < middle.size(); ++m) {
    const Box& box = middle.shapes.boxes[m];
    from_south = from_south || (std::abs(box.max.y_m - 5) < 1e-6 && std::abs(box.min.y_m) < 1e-6 &&
                                std::abs(box.min.x_m - 50) < 1e-6);
    through = through || (std::abs(box.min.x_m - 47) < 1e-6 && std::abs(box.max.x_m - 53) < 1e-6);
  }
  EXPECT_TRUE(from_south);
  EXPECT_TRUE(through);
  const RawLayer& surface = named(layers, "DLSS: carriageway");
  ASSERT_EQ(surface.size(), 1U);
  EXPECT_NEAR(area_m2(surface.shapes, 0), 1000 + 300, 1e-3);
}

TEST_F(Dxf, ADrawingInsideASymbolIsNotLostSilently) {
  DxfText drawing;
  drawing.block("路灯").block("外部参照", 300);
  drawing.rectangle("JMD", 0, 0, 10, 8).symbol("0", 5, 5, "外部参照").symbol("0", 9, 9, "路灯");
  const auto layers = read(drawing);
  ASSERT_EQ(count_issues(layers.front(), IssueKind::wrong_geometry), 1U);
  EXPECT_THAT(layers.front().issues.front().detail, testing::HasSubstr("外部参照"));
  EXPECT_EQ(layers.front().issues.front().records, 1U);
}

TEST_F(Dxf, TheEncodingIsFoundWhateverTheHeaderSays) {
  const auto structure = [&](const DxfText& drawing, bool as_gbk) {
    const std::string bytes = as_gbk ? gbk(drawing.str()) : drawing.str();
    const auto layers = io::read_source(dir.write("plan.dxf", bytes), {}, Job{});
    return text_of(layers.front(), "structure", 0);
  };
  const auto with = [](DxfText drawing) {
    drawing.rectangle("居民地", 0, 0, 10, 8).label("注记", 5, 4, "混3");
    for (const char* name : {"人民路", "建设街", "供销社", "卫生院"})
      drawing.label("注记", 50, 50, name);
    return drawing;
  };
  EXPECT_EQ(structure(with(DxfText("AC1015", "ANSI_936")), true), "混");
  EXPECT_EQ(structure(with(DxfText("AC1015", "ANSI_1252")), true), "混");
  EXPECT_EQ(structure(with(DxfText("AC1015", "")), true), "混");
  EXPECT_EQ(structure(with(DxfText("AC1021", "ANSI_936")), false), "混");
  EXPECT_EQ(structure(with(DxfText("AC1015", "ANSI_936")), false), "混");
}

TEST_F(Dxf, EveryObjectIsInExactlyOneLayerOrWentIntoOne) {
  DxfText drawing;
  drawing.block("XHS").rectangle("JMD", 0, 0, 10, 8).label("ZJ", 5, 4, "砼6");
  drawing.line("JMD", {{50, 0}, {60, 0}}).label("ZJ", 90, 4, "人民路");
  drawing.line("GX_JS", {{0, -5}, {90, -5}}).symbol("XHS", 4, -4, "XHS");
  drawing.line("TK", {{-100, -100}, {200, -100}});
  const auto layers = read(drawing);
  EXPECT_THAT(names(layers),
              testing::UnorderedElementsAre("JMD", "JMD: lines", "ZJ: texts", "GX_JS: lines",
                                            "XHS: block XHS", "TK: lines"));
  EXPECT_EQ(named(layers, "GX_JS: lines").role_hint, Role::water_mains);
  EXPECT_EQ(named(layers, "TK: lines").role_hint, Role::reference);
  std::size_t records = 0;
  for (const RawLayer& layer : layers) records += layer.size();
  EXPECT_EQ(records, 6U);
  const auto infos = io::list_layers(dir / "plan.dxf", Job{});
  EXPECT_EQ(infos.size(), layers.size());
}

TEST_F(Dxf, WhatIsNoDrawingIsRefused) {
  EXPECT_NE(test::refusal(dir.write("no.dxf", "this is no drawing")), "");
  EXPECT_NE(test::refusal(dir.write("cut.dxf", "0\nSECTION\n2\nHEADER\n9\n$ACADVER\n")), "");
}

}  // namespace
}  // namespace firebreak
