/// Laws of the hydrant analysis over fixed seeds, and its fast path against a slow twin.
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>
#include <random>

#include "core/analysis/exposure.hpp"
#include "core/analysis/facade.hpp"
#include "core/analysis/hydrant_coverage.hpp"
#include "core/geo/geos.hpp"
#include "core/geo/measure.hpp"
#include "support/city_builder.hpp"

namespace firebreak {
namespace {

constexpr unsigned seeds = 200;

/// A town as loose parts, to be changed and put together again.
struct Town {
  struct House {
    std::string id;
    std::vector<std::vector<Xy>> rings;
    Building row;
  };
  struct Source {
    std::string id;
    Hydrant row;
  };
  std::vector<House> houses;
  std::vector<Source> hydrants;

  explicit Town(unsigned seed) {
    const City city = test::random_town(seed, 4).build();
    const Shapes& shapes = city.buildings->shapes;
    for (std::size_t b = 0; b < city.buildings->size(); ++b) {
      House house{std::string(city.buildings->ids[b]), {}, (*city.buildings)[b]};
      for (auto p = shapes.first_part(b); p < shapes.end_part(b); ++p) {
        const auto ring = shapes.part(p).points;
        house.rings.emplace_back(ring.begin(), ring.end());
      }
      houses.push_back(house);
    }
    for (std::size_t h = 0; h < city.hydrants->size(); ++h)
      hydrants.push_back({std::string(city.hydrants->ids[h]), (*city.hydrants)[h]});
  }

  Town& each_point(const std::function<Xy(Xy)>& move) {
    for (House& house : houses)
      for (auto& ring : house.rings)
        for (Xy& p : ring) p = move(p);
    for (Source& hydrant : hydrants) hydrant.row.at = move(hydrant.row.at);
    return *this;
  }

  City build() const {
    City city;
    city.sources.resize(1);
    Table<Building> buildings;
    for (const House& house : houses) {
      for (std::size_t r = 0; r < house.rings.size(); ++r)
        buildings.shapes.add_part(r == 0 ? PartKind::outer : PartKind::hole, house.rings[r]);
      buildings.shapes.finish_feature();
      buildings.rows.push_back(house.row);
      buildings.ids.push_back(house.id);
      buildings.names.push_back("");
    }
    buildings.index = SpatialIndex(buildings.shapes.boxes);
    Table<Hydrant> sources;
    for (const Source& hydrant : hydrants) {
      sources.shapes.add(PartKind::point, std::vector<Xy>{hydrant.row.at});
      sources.rows.push_back(hydrant.row);
      sources.ids.push_back(hydrant.id);
      sources.names.push_back("");
    }
    sources.index = SpatialIndex(sources.shapes.boxes);
    city.buildings = std::make_shared<const Table<Building>>(std::move(buildings));
    city.hydrants = std::make_shared<const Table<Hydrant>>(std::move(sources));
    return city;
  }
};

/// A radius at which many houses of the small towns are partly covered.
HydrantCoverage::Params short_reach() {
  HydrantCoverage::Params params;
  params.radius_m = 60;
  return params;
}

HydrantCoverage::Result judged(const Town& town,
                               const HydrantCoverage::Params& params = short_reach(),
                               unsigned threads = 1) {
  return HydrantCoverage::run(town.build(), params, Job({}, {}, threads));
}

double total_score(const HydrantCoverage::Result& result) {
  double sum = 0;
  for (const auto& gap : result.gaps.gaps) sum += gap.score;
  return sum;
}

void expect_same(const HydrantCoverage::Cover& a, const HydrantCoverage::Cover& b, double tolerance,
                 double scale = 1) {
  EXPECT_NEAR(a.covered_share, b.covered_share, tolerance);
  EXPECT_NEAR(scale * a.nearest_m.value(), b.nearest_m.value(), tolerance * 1000);
  EXPECT_EQ(a.in_reach, b.in_reach);
  EXPECT_EQ(a.verdict, b.verdict);
  EXPECT_EQ(a.coverage, b.coverage);
  EXPECT_EQ(a.reason, b.reason);
  EXPECT_EQ(a.through_adjoining, b.through_adjoining);
  EXPECT_EQ(a.gap.has_value(), b.gap.has_value());
}

std::vector<std::string> gap_ids(const HydrantCoverage::Result& result) {
  std::vector<std::string> ids;
  for (const auto& gap : result.gaps.gaps) ids.push_back(gap.id);
  return ids;
}

TEST(HydrantLaws, MovingTurningAndMirroringChangeNothing) {
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(seed);
    const auto before = judged(Town(seed));
    const double turn = 0.1 * seed;
    const auto moved = [&](Xy p) {
      const Xy q{-p.x_m, p.y_m};
      return Xy{std::cos(turn) * q.x_m - std::sin(turn) * q.y_m + 700,
                std::sin(turn) * q.x_m + std::cos(turn) * q.y_m - 1300};
    };
    const auto after = judged(Town(seed).each_point(moved));
    for (std::size_t b = 0; b < before.buildings.size(); ++b)
      expect_same(before.buildings[b], after.buildings[b], 1e-9);
    EXPECT_EQ(before.served, after.served);
    auto ids = gap_ids(before);
    auto moved_ids = gap_ids(after);
    std::sort(ids.begin(), ids.end());
    std::sort(moved_ids.begin(), moved_ids.end());
    EXPECT_EQ(ids, moved_ids);
  }
}

TEST(HydrantLaws, TwiceTheSizeWithTwiceTheLengthsIsTheSame) {
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(seed);
    auto params = short_reach();
    params.ignore_accuracy = true;
    const auto before = judged(Town(seed), params);
    params.radius_m *= 2;
    params.party_wall_m *= 2;
    params.courtyard_m *= 2;
    params.gap_closing_m *= 2;
    params.gap_opening_m *= 2;
    const auto after = judged(Town(seed).each_point([](Xy p) { return 2 * p; }), params);
    for (std::size_t b = 0; b < before.buildings.size(); ++b)
      if (!before.buildings[b].through_adjoining)
        expect_same(before.buildings[b], after.buildings[b], 1e-9, 2);
    EXPECT_EQ(before.served, after.served);
  }
}

