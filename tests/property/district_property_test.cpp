#include <gmock/gmock.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>
#include <numeric>
#include <random>

#include "core/analysis/block_footprints.hpp"
#include "core/analysis/district_risk.hpp"
#include "core/analysis/fire_clusters.hpp"
#include "core/analysis/gap_graph.hpp"
#include "core/analysis/planar_graph.hpp"
#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"
#include "core/normalise/duplicates.hpp"
#include "support/road_town.hpp"

namespace firebreak {
namespace {

constexpr double limit_m = 18;

std::vector<GapPair> pairs_of(const City& city, unsigned threads = 1) {
  return gap_pairs(city.buildings->shapes, city.buildings->index, {}, limit_m,
                   Job({}, {}, threads));
}

/// Every pair by every edge against every edge.
std::vector<GapPair> slow_pairs(const Shapes& shapes) {
  std::vector<GapPair> pairs;
  for (std::uint32_t a = 0; a < shapes.size(); ++a) {
    for (std::uint32_t b = a + 1; b < shapes.size(); ++b) {
      const auto p = shapes.feature_points(a);
      const auto q = shapes.feature_points(b);
      double best2 = contains(shapes, a, q[0]) || contains(shapes, b, p[0])
                         ? 0.0
                         : std::numeric_limits<double>::infinity();
      for (std::size_t i = 0; i + 1 < p.size(); ++i)
        for (std::size_t j = 0; j + 1 < q.size(); ++j)
          best2 = std::min(best2, segment_segment2_m2(p[i], p[i + 1], q[j], q[j + 1]));
      if (best2 <= limit_m * limit_m) pairs.push_back({a, b, std::sqrt(best2)});
    }
  }
  return pairs;
}

std::vector<FireClass> some_classes(const City& city) {
  return fire_classes(city, std::vector<std::uint32_t>(city.buildings->size(), 0), 10, Job{});
}

FireClusters clusters_of(const City& city, const SpreadRule& rule) {
  const std::vector<double> floor(city.buildings->size(), 100);
  return fire_clusters(crossings(city, pairs_of(city), some_classes(city), rule, Job{}), {}, floor,
                       {});
}

class DistrictLaws : public testing::TestWithParam<unsigned> {};

TEST_P(DistrictLaws, GapsEqualThoseOfTheSlowTwin) {
  const City city = test::random_town(GetParam(), 3).build();
  const auto slow = slow_pairs(city.buildings->shapes);
  const auto fast = pairs_of(city);
  EXPECT_EQ(fast, slow);
  EXPECT_EQ(pairs_of(city, 4), slow);

  const auto nearest = nearest_gaps(city.buildings->shapes, city.buildings->index, {}, fast, Job{});
  const auto alone = nearest_gaps(city.buildings->shapes, city.buildings->index, {}, {}, Job{});
  EXPECT_EQ(nearest.gap_m, alone.gap_m);
  EXPECT_EQ(nearest.neighbour, alone.neighbour);
}

TEST_P(DistrictLaws, TurningAndShiftingChangesNoGapAndNoCluster) {
  const City city = test::random_town(GetParam(), 3).build();
  const City turned = test::random_town(GetParam(), 3).moved(0.7, 1000, -300).build();
  const auto before = pairs_of(city);
  const auto after = pairs_of(turned);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t p = 0; p < before.size(); ++p)
    EXPECT_NEAR(before[p].gap_m, after[p].gap_m, 1e-7);
  EXPECT_EQ(clusters_of(city, {}).of_building, clusters_of(turned, {}).of_building);
}

TEST_P(DistrictLaws, ALongerReachNeverLowersTheLoss) {
  const City city = test::random_town(GetParam(), 4).build();
  double before = 0;
  for (const double factor : {0.25, 0.5, 1.0, 1.25, 1.5}) {
    const double loss = clusters_of(city, {.factor = factor}).expected_loss_m2;
    EXPECT_GE(loss, before - 1e-9);
    before = loss;
  }
}

TEST_P(DistrictLaws, AFireWallNeverRaisesTheLoss) {
  const City city = test::random_town(GetParam(), 4).build();
  for (const double x : {20.0, 60.0, 110.0}) {
    test::CityBuilder walled = test::random_town(GetParam(), 4);
    walled.barrier({{x, -10}, {x, 300}});
    EXPECT_LE(clusters_of(walled.build(), {}).expected_loss_m2,
              clusters_of(city, {}).expected_loss_m2 + 1e-9);
  }
}

/// The city with the listed buildings only, every point of them moved.
City with_buildings(const City& city, std::span<const std::uint32_t> listed,
                    const std::function<Xy(Xy)>& move) {
  auto buildings = std::make_shared<Table<Building>>();
  const Shapes& shapes = city.buildings->shapes;
  for (const std::uint32_t b : listed) {
    for (auto p = shapes.first_part(b); p < shapes.end_part(b); ++p) {
      std::vector<Xy> ring;
      for (const Xy at : shapes.part(p).points) ring.push_back(move(at));
      buildings->shapes.add_part(shapes.part_kind[p], ring);
    }
    buildings->shapes.finish_feature();
    buildings->rows.push_back(city.buildings->rows[b]);
    // No two buildings have one id: a second drawing of one has its own.
    const std::string id(city.buildings->ids[b]);
    const bool again =
        std::find(listed.begin(), listed.begin() + std::ptrdiff_t(buildings->rows.size() - 1), b) !=
        listed.begin() + std::ptrdiff_t(buildings->rows.size() - 1);
    buildings->ids.push_back(again ? id + "x" : id);
    buildings->names.push_back("");
  }
  buildings->index = SpatialIndex(buildings->shapes.boxes);
  City out = city;
  out.buildings = buildings;
  return out;
}

std::vector<std::uint32_t> all_of(const City& city) {
  std::vector<std::uint32_t> all(city.buildings->size());
  std::iota(all.begin(), all.end(), 0U);
  return all;
}

TEST_P(DistrictLaws, MirroringChangesNoGapAndNoCluster) {
  const City city = test::random_town(GetParam(), 3).build();
  const City mirrored = with_buildings(city, all_of(city), [](Xy p) { return Xy{-p.x_m, p.y_m}; });
  const auto before = pairs_of(city);
  const auto after = pairs_of(mirrored);
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t p = 0; p < before.size(); ++p) {
    EXPECT_EQ(before[p].a, after[p].a);
    EXPECT_EQ(before[p].b, after[p].b);
    EXPECT_NEAR(before[p].gap_m, after[p].gap_m, 1e-9);
  }
  EXPECT_EQ(clusters_of(city, {}).of_building, clusters_of(mirrored, {}).of_building);
}

