#include "core/normalise/normalise.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>
#include <random>
#include <set>

#include "core/geo/measure.hpp"
#include "core/normalise/stable_ids.hpp"
#include "layer_builder.hpp"

namespace firebreak {
namespace {

using test::issues_of;
using test::LayerBuilder;

template <class... Layers>
City city_of(const Layers&... layers) {
  std::vector<SourceLayer> sources;
  (sources.push_back(layers.build()), ...);
  return normalise(std::move(sources), {}, Job{});
}

LayerBuilder street(const std::string& file = "roads.gpkg") {
  LayerBuilder roads(Role::roads, file);
  roads.text_column("class").line({{0, 0}, {100, 0}}).cells({"residential"});
  return roads;
}

TEST(Normalise, TakesTheCrsOfMetricBuildingsAndARoundOrigin) {
  const City city = city_of(LayerBuilder(Role::buildings, "b.gpkg").rectangle(0, 0, 10, 10));
  EXPECT_EQ(city.crs.epsg(), 25832);
  EXPECT_EQ(city.origin, (Xy{664000, 5486000}));
  EXPECT_LT(city.scale_error, 1e-3);
  EXPECT_EQ(city.buildings->size(), 1U);
  EXPECT_NEAR(area_m2(city.buildings->shapes, 0), 100, 1e-6);
  EXPECT_EQ(city.sources[0].read, 1U);
  EXPECT_EQ(city.sources[0].set_aside, 0U);
}

TEST(Normalise, NeverMeasuresInWebMercator) {
  // 0.001 degree near Lauf: 72.5 m by 111.2 m.
  LayerBuilder mercator(Role::buildings, "b.gpkg", "EPSG:3857");
  const Transform to(Crs("EPSG:4326"), Crs("EPSG:3857"));
  std::vector<Xy> ring;
  for (const Xy p : {Xy{11.27, 49.51}, Xy{11.271, 49.51}, Xy{11.271, 49.511}, Xy{11.27, 49.511},
                     Xy{11.27, 49.51}})
    ring.push_back(to(p) - test::bavaria);  // the builder adds it again
  mercator.polygon(ring);
  const City city = city_of(mercator);
  EXPECT_EQ(city.crs.epsg(), 32632);
  EXPECT_NEAR(area_m2(city.buildings->shapes, 0), 72.36 * 111.22, 15);
}

TEST(Normalise, MovesOtherLayersIntoTheCityGrid) {
  const Xy at = Transform(Crs("EPSG:25832"), Crs("EPSG:4326"))(test::bavaria + Xy{5, -3});
  const City city = city_of(
      LayerBuilder(Role::buildings, "b.gpkg").rectangle(0, 0, 10, 10),
      LayerBuilder(Role::hydrants, "h.csv", "EPSG:4326", "CSV").point(at.x_m, at.y_m), street());
  ASSERT_EQ(city.hydrants->size(), 1U);
  EXPECT_NEAR((*city.hydrants)[0].at.x_m, 5, 1e-3);
  EXPECT_NEAR((*city.hydrants)[0].at.y_m, -3, 1e-3);
  EXPECT_EQ(city.sources[1].accuracy_m, 8);
  EXPECT_EQ(city.sources[0].accuracy_m, 2);
}

TEST(Normalise, ShiftsDeclaredOffsetsBack) {
  const LonLat truth{113.2644, 23.1291};
  const LonLat drawn = shifted(truth, CoordinateShift::gcj02);
  LayerBuilder buildings(Role::buildings, "b.gpkg", "EPSG:4490");
  buildings.rectangle(113.264, 23.129, 113.2642, 23.1292);
  LayerBuilder hydrants(Role::hydrants, "h.gpkg", "EPSG:4326");
  hydrants.point(drawn.lon_deg, drawn.lat_deg).shift(CoordinateShift::gcj02);
  const City city = city_of(buildings, hydrants);
  EXPECT_EQ(city.crs.epsg(), 4547);  // CGCS2000, central meridian 114
  const Xy expected =
      Transform(Crs("EPSG:4326"), city.crs)({truth.lon_deg, truth.lat_deg}) - city.origin;
  EXPECT_LT(distance_m((*city.hydrants)[0].at, expected), 0.5);
  EXPECT_NE(city.sources[1].crs_note, "");
}

TEST(Normalise, RefusesCoordinatesThatContradictTheirCrs) {
  const auto message = [](const LayerBuilder& layer) {
    try {
      city_of(layer);
    } catch (const Error& error) {
      EXPECT_EQ(error.kind(), ErrorKind::file);
      return std::string(error.what());
    }
    return std::string();
  };
  LayerBuilder metres(Role::buildings, "metres.gpkg", "EPSG:4326");
  metres.rectangle(664000, 5486000, 664010, 5486010);
  EXPECT_THAT(message(metres), testing::HasSubstr("metres.gpkg"));
  EXPECT_THAT(message(metres), testing::HasSubstr("city.toml"));

  LayerBuilder degrees(Role::buildings, "degrees.gpkg", "EPSG:25832");
  degrees.rectangle(11.2 - test::bavaria.x_m, 49.5 - test::bavaria.y_m, 11.3 - test::bavaria.x_m,
                    49.6 - test::bavaria.y_m);
  EXPECT_THAT(message(degrees), testing::HasSubstr("degrees"));
}

TEST(Normalise, RefusesACrsThatCannotBeMeasuredIn) {
  std::vector<SourceLayer> layers{
      LayerBuilder(Role::buildings, "b.gpkg").rectangle(0, 0, 9, 9).build()};
  EXPECT_THROW(normalise(layers, {Crs("EPSG:3857")}, Job{}), Error);
  EXPECT_THROW(normalise(layers, {Crs("EPSG:4326")}, Job{}), Error);
}

TEST(Normalise, TurnsLatitudeBeforeLongitudeWhereOnlyThatFits) {
  LayerBuilder buildings(Role::buildings, "b.gpkg", "EPSG:4326");
  buildings.rectangle(23.129, 113.264, 23.1292, 113.2642);
  const City city = city_of(buildings);
  EXPECT_EQ(issues_of(city, IssueKind::bad_coordinates).size(), 1U);
  EXPECT_NEAR(area_m2(city.buildings->shapes, 0), 20.5 * 22.15, 10);
}

TEST(Normalise, ReportsAScaleErrorAboveATenthOfAPercent) {
  std::vector<SourceLayer> layers{
      LayerBuilder(Role::buildings, "b.gpkg").rectangle(0, 0, 9, 9).build()};
  const City city = normalise(std::move(layers), {Crs("EPSG:32630")}, Job{});
  EXPECT_GT(city.scale_error, 1e-3);
  EXPECT_EQ(issues_of(city, IssueKind::scale_error).size(), 1U);
}

TEST(Normalise, SlivesBecomeObstacles) {
  LayerBuilder layer(Role::buildings, "b.gpkg");
  layer.rectangle(0, 0, 10, 10).rectangle(20, 0, 21.9, 2).rectangle(30, 0, 130, 0.5);
  layer.rectangle(20, 10, 22.1, 12);
  const City city = city_of(layer);
  ASSERT_EQ(city.buildings->size(), 4U);
  const auto obstacles = std::count_if(city.buildings->rows.begin(), city.buildings->rows.end(),
                                       [](const Building& b) { return b.obstacle_only; });
  EXPECT_EQ(obstacles, 2);  // 3.8 m2; 100 m x 0.5 m: 4 pi 50 / 201^2 = 0.0156
  EXPECT_EQ(issues_of(city, IssueKind::sliver).size(), 2U);
}

TEST(Normalise, DuplicateBuildingKeepsTheRecordWithMoreAttributes) {
  LayerBuilder layer(Role::buildings, "b.gpkg");
  layer.text_column("id").real_column("storeys").text_column("structure");
  layer.rectangle(0, 0, 20, 10).cells({"plain", "", ""});
  layer.rectangle(0.2, 0, 20.2, 10).cells({"known", "3", "砖混"});  // IoU 198/202 = 0.98
  layer.rectangle(5, 5, 15, 20).cells({"other", "", ""});           // overlaps by 50 m2
  const City city = city_of(layer);
  ASSERT_EQ(city.buildings->size(), 2U);
  std::set<std::string> ids;
  for (std::size_t b = 0; b < 2; ++b) ids.emplace(city.buildings->ids[b]);
  EXPECT_EQ(ids, (std::set<std::string>{"known", "other"}));
  EXPECT_EQ(city.sources[0].read, 3U);
  EXPECT_EQ(city.sources[0].set_aside, 1U);
  EXPECT_EQ(issues_of(city, IssueKind::duplicate_building).size(), 1U);
  const auto overlaps = issues_of(city, IssueKind::overlapping_buildings);
  ASSERT_EQ(overlaps.size(), 1U);
  EXPECT_THAT(overlaps[0].detail, testing::HasSubstr("50.0 m2"));
}

TEST(Normalise, ReadsAttributesAndSaysWhatItCannotRead) {
  LayerBuilder layer(Role::buildings, "b.gpkg");
  layer.text_column("storeys").text_column("year").text_column("structure").text_column("height_m");
  layer.rectangle(0, 0, 10, 10).cells({"6/-1", "1908..1939", "砖木", "12,5"});
  layer.rectangle(20, 0, 30, 10).cells({"many", "before 1939", "unknown", "-3"});
  const City city = city_of(layer);
  std::map<std::int64_t, Building> by_fid;
  for (const Building& b : city.buildings->rows) by_fid[b.origin.fid] = b;
  EXPECT_EQ(by_fid[1].storeys, 6.0F);
  EXPECT_EQ(by_fid[1].year_built, 1908);
  EXPECT_EQ(by_fid[1].year_built_to, 1939);
  EXPECT_EQ(by_fid[1].structure, Structure::brick_timber);
  EXPECT_EQ(by_fid[1].height_m, 12.5F);
  EXPECT_FALSE(by_fid[2].storeys);
  EXPECT_FALSE(by_fid[2].year_built);
  EXPECT_EQ(by_fid[2].year_built_to, 1939);
  EXPECT_FALSE(by_fid[2].height_m);
  const auto unreadable = issues_of(city, IssueKind::unreadable_value);
  ASSERT_EQ(unreadable.size(), 1U);
  EXPECT_EQ(unreadable[0].origin.fid, 2);
  EXPECT_TRUE(unreadable[0].at);
  EXPECT_EQ(issues_of(city, IssueKind::impossible_value).size(), 1U);
}

TEST(Normalise, HydrantsWithoutStatusWorkAndUnknownWordsDoNot) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("status");
  layer.point(0, 0).cells({""}).point(50, 0).cells({"损坏"}).point(90, 0).cells({"qwxz"});
  layer.point(130, 0).cells({"不正常"});
  const City city = city_of(layer, street());
  const auto& hydrants = city.hydrants->rows;
  EXPECT_EQ(hydrants[0].status, HydrantStatus::working);
  EXPECT_EQ(hydrants[0].status_basis, Basis::default_value);
  EXPECT_EQ(hydrants[1].status, HydrantStatus::defective);
  EXPECT_EQ(hydrants[1].status_basis, Basis::declared);
  EXPECT_EQ(hydrants[2].status, HydrantStatus::unknown);
  EXPECT_FALSE(hydrants[2].usable());
  EXPECT_EQ(hydrants[3].status, HydrantStatus::unknown) << "words that disagree";
  EXPECT_EQ(issues_of(city, IssueKind::unreadable_value).size(), 1U);
}

TEST(Normalise, EveryHydrantThatCountsAsWorkingWithoutAWordIsCounted) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("status");
  layer.point(0, 0).cells({"正常"}).point(50, 0).cells({""}).point(90, 0).cells({"-"});
  layer.point(130, 0).cells({"正常"}).point(170, 0).cells({"1"}).point(210, 0).cells({"完好？"});
  layer.point(250, 0).cells({"完好"});
  const City city = city_of(layer, street());
  std::vector<std::string> told;
  for (const Issue& issue : city.issues)
    if (issue.detail.find("status") != std::string::npos) told.push_back(issue.detail);
  EXPECT_THAT(told, testing::UnorderedElementsAre("2 of 7 records have no value for status.",
                                                  "status: \"1\" was read as working.",
                                                  "status: \"完好？\" was read as unknown."));
  EXPECT_FALSE(city.hydrants->rows[5].usable());
}

