#include "core/analysis/land_cover.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <numbers>

#include "core/analysis/pipeline.hpp"
#include "core/io/rule_file.hpp"
#include "core/model/cells.hpp"
#include "support/city_builder.hpp"

namespace firebreak {
namespace {

constexpr double circle_m2 = std::numbers::pi * 150 * 150;

void add_rectangle(Shapes& shapes, double x0, double y0, double x1, double y1) {
  shapes.add(PartKind::outer, std::vector<Xy>{{x0, y0}, {x1, y0}, {x1, y1}, {x0, y1}, {x0, y0}});
}

City with_land(City city, Shapes land) {
  city.built_up = std::make_shared<const Shapes>(std::move(land));
  return city;
}

City with_units(City city, const Shapes& shapes) {
  Table<ManagementUnit> units;
  units.shapes = shapes;
  for (std::size_t u = 0; u < shapes.size(); ++u) {
    units.rows.emplace_back();
    units.ids.push_back("u" + std::to_string(u + 1));
    units.names.push_back("");
  }
  units.index = SpatialIndex(units.shapes.boxes);
  city.units = std::make_shared<const Table<ManagementUnit>>(std::move(units));
  return city;
}

LandCover cover(const City& city, unsigned threads = 2) {
  return land_cover(city, std::vector<std::uint8_t>(city.hydrants->size(), 1), 150,
                    Job({}, {}, threads));
}

/// Algorithms 2.11, case 4: a square of one kilometre with one hydrant in its middle.
City square_kilometre() {
  test::CityBuilder builder;
  builder.hydrant(500, 500);
  Shapes land;
  add_rectangle(land, 0, 0, 1000, 1000);
  return with_land(builder.build(), land);
}

TEST(LandCover, OneHydrantCoversItsCircle) {
  const LandCover::Share all = cover(square_kilometre()).all;
  EXPECT_NEAR(all.land_m2, 1e6, 1e-3);
  EXPECT_NEAR(all.land_m2 - all.covered_m2, 929314.2, 7) << "a ten-thousandth of the circle";
}

TEST(LandCover, OverlapsCountOnceAndHolesNotAtAll) {
  test::CityBuilder builder;
  for (const double x : {500.0, 500.0, 900.0}) builder.hydrant(x, 500);  // one on record twice
  Shapes land;
  add_rectangle(land, 0, 0, 600, 1000);
  add_rectangle(land, 400, 0, 1000, 1000);  // 200 m of both
  land.add_part(PartKind::outer,
                std::vector<Xy>{{2000, 0}, {2100, 0}, {2100, 100}, {2000, 100}, {2000, 0}});
  land.add_part(PartKind::hole,
                std::vector<Xy>{{2020, 20}, {2020, 80}, {2080, 80}, {2080, 20}, {2020, 20}});
  land.finish_feature();
  const LandCover::Share all = cover(with_land(builder.build(), land)).all;
  EXPECT_NEAR(all.land_m2, 1e6 + 100 * 100 - 60 * 60, 1e-3);
  // The circle about (900, 500) ends at the border 100 m east of it.
  const double segment_m2 =
      150 * 150 * std::acos(100.0 / 150) - 100 * std::sqrt(150.0 * 150 - 100.0 * 100);
  EXPECT_NEAR(all.covered_m2, 2 * circle_m2 - segment_m2, 14);
}

TEST(LandCover, UnitsAndWhatLiesInNoneAreTheWhole) {
  Shapes units;
  add_rectangle(units, 0, 0, 500, 1000);       // half of the circle
  add_rectangle(units, 0, 500, 500, 1000);     // a part of it, with a quarter
  add_rectangle(units, 500, 500, 2000, 2000);  // another quarter, and land that is not built up
  const LandCover land = cover(with_units(square_kilometre(), units));
  ASSERT_EQ(land.units.size(), 4U);
  EXPECT_NEAR(land.units[0].land_m2, 500000, 1e-3);
  EXPECT_NEAR(land.units[0].covered_m2, circle_m2 / 2, 7);
  EXPECT_NEAR(land.units[1].covered_m2, circle_m2 / 4, 7);
  EXPECT_NEAR(land.units[2].land_m2, 250000, 1e-3);
  EXPECT_NEAR(land.units[2].covered_m2, circle_m2 / 4, 7);
  EXPECT_NEAR(land.units[3].land_m2, 250000, 1e-3);
  EXPECT_NEAR(land.units[3].share(), circle_m2 / 4 / 250000, 1e-4);
}

TEST(LandCover, TheStudyAreaClipsTheWholeAndNotTheUnits) {
  Shapes units, area;
  add_rectangle(units, 0, 0, 1000, 1000);
  add_rectangle(area, 500, 0, 1000, 500);
  City city = with_units(square_kilometre(), units);
  city.study_area = std::make_shared<const Shapes>(area);
  const LandCover land = cover(city);
  EXPECT_NEAR(land.all.land_m2, 250000, 1e-3);
  EXPECT_NEAR(land.all.covered_m2, circle_m2 / 4, 7);
  EXPECT_NEAR(land.units[0].land_m2, 1e6, 1e-3);
}

TEST(LandCover, ThreadsAndOrderChangeNothingAndOneMoreHydrantNeverUncovers) {
  test::CityBuilder builder = test::random_town(3);
  Shapes land;
  add_rectangle(land, -40, -30.5, 320, 301.7);
  const City city = with_land(builder.build(), land);
  const auto with = [&](std::vector<std::uint8_t> usable, double radius_m, unsigned threads) {
    return land_cover(city, usable, radius_m, Job({}, {}, threads)).all;
  };
  std::vector<std::uint8_t> usable(city.hydrants->size(), 0);
  double before_m2 = 0;
  for (std::size_t h = 0; h < usable.size(); ++h) {
    usable[h] = 1;
    const auto now = with(usable, 40, 1);
    EXPECT_GE(now.covered_m2, before_m2);
    EXPECT_LE(now.covered_m2, now.land_m2 + 1e-6);
    EXPECT_EQ(with(usable, 40, 3), now);
    EXPECT_GE(with(usable, 50, 1).covered_m2, now.covered_m2);
    before_m2 = now.covered_m2;
  }
}

TEST(LandCover, WithoutBuiltUpLandThereIsNoFigure) {
  test::CityBuilder builder;
  builder.rectangle(0, 0, 10, 10);
  builder.hydrant(20, 5);
  EXPECT_FALSE(cover(builder.build()).given());
  AssessSettings settings;
  settings.profile = io::profile_named("cn-gb");
  settings.engine = io::vehicle_named("pumper");
  settings.only = {"hydrants"};
  const auto figure = [](const Assessment& run, std::string_view name) {
    const auto found = std::ranges::find(run.record.figures, name, &KeyFigure::name);
    return found == run.record.figures.end() ? -1 : found->value;
  };
  EXPECT_EQ(figure(Pipeline().assess(builder.build(), settings, Job()), "built_up_m2"), -1);

  Shapes land, units;
  add_rectangle(land, 0, 0, 40, 10);  // all of it within 150 m
  add_rectangle(units, 0, 0, 20, 10);
  const Assessment run =
      Pipeline().assess(with_units(with_land(builder.build(), land), units), settings, Job());
  EXPECT_NEAR(figure(run, "built_up_m2"), 400, 1e-6);
  EXPECT_NEAR(figure(run, "built_up_covered_percent"), 100, 1e-6);
  const auto& summary =
      *std::ranges::find(run.tables, std::string_view("unit_summary"), &FeatureTable::name);
  EXPECT_NEAR(number_in(summary, "built_up_m2", 0).value_or(-1), 200, 1e-6);
  EXPECT_NEAR(number_in(summary, "built_up_m2", 1).value_or(-1), 200, 1e-6) << "in no unit";
  EXPECT_NEAR(number_in(summary, "built_up_covered_percent", 0).value_or(-1), 100, 1e-6);
}

}  // namespace
}  // namespace firebreak
