#include "core/normalise/place_proposals.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "core/base/error.hpp"
#include "core/normalise/crs_zones.hpp"
#include "core/normalise/offset_test.hpp"
#include "layer_builder.hpp"

namespace firebreak {
namespace {

using test::issues_of;
using test::LayerBuilder;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;
using testing::ThrowsMessage;

/// A place in the 3-degree zone 38 (114° E), as metres without the zone.
constexpr Xy county{640000, 2660000};

NormaliseOptions set_aside() {
  NormaliseOptions options;
  options.refuse_unplaced = false;
  return options;
}

/// Streets every 300 m of the county, in its grid with the zone in front.
SourceLayer streets() {
  LayerBuilder layer(Role::roads, "roads.gpkg", "EPSG:4526");
  const Xy corner = county + Xy{38e6, 0} - test::bavaria;  // which the builder adds
  for (int k = 0; k <= 5; ++k) {
    layer.line({corner + Xy{300.0 * k, 0}, corner + Xy{300.0 * k, 1500}});
    layer.line({corner + Xy{0, 300.0 * k}, corner + Xy{1500, 300.0 * k}});
  }
  return layer.build();
}

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
  const City city = normalise({streets(), ledger()}, set_aside(), Job{});
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
        normalise({streets(), ledger()}, {}, Job{});
      },
      ThrowsMessage<Error>(AllOf(HasSubstr("ledger.xlsx"),
                                 HasSubstr("write crs = \"EPSG:4547\" under the [[source]]"),
                                 HasSubstr("--accept-proposals"))));
}

TEST(PlaceProposals, TheLineWrittenPlacesTheLayerAndTurnsItsAxes) {
  SourceLayer named = ledger();
  named.crs = Crs("EPSG:4547");
  named.crs_note = "looked up";
  const City city = normalise({streets(), named}, {}, Job{});
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
  for (const auto& layers : {std::vector{streets(), ledger({0, 40000})}, std::vector{ledger()}}) {
    const City city = normalise(layers, set_aside(), Job{});
    EXPECT_TRUE(city.proposals.empty());
    EXPECT_EQ(city.sources.back().set_aside, 20U);
    EXPECT_THAT([&] { normalise(layers, {}, Job{}); },
                ThrowsMessage<Error>(AllOf(HasSubstr("3-degree zones EPSG:4534"),
                                           Not(HasSubstr("--accept-proposals")))));
  }
}

TEST(PlaceProposals, ATownBesideTheOthersBelongsToThem) {
  const City city = normalise({streets(), ledger({4000, 0})}, set_aside(), Job{});
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
  std::vector<SourceLayer> layers{streets(), houses.build(), frame.build()};
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
  std::vector<SourceLayer> layers{streets(), houses.build(), frame.build()};
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
  const City city = normalise({streets(), sketch.build()}, {}, Job{});
  EXPECT_EQ(city.sources[1].set_aside, 1U);
  EXPECT_EQ(issues_of(city, IssueKind::bad_coordinates).size(), 1U);
}

TEST(Zones, CodesAndPrefixes) {
  EXPECT_EQ(code_of_zone(13), 4491);
  EXPECT_EQ(code_of_zone(23), 4501);
  EXPECT_EQ(code_of_zone(25), 4513);
  EXPECT_EQ(code_of_zone(45), 4533);
  EXPECT_EQ(zone_of_code(4526), 38);
  EXPECT_EQ(zone_of_code(4547), std::nullopt);
  EXPECT_EQ(code_of_meridian(114), 4547);
  EXPECT_EQ(zone_prefix(38640000), 38);
  EXPECT_EQ(zone_prefix(38900000), std::nullopt) << "400 km from the meridian";
  EXPECT_EQ(zone_prefix(24500000), std::nullopt) << "no such zone";
  EXPECT_EQ(zone_prefix(640000), std::nullopt);
}

/// Hydrants of one layer, each in a zone of its own.
SourceLayer points(const std::vector<Xy>& places, const std::string& declared) {
  LayerBuilder layer(Role::hydrants, "h.csv", "", "CSV");
  for (const Xy p : places) layer.point(p.x_m, p.y_m);
  SourceLayer out = layer.build();
  if (!declared.empty()) out.crs = Crs(declared);
  return out;
}

