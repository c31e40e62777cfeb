#include "core/normalise/place_proposals.hpp"

#include <gmock/gmock.h>

#include <cmath>

#include "core/normalise/recognise.hpp"
#include "county_layers.hpp"

namespace firebreak {
namespace {

using test::county;
using test::county_streets;
using test::issues_of;
using test::LayerBuilder;
using testing::AllOf;
using testing::HasSubstr;

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
      const City city = normalise({county_streets(), phones.of(role, shift)}, {}, Job{});
      ASSERT_EQ(city.proposals.size(), 1U) << role_name(role);
      EXPECT_EQ(city.proposals[0].key, "shift");
      EXPECT_EQ(city.proposals[0].value, shift_name(shift));
      EXPECT_THAT(city.proposals[0].evidence, HasSubstr("to 4 m"));
    }
}

TEST(PlaceProposals, PointsThatFitAreLeftAlone) {
  const Phones phones;
  EXPECT_TRUE(
      normalise({county_streets(), phones.of(Role::reports, CoordinateShift::none)}, {}, Job{})
          .proposals.empty());
  // Declared already: nothing is proposed on top of it.
  SourceLayer declared = phones.of(Role::reports, CoordinateShift::gcj02);
  declared.shift = CoordinateShift::gcj02;
  declared.accepted = "2026-11-26";
  const City shifted_back = normalise({county_streets(), declared}, {}, Job{});
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
  const City city = normalise({county_streets(), sites(18, true)}, {}, Job{});
  ASSERT_EQ(city.proposals.size(), 1U);
  EXPECT_EQ(city.proposals[0].line(), "angles = \"packed\"");
  EXPECT_TRUE(city.proposals[0].only_one);
  EXPECT_THAT(
      city.proposals[0].evidence,
      AllOf(HasSubstr("100 % of it lie within the other layers"), HasSubstr("degrees 0 %")));
  EXPECT_EQ(issues_of(city, IssueKind::coordinate_offset).size(), 1U) << "said, and nothing moved";
  SourceLayer said = sites(18, true);
  said.packed_angles = true;
  EXPECT_TRUE(normalise({county_streets(), said}, {}, Job{}).proposals.empty());
}

TEST(PlaceProposals, DecimalDegreesAreNotTakenForPackedOnes) {
  EXPECT_TRUE(normalise({county_streets(), sites(18, false)}, {}, Job{}).proposals.empty());
  EXPECT_TRUE(normalise({county_streets(), sites(10, true)}, {}, Job{}).proposals.empty())
      << "too few to say";
  EXPECT_TRUE(normalise({sites(18, true)}, {}, Job{}).proposals.empty())
      << "nothing to hold them against";
}

}  // namespace
}  // namespace firebreak
