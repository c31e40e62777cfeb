#include <gmock/gmock.h>

#include <filesystem>
#include <fstream>
#include <map>
#include <random>
#include <set>
#include <sstream>

#include "core/geo/measure.hpp"
#include "core/io/read.hpp"
#include "core/normalise/values.hpp"
#include "core/normalise/words.hpp"
#include "unit/io/county_fixture.hpp"

namespace firebreak {
namespace {

using test::count_issues;
using test::text_of;
using test::trapped;

/// The county's own zone stands in front of the truth's eastings, not of the drawing's.
constexpr double zone_prefix = 38'000'000;

std::map<std::string, RawLayer> layers_of(const std::filesystem::path& file) {
  std::map<std::string, RawLayer> out;
  for (RawLayer& layer : io::read_source(file, {}, Job{})) {
    const std::string name = layer.layer;
    out.emplace(name, std::move(layer));
  }
  return out;
}

class DemoDrawing : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    drawing_ = layers_of(test::demo_county / "演示县" / "地形图_城关镇.dxf");
    truth_ = layers_of(test::demo_county / "truth" / "truth.gpkg");
  }
  static const RawLayer& drawn(const std::string& name) { return drawing_.at(name); }
  static const RawLayer& truth(const std::string& name) { return truth_.at(name); }
  static bool in_drawing(const RawLayer& layer, std::size_t row) {
    return text_of(layer, "town", row) == "城关镇";
  }
  /// The building of the drawing that stands where the true one does; none if there is none.
  static std::optional<std::size_t> found(std::size_t row) {
    const RawLayer& jmd = drawn("JMD");
    const Xy at = centroid(truth("buildings").shapes, row) - Xy{zone_prefix, 0};
    for (std::size_t b = 0; b < jmd.size(); ++b)
      if (length_m(centroid(jmd.shapes, b) - at) < 0.05 &&
          std::abs(area_m2(jmd.shapes, b) / area_m2(truth("buildings").shapes, row) - 1) < 0.02)
        return b;
    return std::nullopt;
  }
  static inline std::map<std::string, RawLayer> drawing_, truth_;
};

TEST_F(DemoDrawing, EveryBuildingIsFoundWithStructureAndStoreys) {
  const auto open = trapped("dxf-open-");
  const auto silent = trapped("dxf-code-");
  ASSERT_EQ(open.size(), 4U);
  ASSERT_GT(silent.size(), 5U);
  const RawLayer& all = truth("buildings");
  std::size_t expected = 0, structures = 0, storeys = 0, basements = 0, with_basement = 0;
  for (std::size_t row = 0; row < all.size(); ++row) {
    if (!in_drawing(all, row)) continue;
    const std::string id = text_of(all, "id", row);
    const auto b = found(row);
    if (open.contains(id)) {
      EXPECT_FALSE(b) << id << " is open and cannot be a building";
      continue;
    }
    ++expected;
    ASSERT_TRUE(b) << id;
    const auto structure = parse_structure(text_of(drawn("JMD"), "structure", *b));
    ASSERT_TRUE(structure.value) << id;
    structures += structure_name(*structure.value) == text_of(all, "structure", row) ? 1U : 0U;
    if (silent.contains(id)) {
      EXPECT_EQ(text_of(drawn("JMD"), "storeys", *b), "(missing)");
      ++storeys;
      continue;
    }
    const auto read = parse_storeys(text_of(drawn("JMD"), "storeys", *b));
    const bool right =
        read.above.value && *read.above.value == std::stod(text_of(all, "storeys", row));
    EXPECT_TRUE(right) << id;
    storeys += right ? 1U : 0U;
    if (text_of(all, "basement", row) == "0") continue;
    ++with_basement;
    basements += read.below.value == std::optional<double>(1) ? 1U : 0U;
  }
  EXPECT_GT(expected, 450U);
  EXPECT_EQ(structures, expected);
  EXPECT_EQ(storeys, expected);
  EXPECT_GT(with_basement, 5U);
  EXPECT_EQ(basements, with_basement);
  // Besides them the house with the court and the two at the yard; nothing was invented.
  EXPECT_EQ(drawn("JMD").size(), expected + 3);
}

TEST_F(DemoDrawing, EveryTrapIsReportedOrStaysOut) {
  const RawLayer& jmd = drawn("JMD");
  // Each house drawn open is named with the place of its gap.
  for (const std::string& id : trapped("dxf-open-")) {
    const RawLayer& all = truth("buildings");
    std::size_t reports = 0;
    for (std::size_t row = 0; row < all.size(); ++row)
      if (text_of(all, "id", row) == id)
        for (const Issue& issue : jmd.issues)
          if (issue.kind == IssueKind::wrong_geometry && issue.at &&
              distance_m(all.shapes, row, *issue.at + Xy{zone_prefix, 0}) < 0.15)
            ++reports;
    EXPECT_EQ(reports, 1U) << id;
  }
  EXPECT_EQ(count_issues(jmd, IssueKind::wrong_geometry), trapped("dxf-open-").size());
  EXPECT_EQ(drawn("JMD: lines").size(), trapped("dxf-open-").size() + 2) << "and the yard's walls";
  EXPECT_EQ(drawn("JMD: ruins").size(), 1U);
  std::size_t courts = 0;
  for (std::size_t b = 0; b < jmd.size(); ++b)
    courts += jmd.shapes.end_part(b) - jmd.shapes.first_part(b) == 2 ? 1U : 0U;
  EXPECT_EQ(courts, 1U);
  EXPECT_EQ(drawn("GCD: texts").size(), 40U) << "spot heights stay what they are";
  EXPECT_FALSE(jmd.crs.known());
}