TEST_P(DistrictLaws, TwiceTheSizeWithTwiceTheReachHasTheSameClusters) {
  const City city = test::random_town(GetParam(), 3).build();
  const City doubled = with_buildings(city, all_of(city), [](Xy p) { return 2 * p; });
  const auto before = pairs_of(city);
  const auto after =
      gap_pairs(doubled.buildings->shapes, doubled.buildings->index, {}, 2 * limit_m, Job{});
  ASSERT_EQ(before.size(), after.size());
  for (std::size_t p = 0; p < before.size(); ++p) {
    EXPECT_EQ(before[p].a, after[p].a);
    EXPECT_EQ(before[p].b, after[p].b);
    EXPECT_NEAR(2 * before[p].gap_m, after[p].gap_m, 1e-9);
  }
  SpreadRule twice;
  for (double& reach_m : twice.reach_m) reach_m *= 2;
  const std::vector<double> floor(doubled.buildings->size(), 400);
  const auto classes = some_classes(city);
  const auto clusters =
      fire_clusters(crossings(doubled, after, classes, twice, Job{}), {}, floor, {});
  const auto as_drawn = clusters_of(city, {});
  EXPECT_EQ(clusters.of_building, as_drawn.of_building);
  EXPECT_NEAR(clusters.expected_loss_m2, 4 * as_drawn.expected_loss_m2, 1e-6);
}