TEST(Normalise, DuplicateHydrantsPointAtTheBestAttested) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("id").text_column("flow_lps").text_column("kind");
  layer.point(0, 1).cells({"a", "", ""});      // 2.5 m from b
  layer.point(2.5, 1).cells({"b", "15", ""});  // best attested
  layer.point(50, 1).cells({"c", "", ""});     // 4 m from d, another id: two hydrants
  layer.point(54, 1).cells({"d", "", ""});
  layer.point(70, 1).cells({"e", "", ""});  // 1 m from f, which is a suction point
  layer.point(71, 1).cells({"f", "", "suction_point"});
  const City city = city_of(layer, street());
  const auto& h = city.hydrants->rows;
  ASSERT_EQ(h.size(), 6U);
  ASSERT_TRUE(h[0].duplicate_of);
  EXPECT_EQ(h[0].duplicate_of->value, 1U);
  for (std::size_t i = 1; i < 6; ++i) EXPECT_FALSE(h[i].duplicate_of) << i;
  EXPECT_EQ(h[5].kind, HydrantKind::suction);
  EXPECT_EQ(issues_of(city, IssueKind::duplicate_hydrant).size(), 1U);
  EXPECT_EQ(city.sources[0].set_aside, 0U);
}

TEST(Normalise, RecordsOfOneHydrantThatContradictEachOtherMakeItUnknown) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.text_column("id").text_column("flow_lps").text_column("status");
  layer.point(0, 1).cells({"a", "15", "working"});  // fuller than the next, which is broken
  layer.point(1, 1).cells({"b", "", "defective"});
  layer.point(30, 1).cells({"c", "15", ""});  // the only state on record counts
  layer.point(31, 1).cells({"d", "", "no water"});
  layer.point(60, 1).cells({"e", "15", "working"});
  layer.point(61, 1).cells({"f", "", "working"});
  layer.point(90, 1).cells({"g", "15", "working"});
  layer.point(91, 1).cells({"h", "", ""});
  layer.point(120, 1).cells({"i", "15", "no water"});  // neither works: no contradiction
  layer.point(121, 1).cells({"j", "", "defective"});
  layer.point(150, 1).cells({"k", "15", "unknown"});  // what one does not know the other says
  layer.point(151, 1).cells({"l", "", "working"});
  const City city = city_of(layer, street());
  const auto& h = city.hydrants->rows;
  ASSERT_EQ(h.size(), 12U);
  EXPECT_EQ(h[0].status, HydrantStatus::unknown);
  EXPECT_EQ(h[2].status, HydrantStatus::no_water);
  EXPECT_EQ(h[2].status_basis, Basis::declared);
  EXPECT_EQ(h[4].status, HydrantStatus::working);
  EXPECT_EQ(h[6].status, HydrantStatus::working);
  EXPECT_EQ(h[8].status, HydrantStatus::no_water);
  EXPECT_EQ(h[10].status, HydrantStatus::working);
  EXPECT_EQ(std::count_if(h.begin(), h.end(), [](const Hydrant& one) { return one.usable(); }), 3);
  const auto issues = issues_of(city, IssueKind::duplicate_hydrant);
  ASSERT_EQ(issues.size(), 6U);
  EXPECT_EQ(std::count_if(issues.begin(), issues.end(),
                          [](const Issue& i) { return i.severity == Severity::serious; }),
            1);
}

