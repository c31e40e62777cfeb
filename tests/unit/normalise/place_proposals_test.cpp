#include "core/normalise/place_proposals.hpp"

#include <gmock/gmock.h>

#include <algorithm>
#include <vector>

#include "core/base/error.hpp"
#include "county_layers.hpp"

namespace firebreak {
namespace {

using test::county;
using test::county_streets;
using test::issues_of;
using test::LayerBuilder;
using test::set_aside;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::ThrowsMessage;

/// Hydrants 4 m beside the streets, moved by `by`; x is north, as surveyors write it.
SourceLayer ledger(Xy by = {}) {
  LayerBuilder layer(Role::hydrants, "ledger.xlsx", "", "XLSX");
  for (int i = 0; i < 20; ++i) {
    const Xy at = county + by + Xy{300.0 * (i % 5) + 4, 60.0 * i + 17};
    layer.point(at.y_m, at.x_m);
  }
  SourceLayer out = layer.build();
  out.spec = 1;
  return out;
}

TEST(PlaceProposals, TheMeridianIsTheOneThatFallsOnTheOtherLayers) {
  const City city = normalise({county_streets(), ledger()}, set_aside(), Job{});
  ASSERT_EQ(city.proposals.size(), 1U);
  const Proposal& proposal = city.proposals[0];
  EXPECT_EQ(proposal.line(), "crs = \"EPSG:4547\"");
  EXPECT_TRUE(proposal.only_one);
  EXPECT_THAT(proposal.sources, ElementsAre(1U));
  EXPECT_THAT(proposal.evidence,
              AllOf(HasSubstr("114°, 100 % of it"), HasSubstr("0 % at most"),
                    HasSubstr("hydrants to a road of the other layers is then 4 m")));
  // Proposed is not applied: counted, set aside, and said.
  EXPECT_EQ(city.hydrants->size(), 0U);
  EXPECT_EQ(city.sources[1].read, 20U);
  EXPECT_EQ(city.sources[1].set_aside, 20U);
  const auto issues = issues_of(city, IssueKind::bad_coordinates);
  ASSERT_EQ(issues.size(), 1U);
  EXPECT_EQ(issues[0].records, 20U);
  EXPECT_EQ(issues[0].action, Action::set_aside);
}

TEST(PlaceProposals, ARunThatNeedsThePlaceIsToldTheLineToWrite) {
  EXPECT_THAT(
      [] {
        normalise({county_streets(), ledger()}, {}, Job{});
      },
      ThrowsMessage<Error>(AllOf(HasSubstr("ledger.xlsx"),
                                 HasSubstr("write crs = \"EPSG:4547\" under the [[source]]"),
                                 HasSubstr("--accept-proposals"))));
}

TEST(PlaceProposals, TheLineWrittenPlacesTheLayerAndTurnsItsAxes) {
  SourceLayer named = ledger();
  named.crs = Crs("EPSG:4547");
  named.crs_note = "looked up";
  const City city = normalise({county_streets(), named}, {}, Job{});
  ASSERT_EQ(city.hydrants->size(), 20U);
  EXPECT_TRUE(city.proposals.empty());
  EXPECT_EQ(city.sources[1].crs_note, "looked up");
  EXPECT_EQ(city.sources[1].place_steps, PlaceSteps{PlaceStep::axes_turned});
  EXPECT_TRUE(city.sources[0].place_steps.empty()) << "its file says it all";
  EXPECT_EQ(city.sources[1].set_aside, 0U);
  const Xy first = Transform(city.crs, Crs("EPSG:4547"))(city.hydrants->rows[0].at + city.origin);
  EXPECT_NEAR(first.x_m, county.x_m + 4, 0.01);
  EXPECT_NEAR(first.y_m, county.y_m + 17, 0.01);
}

TEST(PlaceProposals, ALayerThatFallsOnNothingGetsNoMeridian) {
  // 40 km north of everything with any meridian, and a ledger with nothing beside it.
  for (const auto& layers :
       {std::vector{county_streets(), ledger({0, 40000})}, std::vector{ledger()}}) {
    const City city = normalise(layers, set_aside(), Job{});
    EXPECT_TRUE(city.proposals.empty());
    EXPECT_EQ(city.sources.back().set_aside, 20U);
    EXPECT_THAT([&] { normalise(layers, {}, Job{}); },
                ThrowsMessage<Error>(AllOf(HasSubstr("3-degree zones EPSG:4534"),
                                           Not(HasSubstr("--accept-proposals")))));
  }
}

TEST(PlaceProposals, ATownBesideTheOthersBelongsToThem) {
  const City city = normalise({county_streets(), ledger({4000, 0})}, set_aside(), Job{});
  ASSERT_EQ(city.proposals.size(), 1U);
  EXPECT_THAT(city.proposals[0].evidence, HasSubstr("114°, 0 % of it"));
}

TEST(PlaceProposals, ADrawingIsPlacedAsAWhole) {
  LayerBuilder houses(Role::buildings, "plan.dxf", "", "DXF");
  for (int i = 0; i < 50; ++i) {
    const Xy at = county + Xy{20, 25.0 * i};
    houses.rectangle(at.x_m, at.y_m, at.x_m + 20, at.y_m + 20);
  }
  LayerBuilder frame(Role::reference, "plan.dxf", "", "DXF");
  frame.line({{640000, 30}, {640100, 20}});  // a local grid when it stands alone
  std::vector<SourceLayer> layers{county_streets(), houses.build(), frame.build()};
  layers[1].spec = layers[2].spec = 1;
  const City city = normalise(layers, set_aside(), Job{});
  ASSERT_EQ(city.proposals.size(), 1U);
  EXPECT_THAT(city.proposals[0].sources, ElementsAre(1U, 2U));
  EXPECT_TRUE(city.proposals[0].layers.empty()) << "the whole file";
}

/// A drawing of `far` houses in the county and a title block of `near` lines at the origin.
std::vector<SourceLayer> drawing(int far, int near, Xy at = county) {
  LayerBuilder houses(Role::buildings, "plan.dxf", "", "DXF");
  for (int i = 0; i < far; ++i) {
    const Xy corner = at + Xy{20, 25.0 * i};
    houses.rectangle(corner.x_m, corner.y_m, corner.x_m + 20, corner.y_m + 20);
  }
  LayerBuilder frame(Role::reference, "plan.dxf", "", "DXF");
  for (int i = 0; i < near; ++i) frame.line({{0, 8.0 * i}, {180, 8.0 * i}});
  frame.line({at, at + Xy{0, 1500}});  // the neat line of the map itself
  std::vector<SourceLayer> layers{county_streets(), houses.build(), frame.build()};
  layers[1].spec = layers[2].spec = 1;
  return layers;
}

TEST(PlaceProposals, ATitleBlockAtTheOriginSaysNothingAboutTheDrawing) {
  const City city = normalise(drawing(50, 40), set_aside(), Job{});
  ASSERT_EQ(city.proposals.size(), 1U);
  EXPECT_EQ(city.proposals[0].line(), "crs = \"EPSG:4547\"");
  EXPECT_TRUE(city.proposals[0].only_one);
  EXPECT_THAT(city.proposals[0].evidence, HasSubstr("114°, 100 % of it"));
  // Accepted: the houses have their place, the title block is set aside and counted.
  auto layers = drawing(50, 40);
  layers[1].crs = layers[2].crs = Crs("EPSG:4547");
  const City placed = normalise(layers, {}, Job{});
  EXPECT_EQ(placed.buildings->size(), 50U);
  EXPECT_EQ(placed.sources[1].set_aside, 0U);
  EXPECT_EQ(placed.sources[2].read, 41U);
  EXPECT_EQ(placed.sources[2].set_aside, 40U);
  const auto issues = issues_of(placed, IssueKind::bad_coordinates);
  ASSERT_EQ(issues.size(), 1U) << "one word for the layer";
  EXPECT_EQ(issues[0].records, 40U);
  EXPECT_THAT(issues[0].detail, HasSubstr("title block"));
}

TEST(PlaceProposals, ADrawingInALocalGridIsNoTitleBlock) {
  // Houses of a local system lie within 10 km of its origin: they are the drawing.
  const City local = normalise(drawing(50, 40, {2000, 3000}), set_aside(), Job{});
  EXPECT_TRUE(local.proposals.empty());
  EXPECT_TRUE(std::ranges::none_of(local.issues, [](const Issue& i) {
    return i.detail.find("title block") != std::string::npos;
  }));
  // A few strays in the county's grid do not make the rest of it a title block.
  const City strays = normalise(drawing(5, 400), set_aside(), Job{});
  EXPECT_TRUE(std::ranges::none_of(strays.issues, [](const Issue& i) {
    return i.detail.find("title block") != std::string::npos;
  }));
}

TEST(PlaceProposals, AReferenceLayerWithoutCrsStopsNothing) {
  LayerBuilder sketch(Role::reference, "sketch.csv", "", "CSV");
  sketch.point(20345, 38120);
  const City city = normalise({county_streets(), sketch.build()}, {}, Job{});
  EXPECT_EQ(city.sources[1].set_aside, 1U);
  EXPECT_EQ(issues_of(city, IssueKind::bad_coordinates).size(), 1U);
}

}  // namespace
}  // namespace firebreak