/// A building drawn twice is one: of each pair normalisation leaves one, and nothing changes.
TEST_P(DistrictLaws, ABuildingDrawnTwiceChangesNothing) {
  const City city = test::random_town(GetParam(), 3).build();
  auto listed = all_of(city);
  const auto n = static_cast<std::uint32_t>(listed.size());
  for (std::uint32_t b = GetParam() % 3; b < n; b += 3) listed.push_back(b);
  const City twice = with_buildings(city, listed, [](Xy p) { return p; });
  IssueLog log;
  const auto left_out = duplicate_buildings(
      *twice.buildings, overlap_pairs(twice.buildings->shapes, twice.buildings->index, Job{}),
      twice.sources, log);
  std::vector<std::uint32_t> kept;
  for (std::uint32_t i = 0; i < listed.size(); ++i)
    if (left_out[i] == 0) kept.push_back(i);
  ASSERT_EQ(kept.size(), n);
  std::vector<std::uint32_t> originals;
  for (const std::uint32_t i : kept) originals.push_back(listed[i]);
  std::sort(originals.begin(), originals.end());
  EXPECT_EQ(originals, all_of(city)) << "one of each pair stays";

  const City cleaned = with_buildings(twice, kept, [](Xy p) { return p; });
  const auto gaps = [](const City& of) {
    std::vector<double> sorted;
    for (const GapPair& pair : pairs_of(of)) sorted.push_back(pair.gap_m);
    std::sort(sorted.begin(), sorted.end());
    return sorted;
  };
  EXPECT_EQ(gaps(cleaned), gaps(city));
  EXPECT_NEAR(clusters_of(cleaned, {}).expected_loss_m2, clusters_of(city, {}).expected_loss_m2,
              1e-6);
}

/// A town with some order taken out: turned, with a railway and a few odd streets.
test::CityBuilder odd_town(unsigned seed) {
  test::CityBuilder town = test::random_town(seed, 4);
  town.road({{-30, 17.3}, {95.2, 88.1}, {210, 60.7}});
  town.road({{33.3, -20}, {141.9, 230}});
  town.road({{60, 60}, {75, 60}, {75, 70}, {60, 70}, {60, 60}});  // an island
  town.barrier({{-10, 120}, {100, 131}, {220, 118}}, {{}, BarrierKind::rail});
  return town.moved(0.1 * seed, 100, -50);
}

TEST_P(DistrictLaws, BlocksDoNotOverlapAndHoldEveryBuilding) {
  const City city = test::with_network(odd_town(GetParam()));
  const StreetBlocks blocks = street_blocks(city, {}, Job{});
  const Geos geos;
  double sum = 0;
  for (std::size_t k = 0; k < blocks.size(); ++k) {
    EXPECT_TRUE(geos.valid(blocks.shapes, k));
    EXPECT_NEAR(area_m2(blocks.shapes, k), blocks.area_m2[k], 1e-6);
    EXPECT_GE(blocks.area_m2[k], 400);
    sum += blocks.area_m2[k];
  }
  const Shapes all = geos.united(blocks.shapes);
  EXPECT_NEAR(area_m2(all, 0), sum, 1e-3);
  for (std::size_t b = 0; b < city.buildings->size(); ++b) {
    ASSERT_LT(blocks.of_building[b], blocks.size());
    EXPECT_TRUE(
        contains(blocks.shapes, blocks.of_building[b], interior_point(city.buildings->shapes, b)));
  }
}

std::vector<MmPiece> road_pieces(const City& city) {
  std::vector<MmPiece> pieces;
  for (std::size_t s = 0; s < city.network->lines.size(); ++s) {
    const auto line = city.network->lines.only_part(s);
    for (std::size_t i = 0; i + 1 < line.size(); ++i)
      pieces.push_back({to_mm(line[i]), to_mm(line[i + 1])});
  }
  return pieces;
}

/// True if some piece passes through another, or has the end of another on it.
bool any_meet_within(std::span<const MmPiece> pieces) {
  const auto side = [](const MmPiece& p, MmPoint at) {
    const std::int64_t turn =
        (p.b.x_mm - p.a.x_mm) * (at.y_mm - p.a.y_mm) - (p.b.y_mm - p.a.y_mm) * (at.x_mm - p.a.x_mm);
    return turn > 0 ? 1 : turn < 0 ? -1 : 0;
  };
  const auto lies_between = [&](const MmPiece& p, MmPoint at) {
    return side(p, at) == 0 && p.a < at && at < p.b;
  };
  for (const MmPiece& p : pieces)
    for (const MmPiece& q : pieces)
      if (lies_between(p, q.a) || lies_between(p, q.b) ||
          (side(p, q.a) * side(p, q.b) < 0 && side(q, p.a) * side(q, p.b) < 0))
        return true;
  return false;
}