TEST(Normalise, ASymbolOfADrawingIsTheHydrantOfTheLedgerBesideIt) {
  LayerBuilder drawing(Role::hydrants, "plan.dxf", "EPSG:25832", "DXF");  // sigma 2 m
  drawing.text_column("id").text_column("status");
  drawing.point(0, 1).cells({"a", ""});
  drawing.point(100, 1).cells({"", ""});
  drawing.point(200, 1).cells({"", ""});
  drawing.point(206, 1).cells({"c2", ""});  // beside it the one that the ledger means
  drawing.point(300, 1).cells({"", ""});
  drawing.point(400, 1).cells({"", ""});
  drawing.point(405, 1).cells({"", ""});
  LayerBuilder ledger(Role::hydrants, "ledger.xlsx", "EPSG:25832", "XLSX");  // sigma 8 m
  ledger.text_column("id").text_column("status");
  ledger.point(24, 1).cells({"a", "defective"});   // of one number, within three sigma
  ledger.point(114, 1).cells({"b", "no water"});   // without number, within two sigma
  ledger.point(201, 11).cells({"c2", "blocked"});  // has its own symbol
  ledger.point(317, 1).cells({"d", "no water"});   // beyond two sigma
  ledger.point(404, 9).cells({"e", "no water"});   // the nearer of two symbols
  const City city = city_of(drawing, ledger, street());
  const auto& h = city.hydrants->rows;
  ASSERT_EQ(h.size(), 12U);
  const auto one = [&](std::size_t a, std::size_t b) {
    return (h[a].duplicate_of && h[a].duplicate_of->value == b) ||
           (h[b].duplicate_of && h[b].duplicate_of->value == a);
  };
  EXPECT_TRUE(one(0, 7));
  EXPECT_TRUE(one(1, 8));
  EXPECT_TRUE(one(3, 9));
  EXPECT_FALSE(one(2, 9));
  EXPECT_FALSE(one(4, 10));
  EXPECT_TRUE(one(6, 11));
  EXPECT_FALSE(one(5, 11));
  EXPECT_EQ(issues_of(city, IssueKind::duplicate_hydrant).size(), 4U);
  // What the ledger says holds; only the symbols nobody has listed count as working.
  EXPECT_EQ(std::count_if(h.begin(), h.end(), [](const Hydrant& each) { return each.usable(); }),
            3);
}

