#include "core/normalise/crs_zones.hpp"

#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "core/normalise/place_proposals.hpp"
#include "county_layers.hpp"

namespace firebreak {
namespace {

using test::county;
using test::county_streets;
using test::issues_of;
using test::LayerBuilder;
using testing::AllOf;
using testing::HasSubstr;

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
  const City city = normalise({county_streets(), prefixed(39), houses.build()}, {}, Job{});
  ASSERT_EQ(city.proposals.size(), 1U);
  EXPECT_TRUE(city.proposals[0].only_one);
  // With nothing but the two, either may be wrong: nobody may choose but a person.
  const City two = normalise({county_streets(), prefixed(39)}, {}, Job{});
  ASSERT_EQ(two.proposals.size(), 2U);
  EXPECT_FALSE(two.proposals[0].only_one || two.proposals[1].only_one);
  EXPECT_EQ(city.proposals[0].line(), "crs = \"EPSG:4526\"");
  EXPECT_EQ(city.sources[1].crs, "EPSG:4527") << "nothing is moved unasked";
  EXPECT_THAT(city.proposals[0].evidence,
              AllOf(HasSubstr("in zone 38, 100 %"), HasSubstr("is then 4 m")));
  SourceLayer named = prefixed(39);
  named.crs = Crs("EPSG:4526");
  const City right = normalise({county_streets(), named}, {}, Job{});
  EXPECT_TRUE(right.proposals.empty());
  const Xy at = Transform(right.crs, Crs("EPSG:4547"))(right.hydrants->rows[0].at + right.origin);
  EXPECT_NEAR(at.x_m, county.x_m + 4, 0.01);
}

/// The ledger of the county in 6-degree zone 20, under another number, or under none.
SourceLayer in_six_degrees(int zone) {
  const Transform to(Crs("EPSG:4526"), Crs("EPSG:4498"));
  LayerBuilder layer(Role::hydrants, "zoned.csv", "", "CSV");
  for (int i = 0; i < 20; ++i) {
    const Xy at = to(county + Xy{38e6 + 300.0 * (i % 5) + 4, 60.0 * i + 17});
    layer.point(at.x_m + (zone - 20) * 1e6, at.y_m);
  }
  return layer.build();
}

TEST(PlaceProposals, SixDegreesWithTheirZoneAreCertain) {
  const City city = normalise({county_streets(), in_six_degrees(20)}, {}, Job{});
  EXPECT_TRUE(city.proposals.empty());
  EXPECT_EQ(city.sources[1].crs, "EPSG:4498");
  ASSERT_EQ(city.hydrants->size(), 20U);
  const Xy at = Transform(city.crs, Crs("EPSG:4547"))(city.hydrants->rows[0].at + city.origin);
  EXPECT_NEAR(at.x_m, county.x_m + 4, 0.01);
  EXPECT_NEAR(at.y_m, county.y_m + 17, 0.01);
}

TEST(PlaceProposals, SixDegreesWithAWrongZoneOrWithoutAreProposed) {
  const City wrong = normalise({county_streets(), in_six_degrees(21)}, {}, Job{});
  ASSERT_EQ(wrong.proposals.size(), 1U);
  EXPECT_EQ(wrong.proposals[0].line(), "crs = \"EPSG:4498\"");
  // Without the number its grid is that of the 3-degree zone of the same meridian, 117.
  const City none = normalise({county_streets(), in_six_degrees(0)}, test::set_aside(), Job{});
  ASSERT_EQ(none.proposals.size(), 1U);
  EXPECT_EQ(none.proposals[0].line(), "crs = \"EPSG:4548\"");
  EXPECT_TRUE(none.proposals[0].only_one);
  EXPECT_THAT(none.proposals[0].evidence, HasSubstr("117°, 100 % of it"));
}

TEST(PlaceProposals, AZoneBesideTheOthersIsLeftAlone) {
  // In its own zone, but across the zone's edge; and 8 km away with nothing in any other zone.
  const Transform across(Crs("EPSG:4526"), Crs("EPSG:4527"));
  LayerBuilder neighbour(Role::hydrants, "zoned.csv", "", "CSV");
  for (int i = 0; i < 20; ++i) {
    const Xy at = across(county + Xy{38e6 + 300.0 * (i % 5) + 4, 60.0 * i + 17});
    neighbour.point(at.x_m, at.y_m);
  }
  EXPECT_TRUE(normalise({county_streets(), neighbour.build()}, {}, Job{}).proposals.empty());
  EXPECT_TRUE(normalise({county_streets(), prefixed(38, {0, 8000})}, {}, Job{}).proposals.empty());
}

}  // namespace
}  // namespace firebreak