TEST_P(DistrictLaws, NodedPiecesMeetOnlyAtTheirEnds) {
  const std::vector<MmPiece> roads = road_pieces(test::with_network(odd_town(GetParam())));
  // Long ones across all of the town, and one far away: they lie in many strips, or in none with
  // others.
  const std::vector<MmPiece> long_ones{{to_mm({-500, -400}), to_mm({700, 650})},
                                       {to_mm({-500, 33}), to_mm({700, 33})},
                                       {to_mm({81, -900}), to_mm({81, 900})},
                                       {to_mm({5e6, 5e6}), to_mm({5e6, 5e6 + 1})}};
  std::vector<MmPiece> all = roads;
  all.insert(all.end(), long_ones.begin(), long_ones.end());
  ASSERT_TRUE(any_meet_within(all));
  for (const unsigned threads : {1U, 3U}) {
    const Job job({}, {}, threads);
    const auto at_once = noded(all, job);
    const auto later = noded_with(noded(roads, job), long_ones, job);
    for (const auto& pieces : {at_once, later}) {
      EXPECT_FALSE(any_meet_within(pieces));
      EXPECT_TRUE(std::is_sorted(pieces.begin(), pieces.end()));
      EXPECT_EQ(noded(pieces, job), pieces);
    }
    EXPECT_EQ(at_once, noded(all, Job({}, {}, 1)));
  }
}

TEST_P(DistrictLaws, FacesEqualThoseOfGeos) {
  const City city = test::with_network(odd_town(GetParam()));
  const auto pieces = noded(road_pieces(city), Job{});
  Shapes lines;
  for (const MmPiece& piece : pieces)
    lines.add(PartKind::line, std::vector<Xy>{to_metres(piece.a), to_metres(piece.b)});
  // GEOS gives islands as faces of their own, and the face around them with a hole.
  const Shapes slow = Geos().polygonized(lines);
  const PlanarFaces fast = planar_faces(pieces, {}, Job{});
  std::vector<double> slow_areas;
  for (std::size_t f = 0; f < slow.size(); ++f) slow_areas.push_back(area_m2(slow, f));
  std::vector<double> fast_areas = fast.area_m2;
  std::sort(slow_areas.begin(), slow_areas.end());
  std::sort(fast_areas.begin(), fast_areas.end());
  ASSERT_EQ(fast_areas.size(), slow_areas.size());
  for (std::size_t f = 0; f < slow_areas.size(); ++f)
    EXPECT_NEAR(fast_areas[f], slow_areas[f], 1e-6);
}

TEST_P(DistrictLaws, CoveredGroundIsTheUnionOfTheFootprints) {
  test::CityBuilder town = odd_town(GetParam());
  town.rectangle(90, 0, 130, 30);  // over houses and a street
  const City city = test::with_network(town);
  const StreetBlocks blocks = street_blocks(city, {}, Job{});
  const auto parts = footprint_parts(city, blocks, {}, pairs_of(city), Job{});
  const Geos geos;
  const Shapes all = geos.united(city.buildings->shapes);
  const Shapes inside = geos.intersection(all, blocks.shapes);
  double expected = 0;
  for (std::size_t f = 0; f < inside.size(); ++f) expected += area_m2(inside, f);
  double sum = 0;
  for (const FootprintPart& part : parts) sum += part.area_m2;
  EXPECT_NEAR(sum, expected, 1e-6 * expected);
}

void expect_equal(const AnalysisOutput& a, const AnalysisOutput& b) {
  ASSERT_EQ(a.tables.size(), b.tables.size());
  const auto same = [](const Column& p, const Column& q) {
    return p.name == q.name && p.integers == q.integers && p.reals == q.reals &&
           p.texts == q.texts && p.missing == q.missing;
  };
  for (std::size_t t = 0; t < a.tables.size(); ++t) {
    EXPECT_EQ(a.tables[t].shapes.points, b.tables[t].shapes.points);
    for (std::size_t c = 0; c < a.tables[t].columns.size(); ++c)
      EXPECT_TRUE(same(a.tables[t].columns[c], b.tables[t].columns[c]))
          << a.tables[t].columns[c].name;
  }
  for (std::size_t c = 0; c < a.building_columns.size(); ++c)
    EXPECT_TRUE(same(a.building_columns[c], b.building_columns[c])) << a.building_columns[c].name;
}