TEST(Normalise, DoubtfulHydrantPositionsAreKept) {
  LayerBuilder layer(Role::hydrants, "h.gpkg");
  layer.point(5, 10);     // in the building
  layer.point(50, 13.9);  // 10 m + 2 m + 2 m: just near enough
  layer.point(70, 14.1);  // just too far
  LayerBuilder water(Role::water, "w.gpkg");
  water.rectangle(90, -5, 95, 5);
  layer.point(92, 1);
  const City city = city_of(LayerBuilder(Role::buildings, "b.gpkg").rectangle(0, 5, 10, 15), layer,
                            water, street());
  const auto& h = city.hydrants->rows;
  EXPECT_TRUE(h[0].doubtful_position);
  EXPECT_FALSE(h[1].doubtful_position);
  EXPECT_TRUE(h[2].doubtful_position);
  EXPECT_TRUE(h[3].doubtful_position);
  EXPECT_TRUE(h[0].usable());
  EXPECT_EQ(issues_of(city, IssueKind::hydrant_in_building).size(), 1U);
  EXPECT_EQ(issues_of(city, IssueKind::hydrant_in_water).size(), 1U);
  EXPECT_EQ(issues_of(city, IssueKind::hydrant_off_road).size(), 1U);
  EXPECT_EQ(city.barriers->size(), 1U);
  EXPECT_EQ((*city.barriers)[0].kind, BarrierKind::water);
}