TEST_F(DemoDrawing, EveryRoadIsFoundWithItsWidth) {
  const RawLayer& middle = drawn("DLSS: middle lines");
  const RawLayer& roads = truth("roads");
  const Column& width = *middle.column("width_m");
  std::size_t places = 0, wide = 0, streets = 0;
  for (std::size_t row = 0; row < roads.size(); ++row) {
    if (!in_drawing(roads, row)) continue;
    ++streets;
    const auto line = roads.shapes.only_part(row);
    const double length = length_m(line[1] - line[0]);
    for (double along = 1; along < length; along += 5) {
      const Xy at = line[0] + along / length * (line[1] - line[0]) - Xy{zone_prefix, 0};
      bool near = false, right = false;
      for (std::size_t m = 0; m < middle.size(); ++m) {
        if (distance_m(middle.shapes, m, at) > 0.05) continue;
        near = true;
        right = right || std::abs(width.reals[m] - roads.column("width_m")->reals[row]) < 0.02;
      }
      EXPECT_TRUE(near) << text_of(roads, "id", row) << " at " << along;
      EXPECT_TRUE(right) << text_of(roads, "id", row) << " at " << along;
      ++places;
      wide += right ? 1U : 0U;
    }
  }
  EXPECT_EQ(streets, 9U);
  EXPECT_GT(places, 800U);
  EXPECT_EQ(wide, places);
  // And no road where there is none.
  for (std::size_t m = 0; m < middle.size(); ++m) {
    const auto line = middle.shapes.only_part(m);
    const Xy at = 0.5 * (line[0] + line[1]) + Xy{zone_prefix, 0};
    double nearest = 1e9;
    for (std::size_t row = 0; row < roads.size(); ++row)
      nearest = std::min(nearest, distance_m(roads.shapes, row, at));
    EXPECT_LT(nearest, 0.05) << m;
  }
  EXPECT_EQ(drawn("DLSS: carriageway").size(), 1U) << "one net without a hole in its surface";
  EXPECT_FALSE(drawing_.contains("DLSS: lines")) << "every edge found its partner";
}

TEST_F(DemoDrawing, HydrantSymbolsStandWhereTheHydrantsAre) {
  const RawLayer& symbols = drawn("DLDW: block 消火栓");
  const RawLayer& all = truth("hydrants");
  EXPECT_EQ(symbols.role_hint, Role::hydrants);
  ASSERT_EQ(symbols.size(), 30U);
  std::size_t named = 0;
  for (std::size_t s = 0; s < symbols.size(); ++s) {
    const Xy at = symbols.shapes.points[s] + Xy{zone_prefix, 0};
    std::size_t match = SIZE_MAX;
    for (std::size_t h = 0; h < all.size(); ++h)
      if (length_m(all.shapes.points[h] - at) < 0.01) match = h;
    ASSERT_NE(match, SIZE_MAX) << s;
    const std::string id = text_of(symbols, "编号", s);
    if (id == "(missing)") continue;
    ++named;
    EXPECT_EQ(id, text_of(all, "id", match));
    EXPECT_EQ(text_of(symbols, "管径", s), "DN" + text_of(all, "main_mm", match));
  }
  EXPECT_EQ(named, 20U);
}

/// The bytes with a few of their lines lost, exchanged or overwritten, or the end cut off.
std::string corrupted(const std::string& bytes, unsigned seed) {
  std::mt19937 rng(seed);
  std::vector<std::string> lines;
  std::istringstream in(bytes);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  for (auto n = 1 + rng() % 20; n > 0; --n) {
    std::string& line = lines[rng() % lines.size()];
    switch (rng() % 5) {
      case 0:
        line.clear();
        break;
      case 1:
        line = "nan";
        break;
      case 2:
        line = "-99999999999999999999";
        break;
      case 3:
        std::swap(line, lines[rng() % lines.size()]);
        break;
      default:
        if (!line.empty()) line[rng() % line.size()] = static_cast<char>(rng() % 256);
    }
  }
  if (rng() % 4 == 0) lines.resize(rng() % lines.size());
  std::string out;
  for (const std::string& line : lines) out += line + "\n";
  return out;
}

TEST_F(DemoDrawing, ACorruptDrawingEndsInLayersOrInAMessage) {
  std::ifstream in(test::demo_county / "演示县" / "地形图_城关镇.dxf", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const test::TempDir dir;
  unsigned read = 0;
  for (unsigned seed = 1; seed <= 60; ++seed) {
    const auto path = dir.write("plan.dxf", corrupted(bytes, seed));
    try {
      for (const RawLayer& layer : io::read_source(path, {}, Job{})) {
        ASSERT_EQ(layer.shapes.size(), layer.size()) << layer.layer << ", seed " << seed;
        for (const Column& column : layer.columns) ASSERT_EQ(column.size(), layer.size());
      }
      ++read;
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::file) << error.what() << ", seed " << seed;
    }
  }
  EXPECT_GT(read, 20U);
}

}  // namespace
}  // namespace firebreak