TEST(HydrantLaws, OrderAndDirectionOfTheInputChangeNothing) {
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(seed);
    const Town town(seed);
    const auto before = judged(town);
    std::mt19937 random(seed);
    std::vector<std::size_t> order(town.houses.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::shuffle(order.begin(), order.end(), random);
    Town shuffled = town;
    shuffled.houses.clear();
    for (const auto b : order) shuffled.houses.push_back(town.houses[b]);
    for (auto& house : shuffled.houses)
      for (auto& ring : house.rings) std::reverse(ring.begin(), ring.end());
    std::reverse(shuffled.hydrants.begin(), shuffled.hydrants.end());
    const auto after = judged(shuffled);
    for (std::size_t i = 0; i < order.size(); ++i) {
      const auto& a = before.buildings[order[i]];
      const auto& b = after.buildings[i];
      expect_same(a, b, 1e-12);
      EXPECT_EQ(town.hydrants[a.nearest->value].id, shuffled.hydrants[b.nearest->value].id);
    }
    EXPECT_EQ(gap_ids(before), gap_ids(after));
    for (std::size_t g = 0; g < before.gaps.gaps.size(); ++g)
      EXPECT_NEAR(before.gaps.gaps[g].area_m2, after.gaps.gaps[g].area_m2, 1e-6);
  }
}

void expect_no_worse(const HydrantCoverage::Result& before, const HydrantCoverage::Result& after) {
  for (std::size_t b = 0; b < before.buildings.size(); ++b) {
    SCOPED_TRACE(b);
    EXPECT_GE(after.buildings[b].covered_share, before.buildings[b].covered_share - 1e-12);
    EXPECT_GE(after.buildings[b].in_reach, before.buildings[b].in_reach);
    EXPECT_LE(after.buildings[b].nearest_m.value(), before.buildings[b].nearest_m.value());
    EXPECT_LE(after.buildings[b].verdict, before.buildings[b].verdict);  // pass < marginal < fail
  }
  EXPECT_LE(total_score(after), total_score(before) + 1e-9);
}

TEST(HydrantLaws, OneMoreHydrantOrALongerReachNeverUncovers) {
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(seed);
    Town town(seed);
    for (const std::string rule : {"all", "any"}) {
      if (rule == "any" && seed % 4 != 0) continue;
      auto params = short_reach();
      params.rule = rule;
      const auto before = judged(town, params);
      auto longer = params;
      longer.radius_m = 75;
      expect_no_worse(before, judged(town, longer));
      Town more = town;
      more.hydrants.push_back({"new", {}});
      more.hydrants.back().row.at = {static_cast<double>(seed % 190), 100};
      expect_no_worse(before, judged(more, params));
      more.hydrants.back().row.status = HydrantStatus::defective;  // set out: as before
      const auto out = judged(more, params);
      for (std::size_t b = 0; b < before.buildings.size(); ++b)
        expect_same(before.buildings[b], out.buildings[b], 0);
    }
  }
}