TEST(Normalise, RoadsAreExplodedMergedAndNoded) {
  LayerBuilder roads(Role::roads, "r.gpkg");
  roads.text_column("id").text_column("class").text_column("width_m").text_column("bridge");
  roads.line({{0, 0}, {100, 0}}).cells({"a", "residential", "", ""});
  roads.line({{100, 0.4}, {0, 0.3}}).cells({"b", "", "6", ""});  // a again, backwards
  roads.lines({{{50, -50}, {50, 50}}, {{80, 10}, {80, 60}}}).cells({"c", "service", "3.5-4", "no"});
  roads.line({{20, -50}, {20, 50}}).cells({"d", "primary", "", "yes"});
  roads.point(1, 1).cells({"e", "", "", ""});
  const City city = city_of(roads);
  EXPECT_EQ(city.roads->size(), 4U);
  EXPECT_EQ(city.sources[0].read, 5U);
  EXPECT_EQ(city.sources[0].set_aside, 2U);  // the duplicate and the point
  std::map<std::string, Road> by_id;
  for (std::size_t r = 0; r < 4; ++r) by_id[std::string(city.roads->ids[r])] = (*city.roads)[r];
  EXPECT_EQ(by_id["a"].width_m, 6.0F);
  EXPECT_EQ(by_id["c"].width_m, 3.5F);
  EXPECT_TRUE(by_id.contains("c-2"));
  EXPECT_EQ(by_id["d"].level, 1);
  EXPECT_EQ(issues_of(city, IssueKind::duplicate_road).size(), 1U);
  // a is cut by c, not by the bridge d.
  EXPECT_EQ(city.network->segments.size(), 2U + 2U + 1U + 1U);
}

TEST(Normalise, AWidthKnownOnlyFromAboveIsALimit) {
  LayerBuilder roads(Role::roads, "r.gpkg");
  roads.text_column("id").text_column("width_m").text_column("max_width_m");
  const std::vector<std::pair<const char*, const char*>> widths{
      {"<4", ""}, {"不足4米", ""}, {"up to 4 m", ""}, {"<4", "3"}, {">=4", ""}, {"4", ""}};
  for (std::size_t i = 0; i < widths.size(); ++i) {
    const double y = 100.0 * static_cast<double>(i);
    roads.line({{0, y}, {90, y}}).cells({std::to_string(i), widths[i].first, widths[i].second});
  }
  const City city = city_of(roads);
  ASSERT_EQ(city.roads->size(), widths.size());
  std::map<std::string, Road> by_id;
  for (std::size_t r = 0; r < widths.size(); ++r)
    by_id[std::string(city.roads->ids[r])] = (*city.roads)[r];
  for (const char* id : {"0", "1", "2"}) {
    EXPECT_FALSE(by_id[id].width_m) << id;
    EXPECT_EQ(by_id[id].max_width_m, 4.0F) << id;
  }
  EXPECT_EQ(by_id["3"].max_width_m, 3.0F);
  for (const char* id : {"4", "5"}) {
    EXPECT_EQ(by_id[id].width_m, 4.0F) << id;
    EXPECT_FALSE(by_id[id].max_width_m) << id;
  }
}

