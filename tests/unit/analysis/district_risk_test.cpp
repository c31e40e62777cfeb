#include "core/analysis/district_risk.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>

#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"
#include "support/road_town.hpp"

namespace firebreak {
namespace {

using test::with_network;
using testing::HasSubstr;

constexpr double street_m = 100;

void square(test::CityBuilder& town, double x0, double y0) {
  town.road({{x0, y0},
             {x0 + street_m, y0},
             {x0 + street_m, y0 + street_m},
             {x0, y0 + street_m},
             {x0, y0}});
}

/// Nine by nine houses of 10 x 10 m, 0.5 m apart, old and of timber: covered to 81 %.
void old_quarter(test::CityBuilder& town, double x0, double y0) {
  Building old;
  old.structure = Structure::timber;
  old.year_built = std::int16_t{1930};
  old.storeys = 2.0F;
  old.use = Use::residential;
  for (int i = 0; i < 9; ++i)
    for (int j = 0; j < 9; ++j) {
      const double x = x0 + 3 + 10.5 * i;
      const double y = y0 + 3 + 10.5 * j;
      town.rectangle(x, y, x + 10, y + 10, old);
    }
}

/// Two by two concrete blocks far apart: covered to 16 %.
void new_quarter(test::CityBuilder& town, double x0, double y0) {
  Building modern;
  modern.structure = Structure::rc;
  modern.year_built = std::int16_t{2005};
  modern.storeys = 6.0F;
  modern.use = Use::apartments;
  for (const double x : {15.0, 65.0})
    for (const double y : {15.0, 65.0})
      town.rectangle(x0 + x, y0 + y, x0 + x + 20, y0 + y + 20, modern);
}

/// Two old quarters side by side, then two new ones.
test::CityBuilder four_quarters() {
  test::CityBuilder town;
  for (int k = 0; k < 4; ++k) square(town, k * street_m, 0);
  old_quarter(town, 0, 0);
  old_quarter(town, street_m, 0);
  new_quarter(town, 2 * street_m, 0);
  new_quarter(town, 3 * street_m, 0);
  return town;
}

DistrictRisk::Result run(const City& city, DistrictRisk::Params params = {},
                         DistrictRisk::Needs needs = {}, unsigned threads = 2) {
  return DistrictRisk::run(city, params, needs, Job({}, {}, threads));
}

TEST(DistrictRisk, AHouseKnownToBeOlderThanAYearIsOld) {
  const auto old_share = [](std::int16_t built_before) {
    test::CityBuilder town;
    square(town, 0, 0);
    old_quarter(town, 0, 0);
    City city = with_network(town);
    auto buildings = std::make_shared<Table<Building>>(*city.buildings);
    for (Building& building : buildings->rows) {
      building.year_built.reset();
      building.year_built_to = built_before;  // "before 1939"
    }
    city.buildings = std::move(buildings);
    const auto result = run(city);
    return result.blocks[result.streets.of_building[0]].old.share();
  };
  EXPECT_EQ(old_share(1938), 1.0);
  EXPECT_EQ(old_share(2015), std::nullopt) << "it may be either";
}

TEST(DistrictRisk, OldQuartersFormOneZone) {
  const City city = with_network(four_quarters());
  const auto result = run(city);
  EXPECT_TRUE(result.classes_known);
  ASSERT_EQ(result.blocks.size(), 4U);
  const auto& old = result.blocks[result.streets.of_building[0]];
  const auto& modern = result.blocks[result.streets.of_building[162]];
  EXPECT_EQ(old.buildings, 81U);
  EXPECT_DOUBLE_EQ(*old.covered.share(), 0.81);
  EXPECT_DOUBLE_EQ(*old.timber.share(), 0.81);
  EXPECT_DOUBLE_EQ(*old.tight.share(), 1);
  EXPECT_DOUBLE_EQ(*old.old.share(), 1);
  EXPECT_NEAR(old.burned_share, 80.0 / 81, 1e-12);  // all but the house where it starts
  EXPECT_DOUBLE_EQ(*old.index.score, 100);
  EXPECT_DOUBLE_EQ(*modern.covered.share(), 0.16);
  EXPECT_DOUBLE_EQ(*modern.old.share(), 0);
  EXPECT_EQ(modern.burned_share, 0);
  EXPECT_DOUBLE_EQ(*modern.index.score, 0);

  ASSERT_EQ(result.zones.size(), 1U);
  const auto& zone = result.zones[0];
  EXPECT_DOUBLE_EQ(zone.area_m2, 20000);
  EXPECT_EQ(zone.buildings, 162U);
  // The two quarters stand 3 + 3 m and a bit apart: one cluster of timber.
  EXPECT_EQ(zone.largest_cluster, 162U);
  EXPECT_NEAR(zone.expected_loss_m2, 162 * 200.0, 1e-6);
  EXPECT_DOUBLE_EQ(area_m2(result.zone_shapes, 0), 20000);
  EXPECT_EQ(result.zone_shapes.end_part(0) - result.zone_shapes.first_part(0), 1U);
  // No hydrants, lanes or engines were judged: timber 0.10 and burned share 0.20 of it are known.
  EXPECT_NEAR(zone.coverage, 0.30, 1e-12);
  EXPECT_TRUE(zone.indicative);
}

TEST(DistrictRisk, AnIndexThatIsIndicativeOnlyIsSaidBeforeItsFigures) {
  const City city = with_network(four_quarters());
  const auto notices = [&](const DistrictRisk::Result& result) {
    return DistrictRisk::output(city, {}, result, Profile{}).notices;
  };
  auto result = run(city);
  ASSERT_EQ(result.zones.size(), 1U);
  ASSERT_EQ(notices(result).size(), 1U);
  EXPECT_NE(notices(result)[0].find("most fire classes there are imputed, or too few"),
            std::string::npos);
  EXPECT_NE(translate(notices(result)[0], Language::zh), notices(result)[0]);
  result.zones[0].sum.imputed = {5, 5};
  EXPECT_NE(notices(result)[0].find("each was imputed"), std::string::npos);
  const auto out = DistrictRisk::output(city, {}, result, Profile{});
  const auto figure = std::ranges::find(out.figures, "risk_zones_indicative", &KeyFigure::name);
  ASSERT_NE(figure, out.figures.end());
  EXPECT_EQ(figure->value, 1);
  result.zones[0].indicative = false;
  EXPECT_TRUE(notices(result).empty());
}

TEST(DistrictRisk, TheLossOfAZoneIsToldAsThatWithinAndBeyondIt) {
  const City city = with_network(four_quarters());
  const auto result = run(city);
  const auto out = DistrictRisk::output(city, {}, result, Profile{});
  const Column* loss = out.tables[0].column("expected_loss_m2");
  ASSERT_NE(loss, nullptr);
  EXPECT_NE(loss->title.find("beyond its edge"), std::string::npos);
}

TEST(DistrictRisk, WithoutClassesDensityAndGapsStandIn) {
  test::CityBuilder town;
  square(town, 0, 0);
  for (const double x : {5.0, 55.0})
    for (const double y : {5.0, 55.0}) town.rectangle(x, y, x + 40, y + 40);
  const auto result = run(with_network(town));
  EXPECT_FALSE(result.classes_known);
  const auto& block = result.blocks.at(0);
  EXPECT_EQ(result.classes[0], (FireClass{3, ClassSource::rule}));
  EXPECT_DOUBLE_EQ(*block.covered.share(), 0.64);
  EXPECT_DOUBLE_EQ(*block.tight.share(), 0);  // 10 m apart
  EXPECT_FALSE(block.fireproof_share);
  EXPECT_NEAR(*block.index.score, 100 * 0.15 / 0.40, 1e-12);
  EXPECT_NEAR(block.index.coverage, 0.15 + 0.10 + 0.15 / 2, 1e-12);
}

TEST(DistrictRisk, OtherAnalysesFillTheSecondPillar) {
  const City city = with_network(four_quarters());
  const std::size_t n = city.buildings->size();
  std::vector<Verdict> hydrant(n, Verdict::pass);
  for (std::size_t b = 0; b < 81; ++b) hydrant[b] = Verdict::fail;
  for (std::size_t b = 81; b < 162; ++b) hydrant[b] = Verdict::unknown;
  std::vector<std::optional<bool>> cut_off(n, false);
  for (std::size_t b = 0; b < 81; b += 3) cut_off[b] = true;
  std::vector<std::optional<float>> width(city.network->segments.size(), 3.5F);
  const auto result = run(city, {}, {hydrant, cut_off, width});
  const auto& first = result.blocks[result.streets.of_building[0]];
  const auto& second = result.blocks[result.streets.of_building[81]];
  EXPECT_DOUBLE_EQ(*first.uncovered.share(), 1);
  EXPECT_FALSE(second.uncovered.share());  // unknown is neither covered nor uncovered
  EXPECT_NEAR(*first.cut_off.share(), 1.0 / 3, 1e-12);
  EXPECT_DOUBLE_EQ(*first.narrow.share(), 1);
  EXPECT_NEAR(first.narrow.whole, 400, 1e-6);
  EXPECT_NEAR(first.index.coverage, 0.30 + 0.08 + 0.09 + 0.08, 1e-12);
  EXPECT_DOUBLE_EQ(*first.index.pillars[1], 100);
}

TEST(DistrictRisk, RingsOfLaneWidthGoToBothSidesOnce) {
  const City city = with_network(four_quarters());
  std::vector<std::optional<float>> width(city.network->segments.size());
  // Only the street between the two old quarters is known.
  for (std::size_t s = 0; s < width.size(); ++s) {
    const auto line = city.network->lines.only_part(s);
    if (std::all_of(line.begin(), line.end(), [](Xy p) { return p.x_m == street_m; }))
      width[s] = 5.0F;
  }
  const auto result = run(city, {}, {{}, {}, width});
  EXPECT_NEAR(result.blocks[result.streets.of_building[0]].narrow.whole, 100, 1e-9);
  EXPECT_NEAR(result.blocks[result.streets.of_building[81]].narrow.whole, 100, 1e-9);
  EXPECT_EQ(result.blocks[result.streets.of_building[81]].narrow.share(), 0);
  EXPECT_FALSE(result.blocks[result.streets.of_building[162]].narrow.share());
}

TEST(DistrictRisk, ASmallZoneNeedsAKeySite) {
  test::CityBuilder town;
  square(town, 0, 0);
  old_quarter(town, 0, 0);
  City city = with_network(town);
  EXPECT_EQ(run(city, {.smallest_zone_ha = 1}).zones.size(), 1U);
  EXPECT_EQ(run(city, {.smallest_zone_ha = 1.01}).zones.size(), 0U);
  Layer sites;
  sites.role = Role::key_sites;
  sites.shapes.add(PartKind::point, std::vector<Xy>{{8, 8}});
  sites.origins.push_back({});
  city.others = std::make_shared<std::vector<Layer>>(std::vector<Layer>{sites});
  EXPECT_EQ(run(city, {.smallest_zone_ha = 1.01}).zones.size(), 1U);
}

TEST(DistrictRisk, AThinlyBuiltBlockIsInNoZone) {
  const City city = with_network(four_quarters());
  EXPECT_EQ(run(city, {.zone_min_bcr_share = 0.81}).zones.size(), 1U);
  EXPECT_EQ(run(city, {.zone_min_bcr_share = 0.82}).zones.size(), 0U);
}

TEST(DistrictRisk, OpenGroundEntersTheIncombustibleAreaRatio) {
  City city = with_network(four_quarters());
  Shapes park;  // a fifth of the third block
  park.add(PartKind::outer, std::vector<Xy>{{200, 0}, {300, 0}, {300, 20}, {200, 20}, {200, 0}});
  city.open_land = std::make_shared<Shapes>(park);
  const auto result = run(city);
  EXPECT_DOUBLE_EQ(*result.blocks[result.streets.of_building[162]].fireproof_share, 1);
  EXPECT_DOUBLE_EQ(*result.blocks[result.streets.of_building[0]].fireproof_share, 0);
}

TEST(DistrictRisk, RoadsOfSixMetresAreOpenGroundAndAvenuesLeaveTheTimberRatio) {
  City city = with_network(four_quarters());
  Shapes pond;  // far off: open ground is on record, none of it in a block
  pond.add(PartKind::outer, std::vector<Xy>{{900, 0}, {950, 0}, {950, 50}, {900, 50}, {900, 0}});
  city.water = std::make_shared<Shapes>(pond);
  const auto open_of_first = [&](float width_m) {
    Table<Road> roads = *city.roads;
    for (Road& road : roads.rows) road.width_m = width_m;
    City wider = city;
    wider.roads = std::make_shared<Table<Road>>(roads);
    const auto result = run(wider);
    const auto& block = result.blocks[result.streets.of_building[0]];
    return std::pair(*block.fireproof_share, block.timber.whole);
  };
  // A block of 100 by 100 m between four streets, half of each lies in it; its houses are timber,
  // so N = 0 and F = K = 400 m x 3 m / 10,000 m2.
  EXPECT_EQ(open_of_first(5.9F).first, 0);
  EXPECT_NEAR(open_of_first(6).first, 0.12, 1e-9);
  EXPECT_NEAR(open_of_first(6).second, 10000, 1e-6);
  EXPECT_NEAR(open_of_first(14).second, 10000, 1e-6);
  // 400 m x 8 m leave 6,800 m2, but the houses cover 8,100: what is built on is not open.
  EXPECT_NEAR(open_of_first(16).second, 8100, 1e-6);
}

TEST(DistrictRisk, ALargeParkLeavesTheTimberRatioASmallOneDoesNot) {
  City city = with_network(four_quarters());
  const auto timber_ground = [&](double depth_m) {
    Shapes park;
    park.add(
        PartKind::outer,
        std::vector<Xy>{{200, -200}, {300, -200}, {300, depth_m}, {200, depth_m}, {200, -200}});
    City with_park = city;
    with_park.open_land = std::make_shared<Shapes>(park);
    const auto result = run(with_park);
    return result.blocks[result.streets.of_building[162]].timber.whole;
  };
  EXPECT_NEAR(timber_ground(20), 8000, 1e-6);  // the park is 2.2 ha, 2,000 m2 of it here
  city.open_land = std::make_shared<Shapes>();
  Shapes garden;
  garden.add(PartKind::outer, std::vector<Xy>{{200, 0}, {300, 0}, {300, 20}, {200, 20}, {200, 0}});
  city.open_land = std::make_shared<Shapes>(garden);
  const auto result = run(city);
  EXPECT_NEAR(result.blocks[result.streets.of_building[162]].timber.whole, 10000, 1e-6);
}

TEST(DistrictRisk, AShedOfUnknownClassDoesNotChangeTheRule) {
  test::CityBuilder town;
  square(town, 0, 0);
  Building brick;
  brick.structure = Structure::brick_timber;
  for (const double x : {5.0, 55.0})
    for (const double y : {5.0, 55.0}) town.rectangle(x, y, x + 40, y + 40, brick);
  const auto before = run(with_network(town));
  EXPECT_TRUE(before.classes_known);
  town.rectangle(0.5, 0.5, 1.5, 1.5);  // it joins one house, which moves the burned share a little
  const auto after = run(with_network(town));
  EXPECT_TRUE(after.classes_known);
  EXPECT_NEAR(*after.blocks.at(0).index.score, *before.blocks.at(0).index.score, 5);
  // Nor does a sliver, whose structure nobody knows and which is no building.
  Building sliver;
  sliver.obstacle_only = true;
  town.rectangle(46, 46, 46.1, 47, sliver);
  EXPECT_TRUE(run(with_network(town)).classes_known);
}

TEST(DistrictRisk, ClassesOfLessThanHalfTheGroundDoNotCarryTheIndex) {
  test::CityBuilder town;
  square(town, 0, 0);
  Building brick;
  brick.structure = Structure::brick_timber;
  town.rectangle(5, 5, 45, 45, brick);
  town.rectangle(55, 5, 95, 45.1);
  EXPECT_FALSE(run(with_network(town)).classes_known);
}

TEST(DistrictRisk, GardenPathsAreNoNarrowLanes) {
  test::CityBuilder town;
  square(town, 0, 0);
  old_quarter(town, 0, 0);
  Road path;
  path.road_class = RoadClass::footway;
  town.road({{0, 50}, {100, 50}}, path);
  const City city = with_network(town);
  const std::vector<std::optional<float>> width(city.network->segments.size(), 1.5F);
  std::vector<double> lanes;
  for (const auto& block : run(city, {}, {{}, {}, width}).blocks)
    lanes.push_back(block.narrow.whole);
  double all = 0;
  for (const double length : lanes) all += length;
  EXPECT_NEAR(all, 400, 1e-6);
}

TEST(DistrictRisk, SliversAreNotBuildings) {
  test::CityBuilder town;
  square(town, 0, 0);
  Building sliver;
  sliver.obstacle_only = true;
  town.rectangle(10, 10, 20, 20);
  town.rectangle(21, 10, 21.5, 12, sliver);
  const City city = with_network(town);
  const auto result = run(city);
  EXPECT_EQ(result.blocks.at(0).buildings, 1U);
  EXPECT_DOUBLE_EQ(result.blocks[0].covered.part, 100);
  const auto output = DistrictRisk::output(city, {}, result, {});
  for (const Column& column : output.building_columns) {
    ASSERT_EQ(column.size(), 2U) << column.name;
    EXPECT_FALSE(column.has(1)) << column.name;
  }
}

TEST(DistrictRisk, AnEmptyCityGivesEmptyTables) {
  const City city;
  const auto result = run(city);
  const auto output = DistrictRisk::output(city, {}, result, {});
  ASSERT_EQ(output.tables.size(), 3U);
  for (const FeatureTable& table : output.tables) EXPECT_EQ(table.rows(), 0U);
  EXPECT_TRUE(output.findings.empty());
}

TEST(DistrictRisk, TheOutputNamesWhatTheResultHolds) {
  const City city = with_network(four_quarters());
  const auto result = run(city);
  const auto output = DistrictRisk::output(city, {}, result, {});
  const FeatureTable& zones = output.tables[0];
  const FeatureTable& clusters = output.tables[1];
  const FeatureTable& blocks = output.tables[2];
  EXPECT_EQ(zones.name, "risk_zones");
  EXPECT_EQ(clusters.name, "fire_clusters");
  EXPECT_EQ(blocks.name, "street_blocks");
  for (const FeatureTable& table : output.tables)
    for (const Column& column : table.columns) {
      EXPECT_EQ(column.size(), table.shapes.size()) << column.name;
      EXPECT_NE(translate(column.title, Language::zh), column.title) << column.title;
    }
  for (const Column& column : output.building_columns) {
    EXPECT_EQ(column.size(), city.buildings->size()) << column.name;
    EXPECT_NE(translate(column.title, Language::zh), column.title) << column.title;
  }
  for (const KeyFigure& figure : output.figures)
    EXPECT_NE(translate(figure.title, Language::zh), figure.title) << figure.title;
  for (const auto& param : DistrictRisk::Params::schema())
    EXPECT_NE(translate(param.help, Language::zh), param.help) << param.help;
  EXPECT_EQ(zones.column("rank")->integers[0], 1);
  EXPECT_EQ(zones.column("level")->integers[0], 4);
  EXPECT_EQ(clusters.shapes.size(), 1U);
  ASSERT_EQ(output.findings.size(), 1U);
  EXPECT_EQ(output.findings[0].key, result.zones[0].id);
  EXPECT_EQ(output.findings[0].grade, 1);
  EXPECT_NE(translate(output.findings[0].measure, Language::zh), output.findings[0].measure);
  const Geos geos;
  EXPECT_TRUE(geos.valid(clusters.shapes, 0));
}

TEST(DistrictRisk, RefusesEqualAnchorsAndStrayNumbers) {
  EXPECT_THAT([] { run(City{}, {.bcr_low_share = 0.5, .bcr_high_share = 0.5}); },
              testing::ThrowsMessage<Error>(HasSubstr("coverage_ratio")));
  EXPECT_THAT([] { run(City{}, {.threshold = 120}); },
              testing::ThrowsMessage<Error>(HasSubstr("districts.threshold = 120")));
}

}  // namespace
}  // namespace firebreak