TEST(HydrantLaws, OneHydrantLessNeverCovers) {
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(seed);
    const Town town(seed);
    const auto before = judged(town);
    Town less = town;
    const std::size_t gone = seed % town.hydrants.size();
    ASSERT_GT(town.hydrants.size(), 1U);
    less.hydrants.erase(less.hydrants.begin() + static_cast<std::ptrdiff_t>(gone));
    const auto without = judged(less);
    expect_no_worse(without, before);
    Town set_out = town;
    set_out.hydrants[gone].row.status = HydrantStatus::defective;
    const auto out = judged(set_out);
    for (std::size_t b = 0; b < out.buildings.size(); ++b) {
      EXPECT_NEAR(out.buildings[b].covered_share, without.buildings[b].covered_share, 1e-12);
      EXPECT_EQ(out.buildings[b].verdict, without.buildings[b].verdict);
    }
    EXPECT_EQ(gap_ids(out), gap_ids(without));
  }
}

/// Gives some hydrants of a town a flow or a pressure.
Town& measured(Town& town, unsigned seed) {
  std::mt19937 random(seed);
  for (Town::Source& hydrant : town.hydrants) {
    if (random() % 2 == 0) hydrant.row.flow_lps = static_cast<float>(random() % 30);
    if (random() % 3 == 0) hydrant.row.pressure_mpa = random() % 2 == 0 ? 0.06F : 0.2F;
  }
  return town;
}

TEST(HydrantLaws, OneThatGivesTooLittleIsAsGoodAsDisused) {
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(seed);
    Town town(seed);
    measured(town, seed);
    auto params = short_reach();
    params.fire_flow_lps = 15;
    params.fire_pressure_mpa = 0.1;
    const auto asked = judged(town, params);
    for (Town::Source& hydrant : town.hydrants)
      if (too_little(hydrant.row, params.sources()).of != TooLittle::Of::nothing)
        hydrant.row.status = HydrantStatus::disused;
    const auto without = judged(town, params);
    EXPECT_EQ(asked.usable, without.usable);
    EXPECT_EQ(asked.served, without.served);
    EXPECT_EQ(asked.sole_source, without.sole_source);
    EXPECT_EQ(gap_ids(asked), gap_ids(without));
    for (std::size_t b = 0; b < asked.buildings.size(); ++b) {
      EXPECT_EQ(asked.buildings[b].verdict, without.buildings[b].verdict);
      EXPECT_EQ(asked.buildings[b].covered_share, without.buildings[b].covered_share);
      EXPECT_EQ(asked.buildings[b].nearest, without.buildings[b].nearest);
    }
  }
}

TEST(HydrantLaws, AskingMoreOfHydrantsNeverCovers) {
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(seed);
    Town town(seed);
    const auto unmeasured = judged(town);
    auto params = short_reach();
    params.fire_flow_lps = 500;
    params.fire_pressure_mpa = 2;
    const auto whatever = judged(town, params);
    for (std::size_t b = 0; b < unmeasured.buildings.size(); ++b)
      EXPECT_EQ(unmeasured.buildings[b].verdict, whatever.buildings[b].verdict)
          << "of none is anything known";
    measured(town, seed);
    params.fire_pressure_mpa = 0;
    params.fire_flow_lps = 0;
    auto before = judged(town, params);
    for (const double least : {5.0, 15.0, 25.0}) {
      params.fire_flow_lps = least;
      params.fire_pressure_mpa = least > 10 ? 0.1 : 0;
      const auto after = judged(town, params);
      for (std::size_t b = 0; b < before.buildings.size(); ++b) {
        EXPECT_LE(after.buildings[b].covered_share, before.buildings[b].covered_share);
        EXPECT_LE(after.buildings[b].in_reach, before.buildings[b].in_reach);
      }
      EXPECT_GE(total_score(after), total_score(before) * (1 - 1e-12));
      before = after;
    }
  }
}