TEST(Normalise, AHeightOrAnOpeningKnownOnlyFromAboveIsNoValue) {
  LayerBuilder roads(Role::roads, "r.gpkg");
  roads.text_column("class").text_column("clear_height_m");
  roads.line({{0, 0}, {100, 0}}).cells({"residential", ""});
  roads.line({{0, 90}, {90, 90}}).cells({"service", "<4.5"});
  roads.line({{0, 190}, {90, 190}}).cells({"service", "4.5"});
  LayerBuilder gates(Role::obstacles, "o.gpkg");
  gates.text_column("kind").text_column("clear_width_m").text_column("clear_height_m");
  gates.point(10, 0).cells({"gate", "不足5米", "up to 4 m"});
  gates.point(20, 0).cells({"gate", "5", "4"});
  const City city = city_of(roads, gates);
  std::size_t bounded_roads = 0;
  for (std::size_t r = 0; r < city.roads->size(); ++r) {
    const Road& road = (*city.roads)[r];
    const double y = city.roads->shapes.only_part(r)[0].y_m;
    if (y < 50) continue;
    const bool below = y < 150;
    bounded_roads += below ? 1 : 0;
    EXPECT_EQ(below ? road.height_below_m : road.clear_height_m, 4.5F);
    EXPECT_FALSE(below ? road.clear_height_m : road.height_below_m);
  }
  EXPECT_EQ(bounded_roads, 1U);
  const Obstacle& bounded = (*city.obstacles)[0];
  EXPECT_FALSE(bounded.clear_width_m);
  EXPECT_FALSE(bounded.clear_height_m);
  EXPECT_EQ(bounded.width_below_m, 5.0F);
  EXPECT_EQ(bounded.height_below_m, 4.0F);
  const Obstacle& exact = (*city.obstacles)[1];
  EXPECT_EQ(exact.clear_width_m, 5.0F);
  EXPECT_FALSE(exact.width_below_m);
}

TEST(Normalise, BuildingOverRoadIsReported) {
  const City city =
      city_of(LayerBuilder(Role::buildings, "b.gpkg").rectangle(40, -5, 52.5, 5), street());
  const auto found = issues_of(city, IssueKind::building_over_road);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].detail, testing::HasSubstr("12.5 m"));
  EXPECT_NEAR(found[0].at->x_m, 40, 1e-6);
}

TEST(Normalise, UnitsNestByTheirInteriorPoint) {
  LayerBuilder units(Role::management_units, "u.gpkg");
  units.text_column("name").text_column("level").text_column("phone");
  units.rectangle(0, 0, 100, 100).cells({"镇一", "镇", "1"});
  units.rectangle(0, 0, 50, 100).cells({"东村", "村", "2"});
  units.rectangle(48, 0, 100, 100).cells({"西村", "村", "3"});
  units.rectangle(200, 0, 250, 50).cells({"远村", "村", "4"});
  const City city =
      city_of(units, LayerBuilder(Role::buildings, "b.gpkg").rectangle(10, 10, 20, 20));
  ASSERT_EQ(city.units->size(), 4U);
  EXPECT_EQ((*city.units)[0].level, 1);
  EXPECT_EQ((*city.units)[1].level, 2);
  ASSERT_TRUE((*city.units)[2].parent);
  EXPECT_EQ((*city.units)[2].parent->value, 0U);
  EXPECT_FALSE((*city.units)[3].parent);
  EXPECT_EQ(issues_of(city, IssueKind::overlapping_units).size(), 1U);
  EXPECT_EQ(issues_of(city, IssueKind::unit_nesting).size(), 1U);
  const auto of = unit_of_buildings(city, Job{});
  ASSERT_TRUE(of[0]);
  EXPECT_EQ(of[0]->value, 1U);
  ASSERT_EQ(city.others->size(), 1U);
  EXPECT_EQ((*city.others)[0].columns.size(), 3U);
}

TEST(Normalise, UnitsWithoutResponsiblePersonAreTold) {
  LayerBuilder units(Role::management_units, "u.gpkg");
  units.text_column("name").text_column("leader");
  units.rectangle(0, 0, 50, 100).cells({"东村", "李书记"});
  units.rectangle(50, 0, 100, 100).cells({"西村", ""});
  LayerBuilder bare(Role::management_units, "bare.gpkg");  // names nobody anywhere
  bare.text_column("name").rectangle(200, 0, 250, 50).cells({"远村"});
  const City city =
      city_of(units, bare, LayerBuilder(Role::buildings, "b.gpkg").rectangle(10, 10, 20, 20));
  std::vector<std::string> told;
  for (const Issue& issue : issues_of(city, IssueKind::missing_attribute))
    if (issue.detail.find("responsible person") != std::string::npos) told.push_back(issue.detail);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_THAT(told[0], testing::HasSubstr(std::string(city.units->ids[1])));
}

TEST(Normalise, OtherRolesKeepTheirColumnsAsNumbers) {
  LayerBuilder mains(Role::water_mains, "m.gpkg");
  mains.text_column("diameter_mm").text_column("material").text_column("Bemerkung");
  mains.line({{0, 0}, {50, 0}}).cells({"DN150", "PE", "alt"});
  const City city = city_of(mains, street());
  ASSERT_EQ(city.others->size(), 1U);
  const Layer& layer = (*city.others)[0];
  EXPECT_EQ(layer.role, Role::water_mains);
  ASSERT_EQ(layer.columns.size(), 3U);
  EXPECT_EQ(layer.columns[0].name, "diameter_mm");
  EXPECT_EQ(layer.columns[0].reals[0], 150);
  EXPECT_EQ(layer.columns[2].texts[0], "alt");
}