TEST_P(DistrictLaws, OneThreadOrFourTheSameContent) {
  const City city = test::with_network(odd_town(GetParam()));
  const DistrictRisk::Params params{.threshold = 40, .smallest_zone_ha = 0.1};
  const auto output = [&](unsigned threads) {
    return DistrictRisk::output(city, params,
                                DistrictRisk::run(city, params, {}, Job({}, {}, threads)), {});
  };
  expect_equal(output(1), output(4));
}

TEST_P(DistrictLaws, TheOrderOfTheFeaturesDoesNotMatter) {
  const City city = test::with_network(odd_town(GetParam()));
  City shuffled = city;
  auto buildings = std::make_shared<Table<Building>>();
  std::vector<std::uint32_t> order(city.buildings->size());
  std::iota(order.begin(), order.end(), 0U);
  std::shuffle(order.begin(), order.end(), std::mt19937(GetParam()));
  buildings->shapes = reordered(city.buildings->shapes, order);
  for (const std::uint32_t b : order) {
    buildings->rows.push_back(city.buildings->rows[b]);
    buildings->ids.push_back(city.buildings->ids[b]);
    buildings->names.push_back(city.buildings->names[b]);
  }
  buildings->index = SpatialIndex(buildings->shapes.boxes);
  shuffled.buildings = buildings;

  const DistrictRisk::Params params{.threshold = 40, .smallest_zone_ha = 0.1};
  const auto a = DistrictRisk::run(city, params, {}, Job{});
  const auto b = DistrictRisk::run(shuffled, params, {}, Job{});
  ASSERT_EQ(a.blocks.size(), b.blocks.size());
  for (std::size_t k = 0; k < a.blocks.size(); ++k) {
    EXPECT_EQ(a.streets.ids[k], b.streets.ids[k]);
    EXPECT_NEAR(*a.blocks[k].index.score, *b.blocks[k].index.score, 1e-9);
    EXPECT_NEAR(a.blocks[k].covered.part, b.blocks[k].covered.part, 1e-6);
  }
  ASSERT_EQ(a.zones.size(), b.zones.size());
  for (std::size_t z = 0; z < a.zones.size(); ++z) EXPECT_EQ(a.zones[z].id, b.zones[z].id);
  EXPECT_NEAR(a.clusters.expected_loss_m2, b.clusters.expected_loss_m2, 1e-6);
  for (std::size_t i = 0; i < order.size(); ++i) {
    EXPECT_EQ(a.classes[order[i]], b.classes[i]);
    EXPECT_EQ(a.gaps.gap_m[order[i]], b.gaps.gap_m[i]);
    EXPECT_EQ(a.cluster_ids[a.clusters.of_building[order[i]]],
              b.cluster_ids[b.clusters.of_building[i]]);
  }
}

TEST_P(DistrictLaws, ZonesDoNotOverlapAndHoldTheirBuildings) {
  const City city = test::with_network(odd_town(GetParam()));
  const DistrictRisk::Params params{.threshold = 35, .smallest_zone_ha = 0.1};
  const auto result = DistrictRisk::run(city, params, {}, Job{});
  const Geos geos;
  double sum = 0;
  std::size_t buildings = 0;
  for (std::size_t z = 0; z < result.zones.size(); ++z) {
    EXPECT_TRUE(geos.valid(result.zone_shapes, z));
    sum += result.zones[z].area_m2;
    buildings += result.zones[z].buildings;
    EXPECT_GE(result.zones[z].score, params.threshold);
  }
  double together = 0;
  const Shapes all = geos.united(result.zone_shapes);
  for (std::size_t f = 0; f < all.size(); ++f) together += area_m2(all, f);
  EXPECT_NEAR(together, sum, 1e-3);
  std::size_t in_zones = 0;
  for (const std::uint32_t k : result.streets.of_building)
    if (result.blocks[k].zone) ++in_zones;
  EXPECT_EQ(in_zones, buildings);
}

INSTANTIATE_TEST_SUITE_P(Seeds, DistrictLaws, testing::Range(1U, 201U));

}  // namespace
}  // namespace firebreak
