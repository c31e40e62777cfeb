#include "core/normalise/normalise.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "core/geo/measure.hpp"
#include "normalised_city.hpp"

namespace firebreak {
namespace {

using test::city_of;
using test::issues_of;
using test::LayerBuilder;
using test::street;

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

TEST(Normalise, AnExtractOfOpenStreetMapIsAsExactInEveryFormat) {
  LayerBuilder extract(Role::buildings, "b.gpkg");
  extract.text_column("osm_id");
  extract.rectangle(0, 0, 10, 10).cells({"123"});
  const City city = city_of(std::move(extract));
  EXPECT_EQ(city.sources[0].accuracy_m, 2.5);
  EXPECT_EQ(city.sources[0].relative_accuracy_m, 0.7);
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

}  // namespace
}  // namespace firebreak