TEST(Normalise, SetsAsideWhatHasNoPlace) {
  LayerBuilder layer(Role::buildings, "b.gpkg");
  for (int i = 0; i < 12; ++i) layer.rectangle(20 * i, 0, 20 * i + 10, 10);
  layer.nothing();
  layer.rectangle(9e6, 0, 9e6 + 10, 10);
  layer.polygon({{0, 0}, {std::nan(""), 5}, {5, 5}, {0, 0}});
  const City city = city_of(layer);
  EXPECT_EQ(city.buildings->size(), 12U);
  EXPECT_EQ(city.sources[0].read, 15U);
  EXPECT_EQ(city.sources[0].set_aside, 3U);
  EXPECT_EQ(issues_of(city, IssueKind::empty_geometry).size(), 1U);
  EXPECT_EQ(issues_of(city, IssueKind::far_outside).size(), 1U);
  EXPECT_EQ(issues_of(city, IssueKind::bad_coordinates).size(), 1U);
  EXPECT_EQ(city.origin, (Xy{664000, 5486000}));
}

TEST(Normalise, SaysWhichAttributesAreMissing) {
  LayerBuilder layer(Role::buildings, "b.gpkg");
  layer.real_column("storeys").real_column("height_m");
  for (int i = 0; i < 10; ++i)
    layer.rectangle(20 * i, 0, 20 * i + 10, 10).cells({i == 0 ? "3" : "", "9"});
  const City city = city_of(layer);
  std::set<std::string> details;
  for (const Issue& issue : issues_of(city, IssueKind::missing_attribute))
    details.insert(issue.detail);
  EXPECT_THAT(details, testing::Contains("9 of 10 records have no value for storeys."));
  EXPECT_THAT(details, testing::Contains("No record has a value for structure."));
  EXPECT_THAT(details, testing::Not(testing::Contains(testing::HasSubstr("height_m"))));
}

TEST(Normalise, ListsAThousandOfAKindAndCountsTheRest) {
  LayerBuilder layer(Role::buildings, "b.gpkg");
  layer.text_column("storeys");
  for (int i = 0; i < 1300; ++i) layer.rectangle(20 * i, 0, 20 * i + 10, 10).cells({"qwxz"});
  const City city = city_of(layer);
  const auto issues = issues_of(city, IssueKind::unreadable_value);
  EXPECT_EQ(issues.size(), 1001U);
  EXPECT_EQ(issues.back().records, 300U);
  const auto all = std::accumulate(issues.begin(), issues.end(), std::uint64_t{0},
                                   [](std::uint64_t n, const Issue& i) { return n + i.records; });
  EXPECT_EQ(all, 1300U);
}

TEST(Normalise, AnEmptyLayerIsNoError) {
  const City city =
      city_of(LayerBuilder(Role::buildings, "b.gpkg", ""), LayerBuilder(Role::hydrants, "h.gpkg"));
  EXPECT_TRUE(city.buildings->empty());
  EXPECT_EQ(city.sources.size(), 2U);
  EXPECT_EQ(city.sources[0].read, 0U);
}

TEST(StableIds, DependOnThePlaceAloneAndAreUnique) {
  Shapes shapes;
  shapes.add(PartKind::outer, std::vector<Xy>{{0, 0}, {10, 0}, {10, 10}, {0, 10}, {0, 0}});
  shapes.add(PartKind::outer, std::vector<Xy>{{10, 10}, {0, 10}, {0, 0}, {10, 0}, {10, 10}});
  shapes.add(PartKind::line, std::vector<Xy>{{0, 0}, {5, 0}, {9, 9}});
  shapes.add(PartKind::line, std::vector<Xy>{{9, 9}, {5, 0}, {0, 0.004}});
  shapes.add(PartKind::point, std::vector<Xy>{{0, 0}});
  Shapes moved;
  for (std::size_t f = 0; f < shapes.size(); ++f) {
    std::vector<Xy> points;
    for (const Xy p : shapes.feature_points(f)) points.push_back(p - Xy{1000, 2000});
    moved.add(shapes.part_kind[f], points);
  }
  const auto here = place_hashes(shapes, {664000, 5486000}, Job{});
  const auto there = place_hashes(moved, {665000, 5488000}, Job{});
  EXPECT_EQ(here, there);
  EXPECT_EQ(here[0], here[1]);
  EXPECT_EQ(here[2], here[3]);
  EXPECT_NE(here[0], here[4]);
  Texts given;
  for (const char* id : {"x", "", "x", "", "x-2"}) given.push_back(id);
  const Texts ids = stable_ids(given, here, "b");
  std::set<std::string> unique;
  for (std::size_t i = 0; i < ids.size(); ++i) unique.emplace(ids[i]);
  EXPECT_EQ(unique.size(), 5U);
  EXPECT_EQ(ids[4], "x-2");
  EXPECT_EQ(ids[1].size(), 13U);
  EXPECT_EQ(ids[1][0], 'b');
}

