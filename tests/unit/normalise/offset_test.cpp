#include "core/normalise/offset_test.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <vector>

#include "core/normalise/mixed_offset.hpp"
#include "core/normalise/row_shift.hpp"
#include "layer_builder.hpp"

namespace firebreak {
namespace {

using test::issues_of;
using test::LayerBuilder;

/// Streets every 60 to 90 m around a place in Guangzhou, as degrees; hydrants 2 m beside them.
struct Guangzhou {
  Crs grid = metric_crs_for({113.2644, 23.1291});
  Crs degrees{"EPSG:4326"};
  Transform out{grid, degrees};
  Xy corner = Transform(degrees, grid)({113.2644, 23.1291});
  std::vector<double> streets;

  Guangzhou() {
    std::mt19937 random(7);
    for (double at = 0; at < 1500; at += 300 + static_cast<double>(random() % 60))
      streets.push_back(at);
  }
  Xy degrees_of(Xy local) const { return out(corner + local); }

  LayerBuilder roads() const {
    LayerBuilder layer(Role::roads, "roads.gpkg", "EPSG:4326");
    for (const double at : streets) {
      layer.line({degrees_of({at, 0}), degrees_of({at, 1500})});
      layer.line({degrees_of({0, at}), degrees_of({1500, at})});
    }
    return layer;
  }
  /// `of_four`: how many of each four are drawn so, the others as they are.
  LayerBuilder hydrants(CoordinateShift drawn, Xy moved = {}, int of_four = 4) const {
    LayerBuilder layer(Role::hydrants, "hydrants.csv", "EPSG:4326", "CSV");
    std::mt19937 random(11);
    for (int i = 0; i < 40; ++i) {
      const double street = streets[random() % streets.size()] + 2;
      const double along = static_cast<double>(random() % 1500);
      const Xy local = i % 2 == 0 ? Xy{street, along} : Xy{along, street};
      const Xy at = degrees_of(local + moved);
      const LonLat place =
          shifted({at.x_m, at.y_m}, i % 4 < of_four ? drawn : CoordinateShift::none);
      layer.point(place.lon_deg, place.lat_deg);
    }
    return layer;
  }
};

City city_of(const LayerBuilder& roads, const LayerBuilder& hydrants) {
  return normalise({roads.build(), hydrants.build()}, {}, Job{});
}

TEST(OffsetTest, ProposesTheShiftThatFits) {
  const Guangzhou town;
  for (const auto& [shift, name] : {std::pair{CoordinateShift::gcj02, "\"gcj02\""},
                                    std::pair{CoordinateShift::bd09, "\"bd09\""}}) {
    const City city = city_of(town.roads(), town.hydrants(shift));
    const auto found = issues_of(city, IssueKind::coordinate_offset);
    ASSERT_EQ(found.size(), 1U) << name;
    EXPECT_THAT(found[0].detail, testing::HasSubstr(name));
    EXPECT_EQ(found[0].action, Action::kept);
    EXPECT_EQ(found[0].origin, (Origin{1, -1}));
  }
}

TEST(OffsetTest, PhonePositionsAmongTrueOnesAreTold) {
  const Guangzhou town;
  const City city = city_of(town.roads(), town.hydrants(CoordinateShift::gcj02, {}, 2));
  ASSERT_EQ(city.proposals.size(), 1U) << "the layer as a whole carries no shift";
  EXPECT_EQ(city.proposals[0].key, "shift_rows");
  EXPECT_TRUE(city.proposals[0].only_one);
  EXPECT_THAT(city.proposals[0].evidence, testing::HasSubstr("falls from"));
  const auto found = issues_of(city, IssueKind::coordinate_offset);
  ASSERT_EQ(found.size(), 1U);
  EXPECT_THAT(found[0].detail, testing::ContainsRegex("(1[0-9]|20) of 40 records"));
  EXPECT_THAT(found[0].detail, testing::HasSubstr("GCJ-02"));
  EXPECT_THAT(found[0].detail, testing::HasSubstr("write shift_rows = \"gcj02: "));
  EXPECT_THAT(found[0].effect, testing::HasSubstr("Nothing was moved."));
  EXPECT_EQ(found[0].action, Action::kept);
  // Every record that is named is one of those: the first two of each four.
  std::vector<Xy> places;
  for (const Hydrant& hydrant : city.hydrants->rows) places.push_back(hydrant.at);
  const auto mixed = mixed_offset(places, *city.roads, {city.crs, city.origin, city.scale_error});
  ASSERT_TRUE(mixed);
  EXPECT_EQ(mixed->shift, CoordinateShift::gcj02);
  EXPECT_EQ(found[0].records, mixed->shifted.size());
  for (const std::uint32_t i : mixed->shifted) EXPECT_LT(i % 4, 2U) << i;
  // At most half as many of the others would be brought to a road, else nothing is proposed.
  EXPECT_GE(mixed->by_chance, 0);
  EXPECT_LE(mixed->by_chance, 0.5);
  EXPECT_THAT(
      city.proposals[0].evidence,
      testing::HasSubstr(fmt::format("Of the others {:.0f} % would", 100 * mixed->by_chance)));
}

/// A word moves those records to where they truly are, and no others.
TEST(OffsetTest, AcceptedRecordsAreShiftedBackAndNoOthers) {
  const Guangzhou town;
  const LayerBuilder mixed = town.hydrants(CoordinateShift::gcj02, {}, 2);
  const City asked = city_of(town.roads(), mixed);
  ASSERT_EQ(asked.proposals.size(), 1U);
  const auto shifts = row_shifts_from(asked.proposals[0].value);
  ASSERT_TRUE(shifts && shifts->size() == 1);
  std::vector<SourceLayer> layers{town.roads().build(), mixed.build()};
  layers[1].row_shifts = *shifts;
  layers[1].accepted = "2026-11-28";
  const City city = normalise(layers, {}, Job{});
  EXPECT_TRUE(city.proposals.empty());
  const City truth = city_of(town.roads(), town.hydrants(CoordinateShift::none));
  std::map<std::int64_t, Xy> places;
  for (const Hydrant& hydrant : truth.hydrants->rows)
    places[hydrant.origin.fid] = truth.to_crs(hydrant.at);
  ASSERT_EQ(city.hydrants->size(), 40U);
  const auto& moved = shifts->front().records;
  for (const Hydrant& hydrant : city.hydrants->rows) {
    const std::int64_t record = hydrant.origin.fid;
    const double apart = distance_m(city.to_crs(hydrant.at), places[record]);
    if (std::ranges::find(moved, record) != moved.end()) {
      EXPECT_LT(apart, 0.01) << record;
      EXPECT_EQ(place_codes(place_steps(city, hydrant.origin)), "accepted + gcj02");
    } else {
      // Records 1 and 2 of each four were drawn shifted; what lies beside a road by chance stays.
      EXPECT_TRUE((record - 1) % 4 < 2 ? apart > 100 : apart < 0.01) << record;
      EXPECT_EQ(place_codes(place_steps(city, hydrant.origin)), "");
    }
  }
  EXPECT_EQ(city.sources[1].accepted, "2026-11-28");
  EXPECT_TRUE(city.sources[1].place_steps.empty()) << "not of all of its records";
}

/// Where the file has other places in those rows now, nothing is shifted, and it is said.
TEST(OffsetTest, RecordsOfAFileThatHasChangedAreNotShifted) {
  const Guangzhou town;
  const LayerBuilder mixed = town.hydrants(CoordinateShift::gcj02, {}, 2);
  const City asked = city_of(town.roads(), mixed);
  ASSERT_EQ(asked.proposals.size(), 1U);
  std::vector<SourceLayer> layers{town.roads().build(), mixed.build()};
  layers[1].row_shifts = *row_shifts_from(asked.proposals[0].value);
  layers[1].row_shifts[0].records.back() += 100;  // that row is gone
  const City city = normalise(layers, {}, Job{});
  EXPECT_EQ(city.proposals.size(), 1U) << "asked anew";
  EXPECT_TRUE(city.placed_records.empty());
  const auto told = issues_of(city, IssueKind::coordinate_offset);
  ASSERT_EQ(told.size(), 2U);
  EXPECT_THAT(told[0].detail, testing::HasSubstr("The file has changed"));
  EXPECT_EQ(told[0].severity, Severity::serious);
}

TEST(OffsetTest, ShiftedRecordsAreWrittenAsTheyAreRead) {
  for (const char* text : {"gcj02: 3", "gcj02: 3, 7-9", "bd09: 0-1, 5 (5k2m9q0c7xha)",
                           "gcj02: 3, 7-9 (5k2m9q0c7xha); bd09: 12"}) {
    const auto read = row_shifts_from(text);
    ASSERT_TRUE(read) << text;
    EXPECT_EQ(row_shifts_text(*read), text);
  }
  EXPECT_EQ(row_shifts_from("gcj02:9,3 , 7 - 8,3")->front().records,
            (std::vector<std::int64_t>{3, 7, 8, 9}));
  for (const char* text :
       {"", "gcj02", "gcj02:", "none: 3", "wgs84: 3", "3, 4", "gcj02: 9-7", "gcj02: -3",
        "gcj02: 3 (", "gcj02: 3 () ", "gcj02: 3 (a) 4", "gcj02: 1-99999999", "gcj02: x"})
    EXPECT_FALSE(row_shifts_from(text)) << text;
}

TEST(OffsetTest, AFewStraysAreNoMixture) {
  const Guangzhou town;
  const City city = city_of(town.roads(), town.hydrants(CoordinateShift::none));
  std::vector<Xy> places;
  for (const Hydrant& hydrant : city.hydrants->rows) places.push_back(hydrant.at);
  const Frame frame{city.crs, city.origin, city.scale_error};
  EXPECT_FALSE(mixed_offset(places, *city.roads, frame)) << "all true";
  for (std::size_t i = 0; i < 10; ++i) places[i] = places[i] + Xy{130, 90};
  EXPECT_FALSE(mixed_offset(places, *city.roads, frame)) << "moved by something else";
  const City phones = city_of(town.roads(), town.hydrants(CoordinateShift::gcj02));
  places.clear();
  for (const Hydrant& hydrant : phones.hydrants->rows) places.push_back(hydrant.at);
  EXPECT_FALSE(mixed_offset(places, *phones.roads, {phones.crs, phones.origin, phones.scale_error}))
      << "all of one kind: the layer as a whole";
}

TEST(OffsetTest, SaysNothingWhereLayersFit) {
  const Guangzhou town;
  const City city = city_of(town.roads(), town.hydrants(CoordinateShift::none));
  EXPECT_TRUE(issues_of(city, IssueKind::coordinate_offset).empty());
}

TEST(OffsetTest, FindsAPlainTranslation) {
  const Guangzhou town;
  const Xy moved{110, -70};
  const City city = city_of(town.roads(), town.hydrants(CoordinateShift::none, moved));
  std::vector<Xy> places;
  for (const Hydrant& hydrant : city.hydrants->rows) places.push_back(hydrant.at);
  const auto found = hydrant_offset(places, *city.roads, *city.buildings,
                                    {city.crs, city.origin, city.scale_error}, Job{});
  ASSERT_TRUE(found);
  EXPECT_EQ(found->shift, CoordinateShift::none);
  EXPECT_NEAR(found->move.x_m, -moved.x_m, 5);
  EXPECT_NEAR(found->move.y_m, -moved.y_m, 5);
  EXPECT_LT(found->after, 4);
  EXPECT_GT(found->before, 15);
}

TEST(OffsetTest, RoadsThroughBuildingsAreMovedOut) {
  LayerBuilder buildings(Role::buildings, "b.gpkg");
  LayerBuilder roads(Role::roads, "r.gpkg");
  std::mt19937 random(3);
  for (int street = 0; street < 6; ++street) {
    const double y = street * 300 + static_cast<double>(random() % 40);
    // A street of 16 m between two rows of houses 40 m deep, drawn 30 m too far north.
    for (int house = 0; house < 30; ++house) {
      buildings.rectangle(house * 31, y + 8, house * 31 + 28, y + 48);
      buildings.rectangle(house * 31, y - 48, house * 31 + 28, y - 8);
    }
    roads.line({{0, y + 30}, {930, y + 30}});
  }
  const City city = normalise({buildings.build(), roads.build()}, {}, Job{});
  const auto found =
      road_offset(*city.roads, *city.buildings, {city.crs, city.origin, city.scale_error}, Job{});
  ASSERT_TRUE(found);
  EXPECT_GT(found->before, 0.5);
  EXPECT_LT(found->after, 0.05);
  EXPECT_EQ(issues_of(city, IssueKind::coordinate_offset).size(), 1U);
}

}  // namespace
}  // namespace firebreak
