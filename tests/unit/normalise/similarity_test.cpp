#include "core/normalise/similarity.hpp"

#include <gmock/gmock.h>

#include "core/base/error.hpp"
#include "layer_builder.hpp"

namespace firebreak {
namespace {

using test::issues_of;
using test::LayerBuilder;
using testing::HasSubstr;
using testing::ThrowsMessage;

TEST(Similarity, AHandComputedCase) {
  // Turned by a quarter counter-clockwise, twice as large, moved by (500000, 2600000):
  // (x, y) -> (500000 - 2 y, 2600000 + 2 x).
  const std::vector<ControlPair> pairs{
      {{0, 0}, {500000, 2600000}}, {{100, 0}, {500000, 2600200}}, {{0, 50}, {499900, 2600000}}};
  const Similarity found = similarity_of(pairs);
  EXPECT_NEAR(found.scale(), 2, 1e-12);
  EXPECT_NEAR(found.rotation_rad(), 1.5707963267948966, 1e-12);
  EXPECT_NEAR(found.shift_m().x_m, 500000, 1e-6);
  EXPECT_NEAR(found.shift_m().y_m, 2600000, 1e-6);
  EXPECT_NEAR(found.rms_m, 0, 1e-6);
  const Xy at = found({10, 20});
  EXPECT_NEAR(at.x_m, 499960, 1e-6);
  EXPECT_NEAR(at.y_m, 2600020, 1e-6);
}

TEST(Similarity, WhatRemainsIsTheRootMeanSquare) {
  // A square whose corners are pulled 0.3 m to and fro along x: no similarity takes that away, and
  // each corner keeps 0.3 m.
  const std::vector<ControlPair> pairs{{{0, 0}, {1000.3, 2000}},
                                       {{100, 0}, {1099.7, 2000}},
                                       {{100, 100}, {1100.3, 2100}},
                                       {{0, 100}, {999.7, 2100}}};
  const Similarity found = similarity_of(pairs);
  EXPECT_NEAR(found.rms_m, 0.3, 1e-3);
  EXPECT_NEAR(found.scale(), 1, 1e-9);
}

TEST(Similarity, PointsOnOneLineWillDo) {
  const Similarity found = similarity_of(
      std::vector<ControlPair>{{{0, 0}, {10, 20}}, {{50, 50}, {60, 70}}, {{90, 90}, {100, 110}}});
  EXPECT_NEAR(found.scale(), 1, 1e-12);
  EXPECT_NEAR(found.rms_m, 0, 1e-9);
}

TEST(Similarity, PairsThatShareAPlaceAreRefused) {
  const ControlPair a{{0, 0}, {10, 20}};
  const ControlPair moved{{0, 0}, {10.5, 20}};  // the same point measured twice
  const ControlPair other{{100, 0}, {110, 20}};
  EXPECT_THAT(
      [&] {
        similarity_of(std::vector{a, other, moved});
      },
      ThrowsMessage<Error>(HasSubstr("pairs 1 and 3 share a place")));
  EXPECT_THAT(
      [&] {
        similarity_of(std::vector{a, a});
      },
      ThrowsMessage<Error>(HasSubstr("share a place")));
  EXPECT_THAT([&] { similarity_of(std::vector{a}); },
              ThrowsMessage<Error>(HasSubstr("two pairs at least")));
  // 5 cm apart are two places.
  const ControlPair near{{0.05, 0}, {10.05, 20}};
  EXPECT_NO_THROW(similarity_of(std::vector{a, other, near}));
}

TEST(Similarity, MirroredPairsAreRefused) {
  // x and y exchanged in the second system.
  const std::vector<ControlPair> mirrored{
      {{0, 0}, {20, 10}}, {{100, 0}, {20, 110}}, {{0, 100}, {120, 10}}};
  EXPECT_THAT([&] { similarity_of(mirrored); },
              ThrowsMessage<Error>(HasSubstr("x and y stand exchanged")));
}

/// Three hydrants of a local grid around (20000, 38000).
SourceLayer local_hydrants() {
  LayerBuilder layer(Role::hydrants, "local.csv", "", "CSV");
  layer.point(20345, 38120).point(20400, 38200).point(20100, 38010);
  SourceLayer out = layer.build();
  out.crs = Crs("EPSG:4547");
  out.control_points = {{{20000, 38000}, {640000, 2660000}}, {{21000, 38000}, {641000, 2660000}}};
  return out;
}

Xy first_hydrant(const City& city) {
  return Transform(city.crs, Crs("EPSG:4547"))(city.hydrants->rows[0].at + city.origin);
}

TEST(ControlPoints, MoveALocalSystemAndStandInTheRecord) {
  const City city = normalise({local_hydrants()}, {}, Job{});
  ASSERT_EQ(city.hydrants->size(), 3U);
  EXPECT_NEAR(first_hydrant(city).x_m, 640345, 1e-6);
  EXPECT_NEAR(first_hydrant(city).y_m, 2660120, 1e-6);
  EXPECT_THAT(city.sources[0].crs_note, HasSubstr("two pairs, unchecked"));
  EXPECT_THAT(city.sources[0].place_parameters,
              HasSubstr("E = 620000.0000, N = 2622000.0000, scale 1.000000000"));
  EXPECT_EQ(city.sources[0].place_steps, PlaceSteps{PlaceStep::control_points});
  ASSERT_EQ(issues_of(city, IssueKind::coordinate_offset).size(), 1U);
}

TEST(ControlPoints, ABadFitIsRefusedUnlessSomeoneConfirmsIt) {
  SourceLayer layer = local_hydrants();
  layer.control_points = {{{20000, 38000}, {640003, 2660000}},
                          {{21000, 38000}, {640997, 2660000}},
                          {{21000, 39000}, {641003, 2661000}},
                          {{20000, 39000}, {639997, 2661000}}};
  EXPECT_THAT([&] { normalise({layer}, {}, Job{}); },
              ThrowsMessage<Error>(HasSubstr("write control_accepted_m = 3.0")));
  layer.control_accepted_m = 3.01;
  const City city = normalise({layer}, {}, Job{});
  EXPECT_EQ(city.hydrants->size(), 3U);
  EXPECT_THAT(city.sources[0].crs_note, HasSubstr("4 pairs, RMS 3.0"));
  layer.control_accepted_m = 2.9;
  EXPECT_THROW(normalise({layer}, {}, Job{}), Error);
  // Under a metre nobody has to confirm anything.
  for (ControlPair& pair : layer.control_points) {
    const double grid = pair.from.x_m + 620000;
    pair.to.x_m = grid + 0.3 * (pair.to.x_m - grid);
  }
  layer.control_accepted_m.reset();
  EXPECT_EQ(normalise({layer}, {}, Job{}).hydrants->size(), 3U);
}

TEST(ControlPoints, NeedACrsInMetres) {
  SourceLayer layer = local_hydrants();
  layer.crs = Crs();
  EXPECT_THAT([&] { normalise({layer}, {}, Job{}); },
              ThrowsMessage<Error>(HasSubstr("need the CRS of their E and N")));
}

}  // namespace
}  // namespace firebreak