/// A town with defects, records in any order, any number of threads: the same sets of ids, issues
/// and values.
class NormaliseLaw : public testing::TestWithParam<unsigned> {};

struct Record {
  std::vector<Xy> ring;
  std::string storeys;
};

City town(const std::vector<Record>& houses, const std::vector<Xy>& hydrants, unsigned threads) {
  LayerBuilder buildings(Role::buildings, "b.gpkg");
  buildings.text_column("storeys");
  for (const Record& house : houses) buildings.polygon(house.ring).cells({house.storeys});
  LayerBuilder points(Role::hydrants, "h.gpkg");
  for (const Xy p : hydrants) points.point(p.x_m, p.y_m);
  std::vector<SourceLayer> layers{buildings.build(), points.build(), street().build()};
  return normalise(std::move(layers), {}, Job({}, {}, threads));
}

std::multiset<std::string> fingerprint(const City& city) {
  std::multiset<std::string> out;
  for (std::size_t b = 0; b < city.buildings->size(); ++b)
    out.insert(std::string(city.buildings->ids[b]) + " " +
               std::to_string((*city.buildings)[b].storeys.value_or(-1)) + " " +
               std::to_string((*city.buildings)[b].obstacle_only));
  for (std::size_t h = 0; h < city.hydrants->size(); ++h)
    out.insert(std::string(city.hydrants->ids[h]) + " " +
               std::to_string((*city.hydrants)[h].doubtful_position) + " " +
               std::to_string((*city.hydrants)[h].duplicate_of.has_value()));
  for (const Issue& issue : city.issues)
    out.insert(std::string(issue_kind_name(issue.kind)) + " " + std::to_string(issue.records));
  return out;
}

TEST_P(NormaliseLaw, DoesNotDependOnOrderOrThreads) {
  std::mt19937 random(GetParam());
  const auto uniform = [&](double low, double high) {
    return low + (high - low) * static_cast<double>(random()) / 4294967296.0;
  };
  std::vector<Record> houses;
  for (int i = 0; i < 60; ++i) {
    const double x = uniform(0, 200);
    const double y = uniform(0, 200);
    const double w = uniform(1, 20);
    const double h = uniform(1, 20);
    std::vector<Xy> ring{{x, y}, {x + w, y}, {x + w, y + h}, {x, y + h}, {x, y}};
    if (i % 9 == 0) std::swap(ring[1], ring[2]);  // crosses itself
    houses.push_back({ring, i % 4 == 0 ? "3" : i % 4 == 1 ? "rubbish" : ""});
    if (i % 7 == 0) houses.push_back({ring, "5"});  // drawn twice
  }
  std::vector<Xy> hydrants;
  for (int i = 0; i < 20; ++i) hydrants.push_back({uniform(0, 100), uniform(-20, 20)});
  const auto first = fingerprint(town(houses, hydrants, 1));
  EXPECT_EQ(fingerprint(town(houses, hydrants, 4)), first);
  std::shuffle(houses.begin(), houses.end(), random);
  std::shuffle(hydrants.begin(), hydrants.end(), random);
  EXPECT_EQ(fingerprint(town(houses, hydrants, 3)), first);
}

TEST_P(NormaliseLaw, EveryRecordIsUsedOrSetAside) {
  std::mt19937 random(GetParam());
  LayerBuilder buildings(Role::buildings, "b.gpkg");
  for (int i = 0; i < 80; ++i) {
    const double x = static_cast<double>(random() % 100);
    const double y = static_cast<double>(random() % 100);
    switch (random() % 6) {
      case 0:
        buildings.nothing();
        break;
      case 1:
        buildings.point(x, y);
        break;
      case 2:
        buildings.line({{x, y}, {x + 5, y}});
        break;
      case 3:
        buildings.polygon({{x, y}, {x + 9, y + 9}, {x + 9, y}, {x, y + 9}, {x, y}});
        break;
      default:
        buildings.rectangle(x, y, x + 7, y + 5);
    }
  }
  const City city = city_of(buildings);
  EXPECT_EQ(city.sources[0].read, 80U);
  EXPECT_EQ(city.buildings->size() + city.sources[0].set_aside, 80U);
  std::uint64_t reported = 0;
  for (const Issue& issue : city.issues)
    if (issue.action == Action::set_aside) reported += issue.records;
  EXPECT_EQ(reported, city.sources[0].set_aside);
}

INSTANTIATE_TEST_SUITE_P(Seeds, NormaliseLaw, testing::Range(1U, 13U));

}  // namespace
}  // namespace firebreak
