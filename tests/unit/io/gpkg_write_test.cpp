#include "core/io/gpkg_write.hpp"

#include <gmock/gmock.h>

#include <cstdlib>
#include <random>

#include "core/base/error.hpp"
#include "core/io/gpkg_blob.hpp"
#include "core/io/risk_file.hpp"
#include "risk_sample.hpp"
#include "support/temp_dir.hpp"

namespace firebreak::io {
namespace {

using test::Database;
using test::TempDir;
using testing::HasSubstr;
using testing::ThrowsMessage;

void write_sample(const std::filesystem::path& file, Existing existing = Existing::refuse) {
  write_risk_file(file, test::sample_tables(), test::sample_record(), test::sample_ledger(),
                  test::sample_styles(), existing, Job{});
}

class RiskWrite : public testing::Test {
 protected:
  TempDir folder_;
  std::filesystem::path file_ = folder_ / "RISK.gpkg";
};

TEST_F(RiskWrite, IsAGeoPackageOfVersion13) {
  write_sample(file_);
  const Database db(file_);
  EXPECT_EQ(db.number("PRAGMA application_id"), 0x47504B47);
  EXPECT_EQ(db.number("PRAGMA user_version"), 10300);
  EXPECT_EQ(db.text("PRAGMA integrity_check"), "ok");
  EXPECT_EQ(db.text("PRAGMA foreign_key_check"), std::nullopt);
  EXPECT_EQ(db.list("SELECT table_name||':'||data_type FROM gpkg_contents ORDER BY 1"),
            "assessment:attributes,building_risk:features,findings:features,"
            "fire_lanes:features,hydrant_reach:features,layer_styles:attributes,"
            "ledger_counters:attributes,projects:features,response_log:attributes,"
            "targets:attributes");
  EXPECT_EQ(db.list("SELECT srs_id FROM gpkg_spatial_ref_sys ORDER BY 1"), "-1,0,4326,25832");
  EXPECT_THAT(*db.text("SELECT definition FROM gpkg_spatial_ref_sys WHERE srs_id=25832"),
              testing::StartsWith("PROJCS[\"ETRS89 / UTM zone 32N\""));
}

TEST_F(RiskWrite, ExtentAndDateStandInTheContents) {
  write_sample(file_);
  const Database db(file_);
  EXPECT_EQ(db.text("SELECT last_change FROM gpkg_contents WHERE table_name='building_risk'"),
            "2026-11-23T10:00:00.000Z");
  EXPECT_EQ(db.text("SELECT min_x||' '||max_x||' '||min_y||' '||max_y FROM gpkg_contents WHERE "
                    "table_name='building_risk'"),
            "667000.25 667070.25 5486000.5 5486020.5");
}

TEST_F(RiskWrite, PolygonsAreClosedAndTurnTheRightWay) {
  write_sample(file_);
  const Database db(file_);
  // Header 40 bytes, multipolygon 9, polygon 9, ring count 4: the outer ring's second point is
  // (20, 0) only if the clockwise ring of the sample was turned round.
  const std::string hex = *db.text("SELECT hex(geom) FROM building_risk WHERE fid=1");
  EXPECT_EQ(hex.substr(0, 16), "47500003E8640000");
  EXPECT_EQ(hex.substr(80, 36),
            "010600000001000000"
            "010300000002000000");
  Shapes read;
  std::string blob;
  for (std::size_t i = 0; i < hex.size(); i += 2)
    blob.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
  ASSERT_TRUE(read_blob(blob, {667000.25, 5486000.5}, read));
  ASSERT_EQ(read.part_kind, (std::vector{PartKind::outer, PartKind::hole}));
  const std::vector<Xy> outer{{0, 0}, {20, 0}, {20, 20}, {0, 20}, {0, 0}};
  const std::vector<Xy> hole{{5, 5}, {5, 10}, {10, 10}, {10, 5}, {5, 5}};
  EXPECT_THAT(read.part(0).points, testing::ElementsAreArray(outer));
  EXPECT_THAT(read.part(1).points, testing::ElementsAreArray(hole));
  EXPECT_EQ(db.number("SELECT count(*) FROM building_risk WHERE geom IS NULL"), 1);
}

TEST_F(RiskWrite, UnclosedRingsAreClosed) {
  Shapes open;
  open.add(PartKind::outer, std::vector<Xy>{{0, 0}, {0, 1}, {1, 1}});
  std::string blob;
  ASSERT_TRUE(append_blob(blob, open, 0, BlobKind::multi_polygon, 1, {}));
  Shapes read;
  ASSERT_TRUE(read_blob(blob, {}, read));
  const std::vector<Xy> expected{{0, 0}, {1, 1}, {0, 1}, {0, 0}};
  EXPECT_THAT(read.points, testing::ElementsAreArray(expected));
}

TEST_F(RiskWrite, ValuesAndMissingValuesAreKept) {
  write_sample(file_);
  const Database db(file_);
  EXPECT_EQ(db.list("SELECT hydrants_in_reach FROM building_risk ORDER BY fid"), "3,1,0,NULL");
  EXPECT_EQ(db.number("SELECT count(*) FROM building_risk WHERE nearest_hydrant_m="
                      "1059.9000000000001"),
            1);
  EXPECT_EQ(db.text("SELECT building_id FROM building_risk WHERE fid=4"), "b'4 \"<&>");
  EXPECT_EQ(db.text("SELECT typeof(note)||length(note) FROM response_log"), "text0");
}

TEST_F(RiskWrite, TitlesStandInBothLanguages) {
  write_sample(file_);
  const Database db(file_);
  EXPECT_EQ(db.text("SELECT title FROM gpkg_data_columns WHERE table_name='findings' AND "
                    "column_name='finding_id'"),
            "finding number / 隐患编号");
  EXPECT_EQ(db.text("SELECT title FROM gpkg_data_columns WHERE column_name='cost_wan' AND "
                    "table_name='findings'"),
            "cost estimate (10,000 CNY) / 估算 (万元)");
  EXPECT_EQ(db.text("SELECT description FROM gpkg_data_column_constraints WHERE "
                    "constraint_name='findings_state' AND value='closed'"),
            "closed / 已销号");
}

TEST_F(RiskWrite, AssessmentHoldsFiguresParametersAndInputs) {
  write_sample(file_);
  const Database db(file_);
  EXPECT_EQ(db.text("SELECT value FROM assessment WHERE section='figure' AND name='buildings'"),
            "4.0");
  EXPECT_EQ(db.text("SELECT value||unit||clause||mark||given_by FROM assessment WHERE "
                    "name='hydrants.radius_m'"),
            "150.1mGB 50974-2014 7.2.5V2/V2profile");
  EXPECT_EQ(db.text("SELECT words FROM assessment WHERE title='SHA-256'"), std::string(64, 'a'));
  EXPECT_EQ(db.text("SELECT words FROM assessment WHERE section='skipped'"), "no stations");
  EXPECT_EQ(db.text("SELECT words FROM assessment WHERE name='notice'"), "No building can pass.");
}

TEST_F(RiskWrite, PackedTreePassesSqlitesOwnCheck) {
  write_sample(file_);
  const Database db(file_);
  for (const char* layer : {"building_risk", "hydrant_reach", "fire_lanes", "findings", "projects"})
    EXPECT_EQ(db.text("SELECT rtreecheck('rtree_" + std::string(layer) + "_geom')"), "ok") << layer;
  EXPECT_EQ(db.list("SELECT id FROM rtree_building_risk_geom ORDER BY id"), "1,2,3");
  EXPECT_EQ(db.number("SELECT count(*) FROM sqlite_master WHERE type='trigger'"), 5 * 6);
  EXPECT_EQ(db.number("SELECT count(*) FROM gpkg_extensions WHERE extension_name="
                      "'gpkg_rtree_index'"),
            5);
}

/// Boxes scattered over 20 km, as one layer.
FeatureTable scattered(std::size_t count) {
  FeatureTable table;
  table.name = "scattered";
  table.title = "scattered";
  table.geometry = TableGeometry::multi_polygon;
  Column number("number", ColumnType::integer);
  std::mt19937 random(7);
  const auto uniform = [&] { return static_cast<double>(random()) / 4294967296.0; };
  for (std::size_t i = 0; i < count; ++i) {
    const double x = 20000 * uniform();
    const double y = 20000 * uniform();
    const double size = 5 + 30 * uniform();
    const std::vector<Xy> ring{{x, y}, {x + size, y}, {x + size, y + size}, {x, y + size}, {x, y}};
    table.shapes.add(PartKind::outer, ring);
    number.push(static_cast<std::int64_t>(i));
  }
  table.columns.push_back(number);
  return table;
}

/// 1 is a root alone, 51 fills it, 52 needs a second level, 2,700 a third one.
class RiskTree : public testing::TestWithParam<std::size_t> {};

TEST_P(RiskTree, FindsWhatLiesInABox) {
  const TempDir folder;
  const auto file = folder / "tree.gpkg";
  const FeatureTable table = scattered(GetParam());
  const RunRecord record = test::sample_record();
  write_risk_file(file, {table}, record, {}, {}, Existing::refuse, Job{});
  const Database db(file);
  EXPECT_EQ(db.text("SELECT rtreecheck('rtree_scattered_geom')"), "ok");
  for (int i = 0; i < 20; ++i) {
    const Box box{{900.0 * i, 700.0 * i}, {900.0 * i + 3000, 700.0 * i + 2500}};
    std::size_t expected = 0;
    for (const Box& b : table.shapes.boxes) expected += b.intersects(box) ? 1U : 0U;
    const auto at = [&](double value, double origin) { return fmt::format("{}", value + origin); };
    const long long found = db.number("SELECT count(*) FROM rtree_scattered_geom WHERE maxx>=" +
                                      at(box.min.x_m, record.origin_x_m) +
                                      " AND minx<=" + at(box.max.x_m, record.origin_x_m) +
                                      " AND maxy>=" + at(box.min.y_m, record.origin_y_m) +
                                      " AND miny<=" + at(box.max.y_m, record.origin_y_m));
    // 32 bit boxes are up to half a metre larger at these coordinates: never smaller.
    EXPECT_GE(found, static_cast<long long>(expected));
    EXPECT_LE(found, static_cast<long long>(expected) + 3);
  }
}
INSTANTIATE_TEST_SUITE_P(Sizes, RiskTree, testing::Values(0, 1, 51, 52, 2700, 6000));

TEST_F(RiskWrite, SameInputSameBytes) {
  write_sample(file_);
  const auto again = folder_ / "again.gpkg";
  write_sample(again);
  EXPECT_TRUE(test::read_file(file_) == test::read_file(again));
}

TEST_F(RiskWrite, ReplacingByTheSameChangesNoByte) {
  write_sample(file_);
  const std::string first = test::read_file(file_);
  write_sample(file_, Existing::replace);
  EXPECT_TRUE(test::read_file(file_) == first);
}

TEST_F(RiskWrite, DatesComeFromSourceDateEpoch) {
  ::setenv("SOURCE_DATE_EPOCH", "86400", 1);
  write_sample(file_);
  ::unsetenv("SOURCE_DATE_EPOCH");
  const Database db(file_);
  EXPECT_EQ(db.list("SELECT DISTINCT last_change FROM gpkg_contents"), "1970-01-02T00:00:00.000Z");
  EXPECT_EQ(db.list("SELECT DISTINCT update_time FROM layer_styles"), "1970-01-02T00:00:00.000Z");
  EXPECT_EQ(db.list("SELECT timestamp FROM gpkg_metadata_reference"), "1970-01-02T00:00:00.000Z");
  EXPECT_EQ(db.list("SELECT DISTINCT found_on FROM findings"), "1970-01-02");
}

TEST_F(RiskWrite, CancelLeavesNothingBehind) {
  std::stop_source stop;
  const Job job(
      stop.get_token(), [&](double, std::string_view) { stop.request_stop(); }, 1);
  EXPECT_THROW(write_risk_file(file_, test::sample_tables(), test::sample_record(), {}, {},
                               Existing::refuse, job),
               Cancelled);
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(RiskWrite, TablesThatDoNotHoldTogetherAreOurBug) {
  auto tables = test::sample_tables();
  tables[0].columns[1].push(std::int64_t{1});
  EXPECT_THAT(
      [&] {
        write_risk_file(file_, tables, test::sample_record(), {}, {}, Existing::refuse, Job{});
      },
      ThrowsMessage<Error>(HasSubstr("column hydrants_in_reach has 5 rows instead of 4")));
  tables = test::sample_tables();
  tables[1].name = "findings";
  EXPECT_THAT(
      [&] {
        write_risk_file(file_, tables, test::sample_record(), {}, {}, Existing::refuse, Job{});
      },
      ThrowsMessage<Error>(HasSubstr("reserved name")));
  EXPECT_TRUE(std::filesystem::is_empty(folder_.path()));
}

TEST_F(RiskWrite, StylesAreOnePerTableAndDefault) {
  write_sample(file_);
  const Database db(file_);
  EXPECT_EQ(db.number("SELECT count(*) FROM layer_styles WHERE useAsDefault=1 AND "
                      "f_table_schema='' AND f_table_catalog=''"),
            8);
  const std::string qml =
      *db.text("SELECT styleQML FROM layer_styles WHERE f_table_name='fire_lanes'");
  EXPECT_THAT(qml, HasSubstr("filter=\"&quot;clear_width_m&quot; &lt; 4\""));
  EXPECT_THAT(qml, HasSubstr("filter=\"ELSE\""));
  EXPECT_THAT(qml, HasSubstr("filter=\"ELSE\" scalemaxdenom=\"25000\""));
  EXPECT_THAT(qml, HasSubstr("k=\"customdash\" v=\"2;1\""));
  EXPECT_THAT(qml, HasSubstr("name=\"clear width (m)\""));
  const std::string sld =
      *db.text("SELECT styleSLD FROM layer_styles WHERE f_table_name='fire_lanes'");
  // "Otherwise" in full: QGIS 3.22 passes over ElseFilter and draws every row.
  EXPECT_THAT(sld, testing::Not(HasSubstr("ElseFilter")));
  EXPECT_THAT(sld, HasSubstr("<ogc:Filter><ogc:Or><ogc:PropertyIsNull><ogc:PropertyName>"
                             "clear_width_m</ogc:PropertyName></ogc:PropertyIsNull><ogc:Not>"));
  EXPECT_THAT(sld, HasSubstr("\"stroke-linecap\">butt<"));
  EXPECT_THAT(sld, HasSubstr("<ogc:PropertyIsLessThan><ogc:PropertyName>clear_width_m"));
  const std::string hatched =
      *db.text("SELECT styleQML FROM layer_styles WHERE f_table_name='building_risk'");
  EXPECT_THAT(hatched, HasSubstr("class=\"LinePatternFill\""));
  EXPECT_THAT(hatched, HasSubstr("&quot;hydrant_verdict&quot; IS NULL"));
}

TEST_F(RiskWrite, RowsWithoutValueMayShareARuleWithOthers) {
  StyleSheet sheet = test::sample_styles();
  LayerStyle& buildings = sheet.layers[0];
  buildings.rules.pop_back();
  buildings.rules.back().missing = true;
  LayerStyle outline = buildings;  // a second look, by another column
  outline.title = "reach";
  outline.rules.resize(1);
  outline.rules[0].field = "hydrants_in_reach";
  outline.rules[0].values = {"0"};
  LayerStyle absent = outline;  // by a column that this result does not have
  absent.title = "absent";
  absent.rules[0].field = "zone_id";
  LayerStyle hidden = outline;
  hidden.title = "hidden";
  hidden.shown = false;
  sheet.layers.insert(sheet.layers.end(), {outline, absent, hidden});
  write_risk_file(file_, test::sample_tables(), test::sample_record(), {}, sheet, Existing::refuse,
                  Job{});
  const Database db(file_);
  const std::string qml =
      *db.text("SELECT styleQML FROM layer_styles WHERE f_table_name='building_risk'");
  EXPECT_THAT(qml, HasSubstr("(&quot;hydrant_verdict&quot; IS NULL OR "
                             "(&quot;hydrant_verdict&quot; IN ('unknown')))"));
  EXPECT_THAT(qml, HasSubstr("&quot;hydrants_in_reach&quot; IN (0)"));
  EXPECT_THAT(qml, testing::Not(testing::AnyOf(HasSubstr("absent"), HasSubstr("hidden"))));
  const std::string sld =
      *db.text("SELECT styleSLD FROM layer_styles WHERE f_table_name='building_risk'");
  EXPECT_THAT(sld, HasSubstr("<ogc:Or><ogc:PropertyIsNull>"));
}

TEST_F(RiskWrite, LabelsStandOnlyWhereTheRuleSaysSo) {
  StyleSheet sheet = test::sample_styles();
  sheet.layers[1].label_text = "Lane {}";
  sheet.layers[1].rules[1].labelled = false;
  write_risk_file(file_, test::sample_tables(), test::sample_record(), {}, sheet, Existing::refuse,
                  Job{});
  const Database db(file_);
  EXPECT_THAT(*db.text("SELECT styleQML FROM layer_styles WHERE f_table_name='fire_lanes'"),
              HasSubstr("fieldName=\"CASE WHEN &quot;clear_width_m&quot; &lt; 4 THEN 'Lane ' || "
                        "&quot;lane_id&quot; || '' ELSE NULL END\""));
  EXPECT_THAT(*db.text("SELECT styleSLD FROM layer_styles WHERE f_table_name='fire_lanes'"),
              testing::AllOf(HasSubstr("<se:Rule><ogc:Filter><ogc:PropertyIsLessThan>"
                                       "<ogc:PropertyName>clear_width_m</ogc:PropertyName>"),
                             HasSubstr("<se:Label>Lane <ogc:PropertyName>lane_id"),
                             testing::Not(testing::ContainsRegex("<se:Label>.*<se:Label>"))));
}

TEST_F(RiskWrite, FindingsOfAnyGeometryAreDrawnByGrade) {
  write_sample(file_);
  const Database db(file_);
  const std::string qml =
      *db.text("SELECT styleQML FROM layer_styles WHERE f_table_name='findings'");
  EXPECT_THAT(qml, HasSubstr("&quot;grade&quot; IN (1) AND NOT coalesce(&quot;state&quot; IN "
                             "('closed','rejected','handed_over'), false)"));
  EXPECT_THAT(qml,
              HasSubstr("label=\"as an area\" filter=\"geometry_type($geometry) = 'Polygon'\""));
  EXPECT_THAT(qml, testing::Not(HasSubstr("layerGeometryType")));
}

TEST_F(RiskWrite, AliasesAreInTheLanguageOfTheRun) {
  RunRecord record = test::sample_record();
  record.language = "zh";
  write_risk_file(file_, test::sample_tables(), record, test::sample_ledger(),
                  test::sample_styles(), Existing::refuse, Job{});
  const Database db(file_);
  EXPECT_THAT(*db.text("SELECT styleQML FROM layer_styles WHERE f_table_name='findings'"),
              HasSubstr("name=\"隐患编号\""));
  EXPECT_EQ(db.text("SELECT identifier FROM gpkg_contents WHERE table_name='findings'"),
            "隐患与问题台账");
}

}  // namespace
}  // namespace firebreak::io