TEST(Zones, RowsOfTwoZonesInOneColumnComeTogether) {
  const Crs degrees("EPSG:4490");
  const Xy a = Transform(degrees, Crs("EPSG:4526"))({115.4, 24.05});
  const Xy b = Transform(degrees, Crs("EPSG:4526"))({115.45, 24.06});
  const Xy c = Transform(degrees, Crs("EPSG:4527"))({115.55, 24.1});
  for (const std::string declared : {"", "EPSG:4526", "EPSG:4547"}) {
    const bool plain = declared == "EPSG:4547";
    const Xy off{plain ? -38e6 : 0, 0};
    const City city = normalise({points({a + off, b + off, c}, declared)}, {}, Job{});
    ASSERT_EQ(city.hydrants->size(), 3U) << declared;
    std::size_t brought = 0;
    for (const Issue& issue : issues_of(city, IssueKind::bad_coordinates))
      brought += issue.action == Action::repaired && issue.origin.fid == 3 ? 1U : 0U;
    EXPECT_EQ(brought, 1U) << declared;
    // What was done to the one row stands with it alone.
    for (const std::int64_t fid : {1, 2, 3}) {
      PlaceSteps steps;
      if (declared.empty()) steps.add(PlaceStep::crs_recognised);
      if (fid == 3) steps.add(PlaceStep::zone_corrected);
      EXPECT_EQ(place_codes(place_steps(city, {0, fid})), place_codes(steps)) << declared << fid;
    }
    const Transform back(city.crs, degrees);
    for (const Hydrant& h : city.hydrants->rows)
      if (h.origin.fid == 3) {
        const Xy at = back(h.at + city.origin);
        EXPECT_NEAR(at.x_m, 115.55, 1e-7);
        EXPECT_NEAR(at.y_m, 24.1, 1e-7);
      }
  }
}

TEST(Zones, APrefixThatTheProjectContradictsIsReplaced) {
  const City city =
      normalise({points({{39640000, 2660000}, {39640100, 2660000}}, "EPSG:4526")}, {}, Job{});
  ASSERT_EQ(city.hydrants->size(), 2U);
  EXPECT_EQ(issues_of(city, IssueKind::bad_coordinates).size(), 1U) << "one word for the layer";
  EXPECT_EQ(city.sources[0].place_steps, PlaceSteps{PlaceStep::zone_corrected});
  const Xy at = Transform(city.crs, Crs("EPSG:4547"))(city.hydrants->rows[0].at + city.origin);
  EXPECT_NEAR(at.x_m, 640000, 0.01);
}

/// The ledger of the county with a prefix in front of its eastings.
SourceLayer prefixed(int zone, Xy by = {}) {
  LayerBuilder layer(Role::hydrants, "zoned.csv", "", "CSV");
  for (int i = 0; i < 20; ++i) {
    const Xy at = county + by + Xy{300.0 * (i % 5) + 4, 60.0 * i + 17};
    layer.point(at.x_m + zone * 1e6, at.y_m);
  }
  return layer.build();
}

TEST(PlaceProposals, AWrongZoneIsOfferedItsNeighbour) {
  LayerBuilder houses(Role::buildings, "houses.gpkg", "EPSG:4526");
  for (int i = 0; i < 5; ++i) {
    const Xy at = county + Xy{38e6 + 20, 40.0 * i + 20} - test::bavaria;
    houses.rectangle(at.x_m, at.y_m, at.x_m + 20, at.y_m + 20);
  }
  const City city = normalise({streets(), prefixed(39), houses.build()}, {}, Job{});
  ASSERT_EQ(city.proposals.size(), 1U);
  EXPECT_TRUE(city.proposals[0].only_one);
  // With nothing but the two, either may be wrong: nobody may choose but a person.
  const City two = normalise({streets(), prefixed(39)}, {}, Job{});
  ASSERT_EQ(two.proposals.size(), 2U);
  EXPECT_FALSE(two.proposals[0].only_one || two.proposals[1].only_one);
  EXPECT_EQ(city.proposals[0].line(), "crs = \"EPSG:4526\"");
  EXPECT_EQ(city.sources[1].crs, "EPSG:4527") << "nothing is moved unasked";
  EXPECT_THAT(city.proposals[0].evidence,
              AllOf(HasSubstr("in zone 38, 100 %"), HasSubstr("is then 4 m")));
  SourceLayer named = prefixed(39);
  named.crs = Crs("EPSG:4526");
  const City right = normalise({streets(), named}, {}, Job{});
  EXPECT_TRUE(right.proposals.empty());
  const Xy at = Transform(right.crs, Crs("EPSG:4547"))(right.hydrants->rows[0].at + right.origin);
  EXPECT_NEAR(at.x_m, county.x_m + 4, 0.01);
}

