#include <gmock/gmock.h>

#include "core/base/error.hpp"
#include "layer_builder.hpp"

namespace firebreak {
namespace {

using test::issues_of;
using test::LayerBuilder;
using testing::HasSubstr;
using testing::ThrowsMessage;

/// A street in degrees that hydrants are compared with.
LayerBuilder street() {
  LayerBuilder layer(Role::roads, "roads.gpkg", "EPSG:4490");
  layer.line({{113.23, 23.14}, {113.27, 23.18}});
  return layer;
}

City city_of(const SourceLayer& hydrants) {
  return normalise({street().build(), hydrants}, {}, Job{});
}

TEST(Coordinates, SingleRowsWithXAndYExchangedAreTurned) {
  LayerBuilder layer(Role::hydrants, "h.csv", "", "CSV");
  layer.point(113.24, 23.15).point(23.16, 113.25).point(113.26, 23.17).point(23.155, 113.245);
  const City city = city_of(layer.build());
  ASSERT_EQ(city.hydrants->size(), 4U);
  const auto turned = issues_of(city, IssueKind::bad_coordinates);
  ASSERT_EQ(turned.size(), 2U);
  EXPECT_EQ(turned[0].origin.fid, 2);
  EXPECT_EQ(turned[0].action, Action::repaired);
  for (const Hydrant& h : city.hydrants->rows)
    EXPECT_LT(distance_m(h.at, Xy{}), 10000) << "all in one town";
}

TEST(Coordinates, RowsThatMayBeEitherAreLeftAlone) {
  // In Europe both numbers may be a latitude: nothing is turned there.
  LayerBuilder layer(Role::hydrants, "h.csv", "EPSG:4326", "CSV");
  layer.point(11.2, 49.5).point(49.5, 11.2).point(11.21, 49.51);
  const City city = normalise({layer.build()}, {}, Job{});
  EXPECT_TRUE(issues_of(city, IssueKind::bad_coordinates).empty());
  EXPECT_EQ(axis_order({4473521, 5486001}), 0) << "a grid whose axes may be either";
  EXPECT_EQ(axis_order({664000, 5486000}), 1);
  EXPECT_EQ(axis_order({2500000, 38500000}), -1);
}

TEST(Coordinates, SeveralZonesComeTogetherInOneCity) {
  // The same place, 114°30' E, at the edge of zones 38 and 39.
  const Crs degrees("EPSG:4490");
  const Xy in38 = Transform(degrees, Crs("EPSG:4526"))({115.4, 30});
  const Xy in39 = Transform(degrees, Crs("EPSG:4527"))({115.6, 30});
  LayerBuilder west(Role::hydrants, "west.csv", "", "CSV");
  LayerBuilder east(Role::hydrants, "east.csv", "", "CSV");
  west.point(in38.x_m, in38.y_m);
  east.point(in39.x_m, in39.y_m);
  const City city = normalise({west.build(), east.build()}, {}, Job{});
  ASSERT_EQ(city.hydrants->size(), 2U);
  EXPECT_EQ(city.sources[0].crs, "EPSG:4526");
  EXPECT_EQ(city.sources[1].crs, "EPSG:4527");
  EXPECT_NEAR(distance_m(city.hydrants->rows[0].at, city.hydrants->rows[1].at), 19298, 60);
}

TEST(Coordinates, PackedAnglesAreTakenApartWhenDeclared) {
  LayerBuilder layer(Role::hydrants, "h.csv", "EPSG:4490", "CSV");
  layer.point(113.1430, 23.0830).point(113.1470, 23.0830);  // 70 seconds are none
  SourceLayer packed = layer.build();
  packed.packed_angles = true;
  const City city = city_of(packed);
  ASSERT_EQ(city.hydrants->size(), 1U);
  EXPECT_EQ(city.sources[1].crs_note, "packed degrees, minutes and seconds");
  EXPECT_EQ(city.sources[1].set_aside, 1U);
  const Xy at = Transform(city.crs, Crs("EPSG:4490"))(city.hydrants->rows[0].at + city.origin);
  EXPECT_NEAR(at.x_m, 113.241666667, 1e-7);
  EXPECT_NEAR(at.y_m, 23.141666667, 1e-7);
  EXPECT_EQ(city_of(layer.build()).hydrants->size(), 2U) << "never without being told";
  LayerBuilder metres(Role::hydrants, "m.csv", "EPSG:25832", "CSV");
  metres.point(0, 0);
  SourceLayer wrong = metres.build();
  wrong.packed_angles = true;
  EXPECT_THAT([&] { city_of(wrong); },
              ThrowsMessage<Error>(HasSubstr("packed angles are degrees")));
}

}  // namespace
}  // namespace firebreak
