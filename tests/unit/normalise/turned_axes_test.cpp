#include "core/normalise/place_proposals.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "county_layers.hpp"

namespace firebreak {
namespace {

using test::issues_of;
using test::LayerBuilder;
using test::set_aside;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;

/// Ten streets in Bavaria as their file has them, in degrees.
SourceLayer bavarian_streets() {
  LayerBuilder layer(Role::roads, "roads.geojson", "EPSG:4326", "GeoJSON");
  const Transform out(Crs("EPSG:25832"), Crs("EPSG:4326"));
  for (int k = 0; k < 10; ++k) {
    const Xy from = test::bavaria + Xy{150.0 * k, 0};
    layer.line({out(from), out(from + Xy{0, 1500})});
  }
  return layer.build();
}

/// Twelve hydrants 5 m beside them, as a table without CRS has them: x and y `turned` or not.
SourceLayer bavarian_table(const Crs& in, bool turned, const std::string& crs = "") {
  LayerBuilder layer(Role::hydrants, "hydrants.csv", crs, "CSV");
  const Transform out(Crs("EPSG:25832"), in);
  for (int i = 0; i < 12; ++i) {
    const Xy at = out(test::bavaria + Xy{150.0 * (i % 10) + 5, 110.0 * i + 40});
    turned ? layer.point(at.y_m, at.x_m) : layer.point(at.x_m, at.y_m);
  }
  return layer.build();
}

const Crs degrees_wgs84("EPSG:4326");
const Crs utm_32("EPSG:25832");

TEST(TurnedAxes, AreProposedWhereOnlyTheOtherLayersSaySo) {
  const City city = normalise({bavarian_streets(), bavarian_table(degrees_wgs84, true)}, {}, Job{});
  ASSERT_EQ(city.proposals.size(), 1U) << "the file that says its CRS is believed";
  EXPECT_EQ(city.proposals[0].line(), "axes = \"turned\"");
  EXPECT_TRUE(city.proposals[0].only_one);
  EXPECT_THAT(city.proposals[0].sources, ElementsAre(1U));
  EXPECT_THAT(city.proposals[0].evidence,
              AllOf(HasSubstr("As it stands, 0 %"), HasSubstr("exchanged 100 %"),
                    HasSubstr("hydrants to a road of the other layers is then 5 m")));
  // Nothing was moved, and the ledger says how far away they are: 49.5° E, 11.3° N.
  const auto exchanged = issues_of(city, IssueKind::bad_coordinates);
  ASSERT_EQ(exchanged.size(), 1U);
  EXPECT_EQ(exchanged[0].records, 12U);
  EXPECT_EQ(exchanged[0].action, Action::kept);
  EXPECT_THAT(exchanged[0].detail, HasSubstr("may stand exchanged"));
  const auto far = issues_of(city, IssueKind::coordinate_offset);
  ASSERT_EQ(far.size(), 1U);
  EXPECT_THAT(far[0].detail, HasSubstr("12 of 12 records"));
  EXPECT_THAT(far[0].detail, testing::ContainsRegex("about 55[0-9][0-9] km"));
}

TEST(TurnedAxes, AreTurnedOnceAccepted) {
  SourceLayer named = bavarian_table(degrees_wgs84, true);
  named.turned_axes = true;
  named.accepted = "2026-11-26";
  const City city = normalise({bavarian_streets(), named}, {}, Job{});
  EXPECT_TRUE(city.proposals.empty());
  EXPECT_TRUE(issues_of(city, IssueKind::coordinate_offset).empty());
  EXPECT_EQ(place_codes(city.sources[1].place_steps), "crs_recognised + accepted + axes_turned");
  ASSERT_EQ(city.hydrants->size(), 12U);
  const Xy first = Transform(city.crs, utm_32)(city.hydrants->rows[0].at + city.origin);
  EXPECT_NEAR(first.x_m, test::bavaria.x_m + 5, 0.01);
  EXPECT_NEAR(first.y_m, test::bavaria.y_m + 40, 0.01);
}

TEST(TurnedAxes, AreNotProposedForALayerThatIsSaidToLieRight) {
  SourceLayer settled = bavarian_table(degrees_wgs84, true);
  settled.place_settled = true;
  const City city = normalise({bavarian_streets(), settled}, {}, Job{});
  EXPECT_TRUE(city.proposals.empty());
  EXPECT_TRUE(issues_of(city, IssueKind::bad_coordinates).empty());
}

TEST(TurnedAxes, AreNotProposedForALayerThatFits) {
  for (const Crs& crs : {degrees_wgs84, utm_32})
    EXPECT_TRUE(
        normalise({bavarian_streets(), bavarian_table(crs, false, crs.definition())}, {}, Job{})
            .proposals.empty());
  // Nor for one far away that falls on nothing either way.
  LayerBuilder elsewhere(Role::hydrants, "hydrants.csv", "", "CSV");
  for (int i = 0; i < 12; ++i) elsewhere.point(13.4 + 0.001 * i, 52.5);
  EXPECT_TRUE(normalise({bavarian_streets(), elsewhere.build()}, {}, Job{}).proposals.empty());
}

TEST(TurnedAxes, OfTwoFilesThatBothSayTheirCrsAPersonChooses) {
  const City city =
      normalise({bavarian_streets(), bavarian_table(degrees_wgs84, true, "EPSG:4326")}, {}, Job{});
  ASSERT_EQ(city.proposals.size(), 2U);
  EXPECT_FALSE(city.proposals[0].only_one || city.proposals[1].only_one);
}

/// Stations beside the streets as a table without CRS, x and y exchanged.
SourceLayer turned_stations() {
  LayerBuilder layer(Role::stations, "stations.csv", "", "CSV");
  const Transform out(Crs("EPSG:25832"), degrees_wgs84);
  for (int i = 0; i < 12; ++i) {
    const Xy at = out(test::bavaria + Xy{150.0 * (i % 10) + 9, 100.0 * i});
    layer.point(at.y_m, at.x_m);
  }
  return layer.build();
}

TEST(TurnedAxes, TwoTurnedFilesDoNotTurnTheOneThatLiesRight) {
  SourceLayer extract = bavarian_streets();
  extract.raw.path = "town.osm.pbf";
  extract.raw.driver = "OSM";
  const City certain =
      normalise({extract, bavarian_table(degrees_wgs84, true), turned_stations()}, {}, Job{});
  ASSERT_EQ(certain.proposals.size(), 2U) << "both tables, not the extract";
  for (const Proposal& proposal : certain.proposals) {
    EXPECT_THAT(proposal.path, testing::EndsWith(".csv"));
    EXPECT_TRUE(proposal.only_one);
  }
  // Roads that may be the wrong ones as well: a person chooses.
  const City open = normalise(
      {bavarian_streets(), bavarian_table(degrees_wgs84, true), turned_stations()}, {}, Job{});
  ASSERT_EQ(open.proposals.size(), 3U);
  for (const Proposal& proposal : open.proposals) EXPECT_FALSE(proposal.only_one);
}

TEST(TurnedAxes, TheDefaultOfGeoJsonDoesNotTurnRoadsWithoutCrs) {
  SourceLayer roads = bavarian_streets();
  roads.raw.path = "roads.csv";
  roads.raw.driver = "CSV";
  roads.raw.crs = Crs();
  SourceLayer hydrants = bavarian_table(degrees_wgs84, true, "EPSG:4326");
  hydrants.raw.path = "hydrants.geojson";
  hydrants.raw.driver = "GeoJSON";
  const City city = normalise({roads, hydrants}, {}, Job{});
  ASSERT_EQ(city.proposals.size(), 2U);
  EXPECT_FALSE(city.proposals[0].only_one || city.proposals[1].only_one);
  // What the user writes says more.
  roads.crs = degrees_wgs84;
  const City said = normalise({roads, hydrants}, {}, Job{});
  ASSERT_EQ(said.proposals.size(), 1U);
  EXPECT_EQ(said.proposals[0].path, "hydrants.geojson");
  EXPECT_TRUE(said.proposals[0].only_one);
}

TEST(TurnedAxes, OneLayerOfAFileIsHeldAgainstTheOthersOfIt) {
  SourceLayer roads = bavarian_streets();
  SourceLayer hydrants = bavarian_table(degrees_wgs84, true, "EPSG:4326");
  LayerBuilder houses(Role::buildings, "town.gpkg");
  for (int i = 0; i < 20; ++i) houses.rectangle(20, 60.0 * i, 35, 60.0 * i + 15);
  SourceLayer buildings = houses.build();
  for (SourceLayer* layer : {&roads, &hydrants, &buildings}) {
    layer->raw.path = "town.gpkg";
    layer->raw.driver = "GPKG";
    layer->spec = 0;
  }
  roads.raw.layer = "roads";
  hydrants.raw.layer = "hydrants";
  buildings.raw.layer = "buildings";
  const City city = normalise({roads, buildings, hydrants}, {}, Job{});
  ASSERT_EQ(city.proposals.size(), 1U);
  EXPECT_THAT(city.proposals[0].layers, ElementsAre("hydrants"));
  EXPECT_TRUE(city.proposals[0].only_one);
}

TEST(TurnedAxes, MetresTakeTheSystemOfTheOthersAndAreTurnedWhereTheRangesDoNotMeet) {
  LayerBuilder houses(Role::buildings, "houses.gpkg");
  for (int i = 0; i < 20; ++i) houses.rectangle(20, 60.0 * i, 35, 60.0 * i + 15);
  const auto at_hand = [&] { return std::vector{bavarian_streets(), houses.build()}; };
  auto layers = at_hand();
  layers.push_back(bavarian_table(utm_32, true));
  const City city = normalise(layers, set_aside(), Job{});
  ASSERT_EQ(city.proposals.size(), 1U);
  EXPECT_EQ(city.proposals[0].line(), "crs = \"EPSG:25832\"");
  EXPECT_TRUE(city.proposals[0].only_one);
  EXPECT_THAT(city.proposals[0].evidence, HasSubstr("100 % of it lie within"));
  layers.back().crs = utm_32;
  const City right = normalise(layers, {}, Job{});
  EXPECT_TRUE(right.proposals.empty());
  EXPECT_EQ(right.sources[2].place_steps, PlaceSteps{PlaceStep::axes_turned});
  const Xy first = right.hydrants->rows[0].at + right.origin;
  EXPECT_NEAR(first.x_m, test::bavaria.x_m + 5, 0.01);
  EXPECT_NEAR(first.y_m, test::bavaria.y_m + 40, 0.01);
}

TEST(TurnedAxes, ALatitudeBeyondNinetyIsCertain) {
  LayerBuilder seattle(Role::hydrants, "hydrants.csv", "", "CSV");
  for (int i = 0; i < 12; ++i) seattle.point(47.60123 + 0.00111 * i, -122.33457);
  const City city = normalise({seattle.build()}, {}, Job{});
  EXPECT_EQ(city.hydrants->size(), 12U);
  EXPECT_TRUE(city.sources[0].place_steps.has(PlaceStep::axes_turned));
  const auto told = issues_of(city, IssueKind::doubtful_value);
  ASSERT_EQ(told.size(), 1U);
  EXPECT_THAT(told[0].detail, HasSubstr("x and y stand exchanged and are put right"));
  const Xy at = Transform(city.crs, degrees_wgs84)(city.hydrants->rows[0].at + city.origin);
  EXPECT_NEAR(at.x_m, -122.33457, 1e-6);
}

}  // namespace
}  // namespace firebreak