TEST(PlaceProposals, AZoneBesideTheOthersIsLeftAlone) {
  // In its own zone, but across the zone's edge; and 8 km away with nothing in any other zone.
  const Transform across(Crs("EPSG:4526"), Crs("EPSG:4527"));
  LayerBuilder neighbour(Role::hydrants, "zoned.csv", "", "CSV");
  for (int i = 0; i < 20; ++i) {
    const Xy at = across(county + Xy{38e6 + 300.0 * (i % 5) + 4, 60.0 * i + 17});
    neighbour.point(at.x_m, at.y_m);
  }
  EXPECT_TRUE(normalise({streets(), neighbour.build()}, {}, Job{}).proposals.empty());
  EXPECT_TRUE(normalise({streets(), prefixed(38, {0, 8000})}, {}, Job{}).proposals.empty());
}

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

/// A ledger of degrees; every `each`-th row gets the place of `filled`.
City ledger_city(std::size_t rows, std::size_t filled, Xy at, Role role = Role::hydrants,
                 const std::vector<std::string>& addresses = {}) {
  LayerBuilder layer(role, "l.csv", "", "CSV");
  if (!addresses.empty()) layer.text_column("address");
  for (std::size_t i = 0; i < rows; ++i) {
    const double n = static_cast<double>(i);
    if (i < filled)
      layer.point(at.x_m, at.y_m);
    else
      layer.point(115.3812347 + 1.1e-5 * n, 24.0412349 + 1.3e-5 * n);
    if (!addresses.empty()) layer.cells({addresses[i % addresses.size()]});
  }
  return normalise({layer.build()}, {}, Job{});
}

TEST(Filler, SixRowsAtOnePlaceAreNoPlace) {
  const Xy place{115.3812341, 24.0412342};
  const City six = ledger_city(20, 6, place);
  EXPECT_EQ(six.hydrants->size(), 14U);
  EXPECT_EQ(six.sources[0].read, 20U);
  EXPECT_EQ(six.sources[0].set_aside, 6U);
  EXPECT_EQ(issues_of(six, IssueKind::bad_coordinates).size(), 6U);
  EXPECT_EQ(ledger_city(20, 5, place).sources[0].set_aside, 0U);
}

TEST(Filler, AlarmsOfOneHouseStay) {
  const Xy place{115.3812341, 24.0412342};
  EXPECT_EQ(ledger_city(20, 8, place, Role::incidents, {"A 1"}).sources[0].set_aside, 0U);
  EXPECT_EQ(ledger_city(20, 8, place, Role::incidents, {"A 1", "B 2"}).sources[0].set_aside, 8U);
  EXPECT_EQ(ledger_city(20, 8, place, Role::key_sites, {"A 1"}).sources[0].set_aside, 0U);
  EXPECT_EQ(ledger_city(20, 8, place, Role::hydrants, {"A 1"}).sources[0].set_aside, 8U)
      << "a ledger that names the town for all";
}

TEST(Filler, ThreeDecimalsNameATown) {
  EXPECT_EQ(ledger_city(20, 2, {115.381, 24.041}).sources[0].set_aside, 2U);
  EXPECT_EQ(ledger_city(20, 2, {115.3811, 24.041}).sources[0].set_aside, 0U) << "four decimals";
  EXPECT_EQ(ledger_city(9, 2, {115.381, 24.041}).sources[0].set_aside, 0U) << "too few rows to say";
}

/// The offset of phones in reports; the same streets, in degrees.
struct Phones {
  Transform out{Crs("EPSG:4526"), Crs("EPSG:4490")};
  SourceLayer of(Role role, CoordinateShift drawn) const {
    LayerBuilder layer(role, "reports.csv", "EPSG:4490", "CSV");
    for (int i = 0; i < 20; ++i) {
      const Xy at = out(county + Xy{38e6, 0} + Xy{300.0 * (i % 5) + 4, 60.0 * i + 17});
      const LonLat place = shifted({at.x_m, at.y_m}, drawn);
      layer.point(place.lon_deg, place.lat_deg);
    }
    return layer.build();
  }
};