/// Together the hydrants have for themselves what lies within the radius of one alone; another one
/// takes of it and gives none of them more.
TEST(HydrantLaws, WhatOnlyOneHydrantServesIsSharedOutAndNeverGrowsByAnother) {
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(seed);
    Town town(seed);
    for (Town::House& house : town.houses) {
      house.row.use = Use::house;
      house.row.storeys = static_cast<float>(1 + seed % 3);
    }
    const auto before = judged(town);
    const auto exposures = exposure(town.build(), Job({}, {}, 1));
    double alone_m2 = 0, sum_m2 = 0;
    for (std::size_t b = 0; b < exposures.size(); ++b)
      if (before.buildings[b].in_reach == 1) alone_m2 += exposures[b].floor_area_m2.value();
    for (const ExposureSum& sole : before.sole_exposure) sum_m2 += sole.floor_area_m2.value_or(0);
    EXPECT_NEAR(sum_m2, alone_m2, 1e-6 * (1 + alone_m2));
    town.hydrants.push_back({"new", {}});
    town.hydrants.back().row.at = {static_cast<double>(seed % 190), 100};
    const auto after = judged(town);
    for (std::size_t h = 0; h < before.sole_exposure.size(); ++h)
      EXPECT_LE(after.sole_exposure[h].floor_area_m2.value_or(0),
                before.sole_exposure[h].floor_area_m2.value_or(0) * (1 + 1e-12));
  }
}

TEST(HydrantLaws, DenserVerticesChangeNothing) {
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(seed);
    const auto before = judged(Town(seed));
    Town denser(seed);
    for (auto& house : denser.houses)
      for (auto& ring : house.rings) {
        std::vector<Xy> points{ring.front()};
        for (std::size_t v = 1; v < ring.size(); ++v) {
          points.push_back(0.5 * (ring[v - 1] + ring[v]));
          points.push_back(ring[v]);
        }
        ring = points;
      }
    const auto after = judged(denser);
    for (std::size_t b = 0; b < before.buildings.size(); ++b)
      expect_same(before.buildings[b], after.buildings[b], 1e-9);
    EXPECT_EQ(before.served, after.served);
    EXPECT_EQ(gap_ids(before), gap_ids(after));
  }
}

TEST(HydrantLaws, DuplicatesAndSliversChangeNothing) {
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(seed);
    Town town(seed);
    const auto before = judged(town);
    Town::Source twin = town.hydrants.front();
    twin.id = "twin";
    twin.row.at.x_m += 1;
    twin.row.duplicate_of = Id<Hydrant>{0};
    town.hydrants.push_back(twin);
    Town::House sliver = town.houses.front();
    sliver.id = "sliver";
    sliver.row.obstacle_only = true;
    town.houses.push_back(sliver);
    const auto after = judged(town);
    for (std::size_t b = 0; b < before.buildings.size(); ++b)
      expect_same(before.buildings[b], after.buildings[b], 0);
    EXPECT_EQ(gap_ids(before), gap_ids(after));
  }
}

TEST(HydrantLaws, ThreadsChangeNothing) {
  for (unsigned seed = 1; seed <= 4; ++seed) {
    SCOPED_TRACE(seed);
    const City city = test::random_town(seed, 20).build();
    const auto params = short_reach();
    const auto one = HydrantCoverage::run(city, params, Job({}, {}, 1));
    const auto four = HydrantCoverage::run(city, params, Job({}, {}, 4));
    ASSERT_GT(one.buildings.size(), 1024U);
    for (std::size_t b = 0; b < one.buildings.size(); ++b) {
      expect_same(one.buildings[b], four.buildings[b], 0);
      EXPECT_EQ(one.buildings[b].nearest, four.buildings[b].nearest);
    }
    EXPECT_EQ(one.served, four.served);
    EXPECT_EQ(one.sole_source, four.sole_source);
    EXPECT_EQ(gap_ids(one), gap_ids(four));
    EXPECT_EQ(one.gaps.shapes.points, four.gaps.shapes.points);
  }
}

double overlap_m2(const Geos& geos, const Shapes& a, std::size_t f, const Shapes& b,
                  std::size_t g) {
  if (!a.boxes[f].intersects(b.boxes[g])) return 0;
  Shapes one;
  Shapes two;
  one.add_copy(a, f);
  two.add_copy(b, g);
  return area_m2(geos.intersection(one, two), 0);
}

TEST(HydrantLaws, GapsHoldTheFailingBuildingsAndNoOthers) {
  const Geos geos;
  for (unsigned seed = 1; seed <= seeds; ++seed) {
    SCOPED_TRACE(seed);
    const City city = Town(seed).build();
    const auto result = HydrantCoverage::run(city, short_reach(), Job{});
    const Shapes& houses = city.buildings->shapes;
    const Shapes& gaps = result.gaps.shapes;
    std::vector<int> times_listed(houses.size());
    for (std::size_t g = 0; g < gaps.size(); ++g) {
      EXPECT_TRUE(geos.valid(gaps, g));
      EXPECT_GT(result.gaps.gaps[g].area_m2, 0);
      for (const auto b : result.gaps.gaps[g].buildings) ++times_listed[b];
      for (std::size_t other = g + 1; other < gaps.size(); ++other)
        EXPECT_EQ(overlap_m2(geos, gaps, g, gaps, other), 0);
    }
    for (std::size_t b = 0; b < houses.size(); ++b) {
      const auto& cover = result.buildings[b];
      EXPECT_EQ(cover.gap.has_value(), cover.verdict == Verdict::fail);
      EXPECT_EQ(times_listed[b], cover.gap ? 1 : 0);
      for (std::size_t g = 0; g < gaps.size(); ++g)
        EXPECT_NEAR(overlap_m2(geos, houses, b, gaps, g), cover.gap == g ? area_m2(houses, b) : 0,
                    1e-6)
            << "building " << b << ", gap " << g;
    }
  }
}

/// What the definition says, sampled every centimetre and by comparing all with all.
struct Twin {
  std::size_t in_reach = 0;
  double nearest_m = std::numeric_limits<double>::infinity();
  double facade_m = 0;
  double covered_m = 0;
  double ends = 0;  ///< places where a sampled stretch may begin or end
};

Twin sampled(const City& city, std::size_t b, const HydrantCoverage::Params& params) {
  const Shapes& shapes = city.buildings->shapes;
  Twin twin;
  for (const Hydrant& h : city.hydrants->rows) {
    const double d = distance_m(shapes, b, h.at);
    twin.nearest_m = std::min(twin.nearest_m, d);
    twin.in_reach += d <= params.radius_m;
  }
  std::vector<WallPiece> walls;
  append_walls(shapes, b, {params.party_wall_m, params.courtyard_m}, walls);
  for (const WallPiece& wall : walls) {
    const double length = distance_m(wall.a, wall.b);
    const auto n = static_cast<std::size_t>(std::ceil(length / 0.01));
    const double step = length / static_cast<double>(n);
    int state = 0;
    for (std::size_t i = 0; i < n; ++i) {
      const double t = (static_cast<double>(i) + 0.5) / static_cast<double>(n);
      const Xy p = wall.a + t * (wall.b - wall.a);
      bool exposed = true;
      for (std::size_t g = 0; g < shapes.size() && exposed; ++g)
        if (g != b && shapes.boxes[g].grown(params.party_wall_m).contains(p))
          exposed = distance_m(shapes, g, p) > params.party_wall_m;
      const bool covered =
          std::any_of(city.hydrants->rows.begin(), city.hydrants->rows.end(),
                      [&](const Hydrant& h) { return distance_m(h.at, p) <= params.radius_m; });
      twin.facade_m += exposed ? step : 0;
      twin.covered_m += exposed && covered ? step : 0;
      const int now = (exposed ? 1 : 0) + (covered ? 2 : 0);
      twin.ends += i > 0 && now != state;
      state = now;
    }
    ++twin.ends;
  }
  return twin;
}

TEST(HydrantTwin, ExactSharesEqualSampledOnes) {
  std::size_t partly = 0;
  std::size_t enclosed = 0;
  for (unsigned seed = 1; seed <= 60; ++seed) {
    SCOPED_TRACE(seed);
    const City city = Town(seed).build();
    auto params = short_reach();
    params.ignore_accuracy = true;
    const auto result = HydrantCoverage::run(city, params, Job{});
    for (std::size_t b = 0; b < result.buildings.size(); ++b) {
      SCOPED_TRACE(b);
      const auto& cover = result.buildings[b];
      const Twin twin = sampled(city, b, params);
      EXPECT_EQ(cover.in_reach, twin.in_reach);
      EXPECT_NEAR(cover.nearest_m.value(), twin.nearest_m, 1e-9);
      if (twin.facade_m < 0.6) {
        ++enclosed;
        continue;
      }
      EXPECT_FALSE(cover.through_adjoining);
      // A building whose walls are covered all round is full, whatever part of them is exposed.
      const double tolerance = 0.011 * twin.ends / twin.facade_m;
      EXPECT_NEAR(cover.covered_share, twin.covered_m / twin.facade_m, tolerance);
      partly += cover.coverage == HydrantCoverage::Coverage::partly;
    }
  }
  EXPECT_GT(partly, 300U);  // or the comparison would say little
  EXPECT_LT(enclosed, 50U);
}

}  // namespace
}  // namespace firebreak