TEST(PlaceProposals, PointsOfPhonesAreProposedToBeShiftedBack) {
  const Phones phones;
  for (const Role role :
       {Role::reports, Role::incidents, Role::key_sites, Role::stations, Role::hydrants})
    for (const CoordinateShift shift : {CoordinateShift::gcj02, CoordinateShift::bd09}) {
      const City city = normalise({streets(), phones.of(role, shift)}, {}, Job{});
      ASSERT_EQ(city.proposals.size(), 1U) << role_name(role);
      EXPECT_EQ(city.proposals[0].key, "shift");
      EXPECT_EQ(city.proposals[0].value, shift_name(shift));
      EXPECT_THAT(city.proposals[0].evidence, HasSubstr("to 4 m"));
    }
}

TEST(PlaceProposals, PointsThatFitAreLeftAlone) {
  const Phones phones;
  EXPECT_TRUE(normalise({streets(), phones.of(Role::reports, CoordinateShift::none)}, {}, Job{})
                  .proposals.empty());
  // Declared already: nothing is proposed on top of it.
  SourceLayer declared = phones.of(Role::reports, CoordinateShift::gcj02);
  declared.shift = CoordinateShift::gcj02;
  declared.accepted = "2026-11-26";
  const City shifted_back = normalise({streets(), declared}, {}, Job{});
  EXPECT_TRUE(shifted_back.proposals.empty());
  EXPECT_EQ(place_codes(shifted_back.sources[1].place_steps), "accepted + gcj02");
  EXPECT_EQ(shifted_back.sources[1].accepted, "2026-11-26");
}

/// DDD.MMSSss of an angle.
double packed(double degrees) {
  const double minutes = (degrees - std::floor(degrees)) * 60;
  return std::floor(degrees) + std::floor(minutes) / 100 +
         (minutes - std::floor(minutes)) * 60 / 1e4;
}

/// Key sites beside the streets, their degrees as packed minutes and seconds or as decimals.
SourceLayer sites(int count, bool as_packed) {
  const Transform out(Crs("EPSG:4526"), Crs("EPSG:4490"));
  LayerBuilder layer(Role::key_sites, "sites.csv", "", "CSV");
  for (int i = 0; i < count; ++i) {
    const Xy at = out(county + Xy{38e6, 0} + Xy{300.0 * (i % 5) + 4, 60.0 * i + 17});
    layer.point(as_packed ? packed(at.x_m) : at.x_m, as_packed ? packed(at.y_m) : at.y_m);
  }
  SourceLayer built = layer.build();
  built.recognition.crs = propose_crs(built.raw.shapes.points);
  return built;
}

TEST(PlaceProposals, PackedDegreesThatFallOnTheOtherLayersAreProposed) {
  const City city = normalise({streets(), sites(18, true)}, {}, Job{});
  ASSERT_EQ(city.proposals.size(), 1U);
  EXPECT_EQ(city.proposals[0].line(), "angles = \"packed\"");
  EXPECT_TRUE(city.proposals[0].only_one);
  EXPECT_THAT(
      city.proposals[0].evidence,
      AllOf(HasSubstr("100 % of it lie within the other layers"), HasSubstr("degrees 0 %")));
  EXPECT_EQ(issues_of(city, IssueKind::coordinate_offset).size(), 1U) << "said, and nothing moved";
  SourceLayer said = sites(18, true);
  said.packed_angles = true;
  EXPECT_TRUE(normalise({streets(), said}, {}, Job{}).proposals.empty());
}

TEST(PlaceProposals, DecimalDegreesAreNotTakenForPackedOnes) {
  EXPECT_TRUE(normalise({streets(), sites(18, false)}, {}, Job{}).proposals.empty());
  EXPECT_TRUE(normalise({streets(), sites(10, true)}, {}, Job{}).proposals.empty())
      << "too few to say";
  EXPECT_TRUE(normalise({sites(18, true)}, {}, Job{}).proposals.empty())
      << "nothing to hold them against";
}

}  // namespace
}  // namespace firebreak
